//! The two languages of the pages: catalogues of sentences, and how numbers,
//! dates and money are written in each.
//!
//! Here so that no handler and no template holds a sentence of its own.
//! Catalogues are `lang/<vi|en>/*.toml`, tables flattened to dotted keys; a
//! key present in one language only fails a test. Must never be asked for a
//! language by anything but the reader's own choice.

mod format;
pub mod typed;

pub use format::{decimal, money_words};

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Tiếng Việt, the first language.
    Vi,
    /// English.
    En,
}

static FILES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/lang");
static VI: LazyLock<Catalogue> = LazyLock::new(|| read("vi"));
static EN: LazyLock<Catalogue> = LazyLock::new(|| read("en"));

/// Sentences by dotted key.
pub type Catalogue = HashMap<String, String>;

impl Lang {
    /// Both languages, the first one first.
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// `vi` or `en`, for `lang=` attributes, cookies and accounts.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The first language of an Accept-Language header that we speak, by its weights.
    pub fn from_accept(header: &str) -> Option<Lang> {
        let mut best: Option<(f32, Lang)> = None;
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            let lang = Lang::from_code(tag.split('-').next().unwrap_or(""));
            if let Some(lang) = lang.filter(|_| weight > 0.0)
                && best.is_none_or(|(w, _)| weight > w)
            {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    /// Every sentence of this language.
    pub fn catalogue(self) -> &'static Catalogue {
        match self {
            Lang::Vi => &VI,
            Lang::En => &EN,
        }
    }

    /// The sentence of a key; the key itself where it is missing, which a test forbids.
    pub fn t(self, key: &str) -> &str {
        self.catalogue().get(key).map_or(key, |s| s.as_str())
    }

    /// The label of a word of a closed list, as `word("act", "conclusion")`.
    pub fn word(self, list: &str, word: impl std::fmt::Display) -> String {
        let key = format!("{list}.{word}");
        self.catalogue().get(&key).cloned().unwrap_or_else(|| word.to_string())
    }

    /// As [`word`](Self::word), without making a text of it: for pages that say hundreds.
    pub fn said<'w>(self, list: &str, word: &'w str) -> &'w str {
        self.catalogue().get(&[list, ".", word].concat()).map_or(word, |s| s.as_str())
    }

    /// As [`of_kind`](Self::of_kind), without making a text of it.
    pub fn said_of<'w>(self, list: &str, kind: &str, word: &'w str) -> &'w str {
        let own = self.catalogue().get(&[list, "_of.", kind, ".", word].concat());
        own.map_or_else(|| self.said(list, word), |s| s.as_str())
    }

    /// The label of a word as this kind of case uses it (`act_of.complaint.decision`), else
    /// the common one (`act.decision`).
    pub fn of_kind(self, list: &str, kind: &str, word: &str) -> String {
        let own = self.catalogue().get(&format!("{list}_of.{kind}.{word}"));
        own.cloned().unwrap_or_else(|| self.word(list, word))
    }

    /// The sentence of a key with its `{names}` filled in.
    ///
    /// Where the name `n` is 1 and the catalogue has `<key>.one`, that is taken.
    pub fn with(self, key: &str, facts: &[(&str, String)]) -> String {
        let one = facts.iter().any(|(name, value)| *name == "n" && value == "1");
        let singular = one.then(|| self.catalogue().get(&format!("{key}.one"))).flatten();
        fill(singular.map_or(self.t(key), |s| s.as_str()), facts)
    }

    /// [`with`](Self::with) one fact, for templates.
    pub fn f1(self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.with(key, &[(name, value.to_string())])
    }

    /// [`with`](Self::with) two facts, for templates.
    pub fn f2(
        self,
        key: &str,
        name: &str,
        value: impl std::fmt::Display,
        name2: &str,
        value2: impl std::fmt::Display,
    ) -> String {
        self.with(key, &[(name, value.to_string()), (name2, value2.to_string())])
    }
}

/// One pass over the pattern, so that a value that looks like `{name}` stays as it was typed.
fn fill(pattern: &str, facts: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        match facts.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// The text of each catalogue file of a language, by file name.
fn files(code: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let dir = FILES.get_dir(code);
    dir.into_iter().flat_map(|d| d.files()).filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
}

fn read(code: &str) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for (_, text) in files(code) {
        // A catalogue that does not parse fails the test that reads each file;
        // at run time its keys show, and the rest of the pages stay whole.
        if let Ok(table) = text.parse::<toml::Table>() {
            flatten("", &table, &mut |key, value| {
                catalogue.insert(key, value);
            });
        }
    }
    catalogue
}

fn flatten(prefix: &str, table: &toml::Table, put: &mut impl FnMut(String, String)) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, put),
            toml::Value::String(text) => put(key, text.clone()),
            other => put(key, other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
