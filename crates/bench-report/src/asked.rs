//! What both sides are asked.

use crate::made::{self, Made};
use casework::ledger::{Asked, Ledger, Span, Sums};
use casework::reports::{Rows, Selection, fill, rows};
use casework::units::Tree;
use jiff::civil::{Date, date};
use law::{Law, Period};
use std::time::Instant;

/// One question, and the ways DuckDB is asked it with the least ratio wanted of each; 0: stated.
pub struct Question {
    pub name: &'static str,
    pub duck: &'static [&'static str],
    pub asked: &'static [f64],
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Leaves(Which),
    Groups(Which),
    Drill,
}

#[derive(Clone, Copy, PartialEq)]
enum Which {
    Boundary,
    AnyDays,
}

pub const ALL: &[Question] = &[
    Question {
        name: "between boundaries, all leaves, as of now",
        duck: &["boundary raw", "boundary raw, flow alone", "boundary rollup", "boundary rollup, flow alone"],
        asked: &[100.0, 100.0, 50.0, 50.0],
        what: What::Leaves(Which::Boundary),
    },
    Question {
        name: "any days, all leaves, as known at an earlier position",
        duck: &["any days", "any days, flow alone"],
        asked: &[8.0, 8.0],
        what: What::Leaves(Which::AnyDays),
    },
    Question {
        name: "between boundaries, 64 groups",
        duck: &["groups, boundary"],
        asked: &[40.0],
        what: What::Groups(Which::Boundary),
    },
    Question {
        name: "any days, 64 groups, as known at an earlier position",
        duck: &["groups, any days"],
        asked: &[3.0],
        what: What::Groups(Which::AnyDays),
    },
    Question {
        name: "hottest indicator, whole nation: count and 100 largest",
        duck: &["drill"],
        asked: &[10.0],
        what: What::Drill,
    },
];

const GROUPS: usize = 64;
const CELLS: usize = made::UNITS * made::INDICATORS;
/// The half-year between boundaries, and 183 days that begin and end on none.
const BOUNDARY: (Date, Date) = (date(2024, 12, 15), date(2025, 6, 14));
const ANY: (Date, Date) = (date(2024, 3, 5), date(2024, 9, 3));

/// The questions in the ledger's terms.
pub struct Asking {
    boundary: Asked,
    any: Asked,
    facts: String,
    rows: Rows,
}

/// Room for answers, kept from one question to the next.
#[derive(Default)]
pub struct Answers {
    sums: Vec<Sums>,
    dense: Vec<i64>,
}

impl Asking {
    pub fn new(ledger: &Ledger, made: &Made) -> Self {
        let known = made.known(law::clock::plus_days(ANY.1, 15));
        let boundaries: Vec<u16> = crate::boundaries().into_iter().map(made::number).collect();
        let at = |day: Date| boundaries.iter().position(|b| *b == made::number(day)).expect("a boundary");
        let facts = format!(
            r#"{{"boundaries":{boundaries:?},"low":{},"high":{},"from":{},"until":{},"known":{known}}}"#,
            at(BOUNDARY.0.yesterday().unwrap()),
            at(BOUNDARY.1),
            made::number(ANY.0),
            made::number(ANY.1)
        );
        Self {
            boundary: Asked { from: BOUNDARY.0, until: BOUNDARY.1, as_of: ledger.applied() },
            any: Asked { from: ANY.0, until: ANY.1, as_of: i64::from(known) },
            facts,
            rows: nation(),
        }
    }

    /// What DuckDB must know, in its own numbers of days.
    pub fn facts(&self) -> String {
        self.facts.clone()
    }

    fn span(&self, ledger: &Ledger, which: Which) -> Span {
        let asked = if which == Which::Boundary { &self.boundary } else { &self.any };
        ledger.span(asked).expect("the ledger reaches it")
    }

    /// Milliseconds until the answer stands in memory.
    pub fn milliseconds(&self, ledger: &Ledger, question: &Question, answers: &mut Answers) -> f64 {
        let began = Instant::now();
        match question.what {
            What::Leaves(which) => leaves(ledger, &self.span(ledger, which), answers),
            What::Groups(which) => groups(ledger, &self.span(ledger, which), answers),
            What::Drill => {
                std::hint::black_box(self.drill(ledger));
            }
        }
        std::hint::black_box(&answers.sums);
        began.elapsed().as_secs_f64() * 1000.0
    }

    /// The answer in the form in which DuckDB saves its own: openings, then flows, by unit and
    /// indicator; of the drill-down the count, then quantity and position of each line.
    pub fn answer<'a>(&self, ledger: &Ledger, question: &Question, answers: &'a mut Answers) -> &'a [i64] {
        if question.what == What::Drill {
            let (count, lines) = self.drill(ledger);
            answers.dense = vec![count as i64];
            answers.dense.extend(lines.into_iter().flatten());
            return &answers.dense;
        }
        self.milliseconds(ledger, question, answers);
        answers.dense = vec![0; 2 * CELLS];
        let mut put = |unit: usize, series: usize, sums: &Sums| {
            answers.dense[unit * made::INDICATORS + series] = sums[0];
            answers.dense[CELLS + unit * made::INDICATORS + series] = sums[1];
        };
        let mut sums = answers.sums.iter();
        for series in ledger.all_series() {
            if matches!(question.what, What::Groups(_)) {
                (0..GROUPS).zip(&mut sums).for_each(|(group, sums)| put(group, series as usize, sums));
            } else {
                let units = ledger.units_of(series).iter();
                units.zip(&mut sums).for_each(|(unit, sums)| put(*unit as usize, series as usize, sums));
            }
        }
        &answers.dense
    }

    /// Milliseconds for a whole sheet of the nation.
    pub fn sheet(&self, ledger: &Ledger) -> f64 {
        let form = Law::shipped().form("overview", BOUNDARY.1).expect("the form");
        let period = Period::free(BOUNDARY.0, BOUNDARY.1).expect("a period");
        let began = Instant::now();
        let rows = nation();
        let (totals, items) = ledger.feed(form, &rows, &self.boundary).expect("the ledger reaches it");
        let sheet = fill(
            form,
            &rows,
            &casework::reports::Sums::new(form, &period, totals, items),
            &period,
            self.boundary.as_of,
        );
        let took = began.elapsed().as_secs_f64() * 1000.0;
        assert!(sheet.rows.len() > 60 && sheet.total.iter().flatten().filter(|n| **n > 0).count() > 5);
        took
    }

    fn drill(&self, ledger: &Ledger) -> (usize, Vec<[i64; 2]>) {
        let cell = Selection { flow: indicators()[..1].to_vec(), ..Selection::default() };
        let found = ledger.behind(&cell, &self.rows, None, &self.boundary, 100).expect("the ledger reaches it");
        (found.count, found.largest.iter().map(|line| [line.quantity, line.position]).collect())
    }
}

fn leaves(ledger: &Ledger, span: &Span, answers: &mut Answers) {
    answers.sums.clear();
    for series in ledger.all_series() {
        ledger.sums(series, span, &mut answers.sums);
    }
}

fn groups(ledger: &Ledger, span: &Span, answers: &mut Answers) {
    answers.sums.clear();
    let mut of_units: Vec<Sums> = Vec::with_capacity(made::UNITS);
    for series in ledger.all_series() {
        of_units.clear();
        ledger.sums(series, span, &mut of_units);
        let mut groups = [[0_i64; 2]; GROUPS];
        for (unit, sums) in ledger.units_of(series).iter().zip(&of_units) {
            let group = &mut groups[*unit as usize * GROUPS / made::UNITS];
            *group = [group[0].saturating_add(sums[0]), group[1].saturating_add(sums[1])];
        }
        answers.sums.extend(groups);
    }
}

/// A sheet over everything: whatever stands in the ledger is under a root.
fn nation() -> Rows {
    rows(Tree::shipped(), "VN", BOUNDARY.1).expect("its rows")
}

/// Units of the tree, in its order, evenly over the country.
pub fn units() -> Vec<&'static str> {
    let all = Tree::shipped().descendants("VN", BOUNDARY.1);
    let step = all.len() / made::UNITS;
    let units: Vec<&str> = all.iter().step_by(step).take(made::UNITS).map(|unit| unit.code.0.as_str()).collect();
    assert_eq!(units.len(), made::UNITS);
    units
}

/// The indicators of the overview, and others after them.
pub fn indicators() -> Vec<String> {
    let form = Law::shipped().form("overview", BOUNDARY.1).expect("the form");
    let named = form.columns.iter().filter_map(Selection::of).flat_map(|s| [s.opening, s.flow, s.distinct].concat());
    let mut all: Vec<String> = named.collect();
    all.sort();
    all.dedup();
    let others = all.len()..made::INDICATORS;
    all.extend(others.map(|n| format!("measured.{n}")));
    all
}
