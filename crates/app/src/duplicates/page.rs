//! Like letters of a case that is there already, and the list of who asked other units.

use super::ask::{self, Asked};
use super::panel::{Panel, fill};
use super::store;
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::journal;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect};
use casework::fields::FieldSpec;
use casework::kinds;

#[derive(Template)]
#[template(path = "duplicates/pages/case.html")]
struct Page {
    frame: Frame,
    number: String,
    title: String,
    /// Whether there is a letter in the open to compare.
    readable: bool,
    filled: String,
    /// The act that carries the matter, with its name: where "one matter" is written down.
    matter_act: (String, String),
    panel: Panel,
}

/// `GET /cases/{number}/duplicates`.
pub async fn page(cx: Cx, Path(number): Path<String>) -> Result {
    draw(&cx, &number, false, String::new()).await
}

/// A case the reader may see, with its newest letter in the open.
async fn letter(cx: &Cx, number: &str) -> Result<(journal::Head, String, Option<Asked>)> {
    let (wanted, reach) = (number.to_owned(), cx.reach(Action::SeeCases));
    cx.app
        .db
        .read(move |tx| {
            let head = journal::head(tx, &wanted)?.map(|(head, _)| head);
            let head = head.filter(|head| reach.holds(&head.unit.0)).ok_or(Error::Hidden)?;
            let asked = ask::of_case(tx, head.id, &head.number)?;
            let shown = journal::store::shown(tx, head.id)?;
            let title = shown.into_iter().find_map(|(name, value)| match (name, value) {
                ("title", db::Val::Text(title)) => Some(title),
                _ => None,
            });
            Ok((head, title.unwrap_or_default(), asked))
        })
        .await
}

async fn draw(cx: &Cx, number: &str, ask_elsewhere: bool, filled: String) -> Result {
    let (head, title, asked) = letter(cx, number).await?;
    let lang = cx.lang;
    let readable = asked.is_some();
    let mut panel = Panel {
        lang,
        case: String::new(),
        apart: Vec::new(),
        asked: false,
        short: false,
        found: Vec::new(),
        filled: String::new(),
        may_ask: false,
        elsewhere: None,
        focus: ask_elsewhere,
        field: "letter".to_owned(),
        may_say: cx.may(Action::RecordActs, &head.unit.0),
    };
    if let Some(asked) = asked {
        fill(cx, &mut panel, asked, ask_elsewhere).await?;
    }
    let page = Page {
        frame: cx
            .frame(lang.t("like.title"))
            .under(number, format!("/cases/{}", slug(number)))
            .here(lang.t("like.title")),
        number: number.to_owned(),
        title,
        readable,
        matter_act: matter_act(cx, &head, &filled),
        filled,
        panel,
    };
    Ok(Html(page.render()?).into_response())
}

/// Where the matter of a case is written down: the first act of its kind after the opening
/// one that has the field, or the opening act, rectified.
fn matter_act(cx: &Cx, head: &journal::Head, matter: &str) -> (String, String) {
    let Some(kind) = kinds::of(&head.kind) else { return Default::default() };
    let has = |act: &&str| kind.fields(act).is_some_and(|all: &[FieldSpec]| all.iter().any(|f| f.name == "matter"));
    let (number, matter) = (slug(&head.number), slug(matter));
    let later = kind.acts().into_iter().filter(|act| *act != kind.opening()).find(has);
    match later {
        Some(act) => {
            (format!("/cases/{number}/record/{act}?matter={matter}"), cx.lang.of_kind("act", kind.word(), act))
        }
        None => (format!("/cases/{number}/acts/1/rectify?matter={matter}"), cx.lang.t("case.rectify").to_owned()),
    }
}

/// `POST /cases/{number}/duplicates`.
pub async fn answer(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let other = posted.get("not_same").to_owned();
    if !other.is_empty() {
        ask::set_apart(&cx, &number, vec![other]).await?;
        return Ok(Redirect::to(&format!("/cases/{}/duplicates", slug(&number))).into_response());
    }
    let ask_elsewhere = !posted.get("ask_elsewhere").is_empty();
    draw(&cx, &number, ask_elsewhere, posted.get("same_matter").to_owned()).await
}

struct Line {
    when: String,
    who: String,
    words: String,
    units: String,
}

#[derive(Template)]
#[template(path = "duplicates/pages/checks.html")]
struct Checks {
    frame: Frame,
    lines: Vec<Line>,
}

/// `GET /duplicates/checks`: who asked other units, and what they were told.
pub async fn checks(cx: Cx) -> Result {
    let title = cx.lang.t("like.checks");
    let lines = cx.app.read(|tx| store::checks(tx, 200)).await?.into_iter().map(|check| {
        let units = check.found.iter().map(|code| name_of(cx.lang, cx.app.tree, code, cx.today));
        Line {
            when: cx.lang.instant(check.at_ms),
            who: check.name,
            words: cx.lang.number(check.words),
            units: units.collect::<Vec<_>>().join(", "),
        }
    });
    let page = Checks { lines: lines.collect(), frame: cx.frame(title).here(title) };
    Ok(Html(page.render()?).into_response())
}
