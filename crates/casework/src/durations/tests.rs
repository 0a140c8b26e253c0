//! Nothing that is told speaks of fewer than a group; what is told adds up.

use super::*;
use jiff::civil::date;
use law::Law;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn took(unit: &str, days: i64, late: i64) -> Took {
    Took { unit: unit.to_owned(), days, late }
}

fn measure() -> &'static Measure {
    Measure::of_key("complaint_first").unwrap()
}

#[test]
fn the_middle_and_the_quarters_are_means_of_those_around_them() {
    let all: Vec<Took> = (1..=20).map(|days| took("31.TT", days, 0)).collect();
    let told = summary(measure(), &all);
    let total = told.total.unwrap();
    assert_eq!((total.n, total.median, total.quartiles), (20, Some(10), Some((5, 15))));
    assert_eq!(total.in_time, InTime::Exactly(20));
    assert!(summary(measure(), &all[..4]).total.is_none(), "four are too few");
    let nine = summary(measure(), &all[..9]).total.unwrap();
    assert_eq!((nine.median, nine.quartiles), (None, None));
    // 4, 5, 6, 7 and 30 days: the mean of them is told, and the 30 of the one is not to be seen.
    let mut odd: Vec<Took> = [1, 2, 4, 5, 6, 7, 30, 40, 50, 60].map(|days| took("31.TT", days, 0)).to_vec();
    assert_eq!(summary(measure(), &odd).total.unwrap().median, Some(10));
    odd[4].days = 5;
    odd[5].days = 8;
    assert_eq!(summary(measure(), &odd).total.unwrap().median, Some(10), "who of the five took how long is not told");
}

#[test]
fn few_late_ones_are_told_with_their_neighbours_only() {
    let mut all: Vec<Took> = (0..12).map(|n| took("31.TT", 8 + 2 * n, 0)).collect();
    all.extend([took("31.TT", 50, 20), took("31.TT", 90, 60)]);
    let row = summary(measure(), &all).total.unwrap();
    assert!(matches!(row.in_time, InTime::AtLeast(n) if n < 12), "{row:?}");
    all.extend((0..3).map(|n| took("31.TT", 80 + n, 50)));
    let row = summary(measure(), &all).total.unwrap();
    assert_eq!(row.in_time, InTime::Exactly(12), "five late ones are a group");
}

#[test]
fn units_with_few_hide_behind_a_larger_one() {
    let mut all: Vec<Took> = (0..30).map(|n| took("31.TT", n, 0)).collect();
    all.extend((0..7).map(|n| took("31.STP.TT", n, 0)));
    all.extend((0..2).map(|n| took("31.SYT.TT", n, 0)));
    let rows = summary(measure(), &all).rows;
    let said: Vec<_> = rows.iter().map(|r| (r.unit.as_deref(), r.n)).collect();
    assert_eq!(said, [(Some("31.TT"), 30), (None, 9)]);
}

#[test]
fn a_unit_with_few_late_ones_does_not_blur_the_whole() {
    let mut all: Vec<Took> = (0..40).map(|n| took("31.SXD.TT", n, 0)).collect();
    all.extend((0..6).map(|n| took("31.SXD.TT", 50 + n, 5 + n)));
    all.extend((0..30).map(|n| took("31.SYT.TT", n, 0)));
    all.push(took("31.SYT.TT", 44, 3));
    all.extend((0..60).map(|n| took("31.TT", n % 25, 0)));
    let told = summary(measure(), &all);
    assert_eq!(told.total.unwrap().in_time, InTime::Exactly(130));
    let said: Vec<_> = told.rows.iter().map(|r| (r.n, r.in_time, r.classes.is_empty())).collect();
    // With it the smallest whose late ones make enough; the third is told for itself.
    assert_eq!(
        said,
        [(60, InTime::Exactly(60), false), (46, InTime::AtLeast(0), true), (31, InTime::AtLeast(27), true)]
    );
}

#[test]
fn denunciations_are_told_of_all_units_together() {
    let all: Vec<Took> = ["a", "b"].iter().flat_map(|u| (0..20).map(|n| took(u, n, 0))).collect();
    let told = summary(Measure::of_key("denunciation").unwrap(), &all);
    assert!(told.rows.is_empty() && told.total.is_some_and(|t| t.n == 40));
}

#[test]
fn halves_follow_one_another_without_a_common_day_and_are_told_when_settled() {
    let law = Law::shipped();
    let all = halves(law, date(2023, 7, 14));
    assert_eq!(all[0].id(), "2023-1");
    assert_eq!((all[0].from, all[0].until), (date(2022, 12, 15), date(2023, 6, 14)));
    for pair in all.windows(2) {
        assert!(pair[1].until < pair[0].from, "{pair:?}");
    }
    assert_eq!(halves(law, date(2023, 7, 3))[0].id(), "2022-2", "nineteen days are not enough");
    assert!(half(law, date(2023, 7, 14), "2023-2").is_none());
}

/// A published cell as the set of the matters it counts.
type Cell = BTreeSet<usize>;

/// A cell with what every reader knows of it: of which row it is (0 is the total) and from which class
/// to which; one without is no cell that is told.
struct Told {
    of: Option<(usize, usize, usize)>,
    cell: Cell,
}

impl Told {
    /// Whether a reader knows that the other lies within this one, whatever the numbers are.
    fn holds(&self, other: &Told) -> bool {
        let (Some((row, first, last)), Some((its, from, until))) = (self.of, other.of) else { return false };
        (row == 0 || row == its) && first <= from && until <= last
    }
}

fn cells(measure: &Measure, took: &[Took], told: &Summary) -> Vec<Told> {
    let named: BTreeSet<&str> = told.rows.iter().filter_map(|r| r.unit.as_deref()).collect();
    let mut out = Vec::new();
    for (at, row) in told.total.iter().chain(&told.rows).enumerate() {
        let is_total = at == 0;
        let is_of = |t: &Took| match &row.unit {
            Some(unit) => t.unit == *unit,
            None => is_total || !named.contains(t.unit.as_str()),
        };
        let within = |first: usize, last: usize| -> Cell {
            let class = |t: &Took| measure.class(t);
            took.iter()
                .enumerate()
                .filter(|(_, t)| is_of(t) && (first..=last).contains(&class(t)))
                .map(|(n, _)| n)
                .collect()
        };
        let all = within(0, measure.classes());
        assert_eq!(all.len(), row.n);
        out.push(Told { of: Some((at, 0, measure.classes())), cell: all });
        let truly = within(0, measure.in_time() - 1).len();
        if row.classes.is_empty() {
            assert!(
                matches!(row.in_time, InTime::Exactly(n) if n == truly)
                    || matches!(row.in_time, InTime::AtLeast(n) if n <= truly)
            );
            continue;
        }
        assert_eq!(row.classes.iter().map(|c| c.n).sum::<usize>(), row.n, "the spread adds up");
        for class in &row.classes {
            let cell = within(class.first, class.last);
            assert_eq!(cell.len(), class.n, "{row:?}");
            out.push(Told { of: Some((at, class.first, class.last)), cell });
        }
        let (InTime::Exactly(n) | InTime::AtLeast(n)) = row.in_time;
        let whole: Vec<&Class> = row.classes.iter().filter(|c| c.last < measure.in_time()).collect();
        let sure: Cell = whole.iter().flat_map(|c| within(c.first, c.last)).collect();
        assert_eq!(sure.len(), n);
        if row.in_time == InTime::Exactly(n) {
            assert_eq!(sure, within(0, measure.in_time() - 1), "exactly is exactly");
        }
        let last = whole.iter().map(|c| c.last).max().unwrap_or(0);
        out.push(Told { of: Some((at, 0, last)), cell: sure });
    }
    // What is left of a class of all when the units' own classes are taken away.
    for class in told.total.iter().flat_map(|t| &t.classes) {
        let is_in = |t: &Took| (class.first..=class.last).contains(&measure.class(t));
        let mut left: Cell = (0..took.len()).filter(|n| is_in(&took[*n])).collect();
        for row in told.rows.iter().filter(|r| !r.classes.is_empty()) {
            let of = |t: &Took| row.unit.as_ref().map_or(!named.contains(t.unit.as_str()), |u| t.unit == *u);
            left.retain(|n| !of(&took[*n]));
        }
        out.push(Told { of: None, cell: left });
    }
    out
}

proptest! {
    /// A middle value speaks of five matters as well: they are a group of their own within the row, no matter is in
    /// two of a row's, and days moved from one to another of the five change nothing that is told.
    #[test]
    fn a_middle_value_is_never_that_of_one(
        days in proptest::collection::vec(0_i64..140, 0..120),
        shift in 1_i64..4,
    ) {
        let all: Vec<Took> = days.iter().map(|days| took("31.TT", *days, 0)).collect();
        let Some(row) = summary(measure(), &all).total else { return Ok(()) };
        let n = days.len();
        prop_assert_eq!(row.median.is_some(), n >= 2 * GROUP);
        prop_assert_eq!(row.quartiles.is_some(), n >= 4 * GROUP);
        let mut sorted = days;
        sorted.sort_unstable();
        let (low, high) = row.quartiles.unzip();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for (quarters, said) in [(1, low), (2, row.median), (3, high)] {
            let Some(said) = said else { continue };
            // Counted out anew: the matter of the rank, two before it and two behind.
            let rank = (1..=n).find(|rank| 4 * rank >= quarters * n).unwrap() - 1;
            let around = rank - GROUP / 2..=rank + GROUP / 2;
            let five = &sorted[around.clone()];
            let mean = five.iter().sum::<i64>() as f64 / five.len() as f64;
            prop_assert_eq!(said, (mean + 0.5).floor() as i64);
            prop_assert!(five.len() >= GROUP && around.clone().all(|at| used.insert(at)), "{quarters} of {n}");
            // One of the five sooner, another later by the same: the five stay the five, and nothing is to be seen.
            let (first, last) = (*around.start(), *around.end());
            let mut moved = sorted.clone();
            moved[first + 1] -= shift;
            moved[last - 1] += shift;
            if moved.is_sorted() {
                let moved: Vec<Took> = moved.iter().map(|days| took("31.TT", *days, 0)).collect();
                let told = summary(measure(), &moved).total.unwrap();
                prop_assert_eq!((told.median, told.quartiles), (row.median, row.quartiles));
            }
        }
    }

    /// The rule, tried on every cell and on every difference of two of which a reader knows that one lies
    /// within the other. That all of a unit's happen to be late is nothing a reader is told.
    #[test]
    fn neither_a_cell_nor_a_difference_speaks_of_few(
        some in proptest::collection::vec((0_usize..9, 0_i64..140, -60_i64..60), 0..400),
        which in 0..MEASURES.len(),
    ) {
        let measure = &MEASURES[which];
        // Small units have few, the first have many.
        let all: Vec<Took> = some.iter().map(|(u, days, late)| took(&"abcdefghi"[..=*u * *u / 9], *days, (*late).max(0))).collect();
        let told = summary(measure, &all);
        let cells = cells(measure, &all, &told);
        let few = |cell: &Cell| !cell.is_empty() && cell.len() < GROUP;
        for one in &cells {
            prop_assert!(!few(&one.cell), "{told:?}");
            for other in &cells {
                if one.holds(other) {
                    prop_assert!(other.cell.is_subset(&one.cell));
                    prop_assert!(!few(&one.cell.difference(&other.cell).copied().collect()), "{told:?}");
                }
            }
        }
    }
}
