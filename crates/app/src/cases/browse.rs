//! The list of cases: its question stands whole in the address.

use super::deadline::state_word;
use super::drawn::{Drawn, Key};
use super::list::{self, Cursor, DueState, Filter, Listed, Sort, Stand};
use super::views::slug;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{FieldError, Result};
use crate::forms::Posted;
use crate::frame::{Frame, html};
use crate::lang::{Lang, typed};
use crate::packed::{self, Piece};
use crate::units::name_of;
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use casework::kinds::{self, AnyKind};
use casework::{Deadline, DeadlineState};
use std::borrow::Cow;
use std::sync::Arc;

/// What stands in the filters, as typed.
struct Asked {
    q: String,
    unit: String,
    unit_name: String,
    is_own: bool,
    from: String,
    until: String,
    sort: String,
}

struct Select<'q> {
    name: &'static str,
    label: &'static str,
    options: Vec<(&'q str, Cow<'static, str>, bool)>,
}

/// A row as the page shows it. Most of it is borrowed: a page has hundreds of such words.
struct Line<'r> {
    slug: String,
    number: &'r str,
    regime: &'r str,
    title: &'r str,
    words: String,
    unit: String,
    standing: &'r str,
    opened: String,
    due: String,
    due_state: &'static str,
    due_icon: &'static str,
    due_label: &'static str,
}

#[derive(Template)]
#[template(path = "cases/pages/list.html")]
struct ListPage {
    frame: Frame,
}

/// The column is kept and shown to others with the same rights; where the nonce of a page
/// belongs it has a mark that no text can have.
struct Ink {
    lang: Lang,
    nonce: &'static str,
}

impl Ink {
    fn icon(&self, name: &str) -> String {
        crate::assets::icon(name)
    }
}

#[derive(Template)]
#[template(path = "cases/pages/list_column.html")]
struct Column<'r> {
    frame: Ink,
    f: Asked,
    selects: Vec<Select<'r>>,
    filtered: bool,
    wrong: Vec<String>,
    count: String,
    lines: Vec<Line<'r>>,
    first: String,
    next: String,
    sort_opened: String,
    sort_due: String,
    sort_number: String,
    may_record: bool,
    title: String,
    new: Vec<(String, String)>,
    kind: String,
}

const DUE: &[(&str, DueState)] = &[
    ("overdue", DueState::Overdue),
    ("due_soon", DueState::Soon),
    ("due_week", DueState::Week),
    ("open", DueState::Later),
    ("paused", DueState::Paused),
];

/// `GET /cases`.
pub async fn page(cx: Cx, headers: HeaderMap) -> Result {
    let gzip = packed::takes_gzip(&headers);
    let query = Posted::from_query(&cx.query);
    let title =
        kinds::of(query.get("kind")).map_or(cx.lang.t("room.cases").to_owned(), |k| cx.lang.word("kind", k.word()));
    let mut frame = cx.frame(&title).here(&title);
    frame.search = query.get("q").to_owned();
    let key = Key::list(&cx);
    let (filter, wrong) = filter(&cx, &query);
    let question = Question { title, sort: sort(&query), query, filter, wrong };
    let (stand, found) = match find(&cx, &key, &question).await? {
        Found::Kept(drawn) => return packed::page(&ListPage { frame }, &drawn.pieces, gzip),
        Found::New(stand, found) => (stand, found),
    };
    // A number typed into the search box leads straight to its case.
    if let ([only], false) = (found.rows.as_slice(), question.filter.q.is_empty())
        && casework::fold(&only.number) == casework::fold(&question.filter.q)
        && question.query.pairs.len() == 1
    {
        return Ok(Redirect::to(&format!("/cases/{}", slug(&only.number))).into_response());
    }
    let column: Vec<Piece> = draw(&cx, question, found)?.split(packed::MARK).map(Piece::new).collect();
    let Some(stand) = stand else { return packed::page(&ListPage { frame }, &column, gzip) };
    let drawn = cx.app.lists.put(key, stand, cx.app.law.clone(), column);
    packed::page(&ListPage { frame }, &drawn.pieces, gzip)
}

/// What is asked of a list.
struct Question {
    title: String,
    query: Posted,
    filter: Filter,
    wrong: Vec<FieldError>,
    sort: Sort,
}

/// What was found of a list: its column as it was drawn before, or its rows and what they stand on.
enum Found {
    Kept(Arc<Drawn<Stand>>),
    New(Option<Stand>, list::Page),
}

/// The column as it was drawn, if no case of its units has moved since; else the rows. A file is
/// first asked on the spot, for that takes less than to hand the question to another thread.
async fn find(cx: &Cx, key: &Key, question: &Question) -> Result<Found> {
    let filter = question.filter.clone();
    if cx.app.db.is_file() {
        let (app, units) = (cx.app.clone(), filter.units.clone());
        let scope = cx.app.db.glance(move |tx| app.counts.scope_at_hand(tx, &units)).await?;
        let stand = scope.and_then(|scope| scope.stand());
        if let Some(drawn) = stand.and_then(|stand| cx.app.lists.get(key, &stand, &cx.app.law)) {
            return Ok(Found::Kept(drawn));
        }
    }
    let (app, key, sort, today) = (cx.app.clone(), key.clone(), question.sort, cx.today);
    let after = Cursor::parse(question.query.get("after"));
    cx.app
        .read(move |tx| {
            let scope = app.counts.scope(tx, &filter.units)?;
            let stand = scope.stand();
            if let Some(drawn) = stand.as_ref().and_then(|stand| app.lists.get(&key, stand, &app.law)) {
                return Ok(Found::Kept(drawn));
            }
            let found = list::within(tx, &filter, sort, after.as_ref(), today, &app.counts, &scope)?;
            Ok(Found::New(stand, found))
        })
        .await
}

fn draw(cx: &Cx, question: Question, found: list::Page) -> Result<String> {
    let Question { title, query, filter, wrong, .. } = question;
    let lang = cx.lang;
    let unit = query.get("unit").to_owned();
    let column = Column {
        frame: Ink { lang, nonce: packed::MARK },
        selects: selects(cx, &query),
        filtered: query.pairs.iter().any(|(n, v)| n != "sort" && n != "after" && !v.trim().is_empty()),
        wrong: wrong.iter().map(|w| format!("{}: {}", lang.word("list", &w.field), lang.t(w.what))).collect(),
        count: lang.number(found.total),
        lines: found.rows.iter().map(|row| line(cx, row)).collect(),
        first: if query.get("after").is_empty() { String::new() } else { with(&query, "after", "") },
        next: found.next.map(|cursor| with(&query, "after", &cursor.text())).unwrap_or_default(),
        sort_opened: with(&query, "sort", ""),
        sort_due: with(&query, "sort", "due"),
        sort_number: with(&query, "sort", "number"),
        may_record: cx.may_somewhere(Action::RecordActs),
        new: super::record::ways_in(lang, kinds::of(query.get("kind"))),
        kind: query.get("kind").to_owned(),
        title,
        f: Asked {
            q: filter.q,
            unit_name: if unit.is_empty() { String::new() } else { name_of(lang, cx.app.tree, &unit, cx.today) },
            unit,
            is_own: is_own(&query),
            from: query.get("from").to_owned(),
            until: query.get("until").to_owned(),
            sort: query.get("sort").to_owned(),
        },
    };
    Ok(html(&column)?.0)
}

fn sort(query: &Posted) -> Sort {
    match query.get("sort") {
        "due" => Sort::Due,
        "number" => Sort::Number,
        _ => Sort::Opened,
    }
}

/// The question of an address, within what the reader may see; and what in it could not be
/// read: a filter passed over in silence would give a count of something else.
pub(crate) fn filter(cx: &Cx, query: &Posted) -> (Filter, Vec<FieldError>) {
    let mut wrong = Vec::new();
    let mut day = |name: &str| {
        let text = query.get(name);
        let read = typed::date(text);
        if read.is_none() && !text.is_empty() {
            wrong.push(FieldError::new(name, "invalid.date"));
        }
        read
    };
    let (from, until) = (day("from"), day("until"));
    let reach = cx.reach(Action::SeeCases);
    let unit = query.get("unit");
    let units = match unit.is_empty() {
        true => reach,
        false => {
            let named = crate::accounts::one_unit(cx, unit).map_or_else(|| unit.to_owned(), |u| u.0);
            // As it stands today and as it once stood: cases of dissolved offices stay to be found.
            let mut scope = cx.app.tree.scope(&named, cx.today);
            if let Some(last) = cx.app.tree.latest(&named).and_then(|u| u.until).filter(|d| *d < cx.today) {
                scope.extend(cx.app.tree.scope(&named, last));
            }
            if is_own(query) {
                // Kept at the unit itself: what no unit under it answers for.
                let under = cx.app.tree.children(&named, cx.today).into_iter();
                let under: std::collections::BTreeSet<&str> =
                    under.flat_map(|child| cx.app.tree.scope(&child.code.0, cx.today)).collect();
                scope.retain(|code| !under.contains(code));
            }
            scope.insert(&named);
            reach.among(scope)
        }
    };
    let kind = kinds::of(query.get("kind"));
    let mut word = |name: &str, words: &[&str]| {
        // A queue asks for several words at once.
        let asked = query.get(name).split(',').filter(|word| !word.is_empty());
        let (known, unknown): (Vec<&str>, Vec<&str>) = asked.partition(|word| words.contains(word));
        if !unknown.is_empty() {
            wrong.push(FieldError::new(name, "invalid.not_a_choice"));
        }
        known.join(",")
    };
    let kinds: Vec<&str> = kinds::ALL.iter().map(|k| k.word()).collect();
    let states: Vec<&str> = DUE.iter().map(|(w, _)| *w).collect();
    let due = word("due", &states);
    let filter = Filter {
        units,
        q: query.get("q").to_owned(),
        kind: word("kind", &kinds),
        class: word("class", &words_of(kind, |k| k.classes())),
        manner: word("manner", &words_of(kind, |k| k.manners())),
        field: query.get("field").to_owned(),
        standing: word("standing", &words_of(kind, |k| k.standings())),
        regime: word("regime", &words_of(kind, |k| k.regimes())),
        due: DUE.iter().find(|(w, _)| *w == due).map(|(_, state)| *state),
        from,
        until,
    };
    (filter, wrong)
}

/// Whether only the files of the unit itself are asked for, not those under it.
fn is_own(query: &Posted) -> bool {
    query.get("own") == "1" && !query.get("unit").is_empty()
}

/// The words of one kind, or of all kinds, each once and in their order.
fn words_of(
    kind: Option<&'static dyn AnyKind>,
    words: impl Fn(&'static dyn AnyKind) -> &'static [&'static str],
) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for kind in kind.map_or_else(|| kinds::ALL.to_vec(), |k| vec![k]) {
        out.extend(words(kind).iter().filter(|w| !out.contains(w)).copied().collect::<Vec<_>>());
    }
    out
}

fn selects<'q>(cx: &Cx, query: &'q Posted) -> Vec<Select<'q>> {
    let lang = cx.lang;
    let select = |name: &'static str, list: &str, words: &[&'static str]| Select {
        name,
        label: lang.said("list", name),
        options: options(lang, list, words, query.get(name)),
    };
    let kind = kinds::of(query.get("kind"));
    let due: Vec<&'static str> = DUE.iter().map(|(word, _)| *word).collect();
    let kinds: Vec<&'static str> = kinds::ALL.iter().map(|k| k.word()).collect();
    let mut out = vec![select("kind", "kind", &kinds)];
    out.extend([
        select("class", "choice", &words_of(kind, |k| k.classes())),
        select("manner", "choice", &words_of(kind, |k| k.manners())),
        select("standing", "standing", &words_of(kind, |k| k.standings())),
        select("due", "deadline_state", &due),
        select("regime", "regime", &words_of(kind, |k| k.regimes())),
    ]);
    out.retain(|select| select.options.len() > 1);
    out
}

/// The words of a list, and what a queue asked for where that is several of them.
fn options<'q>(
    lang: Lang,
    list: &str,
    words: &[&'static str],
    chosen: &'q str,
) -> Vec<(&'q str, Cow<'static, str>, bool)> {
    let mut out: Vec<(&'q str, Cow<'static, str>, bool)> =
        words.iter().copied().map(|w| (w, Cow::Borrowed(lang.said(list, w)), w == chosen)).collect();
    if chosen.contains(',') {
        let said: Vec<String> = chosen.split(',').filter(|w| words.contains(w)).map(|w| lang.word(list, w)).collect();
        out.insert(0, (chosen, said.join(" / ").into(), true));
    }
    out
}

/// This list with one part of its address changed; a new order begins at the first page.
fn with(query: &Posted, name: &str, value: &str) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (n, v) in &query.pairs {
        if n != name && n != "after" && !v.trim().is_empty() {
            out.append_pair(n, v);
        }
    }
    if !value.is_empty() {
        out.append_pair(name, value);
    }
    let tail = out.finish();
    if tail.is_empty() { "/cases".to_owned() } else { format!("/cases?{tail}") }
}

fn line<'r>(cx: &Cx, row: &'r Listed) -> Line<'r> {
    let lang = cx.lang;
    let state = match row.next_due_on {
        _ if row.paused => Some(DeadlineState::Paused),
        Some(day) if day < cx.today => Some(DeadlineState::Overdue),
        Some(day) if cx.today.until(day).map_or(0, |s| s.get_days()) <= Deadline::SOON_DAYS => {
            Some(DeadlineState::DueSoon)
        }
        Some(_) => Some(DeadlineState::Open),
        None => None,
    };
    let (due_state, due_icon) = state.map_or(("", ""), state_word);
    let said = |word: &'r str| if word.is_empty() { "" } else { lang.said("choice", word) };
    let kind = if kinds::ALL.len() > 1 && row.kind != "inspection" { lang.said("kind", &row.kind) } else { "" };
    let field = if row.field.is_empty() { "" } else { lang.said("choice_of.field", &row.field) };
    let words = [kind, said(&row.class), said(&row.manner), field];
    Line {
        slug: slug(&row.number),
        number: &row.number,
        regime: lang.said("regime", &row.regime),
        title: &row.title,
        words: words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
        unit: name_of(lang, cx.app.tree, &row.unit, row.opened_on),
        standing: lang.said_of("standing", &row.kind, &row.standing),
        opened: lang.date(row.opened_on),
        due: match (state, row.next_due_on) {
            (Some(DeadlineState::Paused), _) => lang.t("deadline_state.paused").to_owned(),
            (_, Some(day)) => lang.date(day),
            _ => String::new(),
        },
        due_state,
        due_icon,
        due_label: if due_state.is_empty() { "" } else { lang.said("deadline_state", due_state) },
    }
}
