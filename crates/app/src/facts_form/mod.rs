//! The form of any act, made from the fields its type declares.
//!
//! Here so that a new act needs no new page. Works without scripts: repeated
//! rows are added and taken away by submit buttons, and whatever was typed is
//! shown again. Must never know a single act.

mod read;
mod shown;

pub use read::{Lookup, Unit, clean, read};
pub use shown::{shown, table};

use crate::errors::FieldError;
use crate::forms::Posted;
use crate::lang::{Lang, money_words, typed};
use crate::vault::{PERSON, Seen};
use askama::Template;
use casework::fields::{FieldKind, FieldSpec};
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in the inputs, by name, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// As a form sent it.
    pub fn from_posted(posted: &Posted) -> Self {
        let mut typed = Self::default();
        for (name, value) in &posted.pairs {
            typed.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
        typed
    }

    /// As recorded facts would have been typed, to rectify them.
    pub fn from_facts(lang: Lang, fields: &[FieldSpec], facts: &Value) -> Self {
        let mut typed = Self::default();
        typed.take(lang, "", fields, facts);
        typed
    }

    fn take(&mut self, lang: Lang, prefix: &str, fields: &[FieldSpec], facts: &Value) {
        for field in fields {
            let name = join(prefix, field.name);
            match (&field.kind, &facts[field.name]) {
                (_, Value::Null) => {}
                (FieldKind::Group(inner), Value::Array(rows)) => {
                    for (i, row) in rows.iter().enumerate() {
                        self.take(lang, &format!("{name}.{i}"), inner, row);
                    }
                }
                (FieldKind::Flag, Value::Bool(true)) => self.set(name, "yes"),
                (FieldKind::Flag, _) => {}
                (FieldKind::Person | FieldKind::Letter, Value::String(item)) => {
                    self.set(join(&name, "item"), item.clone())
                }
                (FieldKind::Date, Value::String(day)) => {
                    let day = day.parse().map_or_else(|_| day.clone(), |d: jiff::civil::Date| slashes(d));
                    self.set(name, day);
                }
                (_, Value::Number(n)) => {
                    self.set(name, n.as_i64().map_or_else(|| n.to_string(), |n| lang.number(n)));
                }
                (_, Value::String(text)) => self.set(name, text.clone()),
                (_, other) => self.set(name, other.to_string()),
            }
        }
    }

    /// What stands in one input.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |v| v.trim())
    }

    /// Every input with what stands in it.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim()))
    }

    /// Puts a value in.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Every input that holds something, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim())).filter(|(_, value)| !value.is_empty())
    }

    /// How many rows a group has: one more than its highest index.
    pub fn rows(&self, group: &str) -> usize {
        let prefix = format!("{group}.");
        let index = |name: &String| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok();
        // A forged index may not make a thousand rows.
        self.0.keys().filter_map(index).filter(|i| *i < MOST_ROWS).max().map_or(0, |i| i + 1)
    }

    /// One more row at the end of a group.
    pub fn add_row(&mut self, group: &str) {
        let next = self.rows(group);
        if next < MOST_ROWS {
            self.set(format!("{group}.{next}.row"), "");
        }
    }

    /// Takes row `group.i` out; later ones move up.
    pub fn drop_row(&mut self, row: &str) {
        let Some((group, index)) = row.rsplit_once('.') else { return };
        let Ok(index) = index.parse::<usize>() else { return };
        let prefix = format!("{group}.");
        let mut kept = BTreeMap::new();
        for (name, value) in std::mem::take(&mut self.0) {
            let Some(rest) = name.strip_prefix(&prefix) else {
                kept.insert(name, value);
                continue;
            };
            let (head, tail) = rest.split_once('.').unwrap_or((rest, ""));
            match head.parse::<usize>() {
                Ok(i) if i == index => {}
                Ok(i) if i > index => {
                    kept.insert(format!("{prefix}{}.{tail}", i - 1), value);
                }
                _ => {
                    kept.insert(name, value);
                }
            }
        }
        self.0 = kept;
    }

    /// Carries out a pressed "add row" or "drop row" button; whether one was pressed.
    pub fn press(&mut self, posted: &Posted) -> bool {
        let (add, drop) = (posted.get("add_row"), posted.get("drop_row"));
        if !add.is_empty() {
            self.add_row(add);
        } else if !drop.is_empty() {
            self.drop_row(drop);
        }
        !add.is_empty() || !drop.is_empty()
    }
}

/// What codes and envelopes stand for, to be read by people.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The name of a unit.
    pub unit: &'a dyn Fn(&str) -> Option<String>,
    /// The person of an envelope, as far as they may be seen without opening it.
    pub person: &'a dyn Fn(&str) -> Option<Seen>,
}

impl Names<'_> {
    /// Where there are neither units nor people.
    pub const NONE: Names<'static> = Names { unit: &|_| None, person: &|_| None };
}

/// More rows than any paper has.
const MOST_ROWS: usize = 500;

/// Everything a form's inputs are drawn from.
pub struct Sheet<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// What stands in the inputs.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
    /// The page's nonce, without which no attribute of a script is obeyed.
    pub nonce: &'a str,
    /// Catalogue list of the labels: `field` for facts.
    pub labels: &'static str,
    /// The act, whose words for a field go before the common ones.
    pub act: &'a str,
    /// Names of units already chosen, by code.
    pub unit_name: &'a dyn Fn(&str) -> Option<String>,
}

impl Sheet<'_> {
    /// The inputs of these fields as HTML, under a prefix of names.
    pub fn inputs(&self, prefix: &str, fields: &[FieldSpec]) -> Result<String, askama::Error> {
        self.within(self.act, prefix, fields)
    }

    fn within(&self, scope: &str, prefix: &str, fields: &[FieldSpec]) -> Result<String, askama::Error> {
        let mut html = String::new();
        for field in fields {
            html.push_str(&self.input(scope, prefix, field)?);
        }
        Ok(html)
    }

    fn input(&self, scope: &str, prefix: &str, field: &FieldSpec) -> Result<String, askama::Error> {
        let name = join(prefix, field.name);
        let id = id(&name);
        let label = label(self.lang, self.labels, scope, field.name);
        let hint = hint(self.lang, if self.labels == "field" { scope } else { self.labels }, field.name);
        let wrong = self.errors.iter().find(|e| e.field == name).map(|e| self.lang.t(e.what).to_owned());
        let value = self.typed.get(&name).to_owned();
        let mut input = Input {
            lang: self.lang,
            nonce: self.nonce,
            id,
            label,
            hint,
            wrong: wrong.unwrap_or_default(),
            required: field.required,
            echo: String::new(),
            kind: "text",
            choices: Vec::new(),
            rows: Vec::new(),
            name,
            value,
        };
        match field.kind {
            FieldKind::Text => {}
            FieldKind::LongText => input.kind = "long",
            FieldKind::Date => input.kind = "date",
            FieldKind::Money => {
                input.kind = "money";
                input.echo = typed::money(&input.value).map(|n| money_words(self.lang, n)).unwrap_or_default();
            }
            FieldKind::Area => {
                input.kind = "area";
                input.echo = read::area(&input.value).map(|n| self.lang.area(n)).unwrap_or_default();
            }
            FieldKind::Count => input.kind = "count",
            FieldKind::Flag => input.kind = "flag",
            FieldKind::Choice(words) => {
                input.kind = if words.len() <= 4 && field.required { "radio" } else { "select" };
                let choices =
                    words.iter().map(|w| ((*w).to_owned(), choice(self.lang, field.name, w), *w == input.value));
                input.choices = choices.collect();
            }
            FieldKind::Unit => {
                input.kind = "unit";
                input.echo = (self.unit_name)(&input.value).unwrap_or_default();
            }
            FieldKind::Letter => {
                input.kind = "letter";
                input.echo = self.typed.get(&join(&input.name, "item")).to_owned();
            }
            FieldKind::Person => {
                input.kind = "person";
                input.value = self.typed.get(&join(&input.name, "item")).to_owned();
                input.rows.push(self.within("person", &input.name, PERSON)?);
            }
            FieldKind::Group(inner) => {
                input.kind = "group";
                for i in 0..self.typed.rows(&input.name) {
                    input.rows.push(self.within(field.name, &format!("{}.{i}", input.name), inner)?);
                }
            }
        }
        input.render()
    }

    /// The list of what is wrong, for the top of the page: anchor, label and sentence.
    pub fn summary(&self) -> Vec<(String, String)> {
        self.errors
            .iter()
            .map(|e| {
                // `findings.0.money`: the field, within its group or else the act; rows are counted from 1.
                let mut names = e.field.rsplit('.').filter(|p| p.parse::<usize>().is_err());
                let last = names.next().unwrap_or(&e.field);
                let (list, scope) = match names.next() {
                    Some(own @ ("entry" | "new" | "reason")) => (own, ""),
                    Some(group) => (self.labels, group),
                    None => (self.labels, self.act),
                };
                let row = e.field.rsplit('.').find_map(|p| p.parse::<usize>().ok());
                let row = row.map(|i| format!(" ({})", i + 1)).unwrap_or_default();
                (id(&e.field), format!("{}{row}: {}", label(self.lang, list, scope, last), self.lang.t(e.what)))
            })
            .collect()
    }
}

/// The name of a field: the one it has in this act or group, else the common one.
pub fn label(lang: Lang, list: &str, scope: &str, name: &str) -> String {
    let own = (list == "field").then(|| lang.catalogue().get(&format!("field_of.{scope}.{name}"))).flatten();
    own.cloned().unwrap_or_else(|| lang.word(list, name))
}

/// The name of a choice: the one it has in this field, else the common one.
pub fn choice(lang: Lang, field: &str, word: &str) -> String {
    let said = |key: String| lang.catalogue().get(&key).cloned();
    said(format!("choice_of.{field}.{word}"))
        .or_else(|| said(format!("choice.{word}")))
        .unwrap_or_else(|| lang.word(field, word))
}

/// What helps in filling in a field, if anything is said about it.
fn hint(lang: Lang, scope: &str, name: &str) -> String {
    let own = lang.catalogue().get(&format!("hint_of.{scope}.{name}"));
    own.or_else(|| lang.catalogue().get(&format!("hint.{name}"))).cloned().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "facts_form/pages/input.html")]
struct Input<'a> {
    lang: Lang,
    nonce: &'a str,
    id: String,
    name: String,
    label: String,
    hint: String,
    wrong: String,
    value: String,
    echo: String,
    required: bool,
    kind: &'static str,
    choices: Vec<(String, String, bool)>,
    rows: Vec<String>,
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// The id of an input: its name, without the dots that selectors stumble over.
pub fn id(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}

/// A day as it is typed: `14/07/2023`, in both languages.
pub fn slashes(day: jiff::civil::Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests;
