//! The law's data as pages a jurist can correct: terms into docs/terms.<lang>.md,
//! indicators with the columns they feed into docs/indicators.<lang>.md.

use crate::form::Take;
use crate::{AgencyKind, Count, Date, Law, Status};
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
                span(term.from, term.until),
                if en { &term.note_en } else { &term.note_vi },
            );
        }
        days(law, &regime.id, lang, &mut out);
        norms(law, &regime.id, lang, &mut out);
    }
    out
}

/// Every indicator as Markdown, with the words its postings carry and the columns
/// of every form that select it.
pub fn indicators_markdown(law: &Law, lang: &str) -> String {
    let en = lang == "en";
    let mut out = String::from(match en {
        false => {
            "# Chỉ tiêu\n\nSinh ra từ `crates/law/indicators.toml`, `indicators/*.toml` và các biểu; sửa ở đó. Số dư ghi [đầu kỳ], [cuối kỳ].\n"
        }
        true => {
            "# Indicators\n\nMade from `crates/law/indicators.toml`, `indicators/*.toml` and the forms; correct them there. Balances are marked [opening], [closing].\n"
        }
    });
    let mut group = "";
    for indicator in law.indicators() {
        let kind = indicator.name.split('.').next().unwrap_or_default();
        if kind != group {
            group = kind;
            let head = if en { "indicator | meaning | words | columns" } else { "chỉ tiêu | nghĩa | từ | cột" };
            let _ = write!(out, "\n## {kind}\n\n| {head} |\n|---|---|---|---|\n");
        }
        let words = [("class", &indicator.class), ("manner", &indicator.manner), ("field", &indicator.field)];
        let words: Vec<String> = words
            .iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(name, list)| format!("{name}: {}", list.join(" ")))
            .collect();
        let meaning = if en { &indicator.en } else { &indicator.vi };
        let _ = writeln!(
            out,
            "| `{}` | {meaning} | {} | {} |",
            indicator.name,
            words.join("; "),
            fed(law, &indicator.name, en).join("; ")
        );
    }
    out
}

/// The columns that select an indicator: `01/XLD 02/2021/TT-TTCP: 1 [opening], 8`.
fn fed(law: &Law, name: &str, en: bool) -> Vec<String> {
    let (before, after) = if en { (" [opening]", " [closing]") } else { (" [đầu kỳ]", " [cuối kỳ]") };
    let mut out = Vec::new();
    for form in law.forms() {
        let mut columns = Vec::new();
        for column in &form.columns {
            let has = |list: &[String]| list.iter().any(|n| n == name);
            match &column.take {
                Take::Sums { opening, .. } if has(opening) => columns.push(format!("{}{before}", column.id)),
                Take::Sums { closing, .. } if has(closing) => columns.push(format!("{}{after}", column.id)),
                Take::Sums { flow, .. } if has(flow) => columns.push(column.id.clone()),
                Take::Distinct(names) if has(names) => columns.push(column.id.clone()),
                _ => {}
            }
        }
        if !columns.is_empty() {
            out.push(format!("{} {}: {}", form.id, form.version, columns.join(", ")));
        }
    }
    out
}

/// The fixed days of the year of a regime, if it has any.
fn days(law: &Law, regime: &str, lang: &str, out: &mut String) {
    let en = lang == "en";
    if law.year_days(regime).next().is_none() {
        return;
    }
    out.push_str(match en {
        false => "\n| ngày trong năm | cơ quan | chậm nhất | điều khoản | ghi chú |\n|---|---|---|---|---|\n",
        true => "\n| day of the year | agencies | by | provision | note |\n|---|---|---|---|---|\n",
    });
    for day in law.year_days(regime) {
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

/// The numbers of a regime that are no lengths, if it has any.
fn norms(law: &Law, regime: &str, lang: &str, out: &mut String) {
    let en = lang == "en";
    let mut found = law.norms().iter().filter(|n| n.regime == regime).peekable();
    if found.peek().is_none() {
        return;
    }
    out.push_str(match en {
        false => "\n| định mức | trường hợp | số | điều khoản | từ ngày | ghi chú |\n|---|---|---|---|---|---|\n",
        true => "\n| number | variant | value | provision | from | note |\n|---|---|---|---|---|---|\n",
    });
    for norm in found {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} {}{} | {} | {} | {} |",
            norm.key,
            norm.case,
            norm.value,
            norm.of.unit(lang),
            doubt(norm.status),
            law.cite(&norm.citation, lang),
            span(norm.from, norm.until),
            if en { &norm.note_en } else { &norm.note_vi },
        );
    }
}

fn words(agencies: &[AgencyKind]) -> String {
    agencies.iter().map(|a| a.word()).collect::<Vec<_>>().join(", ")
}

/// The first day and, where it has ended, the last.
fn span(from: Date, until: Option<Date>) -> String {
    until.map_or_else(|| from.to_string(), |until| format!("{from} – {until}"))
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
