//! Lời văn as a paper in the format of Nghị định 30/2020/NĐ-CP: always Vietnamese.
//!
//! Number, day and signer are those of the act that sent or sealed the report; before that
//! the paper is a draft without a day, and says so at its foot. Must never show a figure
//! that could not be worked out: a dotted place stands there.

use super::super::way::Report;
use super::Written;
use super::shown::{Para, paragraphs};
use crate::lang::Lang;
use casework::Entry;
use casework::periodic_reports::Act;
use casework::units::{Tree, Unit, UnitKind};
use jiff::civil::Date;
use law::Period;
use paper::letter::{Align, Block, Grid, Letter, Run, Signer};

/// What stands where nothing could be worked out.
const DOTS: &str = "……";

/// The report's narrative as a letter.
pub(super) fn letter(tree: &Tree, report: &Report, written: &Written, period: Option<&Period>, demo: bool) -> Letter {
    let case = &report.case;
    let sent = case.acts.iter().rev().find(|e| matches!(e.act, Act::Submission(_) | Act::Seal(_)));
    let until = period.map_or_else(|| case.acts.first().map_or(Date::ZERO, |e| e.on), |p| p.until);
    let unit = tree.get(&case.unit.0, until);
    let above = unit.and_then(|u| tree.get(&u.parent.as_ref()?.0, until));
    let mut marks = Vec::new();
    if sent.is_none() {
        marks.push(Lang::Vi.t("narrative.draft_mark"));
    }
    if demo {
        marks.push(Lang::Vi.t("letters.demo"));
    }
    let title = period.map(|p| p.title_vi.to_lowercase()).unwrap_or_default();
    let to = report.draft().ok().and_then(|d| d.to_unit.as_ref()).and_then(|u| tree.get(&u.0, until));
    let number = sent.map(|e| e.number.trim()).filter(|n| !n.is_empty()).unwrap_or("……/BC-……");
    Letter {
        superior: above.filter(|u| u.kind != UnitKind::Country).map(body).unwrap_or_default(),
        issuer: unit.map(body).unwrap_or_else(|| case.unit.0.clone()),
        number: format!("Số: {number}"),
        place_and_day: place_and_day(tree, unit, sent, until),
        day: sent.map(|e| e.on),
        title: "Báo cáo".to_owned(),
        subject: format!("Kết quả {} {title}", written.narrative.subject),
        to: to.map(|u| vec![body(u)]).unwrap_or_default(),
        body: blocks(written),
        recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
        signers: vec![Signer {
            capacity: unit.map_or(&["THỦ TRƯỞNG ĐƠN VỊ"][..], head_of).iter().map(|line| (*line).to_owned()).collect(),
            note: String::new(),
            name: sent.map(|e| e.signer.clone()).unwrap_or_default(),
        }],
        mark: marks.join(" · "),
        ..Letter::default()
    }
}

/// Who signs for a unit, as Nghị định 30/2020/NĐ-CP, phụ lục I, has it: for a people's committee its chair on
/// its behalf, for a body its head. Other bodies' heads go by many names: there the general word stays.
fn head_of(unit: &Unit) -> &'static [&'static str] {
    match (unit.kind, unit.name.as_str()) {
        (UnitKind::Province | UnitKind::District | UnitKind::Commune, _) => &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        (UnitKind::Country, _) | (_, "Thanh tra Chính phủ") => &["TỔNG THANH TRA"],
        (UnitKind::Inspectorate, _) => &["CHÁNH THANH TRA"],
        (UnitKind::Ministry, name) if name.starts_with("Bộ ") => &["BỘ TRƯỞNG"],
        (UnitKind::Ministry, "Ngân hàng Nhà nước Việt Nam") => &["THỐNG ĐỐC"],
        (UnitKind::Department, name) if name.starts_with("Sở ") => &["GIÁM ĐỐC"],
        (UnitKind::Department | UnitKind::Bureau, name) if name.starts_with("Ban ") => &["TRƯỞNG BAN"],
        (UnitKind::Bureau, name) if name.starts_with("Tổng cục ") => &["TỔNG CỤC TRƯỞNG"],
        (UnitKind::Bureau, name) if name.starts_with("Cục ") => &["CỤC TRƯỞNG"],
        (UnitKind::Bureau, name) if name.starts_with("Vụ ") => &["VỤ TRƯỞNG"],
        _ => &["THỦ TRƯỞNG ĐƠN VỊ"],
    }
}

/// A place is headed by its people's committee, the country's sector by the Government Inspectorate.
fn body(unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Country => "Thanh tra Chính phủ".to_owned(),
        UnitKind::Province | UnitKind::District | UnitKind::Commune => {
            format!("Ủy ban nhân dân {}", unit.name_within())
        }
        _ => unit.name.clone(),
    }
}

fn place_and_day(tree: &Tree, unit: Option<&Unit>, sent: Option<&Entry<Act>>, until: Date) -> String {
    let mut at = unit;
    let mut place = "……".to_owned();
    while let Some(unit) = at {
        if unit.kind == UnitKind::Province {
            unit.split_name().1.clone_into(&mut place);
            break;
        }
        at = unit.parent.as_ref().and_then(|code| tree.get(&code.0, until));
    }
    match sent.map(|e| e.on) {
        Some(on) => {
            // Days below ten and the first two months have a zero before them.
            let month = if on.month() <= 2 { format!("{:02}", on.month()) } else { on.month().to_string() };
            format!("{place}, ngày {:02} tháng {month} năm {}", on.day(), on.year())
        }
        None => format!("{place}, ngày …… tháng …… năm ……"),
    }
}

fn blocks(written: &Written) -> Vec<Block> {
    let mut out = Vec::new();
    for section in &written.narrative.sections {
        out.push(Block::Heading { text: vec![Run::plain(&section.heading)], centred: false });
        for para in paragraphs(&section.text, &written.says) {
            out.extend(block(para));
        }
    }
    out
}

fn block(para: Para) -> Vec<Block> {
    match para {
        Para::Words(bits) => {
            let words = |b: super::shown::Bit| if b.wrong.is_some() { DOTS.to_owned() } else { b.text };
            let text: String = bits.into_iter().map(words).collect();
            vec![Block::Paragraph { text: vec![Run::plain(text.trim())], align: Align::Justified }]
        }
        Para::Table(heads, rows) => {
            let cells = |row: Vec<String>| row.into_iter().map(|cell| vec![Run::plain(cell)]).collect();
            let columns = [(8, Align::Centre), (42, Align::Left), (14, Align::Centre)];
            let figures = [(18, Align::Right), (18, Align::Right), (18, Align::Right)];
            let columns = columns.into_iter().chain(figures).collect();
            vec![Block::Grid(Grid { columns, head: vec![cells(heads)], rows: rows.into_iter().map(cells).collect() })]
        }
        Para::Bars(title, bars) => {
            let bars = bars.into_iter().map(|b| (b.label, b.said, b.length)).collect();
            let title = Block::Paragraph { text: vec![Run::italic(title)], align: Align::Centre };
            vec![title, Block::Bars(bars)]
        }
    }
}
