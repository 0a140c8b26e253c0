//! The demo's reception days: today, the next working days and the head's session, with booked
//! turns, one of which everybody may look up.

use crate::App;
use crate::errors::{Error, Result};
use crate::journal;
use crate::portal::booking::{self, Booked, Day, Words};
use crate::portal::filing::code;
use casework::receptions::queue::Hours;
use jiff::civil::{Date, date};

/// Secrets of the forms the turns were booked with; the first is everybody's.
const ONCE: [&str; 4] =
    ["7e5b0c0d202307142024", "7e5b0c0d202307142025", "7e5b0c0d202307142026", "7e5b0c0d202307142027"];

/// The code of the first, in groups of four.
pub fn shown() -> String {
    code::of(ONCE[0]).map(|secret| code::shown(&secret)).unwrap_or_default()
}

fn day(at: i64, n: i64, on: Date, host: &str, presider: &str, hours: Hours) -> Day {
    Day {
        id: journal::new_id(at) + n,
        unit: super::UNIT.into(),
        on,
        host: host.into(),
        presider: presider.into(),
        mode: "in_person".into(),
        place: "Nơi tiếp công dân Mô Phỏng, phòng 1".into(),
        hours,
        open: true,
    }
}

/// Publishes the days and books the turns.
///
/// # Errors
/// Nobody could open them; the database.
pub async fn keep(app: &App) -> Result<()> {
    let at = app.clock.now_ms();
    let morning = Hours { opens: 480, closes: 690, each: 30, seats: 1 };
    let evening = Hours { opens: 1_080, closes: 1_260, each: 30, seats: 1 };
    let days = [
        // The demo's clock runs through this evening.
        day(at, 1, super::TODAY, "regular", "", evening),
        day(at, 2, date(2023, 7, 17), "regular", "", morning),
        day(at, 3, date(2023, 7, 18), "regular", "", morning),
        day(at, 4, date(2023, 7, 20), "head", "Chủ tịch UBND thành phố", Hours { each: 30, seats: 2, ..morning }),
    ];
    booking::publish(app, days.to_vec(), "demo").await?;
    let turns = [
        (3, 480, "complaint", "Bồi thường khi thu hồi đất Mô Phỏng", "Người Hẹn Mô Phỏng Một"),
        (0, 1_080, "complaint", "Cấp giấy chứng nhận chậm", "Người Hẹn Mô Phỏng Hai"),
        (0, 1_110, "feedback", "Ngõ Mô Phỏng ngập sau mưa", "Người Hẹn Mô Phỏng Ba"),
        (0, 1_140, "denunciation", "Việc thu tiền sai", "Người Hẹn Mô Phỏng Bốn"),
    ];
    for ((at_day, slot, kind, title, name), once) in turns.into_iter().zip(ONCE) {
        let words =
            Words { title: title.into(), name: name.into(), address: "Ngõ Mô Phỏng".into(), ..Words::default() };
        match booking::keep(app, &days[at_day], slot, kind, once, &words).await? {
            Booked::Kept { .. } => {}
            other => return Err(Error::fault(format!("the demo's turn: {other:?}"))),
        }
    }
    Ok(())
}
