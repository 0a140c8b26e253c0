//! Biên bản and thông báo kết luận as papers of Nghị định 30/2020/NĐ-CP: always Vietnamese.
//!
//! Each is a draft without number and day until it is signed. Must never say anything the page of the
//! minutes does not.

use super::minutes::{Part, facts, part, spans, told, unit};
use crate::cx::Cx;
use casework::conference::Minutes;
use paper::letter::{Align, Block, Grid, Letter, Run, Signer};

/// Which paper is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Biên bản hội nghị.
    Minutes,
    /// Thông báo kết luận.
    Notice,
}

/// The paper; `cx` speaks Vietnamese.
pub(super) fn letter(cx: &Cx, m: &Minutes, number: &str, which: Paper) -> Letter {
    let t = |key: &str| cx.lang.t(key).to_owned();
    let chair = Signer { capacity: vec![t("minutes.chair_signs")], name: m.state.chair.clone(), ..Signer::default() };
    let mut marks = vec![cx.lang.f1("minutes.head", "n", cx.lang.number(m.state.seq))];
    if cx.app.settings.demo {
        marks.push(t("letters.demo"));
    }
    let day = m.state.on;
    let signed = m.state.signed.as_ref();
    let notice = m.state.notice.as_ref();
    // The notice is a paper of its own, with a day of its own.
    let on = if which == Paper::Minutes { signed.map(|s| s.on) } else { notice.map(|n| n.on) };
    let blank = "……, ngày …… tháng …… năm ……".to_owned();
    let paper = Letter {
        issuer: unit(cx, m, &m.state.unit),
        place_and_day: on.map_or(blank, |d| format!("……, ngày {:02} tháng {:02} năm {}", d.day(), d.month(), d.year())),
        day: on,
        recipients: vec![t("minutes.to_points"), "Lưu: VT".to_owned()],
        mark: marks.join(" · "),
        ..Letter::default()
    };
    match which {
        Paper::Minutes => Letter {
            number: format!("Số: {}", signed.map_or("……/BB-……", |s| s.number.as_str())),
            title: t("minutes.title"),
            subject: m.state.title.clone(),
            body: record(cx, m, number),
            signers: vec![
                Signer { capacity: vec![t("minutes.secretary_signs")], ..Signer::default() },
                Signer { name: signed.map_or_else(|| m.state.chair.clone(), |s| s.signer.clone()), ..chair },
            ],
            ..paper
        },
        Paper::Notice => Letter {
            number: format!("Số: {}", notice.map_or("……/TB-……", |n| n.number.as_str())),
            title: t("minutes.notice"),
            subject: cx.lang.f1("minutes.notice_about", "title", &m.state.title),
            body: conclusions(cx, m, &format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())),
            signers: vec![Signer { name: notice.map_or_else(|| m.state.chair.clone(), |n| n.signer.clone()), ..chair }],
            ..paper
        },
    }
}

fn said(text: String) -> Block {
    Block::Paragraph { text: vec![Run::plain(text)], align: Align::Justified }
}

fn named(name: &str, text: &str) -> Block {
    Block::Paragraph { text: vec![Run::bold(name), Run::plain(format!(" {text}"))], align: Align::Justified }
}

fn head(text: impl Into<String>) -> Block {
    Block::Heading { text: vec![Run::bold(text.into())], centred: false }
}

fn grid(rows: Vec<(String, String)>, right: Align) -> Block {
    let cell = |text: String| vec![Run::plain(text)];
    Block::Grid(Grid {
        columns: vec![(3, Align::Left), (2, right)],
        head: Vec::new(),
        rows: rows.into_iter().map(|(a, b)| vec![cell(a), cell(b)]).collect(),
    })
}

fn record(cx: &Cx, m: &Minutes, number: &str) -> Vec<Block> {
    let mut out: Vec<Block> =
        facts(cx, m).into_iter().map(|(name, value)| named(&format!("{name}:"), &value)).collect();
    out.push(head(cx.lang.t("minutes.presence")));
    out.push(grid(m.presence.iter().map(|p| (unit(cx, m, &p.unit), spans(cx, p))).collect(), Align::Left));
    for section in &m.sections {
        blocks(cx, part(cx, m, section, number, false), &mut out);
    }
    let remarks = m.state.signed.as_ref().map(|s| s.remarks.trim()).filter(|text| !text.is_empty());
    if let Some(text) = remarks {
        out.push(head(cx.lang.t("minutes.remarks")));
        out.extend(text.lines().filter(|line| !line.trim().is_empty()).map(|line| said(line.to_owned())));
    }
    out
}

fn blocks(cx: &Cx, part: Part, out: &mut Vec<Block>) {
    let t = |key: &'static str| cx.lang.t(key);
    out.push(head(if part.from.is_empty() { part.title } else { format!("{} ({})", part.title, part.from) }));
    out.extend(part.papers.iter().map(|paper| named(t("minutes.paper"), paper)));
    out.extend(part.speeches.into_iter().map(|s| match s.spoken.is_empty() {
        true => said(format!("{} {}.", s.from, s.who)),
        false => said(format!("{} {}: {}.", s.from, s.who, s.spoken)),
    }));
    for shown in part.shown {
        out.push(Block::Paragraph {
            text: vec![Run::bold(shown.title), Run::italic(format!(" {}", shown.source))],
            align: Align::Left,
        });
        out.push(grid(shown.cells.into_iter().map(|c| (c.name, c.figure)).collect(), Align::Right));
    }
    for (unit, text, done) in part.questions {
        let answered = if done { format!(" ({})", t("minutes.answered")) } else { String::new() };
        out.push(named(t("minutes.question"), &format!("{unit}: {text}{answered}")));
    }
    for poll in part.polls {
        out.push(named(t("minutes.vote"), &format!("{} ({})", poll.text, poll.manner)));
        out.push(grid(poll.counts, Align::Right));
    }
    if !part.conclusions.is_empty() {
        out.push(Block::Paragraph { text: vec![Run::bold(t("minutes.conclusions"))], align: Align::Left });
        out.extend((1..).zip(part.conclusions).map(|(n, c)| said(numbered(n, &c.text, &c.told))));
    }
}

fn conclusions(cx: &Cx, m: &Minutes, day: &str) -> Vec<Block> {
    let lead = [("day", day.to_owned()), ("chair", m.state.chair.clone()), ("title", m.state.title.clone())];
    let mut out = vec![said(cx.lang.with("minutes.notice_lead", &lead))];
    let all = m.sections.iter().flat_map(|s| &s.conclusions);
    out.extend((1..).zip(all).map(|(n, sentence)| said(numbered(n, &sentence.text, &told(cx, m, sentence)))));
    out
}

/// `1. Rà soát … (Thành phố Hải Phòng · hạn 30/09/2023)`.
fn numbered(n: i32, text: &str, told: &str) -> String {
    if told.is_empty() { format!("{n}. {text}") } else { format!("{n}. {text} ({told})") }
}
