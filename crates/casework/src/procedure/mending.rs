//! Hủy bỏ, đính chính: how what was recorded wrongly is mended without a line ever changing.

use super::ActFacts;
use crate::Entry;
use crate::facts;
use crate::fields::LongText;

facts! {
    /// Đính chính: the facts of an earlier act, as they should have been typed.
    pub struct Rectification {
        /// Văn bản được đính chính: số thứ tự trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
        /// Dữ kiện đúng, dạng JSON của văn bản được đính chính.
        pub facts: LongText,
    }
}

facts! {
    /// Hủy bỏ một văn bản ghi sai.
    pub struct Annulment {
        /// Văn bản bị hủy: số thứ tự trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
    }
}

/// An act that mends another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mending<'a> {
    /// It takes the act away.
    Annuls(&'a Annulment),
    /// It gives the act other facts.
    Rectifies(&'a Rectification),
}

impl Mending<'_> {
    /// The act it speaks of.
    pub fn target(&self) -> u32 {
        match self {
            Mending::Annuls(a) => a.target,
            Mending::Rectifies(r) => r.target,
        }
    }
}

/// The acts as they now read: annulled ones gone, rectified ones with their new
/// facts, the mending acts themselves left out.
pub fn effective<A: ActFacts>(acts: &[Entry<A>]) -> Vec<Entry<A>> {
    let mut out: Vec<Entry<A>> = Vec::with_capacity(acts.len());
    for entry in acts {
        match entry.act.mends() {
            Some(Mending::Annuls(a)) => out.retain(|e| e.seq != a.target),
            Some(Mending::Rectifies(r)) => {
                for old in out.iter_mut().filter(|e| e.seq == r.target) {
                    if let Some(act) = rectified(old, r) {
                        old.act = act;
                    }
                }
            }
            None => out.push(entry.clone()),
        }
    }
    out
}

/// The act with the facts a rectification gives it, if they can be read.
pub(super) fn rectified<A: ActFacts>(target: &Entry<A>, r: &Rectification) -> Option<A> {
    let facts = serde_json::from_str(&r.facts.0).ok()?;
    A::of_facts(target.act.which(), &facts).ok()
}
