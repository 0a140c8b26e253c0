//! The same for programs: days with their free slots, and the numbers being called. Booking itself has no
//! such door: what a person writes is sealed by the form, and a program's bookings would be a flood's.

use super::{book, clock, desk, free, store};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::portal::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// `GET /api/v1/reception-days?unit=`: of a unit, or of all that receive by appointment.
pub(super) async fn days(visit: Visit, cx: Cx) -> Result {
    let (unit, today) = (Posted::from_query(&cx.query).get("unit").to_owned(), cx.today);
    let days = cx.app.read(move |tx| {
        let units = if unit.is_empty() { store::units(tx, today)? } else { vec![unit] };
        let mut all = Vec::new();
        for unit in units {
            for day in store::days(tx, &unit, today)?.into_iter().filter(|d| d.open) {
                all.push((store::taken(tx, day.id)?, day));
            }
        }
        Ok(all)
    });
    let one = |(taken, d): (Vec<(i64, i64)>, store::Day)| {
        let slots = free(&visit, cx.lang, &d, &taken);
        let slot = |s: &super::Slot| {
            let at = book::slot_of(&s.value).map(|(_, at)| at).unwrap_or_default();
            json!({ "from": clock(at), "until": clock(at + d.hours.each), "left": s.left })
        };
        json!({
            "id": d.id.to_string(), "unit": d.unit, "on": d.on, "host": d.host, "presider": d.presider, "mode": d.mode,
            "place": d.place, "opens": clock(d.hours.opens), "closes": clock(d.hours.closes),
            "slots": slots.iter().map(slot).collect::<Vec<_>>(),
        })
    };
    Ok(Json(json!({ "items": days.await?.into_iter().map(one).collect::<Vec<Value>>() })).into_response())
}

/// `GET /api/v1/reception-days/{unit}/board`: numbers only, as on the screen of the waiting room.
pub(super) async fn board(cx: Cx, Path(unit): Path<String>) -> Result {
    cx.app.tree.get(&unit, cx.today).ok_or(Error::Hidden)?;
    let now = desk::calls(&cx, &unit).await?;
    let turn = |t: &desk::Shown| json!({ "number": t.number, "desk": t.desk });
    Ok(Json(json!({
        "unit": unit, "on": cx.today, "receives": now.open,
        "called": now.called.iter().map(turn).collect::<Vec<_>>(), "waiting": now.waiting,
    }))
    .into_response())
}
