//! Cây đơn vị: every unit there ever was, and the questions asked of it.

use super::UnitRefusal;
use super::shipped;
use super::unit::{Unit, UnitKind};
use super::view::View;
use crate::fields::UnitCode;
use crate::fold;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// What is wrong in a table of units.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Problem {
    /// The table.
    pub file: String,
    /// Its line, 0 when the fault is not in one line.
    pub line: u64,
    /// What is wrong and what was expected.
    pub what: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(file: &str, line: u64, what: String) -> Self {
        Self { file: file.to_owned(), line, what }
    }
}

/// What is wrong in a tree as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Name of the sentence in the language catalogues, under `units.table.`.
    pub code: &'static str,
    /// The unit it was found at.
    pub unit: String,
    /// The unit it is about, as the missing parent.
    pub other: String,
    /// The first day it shows.
    pub day: Option<Date>,
}

impl Fault {
    fn new(code: &'static str, unit: &Unit, other: &str, day: Option<Date>) -> Self {
        Self { code, unit: unit.code.0.clone(), other: other.to_owned(), day }
    }

    /// Whether a line about this code could mend it.
    pub fn concerns(&self, code: &str) -> bool {
        self.unit == code || self.other == code
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = self.day.map(|d| d.to_string()).unwrap_or_default();
        match self.code {
            "overlap" => write!(f, "{}: two versions hold on {day}", self.unit),
            "ends_before_it_begins" => write!(f, "{}: ends on {day}, before it begins", self.unit),
            "no_parent" => write!(f, "{}: its parent {} does not exist on {day}", self.unit, self.other),
            "no_successor" => write!(f, "{}: its successor {} does not exist on {day}", self.unit, self.other),
            _ => write!(f, "{}: its line of parents is a ring through {}", self.unit, self.other),
        }
    }
}

/// Changes of a unit followed one after the other.
const MOST_STEPS: usize = 16;

/// Xưa và nay: a unit as organised then beside those that stand in its place now.
#[derive(Debug, Clone)]
pub struct ThenAndNow<'t> {
    /// As organised on the earlier day.
    pub then: &'t Unit,
    /// As organised on the later day, main successor first.
    pub now: Vec<&'t Unit>,
    /// It was split on the way: an address decides, not a date.
    pub split: bool,
}

/// Cây đơn vị: dated versions of every unit.
#[derive(Debug)]
pub struct Tree {
    units: Vec<Unit>,
    folded: Vec<String>,
    /// Code → indices of its versions, oldest first.
    versions: HashMap<String, Vec<u32>>,
    /// Code → codes it took over from.
    origins: HashMap<String, Vec<String>>,
    /// First days on which the tree differs from the day before.
    changes: Vec<Date>,
    views: Vec<OnceLock<View>>,
    version: String,
}

impl Tree {
    /// The tree embedded in the program.
    ///
    /// # Panics
    /// Never in a released program: a test reads every table it ships with.
    pub fn shipped() -> &'static Tree {
        static TREE: OnceLock<Tree> = OnceLock::new();
        TREE.get_or_init(|| match shipped::units().and_then(|units| Tree::new(units, &shipped::version())) {
            Ok(tree) => tree,
            Err(problem) => panic!("the shipped tables of units are damaged: {problem}"),
        })
    }

    /// A tree of these units; `version` is shown beside what is read from it.
    pub fn new(units: Vec<Unit>, version: &str) -> Result<Tree, Problem> {
        let tree = Tree::assemble(units, version);
        tree.check()?;
        Ok(tree)
    }

    fn assemble(mut units: Vec<Unit>, version: &str) -> Tree {
        units.sort_by(|a, b| (&a.code, a.from).cmp(&(&b.code, b.from)));
        let mut versions: HashMap<String, Vec<u32>> = HashMap::new();
        let mut origins: HashMap<String, Vec<String>> = HashMap::new();
        let mut changes = BTreeSet::new();
        for (i, unit) in units.iter().enumerate() {
            versions.entry(unit.code.0.clone()).or_default().push(i as u32);
            for heir in unit.successors.iter().filter(|h| h.code != unit.code) {
                origins.entry(heir.code.0.clone()).or_default().push(unit.code.0.clone());
            }
            changes.extend(unit.from);
            changes.extend(unit.until.and_then(|day| day.tomorrow().ok()));
        }
        Tree {
            folded: units.iter().map(|u| fold(&u.name)).collect(),
            views: changes.iter().map(|_| OnceLock::new()).chain([OnceLock::new()]).collect(),
            changes: changes.into_iter().collect(),
            units,
            versions,
            origins,
            version: version.to_owned(),
        }
    }

    /// This tree with an operator's units over it: a version with the same code
    /// and first day replaces the shipped one, others are added.
    pub fn with(&self, over: Vec<Unit>, version: &str) -> Result<Tree, Problem> {
        Tree::new(self.laid_under(over), version)
    }

    fn laid_under(&self, over: Vec<Unit>) -> Vec<Unit> {
        let keys: BTreeSet<_> = over.iter().map(|u| (u.code.clone(), u.from)).collect();
        let kept = self.units.iter().filter(|u| !keys.contains(&(u.code.clone(), u.from))).cloned();
        kept.chain(over.iter().cloned()).collect()
    }

    /// Edition of the data, as `2026-07/4c1e09aa`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every version of every unit, by code and first day.
    pub fn all(&self) -> &[Unit] {
        &self.units
    }

    /// The versions of one code, oldest first.
    pub fn versions(&self, code: &str) -> impl DoubleEndedIterator<Item = &Unit> {
        self.versions.get(code).into_iter().flatten().map(|&i| &self.units[i as usize])
    }

    /// Whether any unit began or ended between two days.
    pub fn changed_between(&self, a: Date, b: Date) -> bool {
        let epoch = |day: Date| self.changes.partition_point(|change| *change <= day);
        epoch(a) != epoch(b)
    }

    /// The version of a unit that held on a day, or why there is none.
    pub fn find(&self, code: &str, on: Date) -> Result<&Unit, UnitRefusal> {
        self.get(code, on).ok_or_else(|| self.refuse(code, on))
    }

    /// The version of a unit that held on a day, if it existed.
    pub fn get(&self, code: &str, on: Date) -> Option<&Unit> {
        self.index(code, on).map(|i| &self.units[i as usize])
    }

    /// The most recent version of a code, whether it still exists or not: for
    /// names on records whose unit has ended.
    pub fn latest(&self, code: &str) -> Option<&Unit> {
        self.versions(code).next_back()
    }

    /// The units directly under a unit on a day.
    pub fn children(&self, code: &str, on: Date) -> Vec<&Unit> {
        let Some(i) = self.index(code, on) else {
            return Vec::new();
        };
        self.view(on).children(i).into_iter().map(|c| &self.units[c as usize]).collect()
    }

    /// The units above a unit on a day, nearest first.
    pub fn ancestors(&self, code: &str, on: Date) -> Vec<&Unit> {
        let mut out = Vec::new();
        let mut at = self.index(code, on);
        while let Some(parent) = at.and_then(|i| self.parent_of(i, on)) {
            out.push(&self.units[parent as usize]);
            at = Some(parent);
        }
        out
    }

    /// From the root down to the unit itself.
    pub fn path(&self, code: &str, on: Date) -> Vec<&Unit> {
        let mut out: Vec<&Unit> = self.get(code, on).into_iter().chain(self.ancestors(code, on)).collect();
        out.reverse();
        out
    }

    /// The unit and everything under it on a day, parents first.
    pub fn descendants(&self, code: &str, on: Date) -> Vec<&Unit> {
        let Some(i) = self.index(code, on) else {
            return Vec::new();
        };
        let view = self.view(on);
        view.order[view.interval(i)].iter().map(|&d| &self.units[d as usize]).collect()
    }

    /// Whether `code` is `above` or stands under it on a day.
    pub fn is_under(&self, code: &str, above: &str, on: Date) -> bool {
        code == above && self.index(code, on).is_some() || self.ancestors(code, on).iter().any(|u| u.code.0 == above)
    }

    /// Phạm vi: every code whose files a unit answers for on a day: everything
    /// under it, and everything those units took over from.
    pub fn scope(&self, code: &str, on: Date) -> BTreeSet<&str> {
        let mut out: BTreeSet<&str> = self.descendants(code, on).into_iter().map(|u| u.code.0.as_str()).collect();
        let mut todo: Vec<&str> = out.iter().copied().collect();
        while let Some(next) = todo.pop() {
            for origin in self.origins.get(next).into_iter().flatten() {
                let ended = self.latest(origin).and_then(|u| u.until).is_some_and(|until| until < on);
                if ended && out.insert(origin) {
                    todo.push(origin);
                    // What once stood under it and ended with it came along.
                    todo.extend(self.once_under(origin, on).into_iter().filter(|c| out.insert(c)));
                }
            }
        }
        out
    }

    /// Codes that stood under an ended unit on its last day and have ended since.
    fn once_under(&self, code: &str, on: Date) -> Vec<&str> {
        let Some(last) = self.latest(code).and_then(|u| u.until) else {
            return Vec::new();
        };
        let ended = |u: &&Unit| self.latest(&u.code.0).and_then(|l| l.until).is_some_and(|until| until < on);
        self.descendants(code, last).into_iter().filter(ended).map(|u| u.code.0.as_str()).collect()
    }

    /// Nơi tính số liệu: the one unit standing on a day that counts what `code` recorded. Itself
    /// while it stands; after its end the successor that took most of it, before its beginning
    /// what it was made from; so that nothing is ever counted in two places.
    pub fn home(&self, code: &str, on: Date) -> Option<&Unit> {
        let mut at = code;
        for _ in 0..MOST_STEPS {
            if let Some(unit) = self.get(at, on) {
                return Some(unit);
            }
            at = match self.last_before(at, on) {
                Some(last) => &last.main_heir().map(|heir| &heir.code).or(last.parent.as_ref())?.0,
                None => self.made_from(at).or_else(|| Some(&self.versions(at).next()?.parent.as_ref()?.0))?,
            };
        }
        None
    }

    /// The last version of a code that ended before a day.
    fn last_before(&self, code: &str, on: Date) -> Option<&Unit> {
        self.versions(code).rev().find(|u| u.until.is_some_and(|until| until < on))
    }

    /// What most of a unit was made from.
    fn made_from(&self, code: &str) -> Option<&str> {
        let is_main = |origin: &str| {
            let heirs = self.latest(origin).into_iter().flat_map(|u| &u.successors);
            heirs.into_iter().any(|heir| heir.main && heir.code.0 == code)
        };
        self.origins.get(code)?.iter().min_by_key(|origin| !is_main(origin)).map(String::as_str)
    }

    /// Tiền thân: the units of an earlier day whose work a unit carries on, itself first.
    pub fn formerly(&self, code: &str, now: Date, then: Date) -> Vec<&Unit> {
        let mut out: Vec<&Unit> = self.get(code, then).into_iter().collect();
        let (mut seen, mut todo) = (BTreeSet::from([code]), vec![code]);
        while let Some(next) = todo.pop() {
            for origin in self.origins.get(next).into_iter().flatten() {
                let is_ours = self.home(origin, now).is_some_and(|home| home.code.0 == code);
                if !is_ours || !seen.insert(origin) {
                    continue;
                }
                match self.get(origin, then) {
                    Some(unit) => out.push(unit),
                    None => todo.push(origin),
                }
            }
        }
        out
    }

    /// Chỗ phải chọn: where what `code` recorded could be counted elsewhere on a day: the unit
    /// that was split, or whose code went on with another territory, and everybody who took a
    /// part of it. None: there was nothing to choose.
    pub fn choice(&self, code: &str, on: Date) -> Option<(&Unit, Vec<&Unit>)> {
        let mut at = code;
        for _ in 0..MOST_STEPS {
            let last = self.last_before(at, on)?;
            let stands = self.get(at, on).is_some();
            let elsewhere = last.main_heir().is_some_and(|heir| heir.code.0 != at);
            if last.successors.iter().any(|heir| heir.split) || stands && elsewhere {
                let heirs = last.successors.iter().filter_map(|heir| self.home(&heir.code.0, on));
                let mut heirs: Vec<&Unit> = self.get(at, on).into_iter().chain(heirs).collect();
                let mut seen = BTreeSet::new();
                heirs.retain(|unit| seen.insert(&unit.code));
                return Some((last, heirs)).filter(|(_, heirs)| heirs.len() > 1);
            }
            if stands {
                return None;
            }
            at = &last.main_heir()?.code.0;
        }
        None
    }

    /// The units that stand on `on` in the place of `code`, main successor first;
    /// the unit itself while it exists.
    pub fn successors(&self, code: &str, on: Date) -> Vec<&Unit> {
        self.follow(code, on).0
    }

    fn follow(&self, code: &str, on: Date) -> (Vec<&Unit>, bool) {
        let (mut out, mut split) = (Vec::new(), false);
        let mut seen = BTreeSet::new();
        let mut todo = vec![code];
        while let Some(code) = todo.pop() {
            if !seen.insert(code) {
                continue;
            }
            if let Some(unit) = self.get(code, on) {
                out.push(unit);
                continue;
            }
            let Some(last) = self.versions(code).rev().find(|u| u.until.is_some_and(|until| until < on)) else {
                continue;
            };
            split |= last.successors.iter().any(|h| h.split);
            let mut heirs: Vec<_> = last.successors.iter().collect();
            heirs.sort_by_key(|h| h.main);
            todo.extend(heirs.into_iter().map(|h| h.code.0.as_str()));
        }
        (out, split)
    }

    /// The units under `code` as organised then, each beside those of today.
    ///
    /// A code that went on with another territory (communes of 2025) follows the
    /// mapping of the reform, not the number.
    pub fn then_and_now(&self, code: &str, then: Date, now: Date) -> Vec<ThenAndNow<'_>> {
        self.children(code, then).into_iter().map(|unit| self.bridge(unit, now)).collect()
    }

    /// One unit as organised then beside those of today.
    pub fn bridge<'t>(&'t self, unit: &'t Unit, now: Date) -> ThenAndNow<'t> {
        if unit.exists(now) {
            return ThenAndNow { then: unit, now: vec![unit], split: false };
        }
        // The last version of the same run: a rename has no successors of its own.
        let run: Vec<&Unit> = self.versions(&unit.code.0).skip_while(|u| u.from != unit.from).collect();
        let handed_over = run.iter().find(|u| !u.successors.is_empty() && u.until.is_some_and(|until| until < now));
        let Some(last) = handed_over else {
            let same = self.get(&unit.code.0, now);
            return ThenAndNow { then: unit, now: same.into_iter().collect(), split: false };
        };
        let mut heirs: Vec<_> = last.successors.iter().collect();
        heirs.sort_by_key(|h| std::cmp::Reverse(h.main));
        let (mut out, mut split) = (Vec::<&Unit>::new(), heirs.len() > 1 && heirs.iter().any(|h| h.split));
        for heir in heirs {
            let (units, more) = self.follow(&heir.code.0, now);
            split |= more;
            out.extend(units.into_iter().filter(|u| !out.iter().any(|o| o.code == u.code)).collect::<Vec<_>>());
        }
        ThenAndNow { then: unit, now: out, split }
    }

    /// Units whose code is the text, or whose name has every word of it (marks
    /// and case aside), best first.
    pub fn search(&self, text: &str, on: Date, limit: usize) -> Vec<&Unit> {
        let wanted = fold(text);
        let words: Vec<&str> = wanted.split(' ').filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(u8, u32)> = Vec::new();
        for &i in &self.view(on).order {
            let (unit, name) = (&self.units[i as usize], &self.folded[i as usize]);
            let rank = if unit.code.0.eq_ignore_ascii_case(text.trim()) {
                0
            } else if !words.iter().all(|w| name.split(' ').any(|n| n.starts_with(w))) {
                continue;
            } else if *name == wanted || fold(unit.split_name().1) == wanted {
                1
            } else if name.contains(&wanted) {
                2
            } else {
                3
            };
            hits.push((rank, i));
        }
        hits.sort_by_key(|&(rank, _)| rank);
        hits.into_iter().take(limit).map(|(_, i)| &self.units[i as usize]).collect()
    }

    /// The bodies that inspect, under a unit on a day (itself included).
    pub fn inspectorates(&self, code: &str, on: Date) -> Vec<&Unit> {
        self.descendants(code, on).into_iter().filter(|u| u.agency.is_some()).collect()
    }

    fn index(&self, code: &str, on: Date) -> Option<u32> {
        self.versions.get(code)?.iter().copied().find(|&i| self.units[i as usize].exists(on))
    }

    fn parent_of(&self, i: u32, on: Date) -> Option<u32> {
        self.index(&self.units[i as usize].parent.as_ref()?.0, on)
    }

    fn view(&self, on: Date) -> &View {
        let epoch = self.changes.partition_point(|day| *day <= on);
        self.views[epoch].get_or_init(|| {
            let here: Vec<u32> = (0..self.units.len() as u32).filter(|&i| self.units[i as usize].exists(on)).collect();
            View::new(&self.units, &here, |i| self.parent_of(i, on))
        })
    }

    fn refuse(&self, code: &str, on: Date) -> UnitRefusal {
        let named = |units: Vec<&Unit>| units.into_iter().map(|u| (u.code.clone(), u.name.clone())).collect();
        let ended = self.versions(code).rev().find(|u| u.until.is_some_and(|until| until < on));
        if let Some((last, until)) = ended.and_then(|u| Some((u, u.until?))) {
            let instead = named(self.successors(code, on));
            return UnitRefusal::Ended { code: code.into(), name: last.name.clone(), until, instead };
        }
        match self.versions(code).next().and_then(|u| Some((u, u.from?))) {
            Some((first, from)) => {
                let origins = self.origins.get(code).into_iter().flatten();
                let instead = named(origins.filter_map(|o| self.get(o, on)).collect());
                UnitRefusal::NotYet { code: code.into(), name: first.name.clone(), from, instead }
            }
            None => UnitRefusal::Unknown { code: code.to_owned() },
        }
    }

    fn check(&self) -> Result<(), Problem> {
        match self.faults().first() {
            Some(fault) => Err(Problem::new("units", 0, fault.to_string())),
            None => Ok(()),
        }
    }

    /// What would be wrong in this tree with `over` laid over it; empty when nothing.
    pub fn faults_with(&self, over: Vec<Unit>) -> Vec<Fault> {
        Tree::assemble(self.laid_under(over), &self.version).faults()
    }

    /// Overlaps, missing parents, missing successors and rings, on every day.
    fn faults(&self) -> Vec<Fault> {
        let mut out = Vec::new();
        for list in self.versions.values() {
            for pair in list.windows(2) {
                let (a, b) = (&self.units[pair[0] as usize], &self.units[pair[1] as usize]);
                if a.until.is_none_or(|until| b.from.is_none_or(|from| from <= until)) {
                    out.push(Fault::new("overlap", b, &b.code.0, b.from));
                }
            }
        }
        for unit in &self.units {
            if matches!((unit.from, unit.until), (Some(f), Some(u)) if u < f) {
                out.push(Fault::new("ends_before_it_begins", unit, &unit.code.0, unit.until));
                continue;
            }
            if let Some(parent) = &unit.parent
                && let Some(day) = self.orphaned_on(unit, parent)
            {
                out.push(Fault::new("no_parent", unit, &parent.0, Some(day)));
            }
            let after = unit.until.and_then(|day| day.tomorrow().ok());
            for heir in &unit.successors {
                if after.and_then(|day| self.get(&heir.code.0, day)).is_none() {
                    out.push(Fault::new("no_successor", unit, &heir.code.0, after));
                }
            }
            let (mut at, mut steps) = (unit.parent.as_ref(), 0);
            while let Some(parent) = at {
                steps += 1;
                if steps > 16 {
                    out.push(Fault::new("ring", unit, &parent.0, unit.from));
                    break;
                }
                at = self.versions(&parent.0).next().and_then(|p| p.parent.as_ref());
            }
        }
        out
    }

    /// The first day of a unit on which its parent is missing.
    fn orphaned_on(&self, unit: &Unit, parent: &UnitCode) -> Option<Date> {
        let first = unit.from.unwrap_or(Date::MIN);
        let last = unit.until.unwrap_or(Date::MAX);
        let inner = self.versions(&parent.0).filter_map(|p| p.until?.tomorrow().ok());
        [first, last].into_iter().chain(inner).find(|&day| unit.exists(day) && self.get(&parent.0, day).is_none())
    }
}

impl UnitKind {
    /// Whether it is a place on the map rather than a body.
    pub fn is_place(self) -> bool {
        matches!(self, UnitKind::Country | UnitKind::Province | UnitKind::District | UnitKind::Commune)
    }
}
