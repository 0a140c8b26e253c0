//! Where in the law a rule stands.

use std::borrow::Cow;

/// Viện dẫn: one provision of one instrument.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Citation {
    /// Number of the instrument, as `11/2022/QH15`.
    pub instrument: Cow<'static, str>,
    /// Article and clause, as `47` or `47(1)(b)`.
    pub article: Cow<'static, str>,
}

impl Citation {
    /// A provision named in code.
    pub const fn new(instrument: &'static str, article: &'static str) -> Self {
        Self { instrument: Cow::Borrowed(instrument), article: Cow::Borrowed(article) }
    }
}

impl std::fmt::Display for Citation {
    /// `Điều 47(1) 11/2022/QH15`; pages print the instrument's short title instead.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Điều {} {}", self.article, self.instrument)
    }
}

/// `45(1)(b)` as `45 khoản 1 điểm b`.
pub(crate) fn spelt_out(article: &str) -> String {
    let mut parts = article.split('(').map(|p| p.trim_end_matches(')'));
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, word) in parts.zip(["khoản", "điểm"]) {
        out.push_str(&format!(" {word} {part}"));
    }
    out
}
