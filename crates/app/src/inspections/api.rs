//! Cases as JSON, through the same gates as the pages.

use super::list::{self, Cursor, Sort};
use super::record::problem;
use super::{cases, kept, views};
use crate::access::Action;
use crate::api::{self, Once};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use casework::Role;
use casework::fields::UnitCode;
use casework::inspections::{self, Act, ActKind, Case, Entry, Regime, procedure};
use jiff::civil::Date;
use law::Law;
use serde_json::{Value, json};

/// `GET /api/v1/acts`.
pub async fn acts(cx: Cx) -> Result {
    let kinds = ActKind::ALL.iter().map(|kind| {
        let laws: serde_json::Map<String, Value> = Regime::ALL
            .iter()
            .filter_map(|r| Some((r.word().to_owned(), json!(cx.app.law.cite(&procedure::of(*r).act(*kind)?.law(), cx.lang.code())))))
            .collect();
        json!({ "kind": kind.word(), "name": cx.lang.word("act", kind.word()), "provisions": laws, "facts": api::document::schema(kind.fields()) })
    });
    Ok(Json(json!({ "items": kinds.collect::<Vec<Value>>() })).into_response())
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
    let (filter, wrong) = cases::filter(&cx, &query);
    if !wrong.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new("from", "invalid.date")]));
    }
    let after = Cursor::parse(query.get("after"));
    let (today, counts) = (cx.today, cx.app.counts.clone());
    let found = cx.app.read(move |tx| list::list(tx, &filter, sort, after.as_ref(), today, &counts)).await?;
    let items = found.rows.iter().map(|r| {
        json!({
            "number": r.number, "title": r.title, "unit": r.unit, "regime": r.regime, "class": r.class,
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
    Ok(Json(told(&file.case, &cx.app.law, today)).into_response())
}

/// A case with everything that follows from its acts.
fn told(case: &Case, law: &Law, today: Date) -> Value {
    let acts = case.acts.iter().map(|e| {
        json!({
            "seq": e.seq, "kind": e.act.kind().word(), "on": e.on, "by": e.by.word(), "number": e.number,
            "signer": e.signer, "facts": e.act.facts(), "annulled_by": case.annulled_by(e.seq),
        })
    });
    let deadlines = inspections::deadlines(case, law).into_iter().map(|d| {
        let mut value = serde_json::to_value(&d).unwrap_or_default();
        value["state"] = json!(d.state(today));
        value["provision"] = json!(law.cite(&d.law, "vi"));
        value
    });
    let permitted = inspections::permitted(case, today)
        .into_iter()
        .map(|p| json!({ "kind": p.kind.word(), "by": p.by.word(), "provision": law.cite(&p.law, "vi") }));
    let postings = inspections::postings(case).into_iter().map(|(act, p)| {
        let mut value = serde_json::to_value(&p).unwrap_or_default();
        value["act"] = json!(act);
        value
    });
    json!({
        "number": case.number, "unit": case.unit, "agency": case.agency, "regime": case.regime.word(),
        "standing": inspections::standing(case).word(), "today": today,
        "acts": acts.collect::<Vec<Value>>(), "deadlines": deadlines.collect::<Vec<Value>>(),
        "permitted": permitted.collect::<Vec<Value>>(), "postings": postings.collect::<Vec<Value>>(),
    })
}

/// `POST /api/v1/cases`.
pub async fn open(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Result {
    let (once, body) = (Once::of(&cx, &headers, &bytes)?, api::body(&bytes)?);
    known(&body, &["case_number", "unit", "regime", "on", "by", "number", "signer", "facts"])?;
    let entry = entry(&cx, ActKind::Decision, &body)?;
    let unit = text(&body, "unit");
    let found = cx.app.tree.find(&unit, entry.on).map_err(|no| no.refusal())?;
    if !cx.may(Action::RecordActs, &found.code.0) {
        return Err(Error::Invalid(vec![FieldError::new("unit", "invalid.unit_reach")]));
    }
    let agency =
        found.agency.ok_or_else(|| Error::Invalid(vec![FieldError::new("unit", "invalid.unit_inspects_not")]))?;
    let regime = match text(&body, "regime").as_str() {
        "" => None,
        word => Some(
            Regime::from_word(word)
                .ok_or_else(|| Error::Invalid(vec![FieldError::new("regime", "invalid.not_a_choice")]))?,
        ),
    };
    let number = Some(text(&body, "case_number")).filter(|n| !n.is_empty()).unwrap_or_else(|| entry.number.clone());
    if number.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new("case_number", "invalid.case_number")]));
    }
    let (law, today, by) = (cx.app.law.clone(), cx.today, recorder(&cx)?);
    let work = move |tx: &mut dyn db::Tx| {
        if let Some(answer) = once.before(tx)? {
            return Ok::<_, Error>(answer);
        }
        let outcome = inspections::open(&number, UnitCode(unit.clone()), agency, regime, entry.clone(), &law, today)?;
        kept::save(tx, &outcome, &by)?;
        once.keep(tx, StatusCode::CREATED, &told(&outcome.case, &law, today))
    };
    Ok(api::sent(cx.app.db.write(work).await?))
}

/// `POST /api/v1/cases/{number}/acts`.
pub async fn record(cx: Cx, Path(number): Path<String>, headers: HeaderMap, bytes: Bytes) -> Result {
    let (once, body) = (Once::of(&cx, &headers, &bytes)?, api::body(&bytes)?);
    known(&body, &["kind", "after", "on", "by", "number", "signer", "facts"])?;
    let kind = ActKind::from_word(&text(&body, "kind"))
        .ok_or_else(|| Error::Invalid(vec![FieldError::new("kind", "invalid.not_a_choice")]))?;
    let action = if kind == ActKind::Annulment { Action::AnnulActs } else { Action::RecordActs };
    let (records, sees) = (cx.reach(action), cx.reach(Action::SeeCases));
    let entry = entry(&cx, kind, &body)?;
    let after = body["after"].as_u64();
    let (law, today, by) = (cx.app.law.clone(), cx.today, recorder(&cx)?);
    let work = move |tx: &mut dyn db::Tx| {
        let (head, file) = views::load(tx, &number)?.filter(|(h, _)| sees.holds(&h.unit.0)).ok_or(Error::Hidden)?;
        if !records.holds(&head.unit.0) {
            return Err(Error::Forbidden("denied.unit"));
        }
        if let Some(answer) = once.before(tx)? {
            return Ok(answer);
        }
        let last = file.case.acts.last().map_or(0, |e| e.seq);
        if after.is_some_and(|seen| seen != u64::from(last)) {
            return Err(Error::Stale);
        }
        let outcome = inspections::record(&file.case, entry.clone(), &law, today)?;
        kept::save(tx, &outcome, &by)?;
        once.keep(tx, StatusCode::CREATED, &told(&outcome.case, &law, today))
    };
    Ok(api::sent(cx.app.db.write(work).await?))
}

fn recorder(cx: &Cx) -> Result<kept::Recorder> {
    Ok(kept::Recorder { account: cx.actor()?.login.clone(), at_ms: cx.app.clock.now_ms() })
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

fn entry(cx: &Cx, kind: ActKind, body: &Value) -> Result<Entry> {
    let mut errors = Vec::new();
    let on = casework::fields::day(&text(body, "on"));
    if on.is_none() {
        errors.push(FieldError::new("on", "invalid.date"));
    }
    let regime =
        on.and_then(|on| cx.app.law.regime_for(on)).and_then(|r| Regime::from_word(&r.id)).unwrap_or(Regime::Ltt2022);
    let usual = procedure::of(regime).act(kind).map_or(Role::Head, |rule| rule.by);
    let by = match text(body, "by").as_str() {
        "" => Some(usual),
        word => Role::from_word(word),
    };
    if by.is_none() {
        errors.push(FieldError::new("by", "invalid.not_a_choice"));
    }
    let act = Act::read(kind, &body["facts"]).map_err(|wrong| {
        errors.extend(wrong.iter().map(|e| FieldError::new(format!("facts.{}", e.path), problem(e.problem))));
    });
    match (on, by, act) {
        (Some(on), Some(by), Ok(act)) if errors.is_empty() => {
            Ok(Entry { seq: 0, on, by, number: text(body, "number"), signer: text(body, "signer"), act })
        }
        _ => Err(Error::Invalid(errors)),
    }
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or("").trim().to_owned()
}
