//! Conclusions as readers find them.

use super::make::{Sum, concluded};
use super::store::{self, Published, Wanted};
use crate::cases::deadline::Told;
use crate::errors::Error;
use crate::lang::Lang;
use crate::portal::article::pattern;
use crate::portal::news::moment;
use crate::portal::shelf::{Page, serve};
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;

/// Conclusions on a page of the list.
const ON_PAGE: usize = 20;

struct Line {
    href: String,
    title: String,
    entities: String,
    unit: String,
    field: String,
    at: String,
}

#[derive(Template)]
#[template(path = "portal/pages/conclusions.html")]
struct List {
    face: Face,
    lines: Vec<Line>,
    q: String,
    years: Vec<(String, bool)>,
    fields: Vec<(String, String, bool)>,
    count: String,
    asked: bool,
    next: String,
}

fn field_word(lang: Lang, field: &str) -> String {
    crate::cases::views::field_word(lang, field)
}

/// `GET /conclusions`.
pub(super) async fn list(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let lang = visit.lang;
        let query = visit.asked();
        let q: String = query.get("q").chars().take(200).collect();
        let wanted = Wanted {
            like: pattern(&q),
            year: query.get("year").parse().unwrap_or(0),
            field: query.get("field").chars().take(80).collect(),
            before: query.get("before").split_once('~').and_then(|(at, n)| Some((at.parse().ok()?, n.to_owned()))),
        };
        let limit = u32::try_from(ON_PAGE + 1).unwrap_or(u32::MAX);
        let mut found = store::list(tx, &wanted, limit)?;
        let count = store::count(tx, &wanted)?;
        let (years, fields) = store::choices(tx)?;
        let more = found.len() > ON_PAGE;
        found.truncate(ON_PAGE);
        let next = found.last().filter(|_| more).map(|last| {
            let mut pairs = form_urlencoded::Serializer::new(String::new());
            pairs.append_pair("before", &format!("{}~{}", last.published_at, last.number)).append_pair("q", &q);
            pairs.append_pair("year", query.get("year")).append_pair("field", &wanted.field);
            format!("{}?{}", visit.to("/conclusions"), pairs.finish())
        });
        let line = |p: &Published| Line {
            href: visit.to(&format!("/conclusions/{}", p.slug)),
            title: p.title.clone(),
            entities: p.entities.clone(),
            unit: name_of(lang, visit.app.tree, &p.unit, visit.today()),
            field: field_word(lang, &p.field),
            at: moment(lang, p.published_at),
        };
        let mut face = visit.face(lang.t("conclusions.title"));
        lang.t("conclusions.lead").clone_into(&mut face.description);
        Page::html(&List {
            lines: found.iter().map(line).collect(),
            years: years.iter().map(|y| (y.to_string(), *y == wanted.year)).collect(),
            fields: fields.into_iter().map(|f| (f.clone(), field_word(lang, &f), f == wanted.field)).collect(),
            count: lang.f1("conclusions.count", "n", lang.number(count)),
            asked: !q.is_empty() || wanted.year != 0 || !wanted.field.is_empty(),
            next: next.unwrap_or_default(),
            q,
            face,
        })
    })
    .await
}

struct Row {
    word: String,
    asked: String,
    done: String,
}

#[derive(Template)]
#[template(path = "portal/pages/conclusion.html")]
struct One {
    face: Face,
    published: Published,
    unit: String,
    number: String,
    signed_on: String,
    at: String,
    paragraphs: Vec<(bool, String)>,
    rows: Vec<Row>,
    channels: String,
    deadline: Option<Told>,
    qr: String,
}

/// `GET /conclusions/{slug}`.
pub(super) async fn one(visit: Visit, Path(slug): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let (lang, law) = (visit.lang, visit.app.law.clone());
        let published = store::by_slug(tx, &slug)?.ok_or(Error::Hidden)?;
        let case = concluded(tx, &law, &published.number)?.ok_or(Error::Hidden)?;
        let figure = |s: &Sum, n: i64| if s.money { lang.money(n) } else { lang.number(n) };
        let row = |s: Sum| Row {
            word: lang.word("conclusion_sum", s.word),
            asked: figure(&s, s.asked),
            done: if s.done == 0 { "–".to_owned() } else { figure(&s, s.done) },
        };
        let mut face = visit.face(&published.title);
        face.description = lang.f1("conclusions.of", "who", &published.entities);
        let channels = case.channels.iter().map(|c| lang.word("choice", c)).collect::<Vec<_>>().join("; ");
        let lines = published.body.lines().map(str::trim).filter(|l| !l.is_empty());
        let paragraphs = lines.map(|l| l.strip_prefix("## ").map_or((false, l), |head| (true, head)));
        let paragraphs = paragraphs.map(|(head, text)| (head, text.to_owned())).collect();
        Page::html(&One {
            unit: name_of(lang, visit.app.tree, &published.unit, case.conclusion.on),
            number: case.conclusion.number.clone(),
            signed_on: lang.date(case.conclusion.on),
            at: moment(lang, published.published_at),
            rows: case.sums().into_iter().map(row).collect(),
            deadline: case.deadline(&law, lang, visit.today()),
            qr: crate::portal::feeds::qr_svg(&face.here()),
            paragraphs,
            channels,
            published,
            face,
        })
    })
    .await
}

/// `GET /conclusion-files/{hash}.pdf`.
pub(super) async fn file(visit: Visit, Path(file): Path<String>) -> Response {
    serve(visit, move |tx, _| {
        let hash = file.strip_suffix(".pdf").filter(|h| h.len() == 64).ok_or(Error::Hidden)?;
        let pdf = store::pdf(tx, hash)?.ok_or(Error::Hidden)?;
        Ok(Page { forever: true, ..Page::of("application/pdf", pdf) })
    })
    .await
}
