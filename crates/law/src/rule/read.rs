//! Reads `rules/*.toml` strictly: a rule that names a column no form has would never speak.

use super::{Clash, Least, Rule, Says, With};
use crate::form::{Form, Relation, Severity};
use crate::instrument::above;
use crate::source::{File, LawError, items, tables};
use crate::{Citation, Instrument, Status};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What every rule says of itself.
macro_rules! raw {
    ($($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident : $ty:ty),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name {
            id: String,
            severity: Severity,
            why_vi: String,
            why_en: String,
            do_vi: String,
            do_en: String,
            status: Status,
            #[serde(default)]
            article: String,
            $($(#[$fmeta])* $field: $ty),*
        }

        impl $name {
            fn rule(self, form: String, says: Says, file: &File, circular: Option<&Instrument>) -> Rule {
                Rule {
                    id: self.id,
                    form,
                    says,
                    severity: self.severity,
                    why_vi: self.why_vi,
                    why_en: self.why_en,
                    do_vi: self.do_vi,
                    do_en: self.do_en,
                    status: self.status,
                    law: circular.map(|c| Citation { instrument: c.number.clone().into(), article: self.article.into() }),
                    own: file.own,
                }
            }
        }
    )*};
}

raw! {
    RawCarried {
        form: String,
        left: Vec<String>,
        is: Relation,
        was: Vec<String>,
        #[serde(default)]
        less: Vec<String>,
        #[serde(default)]
        last: String,
    }
    RawCompared {
        #[serde(default)]
        form: String,
        with: With,
        factor: i64,
        least: Least,
    }
    RawPeriod {
        #[serde(default)]
        form: String,
        clash: Clash,
    }
}

/// Reads every file of rules; one beside an instrument's forms is that instrument's.
pub(crate) fn rules(
    files: &[File],
    instruments: &BTreeMap<String, Instrument>,
    errors: &mut Vec<LawError>,
) -> Vec<Rule> {
    let mut out = Vec::new();
    for file in files {
        let circular = match above(file, "rules", instruments) {
            Ok(circular) => circular,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let Some(mut lists) = tables(file, &["carried", "compared", "period"], errors) else { continue };
        for mut raw in items::<RawCarried>(file, &mut lists, "carried", errors) {
            let form = std::mem::take(&mut raw.form);
            let take = |list: &mut Vec<String>| std::mem::take(list);
            let says = Says::Carried {
                left: take(&mut raw.left),
                is: raw.is,
                was: take(&mut raw.was),
                less: take(&mut raw.less),
                last: std::mem::take(&mut raw.last),
            };
            out.push(raw.rule(form, says, file, circular));
        }
        for mut raw in items::<RawCompared>(file, &mut lists, "compared", errors) {
            if raw.factor < 2 || raw.least.count < 1 || raw.least.vnd < 1 || raw.least.m2 < 1 {
                let reason = format!("compared {}: factor is at least 2, least at least 1", raw.id);
                errors.push(LawError::new(&file.path, reason));
            }
            let says = Says::Compared { with: raw.with, factor: raw.factor, least: raw.least };
            out.push({
                let form = std::mem::take(&mut raw.form);
                raw.rule(form, says, file, circular)
            });
        }
        for mut raw in items::<RawPeriod>(file, &mut lists, "period", errors) {
            let (form, says) = (std::mem::take(&mut raw.form), Says::Period(raw.clash));
            out.push(raw.rule(form, says, file, circular));
        }
    }
    out
}

/// What no rule may be: about a form or column there is not, or given twice.
pub(crate) fn checked(rules: &[Rule], forms: &[Form]) -> Vec<LawError> {
    let mut errors = Vec::new();
    let of = |id: &str, circular: &str| {
        forms.iter().filter(|f| f.id == id && f.law.as_ref().is_some_and(|c| c.instrument == circular)).collect()
    };
    for (at, rule) in rules.iter().enumerate() {
        let mut fail = |reason: String| errors.push(LawError::new("rules", format!("rule {}: {reason}", rule.id)));
        let same = |r: &&Rule| r.id == rule.id && r.form == rule.form && r.law == rule.law && r.own == rule.own;
        if rules[at + 1..].iter().any(|r| same(&r)) {
            fail(format!("given twice for form {}", rule.form));
        }
        let Says::Carried { left, was, less, last, .. } = &rule.says else { continue };
        let Some(circular) = &rule.law else {
            fail("carried: stands beside the forms of an instrument".to_owned());
            continue;
        };
        let here: Vec<&Form> = of(&rule.form, &circular.instrument);
        let then: Vec<&Form> = if last.is_empty() { here.clone() } else { of(&rule.form, last) };
        for (found, columns) in [(here, vec![left]), (then, vec![was, less])] {
            if found.is_empty() {
                fail(format!("there is no form {} of that circular", rule.form));
            }
            // An operator's form may have other columns than the shipped rule expects.
            for form in found.iter().filter(|f| rule.own || !f.own) {
                for id in columns.iter().copied().flatten().filter(|id| form.column(id).is_none()) {
                    fail(format!("form {} ({}) has no column {id}", form.id, form.version));
                }
            }
        }
    }
    errors
}
