//! Where letters come in: with the act that brings a letter, in its own unit of work, its
//! sketch is kept; or, where the law hides the sender, a fingerprint under the installation's key.
//!
//! Both are made here, while the text is in hand. Afterwards nobody reads a sealed text
//! again, so a letter sealed without the key never takes part.

use super::blank;
use super::store::{self, Place};
use crate::vault::{self, Seen, Taken};
use casework::duplicates::{Fingerprint, Key, Letter, Sketch};
use casework::fold;
use db::{Result, Tx};

/// The act that is being kept.
#[derive(Debug, Clone, Copy)]
pub struct Fed<'a> {
    /// Id of the case.
    pub case: i64,
    /// The act.
    pub seq: u32,
    /// Whether the law hides who sent what is in the case.
    pub sealed: bool,
    /// Under which sealed letters take part.
    pub key: Option<&'a Key>,
}

/// Keeps what letters of this act are found again by. To be called before what was kept
/// in the open is sealed: its text is read here for the last time.
pub fn feed(tx: &mut dyn Tx, fed: Fed<'_>, taken: &[Taken]) -> Result<()> {
    let letters: Vec<(&str, String)> = taken.iter().filter_map(|one| Some((one.item(), one.letter_text()?))).collect();
    if fed.sealed {
        return seal(tx, fed, taken, letters);
    }
    for (n, (item, text)) in (0u16..).zip(&letters) {
        let sketch = Sketch::of(&Letter::read(text));
        store::add_sketch(tx, Place { case: fed.case, seq: fed.seq, n }, item, &sketch.to_bytes())?;
    }
    Ok(())
}

fn seal(tx: &mut dyn Tx, fed: Fed<'_>, taken: &[Taken], letters: Vec<(&str, String)>) -> Result<()> {
    let kept = vault::seen(tx, fed.case)?;
    let mut people: Vec<vault::Person> = taken.iter().filter_map(Taken::person).collect();
    let mut texts: Vec<String> = letters.into_iter().map(|(_, text)| text).collect();
    for (item, seen) in kept {
        match seen {
            Seen::Open(person) => people.push(person),
            // What this act brings may stand there already.
            Seen::Letter(text) if taken.iter().all(|one| one.item() != item) => texts.push(text),
            _ => {}
        }
    }
    store::drop_sketches(tx, fed.case)?;
    let Some(key) = fed.key else { return Ok(()) };
    for (n, text) in (0u16..).zip(texts) {
        let print = Fingerprint::of(&Letter::read(&blank::without(&text, &people)), key);
        store::add_print(tx, Place { case: fed.case, seq: fed.seq, n }, &key_id(key), &print.to_bytes())?;
    }
    Ok(())
}

/// By which a key is told from another: the fingerprint of words that are no secret.
pub(super) fn key_id(key: &Key) -> String {
    let name = Fingerprint::of(&Letter::read(&fold("tên của khóa này")), key);
    crate::random::sha256(&crate::random::to_hex(&name.to_bytes())).chars().take(16).collect()
}
