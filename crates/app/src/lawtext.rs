//! Provisions and facts of refusals in the reader's language.

use crate::lang::Lang;
use law::Citation;

/// `Điều 78(1) Luật Thanh tra 2022`: article and the instrument's short title where the catalogue has one.
pub fn citation(lang: Lang, citation: &Citation) -> String {
    let instrument = lang.word("instrument", &citation.instrument);
    if citation.article.is_empty() {
        return instrument;
    }
    lang.f2("law.citation", "article", &citation.article, "instrument", instrument)
}

/// A fact of a refusal: days are written as the language writes them, words of closed lists are named.
pub fn fact(lang: Lang, name: &str, value: &str) -> String {
    if let Ok(day) = value.parse::<jiff::civil::Date>() {
        return lang.date(day);
    }
    for list in [name, "act", "choice", "standing"] {
        let said = lang.word(list, value);
        if said != value {
            return said;
        }
    }
    value.to_owned()
}
