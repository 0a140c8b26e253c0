//! Cells to values: days, amounts, counts, words.

use super::profile::{Column, ColumnKind};
use super::source::{RowFault, Value};
use crate::fold;
use jiff::civil::Date;
use serde_json::Value as Json;

/// A day as offices write it. `format`: see [`Column::format`]; empty: ISO,
/// `dd/mm/yyyy` with `/`, `-` or `.`, or `ngày 5 tháng 3 năm 2023`.
pub fn day(text: &str, format: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split_once([' ', 'T']).filter(|(_, rest)| rest.contains(':')).map_or(text, |(day, _)| day);
    if format.is_empty() || format == "yyyy-mm-dd" {
        let iso = text.len() == 10 && text.is_char_boundary(4) && text[4..].starts_with('-');
        if iso {
            return text.parse().ok();
        }
    }
    let words = fold(text);
    let parts: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let spoken = words.contains("thang") && words.contains("nam");
    let shaped = words.chars().all(|c| c.is_ascii_digit() || "/-. ".contains(c));
    let [a, b, c] = parts[..] else { return None };
    if !(spoken || shaped) || format == "yyyy-mm-dd" {
        return None;
    }
    let year: i16 = match (c.len(), format) {
        (4, _) => c.parse().ok()?,
        (2, "dd/mm/yy" | "mm/dd/yy") => 2000 + c.parse::<i16>().ok()?,
        _ => return None,
    };
    let (day, month) = if format.starts_with("mm/") { (b, a) } else { (a, b) };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Unit words of amounts, folded, with what one of them is in the base unit.
const MEASURES: &[(&str, ColumnKind, i128)] = &[
    ("dong", ColumnKind::Money, 1),
    ("d", ColumnKind::Money, 1),
    ("vnd", ColumnKind::Money, 1),
    ("nghin dong", ColumnKind::Money, 1_000),
    ("ngan dong", ColumnKind::Money, 1_000),
    ("trieu dong", ColumnKind::Money, 1_000_000),
    ("trieu", ColumnKind::Money, 1_000_000),
    ("trd", ColumnKind::Money, 1_000_000),
    ("ty dong", ColumnKind::Money, 1_000_000_000),
    ("ti dong", ColumnKind::Money, 1_000_000_000),
    ("ty", ColumnKind::Money, 1_000_000_000),
    ("m2", ColumnKind::Area, 1),
    ("m²", ColumnKind::Area, 1),
    ("ha", ColumnKind::Area, 10_000),
    ("hec ta", ColumnKind::Area, 10_000),
    ("hecta", ColumnKind::Area, 10_000),
];

/// An amount in đồng or square metres: `1.234,5 triệu đồng`, exactly.
///
/// `measure` is the unit when the text names none. A fraction of the base unit,
/// or thousands cut in the wrong place, is no amount: `1.234` with a comma as the
/// decimal sign is a thousand, `12.34` is a mistake.
pub fn amount(text: &str, kind: ColumnKind, decimal: char, measure: &str) -> Option<i64> {
    let text = text.trim().replace('\u{a0}', " ");
    let cut = text.find(|c: char| !(c.is_ascii_digit() || " .,-+".contains(c))).unwrap_or(text.len());
    let (number, word) = (text[..cut].trim(), fold(&text[cut..]));
    let word = if word.is_empty() { fold(measure) } else { word };
    let factor =
        if word.is_empty() { 1 } else { MEASURES.iter().find(|(name, of, _)| *name == word && *of == kind)?.2 };
    let (digits, places, negative) = exact(number, decimal)?;
    let scale = 10_i128.checked_pow(places)?;
    let value = digits.checked_mul(factor)?;
    if value % scale != 0 {
        return None;
    }
    i64::try_from(if negative { -(value / scale) } else { value / scale }).ok()
}

/// Digits without signs, how many of them are decimals, and whether it is negative.
fn exact(number: &str, decimal: char) -> Option<(i128, u32, bool)> {
    let (negative, number) = match number.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let thousands = if decimal == ',' { '.' } else { ',' };
    let (whole, fraction) = number.split_once(decimal).unwrap_or((number, ""));
    let groups: Vec<&str> = whole.split([thousands, ' ']).collect();
    let well_cut =
        groups.len() == 1 || (groups[1..].iter().all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len()));
    let plain = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    let fits = !whole.is_empty() && well_cut && groups.iter().all(|g| plain(g)) && plain(fraction);
    let digits = format!("{}{fraction}", groups.concat());
    (fits && digits.len() <= 30).then(|| Some((digits.parse().ok()?, u32::try_from(fraction.len()).ok()?, negative)))?
}

/// One cell as JSON: days as text, amounts as whole numbers; null when empty.
pub(super) fn cell(value: &Value, name: &str, column: &Column, decimal: char) -> Result<Json, RowFault> {
    let value = if value.is_empty() { &Value::Text(column.empty.clone()) } else { value };
    let text = value.text();
    if text.is_empty() {
        return if column.required { Err(RowFault::new("missing", name, "", "")) } else { Ok(Json::Null) };
    }
    let wrong = |code, hint: &str| RowFault::new(code, name, &text, hint);
    match column.kind {
        ColumnKind::Text => words(&text, name, column),
        ColumnKind::Date => match value {
            Value::Day(day) => Ok(Json::from(day.to_string())),
            _ => match day(&text, &column.format) {
                Some(day) => Ok(Json::from(day.to_string())),
                None => Err(wrong("bad_day", if column.format.is_empty() { "dd/mm/yyyy" } else { &column.format })),
            },
        },
        ColumnKind::Count => {
            let whole = number_of(value, &text, ColumnKind::Count, decimal, "").filter(|n| *n >= 0);
            whole.map(Json::from).ok_or_else(|| wrong("bad_count", "0, 1, 2 …"))
        }
        ColumnKind::Money | ColumnKind::Area => number_of(value, &text, column.kind, decimal, &column.measure)
            .map(Json::from)
            .ok_or_else(|| wrong("bad_amount", if decimal == ',' { "1.234,5" } else { "1,234.5" })),
        ColumnKind::Flag => match fold(&text).as_str() {
            "x" | "co" | "yes" | "true" | "1" | "dung" => Ok(Json::Bool(true)),
            "khong" | "no" | "false" | "0" | "sai" => Ok(Json::Bool(false)),
            _ => Err(wrong("bad_flag", "có / không")),
        },
    }
}

/// Numbers of a workbook carry a point whatever the register's own sign is.
fn number_of(value: &Value, text: &str, kind: ColumnKind, decimal: char, measure: &str) -> Option<i64> {
    match value {
        // Six decimals: what a person typed, not what binary fractions made of it.
        Value::Number(n) => amount(format!("{n:.6}").trim_end_matches('0').trim_end_matches('.'), kind, '.', measure),
        _ => amount(text, kind, decimal, measure),
    }
}

fn words(text: &str, name: &str, column: &Column) -> Result<Json, RowFault> {
    if column.split.is_empty() {
        return word(text, name, column);
    }
    let signs: Vec<char> = column.split.chars().collect();
    let parts = text.split(&signs[..]).map(str::trim).filter(|p| !p.is_empty());
    parts.map(|part| word(part, name, column)).collect::<Result<Vec<_>, _>>().map(Json::Array)
}

fn word(text: &str, name: &str, column: &Column) -> Result<Json, RowFault> {
    if column.map.is_empty() {
        return Ok(Json::from(text));
    }
    let wanted = fold(text);
    match (column.map.iter().find(|(word, _)| fold(word) == wanted), &column.otherwise) {
        (Some((_, to)), _) | (None, Some(to)) => Ok(Json::from(to.as_str())),
        (None, None) => {
            let known: Vec<&str> = column.map.keys().map(String::as_str).collect();
            Err(RowFault::new("bad_word", name, text, known.join(", ")))
        }
    }
}
