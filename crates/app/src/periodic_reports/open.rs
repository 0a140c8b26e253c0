//! Sealed reports as anybody may see them: what the portal asks this room for.
//!
//! Reports on inspections are open at every level; reports about citizens only of provinces,
//! ministries and the nation, because a small place's own sheet would give away what the
//! sheet above it keeps back ([`casework::reports::withheld`]).

use super::store;
use super::way::{load, number_of};
use crate::errors::{Error, Result};
use casework::periodic_reports::acts::computed;
use casework::periodic_reports::{About, Act, Standing, standing};
use casework::reports::Kept;
use casework::units::{Tree, UnitKind};
use db::Tx;
use jiff::civil::Date;
use law::form::Printed;

/// A sealed report with its sheets.
pub(crate) struct Open {
    pub number: String,
    pub unit: String,
    pub about: About,
    pub from: Date,
    pub until: Date,
    pub sealed_on: Date,
    pub signer: String,
    pub manifest: String,
    pub signature: String,
    pub public_key: String,
    pub as_of: u32,
    /// Each with the SHA-256 of its text.
    pub sheets: Vec<(String, Kept)>,
}

/// Whether a unit lies below province level: a small place, whose small figures may name people.
pub(crate) fn is_small(tree: &Tree, unit: &str, on: Date) -> bool {
    let large = |kind| matches!(kind, UnitKind::Country | UnitKind::Ministry | UnitKind::Province);
    let own = tree.get(unit, on).or_else(|| tree.latest(unit));
    // The inspectorate beside a province or ministry speaks for it.
    let above = own.and_then(|u| u.parent.as_ref()).and_then(|p| tree.get(&p.0, on));
    let beside = own.is_some_and(|u| u.kind == UnitKind::Inspectorate) && above.is_none_or(|a| large(a.kind));
    !(own.is_some_and(|u| large(u.kind)) || beside)
}

/// Whether a sealed report of this unit on this line of work is for everybody.
fn is_open(tree: &Tree, unit: &str, about: About, on: Date) -> bool {
    about == About::Inspection || !is_small(tree, unit, on)
}

/// The open report of this number; none: there is none, or it is not sealed, or not for everybody.
pub(crate) fn opened(tx: &mut dyn Tx, tree: &Tree, number: &str) -> Result<Option<Open>> {
    let Some(report) = load(tx, number)? else { return Ok(None) };
    let draft = report.draft()?.clone();
    let unit = report.case.unit.0.clone();
    if standing::standing(&report.case) != Standing::Sealed || !is_open(tree, &unit, draft.about, draft.until) {
        return Ok(None);
    }
    let seal = report.case.acts.iter().rev().find_map(|e| if let Act::Seal(s) = &e.act { Some((e, s)) } else { None });
    let (Some((entry, seal)), Some((_, done))) = (seal, computed(&report.case.acts)) else { return Ok(None) };
    let mut sheets = Vec::new();
    for line in &done.sheets {
        let text = report.text(tx, &line.sha256)?;
        sheets.push((line.sha256.clone(), Kept::read(&text).map_err(Error::fault)?));
    }
    Ok(Some(Open {
        number: report.case.number.clone(),
        unit,
        about: draft.about,
        from: draft.from,
        until: draft.until,
        sealed_on: entry.on,
        signer: entry.signer.clone(),
        manifest: seal.manifest.clone(),
        signature: seal.signature.clone(),
        public_key: seal.public_key.clone(),
        as_of: done.as_of,
        sheets,
    }))
}

/// A figure of a unit's own sealed report.
pub(crate) struct Figure {
    pub report: String,
    pub value: i64,
    pub printed: Printed,
}

/// The total of a column in the sealed report of a unit for a period, whatever it is about.
pub(crate) fn sealed_figure(
    tx: &mut dyn Tx,
    tree: &Tree,
    unit: &str,
    period: &str,
    (form, column): (&str, &str),
) -> Result<Option<Figure>> {
    for about in About::ALL {
        let Some(open) = opened(tx, tree, &number_of(period, *about, unit))? else { continue };
        let Some((_, kept)) = open.sheets.iter().find(|(_, kept)| kept.form == form) else { continue };
        let found = kept.columns.iter().zip(&kept.total).find(|(c, _)| c.id == column);
        if let Some((column, Some(value))) = found {
            return Ok(Some(Figure { report: open.number, value: *value, printed: column.printed }));
        }
    }
    Ok(None)
}

/// Number, unit and title of open reports, the last period first, before one.
pub(crate) fn open_list(
    tx: &mut dyn Tx,
    tree: &Tree,
    before: &str,
    limit: usize,
) -> Result<Vec<(String, String, String)>> {
    let (mut out, mut from) = (Vec::new(), before.to_owned());
    while out.len() < limit {
        let some = store::sealed(tx, &from, 100)?;
        let Some(last) = some.last() else { break };
        from.clone_from(&last.number);
        let about =
            |number: &str| number.rsplit('/').next().map_or("", |sign| sign.trim_start_matches("BC-")).to_owned();
        out.extend(
            some.into_iter()
                .filter(|s| {
                    let inspection = about(&s.number).starts_with("TTr-");
                    inspection || !is_small(tree, &s.unit, Date::MAX)
                })
                .map(|s| (s.number, s.unit, s.title)),
        );
    }
    out.truncate(limit);
    Ok(out)
}
