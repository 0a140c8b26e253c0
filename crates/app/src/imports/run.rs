//! Runs an import: some rows in one unit of work, each row whole or not at all.
//!
//! A file is taken batch by batch. What has been answered for is durable; after
//! a power cut the same file is simply imported again, and the rows that are
//! there already change nothing.

use super::reading::{self, Register, Unreadable};
use super::report::{ImportReport, RowOutcome};
use super::store::{self, Begun};
use crate::cases::file;
use crate::journal;
use casework::Refusal;
use casework::imports::{Decision, DraftCase, Profile, RowFault, decide, map_rows};
use casework::inspections::{Entry, Outcome, Regime, open, record};
use casework::units::{Tree, UnitRefusal};
use db::{Db, Tx};
use jiff::civil::Date;
use law::Law;
use paper::Limits;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Rows in one unit of work.
const TOGETHER: usize = 100;

/// What an import needs to know.
#[derive(Clone)]
pub struct Order<'a> {
    /// The law.
    pub law: Arc<Law>,
    /// The tree of units.
    pub tree: &'static Tree,
    /// The mapping.
    pub profile: &'a Profile,
    /// The unit whose register it is; rows name units under it.
    pub unit: &'a str,
    /// Name of the file.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Only say what would happen.
    pub dry_run: bool,
    /// Today, for acts dated in the future.
    pub today: Date,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
    /// The account, or `cli`.
    pub by: &'a str,
}

/// Why an import did not run, or not to its end.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The unit.
    #[error(transparent)]
    Unit(#[from] UnitRefusal),
    /// The profile names a law that there is not.
    #[error("profile {profile}: there is no regime `{regime}`")]
    Regime {
        /// The profile.
        profile: String,
        /// What it says.
        regime: String,
    },
    /// The database; everything answered for before is kept, run the same file again.
    #[error("{0}. The rows taken so far are kept whole; import the same file again to go on")]
    Journal(#[from] journal::Error),
}

impl From<db::Error> for ImportError {
    fn from(e: db::Error) -> Self {
        ImportError::Journal(e.into())
    }
}

/// One row ready to be taken.
struct Prepared {
    line: u64,
    id: i64,
    draft: DraftCase,
    entries: Vec<Entry>,
    /// Kind and fingerprint of each act.
    prints: Vec<(String, String)>,
}

/// What all rows of an import share.
struct Shared {
    law: Arc<Law>,
    regime: Option<Regime>,
    today: Date,
    now_ms: i64,
    by: String,
    import: i64,
    dry_run: bool,
}

/// Imports a file, or says what that would do. `progress` hears how many rows of
/// how many are done.
pub async fn run(
    db: &Db,
    order: Order<'_>,
    mut progress: impl FnMut(usize, usize),
) -> Result<ImportReport, ImportError> {
    if order.tree.versions(order.unit).next().is_none() {
        return Err(UnitRefusal::Unknown { code: order.unit.to_owned() }.into());
    }
    let regime = regime(order.profile)?;
    let register = reading::register(order.profile, order.name, order.bytes, &Limits::REGISTER)?;
    let mut report = blank_report(&order, &register);
    let mapped = map_rows(order.profile, &register.heads, &register.rows, order.tree, order.unit);
    let total = mapped.len();
    let mut found: Vec<(u64, String, RowOutcome)> = Vec::with_capacity(total);
    let mut ready = Vec::new();
    for (at, row) in (0_i64..).zip(mapped) {
        // An id for each row, drawn before the unit of work, which may be run twice.
        let id = journal::new_id(order.now_ms + at);
        let prepared =
            row.draft.map_err(|faults| (String::new(), faults)).and_then(|draft| prepare(row.line, id, draft));
        match prepared {
            Ok(prepared) => ready.push(prepared),
            Err((number, faults)) => found.push((row.line, number, RowOutcome::rejected(faults))),
        }
    }
    let shared = Arc::new(Shared {
        law: order.law.clone(),
        regime,
        today: order.today,
        now_ms: order.now_ms,
        by: order.by.to_owned(),
        import: journal::new_id(order.now_ms),
        dry_run: order.dry_run,
    });
    if !order.dry_run {
        let begun = begun(&order, shared.import);
        db.write(move |tx| store::begin(tx, &begun)).await?;
    }
    progress(found.len(), total);
    let mut rest = ready.into_iter().peekable();
    while rest.peek().is_some() {
        let batch: Arc<Vec<Prepared>> = Arc::new(rest.by_ref().take(TOGETHER).collect());
        let (rows, all) = (batch.clone(), shared.clone());
        let take = move |tx: &mut dyn Tx| rows.iter().map(|row| take(tx, &all, row)).collect::<Result<Vec<_>, _>>();
        let outcomes = if order.dry_run { db.read(take).await? } else { db.write(take).await? };
        let rows = batch.iter().zip(outcomes);
        found.extend(rows.map(|(row, outcome)| (row.line, row.draft.number.clone(), outcome)));
        progress(found.len(), total);
    }
    found.sort_by_key(|(line, _, _)| *line);
    for (line, number, outcome) in found {
        report.add(line, number, outcome);
    }
    keep_originals(&mut report, register);
    if !order.dry_run {
        let counts = [report.created, report.updated, report.unchanged, report.rejected];
        let (import, at) = (shared.import, order.now_ms);
        let counts = counts.map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        db.write(move |tx| store::finish(tx, import, at, counts)).await?;
    }
    Ok(report)
}

fn regime(profile: &Profile) -> Result<Option<Regime>, ImportError> {
    match profile.regime.as_str() {
        "" => Ok(None),
        word => Regime::from_word(word)
            .map(Some)
            .ok_or_else(|| ImportError::Regime { profile: profile.name.clone(), regime: word.to_owned() }),
    }
}

fn begun(order: &Order<'_>, id: i64) -> Begun {
    Begun {
        id,
        profile: order.profile.name.clone(),
        unit: order.unit.to_owned(),
        file: order.name.to_owned(),
        hash: crate::random::to_hex(&Sha256::digest(order.bytes)),
        at: order.now_ms,
        by: order.by.to_owned(),
    }
}

fn blank_report(order: &Order<'_>, register: &Register) -> ImportReport {
    ImportReport {
        profile: order.profile.name.clone(),
        file: order.name.to_owned(),
        unit: order.unit.to_owned(),
        old_font: register.old.map(|encoding| encoding.name()),
        dry_run: order.dry_run,
        unread_columns: register.heads.unread.clone(),
        heads: register.titles(order.profile.head_lines),
        ..ImportReport::default()
    }
}

fn keep_originals(report: &mut ImportReport, register: Register) {
    let lines: std::collections::HashSet<u64> =
        report.rows.iter().filter(|r| matches!(r.outcome, RowOutcome::Rejected { .. })).map(|r| r.line).collect();
    report.originals = register.rows.into_iter().filter(|r| lines.contains(&r.line)).collect();
}

type Turned = (String, Vec<RowFault>);

fn prepare(line: u64, id: i64, draft: DraftCase) -> Result<Prepared, Turned> {
    let entries = draft.entries().map_err(|faults| (draft.number.clone(), faults))?;
    let prints = draft.acts.iter().zip(&entries).map(|(act, entry)| (act.kind.clone(), print(entry))).collect();
    Ok(Prepared { line, id, draft, entries, prints })
}

/// What tells one act from another: everything the register says of it.
fn print(entry: &Entry) -> String {
    let told = serde_json::json!([
        entry.act.kind().word(),
        entry.on.to_string(),
        entry.by.word(),
        entry.number,
        entry.signer,
        entry.act.facts()
    ]);
    crate::random::to_hex(&Sha256::digest(told.to_string().as_bytes())[..16])
}

/// Takes one row: everything is decided before anything is written, so that a
/// refusal leaves nothing of the row behind.
fn take(tx: &mut dyn Tx, all: &Shared, row: &Prepared) -> Result<RowOutcome, journal::Error> {
    let number = &row.draft.number;
    let last = journal::head(tx, number)?.map(|(_, last)| last.seq);
    let before = store::imported(tx, number)?;
    let (outcomes, head, done) = match decide(number, last, before.as_ref(), &row.prints) {
        Decision::Unchanged => return Ok(RowOutcome::Unchanged),
        Decision::Reject(fault) => return Ok(RowOutcome::rejected(vec![fault])),
        Decision::Create => match opened(all, row) {
            Ok(outcomes) => {
                let Some(last) = outcomes.last() else { return Ok(RowOutcome::Unchanged) };
                let head = file::head(row.id, &last.case);
                (outcomes, head, RowOutcome::Created)
            }
            Err((kind, refusal)) => return Ok(RowOutcome::refused(kind, refusal)),
        },
        Decision::Append(at) => {
            let Some((head, case)) = file::load::<casework::inspections::Inspection>(tx, number)? else {
                return Ok(RowOutcome::rejected(vec![RowFault::new("number_taken", "", number, "")]));
            };
            match appended(all, case, at.iter().map(|at| &row.entries[*at])) {
                Ok(outcomes) => (outcomes, head, RowOutcome::Updated),
                Err((kind, refusal)) => return Ok(RowOutcome::refused(kind, refusal)),
            }
        }
    };
    if all.dry_run {
        return Ok(done);
    }
    for outcome in &outcomes {
        file::save(tx, &head, outcome, all.now_ms, &all.by)?;
    }
    let last = outcomes.last().map_or(0, |o| o.case.acts.last().map_or(0, |e| e.seq));
    let prints: Vec<&str> = row.prints.iter().map(|(_, print)| print.as_str()).collect();
    store::put_imported(tx, all.import, number, &prints, last)?;
    Ok(done)
}

type Refused = (&'static str, Box<Refusal>);

fn opened(all: &Shared, row: &Prepared) -> Result<Vec<Outcome>, Refused> {
    let Some((first, rest)) = row.entries.split_first() else { return Ok(Vec::new()) };
    let draft = &row.draft;
    let refused = |refusal| (first.act.kind().word(), Box::new(refusal));
    let outcome = open(&draft.number, draft.unit.clone(), draft.agency, all.regime, first.clone(), &all.law, all.today)
        .map_err(refused)?;
    let case = outcome.case.clone();
    let mut outcomes = vec![outcome];
    outcomes.extend(appended(all, case, rest.iter())?);
    Ok(outcomes)
}

fn appended<'e>(
    all: &Shared,
    mut case: casework::inspections::Case,
    entries: impl Iterator<Item = &'e Entry>,
) -> Result<Vec<Outcome>, Refused> {
    let mut outcomes = Vec::new();
    for entry in entries {
        let outcome = record(&case, entry.clone(), &all.law, all.today)
            .map_err(|refusal| (entry.act.kind().word(), Box::new(refusal)))?;
        case = outcome.case.clone();
        outcomes.push(outcome);
    }
    Ok(outcomes)
}
