//! Writing into a conference's log, and reading it: what other capabilities may call.
//!
//! One transaction reads what came since, asks the gate and writes one event; who loses a race
//! reads again. Must never let an event pass by the gate.

use super::store::{self, Head};
use crate::App;
use crate::directives::{self, Hand, NewDirective};
use crate::errors::{Error, Result};
use crate::random;
use casework::conference::{Entry, Event, Given, Kind, Manner, No, Sentence, State, fold};
use casework::directives::{Addressee, Group, Issue, SourceKind};
use casework::fields::{LongText, UnitCode};
use casework::units::Tree;
use jiff::civil::Date;
use std::sync::Arc;

/// What a step writes. Fields are named as in [`Event`].
#[allow(missing_docs)]
#[derive(Debug, Clone)]
pub enum Step {
    /// An event as it is.
    Plain(Event),
    /// A vote of a point; how it is kept is the poll's manner.
    Vote { poll: i64, unit: String, choice: usize },
    /// A poll closes; the votes are counted where they lie.
    ClosePoll { poll: i64 },
    /// The minutes are signed, over the record as it then stands.
    Sign { number: String, on: Date, signer: String, remarks: String },
    /// The notice of conclusions is signed, and each that names somebody becomes a directive of its own.
    Notice { conference: String, number: String, on: Date, signer: String, tree: &'static Tree, hand: Hand },
}

/// Why nothing was written: the database, or what a step calls on.
enum NotWritten {
    Database(db::Error),
    Other(crate::Error),
}

impl From<db::Error> for NotWritten {
    fn from(why: db::Error) -> Self {
        Self::Database(why)
    }
}

/// A conference as it is called.
#[derive(Debug, Clone)]
pub struct New {
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The day.
    pub on: Date,
    /// When it begins, as `08:00`.
    pub begins: String,
    /// Who organises it.
    pub unit: String,
    /// Who chairs it.
    pub chair: String,
    /// Agenda: title, minutes, presenting unit, papers.
    pub items: Vec<(String, u32, String, Vec<String>)>,
    /// Units of its points.
    pub points: Vec<String>,
}

/// Calls a conference, with agenda and points; its number. The inner error: why not.
pub async fn call(app: &App, new: New, by: &str) -> Result<std::result::Result<String, No>> {
    let now = app.clock.now_ms();
    let by = by.to_owned();
    let id = i64::try_from(u64::from_str_radix(&random::hex::<7>(), 16).unwrap_or(1)).unwrap_or(1);
    app.write(move |tx| {
        let year = new.on.year();
        let number = format!("{year}-{}", store::of_year(tx, year)? + 1);
        let mut events = vec![Event::Called {
            kind: new.kind,
            title: new.title.clone(),
            on: new.on,
            begins: new.begins.clone(),
            unit: new.unit.clone(),
            chair: new.chair.clone(),
        }];
        for (title, minutes, unit, papers) in &new.items {
            let (title, unit, papers) = (title.clone(), unit.clone(), papers.clone());
            events.push(Event::ItemAdded { title, minutes: *minutes, unit, papers, after: 0 });
        }
        events.extend(new.points.iter().map(|unit| point(unit)));
        let mut state = State::default();
        let mut log = Vec::new();
        for event in events {
            if let Err(no) = state.check(&event) {
                return Ok(Err(no));
            }
            let entry = Entry { seq: state.seq + 1, at_ms: now, by: by.clone(), event };
            state.apply(&entry);
            log.push(entry);
        }
        let head = Head {
            id,
            number: number.clone(),
            unit: new.unit.clone(),
            on: new.on.to_string(),
            title: new.title.clone(),
        };
        store::add(tx, &head)?;
        for entry in &log {
            store::write(tx, id, entry)?;
        }
        for unit in &new.points {
            store::add_code(tx, id, unit, &code())?;
        }
        Ok(Ok(number))
    })
    .await
}

/// A point of which only the unit is known yet.
fn point(unit: &str) -> Event {
    Event::PointAdded { unit: unit.to_owned(), head: String::new(), technician: String::new(), seats: 0 }
}

/// Six digits.
pub fn code() -> String {
    let n = u64::from_str_radix(&random::hex::<7>(), 16).unwrap_or(0);
    format!("{:06}", n % 1_000_000)
}

/// The log of a conference, from its first event; none: there is no such conference.
pub async fn log(app: &App, number: &str) -> Result<Option<Vec<Entry>>> {
    let number = number.to_owned();
    app.read(move |tx| {
        let Some(head) = store::by_number(tx, &number)? else { return Ok(None) };
        store::since(tx, head.id, 0).map(Some)
    })
    .await
}

/// SHA-256 of a record up to a place: what a signature under the minutes is held to.
pub(super) fn record(tx: &mut dyn db::Tx, id: i64, until: i64) -> db::Result<String> {
    Ok(random::sha256(&store::written(tx, id, until)?.join("\n")))
}

/// Where a conference stands; none: there is no such conference.
pub async fn state(app: &App, number: &str) -> Result<Option<State>> {
    Ok(log(app, number).await?.map(|log| fold(&log)))
}

/// Writes one step over what is known; the state after it. The inner error: why not.
pub(super) async fn write(
    app: &App,
    id: i64,
    known: Arc<State>,
    by: String,
    step: Step,
) -> Result<std::result::Result<State, No>> {
    let now = app.clock.now_ms();
    let mut tries = 0;
    loop {
        let (known, by, step) = (known.clone(), by.clone(), step.clone());
        let (ballot, code) = (random::hex::<16>(), code());
        let wrote = app
            .db
            .write(move |tx| {
                let mut state = State::clone(&known);
                for entry in store::since(tx, id, state.seq)? {
                    state.apply(&entry);
                }
                let mut event = match &step {
                    Step::Plain(event) => event.clone(),
                    Step::Vote { poll, unit, choice } => {
                        let asked = state.polls.iter().find(|p| p.n == *poll);
                        let is_secret = asked.is_some_and(|p| p.manner == Manner::Secret);
                        if asked.is_some_and(|p| *choice >= p.choices.len()) {
                            return Ok(Err(No::NoChoice));
                        }
                        Event::Voted { poll: *poll, unit: unit.clone(), choice: (!is_secret).then_some(*choice) }
                    }
                    Step::ClosePoll { poll } => {
                        Event::PollClosed { poll: *poll, counts: counts(tx, id, &state, *poll)? }
                    }
                    Step::Notice { number, on, signer, .. } => {
                        let (number, signer) = (number.clone(), signer.clone());
                        Event::NoticeSigned { number, on: *on, signer, given: Vec::new() }
                    }
                    Step::Sign { number, on, signer, remarks } => Event::MinutesSigned {
                        number: number.clone(),
                        on: *on,
                        signer: signer.clone(),
                        remarks: remarks.clone(),
                        record: record(tx, id, state.seq)?,
                    },
                };
                if let Err(no) = state.check(&event) {
                    return Ok(Err(no));
                }
                if let (Step::Notice { .. }, Event::NoticeSigned { given, .. }) = (&step, &mut event) {
                    *given = give(tx, &state, &step)?;
                }
                match &step {
                    Step::Vote { poll, choice, .. } if matches!(event, Event::Voted { choice: None, .. }) => {
                        store::add_ballot(tx, id, *poll, &ballot, i64::try_from(*choice).unwrap_or(0))?;
                    }
                    Step::ClosePoll { poll } => store::clear_ballots(tx, id, *poll)?,
                    Step::Plain(Event::PointAdded { unit, .. }) => store::add_code(tx, id, unit, &code)?,
                    Step::Plain(Event::CodeRenewed { unit }) => store::renew_code(tx, id, unit, &code)?,
                    _ => {}
                }
                let entry = Entry { seq: state.seq + 1, at_ms: now, by: by.clone(), event };
                store::write(tx, id, &entry)?;
                state.apply(&entry);
                Ok::<_, NotWritten>(Ok(state))
            })
            .await;
        match wrote {
            Err(NotWritten::Database(db::Error::Conflict(_))) if tries < 20 => tries += 1,
            Err(NotWritten::Database(why)) => return Err(why.into()),
            Err(NotWritten::Other(why)) => return Err(why),
            Ok(wrote) => return Ok(wrote),
        }
    }
}

/// Makes a directive of each conclusion that names somebody, in the unit of work that signs the notice.
/// One that cannot be given does not hold up the others: why stands in the record.
fn give(tx: &mut dyn db::Tx, state: &State, step: &Step) -> std::result::Result<Vec<Given>, NotWritten> {
    let Step::Notice { conference, number, on, signer, tree, hand } = step else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for sentence in state.conclusions.iter().filter(|s| s.is_given()) {
        let issue = issue(state, sentence, (number, *on, signer));
        let once = random::sha256(&format!("conference {conference} {}", sentence.n));
        let new = NewDirective { issue, parent: None, once };
        let (directive, refused) = match directives::issue(tx, tree, &new, hand) {
            Ok(number) => (number, String::new()),
            Err(Error::Invalid(wrong)) => {
                (String::new(), wrong.first().map_or("invalid.directive_nobody", |w| w.what).to_owned())
            }
            Err(Error::Forbidden(why)) => (String::new(), why.to_owned()),
            Err(other) => return Err(NotWritten::Other(other)),
        };
        out.push(Given { sentence: sentence.n, directive, refused });
    }
    Ok(out)
}

/// A conclusion as the directive that the notice gives.
fn issue(state: &State, sentence: &Sentence, (number, on, signer): (&str, Date, &str)) -> Issue {
    Issue {
        issuer: UnitCode(state.unit.clone()),
        issued_on: on,
        signer: Some(signer.to_owned()),
        source: SourceKind::Conference,
        source_number: Some(number.to_owned()),
        source_on: Some(on),
        sentence: Some(LongText(sentence.text.clone())),
        content: LongText(sentence.text.clone()),
        addressees: sentence.to.iter().map(|u| Addressee { addressee: UnitCode(u.clone()) }).collect(),
        every: Group::from_word(&sentence.every),
        due_on: sentence.due_on,
        report_form: None,
    }
}

/// Votes for each choice: by name from the log, secret ones from the ballots.
fn counts(tx: &mut dyn db::Tx, id: i64, state: &State, poll: i64) -> db::Result<Vec<u32>> {
    let Some(asked) = state.polls.iter().find(|p| p.n == poll) else { return Ok(Vec::new()) };
    if asked.manner != Manner::Secret {
        return Ok(asked.tally());
    }
    let mut counts = vec![0; asked.choices.len()];
    for (_, choice) in store::ballots(tx, id, poll)? {
        if let Some(n) = usize::try_from(choice).ok().and_then(|c| counts.get_mut(c)) {
            *n += 1;
        }
    }
    Ok(counts)
}
