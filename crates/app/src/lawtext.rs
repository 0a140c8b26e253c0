//! Facts of refusals in the reader's language.

use crate::lang::Lang;

/// A fact of a refusal: days are written as the language writes them, words of closed lists are named.
pub fn fact(lang: Lang, name: &str, value: &str) -> String {
    if let Ok(day) = value.parse::<jiff::civil::Date>() {
        return lang.date(day);
    }
    if lang.catalogue().contains_key(&format!("choice_of.{name}.{value}")) {
        return crate::facts_form::choice(lang, name, value);
    }
    for list in [name, "act", "choice", "regime", "agency", "standing"] {
        let said = lang.word(list, value);
        if said != value {
            return said;
        }
    }
    value.to_owned()
}
