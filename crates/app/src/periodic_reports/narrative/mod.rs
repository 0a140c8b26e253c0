//! Lời văn của báo cáo: the prose around the figures, saved version by version as acts of
//! the report, and what its references say.
//!
//! A version is a paper of its act. Until the report is sealed its references are worked out
//! anew each time, from the sheets of the last computation and from those of the same period
//! a year before; the seal keeps what they said. Must never lose what was typed.

mod api;
mod page;
mod paper;
mod shown;

pub(super) use api::{read, write};
pub(super) use page::{checked, file, page};

use super::keys::sha256;
use super::store;
use super::way::{Hand, Report, as_text, forms_of, load, manifest_of, number_of, record, refused};
use crate::App;
use crate::accounts::Reach;
use crate::errors::{Error, Result};
use crate::reports::Ready;
use casework::Role;
use casework::narratives::{Beside, Earlier, Frozen, Narrative, Value, Wrong, draft};
use casework::periodic_reports::acts::{self, computed};
use casework::periodic_reports::{About, Standing};
use casework::reports::{Kept, Sheet, rows};
use casework::units::Tree;
use db::Tx;
use law::form::Topic;
use law::{Law, Outline};
use std::collections::BTreeMap;

/// Name of the kept text.
pub const FILE: &str = "loi-van.json";

/// The line of work as the law's data names it.
fn topic(about: About) -> Topic {
    match about {
        About::Inspection => Topic::Inspection,
        About::Petitions => Topic::Petitions,
        About::AntiCorruption => Topic::AntiCorruption,
    }
}

/// A narrative with all it speaks of.
pub(super) struct Written {
    pub(super) narrative: Narrative,
    /// The act that saved it; none: the outline's own draft.
    pub(super) seq: u32,
    /// What each of its references says.
    pub(super) says: BTreeMap<String, std::result::Result<Value, Wrong>>,
    /// The sheets of the report.
    pub(super) sheets: Vec<Sheet>,
    /// Whether it was sealed.
    pub(super) frozen: bool,
}

/// The outline of a report's circular, and whether it is of that circular.
pub(super) fn outline<'l>(law: &'l Law, report: &Report) -> Result<Option<(&'l Outline, bool)>> {
    let report = report.draft()?;
    let found = law.outline(topic(report.about), report.until);
    Ok(found.map(|o| (o, o.serves(report.until))))
}

/// The narrative of a report as it stands; `typed` stands in the place of what is kept.
///
/// # Errors
/// What cannot be read.
pub(super) fn written(
    tx: &mut dyn Tx,
    law: &Law,
    tree: &Tree,
    report: &Report,
    typed: Option<Narrative>,
) -> Result<Written> {
    let (sheets, as_of) = sheets(tx, report)?;
    let seq = acts::narrative(&report.case.acts).map_or(0, |(entry, _)| entry.seq);
    if let Some(frozen) = frozen(tx, report)? {
        let narrative = frozen.narrative.clone();
        let kept = |raw: String| (frozen.says.get(&raw).cloned().ok_or(Wrong::NoFigure), raw);
        let says = narrative.refs().into_keys().map(kept).map(|(said, raw)| (raw, said)).collect();
        return Ok(Written { narrative, seq, says, sheets, frozen: true });
    }
    let narrative = match typed {
        Some(typed) => typed,
        None => saved_or_draft(tx, law, report)?,
    };
    let before: Vec<Sheet> = match as_of {
        Some(as_of) => earlier(tx, law, tree, report, &narrative.forms_before(), as_of)?
            .into_iter()
            .map(|(_, kept)| kept.sheet(None))
            .collect(),
        None => Vec::new(),
    };
    let says = narrative.says(&Beside { now: &sheets, before: &before });
    Ok(Written { narrative, seq, says, sheets, frozen: false })
}

/// The version saved last, or the outline's draft.
fn saved_or_draft(tx: &mut dyn Tx, law: &Law, report: &Report) -> Result<Narrative> {
    if let Some((_, saved)) = acts::narrative(&report.case.acts) {
        return serde_json::from_str(&report.text(tx, &saved.sha256)?).map_err(Error::fault);
    }
    let about = report.draft()?;
    let forms: Vec<&str> = forms_of(law, about.about, about.until).into_iter().map(|f| f.id.as_str()).collect();
    let (outline, fits) = outline(law, report)?.ok_or(Error::Hidden)?;
    Ok(draft(outline, &forms, fits))
}

/// The sheets of the last computation, and at which position they were counted. They are
/// read by the heads they were kept with, so that a reworded form changes no sentence.
fn sheets(tx: &mut dyn Tx, report: &Report) -> Result<(Vec<Sheet>, Option<i64>)> {
    let Some((_, done)) = computed(&report.case.acts) else { return Ok((Vec::new(), None)) };
    let mut out = Vec::new();
    for line in &done.sheets {
        let kept = Kept::read(&report.text(tx, &line.sha256)?).map_err(Error::fault)?;
        out.push(kept.sheet(None));
    }
    Ok((out, Some(i64::from(done.as_of))))
}

/// The sheets of the same period a year before: of the unit's own accepted report, else
/// filled from the ledger as of the same position as the report's.
fn earlier(
    tx: &mut dyn Tx,
    law: &Law,
    tree: &Tree,
    report: &Report,
    forms: &[String],
    as_of: i64,
) -> Result<Vec<(Earlier, Kept)>> {
    let about = report.draft()?;
    let now = law.period(&about.period).ok();
    let Some(period) = now.and_then(|now| law.year_before(&now)).filter(|_| !forms.is_empty()) else {
        return Ok(Vec::new());
    };
    let number = number_of(&period.id, about.about, &report.case.unit.0);
    let taken = [Standing::Accepted.word(), Standing::Sealed.word()];
    let stands = store::standings(tx, std::slice::from_ref(&number))?;
    let stands = stands.get(&number).is_some_and(|s| taken.contains(&s.standing.as_str()));
    let theirs = if stands { load(tx, &number)? } else { None };
    let mut out = Vec::new();
    for id in forms {
        if let Some(theirs) = &theirs
            && let Some((line, kept)) = theirs.sheet(tx, id)?
        {
            out.push((Earlier { form: id.clone(), sha256: line.sha256, report: number.clone() }, kept));
            continue;
        }
        // A unit that did not stand then, or a form that was not: nothing to compare with.
        let Some(form) = law.form(id, period.until) else { continue };
        let Ok(rows) = rows(tree, &report.case.unit.0, period.until) else { continue };
        let ready = Ready::of(form.clone(), rows, period.clone(), Some(as_of));
        let kept = Kept::of(&ready.basis(tx).map_err(refused)?.sheet());
        let sha256 = sha256(kept.text().as_bytes());
        out.push((Earlier { form: id.clone(), sha256, report: String::new() }, kept));
    }
    Ok(out)
}

/// What the prose of a report says of limits, a paragraph each, for a reader who sees it; nothing
/// where there is no such report or section.
///
/// # Errors
/// What cannot be read.
pub(crate) fn limits(tx: &mut dyn Tx, law: &Law, tree: &Tree, number: &str, sees: &Reach) -> Result<Vec<String>> {
    let Some(report) = load(tx, number)?.filter(|r| sees.holds(&r.case.unit.0)) else { return Ok(Vec::new()) };
    if outline(law, &report)?.is_none() {
        return Ok(Vec::new());
    }
    let told = written(tx, law, tree, &report, None)?.narrative;
    let of_limits = told.sections.iter().filter(|s| casework::fold(&s.heading).contains("han che"));
    let lines = of_limits.flat_map(|s| s.text.lines()).map(str::trim);
    // What stands in brackets is the outline's own hint of what belongs there.
    Ok(lines.filter(|l| !l.is_empty() && !l.starts_with('(')).map(str::to_owned).collect())
}

/// What was sealed with a report.
fn frozen(tx: &mut dyn Tx, report: &Report) -> Result<Option<Frozen>> {
    let Some(manifest) = manifest_of(tx, report)? else { return Ok(None) };
    let Some(hash) = manifest.narrative else { return Ok(None) };
    serde_json::from_str(&report.text(tx, &hash)?).map(Some).map_err(Error::fault)
}

/// The narrative of a report as it is about to be sealed, and the sheets it compares with:
/// name and text of each paper, the narrative first. None: the office wrote none.
///
/// # Errors
/// What cannot be read.
pub(super) fn freeze(tx: &mut dyn Tx, law: &Law, tree: &Tree, report: &Report) -> Result<Vec<(String, String)>> {
    let (sheets, as_of) = sheets(tx, report)?;
    let Some(as_of) = as_of.filter(|_| acts::narrative(&report.case.acts).is_some()) else { return Ok(Vec::new()) };
    let narrative = saved_or_draft(tx, law, report)?;
    let before = earlier(tx, law, tree, report, &narrative.forms_before(), as_of)?;
    let then: Vec<Sheet> = before.iter().map(|(_, kept)| kept.sheet(None)).collect();
    let frozen = narrative
        .frozen(&Beside { now: &sheets, before: &then }, before.iter().map(|(earlier, _)| earlier.clone()).collect());
    let mut out = vec![(FILE.to_owned(), as_text(&frozen)?)];
    out.extend(before.into_iter().map(|(earlier, kept)| (before_name(&earlier.form), kept.text())));
    Ok(out)
}

/// Name of the kept sheet of a year before.
pub(super) fn before_name(form: &str) -> String {
    format!("cung-ky/{}.json", form.replace('/', "-"))
}

/// What the file of a sealed report holds of its narrative: the same papers.
///
/// # Errors
/// What cannot be read.
pub(super) fn members(tx: &mut dyn Tx, report: &Report, hash: &str) -> Result<Vec<(String, String)>> {
    let text = report.text(tx, hash)?;
    let frozen: Frozen = serde_json::from_str(&text).map_err(Error::fault)?;
    let mut out = vec![(FILE.to_owned(), text)];
    for earlier in &frozen.before {
        out.push((before_name(&earlier.form), report.text(tx, &earlier.sha256)?));
    }
    Ok(out)
}

/// Whether a sealed narrative says what its sheets say.
pub(super) fn holds(frozen: &Frozen, now: &[Sheet], before: &[Sheet]) -> bool {
    let again = frozen.narrative.says(&Beside { now, before });
    let again: BTreeMap<String, Value> = again.into_iter().filter_map(|(raw, said)| Some((raw, said.ok()?))).collect();
    again == frozen.says
}

/// Saves a version: an act with the text as its paper.
///
/// # Errors
/// The law's refusal, or the database.
pub(super) async fn save(app: &App, hand: Hand, number: &str, narrative: &Narrative) -> Result<()> {
    let (law, number, text) = (app.law.clone(), number.to_owned(), as_text(narrative)?);
    let facts = acts::Narrative { sha256: sha256(text.as_bytes()) };
    let act = super::way::paper(&hand, "narrative", Role::Reporter, &facts)?;
    app.db.write(move |tx| record(tx, &law, &hand, &number, act.clone(), &[(FILE.to_owned(), text.clone())])).await
}

/// Saves the narrative as it stands: the outline's draft where nothing was saved yet.
///
/// # Errors
/// The law's refusal, or the database.
pub async fn save_draft(app: &App, hand: Hand, number: &str) -> Result<()> {
    let (law, wanted) = (app.law.clone(), number.to_owned());
    let narrative = app
        .db
        .read(move |tx| {
            let report = load(tx, &wanted)?.ok_or(Error::Hidden)?;
            saved_or_draft(tx, &law, &report)
        })
        .await?;
    save(app, hand, number, &narrative).await
}
