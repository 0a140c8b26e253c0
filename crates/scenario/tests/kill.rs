//! A program killed while many clerks record: every act that was acknowledged
//! is there afterwards, nothing is half-written, and work goes on.

use app::cases::{check::check, load};
use app::journal::verify;
use engines::engines;
use law::Law;
use scenario::kill::killed_after;
use scenario::story::{Story, record_next};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

#[tokio::test]
async fn killed_while_recording_every_acknowledged_act_is_there() {
    let law = Arc::new(Law::shipped().clone());
    for on in engines(&app::migrations()).await {
        on.db.close().await;
        for after in [1, 150, 400] {
            let mut recorder = Command::new(env!("CARGO_BIN_EXE_recorder"));
            let lines = killed_after(recorder.args([&on.url, "16"]), after);
            let mut acknowledged: BTreeMap<String, u32> = BTreeMap::new();
            for line in &lines {
                let (number, seq) = line.split_once(' ').unwrap();
                let last = acknowledged.entry(number.to_owned()).or_default();
                *last = seq.parse::<u32>().unwrap().max(*last);
            }
            let db = db::Db::open(&on.url, &app::migrations()).await.unwrap();
            for (number, seq) in acknowledged {
                let loaded = db.read(move |tx| load(tx, &number)).await.unwrap().unwrap();
                assert!(loaded.last.seq >= seq, "{}: act {seq} of {} is lost", on.engine, loaded.file.number);
            }
            let checked = check(&db, law.clone(), false, |_, _| ()).await.unwrap();
            assert!(checked.is_clean(), "{}: {:#?}", on.engine, checked.differences);
            let verified = verify(&db, |_, _| ()).await.unwrap();
            assert!(verified.is_clean(), "{}: {:?}", on.engine, verified.breaks);
            assert!(verified.acts as usize >= lines.len(), "{}", on.engine);
            db.write(|tx| record_next(tx, Story(1_000_000), Law::shipped(), 1)).await.unwrap();
            db.close().await;
        }
    }
}
