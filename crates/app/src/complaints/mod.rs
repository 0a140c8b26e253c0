//! Khiếu nại: what only a complaint's page shows, and who settles by the day.
//!
//! Everything else is the same for all kinds of case and stands in [`crate::cases`].
//! People come from the vault as far as they may be seen; must never name one itself.

use crate::cases::views::{File, Part, slug};
use crate::cx::Cx;
use crate::errors::Error;
use crate::facts_form::{self, Typed};
use crate::lang::Lang;
use askama::Template;
use casework::complaints::acts::{Act, Against, ComplaintReceipt, Instance, Level};
use casework::complaints::{Competence, Complaint, Debt, Entry, Who, balance, clocks, competent};
use casework::fields::{Facts, FieldSpec};
use casework::kinds;
use casework::procedure::effective;
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "complaints/pages/chain.html")]
struct Chain {
    lang: Lang,
    /// Who settles, by which provision, whether that is unsure.
    settler: String,
    law: String,
    unsure: bool,
    /// Relation and number of the cases it hangs together with.
    links: Vec<(String, String, String)>,
    outcome: String,
    effect: String,
}

#[derive(Template)]
#[template(path = "complaints/pages/balance.html")]
struct Balance {
    lang: Lang,
    lines: Vec<Line>,
}

/// One debt: what must come in, what has, what is left.
struct Line {
    debt: String,
    due: String,
    done: String,
    left: String,
}

#[derive(Template)]
#[template(path = "complaints/pages/competent.html")]
struct Competent {
    lang: Lang,
    day: String,
    rows: Vec<Row>,
}

/// Whose decision, and who settles it at each instance.
struct Row {
    level: String,
    settlers: Vec<(String, String, bool)>,
}

/// Parties, the chain of instances with its result, and what is left to execute.
///
/// # Errors
/// The kept case cannot be read.
pub fn parts(cx: &Cx, file: &File) -> Result<Vec<Part>, Error> {
    let case = kinds::typed::<Complaint>(file.case()).map_err(|no| file.fault(no))?;
    let acts = effective(&case.acts);
    let Some((entry, receipt)) = receipt(&acts) else { return Ok(Vec::new()) };
    let mut parts = Vec::new();
    let mut part = |key: &str, html: String| {
        if !html.is_empty() {
            parts.push(Part { title: cx.lang.t(key).to_owned(), html });
        }
    };
    part("complaint.parties", parties(cx, file, entry)?);
    let reckoned = clocks::File { case: &case, acts: &acts, law: &cx.app.law };
    part("complaint.chain", chain(cx, &reckoned, entry, receipt)?);
    part("complaint.execution", execution(cx.lang, &acts)?);
    Ok(parts)
}

fn receipt(acts: &[Entry]) -> Option<(&Entry, &ComplaintReceipt)> {
    acts.iter().find_map(|e| if let Act::ComplaintReceipt(r) = &e.act { Some((e, r)) } else { None })
}

/// What of the receipt tells who stands against whom.
const PARTIES: [&str; 6] = ["complainants", "representatives", "transferred_by", "respondent", "contested", "demand"];

fn parties(cx: &Cx, file: &File, entry: &Entry) -> Result<String, askama::Error> {
    let named = |f: &&FieldSpec| PARTIES.contains(&f.name);
    let fields: Vec<FieldSpec> = ComplaintReceipt::FIELDS.iter().filter(named).copied().collect();
    let person = |item: &str| file.people.get(item).cloned();
    let names = facts_form::Names { unit: &|_| None, person: &person };
    facts_form::shown(cx.lang, "complaint_receipt", &fields, &entry.act.facts(), &names)
}

fn chain(cx: &Cx, file: &clocks::File, entry: &Entry, receipt: &ComplaintReceipt) -> Result<String, askama::Error> {
    let lang = cx.lang;
    let found = competent(&cx.app.law, receipt.against, receipt.level, receipt.instance, entry.on);
    let settler = match (receipt.settler, &found) {
        (Some(level), _) => settler_word(lang, level),
        (None, Some(found)) => who(lang, found),
        (None, None) => String::new(),
    };
    let second = file.acts.iter().find_map(|e| match &e.act {
        Act::SecondComplaint(s) => s.second_case.clone(),
        _ => None,
    });
    let links = [
        ("complaint.link_from", receipt.source_case.clone()),
        ("complaint.link_matter", receipt.matter.clone()),
        ("complaint.link_first", receipt.first_case.clone()),
        ("complaint.link_second", second),
    ];
    let decision = file.acts.iter().find_map(|e| match &e.act {
        Act::ComplaintDecision(d) => Some((e.on, d.outcome)),
        _ => None,
    });
    let outcome = decision.map(|(on, outcome)| {
        let outcome = facts_form::choice(lang, "outcome", outcome.word());
        lang.f2("complaint.decided", "outcome", outcome, "day", lang.date(on))
    });
    let effect = decision.map(|_| match clocks::effect_on(file) {
        Some(on) if on <= cx.today => lang.f1("complaint.in_force_since", "day", lang.date(on)),
        Some(on) => lang.f1("complaint.in_force_from", "day", lang.date(on)),
        None => lang.t("complaint.not_in_force").to_owned(),
    });
    let linked = |(key, number): (&str, Option<String>)| {
        let number = number?;
        Some((lang.t(key).to_owned(), slug(&number), number))
    };
    Chain {
        lang,
        settler,
        law: found.as_ref().map(|f| cx.app.law.cite(&f.law, lang.code())).unwrap_or_default(),
        unsure: found.is_some_and(|f| f.status == law::Status::Unverified),
        links: links.into_iter().filter_map(linked).collect(),
        outcome: outcome.unwrap_or_default(),
        effect: effect.unwrap_or_default(),
    }
    .render()
}

/// What the decision makes due, what has come in, and what is left.
fn execution(lang: Lang, acts: &[Entry]) -> Result<String, askama::Error> {
    let quantity = |debt: Debt, n: i64| if debt.is_money() { lang.money(n) } else { lang.area(n) };
    let line = |(debt, due, done): (Debt, i64, i64)| Line {
        debt: facts_form::choice(lang, "debt", debt.word()),
        due: quantity(debt, due),
        done: quantity(debt, done),
        left: quantity(debt, due.saturating_sub(done).max(0)),
    };
    let lines: Vec<Line> = balance(acts).into_iter().map(line).collect();
    if lines.is_empty() { Ok(String::new()) } else { Balance { lang, lines }.render() }
}

fn settler_word(lang: Lang, level: Level) -> String {
    facts_form::choice(lang, "settler", level.word())
}

fn who(lang: Lang, found: &Competence) -> String {
    match found.who {
        Who::Of(level) => settler_word(lang, level),
        Who::Court => lang.t("complaint.court").to_owned(),
        Who::Successor => lang.t("complaint.successor").to_owned(),
    }
}

/// Who settles a complaint received on the typed day, for every level and instance.
///
/// # Errors
/// The page cannot be made.
pub fn help(cx: &Cx, typed: &Typed) -> Result<String, askama::Error> {
    let on = crate::lang::typed::date(typed.get("entry.on")).unwrap_or(cx.today);
    let rows = Level::ALL.iter().map(|level| Row {
        level: facts_form::choice(cx.lang, "level", level.word()),
        settlers: Instance::ALL.iter().map(|instance| settles(cx, *level, *instance, on)).collect(),
    });
    Competent { lang: cx.lang, day: cx.lang.date(on), rows: rows.collect() }.render()
}

fn settles(cx: &Cx, level: Level, instance: Instance, on: Date) -> (String, String, bool) {
    match competent(&cx.app.law, Against::Decision, level, instance, on) {
        Some(found) => {
            let law = cx.app.law.cite(&found.law, cx.lang.code());
            (who(cx.lang, &found), law, found.status == law::Status::Unverified)
        }
        None => (String::new(), String::new(), false),
    }
}

#[cfg(test)]
mod tests;
