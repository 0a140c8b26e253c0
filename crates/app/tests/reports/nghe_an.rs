//! Nghệ An, first half of 2024, as published: 183 = 47 carried over + 136 new =
//! 176 planned + 7 ad hoc; 99 with a conclusion, 203 units. Recorded act by act,
//! the form comes out by itself and every figure opens to exactly its cases.

use crate::story::*;
use app::reports::{Behind, CellAsk, behind};
use casework::units::Tree;
use db::Db;
use engines::engines;
use jiff::civil::date;
use law::Law;
use serde_json::json;

const BODIES: [&str; 6] = ["40.TT", "40.SXD.TT", "40.STC.TT", "412.TT", "413.TT", "430.TT"];

/// 99 conclusions name 203 different units: most two of their own, and some
/// a unit that another conclusion, elsewhere, names too.
fn province() -> Vec<Told> {
    let mut out = Vec::new();
    let mut units = 0;
    for n in 0..183_i32 {
        let body = BODIES[n as usize % BODIES.len()];
        let announced = match n {
            0..47 => date(2023, 10, 2).checked_add(jiff::Span::new().days(n)).unwrap(),
            _ => date(2023, 12, 15).checked_add(jiff::Span::new().days((n - 47) % 120)).unwrap(),
        };
        let mut told = Told::new(&format!("{n:03}/2024/NA"), body, announced);
        if n % 26 == 5 && n < 183 {
            told = told.ad_hoc();
        }
        if n % 11 == 3 {
            told.class = "responsibility";
        }
        if n < 99 {
            let own = if units + 3 <= 203 - 2 * (98 - n) { 3 } else { 2 };
            let mut names: Vec<String> = (0..own).map(|k| format!("Đơn vị mô phỏng {:03}", units + k)).collect();
            units += own;
            if n % 10 == 9 {
                names.push("Đơn vị mô phỏng 000".into());
            }
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let money = i64::from(n + 1) * 10_000_000;
            let finding = json!({ "violation": money, "to_recover": money / 2, "other": money - money / 2,
                "violation_land": n, "to_recover_land": n, "organisations": 1, "persons": 2 });
            let end = date(2024, 4, 20).checked_add(jiff::Span::new().days(n % 50)).unwrap();
            told = told.concluded(end, &names, finding);
        }
        out.push(told);
    }
    assert_eq!(units, 203);
    // Another class, and another province: neither may be counted here.
    let mut other = Told::new("A/2024/NA", "40.SXD.TT", date(2024, 1, 10));
    other.class = "specialised";
    out.push(other);
    out.push(Told::new("B/2024/HP", "31.TT", date(2024, 1, 10)));
    out
}

#[tokio::test]
async fn the_published_half_year_comes_out_of_the_acts() {
    let mut sheets = Vec::new();
    for on in engines(&app::migrations()).await {
        keep(&on.db, &province(), 1).await;
        let sheet = filled(&on.db, &ask("01/TTr", "40", "2024-6m", None)).await;
        assert_eq!(sheet.form.version, "01/2024/TT-TTCP");
        let total = |c: &str| sheet.total_of(c).unwrap();
        assert_eq!(["1", "2", "3", "4", "5", "6", "7"].map(total), [183, 47, 136, 176, 7, 99, 203], "{}", on.engine);
        assert_eq!(total("8"), 49_500_000_000);
        assert_eq!(total("8"), total("10") + total("12"));
        assert!(sheet.findings.is_empty(), "{:?}", sheet.findings);
        // One unit is named in the conclusions of several bodies: the rows add up to more.
        assert_eq!(sheet.overlaps.iter().map(|o| o.column.as_str()).collect::<Vec<_>>(), ["7"]);
        assert!(sheet.overlaps[0].rows > 203);
        let all = filled(&on.db, &ask("overview", "VN", "2024-6m", None)).await;
        assert_eq!(all.total_of("inspections"), Some(185));
        assert_eq!(all.cell("40", "administrative"), Some(183));
        sheets.push(sheet.json("vi") + &all.json("en"));
    }
    assert_eq!(sheets[0], sheets[1], "one sheet, byte for byte, on both engines");
}

async fn opened(db: &Db, unit: &str, row: Option<&str>, column: &str, after: &str) -> Behind {
    let cell = CellAsk {
        ask: ask("01/TTr", unit, "2024-6m", None),
        row: row.map(str::to_owned),
        column: column.into(),
        after: after.into(),
    };
    behind(db, Law::shipped(), Tree::shipped(), &cell).await.unwrap()
}

/// Every page of a cell: what is listed adds up to what the sheet shows.
async fn adds_up(db: &Db, unit: &str, row: Option<&str>, column: &str, engine: &str) {
    let place = format!("{engine}: {unit} {row:?} column {column}");
    let (mut after, mut sum, mut count, mut lines) = (String::new(), 0, 0, 0);
    loop {
        let page = opened(db, unit, row, column, &after).await;
        assert_eq!(page.sum, page.figure, "{place}");
        assert!(page.cases.iter().all(|c| !c.lines.is_empty() && c.title.starts_with("Thanh tra")), "{place}");
        if !page.column.is_distinct() {
            lines += page.cases.iter().flat_map(|c| &c.lines).map(|l| l.quantity).sum::<i64>();
        }
        sum += page.cases.iter().map(|c| c.quantity).sum::<i64>();
        count += page.cases.len() as i64;
        match page.next {
            Some(next) => after = next,
            None => {
                assert_eq!((sum, count), (page.figure, page.count), "{place}");
                assert!(page.column.is_distinct() || lines == page.figure, "{place}");
                return;
            }
        }
    }
}

#[tokio::test]
async fn every_figure_opens_to_cases_that_add_up_to_it() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &province(), 1).await;
        let sheet = filled(&on.db, &ask("01/TTr", "40", "2024-6m", None)).await;
        let mut cells: Vec<(Option<String>, String)> = Vec::new();
        for (at, column) in sheet.form.columns.iter().enumerate() {
            if sheet.total[at] != Some(0) {
                cells.push((None, column.id.clone()));
            }
            let filled = sheet.rows.iter().filter(|r| r.cells[at].is_some_and(|n| n != 0));
            cells.extend(filled.map(|r| (Some(r.unit.clone()), column.id.clone())));
        }
        assert!(cells.len() > 60, "{}", cells.len());
        for (row, column) in cells {
            adds_up(&on.db, "40", row.as_deref(), &column, on.engine).await;
        }
        adds_up(&on.db, "VN", None, "8", on.engine).await;
        adds_up(&on.db, "VN", None, "7", on.engine).await;
        adds_up(&on.db, "VN", Some("40"), "1", on.engine).await;
        let page = opened(&on.db, "40", None, "7", "").await;
        assert_eq!(page.cases[0].thing, "Đơn vị mô phỏng 000", "things are shown by the name their paper gives");
        assert!(page.cases[0].lines.len() > 5);
    }
}

/// The sheets of the units below are the rows of the unit above.
#[tokio::test]
async fn the_whole_is_the_sum_of_its_parts() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &province(), 1).await;
        let above = filled(&on.db, &ask("overview", "40", "2024-6m", None)).await;
        for row in &above.rows {
            let below = filled(&on.db, &ask("overview", &row.unit, "2024-6m", None)).await;
            assert_eq!(below.total, row.cells, "{} {}", on.engine, row.unit);
        }
    }
}
