//! Phiếu của bàn tiếp công dân: receipts, appointments, guidance and refusals to print
//! and hand over, from the same templates the letters are made of.
//!
//! Always in Vietnamese, as the papers are; what is not recorded is a dotted line to be
//! filled in by hand, and so is a sealed person. Must never print who denounced.

use crate::access::{Access, Action};
use crate::cases::views::{self, slug};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::routes::{Method, Routes};
use crate::units::name_of;
use crate::vault::{Person, Seen};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse};
use casework::kinds::Paper;
use paper::letter::{Align, Block, Letter, Text};
use serde_json::{Value, json};

/// The page of a slip.
pub fn routes() -> Routes {
    Routes::new().route(Method::Get, "/cases/{number}/slip/{seq}", Access::May(Action::SeeCases), page)
}

/// Which template an act of a reception is printed by.
const TEMPLATES: &[(&str, &str)] = &[
    ("paper_receipt", "receptions/receipt"),
    ("appointment", "receptions/appointment-slip"),
    ("guidance", "receptions/guidance-slip"),
    ("reception_refusal", "receptions/refusal-notice"),
    ("refusal_notice", "receptions/refusal-notice"),
];

/// Slips a reception has: name and address, in the order of its acts.
pub fn of(cx: &Cx, file: &views::File) -> Vec<(String, String)> {
    if file.kept.kind.word() != "reception" {
        return Vec::new();
    }
    let number = slug(&file.case().number);
    let slip = |act: &Paper| {
        let known = TEMPLATES.iter().any(|(word, _)| *word == act.kind);
        let label = cx.lang.f1("slip.print", "what", cx.lang.of_kind("act", "reception", &act.kind));
        known.then(|| (label, format!("/cases/{number}/slip/{}", act.seq)))
    };
    file.case().acts.iter().filter_map(slip).collect()
}

/// The slips as a part of the case's page.
///
/// # Errors
/// The part cannot be made.
pub fn html(cx: &Cx, file: &views::File) -> Result<String> {
    let slips = of(cx, file);
    if slips.is_empty() { Ok(String::new()) } else { Ok(Links { slips }.render()?) }
}

#[derive(Template)]
#[template(path = "slips/pages/links.html")]
struct Links {
    slips: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "slips/pages/slip.html")]
struct Slip {
    frame: Frame,
    letter: Letter,
    /// What the jurist should know of the form.
    caveat: String,
}

impl Slip {
    fn align(&self, align: &Align) -> &'static str {
        match align {
            Align::Justified => "justified",
            Align::Left => "left",
            Align::Centre => "centre",
            Align::Right => "right",
        }
    }

    fn columns<'a>(&self, cells: &'a [Text], grid: &'a paper::letter::Grid) -> Vec<(&'a Text, &'static str)> {
        let side = |i: usize| grid.columns.get(i).map_or("left", |(_, align)| self.align(align));
        cells.iter().enumerate().map(|(i, cell)| (cell, side(i))).collect()
    }
}

/// `GET /cases/{number}/slip/{seq}`.
async fn page(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let found = cx.app.db.read(move |tx| views::load(tx, &number)).await?;
    let (_, file) = found.filter(|(head, _)| cx.may(Action::SeeCases, &head.unit.0)).ok_or(Error::Hidden)?;
    let looked = file.look(&cx)?;
    let act = looked.in_force.iter().find(|act| act.seq == seq && file.kept.kind.word() == "reception");
    let act = act.ok_or(Error::Hidden)?;
    let name = TEMPLATES.iter().find(|(word, _)| *word == act.kind).map(|(_, name)| *name);
    let template = name.and_then(paper::templates::get).ok_or(Error::Hidden)?;
    let values = values(&cx, &file, &looked.in_force, act);
    let letter = paper::templates::fill(template, &values).map_err(Error::fault)?;
    let case = &file.case().number;
    let page = Slip {
        frame: cx.frame(&letter.title).under(case, format!("/cases/{}", slug(case))).here(&letter.title),
        caveat: cx.lang.t("slip.form").to_owned(),
        letter,
    };
    Ok(Html(page.render()?).into_response())
}

/// What the papers ask for, as far as the case tells; a sealed person stays a dotted line.
fn values(cx: &Cx, file: &views::File, acts: &[Paper], act: &Paper) -> Value {
    let opening = &acts[0];
    let (facts, first) = (&act.facts, &opening.facts);
    let unit = &file.case().unit.0;
    let parent = cx.app.tree.get(unit, act.on).and_then(|u| u.parent.as_ref());
    let name = |code: &str| name_of(Lang::Vi, cx.app.tree, code, act.on);
    let person = person(file, first);
    let mut values = json!({
        "superior": parent.map(|p| name(&p.0)),
        "issuer": name(unit),
        "number": act.number,
        "signed_on": act.on.to_string(),
        "signer": act.signer,
        "received_on": opening.on.to_string(),
        "petitioner": person.as_ref().map(|p| p.name.clone()),
        "petitioner_address": person.map(|p| p.address),
        "matter": first["title"],
        "papers": papers(&facts["papers"]),
    });
    let mut put = |name: &str, value: &Value| {
        if !value.is_null() {
            values[name] = value.clone();
        }
    };
    match act.kind.as_str() {
        "paper_receipt" => put("venue", &facts["place"]),
        "appointment" => {
            put("appointed_on", &facts["meeting_on"]);
            put("appointed_at", &facts["meeting_at"]);
            put("venue", &facts["place"]);
        }
        "guidance" => {
            put("competent_body", &facts["body"]);
            put("ground", &facts["ground"]);
        }
        _ => refused(acts, &mut put),
    }
    values
}

/// The ground of a refusal, and the notice that goes with it.
fn refused(acts: &[Paper], put: &mut impl FnMut(&str, &Value)) {
    let of = |kind: &str| acts.iter().find(|a| a.kind == kind).map(|a| &a.facts);
    if let Some(facts) = of("reception_refusal") {
        let why = facts["why_refused"].as_str().unwrap_or_default();
        put("reason", &crate::facts_form::choice(Lang::Vi, "why_refused", why).into());
        put("earlier_handling", &facts["earlier_notice"]);
    }
    if let Some(facts) = of("refusal_notice") {
        put("ground", &facts["ground"]);
    }
}

/// The first of those who came, where they are kept in the open.
fn person(file: &views::File, registration: &Value) -> Option<Person> {
    let item = registration["visitors"][0]["person"].as_str()?;
    match file.people.get(item)? {
        Seen::Open(person) => Some(person.clone()),
        _ => None,
    }
}

fn papers(rows: &Value) -> Value {
    let text =
        |v: &Value| v.as_str().map_or_else(|| if v.is_null() { String::new() } else { v.to_string() }, str::to_owned);
    let row = |r: &Value| json!({ "title": text(&r["title"]), "pages": text(&r["pages"]), "note": text(&r["note"]) });
    rows.as_array().into_iter().flatten().map(row).collect()
}
