//! The terms as a page a jurist can correct: written into docs/terms.<lang>.md.

use crate::{AgencyKind, Count, Law, Status};
use std::fmt::Write as _;

/// Every term of every regime as Markdown, in Vietnamese (`vi`) or English (`en`).
pub fn terms_markdown(law: &Law, lang: &str) -> String {
    let en = lang == "en";
    let say = |vi: &'static str, english: &'static str| if en { english } else { vi };
    let mut out = String::from(say(
        "# Thời hạn\n\nSinh ra từ `crates/law/instruments/*/terms.toml`; sửa ở đó. **?** = chưa đối chiếu văn bản chính thức.\n",
        "# Terms\n\nMade from `crates/law/instruments/*/terms.toml`; correct them there. **?** = not yet checked against the official text.\n",
    ));
    for regime in law.regimes() {
        let _ = write!(out, "\n## {}\n\n", if en { &regime.title_en } else { &regime.title_vi });
        out.push_str(say(
            "| thời hạn | trường hợp | cơ quan | số | điều khoản | từ ngày | ghi chú |\n|---|---|---|---|---|---|---|\n",
            "| term | variant | agencies | number | provision | from | note |\n|---|---|---|---|---|---|---|\n",
        ));
        for term in law.terms().iter().filter(|t| t.regime == regime.id) {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} {}{} | {} | {} | {} |",
                term.key,
                term.case,
                words(&term.agencies),
                term.value,
                unit(term.count, en),
                doubt(term.status),
                law.cite(&term.citation, lang),
                term.from,
                if en { &term.note_en } else { &term.note_vi },
            );
        }
        out.push_str(say(
            "\n| ngày trong năm | cơ quan | chậm nhất | điều khoản | ghi chú |\n|---|---|---|---|---|\n",
            "\n| day of the year | agencies | by | provision | note |\n|---|---|---|---|---|\n",
        ));
        for day in law.year_days(&regime.id) {
            let _ = writeln!(
                out,
                "| `{}` | {} | {:02}/{:02}{} | {} | {} |",
                day.key,
                words(&day.agencies),
                day.day,
                day.month,
                doubt(day.status),
                law.cite(&day.citation, lang),
                if en { &day.note_en } else { &day.note_vi },
            );
        }
    }
    out
}

fn words(agencies: &[AgencyKind]) -> String {
    agencies.iter().map(|a| a.word()).collect::<Vec<_>>().join(", ")
}

fn doubt(status: Status) -> &'static str {
    if status == Status::Unverified { " **?**" } else { "" }
}

fn unit(count: Count, en: bool) -> &'static str {
    match (count, en) {
        (Count::Calendar, false) => "ngày",
        (Count::Working, false) => "ngày làm việc",
        (Count::Years, false) => "năm",
        (Count::Calendar, true) => "days",
        (Count::Working, true) => "working days",
        (Count::Years, true) => "years",
    }
}
