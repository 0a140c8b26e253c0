//! Recorded facts as they are read: labels and values in the reader's language.

use super::{Names, choice, label};
use crate::lang::{Lang, money_words};
use crate::vault::Seen;
use askama::Template;
use casework::fields::{FieldKind, FieldSpec};
use serde_json::Value;

#[derive(Template)]
#[template(path = "facts_form/pages/shown.html")]
struct Shown {
    facts: Vec<Fact>,
}

struct Fact {
    label: String,
    value: String,
    gloss: String,
    heads: Vec<String>,
    rows: Vec<Vec<(String, bool)>>,
}

/// The facts of an act as HTML; nothing for an act without facts.
pub fn shown(
    lang: Lang,
    act: &str,
    fields: &[FieldSpec],
    facts: &Value,
    names: &Names<'_>,
) -> Result<String, askama::Error> {
    let mut list = Vec::new();
    for field in fields {
        let value = &facts[field.name];
        let empty = value.is_null() || value == "" || value == false || value.as_array().is_some_and(Vec::is_empty);
        if empty {
            continue;
        }
        let named = label(lang, "field", act, field.name);
        let mut fact =
            Fact { label: named, value: String::new(), gloss: String::new(), heads: Vec::new(), rows: Vec::new() };
        match (field.kind, value) {
            (FieldKind::Group(inner), Value::Array(rows)) => {
                let used: Vec<&FieldSpec> = inner
                    .iter()
                    .filter(|f| rows.iter().any(|r| !text(lang, f, &r[f.name], names).is_empty()))
                    .collect();
                fact.heads = used.iter().map(|f| label(lang, "field", field.name, f.name)).collect();
                let cells = |row: &Value| {
                    used.iter().map(|f| (text(lang, f, &row[f.name], names), is_number(f.kind))).collect()
                };
                fact.rows = rows.iter().map(cells).collect();
            }
            _ => {
                fact.value = text(lang, field, value, names);
                if let (FieldKind::Money, Some(n)) = (field.kind, value.as_i64()) {
                    fact.gloss = money_words(lang, n);
                }
            }
        }
        list.push(fact);
    }
    if list.is_empty() { Ok(String::new()) } else { Shown { facts: list }.render() }
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Money | FieldKind::Area | FieldKind::Count)
}

/// One value as text; empty for nothing.
fn text(lang: Lang, field: &FieldSpec, value: &Value, names: &Names<'_>) -> String {
    match (field.kind, value) {
        (_, Value::Null) => String::new(),
        (FieldKind::Money, Value::Number(n)) => n.as_i64().map(|n| lang.money(n)).unwrap_or_default(),
        (FieldKind::Area, Value::Number(n)) => n.as_i64().map(|n| lang.area(n)).unwrap_or_default(),
        (_, Value::Number(n)) => n.as_i64().map_or_else(|| n.to_string(), |n| lang.number(n)),
        (_, Value::Bool(yes)) => if *yes { lang.t("form.yes") } else { "" }.to_owned(),
        (FieldKind::Date, Value::String(day)) => day.parse().map_or_else(|_| day.clone(), |d| lang.date(d)),
        (FieldKind::Choice(_), Value::String(word)) => choice(lang, field.name, word),
        (FieldKind::Unit, Value::String(code)) => {
            (names.unit)(code).map_or_else(|| code.clone(), |name| format!("{name} ({code})"))
        }
        (FieldKind::Person | FieldKind::Letter, Value::String(item)) => person(lang, field.name, (names.person)(item)),
        (_, Value::String(text)) => text.clone(),
        // Rows within rows: each as `label: value`, one after another.
        (FieldKind::Group(inner), Value::Array(rows)) => {
            let line = |row: &Value| {
                let parts = inner.iter().filter_map(|f| {
                    let said = text(lang, f, &row[f.name], names);
                    (!said.is_empty()).then(|| format!("{}: {said}", label(lang, "field", field.name, f.name)))
                });
                parts.collect::<Vec<_>>().join("; ")
            };
            rows.iter().map(line).collect::<Vec<_>>().join(" · ")
        }
        (_, other) => other.to_string(),
    }
}

/// A person on one line, or that there is one who may not be seen here.
fn person(lang: Lang, field: &str, seen: Option<Seen>) -> String {
    match seen {
        Some(Seen::Open(p)) => {
            let parts = [p.name, p.address, p.contact, p.id_number, p.note];
            parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Some(Seen::Letter(text)) => text,
        Some(Seen::Destroyed) => lang.t("person.destroyed").to_owned(),
        Some(Seen::Sealed) | None => {
            let own = lang.catalogue().get(&format!("sealed_as.{field}"));
            own.map_or_else(|| lang.t("person.sealed"), String::as_str).to_owned()
        }
    }
}

#[derive(Template)]
#[template(path = "facts_form/pages/table.html")]
struct Table {
    heads: Vec<(String, bool)>,
    rows: Vec<Vec<(String, bool)>>,
    total: Vec<String>,
    total_label: String,
}

/// Rows of one group as a table, with a last line that sums money, land and counts where `total`.
pub fn table(
    lang: Lang,
    group: &str,
    fields: &[FieldSpec],
    rows: &[Value],
    total: bool,
) -> Result<String, askama::Error> {
    let none = Names::NONE;
    let is_used = |f: &&FieldSpec| rows.iter().any(|r| !text(lang, f, &r[f.name], &none).is_empty());
    let used: Vec<&FieldSpec> = fields.iter().filter(is_used).collect();
    let sum = |f: &&FieldSpec| -> String {
        let sum = rows.iter().filter_map(|r| r[f.name].as_i64()).fold(0_i64, i64::saturating_add);
        if is_number(f.kind) { text(lang, f, &sum.into(), &none) } else { String::new() }
    };
    let many = total && rows.len() > 1 && used.iter().any(|f| is_number(f.kind));
    let cells = |row: &Value| used.iter().map(|f| (text(lang, f, &row[f.name], &none), is_number(f.kind))).collect();
    Table {
        heads: used.iter().map(|f| (label(lang, "field", group, f.name), is_number(f.kind))).collect(),
        rows: rows.iter().map(cells).collect(),
        total: if many { used.iter().map(sum).collect() } else { Vec::new() },
        total_label: lang.t("form.total").to_owned(),
    }
    .render()
}
