//! `check` finds whatever was written by hand, and puts right what may be.

use app::cases::check::check;
use app::journal::verify;
use engines::{Fresh, engines};
use law::Law;
use scenario::story::{ACTS, Story, recorded};
use std::sync::Arc;

fn law() -> Arc<Law> {
    Arc::new(Law::shipped().clone())
}

async fn stocked() -> Vec<Fresh> {
    let all = engines(&app::migrations()).await;
    for on in &all {
        for n in 0..5 {
            recorded(&on.db, Story(n), ACTS - n as usize * 3).await;
        }
    }
    all
}

#[tokio::test]
async fn what_was_recorded_is_clean() {
    for on in stocked().await {
        let mut heard = Vec::new();
        let checked = check(&on.db, law(), false, |done, of| heard.push((done, of))).await.unwrap();
        assert!(checked.is_clean(), "{}: {:#?}", on.engine, checked.differences);
        assert_eq!((checked.cases, checked.acts), (5, (0..5).map(|n| ACTS as i64 - n * 3).sum()));
        assert!(checked.deadlines > 20 && checked.postings > 20, "{checked:?}");
        assert_eq!(heard.last(), Some(&(5, 5)));
        assert!(verify(&on.db, |_, _| ()).await.unwrap().is_clean());
    }
}

#[tokio::test]
async fn every_hand_made_change_is_found() {
    const CHANGES: &[(&str, &str)] = &[
        ("update cases set standing = 'completed' where number = '2/2023/TTr-HP'", "standing"),
        ("update cases set next_due_on = '2030-01-01' where number = '2/2023/TTr-HP'", "next_due_on"),
        ("update cases set title = 'x' where number = '2/2023/TTr-HP'", "title"),
        ("update deadlines set due_on = '2030-01-01' where rule = 'duration'", "deadline duration"),
        ("update deadlines set met_on = null, met_by = null where rule = 'team_report'", "deadline team_report"),
        ("delete from deadlines where rule = 'publish'", "deadline publish"),
        ("update postings set quantity = quantity + 1 where indicator = 'inspection.launched'", "posting"),
        ("delete from postings where line = 0", "posting"),
        ("update postings set unit = '01.TT' where unit = '31.TT'", "posting"),
        (
            "insert into postings select 'nowhere', case_id, seq, line, indicator, day, class, manner, field, item, quantity,
             about from postings where unit = '31.TT' and line = 0",
            "rows of postings",
        ),
        ("delete from journal where position = 3", "rows of positions"),
    ];
    for (change, found) in CHANGES {
        for on in stocked().await {
            let touched = on.db.write(|tx| tx.exec(change, &[])).await.unwrap();
            assert!(touched > 0 || on.engine == "postgres", "{change} touched nothing");
            app::journal::settle(&on.db).await.unwrap();
            let touched = if touched > 0 { touched } else { on.db.write(|tx| tx.exec(change, &[])).await.unwrap() };
            assert!(touched > 0, "{}: {change} touched nothing", on.engine);
            let checked = check(&on.db, law(), false, |_, _| ()).await.unwrap();
            let what = checked.differences.iter().any(|d| d.what.starts_with(found));
            assert!(what, "{}: {change}: {:#?}", on.engine, checked.differences);
            assert!(verify(&on.db, |_, _| ()).await.unwrap().is_clean(), "chains have nothing to do with {change}");
        }
    }
}

#[tokio::test]
async fn lists_and_deadlines_are_put_right_and_postings_never() {
    for on in stocked().await {
        on.db
            .write(|tx| {
                tx.exec("update cases set standing = 'x', next_due_on = null, folded = ''", &[])?;
                tx.exec("update deadlines set due_on = '2030-01-01'", &[])
            })
            .await
            .unwrap();
        assert!(!check(&on.db, law(), true, |_, _| ()).await.unwrap().is_clean());
        let after = check(&on.db, law(), true, |_, _| ()).await.unwrap();
        assert!(after.is_clean(), "{}: {:#?}", on.engine, after.differences);
        on.db.write(|tx| tx.exec("update postings set quantity = 5 where line = 0", &[])).await.unwrap();
        let first = check(&on.db, law(), true, |_, _| ()).await.unwrap();
        assert_eq!(check(&on.db, law(), true, |_, _| ()).await.unwrap(), first, "{}", on.engine);
        assert!(!first.is_clean());
    }
}

#[tokio::test]
async fn an_act_that_cannot_be_read_is_named_by_both() {
    for on in stocked().await {
        let change = "update acts set facts = 'x' where seq = 2";
        on.db.write(|tx| tx.exec(change, &[])).await.unwrap();
        let checked = check(&on.db, law(), false, |_, _| ()).await.unwrap();
        assert_eq!(checked.differences.iter().filter(|d| d.what == "act 2").count(), 5, "{}", on.engine);
        assert_eq!(verify(&on.db, |_, _| ()).await.unwrap().breaks.len(), 5, "{}", on.engine);
    }
}
