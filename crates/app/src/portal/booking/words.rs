//! What whoever books says, checked and kept: sealed, once, in a seat that nobody else has.

use super::store::{self, Day, Turn};
use crate::App;
use crate::errors::{FieldError, Result};
use crate::forms::Posted;
use crate::journal;
use crate::portal::filing::code;
use crate::vault::inbox;
use casework::receptions::queue::Standing;
use serde::{Deserialize, Serialize};

/// Longest line.
const LINE: usize = 300;
/// Nobody fills the form faster.
const LEAST_MS: i64 = 2_000;

/// Người hẹn và việc muốn nói.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// About what.
    pub title: String,
    /// Who.
    pub name: String,
    /// Where they live.
    pub address: String,
    /// Telephone or e-mail.
    pub contact: String,
}

/// Reads a form, or says everything wrong with it.
pub(super) fn read(posted: &Posted, now_ms: i64, is_measured: bool) -> std::result::Result<Words, Vec<FieldError>> {
    let get = |name: &str| crate::facts_form::clean(posted.get(name));
    let words = Words { title: get("title"), name: get("name"), address: get("address"), contact: get("contact") };
    let mut wrong = Vec::new();
    let fields = [("title", &words.title, true), ("name", &words.name, true), ("address", &words.address, false)];
    for (field, text, needed) in fields.into_iter().chain([("contact", &words.contact, false)]) {
        if needed && text.is_empty() {
            wrong.push(FieldError::new(field, "invalid.required"));
        }
        if text.chars().count() > LINE {
            wrong.push(FieldError::new(field, "invalid.too_long"));
        }
    }
    let begun = posted.get("begun").parse().unwrap_or(i64::MAX);
    if !posted.get("website").is_empty() || is_measured && now_ms.saturating_sub(begun) < LEAST_MS {
        wrong.push(FieldError::new("title", "invalid.by_machine"));
    }
    if wrong.is_empty() { Ok(words) } else { Err(wrong) }
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Booked {
    /// Kept; the second time with the same form too.
    Kept {
        /// The turn.
        id: i64,
        /// Whether it was kept just now.
        new: bool,
    },
    /// Somebody was faster.
    Full,
    /// Nobody there could open it.
    NoOffice,
}

/// Books a seat of a slot. The same form twice is one turn.
///
/// # Errors
/// The database.
pub async fn keep(app: &App, day: &Day, slot: i64, kind: &str, once: &str, words: &Words) -> Result<Booked> {
    let Some(secret) = code::of(once) else { return Ok(Booked::NoOffice) };
    let (form, hash, now) = (code::of_form(once), code::hash(&secret), app.clock.now_ms());
    let plain = serde_json::to_vec(words).unwrap_or_default();
    let (day, kind) = (day.clone(), kind.to_owned());
    app.write(move |tx| {
        if let Some(before) = store::by_once(tx, &form)? {
            return Ok(Booked::Kept { id: before.id, new: false });
        }
        let id = journal::new_id(now);
        let Ok(shut) = inbox::shut(tx, &day.unit, id, &plain)? else { return Ok(Booked::NoOffice) };
        let Some(seat) = store::take_seat(tx, &day, slot, id)? else { return Ok(Booked::Full) };
        let turn = Turn {
            id,
            day: day.id,
            slot,
            number: day.hours.number(slot, seat),
            kind: kind.clone(),
            code_hash: hash.clone(),
            standing: Standing::Booked.word().into(),
            desk: String::new(),
            changed_at: now,
            case_number: String::new(),
            public: String::new(),
            sealed: String::new(),
        };
        store::add(tx, &turn, seat, &form, &shut)?;
        Ok(Booked::Kept { id, new: true })
    })
    .await
}
