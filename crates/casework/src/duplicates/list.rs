//! The letters that share one mark, newest first, in about a byte each.
//!
//! A list only grows, and is read from its end: whoever has no time for a long
//! list sees its newest letters. Most lists are short and need no memory of
//! their own.

/// Steps back from the newest letter to the oldest, each in one to five bytes
/// that are read from the end.
#[derive(Debug, Clone)]
pub(super) struct List {
    newest: u32,
    len: u32,
    steps: Steps,
}

#[derive(Debug, Clone)]
enum Steps {
    /// Used bytes and how many: no larger than a vector's own three words.
    Few([u8; 15], u8),
    Many(Vec<u8>),
}

impl List {
    pub fn new(slot: u32) -> Self {
        Self { newest: slot, len: 1, steps: Steps::Few([0; 15], 0) }
    }

    /// Adds a letter later than all before.
    pub fn push(&mut self, slot: u32) {
        debug_assert!(slot > self.newest);
        let mut step = slot - self.newest;
        let mut bytes = [0; 5];
        let mut at = bytes.len();
        // Written backwards: all but the first byte carry the sign that more stand before them.
        loop {
            at -= 1;
            bytes[at] = (step & 0x7f) as u8 | if step > 0x7f { 0x80 } else { 0 };
            step >>= 7;
            if step == 0 {
                break;
            }
        }
        self.steps.extend(&bytes[at..]);
        self.newest = slot;
        self.len += 1;
    }

    pub fn len(&self) -> usize {
        self.len as usize
    }

    pub fn newest_first(&self) -> NewestFirst<'_> {
        NewestFirst { next: Some(self.newest), steps: self.steps.bytes() }
    }

    /// Bytes held outside of the list itself.
    pub fn heap_bytes(&self) -> usize {
        match &self.steps {
            Steps::Few(..) => 0,
            Steps::Many(bytes) => bytes.capacity(),
        }
    }
}

impl Steps {
    fn bytes(&self) -> &[u8] {
        match self {
            Steps::Few(bytes, used) => &bytes[..usize::from(*used)],
            Steps::Many(bytes) => bytes,
        }
    }

    fn extend(&mut self, more: &[u8]) {
        match self {
            Steps::Few(bytes, used) => {
                let from = usize::from(*used);
                if let Some(room) = bytes.get_mut(from..from + more.len()) {
                    room.copy_from_slice(more);
                    *used += more.len() as u8;
                } else {
                    let mut many = Vec::with_capacity(32);
                    many.extend_from_slice(&bytes[..from]);
                    many.extend_from_slice(more);
                    *self = Steps::Many(many);
                }
            }
            Steps::Many(bytes) => {
                if bytes.len() + more.len() > bytes.capacity() {
                    // By a quarter, not by double: a million lists wait for their next letter.
                    bytes.reserve_exact(bytes.len() / 4 + 16);
                }
                bytes.extend_from_slice(more);
            }
        }
    }
}

pub(super) struct NewestFirst<'a> {
    next: Option<u32>,
    steps: &'a [u8],
}

impl Iterator for NewestFirst<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let slot = self.next?;
        let (mut step, mut shift) = (0, 0);
        self.next = loop {
            let Some((byte, rest)) = self.steps.split_last() else { break None };
            self.steps = rest;
            step |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break Some(slot - step);
            }
        };
        Some(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::List;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out_newest_first(steps in prop::collection::vec(prop_oneof![1u32..200, 1u32..5_000_000], 0..300)) {
            let mut slots = vec![7u32];
            let mut list = List::new(7);
            for step in steps {
                slots.push(slots.last().unwrap() + step);
                list.push(*slots.last().unwrap());
            }
            slots.reverse();
            prop_assert_eq!(list.len(), slots.len());
            prop_assert_eq!(list.newest_first().collect::<Vec<_>>(), slots);
        }
    }

    #[test]
    fn a_list_is_no_larger_than_forty_bytes() {
        assert!(std::mem::size_of::<List>() <= 40);
    }
}
