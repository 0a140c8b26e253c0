//! Where: the provinces as a map; of a unit without outlines its units as named tiles,
//! and where the unit lies. No map without Hoàng Sa and Trường Sa.

use super::board::Board;
use super::charts::{Panel, Row, cell, exact, figure_name, name, rounded};
use crate::lang::Lang;
use crate::reports::out::unit_of;
use crate::reports::pages::address;
use casework::reports::SheetRow;
use casework::units::outlines::{Archipelago, Outlines, Place, outlines};
use casework::units::{Tree, UnitKind};
use law::form::Column;
use paper::svg::{self, Head, Inset, Islands, Map, Mark, Region, Tile, shade};

/// West, south, east and north edge of the map, in degrees.
const BOUNDS: [f64; 4] = [101.7, 7.1, 116.7, 23.6];
/// A degree across is so much shorter than a degree up, in the middle of the country.
const SQUEEZE: f64 = 0.96;
/// The Red River delta, where provinces are small, and where it is drawn larger: over the sea.
const DELTA: Inset = Inset { of: [105.15, 19.85, 107.15, 21.5], at: [0.56, 0.02, 0.99, 0.38] };
const TILES_ACROSS: usize = 3;

/// The panel of places.
pub fn place(lang: Lang, tree: &Tree, board: &Board, column: &Column) -> Panel {
    let sheet = &board.sheet;
    let on = sheet.period.until;
    let figures: Vec<(&SheetRow, i64)> =
        sheet.rows.iter().filter_map(|r| Some((r, sheet.cell(&r.unit, &column.id)?))).collect();
    let set = outlines(on);
    let has_map = figures.iter().any(|(r, _)| set.provinces.iter().any(|o| o.code == r.unit));
    let title = lang.f1("dashboard.place", "figure", figure_name(lang, &column.id));
    let head = Head { title: &title, desc: lang.t("dashboard.place_desc"), width: 340.0 };
    let mut svg = String::new();
    if has_map {
        svg = country(lang, board, column, &head, set, &figures);
    }
    let is_drawn = |r: &SheetRow| has_map && set.provinces.iter().any(|o| o.code == r.unit);
    let rest: Vec<(&SheetRow, i64)> =
        figures.iter().filter(|(r, n)| !(is_drawn(r) || has_map && *n == 0)).copied().collect();
    if !rest.is_empty() {
        svg += &grid(lang, board, column, &head, &rest);
    }
    if !has_map && let Some(province) = province_of(tree, &sheet.unit, on) {
        svg += &locator(lang, tree, &province, set, on);
    }
    let rows = figures.iter().map(|(r, n)| Row {
        name: name(sheet, lang, r).to_owned(),
        figure: exact(lang, column, *n),
        href: cell(sheet, &r.unit, &column.id, *n),
        before: String::new(),
        change: String::new(),
    });
    Panel {
        key: "place",
        rows: rows.collect(),
        unit: unit_of(lang, column.printed),
        compares: false,
        note: String::new(),
        more: vec![(lang.t("dashboard.sheet").to_owned(), address(sheet, "/sheets", &[]))],
        empty: lang.t("dashboard.place_empty").to_owned(),
        svg,
        title,
    }
}

fn mark(lang: Lang, board: &Board, column: &Column, row: &SheetRow, n: i64) -> Mark {
    let label = name(&board.sheet, lang, row).to_owned();
    let shown = if n == 0 { "–".to_owned() } else { rounded(lang, column, n) };
    let href = cell(&board.sheet, &row.unit, &column.id, n);
    Mark { label, value: n as f64, shown, exact: exact(lang, column, n), href, before: None }
}

fn most(figures: &[(&SheetRow, i64)]) -> f64 {
    figures.iter().map(|(_, n)| *n as f64).fold(0.0, f64::max)
}

fn country(
    lang: Lang,
    board: &Board,
    column: &Column,
    head: &Head<'_>,
    set: &Outlines,
    figures: &[(&SheetRow, i64)],
) -> String {
    let of = |code: &str| figures.iter().find(|(r, _)| r.unit == code).copied();
    let provinces = figures.iter().filter(|(r, _)| set.provinces.iter().any(|o| o.code == r.unit)).copied();
    let most = most(&provinces.collect::<Vec<_>>());
    let told = |code: &str| match of(code) {
        Some((row, n)) => (mark(lang, board, column, row, n), shade(n as f64, most)),
        None => (blank(code.to_owned()), 0),
    };
    let regions = set.provinces.iter().map(|outline| {
        let (mark, shade) = told(&outline.code);
        Region { rings: &outline.rings, mark, shade }
    });
    let islands = set.archipelagos.iter().map(|a| {
        let (mark, shade) = told(a.province);
        let label = lang.f2("dashboard.archipelago_of", "name", a.name, "province", &mark.label);
        Islands { at: a.at, name: named(lang, a), mark: Mark { label, ..mark }, shade }
    });
    let map = Map {
        bounds: BOUNDS,
        squeeze: SQUEEZE,
        regions: regions.collect(),
        islands: islands.collect(),
        inset: Some(DELTA),
    };
    svg::map(head, &map)
}

fn blank(label: String) -> Mark {
    Mark { label, value: 0.0, shown: "–".to_owned(), exact: String::new(), href: String::new(), before: None }
}

fn named(lang: Lang, a: &Archipelago) -> Vec<String> {
    vec![lang.t("dashboard.archipelago").to_owned(), a.name.to_owned()]
}

fn grid(lang: Lang, board: &Board, column: &Column, head: &Head<'_>, figures: &[(&SheetRow, i64)]) -> String {
    let most = most(figures);
    let tile =
        |(row, n): &(&SheetRow, i64)| Tile { mark: mark(lang, board, column, row, *n), shade: shade(*n as f64, most) };
    svg::tiles(head, TILES_ACROSS, &figures.iter().map(tile).collect::<Vec<_>>())
}

/// The province a unit is, or stands under.
fn province_of(tree: &Tree, unit: &str, on: law::Date) -> Option<String> {
    let path = tree.path(unit, on);
    path.iter().find(|u| u.kind == UnitKind::Province).map(|u| u.code.0.clone())
}

/// Where the unit lies: the country with its province shaded, no figures.
fn locator(lang: Lang, tree: &Tree, province: &str, set: &Outlines, on: law::Date) -> String {
    let name_of = |code: &str| crate::units::name_of(lang, tree, code, on);
    // One shade beyond those of figures: here.
    let shade = |code: &str| if code == province { svg::SHADES } else { 0 };
    let unsaid = |code: &str| Mark { shown: String::new(), ..blank(name_of(code)) };
    let coarse: Vec<(&str, Vec<Vec<Place>>)> =
        set.provinces.iter().map(|o| (o.code.as_str(), o.rings.iter().map(|r| every_third(r)).collect())).collect();
    let regions = coarse.iter().map(|(code, rings)| Region { rings, mark: unsaid(code), shade: shade(code) });
    let islands = set.archipelagos.iter().map(|a| {
        let label = lang.f2("dashboard.archipelago_of", "name", a.name, "province", name_of(a.province));
        Islands { at: a.at, name: named(lang, a), mark: Mark { label, ..unsaid(a.province) }, shade: shade(a.province) }
    });
    let map =
        Map { bounds: BOUNDS, squeeze: SQUEEZE, regions: regions.collect(), islands: islands.collect(), inset: None };
    let title = lang.f1("dashboard.locator", "province", name_of(province));
    svg::map(&Head { title: &title, desc: "", width: 220.0 }, &map)
}

/// A third of the points of a long line: enough where a province is a few points wide.
fn every_third(ring: &[Place]) -> Vec<Place> {
    if ring.len() < 12 { ring.to_vec() } else { ring.iter().step_by(3).copied().collect() }
}
