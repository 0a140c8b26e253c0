//! Hội nghị ngày 14/07/2023: chair in Hà Nội, Hải Phòng and the other 61 provinces as points, ready to join.
//!
//! Real units; nobody real sits in them. Sixty-one points are simulated: their lines stand as
//! long as the demo runs. Hải Phòng waits for whoever tries it.

use crate::App;
use crate::conference::{New, Step, call, slots};
use crate::errors::{Error, Result};
use crate::reports::asked;
use casework::conference::{Attendee, Event, Kind, Point};
use casework::units::UnitKind;
use std::time::Duration;

/// Its number, as the first of its year.
pub const NUMBER: &str = "2023-1";
/// Who checked in at a simulated point.
const SIMULATED: &str = "Mô phỏng";
/// Between two signs of life of the simulated points.
const BEAT: Duration = Duration::from_secs(2);

/// Calls it, with agenda, points, attendees by office and figure cards.
///
/// # Errors
/// The gate's refusal, or the database.
pub async fn keep(app: &App) -> Result<()> {
    let on = super::TODAY;
    let provinces = app.tree.children("VN", on).into_iter().filter(|u| u.kind == UnitKind::Province);
    // Hà Nội is where the chair sits.
    let points: Vec<String> = provinces.map(|u| u.code.0.clone()).filter(|code| code != "01").collect();
    let item = |title: &str, minutes, unit: &str, papers: &[&str]| {
        (title.to_owned(), minutes, unit.to_owned(), papers.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
    };
    let items = vec![
        item(
            "Nhiệm vụ giao tại hội nghị trước, cam kết khắc phục hạn chế: kết quả thực hiện",
            15,
            "TTCP",
            &[slots::LAST_TASKS, &slots::open_promises("TTCP")],
        ),
        item(
            "Báo cáo công tác thanh tra, tiếp công dân, giải quyết khiếu nại, tố cáo và phòng, chống tham nhũng 6 tháng đầu năm 2023",
            30,
            "TTCP",
            &["Dự thảo báo cáo sơ kết"],
        ),
        item("Tham luận của các điểm cầu", 60, "", &[]),
        item("Thảo luận, trả lời câu hỏi của các điểm cầu", 30, "TTCP", &[]),
        item("Kết luận hội nghị, nhiệm vụ 6 tháng cuối năm 2023", 20, "TTCP", &[]),
    ];
    let new = New {
        kind: Kind::Interim,
        title: "Hội nghị trực tuyến sơ kết công tác 6 tháng đầu năm 2023 của ngành Thanh tra".to_owned(),
        on,
        begins: "08:00".to_owned(),
        unit: "TTCP".to_owned(),
        chair: "Lãnh đạo Thanh tra Chính phủ".to_owned(),
        items,
        points: points.clone(),
    };
    let number = call(app, new, "demo").await?.map_err(|no| Error::fault(format!("the conference: {no:?}")))?;
    let hall = app.conferences.hall(app, &number).await?;
    let mut events = Vec::new();
    for unit in &points {
        let offices = ["Phó Chủ tịch UBND", "Chánh Thanh tra", "Phó Chánh Thanh tra", "Trưởng Ban Tiếp công dân"];
        let people = offices.map(|o| Attendee { name: String::new(), office: o.to_owned() }).to_vec();
        events.push(Event::Attending { unit: unit.clone(), people });
        if unit != super::UNIT {
            let (unit, name) = (unit.clone(), SIMULATED.to_owned());
            events.push(Event::CheckedIn { unit, device: String::new(), name });
        }
    }
    events.extend(cards(&asked::running(&app.law, on).id));
    for event in events {
        let wrote = hall.write(app, "demo", Step::Plain(event)).await?;
        wrote.map_err(|no| Error::fault(format!("the conference: {no:?}")))?;
    }
    Ok(())
}

/// Figures of the city, some units side by side, and one from a sealed report.
fn cards(period: &str) -> Vec<Event> {
    let mut out = Vec::new();
    for (title, column) in [
        ("Số cuộc thanh tra, kiểm tra", "inspections"),
        ("Vi phạm về kinh tế phát hiện qua thanh tra", "violations_vnd"),
        ("Kiến nghị thu hồi", "to_recover_vnd"),
    ] {
        let (form, period, column) = ("overview".to_owned(), period.to_owned(), column.to_owned());
        let units = vec![super::UNIT.to_owned()];
        out.push(Event::CardAdded {
            title: format!("{title}: Hải Phòng"), form, period, column, units, sealed: false
        });
    }
    // Side by side what the city's inspectorate and four districts sealed or counted: for the wall.
    let units = ["31.TT", "303", "304", "305", "306"].map(str::to_owned).to_vec();
    let (form, column) = ("overview".to_owned(), "inspections".to_owned());
    let title = "Số cuộc thanh tra, kiểm tra: so sánh".to_owned();
    let period = period.to_owned();
    out.push(Event::CardAdded { title, form, period, column, units, sealed: false });
    let (form, period) = ("overview".to_owned(), "2023-7m".to_owned());
    let title = "Kiến nghị thu hồi, theo báo cáo đã niêm phong: Hải Phòng".to_owned();
    let (column, units) = ("to_recover_vnd".to_owned(), vec![super::UNIT.to_owned()]);
    out.push(Event::CardAdded { title, form, period, column, units, sealed: true });
    out
}

/// Keeps the lines of the simulated points standing while the demo runs.
pub fn simulate(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        let closing = app.conferences.closing();
        while !*closing.borrow() {
            if let Err(why) = beat(&app).await {
                tracing::warn!(?why, "the simulated points are silent");
            }
            tokio::time::sleep(BEAT).await;
        }
    });
}

async fn beat(app: &App) -> Result<()> {
    let hall = match app.conferences.hall(app, NUMBER).await {
        Err(Error::Hidden) => return Ok(()),
        other => other?,
    };
    let state = hall.state();
    // Where a real browser has checked in, it alone says whether the line stands.
    let is_simulated = |p: &&Point| !p.devices.is_empty() && p.devices.iter().all(|d| d.name == SIMULATED);
    for point in state.points.iter().filter(is_simulated) {
        hall.beat(app, &point.unit).await?;
    }
    Ok(())
}
