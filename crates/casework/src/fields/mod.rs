//! The facts an act carries, described so that forms, imports, the API and
//! scenario text are all made from the one Rust type.
//!
//! A struct declared with [`facts!`](crate::facts) knows its own fields; a page
//! that prints any act's form needs nothing else. Labels live in the language
//! catalogues under `field.<name>` and `choice.<value>`.

mod read;
mod word;

pub use read::{FieldError, LETTER_MAX, LONG_TEXT_MAX, Problem, TEXT_MAX, day, from_pairs, normalise};
pub use word::Word;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One field of an act's facts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldSpec {
    /// Name in JSON, in form fields and in scenario text.
    pub name: &'static str,
    /// What is typed there.
    pub kind: FieldKind,
    /// Whether the act cannot be recorded without it.
    pub required: bool,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A civil date.
    Date,
    /// Money in đồng.
    Money,
    /// Land in square metres.
    Area,
    /// A whole number, zero or more.
    Count,
    /// Yes or no.
    Flag,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// The code of a unit of the tree.
    Unit,
    /// A person, kept outside the acts.
    Person,
    /// The text of a letter, kept outside the acts.
    Letter,
    /// Repeated rows of further fields.
    Group(&'static [FieldSpec]),
}

/// A type that can stand in a field.
pub trait FieldType {
    /// How it is asked for.
    const KIND: FieldKind;
    /// Whether leaving it empty is refused.
    const REQUIRED: bool = true;
}

/// A struct of facts that knows its fields.
pub trait Facts {
    /// The fields in the order of the paper.
    const FIELDS: &'static [FieldSpec];
}

/// Several lines of text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LongText(pub String);

/// Money in đồng (VND).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vnd(pub i64);

/// Land in square metres.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct M2(pub i64);

/// The code of a unit in the tree of units.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitCode(pub String);

/// Người: the name of the envelope in which a person is kept. Never the person:
/// acts stand for ever, and the law hides some people and forgets others.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonItem(pub String);

/// Toàn văn đơn: the name of the envelope in which a letter's text is kept. Never the
/// text: a letter may name who denounces whom, and may have to be sealed later.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LetterItem(pub String);

macro_rules! field_type {
    ($($ty:ty => $kind:ident),* $(,)?) => { $(impl FieldType for $ty { const KIND: FieldKind = FieldKind::$kind; })* };
}
field_type!(String => Text, LongText => LongText, Date => Date, Vnd => Money, M2 => Area, u32 => Count, UnitCode => Unit,
    PersonItem => Person, LetterItem => Letter);

impl FieldType for bool {
    const KIND: FieldKind = FieldKind::Flag;
    const REQUIRED: bool = false;
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: FieldKind = T::KIND;
    const REQUIRED: bool = false;
}

impl<T: Facts> FieldType for Vec<T> {
    const KIND: FieldKind = FieldKind::Group(T::FIELDS);
    const REQUIRED: bool = false;
}

/// Declares a struct of facts. Read it from text through [`normalise`], which
/// fills in what may be left empty.
///
/// ```
/// casework::facts! {
///     /// Công bố quyết định: the announcement.
///     pub struct Announcement {
///         /// Where it was announced.
///         pub place: Option<String>,
///     }
/// }
/// use casework::fields::Facts;
/// assert_eq!(Announcement::FIELDS[0].name, "place");
/// ```
#[macro_export]
macro_rules! facts {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $ty),*
        }
        impl $crate::fields::Facts for $name {
            const FIELDS: &'static [$crate::fields::FieldSpec] = &[
                $($crate::fields::FieldSpec {
                    name: stringify!($field),
                    kind: <$ty as $crate::fields::FieldType>::KIND,
                    required: <$ty as $crate::fields::FieldType>::REQUIRED,
                }),*
            ];
        }
    };
}

/// Declares a closed list of words.
#[macro_export]
macro_rules! choices {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] $variant),*
        }
        impl $name {
            /// Every word, in the order of the law.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The words as written in JSON, forms and scenarios.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word for this value.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            /// The value of a word, if it is one of the list.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
        impl $crate::fields::FieldType for $name {
            const KIND: $crate::fields::FieldKind = $crate::fields::FieldKind::Choice($name::WORDS);
        }
        impl $crate::fields::Word for $name {
            const LIST: &'static [&'static str] = $name::WORDS;
            fn as_word(self) -> &'static str { self.word() }
            fn of_word(word: &str) -> Option<Self> { Self::from_word(word) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.word()) }
        }
    };
}

/// Declares the acts of a capability: the enum, its kinds and their fields, in
/// the order of the law.
#[macro_export]
macro_rules! acts {
    ($($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)?) => {
        /// What was done, with its facts.
        // The opening act holds the most; a case has one of them, so a box saves nothing.
        #[allow(clippy::large_enum_variant)]
        #[derive(Debug, Clone, PartialEq)]
        pub enum Act {
            $($(#[$vmeta])* $variant($variant)),*
        }

        /// Which act it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind {
            $($(#[$vmeta])* $variant),*
        }

        impl ActKind {
            /// Every kind, in the order of the law.
            pub const ALL: &'static [ActKind] = &[$(ActKind::$variant),*];

            /// The word in JSON, addresses, catalogues and scenarios.
            pub fn word(self) -> &'static str {
                match self { $(ActKind::$variant => $word),* }
            }

            /// The kind of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(ActKind::$variant),)* _ => None }
            }

            /// The fields of its facts.
            pub fn fields(self) -> &'static [$crate::fields::FieldSpec] {
                match self { $(ActKind::$variant => <$variant as $crate::fields::Facts>::FIELDS),* }
            }
        }

        impl Act {
            /// Which act it is.
            pub fn kind(&self) -> ActKind {
                match self { $(Act::$variant(_) => ActKind::$variant),* }
            }

            /// Reads facts as typed.
            ///
            /// # Errors
            /// Every field that cannot be read.
            pub fn read(kind: ActKind, facts: &serde_json::Value) -> Result<Act, Vec<$crate::fields::FieldError>> {
                let facts = $crate::fields::normalise(kind.fields(), facts)?;
                let read = match kind { $(ActKind::$variant => serde_json::from_value(facts).map(Act::$variant)),* };
                // `normalise` has checked every field; what is left would be a field type it does not know.
                read.map_err(|e| vec![$crate::fields::FieldError { path: e.to_string(), problem: $crate::fields::Problem::WrongShape }])
            }

            /// Its facts as they are stored.
            pub fn facts(&self) -> serde_json::Value {
                match self { $(Act::$variant(facts) => serde_json::to_value(facts).unwrap_or_default()),* }
            }
        }

        impl $crate::procedure::ActWord for ActKind {
            const ALL: &'static [ActKind] = ActKind::ALL;
            fn as_word(self) -> &'static str { self.word() }
            fn of_word(word: &str) -> Option<Self> { Self::from_word(word) }
            fn specs(self) -> &'static [$crate::fields::FieldSpec] { self.fields() }
        }

        impl $crate::procedure::ActFacts for Act {
            type Kind = ActKind;
            fn which(&self) -> ActKind { self.kind() }
            fn as_facts(&self) -> serde_json::Value { self.facts() }
            fn of_facts(kind: ActKind, facts: &serde_json::Value) -> Result<Self, Vec<$crate::fields::FieldError>> {
                Self::read(kind, facts)
            }
            fn mends(&self) -> Option<$crate::procedure::Mending<'_>> {
                match self {
                    Act::Annulment(a) => Some($crate::procedure::Mending::Annuls(a)),
                    Act::Rectification(r) => Some($crate::procedure::Mending::Rectifies(r)),
                    _ => None,
                }
            }
        }
    };
}
