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
mod keys;
mod store;

pub use crypto::Key;
pub use crypto::{from_password, from_session};
pub use keys::{SessionKeys, new_for, rewrap, salt_of, unlock};
pub use store::{MIGRATION, STATEMENTS};

use db::{Result, Tx};
use serde::{Deserialize, Serialize};
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

/// A person as an act may carry them: with salt, so that nobody finds out by
/// guessing names against the item.
#[derive(Serialize, Deserialize)]
struct Salted {
    salt: String,
    person: Person,
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
    /// Sealed: only that there is one.
    Sealed,
    /// Sealed, and the key destroyed.
    Destroyed,
}

fn salted(person: &Person) -> (String, String) {
    let whole = Salted { salt: crate::random::hex::<16>(), person: person.clone() };
    let words = serde_json::to_string(&whole).unwrap_or_default();
    (crate::random::sha256(&words), words)
}

fn read(words: &[u8]) -> Option<Person> {
    serde_json::from_slice::<Salted>(words).ok().map(|s| s.person)
}

fn about(case: i64, item: &str) -> String {
    format!("person {case} {item}")
}

/// Keeps a person whom the law does not hide; the item that the act carries.
pub fn keep_open(tx: &mut dyn Tx, case: i64, person: &Person, by: &str, now_ms: i64) -> Result<String> {
    let (item, words) = salted(person);
    store::keep(tx, case, &item, &Kept::Open(words), by, now_ms)?;
    Ok(item)
}

/// Seals a person to the key of the case, which is made with the first one: the
/// one who records and the leaders of the unit hold it.
pub fn keep_sealed(tx: &mut dyn Tx, case: i64, unit: &str, person: &Person, by: &str, now_ms: i64) -> Answer<String> {
    let public = match keys::of_case(tx, case, unit, by, now_ms)? {
        Ok(public) => public,
        Err(no) => return Ok(Err(no)),
    };
    let (item, words) = salted(person);
    let Some(sealed) = crypto::seal_to(&public, &about(case, &item), words.as_bytes()) else {
        return Ok(Err(Refused::Damaged));
    };
    store::keep(tx, case, &item, &Kept::Sealed(sealed), by, now_ms)?;
    Ok(Ok(item))
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
    }
    Ok(Ok(open.len()))
}

/// A person as a reader of the case may see them without opening anything.
pub fn seen(tx: &mut dyn Tx, case: i64, item: &str) -> Result<Option<Seen>> {
    Ok(match store::person(tx, case, item)? {
        None => None,
        Some(Kept::Open(words)) => read(words.as_bytes()).map(Seen::Open),
        Some(Kept::Sealed(sealed)) if sealed.is_empty() => Some(Seen::Destroyed),
        Some(Kept::Sealed(_)) => Some(Seen::Sealed),
    })
}

/// Opens a sealed person for one assigned, and writes down that they looked and why.
pub fn look(tx: &mut dyn Tx, who: &SessionKeys, case: i64, item: &str, reason: &str, now_ms: i64) -> Answer<Person> {
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
    store::looked(tx, case, &who.account, item, reason, now_ms)?;
    Ok(read(&words).ok_or(Refused::Damaged))
}

/// Assigns another account: one who can open the case lets them open it too.
pub fn assign(tx: &mut dyn Tx, who: &SessionKeys, case: i64, to: &str, now_ms: i64) -> Answer<()> {
    let private = match keys::private_of_case(tx, who, case)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let Some(key) = store::account_key(tx, to)? else { return Ok(Err(Refused::NobodyCouldOpen)) };
    let Some(wrapped) = crypto::wrap_to(&key.public, &keys::case_about(case, to), &private) else {
        return Ok(Err(Refused::Damaged));
    };
    store::grant(tx, case, to, &wrapped, &who.account, now_ms)?;
    Ok(Ok(()))
}

/// Takes an account off a case.
pub fn unassign(tx: &mut dyn Tx, case: i64, account: &str) -> Result<()> {
    store::revoke(tx, case, account)
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
    store::destroy(tx, case, &who.account, why.trim(), now_ms)?;
    Ok(Ok(()))
}

/// Who may open a case.
pub fn grants(tx: &mut dyn Tx, case: i64) -> Result<Vec<Grant>> {
    store::grants(tx, case)
}

/// Who looked at sealed persons of a case, when and why.
pub fn looks(tx: &mut dyn Tx, case: i64) -> Result<Vec<Look>> {
    store::looks(tx, case)
}
