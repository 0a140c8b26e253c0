//! What was typed, checked and kept: sealed, once, within the bounds of an inbox.

use super::files;
use super::{code, draft, store};
use crate::App;
use crate::accounts;
use crate::errors::{FieldError, Result};
use crate::forms::Posted;
use crate::journal;
use crate::vault::inbox;
use serde::{Deserialize, Serialize};

/// Most that waits at one office: more is noise, and paper and the reception stay open.
pub const MOST_WAITING: i64 = 2_000;
/// Longest account of what happened, in characters.
pub const LONGEST: usize = 20_000;
/// Longest line.
const LINE: usize = 300;
/// Nobody types a petition faster.
const LEAST_MS: i64 = 3_000;

/// Đơn như người gửi viết.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// About what.
    pub title: String,
    /// Whose decision or conduct.
    pub against: String,
    /// What happened.
    pub said: String,
    /// What is asked for.
    pub wants: String,
    /// Who.
    pub name: String,
    /// Where they live.
    pub address: String,
    /// Telephone or e-mail.
    pub contact: String,
    /// Sent without a name.
    pub anonymous: bool,
    /// What was answered to the questions on the way to the form; empty: nothing.
    pub guide: String,
}

/// The names of the form's fields.
pub const FIELDS: [&str; 7] = ["title", "against", "said", "wants", "name", "address", "contact"];

/// Reads a form, or says everything wrong with it.
pub fn read(
    posted: &Posted,
    kind: &str,
    now_ms: i64,
    is_measured: bool,
) -> std::result::Result<Letter, Vec<FieldError>> {
    let get = |name: &str| crate::facts_form::clean(posted.get(name));
    let letter = Letter {
        title: get("title"),
        against: get("against"),
        said: get("said"),
        wants: get("wants"),
        name: get("name"),
        address: get("address"),
        contact: get("contact"),
        // Only a denunciation may come without a name; a complaint is somebody's own right.
        anonymous: kind == "denunciation" && posted.has("anonymous"),
        guide: String::new(),
    };
    let mut wrong = Vec::new();
    let mut no = |field: &str, what: &'static str| wrong.push(FieldError::new(field, what));
    for (field, text) in [("title", &letter.title), ("said", &letter.said)] {
        if text.is_empty() {
            no(field, "invalid.required");
        }
    }
    for (field, text) in [("name", &letter.name), ("address", &letter.address)] {
        if text.is_empty() && !letter.anonymous {
            no(field, "invalid.required");
        }
    }
    if letter.anonymous && !(letter.name.is_empty() && letter.address.is_empty()) {
        no("name", "invalid.anonymous_named");
    }
    for field in FIELDS {
        let most = if matches!(field, "said" | "wants") { LONGEST } else { LINE };
        if posted.get(field).chars().count() > most {
            no(field, "invalid.too_long");
        }
    }
    let begun = posted.get("begun").parse().unwrap_or(i64::MAX);
    if !posted.get("website").is_empty() || is_measured && now_ms.saturating_sub(begun) < LEAST_MS {
        no("said", "invalid.by_machine");
    }
    if wrong.is_empty() { Ok(letter) } else { Err(wrong) }
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// Kept, at this instant; the second time with the same form too.
    Kept(i64),
    /// The inbox is full.
    Full,
    /// Nobody there could open it.
    NoOffice,
}

/// Keeps a letter for an office, with the papers of its draft. The same form twice is one petition.
///
/// # Errors
/// The database.
pub async fn keep(app: &App, unit: &str, kind: &str, once: &str, letter: &Letter) -> Result<(Sent, bool)> {
    let Some(secret) = code::of(once) else { return Ok((Sent::NoOffice, false)) };
    let (form, hash, now) = (code::of_form(once), code::hash(&secret), app.clock.now_ms());
    let words = serde_json::to_vec(letter).unwrap_or_default();
    let (unit, kind, once) = (unit.to_owned(), kind.to_owned(), once.to_owned());
    let (salt, under) = accounts::password::key(secret, None).await?;
    app.write(move |tx| {
        if let Some(before) = store::by_once(tx, &form)? {
            return Ok((Sent::Kept(before.filed_at), false));
        }
        if store::waiting(tx, &unit)? >= MOST_WAITING {
            return Ok((Sent::Full, false));
        }
        let id = journal::new_id(now);
        let shut = match inbox::shut(tx, &unit, id, &words)? {
            Ok(shut) => shut,
            Err(_) => return Ok((Sent::NoOffice, false)),
        };
        let filing = store::Filing {
            id,
            unit: unit.clone(),
            kind: kind.clone(),
            filed_at: now,
            code_hash: hash.clone(),
            state: "waiting".into(),
            case_number: String::new(),
            said: String::new(),
            public: String::new(),
            sealed: String::new(),
        };
        store::add(tx, &filing, &form, &shut)?;
        let (public, wrapped) = inbox::answers(&under, id);
        store::add_answers(tx, id, &store::Answers { public, salt: salt.clone(), wrapped })?;
        let papers = draft::papers(tx, &once)?;
        if !files::keep(tx, &shut.public, (id, 0), &papers)? {
            return Err(db::Error::Corrupt("a key made just now".into()));
        }
        draft::sent(tx, &once)?;
        Ok((Sent::Kept(now), true))
    })
    .await
}
