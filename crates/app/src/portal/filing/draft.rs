//! Bản nháp: a petition kept before it is sent, for whoever holds the secret of its form.
//!
//! No account and no address: what was typed lies sealed under that secret, of which only a
//! hash is kept, so nothing of it can be read on disk. Gone thirty days after the last save.

use super::files::{self, Head, store};
use super::{code, send};
use crate::App;
use crate::errors::Result;
use crate::forms::Posted;
use crate::random::to_hex;
use crate::vault::inbox;
use db::Tx;

/// How long a draft is kept after it was last saved.
pub const DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// Whose the files of a draft are; the hash of a secret that is not kept.
pub fn owner(once: &str) -> String {
    format!("draft {}", code::of_form(once))
}

/// What is kept of a form: fields of the form, nothing else.
fn words(posted: &Posted) -> Vec<u8> {
    let known = |name: &str| send::FIELDS.contains(&name) || ["kind", "unit", "anonymous", "guide"].contains(&name);
    let pairs: Vec<&(String, String)> = posted.pairs.iter().filter(|(name, _)| known(name)).collect();
    serde_json::to_vec(&pairs).unwrap_or_default()
}

/// Keeps what was typed and the papers with it; files named in `drop` go. How many files there are now,
/// or the key of what is wrong with one.
///
/// # Errors
/// The database.
pub async fn keep(
    app: &App,
    once: &str,
    posted: &Posted,
    new: Vec<(Head, Vec<u8>)>,
) -> Result<std::result::Result<usize, &'static str>> {
    let (owner, now) = (owner(once), app.clock.now_ms());
    let sealed = to_hex(&inbox::shut_draft(once, &words(posted)));
    let gone: Vec<i64> = posted.pairs.iter().filter(|(n, _)| n == "drop").filter_map(|(_, v)| v.parse().ok()).collect();
    let shut = |(head, bytes): (Head, Vec<u8>)| {
        let head = serde_json::to_vec(&head).unwrap_or_default();
        (to_hex(&inbox::shut_draft(once, &head)), inbox::shut_draft(once, &bytes))
    };
    let new: Vec<(String, Vec<u8>)> = new.into_iter().map(shut).collect();
    app.write(move |tx| {
        store::keep_draft(tx, &owner, (now, now + DAYS * DAY_MS), &sealed)?;
        for n in &gone {
            store::drop(tx, &owner, *n)?;
        }
        let have = store::of(tx, &owner)?;
        if have.len() + new.len() > files::MOST {
            return Ok(Err("invalid.files_many"));
        }
        let size = have.iter().map(|f| f.size).sum::<i64>() + new.iter().map(|f| f.1.len() as i64).sum::<i64>();
        // Envelopes are a little larger than what is in them.
        if size > (files::LARGEST + 4_096) as i64 {
            return Ok(Err("invalid.files_large"));
        }
        let last = have.last().map_or(0, |f| f.n);
        for (n, (head, bytes)) in (last + 1..).zip(&new) {
            store::add(tx, &owner, n, head, bytes)?;
        }
        Ok(Ok(have.len() + new.len()))
    })
    .await
}

/// What was typed, for whoever holds the secret.
///
/// # Errors
/// The database.
pub async fn typed(app: &App, once: &str) -> Result<Option<Posted>> {
    let (owner, now) = (owner(once), app.clock.now_ms());
    let sealed = app.read(move |tx| store::draft(tx, &owner, now)).await?;
    let plain = sealed.and_then(|hex| from_hex(&hex)).and_then(|bytes| inbox::open_draft(once, &bytes));
    let pairs = plain.and_then(|bytes| serde_json::from_slice::<Vec<(String, String)>>(&bytes).ok());
    Ok(pairs.map(|pairs| Posted { pairs, files: Vec::new() }))
}

/// Number, name and size of the papers of a draft.
///
/// # Errors
/// The database.
pub async fn names(app: &App, once: &str) -> Result<Vec<(i64, String, i64)>> {
    let at = owner(once);
    let kept = app.read(move |tx| store::of(tx, &at)).await?;
    let name = |f: store::Kept| {
        let head: Head = serde_json::from_slice(&inbox::open_draft(once, &from_hex(&f.head)?)?).ok()?;
        Some((f.n, head.name, (f.size + 1_023) / 1_024))
    };
    Ok(kept.into_iter().filter_map(name).collect())
}

/// The papers of a draft, opened with its secret.
pub fn papers(tx: &mut dyn Tx, once: &str) -> db::Result<Vec<(Head, Vec<u8>)>> {
    let owner = owner(once);
    let mut out = Vec::new();
    for kept in store::of(tx, &owner)? {
        let head = from_hex(&kept.head).and_then(|b| inbox::open_draft(once, &b));
        let head = head.and_then(|b| serde_json::from_slice::<Head>(&b).ok());
        let bytes = inbox::open_draft(once, &store::bytes(tx, &owner, kept.n)?);
        out.extend(head.zip(bytes));
    }
    Ok(out)
}

/// The draft was sent: nothing of it stays.
pub fn sent(tx: &mut dyn Tx, once: &str) -> db::Result<()> {
    store::drop_draft(tx, &owner(once))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(byte).collect()
}
