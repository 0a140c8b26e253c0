//! Còn nguyên: what was read of the database and still stands, because nothing was committed since.
//!
//! Every page asks who its reader is, and most are looked at again and again between two acts;
//! a few rows by their keys cost more than all else of a page that is kept ready. Where one
//! process alone writes, its count of commits tells for nothing whether a row can have changed.
//! Must never keep anything where others may write too, or beyond the next commit.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// Most values kept; then all make room.
const MOST: usize = 4_096;

/// Values by their keys, each with the count of commits that was asked for **before** it was read.
#[derive(Debug)]
pub struct Unmoved<V>(RwLock<HashMap<String, (u64, V)>>);

impl<V> Default for Unmoved<V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<V: Clone> Unmoved<V> {
    /// The value, if it was read at this very count.
    pub fn get(&self, key: &str, commits: Option<u64>) -> Option<V> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(at, _)| Some(*at) == commits).map(|(_, value)| value.clone())
    }

    /// Keeps what was read after the count was asked for.
    pub fn put(&self, key: &str, commits: Option<u64>, value: &V) {
        let Some(commits) = commits else { return };
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key.to_owned(), (commits, value.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_until_the_next_commit() {
        let kept = Unmoved::default();
        kept.put("a", Some(7), &1);
        assert_eq!(kept.get("a", Some(7)), Some(1));
        assert_eq!(kept.get("a", Some(8)), None);
        assert_eq!(kept.get("b", Some(7)), None);
    }

    #[test]
    fn where_others_write_nothing_is_kept() {
        let kept = Unmoved::default();
        kept.put("a", None, &1);
        assert_eq!(kept.get("a", None), None);
    }

    #[test]
    fn it_has_bounds() {
        let kept = Unmoved::default();
        (0..=MOST).for_each(|n| kept.put(&n.to_string(), Some(1), &n));
        assert_eq!(kept.get("0", Some(1)), None);
        assert_eq!(kept.get(&MOST.to_string(), Some(1)), Some(MOST));
    }
}
