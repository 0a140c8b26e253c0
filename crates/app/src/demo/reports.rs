//! The demo's half-year reports: some districts and departments accepted, one sent, one
//! back, one only computed, the others not begun; the city's own first quarter sealed.

use crate::App;
use crate::cases::Recorder;
use crate::errors::Result;
use crate::periodic_reports::{Hand, answer, compute, open, save_draft, seal};
use casework::Role;
use casework::periodic_reports::About;
use casework::reports::rows;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const HALF: &str = "2023-6m";
const QUARTER: &str = "2023-q1";
/// The sealed report of the seven months the review conference speaks of.
pub const SEVEN: &str = "2023-7m/BC-TTr-31";

fn hand(app: &App, today: Date, signer: &str) -> Hand {
    Hand { by: Recorder::program("demo", app.clock.now_ms()), signer: format!("{signer} (mô phỏng)"), today }
}

/// Keeps them, through the same gate as everybody's.
///
/// # Errors
/// The law's refusal, or the database.
pub async fn keep(app: &App) -> Result<()> {
    let period = |id: &str| app.law.period(id).map_err(crate::Error::fault);
    let (half, quarter) = (period(HALF)?, period(QUARTER)?);
    let rows = rows(app.tree, super::UNIT, half.until).map_err(|no| crate::Error::from(no.refusal()))?;
    let reporting = rows.units.iter().filter(|u| u.reports && u.code != super::UNIT).map(|u| u.code.as_str());
    for (at, unit) in reporting.take(7).enumerate() {
        let on = |day: i8| hand(app, date(2023, 6, day), "Cán bộ tổng hợp");
        let number = open(app, on(15), unit, About::Inspection, &half).await?;
        compute(app, on(16), &number).await?;
        if at < 6 {
            // The sixth is a day late.
            let sent = hand(app, date(2023, 6, if at == 5 { 21 } else { 16 }), "Chánh Thanh tra");
            answer(app, sent, &number, "submission", Role::ReportHead, json!({})).await?;
        }
        let superior = hand(app, date(2023, 6, 22), "Thanh tra thành phố");
        let said: Option<(&str, Value)> = match at {
            0..4 => Some(("acceptance", json!({}))),
            4 => Some((
                "send_back",
                json!({ "objections": [{ "form": "01/TTr", "column": "8", "why": "Tiền vi phạm chưa khớp với bản giấy đã gửi." }] }),
            )),
            _ => None,
        };
        if let Some((act, facts)) = said {
            answer(app, superior, &number, act, Role::Superior, facts).await?;
        }
    }
    let on = hand(app, date(2023, 3, 17), "Cán bộ tổng hợp");
    let number = open(app, on.clone(), super::UNIT, About::Inspection, &quarter).await?;
    compute(app, on.clone(), &number).await?;
    save_draft(app, on, &number).await?;
    let head = hand(app, date(2023, 3, 18), "Chánh Thanh tra thành phố");
    answer(app, head.clone(), &number, "submission", Role::ReportHead, json!({})).await?;
    let above = hand(app, date(2023, 3, 21), "Thanh tra Chính phủ");
    answer(app, above, &number, "acceptance", Role::Superior, json!({})).await?;
    seal(app, Hand { today: date(2023, 3, 22), ..head }, &number).await?;
    let on = hand(app, date(2023, 6, 23), "Cán bộ tổng hợp");
    let number = open(app, on.clone(), super::UNIT, About::Inspection, &half).await?;
    compute(app, on, &number).await?;
    // What the review conference quotes: seven months to its own day.
    let on = hand(app, super::TODAY, "Cán bộ tổng hợp");
    let number = open(app, on.clone(), super::UNIT, About::Inspection, &period("2023-7m")?).await?;
    compute(app, on, &number).await?;
    let head = hand(app, super::TODAY, "Chánh Thanh tra thành phố");
    answer(app, head.clone(), &number, "submission", Role::ReportHead, json!({})).await?;
    let above = hand(app, super::TODAY, "Thanh tra Chính phủ");
    answer(app, above, &number, "acceptance", Role::Superior, json!({})).await?;
    seal(app, head, &number).await
}
