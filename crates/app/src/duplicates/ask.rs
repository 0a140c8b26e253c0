//! The question: which letters that this reader may see are like this one; and, apart from
//! it, at which units a like petition lies that they may not see.
//!
//! Finds, never decides and never merges. What is asked about is read and forgotten: no
//! word of it is kept or logged.

use super::follow::Name;
use super::store::{self, Held};
use super::{blank, follow};
use crate::access::Action;
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::journal;
use crate::vault::{self, Person, Seen};
use casework::duplicates::{Fingerprint, Letter, Match, Passage, person};
use db::Tx;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Cases shown for one letter.
pub const SHOWN: usize = 12;
/// Shorter ones are not compared: a few words are in every petition.
pub const FEWEST_WORDS: usize = 12;
/// Shorter ones are not asked of other units, lest guesses be tried out one by one.
pub const FEWEST_WORDS_ELSEWHERE: usize = 40;
/// Questions to other units by one account in an hour.
pub const CHECKS_AN_HOUR: i64 = 60;
/// From this likeness on another unit's letter counts as a like petition.
const LIKE_ELSEWHERE: f64 = 0.25;
/// Bytes of letters read for one question.
const MOST_BYTES: usize = 64 << 20;
/// Sealed fingerprints read for one question.
const MOST_PRINTS: usize = 512;
const HOUR_MS: i64 = 3_600_000;

/// A letter to be looked for, as it was typed.
#[derive(Clone, Default)]
pub struct Asked {
    /// Its text.
    pub text: String,
    /// People who stand in it.
    pub people: Vec<Person>,
    /// Number of the case it is in, if it is in one.
    pub case: String,
    /// Numbers of cases it was said not to be one matter with.
    pub apart: Vec<String>,
}

/// A case with a letter like the one asked about.
#[derive(Clone)]
pub struct Found {
    /// Its number.
    pub number: String,
    /// Word of its kind.
    pub kind: String,
    /// Code of the unit that keeps it.
    pub unit: String,
    /// Về việc.
    pub title: String,
    /// Day of its first act.
    pub opened_on: Date,
    /// Number by which its matter goes: that of the matter's first case, or its own.
    pub matter: String,
    /// The case it came out of, if any.
    pub from: Option<String>,
    /// How much of the texts agrees, 0 to 1.
    pub score: f64,
    /// How likely somebody stands in both, by name and place; 0 below what is worth showing.
    pub person: f64,
    /// Where they agree, as bytes of both texts.
    pub passages: Vec<Passage>,
    /// The text found.
    pub text: String,
}

/// Units at which a like petition lies, and no more than that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Units with a letter in the open, where the reader sees no cases.
    pub open: BTreeSet<String>,
    /// Units with a sealed denunciation.
    pub sealed: BTreeSet<String>,
}

/// The cases the reader may see whose letters are like this one, most alike first.
///
/// # Errors
/// The database's.
pub async fn like(cx: &Cx, asked: Asked) -> Result<Vec<Found>> {
    journal::settle(&cx.app.db).await?;
    let (app, reach) = (cx.app.clone(), cx.reach(Action::SeeCases));
    cx.app
        .read(move |tx| {
            app.letters.catch_up(tx, app.settings.like_key.as_ref())?;
            let known = app.letters.known();
            found(tx, &known, &reach, &asked)
        })
        .await
}

fn found(tx: &mut dyn Tx, known: &follow::Known, reach: &Reach, asked: &Asked) -> db::Result<Vec<Found>> {
    let letter = Letter::read(&asked.text);
    if letter.len() < FEWEST_WORDS {
        return Ok(Vec::new());
    }
    let own = own_case(tx, &asked.case)?;
    let apart: HashSet<i64> = own.map(|case| store::apart(tx, case)).transpose()?.into_iter().flatten().collect();
    // What hangs together already needs no asking.
    let linked = own.map(|case| linked(tx, case, &asked.case)).transpose()?.unwrap_or_default();
    let mut read = Reading::new(tx);
    let matches = known.open.near(&letter, |name| {
        let hidden = known.unit(name).is_some_and(|unit| !reach.holds(unit));
        if hidden || Some(name.place.case) == own || apart.contains(&name.place.case) {
            return None;
        }
        read.letter(name, |held| {
            reach.holds(&held.unit.0) && !asked.apart.contains(&held.number) && !linked.contains(&held.number)
        })
    });
    let texts = read.done()?;
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    // The best letter of each case comes first.
    for one in matches {
        if found.len() == SHOWN {
            break;
        }
        let Some((held, text)) = texts.get(&one.id).filter(|(held, _)| seen.insert(held.case)) else { continue };
        found.push(tell(tx, one, held, text, asked)?);
    }
    // The turn at the desk and the petition taken there hold one letter: the petition stands for both.
    let sources: HashSet<String> = found.iter().filter_map(|one| one.from.clone()).collect();
    found.retain(|one| !sources.contains(&one.number));
    Ok(found)
}

/// Numbers of the cases that a case says it hangs together with, or that say so of it.
fn linked(tx: &mut dyn Tx, case: i64, number: &str) -> db::Result<HashSet<String>> {
    let mine = journal::store::links(tx, case)?.into_iter().map(|(_, number)| number);
    let theirs = journal::store::linked_to(tx, number)?.into_iter().map(|relative| relative.number);
    Ok(mine.chain(theirs).collect())
}

fn own_case(tx: &mut dyn Tx, number: &str) -> db::Result<Option<i64>> {
    if number.is_empty() {
        return Ok(None);
    }
    Ok(journal::head(tx, number)?.map(|(head, _)| head.id))
}

fn tell(tx: &mut dyn Tx, one: Match<Name>, held: &Held, text: &str, asked: &Asked) -> db::Result<Found> {
    let links = journal::store::links(tx, held.case)?;
    let link = |wanted: &str| links.iter().find(|(word, _)| word == wanted).map(|(_, number)| number.clone());
    let people = vault::seen(tx, held.case)?.into_values().filter_map(|seen| match seen {
        Seen::Open(person) => Some(person),
        _ => None,
    });
    let alike = people.flat_map(|theirs| asked.people.iter().map(move |ours| likeness(ours, &theirs)));
    let person = alike.fold(0.0, f64::max);
    Ok(Found {
        matter: link("matter").unwrap_or_else(|| held.number.clone()),
        from: link("from"),
        number: held.number.clone(),
        kind: held.kind.clone(),
        unit: held.unit.0.clone(),
        title: held.title.clone(),
        opened_on: held.opened_on,
        score: one.score,
        person: if person >= person::PERHAPS { person } else { 0.0 },
        passages: one.passages,
        text: text.to_owned(),
    })
}

fn likeness(one: &Person, other: &Person) -> f64 {
    let who = |p: &Person| (p.name.clone(), p.address.clone());
    let ((name, place), (their_name, their_place)) = (who(one), who(other));
    person::likeness(
        &person::Person { name: &name, place: &place },
        &person::Person { name: &their_name, place: &their_place },
    )
}

/// Letters read from the vault while the index is asked: within a bound, and the first
/// failure ends it.
struct Reading<'a> {
    tx: &'a mut dyn Tx,
    texts: HashMap<Name, (Held, String)>,
    bytes: usize,
    failed: Option<db::Error>,
}

impl<'a> Reading<'a> {
    fn new(tx: &'a mut dyn Tx) -> Self {
        Self { tx, texts: HashMap::new(), bytes: 0, failed: None }
    }

    fn letter(&mut self, name: &Name, may: impl Fn(&Held) -> bool) -> Option<Letter> {
        if self.failed.is_some() || self.bytes > MOST_BYTES {
            return None;
        }
        match self.open(name, may) {
            Ok(letter) => letter,
            Err(why) => {
                self.failed = Some(why);
                None
            }
        }
    }

    fn open(&mut self, name: &Name, may: impl Fn(&Held) -> bool) -> db::Result<Option<Letter>> {
        let Some(held) = store::held(self.tx, name.place)?.filter(may) else { return Ok(None) };
        // Sealed since: its text is not there, and it is not a letter in the open any more.
        let Some(text) = vault::open_letter(self.tx, held.case, &held.item)? else { return Ok(None) };
        self.bytes += text.len();
        let letter = Letter::read(&text);
        self.texts.insert(*name, (held, text));
        Ok(Some(letter))
    }

    fn done(self) -> db::Result<HashMap<Name, (Held, String)>> {
        self.failed.map_or(Ok(self.texts), Err)
    }
}

/// At which units a like petition lies that the reader may not see. Noted, so that it can
/// be seen who asks and how often.
///
/// # Errors
/// Not a desk role; a letter too short; too many questions; the database's.
pub async fn elsewhere(cx: &Cx, asked: Asked) -> Result<Elsewhere> {
    let actor = cx.actor()?.id.clone();
    if !cx.may_somewhere(Action::RecordActs) {
        return Err(Error::Forbidden("denied.role"));
    }
    let words = Letter::read(&asked.text).len();
    if words < FEWEST_WORDS_ELSEWHERE {
        return Err(Error::Invalid(vec![FieldError::new("text", "invalid.letter_short_elsewhere")]));
    }
    let now = cx.app.clock.now_ms();
    let account = actor.clone();
    let asked_before = cx.app.read(move |tx| store::checks_since(tx, &account, now - HOUR_MS)).await?;
    if asked_before >= CHECKS_AN_HOUR {
        return Err(Error::Forbidden("denied.like_often"));
    }
    journal::settle(&cx.app.db).await?;
    let (app, reach) = (cx.app.clone(), cx.reach(Action::SeeCases));
    let found = cx.app.read(move |tx| {
        let key = app.settings.like_key.as_ref();
        app.letters.catch_up(tx, key)?;
        let known = app.letters.known();
        let open = open_elsewhere(tx, &known, &reach, &asked)?;
        let sealed = match key {
            Some(key) => {
                let print = Fingerprint::of(&Letter::read(&blank::without(&asked.text, &asked.people)), key);
                let own = own_case(tx, &asked.case)?;
                sealed_at(tx, &known, &print, own)?
            }
            None => BTreeSet::new(),
        };
        Ok(Elsewhere { open, sealed })
    });
    let found = found.await?;
    let told: Vec<String> = found.open.union(&found.sealed).cloned().collect();
    let told = Arc::new(told.join(" "));
    cx.app.write(move |tx| store::add_check(tx, now, &actor, words, &told)).await?;
    Ok(found)
}

fn open_elsewhere(
    tx: &mut dyn Tx,
    known: &follow::Known,
    reach: &Reach,
    asked: &Asked,
) -> db::Result<BTreeSet<String>> {
    let letter = Letter::read(&asked.text);
    let mut read = Reading::new(tx);
    let mut units = HashSet::new();
    let matches = known.open.near(&letter, |name| {
        // A unit is told of once, however many like letters it has.
        let outside = known.unit(name).is_none_or(|unit| !reach.holds(unit) && !units.contains(unit));
        let theirs = outside.then(|| read.letter(name, |held| !reach.holds(&held.unit.0))).flatten()?;
        if casework::duplicates::compare(&letter, &theirs).score >= LIKE_ELSEWHERE {
            units.extend(known.unit(name).map(str::to_owned));
        }
        Some(theirs)
    });
    let texts = read.done()?;
    let like = matches.iter().filter(|one| one.score >= LIKE_ELSEWHERE);
    Ok(like.filter_map(|one| Some(texts.get(&one.id)?.0.unit.0.clone())).collect())
}

fn sealed_at(
    tx: &mut dyn Tx,
    known: &follow::Known,
    print: &Fingerprint,
    own: Option<i64>,
) -> db::Result<BTreeSet<String>> {
    let (mut failed, mut read) = (None, 0);
    let mut told = BTreeSet::new();
    let units = known.sealed.units(print, |name| {
        let unit = known.unit(name)?;
        if failed.is_some() || read >= MOST_PRINTS || Some(name.place.case) == own || told.contains(unit) {
            return None;
        }
        read += 1;
        let bytes = store::print(tx, name.place).unwrap_or_else(|why| {
            failed = Some(why);
            None
        })?;
        let theirs = Fingerprint::from_bytes(&bytes).ok()?;
        if print.is_like(&theirs) {
            told.insert(unit.to_owned());
        }
        Some((unit.to_owned(), theirs))
    });
    failed.map_or(Ok(units), Err)
}

/// The newest letter of a case that is kept in the open, with the people of the case.
///
/// # Errors
/// The database's.
pub fn of_case(tx: &mut dyn Tx, case: i64, number: &str) -> db::Result<Option<Asked>> {
    let items = store::items(tx, case)?;
    let mut seen = vault::seen(tx, case)?;
    let Some(Seen::Letter(text)) = items.iter().find_map(|item| seen.remove(item)) else { return Ok(None) };
    let people = seen.into_values().filter_map(|seen| match seen {
        Seen::Open(person) => Some(person),
        _ => None,
    });
    Ok(Some(Asked { text, people: people.collect(), case: number.to_owned(), apart: Vec::new() }))
}

/// Remembers that these cases are not one matter with `number`. Those the reader may not
/// see are passed over.
///
/// # Errors
/// The case is not there for this reader; the database's.
pub async fn set_apart(cx: &Cx, number: &str, others: Vec<String>) -> Result<()> {
    let (number, reach) = (number.to_owned(), cx.reach(Action::SeeCases));
    let records = cx.reach(Action::RecordActs);
    let (by, now) = (cx.actor()?.login.clone(), cx.app.clock.now_ms());
    cx.app
        .db
        .write(move |tx| {
            let head = journal::head(tx, &number)?.map(|(head, _)| head);
            let head = head.filter(|head| reach.holds(&head.unit.0)).ok_or(Error::Hidden)?;
            if !records.holds(&head.unit.0) {
                return Err(Error::Forbidden("denied.unit"));
            }
            for other in &others {
                let other = journal::head(tx, other)?.map(|(other, _)| other);
                let seen = |other: &journal::Head| reach.holds(&other.unit.0) && other.id != head.id;
                if let Some(other) = other.filter(seen) {
                    store::set_apart(tx, head.id, other.id, now, &by)?;
                }
            }
            Ok(())
        })
        .await
}
