//! Reading facts as people type them: forms, registers, the API and scenario text.
//!
//! Lenient where a person is clear (`1.000.000`, `14/07/2023`, `có`), strict where
//! a slip would be silent (an unknown field, a word that is not of the list).

use super::{FieldKind, FieldSpec};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// Longest line of text that is kept.
pub const TEXT_MAX: usize = 1_000;
/// Longest text of several lines that is kept.
pub const LONG_TEXT_MAX: usize = 100_000;
/// Longest text of a letter, in characters: some six hundred pages.
pub const LETTER_MAX: usize = 2_000_000;
/// Most rows in one group.
pub const ROWS_MAX: usize = 1_000;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Must not be empty.
    Missing,
    /// Not a field of this act.
    Unknown,
    /// Not a date, as 14/07/2023.
    NotADate,
    /// Not a whole number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Larger than can be kept.
    TooLarge,
    /// Longer than can be kept.
    TooLong,
    /// Not one of the words of the list.
    NotAChoice,
    /// Not yes or no.
    NotAFlag,
    /// A row or a value where the other is expected.
    WrongShape,
}

impl Problem {
    /// The word catalogues know it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::NotADate => "not_a_date",
            Self::NotANumber => "not_a_number",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::TooLong => "too_long",
            Self::NotAChoice => "not_a_choice",
            Self::NotAFlag => "not_a_flag",
            Self::WrongShape => "wrong_shape",
        }
    }
}

/// A field that cannot be read, by its path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("{path}: {}", problem.word())]
pub struct FieldError {
    /// As `team.0.name`.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Facts in the one shape that is stored: every field checked, numbers as
/// numbers, days as `yyyy-mm-dd`, empty groups and flags filled in.
///
/// # Errors
/// Every field that cannot be read, not only the first.
pub fn normalise(fields: &[FieldSpec], facts: &Value) -> Result<Value, Vec<FieldError>> {
    let mut errors = Vec::new();
    let out = object(fields, facts, "", &mut errors);
    if errors.is_empty() { Ok(Value::Object(out)) } else { Err(errors) }
}

fn object(fields: &[FieldSpec], facts: &Value, path: &str, errors: &mut Vec<FieldError>) -> Map<String, Value> {
    let empty = Map::new();
    let given = match facts {
        Value::Object(map) => map,
        Value::Null => &empty,
        _ => {
            errors.push(FieldError { path: path.to_owned(), problem: Problem::WrongShape });
            &empty
        }
    };
    for name in given.keys().filter(|name| !fields.iter().any(|f| f.name == name.as_str())) {
        errors.push(FieldError { path: join(path, name), problem: Problem::Unknown });
    }
    let mut out = Map::new();
    for field in fields {
        let at = join(path, field.name);
        let value = given.get(field.name).unwrap_or(&Value::Null);
        match read(field, value, &at, errors) {
            Some(value) => {
                out.insert(field.name.to_owned(), value);
            }
            None if field.required && !errors.iter().any(|e| e.path == at) => {
                errors.push(FieldError { path: at, problem: Problem::Missing });
            }
            None => {}
        }
    }
    out
}

/// One value; `None` when empty or wrong (then an error was noted).
fn read(field: &FieldSpec, value: &Value, at: &str, errors: &mut Vec<FieldError>) -> Option<Value> {
    if let FieldKind::Group(inner) = field.kind {
        return Some(group(inner, value, at, errors));
    }
    let read = match (field.kind, value) {
        (FieldKind::Flag, Value::Null) => Ok(Some(Value::Bool(false))),
        (FieldKind::Flag, Value::Bool(flag)) => Ok(Some(Value::Bool(*flag))),
        (_, Value::Null) => Ok(None),
        (FieldKind::Money | FieldKind::Area | FieldKind::Count, Value::Number(n)) => {
            n.as_i64().ok_or(Problem::NotANumber).and_then(|n| number(n, field.kind)).map(Some)
        }
        (_, Value::String(text)) => scalar(field.kind, text.trim()),
        (_, _) => Err(Problem::WrongShape),
    };
    read.unwrap_or_else(|problem| {
        errors.push(FieldError { path: at.to_owned(), problem });
        None
    })
}

fn group(inner: &[FieldSpec], value: &Value, at: &str, errors: &mut Vec<FieldError>) -> Value {
    let rows = match value {
        Value::Null => return Value::Array(Vec::new()),
        Value::Array(rows) => rows,
        _ => {
            errors.push(FieldError { path: at.to_owned(), problem: Problem::WrongShape });
            return Value::Array(Vec::new());
        }
    };
    if rows.len() > ROWS_MAX {
        errors.push(FieldError { path: at.to_owned(), problem: Problem::TooLarge });
        return Value::Array(Vec::new());
    }
    let filled = rows.iter().enumerate().filter(|(_, row)| !is_empty(row));
    Value::Array(filled.map(|(i, row)| Value::Object(object(inner, row, &format!("{at}.{i}"), errors))).collect())
}

/// A row in which nothing was typed is no row.
fn is_empty(row: &Value) -> bool {
    match row {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Object(map) => map.values().all(is_empty),
        Value::Array(rows) => rows.iter().all(is_empty),
        _ => false,
    }
}

fn scalar(kind: FieldKind, text: &str) -> Result<Option<Value>, Problem> {
    if text.is_empty() {
        return Ok(if kind == FieldKind::Flag { Some(Value::Bool(false)) } else { None });
    }
    let value = match kind {
        FieldKind::Text | FieldKind::Unit | FieldKind::Person | FieldKind::Letter
            if text.chars().count() > TEXT_MAX =>
        {
            return Err(Problem::TooLong);
        }
        FieldKind::LongText if text.chars().count() > LONG_TEXT_MAX => return Err(Problem::TooLong),
        FieldKind::Text | FieldKind::LongText | FieldKind::Unit | FieldKind::Person | FieldKind::Letter => {
            Value::from(text)
        }
        FieldKind::Date => Value::from(day(text).ok_or(Problem::NotADate)?.to_string()),
        FieldKind::Money | FieldKind::Area | FieldKind::Count => number(whole(text)?, kind)?,
        FieldKind::Flag => Value::Bool(flag(text).ok_or(Problem::NotAFlag)?),
        FieldKind::Choice(words) => Value::from(*words.iter().find(|w| **w == text).ok_or(Problem::NotAChoice)?),
        FieldKind::Group(_) => return Err(Problem::WrongShape),
    };
    Ok(Some(value))
}

fn number(n: i64, kind: FieldKind) -> Result<Value, Problem> {
    match kind {
        _ if n < 0 => Err(Problem::Negative),
        FieldKind::Count if n > i64::from(u32::MAX) => Err(Problem::TooLarge),
        // Sums over the nation must stay within i64.
        _ if n > 1_000_000_000_000_000 => Err(Problem::TooLarge),
        _ => Ok(Value::from(n)),
    }
}

/// A whole number with any grouping: `500_000_000`, `1.000.000`, `1,000,000`, `1 000`.
fn whole(text: &str) -> Result<i64, Problem> {
    let digits: String = text.chars().filter(|c| !matches!(c, '_' | '.' | ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    if digits.len() != text.chars().count() {
        grouped(text)?;
    }
    digits.parse().map_err(|_| Problem::NotANumber)
}

/// Separators must part thousands: `1.5` is a fraction, not fifteen.
fn grouped(text: &str) -> Result<(), Problem> {
    let text = text.trim_start_matches('-');
    let parts: Vec<&str> = text.split(['_', '.', ',', ' ', '\u{a0}', '\u{202f}']).collect();
    let (first, rest) = parts.split_first().ok_or(Problem::NotANumber)?;
    let fits = !first.is_empty() && first.len() <= 3 && rest.iter().all(|p| p.len() == 3);
    if fits { Ok(()) } else { Err(Problem::NotANumber) }
}

/// A day as `2023-07-14`, `14/07/2023`, `14-7-2023` or `14.07.2023`.
pub fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [d, m, y] = parts[..] else { return None };
    if y.len() != 4 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "on" | "1" | "có" | "x" => Some(true),
        "no" | "false" | "off" | "0" | "không" => Some(false),
        _ => None,
    }
}

/// Flat pairs of a form (`team.0.name` = …) as nested facts, for [`normalise`].
pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    let mut root = Value::Object(Map::new());
    for (path, text) in pairs {
        put(&mut root, &path.split('.').collect::<Vec<_>>(), text);
    }
    root
}

fn put(at: &mut Value, path: &[&str], text: &str) {
    let Some((head, rest)) = path.split_first() else {
        *at = Value::from(text);
        return;
    };
    if let Ok(row) = head.parse::<usize>() {
        if !at.is_array() {
            *at = Value::Array(Vec::new());
        }
        if let Value::Array(rows) = at {
            if row > ROWS_MAX {
                return;
            }
            while rows.len() <= row {
                rows.push(Value::Null);
            }
            put(&mut rows[row], rest, text);
        }
        return;
    }
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    if let Value::Object(map) = at {
        put(map.entry((*head).to_owned()).or_insert(Value::Null), rest, text);
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const INNER: &[FieldSpec] = &[
        FieldSpec { name: "name", kind: FieldKind::Text, required: true },
        FieldSpec { name: "money", kind: FieldKind::Money, required: false },
    ];
    const FIELDS: &[FieldSpec] = &[
        FieldSpec { name: "on", kind: FieldKind::Date, required: true },
        FieldSpec { name: "far", kind: FieldKind::Flag, required: false },
        FieldSpec { name: "class", kind: FieldKind::Choice(&["a", "b"]), required: false },
        FieldSpec { name: "rows", kind: FieldKind::Group(INNER), required: false },
    ];

    #[test]
    fn reads_what_people_type() {
        let typed = from_pairs([
            ("on", "14/07/2023"),
            ("far", "có"),
            ("rows.0.name", "A"),
            ("rows.0.money", "1.000.000"),
            ("rows.1.name", " "),
        ]);
        let read = normalise(FIELDS, &typed).unwrap();
        assert_eq!(read, json!({"on": "2023-07-14", "far": true, "rows": [{"name": "A", "money": 1_000_000}]}));
        assert_eq!(normalise(FIELDS, &read).unwrap(), read, "reading twice changes nothing");
    }

    #[test]
    fn names_every_wrong_field() {
        let typed =
            json!({"on": "31/02/2023", "class": "c", "odd": 1, "rows": [{"money": "1.5"}, {"name": "B", "money": -1}]});
        let errors = normalise(FIELDS, &typed).unwrap_err();
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "odd: unknown",
                "on: not_a_date",
                "class: not_a_choice",
                "rows.0.name: missing",
                "rows.0.money: not_a_number",
                "rows.1.money: negative"
            ]
        );
    }
}
