//! Formula injection: text that a spreadsheet would run instead of show.

use std::borrow::Cow;

/// Whether a spreadsheet could take this text for a formula or a command.
pub fn is_formula_like(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Text for a delimited file: an apostrophe before what could be run.
pub fn quoted(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before [`quoted`].
pub fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula_like(rest)).unwrap_or(text)
}
