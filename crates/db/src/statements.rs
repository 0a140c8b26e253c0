//! Named statements, kept in a list so that a test can prepare every one.

/// A statement with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql {
    /// The constant's name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Declares named statements and `STATEMENTS`, the list of them all.
///
/// ```
/// mod store {
///     db::statements! {
///         /// One note.
///         NOTE = "select said from notes where id = $1";
///     }
/// }
/// assert_eq!(store::STATEMENTS[0].name, "NOTE");
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$meta])* pub const $name: &str = $text;)*
        /// Every statement of this store.
        pub const STATEMENTS: &[$crate::Sql] = &[$($crate::Sql { name: stringify!($name), text: $name }),*];
    };
}
