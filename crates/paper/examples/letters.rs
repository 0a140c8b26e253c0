//! Writes every shipped template, filled with made-up values, as PDF and DOCX
//! into a folder, to be looked at: `cargo run -p paper --example letters -- DIR`.

use paper::letter::{docx, pdf};
use paper::templates::{all, fill, sample};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("say into which folder")?;
    let given = sample();
    for template in all() {
        let mut letter = fill(template, &given)?;
        letter.mark = "Dữ liệu mô phỏng, không phải văn bản thật · Synthetic data".into();
        let file = template.name.replace('/', "-");
        std::fs::write(format!("{dir}/{file}.pdf"), pdf(&letter)?)?;
        std::fs::write(format!("{dir}/{file}.docx"), docx(&letter)?)?;
    }
    Ok(())
}
