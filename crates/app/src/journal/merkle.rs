//! One hash over the last acts of all cases.
//!
//! Whoever keeps an earlier root on paper can show that a case was rewritten or
//! taken out since. Leaves and joints are hashed apart (RFC 6962), so that no
//! joint can pass for a leaf.

use super::chain::Hash;
use sha2::{Digest, Sha256};

/// A root in the making; cases come in the order of their numbers.
#[derive(Debug, Default, Clone)]
pub struct Root {
    // One finished subtree per level, the largest first; levels strictly fall.
    stack: Vec<(u32, Hash)>,
}

impl Root {
    /// Adds the next case.
    pub fn add(&mut self, number: &str, seq: u32, hash: &Hash) {
        let mut leaf = Sha256::new();
        leaf.update([0]);
        leaf.update((number.len() as u64).to_be_bytes());
        leaf.update(number);
        leaf.update(seq.to_be_bytes());
        leaf.update(hash);
        let mut node: (u32, Hash) = (0, leaf.finalize().into());
        while let Some((_, left)) = self.stack.pop_if(|(level, _)| *level == node.0) {
            node = (node.0 + 1, joint(&left, &node.1));
        }
        self.stack.push(node);
    }

    /// The root over all added so far; of nothing, the hash of nothing.
    pub fn finish(mut self) -> Hash {
        let Some((_, mut root)) = self.stack.pop() else { return Sha256::digest([]).into() };
        while let Some((_, left)) = self.stack.pop() {
            root = joint(&left, &root);
        }
        root
    }
}

fn joint(left: &Hash, right: &Hash) -> Hash {
    let mut node = Sha256::new();
    node.update([1]);
    node.update(left);
    node.update(right);
    node.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962, by recursion.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            many => {
                let half = many.len().next_power_of_two() / 2;
                joint(&by_definition(&many[..half]), &by_definition(&many[half..]))
            }
        }
    }

    #[test]
    fn the_stack_gives_what_the_definition_gives() {
        for n in 0..40_u32 {
            let mut root = Root::default();
            let mut leaves = Vec::new();
            for i in 0..n {
                let mut one = Root::default();
                one.add(&i.to_string(), i, &[7; 32]);
                leaves.push(one.finish());
                root.add(&i.to_string(), i, &[7; 32]);
            }
            assert_eq!(root.finish(), by_definition(&leaves), "{n}");
        }
    }
}
