//! Reads `forms/*.toml` strictly: every column, indicator and identity must be
//! one the rest of the law knows, so that a slip of the pen is an error that
//! names file and key instead of a zero.

use super::{Begun, Between, Check, Column, Form, Layout, Only, Printed, Take, Topic, Unit};
use crate::instrument::above;
use crate::source::{File, LawError, read};
use crate::{Citation, Indicator, Instrument, Status};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Indicators one column may name for one side: opening with closing, flow with closing, distinct.
pub const MOST_INDICATORS: usize = 8;
/// Words one filter may name.
pub const MOST_WORDS: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: String,
    #[serde(default)]
    also: Vec<String>,
    title_vi: String,
    title_en: String,
    #[serde(default, deserialize_with = "crate::source::some_day")]
    from: Option<Date>,
    #[serde(default, deserialize_with = "crate::source::some_day")]
    until: Option<Date>,
    #[serde(default)]
    article: String,
    status: Status,
    source: String,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    note_en: String,
    topic: Option<Topic>,
    #[serde(default)]
    paper: Option<String>,
    #[serde(default)]
    layout: Layout,
    /// Who stands in the rows; `units` is the only scheme the circulars use for inspections.
    rows: Rows,
    /// Filters of every column that names none of its own.
    #[serde(default)]
    class: Vec<String>,
    #[serde(default)]
    field: Vec<String>,
    #[serde(default)]
    column: Vec<RawColumn>,
    #[serde(default)]
    check: Vec<Check>,
    #[serde(default)]
    between: Vec<Between>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rows {
    Units,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    id: String,
    vi: Vec<String>,
    en: Vec<String>,
    unit: Unit,
    printed: Option<Printed>,
    opening: Option<Vec<String>>,
    flow: Option<Vec<String>>,
    closing: Option<Vec<String>>,
    distinct: Option<Vec<String>>,
    sum: Option<Vec<String>>,
    /// `true`: the meaning is not known or nothing recorded carries it.
    #[serde(default)]
    nothing: bool,
    class: Option<Vec<String>>,
    #[serde(default)]
    manner: Vec<String>,
    field: Option<Vec<String>>,
    begun: Option<Begun>,
    status: Option<Status>,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    note_en: String,
}

/// Reads every form. A form beside an instrument is that instrument's; one in
/// `forms/` at the top belongs to no circular.
pub(crate) fn forms(
    files: &[File],
    instruments: &BTreeMap<String, Instrument>,
    errors: &mut Vec<LawError>,
) -> Vec<Form> {
    let mut out = Vec::new();
    for file in files {
        let circular = match above(file, "forms", instruments) {
            Ok(circular) => circular,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        match read::<RawForm>(file) {
            Ok(raw) => out.push(build(raw, file, circular, errors)),
            Err(error) => errors.push(error),
        }
    }
    out.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
    out
}

fn build(raw: RawForm, file: &File, circular: Option<&Instrument>, errors: &mut Vec<LawError>) -> Form {
    let Rows::Units = raw.rows;
    let version = circular.map_or_else(|| "1".to_owned(), |c| c.number.clone());
    let (status, usual) = (raw.status, Only { class: raw.class, field: raw.field, ..Only::default() });
    let columns = raw.column.into_iter().map(|c| column(c, status, &usual, file, errors)).collect();
    Form {
        id: raw.id,
        also: raw.also,
        version: if file.own { format!("{version}+{:08x}", fingerprint(&file.text)) } else { version },
        title_vi: raw.title_vi,
        title_en: raw.title_en,
        from: raw.from.or(circular.map(|c| c.from)),
        until: raw.until.or(circular.and_then(|c| c.until)),
        law: circular.map(|c| Citation { instrument: c.number.clone().into(), article: raw.article.into() }),
        status: raw.status,
        source: raw.source,
        note_vi: raw.note_vi,
        note_en: raw.note_en,
        topic: raw.topic,
        paper: raw.paper.unwrap_or_else(|| "A4".to_owned()),
        layout: raw.layout,
        columns,
        checks: raw.check,
        between: raw.between,
        file: file.path.clone(),
        own: file.own,
    }
}

fn column(raw: RawColumn, status: Status, usual: &Only, file: &File, errors: &mut Vec<LawError>) -> Column {
    let mut fail = |reason: String| errors.push(LawError::new(&file.path, format!("column {}: {reason}", raw.id)));
    let sums = raw.opening.is_some() || raw.flow.is_some() || raw.closing.is_some();
    let ways = [sums, raw.distinct.is_some(), raw.sum.is_some(), raw.nothing];
    if ways.iter().filter(|w| **w).count() != 1 {
        fail("give one of opening/flow/closing, distinct, sum, nothing = true".into());
    }
    if raw.vi.is_empty() || raw.vi.len() != raw.en.len() {
        fail("vi, en: both need the same number of heads, at least one".into());
    }
    let natural = match raw.unit {
        Unit::Count => Printed::Count,
        Unit::Vnd => Printed::TrieuDong,
        Unit::M2 => Printed::M2,
    };
    let printed = raw.printed.unwrap_or(natural);
    let fits = match raw.unit {
        Unit::Count => printed == Printed::Count,
        Unit::Vnd => matches!(printed, Printed::Dong | Printed::TrieuDong),
        Unit::M2 => matches!(printed, Printed::M2 | Printed::Ha),
    };
    if !fits {
        fail(format!("printed: {} cannot show this unit", printed.word()));
    }
    if raw.begun.is_some() && (raw.flow.is_none() || raw.opening.is_some() || raw.closing.is_some()) {
        fail("begun: only a flow can be told apart by when it began".into());
    }
    let (class, field) = (raw.class.unwrap_or(usual.class.clone()), raw.field.unwrap_or(usual.field.clone()));
    let only = Only { class, manner: raw.manner, field, begun: raw.begun };
    if [&only.class, &only.manner, &only.field].iter().any(|l| l.len() > MOST_WORDS) {
        fail(format!("class, manner, field: at most {MOST_WORDS} words each"));
    }
    let take = match (raw.distinct, raw.sum) {
        (Some(names), _) => Take::Distinct(names),
        (None, Some(ids)) => Take::Sum(ids),
        (None, None) if sums => Take::Sums {
            opening: raw.opening.unwrap_or_default(),
            flow: raw.flow.unwrap_or_default(),
            closing: raw.closing.unwrap_or_default(),
        },
        _ => Take::Nothing,
    };
    Column {
        id: raw.id,
        heads_vi: raw.vi,
        heads_en: raw.en,
        unit: raw.unit,
        printed,
        take,
        only,
        status: raw.status.unwrap_or(status),
        note_vi: raw.note_vi,
        note_en: raw.note_en,
    }
}

/// What is wrong between forms and the rest: unknown indicators and words,
/// columns that are not there, sums that go round, two forms for one question.
pub(crate) fn checked(forms: &[Form], indicators: &[Indicator]) -> Vec<LawError> {
    let known: BTreeMap<&str, &Indicator> = indicators.iter().map(|i| (i.name.as_str(), i)).collect();
    let mut errors = Vec::new();
    for form in forms {
        let mut fail = |reason: String| errors.push(LawError::new(&form.file, reason));
        let mut seen = BTreeSet::new();
        for column in &form.columns {
            if !seen.insert(&column.id) {
                fail(format!("column {} is given twice", column.id));
            }
            for name in indicators_of(&column.take) {
                match known.get(name) {
                    None => fail(format!("column {}: there is no indicator {name} in indicators.toml", column.id)),
                    Some(indicator) => strange_words(column, indicator, &mut fail),
                }
            }
            if longest(&column.take) > MOST_INDICATORS {
                fail(format!("column {}: at most {MOST_INDICATORS} indicators in one list", column.id));
            }
            if goes_round(form, column, 0) {
                fail(format!("column {}: its sum comes back to itself or names a column that is not there", column.id));
            }
        }
        for check in &form.checks {
            for id in check.left.iter().chain(&check.right).filter(|id| form.column(id).is_none()) {
                fail(format!("check {}: there is no column {id}", check.id));
            }
        }
        for between in &form.between {
            for id in between.left.iter().filter(|id| form.column(id).is_none()) {
                fail(format!("between {}: there is no column {id}", between.form));
            }
            let other = forms.iter().find(|f| f.id == between.form && f.from == form.from);
            for id in between.right.iter().filter(|id| other.is_none_or(|f| f.column(id).is_none())) {
                fail(format!("between {}: it has no column {id}", between.form));
            }
        }
    }
    errors.extend(rivals(forms));
    errors
}

/// Words of a filter that no posting of the indicator carries, which would be a silent zero.
fn strange_words(column: &Column, indicator: &Indicator, fail: &mut impl FnMut(String)) {
    let only = &column.only;
    for (list, may) in
        [(&only.class, &indicator.class), (&only.manner, &indicator.manner), (&only.field, &indicator.field)]
    {
        for word in list.iter().filter(|word| !may.is_empty() && !may.contains(word)) {
            fail(format!("column {}: postings of {} never carry {word}", column.id, indicator.name));
        }
    }
    if only.begun.is_some() && !indicator.item_day {
        fail(format!("column {}: begun: postings of {} do not say when it began", column.id, indicator.name));
    }
}

/// Two shipped (or two own) forms that would both answer for one period.
fn rivals(forms: &[Form]) -> Vec<LawError> {
    let mut errors = Vec::new();
    for (i, a) in forms.iter().enumerate() {
        for b in forms[i + 1..].iter().filter(|b| b.id == a.id && b.own == a.own) {
            let apart = a.until.is_some_and(|u| b.from.is_some_and(|f| u < f))
                || b.until.is_some_and(|u| a.from.is_some_and(|f| u < f));
            if !apart {
                let reason = format!("from, until: {} serves the same periods with form {}", a.file, a.id);
                errors.push(LawError::new(&b.file, reason));
            }
        }
    }
    errors
}

fn lists(take: &Take) -> Vec<&Vec<String>> {
    match take {
        Take::Sums { opening, flow, closing } => vec![opening, flow, closing],
        Take::Distinct(names) => vec![names],
        Take::Sum(_) | Take::Nothing => Vec::new(),
    }
}

/// Cells are looked up with so many places for the indicators before and within the period.
fn longest(take: &Take) -> usize {
    match take {
        Take::Sums { opening, flow, closing } => opening.len().max(flow.len()) + closing.len(),
        Take::Distinct(names) => names.len(),
        Take::Sum(_) | Take::Nothing => 0,
    }
}

fn indicators_of(take: &Take) -> Vec<&str> {
    lists(take).into_iter().flatten().map(String::as_str).collect()
}

fn goes_round(form: &Form, column: &Column, depth: usize) -> bool {
    match &column.take {
        Take::Sum(ids) => {
            depth > form.columns.len()
                || ids.iter().any(|id| form.column(id).is_none_or(|part| goes_round(form, part, depth + 1)))
        }
        _ => false,
    }
}

/// FNV-1a: the same text has the same mark on every machine.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)) >> 32
}
