//! Trang đã dựng: the column of a case page, drawn once and shown until anything in it changes.
//!
//! What the page says follows from the acts of the case, its papers and people, the law, the
//! day, the language and the reader's rights. Acts are only ever added and are chained, so the
//! last one's hash stands for all of them; papers and people are read each time and compared.
//! Must never be asked before the reader's right to the case is known, and never keep what a
//! reader's question (`?done=`) adds to the page.

use super::views::{Outside, Rights};
use crate::access::Role;
use crate::cx::Cx;
use crate::lang::Lang;
use casework::fields::UnitCode;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of pages kept; the ones that were not asked for longest make room.
const MOST: usize = 32 << 20;

/// Columns of case pages.
#[derive(Debug, Default)]
pub struct Pages(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    turn: u64,
    bytes: usize,
    pages: HashMap<Key, (u64, Arc<Drawn>)>,
}

/// For whom a page is drawn, and on which day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    number: String,
    lang: Lang,
    /// What the reader is to which units: every right of theirs follows from it.
    roles: Vec<(Role, UnitCode)>,
    today: Date,
    /// Token of the reader's forms, where the page has any.
    csrf: String,
}

/// A column that was drawn.
pub struct Drawn {
    case: Outside,
    law: Arc<law::Law>,
    /// The column as HTML.
    pub html: String,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawn({})", self.case.head.number)
    }
}

impl Key {
    /// The page of a case for the reader of `cx`.
    pub fn new(cx: &Cx, number: &str, rights: Rights) -> Self {
        let csrf = if rights.record { cx.csrf.clone() } else { String::new() };
        let bindings = cx.actor.iter().flat_map(|actor| &actor.bindings);
        let roles = bindings.map(|binding| (binding.role, binding.unit.clone())).collect();
        Self { number: number.to_owned(), lang: cx.lang, roles, today: cx.today, csrf }
    }
}

impl Pages {
    /// The column as it was drawn from the very same case under the same law.
    pub fn get(&self, key: &Key, case: &Outside, law: &Arc<law::Law>) -> Option<Arc<Drawn>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.turn += 1;
        let turn = shelf.turn;
        let (used, drawn) = shelf.pages.get_mut(key)?;
        if drawn.case != *case || !Arc::ptr_eq(&drawn.law, law) {
            return None;
        }
        *used = turn;
        Some(drawn.clone())
    }

    /// Keeps a column.
    pub fn put(&self, key: Key, case: Outside, law: Arc<law::Law>, html: String) -> Arc<Drawn> {
        let drawn = Arc::new(Drawn { case, law, html });
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.turn += 1;
        let turn = shelf.turn;
        shelf.bytes += drawn.html.len();
        if let Some((_, old)) = shelf.pages.insert(key, (turn, drawn.clone())) {
            shelf.bytes -= old.html.len();
        }
        while shelf.bytes > MOST {
            let oldest = shelf.pages.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            let Some((_, gone)) = oldest.and_then(|key| shelf.pages.remove(&key)) else { break };
            shelf.bytes -= gone.html.len();
        }
        drawn
    }
}
