//! Forms that put acts into cases: the first one, the next one, one that
//! rectifies and one that annuls.
//!
//! Every form is made from the act's own fields. A form remembers how far the
//! case had come when it was opened, so that pressing twice, or two people at
//! once, records one act and not two.

use super::{Recorder, kept, views};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{self, Sheet, Typed, Unit};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::journal;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::fields::{FieldKind, FieldSpec, Problem, UnitCode};
use casework::inspections::{self, Act, ActKind, Case, Entry, Regime, procedure};
use casework::{Refusal, Role};
use jiff::civil::Date;
use serde_json::Value;

/// What every paper has, whatever it is.
const ENTRY: &[FieldSpec] = &[
    FieldSpec { name: "on", kind: FieldKind::Date, required: true },
    FieldSpec { name: "number", kind: FieldKind::Text, required: false },
    FieldSpec { name: "signer", kind: FieldKind::Text, required: false },
    FieldSpec { name: "by", kind: FieldKind::Choice(Role::WORDS), required: true },
];

/// What a new case has besides its decision.
const NEW: &[FieldSpec] = &[
    FieldSpec { name: "unit", kind: FieldKind::Unit, required: true },
    FieldSpec { name: "case_number", kind: FieldKind::Text, required: false },
    FieldSpec { name: "regime", kind: FieldKind::Choice(Regime::WORDS), required: false },
];

/// Why an act is annulled or rectified.
const REASON: &[FieldSpec] = &[FieldSpec { name: "ground", kind: FieldKind::LongText, required: true }];

#[derive(Template)]
#[template(path = "inspections/pages/act.html")]
struct ActPage {
    frame: Frame,
    title: String,
    lead: String,
    law: String,
    summary: Vec<(String, String)>,
    refusal: Option<Said>,
    action: String,
    inputs: String,
    button: String,
    back: String,
    after: u32,
}

/// One form: what it asks for and what to say about it.
struct Form<'a> {
    title: String,
    lead: String,
    law: String,
    action: String,
    button: String,
    back: String,
    /// Act whose names the fields go by.
    act: &'static str,
    /// Groups of fields: list of labels, prefix of names, fields.
    asks: Vec<(&'static str, &'static str, &'static [FieldSpec])>,
    case: Option<&'a Case>,
}

impl Form<'_> {
    /// The page with what was typed and what is wrong with it.
    fn page(&self, cx: &Cx, status: StatusCode, typed: &Typed, errors: &[FieldError], no: Option<&Error>) -> Result {
        let (lang, tree) = (cx.lang, cx.app.tree);
        let frame = cx.frame(&self.title).under(lang.t("room.cases"), "/cases");
        let frame = match self.case {
            Some(case) => frame.under(&case.number, format!("/cases/{}", views::slug(&case.number))),
            None => frame,
        };
        let unit_name = |code: &str| tree.get(code, cx.today).map(|u| crate::units::name(lang, u));
        let (mut inputs, mut summary) = (String::new(), Vec::new());
        for (labels, prefix, fields) in &self.asks {
            let mine = |e: &&FieldError| match *prefix {
                "" => !e.field.starts_with("entry.") && !e.field.starts_with("new."),
                prefix => e.field.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')),
            };
            let errors: Vec<FieldError> = errors.iter().filter(mine).cloned().collect();
            let nonce = &cx.nonce;
            let sheet = Sheet { lang, typed, errors: &errors, nonce, labels, act: self.act, unit_name: &unit_name };
            inputs.push_str(&sheet.inputs(prefix, fields)?);
            summary.extend(sheet.summary());
        }
        let page = ActPage {
            frame: frame.here(&self.title),
            title: self.title.clone(),
            lead: self.lead.clone(),
            law: self.law.clone(),
            summary,
            refusal: no.map(|e| e.said(cx)),
            action: self.action.clone(),
            inputs,
            button: self.button.clone(),
            back: self.back.clone(),
            after: self.case.and_then(|c| c.acts.last()).map_or(0, |e| e.seq),
        };
        Ok((status, Html(page.render()?)).into_response())
    }
}

/// `ghi kết luận thanh tra`: an act's name within a sentence.
fn within(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Finds units by code or name on a day.
fn lookup(cx: &Cx, on: Date) -> impl Fn(&str) -> Unit + use<'_> {
    move |text| {
        let tree = cx.app.tree;
        if let Some(unit) = tree.get(text, on) {
            return Unit::One(unit.code.0.clone());
        }
        let folded = casework::fold(text);
        let found = tree.search(text, on, 50);
        let exact: Vec<_> = found.iter().filter(|u| casework::fold(&u.name) == folded).collect();
        match (exact.as_slice(), found.as_slice()) {
            ([unit], _) => Unit::One(unit.code.0.clone()),
            ([], [unit]) => Unit::One(unit.code.0.clone()),
            ([], []) => Unit::None,
            _ => Unit::Several,
        }
    }
}

/// What `casework` finds wrong with a field, as a catalogue key.
pub(super) fn problem(problem: Problem) -> &'static str {
    match problem {
        Problem::Missing => "invalid.missing",
        Problem::Unknown => "invalid.unknown",
        Problem::NotADate => "invalid.not_a_date",
        Problem::NotANumber => "invalid.not_a_number",
        Problem::Negative => "invalid.negative",
        Problem::TooLarge => "invalid.too_large_number",
        Problem::TooLong => "invalid.too_long",
        Problem::NotAChoice => "invalid.not_a_choice",
        Problem::NotAFlag => "invalid.not_a_flag",
        Problem::WrongShape => "invalid.wrong_shape",
    }
}

/// The facts of an act and the paper's own entries, or everything wrong with them.
fn read_entry(cx: &Cx, kind: ActKind, typed: &Typed) -> std::result::Result<Entry, Vec<FieldError>> {
    let on = crate::lang::typed::date(typed.get("entry.on"));
    let units = lookup(cx, on.unwrap_or(cx.today));
    let (entry, mut errors) = facts_form::read(ENTRY, typed, "entry", &units);
    let (facts, wrong) = facts_form::read(kind.fields(), typed, "", &units);
    errors.extend(wrong);
    let act = Act::read(kind, &facts);
    if let (Err(wrong), true) = (&act, errors.is_empty()) {
        errors.extend(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))));
    }
    let by = Role::from_word(entry["by"].as_str().unwrap_or(""));
    match (act, on, by) {
        (Ok(act), Some(on), Some(by)) if errors.is_empty() => Ok(paper(&entry, on, by, act)),
        _ => Err(errors),
    }
}

fn paper(entry: &Value, on: Date, by: Role, act: Act) -> Entry {
    let text = |name: &str| entry[name].as_str().unwrap_or("").to_owned();
    Entry { seq: 0, on, by, number: text("number"), signer: text("signer"), act }
}

/// An empty form: one row in each group, the signer the law names.
fn blank(fields: &[FieldSpec], by: Role) -> Typed {
    let mut typed = Typed::default();
    typed.set("entry.by", by.word());
    // A conclusion or a sheet of papers usually has rows; who is inspected is named by the decision.
    let decides = std::ptr::eq(fields, ActKind::Decision.fields());
    let asked = |f: &&FieldSpec| matches!(f.kind, FieldKind::Group(_)) && (decides || f.name != "subjects");
    for field in fields.iter().filter(asked) {
        typed.add_row(field.name);
    }
    typed
}

/// A case this reader may do `action` in; what may not be seen is not there.
async fn open_file(cx: &Cx, number: &str, action: Action) -> Result<(journal::Head, views::File)> {
    let wanted = number.to_owned();
    let found = cx.app.db.read(move |tx| views::load(tx, &wanted)).await?;
    let (head, file) = found.ok_or(Error::Hidden)?;
    if !cx.may(Action::SeeCases, &head.unit.0) {
        return Err(Error::Hidden);
    }
    if !cx.may(action, &head.unit.0) {
        return Err(Error::Forbidden("denied.unit"));
    }
    Ok((head, file))
}

/// `GET /cases/new`.
pub async fn new_page(cx: Cx) -> Result {
    let mut typed = blank(ActKind::Decision.fields(), Role::Head);
    if let Some(unit) = own_office(&cx) {
        typed.set("new.unit", unit);
    }
    new_form(&cx).page(&cx, StatusCode::OK, &typed, &[], None)
}

/// The one inspection body where this reader records, if there is exactly one.
fn own_office(cx: &Cx) -> Option<String> {
    let mut homes = cx
        .actor
        .as_ref()?
        .bindings
        .iter()
        .filter(|b| crate::access::scope(b.role, Action::RecordActs) != crate::access::Scope::No);
    let home = homes.next().filter(|_| homes.next().is_none())?;
    let unit = cx.app.tree.get(&home.unit.0, cx.today)?;
    unit.agency.is_some().then(|| unit.code.0.clone())
}

fn new_form(cx: &Cx) -> Form<'static> {
    let lang = cx.lang;
    Form {
        title: lang.t("case.new").to_owned(),
        lead: lang.t("case.new_lead").to_owned(),
        law: String::new(),
        action: "/cases/new".to_owned(),
        button: lang.t("case.new_do").to_owned(),
        back: "/cases".to_owned(),
        act: ActKind::Decision.word(),
        asks: vec![("new", "new", NEW), ("entry", "entry", ENTRY), ("field", "", ActKind::Decision.fields())],
        case: None,
    }
}

/// `POST /cases/new`.
pub async fn new_case(cx: Cx, posted: Posted) -> Result {
    let mut typed = Typed::from_posted(&posted);
    let form = new_form(&cx);
    if typed.press(&posted) {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    let on = crate::lang::typed::date(typed.get("entry.on")).unwrap_or(cx.today);
    let (new, mut errors) = facts_form::read(NEW, &typed, "new", &lookup(&cx, on));
    let unit = new["unit"].as_str().and_then(|code| cx.app.tree.get(code, on));
    match unit {
        Some(unit) if unit.agency.is_none() => errors.push(FieldError::new("new.unit", "invalid.unit_inspects_not")),
        Some(unit) if !cx.may(Action::RecordActs, &unit.code.0) => {
            errors.push(FieldError::new("new.unit", "invalid.unit_reach"));
        }
        _ => {}
    }
    let entry = read_entry(&cx, ActKind::Decision, &typed);
    let entry = match (entry, unit.and_then(|u| Some((u.code.clone(), u.agency?)))) {
        (Ok(entry), Some(unit)) if errors.is_empty() => (entry, unit),
        (entry, _) => {
            errors.extend(entry.err().unwrap_or_default());
            return form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None);
        }
    };
    let (entry, (unit, agency)) = entry;
    let number = match new["case_number"].as_str().filter(|n| !n.is_empty()).unwrap_or(&entry.number) {
        "" => {
            let errors = [FieldError::new("new.case_number", "invalid.case_number")];
            return form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None);
        }
        number => number.to_owned(),
    };
    let regime = new["regime"].as_str().and_then(Regime::from_word);
    match open_case(&cx, &number, unit, agency, regime, entry).await {
        Ok(()) => Ok(done(&number, ActKind::Decision)),
        Err(Error::NumberTaken) => {
            let errors = [FieldError::new("new.case_number", "invalid.number_taken")];
            form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None)
        }
        Err(no @ Error::Refusal(_)) => form.page(&cx, StatusCode::CONFLICT, &typed, &[], Some(&no)),
        Err(other) => Err(other),
    }
}

async fn open_case(
    cx: &Cx,
    number: &str,
    unit: UnitCode,
    agency: law::AgencyKind,
    regime: Option<Regime>,
    entry: Entry,
) -> Result<()> {
    let outcome = inspections::open(number, unit, agency, regime, entry, &cx.app.law, cx.today)?;
    let by = recorder(cx)?;
    let kept: std::result::Result<_, journal::Error> = cx.app.db.write(move |tx| kept::save(tx, &outcome, &by)).await;
    kept.map(|_| ()).map_err(Error::from)
}

/// Who records, and when. The sign-in name stays readable when the person has left.
fn recorder(cx: &Cx) -> Result<Recorder> {
    Ok(Recorder { account: cx.actor()?.login.clone(), at_ms: cx.app.clock.now_ms() })
}

fn done(number: &str, kind: ActKind) -> Response {
    Redirect::to(&format!("/cases/{}?done={}", views::slug(number), kind.word())).into_response()
}

fn record_form<'a>(cx: &Cx, case: &'a Case, kind: ActKind) -> Result<(Form<'a>, Role)> {
    let rule = procedure::of(case.regime).act(kind).ok_or(Error::Hidden)?;
    if matches!(kind, ActKind::Annulment | ActKind::Rectification | ActKind::Decision) {
        return Err(Error::Hidden);
    }
    let (lang, slug) = (cx.lang, views::slug(&case.number));
    let label = lang.word("act", kind.word());
    let provision = cx.app.law.cite(&rule.law(), lang.code());
    let form = Form {
        lead: format!("{} · {}", case.number, views::title(case)),
        law: lang.f1("record.legal", "law", provision),
        action: format!("/cases/{slug}/record/{}", kind.word()),
        button: lang.f1("record.do", "act", within(&label)),
        back: format!("/cases/{slug}"),
        act: kind.word(),
        asks: vec![("entry", "entry", ENTRY), ("field", "", kind.fields())],
        case: Some(case),
        title: label,
    };
    Ok((form, rule.by))
}

/// `GET /cases/{number}/record/{act}`.
pub async fn record_page(cx: Cx, Path((number, act)): Path<(String, String)>) -> Result {
    let (_, file) = open_file(&cx, &number, Action::RecordActs).await?;
    let kind = ActKind::from_word(&act).ok_or(Error::Hidden)?;
    let (form, by) = record_form(&cx, &file.case, kind)?;
    form.page(&cx, StatusCode::OK, &blank(kind.fields(), by), &[], None)
}

/// `POST /cases/{number}/record/{act}`.
pub async fn record(cx: Cx, Path((number, act)): Path<(String, String)>, posted: Posted) -> Result {
    let (head, file) = open_file(&cx, &number, Action::RecordActs).await?;
    let kind = ActKind::from_word(&act).ok_or(Error::Hidden)?;
    let (form, _) = record_form(&cx, &file.case, kind)?;
    let mut typed = Typed::from_posted(&posted);
    if typed.press(&posted) {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    match read_entry(&cx, kind, &typed) {
        Err(errors) => form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None),
        Ok(entry) => settle(&cx, &head, &form, &typed, entry, after(&posted)).await,
    }
}

/// How far the case had come when the form was opened.
fn after(posted: &Posted) -> Option<u32> {
    posted.get("after").parse().ok()
}

/// Records an act; a refusal shows the form again with what was typed.
async fn settle(
    cx: &Cx,
    head: &journal::Head,
    form: &Form<'_>,
    typed: &Typed,
    entry: Entry,
    after: Option<u32>,
) -> Result {
    let kind = entry.act.kind();
    match put(cx, head, entry, after).await {
        Ok(()) => Ok(done(&head.number, kind)),
        Err(no @ (Error::Refusal(_) | Error::Stale)) => form.page(cx, no.status(), typed, &[], Some(&no)),
        Err(other) => Err(other),
    }
}

/// The one gate: the case is read, asked and kept in one unit of work.
async fn put(cx: &Cx, head: &journal::Head, entry: Entry, after: Option<u32>) -> Result<()> {
    let (by, today) = (recorder(cx)?, cx.today);
    let (law, number) = (cx.app.law.clone(), head.number.clone());
    cx.app
        .db
        .write(move |tx| {
            let (_, file) = views::load(tx, &number)?.ok_or(Error::Hidden)?;
            let last = file.case.acts.last().map_or(0, |e| e.seq);
            if after.is_some_and(|seen| seen != last) {
                return Err(Error::Stale);
            }
            let outcome = inspections::record(&file.case, entry.clone(), &law, today)?;
            kept::save(tx, &outcome, &by)?;
            Ok(())
        })
        .await
}

/// The act a mending form speaks of.
fn target(case: &Case, seq: u32) -> Result<&Entry> {
    let mends = |e: &&Entry| !matches!(e.act.kind(), ActKind::Annulment | ActKind::Rectification);
    let found = case.acts.iter().find(|e| e.seq == seq).filter(mends);
    found.filter(|_| case.annulled_by(seq).is_none()).ok_or(Error::Hidden)
}

fn mend_form<'a>(cx: &Cx, case: &'a Case, entry: &Entry, mend: ActKind) -> Result<(Form<'a>, Role)> {
    let rule = procedure::of(case.regime).act(mend).ok_or(Error::Hidden)?;
    let (lang, slug) = (cx.lang, views::slug(&case.number));
    let label = lang.word("act", entry.act.kind().word());
    let annuls = mend == ActKind::Annulment;
    let (title, lead, button, path) = match annuls {
        true => (
            lang.f2("record.annul_title", "n", entry.seq, "act", label),
            "record.annul_lead",
            "record.annul_do",
            "annul",
        ),
        false => (
            lang.f2("record.rectify_title", "n", entry.seq, "act", label),
            "record.rectify_lead",
            "record.rectify_do",
            "rectify",
        ),
    };
    let mut asks: Vec<(&'static str, &'static str, &'static [FieldSpec])> =
        vec![("entry", "entry", ENTRY), ("reason", "reason", REASON)];
    if !annuls {
        asks.push(("field", "", entry.act.kind().fields()));
    }
    let form = Form {
        title,
        lead: lang.t(lead).to_owned(),
        law: lang.f1("record.legal", "law", cx.app.law.cite(&rule.law(), lang.code())),
        action: format!("/cases/{slug}/acts/{}/{path}", entry.seq),
        button: lang.t(button).to_owned(),
        back: format!("/cases/{slug}#act-{}", entry.seq),
        act: entry.act.kind().word(),
        asks,
        case: Some(case),
    };
    Ok((form, rule.by))
}

/// `GET /cases/{number}/acts/{seq}/annul`.
pub async fn annul_page(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let (_, file) = open_file(&cx, &number, Action::AnnulActs).await?;
    let (form, by) = mend_form(&cx, &file.case, target(&file.case, seq)?, ActKind::Annulment)?;
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
    let (head, file) = open_file(&cx, &number, Action::AnnulActs).await?;
    let (form, _) = mend_form(&cx, &file.case, target(&file.case, seq)?, ActKind::Annulment)?;
    let typed = Typed::from_posted(&posted);
    let facts = |ground: &Value| serde_json::json!({ "target": seq, "ground": ground });
    match read_mend(&cx, ActKind::Annulment, &typed, facts) {
        Err(errors) => form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None),
        Ok(entry) => settle(&cx, &head, &form, &typed, entry, after(&posted)).await,
    }
}

/// The paper and reason of a mending act, with its facts made from the reason.
fn read_mend(
    cx: &Cx,
    kind: ActKind,
    typed: &Typed,
    facts: impl Fn(&Value) -> Value,
) -> std::result::Result<Entry, Vec<FieldError>> {
    let units = lookup(cx, cx.today);
    let (entry, mut errors) = facts_form::read(ENTRY, typed, "entry", &units);
    let (reason, wrong) = facts_form::read(REASON, typed, "reason", &units);
    errors.extend(wrong);
    let on = crate::lang::typed::date(typed.get("entry.on"));
    let by = Role::from_word(entry["by"].as_str().unwrap_or(""));
    let act = Act::read(kind, &facts(&reason["ground"]));
    match (act, on, by) {
        (Ok(act), Some(on), Some(by)) if errors.is_empty() => Ok(paper(&entry, on, by, act)),
        _ => Err(errors),
    }
}

/// `GET /cases/{number}/acts/{seq}/rectify`: the act's form with what was recorded.
pub async fn rectify_page(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let (_, file) = open_file(&cx, &number, Action::RecordActs).await?;
    let entry = target(&file.case, seq)?;
    let (form, by) = mend_form(&cx, &file.case, entry, ActKind::Rectification)?;
    // What stands now: earlier rectifications count.
    let now = inspections::effective(&file.case.acts).into_iter().find(|e| e.seq == seq);
    let facts = now.as_ref().unwrap_or(entry).act.facts();
    let mut typed = Typed::from_facts(cx.lang, entry.act.kind().fields(), &facts);
    typed.set("entry.on", facts_form::slashes(cx.today));
    typed.set("entry.by", by.word());
    form.page(&cx, StatusCode::OK, &typed, &[], None)
}

/// `POST /cases/{number}/acts/{seq}/rectify`.
pub async fn rectify(cx: Cx, Path((number, seq)): Path<(String, u32)>, posted: Posted) -> Result {
    let (head, file) = open_file(&cx, &number, Action::RecordActs).await?;
    let old = target(&file.case, seq)?;
    let kind = old.act.kind();
    let (form, _) = mend_form(&cx, &file.case, old, ActKind::Rectification)?;
    let mut typed = Typed::from_posted(&posted);
    if typed.press(&posted) {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    let (facts, mut errors) = facts_form::read(kind.fields(), &typed, "", &lookup(&cx, old.on));
    let mended = Act::read(kind, &facts);
    if let (Err(wrong), true) = (&mended, errors.is_empty()) {
        errors.extend(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))));
    }
    let stored = mended.map(|act| act.facts().to_string()).unwrap_or_default();
    let facts = |ground: &Value| serde_json::json!({ "target": seq, "ground": ground, "facts": stored });
    match read_mend(&cx, ActKind::Rectification, &typed, facts) {
        Ok(entry) if errors.is_empty() => settle(&cx, &head, &form, &typed, entry, after(&posted)).await,
        read => {
            errors.extend(read.err().unwrap_or_default());
            form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None)
        }
    }
}

impl From<Box<Refusal>> for Error {
    fn from(refusal: Box<Refusal>) -> Self {
        Error::Refusal(refusal)
    }
}
