//! Text typed for an old font, offered in Unicode before anything is kept.

use crate::facts_form::Typed;
use casework::legacy::{Encoding, convert, detect, is_unicode};

/// Inputs that are no text of a person's.
const NO_TEXT: &[&str] = &["csrf", "once", "picked", "unit", "legacy", "convert", "record"];

fn texts(typed: &Typed) -> impl Iterator<Item = (&str, &str)> {
    typed.all().filter(|(name, text)| !NO_TEXT.contains(name) && !text.is_ascii() && !is_unicode(text))
}

/// In which old encoding the form was typed, with the first text that shows it as it is
/// and as it would read.
pub fn found(typed: &Typed) -> Option<(Encoding, String, String)> {
    let whole: Vec<&str> = texts(typed).map(|(_, text)| text).collect();
    let encoding = detect(&whole.join("\n"))?;
    let shown = |text: &str| text.chars().take(60).collect::<String>();
    let first = whole.iter().find(|text| convert(text, encoding) != **text)?;
    Some((encoding, shown(first), shown(&convert(first, encoding))))
}

/// The form with those texts in Unicode.
pub fn converted(typed: &Typed, encoding: Encoding) -> Typed {
    let mut new = typed.clone();
    for (name, text) in texts(typed) {
        new.set(name, convert(text, encoding));
    }
    new
}
