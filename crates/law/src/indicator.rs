//! Chỉ tiêu: what a posting counts, as data.
//!
//! Here because forms select by these names and readers ask what they mean.
//! Must never say how a figure is reached: `casework` posts it.

use crate::source::{File, LawError, read};
use serde::Deserialize;

/// Đơn vị tính: what a quantity means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Cuộc.
    Case,
    /// Đơn vị, tổ chức, người, văn bản, vụ…
    Thing,
    /// Đồng.
    Vnd,
    /// Mét vuông.
    M2,
}

/// Một chỉ tiêu.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Name in postings and forms, as `inspection.launched`.
    pub name: String,
    /// What its quantity means.
    pub count: Measure,
    /// Words its postings may carry as class; empty: not said.
    #[serde(default)]
    pub class: Vec<String>,
    /// Words its postings may carry as manner; empty: not said.
    #[serde(default)]
    pub manner: Vec<String>,
    /// Words its postings may carry as field; empty: not said.
    #[serde(default)]
    pub field: Vec<String>,
    /// Whether the item of its postings is the day the thing began, as the receipt of a petition.
    #[serde(default)]
    pub item_day: bool,
    /// Nghĩa.
    pub vi: String,
    /// Meaning.
    pub en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicators {
    #[serde(default)]
    indicator: Vec<Indicator>,
}

/// Reads every file of indicators; a name given twice is an error.
pub(crate) fn indicators(files: &[File], errors: &mut Vec<LawError>) -> Vec<Indicator> {
    let mut out: Vec<Indicator> = Vec::new();
    for file in files {
        match read::<Indicators>(file) {
            Ok(found) => {
                for indicator in found.indicator {
                    if out.iter().any(|i| i.name == indicator.name) {
                        errors.push(LawError::new(&file.path, format!("name: {} is given twice", indicator.name)));
                    }
                    out.push(indicator);
                }
            }
            Err(error) => errors.push(error),
        }
    }
    out
}
