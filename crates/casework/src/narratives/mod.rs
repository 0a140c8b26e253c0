//! Lời văn báo cáo: prose in which figures stand as references to the sheets of the report.
//!
//! `{01/TTr#1}` is the total of column 1; what else a reference can say stands in [`read`].
//! A reference is worked out from the sheets each time it is shown, until the report is
//! sealed: then what it said is kept with it ([`Frozen`]), and anybody can work it out
//! again. Must never hold a figure that was typed in the place of one that is counted.

mod draft;
mod read;
mod value;

#[cfg(test)]
mod tests;

pub use draft::draft;
pub use read::{Part, Piece, Ref, Says, Wrong, pieces};
pub use value::{Bar, Beside, Value, value};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Bản lời văn: the sections of one saved version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// Of this text: 1.
    pub format: u32,
    /// Circular and number of the outline it follows.
    pub outline: String,
    /// What it is the report of.
    pub subject: String,
    /// The sections in order.
    pub sections: Vec<Told>,
}

/// Một mục with its prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Id of the outline's section.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// The prose, a paragraph a line.
    pub text: String,
}

/// Lời văn đã niêm phong: the prose with what each reference said when it was sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The prose.
    pub narrative: Narrative,
    /// What each reference said; one that could not be worked out is not there.
    pub says: BTreeMap<String, Value>,
    /// The sheets of the year before that it compares with.
    pub before: Vec<Earlier>,
}

/// A sheet of the same period a year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// Ký hiệu biểu.
    pub form: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Number of the report it was accepted in; empty: filled from the ledger.
    pub report: String,
}

impl Narrative {
    /// Every reference, once, as it is written.
    pub fn refs(&self) -> BTreeMap<String, Result<Ref, Wrong>> {
        let all = self.sections.iter().flat_map(|s| pieces(&s.text));
        all.filter_map(|p| if let Piece::Ref { raw, says } = p { Some((raw, says)) } else { None }).collect()
    }

    /// The forms whose sheets of the year before are asked for.
    pub fn forms_before(&self) -> Vec<String> {
        let mut out: Vec<String> =
            self.refs().into_values().flatten().filter(|r| r.says.is_of_year_before()).map(|r| r.part.form).collect();
        out.sort();
        out.dedup();
        out
    }

    /// What every reference says beside these sheets.
    pub fn says(&self, sheets: &Beside<'_>) -> BTreeMap<String, Result<Value, Wrong>> {
        self.refs().into_iter().map(|(raw, of)| (raw, of.and_then(|of| value(&of, sheets)))).collect()
    }

    /// The narrative with what its references say, for ever.
    pub fn frozen(self, sheets: &Beside<'_>, before: Vec<Earlier>) -> Frozen {
        let says = self.says(sheets).into_iter().filter_map(|(raw, said)| Some((raw, said.ok()?))).collect();
        Frozen { narrative: self, says, before }
    }
}
