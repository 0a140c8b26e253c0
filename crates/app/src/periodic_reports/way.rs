//! Lập, tổng hợp, niêm phong: the acts of a report that the program makes from what is
//! asked of it, each recorded through the one gate.

use super::keys::{SealKey, sha256};
use super::narrative;
use super::store;
use crate::App;
use crate::cases::kept::{self, Loaded, Recorder};
use crate::cases::within::{self, Gate};
use crate::errors::{Error, Result};
use crate::journal;
use crate::lang::Lang;
use crate::papers;
use crate::reports::{AskError, Ready, asked};
use casework::Role;
use casework::fields::UnitCode;
use casework::kinds::{self, Opening, Paper};
use casework::periodic_reports::acts::{Explanation, Included, SheetLine, computed, draft_of, explanations};
use casework::periodic_reports::{About, Act, Case, Draft, PeriodicReport, Seal, Standing};
use casework::reports::{Accepted, Basis, Kept, Rows};
use casework::units::Tree;
use db::Tx;
use jiff::civil::Date;
use law::form::Form;
use law::{AgencyKind, Law, Period};
use serde::{Deserialize, Serialize};

/// Word of this kind of case.
pub const KIND: &str = "report";
/// Media type of kept sheets and manifests.
const JSON: &str = "application/json";

/// The number of the report of a unit on a line of work for a period: one, however often
/// it is asked for.
pub fn number_of(period: &str, about: About, unit: &str) -> String {
    let sign = match about {
        About::Inspection => "TTr",
        About::Petitions => "TCD",
        About::AntiCorruption => "PCTN",
    };
    format!("{period}/BC-{sign}-{unit}")
}

/// The forms a report consists of.
pub fn forms_of(law: &Law, about: About, until: Date) -> Vec<&Form> {
    let mut forms = law.forms_on(until);
    forms.retain(|f| f.topic.is_some_and(|topic| about.has(topic)));
    // What the work came to before how it is administered (QLNN, QLKNTC).
    forms.sort_by_key(|f| f.id.contains("/QL"));
    forms
}

/// What kind of body reports for a unit: its own, or that of the inspectorate beside it.
pub fn agency_of(tree: &Tree, unit: &str, on: Date) -> AgencyKind {
    let own = tree.get(unit, on).and_then(|u| u.agency);
    own.or_else(|| tree.children(unit, on).into_iter().find_map(|c| c.agency)).unwrap_or(AgencyKind::Admin)
}

/// The draft of a report: who it goes to follows from the tree as it stood at the end of the period.
pub fn drafted(tree: &Tree, unit: &str, about: About, period: &Period) -> Draft {
    let word = Lang::Vi.word("choice", about.word());
    let word = word.chars().next().map_or_else(String::new, |c| c.to_lowercase().chain(word.chars().skip(1)).collect());
    Draft {
        title: format!("Báo cáo {word} · {}", period.title_vi),
        about,
        period: period.id.clone(),
        from: period.from,
        until: period.until,
        to_unit: tree.ancestors(unit, period.until).first().map(|u| u.code.clone()),
    }
}

/// Who acts, on which day.
#[derive(Clone)]
pub struct Hand {
    /// Who records.
    pub by: Recorder,
    /// Name under the paper.
    pub signer: String,
    /// Today.
    pub today: Date,
}

pub(super) fn paper(hand: &Hand, act: &str, by: Role, facts: &impl Serialize) -> Result<Paper> {
    let facts = serde_json::to_value(facts).map_err(Error::fault)?;
    let (kind, signer) = (act.to_owned(), hand.signer.clone());
    Ok(Paper { seq: 0, kind, on: hand.today, by, number: String::new(), signer, facts })
}

/// Opens the report of a unit for a period, or says the number of the one there is.
///
/// # Errors
/// The law's refusal, or the database.
pub async fn open(app: &App, hand: Hand, unit: &str, about: About, period: &Period) -> Result<String> {
    let (law, tree, unit) = (app.law.clone(), app.tree, unit.to_owned());
    let draft = drafted(tree, &unit, about, period);
    let number = number_of(&period.id, about, &unit);
    let opening = Opening {
        number: number.clone(),
        agency: agency_of(tree, &unit, period.until),
        unit: UnitCode(unit),
        regime: None,
        first: paper(&hand, "draft", Role::Reporter, &draft)?,
    };
    let kind = kinds::of(KIND).ok_or(Error::Hidden)?;
    app.db
        .write(move |tx| {
            if journal::store::head(tx, &number)?.is_some() {
                return Ok(number.clone());
            }
            let gate = Gate { law: &law, today: hand.today, by: &hand.by, hidden: false };
            within::open(tx, kind, opening.clone(), &[], &gate)
        })
        .await
}

/// A report as it is kept.
pub struct Report {
    /// With what the journal knows of it.
    pub loaded: Loaded,
    /// In its own types.
    pub case: Case,
}

/// Reads a report; another kind of case is none.
///
/// # Errors
/// What cannot be read.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<Report>> {
    let Some(loaded) = kept::load(tx, number)?.filter(|l| l.head.kind == KIND) else { return Ok(None) };
    let case = kinds::typed::<PeriodicReport>(&loaded.file).map_err(|no| Error::fault(format!("{number}: {no:?}")))?;
    Ok(Some(Report { loaded, case }))
}

impl Report {
    /// Its draft.
    pub fn draft(&self) -> Result<&Draft> {
        draft_of(&self.case.acts).ok_or(Error::Hidden)
    }

    /// A sheet of the last computation, as it is kept.
    pub fn sheet(&self, tx: &mut dyn Tx, form: &str) -> Result<Option<(SheetLine, Kept)>> {
        let lines = computed(&self.case.acts).map(|(_, c)| &c.sheets[..]).unwrap_or_default();
        let Some(line) = lines.iter().find(|l| l.form == form) else { return Ok(None) };
        Ok(Some((line.clone(), kept_sheet(tx, self.loaded.head.id, &line.sha256)?)))
    }

    /// A text attached to one of its acts.
    pub fn text(&self, tx: &mut dyn Tx, sha256: &str) -> Result<String> {
        text(tx, self.loaded.head.id, sha256)
    }
}

fn text(tx: &mut dyn Tx, case: i64, sha256: &str) -> Result<String> {
    let (_, bytes) = papers::one(tx, case, sha256)?.ok_or_else(|| Error::fault(format!("no paper {sha256}")))?;
    String::from_utf8(bytes).map_err(Error::fault)
}

fn kept_sheet(tx: &mut dyn Tx, case: i64, sha256: &str) -> Result<Kept> {
    Kept::read(&text(tx, case, sha256)?).map_err(Error::fault)
}

/// The sheets of a report's last computation, as they are kept.
///
/// # Errors
/// When there is no such report, or one cannot be read.
pub fn kept_sheets(tx: &mut dyn Tx, number: &str) -> Result<Vec<Kept>> {
    let report = load(tx, number)?.ok_or(Error::Hidden)?;
    let lines = computed(&report.case.acts).map(|(_, c)| &c.sheets[..]).unwrap_or_default();
    lines.iter().map(|line| kept_sheet(tx, report.loaded.head.id, &line.sha256)).collect()
}

/// The total row of each unit below that has an accepted report, for one form.
pub(super) fn accepted(tx: &mut dyn Tx, draft: &Draft, rows: &Rows, form: &Form) -> Result<Vec<Accepted>> {
    let numbers = rows.units.iter().filter(|u| u.code != rows.unit);
    let numbers: Vec<String> = numbers.map(|u| number_of(&draft.period, draft.about, &u.code)).collect();
    let taken = [Standing::Accepted.word(), Standing::Sealed.word()];
    let mut out = Vec::new();
    for stands in store::standings(tx, &numbers)?.into_values().filter(|s| taken.contains(&s.standing.as_str())) {
        let Some(report) = load(tx, &stands.number)? else { continue };
        let Some((line, kept)) = report.sheet(tx, &form.id)? else { continue };
        // Another form under the same name is not the same figure.
        if line.version == form.version {
            out.push(kept.accepted(&stands.number, &line.sha256));
        }
    }
    Ok(out)
}

/// The sheets of reports below that a computation has taken over, for one form: what became
/// of those reports since does not matter.
pub(super) fn taken_over(tx: &mut dyn Tx, included: &[Included], form: &Form) -> Result<Vec<Accepted>> {
    let mut out = Vec::new();
    for part in included {
        let Some(report) = load(tx, &part.report)? else { continue };
        let kept = kept_sheet(tx, report.loaded.head.id, &part.sha256)?;
        if kept.form == form.id && kept.version == form.version {
            out.push(kept.accepted(&part.report, &part.sha256));
        }
    }
    Ok(out)
}

pub(super) fn refused(no: AskError) -> Error {
    asked::refuse(&no)
}

/// What the sheets of a set of forms are filled from.
pub(super) fn bases(
    tx: &mut dyn Tx,
    forms: &[Form],
    rows: &Rows,
    period: &Period,
    as_of: Option<i64>,
) -> Result<Vec<Basis>> {
    let Some(first) = forms.first() else { return Ok(Vec::new()) };
    Ready::of(first.clone(), rows.clone(), period.clone(), as_of).bases(tx, forms).map_err(refused)
}

pub(super) fn as_text(what: &impl Serialize) -> Result<String> {
    serde_json::to_string(what).map(|text| text + "\n").map_err(Error::fault)
}

/// Computes every sheet of a report from the ledger and the accepted reports below, and
/// records it with the sheets as its papers.
///
/// # Errors
/// The law's refusal, a form that cannot be filled, or the database.
pub async fn compute(app: &App, hand: Hand, number: &str) -> Result<()> {
    journal::settle(&app.db).await.map_err(Error::from)?;
    let (law, tree, asked) = (app.law.clone(), app.tree, number.to_owned());
    let work = app.db.read(move |tx| super::work::work(tx, &law, tree, &asked)).await?;
    let (law, number) = (app.law.clone(), number.to_owned());
    let act = paper(&hand, "computation", Role::Reporter, &work.facts)?;
    app.db.write(move |tx| record(tx, &law, &hand, &number, act.clone(), &work.texts)).await
}

/// Records an act and attaches the texts it names.
pub(super) fn record(
    tx: &mut dyn Tx,
    law: &Law,
    hand: &Hand,
    number: &str,
    act: Paper,
    texts: &[(String, String)],
) -> Result<()> {
    let gate = Gate { law, today: hand.today, by: &hand.by, hidden: false };
    within::record(tx, number, act, &[], None, &gate)?;
    let (head, last) = journal::store::head(tx, number)?.ok_or(Error::Hidden)?;
    for (name, text) in texts {
        let hash = sha256(text.as_bytes());
        let paper = papers::Paper { name: name.clone(), mime: JSON, hash, bytes: text.clone().into_bytes() };
        papers::attach(tx, head.id, last.seq, &paper, hand.by.at_ms, &hand.by.account)?;
    }
    Ok(())
}

/// Records a typed act of a report: sending, sending back, accepting, explaining.
///
/// # Errors
/// The law's refusal, or the database.
pub async fn answer(app: &App, hand: Hand, number: &str, act: &str, by: Role, facts: serde_json::Value) -> Result<()> {
    let (law, number, paper) = (app.law.clone(), number.to_owned(), paper(&hand, act, by, &facts)?);
    app.db.write(move |tx| record(tx, &law, &hand, &number, paper.clone(), &[])).await
}

/// Records a form filled in by hand, with its file as the paper.
///
/// # Errors
/// The law's refusal, or the database.
pub(super) async fn keep_file(
    app: &App,
    hand: Hand,
    number: &str,
    facts: &casework::periodic_reports::Declaration,
    file: papers::Paper,
) -> Result<()> {
    let (law, number, act) = (app.law.clone(), number.to_owned(), paper(&hand, "declaration", Role::Reporter, facts)?);
    app.db
        .write(move |tx| {
            record(tx, &law, &hand, &number, act.clone(), &[])?;
            let (head, last) = journal::store::head(tx, &number)?.ok_or(Error::Hidden)?;
            Ok(papers::attach(tx, head.id, last.seq, &file, hand.by.at_ms, &hand.by.account)?)
        })
        .await
}

/// Bản kê: what a seal signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Of this text: 1, from points and explanations on 2.
    pub format: u32,
    /// Number of the report.
    pub report: String,
    /// Its title.
    pub title: String,
    /// The unit that reports.
    pub unit: String,
    /// Line of work.
    pub about: String,
    /// The period.
    pub period: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// The circular.
    pub circular: String,
    /// The journal position.
    pub as_of: i64,
    /// SHA-256 of the forms, whole.
    pub forms: String,
    /// SHA-256 of the rows as the units stood.
    pub rows: String,
    /// Each sheet.
    pub sheets: Vec<SealedSheet>,
    /// Reports of units below that were added up.
    pub included: Vec<SealedPart>,
    /// SHA-256 of what the sheets were held against, with the points found; none: sealed
    /// before there was any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<String>,
    /// What was said to points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explanations: Vec<SealedWord>,
    /// Hash of the report's last act before the seal, in its chain.
    pub chain: String,
    /// SHA-256 of the narrative; none: sealed without one, as all were before there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
}

/// A sheet in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedSheet {
    /// Ký hiệu biểu.
    pub form: String,
    /// Its circular.
    pub version: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// A report below in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPart {
    /// The unit.
    pub unit: String,
    /// Number of its report.
    pub report: String,
    /// SHA-256 of the sheet that was taken over.
    pub sha256: String,
}

/// Giải trình in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedWord {
    /// The form.
    pub form: String,
    /// The rule.
    pub rule: String,
    /// The row's unit; none: the total.
    pub row: Option<String>,
    /// What was said.
    pub text: String,
    /// By whom.
    pub signer: String,
    /// On which day.
    pub on: String,
}

/// The manifest of a report as it stands.
fn manifest(report: &Report, narrative: Option<String>) -> Result<Manifest> {
    let draft = report.draft()?;
    let (_, c) = computed(&report.case.acts).ok_or(Error::Hidden)?;
    let line =
        |s: &SheetLine| SealedSheet { form: s.form.clone(), version: s.version.clone(), sha256: s.sha256.clone() };
    let part = |i: &Included| SealedPart { unit: i.unit.0.clone(), report: i.report.clone(), sha256: i.sha256.clone() };
    let word = |(entry, x): (&casework::periodic_reports::Entry, &Explanation)| SealedWord {
        form: x.form.clone(),
        rule: x.check.clone(),
        row: x.row.as_ref().map(|u| u.0.clone()),
        text: x.text.0.clone(),
        signer: entry.signer.clone(),
        on: entry.on.to_string(),
    };
    Ok(Manifest {
        format: if c.checks.is_some() { 2 } else { 1 },
        report: report.case.number.clone(),
        title: draft.title.clone(),
        unit: report.case.unit.0.clone(),
        about: draft.about.word().to_owned(),
        period: draft.period.clone(),
        from: draft.from.to_string(),
        until: draft.until.to_string(),
        circular: report.loaded.file.regime.clone(),
        as_of: i64::from(c.as_of),
        forms: c.forms.clone(),
        rows: c.tree.clone(),
        sheets: c.sheets.iter().map(line).collect(),
        included: c.included.iter().map(part).collect(),
        checks: c.checks.clone(),
        explanations: explanations(&report.case.acts).map(word).collect(),
        chain: report.loaded.recorded.last().map(|r| r.hash.clone()).unwrap_or_default(),
        narrative,
    })
}

/// The manifest of a sealed report; none: it is not sealed.
///
/// # Errors
/// What cannot be read.
pub(super) fn manifest_of(tx: &mut dyn Tx, report: &Report) -> Result<Option<Manifest>> {
    let seals = report.case.acts.iter().rev();
    let seal = seals.filter_map(|e| if let Act::Seal(s) = &e.act { Some(s) } else { None }).next();
    let Some(seal) = seal else { return Ok(None) };
    serde_json::from_str(&report.text(tx, &seal.manifest)?).map(Some).map_err(Error::fault)
}

/// Seals a report: its manifest is signed with the unit's key and kept as the seal's paper.
///
/// # Errors
/// The law's refusal; no key to seal with; the database.
pub async fn seal(app: &App, hand: Hand, number: &str) -> Result<()> {
    let key: SealKey = app.settings.seal_key.clone().ok_or(Error::Forbidden("denied.no_seal_key"))?;
    let (law, tree, number) = (app.law.clone(), app.tree, number.to_owned());
    app.db
        .write(move |tx| {
            let report = load(tx, &number)?.ok_or(Error::Hidden)?;
            let told = narrative::freeze(tx, &law, tree, &report)?;
            let hash = told.first().map(|(_, text)| sha256(text.as_bytes()));
            let unit = report.case.unit.0.clone();
            // A report that was never computed has nothing to seal: the law says so below.
            let text = match computed(&report.case.acts) {
                Some(_) => serde_json::to_string_pretty(&manifest(&report, hash)?).map_err(Error::fault)? + "\n",
                None => String::new(),
            };
            let signed = key.sign(&unit, store::times_replaced(tx, &unit)?, &text);
            let manifest = sha256(text.as_bytes());
            let facts = Seal { manifest, signature: signed.signature, public_key: signed.public_key.clone() };
            let act = paper(&hand, "seal", Role::ReportHead, &facts)?;
            let texts = [vec![("ban-ke.json".to_owned(), text)], told].concat();
            record(tx, &law, &hand, &number, act, &texts)?;
            Ok(store::remember_key(tx, &unit, &signed.public_key, hand.by.at_ms)?)
        })
        .await
}
