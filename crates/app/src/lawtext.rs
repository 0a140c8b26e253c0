//! Facts of refusals in the reader's language.

use crate::lang::Lang;

/// A fact of a refusal: days are written as the language writes them, words of closed
/// lists are named, first as this kind of case names them (a denunciation's conclusion
/// is no inspection's).
pub fn fact(lang: Lang, kind: &str, name: &str, value: &str) -> String {
    if let Ok(day) = value.parse::<jiff::civil::Date>() {
        return lang.date(day);
    }
    if lang.catalogue().contains_key(&format!("choice_of.{name}.{value}")) {
        return crate::facts_form::choice(lang, name, value);
    }
    for list in [name, "act", "choice", "regime", "agency", "standing", "deadline"] {
        let said = lang.of_kind(list, kind, value);
        if said != value {
            return said;
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::fact;
    use crate::lang::Lang;
    use casework::kinds;

    #[test]
    fn an_act_in_a_refusal_is_named_as_its_kind_of_case_names_it() {
        assert_eq!(fact(Lang::Vi, "inspection", "needs", "conclusion"), Lang::Vi.word("act", "conclusion"));
        for lang in Lang::ALL {
            for kind in kinds::ALL {
                for act in kind.acts() {
                    for name in ["act", "needs", "after"] {
                        let said = fact(lang, kind.word(), name, act);
                        assert_eq!(said, lang.of_kind("act", kind.word(), act), "{} {act}", kind.word());
                    }
                }
            }
        }
        let own = fact(Lang::Vi, "denunciation", "needs", "conclusion");
        assert_ne!(own, Lang::Vi.word("act", "conclusion"), "{own}");
    }
}
