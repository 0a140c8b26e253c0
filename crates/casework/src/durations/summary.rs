//! From single matters to what is told of them: groups of neighbours, units with few together.

use super::{GROUP, Measure, Took};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// From so many matters on a unit's own spread is told: of fewer it would be one or two blunt groups, and
/// blunt groups of some blunt the whole.
pub const SPREAD: usize = 10 * GROUP;

/// Neighbouring classes told as one: from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// First.
    pub first: usize,
    /// Last.
    pub last: usize,
    /// Matters in them.
    pub n: usize,
}

/// How many were within the legal term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTime {
    /// So many.
    Exactly(usize),
    /// At least so many: those that were late, or in time, are too few to be told.
    AtLeast(usize),
}

/// One line: a unit, the units with few matters together, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit; none: all, or those with few.
    pub unit: Option<String>,
    /// Matters.
    pub n: usize,
    /// About half of them took so many days or fewer, as [`middle`] has it; of 2 × [`GROUP`] or more.
    pub median: Option<i64>,
    /// The same of a quarter and of three quarters; of 4 × [`GROUP`] or more, so that no matter is in two.
    pub quartiles: Option<(i64, i64)>,
    /// How many were within the term, as far as whole groups say.
    pub in_time: InTime,
    /// The spread; empty where it is told of several units together only.
    pub classes: Vec<Class>,
}

/// What is told of a measure in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Of all; none where there are too few to tell anything.
    pub total: Option<Row>,
    /// Of each unit with enough, the most matters first, then of the others together.
    pub rows: Vec<Row>,
}

/// What is told of these matters.
pub fn summary(measure: &Measure, took: &[Took]) -> Summary {
    if took.len() < GROUP {
        return Summary { total: None, rows: Vec::new() };
    }
    let all: Vec<&Took> = took.iter().collect();
    let mut total = row(measure, None, &all);
    let parts = if measure.is_sealed { Vec::new() } else { parts(&all) };
    if parts.is_empty() {
        return Summary { total: Some(total), rows: Vec::new() };
    }
    let pool = pool(measure, &parts);
    let mut rows: Vec<Row> = parts.iter().map(|(unit, took)| row(measure, unit.map(str::to_owned), took)).collect();
    let (mut groups, mut small, mut blurred): (Vec<Class>, Vec<&Took>, Vec<&Took>) = Default::default();
    for ((row, (_, took)), is_pooled) in rows.iter_mut().zip(&parts).zip(pool) {
        if is_pooled {
            keep_back(row, sides(measure, &counts(measure, took)).1);
            blurred.extend(took);
        } else if row.n < SPREAD {
            row.classes.clear();
            small.extend(took);
        } else {
            groups.extend(&row.classes);
        }
    }
    for together in [small, blurred] {
        groups.extend(grouped(&counts(measure, &together), measure.in_time()));
    }
    total.classes = common(&groups, measure.classes());
    total.in_time = in_time(measure, &total.classes);
    Summary { total: Some(total), rows }
}

/// Matters by unit, the most first; those of units with few together, last. One part alone is the total.
fn parts<'t>(all: &[&'t Took]) -> Vec<(Option<&'t str>, Vec<&'t Took>)> {
    let mut of: BTreeMap<&str, Vec<&Took>> = BTreeMap::new();
    for took in all {
        of.entry(&took.unit).or_default().push(took);
    }
    let (mut large, few): (Vec<_>, Vec<_>) = of.into_iter().partition(|(_, took)| took.len() >= GROUP);
    large.sort_by_key(|(unit, took)| (Reverse(took.len()), *unit));
    let mut others: Vec<&Took> = few.into_iter().flat_map(|(_, took)| took).collect();
    while !others.is_empty() && others.len() < GROUP {
        let Some((_, smallest)) = large.pop() else { break };
        others.extend(smallest);
    }
    let mut out: Vec<_> = large.into_iter().map(|(unit, took)| (Some(unit), took)).collect();
    if !out.is_empty() && !others.is_empty() {
        out.push((None, others));
    }
    out
}

/// Which parts have too few late ones, or too few in time, to tell them apart: their spread is told together,
/// and with the smallest other part that leaves them enough.
fn pool(measure: &Measure, parts: &[(Option<&str>, Vec<&Took>)]) -> Vec<bool> {
    let sides: Vec<(usize, usize)> = parts.iter().map(|(_, took)| sides(measure, &counts(measure, took))).collect();
    let mut pool: Vec<bool> = sides.iter().map(|s| few(*s)).collect();
    let sum = |pool: &[bool]| {
        let within = sides.iter().zip(pool).filter(|(_, is)| **is);
        within.fold((0, 0), |sum, (s, _)| (sum.0 + s.0, sum.1 + s.1))
    };
    if pool.contains(&true) {
        let (a, b) = sum(&pool);
        // Parts come with the most matters first. One more even where they are enough: else two of which
        // each has four at most, and eight together, would both be known.
        let other = (0..parts.len()).rev().find(|at| !pool[*at] && !few((a + sides[*at].0, b + sides[*at].1)));
        other.into_iter().for_each(|at| pool[at] = true);
    }
    pool
}

/// Matters in time and late.
fn sides(measure: &Measure, counts: &[usize]) -> (usize, usize) {
    let (before, after) = counts.split_at(measure.in_time().min(counts.len()));
    (before.iter().sum(), after.iter().sum())
}

/// Whether either side has some, but not enough.
fn few((in_time, late): (usize, usize)) -> bool {
    (1..GROUP).contains(&in_time) || (1..GROUP).contains(&late)
}

/// Takes the spread out of a row; that the late ones are fewer than a group is all that is said.
fn keep_back(row: &mut Row, late: usize) {
    let least = if (1..GROUP).contains(&late) { row.n.saturating_sub(GROUP - 1) } else { 0 };
    row.in_time = InTime::AtLeast(least);
    row.classes.clear();
}

fn in_time(measure: &Measure, classes: &[Class]) -> InTime {
    let end = measure.in_time();
    let sure = classes.iter().filter(|c| c.last < end).map(|c| c.n).sum();
    match classes.iter().any(|c| c.first < end && c.last >= end) {
        true => InTime::AtLeast(sure),
        false => InTime::Exactly(sure),
    }
}

fn counts(measure: &Measure, took: &[&Took]) -> Vec<usize> {
    let mut counts = vec![0; measure.classes()];
    for one in took {
        if let Some(count) = counts.get_mut(measure.class(one)) {
            *count += 1;
        }
    }
    counts
}

fn row(measure: &Measure, unit: Option<String>, took: &[&Took]) -> Row {
    let mut days: Vec<i64> = took.iter().map(|t| t.days).collect();
    days.sort_unstable();
    let n = days.len();
    let classes = grouped(&counts(measure, took), measure.in_time());
    Row {
        unit,
        n,
        median: middle(&days, 2).filter(|_| n >= 2 * GROUP),
        quartiles: middle(&days, 1).zip(middle(&days, 3)).filter(|_| n >= 4 * GROUP),
        in_time: in_time(measure, &classes),
        classes,
    }
}

/// The value at so many quarters of the sorted days: not that of one matter, which would tell how long just this
/// one took, but the mean of the [`GROUP`] around its rank in whole days, halves upwards.
fn middle(days: &[i64], quarters: usize) -> Option<i64> {
    let rank = (days.len() * quarters).div_ceil(4).checked_sub(1)?;
    let first = rank.checked_sub(GROUP / 2)?;
    let around = days.get(first..first + GROUP)?;
    let (sum, n) = (around.iter().sum::<i64>(), GROUP as i64);
    Some((2 * sum + n).div_euclid(2 * n))
}

/// Classes joined until each holds enough; what was in time and what was late stay apart unless one is too few.
fn grouped(counts: &[usize], in_time: usize) -> Vec<Class> {
    let (before, after) = (joined(counts, 0, in_time), joined(counts, in_time, counts.len()));
    let few = |part: &[Class]| part.first().is_some_and(|c| c.n < GROUP);
    let mut out = before;
    let mut rest = after.into_iter();
    if few(&out) || few(rest.as_slice()) {
        match (out.pop(), rest.next()) {
            (Some(a), Some(b)) => out.push(Class { first: a.first, last: b.last, n: a.n + b.n }),
            (one, other) => out.extend(one.or(other)),
        }
    }
    out.extend(rest);
    out
}

/// From left to right; what is left over goes with the one before. Fewer than enough in all: one class.
fn joined(counts: &[usize], from: usize, until: usize) -> Vec<Class> {
    let mut out: Vec<Class> = Vec::new();
    let mut open = Class { first: from, last: from, n: 0 };
    for (at, n) in counts.iter().enumerate().take(until).skip(from) {
        open = Class { first: open.first, last: at, n: open.n + n };
        if open.n >= GROUP {
            out.push(open);
            open = Class { first: at + 1, last: at + 1, n: 0 };
        }
    }
    match out.last_mut() {
        Some(last) if open.first < until => *last = Class { last: until - 1, n: last.n + open.n, ..*last },
        None if open.n > 0 => out.push(open),
        _ => {}
    }
    out
}

/// The finest classes that are sums of whole groups.
fn common(groups: &[Class], classes: usize) -> Vec<Class> {
    let is_inside = |edge: &usize| groups.iter().any(|c| c.first < *edge && *edge <= c.last);
    let mut edges: Vec<usize> = (1..classes).filter(|edge| !is_inside(edge)).collect();
    edges.push(classes);
    let mut first = 0;
    let mut out = Vec::new();
    for edge in edges {
        let n = groups.iter().filter(|c| c.first >= first && c.last < edge).map(|c| c.n).sum();
        if n > 0 {
            out.push(Class { first, last: edge - 1, n });
        }
        first = edge;
    }
    out
}
