//! What was found of a number, in words.

use super::Checked;
use crate::lang::{Lang, decimal};
use crate::reports::pages::address;
use casework::guard::{Judged, Verdict, Why};
use casework::reports::{press, printed};
use law::form::Column;

/// The word of a verdict: `agrees`, `rounded`, `clash`, `unknown`.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "agrees",
        Verdict::Rounded => "rounded",
        Verdict::Clash(_) => "clash",
        Verdict::Unknown => "unknown",
    }
}

/// The word of why a number clashes; nothing where it does not.
pub(super) fn why(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clash(Why::Value) => "value",
        Verdict::Clash(Why::Period) => "period",
        Verdict::Clash(Why::Unit) => "unit",
        Verdict::Clash(Why::Rounding) => "rounding",
        _ => "",
    }
}

/// The figure a number is held against.
pub(super) struct Found {
    /// As paper prints it, with its unit.
    pub(super) figure: String,
    /// In đồng, m², or as counted.
    pub(super) exact: i64,
    /// As a leader may round it.
    pub(super) round: String,
    /// Form, column, row, period.
    pub(super) place: String,
    /// The cell with its cases.
    pub(super) href: String,
    /// The report it was sealed in.
    pub(super) report: String,
    pub(super) form: String,
    pub(super) column: String,
    pub(super) row: Option<String>,
    pub(super) period: String,
}

fn with_unit(lang: Lang, column: &Column, n: i64) -> String {
    let unit = crate::reports::out::unit_of(lang, column.printed);
    let text = printed(lang.code(), column.printed, n);
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

/// The figure behind a number, if there is one.
pub(super) fn found(lang: Lang, checked: &Checked, judged: &Judged) -> Option<Found> {
    let at = judged.figure?;
    let (figure, cell) = (checked.figures.get(at)?, checked.cells.get(at)?);
    let (sealed, sheet) = checked.sheets.get(cell.sheet)?;
    let column = sheet.form.columns.get(cell.column)?;
    let row = cell.row.as_deref().and_then(|unit| sheet.rows.iter().find(|r| r.unit == unit));
    let name = row.map(|r| if lang == Lang::En { &r.name_en } else { &r.name_vi });
    let place = [
        // A form of no circular has a name, not numbers.
        match sheet.form.law {
            Some(_) => format!("{} · {}", sheet.form.id, column.id),
            None => sheet.form.title(lang.code()).to_owned(),
        },
        column.title(lang.code()),
        name.map_or_else(|| sheet.unit_name(lang.code()), String::as_str).to_owned(),
        sheet.period.label(lang.code()),
    ];
    Some(Found {
        figure: with_unit(lang, column, figure.value),
        exact: figure.value,
        round: press(lang.code(), column.printed, figure.value),
        place: place.join(" · "),
        href: address(sheet, "/sheets/cell", &[("row", cell.row.as_deref().unwrap_or("")), ("column", &column.id)]),
        report: sealed.report.clone(),
        form: sheet.form.id.clone(),
        column: column.id.clone(),
        row: cell.row.clone(),
        period: sheet.period.id.clone(),
    })
}

/// A percentage to two decimals.
fn percent(lang: Lang, thousandths: i64) -> String {
    format!("{}%", decimal(lang, (thousandths.abs() + 5) / 10, 2))
}

/// The sentence about a number.
pub(super) fn sentence(lang: Lang, judged: &Judged, found: Option<&Found>) -> String {
    if let Some((is, a, b)) = judged.computed {
        let kind = match (judged.number.change, is < 0) {
            (0, _) => "share",
            (_, true) => "fall",
            (_, false) => "rise",
        };
        let key = format!("guard.{kind}.{}", word(judged.verdict));
        return lang.with(&key, &[("is", percent(lang, is)), ("a", lang.number(a)), ("b", lang.number(b))]);
    }
    let (Some(found), false) = (found, judged.verdict == Verdict::Unknown) else {
        return lang.t("guard.unknown").to_owned();
    };
    let facts = [("figure", found.figure.clone()), ("round", found.round.clone())];
    match why(judged.verdict) {
        "" => lang.with(&format!("guard.{}", word(judged.verdict)), &facts),
        why => lang.with(&format!("guard.clash.{why}"), &facts),
    }
}

/// A number that must not go out as it is.
pub(crate) struct Clash {
    /// As it stands in the text.
    pub(crate) words: String,
    /// What is wrong with it.
    pub(crate) sentence: String,
    /// The sealed cell; may be empty.
    pub(crate) href: String,
    /// Form, column, row, period of the cell.
    pub(crate) place: String,
}

/// What is wrong with a number of a text.
pub(crate) fn clash(lang: Lang, text: &str, checked: &Checked, judged: &Judged) -> Clash {
    let found = found(lang, checked, judged);
    Clash {
        words: text[judged.number.at.clone()].to_owned(),
        sentence: sentence(lang, judged, found.as_ref()),
        place: found.as_ref().map(|f| f.place.clone()).unwrap_or_default(),
        href: found.map(|f| f.href).unwrap_or_default(),
    }
}
