//! Bút toán của cuộc thanh tra: what each act adds to the figures.
//!
//! Findings follow the conclusion's date, launches the announcement's.

use super::Entry;
use super::acts::{Act, Decision, Extent, Finding, SubjectKind};
use super::indicators::*;
use crate::postings::Posting;
use jiff::civil::Date;

/// The figures of a file as it stands: annulled acts count nothing.
pub fn figures(number: &str, acts: &[Entry]) -> Vec<Posting> {
    let Some(decision) = acts.iter().find_map(|e| if let Act::Decision(d) = &e.act { Some(d) } else { None }) else {
        return Vec::new();
    };
    let mut book = Book { number, decision, lines: Vec::new(), open: false, concluded: false };
    for entry in acts {
        book.enter(entry, acts);
    }
    book.lines
}

struct Book<'a> {
    number: &'a str,
    decision: &'a Decision,
    lines: Vec<Posting>,
    open: bool,
    concluded: bool,
}

impl Book<'_> {
    fn enter(&mut self, entry: &Entry, acts: &[Entry]) {
        let (on, seq) = (entry.on, entry.seq);
        match &entry.act {
            Act::Announcement(_) => {
                self.open = true;
                self.post(on, seq, OPEN, 1);
                self.post_item(on, seq, LAUNCHED, self.number.to_owned());
            }
            Act::Termination(t) if t.extent != Some(Extent::Part) => {
                self.close(on, seq);
                self.post(on, seq, TERMINATED, 1);
            }
            Act::Conclusion(conclusion) => {
                if !self.concluded {
                    self.close(on, seq);
                    self.concluded = true;
                }
                self.post_item(on, seq, CONCLUDED, self.number.to_owned());
                let named = if conclusion.subjects.is_empty() { &self.decision.subjects } else { &conclusion.subjects };
                for subject in named {
                    let key = subject.id.clone().unwrap_or_else(|| crate::fold(&subject.name));
                    self.post_item(on, seq, UNIT_INSPECTED, key);
                    let who = if subject.kind == Some(SubjectKind::Person) {
                        INSPECTED_PERSONS
                    } else {
                        INSPECTED_ORGANISATIONS
                    };
                    self.post(on, seq, who, 1);
                }
                let findings = corrected(acts, seq).unwrap_or(&conclusion.findings);
                for finding in findings {
                    self.finding(on, seq, finding);
                }
            }
            Act::Penalty(p) => {
                self.count(on, seq, PENALTY_ORGANISATIONS, p.organisations);
                self.count(on, seq, PENALTY_PERSONS, p.persons);
                self.post(on, seq, FINED_ORGANISATIONS, p.fined_organisations.unwrap_or_default().0);
                self.post(on, seq, FINED_PERSONS, p.fined_persons.unwrap_or_default().0);
                self.count(on, seq, SANCTIONED_ORGANISATIONS, p.other_organisations);
                self.count(on, seq, SANCTIONED_PERSONS, p.other_persons);
                self.post(on, seq, FINES_PAID, p.paid.unwrap_or_default().0);
            }
            Act::CrimeTransfer(t) => {
                self.post(on, seq, TRANSFERRED_CASES, i64::from(t.cases));
                self.count(on, seq, TRANSFERRED_PERSONS, t.persons);
            }
            Act::Measure(m) => self.post(on, seq, RECOVERED_MONEY, m.recovered.unwrap_or_default().0),
            Act::Recovery(r) => {
                self.post(on, seq, RECOVERED_MONEY, r.recovered.unwrap_or_default().0);
                self.post(on, seq, RECOVERED_LAND, r.recovered_land.unwrap_or_default().0);
                self.post(on, seq, OTHER_DONE_MONEY, r.other_done.unwrap_or_default().0);
                self.post(on, seq, OTHER_DONE_LAND, r.other_land_done.unwrap_or_default().0);
                self.post(on, seq, FINES_PAID, r.fines_paid.unwrap_or_default().0);
            }
            Act::RecommendationDone(d) => {
                self.count(on, seq, DONE_ORGANISATIONS, d.organisations);
                self.count(on, seq, DONE_PERSONS, d.persons);
                self.count(on, seq, DONE_DOCUMENTS, d.policy_documents);
                self.count(on, seq, PROSECUTED_CASES, d.prosecuted_cases);
                self.count(on, seq, PROSECUTED_PERSONS, d.prosecuted_persons);
            }
            _ => {}
        }
    }

    fn finding(&mut self, on: Date, seq: u32, f: &Finding) {
        self.post(on, seq, VIOLATION_MONEY, f.violation.unwrap_or_default().0);
        self.post(on, seq, VIOLATION_LAND, f.violation_land.unwrap_or_default().0);
        self.post(on, seq, TO_RECOVER_MONEY, f.to_recover.unwrap_or_default().0);
        self.post(on, seq, TO_RECOVER_LAND, f.to_recover_land.unwrap_or_default().0);
        self.post(on, seq, TO_RECOVER_UNIT_MONEY, f.to_recover_unit.unwrap_or_default().0);
        self.post(on, seq, OTHER_MONEY, f.other.unwrap_or_default().0);
        self.post(on, seq, OTHER_LAND, f.other_land.unwrap_or_default().0);
        self.count(on, seq, HANDLED_ORGANISATIONS, f.organisations);
        self.count(on, seq, HANDLED_PERSONS, f.persons);
        self.count(on, seq, POLICY_DOCUMENTS, f.policy_documents);
        self.count(on, seq, VIOLATOR_ORGANISATIONS, f.violator_organisations);
        self.count(on, seq, VIOLATOR_PERSONS, f.violator_persons);
        self.count(on, seq, TRANSFERRED_CASES, f.transferred_cases);
        self.count(on, seq, TRANSFERRED_PERSONS, f.transferred_persons);
    }

    fn close(&mut self, on: Date, seq: u32) {
        if self.open {
            self.open = false;
            self.post(on, seq, OPEN, -1);
        }
    }

    fn count(&mut self, on: Date, about: u32, indicator: &str, quantity: Option<u32>) {
        self.post(on, about, indicator, i64::from(quantity.unwrap_or_default()));
    }

    fn post(&mut self, on: Date, about: u32, indicator: &str, quantity: i64) {
        self.line(on, about, indicator, String::new(), quantity);
    }

    fn post_item(&mut self, on: Date, about: u32, indicator: &str, item: String) {
        self.line(on, about, indicator, item, 1);
    }

    fn line(&mut self, day: Date, about: u32, indicator: &str, item: String, quantity: i64) {
        if quantity != 0 {
            self.lines.push(Posting {
                indicator: indicator.to_owned(),
                day,
                class: self.decision.class.word().to_owned(),
                manner: self.decision.manner.word().to_owned(),
                field: self.decision.field.clone().unwrap_or_default(),
                item,
                quantity,
                about,
            });
        }
    }
}

/// The findings a later correction put in place of a conclusion's.
fn corrected(acts: &[Entry], conclusion: u32) -> Option<&Vec<Finding>> {
    acts.iter().rev().find_map(|e| match &e.act {
        Act::ConclusionCorrection(c) if c.target == conclusion => Some(&c.findings),
        _ => None,
    })
}
