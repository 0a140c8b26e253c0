//! The procedures as pages a jurist can correct, made from the tables that run.

use super::acts::ActKind;
use super::procedure::{self, ActRule, DeadlineRule, Variant, When};
use super::{Regime, indicators, refusals};
use crate::deadlines::Binds;
use law::{AgencyKind, Count, Law, Status};
use std::fmt::Write as _;

/// One regime as Markdown, in `vi` or `en`; `label` names acts, deadlines and roles.
pub fn procedure_markdown(regime: Regime, law: &Law, lang: &str, label: impl Fn(&str) -> String) -> String {
    let en = lang == "en";
    let say = |vi: &'static str, english: &'static str| if en { english } else { vi };
    let table = procedure::of(regime);
    let title = law.regime(regime.word()).map_or(regime.word(), |r| if en { &r.title_en } else { &r.title_vi });
    let mut out = format!(
        "# {}: {title}\n\n{}\n\n",
        say("Trình tự thanh tra", "Inspection procedure"),
        say(
            "Sinh ra từ bảng mà chương trình chạy (`crates/casework/src/inspections/procedure/`, `crates/law/instruments/`). **?** = chưa đối chiếu văn bản chính thức. Thấy sai, xin sửa ở đó hoặc gửi góp ý.",
            "Made from the tables the program runs (`crates/casework/src/inspections/procedure/`, `crates/law/instruments/`). **?** = not yet checked against the official text. Where it is wrong, correct it there or write to us.",
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
            act(rule.act, &label),
            if rule.once { say(" (một lần)", " (once)") } else { "" },
            law.cite(&rule.law(), lang),
            if rule.article == "?" { " **?**" } else { "" },
            signers(rule, say(" hoặc ", " or "), &label),
            acts(rule, rule.after, say(" hoặc ", " or "), &label),
            acts(rule, rule.until, ", ", &label),
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
            condition(rule, en),
            act(rule.opened_by, &label),
            rule.met_by.map_or(String::new(), |kind| act(kind, &label)),
            lengths(rule, regime, law, en),
            provisions(rule, regime, law, lang),
        );
    }
    out
}

/// The refusals and indicators as Markdown.
pub fn rules_markdown(lang: &str) -> String {
    let en = lang == "en";
    let mut out =
        String::from(if en { "# Refusals and warnings\n\n" } else { "# Lời từ chối và cảnh báo\n\n" });
    for s in refusals::ALL {
        let (what, next) = if en { (s.en, s.next_en) } else { (s.vi, s.next_vi) };
        let _ = writeln!(out, "- `{}`: {what} {next}", s.code);
    }
    out.push_str(if en { "\n# Indicators\n\n" } else { "\n# Chỉ tiêu\n\n" });
    for i in indicators::ALL {
        let _ = writeln!(out, "- `{}` ({}): {}", i.name, i.unit, if en { i.en } else { i.vi });
    }
    out
}

fn act(kind: ActKind, label: &impl Fn(&str) -> String) -> String {
    label(&format!("act.{}", kind.word()))
}

fn signers(rule: &ActRule, or: &str, label: &impl Fn(&str) -> String) -> String {
    let roles = std::iter::once(&rule.by).chain(rule.also);
    roles.map(|role| label(&format!("role.{role}"))).collect::<Vec<_>>().join(or)
}

fn acts(_: &ActRule, kinds: &[ActKind], with: &str, label: &impl Fn(&str) -> String) -> String {
    kinds.iter().map(|k| act(*k, label)).collect::<Vec<_>>().join(with)
}

fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, rule.binds, en) {
        (When::Planned, _, false) => " (theo kế hoạch)",
        (When::Planned, _, true) => " (planned)",
        (When::NotAdHoc, _, false) => " (không áp dụng đột xuất)",
        (When::NotAdHoc, _, true) => " (not ad hoc)",
        (When::Supervised, _, false) => " (khi có người giám sát)",
        (When::Supervised, _, true) => " (when a supervisor is named)",
        (When::EntityRequest, _, false) => " (theo đề nghị của đối tượng)",
        (When::EntityRequest, _, true) => " (at the entity's request)",
        (When::PlannedAhead, _, false) => " (theo ngày dự kiến trong kế hoạch tiến hành)",
        (When::PlannedAhead, _, true) => " (by the day named in the plan)",
        (When::NoticeAhead, _, false) => " (theo ngày dự kiến trong thông báo)",
        (When::NoticeAhead, _, true) => " (by the day named in the notice)",
        (When::ChangesAsked, _, false) => " (khi được yêu cầu bổ sung, làm rõ)",
        (When::ChangesAsked, _, true) => " (where changes are asked for)",
        (_, Binds::Bar, false) => " (hết quyền sau ngày này)",
        (_, Binds::Bar, true) => " (a bar on power)",
        _ => "",
    }
}

fn lengths(rule: &DeadlineRule, regime: Regime, law: &Law, en: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut keys = vec![rule.term];
    if rule.variant == Variant::Duration {
        keys.extend(["inspection.extension", "inspection.duration_total"]);
    }
    for term in law.terms().iter().filter(|t| t.regime == regime.word() && keys.contains(&t.key.as_str())) {
        let who: Vec<&str> = term.agencies.iter().map(|a: &AgencyKind| a.word()).collect();
        let unit = match (term.count, en) {
            (Count::Calendar, false) => "ngày",
            (Count::Working, false) => "ngày làm việc",
            (Count::Years, false) => "năm",
            (Count::Calendar, true) => "days",
            (Count::Working, true) => "working days",
            (Count::Years, true) => "years",
        };
        let sign = if term.key == "inspection.extension" { "+" } else { "" };
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

fn provisions(rule: &DeadlineRule, regime: Regime, law: &Law, lang: &str) -> String {
    let mut cites: Vec<String> = law
        .terms()
        .iter()
        .filter(|t| t.regime == regime.word() && t.key == rule.term)
        .map(|t| law.cite(&t.citation, lang))
        .collect();
    cites.sort();
    cites.dedup();
    cites.join("; ")
}
