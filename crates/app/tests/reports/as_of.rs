//! A printed sheet stands for ever: what comes later moves only later sheets.

use crate::story::*;
use app::reports::{AskError, Behind, BehindLine, CellAsk, behind, feeds};
use casework::inspections::ActKind;
use casework::units::{Tree, UnitRefusal};
use engines::engines;
use jiff::civil::date;
use law::{Law, PeriodError};
use serde_json::json;

fn two() -> Vec<Told> {
    let found = |money: i64| json!({ "violation": money, "to_recover": money });
    vec![
        Told::new("1/2024", "31.TT", date(2024, 1, 10)).concluded(date(2024, 5, 2), &["A mô phỏng"], found(100)),
        Told::new("2/2024", "303.TT", date(2024, 2, 10)).concluded(date(2024, 5, 3), &["B mô phỏng"], found(200)),
    ]
}

/// A case behind a figure: its number, the thing counted, how much, by which lines.
type Part = (String, String, i64, Vec<BehindLine>);

/// What is counted of a figure; where a case stands today is no part of it.
fn counted(b: Behind) -> (i64, i64, i64, Vec<Part>) {
    let cases = b.cases.into_iter().map(|c| (c.number, c.thing, c.quantity, c.lines));
    (b.figure, b.count, b.sum, cases.collect())
}

async fn opened(db: &db::Db, cell: &CellAsk) -> Behind {
    behind(db, Law::shipped(), Tree::shipped(), cell).await.unwrap()
}

#[tokio::test]
async fn what_is_recorded_later_never_changes_a_sheet_as_of_before() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &two(), 1).await;
        let before = filled(&on.db, &ask("01/TTr", "31", "2024-6m", None)).await;
        let n = before.as_of;
        assert_eq!(n, 10, "{}", on.engine);
        let open = |column: &'static str| CellAsk {
            ask: ask("01/TTr", "31", "2024-6m", Some(n)),
            row: None,
            column: column.into(),
            after: String::new(),
        };
        let money = counted(opened(&on.db, &open("8")).await);
        let things = counted(opened(&on.db, &open("7")).await);

        // A conclusion is annulled; a late one is dated inside the period.
        let target = json!({ "target": 5, "ground": "Ghi nhầm hồ sơ" });
        add(&on.db, "1/2024", date(2024, 7, 1), ActKind::Annulment, target).await;
        let late = Told::new("3/2024", "31.TT", date(2024, 3, 1));
        let late = late.concluded(date(2024, 6, 14), &["C mô phỏng"], json!({ "violation": 5, "other": 5 }));
        keep(&on.db, &[late], 3).await;

        let again = filled(&on.db, &ask("01/TTr", "31", "2024-6m", Some(n))).await;
        assert_eq!(before.json("vi"), again.json("vi"), "{}", on.engine);
        assert_eq!(before.json("en"), again.json("en"), "{}", on.engine);
        assert_eq!(money, counted(opened(&on.db, &open("8")).await), "{}", on.engine);
        assert_eq!(things, counted(opened(&on.db, &open("7")).await), "{}", on.engine);

        // And the new one is right at once.
        let now = filled(&on.db, &ask("01/TTr", "31", "2024-6m", None)).await;
        let total = |c: &str| now.total_of(c).unwrap();
        assert_eq!(["1", "6", "7", "8", "10", "12"].map(total), [3, 2, 2, 205, 200, 5], "{}", on.engine);
        let cell = CellAsk { ask: ask("01/TTr", "31", "2024-6m", None), ..open("8") };
        let opened = opened(&on.db, &cell).await;
        let cases: Vec<&str> = opened.cases.iter().map(|c| c.number.as_str()).collect();
        assert_eq!((cases, opened.sum), (vec!["2/2024", "3/2024"], 205), "an annulled figure leaves no case behind");

        // Every position between stands too.
        for position in 0..=now.as_of {
            let sheet = filled(&on.db, &ask("01/TTr", "31", "2024-6m", Some(position))).await;
            assert_eq!(sheet.as_of, position);
            let most = if position < 2 { 0 } else { 3 };
            assert!(sheet.total_of("1").unwrap() <= most, "{position}");
        }
    }
}

#[tokio::test]
async fn a_correction_and_a_rectification_move_the_figure_and_keep_its_paper() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &two(), 1).await;
        let findings = json!([{ "violation": 70, "to_recover": 50 }]);
        let corrected = json!({ "target": 5, "ground": "Tính lại", "findings": findings });
        add(&on.db, "1/2024", date(2024, 5, 5), ActKind::ConclusionCorrection, corrected).await;
        let sheet = filled(&on.db, &ask("01/TTr", "31", "2024-6m", None)).await;
        assert_eq!((sheet.total_of("8"), sheet.total_of("10")), (Some(270), Some(250)), "{}", on.engine);
        let found: Vec<&str> = sheet.findings.iter().map(|f| f.check.as_str()).collect();
        assert_eq!(found, ["8=10+12", "8=10+12"], "the row and the total say that 70 is not 50");
        let cell = CellAsk {
            ask: ask("01/TTr", "31", "2024-6m", None),
            row: Some("31.TT".into()),
            column: "8".into(),
            after: String::new(),
        };
        let opened = opened(&on.db, &cell).await;
        let lines: Vec<(u32, i64, Option<u32>)> =
            opened.cases[0].lines.iter().map(|l| (l.seq, l.quantity, l.mended_by)).collect();
        assert_eq!(lines, [(5, 100, None), (5, 70, Some(6)), (5, -100, Some(6))], "{}", on.engine);
        assert_eq!(opened.sum, 70);
    }
}

#[tokio::test]
async fn a_case_knows_the_cells_it_feeds() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &two(), 1).await;
        let (law, tree) = (Law::shipped(), Tree::shipped());
        let fed = feeds(&on.db, law, tree, "2/2024", None).await.unwrap().unwrap();
        assert_eq!((fed.unit.as_str(), fed.period.id.as_str()), ("303.TT", "2024-6m"));
        let of = |form: &str| fed.sheets.iter().find(|s| s.form.id == form).unwrap();
        assert_eq!((of("01/TTr").total_of("1"), of("01/TTr").total_of("8")), (Some(1), Some(200)));
        assert_eq!(of("overview").total_of("violations_vnd"), Some(200));
        assert!(fed.sheets.iter().all(|s| s.form.id != "06/TTr"), "it feeds nothing in the specialised form");
        let later = feeds(&on.db, law, tree, "2/2024", law.period("2024-q4").ok()).await.unwrap().unwrap();
        assert!(later.sheets.is_empty());
        assert_eq!(feeds(&on.db, law, tree, "no such case", None).await.unwrap(), None);
    }
}

#[tokio::test]
async fn wrong_questions_are_told_apart() {
    let on = engines::sqlite(&app::migrations()).await;
    keep(&on.db, &two(), 1).await;
    let wrong = |form: &'static str, unit: &'static str, period: &'static str, as_of: Option<i64>| {
        let db = on.db.clone();
        async move { try_filled(&db, &ask(form, unit, period, as_of)).await.unwrap_err() }
    };
    assert_eq!(wrong("01/TTr", "31", "soon", None).await, AskError::Period(PeriodError::Unreadable("soon".into())));
    let none = wrong("01/TTr", "31", "2025-y", None).await;
    assert!(matches!(&none, AskError::NoForm { known, .. } if known.contains("overview")), "{none:?}");
    let unknown = wrong("01/TTr", "nowhere", "2024-6m", None).await;
    assert!(matches!(unknown, AskError::Unit(UnitRefusal::Unknown { .. })));
    let ended = wrong("overview", "303", "2025-y", None).await;
    assert!(ended.to_string().contains("303"), "{ended}");
    assert_eq!(wrong("01/TTr", "31", "2024-6m", Some(11)).await, AskError::Ahead { asked: 11, latest: 10 });
}
