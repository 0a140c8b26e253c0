//! Việc nhắc tôi: which deadlines are whose.
//!
//! A unit's deadlines are its own officers'; where a unit has none, those of the nearest
//! unit above that has. What is overdue is its leaders' too. A sealed case asks only
//! those who can open it.

use super::ladder::{Rung, rung};
use super::store;
use crate::App;
use crate::access::{Action, Role};
use crate::accounts::{Binding, Reach};
use crate::calendar::{self, Task, Whose};
use crate::{directives, shortcomings, vault};
use casework::Deadline;
use casework::fields::UnitCode;
use casework::units::Tree;
use db::{Result, Tx};
use jiff::civil::Date;
use law::clock;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Deadlines read of each part of the ladder.
pub const MOST: usize = 300;
/// How far back an overdue deadline is looked for, the latest first: a long backlog must
/// not hide what has just become overdue.
const BACK: [(i64, i64); 4] = [(1, 14), (15, 60), (61, 365), (366, 1_100)];

/// A deadline at a rung: what a mark or a line of a mail is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Id of the case.
    pub case: i64,
    /// Name of the rule.
    pub rule: String,
    /// The act that opened the deadline.
    pub opened_by: i64,
    /// The date.
    pub due_on: Date,
    /// How loudly it asks.
    pub rung: Rung,
}

impl Key {
    /// As it stands in a form.
    pub fn text(&self) -> String {
        format!("{}~{}~{}~{}~{}", self.case, self.rule, self.opened_by, self.due_on, self.rung.word())
    }

    /// Read from a form.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('~').collect();
        let [case, rule, opened_by, due_on, rung] = parts[..] else { return None };
        let (case, opened_by) = (case.parse().ok()?, opened_by.parse().ok()?);
        Some(Self { case, rule: rule.into(), opened_by, due_on: due_on.parse().ok()?, rung: Rung::from_word(rung)? })
    }
}

/// A deadline that asks somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The deadline with its case.
    pub task: Task,
    /// How loudly it asks.
    pub rung: Rung,
    /// `seen`, `done` or nothing.
    pub mark: Option<String>,
}

impl Reminder {
    /// What a mark of it is about.
    pub fn key(&self) -> Key {
        let task = &self.task;
        let (rule, opened_by) = (task.rule.clone(), task.opened_by);
        Key { case: task.case, rule, opened_by, due_on: task.due_on, rung: self.rung }
    }
}

/// Which bound unit answers for each unit that has cases, for each of the two roles.
#[derive(Debug, Default)]
pub struct Owners {
    of: HashMap<(Role, String), String>,
    /// Units that have a side in a task or a promise.
    given: Vec<String>,
}

impl Owners {
    /// Works it out from who is bound where: the nearest wins.
    pub fn of(app: &App, units: &[String], bound: &[(String, String)], today: Date) -> Self {
        let mut of = HashMap::new();
        for role in [Role::Recorder, Role::Leader] {
            let mut reaches: Vec<(String, Reach)> = Vec::new();
            for (unit, _) in bound.iter().filter(|(_, word)| word == role.word()) {
                let binding = [Binding { role, unit: UnitCode(unit.clone()) }];
                reaches.push((unit.clone(), app.subtrees.reach(app.tree, &binding, Action::RecordActs, today)));
            }
            let size = |reach: &Reach| if let Reach::Units(units) = reach { units.len() } else { usize::MAX };
            reaches.sort_by_key(|(unit, reach)| (size(reach), unit.clone()));
            for unit in units {
                if let Some((owner, _)) = reaches.iter().find(|(_, reach)| reach.holds(unit)) {
                    of.insert((role, unit.clone()), owner.clone());
                }
            }
        }
        Self { of, given: Vec::new() }
    }

    /// Reads and works it out.
    pub fn read(app: &App, tx: &mut dyn Tx, today: Date) -> Result<Self> {
        let mut units = store::case_units(tx)?;
        let mut given = directives::side_units(tx)?;
        given.extend(shortcomings::side_units(tx)?);
        given.sort();
        given.dedup();
        // Who is above a unit hears of what it is late with.
        let above: Vec<String> = given.iter().filter_map(|unit| above(app.tree, unit, today)).collect();
        units.extend(given.iter().cloned());
        units.extend(above);
        units.sort();
        units.dedup();
        Ok(Self { given, ..Self::of(app, &units, &store::bound(tx)?, today) })
    }

    /// Units that have a side in a task or a promise.
    pub fn given(&self) -> &[String] {
        &self.given
    }

    fn units(&self, role: Role, bindings: &[Binding]) -> Vec<String> {
        let homes: HashSet<&str> = bindings.iter().filter(|b| b.role == role).map(|b| b.unit.0.as_str()).collect();
        let mine = self.of.iter().filter(|((r, _), owner)| *r == role && homes.contains(owner.as_str()));
        let mut units: Vec<String> = mine.map(|((_, unit), _)| unit.clone()).collect();
        units.sort();
        units
    }
}

/// The unit right above one.
fn above(tree: &Tree, unit: &str, today: Date) -> Option<String> {
    tree.ancestors(unit, today).first().map(|u| u.code.0.clone())
}

/// Who is reminded, on which day.
#[derive(Clone)]
pub struct Who {
    /// Id of the account.
    pub account: String,
    /// What they are to which units.
    pub bindings: Vec<Binding>,
    /// The day.
    pub today: Date,
    /// Working days.
    pub law: Arc<law::Law>,
    /// Which unit answers for which.
    pub owners: Arc<Owners>,
    /// The tree of units.
    pub tree: &'static Tree,
}

/// Tasks and promises that ask them: their own units' by the day, and what others owe those: to who gave
/// it or reviews it, and to the leader above the unit that is late.
fn given_to(tx: &mut dyn Tx, who: &Who, recorded: &[String], led: &[String], soon: Date) -> Result<Vec<Task>> {
    let (today, yesterday) = (who.today, clock::plus_days(who.today, -1));
    let past = (clock::plus_days(today, -BACK[3].1), yesterday);
    let among = |units: &[&[String]]| -> Vec<String> {
        who.owners.given.iter().filter(|unit| units.iter().any(|of| of.contains(unit))).cloned().collect()
    };
    let (own, both) = (among(&[recorded]), among(&[recorded, led]));
    let mut out = calendar::given(tx, (Whose::Ours, Some(&own)), "", (today, soon), today, MOST)?;
    out.extend(calendar::given(tx, (Whose::Ours, Some(&both)), "", past, today, MOST)?);
    let mut late = calendar::given(tx, (Whose::OwedToUs, Some(&both)), "", past, today, MOST)?;
    let is_under = |unit: &&String| above(who.tree, unit, today).is_some_and(|above| led.contains(&above));
    let under: Vec<String> = who.owners.given.iter().filter(is_under).cloned().collect();
    late.extend(calendar::given(tx, (Whose::Ours, Some(&under)), "", past, today, MOST)?);
    // Theirs to press on, not theirs to do.
    out.extend(late.into_iter().map(|task| Task { rule: pressed(&task.rule).to_owned(), ..task }));
    let mut seen = HashSet::new();
    out.retain(|task| seen.insert(task.case));
    Ok(out)
}

fn pressed(rule: &str) -> &'static str {
    if rule == "promise" { "promise_late" } else { "task_late" }
}

/// Every deadline that asks them: what comes by its day, what is overdue from the latest on.
pub fn read(tx: &mut dyn Tx, who: &Who) -> Result<Vec<Reminder>> {
    let (today, soon) = (who.today, clock::plus_days(who.today, Deadline::SOON_DAYS.into()));
    let recorded = who.owners.units(Role::Recorder, &who.bindings);
    let led = who.owners.units(Role::Leader, &who.bindings);
    let mut both = [&recorded[..], &led[..]].concat();
    both.sort();
    both.dedup();
    let mut tasks = Vec::new();
    if !recorded.is_empty() {
        tasks.extend(calendar::open_tasks(tx, &recorded, (today, soon), MOST)?);
    }
    let mut left = if both.is_empty() { 0 } else { MOST };
    for (nearest, farthest) in BACK {
        if left == 0 {
            break;
        }
        let days = (clock::plus_days(today, -farthest), clock::plus_days(today, -nearest));
        let mut overdue = calendar::open_tasks(tx, &both, days, left)?;
        left -= overdue.len().min(left);
        overdue.reverse();
        tasks.append(&mut overdue);
    }
    tasks.extend(given_to(tx, who, &recorded, &led, soon)?);
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let closed: HashSet<i64> = vault::closed_to(tx, &who.account)?.into_iter().collect();
    let marks: HashMap<Key, String> = store::marks(tx, &who.account)?.into_iter().collect();
    let mut out = Vec::new();
    for task in tasks.into_iter().filter(|task| !closed.contains(&task.case)) {
        let Some(rung) = rung(task.due_on, today, &who.law.calendar) else { continue };
        let mut reminder = Reminder { task, rung, mark: None };
        reminder.mark = marks.get(&reminder.key()).cloned();
        out.push(reminder);
    }
    Ok(out)
}
