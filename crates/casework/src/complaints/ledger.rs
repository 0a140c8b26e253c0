//! Bút toán của khiếu nại: what each act adds to the figures, and the debts of a decision.
//!
//! Accepted on the day of acceptance, settled on the day of the decision, to be executed
//! from the day of effect. One balance per debt: what is still due.

use super::acts::*;
use super::clocks::{self, File};
use crate::postings::Posting;
use jiff::civil::Date;

/// The figures of a file as it stands: annulled acts count nothing.
pub fn figures(file: &File) -> Vec<Posting> {
    let Some(receipt) = clocks::receipt_of(file.acts) else { return Vec::new() };
    let letters = i64::from(receipt.letters.unwrap_or(1).max(1));
    let mut book = Book { receipt, letters, lines: Vec::new(), open: false };
    for entry in file.acts {
        book.enter(file, entry);
    }
    if let Some(effect) = clocks::effect_on(file) {
        book.execute(file, effect);
    }
    book.lines
}

struct Book<'a> {
    receipt: &'a ComplaintReceipt,
    letters: i64,
    lines: Vec<Posting>,
    open: bool,
}

impl Book<'_> {
    fn enter(&mut self, file: &File, entry: &super::Entry) {
        let (on, seq) = (entry.on, entry.seq);
        match &entry.act {
            Act::ComplaintAcceptance(_) => {
                self.open = true;
                self.case(on, seq, "open", "", self.letters);
                self.case(on, seq, "accepted", "", self.letters);
                self.case(on, seq, "open_matter", "", 1);
                self.case(on, seq, "accepted_matter", "", 1);
            }
            Act::ComplaintWithdrawal(w) if w.extent == Extent::Whole && self.open => {
                self.close(on, seq);
                self.case(on, seq, "withdrawn", "", 1);
            }
            Act::ComplaintTermination(_) if self.open => {
                self.close(on, seq);
                self.case(on, seq, "terminated", "", 1);
            }
            Act::ComplaintDecision(d) => {
                self.close(on, seq);
                self.case(on, seq, "settled", d.outcome.word(), 1);
                if let Some(limit) = clocks::settle_by(file) {
                    self.case(on, seq, if on <= limit.due_on { "on_time" } else { "late" }, "", 1);
                }
                self.granted(on, seq, d);
            }
            Act::ExecutionProgress(p) => self.progress(on, seq, p),
            _ => {}
        }
    }

    /// What the decision grants and proposes.
    fn granted(&mut self, on: Date, seq: u32, d: &ComplaintDecision) {
        for (debt, quantity) in owed(d) {
            self.figure(on, seq, debt.to_grant(), quantity);
        }
        let count = |n: Option<u32>| i64::from(n.unwrap_or_default());
        self.figure(on, seq, "restored.organisations", count(d.restored_organisations));
        self.figure(on, seq, "restored.persons", count(d.restored_persons));
        self.figure(on, seq, "handled.persons", count(d.handled_persons));
        self.figure(on, seq, "handled.officials", count(d.handled_officials));
        self.figure(on, seq, "transferred.cases", count(d.transferred_cases));
        self.figure(on, seq, "transferred.persons", count(d.transferred_people));
        self.figure(on, seq, "transferred.officials", count(d.transferred_officials));
    }

    /// What came in or was done, whether or not the decision had taken effect.
    fn progress(&mut self, on: Date, seq: u32, p: &ExecutionProgress) {
        for (debt, quantity) in done(p) {
            self.figure(on, seq, debt.done(), quantity);
        }
        let count = |n: Option<u32>| i64::from(n.unwrap_or_default());
        self.figure(on, seq, "done.persons", count(p.handled_persons));
        self.figure(on, seq, "done.officials", count(p.handled_officials));
        self.figure(on, seq, "prosecuted.cases", count(p.prosecuted_cases));
        self.figure(on, seq, "prosecuted.persons", count(p.prosecuted_people));
        self.figure(on, seq, "prosecuted.officials", count(p.prosecuted_officials));
    }

    /// The duty to execute: open from the day of effect until done or undone by the
    /// court; each debt falls with what comes in, never below nothing. What was paid
    /// before that day is taken off on it.
    fn execute(&mut self, file: &File, effect: Date) {
        let Some((entry, decision)) = clocks::decision_of(file.acts) else { return };
        if !clocks::needs_execution(decision) {
            return;
        }
        self.figure(effect, entry.seq, "execution_open", 1);
        for (debt, quantity) in owed(decision) {
            self.figure(effect, entry.seq, debt.due(), quantity);
        }
        let mut left = owed(decision);
        // What was written down late counts on its own day.
        let mut acts: Vec<&super::Entry> = file.acts.iter().collect();
        acts.sort_by_key(|e| (e.on, e.seq));
        for act in acts {
            let on = act.on.max(effect);
            match &act.act {
                Act::ExecutionProgress(p) => {
                    for (at, (debt, quantity)) in done(p).into_iter().enumerate() {
                        let off = quantity.min(left[at].1);
                        left[at].1 -= off;
                        self.figure(on, act.seq, debt.due(), -off);
                    }
                }
                Act::CourtJudgment(j) if j.judgment == Judgment::Annulled => {
                    for (debt, rest) in left {
                        self.figure(on, act.seq, debt.due(), -rest);
                    }
                    self.figure(on, act.seq, "execution_open", -1);
                    return;
                }
                Act::ExecutionDone(_) => {
                    self.figure(on, act.seq, "execution_open", -1);
                    self.figure(on, act.seq, "executed", 1);
                    return;
                }
                _ => {}
            }
        }
    }

    fn close(&mut self, on: Date, seq: u32) {
        if self.open {
            self.open = false;
            self.case(on, seq, "open", "", -self.letters);
            self.case(on, seq, "open_matter", "", -1);
        }
    }

    /// A line told apart by instance, outcome and field.
    fn case(&mut self, day: Date, about: u32, name: &str, manner: &str, quantity: i64) {
        let class = self.receipt.instance.word().to_owned();
        let field = self.receipt.field.map_or("", Domain::word).to_owned();
        self.line(Posting {
            indicator: format!("complaint.{name}"),
            day,
            class,
            manner: manner.to_owned(),
            field,
            item: String::new(),
            quantity,
            about,
        });
    }

    /// A line of money, land or people: not told apart further.
    fn figure(&mut self, day: Date, about: u32, name: &str, quantity: i64) {
        let empty = String::new;
        let (indicator, class) = (format!("complaint.{name}"), empty());
        self.line(Posting { indicator, day, class, manner: empty(), field: empty(), item: empty(), quantity, about });
    }

    fn line(&mut self, posting: Posting) {
        if posting.quantity != 0 {
            self.lines.push(posting);
        }
    }
}

crate::choices! {
    /// Khoản phải thi hành: to whom, and whether money or land.
    pub enum Debt {
        /// Nhà nước: tiền.
        StateMoney = "state_money",
        /// Nhà nước: đất.
        StateLand = "state_land",
        /// Tổ chức: tiền.
        OrganisationsMoney = "organisations_money",
        /// Tổ chức: đất.
        OrganisationsLand = "organisations_land",
        /// Cá nhân: tiền.
        PersonsMoney = "persons_money",
        /// Cá nhân: đất.
        PersonsLand = "persons_land",
    }
}

impl Debt {
    /// Whether it is counted in đồng (else in square metres).
    pub fn is_money(self) -> bool {
        matches!(self, Self::StateMoney | Self::OrganisationsMoney | Self::PersonsMoney)
    }
    fn to_grant(self) -> &'static str {
        match self {
            Self::StateMoney => "to_recover.money",
            Self::StateLand => "to_recover.land",
            Self::OrganisationsMoney => "to_return_organisations.money",
            Self::OrganisationsLand => "to_return_organisations.land",
            Self::PersonsMoney => "to_return_persons.money",
            Self::PersonsLand => "to_return_persons.land",
        }
    }
    fn due(self) -> &'static str {
        match self {
            Self::StateMoney => "due.money",
            Self::StateLand => "due.land",
            Self::OrganisationsMoney => "due_organisations.money",
            Self::OrganisationsLand => "due_organisations.land",
            Self::PersonsMoney => "due_persons.money",
            Self::PersonsLand => "due_persons.land",
        }
    }
    fn done(self) -> &'static str {
        match self {
            Self::StateMoney => "recovered.money",
            Self::StateLand => "recovered.land",
            Self::OrganisationsMoney => "returned_organisations.money",
            Self::OrganisationsLand => "returned_organisations.land",
            Self::PersonsMoney => "returned_persons.money",
            Self::PersonsLand => "returned_persons.land",
        }
    }
}

fn owed(d: &ComplaintDecision) -> [(Debt, i64); 6] {
    [
        (Debt::StateMoney, d.state_money.unwrap_or_default().0),
        (Debt::StateLand, d.state_land.unwrap_or_default().0),
        (Debt::OrganisationsMoney, d.organisations_money.unwrap_or_default().0),
        (Debt::OrganisationsLand, d.organisations_land.unwrap_or_default().0),
        (Debt::PersonsMoney, d.persons_money.unwrap_or_default().0),
        (Debt::PersonsLand, d.persons_land.unwrap_or_default().0),
    ]
}

fn done(p: &ExecutionProgress) -> [(Debt, i64); 6] {
    [
        (Debt::StateMoney, p.state_money.unwrap_or_default().0),
        (Debt::StateLand, p.state_land.unwrap_or_default().0),
        (Debt::OrganisationsMoney, p.organisations_money.unwrap_or_default().0),
        (Debt::OrganisationsLand, p.organisations_land.unwrap_or_default().0),
        (Debt::PersonsMoney, p.persons_money.unwrap_or_default().0),
        (Debt::PersonsLand, p.persons_land.unwrap_or_default().0),
    ]
}

/// Cân đối thi hành: for each debt of the decision what must come in and what has, where
/// there is either.
pub fn balance(acts: &[super::Entry]) -> Vec<(Debt, i64, i64)> {
    let Some((_, decision)) = clocks::decision_of(acts) else { return Vec::new() };
    let mut out: Vec<(Debt, i64, i64)> = owed(decision).into_iter().map(|(debt, due)| (debt, due, 0)).collect();
    for entry in acts {
        if let Act::ExecutionProgress(p) = &entry.act {
            for (line, (_, quantity)) in out.iter_mut().zip(done(p)) {
                line.2 = line.2.saturating_add(quantity);
            }
        }
    }
    out.retain(|(_, due, done)| *due != 0 || *done != 0);
    out
}
