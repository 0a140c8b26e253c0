//! What a row does to a case that may be there already.
//!
//! Re-running an import must change nothing, and what somebody has recorded by
//! hand since must never be overwritten: acts are only ever added.

use super::source::RowFault;

/// What an earlier import left behind for one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Fingerprint of each act it recorded, in order.
    pub acts: Vec<String>,
    /// Last act of the case when it was done.
    pub last_seq: u32,
}

/// What a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Opens the case and records every act.
    Create,
    /// Records the acts at these positions of the draft: they are new.
    Append(Vec<usize>),
    /// Nothing: it is as the row says.
    Unchanged,
    /// Nothing: it needs a person.
    Reject(RowFault),
}

/// `case`: last act of the case of that number, if there is one; `before`: what an
/// earlier import recorded in it; `acts`: kind and fingerprint of the draft's acts.
pub fn decide(number: &str, case: Option<u32>, before: Option<&Imported>, acts: &[(String, String)]) -> Decision {
    let (last_seq, before) = match (case, before) {
        (None, _) => return Decision::Create,
        (Some(_), None) => return Decision::Reject(RowFault::new("number_taken", "", number, "")),
        (Some(last_seq), Some(before)) => (last_seq, before),
    };
    let mut old = before.acts.iter().peekable();
    let mut new = Vec::new();
    for (at, (_, print)) in acts.iter().enumerate() {
        if old.peek() == Some(&print) {
            old.next();
        } else {
            new.push(at);
        }
    }
    if old.next().is_some() {
        // An act recorded earlier is not in the row any more, or not as it was.
        let kinds: Vec<&str> = new.iter().map(|at| acts[*at].0.as_str()).collect();
        return Decision::Reject(RowFault::new("act_differs", "", number, kinds.join(", ")));
    }
    match (new.is_empty(), last_seq == before.last_seq) {
        (true, _) => Decision::Unchanged,
        (false, true) => Decision::Append(new),
        (false, false) => Decision::Reject(RowFault::new("changed_since", "", number, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acts(prints: &[&str]) -> Vec<(String, String)> {
        prints.iter().map(|p| ("conclusion".to_owned(), (*p).to_owned())).collect()
    }

    fn before(prints: &[&str], last_seq: u32) -> Imported {
        Imported { acts: prints.iter().map(|p| (*p).to_owned()).collect(), last_seq }
    }

    fn code(decision: Decision) -> &'static str {
        match decision {
            Decision::Reject(fault) => fault.code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_same_row_twice_changes_nothing_even_when_the_case_went_on() {
        assert_eq!(decide("1", None, None, &acts(&["a"])), Decision::Create);
        assert_eq!(decide("1", Some(2), Some(&before(&["a", "b"], 2)), &acts(&["a", "b"])), Decision::Unchanged);
        assert_eq!(decide("1", Some(5), Some(&before(&["a", "b"], 2)), &acts(&["a", "b"])), Decision::Unchanged);
    }

    #[test]
    fn new_acts_are_added_and_nothing_is_overwritten() {
        let old = before(&["a", "c"], 2);
        assert_eq!(decide("1", Some(2), Some(&old), &acts(&["a", "b", "c", "d"])), Decision::Append(vec![1, 3]));
        assert_eq!(code(decide("1", Some(3), Some(&old), &acts(&["a", "c", "d"]))), "changed_since");
        assert_eq!(code(decide("1", Some(2), Some(&old), &acts(&["a", "x"]))), "act_differs");
        assert_eq!(code(decide("1", Some(2), Some(&old), &acts(&["a"]))), "act_differs");
        assert_eq!(code(decide("1", Some(1), None, &acts(&["a"]))), "number_taken");
    }
}
