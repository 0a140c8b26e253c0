//! What an address asks for: form, unit, period and position, with what stands
//! there when it leaves them out; and a question that cannot be answered, in words.

use super::{Ask, AskError};
use crate::access::{Action, Scope, scope};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::lang::{Lang, typed};
use jiff::civil::Date;
use law::{Law, Period};

/// The question of an address.
///
/// # Errors
/// The field that cannot be read.
pub fn ask(cx: &Cx, query: &Posted) -> std::result::Result<Ask, FieldError> {
    let or = |name: &str, default: &str| match query.get(name) {
        "" => default.to_owned(),
        text => text.to_owned(),
    };
    let as_of = match query.get("as_of") {
        "" => None,
        text => Some(typed::whole(text).ok_or_else(|| FieldError::new("as_of", "invalid.not_a_number"))?),
    };
    let period = match (query.get("from"), query.get("until")) {
        ("", "") => or("period", &latest_period(cx).id),
        (from, until) => {
            let day =
                |name: &str, text: &str| typed::date(text).ok_or_else(|| FieldError::new(name, "invalid.not_a_date"));
            format!("{}..{}", day("from", from)?, day("until", until)?)
        }
    };
    let form = match query.get("form") {
        "" => first_form(cx, &period),
        text => text.to_owned(),
    };
    let organised = match query.get("organised") {
        "" => None,
        "today" => Some(cx.today),
        text => Some(typed::date(text).ok_or_else(|| FieldError::new("organised", "invalid.not_a_date"))?),
    };
    Ok(Ask { form, unit: or("unit", &home(cx)), period, as_of, organised })
}

/// The form a sheet begins with: 01/TTr; where there is none, the shortest on inspections,
/// which is the one that sums up.
pub fn first_form(cx: &Cx, period: &str) -> String {
    let forms = cx.app.law.period(period).map(|p| cx.app.law.forms_on(p.until)).unwrap_or_default();
    let on = forms.iter().filter(|f| f.topic == Some(law::form::Topic::Inspection));
    let found = on.min_by_key(|f| (f.id != "01/TTr", f.columns.len()));
    found.map_or_else(|| "01/TTr".to_owned(), |f| f.id.clone())
}

/// The unit a reader starts from: the first one whose sheets they may see.
pub fn home(cx: &Cx) -> String {
    let bindings = cx.actor.as_ref().map_or(&[][..], |a| &a.bindings);
    let sees = bindings.iter().find(|b| scope(b.role, Action::SeeSheets) == Scope::Subtree);
    sees.map_or_else(|| "VN".to_owned(), |b| b.unit.0.clone())
}

/// The last half-year, nine months or year that is over.
pub fn latest_period(cx: &Cx) -> Period {
    let (law, today) = (&cx.app.law, cx.today);
    let years = [today.year() + 1, today.year(), today.year() - 1];
    let over = years.into_iter().flat_map(|y| law.periods_of(y)).filter(|p| p.until <= today);
    let last = over.filter(|p| !p.id.contains("-q")).max_by_key(|p| (p.until, p.from));
    last.unwrap_or_else(|| running(law, today))
}

/// From the beginning of the sector's year to its last cut-off day: what leaders
/// speak of at a conference.
pub fn running(law: &Law, today: Date) -> Period {
    let back = |n: i8| {
        let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 - i32::from(n);
        (months.div_euclid(12), months.rem_euclid(12) + 1)
    };
    let over = (0..3).filter_map(|n| {
        let (year, month) = back(n);
        law.period(&format!("{year}-{month}m")).ok().filter(|p| p.until <= today)
    });
    let found = over.into_iter().next();
    // Before the first circular known here there are only days.
    found.unwrap_or(Period {
        id: format!("{today}..{today}"),
        from: today,
        until: today,
        title_vi: String::new(),
        title_en: String::new(),
        law: None,
        status: law::Status::Verified,
    })
}

/// The periods a reader chooses from: this year's and the two before, and the
/// running months.
pub fn choices(cx: &Cx, chosen: &str) -> Vec<(String, String, bool)> {
    let law = &cx.app.law;
    let mut periods: Vec<Period> = Vec::new();
    for year in [cx.today.year() + 1, cx.today.year(), cx.today.year() - 1, cx.today.year() - 2] {
        let mut of: Vec<Period> = law.periods_of(year).into_iter().filter(|p| p.from <= cx.today).collect();
        of.reverse();
        periods.extend(of);
    }
    let now = running(law, cx.today);
    if !periods.iter().any(|p| p.id == now.id) {
        periods.insert(0, now);
    }
    if let Ok(asked) = law.period(chosen)
        && !periods.iter().any(|p| p.id == asked.id)
    {
        periods.insert(0, asked);
    }
    let lang = cx.lang.code();
    periods.into_iter().map(|p| (p.id.clone(), p.label(lang), p.id == chosen)).collect()
}

/// Existence of units is no secret; their figures are.
pub fn may_see(cx: &Cx, unit: &str) -> Result<()> {
    if cx.may(Action::SeeSheets, unit) { Ok(()) } else { Err(Error::Forbidden("denied.sheet")) }
}

/// The field of the address a wrong question came from, and why it is wrong.
pub fn said(cx: &Cx, error: &AskError) -> (&'static str, String) {
    let lang: Lang = cx.lang;
    match error {
        AskError::Period(e) => ("period", lang.t(&format!("period.{}", e.code())).to_owned()),
        AskError::NoForm { id, until, known } => {
            let facts = [("id", id.clone()), ("until", lang.date(*until)), ("known", known.clone())];
            ("form", lang.with("sheet.no_form", &facts))
        }
        AskError::Unit(refusal) => ("unit", crate::errors::refusal_text(cx, &refusal.refusal())),
        AskError::Ahead { asked, latest } => {
            ("as_of", lang.f2("sheet.ahead", "asked", lang.number(*asked), "latest", lang.number(*latest)))
        }
        AskError::NoCell { column, .. } => ("column", lang.f1("sheet.no_cell", "column", column)),
        AskError::Db(_) => ("", String::new()),
    }
}

/// A wrong question as an answer of the API: the field, and its error code.
pub fn refuse(error: &AskError) -> Error {
    let field = |name: &'static str, what: &'static str| Error::Invalid(vec![FieldError::new(name, what)]);
    match error {
        AskError::Period(e) => field(
            "period",
            match e.code() {
                "backwards" => "period.backwards",
                "no_rule" => "period.no_rule",
                _ => "period.unreadable",
            },
        ),
        AskError::NoForm { .. } => field("form", "sheet.no_such_form"),
        AskError::Unit(refusal) => refusal.refusal().into(),
        AskError::Ahead { .. } => field("as_of", "sheet.not_yet"),
        AskError::NoCell { .. } => field("column", "sheet.no_such_cell"),
        AskError::Db(e) => e.clone().into(),
    }
}
