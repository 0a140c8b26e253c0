//! Điểm kiểm tra: where a set of sheets breaks a named rule: within a form, between two
//! forms, against the period before, against the same period a year before, or by its days.
//!
//! Pure: the same rules, sheets and earlier sheets give the same points, so that a sealed
//! report can be checked again. Points warn and ask for a word; must never block or mend.

mod against;
mod earlier;
#[cfg(test)]
mod tests;

pub use earlier::{Earlier, EarlierRow, Elsewhere};

use super::between::between;
use super::sheet::Sheet;
use law::form::{Form, Relation, Severity};
use law::rule::Says;
use law::{Period, Rule};
use serde::{Deserialize, Serialize};

/// Một điểm kiểm tra.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Name of the rule among those of the form.
    pub rule: String,
    /// The form.
    pub form: String,
    /// The row's unit; the sheet's for the total.
    pub unit: String,
    /// Whether it is the total row.
    pub is_total: bool,
    /// How much it matters.
    pub severity: Severity,
    /// How the two sides should have stood.
    pub is: Option<Relation>,
    /// What this form says; none where a period itself is the point.
    pub here: Option<Side>,
    /// What it is held against.
    pub there: Option<Side>,
}

/// Một vế: a figure with where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The form.
    pub form: String,
    /// Columns added up.
    pub columns: Vec<String>,
    /// Columns taken off.
    pub less: Vec<String>,
    /// What that makes.
    pub figure: i64,
    /// The earlier period; none: this one.
    pub period: Option<Period>,
    /// The report it stands in; empty: the ledger, as of the same position.
    pub report: String,
}

/// Đối chiếu: what a set of sheets was held against, and the points found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// Of this text: 1.
    pub format: u32,
    /// The rules that stand beside the forms.
    pub rules: Vec<Rule>,
    /// The sheets of earlier periods.
    pub earlier: Vec<Earlier>,
    /// Figures declared for another period.
    pub elsewhere: Vec<Elsewhere>,
    /// What was found, the gravest first.
    pub points: Vec<Point>,
}

impl Checked {
    /// Holds a set of sheets of one unit and period against these.
    pub fn of(sheets: &[Sheet], rules: Vec<Rule>, earlier: Vec<Earlier>, elsewhere: Vec<Elsewhere>) -> Self {
        let points = points(sheets, &rules, &earlier, &elsewhere);
        Self { format: 1, rules, earlier, elsewhere, points }
    }

    /// Whether these sheets give these very points.
    pub fn holds(&self, sheets: &[Sheet]) -> bool {
        points(sheets, &self.rules, &self.earlier, &self.elsewhere) == self.points
    }

    /// The rule behind a point.
    pub fn rule(&self, form: &Form, point: &Point) -> Option<Rule> {
        let own = form.rules().into_iter().find(|r| r.id == point.rule);
        own.or_else(|| self.rules.iter().find(|r| r.id == point.rule && r.is_about(form)).cloned())
    }

    /// Its text: the same for ever.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a text.
    ///
    /// # Errors
    /// What is not as this program writes it.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }
}

impl Point {
    /// The row an explanation names; none: the total.
    pub fn row(&self) -> Option<&str> {
        (!self.is_total).then_some(self.unit.as_str())
    }
}

/// Every point of a set of sheets: the gravest first, then in the order of the forms.
pub fn points(sheets: &[Sheet], rules: &[Rule], earlier: &[Earlier], elsewhere: &[Elsewhere]) -> Vec<Point> {
    let mut out: Vec<Point> = sheets.iter().flat_map(within).collect();
    out.extend(between(sheets).into_iter().map(|miss| Point {
        rule: miss.between.name(),
        form: miss.form.to_owned(),
        unit: miss.unit.to_owned(),
        is_total: miss.is_total,
        severity: miss.between.severity,
        is: Some(Relation::Equal),
        here: Some(Side::here(miss.form, &miss.between.left, miss.left)),
        there: Some(Side::here(&miss.between.form, &miss.between.right, miss.right)),
    }));
    for sheet in sheets {
        for rule in rules.iter().filter(|r| r.is_about(&sheet.form)) {
            match &rule.says {
                Says::Carried { left, is, was, less, last } => {
                    out.extend(against::carried(
                        sheet,
                        rule,
                        earlier,
                        &against::Carry { left, is: *is, was, less, last },
                    ));
                }
                Says::Compared { with, factor, least } => {
                    out.extend(against::compared(sheet, rule, earlier, *with, (*factor, *least)));
                }
                Says::Period(clash) => out.extend(against::clash(sheet, rule, *clash, earlier, elsewhere)),
                Says::Within { .. } | Says::Between { .. } => {}
            }
        }
    }
    once_a_set(&mut out, rules);
    said_by_total(&mut out);
    let order = |form: &str| sheets.iter().position(|s| s.form.id == form);
    out.sort_by_cached_key(|p| (p.severity, order(&p.form), !p.is_total));
    out
}

/// What is said of the days is the same for every form of a set: it is said once.
fn once_a_set(points: &mut Vec<Point>, rules: &[Rule]) {
    use law::rule::Clash::{CutOff, Free, Known, Months};
    let is_of_days = |p: &Point| {
        let of = |r: &&Rule| r.id == p.rule && matches!(r.says, Says::Period(Known { .. } | Months | Free | CutOff));
        rules.iter().any(|r| of(&r))
    };
    let mut said: Vec<String> = Vec::new();
    points.retain(|p| {
        if !is_of_days(p) {
            return true;
        }
        let is_new = !said.contains(&p.rule);
        said.push(p.rule.clone());
        is_new
    });
    // A pattern the sector knows says more than that the days are chosen.
    let known =
        |p: &Point| rules.iter().any(|r| r.id == p.rule && matches!(r.says, Says::Period(Known { .. } | Months)));
    if points.iter().any(known) {
        points.retain(|p| !rules.iter().any(|r| r.id == p.rule && matches!(r.says, Says::Period(Free))));
    }
}

/// Where one row alone makes the total, the total's point says it for both.
fn said_by_total(points: &mut Vec<Point>) {
    let says = |a: &Point, b: &Point| {
        let figures = |p: &Point| (p.here.as_ref().map(|s| s.figure), p.there.as_ref().map(|s| s.figure));
        a.form == b.form && a.rule == b.rule && a.here.is_some() && figures(a) == figures(b)
    };
    let totals: Vec<Point> = points.iter().filter(|p| p.is_total).cloned().collect();
    points.retain(|p| p.is_total || !totals.iter().any(|total| says(total, p)));
}

fn within(sheet: &Sheet) -> Vec<Point> {
    let point = |finding: &super::sheet::Finding| {
        let check = sheet.check(finding)?;
        Some(Point {
            rule: check.id.clone(),
            form: sheet.form.id.clone(),
            unit: finding.unit.clone(),
            is_total: finding.is_total,
            severity: check.severity,
            is: Some(check.is),
            here: Some(Side::here(&sheet.form.id, &check.left, finding.left)),
            there: Some(Side::here(&sheet.form.id, &check.right, finding.right)),
        })
    };
    sheet.findings.iter().filter_map(point).collect()
}

impl Side {
    fn here(form: &str, columns: &[String], figure: i64) -> Self {
        Self {
            form: form.to_owned(),
            columns: columns.to_vec(),
            less: Vec::new(),
            figure,
            period: None,
            report: String::new(),
        }
    }
}
