//! The panels that are charts: months, units, stages, money; each with its table.

use super::board::Board;
use crate::lang::{Lang, decimal};
use crate::reports::out::{short, unit_of};
use crate::reports::pages::address;
use casework::inspections::funnel::Stage;
use casework::reports::{Sheet, SheetRow};
use law::form::{Column, Unit};
use paper::svg::{self, Head, Mark};

/// Bars the ranking shows at most; its table has them all.
const MOST: usize = 7;

/// One row of a panel's table: its words, and where they lead.
pub struct Row {
    /// What it is about.
    pub name: String,
    /// The figure.
    pub figure: String,
    /// Where it leads; may be empty.
    pub href: String,
    /// The figure of a year before; empty where there is none.
    pub before: String,
    /// How it changed.
    pub change: String,
}

/// A chart with its table.
pub struct Panel {
    /// Word for the style sheet.
    pub key: &'static str,
    /// Heading.
    pub title: String,
    /// Beside the heading: in which unit.
    pub unit: String,
    /// The drawing; empty where there is nothing to draw.
    pub svg: String,
    /// The same as a table.
    pub rows: Vec<Row>,
    /// Whether the table compares with a year before.
    pub compares: bool,
    /// A sentence under the chart; may be empty.
    pub note: String,
    /// More under it: words and address.
    pub more: Vec<(String, String)>,
    /// What belongs here, where there is nothing.
    pub empty: String,
}

/// The address of a cell behind a mark; nothing for nought.
pub(super) fn cell(sheet: &Sheet, row: &str, column: &str, n: i64) -> String {
    if n == 0 {
        return String::new();
    }
    address(sheet, "/sheets/cell", &[("row", row), ("column", column)])
}

/// To the last đồng or m².
pub(super) fn exact(lang: Lang, column: &Column, n: i64) -> String {
    match column.unit {
        Unit::Count => lang.number(n),
        Unit::Vnd => lang.money(n),
        Unit::M2 => lang.area(n),
    }
}

/// In whole units of what paper prints, for a glance: `84.765` million. The exact figure is
/// always one look away, in the mark's own words and in the table.
pub(super) fn rounded(lang: Lang, column: &Column, n: i64) -> String {
    let scale = column.printed.scale();
    let near = n.saturating_add(n.signum() * (scale / 2)) / scale;
    if near == 0 && n != 0 { lang.t("dashboard.little").to_owned() } else { lang.number(near) }
}

/// The name of a row in a language, without the name of the unit all rows belong to.
pub(super) fn name<'r>(sheet: &Sheet, lang: Lang, row: &'r SheetRow) -> &'r str {
    short(sheet, lang, if lang == Lang::En { &row.name_en } else { &row.name_vi })
}

/// `tăng 12,5% (+300) so với cùng kỳ`; nothing where there is nothing to compare with.
pub(super) fn change(lang: Lang, column: &Column, now: i64, before: Option<i64>) -> String {
    let Some(before) = before else { return String::new() };
    let by = now.saturating_sub(before);
    let sign = if by > 0 { "+" } else { "" };
    let by_text = format!("{sign}{}", rounded(lang, column, by));
    if before <= 0 {
        return if by == 0 {
            lang.t("dashboard.same").to_owned()
        } else {
            lang.f1("dashboard.from_none", "by", by_text)
        };
    }
    let per_mille = i128::from(by) * 1_000 / i128::from(before);
    let per_mille = i64::try_from(per_mille).unwrap_or(i64::MAX);
    let size = decimal(lang, per_mille.saturating_abs(), 1);
    match by.signum() {
        1 => lang.f2("dashboard.more", "n", size, "by", by_text),
        -1 => lang.f2("dashboard.less", "n", size, "by", by_text),
        _ => lang.t("dashboard.same").to_owned(),
    }
}

/// A mark with the figure as paper prints it.
fn mark(lang: Lang, column: &Column, label: String, n: i64, before: Option<i64>, href: String) -> Mark {
    let before = before.map(|b| (b as f64, lang.f1("overview.was", "n", exact(lang, column, b))));
    Mark { label, value: n as f64, shown: rounded(lang, column, n), exact: exact(lang, column, n), href, before }
}

fn row(lang: Lang, column: &Column, name: String, n: i64, before: Option<i64>, href: String) -> Row {
    let before_text = before.map(|b| exact(lang, column, b)).unwrap_or_default();
    Row { name, figure: exact(lang, column, n), href, before: before_text, change: change(lang, column, n, before) }
}

/// What the figures of a column are printed in: `triệu đồng`.
fn printed_in(lang: Lang, column: &Column) -> String {
    unit_of(lang, column.printed)
}

/// Xu hướng: the months of the period, those of a year before as light columns.
pub fn trend(lang: Lang, board: &Board, column: &Column) -> Panel {
    let (mut marks, mut rows) = (Vec::new(), Vec::new());
    for month in &board.months {
        let (sheet, id) = (&month.sheet, column.id.as_str());
        let n = sheet.total_of(id).unwrap_or(0);
        let before = month.before.as_ref().and_then(|b| b.total_of(id));
        let until = sheet.period.until;
        let label = lang.word("month_short", until.month());
        let span = lang.f2("dashboard.month", "from", lang.date(sheet.period.from), "until", lang.date(until));
        let href = cell(sheet, "", id, n);
        let drawn = mark(lang, column, label, n, before, href.clone());
        rows.push(row(lang, column, span, n, before, href));
        marks.push(drawn);
    }
    let is_empty = marks.iter().all(|m| m.value == 0.0 && m.before.as_ref().is_none_or(|(b, _)| *b == 0.0));
    let title = lang.f1("dashboard.trend", "figure", figure_name(lang, &column.id));
    let head = Head { title: &title, desc: lang.t("dashboard.trend_desc"), width: 380.0 };
    Panel {
        key: "trend",
        svg: if is_empty { String::new() } else { svg::columns(&head, 203.0, &marks) },
        compares: board.before.is_some(),
        unit: printed_in(lang, column),
        note: String::new(),
        more: Vec::new(),
        empty: lang.t("dashboard.trend_empty").to_owned(),
        title,
        rows,
    }
}

/// Xếp hạng: the units under this one by the chosen figure.
pub fn ranking(lang: Lang, board: &Board, column: &Column) -> Panel {
    let sheet = &board.sheet;
    let figures = sheet.rows.iter().filter_map(|r| Some((r, sheet.cell(&r.unit, &column.id)?)));
    let mut figures: Vec<(&SheetRow, i64)> = figures.filter(|(_, n)| *n != 0).collect();
    figures.sort_by_key(|(r, n)| (std::cmp::Reverse(*n), r.unit.as_str()));
    let before = |r: &SheetRow| board.before.as_ref().and_then(|b| b.cell(&r.unit, &column.id));
    let href = |r: &SheetRow, n: i64| cell(sheet, &r.unit, &column.id, n);
    let marks: Vec<Mark> = figures
        .iter()
        .take(MOST)
        .map(|(r, n)| mark(lang, column, name(sheet, lang, r).to_owned(), *n, before(r), href(r, *n)))
        .collect();
    let rows = figures
        .iter()
        .map(|(r, n)| row(lang, column, name(sheet, lang, r).to_owned(), *n, before(r), href(r, *n)))
        .collect();
    let title = lang.f1("dashboard.ranking", "figure", figure_name(lang, &column.id));
    let head = Head { title: &title, desc: lang.t("dashboard.ranking_desc"), width: 380.0 };
    let left = figures.len().saturating_sub(MOST);
    let more = (left > 0).then(|| (lang.f1("dashboard.rest", "n", lang.count(left)), address(sheet, "/sheets", &[])));
    Panel {
        key: "ranking",
        svg: if marks.is_empty() { String::new() } else { svg::ranks(&head, &marks) },
        compares: board.before.is_some(),
        unit: printed_in(lang, column),
        note: String::new(),
        more: more.into_iter().collect(),
        empty: lang.t("dashboard.ranking_empty").to_owned(),
        title,
        rows,
    }
}

/// Phễu: how many of the inspections of the period came how far.
pub fn funnel(lang: Lang, board: &Board) -> Panel {
    let (sheet, all) = (&board.sheet, board.funnel.of(Stage::Launched));
    let mut stages = Vec::new();
    let mut rows = Vec::new();
    for stage in Stage::ALL {
        let n = board.funnel.of(*stage);
        let share = if all > 0 { decimal(lang, n * 1_000 / all, 1) } else { "0".to_owned() };
        let also = [("form", ""), ("stage", stage.word())];
        let href = if n == 0 { String::new() } else { address(sheet, "/dashboard/stage", &also) };
        let (label, part) = (lang.word("stage", stage), format!("{share}%"));
        let shown = if *stage == Stage::Launched { lang.number(n) } else { format!("{} · {part}", lang.number(n)) };
        let mark = Mark {
            label: label.clone(),
            value: n as f64,
            shown,
            exact: String::new(),
            href: href.clone(),
            before: None,
        };
        stages.push(svg::Stage { mark, from: (all - n) as f64 / 2.0, is_joined: *stage != Stage::Launched });
        rows.push(Row { name: label, figure: lang.number(n), href, before: String::new(), change: part });
    }
    let title = lang.t("dashboard.funnel").to_owned();
    let head = Head { title: &title, desc: lang.t("dashboard.funnel_desc"), width: 228.0 };
    let terminated = board.funnel.terminated;
    Panel {
        key: "funnel",
        svg: if all == 0 { String::new() } else { svg::flow(&head, &stages) },
        compares: false,
        unit: String::new(),
        note: if terminated > 0 {
            lang.f1("dashboard.terminated", "n", lang.number(terminated))
        } else {
            String::new()
        },
        more: Vec::new(),
        empty: lang.t("dashboard.funnel_empty").to_owned(),
        title,
        rows,
    }
}

/// What is found, what shall become of it, what came back. The middle ones are parts of the first.
const MONEY: [(&str, bool); 5] = [
    ("violations_vnd", false),
    ("to_recover_vnd", true),
    ("to_recover_unit_vnd", true),
    ("other_vnd", true),
    ("recovered_vnd", false),
];

/// Dòng tiền: found, recommended, recovered; exact.
pub fn money(lang: Lang, board: &Board) -> Panel {
    let sheet = &board.sheet;
    let (mut stages, mut rows, mut from) = (Vec::new(), Vec::new(), 0.0);
    for (id, is_part) in MONEY {
        let (Some(column), Some(n)) = (sheet.form.column(id), sheet.total_of(id)) else { continue };
        let before = board.before.as_ref().and_then(|b| b.total_of(id));
        let (label, href) = (lang.word("dashboard_money", id), cell(sheet, "", id, n));
        rows.push(row(lang, column, label.clone(), n, before, href.clone()));
        let at = if is_part { from } else { 0.0 };
        let shown = exact(lang, column, n);
        stages.push(svg::Stage {
            mark: Mark { label, value: n as f64, shown, exact: String::new(), href, before: None },
            from: at,
            is_joined: false,
        });
        from = at + if is_part { n as f64 } else { 0.0 };
    }
    let is_empty = stages.iter().all(|s| s.mark.value == 0.0);
    let title = lang.t("dashboard.money").to_owned();
    let head = Head { title: &title, desc: lang.t("dashboard.money_desc"), width: 270.0 };
    Panel {
        key: "money",
        svg: if is_empty { String::new() } else { svg::flow(&head, &stages) },
        compares: board.before.is_some(),
        unit: String::new(),
        note: String::new(),
        more: Vec::new(),
        empty: lang.t("dashboard.money_empty").to_owned(),
        title,
        rows,
    }
}

/// What a column is called where it is chosen: by leaders' words where there are any.
pub(super) fn figure_name(lang: Lang, id: &str) -> String {
    lang.word("dashboard_figure", id)
}
