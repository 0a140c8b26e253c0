//! Có bao nhiêu hồ sơ: how many cases a list has, right at once and seldom counted.
//!
//! Counting a million rows costs more than the page that shows the number. So a count is
//! kept for each filter and unit with the position of the journal it was counted at: an act
//! recorded since, by whichever server, has its own unit counted anew and no other. Must
//! never tell a number that an acknowledged act has made wrong.

use super::list::{Asked, PAGE};
use super::store;
use crate::accounts::Reach;
use crate::journal::{self, Moved};
use db::{Result, Tx, Val};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Filters whose counts are kept; the one that was not asked for longest makes room.
const FILTERS: usize = 200;
/// A position no act ever has: units with acts that wait for theirs are counted each time.
const WAITING: i64 = i64::MAX;

/// What is known of units and counts: two numbers for each unit and filter.
#[derive(Debug, Default)]
pub struct Counts {
    known: Mutex<Known>,
    kept: Mutex<Kept>,
}

/// Units that have cases, as of a position of the journal.
#[derive(Debug, Default)]
struct Known {
    seen: Option<Seen>,
    places: HashMap<String, usize>,
    units: Vec<Unit>,
}

/// How much of the journal was looked at, and how often lists were put right without it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    position: i64,
    repairs: i64,
}

/// A unit that has cases.
#[derive(Debug)]
struct Unit {
    code: String,
    /// About how many: good enough to choose the shorter way to a page.
    cases: i64,
    /// Position of the last act in one of them that is known of.
    moved_at: i64,
}

#[derive(Debug, Default)]
struct Kept {
    turn: u64,
    tallies: HashMap<Key, (u64, Arc<Mutex<Tally>>)>,
}

/// What decides a count besides the units: repairs so far, and the statement with its values.
type Key = (i64, &'static str, Vec<Val>);

/// For each unit by its place: the position it was counted at, and the count.
type Tally = Vec<Option<(i64, i64)>>;

/// The units of one reader's list that have cases.
#[derive(Debug)]
pub(crate) struct Scope {
    /// Their codes; `None`: everywhere.
    pub(crate) codes: Option<Vec<String>>,
    /// About how many cases they have, and how many there are in all.
    pub(crate) about: (i64, i64),
    /// Place and last move of each.
    places: Vec<(usize, i64)>,
    seen: Seen,
}

/// What a page of a list is drawn from: how far each of its units had moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    repairs: i64,
    places: Vec<(usize, i64)>,
}

impl Counts {
    /// The units within reach that have cases, as this unit of work sees them.
    pub(crate) fn scope(&self, tx: &mut dyn Tx, reach: &Reach) -> Result<Scope> {
        let since = held(&self.known).seen;
        let moved = since.map(|seen| journal::moved(tx, seen.position)).transpose()?;
        self.scope_since(tx, reach, since, moved)
    }

    /// As [`scope`](Self::scope) where a few rows tell it; nothing where units are to be counted anew.
    pub(crate) fn scope_at_hand(&self, tx: &mut dyn Tx, reach: &Reach) -> Result<Option<Scope>> {
        let Some(since) = held(&self.known).seen else { return Ok(None) };
        match journal::moved(tx, since.position)? {
            Moved::Much => Ok(None),
            moved => self.scope_since(tx, reach, Some(since), Some(moved)).map(Some),
        }
    }

    fn scope_since(&self, tx: &mut dyn Tx, reach: &Reach, since: Option<Seen>, moved: Option<Moved>) -> Result<Scope> {
        let all = if matches!(moved, None | Some(Moved::Much)) { Some(store::cases_by_unit(tx)?) } else { None };
        let end = if all.is_some() { journal::end(tx)? } else { (0, 0) };
        let waiting = journal::waiting_units(tx)?;
        let mut known = held(&self.known);
        let seen = match (moved, all) {
            (_, Some(all)) => known.begin(all, end),
            (Some(Moved::On { repairs, acts }), None) => known.follow(since.map_or(0, |s| s.position), repairs, acts),
            // Seen from before what others have seen: what is counted now must not be kept.
            (_, None) => Seen { position: -1, repairs: known.seen.map_or(0, |seen| seen.repairs) },
        };
        Ok(known.within(reach, &waiting, seen))
    }

    /// How many cases of this scope the filter leaves.
    pub(crate) fn total(&self, tx: &mut dyn Tx, asked: &Asked<'_>, scope: &Scope) -> Result<i64> {
        let (name, vals) = store::count_key(asked);
        let tally = held(&self.kept).tally((scope.seen.repairs, name, vals));
        // Whoever asks the same meanwhile waits for this count instead of counting too.
        let mut tally = held(&tally);
        let room = scope.places.iter().map(|(place, _)| place + 1).max().unwrap_or(0);
        if tally.len() < room {
            tally.resize(room, None);
        }
        let is_right = |(place, moved_at): &(usize, i64)| tally[*place].is_some_and(|(at, _)| at >= *moved_at);
        let stale: Vec<usize> = scope.places.iter().filter(|one| !is_right(one)).map(|(place, _)| *place).collect();
        if !stale.is_empty() {
            let all = scope.codes.is_none() && stale.len() == scope.places.len();
            let codes = held(&self.known).codes(&stale);
            let counted = store::count(tx, asked, (!all).then_some(&codes[..]))?;
            for (place, code) in stale.iter().zip(&codes) {
                tally[*place] = Some((scope.seen.position, counted.get(code).copied().unwrap_or(0)));
            }
        }
        Ok(scope.places.iter().filter_map(|(place, _)| tally[*place]).map(|(_, n)| n).sum())
    }
}

impl Scope {
    /// What a page of this scope is drawn from; nothing while some of it is not known to this reader.
    pub(crate) fn stand(&self) -> Option<Stand> {
        let known = self.places.iter().all(|(_, moved_at)| *moved_at <= self.seen.position);
        known.then(|| Stand { repairs: self.seen.repairs, places: self.places.clone() })
    }

    /// Whether one walk over all cases comes to a page sooner than a walk for each unit.
    pub(crate) fn is_wide(&self) -> bool {
        let (here, all) = (self.about.0.max(1), self.about.1);
        let units = self.codes.as_ref().map_or(0, |codes| codes.len() as i64);
        let others = if units <= store::WALKS as i64 { units } else { here / PAGE as i64 };
        units > 1 && all / here < others
    }
}

impl Known {
    /// Everything anew: the first time, and after so many acts that following them takes longer.
    fn begin(&mut self, all: Vec<(String, i64)>, (position, repairs): (i64, i64)) -> Seen {
        let seen = Seen { position, repairs };
        if self.seen.is_some_and(|known| known.position > position) {
            return Seen { position: -1, repairs };
        }
        for (code, cases) in all {
            let place = self.place(&code);
            self.units[place].cases = cases;
        }
        // Which of them have moved is not known: every earlier count is given up.
        self.units.iter_mut().for_each(|unit| unit.moved_at = position);
        self.seen = Some(seen);
        seen
    }

    /// Notes which units the acts after position `since` have moved. Another reader may have
    /// seen more meanwhile, so what this one has seen ends with its own acts.
    fn follow(&mut self, since: i64, repairs: i64, acts: Vec<journal::Moving>) -> Seen {
        let before = self.seen.map_or(0, |seen| seen.position);
        let position = acts.last().map_or(since, |act| act.position);
        for act in acts.into_iter().filter(|act| act.position > before) {
            let place = self.place(&act.unit);
            let unit = &mut self.units[place];
            unit.cases += i64::from(act.seq == 1);
            unit.moved_at = act.position;
        }
        self.seen = Some(Seen { position: position.max(before), repairs });
        Seen { position, repairs }
    }

    fn within(&mut self, reach: &Reach, waiting: &[String], seen: Seen) -> Scope {
        let waiting: HashSet<usize> = waiting.iter().map(|code| self.place(code)).collect();
        let mut here: Vec<usize> = match reach {
            Reach::Everywhere => (0..self.units.len()).collect(),
            // Rights may reach over thousands of units of which few keep cases.
            Reach::Units(codes) if codes.len() < self.units.len() => {
                codes.iter().filter_map(|code| self.places.get(code).copied()).collect()
            }
            Reach::Units(_) => (0..self.units.len()).filter(|place| reach.holds(&self.units[*place].code)).collect(),
        };
        here.sort_unstable();
        let moved = |place: usize| if waiting.contains(&place) { WAITING } else { self.units[place].moved_at };
        Scope {
            codes: (*reach != Reach::Everywhere).then(|| self.codes(&here)),
            about: (here.iter().map(|p| self.units[*p].cases).sum(), self.units.iter().map(|u| u.cases).sum()),
            places: here.iter().map(|place| (*place, moved(*place))).collect(),
            seen,
        }
    }

    fn place(&mut self, code: &str) -> usize {
        if let Some(place) = self.places.get(code) {
            return *place;
        }
        self.places.insert(code.to_owned(), self.units.len());
        self.units.push(Unit { code: code.to_owned(), cases: 0, moved_at: 0 });
        self.units.len() - 1
    }

    fn codes(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|place| self.units[*place].code.clone()).collect()
    }
}

impl Kept {
    fn tally(&mut self, key: Key) -> Arc<Mutex<Tally>> {
        self.turn += 1;
        let turn = self.turn;
        if let Some((used, tally)) = self.tallies.get_mut(&key) {
            *used = turn;
            return tally.clone();
        }
        if self.tallies.len() >= FILTERS {
            let oldest = self.tallies.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            oldest.map(|key| self.tallies.remove(&key));
        }
        self.tallies.entry(key).or_insert((turn, Arc::default())).1.clone()
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moving(unit: &str, position: i64) -> journal::Moving {
        journal::Moving { unit: unit.into(), position, seq: 2 }
    }

    #[test]
    fn who_saw_less_than_another_keeps_nothing_of_what_it_did_not_see() {
        let mut known = Known::default();
        known.begin(vec![("303".into(), 4)], (10, 0));
        // Two readers set out from position 10; the later snapshot comes back first.
        let later = known.follow(10, 0, vec![moving("303", 11)]);
        let earlier = known.follow(10, 0, Vec::new());
        assert_eq!((later.position, earlier.position), (11, 10));
        assert!(known.within(&Reach::Everywhere, &[], later).stand().is_some());
        assert_eq!(known.within(&Reach::Everywhere, &[], earlier).stand(), None);
    }

    #[test]
    fn acts_that_wait_for_their_position_let_nothing_be_kept() {
        let mut known = Known::default();
        let seen = known.begin(vec![("303".into(), 4)], (10, 0));
        assert_eq!(known.within(&Reach::Everywhere, &["303".to_owned()], seen).stand(), None);
    }
}
