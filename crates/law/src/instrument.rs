//! Văn bản: the instruments that terms, forms and refusals cite, and the regimes
//! that choose among them by kind of case and by the date it begins with.

use crate::Citation;
use crate::source::{File, LawError, read};
use crate::term::Status;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Văn bản quy phạm pháp luật: a law, decree, circular, code or resolution.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Số, ký hiệu, as `11/2022/QH15`.
    pub number: String,
    /// law, decree, circular, code, resolution.
    pub kind: String,
    /// Short Vietnamese title, used in citations.
    pub title_vi: String,
    /// Short English title.
    pub title_en: String,
    /// First day in force.
    #[serde(deserialize_with = "crate::source::day")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "crate::source::some_day")]
    pub until: Option<Date>,
    /// The regime its terms belong to, if any.
    pub regime: Option<String>,
    /// Numbers of the instruments it replaces.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Article of its transitional rule.
    pub transition: Option<String>,
    /// How sure we are of the dates above.
    pub status: Status,
    /// Where this was read.
    pub source: String,
}

/// Chế độ pháp lý: the law a whole case runs under.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// As `LTT2022`.
    pub id: String,
    /// Loại hồ sơ it governs: `inspection` (when left out), `reception`, `petition`,
    /// `complaint`, `denunciation`.
    #[serde(default = "inspection")]
    pub kind: String,
    /// Number of its law.
    pub law: String,
    /// Vietnamese title.
    pub title_vi: String,
    /// English title.
    pub title_en: String,
    /// First day it governs: of the inspection decision, of the receipt of a letter,
    /// of the reception.
    #[serde(deserialize_with = "crate::source::day")]
    pub decisions_from: Date,
    /// Last such day.
    #[serde(default, deserialize_with = "crate::source::some_day")]
    pub decisions_until: Option<Date>,
    /// The provision that leaves earlier decisions under the law before.
    #[serde(default, deserialize_with = "transition")]
    pub transition: Option<Citation>,
}

/// The kind of case a regime governs when its entry names none.
pub const INSPECTION: &str = "inspection";

fn inspection() -> String {
    INSPECTION.to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCitation {
    instrument: String,
    article: String,
}

fn transition<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Citation>, D::Error> {
    let raw = Option::<RawCitation>::deserialize(d)?;
    Ok(raw.map(|r| Citation { instrument: r.instrument.into(), article: r.article.into() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Regimes {
    #[serde(default)]
    regime: Vec<Regime>,
}

/// Reads every `instrument.toml`, keyed by its folder.
pub(crate) fn instruments(files: &[File], errors: &mut Vec<LawError>) -> BTreeMap<String, Instrument> {
    let mut out = BTreeMap::new();
    for file in files {
        match read::<Instrument>(file) {
            Ok(instrument) => {
                if instrument.until.is_some_and(|until| until < instrument.from) {
                    errors.push(LawError::new(&file.path, "until: earlier than from"));
                }
                out.insert(folder(&file.path), instrument);
            }
            Err(error) => errors.push(error),
        }
    }
    out
}

/// Reads `regimes.toml`.
pub(crate) fn regimes(files: &[File], errors: &mut Vec<LawError>) -> Vec<Regime> {
    let mut out: Vec<Regime> = Vec::new();
    for file in files {
        match read::<Regimes>(file) {
            Ok(read) => out.extend(read.regime),
            Err(error) => errors.push(error),
        }
    }
    // Inspections first, as the product grew; then the desk by name.
    out.sort_by_key(|r| (r.kind != INSPECTION, r.kind.clone(), r.decisions_from));
    out
}

/// What no single file can see: two folders with one number, regimes nobody
/// wrote, days on which no regime or two take a decision.
pub(crate) fn disagreements(instruments: &BTreeMap<String, Instrument>, regimes: &[Regime]) -> Vec<LawError> {
    let mut errors = Vec::new();
    let mut folders: BTreeMap<&str, &str> = BTreeMap::new();
    for (folder, instrument) in instruments {
        let path = format!("{folder}/instrument.toml");
        if let Some(other) = folders.insert(&instrument.number, folder) {
            errors.push(LawError::new(&path, format!("number: {} stands in {other} too", instrument.number)));
        }
        if let Some(id) = instrument.regime.as_ref().filter(|id| !regimes.iter().any(|r| r.id == **id)) {
            errors.push(LawError::new(&path, format!("regime: regimes.toml has no {id}")));
        }
    }
    let mut say = |reason: String| errors.push(LawError::new("regimes.toml", reason));
    for regime in regimes {
        let cited = regime.transition.iter().map(|c| c.instrument.as_ref());
        for number in cited.chain([regime.law.as_str()]).filter(|number| !folders.contains_key(number)) {
            say(format!("{}: there is no instrument {number}", regime.id));
        }
    }
    for pair in regimes.windows(2) {
        let [old, new] = pair else { continue };
        if old.kind == new.kind
            && old.decisions_until.and_then(|until| until.tomorrow().ok()) != Some(new.decisions_from)
        {
            say(format!("{}: decisions_from: not the day after {} ends", new.id, old.id));
        }
    }
    errors
}

/// The instrument in the folder of a file.
pub(crate) fn beside<'i>(path: &str, instruments: &'i BTreeMap<String, Instrument>) -> Option<&'i Instrument> {
    instruments.get(&folder(path))
}

fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder).to_owned()
}

/// The instrument a file belongs to, by the folder above its own; none for a file of no instrument.
///
/// # Errors
/// The folder holds no instrument.
pub(crate) fn above<'i>(
    file: &File,
    folder: &str,
    instruments: &'i BTreeMap<String, Instrument>,
) -> Result<Option<&'i Instrument>, LawError> {
    let Some((home, _)) = file.path.split_once(&format!("/{folder}/")) else { return Ok(None) };
    let none = || LawError::new(&file.path, "there is no instrument.toml in the folder above it");
    instruments.get(home).map(Some).ok_or_else(none)
}
