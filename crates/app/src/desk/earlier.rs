//! Earlier matters of who came, found by name and place while they are typed.
//!
//! Asked by a post, so that no name stands in an address. Without scripts the form has a
//! button that does the same.

use super::form::named;
use crate::access::Action;
use crate::accounts::Reach;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::Result;
use crate::facts_form::Typed;
use crate::forms::Posted;
use crate::lang::Lang;
use crate::units::name_of;
use crate::{matters, people};
use askama::Template;
use axum::response::{Html, IntoResponse};
use db::Tx;
use std::collections::BTreeSet;

/// Matters shown; more are narrowed by the place.
const MOST: usize = 8;
/// Rows asked for of each person.
const ROWS: usize = 60;

/// A matter somebody of this name stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Number of its latest case with this person, which is what is picked.
    pub number: String,
    slug: String,
    name: String,
    place: String,
    title: String,
    day: String,
    standing: String,
    unit: String,
}

#[derive(Template)]
#[template(path = "desk/pages/earlier.html")]
struct Earlier {
    lang: Lang,
    matters: Vec<Matter>,
    picked: String,
    named: bool,
}

/// `POST /desk/earlier`: the choices for who is typed.
pub async fn find(cx: Cx, posted: Posted) -> Result {
    let html = choices(&cx, &Typed::from_posted(&posted)).await?;
    Ok(Html(html).into_response())
}

/// The choices as HTML: a new matter, or one of those found.
///
/// # Errors
/// The database.
pub async fn choices(cx: &Cx, typed: &Typed) -> Result<String> {
    let (who, reach) = (named(typed), cx.reach(Action::SeeCases));
    let names = !who.is_empty();
    let picked = typed.get("picked").to_owned();
    let keep = picked.clone();
    let found = cx.app.read(move |tx| search(tx, &who, &reach, &keep)).await?;
    let matters = found.into_iter().map(|f| shown(cx, f)).collect();
    Ok(Earlier { lang: cx.lang, matters, picked, named: names }.render()?)
}

/// One found person for each matter, the latest; what was picked stays among them.
fn search(
    tx: &mut dyn Tx,
    who: &[crate::vault::Person],
    reach: &Reach,
    picked: &str,
) -> db::Result<Vec<people::Found>> {
    let mut found = Vec::new();
    for person in who {
        found.extend(people::find(tx, &person.name, &person.address, reach, ROWS)?);
    }
    found.retain(|f| f.kind != "inspection");
    found.sort_by(|a, b| {
        (b.number == picked, b.opened_on, &b.number).cmp(&(a.number == picked, a.opened_on, &a.number))
    });
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    for one in found {
        if out.len() < MOST && seen.insert(matters::root(tx, &one.number)?) {
            out.push(one);
        }
    }
    Ok(out)
}

fn shown(cx: &Cx, f: people::Found) -> Matter {
    Matter {
        slug: slug(&f.number),
        day: cx.lang.date(f.opened_on),
        standing: cx.lang.of_kind("standing", &f.kind, &f.standing),
        unit: name_of(cx.lang, cx.app.tree, &f.unit, f.opened_on),
        number: f.number,
        name: f.person.name,
        place: f.person.address,
        title: f.title,
    }
}
