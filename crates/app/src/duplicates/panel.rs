//! What is shown under the letter of a form: like letters with the passages that agree, and
//! what the clerk says of each. Works by submit buttons of the form itself; with scripts it
//! also comes while typing.
//!
//! Must never record: "one matter" fills the form's own field, and the act does the rest.

use super::ask::{self, Asked, Elsewhere, Found};
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::facts_form::Typed;
use crate::forms::Posted;
use crate::lang::Lang;
use crate::units::name_of;
use crate::vault::Person;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::duplicates::{Letter, SAME};
use std::ops::Range;

/// Where in a form's inputs the panel of a letter comes in.
pub const HERE: &str = "<!--like-->";

/// Passages laid side by side, the longest.
const PASSAGES: usize = 3;
/// Characters shown around a passage.
const AROUND: usize = 60;
/// Pairs of cases said apart on one form.
const MOST_APART: usize = 100;

/// What the panel of a form shows.
#[derive(Template)]
#[template(path = "duplicates/pages/panel.html")]
pub(super) struct Panel {
    pub lang: Lang,
    /// The form's own case; empty while it is being opened.
    pub case: String,
    pub apart: Vec<String>,
    pub asked: bool,
    pub short: bool,
    pub found: Vec<Card>,
    /// The matter that was filled in.
    pub filled: String,
    pub may_ask: bool,
    pub elsewhere: Option<Told>,
    /// Whether the page should come to rest here.
    pub focus: bool,
    pub field: String,
    /// Whether the reader may say something of what was found.
    pub may_say: bool,
}

/// Units told of.
pub(super) struct Told {
    pub open: Vec<String>,
    pub sealed: Vec<String>,
    /// Why nothing is told.
    pub no: String,
}

/// A case with a like letter.
pub(super) struct Card {
    pub number: String,
    pub slug: String,
    pub kind: String,
    pub unit: String,
    pub day: String,
    pub title: String,
    pub percent: String,
    pub same: bool,
    pub person: String,
    pub matter: String,
    pub pairs: Vec<(Vec<Piece>, Vec<Piece>)>,
    pub whole: Vec<Piece>,
}

/// A piece of a letter: agreeing or not.
pub(super) struct Piece {
    pub text: String,
    pub hit: bool,
}

/// A form's letter and people as typed. Whom the letter is against is no sender.
fn asked(typed: &Typed, field: &str) -> Asked {
    let people = typed.pairs().filter_map(|(name, value)| {
        let one = name.strip_suffix(".name").filter(|one| !one.starts_with("accused") && !value.is_empty())?;
        let own = |part: &str| typed.get(&format!("{one}.{part}")).to_owned();
        let (address, contact, id_number) = (own("address"), own("contact"), own("id_number"));
        Some(Person { name: value.to_owned(), address, contact, id_number, note: String::new() })
    });
    Asked {
        people: people.take(50).collect(),
        text: typed.get(field).to_owned(),
        case: typed.get("like.case").to_owned(),
        apart: said_apart(typed),
    }
}

/// Cases that were said on the form not to be one matter.
fn said_apart(typed: &Typed) -> Vec<String> {
    (0..typed.rows("apart").min(MOST_APART)).map(|n| typed.get(&format!("apart.{n}")).to_owned()).collect()
}

/// Keeps what was said on the form of a case that is there now.
///
/// # Errors
/// The database's.
pub async fn remember(cx: &Cx, number: &str, typed: &Typed) -> Result<()> {
    let apart = said_apart(typed);
    if apart.is_empty() { Ok(()) } else { ask::set_apart(cx, number, apart).await }
}

/// What a form carries along of its letter's panel when nothing was asked.
///
/// # Errors
/// The template's.
pub fn carried(cx: &Cx, typed: &Typed, case: &str) -> Result<String> {
    Ok(blank(cx, typed, case, "").render()?)
}

fn blank(cx: &Cx, typed: &Typed, case: &str, field: &str) -> Panel {
    Panel {
        lang: cx.lang,
        case: case.to_owned(),
        apart: said_apart(typed),
        asked: false,
        short: false,
        found: Vec::new(),
        filled: String::new(),
        may_ask: false,
        elsewhere: None,
        focus: false,
        field: field.to_owned(),
        may_say: true,
    }
}

/// Carries out a pressed button of the panel; the panel anew where one was pressed.
///
/// # Errors
/// The reader may not; the database's.
pub async fn press(cx: &Cx, typed: &mut Typed, posted: &Posted, case: &str) -> Result<Option<String>> {
    let pressed = |name: &str| posted.get(name).to_owned();
    let (find, ask) = (pressed("find_like"), pressed("ask_elsewhere"));
    let (matter, not_same) = (pressed("same_matter"), pressed("not_same"));
    if [&find, &ask, &matter, &not_same].iter().all(|value| value.is_empty()) {
        return Ok(None);
    }
    if !not_same.is_empty() {
        let next = typed.rows("apart");
        if next < MOST_APART && !said_apart(typed).contains(&not_same) {
            typed.set(format!("apart.{next}"), not_same.clone());
        }
        if !case.is_empty() {
            ask::set_apart(cx, case, vec![not_same]).await?;
        }
    }
    if !matter.is_empty() {
        typed.set("matter", matter.clone());
    }
    let field = [find, ask.clone(), pressed("like.field")].into_iter().find(|f| !f.is_empty());
    let mut panel = show(cx, typed, case, &field.unwrap_or_else(|| "letter".to_owned()), !ask.is_empty()).await?;
    (panel.filled, panel.focus) = (matter, true);
    Ok(Some(panel.render()?))
}

async fn show(cx: &Cx, typed: &Typed, case: &str, field: &str, ask_elsewhere: bool) -> Result<Panel> {
    let asked = Asked { case: case.to_owned(), ..asked(typed, field) };
    let mut panel = blank(cx, typed, case, field);
    fill(cx, &mut panel, asked, ask_elsewhere).await?;
    Ok(panel)
}

/// Asks and fills in the answers.
pub(super) async fn fill(cx: &Cx, panel: &mut Panel, asked: Asked, ask_elsewhere: bool) -> Result<()> {
    let words = Letter::read(&asked.text).len();
    panel.asked = true;
    panel.short = words < ask::FEWEST_WORDS;
    panel.may_ask = words >= ask::FEWEST_WORDS_ELSEWHERE && cx.may_somewhere(Action::RecordActs);
    let text = asked.text.clone();
    panel.found = ask::like(cx, asked.clone()).await?.iter().map(|found| card(cx, &text, found)).collect();
    if ask_elsewhere {
        panel.elsewhere = Some(told(cx, ask::elsewhere(cx, asked).await)?);
    }
    Ok(())
}

fn told(cx: &Cx, answer: Result<Elsewhere>) -> Result<Told> {
    let units = |codes: &std::collections::BTreeSet<String>| {
        codes.iter().map(|code| name_of(cx.lang, cx.app.tree, code, cx.today)).collect()
    };
    let no = |why: &str| Told { open: Vec::new(), sealed: Vec::new(), no: why.to_owned() };
    match answer {
        Ok(found) => Ok(Told { open: units(&found.open), sealed: units(&found.sealed), no: String::new() }),
        Err(Error::Invalid(wrong)) => Ok(no(cx.lang.t(wrong.first().map_or("invalid.form", |e| e.what)))),
        Err(Error::Forbidden(why @ "denied.like_often")) => Ok(no(cx.lang.t(why))),
        Err(other) => Err(other),
    }
}

fn card(cx: &Cx, text: &str, found: &Found) -> Card {
    let lang = cx.lang;
    let mut longest: Vec<_> = found.passages.iter().collect();
    longest.sort_by_key(|p| std::cmp::Reverse(p.words));
    longest.truncate(PASSAGES);
    longest.sort_by_key(|p| p.here.start);
    let pair = |p: &&casework::duplicates::Passage| (around(text, &p.here), around(&found.text, &p.there));
    let person = match found.person {
        1.0.. => "like.person_same",
        0.01.. => "like.person_perhaps",
        _ => "",
    };
    Card {
        number: found.number.clone(),
        slug: slug(&found.number),
        kind: lang.word("kind", &found.kind),
        unit: name_of(lang, cx.app.tree, &found.unit, cx.today),
        day: lang.date(found.opened_on),
        title: found.title.clone(),
        percent: lang.number((found.score * 100.0).round() as i64),
        same: found.score >= SAME,
        person: if person.is_empty() { String::new() } else { lang.t(person).to_owned() },
        matter: found.matter.clone(),
        pairs: longest.iter().map(pair).collect(),
        whole: marked(&found.text, found.passages.iter().map(|p| p.there.clone()).collect()),
    }
}

/// A passage with what stands around it.
fn around(text: &str, at: &Range<usize>) -> Vec<Piece> {
    let (before, rest) = text.split_at_checked(at.start).unwrap_or(("", text));
    let (hit, after) = rest.split_at_checked(at.len()).unwrap_or((rest, ""));
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let upto = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let lead = if from > 0 { "… " } else { "" };
    let tail = if upto < after.len() { " …" } else { "" };
    let piece = |text: String, hit| Piece { text, hit };
    let pieces = [
        piece(format!("{lead}{}", &before[from..]), false),
        piece(hit.to_owned(), true),
        piece(format!("{}{tail}", &after[..upto]), false),
    ];
    pieces.into_iter().filter(|p| !p.text.is_empty()).collect()
}

/// A whole text with what agrees in it.
fn marked(text: &str, mut hits: Vec<Range<usize>>) -> Vec<Piece> {
    hits.sort_by_key(|hit| hit.start);
    let (mut pieces, mut at) = (Vec::new(), 0);
    for hit in hits {
        let (start, end) = (hit.start.max(at), hit.end.max(at));
        for (piece, is_hit) in [(text.get(at..start), false), (text.get(start..end), true)] {
            pieces.extend(piece.filter(|t| !t.is_empty()).map(|t| Piece { text: t.to_owned(), hit: is_hit }));
        }
        at = end;
    }
    pieces.extend(text.get(at..).filter(|t| !t.is_empty()).map(|t| Piece { text: t.to_owned(), hit: false }));
    pieces
}

/// `POST /duplicates/find`: the panel alone, while a letter is typed.
pub async fn find(cx: Cx, posted: Posted) -> Result {
    let typed = Typed::from_posted(&posted);
    let query = Posted::from_query(&cx.query);
    let field = [posted.get("find_like"), query.get("field"), "letter"].into_iter().find(|f| !f.is_empty());
    let case = typed.get("like.case").to_owned();
    let mut panel = show(&cx, &typed, &case, field.unwrap_or("letter"), false).await?;
    if query.has("plain") {
        // A form with its own way to say what belongs together: the panel only shows.
        (panel.may_say, panel.may_ask, panel.short) = (false, false, false);
        panel.apart.clear();
        panel.asked = !panel.found.is_empty();
    }
    Ok(Html(panel.render()?).into_response())
}

#[cfg(test)]
mod tests {
    use super::{around, marked};

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = "Kính gửi ủy ban: <b>đất</b> nhà tôi 😀 bị thu hồi";
        let at = |word: &str| text.find(word).map(|at| at..at + word.len()).unwrap();
        let whole = marked(text, vec![at("đất"), at("Kính gửi"), at("gửi ủy ban")]);
        assert_eq!(whole.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        let one = around(text, &at("Kí"));
        assert!(one[0].hit && one[0].text == "Kí");
    }
}
