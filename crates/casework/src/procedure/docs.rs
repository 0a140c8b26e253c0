//! The procedures as pages a jurist can correct, made from the tables that run.

use super::{ActOf, ActRule, ActWord, DeadlineRule, Kind};
use crate::fields::Word;
use law::{AgencyKind, Count, Law, Status};
use std::fmt::Write as _;

/// One regime as Markdown, in `vi` or `en`; `label` names acts, deadlines and roles.
pub fn procedure_markdown<K: Kind>(regime: K::Regime, law: &Law, lang: &str, label: impl Fn(&str) -> String) -> String {
    let en = lang == "en";
    let say = |vi: &'static str, english: &'static str| if en { english } else { vi };
    let table = K::procedure(regime);
    let title = law.regime(regime.as_word()).map_or(regime.as_word(), |r| if en { &r.title_en } else { &r.title_vi });
    let mut out = format!(
        "# {}: {title}\n\n{}\n\n",
        label(&format!("kind.{}", K::WORD)),
        say(
            "Sinh ra từ bảng mà chương trình chạy (`crates/casework/src/*/procedure`, `crates/law/instruments/`). **?** = chưa đối chiếu văn bản chính thức. Thấy sai, xin sửa ở đó hoặc gửi góp ý.",
            "Made from the tables the program runs (`crates/casework/src/*/procedure`, `crates/law/instruments/`). **?** = not yet checked against the official text. Where it is wrong, correct it there or write to us.",
        )
    );
    let _ = write!(
        out,
        "## {}\n\n| | {} | {} | {} | {} | {} |\n|---|---|---|---|---|---|\n",
        say("Văn bản, bước", "Acts"),
        say("văn bản", "act"),
        say("điều", "provision"),
        say("người ký", "signed by"),
        say("sau khi có", "after"),
        say("không còn sau", "not after"),
    );
    for (i, rule) in table.acts.iter().enumerate() {
        let _ = writeln!(
            out,
            "| {} | {}{} | {}{} | {} | {} | {} |",
            i + 1,
            act::<K>(rule.act, &label),
            if rule.once { say(" (một lần)", " (once)") } else { "" },
            law.cite(&rule.law(), lang),
            if rule.article == "?" { " **?**" } else { "" },
            signers::<K>(rule, say(" hoặc ", " or "), &label),
            acts::<K>(rule.after, say(" hoặc ", " or "), &label),
            acts::<K>(rule.until, ", ", &label),
        );
    }
    let _ = write!(
        out,
        "\n## {}\n\n| {} | {} | {} | {} | {} |\n|---|---|---|---|---|\n",
        say("Thời hạn", "Deadlines"),
        say("hạn", "deadline"),
        say("tính từ", "from"),
        say("đến", "until"),
        say("số ngày", "length"),
        say("điều", "provision"),
    );
    for rule in table.deadlines {
        let _ = writeln!(
            out,
            "| {}{} | {} | {} | {} | {} |",
            label(&format!("deadline.{}", rule.name)),
            K::condition(rule, lang),
            act::<K>(rule.opened_by, &label),
            acts::<K>(rule.met_by, say(" hoặc ", " or "), &label),
            lengths::<K>(rule, regime, law, en),
            provisions::<K>(rule, regime, law, lang),
        );
    }
    out
}

/// Refusals and warnings as a Markdown list.
pub fn refusals_markdown(sentences: &[super::refusals::Sentence], lang: &str) -> String {
    let mut out = String::new();
    for s in sentences {
        let (what, next) = if lang == "en" { (s.en, s.next_en) } else { (s.vi, s.next_vi) };
        let _ = writeln!(out, "- `{}`: {what} {next}", s.code);
    }
    out
}

fn act<K: Kind>(kind: ActOf<K>, label: &impl Fn(&str) -> String) -> String {
    label(&format!("act_of.{}.{}", K::WORD, kind.as_word()))
}

fn signers<K: Kind>(rule: &ActRule<K>, or: &str, label: &impl Fn(&str) -> String) -> String {
    let roles = std::iter::once(&rule.by).chain(rule.also);
    roles.map(|role| label(&format!("role.{role}"))).collect::<Vec<_>>().join(or)
}

fn acts<K: Kind>(kinds: &[ActOf<K>], with: &str, label: &impl Fn(&str) -> String) -> String {
    kinds.iter().map(|k| act::<K>(*k, label)).collect::<Vec<_>>().join(with)
}

fn lengths<K: Kind>(rule: &DeadlineRule<K>, regime: K::Regime, law: &Law, en: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    let keys = [&[rule.term], K::lengthened_by(rule)].concat();
    for term in law.terms().iter().filter(|t| t.regime == regime.as_word() && keys.contains(&t.key.as_str())) {
        let who: Vec<&str> = term.agencies.iter().map(|a: &AgencyKind| a.word()).collect();
        let unit = match (term.count, en) {
            (Count::Calendar, false) => "ngày",
            (Count::Working, false) => "ngày làm việc",
            (Count::Years, false) => "năm",
            (Count::Calendar, true) => "days",
            (Count::Working, true) => "working days",
            (Count::Years, true) => "years",
        };
        let sign = if term.key != rule.term && term.key.ends_with("extension") { "+" } else { "" };
        let case = if term.case.is_empty() { String::new() } else { format!(" ({})", term.case) };
        let doubt = if term.status == Status::Unverified { " **?**" } else { "" };
        parts.push(format!(
            "{}{sign}{} {unit}{case}{doubt}",
            if who.is_empty() { String::new() } else { format!("{}: ", who.join(" ")) },
            term.value
        ));
    }
    parts.join("<br>")
}

fn provisions<K: Kind>(rule: &DeadlineRule<K>, regime: K::Regime, law: &Law, lang: &str) -> String {
    let mut cites: Vec<String> = law
        .terms()
        .iter()
        .filter(|t| t.regime == regime.as_word() && t.key == rule.term)
        .map(|t| law.cite(&t.citation, lang))
        .collect();
    cites.sort();
    cites.dedup();
    cites.join("; ")
}
