//! Một báo cáo: where it stands, what to do next, its sheets, what the checks found and
//! what was said to it, the seal, and what came too late.

use super::list::hand;
use super::way::{KIND, Report, bases, compute, load, seal, taken_over};
use crate::access::Action;
use crate::cases::record::may_sign;
use crate::cases::views::{self, NextAct, slug};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::reports::pages::{Under, article};
use crate::reports::points::{Around, Group, groups};
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect};
use casework::kinds;
use casework::periodic_reports::acts::{computed, explanations, narrative};
use casework::periodic_reports::{Act, Entry, Standing, standing};
use casework::reports::{Adjustment, Checked, Kept, Rows, Sheet, adjustments, with_accepted};
use db::Tx;
use law::form::Form;

struct SheetLine {
    form: String,
    title: String,
    /// Whether the form was not checked against its text.
    unsure: bool,
    version: String,
    points: u32,
    href: String,
}

/// A report that was added up.
struct Part {
    name: String,
    number: String,
    slug: String,
    /// How many points it has and how many of them were explained; empty: none.
    points: String,
    /// What was said to them.
    said: Vec<String>,
}

struct Sealed {
    on: String,
    signer: String,
    manifest: String,
    signature: String,
    public_key: String,
}

struct Late {
    form: String,
    row: String,
    column: String,
    sealed: String,
    now: String,
    difference: String,
    href: String,
}

#[derive(Template)]
#[template(path = "periodic_reports/pages/report.html")]
struct ReportPage {
    frame: Frame,
    slug: String,
    title: String,
    unit: String,
    period: String,
    circular: String,
    standing: String,
    word: &'static str,
    steps: Vec<(String, &'static str)>,
    deadline: String,
    /// Whether that day was not checked against the text.
    unsure: bool,
    sent_to: String,
    may_compute: bool,
    /// Forms that can be filled in by hand: id, title, address of the template.
    by_hand: Vec<(String, String, String)>,
    may_seal: bool,
    next: Vec<NextAct>,
    done: String,
    computed: String,
    sheets: Vec<SheetLine>,
    lang: Lang,
    points: Vec<Group>,
    point_count: usize,
    /// How many of them wait for a word; empty: none.
    waiting: String,
    objections: Vec<String>,
    parts: Vec<Part>,
    seal: Option<Sealed>,
    late: Vec<Late>,
    /// Whether there is a page of its prose: a sealed report without one has none.
    has_narrative: bool,
    /// Where the shortcomings it admits are listed, and where one more is written down.
    shortcomings: (String, String),
}

/// A report this reader may see, with what hangs on it.
pub(super) async fn found<T: Send + 'static>(
    cx: &Cx,
    number: &str,
    more: impl FnOnce(&mut dyn Tx, &Report) -> Result<T> + Send + 'static,
) -> Result<(Report, T)> {
    let (wanted, sees) = (number.to_owned(), cx.reach(Action::SeeCases));
    cx.app
        .db
        .read(move |tx| {
            let report = load(tx, &wanted)?.filter(|r| sees.holds(&r.case.unit.0)).ok_or(Error::Hidden)?;
            let more = more(tx, &report)?;
            Ok::<_, Error>((report, more))
        })
        .await
}

/// What is kept of a report's last computation.
#[derive(Default)]
struct Content {
    kept: Vec<Kept>,
    /// What they were held against; none: computed before there was any.
    checked: Option<Checked>,
    /// The reports that were added up.
    parts: Vec<Report>,
    /// For a sealed report: what its sheets would be today.
    now: Vec<Sheet>,
}

fn content(tx: &mut dyn Tx, report: &Report) -> Result<Content> {
    let Some((_, done)) = computed(&report.case.acts) else { return Ok(Content::default()) };
    let mut out = Content::default();
    for line in &done.sheets {
        let text = report.text(tx, &line.sha256)?;
        out.kept.push(Kept::read(&text).map_err(Error::fault)?);
    }
    out.checked = checked(tx, report)?;
    let mut numbers: Vec<&str> = done.included.iter().map(|part| part.report.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        out.parts.extend(load(tx, number)?);
    }
    if standing::standing(&report.case) == Standing::Sealed {
        let forms: Vec<Form> = serde_json::from_str(&report.text(tx, &done.forms)?).map_err(Error::fault)?;
        let rows: Rows = serde_json::from_str(&report.text(tx, &done.tree)?).map_err(Error::fault)?;
        let Some(period) = out.kept.first().map(|kept| kept.period.clone()) else { return Ok(out) };
        for basis in bases(tx, &forms, &rows, &period, None)? {
            let parts = taken_over(tx, &done.included, &basis.form)?;
            out.now.push(with_accepted(basis.sheet(), &parts));
        }
    }
    Ok(out)
}

/// What the sheets of a report were held against, as it was kept.
fn checked(tx: &mut dyn Tx, report: &Report) -> Result<Option<Checked>> {
    let hash = computed(&report.case.acts).and_then(|(_, done)| done.checks.as_ref());
    let text = hash.map(|hash| report.text(tx, hash)).transpose()?;
    text.map(|text| Checked::read(&text).map_err(Error::fault)).transpose()
}

/// `GET /reports/{number}`.
pub(super) async fn page(cx: Cx, Path(number): Path<String>) -> Result {
    // What came late is told up to this moment.
    crate::journal::settle(&cx.app.db).await?;
    let (report, content) = found(&cx, &number, content).await?;
    let (lang, law) = (cx.lang, &cx.app.law);
    let (case, draft) = (&report.case, report.draft()?.clone());
    let file = views::File { kept: report.loaded.clone(), papers: Vec::new(), people: Default::default() };
    let next = if cx.may(Action::RecordActs, &case.unit.0) { views::next_acts(&cx, &file)? } else { Vec::new() };
    let made = |act: &str| {
        let kind = kinds::of(KIND);
        let rows = kind.and_then(|k| k.permitted(&report.loaded.file, law, cx.today).ok()).unwrap_or_default();
        let permitted = rows.iter().any(|row| row.act == act && may_sign(&cx, row, &case.unit.0).is_ok());
        permitted && cx.may(Action::RecordActs, &case.unit.0)
    };
    let at = standing::standing(case);
    let looked = file.look(&cx)?;
    let deadline = looked.state.deadlines.first();
    let sheets: Vec<Sheet> = content.kept.iter().map(|k| k.sheet(law.form(&k.form, k.period.until))).collect();
    // Reports computed before points were kept have those of their own forms.
    let checked = content.checked.unwrap_or_else(|| Checked::of(&sheets, Vec::new(), Vec::new(), Vec::new()));
    let own = slug(&case.number);
    let points = points(&cx, &report, &sheets, &checked, if made("explanation") { &own } else { "" });
    let waiting = points.iter().flat_map(|g| &g.points).filter(|p| p.is_open).count();
    let title = draft.title.clone();
    let page = ReportPage {
        frame: cx.frame(&title).under(lang.t("room.reports"), list_href(&report)?).here(&case.number),
        slug: slug(&case.number),
        unit: name_of(lang, cx.app.tree, &case.unit.0, draft.until),
        period: law.period(&draft.period).map_or_else(|_| draft.period.clone(), |p| p.label(lang.code())),
        circular: lang.of_kind("regime", KIND, &report.loaded.file.regime),
        standing: lang.of_kind("standing", KIND, at.word()),
        word: at.word(),
        steps: steps(lang, at),
        deadline: deadline.map(|d| lang.f1("report.deadline", "on", lang.date(d.due_on))).unwrap_or_default(),
        unsure: deadline.is_some_and(|d| d.status == law::Status::Unverified),
        sent_to: draft.to_unit.as_ref().map(|u| name_of(lang, cx.app.tree, &u.0, draft.until)).unwrap_or_default(),
        may_compute: made("computation"),
        by_hand: if made("declaration") { by_hand(&cx, &report)? } else { Vec::new() },
        may_seal: made("seal"),
        next,
        done: Posted::from_query(&cx.query).get("done").to_owned(),
        computed: computed(&case.acts).map(|(e, c)| computed_text(lang, e, c.as_of)).unwrap_or_default(),
        sheets: sheet_lines(&report, lang, &sheets),
        lang,
        point_count: checked.points.len(),
        points,
        waiting: if waiting == 0 { String::new() } else { lang.f1("point.waiting", "n", lang.count(waiting)) },
        objections: objections(&cx, &report),
        parts: content.parts.iter().map(|part| part_of(&cx, part)).collect(),
        seal: sealed(&report, lang),
        shortcomings: shortcomings(&cx, &report)?,
        has_narrative: at != Standing::Sealed || narrative(&case.acts).is_some(),
        late: content.now.iter().zip(&sheets).flat_map(|(now, then)| late(&cx, then, now)).collect(),
        title,
    };
    Ok(Html(page.render()?).into_response())
}

/// The register's list of what this report admits; the form with it, for who records for the unit.
fn shortcomings(cx: &Cx, report: &Report) -> Result<(String, String)> {
    let (draft, case) = (report.draft()?, &report.case);
    let of = crate::shortcomings::Query::default().put("paper", &case.number).href();
    let mut new = form_urlencoded::Serializer::new(String::new());
    new.extend_pairs([
        ("unit", case.unit.0.as_str()),
        ("period", &draft.period),
        ("admitted_in", "report"),
        ("source_number", &case.number),
    ]);
    let may = cx.may(Action::RecordActs, &case.unit.0);
    Ok((of, if may { format!("/shortcomings/new?{}", new.finish()) } else { String::new() }))
}

fn list_href(report: &Report) -> Result<String> {
    let draft = report.draft()?;
    let mut query = form_urlencoded::Serializer::new(String::new());
    let unit = draft.to_unit.as_ref().unwrap_or(&report.case.unit);
    query.extend_pairs([("unit", unit.0.as_str()), ("period", &draft.period), ("about", draft.about.word())]);
    Ok(format!("/reports?{}", query.finish()))
}

fn computed_text(lang: Lang, entry: &Entry, as_of: u32) -> String {
    lang.with(
        "report.computed_at",
        &[("on", lang.date(entry.on)), ("by", entry.signer.clone()), ("n", lang.number(i64::from(as_of)))],
    )
}

/// The forms of the report, for an office that fills them in by hand.
fn by_hand(cx: &Cx, report: &Report) -> Result<Vec<(String, String, String)>> {
    let draft = report.draft()?;
    let forms = super::way::forms_of(&cx.app.law, draft.about, draft.until);
    let way = |f: &Form| format!("/reports/{}/template/{}", slug(&report.case.number), slug(&f.id));
    Ok(forms.into_iter().map(|f| (f.id.clone(), f.title(cx.lang.code()).to_owned(), way(f))).collect())
}

/// The way of a report, each step with how far it is.
fn steps(lang: Lang, at: Standing) -> Vec<(String, &'static str)> {
    use Standing::{Accepted, Computed, Drafted, Sealed, SentBack, Submitted};
    let reached = if at == SentBack { Computed } else { at };
    let step = |step: Standing| {
        let state = match step.cmp(&reached) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        };
        (lang.of_kind("standing", KIND, step.word()), state)
    };
    [Drafted, Computed, Submitted, Accepted, Sealed].map(step).to_vec()
}

fn sheet_lines(report: &Report, lang: Lang, sheets: &[Sheet]) -> Vec<SheetLine> {
    let lines = computed(&report.case.acts).map(|(_, c)| &c.sheets[..]).unwrap_or_default();
    let line = |(line, sheet): (&casework::periodic_reports::acts::SheetLine, &Sheet)| SheetLine {
        form: if sheet.form.law.is_some() { line.form.clone() } else { String::new() },
        title: sheet.form.title(lang.code()).to_owned(),
        unsure: sheet.form.status == law::Status::Unverified,
        version: line.version.clone(),
        points: line.points,
        href: format!("/reports/{}/sheets/{}", slug(&report.case.number), slug(&line.form)),
    };
    lines.iter().zip(sheets).map(line).collect()
}

/// What the checks found, each with what was said to it.
fn points(cx: &Cx, report: &Report, sheets: &[Sheet], checked: &Checked, explain_at: &str) -> Vec<Group> {
    let said: Vec<_> = explanations(&report.case.acts).collect();
    let computed = computed(&report.case.acts).map_or(0, |(entry, _)| entry.seq);
    groups(cx, &Around { sheets, checked, said: &said, computed, explain_at, is_report: true })
}

/// What the receiver wants looked at again, while the report is back.
fn objections(cx: &Cx, report: &Report) -> Vec<String> {
    if standing::standing(&report.case) != Standing::SentBack {
        return Vec::new();
    }
    let last = report.case.acts.iter().rev().find_map(|e| if let Act::SendBack(b) = &e.act { Some(b) } else { None });
    let Some(back) = last else { return Vec::new() };
    let until = report.draft().map_or(cx.today, |d| d.until);
    let cell = |o: &casework::periodic_reports::acts::Objection| {
        let row = o.row.as_ref().map(|u| name_of(cx.lang, cx.app.tree, &u.0, until));
        let facts = [
            ("form", o.form.clone()),
            ("column", o.column.clone().unwrap_or_else(|| "–".to_owned())),
            ("row", row.unwrap_or_else(|| cx.lang.t("sheet.total").to_owned())),
            ("why", o.why.clone()),
        ];
        cx.lang.with("report.objection", &facts)
    };
    back.objections.iter().map(cell).chain(back.summary.iter().map(|s| s.0.clone())).collect()
}

/// A report below, with what its office said to the points found in it.
fn part_of(cx: &Cx, part: &Report) -> Part {
    let lang = cx.lang;
    let until = part.draft().map_or(cx.today, |d| d.until);
    let found: u32 = computed(&part.case.acts).map_or(0, |(_, c)| c.sheets.iter().map(|s| s.points).sum());
    let said = explanations(&part.case.acts).map(|(_, x)| {
        let row = x.row.as_ref().map(|u| name_of(lang, cx.app.tree, &u.0, until));
        let row = row.unwrap_or_else(|| lang.t("sheet.total").to_owned());
        format!("{} {} · {row}: {}", x.form, lang.said("point.rule", &x.check), x.text.0)
    });
    let said: Vec<String> = said.collect();
    let facts = [("n", lang.number(i64::from(found))), ("said", lang.count(said.len()))];
    Part {
        name: name_of(lang, cx.app.tree, &part.case.unit.0, until),
        number: part.case.number.clone(),
        slug: slug(&part.case.number),
        points: if found == 0 { String::new() } else { lang.with("point.of_part", &facts) },
        said,
    }
}

fn sealed(report: &Report, lang: Lang) -> Option<Sealed> {
    report.case.acts.iter().rev().find_map(|e| match &e.act {
        Act::Seal(s) => Some(Sealed {
            on: lang.date(e.on),
            signer: e.signer.clone(),
            manifest: s.manifest.clone(),
            signature: s.signature.clone(),
            public_key: s.public_key.clone(),
        }),
        _ => None,
    })
}

/// What was recorded too late for a sealed sheet.
fn late(cx: &Cx, sealed: &Sheet, now: &Sheet) -> Vec<Late> {
    let lang = cx.lang;
    let line = |a: Adjustment| {
        let column = now.form.column(&a.column);
        let printed = |n: i64| match column {
            Some(c) => casework::reports::printed(lang.code(), c.printed, n),
            None => lang.number(n),
        };
        let row = if a.is_total { "" } else { &a.unit };
        Late {
            form: now.form.id.clone(),
            row: match a.is_total {
                true => lang.t("sheet.total").to_owned(),
                false => name_of(lang, cx.app.tree, &a.unit, now.period.until),
            },
            column: format!("{} · {}", a.column, column.map(|c| c.title(lang.code())).unwrap_or_default()),
            sealed: printed(a.sealed),
            now: printed(a.now),
            difference: format!("{}{}", if a.now > a.sealed { "+" } else { "−" }, printed((a.now - a.sealed).abs())),
            href: crate::reports::pages::address(now, "/sheets/cell", &[("row", row), ("column", &a.column)]),
        }
    };
    adjustments(sealed, now).into_iter().map(line).collect()
}

#[derive(Template)]
#[template(path = "periodic_reports/pages/kept.html")]
struct KeptPage {
    frame: Frame,
    note: String,
    sha256: String,
    article: String,
}

/// `GET /reports/{number}/sheets/{form}`: a sheet as it was computed, for ever the same.
pub(super) async fn sheet(cx: Cx, Path((number, form)): Path<(String, String)>) -> Result {
    let wanted = form.clone();
    let read = move |tx: &mut dyn Tx, report: &Report| Ok((report.sheet(tx, &wanted)?, checked(tx, report)?));
    let (report, (found, checked)) = found(&cx, &number, read).await?;
    let (line, kept) = found.ok_or(Error::Hidden)?;
    let sheet = kept.sheet(cx.app.law.form(&kept.form, kept.period.until));
    let sheets = [sheet];
    let mut checked = checked.unwrap_or_else(|| Checked::of(&sheets, Vec::new(), Vec::new(), Vec::new()));
    checked.points.retain(|p| p.form == kept.form);
    let points = points(&cx, &report, &sheets, &checked, "");
    let (title, way) = (format!("{form} · {}", report.case.number), format!("/reports/{}", slug(&report.case.number)));
    let at = standing::standing(&report.case);
    let note = if at == Standing::Sealed { "report.kept_sealed" } else { "report.kept_computed" };
    let page = KeptPage {
        frame: cx
            .frame(&title)
            .under(cx.lang.t("room.reports"), "/reports")
            .under(&report.case.number, way)
            .here(&form),
        note: cx.lang.t(note).to_owned(),
        sha256: line.sha256,
        article: article(&cx, &sheets[0], &checked, Under { bridge: None, points })?,
    };
    Ok(Html(page.render()?).into_response())
}

/// A report at whose unit this reader records.
pub(super) async fn own(cx: &Cx, number: &str) -> Result<Report> {
    let (report, ()) = found(cx, number, |_, _| Ok(())).await?;
    if cx.may(Action::RecordActs, &report.case.unit.0) { Ok(report) } else { Err(Error::Forbidden("denied.unit")) }
}

/// `POST /reports/{number}/compute`.
pub(super) async fn compute_now(cx: Cx, Path(number): Path<String>, _: Posted) -> Result {
    own(&cx, &number).await?;
    compute(&cx.app, hand(&cx)?, &number).await?;
    Ok(Redirect::to(&format!("/reports/{}?done=computation", slug(&number))).into_response())
}

/// `POST /reports/{number}/seal`.
pub(super) async fn seal_now(cx: Cx, Path(number): Path<String>, _: Posted) -> Result {
    own(&cx, &number).await?;
    seal(&cx.app, hand(&cx)?, &number).await?;
    Ok(Redirect::to(&format!("/reports/{}?done=seal", slug(&number))).into_response())
}

/// `GET /reports/{number}/file`: the sealed report as a file that proves itself.
pub(super) async fn file(cx: Cx, Path(number): Path<String>) -> Result {
    let law = cx.app.law.clone();
    let (_, bytes) = found(&cx, &number, move |tx, r| super::pack::export(tx, &law, &r.case.number)).await?;
    let bytes = bytes.ok_or(Error::Hidden)?;
    let plain: String =
        number.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}.zip\"")),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Template)]
#[template(path = "periodic_reports/pages/part.html")]
struct Link {
    lang: Lang,
    slug: String,
}

/// The way from a report's case to its own page.
pub(crate) fn part(cx: &Cx, file: &views::File) -> Result<views::Part> {
    let html = Link { lang: cx.lang, slug: slug(&file.case().number) }.render()?;
    Ok(views::Part { title: cx.lang.t("report.page").to_owned(), html })
}
