//! Hồ sơ ánh xạ: a named mapping from the columns of a register to acts.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A named profile, as kept in TOML.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name on the command line and in forms.
    pub name: String,
    /// What it reads, in Vietnamese.
    pub title_vi: String,
    /// What it reads, in English.
    pub title_en: String,
    /// What the mapping assumes and what it leaves out, in Vietnamese.
    #[serde(default)]
    pub note_vi: String,
    /// The same in English.
    #[serde(default)]
    pub note_en: String,
    /// Beginning of the sheet's name; empty: the first sheet with the heads.
    #[serde(default)]
    pub sheet: String,
    /// How many lines the heads take.
    #[serde(default = "one")]
    pub head_lines: usize,
    /// Rows whose first text begins so are no cases (totals, section titles).
    #[serde(default)]
    pub skip: Vec<String>,
    /// Sign between whole and fraction in amounts.
    #[serde(default = "comma")]
    pub decimal: char,
    /// Number of the case, as `{so_qd}`.
    pub number: String,
    /// What to do with two rows of one number.
    #[serde(default)]
    pub duplicates: Duplicates,
    /// The law the cases are run under; empty: by the day of the first act.
    #[serde(default)]
    pub regime: String,
    /// Which unit keeps the case.
    pub unit: UnitSpec,
    /// The columns read.
    pub columns: BTreeMap<String, Column>,
    /// The acts a row yields, in order.
    pub acts: Vec<ActSpec>,
}

fn one() -> usize {
    1
}

fn comma() -> char {
    ','
}

/// What two rows of one number mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// The second is refused.
    #[default]
    Refuse,
    /// They are different cases; the second gets `-2` behind its number.
    Count,
}

/// Which unit keeps the case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSpec {
    /// The column that names it; empty: always `default`.
    #[serde(default)]
    pub column: String,
    /// Names as the register writes them → codes; `{unit}` is the unit of the import.
    #[serde(default)]
    pub map: BTreeMap<String, String>,
    /// The code when the column is empty or there is none, as `{unit}.TT`.
    #[serde(default)]
    pub default: String,
}

/// One column of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Heads it may have; `Quyết định > Số` where one head stands over another.
    pub head: Vec<String>,
    /// What stands in it.
    #[serde(default)]
    pub kind: ColumnKind,
    /// Whether a row without it is refused, and a file without the column.
    #[serde(default)]
    pub required: bool,
    /// How days are written: `dd/mm/yyyy` (the default), `yyyy-mm-dd`, `mm/dd/yyyy`, `dd/mm/yy`.
    #[serde(default)]
    pub format: String,
    /// What amounts without a unit word count, as `triệu đồng`.
    #[serde(default)]
    pub measure: String,
    /// Words of the register → words of the system; what is not listed is refused.
    #[serde(default)]
    pub map: BTreeMap<String, String>,
    /// Instead of refusing a word that is not listed.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// Value of an empty cell.
    #[serde(default)]
    pub empty: String,
    /// Signs at which the text is cut into several.
    #[serde(default)]
    pub split: String,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text.
    #[default]
    Text,
    /// A day.
    Date,
    /// A whole number, zero or more.
    Count,
    /// Money, to đồng.
    Money,
    /// Land, to square metres.
    Area,
    /// Yes or no.
    Flag,
}

/// One act a row yields.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActSpec {
    /// Kind of act, as `conclusion`.
    pub kind: String,
    /// Its official day, as `{ngay_qd}`; the act is left out while this is empty.
    pub on: String,
    /// In which capacity it was signed.
    #[serde(default = "head")]
    pub by: String,
    /// Its number and symbol.
    #[serde(default)]
    pub number: String,
    /// Its signer.
    #[serde(default)]
    pub signer: String,
    /// Only when the column has one of these values (folded).
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    /// Its facts.
    #[serde(default)]
    pub facts: toml::Table,
}

fn head() -> String {
    "head".to_owned()
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("profile {file}: {why}")]
pub struct ProfileError {
    /// Its file or name.
    pub file: String,
    /// What is wrong and where.
    pub why: String,
}

impl Profile {
    /// Reads a profile and checks that everything it refers to is there.
    pub fn read(file: &str, text: &str) -> Result<Profile, ProfileError> {
        let failed = |why: String| ProfileError { file: file.to_owned(), why };
        let profile: Profile = toml::from_str(text).map_err(|e| failed(e.to_string()))?;
        for key in profile.references() {
            let known = ["unit", "line", "item"].contains(&key.as_str()) || profile.columns.contains_key(&key);
            if !known {
                return Err(failed(format!("`{{{key}}}` is used but there is no [columns.{key}]")));
            }
        }
        for act in &profile.acts {
            if crate::Role::from_word(&act.by).is_none() {
                return Err(failed(format!("act {}: `by = \"{}\"` is no role", act.kind, act.by)));
            }
        }
        if profile.acts.is_empty() {
            return Err(failed("it yields no act".into()));
        }
        Ok(profile)
    }

    fn references(&self) -> Vec<String> {
        let mut keys = super::template::keys(&self.number);
        keys.extend(super::template::keys(&self.unit.default));
        if !self.unit.column.is_empty() {
            keys.push(self.unit.column.clone());
        }
        for act in &self.acts {
            for text in [&act.on, &act.number, &act.signer] {
                keys.extend(super::template::keys(text));
            }
            keys.extend(act.when.keys().cloned());
            super::template::keys_of_table(&act.facts, &mut keys);
        }
        keys
    }
}
