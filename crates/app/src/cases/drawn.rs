//! Trang đã dựng: the column of a page, drawn once and shown until anything in it changes.
//!
//! What a case page says follows from the acts of the case, its papers and people, the law, the
//! day, the language and the reader's rights. Acts are only ever added and are chained, so the
//! last one's hash stands for all of them; papers and people are read each time and compared.
//! What a list says follows from its question and the cases of its units: positions of the
//! journal, read each time, tell whether any of these units has moved.
//! Must never be asked before the reader's rights are known, and never keep what a
//! reader's question (`?done=`) adds to the page of a case.

use super::views::Rights;
use crate::access::Role;
use crate::cx::Cx;
use crate::lang::Lang;
use crate::packed::Piece;
use casework::fields::UnitCode;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of pages kept; the ones that were not asked for longest make room.
const MOST: usize = 32 << 20;

/// Columns of pages, each with what it was drawn `From`.
#[derive(Debug)]
pub struct Pages<From>(Mutex<Shelf<From>>);

#[derive(Debug)]
struct Shelf<From> {
    turn: u64,
    bytes: usize,
    pages: HashMap<Key, (u64, Arc<Drawn<From>>)>,
}

impl<From> Default for Pages<From> {
    fn default() -> Self {
        Self(Mutex::new(Shelf { turn: 0, bytes: 0, pages: HashMap::new() }))
    }
}

/// For whom a page is drawn, and on which day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Number of a case, or address of a list with its question.
    about: String,
    lang: Lang,
    /// What the reader is to which units: every right of theirs follows from it.
    roles: Vec<(Role, UnitCode)>,
    today: Date,
    /// Token of the reader's forms, where the page has any.
    csrf: String,
}

/// A column that was drawn.
#[derive(Debug)]
pub struct Drawn<From> {
    from: From,
    law: Arc<law::Law>,
    /// The column, in as many pieces as the reader's own words in it part it into.
    pub pieces: Vec<Piece>,
}

impl<From> Drawn<From> {
    fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.html().len()).sum()
    }
}

impl Key {
    /// The page of a case for the reader of `cx`.
    pub fn case(cx: &Cx, number: &str, rights: Rights) -> Self {
        Self::new(cx, number.to_owned(), rights.record)
    }

    /// The list that the reader of `cx` asks for.
    pub fn list(cx: &Cx) -> Self {
        Self::new(cx, format!("{}?{}", cx.path, cx.query), false)
    }

    fn new(cx: &Cx, about: String, has_forms: bool) -> Self {
        let csrf = if has_forms { cx.csrf.clone() } else { String::new() };
        let bindings = cx.actor.iter().flat_map(|actor| &actor.bindings);
        let roles = bindings.map(|binding| (binding.role, binding.unit.clone())).collect();
        Self { about, lang: cx.lang, roles, today: cx.today, csrf }
    }
}

impl<From: PartialEq> Pages<From> {
    /// The column as it was drawn from the very same under the same law.
    pub fn get(&self, key: &Key, from: &From, law: &Arc<law::Law>) -> Option<Arc<Drawn<From>>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.turn += 1;
        let turn = shelf.turn;
        let (used, drawn) = shelf.pages.get_mut(key)?;
        if drawn.from != *from || !Arc::ptr_eq(&drawn.law, law) {
            return None;
        }
        *used = turn;
        Some(drawn.clone())
    }

    /// Keeps a column.
    pub fn put(&self, key: Key, from: From, law: Arc<law::Law>, pieces: Vec<Piece>) -> Arc<Drawn<From>> {
        let drawn = Arc::new(Drawn { from, law, pieces });
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.turn += 1;
        let turn = shelf.turn;
        shelf.bytes += drawn.bytes();
        if let Some((_, old)) = shelf.pages.insert(key, (turn, drawn.clone())) {
            shelf.bytes -= old.bytes();
        }
        while shelf.bytes > MOST {
            let oldest = shelf.pages.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            let Some((_, gone)) = oldest.and_then(|key| shelf.pages.remove(&key)) else { break };
            shelf.bytes -= gone.bytes();
        }
        drawn
    }
}
