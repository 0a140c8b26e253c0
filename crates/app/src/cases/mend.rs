//! Forms that mend: one rectifies what was typed wrongly, one annuls an act.
//!
//! Nothing recorded is ever changed; what mends is an act of its own.

use super::record::{ENTRY, Form, Read, after, lookup, open_file, paper, problem, scope, settle};
use super::views;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::facts_form::{self, Typed};
use crate::forms::Posted;
use crate::vault;
use axum::extract::Path;
use axum::http::StatusCode;
use casework::Role;
use casework::fields::{FieldKind, FieldSpec};
use casework::kinds::{AnyKind, Paper};
use serde_json::Value;

/// Why an act is annulled or rectified.
const REASON: &[FieldSpec] = &[FieldSpec { name: "ground", kind: FieldKind::LongText, required: true }];

/// The act a mending form speaks of.
fn target(cx: &Cx, file: &views::File, seq: u32) -> Result<Paper> {
    let found = file.case().acts.iter().find(|e| e.seq == seq).filter(|e| !views::mends(&e.kind));
    let annulled = file.look(cx)?.annulled.contains_key(&seq);
    found.filter(|_| !annulled).cloned().ok_or(Error::Hidden)
}

fn mend_form<'a>(cx: &Cx, file: &'a views::File, act: &Paper, mend: &str) -> Result<(Form<'a>, Role)> {
    let (kind, case) = (file.kept.kind, file.case());
    let row = kind.row(&case.regime, mend).ok_or(Error::Hidden)?;
    let (lang, slug) = (cx.lang, views::slug(&case.number));
    let label = lang.of_kind("act", kind.word(), &act.kind);
    let annuls = mend == "annulment";
    let (title, lead, button, path) = match annuls {
        true => {
            let title = lang.f2("record.annul_title", "n", act.seq, "act", label);
            (title, "record.annul_lead", "record.annul_do", "annul")
        }
        false => {
            let title = lang.f2("record.rectify_title", "n", act.seq, "act", label);
            (title, "record.rectify_lead", "record.rectify_do", "rectify")
        }
    };
    let mut asks: Vec<(&'static str, &'static str, &'static [FieldSpec])> =
        vec![("entry", "entry", ENTRY), ("reason", "reason", REASON)];
    if !annuls {
        asks.push(("field", "", kind.fields(&act.kind).unwrap_or_default()));
    }
    let form = Form {
        title,
        lead: lang.t(lead).to_owned(),
        law: lang.f1("record.legal", "law", cx.app.law.cite(&row.law, lang.code())),
        action: format!("/cases/{slug}/acts/{}/{path}", act.seq),
        button: lang.t(button).to_owned(),
        back: format!("/cases/{slug}#act-{}", act.seq),
        scope: scope(kind, &act.kind),
        asks,
        file: Some(file),
        kind,
        like: String::new(),
    };
    Ok((form, row.by))
}

/// `GET /cases/{number}/acts/{seq}/annul`.
pub async fn annul_page(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let file = open_file(&cx, &number, Action::AnnulActs).await?;
    let (form, by) = mend_form(&cx, &file, &target(&cx, &file, seq)?, "annulment")?;
    form.page(&cx, StatusCode::OK, &today_by(&cx, by), &[], None)
}

fn today_by(cx: &Cx, by: Role) -> Typed {
    let mut typed = Typed::default();
    typed.set("entry.on", facts_form::slashes(cx.today));
    typed.set("entry.by", by.word());
    typed
}

/// `POST /cases/{number}/acts/{seq}/annul`.
pub async fn annul(cx: Cx, Path((number, seq)): Path<(String, u32)>, posted: Posted) -> Result {
    let file = open_file(&cx, &number, Action::AnnulActs).await?;
    let (form, _) = mend_form(&cx, &file, &target(&cx, &file, seq)?, "annulment")?;
    let typed = Typed::from_posted(&posted);
    let facts = |ground: &Value| serde_json::json!({ "target": seq, "ground": ground });
    match read_mend(&cx, file.kept.kind, "annulment", &typed, facts) {
        Err(errors) => form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None),
        Ok(paper) => settle(&cx, &form, &typed, Read { paper, taken: Vec::new() }, after(&posted)).await,
    }
}

/// The paper and reason of a mending act, with its facts made from the reason.
fn read_mend(
    cx: &Cx,
    kind: &dyn AnyKind,
    act: &str,
    typed: &Typed,
    facts: impl Fn(&Value) -> Value,
) -> std::result::Result<Paper, Vec<FieldError>> {
    let units = lookup(cx, cx.today);
    let (entry, mut errors) = facts_form::read(ENTRY, typed, "entry", &units);
    let (reason, wrong) = facts_form::read(REASON, typed, "reason", &units);
    errors.extend(wrong);
    let on = crate::lang::typed::date(typed.get("entry.on"));
    let by = Role::from_word(entry["by"].as_str().unwrap_or(""));
    let facts = kind.read(act, &facts(&reason["ground"]));
    match (facts, on, by) {
        (Ok(facts), Some(on), Some(by)) if errors.is_empty() => Ok(paper(act, &entry, on, by, facts)),
        _ => Err(errors),
    }
}

/// `GET /cases/{number}/acts/{seq}/rectify`: the act's form with what was recorded.
pub async fn rectify_page(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let file = open_file(&cx, &number, Action::RecordActs).await?;
    let act = target(&cx, &file, seq)?;
    let (form, by) = mend_form(&cx, &file, &act, "rectification")?;
    // What stands now: earlier rectifications count.
    let now = file.look(&cx)?.in_force.into_iter().find(|e| e.seq == seq).unwrap_or(act);
    let fields = file.kept.kind.fields(&now.kind).unwrap_or_default();
    let mut typed = Typed::from_facts(cx.lang, fields, &now.facts);
    typed.set("entry.on", facts_form::slashes(cx.today));
    typed.set("entry.by", by.word());
    // What is to be mended may stand in the address.
    for (name, value) in Posted::from_query(&cx.query).pairs {
        typed.set(name, value);
    }
    form.page(&cx, StatusCode::OK, &typed, &[], None)
}

/// `POST /cases/{number}/acts/{seq}/rectify`.
pub async fn rectify(cx: Cx, Path((number, seq)): Path<(String, u32)>, posted: Posted) -> Result {
    let file = open_file(&cx, &number, Action::RecordActs).await?;
    let kind = file.kept.kind;
    let old = target(&cx, &file, seq)?;
    let (mut form, _) = mend_form(&cx, &file, &old, "rectification")?;
    let mut typed = Typed::from_posted(&posted);
    if form.pressed(&cx, &mut typed, &posted).await? {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    let fields = kind.fields(&old.kind).unwrap_or_default();
    let (mut facts, mut errors) = facts_form::read(fields, &typed, "", &lookup(&cx, old.on));
    let taken = vault::take_out(fields, &mut facts);
    let mended = kind.read(&old.kind, &facts);
    if let (Err(wrong), true) = (&mended, errors.is_empty()) {
        errors.extend(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))));
    }
    let stored = mended.map(|facts| facts.to_string()).unwrap_or_default();
    let facts = |ground: &Value| serde_json::json!({ "target": seq, "ground": ground, "facts": stored });
    match read_mend(&cx, kind, "rectification", &typed, facts) {
        Ok(paper) if errors.is_empty() => settle(&cx, &form, &typed, Read { paper, taken }, after(&posted)).await,
        read => {
            errors.extend(read.err().unwrap_or_default());
            form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None)
        }
    }
}
