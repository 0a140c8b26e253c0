//! Everything the dashboard says of a unit and a period, read once: one sheet for each
//! period, the funnel, the cases whose date is near.

use super::at_risk::{AtRisk, at_risk};
use super::store::{self, Span};
use crate::cx::Cx;
use crate::errors::FieldError;
use crate::forms::Posted;
use crate::reports::{Ask, AskError, same_units as at};
use casework::inspections::funnel::Funnel;
use casework::reports::Sheet;
use law::Period;

/// What leaders name first, in their order.
pub(super) const HEAD: [&str; 6] =
    ["inspections", "conclusions", "violations_vnd", "to_recover_vnd", "recovered_vnd", "fined_vnd"];
/// The figure compared where none is chosen.
pub(super) const FIGURE: &str = "violations_vnd";
/// Months a period must have for a trend of its own; a shorter one is shown among those before it.
const FEW: usize = 3;
/// Months shown at most.
const MOST: usize = 12;

/// One month of the trend.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its sheet.
    pub sheet: Sheet,
    /// That of the same month a year before, where there is anything to compare with.
    pub before: Option<Sheet>,
}

/// Bảng điều hành.
#[derive(Debug, Clone)]
pub struct Board {
    /// The column that is compared over months and units.
    pub figure: String,
    /// The sheet everything comes from.
    pub sheet: Sheet,
    /// That of the same period a year before; none where nothing was counted then.
    pub before: Option<Sheet>,
    /// The months.
    pub months: Vec<Month>,
    /// Phễu.
    pub funnel: Funnel,
    /// Cases whose date has passed or is near.
    pub at_risk: AtRisk,
}

/// Reads the board. Whether the reader may see the unit is asked before.
///
/// # Errors
/// Why there is no sheet for the question.
pub async fn board(cx: &Cx, asked: &Ask, figure: &str) -> Result<Board, AskError> {
    let sheet = of(cx, asked).await?;
    let figure = Some(figure).filter(|id| sheet.form.column(id).is_some()).unwrap_or(FIGURE).to_owned();
    let before = match cx.app.law.year_before(&sheet.period) {
        Some(period) => of(cx, &at(&sheet, period.id)).await.ok(),
        None => None,
    };
    let before = before.filter(|b| b.total.iter().any(|cell| cell.is_some_and(|n| n != 0)));
    let mut months = Vec::new();
    for period in months_of(&sheet.period) {
        let Ok(own) = of(cx, &at(&sheet, period.id.clone())).await else { continue };
        let then = period.months_back(12).filter(|_| before.is_some());
        let before = match then {
            Some(then) => of(cx, &at(&sheet, then.id)).await.ok(),
            None => None,
        };
        months.push(Month { sheet: own, before });
    }
    let (funnel, at_risk) = (funnel(cx, &sheet).await?, at_risk(cx, &sheet.unit).await?);
    Ok(Board { figure, sheet, before, months, funnel, at_risk })
}

async fn of(cx: &Cx, asked: &Ask) -> Result<Sheet, AskError> {
    cx.app.sheet(asked).await
}

/// The months of a period; of a short one, the six that end with it.
fn months_of(period: &Period) -> Vec<Period> {
    let own = period.months();
    if own.len() >= FEW {
        return own[own.len().saturating_sub(MOST)..].to_vec();
    }
    let cut = Period::free(period.until, period.until).ok().and_then(|day| day.months_back(1));
    let whole = cut.and_then(|cut| Period::free(cut.until.tomorrow().ok()?, period.until).ok());
    let Some(whole) = whole else { return own };
    (0..6).rev().filter_map(|n| whole.months_back(n)).collect()
}

/// The inspections of a sheet, each with how far it came.
pub(super) async fn carried(cx: &Cx, sheet: &Sheet) -> db::Result<Vec<store::Carried>> {
    let rows = crate::reports::rows_of(cx.app.tree, sheet).ok();
    let units: Option<Vec<String>> =
        rows.filter(|rows| !rows.is_root).map(|rows| rows.codes().map(str::to_owned).collect());
    let span = Span { from: sheet.period.from, until: sheet.period.until, as_of: sheet.as_of };
    cx.app.db.read(move |tx| store::carried(tx, units.as_deref(), span)).await
}

async fn funnel(cx: &Cx, sheet: &Sheet) -> db::Result<Funnel> {
    let mut funnel = Funnel::default();
    for case in carried(cx, sheet).await? {
        funnel.add(case.came);
    }
    Ok(funnel)
}

/// What the address asks for, with the running months where it names no period.
pub(super) fn asked(cx: &Cx, query: &mut Posted) -> Result<Ask, FieldError> {
    query.pairs.retain(|(name, _)| name != "form");
    query.pairs.push(("form".into(), "overview".into()));
    if query.get("period").is_empty() && query.get("from").is_empty() {
        query.pairs.retain(|(name, _)| name != "period");
        let running = crate::reports::asked::running(&cx.app.law, cx.today).id;
        query.pairs.push(("period".into(), running));
    }
    crate::reports::asked::ask(cx, query)
}
