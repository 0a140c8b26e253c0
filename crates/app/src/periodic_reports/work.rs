//! Tổng hợp: every sheet of a report, computed at one position, held against the reports
//! before it, with the points found; nothing recorded yet.

use super::keys::sha256;
use super::store;
use super::way::{Report, accepted, as_text, forms_of, load, number_of, refused};
use crate::errors::{Error, Result};
use crate::reports::{Before, Counted, before};
use casework::fields::UnitCode;
use casework::periodic_reports::acts::{Draft, Included, SheetLine, WrongPoint};
use casework::periodic_reports::{Computation, Standing};
use casework::reports::{Checked, Earlier, Kept, Point, Sheet, rows};
use casework::units::Tree;
use db::Tx;
use law::form::{Form, Severity};
use law::{Law, Period};

/// The figures of a report, computed at one position and not yet recorded.
pub(super) struct Work {
    pub(super) facts: Computation,
    /// Name and text of each paper.
    pub(super) texts: Vec<(String, String)>,
}

pub(super) fn work(tx: &mut dyn Tx, law: &Law, tree: &Tree, number: &str) -> Result<Work> {
    let report = load(tx, number)?.ok_or(Error::Hidden)?;
    let draft = report.draft()?;
    let period = law.period(&draft.period).map_err(|e| refused(e.into()))?;
    let rows = rows(tree, &report.case.unit.0, period.until).map_err(|e| refused(e.into()))?;
    let forms: Vec<Form> = forms_of(law, draft.about, period.until).into_iter().cloned().collect();
    let counted = Counted::read(tx, rows.clone(), period.clone(), None, &forms).map_err(refused)?;
    let (mut sheets, mut included, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    for form in &forms {
        let mut basis = counted.basis(form);
        basis.accepted = accepted(tx, draft, &basis.rows, &basis.form)?;
        included.extend(basis.accepted.iter().map(|a| Included {
            unit: UnitCode(a.unit.clone()),
            report: a.report.clone(),
            sha256: a.sha256.clone(),
        }));
        elsewhere.extend(counted.elsewhere(law, form));
        sheets.push(basis.sheet());
    }
    let earlier = earlier(tx, law, tree, &report, &period, &sheets)?;
    let checked = Checked::of(&sheets, law.rules_beside(forms.iter()), earlier, elsewhere);
    let mut texts = Vec::new();
    let lines = sheets.iter().map(|sheet| line(sheet, &checked.points, &mut texts)).collect();
    let (forms, rows, checks) = (as_text(&forms)?, as_text(&rows)?, checked.text());
    let wrong = checked.points.iter().filter(|p| p.severity == Severity::Wrong);
    let facts = Computation {
        as_of: u32::try_from(counted.as_of()).map_err(Error::fault)?,
        tree: sha256(rows.as_bytes()),
        forms: sha256(forms.as_bytes()),
        sheets: lines,
        included,
        checks: Some(sha256(checks.as_bytes())),
        wrong: wrong.map(wrong_point).collect(),
    };
    texts.extend([
        ("bieu-mau.json".to_owned(), forms),
        ("dong-don-vi.json".to_owned(), rows),
        ("doi-chieu.json".to_owned(), checks),
    ]);
    Ok(Work { facts, texts })
}

fn line(sheet: &Sheet, points: &[Point], texts: &mut Vec<(String, String)>) -> SheetLine {
    let text = Kept::of(sheet).text();
    let points = points.iter().filter(|p| p.form == sheet.form.id).count();
    let line = SheetLine {
        form: sheet.form.id.clone(),
        version: sheet.form.version.clone(),
        sha256: sha256(text.as_bytes()),
        points: u32::try_from(points).unwrap_or(u32::MAX),
    };
    texts.push((format!("{}.json", sheet.form.id.replace('/', "-")), text));
    line
}

fn wrong_point(point: &Point) -> WrongPoint {
    let row = point.row().map(|unit| UnitCode(unit.to_owned()));
    WrongPoint { form: point.form.clone(), check: point.rule.clone(), row }
}

/// The sheets of earlier periods: those of the unit's own report that was accepted or sealed,
/// else from the ledger as of the same position.
fn earlier(
    tx: &mut dyn Tx,
    law: &Law,
    tree: &Tree,
    report: &Report,
    period: &Period,
    sheets: &[Sheet],
) -> Result<Vec<Earlier>> {
    let draft = report.draft()?;
    let mut out = Vec::new();
    for before in before(law, tree, &report.case.unit.0, period, period.until) {
        let reported = if before.is_merged { None } else { reported(tx, report, draft, &before)? };
        let mut rest = Vec::new();
        for sheet in sheets {
            let kept = match &reported {
                Some(reported) => reported.sheet(tx, &sheet.form.id)?.map(|kept| (&reported.case.number, kept)),
                None => None,
            };
            match kept {
                Some((number, (line, kept))) => {
                    let from = (None, number.as_str(), line.sha256.as_str());
                    out.push(Earlier::of_kept(before.with, &kept, &sheet.form, from));
                }
                None => rest.push(sheet),
            }
        }
        out.extend(from_ledger(tx, law, &before, &rest)?);
    }
    Ok(out)
}

/// What no report holds, from the ledger; forms that did not serve then are left out.
fn from_ledger(tx: &mut dyn Tx, law: &Law, before: &Before, sheets: &[&Sheet]) -> Result<Vec<Earlier>> {
    let Some(period) = before.period() else { return Ok(Vec::new()) };
    let pairs = sheets.iter().filter_map(|sheet| Some((*sheet, law.form(&sheet.form.id, period.until)?.clone())));
    let (sheets, forms): (Vec<&Sheet>, Vec<Form>) = pairs.unzip();
    let Some(as_of) = sheets.first().map(|sheet| sheet.as_of) else { return Ok(Vec::new()) };
    let counted = Counted::read(tx, before.rows.clone(), period.clone(), Some(as_of), &forms).map_err(refused)?;
    let earlier = |(sheet, form): (&&Sheet, &Form)| {
        let filled = Sheet { organised: before.organised, ..counted.basis(form).sheet() };
        Earlier::of_sheet(before.with, &filled, &sheet.form)
    };
    Ok(sheets.iter().zip(&forms).map(earlier).collect())
}

/// The unit's own report of an earlier period, if it was accepted or sealed.
fn reported(tx: &mut dyn Tx, report: &Report, draft: &Draft, before: &Before) -> Result<Option<Report>> {
    let number = |period: &Period| number_of(&period.id, draft.about, &report.case.unit.0);
    let numbers: Vec<String> = before.periods.iter().map(number).collect();
    let mut found = store::standings(tx, &numbers)?;
    let taken = [Standing::Accepted.word(), Standing::Sealed.word()];
    found.retain(|_, stands| taken.contains(&stands.standing.as_str()));
    match numbers.iter().find(|number| found.contains_key(*number)) {
        Some(number) => load(tx, number),
        None => Ok(None),
    }
}
