//! The texts the law is read from: embedded files, and an operator's laid over them.
//!
//! Here so that every reader names file, key and reason in the same way. No IO:
//! whoever starts the program reads the operator's folder and hands it over.

use include_dir::{Dir, include_dir};
use serde::Deserialize as _;
use serde::de::DeserializeOwned;

static INSTRUMENTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/instruments");
static CALENDAR: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/calendar");
static FORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/forms");
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
static INDICATORS_OF: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");
static REGIMES: &str = include_str!("../regimes.toml");
static INDICATORS: &str = include_str!("../indicators.toml");

/// One text with its path, as `instruments/luat-11-2022/terms.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the law's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether an operator put it there.
    pub own: bool,
}

/// What is wrong in a file of law.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct LawError {
    /// The file.
    pub file: String,
    /// The key or line, and what is wrong with it.
    pub reason: String,
}

impl LawError {
    /// A fault in a file.
    pub fn new(file: &str, reason: impl std::fmt::Display) -> Self {
        Self { file: file.to_owned(), reason: reason.to_string() }
    }
}

/// Every text the law is made of: shipped files first, an operator's after.
#[derive(Debug, Clone)]
pub struct Sources(Vec<File>);

impl Sources {
    /// The embedded texts.
    pub fn shipped() -> Self {
        let mut files = vec![
            File { path: "regimes.toml".into(), text: REGIMES.into(), own: false },
            File { path: "indicators.toml".into(), text: INDICATORS.into(), own: false },
        ];
        collect("calendar", &CALENDAR, &mut files);
        collect("instruments", &INSTRUMENTS, &mut files);
        collect("forms", &FORMS, &mut files);
        collect("rules", &RULES, &mut files);
        collect("indicators", &INDICATORS_OF, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// With an operator's files laid over: the same path replaces, others are added.
    #[must_use]
    pub fn with(mut self, own: Vec<(String, String)>) -> Self {
        for (path, text) in own {
            self.0.retain(|f| f.path != path || f.path.starts_with("calendar/"));
            self.0.push(File { path, text, own: true });
        }
        self
    }

    /// Files directly named so, or below a folder: `calendar/`, `instruments/`.
    pub fn below(&self, folder: &str) -> Vec<File> {
        self.0.iter().filter(|f| f.path.starts_with(folder)).cloned().collect()
    }

    /// Files whose path ends so, as `/terms.toml`.
    pub fn ending(&self, end: &str) -> Vec<File> {
        self.0.iter().filter(|f| f.path.ends_with(end)).cloned().collect()
    }

    /// Files with this folder in their path, as `/forms/`.
    pub fn within(&self, folder: &str) -> Vec<File> {
        self.0.iter().filter(|f| f.path.contains(folder)).cloned().collect()
    }

    /// Files that belong nowhere: a misspelt name would otherwise be passed over in silence.
    pub fn strangers(&self) -> Vec<LawError> {
        let known = |p: &str| {
            p == "regimes.toml"
                || p == "indicators.toml"
                || p.starts_with("calendar/") && p.ends_with(".toml")
                || ["forms/", "rules/", "indicators/"].iter().any(|folder| p.starts_with(folder))
                    && p.ends_with(".toml")
                || p.starts_with("instruments/")
                    && (p.ends_with("/instrument.toml")
                        || p.ends_with("/terms.toml")
                        || p.ends_with("/periods.toml")
                        || p.contains("/forms/")
                        || p.contains("/rules/")
                        || p.contains("/narratives/"))
        };
        let say = "no reader for this path; expected calendar/<year>.toml, instruments/<number>/instrument.toml, terms.toml, periods.toml, instruments/<number>/forms/<form>.toml, forms/<form>.toml, instruments/<number>/rules/<name>.toml, instruments/<number>/narratives/<name>.toml, rules/<name>.toml or indicators/<name>.toml";
        self.0.iter().filter(|f| !known(&f.path)).map(|f| LawError::new(&f.path, say)).collect()
    }
}

fn collect(prefix: &str, dir: &Dir<'_>, into: &mut Vec<File>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            into.push(File { path: format!("{prefix}/{}", file.path().display()), text: text.into(), own: false });
        }
    }
    for sub in dir.dirs() {
        collect(prefix, sub, into);
    }
}

/// Reads one file strictly: an unknown key is an error.
pub(crate) fn read<T: DeserializeOwned>(file: &File) -> Result<T, LawError> {
    toml::from_str(&file.text).map_err(|error| LawError::new(&file.path, error.to_string().trim()))
}

/// Reads a file that is nothing but lists of tables, as `[[term]]`; a list of
/// another name is an error.
pub(crate) fn tables(file: &File, names: &[&str], errors: &mut Vec<LawError>) -> Option<toml::Table> {
    match read::<toml::Table>(file) {
        Ok(lists) => {
            for stranger in lists.keys().filter(|key| !names.contains(&key.as_str())) {
                let reason = format!("{stranger}: unknown key, expected [[{}]]", names.join("]], [["));
                errors.push(LawError::new(&file.path, reason));
            }
            Some(lists)
        }
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

/// Reads one list item by item, each strictly, so that one slip of the pen does
/// not hide the next.
pub(crate) fn items<T: DeserializeOwned>(
    file: &File,
    lists: &mut toml::Table,
    name: &str,
    errors: &mut Vec<LawError>,
) -> Vec<T> {
    let items = match lists.remove(name) {
        None => return Vec::new(),
        Some(toml::Value::Array(items)) => items,
        Some(_) => {
            errors.push(LawError::new(&file.path, format!("{name}: write it as [[{name}]]")));
            return Vec::new();
        }
    };
    let mut out = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let says = ["key", "date", "id"].iter().find_map(|k| item.get(k)).map(|v| v.to_string().replace('"', ""));
        match item.try_into() {
            Ok(read) => out.push(read),
            Err(error) => {
                let which = format!("{name} {} ({})", i + 1, says.unwrap_or_default());
                let error: toml::de::Error = error;
                let error = error.to_string().trim().replace('\n', ", ");
                errors.push(LawError::new(&file.path, format!("{which}: {error}")));
            }
        }
    }
    out
}

/// Reads a TOML date, bare or quoted.
pub(crate) fn day<'de, D: serde::Deserializer<'de>>(d: D) -> Result<jiff::civil::Date, D::Error> {
    let text = match toml::Value::deserialize(d)? {
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::String(text) => text,
        other => return Err(serde::de::Error::custom(format!("expected a date as 2025-07-01, found {other}"))),
    };
    text.parse().map_err(serde::de::Error::custom)
}

/// Reads a TOML date that may be left out.
pub(crate) fn some_day<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<jiff::civil::Date>, D::Error> {
    day(d).map(Some)
}
