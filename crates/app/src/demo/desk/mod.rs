//! Half a year at the city's reception desks: who came, what was written, what became of
//! it; with a hot spot in the making, a petition that goes in circles and a letter that
//! went to five offices.
//!
//! Units and communes are real, people and matters are invented and marked so. Every
//! act goes through the law's gate. What an office would record only after the demo's
//! day is left undone. Must never hold a name that somebody bears on purpose.

mod denunciations;
mod matters;
mod people;
mod petitions;
mod prose;
mod receptions;

use super::complaints::Kept;
use super::{Dice, FROM, TODAY, UNIT};
use crate::cases::{Recorder, kept, numbers};
use crate::{journal, vault};
use casework::fields::UnitCode;
use casework::kinds::{self, AnyKind, File, Opening, Paper};
use casework::units::Tree;
use jiff::civil::Date;
use law::{AgencyKind, Law, clock};
use people::Names;
use prose::{Home, Letter, Topic};
use serde_json::Value;
use std::collections::BTreeMap;

/// Its seed.
const SEED: u64 = 20_230_716;
/// The city's inspectorate, whose letters its own officer records.
const INSPECTORATE: &str = "31.TT";

/// A case with who recorded it.
pub struct History {
    /// Sign-in name.
    pub by: &'static str,
    /// Its acts.
    pub acts: Vec<Kept>,
}

/// The half-year, and what the law's gate refused of it: nothing, or the demo is wrong.
pub struct Told {
    /// Case by case, in the order of their numbers.
    pub histories: Vec<History>,
    /// What was refused.
    pub refused: Vec<String>,
}

/// What is to be told, by the day it begins.
enum Plan {
    Reception(receptions::Ask),
    Petition(petitions::Ask),
    Denunciation(denunciations::Course),
}

/// The half-year at the desks; petitions stand before the complaints that came of them.
pub fn city(law: &Law, tree: &Tree, complaints: &[Vec<Kept>]) -> Told {
    let mut desk = Desk::new(law, tree);
    let mut plans: Vec<(Date, Plan)> = Vec::new();
    plans.extend(receptions::plans(&mut desk));
    plans.extend(petitions::plans(&mut desk, complaints));
    plans.extend(denunciations::plans(&mut desk));
    plans.extend(matters::plans(&mut desk));
    plans.sort_by_key(|(on, _)| *on);
    for (on, plan) in plans {
        match plan {
            Plan::Reception(ask) => receptions::play(&mut desk, on, ask),
            Plan::Petition(ask) => {
                petitions::play(&mut desk, on, ask);
            }
            Plan::Denunciation(course) => denunciations::play(&mut desk, on, course),
        }
    }
    Told { histories: desk.histories, refused: desk.refused }
}

struct Desk<'a> {
    law: &'a Law,
    tree: &'a Tree,
    dice: Dice,
    names: Names,
    topics: Vec<Topic>,
    districts: Vec<(String, String, Vec<String>)>,
    counts: BTreeMap<(&'static str, String, i16), u32>,
    /// Numbers of cases that others name.
    tags: BTreeMap<String, String>,
    histories: Vec<History>,
    refused: Vec<String>,
}

/// One case being written.
struct Story<'a> {
    law: &'a Law,
    kind: &'static dyn AnyKind,
    file: File,
    kept: Vec<Kept>,
    on: Date,
    refused: Vec<String>,
}

impl<'a> Desk<'a> {
    fn new(law: &'a Law, tree: &'a Tree) -> Self {
        let is_commune = |name: &str| ["Phường ", "Xã ", "Thị trấn "].iter().any(|p| name.starts_with(p));
        let district = |unit: &&casework::units::Unit| {
            let here = tree.children(&unit.code.0, FROM).into_iter().map(|c| c.name.clone());
            let communes: Vec<String> = here.filter(|name| is_commune(name)).collect();
            (unit.code.0.clone(), unit.name.clone(), communes)
        };
        let mut districts: Vec<_> = tree.children(UNIT, FROM).iter().map(district).collect();
        districts.retain(|(_, _, communes)| communes.len() > 3);
        Self {
            law,
            tree,
            dice: Dice::new(SEED),
            names: Names::shipped(),
            topics: prose::topics(),
            districts,
            counts: BTreeMap::new(),
            tags: BTreeMap::new(),
            histories: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// A home in a district, or in any.
    fn home(&mut self, code: &str) -> Home {
        let at = self.districts.iter().position(|(c, _, _)| code.split('.').next() == Some(c));
        let any = self.dice.from(0, self.districts.len() as i64 - 1);
        let (code, district, communes) = &self.districts[at.unwrap_or(any as usize)];
        let commune = self.dice.pick(communes).clone();
        let hamlet = *self.dice.pick(&["Đông", "Đoài", "Trung", "Bến", "Chợ", "Đình", "Cầu", "Hạ", "Thượng", "Bãi"]);
        Home { district: district.clone(), code: code.clone(), commune, hamlet: hamlet.into() }
    }

    /// One of the topics of a kind.
    fn topic(&mut self, kind: &str) -> usize {
        let of_kind: Vec<usize> = (0..self.topics.len()).filter(|i| self.topics[*i].kind == kind).collect();
        *self.dice.pick(&of_kind)
    }

    fn letter(&mut self, topic: usize, who: &str, home: &Home, to: &str, on: Date) -> Letter {
        self.topics[topic].write(&mut self.dice, who, home, to, on)
    }

    /// A unit where letters arrive or people are received.
    fn office(&mut self) -> String {
        match self.dice.from(1, 100) {
            1..=22 => UNIT.into(),
            23..=40 => INSPECTORATE.into(),
            41..=50 => {
                (*self.dice.pick(&["31.STNMT.TT", "31.STNMT.TT", "31.SXD.TT", "31.SLDTBXH.TT", "31.SGTVT.TT"])).into()
            }
            _ => format!("{}.TT", self.dice.pick(&self.districts).0),
        }
    }

    /// Its name as letters address it.
    fn name_of(&self, unit: &str) -> String {
        match self.tree.get(unit, FROM) {
            Some(found) if unit == UNIT => format!("UBND {}", found.name),
            Some(found) => found.name.clone(),
            None => unit.to_owned(),
        }
    }

    fn working(&self, on: Date) -> Date {
        self.law.calendar.next_working(on)
    }

    /// A working day of the half-year; a little more of them late than early.
    fn day(&mut self) -> Date {
        let (one, two) = (self.dice.from(0, 208), self.dice.from(0, 208));
        let back = if self.dice.chance(30) { one.min(two) } else { one };
        let on = self.working(clock::plus_days(TODAY, -back));
        on.min(TODAY)
    }

    /// The next number of a unit's cases of a kind, as the office would give it.
    fn number(&mut self, kind: &'static str, unit: &str, on: Date) -> String {
        let count = self.counts.entry((kind, unit.to_owned(), on.year())).or_default();
        *count += 1;
        numbers::written(i64::from(*count), kind, unit, i64::from(on.year()))
    }

    /// Opens a case; its acts follow.
    fn open(&mut self, kind: &'static str, number: &str, unit: &str, on: Date, mut facts: Value) -> Option<Story<'a>> {
        let any = kinds::of(kind)?;
        let agency = self.tree.get(unit, on).and_then(|u| u.agency).unwrap_or(AgencyKind::Admin);
        let taken = vault::take_out(any.fields(any.opening())?, &mut facts);
        let by = any.row(any.regimes().last()?, any.opening())?.by;
        let first =
            Paper { seq: 0, kind: any.opening().into(), on, by, number: String::new(), signer: String::new(), facts };
        let unit = UnitCode(unit.to_owned());
        let opening = Opening { number: number.to_owned(), unit: unit.clone(), agency, regime: None, first };
        match any.open(opening, self.law, TODAY) {
            Err(no) => {
                self.refused.push(format!("{number} {}: {no:?}", any.opening()));
                None
            }
            Ok(told) => {
                let regime = told.regime.to_owned();
                let file = File {
                    number: number.to_owned(),
                    unit: unit.clone(),
                    agency,
                    regime,
                    acts: vec![told.last.clone()],
                };
                let head = journal::Head {
                    id: 0,
                    kind: kind.into(),
                    number: number.to_owned(),
                    unit,
                    agency: agency.word().into(),
                    regime: told.regime.into(),
                };
                let kept = vec![Kept { head, told, taken }];
                Some(Story { law: self.law, kind: any, file, kept, on, refused: Vec::new() })
            }
        }
    }

    /// The case as it stands on the demo's day.
    fn close(&mut self, story: Story<'a>) {
        self.refused.extend(story.refused);
        let by = if story.file.unit.0 == INSPECTORATE { "canbo" } else { "tiepdan" };
        self.histories.push(History { by, acts: story.kept });
    }
}

impl Story<'_> {
    /// One act so many days later, on a working day; what lies after the demo's day is
    /// not yet done, and nothing follows it.
    fn act(&mut self, after: i64, act: &str, facts: Value) -> bool {
        self.act_as(after, act, "", facts)
    }

    /// The same with the number of its paper.
    fn act_as(&mut self, after: i64, act: &str, number: &str, mut facts: Value) -> bool {
        let on = self.law.calendar.next_working(clock::plus_days(self.on, after));
        self.on = on;
        if on > TODAY {
            return false;
        }
        let (Some(fields), Some(row)) = (self.kind.fields(act), self.kind.row(&self.file.regime, act)) else {
            self.refused.push(format!("{}: no act {act}", self.file.number));
            return false;
        };
        let taken = vault::take_out(fields, &mut facts);
        let paper =
            Paper { seq: 0, kind: act.into(), on, by: row.by, number: number.into(), signer: String::new(), facts };
        match self.kind.record(&self.file, paper, self.law, TODAY) {
            Err(no) => {
                self.refused.push(format!("{} {act}: {no:?}", self.file.number));
                false
            }
            Ok(told) => {
                self.file.acts.push(told.last.clone());
                let head = self.kept[0].head.clone();
                self.kept.push(Kept { head, told, taken });
                true
            }
        }
    }
}

/// Keeps the half-year, many cases in a unit of work; `accounts` are ids by sign-in name.
///
/// # Errors
/// The database's; the vault's, where nobody could open what is sealed.
pub async fn keep(
    db: &db::Db,
    histories: Vec<History>,
    accounts: &BTreeMap<String, String>,
    like_key: Option<&casework::duplicates::Key>,
    at: i64,
) -> crate::Result<()> {
    let mut first = 0_i64;
    let mut histories = histories.into_iter().peekable();
    while histories.peek().is_some() {
        let some: Vec<History> = histories.by_ref().take(120).collect();
        let kept = i64::try_from(some.len()).unwrap_or(0);
        let (accounts, like_key) = (accounts.clone(), like_key.cloned());
        db.write(move |tx| {
            for (id, history) in (first..).zip(&some) {
                // After the complaints kept in the same millisecond.
                let id = ((at + 2 - 1_577_836_800_000) << 20) + id;
                let account = accounts.get(history.by).cloned().unwrap_or_default();
                let like_key = like_key.clone();
                let by = Recorder { id: account, like_key, ..Recorder::program(history.by, at) };
                let Some(opening) = history.acts.first() else { continue };
                let (head, on) = (&opening.head, opening.told.last.on);
                let number = numbers::next(tx, &head.kind, &head.unit.0, on.year())?;
                if number != head.number {
                    return Err(crate::Error::fault(format!("{} should be {number}", head.number)));
                }
                for one in &history.acts {
                    let head = journal::Head { id, ..one.head.clone() };
                    kept::keep(tx, &head, &one.told, &one.taken, &by)?;
                }
            }
            Ok::<(), crate::Error>(())
        })
        .await?;
        first += kept;
    }
    journal::settle(db).await?;
    Ok(())
}
