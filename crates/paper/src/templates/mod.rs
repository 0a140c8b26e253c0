//! Mẫu văn bản: papers as text files with places to fill.
//!
//! Here and not in code because an office rewords its papers without a rebuild:
//! a folder of the same files replaces ours one by one. A template is read whole
//! and checked before it is used: every place it names must stand in the list of
//! values (`templates/values.toml`). It holds no logic beyond "if" and "each",
//! and a template that hides the sender can name no value that tells who it is.

mod fill;
mod parse;

#[cfg(test)]
mod tests;

pub use fill::{FillError, fill};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Mẫu văn bản: a template, checked.
#[derive(Debug, Clone)]
pub struct Template {
    /// Folder and file without its ending: `complaints/acceptance-notice`.
    pub name: String,
    /// What it is and where it comes from.
    pub about: About,
    /// Every value it can print or ask, in alphabetical order.
    pub values: BTreeSet<String>,
    nodes: Vec<parse::Node>,
}

/// The head of a template's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its name in Vietnamese.
    pub vi: String,
    /// Its name in English.
    pub en: String,
    /// Số mẫu of its source; empty when the source numbers none.
    #[serde(default)]
    pub form: String,
    /// The instrument it follows.
    pub source: String,
    /// First day of the instrument.
    pub from: Date,
    /// Last day, when it was replaced.
    pub until: Option<Date>,
    /// Whether number and title were read in a public source; the words are always our own.
    pub status: Status,
    /// What is not certain about it, shown to those who print it.
    #[serde(default)]
    pub caveat: String,
    /// Whether the paper may tell who sent the petition.
    pub sender: Sender,
}

/// How sure the form's number and title are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read in a public source.
    Verified,
    /// Known, not re-read: shown to users as such.
    Unverified,
}

/// Whether a paper may tell who sent the petition (Luật Tố cáo 2018 Điều 8, 9: the denouncer is kept secret).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sender {
    /// Goes to the sender, is written by the sender, or is about a complaint.
    Shown,
    /// Read by others: names nothing that tells who sent it.
    Hidden,
}

/// A value that templates may name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What it is, in Vietnamese.
    pub vi: String,
    /// What it is, in English.
    pub en: String,
    /// What is given for it.
    pub kind: Kind,
    /// For a list of records: the fields of one.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Tells who sent the petition.
    #[serde(default)]
    pub sender: bool,
}

/// What is given for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words or a number; a line break begins a new paragraph.
    Text,
    /// A day as `YYYY-MM-DD`.
    Day,
    /// Yes or no.
    Flag,
    /// A list of texts, or of records with the named fields.
    List,
}

/// A template's file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template {file}, line {line}: {fault}")]
pub struct TemplateError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a template's file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The head between `+++` lines is missing or wrong.
    #[error("the head between the two +++ lines cannot be read: {why}")]
    Head {
        /// The reader's words.
        why: String,
    },
    /// Names a value that is not in the list.
    #[error("{{{name}}} is no value that papers know; values.toml lists them")]
    UnknownValue {
        /// The name.
        name: String,
    },
    /// A paper that hides the sender names a value that tells who it is.
    #[error("{{{name}}} tells who sent the petition, and this paper hides the sender")]
    TellsSender {
        /// The name.
        name: String,
    },
    /// Says that it may show the sender where the shipped template says it may not.
    #[error("the shipped template of this name hides the sender; a replacement may not show who it is")]
    Unsealed,
    /// A value used as what it is not.
    #[error("{{{name}}} is used as {used}, which it is not")]
    WrongUse {
        /// The name.
        name: String,
        /// `list`, `text` or `day`.
        used: &'static str,
    },
    /// An unknown word after `@`.
    #[error("@{word} is no part of a paper")]
    UnknownPart {
        /// The word.
        word: String,
    },
    /// `{if}`, `{each}`, `{else}` and `{end}` do not fit together.
    #[error("{{if}}, {{each}}, {{else}} and {{end}} do not fit together")]
    Unbalanced,
    /// An opening brace without its closing one.
    #[error("a {{ without its }}")]
    OpenBrace,
}

/// The values that papers know, by name.
pub fn values() -> &'static BTreeMap<String, Value> {
    &VALUES
}

static VALUES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let text = SHIPPED.get_file("values.toml").and_then(|f| f.contents_utf8()).unwrap_or_default();
    // A test reads the same file and fails on any fault in it.
    toml::from_str(text).unwrap_or_default()
});

/// Every shipped template, by name.
pub fn all() -> impl Iterator<Item = &'static Template> {
    TEMPLATES.values()
}

/// The shipped template of a name.
pub fn get(name: &str) -> Option<&'static Template> {
    TEMPLATES.get(name)
}

static TEMPLATES: LazyLock<BTreeMap<String, Template>> = LazyLock::new(|| {
    let read = |(name, text): (String, &str)| Some((name.clone(), check(&name, text).ok()?));
    sources().filter_map(read).collect()
});

/// The text of every shipped template, by name: for an office that wants to reword it.
pub fn sources() -> impl Iterator<Item = (String, &'static str)> {
    let folders = SHIPPED.dirs().flat_map(Dir::files);
    folders.filter_map(|file| {
        let name = file.path().with_extension("").to_string_lossy().replace('\\', "/");
        Some((name, file.contents_utf8()?))
    })
}

/// Made-up values for every place, to look at a template before it is used.
pub fn sample() -> serde_json::Value {
    let text = SHIPPED.get_file("sample.json").and_then(|f| f.contents_utf8()).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

/// An office's own text for a template. It may not show a sender whom the shipped one hides.
pub fn read(name: &str, text: &str) -> Result<Template, TemplateError> {
    let template = check(name, text)?;
    let hidden = get(name).is_some_and(|shipped| shipped.about.sender == Sender::Hidden);
    match hidden && template.about.sender == Sender::Shown {
        true => Err(TemplateError { file: format!("{name}.txt"), line: 1, fault: Fault::Unsealed }),
        false => Ok(template),
    }
}

/// Reads and checks a template's text.
fn check(name: &str, text: &str) -> Result<Template, TemplateError> {
    let file = format!("{name}.txt");
    let fail = |(line, fault): (usize, Fault)| TemplateError { file: file.clone(), line, fault };
    let (head, body, from) = parse::split(text).map_err(fail)?;
    let about: About = toml::from_str(head).map_err(|e| fail((1, Fault::Head { why: e.to_string() })))?;
    let nodes = parse::nodes(body, from).map_err(fail)?;
    let used = parse::used(&nodes, &VALUES).map_err(fail)?;
    let tells = |(name, _): &(&String, &usize)| VALUES.get(*name).is_some_and(|v| v.sender);
    if let Some((name, line)) = used.iter().find(tells).filter(|_| about.sender == Sender::Hidden) {
        return Err(fail((*line, Fault::TellsSender { name: name.clone() })));
    }
    Ok(Template { name: name.to_owned(), about, values: used.into_keys().collect(), nodes })
}
