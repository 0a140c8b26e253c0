//! Why the law says no.

use law::Citation;

/// A refusal: the rule, its provision and the facts that met it.
///
/// The sentence, the way out and who can take it stand in the language
/// catalogues under `refusal.<code>` with `{facts}` filled in.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Refusal {
    /// Name of the rule, as `already_concluded`.
    pub code: &'static str,
    /// The provision that refuses.
    #[serde(serialize_with = "as_text")]
    pub law: Citation,
    /// Word of the kind of case that says so, whose words for acts the sentence takes; may be empty.
    #[serde(skip)]
    pub kind: &'static str,
    /// Names and values for the sentence.
    pub facts: Vec<(&'static str, String)>,
}

fn as_text<S: serde::Serializer>(law: &Citation, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(law)
}

impl Refusal {
    /// A refusal without facts.
    pub fn new(code: &'static str, law: Citation) -> Self {
        Self { code, law, kind: "", facts: Vec::new() }
    }
    /// Said in a case of this kind.
    #[must_use]
    pub fn of(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
    /// With one more fact for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.code, self.law)
    }
}

impl std::error::Error for Refusal {}
