//! Petitions processed, told apart by when they came: the sheet and the cases
//! behind each of its figures agree, on both engines.

use crate::story::*;
use app::reports::{CellAsk, behind};
use casework::units::Tree;
use engines::engines;
use jiff::civil::date;
use law::Law;

/// Lines of the ledger beside those of the files they hang on: file, receipt, day processed.
const PROCESSED: [(&str, &str, &str); 5] = [
    ("1/2024", "2024-03-14", "2024-04-02"),
    ("2/2024", "2024-03-15", "2024-04-02"),
    ("3/2024", "2024-02-01", "2024-06-14"),
    // Before the quarter and after it: not there at all.
    ("1/2024", "2024-03-01", "2024-03-14"),
    ("2/2024", "2024-03-01", "2024-06-15"),
];

#[tokio::test]
async fn what_was_carried_over_opens_to_its_own_cases() {
    for on in engines(&app::migrations()).await {
        let told: Vec<Told> = (1..4).map(|n| Told::new(&format!("{n}/2024"), "31.TT", date(2024, 1, 10))).collect();
        keep(&on.db, &told, 1).await;
        on.db
            .write(|tx| {
                for (line, (number, receipt, day)) in (50_i64..).zip(PROCESSED) {
                    tx.exec(
                        "insert into postings (unit, case_id, seq, line, indicator, day, class, manner, field, item, quantity, about)
                         select unit, id, 1, $1, 'petition.processed', $2, 'complaint', 'one', 'land', $3, 1, 1
                         from cases where number = $4",
                        db::vals![line, day, receipt, number],
                    )?;
                }
                Ok::<(), db::Error>(())
            })
            .await
            .unwrap();
        let asked = ask("02/XLD", "31", "2024-q2", None);
        let sheet = filled(&on.db, &asked).await;
        assert_eq!(["4", "5", "6"].map(|c| sheet.total_of(c)), [Some(3), Some(2), Some(1)], "{}", on.engine);
        for (column, files) in
            [("4", vec!["1/2024", "2/2024", "3/2024"]), ("5", vec!["1/2024", "3/2024"]), ("6", vec!["2/2024"])]
        {
            let cell =
                CellAsk { ask: asked.clone(), row: Some("31.TT".into()), column: column.into(), after: String::new() };
            let page = behind(&on.db, Law::shipped(), Tree::shipped(), &cell).await.unwrap();
            assert_eq!((page.sum, page.figure), (files.len() as i64, files.len() as i64), "{} {column}", on.engine);
            assert_eq!(page.cases.iter().map(|c| c.number.as_str()).collect::<Vec<_>>(), files, "{}", on.engine);
            assert!(page.cases.iter().all(|c| c.lines.len() == 1), "{} {column}", on.engine);
        }
    }
}
