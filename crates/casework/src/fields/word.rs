//! A closed list of words as a type that generic code can name.

/// One of a closed list of words; [`choices!`](crate::choices) implements it.
pub trait Word: Copy + Eq + Ord + std::hash::Hash + std::fmt::Debug + std::fmt::Display + 'static {
    /// Every word, in the order of the law.
    const LIST: &'static [&'static str];

    /// The word for this value.
    fn as_word(self) -> &'static str;

    /// The value of a word, if it is one of the list.
    fn of_word(word: &str) -> Option<Self>;
}
