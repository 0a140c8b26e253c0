//! Hạn cần để mắt: cases past their nearest date and due within a week, by unit; each count
//! is that of the list it leads to, asked with the list's own filter.

use super::store::{self, Near};
use crate::cases::list::DueState;
use crate::cx::Cx;
use crate::forms::Posted;
use std::collections::HashMap;

/// One unit's cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code of the unit.
    pub unit: String,
    /// What the unit keeps itself, not what is kept under it.
    pub is_own: bool,
    /// Past their date.
    pub overdue: i64,
    /// Due within a week, today included.
    pub week: i64,
}

/// Hạn cần để mắt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtRisk {
    /// The unit and everything under it.
    pub all: Line,
    /// Units under it that have any, the most pressing first.
    pub units: Vec<Line>,
}

impl Line {
    /// The list of exactly the cases past their date, or due within the week.
    pub fn href(&self, due: &str) -> String {
        let own = if self.is_own { "&own=1" } else { "" };
        format!("/cases?unit={}{own}&due={due}&sort=due", crate::cases::views::slug(&self.unit))
    }
}

/// Counts them for a unit as it is organised today.
pub async fn at_risk(cx: &Cx, unit: &str) -> db::Result<AtRisk> {
    let all = asked(cx, unit, false);
    let today = cx.today;
    let until = DueState::Week.last_day(today);
    let units = all.clone();
    let near = cx.app.db.read(move |tx| store::near(tx, units.as_deref(), today, until)).await?;
    let by_unit: HashMap<&str, &Near> = near.iter().map(|n| (n.unit.as_str(), n)).collect();
    let line = |unit: &str, is_own: bool, codes: Option<Vec<String>>| {
        let (overdue, week) = match codes {
            None => near.iter().fold((0, 0), |sum, n| (sum.0 + n.overdue, sum.1 + n.soon)),
            Some(codes) => codes
                .iter()
                .filter_map(|code| by_unit.get(code.as_str()))
                .fold((0, 0), |sum, n| (sum.0 + n.overdue, sum.1 + n.soon)),
        };
        Line { unit: unit.to_owned(), is_own, overdue, week }
    };
    let children = cx.app.tree.children(unit, today);
    let mut units: Vec<Line> =
        children.iter().map(|child| line(&child.code.0, false, asked(cx, &child.code.0, false))).collect();
    if !units.is_empty() {
        units.push(line(unit, true, asked(cx, unit, true)));
    }
    units.retain(|l| l.overdue + l.week > 0);
    units.sort_by_key(|l| std::cmp::Reverse((l.overdue, l.week)));
    Ok(AtRisk { all: line(unit, false, all), units })
}

/// The units the list of cases would show for this question.
fn asked(cx: &Cx, unit: &str, own: bool) -> Option<Vec<String>> {
    let mut pairs = vec![("unit".to_owned(), unit.to_owned())];
    if own {
        pairs.push(("own".to_owned(), "1".to_owned()));
    }
    crate::cases::filter(cx, &Posted { pairs, files: Vec::new() }).0.units.codes()
}
