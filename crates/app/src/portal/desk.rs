//! Bàn biên tập: the list of articles, the form of one, and the steps that make it public.

use super::article::{CATEGORIES, Content};
use super::form::{Typed, moment};
use super::guarded::{Guarded, guarded};
use super::news::told;
use super::store::{self, Article, Taken};
use super::text;
use super::write::{self, Editor};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::periodic_reports::opened;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::articles::{State, Step};

/// Articles on a page.
const ON_PAGE: usize = 50;

/// Word of where an article stands, as people say it: an approved one may still wait for its time.
fn state_word(article: &Article, now: i64) -> &'static str {
    if article.state == State::Public && article.public_at > now { "scheduled" } else { article.state.word() }
}

struct Line {
    id: i64,
    title: String,
    unit: String,
    state: String,
    changed: String,
    slug: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/pages/desk.html")]
struct Desk {
    frame: Frame,
    lines: Vec<Line>,
    states: Vec<(&'static str, String, bool)>,
    next: String,
}

/// `GET /portal`.
pub(super) async fn list(cx: Cx) -> Result {
    let asked = Posted::from_query(&cx.query);
    let state = State::from_word(asked.get("state")).map_or("", State::word);
    let before: i64 = asked.get("before").parse().unwrap_or(i64::MAX);
    let reach = cx.reach(Action::WriteNews);
    let found = cx.app.read(move |tx| {
        let (mut out, mut from) = (Vec::new(), before);
        // Rights are asked of each: as many are read as it takes.
        while out.len() <= ON_PAGE {
            let some = store::desk(tx, state, from, 200)?;
            let Some(last) = some.last() else { break };
            from = last.changed_at;
            out.extend(some.into_iter().filter(|a| reach.holds(&a.unit)));
        }
        Ok(out)
    });
    let mut found = found.await?;
    let more = found.len() > ON_PAGE;
    found.truncate(ON_PAGE);
    let now = cx.app.clock.now_ms();
    let next = found.last().filter(|_| more).map(|a| format!("/portal?state={state}&before={}", a.changed_at));
    let line = |a: &Article| Line {
        id: a.id,
        title: if a.title.vi.is_empty() { cx.lang.t("portal.untitled").to_owned() } else { a.title.vi.clone() },
        unit: name_of(cx.lang, cx.app.tree, &a.unit, cx.today),
        state: match state_word(a, now) {
            "scheduled" => cx.lang.f1("article.scheduled", "at", cx.lang.instant(a.public_at)),
            word => cx.lang.word("article_state", word),
        },
        changed: cx.lang.instant(a.changed_at),
        slug: a.is_public(now).then(|| a.slug.clone()),
    };
    let title = cx.lang.t("room.portal");
    let page = Desk {
        lines: found.iter().map(line).collect(),
        states: State::ALL.map(|s| (s.word(), cx.lang.word("article_state", s.word()), s.word() == state)).to_vec(),
        next: next.unwrap_or_default(),
        frame: cx.frame(title).here(title),
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /portal/articles`: an empty article at the reader's own unit.
pub(super) async fn begin(cx: Cx, form: Posted) -> Result {
    let home = cx.home_of(Action::WriteNews);
    let unit = match form.get("unit") {
        "" => home.or_else(|| cx.actor.as_ref().and_then(|a| a.bindings.first().map(|b| b.unit.0.clone()))),
        typed => Some(typed.to_owned()),
    };
    let unit = unit.filter(|u| cx.may(Action::WriteNews, u)).ok_or(Error::Forbidden("denied.unit"))?;
    let by = editor(&cx)?;
    let id = fresh_id(&cx);
    let content = Content { category: "inspection".to_owned(), author: by.name.clone(), ..Content::default() };
    cx.app.db.write(move |tx| write::begin(tx, id, &unit, &content, &by)).await?;
    Ok(Redirect::to(&format!("/portal/articles/{id}")).into_response())
}

/// An id that sorts by time and that nobody else has drawn.
fn fresh_id(cx: &Cx) -> i64 {
    let chance = i64::from_str_radix(&crate::random::hex::<2>(), 16).unwrap_or(0);
    ((cx.app.clock.now_ms() - 1_577_836_800_000).max(0) << 16) | chance
}

fn editor(cx: &Cx) -> Result<Editor> {
    let actor = cx.actor()?;
    Ok(Editor { account: actor.id.clone(), name: actor.name.clone(), now: cx.app.clock.now_ms() })
}

/// A figure of the text with what the sealed cell says.
struct Bound {
    words: String,
    said: String,
    ok: bool,
    href: String,
}

struct StepLine {
    said: String,
    at: String,
    by: String,
    note: String,
}

struct PictureField {
    at: usize,
    shown: super::article::Shown,
    wrong: String,
}

#[derive(Template)]
#[template(path = "portal/pages/edit.html")]
struct Edit {
    frame: Frame,
    article: Article,
    unit: String,
    state: String,
    typed: Typed,
    categories: Vec<(&'static str, String, bool)>,
    pictures: Vec<PictureField>,
    bound: Vec<Bound>,
    guarded: Guarded,
    guard_said: String,
    steps: Vec<StepLine>,
    notice: String,
    newer: String,
    open_steps: Vec<(&'static str, bool)>,
    /// The step whose form was wrong, what was typed there, and the sentence.
    step_wrong: Option<(String, String, String)>,
    is_public: bool,
    may_save: bool,
    seen: i64,
}

impl Edit {
    fn wrong(&self, name: &str) -> String {
        let error = self.typed.errors.iter().find(|e| e.field == name);
        error.map(|e| self.frame.lang.t(e.what).to_owned()).unwrap_or_default()
    }

    fn invalid(&self, name: &str) -> bool {
        self.typed.errors.iter().any(|e| e.field == name)
    }
}

fn id_of(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::Hidden)
}

/// An article within the reader's reach, with its steps and last version.
async fn found(cx: &Cx, id: i64) -> Result<(Article, Content, Vec<Taken>)> {
    let found = cx.app.db.read(move |tx| {
        let article = store::by_id(tx, id)?.ok_or(Error::Hidden)?;
        let (content, _) = store::version(tx, id, article.version)?.ok_or(Error::Hidden)?;
        Ok::<_, Error>((article, content, store::steps(tx, id)?))
    });
    found.await.and_then(|f| if cx.may(Action::WriteNews, &f.0.unit) { Ok(f) } else { Err(Error::Hidden) })
}

/// `GET /portal/articles/{id}`.
pub(super) async fn edit(cx: Cx, Path(id): Path<String>) -> Result {
    let id = id_of(&id)?;
    let (article, content, steps) = found(&cx, id).await?;
    let saved = Posted::from_query(&cx.query);
    let notice = if saved.has("saved") { cx.lang.f1("article.saved", "n", article.version) } else { String::new() };
    draw(&cx, article, steps, Typed::of(&content), notice, None).await
}

async fn draw(
    cx: &Cx,
    article: Article,
    steps: Vec<Taken>,
    typed: Typed,
    notice: String,
    step_wrong: Option<(String, String, String)>,
) -> Result {
    let status =
        if typed.errors.is_empty() && step_wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let bound = bound(cx, &typed.content).await?;
    let guarded = guarded(cx, &article.unit, &typed.content).await?;
    let lang = cx.lang;
    let step = |t: &Taken| StepLine {
        said: lang.f2("article.step_line", "step", lang.word("article_step", t.step.word()), "n", t.version),
        at: lang.instant(t.at),
        by: t.by.clone(),
        note: t.note.clone(),
    };
    let may_publish = cx.may(Action::PublishNews, &article.unit);
    let open = article.state.steps().iter().filter(|s| !s.publishes() || may_publish).filter(|s| **s != Step::Save);
    // Handing in is the writer's; correcting needs a newer version than the public one.
    let open = open.filter(|s| **s != Step::Correct || article.version > article.public_version);
    let title = lang.t("article.edit");
    let name = match typed.content.title.vi.as_str() {
        "" => lang.t("portal.untitled").to_owned(),
        title if title.chars().count() > 50 => title.chars().take(49).chain(['…']).collect(),
        title => title.to_owned(),
    };
    let picture = |(at, shown): (usize, &super::article::Shown)| {
        let field = format!("pictures.{at}.alt_vi");
        let wrong = typed.errors.iter().find(|e| e.field == field).map(|e| lang.t(e.what).to_owned());
        PictureField { at, shown: shown.clone(), wrong: wrong.unwrap_or_default() }
    };
    let now = cx.app.clock.now_ms();
    let page = Edit {
        frame: cx.frame(title).under(lang.t("room.portal"), "/portal").here(&name),
        unit: name_of(lang, cx.app.tree, &article.unit, cx.today),
        state: lang.word("article_state", state_word(&article, now)),
        categories: CATEGORIES.map(|c| (c, lang.word("news_category", c), c == typed.content.category)).to_vec(),
        pictures: typed.content.pictures.iter().enumerate().map(picture).collect(),
        bound,
        guard_said: guard_said(lang, &guarded),
        guarded,
        steps: steps.iter().rev().map(step).collect(),
        notice,
        newer: match article.public_version > 0
            && article.version > article.public_version
            && article.state == State::Public
        {
            true => lang.f2("article.newer", "n", article.version, "m", article.public_version),
            false => String::new(),
        },
        open_steps: open.map(|s| (s.word(), s.wants_a_note())).collect(),
        step_wrong,
        is_public: article.is_public(now),
        may_save: article.state.after(Step::Save).is_some(),
        seen: article.version,
        typed,
        article,
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn guard_said(lang: Lang, guarded: &Guarded) -> String {
    let [all, agree, unknown] = guarded.counts.map(|n| lang.count(n));
    let clashes = lang.count(guarded.clashes.len());
    match guarded.compared {
        true => lang
            .with("article.guard_said", &[("all", all), ("agree", agree), ("clashes", clashes), ("unknown", unknown)]),
        false => lang.t("article.guard_not").to_owned(),
    }
}

/// The figures of both texts with what the sealed cells say.
async fn bound(cx: &Cx, content: &Content) -> Result<Vec<Bound>> {
    let mut found = text::figures(&content.body.vi);
    found.extend(text::figures(&content.body.en));
    let (tree, lang) = (cx.app.tree, cx.lang);
    let read = cx.app.db.read(move |tx| {
        let mut out = Vec::new();
        for (bound, words) in found {
            let open = opened(tx, tree, &bound.report)?;
            let cell = open.as_ref().and_then(|o| sealed_cell(o, &bound, lang));
            out.push(Bound {
                href: bound.href(lang),
                ok: cell.is_some(),
                said: match &cell {
                    Some(figure) => lang.f1("article.bound_ok", "figure", &figure.printed),
                    None => lang.t("article.bound_missing").to_owned(),
                },
                words,
            });
        }
        Ok::<_, Error>(out)
    });
    read.await
}

/// A sealed cell.
pub(super) struct Sealed {
    /// In đồng, m², or as counted.
    pub(super) value: i64,
    /// As paper prints it.
    pub(super) printed: String,
}

/// What the sealed cell of a bound figure says.
pub(super) fn sealed_cell(open: &crate::periodic_reports::Open, bound: &text::Bound, lang: Lang) -> Option<Sealed> {
    let (_, kept) = open.sheets.iter().find(|(_, k)| k.form == bound.form)?;
    let at = kept.columns.iter().position(|c| c.id == bound.column)?;
    let cells = match bound.row.as_str() {
        "" => &kept.total,
        row => &kept.rows.iter().find(|r| r.unit == row)?.cells,
    };
    let (how, value) = (kept.columns.get(at)?.printed, (*cells.get(at)?)?);
    let figure = casework::reports::printed(lang.code(), how, value);
    let printed = format!("{figure} {}", crate::reports::out::unit_of(lang, how)).trim().to_owned();
    Some(Sealed { value, printed })
}

/// `POST /portal/articles/{id}`: a new version, or the form again.
pub(super) async fn save(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let id = id_of(&id)?;
    let (article, _, steps) = found(&cx, id).await?;
    let typed = Typed::read(&form);
    // A picture is kept though a field beside it is wrong: it would have to be chosen again.
    if let Some((hash, made)) = &typed.picture {
        let (hash, made) = (hash.clone(), made.clone());
        cx.app.db.write(move |tx| write::keep_picture(tx, &hash, &made)).await?;
    }
    if !typed.errors.is_empty() {
        return draw(&cx, article, steps, typed, String::new(), None).await;
    }
    let seen: i64 = form.get("seen").parse().unwrap_or(0);
    let (content, by) = (typed.content.clone(), editor(&cx)?);
    let saved = cx.app.db.write(move |tx| write::save(tx, id, &content, seen, &by)).await;
    match saved {
        Ok(_) if form.has("preview") => Ok(Redirect::to(&format!("/portal/articles/{id}/preview")).into_response()),
        Ok(_) => Ok(Redirect::to(&format!("/portal/articles/{id}?saved")).into_response()),
        Err(Error::Stale) => {
            let (article, _, steps) = found(&cx, id).await?;
            let wrong = cx.lang.f1("article_wrong.stale", "n", article.version);
            draw(&cx, article, steps, typed, String::new(), Some(("save".to_owned(), String::new(), wrong))).await
        }
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "portal/pages/preview.html")]
struct Preview {
    frame: Frame,
    id: i64,
    told: super::news::Told,
}

/// `GET /portal/articles/{id}/preview`: the last version as readers will see it.
pub(super) async fn preview(cx: Cx, Path(id): Path<String>) -> Result {
    let id = id_of(&id)?;
    let (mut article, content, steps) = found(&cx, id).await?;
    if article.public_at == 0 {
        article.public_at = cx.app.clock.now_ms();
    }
    let told = told(cx.lang, article, content, &steps)?;
    let title = cx.lang.t("article.preview");
    let frame = cx.frame(title).under(cx.lang.t("room.portal"), "/portal").here(title);
    Ok(Html(Preview { frame, id, told }.render()?).into_response())
}

/// `POST /portal/articles/{id}/submit`.
pub(super) async fn submit(cx: Cx, Path(id): Path<String>, _: Posted) -> Result {
    let id = id_of(&id)?;
    let (article, content, steps) = found(&cx, id).await?;
    // What readers must have is asked for before anybody is asked to approve.
    let mut typed = Typed::of(&content);
    for (field, text) in
        [("title_vi", &content.title.vi), ("summary_vi", &content.summary.vi), ("body_vi", &content.body.vi)]
    {
        if text.is_empty() {
            typed.errors.push(FieldError::new(field, "article_wrong.needed"));
        }
    }
    if !typed.errors.is_empty() {
        return draw(&cx, article, steps, typed, String::new(), None).await;
    }
    taken(&cx, id, Step::Submit, String::new(), 0).await
}

/// `POST /portal/articles/{id}/step`: return, publish, correct, withdraw.
pub(super) async fn step(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let id = id_of(&id)?;
    let (article, content, steps) = found(&cx, id).await?;
    let step = Step::from_word(form.get("step")).filter(|s| s.publishes()).ok_or(Error::Hidden)?;
    if !cx.may(Action::PublishNews, &article.unit) {
        return Err(Error::Forbidden("denied.unit"));
    }
    let (note, at) = (form.get("note").to_owned(), form.get("at"));
    let instant = if at.is_empty() { Some(0) } else { moment(at) };
    let wrong = match (step.wants_a_note() && note.is_empty(), instant) {
        (true, _) => Some("article_wrong.note"),
        (_, None) => Some("article_wrong.moment"),
        _ if note.chars().count() > super::article::LONGEST_LINE => Some("article_wrong.long"),
        // Numbers that differ go out only when somebody says they have seen how many there are.
        _ if matches!(step, Step::Publish | Step::Correct) => {
            let differ = guarded(&cx, &article.unit, &content).await?.clashes.len();
            let seen = form.get("clashes_seen").parse() == Ok(differ);
            (differ > 0 && !seen).then_some("article_wrong.clashes")
        }
        _ => None,
    };
    if let Some(key) = wrong {
        let typed_there = if step == Step::Publish { at.to_owned() } else { note };
        let said = (step.word().to_owned(), typed_there, cx.lang.t(key).to_owned());
        return draw(&cx, article, steps, Typed::of(&content), String::new(), Some(said)).await;
    }
    taken(&cx, id, step, note, instant.unwrap_or(0)).await
}

async fn taken(cx: &Cx, id: i64, step: Step, note: String, at: i64) -> Result<Response> {
    let by = editor(cx)?;
    cx.app.db.write(move |tx| write::step(tx, id, step, &note, at, &by)).await?;
    cx.app.shelf.stir();
    Ok(Redirect::to(&format!("/portal/articles/{id}")).into_response())
}
