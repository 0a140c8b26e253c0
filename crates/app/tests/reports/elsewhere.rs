//! A report sealed on one machine, proved on another: `sealed-2023-q1-31.zip` was written by
//! `thanhtra demo` and `thanhtra report export` on the machine of its makers. Wherever this runs, the
//! same half-year is recorded anew, on both engines, and must give every sheet of it to the byte.
//!
//! Whoever tells the demo's half-year differently writes the file anew, and says so:
//! `thanhtra demo --dir D --no-serve`, `thanhtra report export --db D/thanhtra.db --report 2023-q1/BC-TTr-31 --out FILE`.
//!
//! Two things differ and must: the key, because each installation has its own, and the hash of the
//! acts' chain, because a chain holds when and by whom each act was recorded. No figure hangs on either.

use crate::demo::city;
use crate::periodic::{packed, texts};
use app::periodic_reports::{SealKey, pack};
use app::{App, Settings, demo};
use engines::Fresh;
use law::Law;

const SEALED: &[u8] = include_bytes!("sealed-2023-q1-31.zip");
const NUMBER: &str = "2023-q1/BC-TTr-31";

/// The demo's half-year as `thanhtra demo` records it, under another key.
async fn recorded(on: &Fresh) -> App {
    let app = App::new(on.db.clone(), app::clock::Clock::fixed(demo::TODAY), Settings::default());
    let inspections = demo::city(app.law.clone(), app.tree);
    demo::keep(&app.db, inspections, app.clock.now_ms(), |_| {}).await.unwrap();
    city(on).await;
    let key = Settings { seal_key: Some(SealKey::new([9; 32])), ..Settings::default() };
    let app = app.with(|app| app.settings = key.into());
    demo::reports::keep(&app).await.unwrap();
    app
}

/// What of a file does not hold on this machine, as `ledger 01/TTr`.
async fn fails(app: &App, bytes: Vec<u8>) -> Vec<String> {
    let verdict = app.db.read(move |tx| pack::verify_here(tx, Law::shipped(), &bytes)).await.unwrap().unwrap();
    let checks = verdict.checks;
    assert!(checks.iter().filter(|c| c.what == "ledger").count() >= 8, "{checks:#?}");
    checks.iter().filter(|c| !c.holds).map(|c| format!("{} {}", c.what, c.of)).collect()
}

#[tokio::test]
async fn a_report_sealed_on_another_machine_is_given_again_to_the_byte() {
    for on in engines::engines(&app::migrations()).await {
        let app = recorded(&on).await;
        assert_eq!(fails(&app, SEALED.to_vec()).await, ["key 31"], "{}: only the key is another one", on.engine);

        // Not the sheets alone: all that was sealed, but for the chain and what is signed.
        let again = app.db.read(|tx| pack::export(tx, Law::shipped(), NUMBER)).await.unwrap().unwrap();
        let (theirs, ours) = (texts(SEALED), texts(&again));
        assert_eq!(theirs.len(), ours.len(), "{}", on.engine);
        for ((name, theirs), (_, ours)) in theirs.iter().zip(&ours) {
            let unlike = theirs.lines().zip(ours.lines()).filter(|(a, b)| a != b).map(|(a, _)| a.trim());
            let unlike: Vec<&str> = unlike.map(|line| line.split(':').next().unwrap_or_default()).collect();
            match name.as_str() {
                "ban-ke.json" => assert_eq!(unlike, ["\"chain\""], "{}", on.engine),
                "chu-ky.txt" | "khoa-cong-khai.txt" => assert_eq!(unlike.len(), 1, "{}: {name}", on.engine),
                _ => assert!(theirs == ours, "{}: {name} differs: {unlike:?}", on.engine),
            }
        }

        // One posting fewer in the journal, or one figure changed in the file, and it does not pass.
        let mut forged = texts(SEALED);
        let sheet = forged.iter_mut().find(|(name, _)| name == "bieu/01-TTr.json").unwrap();
        sheet.1 = sheet.1.replacen('1', "2", 1);
        let found = fails(&app, packed(&forged)).await;
        assert!(found.contains(&"ledger 01/TTr".to_owned()) && found.contains(&"sheet 01/TTr".to_owned()), "{found:?}");
        let lost = "delete from postings where day < '2023-03-14' and case_id =
            (select min(case_id) from postings where indicator = 'inspection.launched' and day between '2023-01-01' and '2023-03-01')";
        app.db.write(move |tx| tx.exec(lost, &[])).await.unwrap();
        let found = fails(&app, SEALED.to_vec()).await;
        assert!(found.contains(&"ledger 01/TTr".to_owned()), "{}: {found:?}", on.engine);
    }
}
