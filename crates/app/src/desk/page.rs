//! The desk's page: the form with everything that was typed, and the diary of the day.

use super::form::{OUTCOMES, WHATS, unit_typed};
use super::{chain, diary, earlier, form, old};
use crate::access::Action;
use crate::cases::views::{self, slug};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{Typed, choice, slashes};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::{Lang, typed};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::legacy::Encoding;
use casework::petitions::MatterField;
use casework::receptions::Host;
use casework::receptions::acts::{Standpoint, Turn, WhyRefused};
use jiff::civil::Date;

/// People an empty form has room for.
const ROWS: usize = 1;

/// What was just kept.
struct Done {
    number: String,
    slug: String,
    /// What it became: number and its address.
    petitions: Vec<(String, String)>,
    /// Slips to print: name and address.
    slips: Vec<(String, String)>,
    warnings: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/pages/desk.html")]
struct Desk {
    frame: Frame,
    typed: Typed,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
    done: Option<Done>,
    /// The old encoding it was typed in, a text as typed, and as it would read.
    old: Option<(Encoding, String, String)>,
    earlier: String,
    diary: String,
    /// What waits in the online inbox; empty: nothing.
    inbox: String,
    day: String,
    unit_name: String,
    one_unit: bool,
    online: bool,
    once: String,
}

impl Desk {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.typed.get(name) == value
    }

    /// What is wrong with a field, in words; empty where nothing is.
    fn wrong(&self, name: &str) -> String {
        self.errors.iter().find(|e| e.field == name).map(|e| self.lang().t(e.what).to_owned()).unwrap_or_default()
    }

    /// The access key of the first person's name.
    fn key_of(&self, row: &usize) -> &'static str {
        if *row == 0 { "N" } else { "" }
    }

    fn people(&self) -> usize {
        self.typed.rows("visitors").max(ROWS)
    }

    fn rows(&self, group: &str, least: usize) -> usize {
        self.typed.rows(group).max(least)
    }

    fn choices(&self, field: &str, words: &[&'static str]) -> Vec<(&'static str, String)> {
        words.iter().map(|w| (*w, choice(self.lang(), field, w))).collect()
    }

    fn hosts(&self) -> Vec<(&'static str, String)> {
        self.choices("host", Host::WORDS)
    }

    fn whats(&self) -> Vec<(&'static str, String)> {
        WHATS.iter().map(|w| (*w, self.lang().word("desk_what", w))).collect()
    }

    fn outcomes(&self) -> Vec<(&'static str, String)> {
        OUTCOMES.iter().map(|w| (*w, self.lang().word("desk_outcome", w))).collect()
    }

    fn part_kinds(&self) -> Vec<(&'static str, String)> {
        self.whats().into_iter().take(3).collect()
    }

    fn turns(&self) -> Vec<(&'static str, String)> {
        self.choices("turn", Turn::WORDS)
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        self.choices("field", MatterField::WORDS)
    }

    fn standpoints(&self) -> Vec<(&'static str, String)> {
        self.choices("standpoint", Standpoint::WORDS)
    }

    fn whys(&self) -> Vec<(&'static str, String)> {
        self.choices("why_refused", WhyRefused::WORDS)
    }

    /// Where the reader starts: what is wrong first, else who came.
    fn starts(&self, name: &str) -> bool {
        match self.errors.first() {
            Some(error) => error.field == name,
            None if self.refusal.is_some() => false,
            None => self.typed.get("focus") == name || self.typed.get("focus").is_empty() && name == FIRST,
        }
    }

    /// Every error with the input it belongs to.
    fn summary(&self) -> Vec<(String, String)> {
        let label = |field: &str| {
            let last = field.rsplit('.').find(|p| p.parse::<usize>().is_err()).unwrap_or(field).to_owned();
            let last = match last.as_str() {
                "title" if field.starts_with("part.") => "part".to_owned(),
                "kind" if field.starts_with("part.") => "part_kind".to_owned(),
                _ => last,
            };
            let row = field.split('.').find_map(|p| p.parse::<usize>().ok()).map(|i| format!(" ({})", i + 1));
            let known = self.lang().catalogue().get(&format!("desk_field.{last}")).cloned();
            format!("{}{}", known.unwrap_or_else(|| self.lang().word("field", &last)), row.unwrap_or_default())
        };
        let one = |e: &FieldError| {
            (crate::facts_form::id(&e.field), format!("{}: {}", label(&e.field), self.lang().t(e.what)))
        };
        self.errors.iter().map(one).collect()
    }
}

/// Where an empty form begins.
const FIRST: &str = "visitors.0.person.name";

/// The day the diary shows.
fn day(cx: &Cx, text: &str) -> Date {
    typed::date(text).unwrap_or(cx.today)
}

/// `GET /desk`.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let mut typed = Typed::default();
    typed.set("on", slashes(day(&cx, query.get("on"))));
    typed
        .set("unit", if query.get("unit").is_empty() { unit_typed(&cx, &typed) } else { query.get("unit").to_owned() });
    let done = match query.get("done") {
        "" => None,
        number => done(&cx, number).await?,
    };
    show(&cx, StatusCode::OK, typed, Vec::new(), None, done).await
}

/// `POST /desk`.
pub async fn keep(cx: Cx, posted: Posted) -> Result {
    let mut typed = Typed::from_posted(&posted);
    let group = posted.get("add_row").to_owned();
    if typed.press(&posted) {
        // The keyboard goes on in the new row.
        let first = if group == "visitors" { "person.name" } else { "title" };
        typed.set("focus", format!("{group}.{}.{first}", typed.rows(&group).saturating_sub(1)));
        return show(&cx, StatusCode::OK, typed, Vec::new(), None, None).await;
    }
    if posted.has("find") {
        typed.set("focus", "picked");
        return show(&cx, StatusCode::OK, typed, Vec::new(), None, None).await;
    }
    if let Some(encoding) = Encoding::ALL.into_iter().find(|e| e.name() == posted.get("convert")) {
        let typed = old::converted(&typed, encoding);
        return show(&cx, StatusCode::OK, typed, Vec::new(), None, None).await;
    }
    if posted.get("legacy") != "keep" && old::found(&typed).is_some() {
        return show(&cx, StatusCode::UNPROCESSABLE_ENTITY, typed, Vec::new(), None, None).await;
    }
    let chain = match form::read(&cx, &typed) {
        Ok(chain) => chain,
        Err(errors) => return show(&cx, StatusCode::UNPROCESSABLE_ENTITY, typed, errors, None, None).await,
    };
    let (unit, on) = (chain.unit.0.clone(), chain.on);
    let once = Some(posted.get("once").to_owned()).filter(|once| !once.is_empty());
    match chain::keep(&cx, chain, once).await {
        Ok(number) => {
            let day = if on == cx.today { String::new() } else { format!("&on={}", slug(&slashes(on))) };
            Ok(Redirect::to(&format!("/desk?unit={}{day}&done={}", slug(&unit), slug(&number))).into_response())
        }
        Err(Error::Invalid(errors)) => show(&cx, StatusCode::UNPROCESSABLE_ENTITY, typed, errors, None, None).await,
        Err(no @ (Error::Refusal(_) | Error::Forbidden(_) | Error::Stale | Error::Storage(_))) => {
            let (status, said) = (no.status(), no.said(&cx));
            show(&cx, status, typed, Vec::new(), Some(said), None).await
        }
        Err(other) => Err(other),
    }
}

async fn show(
    cx: &Cx,
    status: StatusCode,
    mut typed: Typed,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
    done: Option<Done>,
) -> Result {
    let (lang, on) = (cx.lang, day(cx, typed.get("on")));
    let unit = unit_typed(cx, &typed);
    // Nobody reads the diary of an office that is not theirs.
    let seen = if cx.may(Action::SeeCases, &unit) { unit.clone() } else { String::new() };
    let kept = cx.app.read(move |tx| diary::read(tx, &seen, on)).await?;
    if typed.get("host").is_empty() {
        let by = cx.actor()?.login.clone();
        let (host, session, presider) = kept.last_session(&by).unwrap_or_default();
        typed.set("host", if host.is_empty() { Host::Regular.word().to_owned() } else { host });
        typed.set("session", session);
        typed.set("presider", presider);
    }
    let title = lang.t("room.desk");
    let once = match typed.get("once") {
        "" => crate::random::hex::<8>(),
        once => once.to_owned(),
    };
    let page = Desk {
        frame: cx.frame(title).here(title),
        earlier: earlier::choices(cx, &typed).await?,
        inbox: crate::portal::filing::strip(cx).await?,
        diary: diary::html(cx, &kept, on)?,
        old: old::found(&typed),
        day: lang.date(on),
        unit_name: if unit.is_empty() { String::new() } else { name_of(lang, cx.app.tree, &unit, on) },
        one_unit: crate::cases::record::own_office(cx, form::kinds_of().0).is_some(),
        online: on >= jiff::civil::date(2026, 7, 1),
        typed,
        errors,
        refusal,
        done,
        once,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// What a reception became, for the note above the next form.
async fn done(cx: &Cx, number: &str) -> Result<Option<Done>> {
    let wanted = number.to_owned();
    let found = cx.app.db.read(move |tx| views::load(tx, &wanted)).await?;
    let Some((_, file)) = found.filter(|(head, _)| cx.may(Action::SeeCases, &head.unit.0)) else { return Ok(None) };
    let acts = &file.case().acts;
    let petitions = acts.iter().filter(|a| a.kind == "to_petition").filter_map(|a| a.facts["petition"].as_str());
    Ok(Some(Done {
        petitions: petitions.map(|n| (n.to_owned(), slug(n))).collect(),
        slips: crate::slips::of(cx, &file),
        warnings: warnings(cx, &file),
        slug: slug(number),
        number: number.to_owned(),
    }))
}

/// What the office should know of each act of the reception.
fn warnings(cx: &Cx, file: &views::File) -> Vec<String> {
    let mut file = file.clone();
    let mut all = Vec::new();
    while !file.kept.file.acts.is_empty() {
        all.splice(0..0, views::warnings(cx, &file));
        file.kept.file.acts.pop();
    }
    all
}

#[derive(Template)]
#[template(path = "desk/pages/day.html")]
struct DayPage {
    frame: Frame,
    unit: String,
    unit_name: String,
    day: String,
    on: String,
    diary: String,
}

/// `GET /desk/diary?unit=&on=`: the day alone, to read and print.
pub async fn diary_page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let on = day(&cx, query.get("on"));
    let mut asked = Typed::default();
    asked.set("unit", query.get("unit"));
    let unit = unit_typed(&cx, &asked);
    if !unit.is_empty() && !cx.may(Action::SeeCases, &unit) {
        return Err(Error::Hidden);
    }
    let seen = unit.clone();
    let kept = cx.app.read(move |tx| diary::read(tx, &seen, on)).await?;
    let title = cx.lang.t("desk.diary");
    let page = DayPage {
        frame: cx.frame(title).under(cx.lang.t("room.desk"), "/desk").here(title),
        unit_name: if unit.is_empty() { String::new() } else { name_of(cx.lang, cx.app.tree, &unit, on) },
        unit,
        day: cx.lang.date(on),
        on: slashes(on),
        diary: diary::html(&cx, &kept, on)?,
    };
    Ok(Html(page.render()?).into_response())
}
