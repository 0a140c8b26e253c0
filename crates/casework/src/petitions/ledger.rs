//! Bút toán của đơn: received on the day of receipt, everything else on the day of the outcome.
//!
//! A petition is processed on the day of its outcome, and everything the forms say of it is
//! posted then; a letter on a counted matter adds a petition and no matter.

use super::Entry;
use super::acts::*;
use crate::postings::Posting;
use jiff::civil::Date;

/// How the forms count what was done.
enum Counted {
    /// Lưu đơn: not eligible.
    Kept,
    /// Thuộc thẩm quyền, by instance or by whether it is settled.
    Within(&'static str),
    /// Không thuộc thẩm quyền, by handling.
    Outside(&'static str),
}

/// The figures of a file as it stands: annulled acts count nothing.
pub(super) fn figures(number: &str, acts: &[Entry]) -> Vec<Posting> {
    let Some((opening, receipt)) = acts.iter().find_map(|e| match &e.act {
        Act::Receipt(r) => Some((e, r)),
        _ => None,
    }) else {
        return Vec::new();
    };
    let mut book = Book {
        class: kind_of(acts).map_or("unclassified", PetitionKind::word),
        field: field_of(acts).map_or("", MatterField::word),
        names: receipt.names().word(),
        reception: receipt.source == Source::Reception,
        lines: Vec::new(),
    };
    book.post(opening.on, opening.seq, "petition.open", book.names, "", 1);
    book.post(opening.on, opening.seq, "petition.received", book.names, "", 1);
    if let Some(outcome) = outcome_of(acts) {
        let new = is_new_matter(number, receipt, acts);
        book.processed(outcome, opening.on, counted(outcome, acts), classified(acts), i64::from(new));
    }
    for reply in acts.iter().filter(|e| e.act.kind() == ActKind::ReplyReceived) {
        book.post(reply.on, reply.seq, "petition.reply", "", "", 1);
        if book.reception {
            book.post(reply.on, reply.seq, "reception.petition_reply", "", "", 1);
        }
    }
    book.lines
}

/// A matter is counted with the letter that brings it.
fn is_new_matter(number: &str, receipt: &Receipt, acts: &[Entry]) -> bool {
    let repeats = receipt.repeats.is_some() || eligibility_of(acts).is_some_and(|e| e.repeats.is_some());
    !repeats && matter_of(acts).is_none_or(|matter| matter == number)
}

fn counted(outcome: &Entry, acts: &[Entry]) -> Counted {
    let found = classified(acts);
    let within = found.is_some_and(|c| c.competence == Competence::Within);
    match &outcome.act {
        Act::Guidance(_) => Counted::Outside("guided"),
        Act::Transfer(_) => Counted::Outside("transferred"),
        Act::ReturnLetter(_) => Counted::Outside("returned"),
        Act::Urging(_) => Counted::Outside("urged"),
        Act::Accepted(_) | Act::AnswerLetter(_) => Counted::Within(instance(outcome, found)),
        Act::PetitionWithdrawal(_) if within => Counted::Within(instance(outcome, found)),
        _ => Counted::Kept,
    }
}

/// Suggestions are told apart by whether they are settled, the others by instance.
fn instance(outcome: &Entry, found: Option<&Classification>) -> &'static str {
    match found {
        Some(c) if c.kind != PetitionKind::Feedback => c.instance().word(),
        _ => match &outcome.act {
            Act::AnswerLetter(a) if a.answer_kind != AnswerKind::NotAccepted => "settled",
            _ => "not_settled",
        },
    }
}

struct Book {
    class: &'static str,
    field: &'static str,
    names: &'static str,
    reception: bool,
    lines: Vec<Posting>,
}

impl Book {
    fn processed(&mut self, by: &Entry, received: Date, how: Counted, found: Option<&Classification>, matters: i64) {
        let (on, seq) = (by.on, by.seq);
        self.post(on, seq, "petition.open", self.names, "", -1);
        self.post(on, seq, "petition.processed", self.names, &received.to_string(), 1);
        let (counted, manner, desk) = match how {
            Counted::Kept => {
                self.post(on, seq, "petition.not_eligible", self.names, "", 1);
                return;
            }
            Counted::Within(instance) => ("petition.in_competence", instance, ("reception.petition_in", "")),
            Counted::Outside(way) => ("petition.out_of_competence", way, ("reception.petition_out", way)),
        };
        let settled = found.map_or(Settled::NotSettled, Classification::settled).word();
        self.pair(on, seq, "petition.eligible", settled, matters);
        self.pair(on, seq, counted, manner, matters);
        if self.reception {
            self.pair(on, seq, "reception.petition", "", matters);
            self.pair(on, seq, desk.0, desk.1, matters);
        }
    }

    /// A petition, and the matter it brings.
    fn pair(&mut self, on: Date, seq: u32, indicator: &str, manner: &str, matters: i64) {
        self.post(on, seq, indicator, manner, "", 1);
        self.post(on, seq, &format!("{indicator}_matter"), manner, "", matters);
    }

    /// Only petitions are told apart by field; replies and the desk's forms are not.
    fn post(&mut self, day: Date, about: u32, indicator: &str, manner: &str, item: &str, quantity: i64) {
        let by_field = indicator.starts_with("petition.") && indicator != "petition.reply";
        self.lines.push(Posting {
            indicator: indicator.to_owned(),
            day,
            class: self.class.to_owned(),
            manner: manner.to_owned(),
            field: if by_field { self.field } else { "" }.to_owned(),
            item: item.to_owned(),
            quantity,
            about,
        });
    }
}
