//! Bút toán của vụ việc tố cáo: what each act adds to the figures.
//!
//! A letter that comes to a matter already counted (`matter`) adds a petition and no
//! matter; a continued denunciation is a matter of its own. Results follow the
//! conclusion's day, what must be carried out is a balance from then on.

use super::acts::{Act, Conclusion, Execution, Finding, Receipt, TerminationGround};
use super::{Denunciation, Entry, clocks};
use crate::postings::Posting;
use jiff::civil::Date;

type File<'a> = crate::procedure::File<'a, Denunciation>;

/// The figures of a file as it stands: annulled acts count nothing.
pub fn figures(file: &File) -> Vec<Posting> {
    let Some(receipt) = clocks::receipt_of(file.acts) else { return Vec::new() };
    let known = receipt.matter.as_deref().is_some_and(|matter| matter != file.case.number);
    let counts_matter = receipt.continued || !known;
    let is_late = clocks::settlement(file).is_some_and(|due| due.met.is_some_and(|(_, on)| on > due.due_on));
    let mut book = Book { receipt, counts_matter, is_late, lines: Vec::new(), to_execute: false };
    for entry in file.acts {
        book.enter(entry);
    }
    book.lines
}

struct Book<'a> {
    receipt: &'a Receipt,
    /// Whether this letter brings a matter.
    counts_matter: bool,
    /// Whether the settlement ended after its limit.
    is_late: bool,
    lines: Vec<Posting>,
    /// A conclusion waits to be carried out.
    to_execute: bool,
}

impl Book<'_> {
    fn enter(&mut self, entry: &Entry) {
        let (on, seq) = (entry.on, entry.seq);
        match &entry.act {
            Act::Acceptance(_) => {
                self.case(on, seq, "open", 1);
                self.case(on, seq, "accepted", 1);
                self.matter(on, seq, "open_matter", "", 1);
                self.matter(on, seq, "accepted_matter", "", 1);
            }
            Act::Termination(t) => {
                let how = if t.end_ground == TerminationGround::Withdrawn { "withdrawn" } else { "terminated" };
                self.end(on, seq, how, "");
            }
            Act::Conclusion(c) => {
                self.end(on, seq, "settled", c.finding.word());
                self.results(on, seq, c);
            }
            Act::Execution(x) => self.execution(on, seq, x),
            _ => {}
        }
    }

    fn end(&mut self, on: Date, seq: u32, how: &str, outcome: &str) {
        self.case(on, seq, "open", -1);
        self.matter(on, seq, "open_matter", "", -1);
        self.matter(on, seq, how, outcome, 1);
        self.matter(on, seq, if self.is_late { "late" } else { "on_time" }, "", 1);
    }

    fn results(&mut self, on: Date, seq: u32, c: &Conclusion) {
        let vnd = |v: Option<crate::fields::Vnd>| v.unwrap_or_default().0;
        let m2 = |v: Option<crate::fields::M2>| v.unwrap_or_default().0;
        let n = |v: Option<u32>| i64::from(v.unwrap_or_default());
        // What the conclusion orders, and the balance it opens.
        let ordered = [
            ("to_recover.money", "due.money", vnd(c.to_recover)),
            ("to_recover.land", "due.land", m2(c.to_recover_land)),
            ("to_return_organisations.money", "due_organisations.money", vnd(c.to_return_organisations)),
            ("to_return_organisations.land", "due_organisations.land", m2(c.to_return_organisations_land)),
            ("to_return_persons.money", "due_persons.money", vnd(c.to_return_persons)),
            ("to_return_persons.land", "due_persons.land", m2(c.to_return_persons_land)),
            ("restored.organisations", "return_open.organisations", n(c.restored_organisations)),
            ("restored.persons", "return_open.persons", n(c.restored_persons)),
            ("handled.persons", "", n(c.handled_persons)),
            ("handled.officials", "", n(c.handled_officials)),
            ("transferred.cases", "", n(c.transferred_cases)),
            ("transferred.persons", "", n(c.transferred_persons)),
            ("transferred.officials", "", n(c.transferred_officials)),
        ];
        for (result, balance, quantity) in ordered {
            self.thing(on, seq, result, quantity);
            if !balance.is_empty() {
                self.thing(on, seq, balance, quantity);
            }
        }
        // What was found wrong and orders nothing has nothing to carry out.
        if c.finding != Finding::Wrong || ordered.iter().any(|(_, _, quantity)| *quantity > 0) {
            self.to_execute = true;
            self.thing(on, seq, "execution_open", 1);
        }
    }

    fn execution(&mut self, on: Date, seq: u32, x: &Execution) {
        let vnd = |v: Option<crate::fields::Vnd>| v.unwrap_or_default().0;
        let m2 = |v: Option<crate::fields::M2>| v.unwrap_or_default().0;
        let n = |v: Option<u32>| i64::from(v.unwrap_or_default());
        let done = [
            ("recovered.money", "due.money", vnd(x.recovered)),
            ("recovered.land", "due.land", m2(x.recovered_land)),
            ("returned_organisations.money", "due_organisations.money", vnd(x.returned_organisations)),
            ("returned_organisations.land", "due_organisations.land", m2(x.returned_organisations_land)),
            ("returned_persons.money", "due_persons.money", vnd(x.returned_persons)),
            ("returned_persons.land", "due_persons.land", m2(x.returned_persons_land)),
            ("return_done.organisations", "return_open.organisations", n(x.return_done_organisations)),
            ("return_done.persons", "return_open.persons", n(x.return_done_persons)),
            ("done.organisations", "", n(x.done_organisations)),
            ("done.persons", "", n(x.done_persons)),
            ("done.officials", "", n(x.done_officials)),
            ("prosecuted.cases", "", n(x.prosecuted_cases)),
            ("prosecuted.persons", "", n(x.prosecuted_persons)),
            ("prosecuted.officials", "", n(x.prosecuted_officials)),
        ];
        for (result, balance, quantity) in done {
            self.thing(on, seq, result, quantity);
            if !balance.is_empty() {
                self.thing(on, seq, balance, -quantity);
            }
        }
        if x.complete && self.to_execute {
            self.to_execute = false;
            self.thing(on, seq, "execution_open", -1);
            self.thing(on, seq, "executed", 1);
        }
    }

    fn case(&mut self, on: Date, about: u32, indicator: &str, quantity: i64) {
        let (class, field) = (class(self.receipt), field(self.receipt));
        self.line(on, about, indicator, [class, "", field], quantity);
    }

    fn matter(&mut self, on: Date, about: u32, indicator: &str, manner: &str, quantity: i64) {
        if self.counts_matter {
            let (class, field) = (class(self.receipt), field(self.receipt));
            self.line(on, about, indicator, [class, manner, field], quantity);
        }
    }

    fn thing(&mut self, on: Date, about: u32, indicator: &str, quantity: i64) {
        self.line(on, about, indicator, ["", "", ""], quantity);
    }

    fn line(&mut self, day: Date, about: u32, indicator: &str, words: [&str; 3], quantity: i64) {
        let [class, manner, field] = words.map(str::to_owned);
        if quantity != 0 {
            let indicator = format!("denunciation.{indicator}");
            let item = String::new();
            self.lines.push(Posting { indicator, day, class, manner, field, item, quantity, about });
        }
    }
}

/// Lần đầu hay tố cáo tiếp.
pub(super) fn class(receipt: &Receipt) -> &'static str {
    if receipt.continued { "continued" } else { "first" }
}

fn field(receipt: &Receipt) -> &'static str {
    receipt.field.map_or("", super::acts::Field::word)
}
