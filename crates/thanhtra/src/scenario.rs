//! `thanhtra scenario`: asks the law engine a question in text.

use crate::cli::{Cli, Format, Scenario};
use crate::{Done, Fail, open};
use casework::scenario;

/// Runs the scenario; with --check, compares it with what the file expects.
pub fn run(cli: &Cli, args: &Scenario) -> Result<Done, Fail> {
    let name = args.file.display();
    let text = std::fs::read_to_string(&args.file).map_err(|e| format!("{name}: {e}"))?;
    let report = scenario::run(&text, &open::law(cli)?).map_err(|fault| format!("{name}, {fault}"))?;
    match (args.format, args.check) {
        (Format::Json, _) => println!("{}", serde_json::to_string_pretty(&report)?),
        (_, false) => print!("{}", report.text),
        (_, true) => {
            for d in &report.differences {
                println!("{name}:{}\n  expected  {}", d.line, d.expected);
                for line in &d.actual {
                    println!("  actual    {line}");
                }
            }
        }
    }
    Ok(if args.check && !report.differences.is_empty() { Done::No } else { Done::Yes })
}
