//! The index: which recorded letters may be like this one.
//!
//! Fed letter by letter, so what was recorded a moment ago is found; fed sketches
//! alone after a restart. It holds numbers, no text. Rare marks are asked first
//! and a question walks a bounded number of entries, so that neither a common
//! form nor a mass petition makes it slow; what is left out then are the oldest
//! of the commonest.

use super::agreement::{compare, passages};
use super::list::List;
use super::{Letter, Passage, Sketch};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// Letters are shown when this share of their pairs of words agrees …
const LIKE_PAIRS: f64 = 0.15;
/// … which for unrelated letters of common forms it may, so some runs of three must too.
const LIKE_SCORE: f64 = 0.05;
/// Entries walked for one question.
const WALKED: usize = 300_000;
/// Letters compared for one question, the most promising first.
const COMPARED: usize = 64;
/// Letters compared when that many have nearly all marks: a mass petition.
const CROWD: usize = 512;
/// Letters asked for that the reader may not see, before giving up.
const UNSEEN: usize = 4096;

/// Which letters may be like another. `I` is the caller's name for a letter.
#[derive(Debug, Clone)]
pub struct Index<I> {
    ids: Vec<Option<I>>,
    slots: HashMap<I, u32, BuildHasherDefault<DefaultHasher>>,
    lists: HashMap<u32, List, BuildHasherDefault<MarkHasher>>,
}

/// A letter like the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<I> {
    /// Which.
    pub id: I,
    /// Of all runs of three words in either letter, the share in both; 1 for the same words, [`SAME`](super::SAME) and more for the same text with details changed.
    pub score: f64,
    /// Where they agree.
    pub passages: Vec<Passage>,
}

/// A letter that shares marks, with the weight of what it shares.
pub(super) struct Candidate<'a, I> {
    pub id: &'a I,
    weight: u32,
}

impl<I> Default for Index<I> {
    fn default() -> Self {
        Self { ids: Vec::new(), slots: HashMap::default(), lists: HashMap::default() }
    }
}

impl<I: Clone + Eq + Hash> Index<I> {
    /// Reads a letter, takes it in, and gives the sketch to keep in its row.
    pub fn record(&mut self, id: I, text: &str) -> Sketch {
        let sketch = Sketch::of(&Letter::read(text));
        self.add(id, &sketch);
        sketch
    }

    /// Takes in a sketch. The same letter again replaces what was known of it.
    pub fn add(&mut self, id: I, sketch: &Sketch) {
        self.add_marks(id, sketch.marks());
    }

    pub(super) fn add_marks(&mut self, id: I, marks: &[u32]) {
        self.remove(&id);
        // Four thousand million letters are more than the memory holds.
        let Ok(slot) = u32::try_from(self.ids.len()) else { return };
        self.slots.insert(id.clone(), slot);
        self.ids.push(Some(id));
        for mark in marks {
            self.lists.entry(*mark).and_modify(|list| list.push(slot)).or_insert_with(|| List::new(slot));
        }
    }

    /// Forgets a letter; whether it was known.
    pub fn remove(&mut self, id: &I) -> bool {
        let slot = self.slots.remove(id);
        if let Some(place) = slot.and_then(|slot| self.ids.get_mut(slot as usize)) {
            *place = None;
        }
        slot.is_some()
    }

    /// Whether a letter is known.
    pub fn contains(&self, id: &I) -> bool {
        self.slots.contains_key(id)
    }

    /// How many letters are known.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Bytes of memory held, names of letters counted by their own size.
    pub fn bytes(&self) -> usize {
        use std::mem::size_of;
        // A hash map keeps a control byte for each place and an eighth of the places free.
        let table = |capacity: usize, entry: usize| (capacity * 8 / 7) * (entry + 1);
        self.ids.capacity() * size_of::<Option<I>>()
            + table(self.slots.capacity(), size_of::<(I, u32)>())
            + table(self.lists.capacity(), size_of::<(u32, List)>())
            + self.lists.values().map(List::heap_bytes).sum::<usize>()
    }

    /// The letters like this one, most alike first. `stored` gives the text of a
    /// letter as read, or nothing when the reader may not see it.
    pub fn near<L: Borrow<Letter>>(&self, letter: &Letter, mut stored: impl FnMut(&I) -> Option<L>) -> Vec<Match<I>> {
        let candidates = self.candidates(Sketch::of(letter).marks());
        let best = candidates.first().map_or(0, |c| c.weight);
        let (mut compared, mut unseen) = (0, 0);
        let mut matches = Vec::new();
        for candidate in candidates {
            let crowd = candidate.weight >= best / 2;
            if compared >= CROWD || unseen >= UNSEEN || (compared >= COMPARED && !crowd) {
                break;
            }
            let Some(other) = stored(candidate.id) else {
                unseen += 1;
                continue;
            };
            compared += 1;
            let agreement = compare(letter, other.borrow());
            if agreement.pairs >= LIKE_PAIRS && agreement.score >= LIKE_SCORE {
                let passages = passages(letter, other.borrow());
                matches.push(Match { id: candidate.id.clone(), score: agreement.score, passages });
            }
        }
        // Stable: of equals the newest stays first.
        matches.sort_by(|a, b| b.score.total_cmp(&a.score));
        matches
    }

    /// Letters that share marks, the most promising first, the newest of equals first.
    pub(super) fn candidates(&self, marks: &[u32]) -> Vec<Candidate<'_, I>> {
        let mut lists: Vec<&List> = marks.iter().filter_map(|mark| self.lists.get(mark)).collect();
        lists.sort_by_key(|list| list.len());
        let mut weights = vec![0u16; self.ids.len()];
        let (mut touched, mut all, mut left) = (Vec::new(), 0u32, WALKED);
        for (at, list) in lists.iter().enumerate() {
            let weight = self.weight(list.len());
            all += u32::from(weight);
            // What the rare ones left is shared among the common ones.
            let share = left / (lists.len() - at);
            for slot in list.newest_first().take(share) {
                if let Some(sum) = weights.get_mut(slot as usize) {
                    if *sum == 0 {
                        touched.push(slot);
                    }
                    *sum = sum.saturating_add(weight);
                }
            }
            left -= list.len().min(share);
        }
        let best = touched.iter().filter_map(|slot| weights.get(*slot as usize)).max().copied().unwrap_or(0);
        // Letters of common forms share many marks and little weight: measured over a million
        // letters, a seventh leaves out the forms and keeps letters with 40 words in 100 changed.
        let least = (all / 7).max(u32::from(best) / 7);
        let weight = |slot: &u32| u32::from(weights[*slot as usize]);
        touched.retain(|slot| weight(slot) >= least);
        touched.sort_unstable_by_key(|slot| std::cmp::Reverse((weight(slot), *slot)));
        let known = |slot: u32| Some(Candidate { id: self.ids[slot as usize].as_ref()?, weight: weight(&slot) });
        touched.into_iter().filter_map(known).take(CROWD + UNSEEN).collect()
    }

    /// A mark counts by how few letters have it, in quarters of a doubling.
    fn weight(&self, len: usize) -> u16 {
        let rarity = (self.ids.len() + 1) as f64 / len as f64;
        (4.0 * rarity.log2()) as u16 + 1
    }
}

/// Marks are already spread; the table wants its high bits filled too.
#[derive(Debug, Clone, Copy, Default)]
struct MarkHasher(u64);

impl Hasher for MarkHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte) ^ self.0 as u32);
        }
    }

    fn write_u32(&mut self, mark: u32) {
        self.0 = super::words::mix(u64::from(mark));
    }
}
