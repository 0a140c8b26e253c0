//! Mẫu điền: texts and facts with `{column}` in them.
//!
//! A text that is nothing but one `{column}` keeps the column's kind (a number
//! stays a number); otherwise it is text with the values put in. What is empty is
//! left out, so that an optional fact is absent rather than blank.

use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Values of one row, by column.
pub(super) type Values = BTreeMap<String, Json>;

/// The columns a text refers to.
pub(super) fn keys(text: &str) -> Vec<String> {
    parts(text).filter_map(|(key, _)| key.map(str::to_owned)).collect()
}

/// The columns facts refer to.
pub(super) fn keys_of_table(table: &toml::Table, out: &mut Vec<String>) {
    for value in table.values() {
        keys_of(value, out);
    }
    if let Some(toml::Value::String(column)) = table.get("each") {
        out.push(column.clone());
    }
}

fn keys_of(value: &toml::Value, out: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => out.extend(keys(text)),
        toml::Value::Array(items) => items.iter().for_each(|item| keys_of(item, out)),
        toml::Value::Table(table) => keys_of_table(table, out),
        _ => {}
    }
}

/// Cuts a text into (column, text before it); the tail comes with no column.
fn parts(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.find('{').and_then(|open| Some((open, open + text[open..].find('}')?))) {
            Some((open, close)) => {
                rest = Some(&text[close + 1..]);
                Some((Some(&text[open + 1..close]), &text[..open]))
            }
            None => {
                rest = None;
                Some((None, text))
            }
        }
    })
}

/// A text with the values put in.
pub(super) fn text(template: &str, values: &Values) -> String {
    let mut out = String::new();
    for (key, before) in parts(template) {
        out.push_str(before);
        if let Some(value) = key.and_then(|key| values.get(key)) {
            out.push_str(&shown(value));
        }
    }
    out.trim().to_owned()
}

fn shown(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// Facts with the values put in; what is empty is left out.
pub(super) fn facts(table: &toml::Table, values: &Values) -> Json {
    let filled = table.iter().map(|(key, value)| (key.clone(), fact(value, values))).filter(|(_, v)| !is_blank(v));
    Json::Object(filled.collect::<Map<_, _>>())
}

fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn fact(value: &toml::Value, values: &Values) -> Json {
    match value {
        toml::Value::String(template) => {
            let mut found = parts(template);
            match (found.next(), found.next(), found.next()) {
                (Some((Some(key), "")), Some((None, "")), None) => values.get(key).cloned().unwrap_or(Json::Null),
                _ => Json::from(text(template, values)),
            }
        }
        toml::Value::Integer(n) => Json::from(*n),
        toml::Value::Float(n) => Json::from(*n),
        toml::Value::Boolean(yes) => Json::from(*yes),
        toml::Value::Datetime(at) => Json::from(at.to_string()),
        toml::Value::Array(items) => Json::Array(items.iter().flat_map(|item| rows(item, values)).collect()),
        toml::Value::Table(table) => match (table.get("each"), table.get("item")) {
            (Some(toml::Value::String(column)), Some(item)) => each(column, item, values),
            _ => facts(table, values),
        },
    }
}

/// The rows one item of a list stands for: one, or as many as a split column has parts.
fn rows(item: &toml::Value, values: &Values) -> Vec<Json> {
    let many = item.as_table().is_some_and(|t| t.contains_key("each"));
    match fact(item, values) {
        Json::Array(rows) if many => rows,
        // Blank, or a row of constants whose own columns are all empty.
        row if is_blank(&row) || !speaks(item, values) => Vec::new(),
        row => vec![row],
    }
}

/// Whether any column an item refers to has something in it; constants alone speak for themselves.
fn speaks(item: &toml::Value, values: &Values) -> bool {
    let mut keys = Vec::new();
    keys_of(item, &mut keys);
    keys.is_empty() || keys.iter().any(|key| values.get(key).is_some_and(|value| !is_blank(value)))
}

/// One `item` for each part of a split column, with the part as `{item}`.
fn each(column: &str, item: &toml::Value, values: &Values) -> Json {
    let parts = match values.get(column) {
        Some(Json::Array(parts)) => parts.clone(),
        Some(Json::Null) | None => Vec::new(),
        Some(one) => vec![one.clone()],
    };
    let mut here = values.clone();
    let made = parts.into_iter().map(|part| {
        here.insert("item".to_owned(), part);
        fact(item, &here)
    });
    Json::Array(made.filter(|row| !is_blank(row)).collect())
}
