//! Đề cương báo cáo: the sections of a circular's narrative report, with a first draft of
//! each in which figures stand as references to the forms.
//!
//! Here because it is the circular's, and a new circular must be a new file. Must never
//! hold a figure: what a reference says is worked out from the sheets of a report.

use crate::form::Topic;
use crate::instrument::{Instrument, above};
use crate::source::{File, LawError, read};
use crate::{Law, Status};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Mẫu báo cáo of one line of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Which of the sector's reports it is for.
    pub about: Topic,
    /// Số mẫu: `Mẫu số 01`.
    pub form: String,
    /// Number of its circular.
    pub circular: String,
    /// First period end it serves.
    pub from: Date,
    /// Last period end it serves.
    pub until: Option<Date>,
    /// How sure we are of the outline; the words are always our own.
    pub status: Status,
    /// What it is the report of: `công tác thanh tra`.
    pub subject: String,
    /// Where the outline was read.
    pub source: String,
    /// What a reader should know, Vietnamese.
    pub note_vi: String,
    /// What a reader should know, English.
    pub note_en: String,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// Một mục.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Unlike the others; kept texts name it.
    pub id: String,
    /// Đề mục as the paper prints it.
    pub heading: String,
    /// What it is, in English, for those who read the page in English.
    pub heading_en: String,
    /// First draft, a paragraph a line.
    #[serde(default)]
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOutline {
    about: Topic,
    form: String,
    subject: String,
    status: Status,
    source: String,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    note_en: String,
    section: Vec<Section>,
}

/// Reads every outline beside its circular.
pub(crate) fn outlines(
    files: &[File],
    instruments: &BTreeMap<String, Instrument>,
    errors: &mut Vec<LawError>,
) -> Vec<Outline> {
    let mut out = Vec::new();
    for file in files {
        let (raw, circular) = match (read::<RawOutline>(file), above(file, "narratives", instruments)) {
            (Ok(raw), Ok(Some(circular))) => (raw, circular),
            (Err(error), _) | (_, Err(error)) => {
                errors.push(error);
                continue;
            }
            // An outline is always a circular's: only files below one are read as such.
            (_, Ok(None)) => continue,
        };
        let mut seen = BTreeSet::new();
        for twin in raw.section.iter().filter(|s| !seen.insert(&s.id)) {
            errors.push(LawError::new(&file.path, format!("section {}: the id stands twice", twin.id)));
        }
        out.push(Outline {
            about: raw.about,
            form: raw.form,
            circular: circular.number.clone(),
            from: circular.from,
            until: circular.until,
            status: raw.status,
            subject: raw.subject,
            source: raw.source,
            note_vi: raw.note_vi,
            note_en: raw.note_en,
            sections: raw.section,
        });
    }
    out.sort_by_key(|o| o.from);
    out
}

impl Outline {
    /// Whether it is of the circular in force on the last day of a period.
    pub fn serves(&self, period_end: Date) -> bool {
        self.from <= period_end && self.until.is_none_or(|until| period_end <= until)
    }

    /// What a reader should know, in a language.
    pub fn note(&self, lang: &str) -> &str {
        if lang == "en" { &self.note_en } else { &self.note_vi }
    }
}

impl Law {
    /// The outline of a line of work for periods that end on a day: of the circular in force
    /// then or, where none is known for it, of the one nearest before, else the first there is.
    pub fn outline(&self, about: Topic, period_end: Date) -> Option<&Outline> {
        let of = || self.outlines.iter().filter(|o| o.about == about);
        let before = || of().rev().find(|o| o.from <= period_end);
        of().rev().find(|o| o.serves(period_end)).or_else(before).or_else(|| of().next())
    }
}
