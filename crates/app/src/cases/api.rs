//! Cases as JSON, through the same gates as the pages.

use super::list::{self, Cursor, Sort};
use super::record::{Read, keeper, problem, recorder, said_no};
use super::{browse, kept, numbers, views};
use crate::access::Action;
use crate::api::{self, Once};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::{journal, vault};
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use casework::Role;
use casework::kinds::{self, AnyKind, Looked, Opening, Paper};
use jiff::civil::Date;
use law::Law;
use serde_json::{Map, Value, json};

/// `GET /api/v1/acts`.
pub async fn acts(cx: Cx) -> Result {
    let mut items = Vec::new();
    for kind in kinds::ALL {
        for act in kind.acts() {
            let cite = |regime: &&str| {
                let law = cx.app.law.cite(&kind.row(regime, act)?.law, cx.lang.code());
                Some(((*regime).to_owned(), json!(law)))
            };
            let laws: Map<String, Value> = kind.regimes().iter().filter_map(cite).collect();
            let facts = api::document::schema(kind.fields(act).unwrap_or_default());
            let name = cx.lang.of_kind("act", kind.word(), act);
            items.push(json!({ "case": kind.word(), "kind": act, "name": name, "provisions": laws, "facts": facts }));
        }
    }
    Ok(Json(json!({ "items": items })).into_response())
}

/// `GET /api/v1/cases`.
pub async fn cases(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let sort = match query.get("sort") {
        "" | "opened" => Sort::Opened,
        "due" => Sort::Due,
        "number" => Sort::Number,
        _ => return Err(Error::Invalid(vec![FieldError::new("sort", "invalid.not_a_choice")])),
    };
    let (filter, wrong) = browse::filter(&cx, &query);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let after = Cursor::parse(query.get("after"));
    let (today, counts) = (cx.today, cx.app.counts.clone());
    let found = cx.app.read(move |tx| list::list(tx, &filter, sort, after.as_ref(), today, &counts)).await?;
    let items = found.rows.iter().map(|r| {
        json!({
            "number": r.number, "kind": r.kind, "title": r.title, "unit": r.unit, "regime": r.regime, "class": r.class,
            "manner": r.manner, "field": r.field, "standing": r.standing, "opened_on": r.opened_on,
            "next_due_on": r.next_due_on, "paused": r.paused, "closed": r.closed,
        })
    });
    let items: Vec<Value> = items.collect();
    Ok(Json(json!({ "items": items, "total": found.total, "next": found.next.map(|c| c.text()) })).into_response())
}

/// `GET /api/v1/cases/{number}`.
pub async fn case(cx: Cx, Path(number): Path<String>) -> Result {
    let found = cx.app.db.read(move |tx| views::load(tx, &number)).await?;
    let (head, file) = found.ok_or(Error::Hidden)?;
    if !cx.may(Action::SeeCases, &head.unit.0) {
        return Err(Error::Hidden);
    }
    let query = Posted::from_query(&cx.query);
    let today = match query.get("today") {
        "" => cx.today,
        text => {
            casework::fields::day(text).ok_or_else(|| Error::Invalid(vec![FieldError::new("today", "invalid.date")]))?
        }
    };
    Ok(Json(told(&file.kept, &file.look(&cx)?, (&cx.app.law, cx.lang), today)?).into_response())
}

/// A case with everything that follows from its acts; provisions in the reader's language.
fn told(loaded: &kept::Loaded, looked: &Looked, (law, lang): (&Law, Lang), today: Date) -> Result<Value> {
    let (kind, file) = (loaded.kind, &loaded.file);
    let acts = file.acts.iter().map(|e| {
        json!({
            "seq": e.seq, "kind": e.kind, "on": e.on, "by": e.by.word(), "number": e.number,
            "signer": e.signer, "facts": e.facts, "annulled_by": looked.annulled.get(&e.seq),
        })
    });
    let deadlines = looked.state.deadlines.iter().map(|d| {
        let mut value = serde_json::to_value(d).unwrap_or_default();
        value["state"] = json!(d.state(today));
        value["provision"] = json!(law.cite(&d.law, lang.code()));
        value
    });
    let permitted = kind.permitted(file, law, today).map_err(said_no)?;
    let permitted = permitted
        .into_iter()
        .map(|p| json!({ "kind": p.act, "by": p.by.word(), "provision": law.cite(&p.law, lang.code()) }));
    let postings = looked.postings.iter().map(|(act, p)| {
        let mut value = serde_json::to_value(p).unwrap_or_default();
        value["act"] = json!(act);
        value
    });
    let links: Map<String, Value> =
        looked.state.shown.links.iter().map(|(word, number)| ((*word).to_owned(), json!(number))).collect();
    Ok(json!({
        "number": file.number, "kind": kind.word(), "unit": file.unit, "agency": file.agency, "regime": file.regime,
        "standing": looked.state.standing, "title": looked.state.shown.title, "links": links, "today": today,
        "acts": acts.collect::<Vec<Value>>(), "deadlines": deadlines.collect::<Vec<Value>>(),
        "permitted": permitted.collect::<Vec<Value>>(), "postings": postings.collect::<Vec<Value>>(),
    }))
}

/// What the case of a number has come to, within the unit of work that brought it there.
fn told_now(tx: &mut dyn db::Tx, number: &str, told_in: (&Law, Lang), today: Date) -> Result<Value> {
    let loaded = kept::load(tx, number)?.ok_or(Error::Hidden)?;
    let looked = loaded.kind.look(&loaded.file, told_in.0).map_err(said_no)?;
    told(&loaded, &looked, told_in, today)
}

/// `POST /api/v1/cases`.
pub async fn open(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Result {
    let (once, body) = (Once::of(&cx, &headers, &bytes)?, api::body(&bytes)?);
    known(&body, &["kind", "case_number", "unit", "regime", "on", "by", "number", "signer", "facts", "names_checked"])?;
    let wrong = |field: &str, what| Error::Invalid(vec![FieldError::new(field, what)]);
    let kind = match text(&body, "kind").as_str() {
        "" => kinds::ALL.first().copied(),
        word => kinds::of(word),
    };
    let kind = kind.ok_or_else(|| wrong("kind", "invalid.not_a_choice"))?;
    if kind.is_made(kind.opening()) {
        return Err(Error::Forbidden("denied.made"));
    }
    let read = entry(&cx, kind, "", kind.opening(), &body)?;
    let unit = text(&body, "unit");
    let found = cx.app.tree.find(&unit, read.paper.on).map_err(|no| no.refusal())?;
    let agency = keeper(&cx, kind, found).map_err(|what| wrong("unit", what))?;
    let regime = Some(text(&body, "regime")).filter(|word| !word.is_empty());
    if regime.as_ref().is_some_and(|word| !kind.regimes().contains(&word.as_str())) {
        return Err(wrong("regime", "invalid.not_a_choice"));
    }
    let number = text(&body, "case_number");
    if number.is_empty() && kind.word() == "inspection" && read.paper.number.is_empty() {
        return Err(wrong("case_number", "invalid.case_number"));
    }
    let (law, lang, today, by) = (cx.app.law.clone(), cx.lang, cx.today, recorder(&cx)?);
    let by = by.passing(body["names_checked"] == true);
    let opening = Opening { number, unit: found.code.clone(), agency, regime, first: read.paper };
    let work = move |tx: &mut dyn db::Tx| {
        if let Some(answer) = once.before(tx)? {
            return Ok::<_, Error>(answer);
        }
        let mut opening = opening.clone();
        if opening.number.is_empty() {
            opening.number = match kind.word() {
                "inspection" => opening.first.number.clone(),
                word => numbers::next(tx, word, &opening.unit.0, opening.first.on.year())?,
            };
        }
        let (number, unit) = (opening.number.clone(), opening.unit.clone());
        let told = kind.open(opening, &law, today).map_err(said_no)?;
        let head = journal::Head {
            id: journal::new_id(by.at_ms),
            kind: kind.word().to_owned(),
            number: number.clone(),
            unit,
            agency: agency.word().to_owned(),
            regime: told.regime.to_owned(),
        };
        kept::keep(tx, &head, &told, &read.taken, &by).map_err(within_facts)?;
        let now = told_now(tx, &number, (&law, lang), today)?;
        once.keep(tx, StatusCode::CREATED, &now)
    };
    Ok(api::sent(cx.app.db.write(work).await?))
}

/// `POST /api/v1/cases/{number}/acts`.
pub async fn record(cx: Cx, Path(number): Path<String>, headers: HeaderMap, bytes: Bytes) -> Result {
    let (once, body) = (Once::of(&cx, &headers, &bytes)?, api::body(&bytes)?);
    known(&body, &["kind", "after", "on", "by", "number", "signer", "facts", "names_checked"])?;
    let act = text(&body, "kind");
    let action = if act == "annulment" { Action::AnnulActs } else { Action::RecordActs };
    let (records, sees) = (cx.reach(action), cx.reach(Action::SeeCases));
    let wanted = number.clone();
    let head = cx.app.read(move |tx| Ok(journal::head(tx, &wanted)?.map(|(head, _)| head))).await?;
    let head = head.filter(|head| sees.holds(&head.unit.0)).ok_or(Error::Hidden)?;
    if !records.holds(&head.unit.0) {
        return Err(Error::Forbidden("denied.unit"));
    }
    let kind = super::file::kind(&head)?;
    if kind.is_made(&act) {
        return Err(Error::Forbidden("denied.made"));
    }
    if let Some(row) = kind.row(&head.regime, &act) {
        super::record::may_sign(&cx, &row, &head.unit.0)?;
    }
    let read = entry(&cx, kind, &head.regime, &act, &body)?;
    let after = body["after"].as_u64();
    let (law, lang, today, by) = (cx.app.law.clone(), cx.lang, cx.today, recorder(&cx)?);
    let by = by.passing(body["names_checked"] == true);
    let work = move |tx: &mut dyn db::Tx| {
        if let Some(answer) = once.before(tx)? {
            return Ok::<_, Error>(answer);
        }
        let loaded = kept::load(tx, &number)?.ok_or(Error::Hidden)?;
        if after.is_some_and(|seen| seen != u64::from(loaded.last.seq)) {
            return Err(Error::Stale);
        }
        let told = kind.record(&loaded.file, read.paper.clone(), &law, today).map_err(said_no)?;
        kept::keep(tx, &loaded.head, &told, &read.taken, &by).map_err(within_facts)?;
        let now = told_now(tx, &number, (&law, lang), today)?;
        once.keep(tx, StatusCode::CREATED, &now)
    };
    Ok(api::sent(cx.app.db.write(work).await?))
}

/// The name guard speaks of a form's inputs; in a body facts stand under `facts`, entries do not.
fn within_facts(no: Error) -> Error {
    let Error::Invalid(errors) = no else { return no };
    let named = |e: FieldError| {
        let field = match e.field.strip_prefix("entry.") {
            Some(entry) => entry.to_owned(),
            None => format!("facts.{}", e.field),
        };
        FieldError { field, ..e }
    };
    Error::Invalid(errors.into_iter().map(named).collect())
}

/// A misspelt name must not be passed over in silence.
fn known(body: &Value, names: &[&str]) -> Result<()> {
    let Value::Object(map) = body else {
        return Err(Error::Invalid(vec![FieldError::new("body", "invalid.json")]));
    };
    let strange: Vec<FieldError> = map
        .keys()
        .filter(|k| !names.contains(&k.as_str()))
        .map(|k| FieldError::new(k.clone(), "invalid.unknown"))
        .collect();
    if strange.is_empty() { Ok(()) } else { Err(Error::Invalid(strange)) }
}

/// An act as a program sent it; the law's own signer where it names none.
fn entry(cx: &Cx, kind: &'static dyn AnyKind, regime: &str, act: &str, body: &Value) -> Result<Read> {
    let Some(fields) = kind.fields(act) else {
        return Err(Error::Invalid(vec![FieldError::new("kind", "invalid.not_a_choice")]));
    };
    let mut errors = Vec::new();
    let on = casework::fields::day(&text(body, "on"));
    if on.is_none() {
        errors.push(FieldError::new("on", "invalid.date"));
    }
    let by_date = on.and_then(|on| cx.app.law.regime_of(kind.word(), on)).map_or("", |r| &r.id);
    let regime = if regime.is_empty() { by_date } else { regime };
    let by = match text(body, "by").as_str() {
        "" => Some(kind.row(regime, act).map_or(Role::Head, |row| row.by)),
        word => Role::from_word(word),
    };
    if by.is_none() {
        errors.push(FieldError::new("by", "invalid.not_a_choice"));
    }
    let mut facts = body["facts"].clone();
    let taken = vault::take_out(fields, &mut facts);
    let facts = kind.read(act, &facts).map_err(|wrong| {
        errors.extend(wrong.iter().map(|e| FieldError::new(format!("facts.{}", e.path), problem(e.problem))));
    });
    match (on, by, facts) {
        (Some(on), Some(by), Ok(facts)) if errors.is_empty() => {
            let (number, signer) = (text(body, "number"), text(body, "signer"));
            Ok(Read { paper: Paper { seq: 0, kind: act.to_owned(), on, by, number, signer, facts }, taken })
        }
        _ => Err(Error::Invalid(errors)),
    }
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or("").trim().to_owned()
}
