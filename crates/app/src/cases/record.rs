//! Forms that put acts into cases: the first one, the next one, one that
//! rectifies and one that annuls.
//!
//! Every form is made from the act's own fields. A form remembers how far the
//! case had come when it was opened, so that pressing twice, or two people at
//! once, records one act and not two.

use super::within::{self, Gate};
use super::{Recorder, numbers, views};
use crate::access::Action;
use crate::cx::Cx;
use crate::duplicates;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{self, Sheet, Typed, Unit};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::vault::{self, Taken};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::fields::{FieldKind, FieldSpec, Problem};
use casework::kinds::{self, AnyKind, No, Opening, Paper};
use casework::units::Unit as Body;
use casework::{Refusal, Role};
use jiff::civil::Date;
use law::AgencyKind;
use serde_json::Value;

/// What every paper has, whatever it is.
pub(super) const ENTRY: &[FieldSpec] = &[
    FieldSpec { name: "on", kind: FieldKind::Date, required: true },
    FieldSpec { name: "number", kind: FieldKind::Text, required: false },
    FieldSpec { name: "signer", kind: FieldKind::Text, required: false },
    FieldSpec { name: "by", kind: FieldKind::Choice(Role::WORDS), required: true },
];

/// What a new case has besides its first act.
const NEW: &[FieldSpec] = &[
    FieldSpec { name: "unit", kind: FieldKind::Unit, required: true },
    FieldSpec { name: "case_number", kind: FieldKind::Text, required: false },
];

/// An inspection may run under another law than its date chooses, with a ground.
const NEW_INSPECTION: &[FieldSpec] = &[
    FieldSpec { name: "unit", kind: FieldKind::Unit, required: true },
    FieldSpec { name: "case_number", kind: FieldKind::Text, required: false },
    FieldSpec { name: "regime", kind: FieldKind::Choice(casework::inspections::Regime::WORDS), required: false },
];

fn new_fields(kind: &dyn AnyKind) -> &'static [FieldSpec] {
    if kind.regimes().len() > 1 && kind.word() == "inspection" { NEW_INSPECTION } else { NEW }
}

#[derive(Template)]
#[template(path = "cases/pages/act.html")]
struct ActPage {
    frame: Frame,
    title: String,
    lead: String,
    help: String,
    law: String,
    summary: Vec<(String, String)>,
    refusal: Option<Said>,
    action: String,
    inputs: String,
    button: String,
    back: String,
    after: u32,
    once: String,
    /// The name guard found something; who knows better may go on.
    names: bool,
}

/// One form: what it asks for and what to say about it.
pub(super) struct Form<'a> {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) law: String,
    pub(super) action: String,
    pub(super) button: String,
    pub(super) back: String,
    /// Whose names the fields go by: the act, with its kind where that is no inspection.
    pub(super) scope: String,
    /// Groups of fields: list of labels, prefix of names, fields.
    pub(super) asks: Vec<(&'static str, &'static str, &'static [FieldSpec])>,
    pub(super) file: Option<&'a views::File>,
    /// The kind of case, for the way back.
    pub(super) kind: &'static dyn AnyKind,
    /// Letters like the one typed, as HTML, where they were asked for.
    pub(super) like: String,
}

impl Form<'_> {
    /// Carries out a pressed button of the form that records nothing; whether one was pressed.
    pub(super) async fn pressed(&mut self, cx: &Cx, typed: &mut Typed, posted: &Posted) -> Result<bool> {
        let own = self.file.map_or("", |file| &file.case().number);
        let like = duplicates::press(cx, typed, posted, own).await?;
        let asked = like.is_some();
        self.like = like.unwrap_or_default();
        Ok(typed.press(posted) || asked)
    }

    /// The page with what was typed and what is wrong with it.
    pub(super) fn page(
        &self,
        cx: &Cx,
        status: StatusCode,
        typed: &Typed,
        errors: &[FieldError],
        no: Option<&Error>,
    ) -> Result {
        let (lang, tree) = (cx.lang, cx.app.tree);
        let kind = self.kind.word();
        let frame = cx.frame(&self.title).under(lang.word("kind", kind), format!("/cases?kind={kind}"));
        let frame = match self.file.map(views::File::case) {
            Some(case) => frame.under(&case.number, format!("/cases/{}", views::slug(&case.number))),
            None => frame,
        };
        let unit_name = |code: &str| tree.get(code, cx.today).map(|u| crate::units::name(lang, u));
        let (mut inputs, mut summary) = (String::new(), Vec::new());
        let own = self.file.map_or("", |file| &file.case().number);
        let like = if self.like.is_empty() { duplicates::carried(cx, typed, own)? } else { self.like.clone() };
        for (labels, prefix, fields) in &self.asks {
            let mine = |e: &&FieldError| match *prefix {
                "" => !e.field.starts_with("entry.") && !e.field.starts_with("new."),
                prefix => e.field.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')),
            };
            let errors: Vec<FieldError> = errors.iter().filter(mine).cloned().collect();
            let nonce = &cx.nonce;
            let act = &self.scope;
            let sheet = Sheet { lang, typed, errors: &errors, nonce, labels, act, unit_name: &unit_name };
            inputs.push_str(&sheet.inputs(prefix, fields)?);
            summary.extend(sheet.summary());
        }
        let page = ActPage {
            frame: frame.here(&self.title),
            title: self.title.clone(),
            lead: self.lead.clone(),
            help: if self.file.is_none() { super::views::help(cx, self.kind, typed)? } else { String::new() },
            law: self.law.clone(),
            summary,
            refusal: no.map(|e| e.said(cx)),
            action: self.action.clone(),
            inputs: inputs.replacen(duplicates::HERE, &like, 1),
            button: self.button.clone(),
            back: self.back.clone(),
            names: super::guard::is_guards(errors),
            after: self.file.map_or(0, views::File::last),
            once: match typed.get("once") {
                "" => crate::random::hex::<8>(),
                once => once.to_owned(),
            },
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
pub(crate) fn lookup(cx: &Cx, on: Date) -> impl Fn(&str) -> Unit + use<'_> {
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
pub(crate) fn problem(problem: Problem) -> &'static str {
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

/// A paper as typed, with the people and letters that were in it.
pub(crate) struct Read {
    pub(crate) paper: Paper,
    pub(crate) taken: Vec<Taken>,
}

/// The facts of an act and the paper's own entries, or everything wrong with them.
fn read_paper(
    cx: &Cx,
    kind: &'static dyn AnyKind,
    act: &str,
    typed: &Typed,
) -> std::result::Result<Read, Vec<FieldError>> {
    let on = crate::lang::typed::date(typed.get("entry.on"));
    let units = lookup(cx, on.unwrap_or(cx.today));
    let fields = kind.fields(act).unwrap_or_default();
    let (entry, mut errors) = facts_form::read(ENTRY, typed, "entry", &units);
    let (mut facts, wrong) = facts_form::read(fields, typed, "", &units);
    errors.extend(wrong);
    let taken = vault::take_out(fields, &mut facts);
    let facts = kind.read(act, &facts);
    if let (Err(wrong), true) = (&facts, errors.is_empty()) {
        errors.extend(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))));
    }
    let by = Role::from_word(entry["by"].as_str().unwrap_or(""));
    match (facts, on, by) {
        (Ok(facts), Some(on), Some(by)) if errors.is_empty() => {
            Ok(Read { paper: paper(act, &entry, on, by, facts), taken })
        }
        _ => Err(errors),
    }
}

pub(super) fn paper(act: &str, entry: &Value, on: Date, by: Role, facts: Value) -> Paper {
    let text = |name: &str| entry[name].as_str().unwrap_or("").to_owned();
    Paper { seq: 0, kind: act.to_owned(), on, by, number: text("number"), signer: text("signer"), facts }
}

/// An empty form: one row in each group, the signer the law names.
fn blank(kind: &dyn AnyKind, act: &str, by: Role) -> Typed {
    let mut typed = Typed::default();
    typed.set("entry.by", by.word());
    // A conclusion or a sheet of papers usually has rows; who is inspected is named by the decision.
    let opens = act == kind.opening();
    let asked = |f: &&FieldSpec| matches!(f.kind, FieldKind::Group(_)) && (opens || f.name != "subjects");
    for field in kind.fields(act).unwrap_or_default().iter().filter(asked) {
        typed.add_row(field.name);
    }
    typed
}

/// Whose names the fields of an act go by.
pub(crate) fn scope(kind: &dyn AnyKind, act: &str) -> String {
    match kind.word() {
        "inspection" => act.to_owned(),
        // An act that is named for its kind (`complaint_receipt`) needs no second naming.
        word if act.strip_prefix(word).is_some_and(|rest| rest.starts_with('_')) => act.to_owned(),
        word => format!("{word}_{act}"),
    }
}

/// Acts of the superior body are recorded by who records at a unit above, never by the
/// office whose case it is.
pub(crate) fn may_sign(cx: &Cx, row: &kinds::Row, unit: &str) -> Result<()> {
    let is_above = || cx.app.tree.ancestors(unit, cx.today).iter().any(|u| cx.may(Action::RecordActs, &u.code.0));
    if row.by == Role::Superior && !is_above() { Err(Error::Forbidden("denied.superior")) } else { Ok(()) }
}

/// A case this reader may do `action` in; what may not be seen is not there.
pub(super) async fn open_file(cx: &Cx, number: &str, action: Action) -> Result<views::File> {
    let wanted = number.to_owned();
    let found = cx.app.db.read(move |tx| views::load(tx, &wanted)).await?;
    let (head, file) = found.ok_or(Error::Hidden)?;
    if !cx.may(Action::SeeCases, &head.unit.0) {
        return Err(Error::Hidden);
    }
    if !cx.may(action, &head.unit.0) {
        return Err(Error::Forbidden("denied.unit"));
    }
    Ok(file)
}

/// Links that open a case: of this kind, or of each.
pub(super) fn ways_in(lang: Lang, kind: Option<&'static dyn AnyKind>) -> Vec<(String, String)> {
    let of = |kind: &'static dyn AnyKind| (way_in(kind), lang.of_kind("new", kind.word(), "case"));
    let typed = kinds::ALL.iter().copied().filter(|kind| !kind.is_made(kind.opening()));
    kind.map_or_else(|| typed.map(of).collect(), |kind| vec![of(kind)])
}

fn way_in(kind: &dyn AnyKind) -> String {
    match kind.word() {
        "inspection" => "/cases/new".to_owned(),
        "report" => "/reports".to_owned(),
        word => format!("/cases/new/{word}"),
    }
}

/// `GET /cases/new`.
pub async fn new_inspection_page(cx: Cx) -> Result {
    new_page(cx, Path("inspection".to_owned())).await
}

/// `POST /cases/new`.
pub async fn new_inspection(cx: Cx, posted: Posted) -> Result {
    new_case(cx, Path("inspection".to_owned()), posted).await
}

/// `GET /cases/new/{kind}`; what stands in the address is filled in.
pub async fn new_page(cx: Cx, Path(kind): Path<String>) -> Result {
    let kind = kinds::of(&kind).filter(|kind| !kind.is_made(kind.opening())).ok_or(Error::Hidden)?;
    let regime = cx.app.law.regime_of(kind.word(), cx.today).map_or("", |r| &r.id);
    let by = kind.row(regime, kind.opening()).map_or(Role::Head, |row| row.by);
    let mut typed = blank(kind, kind.opening(), by);
    if let Some(unit) = own_office(&cx, kind) {
        typed.set("new.unit", unit);
    }
    if kind.word() != "inspection" {
        typed.set("entry.on", facts_form::slashes(cx.today));
    }
    for (name, value) in Posted::from_query(&cx.query).pairs {
        typed.set(name, value);
    }
    new_form(&cx, kind).page(&cx, StatusCode::OK, &typed, &[], None)
}

/// The one unit where this reader records, if there is exactly one; for inspections an inspection body.
pub(crate) fn own_office(cx: &Cx, kind: &dyn AnyKind) -> Option<String> {
    let home = cx.home_of(Action::RecordActs)?;
    let unit = cx.app.tree.get(&home, cx.today)?;
    (unit.agency.is_some() || kind.word() != "inspection").then(|| unit.code.0.clone())
}

fn new_form(cx: &Cx, kind: &'static dyn AnyKind) -> Form<'static> {
    let lang = cx.lang;
    Form {
        title: lang.of_kind("new", kind.word(), "case"),
        lead: lang.of_kind("new_lead", kind.word(), "case"),
        law: String::new(),
        action: way_in(kind),
        button: lang.of_kind("new_do", kind.word(), "case"),
        back: format!("/cases?kind={}", kind.word()),
        scope: scope(kind, kind.opening()),
        asks: vec![
            ("new", "new", new_fields(kind)),
            ("entry", "entry", ENTRY),
            ("field", "", kind.fields(kind.opening()).unwrap_or_default()),
        ],
        file: None,
        kind,
        like: String::new(),
    }
}

/// `POST /cases/new/{kind}`.
pub async fn new_case(cx: Cx, Path(kind): Path<String>, posted: Posted) -> Result {
    let kind = kinds::of(&kind).filter(|kind| !kind.is_made(kind.opening())).ok_or(Error::Hidden)?;
    let mut typed = Typed::from_posted(&posted);
    let mut form = new_form(&cx, kind);
    if form.pressed(&cx, &mut typed, &posted).await? {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    let on = crate::lang::typed::date(typed.get("entry.on")).unwrap_or(cx.today);
    let (new, mut errors) = facts_form::read(new_fields(kind), &typed, "new", &lookup(&cx, on));
    let unit = new["unit"].as_str().and_then(|code| cx.app.tree.get(code, on));
    let keeps = unit.map(|unit| keeper(&cx, kind, unit));
    if let Some(Err(what)) = keeps {
        errors.push(FieldError::new("new.unit", what));
    }
    let read = read_paper(&cx, kind, kind.opening(), &typed);
    let (read, unit, agency) = match (read, unit, keeps) {
        (Ok(read), Some(unit), Some(Ok(agency))) if errors.is_empty() => (read, unit, agency),
        (read, _, _) => {
            errors.extend(read.err().unwrap_or_default());
            return form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None);
        }
    };
    let number = new["case_number"].as_str().unwrap_or("").to_owned();
    if number.is_empty() && kind.word() == "inspection" && read.paper.number.is_empty() {
        let errors = [FieldError::new("new.case_number", "invalid.case_number")];
        return form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None);
    }
    let regime = new["regime"].as_str().filter(|word| !word.is_empty()).map(str::to_owned);
    let opening = Opening { number, unit: unit.code.clone(), agency, regime, first: read.paper };
    let once = Some(posted.get("once").to_owned()).filter(|once| !once.is_empty());
    let by = recorder(&cx)?.passing(posted.has("names_checked"));
    match open_case(&cx, by, kind, opening, read.taken, once).await {
        Ok(number) => {
            duplicates::remember(&cx, &number, &typed).await?;
            Ok(done(&number, kind.opening()))
        }
        Err(Error::NumberTaken) => {
            let errors = [FieldError::new("new.case_number", "invalid.number_taken")];
            form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None)
        }
        Err(no @ (Error::Refusal(_) | Error::Forbidden(_))) => form.page(&cx, no.status(), &typed, &[], Some(&no)),
        Err(Error::Invalid(errors)) => form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None),
        Err(other) => Err(other),
    }
}

/// As what kind of body a unit keeps a case of this kind for this reader, or why it does not.
pub(crate) fn keeper(cx: &Cx, kind: &dyn AnyKind, unit: &Body) -> std::result::Result<AgencyKind, &'static str> {
    if unit.agency.is_none() && kind.word() == "inspection" {
        return Err("invalid.unit_inspects_not");
    }
    if !cx.may(Action::RecordActs, &unit.code.0) {
        return Err("invalid.unit_reach");
    }
    Ok(unit.agency.unwrap_or(AgencyKind::Admin))
}

/// Opens a case and says its number. The same form sent twice (`once`) opens one case.
pub(crate) async fn open_case(
    cx: &Cx,
    by: Recorder,
    kind: &'static dyn AnyKind,
    opening: Opening,
    taken: Vec<Taken>,
    once: Option<String>,
) -> Result<String> {
    let (law, today) = (cx.app.law.clone(), cx.today);
    cx.app
        .db
        .write(move |tx| {
            if let Some(number) = numbers::opened_before(tx, &by, once.as_deref())? {
                return Ok::<_, Error>(number);
            }
            let gate = Gate { law: &law, today, by: &by, hidden: false };
            let number = within::open(tx, kind, opening.clone(), &taken, &gate)?;
            numbers::remember(tx, &by, once.as_deref(), &number)?;
            Ok(number)
        })
        .await
}

/// What a kind says no with, as an answer.
pub(super) fn said_no(no: No) -> Error {
    match no {
        No::Refused(refusal) => refusal.into(),
        No::Invalid(errors) => {
            Error::Invalid(errors.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))).collect())
        }
        No::Unreadable { seq, why } => Error::fault(format!("act {seq}: {why}")),
    }
}

/// Who records, and when. The sign-in name stays readable when the person has left.
pub(crate) fn recorder(cx: &Cx) -> Result<Recorder> {
    let actor = cx.actor()?;
    let like_key = cx.app.settings.like_key.clone();
    let (account, id, at_ms) = (actor.login.clone(), actor.id.clone(), cx.app.clock.now_ms());
    Ok(Recorder { account, id, at_ms, like_key, keys: Some(cx.keys()?), passes: false })
}

fn done(number: &str, act: &str) -> Response {
    Redirect::to(&format!("/cases/{}?done={act}", views::slug(number))).into_response()
}

fn record_form<'a>(cx: &Cx, file: &'a views::File, act: &str) -> Result<(Form<'a>, Role)> {
    let (kind, case) = (file.kept.kind, file.case());
    let row = kind.row(&case.regime, act).ok_or(Error::Hidden)?;
    if views::mends(act) || act == kind.opening() || kind.is_made(act) {
        return Err(Error::Hidden);
    }
    may_sign(cx, &row, &case.unit.0)?;
    let (lang, slug) = (cx.lang, views::slug(&case.number));
    let label = lang.of_kind("act", kind.word(), act);
    let title = file.look(cx)?.state.shown.title;
    let form = Form {
        lead: format!("{} · {title}", case.number),
        law: lang.f1("record.legal", "law", cx.app.law.cite(&row.law, lang.code())),
        action: format!("/cases/{slug}/record/{act}"),
        button: lang.f1("record.do", "act", within(&label)),
        back: format!("/cases/{slug}"),
        scope: scope(kind, act),
        asks: vec![("entry", "entry", ENTRY), ("field", "", kind.fields(act).unwrap_or_default())],
        file: Some(file),
        kind,
        like: String::new(),
        title: label,
    };
    Ok((form, row.by))
}

/// `GET /cases/{number}/record/{act}`; what stands in the address is filled in.
pub async fn record_page(cx: Cx, Path((number, act)): Path<(String, String)>) -> Result {
    let file = open_file(&cx, &number, Action::RecordActs).await?;
    let (form, by) = record_form(&cx, &file, &act)?;
    let mut typed = blank(file.kept.kind, &act, by);
    for (name, value) in Posted::from_query(&cx.query).pairs {
        typed.set(name, value);
    }
    form.page(&cx, StatusCode::OK, &typed, &[], None)
}

/// `POST /cases/{number}/record/{act}`.
pub async fn record(cx: Cx, Path((number, act)): Path<(String, String)>, posted: Posted) -> Result {
    let file = open_file(&cx, &number, Action::RecordActs).await?;
    let (mut form, _) = record_form(&cx, &file, &act)?;
    let mut typed = Typed::from_posted(&posted);
    if form.pressed(&cx, &mut typed, &posted).await? {
        return form.page(&cx, StatusCode::OK, &typed, &[], None);
    }
    match read_paper(&cx, file.kept.kind, &act, &typed) {
        Err(errors) => form.page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None),
        Ok(read) => settle(&cx, &form, &typed, read, after(&posted)).await,
    }
}

/// How far the case had come when the form was opened.
pub(super) fn after(posted: &Posted) -> Option<u32> {
    posted.get("after").parse().ok()
}

/// Records an act; a refusal shows the form again with what was typed.
pub(super) async fn settle(cx: &Cx, form: &Form<'_>, typed: &Typed, read: Read, after: Option<u32>) -> Result {
    let Some(file) = form.file else { return Err(Error::Hidden) };
    let act = read.paper.kind.clone();
    let by = recorder(cx)?.passing(!typed.get("names_checked").is_empty());
    match put(cx, by, &file.case().number, read, after).await {
        Ok(()) => Ok(done(&file.case().number, &act)),
        Err(Error::Invalid(errors)) => form.page(cx, StatusCode::UNPROCESSABLE_ENTITY, typed, &errors, None),
        Err(no @ (Error::Refusal(_) | Error::Stale | Error::Forbidden(_))) => {
            form.page(cx, no.status(), typed, &[], Some(&no))
        }
        Err(other) => Err(other),
    }
}

/// The one gate: the case is read, asked and kept in one unit of work.
pub(crate) async fn put(cx: &Cx, by: Recorder, number: &str, read: Read, after: Option<u32>) -> Result<()> {
    let (law, today, number) = (cx.app.law.clone(), cx.today, number.to_owned());
    cx.app
        .db
        .write(move |tx| {
            let gate = Gate { law: &law, today, by: &by, hidden: false };
            within::record(tx, &number, read.paper.clone(), &read.taken, after, &gate)
        })
        .await
}

impl From<Box<Refusal>> for Error {
    fn from(refusal: Box<Refusal>) -> Self {
        Error::Refusal(refusal)
    }
}
