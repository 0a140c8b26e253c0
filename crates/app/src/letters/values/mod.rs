//! What a case gives for the places of its papers.
//!
//! One map for every template: what is not known is left out and prints as a dotted
//! line. People stand in it only as far as they may be seen: in the open, or opened
//! for this paper with a reason. Papers are written in Vietnamese, whatever the
//! reader's language.

mod complaint;
mod denunciation;
mod desk;

use crate::cases::views::File;
use crate::cx::Cx;
use crate::facts_form::choice;
use crate::lang::Lang;
use crate::vault::{Inside, Person, Seen};
use casework::Deadline;
use casework::kinds::{Looked, Paper};
use casework::units::{Unit, UnitKind};
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// First day of Law 136/2025 and its decrees.
const LAW_2026: Date = date(2026, 7, 1);

/// What a paper is made of.
pub struct Source<'a> {
    pub(super) cx: &'a Cx,
    pub(super) file: &'a File,
    pub(super) looked: &'a Looked,
    /// The act, as it now reads.
    pub(super) act: &'a Paper,
    /// What was due when the act was recorded: later extensions are not in its paper.
    pub(super) deadlines: &'a [Deadline],
    /// What was opened for this paper.
    pub(super) opened: &'a HashMap<String, Inside>,
}

/// The places filled so far.
pub(super) struct Places(Map<String, Value>);

impl Places {
    fn text(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.insert(name.to_owned(), value.trim().to_owned().into());
        }
    }

    fn day(&mut self, name: &str, value: Option<Date>) {
        if let Some(day) = value {
            self.0.insert(name.to_owned(), day.to_string().into());
        }
    }

    fn list(&mut self, name: &str, items: Vec<String>) {
        if !items.is_empty() {
            self.0.insert(name.to_owned(), items.into());
        }
    }

    fn records(&mut self, name: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.0.insert(name.to_owned(), items.into());
        }
    }
}

impl Source<'_> {
    /// Every place that the case fills.
    pub fn values(&self) -> Value {
        let mut places = Places(Map::new());
        self.common(&mut places);
        match self.file.kept.kind.word() {
            "complaint" => complaint::fill(self, &mut places),
            "denunciation" => denunciation::fill(self, &mut places),
            "petition" | "reception" => desk::fill(self, &mut places),
            _ => {}
        }
        Value::Object(places.0)
    }

    /// What every paper has, whatever it says.
    fn common(&self, places: &mut Places) {
        let (tree, act) = (self.cx.app.tree, self.act);
        if let Some(unit) = tree.get(&self.file.case().unit.0, act.on) {
            places.text("issuer", unit.name.clone());
            places.text("authority", authority(unit));
            let above = unit.parent.as_ref().and_then(|code| tree.get(&code.0, act.on));
            if let Some(above) = above.filter(|u| u.kind != UnitKind::Country) {
                places.text("superior", superior(above));
            }
            places.text("place", self.place(unit));
        }
        let (number, symbol) = numbered(&act.number);
        places.text("number", number);
        places.text("symbol", symbol);
        places.day("signed_on", Some(act.on));
        places.text("signer", act.signer.clone());
        places.0.insert("law_2026".into(), (act.on >= LAW_2026).into());
        places.text("matter", within(&self.looked.state.shown.title));
        places.list("recipients", vec!["Lưu: VT, hồ sơ vụ việc".to_owned()]);
    }

    /// Địa danh: the province or ministry's seat is not known, the province's name is.
    fn place(&self, unit: &Unit) -> String {
        let mut at = Some(unit);
        while let Some(unit) = at {
            if unit.kind == UnitKind::Province {
                return unit.split_name().1.to_owned();
            }
            at = unit.parent.as_ref().and_then(|code| self.cx.app.tree.get(&code.0, self.act.on));
        }
        String::new()
    }

    /// The act that opened the case, as it now reads.
    pub(super) fn first(&self) -> &Paper {
        self.looked.in_force.first().unwrap_or(self.act)
    }

    /// The last act of a kind, as it now reads, up to the one the paper is of.
    pub(super) fn last(&self, word: &str) -> Option<&Paper> {
        self.looked.in_force.iter().rev().find(|e| e.kind == word && e.seq <= self.act.seq)
    }

    /// The day a deadline falls on.
    pub(super) fn due(&self, rules: &[&str]) -> Option<Date> {
        self.deadlines.iter().rev().find(|d| rules.contains(&d.rule)).map(|d| d.due_on)
    }

    /// How many days a term of the law has on the day of this paper.
    pub(super) fn days(&self, key: &str, variant: &str) -> String {
        let case = self.file.case();
        let term = self.cx.app.law.term(&case.regime, key, case.agency, variant, self.act.on);
        term.map(|t| t.value.to_string()).unwrap_or_default()
    }

    /// The person of an envelope, as far as they may be seen for this paper.
    fn person(&self, item: &Value) -> Option<Person> {
        let item = item.as_str()?;
        match (self.opened.get(item), self.file.people.get(item)) {
            (Some(Inside::Person(person)), _) | (None, Some(Seen::Open(person))) => Some(person.clone()),
            _ => None,
        }
    }

    /// The people of a group of rows.
    pub(super) fn people(&self, rows: &Value, field: &str) -> Vec<Person> {
        rows.as_array().into_iter().flatten().filter_map(|row| self.person(&row[field])).collect()
    }

    /// Puts the sender's places: `petitioner` or `denouncer`.
    pub(super) fn sender(&self, places: &mut Places, name: &str, people: &[Person]) {
        let Some(first) = people.first() else { return };
        let names: Vec<&str> = people.iter().map(|p| p.name.as_str()).collect();
        places.text(name, names.join(", "));
        places.text(&format!("{name}_address"), first.address.clone());
        places.text(&format!("{name}_paper"), first.id_number.clone());
        places.text(&format!("{name}_phone"), first.contact.clone());
    }
}

/// The items of the rows of a group.
pub(super) fn items<'a>(rows: &'a Value, field: &'a str) -> impl Iterator<Item = String> + 'a {
    rows.as_array().into_iter().flatten().filter_map(move |row| row[field].as_str().map(str::to_owned))
}

/// A fact as text.
pub(super) fn said(facts: &Value, name: &str) -> String {
    facts[name].as_str().unwrap_or_default().to_owned()
}

/// A fact that is a day.
pub(super) fn day(facts: &Value, name: &str) -> Option<Date> {
    facts[name].as_str()?.parse().ok()
}

/// The label of a word of a closed list.
pub(super) fn named(facts: &Value, name: &str) -> String {
    facts[name].as_str().map(|word| choice(Lang::Vi, name, word)).unwrap_or_default()
}

/// The lines of a text, without what ends each.
pub(super) fn lines(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let line = line.trim().trim_start_matches(['-', '+', '•', '*']).trim_end_matches(['.', ';', ',']);
        line.trim().to_owned()
    };
    text.lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// Papers handed over, out of lines or rows.
pub(super) fn papers(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => lines(text).into_iter().map(|title| json!({ "title": title })).collect(),
        Value::Array(rows) => {
            let row = |row: &Value| {
                let pages = row["pages"].as_u64().map(|n| n.to_string()).unwrap_or_default();
                json!({ "title": row["title"], "pages": pages, "note": row["note"] })
            };
            rows.iter().map(row).collect()
        }
        _ => Vec::new(),
    }
}

/// A sentence within another: its first letter small, unless it begins with an abbreviation.
pub(super) fn within(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() => text.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        _ => String::new(),
    }
}

/// `05/QĐ-TTTP` is number `05` and symbol `TTTP`.
pub(super) fn numbered(number: &str) -> (String, String) {
    let (number, rest) = number.split_once('/').unwrap_or((number, ""));
    let symbol = rest.split_once('-').map_or(rest, |(_, symbol)| symbol);
    (number.trim().to_owned(), symbol.trim().to_owned())
}

/// Who decides at a body of this kind; left to be written where the title is not certain.
fn authority(unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Inspectorate if unit.code.0 == "TTCP" => "Tổng Thanh tra Chính phủ".to_owned(),
        UnitKind::Inspectorate => format!("Chánh {}", unit.name),
        UnitKind::Department if unit.name.starts_with("Sở") => format!("Giám đốc {}", unit.name),
        UnitKind::Ministry if unit.name.starts_with("Bộ") => format!("Bộ trưởng {}", unit.name),
        UnitKind::Province | UnitKind::District | UnitKind::Commune => {
            format!("Chủ tịch Ủy ban nhân dân {}", unit.name_within())
        }
        _ => String::new(),
    }
}

/// Cơ quan chủ quản: a place is led by its people's committee.
fn superior(unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Province | UnitKind::District | UnitKind::Commune => {
            format!("Ủy ban nhân dân {}", unit.name_within())
        }
        _ => unit.name.clone(),
    }
}
