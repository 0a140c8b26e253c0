//! The tables of the questions as a page that a jurist can correct.

use super::table::{EXITS, KINDS, Provision, options};
use super::{On, Question};
use crate::complaints::acts::{Against, Instance, Level};
use crate::complaints::{Who, competent};
use crate::denunciations::acts::Post;
use crate::denunciations::settles;
use jiff::civil::Date;
use law::{Citation, Law, Status};
use std::fmt::Write as _;

/// Instruments on whose first day competence changes.
const TURNS: [&str; 2] = ["141/2025/NĐ-CP", "136/2025/QH15"];

/// The tables as Markdown, in `vi` or `en`; `label` reads the catalogues.
pub fn guide_markdown(law: &Law, lang: &str, label: impl Fn(&str) -> String) -> String {
    let say = |vi: &'static str, english: &'static str| if lang == "en" { english } else { vi };
    let mut out = format!(
        "# {}\n\n{}\n",
        label("guide.title"),
        say(
            "Sinh ra từ bảng mà chương trình chạy (`crates/casework/src/guide`, `complaints/competence.rs`, `denunciations/competence.rs`). **?** = chưa đối chiếu văn bản chính thức. Thấy sai, xin sửa ở đó hoặc gửi góp ý.",
            "Made from the tables the program runs (`crates/casework/src/guide`, `complaints/competence.rs`, `denunciations/competence.rs`). **?** = not yet checked against the official text. Where it is wrong, correct it there or write to us.",
        )
    );
    let _ = write!(out, "\n## {}\n\n", say("Câu hỏi", "Questions"));
    for question in Question::ALL {
        let _ = writeln!(out, "- {}", label(&format!("guide_q.{}", question.word())));
        for answer in options(*question) {
            let _ = writeln!(out, "    - {}", label(&format!("guide_a.{}_{answer}", question.word())));
        }
    }
    let cite = |p: &Provision| cited(law, lang, &Citation::new(p.instrument, p.article), p.status);
    let _ = write!(out, "\n## {}\n\n| | |\n|---|---|\n", say("Loại đơn", "Kinds"));
    for (kind, p) in KINDS {
        let _ = writeln!(out, "| {} | {} |", label(&format!("filing_kind.{kind}")), cite(&p));
    }
    let _ = write!(
        out,
        "\n## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n",
        say("Câu trả lời kết thúc việc hỏi", "Answers that end the questions"),
        say("trả lời", "answer"),
        say("gửi như", "sent as"),
        say("nơi nhận", "to"),
        say("điều", "provision"),
    );
    for e in EXITS {
        let kind = if e.kind.is_empty() { "–".to_owned() } else { label(&format!("filing_kind.{}", e.kind)) };
        let why: Vec<String> =
            e.why.iter().map(|p| format!("{} {}", label(&format!("guide_why.{}", p.code)), cite(p))).collect();
        let answer = label(&format!("guide_a.{}_{}", e.question.word(), e.answer));
        let _ = writeln!(
            out,
            "| {answer} | {kind} | {} | {} |",
            label(&format!("guide_to.{}", e.to.word())),
            why.join("<br>")
        );
    }
    competence(&mut out, law, lang, &label);
    out
}

fn cited(law: &Law, lang: &str, citation: &Citation, status: Status) -> String {
    format!("{}{}", law.cite(citation, lang), if status == Status::Unverified { " **?**" } else { "" })
}

/// The days between which competence is told: the day before the first turn, and each turn.
fn days(law: &Law) -> Vec<Date> {
    let turns: Vec<Date> = TURNS.iter().filter_map(|n| law.instrument(n)).map(|i| i.from).collect();
    let before = turns.first().and_then(|d| d.yesterday().ok());
    before.into_iter().chain(turns).collect()
}

fn competence(out: &mut String, law: &Law, lang: &str, label: &impl Fn(&str) -> String) {
    let say = |vi: &'static str, english: &'static str| if lang == "en" { english } else { vi };
    let days = days(law);
    let head: String = days.iter().map(|d| format!(" {} {d} |", say("nhận ngày", "received on"))).collect();
    let rule = "|---".repeat(days.len() + 1);
    let _ = write!(out, "\n## {}\n\n| |{head}\n{rule}|\n", say("Khiếu nại: ai giải quyết", "Complaints: who settles"));
    for (level, instance) in Level::ALL.iter().flat_map(|l| [(*l, Instance::First), (*l, Instance::Second)]) {
        let cell = |day: &Date| match competent(law, Against::Decision, level, instance, *day) {
            None => " – |".to_owned(),
            Some(found) => {
                let who = match found.who {
                    Who::Of(level) => level.word(),
                    Who::Court => "court",
                    Who::Successor => "successor",
                };
                let who = if who == "commune_body" { "commune_chair" } else { who };
                format!(" {}<br>{} |", label(&format!("guide_to.{who}")), cited(law, lang, &found.law, found.status))
            }
        };
        let cells: String = days.iter().map(cell).collect();
        let which = label(&format!("guide_instance.{}", instance.word()));
        let _ = writeln!(out, "| {}, {which} |{cells}", label(&format!("guide_a.level_{}", level.word())));
    }
    let _ = write!(out, "\n## {}\n\n| |{head}\n{rule}|\n", say("Tố cáo: ai giải quyết", "Denunciations: who settles"));
    for post in Post::ALL.iter().filter(|p| !matches!(p, Post::PartyMember | Post::StateManagement)) {
        let cell = |day: &Date| match settles(*post, *day) {
            None => format!(" {} **?** |", label("guide_to.successor")),
            Some((who, citation, status)) => {
                let who = if who.word() == "department_director" { "department_head" } else { who.word() };
                format!(" {}<br>{} |", label(&format!("guide_to.{who}")), cited(law, lang, &citation, status))
            }
        };
        let cells: String = days.iter().map(cell).collect();
        let _ = writeln!(out, "| {} |{cells}", label(&format!("guide_a.post_{}", post.word())));
    }
}

/// Every sentence the tables ask of the catalogues.
pub fn keys() -> Vec<String> {
    let mut out = Vec::new();
    for q in Question::ALL {
        out.push(format!("guide_q.{}", q.word()));
        out.extend(options(*q).iter().map(|a| format!("guide_a.{}_{a}", q.word())));
    }
    out.extend(super::To::ALL.iter().map(|to| format!("guide_to.{}", to.word())));
    let own = KINDS.iter().map(|(_, p)| p.code).chain(EXITS.iter().flat_map(|e| e.why.iter().map(|p| p.code)));
    let more = [
        "first",
        "second",
        "competent",
        "manages",
        "matter",
        "gone",
        "sue",
        "passed_on",
        "in_days",
        "late",
        "obstacle",
    ];
    out.extend(own.chain(more).map(|code| format!("guide_why.{code}")));
    out
}

/// For tests of the walk and of the pages: everything there is to stand on.
pub fn shipped(today: Date) -> On<'static> {
    On { law: Law::shipped(), tree: crate::units::Tree::shipped(), today }
}
