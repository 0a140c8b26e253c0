//! Gửi đơn trực tuyến: a citizen files a petition, follows it with a code, adds to it or
//! withdraws it; the desk reads it in the online inbox and takes it in.
//!
//! Sealed from the first byte ([`crate::vault::inbox`]): a copy of the database shows neither
//! who wrote nor what. Filing opens no case; taking in does, through the law's ordinary gate.
//! Works without scripts. Must never log what was typed, nor put it in an address.

pub mod code;
mod draft;
pub mod files;
pub mod flood;
pub(super) mod given;
mod guide;
mod inbox;
mod moved;
pub mod send;
pub mod store;
mod track;
mod write;

pub use flood::Flood;
pub(crate) use inbox::strip;

use super::visit::{Visit, missing};
use crate::access::{Access, Action};
use crate::cases::deadline::{self, Told};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Capacity;
use crate::routes::{Method, Routes};
use axum::response::Response;
use casework::Role;
use casework::fields::UnitCode;
use casework::kinds::{self, AnyKind, Opening, Paper};
use jiff::Timestamp;
use jiff::civil::Date;
use law::{AgencyKind, Citation};
use serde_json::{Value, json};

/// Kinds a citizen can choose, with the provision that says what each is.
pub(in crate::portal) const KINDS: [(&str, &str, &str); 3] = [
    ("complaint", "02/2011/QH13", "2(1)"),
    ("denunciation", "25/2018/QH14", "2(1)"),
    ("feedback", "42/2013/QH13", "2(2)"),
];

/// The papers and pages of words; of larger papers the words are kept.
const ROOM: Capacity = Capacity { files: files::LARGEST + (1 << 20), words: 2 << 20 };

/// Pages of the sender in both languages, and of the desk.
pub(super) fn routes() -> Routes {
    use Method::{Get, Post};
    let put = Access::May(Action::RecordActs);
    let mut routes = Routes::new().open("/file/guide", "/en/file/guide", guide::page);
    for [file, write, resume, track, add] in [
        ["/file", "/file/write", "/file/resume", "/track", "/track/add"],
        ["/en/file", "/en/file/write", "/en/file/resume", "/en/track", "/en/track/add"],
    ] {
        routes = routes
            .route(Get, file, Access::Public, write::begin)
            .route(Get, write, Access::Public, write::form)
            .route_keeping_words(ROOM, write, Access::Public, write::send)
            .route(Get, resume, Access::Public, write::resume)
            .route(Post, resume, Access::Public, write::resumed)
            .route(Get, track, Access::Public, track::ask)
            .route(Post, track, Access::Public, track::show)
            .route_keeping_words(ROOM, add, Access::Public, track::add);
    }
    routes
        .route(Get, "/desk/inbox", put, inbox::list)
        .route(Get, "/desk/inbox/{id}", put, inbox::one)
        .route(Post, "/desk/inbox/share", put, inbox::share)
        .route(Post, "/desk/inbox/{id}/open", put, inbox::open)
        .route(Post, "/desk/inbox/{id}/ask", put, inbox::ask)
        .route(Post, "/desk/inbox/{id}/files/{note}/{n}", put, inbox::file)
        .route(Post, "/desk/inbox/{id}/take", put, inbox::take)
        .route(Post, "/desk/inbox/{id}/aside", put, inbox::aside)
        .route(Post, "/desk/inbox/{id}/seen", put, inbox::seen)
}

/// An answer, or the portal's page that says why there is none.
pub(super) fn said(visit: &Visit, answer: Result) -> Response {
    answer.unwrap_or_else(|error| missing(visit, &error))
}

/// The reader as the address's language has it.
pub(super) fn in_language(mut cx: Cx, visit: &Visit) -> Cx {
    cx.lang = visit.lang;
    cx
}

/// What the law calls a kind, and where.
fn law_of(cx: &Cx, kind: &str) -> String {
    let found = KINDS.into_iter().find(|(word, ..)| *word == kind);
    found.map_or_else(String::new, |(_, law, article)| cx.app.law.cite(&Citation::new(law, article), cx.lang.code()))
}

/// The civil day of an instant in Vietnam.
fn day_of(ms: i64) -> Date {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(crate::clock::vietnam()).date()
}

/// The deadline that would run had the office taken in on the day what was sent that day: derived by the
/// same gate that opens cases, so that sender and office read the same date with the same proof.
fn due(cx: &Cx, unit: &str, kind: &str, on: Date) -> Option<Told> {
    let petition = kinds::of("petition")?;
    let facts = json!({ "title": "-", "source": "online", "kind": kind, "people_count": 1, "names": "one" });
    let facts = petition.read(petition.opening(), &facts).ok()?;
    let told = petition.open(opening(cx, petition, "-", unit, on, facts), &cx.app.law, cx.today).ok()?;
    let first = told.state.deadlines.iter().min_by_key(|d| d.due_on)?;
    Some(deadline::tell(&cx.app.law, cx.lang, first, cx.today))
}

/// A petition as it is opened at a unit on the day it was received; an empty number: the next one.
pub(super) fn opening(cx: &Cx, petition: &dyn AnyKind, number: &str, unit: &str, on: Date, facts: Value) -> Opening {
    let first = Paper {
        seq: 0,
        kind: petition.opening().to_owned(),
        on,
        by: Role::Officer,
        number: String::new(),
        signer: String::new(),
        facts,
    };
    let agency = cx.app.tree.get(unit, on).and_then(|u| u.agency).unwrap_or(AgencyKind::Admin);
    Opening { number: number.to_owned(), unit: UnitCode(unit.to_owned()), agency, regime: None, first }
}

/// What a filing looks like from outside, as a hash: another one means something is new.
pub(super) fn looks(tx: &mut dyn db::Tx, filing: i64) -> db::Result<String> {
    if filing == 0 {
        return Ok(String::new());
    }
    let Some(f) = store::by_id(tx, filing)? else { return Ok(String::new()) };
    let asked = store::questions(tx, filing)?.len();
    let mut all = format!("{} {} {asked}", f.state, f.case_number);
    if !f.case_number.is_empty() {
        let own = crate::journal::store::linked_to(tx, &f.case_number)?.into_iter().filter(|r| r.word == "from");
        let numbers: Vec<String> = std::iter::once(f.case_number.clone()).chain(own.map(|r| r.number)).collect();
        for number in numbers {
            if let Some((_, last)) = crate::journal::store::head(tx, &number)? {
                all.push_str(&format!(" {number} {}", last.seq));
            }
        }
    }
    Ok(crate::random::sha256(&all))
}

/// The filing whose code's hash begins so: the whole hash, and its id.
pub(super) fn of_code(tx: &mut dyn db::Tx, head: &str) -> db::Result<Option<(String, i64)>> {
    Ok(store::by_code(tx, head)?.map(|f| (f.code_hash, f.id)))
}

/// A filing that must be there.
fn or_hidden<T>(found: Option<T>) -> Result<T> {
    found.ok_or(Error::Hidden)
}
