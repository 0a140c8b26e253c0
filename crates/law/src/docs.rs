//! The terms as a page a jurist can correct: written into docs/terms.<lang>.md.

use crate::{Count, Law, Status};
use std::fmt::Write as _;

/// Every term of every regime as Markdown, in Vietnamese (`vi`) or English (`en`).
pub fn terms_markdown(law: &Law, lang: &str) -> String {
    let en = lang == "en";
    let mut out = String::from(if en {
        "# Terms\n\nMade from `crates/law/instruments/*/terms.toml`; correct them there. **?** = not yet checked against the official text.\n"
    } else {
        "# Thời hạn\n\nSinh ra từ `crates/law/instruments/*/terms.toml`; sửa ở đó. **?** = chưa đối chiếu văn bản chính thức.\n"
    });
    for regime in law.regimes() {
        let _ = write!(out, "\n## {}\n\n", if en { &regime.title_en } else { &regime.title_vi });
        out.push_str(if en {
            "| term | variant | agencies | number | provision | from | note |\n|---|---|---|---|---|---|---|\n"
        } else {
            "| thời hạn | trường hợp | cơ quan | số | điều khoản | từ ngày | ghi chú |\n|---|---|---|---|---|---|---|\n"
        });
        for term in law.terms().iter().filter(|t| t.regime == regime.id) {
            let unit = match (term.count, en) {
                (Count::Calendar, false) => "ngày",
                (Count::Working, false) => "ngày làm việc",
                (Count::Years, false) => "năm",
                (Count::Calendar, true) => "days",
                (Count::Working, true) => "working days",
                (Count::Years, true) => "years",
            };
            let agencies: Vec<&str> = term.agencies.iter().map(|a| a.word()).collect();
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} {unit}{} | {} | {} | {} |",
                term.key,
                term.case,
                agencies.join(", "),
                term.value,
                if term.status == Status::Unverified { " **?**" } else { "" },
                law.cite(&term.citation, lang),
                term.from,
                term.note,
            );
        }
    }
    out
}
