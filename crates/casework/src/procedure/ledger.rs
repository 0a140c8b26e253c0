//! Bút toán: what recording an act adds to the figures.
//!
//! A pure fold of the acts: recording one more only ever adds lines, and a line
//! that must go is added again with the opposite sign on the same official day.

use super::{File, Kind, effective};
use crate::Case;
use crate::postings::Posting;
use law::Law;
use std::collections::BTreeMap;

/// Every posting the case has ever made, in journal order: for each act, what it
/// added to the figures of the file as it then stood.
pub fn postings<K: Kind>(case: &Case<K>, law: &Law) -> Vec<(u32, Posting)> {
    let mut out = Vec::new();
    let mut before = Vec::new();
    for end in 1..=case.acts.len() {
        let now = figures(case, end, law);
        out.extend(difference(&before, &now).into_iter().map(|p| (case.acts[end - 1].seq, p)));
        before = now;
    }
    out
}

/// What the last act of `case` adds.
pub fn added_by_last<K: Kind>(case: &Case<K>, law: &Law) -> Vec<Posting> {
    let end = case.acts.len();
    difference(&figures(case, end.saturating_sub(1), law), &figures(case, end, law))
}

/// The figures of the file as its first `end` acts left it.
fn figures<K: Kind>(case: &Case<K>, end: usize, law: &Law) -> Vec<Posting> {
    let acts = effective(&case.acts[..end]);
    if acts.is_empty() {
        return Vec::new();
    }
    let mut lines = K::figures(&File { case, acts: &acts, law });
    lines.retain(|line| line.quantity != 0);
    lines
}

/// `now − before` as lines; each line's `about` stays the act it came from.
fn difference(before: &[Posting], now: &[Posting]) -> Vec<Posting> {
    let mut count: BTreeMap<&Posting, i64> = BTreeMap::new();
    for posting in before {
        *count.entry(posting).or_default() -= 1;
    }
    for posting in now {
        *count.entry(posting).or_default() += 1;
    }
    let mut out = Vec::new();
    for (posting, times) in count {
        let mut line = posting.clone();
        line.quantity *= times.signum();
        out.extend(std::iter::repeat_n(line, usize::try_from(times.unsigned_abs()).unwrap_or(0)));
    }
    out.sort_by(|a, b| (a.about, &a.indicator, &a.item).cmp(&(b.about, &b.indicator, &b.item)));
    out
}
