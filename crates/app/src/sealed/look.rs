//! A look at what is sealed: asked with a reason, written down, then shown once.
//!
//! The answer to the form itself shows it: what was opened stands in no address,
//! is not kept by the browser, and is gone when the page is left.

use super::page::{Vain, frame, show};
use super::{envelopes, found};
use crate::cases::views;
use crate::cx::Cx;
use crate::errors::Result;
use crate::facts_form::label;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::papers;
use crate::vault::{self, Inside, Person};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse};

#[derive(Template)]
#[template(path = "sealed/pages/looked.html")]
struct LookedPage {
    frame: Frame,
    slug: String,
    title: String,
    number: String,
    reason: String,
    facts: Vec<(String, String)>,
    letter: Option<String>,
}

/// `POST /cases/{number}/sealed/look/{item}`.
pub async fn look(cx: Cx, Path((number, item)): Path<(String, String)>, posted: Posted) -> Result {
    let (head, file, _) = found(&cx, &number).await?;
    let reason = posted.get("reason").to_owned();
    let (who, now, wanted, why) = (cx.keys()?, cx.app.clock.now_ms(), item.clone(), reason.clone());
    let answer = cx.app.write(move |tx| vault::look(tx, &who, head.id, &wanted, &why, now)).await?;
    let inside = match answer {
        Ok(inside) => inside,
        Err(no) => return show(&cx, &head, &file, Some(Vain { no, reason: &reason, of: &item })).await,
    };
    let envelope = envelopes::of(cx.lang, &file).into_iter().find(|e| e.item == item);
    let title = envelope.map_or_else(|| cx.lang.t("person.sealed").to_owned(), |e| e.label);
    let (facts, letter) = match inside {
        Inside::Person(person) => (facts(&cx, &person), None),
        Inside::Letter(text) => (Vec::new(), Some(text)),
    };
    let page = LookedPage {
        frame: frame(&cx, &file, cx.lang.t("sealed.looked")),
        slug: views::slug(&head.number),
        title,
        number: head.number.clone(),
        reason,
        facts,
        letter,
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /cases/{number}/sealed/papers/{hash}`: a download, never shown as a page of ours.
pub async fn paper(cx: Cx, Path((number, hash)): Path<(String, String)>, posted: Posted) -> Result {
    let (head, file, _) = found(&cx, &number).await?;
    let reason = posted.get("reason").to_owned();
    let (who, now, wanted, why) = (cx.keys()?, cx.app.clock.now_ms(), hash.clone(), reason.clone());
    let opened = cx.app.write(move |tx| papers::open_sealed(tx, &who, head.id, &wanted, &why, now)).await?;
    match opened {
        Ok(paper) => {
            let disposition = format!("attachment; filename*=UTF-8''{}", views::slug(&paper.name));
            let headers = [(header::CONTENT_TYPE, paper.mime), (header::CONTENT_DISPOSITION, disposition)];
            Ok((headers, paper.bytes).into_response())
        }
        Err(no) => show(&cx, &head, &file, Some(Vain { no, reason: &reason, of: &hash })).await,
    }
}

fn facts(cx: &Cx, person: &Person) -> Vec<(String, String)> {
    let all = [
        ("name", &person.name),
        ("address", &person.address),
        ("contact", &person.contact),
        ("id_number", &person.id_number),
        ("note", &person.note),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (label(cx.lang, "field", "person", name), value.clone())).collect()
}
