//! The desk's one form, read: a reception with what came of it.
//!
//! Every field is a field of an act that already exists (`guidance.body`), so nothing is
//! described twice. Collects everything wrong; must never decide what the law allows.

use crate::cases::record::{keeper, lookup, own_office};
use crate::cx::Cx;
use crate::errors::FieldError;
use crate::facts_form::{self, Typed, Unit};
use crate::vault::Person;
use casework::fields::{FieldSpec, LETTER_MAX, UnitCode};
use casework::kinds::{self, AnyKind};
use jiff::civil::Date;
use law::AgencyKind;
use serde_json::{Value, json};

/// What may come of a reception, in the order of the form: words of the acts, and only heard.
pub const OUTCOMES: [&str; 8] =
    ["petition", "guidance", "transfer", "appointment", "persuasion", "head_conclusion", "reception_refusal", "heard"];
/// What was brought; `mixed` is split into petitions.
pub const WHATS: [&str; 4] = ["complaint", "denunciation", "feedback", "mixed"];

/// Một nội dung được tách.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its content.
    pub title: String,
    /// Its kind.
    pub kind: String,
}

/// Everything one form opens.
#[derive(Clone)]
pub struct Chain {
    /// Where.
    pub unit: UnitCode,
    /// As what kind of body.
    pub agency: AgencyKind,
    /// On which day.
    pub on: Date,
    /// Facts of the registration, people still in them.
    pub registration: Value,
    /// Acts of the reception after it, in order.
    pub acts: Vec<(&'static str, Value)>,
    /// Facts of the petition that is taken, people still in them.
    pub petition: Option<Value>,
    /// Its contents, where it has several.
    pub parts: Vec<Part>,
    /// The case of the same matter that was picked.
    pub picked: String,
    /// Somebody is denounced: people and letters are sealed in every case of the chain.
    pub hidden: bool,
}

/// The reception as a kind of case, and the petition.
pub fn kinds_of() -> (&'static dyn AnyKind, &'static dyn AnyKind) {
    let of = |word| kinds::of(word).unwrap_or(kinds::ALL[0]);
    (of("reception"), of("petition"))
}

/// What was typed as what it opens, or everything wrong with it.
pub fn read(cx: &Cx, typed: &Typed) -> Result<Chain, Vec<FieldError>> {
    let on = crate::lang::typed::date(typed.get("on"));
    let mut form = Form { cx, typed, on: on.unwrap_or(cx.today), errors: Vec::new() };
    if on.is_none() {
        form.errors.push(FieldError::new("on", "invalid.date"));
    }
    let place = form.place();
    let registration = form.registration();
    let outcome = OUTCOMES.into_iter().find(|word| *word == typed.get("outcome"));
    let (parts, hidden) = form.parts(outcome);
    if outcome.is_none() {
        form.errors.push(FieldError::new("outcome", "invalid.required"));
    }
    let acts = form.acts(outcome.unwrap_or("heard"));
    let petition = (outcome == Some("petition")).then(|| form.petition(&registration, &parts));
    match place {
        Some((unit, agency)) if form.errors.is_empty() => {
            let picked = typed.get("picked").to_owned();
            Ok(Chain { unit, agency, on: form.on, registration, acts, petition, parts, picked, hidden })
        }
        _ => Err(form.errors),
    }
}

/// The unit as typed, or the reader's only one.
pub fn unit_typed(cx: &Cx, typed: &Typed) -> String {
    match typed.get("unit") {
        "" => own_office(cx, kinds_of().0).unwrap_or_default(),
        unit => unit.to_owned(),
    }
}

struct Form<'a> {
    cx: &'a Cx,
    typed: &'a Typed,
    on: Date,
    errors: Vec<FieldError>,
}

impl Form<'_> {
    fn wrong(&mut self, field: &str, what: &'static str) {
        self.errors.push(FieldError::new(field, what));
    }

    fn place(&mut self) -> Option<(UnitCode, AgencyKind)> {
        let text = unit_typed(self.cx, self.typed);
        let found = match lookup(self.cx, self.on)(&text) {
            Unit::One(code) => self.cx.app.tree.get(&code, self.on),
            _ => None,
        };
        let Some(unit) = found else {
            self.wrong("unit", if text.is_empty() { "invalid.required" } else { "invalid.unit" });
            return None;
        };
        match keeper(self.cx, kinds_of().0, unit) {
            Ok(agency) => Some((unit.code.clone(), agency)),
            Err(what) => {
                self.wrong("unit", what);
                None
            }
        }
    }

    /// The fields of an act under a prefix of names.
    fn facts(&mut self, kind: &dyn AnyKind, act: &str, prefix: &str, leave: &[&str]) -> Value {
        let fields: Vec<FieldSpec> = kind.fields(act).unwrap_or_default().to_vec();
        let fields: Vec<FieldSpec> = fields.into_iter().filter(|f| !leave.contains(&f.name)).collect();
        let (facts, wrong) = facts_form::read(&fields, self.typed, prefix, &lookup(self.cx, self.on));
        self.errors.extend(wrong);
        facts
    }

    fn registration(&mut self) -> Value {
        let leave = ["kind", "matter", "earlier"];
        let mut facts = self.facts(kinds_of().0, "registration", "", &leave);
        drop_blank(&mut facts["visitors"]);
        if self.typed.get("host") == "regular" {
            // Left over from a head's session, and not on the screen any more.
            for name in ["session", "presider", "ad_hoc"] {
                facts[name] = Value::Null;
            }
        }
        let named = facts["visitors"].as_array().map_or(0, Vec::len);
        if named == 0 && self.typed.get("outcome") != "reception_refusal" {
            self.wrong("visitors.0.person.name", "invalid.required");
        }
        let count = facts["people_count"].as_u64();
        if count.is_some_and(|n| n < named as u64) {
            self.wrong("people_count", "invalid.fewer_than_named");
        }
        match self.typed.get("what") {
            "" | "mixed" => {}
            word if WHATS.contains(&word) => facts["kind"] = word.into(),
            _ => self.wrong("what", "invalid.choice"),
        }
        facts
    }

    /// The contents of a mixed letter, and whether anything of it denounces somebody.
    fn parts(&mut self, outcome: Option<&str>) -> (Vec<Part>, bool) {
        let what = self.typed.get("what");
        if what != "mixed" {
            return (Vec::new(), what == "denunciation");
        }
        if outcome.is_some_and(|o| o != "petition") {
            self.wrong("what", "invalid.mixed_wants_petition");
        }
        let mut parts = Vec::new();
        for i in 0..self.typed.rows("part") {
            let (title, kind) = (format!("part.{i}.title"), format!("part.{i}.kind"));
            let part = Part { title: self.typed.get(&title).to_owned(), kind: self.typed.get(&kind).to_owned() };
            if part.title.is_empty() && part.kind.is_empty() {
                continue;
            }
            if part.title.is_empty() {
                self.wrong(&title, "invalid.required");
            }
            if !WHATS[..3].contains(&part.kind.as_str()) {
                self.wrong(&kind, "invalid.required");
            }
            parts.push(part);
        }
        if parts.len() < 2 {
            self.wrong("part.0.title", "invalid.two_parts");
        }
        let hidden = parts.iter().any(|p| p.kind == "denunciation");
        (parts, hidden)
    }

    /// What follows the registration in the reception itself.
    fn acts(&mut self, outcome: &'static str) -> Vec<(&'static str, Value)> {
        let (reception, mut acts) = (kinds_of().0, Vec::new());
        if self.typed.get("said").chars().count() > LETTER_MAX {
            self.wrong("said", "invalid.too_long");
        }
        let said = facts_form::clean(self.typed.get("said"));
        if outcome == "reception_refusal" {
            if !said.is_empty() {
                self.wrong("said", "invalid.refused_unheard");
            }
            return vec![(outcome, self.facts(reception, outcome, outcome, &[]))];
        }
        if !said.is_empty() {
            acts.push(("recording", json!({ "letter": said })));
        }
        if matches!(outcome, "guidance" | "transfer") {
            // What is sent elsewhere was found to be outside competence.
            let what = self.typed.get("what");
            if what.is_empty() {
                self.wrong("what", "invalid.required");
            }
            let field = Some(self.typed.get("field")).filter(|f| !f.is_empty());
            acts.push(("classification", json!({ "kind": what, "field": field, "competence": "outside" })));
        }
        if outcome == "petition" {
            let mut papers = self.facts(reception, "paper_receipt", "paper_receipt", &[]);
            drop_blank(&mut papers["papers"]);
            if papers["papers"].as_array().is_some_and(|p| !p.is_empty()) {
                acts.push(("paper_receipt", papers));
            }
        } else if outcome != "heard" {
            acts.push((outcome, self.facts(reception, outcome, outcome, &[])));
        }
        acts
    }

    /// The letter that is taken: who stands in it are those who came, but for their lawyers.
    fn petition(&mut self, registration: &Value, parts: &[Part]) -> Value {
        let own = ["dated_on", "against", "earlier_settlement"];
        let kind = kinds_of().1;
        let fields: Vec<FieldSpec> =
            kind.fields(kind.opening()).unwrap_or_default().iter().filter(|f| own.contains(&f.name)).copied().collect();
        let (mut facts, wrong) = facts_form::read(&fields, self.typed, "receipt", &lookup(self.cx, self.on));
        self.errors.extend(wrong);
        facts["title"] = registration["title"].clone();
        facts["source"] = "reception".into();
        facts["kind"] = parts.first().map_or(registration["kind"].clone(), |p| p.kind.clone().into());
        facts["field"] = registration["field"].clone();
        facts["people_count"] = registration["people_count"].clone();
        facts["senders"] = senders(registration);
        let said = facts_form::clean(self.typed.get("said"));
        if !said.is_empty() {
            facts["letter"] = said.into();
        }
        facts
    }
}

/// A row in which nothing was typed is not there.
fn drop_blank(rows: &mut Value) {
    if let Some(rows) = rows.as_array_mut() {
        rows.retain(|row| !row.is_null());
    }
}

/// Those who came as those who stand in the letter.
pub fn senders(registration: &Value) -> Value {
    let all: Vec<&Value> = registration["visitors"].as_array().into_iter().flatten().collect();
    let own: Vec<&&Value> = all.iter().filter(|v| v["standpoint"] != "lawyer").collect();
    let list = if own.is_empty() { all.iter().collect() } else { own };
    list.into_iter().map(|v| json!({ "person": v["person"] })).collect()
}

/// Who was typed as having come, for the search of earlier matters.
pub fn named(typed: &Typed) -> Vec<Person> {
    let one = |i: usize| {
        let get = |name: &str| typed.get(&format!("visitors.{i}.person.{name}")).to_owned();
        Person { name: get("name"), address: get("address"), ..Person::default() }
    };
    (0..typed.rows("visitors")).map(one).filter(|p| !p.name.is_empty()).collect()
}
