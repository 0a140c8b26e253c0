//! Két: the people named in a case, and the sealing of those whom the law hides.
//!
//! An act carries only the name of an envelope ([`Person`] → item), never the
//! person: so the journal can stand for ever while a person can be sealed later
//! or forgotten. Người tố cáo (Luật Tố cáo 2018, Điều 8, 56) is sealed to a key
//! of the case; its private half is held only by those assigned, each under a key
//! that their own password opens. Nothing on the server's disk opens an
//! envelope: not the database, not a backup, not the operator.
//!
//! Must never write a sealed person into a log, an error, an index or a paper.

mod crypto;
pub mod file;
pub mod guard;
pub mod inbox;
mod keys;
mod store;

pub use crypto::Key;
pub use crypto::{from_password, from_session};
pub use keys::{SessionKeys, new_for, rewrap, salt_of, unlock};
pub use store::{LOG, MIGRATION, STATEMENTS};

use crate::accounts::Binding;
use casework::fields::{FieldKind, FieldSpec};
use db::{Result, Tx};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Kept;

/// Người: as an officer writes them down.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// Họ và tên.
    pub name: String,
    /// Địa chỉ.
    pub address: String,
    /// Số điện thoại hoặc cách liên hệ khác.
    pub contact: String,
    /// Số định danh cá nhân, căn cước hoặc hộ chiếu.
    pub id_number: String,
    /// Ghi chú.
    pub note: String,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// How a person is asked for, in the order of [`Person`].
pub const PERSON: &[FieldSpec] = &[
    FieldSpec { name: "name", kind: FieldKind::Text, required: true },
    FieldSpec { name: "address", kind: FieldKind::Text, required: false },
    FieldSpec { name: "contact", kind: FieldKind::Text, required: false },
    FieldSpec { name: "id_number", kind: FieldKind::Text, required: false },
    FieldSpec { name: "note", kind: FieldKind::Text, required: false },
];

/// What an envelope holds: with salt, so that nobody finds out by guessing names
/// against the item.
#[derive(Serialize, Deserialize)]
struct Salted {
    salt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<Person>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
}

/// What an envelope was found to hold.
#[derive(Clone, PartialEq, Eq)]
pub enum Inside {
    /// Người.
    Person(Person),
    /// Toàn văn đơn.
    Letter(String),
}

impl std::fmt::Debug for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inside(…)")
    }
}

/// Why the vault does not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Neither the one who records nor a leader of the unit has a key yet: nobody
    /// could ever open the envelope.
    #[error("nobody assigned has a key")]
    NobodyCouldOpen,
    /// The reader is not among those assigned.
    #[error("not assigned")]
    NotAssigned,
    /// The reader came with a token, or signed in before they had a key.
    #[error("signed in without a key")]
    SignInAgain,
    /// A look asks for a reason.
    #[error("no reason given")]
    NoReason,
    /// The reason tells what is sealed.
    #[error("the reason tells what is sealed")]
    ReasonTells,
    /// Somebody must stay assigned.
    #[error("the last one assigned")]
    LastOne,
    /// Nobody of that name can be assigned.
    #[error("no such account")]
    NoAccount,
    /// The key was destroyed; nobody can open it any more.
    #[error("the key was destroyed")]
    Destroyed,
    /// There is no such person in the case.
    #[error("no such person")]
    Unknown,
    /// The envelope does not open with the right key: it was damaged or exchanged.
    #[error("the envelope is damaged")]
    Damaged,
}

impl Refused {
    /// Catalogue key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Refused::NobodyCouldOpen => "vault.nobody_could_open",
            Refused::NotAssigned => "vault.not_assigned",
            Refused::SignInAgain => "vault.sign_in_again",
            Refused::NoReason => "vault.no_reason",
            Refused::ReasonTells => "vault.reason_tells",
            Refused::LastOne => "vault.last_one",
            Refused::NoAccount => "vault.no_account",
            Refused::Destroyed => "vault.destroyed",
            Refused::Unknown => "vault.unknown",
            Refused::Damaged => "vault.damaged",
        }
    }
}

/// What the vault answers: yes with something, or why not. A refusal has written nothing.
pub type Answer<T> = Result<std::result::Result<T, Refused>>;

/// Who may open a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Id of the account.
    pub account: String,
    /// Name of the person.
    pub name: String,
    /// Since when, milliseconds.
    pub at_ms: i64,
    /// Whether the account may still sign in.
    pub active: bool,
}

/// Who has a key, so that a case can be assigned to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Id of the account.
    pub account: String,
    /// Name of the person.
    pub name: String,
    /// Their roles.
    pub bindings: Vec<Binding>,
}

/// Somebody was let in (`assigned`), taken off (`unassigned`), or recorded an act though
/// the name guard found something in it (`passed`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When, milliseconds.
    pub at_ms: i64,
    /// Who did it.
    pub name: String,
    /// What was done.
    pub what: String,
    /// To whom; the act for `passed`.
    pub about: String,
}

/// The end of a case's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destruction {
    /// When, milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub name: String,
    /// Why, in their words.
    pub why: String,
}

/// One look at a sealed person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When, milliseconds.
    pub at_ms: i64,
    /// Who looked.
    pub name: String,
    /// Which envelope.
    pub item: String,
    /// Why, in their words.
    pub reason: String,
}

/// Fewest characters of a reason.
pub const REASON_MIN: usize = 8;

/// A person as pages may show them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Kept in the open.
    Open(Person),
    /// A letter kept in the open.
    Letter(String),
    /// Sealed: only that there is one.
    Sealed,
    /// Sealed, and the key destroyed.
    Destroyed,
}

/// A person taken out of the facts of an act, not yet kept.
#[derive(Clone)]
pub struct Taken {
    item: String,
    words: String,
}

impl Taken {
    /// The name of the envelope, which the act carries.
    pub fn item(&self) -> &str {
        &self.item
    }
}

impl From<&Person> for Taken {
    fn from(person: &Person) -> Self {
        Taken::of(Some(person.clone()), None)
    }
}

impl Taken {
    /// An envelope for the text of a letter.
    pub fn letter(text: &str) -> Self {
        Taken::of(None, Some(text.to_owned()))
    }

    /// The text of a letter that was taken out, if it is one.
    pub fn letter_text(&self) -> Option<String> {
        serde_json::from_str::<Salted>(&self.words).ok()?.letter
    }

    /// The person who was taken out, if it is one.
    pub fn person(&self) -> Option<Person> {
        serde_json::from_str::<Salted>(&self.words).ok()?.person
    }

    fn of(person: Option<Person>, letter: Option<String>) -> Self {
        let whole = Salted { salt: crate::random::hex::<16>(), person, letter };
        let words = serde_json::to_string(&whole).unwrap_or_default();
        Taken { item: crate::random::sha256(&words), words }
    }
}

/// Takes every person out of facts as they were typed and puts the name of an
/// envelope in their place. What is neither a person nor an envelope's name
/// becomes nothing, so that no name can slip into an act as text.
pub fn take_out(fields: &[FieldSpec], facts: &mut serde_json::Value) -> Vec<Taken> {
    let mut taken = Vec::new();
    for field in fields {
        let Some(value) = facts.get_mut(field.name) else { continue };
        match field.kind {
            FieldKind::Person if value.as_str().is_some_and(is_item) => {}
            FieldKind::Person => {
                let person = serde_json::from_value::<Person>(value.clone()).ok();
                let person = person.filter(|p| !p.name.trim().is_empty()).map(|p| Taken::from(&p));
                *value = person.as_ref().map_or(serde_json::Value::Null, |p| p.item.clone().into());
                taken.extend(person);
            }
            FieldKind::Letter if value.as_str().is_some_and(is_item) => {}
            FieldKind::Letter => {
                let letter = value.as_str().filter(|text| !text.trim().is_empty()).map(Taken::letter);
                *value = letter.as_ref().map_or(serde_json::Value::Null, |l| l.item.clone().into());
                taken.extend(letter);
            }
            FieldKind::Group(inner) => {
                value.as_array_mut().into_iter().flatten().for_each(|row| taken.extend(take_out(inner, row)));
            }
            _ => {}
        }
    }
    taken
}

fn is_item(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn read(words: &[u8]) -> Option<Inside> {
    let inside = serde_json::from_slice::<Salted>(words).ok()?;
    inside.person.map(Inside::Person).or(inside.letter.map(Inside::Letter))
}

fn about(case: i64, item: &str) -> String {
    format!("person {case} {item}")
}

/// Keeps a person whom the law does not hide.
pub fn keep_open(tx: &mut dyn Tx, case: i64, person: &Taken, by: &str, now_ms: i64) -> Result<()> {
    store::keep(tx, case, &person.item, &Kept::Open(person.words.clone()), by, now_ms)?;
    match person.person() {
        Some(named) => crate::people::put(tx, case, &person.item, &named),
        None => Ok(()),
    }
}

/// The person in the words of an envelope that is kept in the open.
pub fn open_person(words: &str) -> Option<Person> {
    match read(words.as_bytes()) {
        Some(Inside::Person(person)) => Some(person),
        _ => None,
    }
}

/// Seals a person to the key of the case, which is made with the first one: the
/// one who records and the leaders of the unit hold it.
pub fn keep_sealed(tx: &mut dyn Tx, case: i64, unit: &str, person: &Taken, by: &str, now_ms: i64) -> Answer<()> {
    let public = match keys::of_case(tx, case, unit, by, now_ms)? {
        Ok(public) => public,
        Err(no) => return Ok(Err(no)),
    };
    let Some(sealed) = crypto::seal_to(&public, &about(case, &person.item), person.words.as_bytes()) else {
        return Ok(Err(Refused::Damaged));
    };
    store::keep(tx, case, &person.item, &Kept::Sealed(sealed), by, now_ms)?;
    Ok(Ok(()))
}

/// Seals every person of a case that was kept in the open, for the day a letter
/// turns out to denounce somebody. How many there were.
pub fn seal_case(tx: &mut dyn Tx, case: i64, unit: &str, by: &str, now_ms: i64) -> Answer<usize> {
    let open = store::open_persons(tx, case)?;
    if open.is_empty() {
        return Ok(Ok(0));
    }
    let public = match keys::of_case(tx, case, unit, by, now_ms)? {
        Ok(public) => public,
        Err(no) => return Ok(Err(no)),
    };
    for (item, words) in &open {
        let Some(sealed) = crypto::seal_to(&public, &about(case, item), words.as_bytes()) else {
            return Ok(Err(Refused::Damaged));
        };
        store::shut(tx, case, item, &sealed)?;
        if let Some(person) = open_person(words) {
            crate::people::forget(tx, case, item, &person)?;
        }
    }
    Ok(Ok(open.len()))
}

/// Whether a case hides its people: it has a key, or had one.
pub fn hides(tx: &mut dyn Tx, case: i64) -> Result<bool> {
    store::has_case_key(tx, case)
}

/// The persons of a case by their items, as a reader may see them without opening anything.
pub fn seen(tx: &mut dyn Tx, case: i64) -> Result<HashMap<String, Seen>> {
    let as_seen = |kept: Kept| match kept {
        Kept::Open(words) => match read(words.as_bytes()) {
            Some(Inside::Person(person)) => Seen::Open(person),
            Some(Inside::Letter(text)) => Seen::Letter(text),
            None => Seen::Sealed,
        },
        Kept::Sealed(sealed) if sealed.is_empty() => Seen::Destroyed,
        Kept::Sealed(_) => Seen::Sealed,
    };
    Ok(store::persons(tx, case)?.into_iter().map(|(item, kept)| (item, as_seen(kept))).collect())
}

/// A letter of a case, while it is kept in the open.
pub fn open_letter(tx: &mut dyn Tx, case: i64, item: &str) -> Result<Option<String>> {
    let Some(Kept::Open(words)) = store::person(tx, case, item)? else { return Ok(None) };
    Ok(match read(words.as_bytes()) {
        Some(Inside::Letter(text)) => Some(text),
        _ => None,
    })
}

/// Opens what is sealed for one assigned, and writes down that they looked and why.
pub fn look(tx: &mut dyn Tx, who: &SessionKeys, case: i64, item: &str, reason: &str, now_ms: i64) -> Answer<Inside> {
    let reason = reason.trim();
    if reason.chars().count() < REASON_MIN {
        return Ok(Err(Refused::NoReason));
    }
    let sealed = match store::person(tx, case, item)? {
        None => return Ok(Err(Refused::Unknown)),
        Some(Kept::Open(words)) => return Ok(read(words.as_bytes()).ok_or(Refused::Damaged)),
        Some(Kept::Sealed(sealed)) if sealed.is_empty() => return Ok(Err(Refused::Destroyed)),
        Some(Kept::Sealed(sealed)) => sealed,
    };
    let private = match keys::private_of_case(tx, who, case)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let Some(words) = crypto::open_own(&private, &about(case, item), &sealed) else {
        return Ok(Err(Refused::Damaged));
    };
    let Some(inside) = read(&words) else { return Ok(Err(Refused::Damaged)) };
    if tells(tx, who, case, reason)? {
        return Ok(Err(Refused::ReasonTells));
    }
    store::looked(tx, case, &who.account, item, reason, now_ms)?;
    Ok(Ok(inside))
}

/// Whether a reason, which is kept in the open, tells somebody sealed in the case.
fn tells(tx: &mut dyn Tx, who: &SessionKeys, case: i64, reason: &str) -> Result<bool> {
    let people = opened(tx, who, case)?.unwrap_or_default();
    Ok(people.iter().any(|(_, inside)| guard::tells(reason, inside)))
}

/// Assigns another account: one who can open the case lets them open it too.
pub fn assign(tx: &mut dyn Tx, who: &SessionKeys, case: i64, to: &str, now_ms: i64) -> Answer<()> {
    let private = match keys::private_of_case(tx, who, case)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let Some(key) = store::account_key(tx, to)? else { return Ok(Err(Refused::NoAccount)) };
    let Some(wrapped) = crypto::wrap_to(&key.public, &keys::case_about(case, to), &private) else {
        return Ok(Err(Refused::Damaged));
    };
    store::grant(tx, case, to, &wrapped, &who.account, now_ms)?;
    store::note(tx, case, &who.account, "assigned", to, now_ms)?;
    Ok(Ok(()))
}

/// Takes an account off a case. Somebody must stay: with the last one the people
/// sealed would be lost.
pub fn unassign(tx: &mut dyn Tx, by: &str, case: i64, account: &str, now_ms: i64) -> Answer<()> {
    let all = store::grants(tx, case)?;
    if !all.iter().any(|g| g.account == account) {
        return Ok(Err(Refused::NoAccount));
    }
    if !all.iter().any(|g| g.account != account && g.active) {
        return Ok(Err(Refused::LastOne));
    }
    store::revoke(tx, case, account)?;
    store::note(tx, case, by, "unassigned", account, now_ms)?;
    Ok(Ok(()))
}

/// Destroys the key of a case: its sealed persons are gone for everybody, while
/// the journal and its chain stand. Only who can open the case may do it.
pub fn destroy(tx: &mut dyn Tx, who: &SessionKeys, case: i64, why: &str, now_ms: i64) -> Answer<()> {
    if why.trim().chars().count() < REASON_MIN {
        return Ok(Err(Refused::NoReason));
    }
    if let Err(no) = keys::private_of_case(tx, who, case)? {
        return Ok(Err(no));
    }
    if tells(tx, who, case, why)? {
        return Ok(Err(Refused::ReasonTells));
    }
    store::destroy(tx, case, &who.account, why.trim(), now_ms)?;
    crate::duplicates::forget(tx, case)?;
    Ok(Ok(()))
}

/// Who may open a case.
pub fn grants(tx: &mut dyn Tx, case: i64) -> Result<Vec<Grant>> {
    store::grants(tx, case)
}

/// Open cases that are sealed and not opened by this account: their deadlines are others' to meet.
pub fn closed_to(tx: &mut dyn Tx, account: &str) -> Result<Vec<i64>> {
    store::closed_to(tx, account)
}

/// Who looked at sealed persons of a case, when and why.
pub fn looks(tx: &mut dyn Tx, case: i64) -> Result<Vec<Look>> {
    store::looks(tx, case)
}

/// What was noted of a case besides looks.
pub fn notes(tx: &mut dyn Tx, case: i64) -> Result<Vec<Note>> {
    store::notes(tx, case)
}

/// Notes that an act was recorded though the name guard found something in it.
pub fn passed(tx: &mut dyn Tx, case: i64, by: &str, act: &str, now_ms: i64) -> Result<()> {
    store::note(tx, case, by, "passed", act, now_ms)
}

/// Whether the key of a case was destroyed, when, by whom and why.
pub fn destruction(tx: &mut dyn Tx, case: i64) -> Result<Option<Destruction>> {
    store::destruction(tx, case)
}

/// Everybody who has a key.
pub fn holders(tx: &mut dyn Tx) -> Result<Vec<Holder>> {
    store::holders(tx)
}

/// Whether this session could open what is sealed in a case; nothing is opened.
pub fn could_open(tx: &mut dyn Tx, who: &SessionKeys, case: i64) -> Answer<()> {
    Ok(keys::private_of_case(tx, who, case)?.map(|_| ()))
}

/// Everything sealed in a case, by item: for the program's own comparing, which shows
/// none of it. What is shown to somebody goes through [`look`].
pub(crate) fn opened(tx: &mut dyn Tx, who: &SessionKeys, case: i64) -> Answer<Vec<(String, Inside)>> {
    let private = match keys::private_of_case(tx, who, case)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let mut all = Vec::new();
    for (item, kept) in store::persons(tx, case)? {
        let Kept::Sealed(sealed) = kept else { continue };
        if sealed.is_empty() {
            continue;
        }
        let words = crypto::open_own(&private, &about(case, &item), &sealed);
        match words.as_deref().and_then(read) {
            Some(inside) => all.push((item, inside)),
            None => return Ok(Err(Refused::Damaged)),
        }
    }
    Ok(Ok(all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FIELDS: &[FieldSpec] = &[
        FieldSpec { name: "sender", kind: FieldKind::Person, required: true },
        FieldSpec {
            name: "others",
            kind: FieldKind::Group(&[FieldSpec { name: "who", kind: FieldKind::Person, required: true }]),
            required: false,
        },
        FieldSpec { name: "content", kind: FieldKind::Text, required: false },
    ];

    #[test]
    fn no_person_stays_in_the_facts() {
        let mut facts = json!({
            "sender": { "name": "Người Thứ Nhất", "address": "Nơi A" },
            "others": [{ "who": { "name": "Người Thứ Hai" } }, { "who": "Người Thứ Ba" }, { "who": { "name": " " } }],
            "content": "về việc B",
        });
        let taken = take_out(FIELDS, &mut facts);
        assert_eq!(taken.len(), 2);
        assert_eq!(facts["sender"], taken[0].item());
        assert_eq!(facts["others"][0]["who"], taken[1].item());
        assert!(facts["others"][1]["who"].is_null() && facts["others"][2]["who"].is_null());
        assert!(!facts.to_string().contains("Người"));
        let again = take_out(FIELDS, &mut facts.clone());
        assert!(again.is_empty(), "an envelope's name stays what it is");
    }

    #[test]
    fn the_same_person_twice_is_never_the_same_envelope() {
        let person = Person { name: "Người Thứ Nhất".into(), ..Person::default() };
        assert_ne!(Taken::from(&person).item(), Taken::from(&person).item());
    }
}
