//! Rows to draft cases.

use super::convert;
use super::heads::Heads;
use super::profile::{ActSpec, Duplicates, Profile};
use super::source::{RowFault, SourceRow};
use super::template::{self, Values};
use crate::fields::UnitCode;
use crate::inspections::{Act, ActKind};
use crate::units::{Tree, Unit};
use crate::{Entry, Role, fold};
use jiff::civil::Date;
use law::AgencyKind;
use serde_json::Value as Json;
use std::collections::HashMap;

/// One act of a draft: its kind and facts as the API takes them.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct DraftAct {
    /// Kind, as `conclusion`.
    pub kind: String,
    /// Official day.
    pub on: Date,
    /// In which capacity it was signed.
    pub by: Role,
    /// Number and symbol.
    pub number: String,
    /// Signer.
    pub signer: String,
    /// Facts.
    pub facts: Json,
}

/// A case as a row tells it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct DraftCase {
    /// Number of the case.
    pub number: String,
    /// The unit that keeps it.
    pub unit: UnitCode,
    /// What kind of inspection body that is.
    pub agency: AgencyKind,
    /// Its acts, in the order of the profile: a day out of order is the law's to refuse.
    pub acts: Vec<DraftAct>,
}

/// One row with what it yields.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// Its line in the file.
    pub line: u64,
    /// The draft, or why there is none.
    pub draft: Result<DraftCase, Vec<RowFault>>,
}

/// Every row under the heads, mapped. `unit` is the unit of the import: rows may
/// name units under it, never outside it.
pub fn map_rows(profile: &Profile, heads: &Heads, rows: &[SourceRow], tree: &Tree, unit: &str) -> Vec<Mapped> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut names = Names { tree, unit, found: HashMap::new() };
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(heads.first_row) {
        if is_no_case(profile, row, at == heads.first_row) {
            continue;
        }
        let draft = map_row(profile, heads, row, &mut names).and_then(|mut draft| {
            let count = seen.entry(draft.number.clone()).or_default();
            *count += 1;
            match (*count, profile.duplicates) {
                (1, _) => {}
                (n, Duplicates::Count) => draft.number = format!("{}-{n}", draft.number),
                (_, Duplicates::Refuse) => return Err(vec![RowFault::new("number_twice", "", &draft.number, "")]),
            }
            Ok(draft)
        });
        out.push(Mapped { line: row.line, draft });
    }
    out
}

/// Blank rows, rows of column numbers under the heads, totals and section titles.
fn is_no_case(profile: &Profile, row: &SourceRow, first: bool) -> bool {
    let texts: Vec<String> = row.cells.iter().map(super::Value::text).filter(|t| !t.is_empty()).collect();
    let Some(lead) = texts.first().map(|t| fold(t)) else { return true };
    let is_mark = |t: &String| {
        let inner = t.trim_matches(['(', ')', ' ']);
        inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_digit()) && !inner.is_empty()
    };
    let marks = first && texts.len() > 2 && texts.iter().all(is_mark);
    marks || profile.skip.iter().any(|s| lead.starts_with(&fold(s)))
}

fn map_row(
    profile: &Profile,
    heads: &Heads,
    row: &SourceRow,
    names: &mut Names<'_>,
) -> Result<DraftCase, Vec<RowFault>> {
    let mut faults = Vec::new();
    let mut values = Values::new();
    values.insert("line".into(), Json::from(row.line));
    values.insert("unit".into(), Json::from(names.unit));
    for (key, column) in &profile.columns {
        let cell = heads.places.get(key).map_or(&super::Value::Empty, |at| row.cell(*at));
        let name = heads.names.get(key).map_or(key.as_str(), String::as_str);
        match convert::cell(cell, name, column, profile.decimal) {
            Ok(value) => {
                values.insert(key.clone(), value);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let number = template::text(&profile.number, &values);
    if number.is_empty() {
        faults.push(RowFault::new("no_number", "", "", ""));
    }
    let mut acts: Vec<DraftAct> = Vec::new();
    for spec in &profile.acts {
        match draft_act(spec, heads, &values) {
            Ok(act) => acts.extend(act),
            Err(fault) => faults.push(fault),
        }
    }
    match acts.first().map(|first| (first.on, names.unit_of(profile, heads, &values, first.on))) {
        None => faults.push(RowFault::new("no_act", "", "", "")),
        Some((_, Err(fault))) => faults.push(fault),
        Some((_, Ok((unit, agency)))) if faults.is_empty() => return Ok(DraftCase { number, unit, agency, acts }),
        Some(_) => {}
    }
    Err(faults)
}

fn draft_act(spec: &ActSpec, heads: &Heads, values: &Values) -> Result<Option<DraftAct>, RowFault> {
    let wanted = |(key, words): (&String, &Vec<String>)| {
        let here = fold(&template::text(&format!("{{{key}}}"), values));
        words.iter().any(|w| if w == "*" { !here.is_empty() } else { fold(w) == here })
    };
    if !spec.when.iter().all(wanted) {
        return Ok(None);
    }
    let on = template::text(&spec.on, values).parse().ok();
    let (Some(on), Some(by)) = (on, Role::from_word(&spec.by)) else {
        let number = template::text(&spec.number, values);
        let key = template::keys(&spec.on).into_iter().next().unwrap_or_default();
        let head = heads.names.get(&key).map_or(key.as_str(), String::as_str);
        // A number without its day: dropping the act would lose it silently.
        return if number.is_empty() { Ok(None) } else { Err(RowFault::new("missing", head, "", number)) };
    };
    Ok(Some(DraftAct {
        on,
        by,
        kind: spec.kind.clone(),
        number: template::text(&spec.number, values),
        signer: template::text(&spec.signer, values),
        facts: template::facts(&spec.facts, values),
    }))
}

impl DraftCase {
    /// The acts with their facts read as the forms read them.
    ///
    /// # Errors
    /// Every fact that cannot be read, named by act and field.
    pub fn entries(&self) -> Result<Vec<Entry<Act>>, Vec<RowFault>> {
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        for (seq, draft) in (1..).zip(&self.acts) {
            let Some(kind) = ActKind::from_word(&draft.kind) else {
                faults.push(RowFault::new("bad_facts", "", &draft.kind, "?"));
                continue;
            };
            match Act::read(kind, &draft.facts) {
                Ok(act) => entries.push(Entry {
                    seq,
                    on: draft.on,
                    by: draft.by,
                    number: draft.number.clone(),
                    signer: draft.signer.clone(),
                    act,
                }),
                Err(errors) => {
                    let told: Vec<String> =
                        errors.iter().map(|e| format!("{}: {}", e.path, e.problem.word())).collect();
                    faults.push(RowFault::new("bad_facts", "", &draft.kind, told.join(", ")));
                }
            }
        }
        if faults.is_empty() { Ok(entries) } else { Err(faults) }
    }
}

/// Names of units as the register writes them, looked up once.
struct Names<'a> {
    tree: &'a Tree,
    unit: &'a str,
    found: HashMap<(String, Date), Result<(UnitCode, AgencyKind), RowFault>>,
}

impl Names<'_> {
    fn unit_of(
        &mut self,
        profile: &Profile,
        heads: &Heads,
        values: &Values,
        on: Date,
    ) -> Result<(UnitCode, AgencyKind), RowFault> {
        let column = &profile.unit.column;
        let written = if column.is_empty() { String::new() } else { template::text(&format!("{{{column}}}"), values) };
        let key = (written.clone(), on);
        if let Some(known) = self.found.get(&key) {
            return known.clone();
        }
        let head = heads.names.get(column).map_or(column.as_str(), String::as_str);
        let found = self.look_up(profile, values, head, &written, on);
        self.found.insert(key, found.clone());
        found
    }

    fn look_up(
        &self,
        profile: &Profile,
        values: &Values,
        head: &str,
        written: &str,
        on: Date,
    ) -> Result<(UnitCode, AgencyKind), RowFault> {
        let wanted = fold(written);
        let mapped = profile.unit.map.iter().find(|(name, _)| fold(name) == wanted).map(|(_, code)| code);
        let code = match mapped {
            Some(code) => template::text(code, values),
            None if written.is_empty() => template::text(&profile.unit.default, values),
            None => return self.by_name(head, written, on),
        };
        let unit = self.tree.find(&code, on).map_err(|refusal| self.refused(head, &code, &refusal))?;
        self.inspects(unit, head, written, on)
    }

    /// By the unit's own name; it must be the only such inspection body under the import's unit.
    fn by_name(&self, head: &str, written: &str, on: Date) -> Result<(UnitCode, AgencyKind), RowFault> {
        let wanted = fold(written);
        let bodies = self.tree.inspectorates(self.unit, on);
        let same: Vec<&&Unit> = bodies.iter().filter(|u| fold(&u.name) == wanted || u.code.0 == written).collect();
        match same[..] {
            [unit] => self.inspects(unit, head, written, on),
            [] => {
                // It may have existed at another time: say what stands in its place.
                let other = self.tree.all().iter().find(|u| u.agency.is_some() && fold(&u.name) == wanted);
                match other.map(|u| self.tree.find(&u.code.0, on)) {
                    Some(Err(refusal)) => Err(self.refused(head, written, &refusal)),
                    _ => Err(RowFault::new("unit_unknown", head, written, "")),
                }
            }
            _ => Err(RowFault::new("unit_ambiguous", head, written, codes(&same))),
        }
    }

    fn refused(&self, head: &str, written: &str, refusal: &crate::units::UnitRefusal) -> RowFault {
        RowFault::new("unit_not_then", head, written, refusal.to_string())
    }

    fn inspects(&self, unit: &Unit, head: &str, written: &str, on: Date) -> Result<(UnitCode, AgencyKind), RowFault> {
        if !self.tree.is_under(&unit.code.0, self.unit, on) {
            return Err(RowFault::new("unit_outside", head, written, &unit.code.0));
        }
        match unit.agency {
            Some(agency) => Ok((unit.code.clone(), agency)),
            None => Err(RowFault::new("unit_does_not_inspect", head, written, format!("{}.TT", unit.code.0))),
        }
    }
}

fn codes(units: &[&&Unit]) -> String {
    units.iter().map(|u| u.code.0.as_str()).collect::<Vec<_>>().join(", ")
}
