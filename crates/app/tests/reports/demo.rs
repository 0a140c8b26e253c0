//! The demo's half-year at the desks: every form of it comes out and foots, what is kept
//! agrees with the acts, and a sealed denouncer opens for the one assigned alone.

use crate::story::{ask, filled};
use app::accounts::{Binding, NewAccount, add_user};
use app::clock::Clock;
use app::{App, Settings, demo, vault};
use casework::fields::UnitCode;
use engines::{Fresh, engines};
use law::Law;
use std::collections::BTreeMap;
use std::sync::Arc;

pub async fn city(on: &Fresh) -> (App, BTreeMap<String, String>) {
    let app = App::new(on.db.clone(), Clock::fixed(demo::TODAY), Settings::default());
    let mut accounts = BTreeMap::new();
    for (login, role, unit) in demo::ACCOUNTS {
        let binding = Some(Binding { role, unit: UnitCode(unit.into()) });
        let (login, password, by) = (login.to_owned(), demo::PASSWORD.to_owned(), "test".to_owned());
        let new = NewAccount { name: login.clone(), login: login.clone(), password, binding, by };
        accounts.insert(login, add_user(&app, new).await.unwrap().unwrap());
    }
    let at = app.clock.now_ms();
    let complaints = demo::complaints::city(&app.law, app.tree);
    let told = demo::desk::city(&app.law, app.tree, &complaints);
    assert!(told.refused.is_empty(), "{:#?}", told.refused);
    demo::complaints::keep(&app.db, complaints, at).await.unwrap();
    demo::desk::keep(&app.db, told.histories, &accounts, None, at).await.unwrap();
    (app, accounts)
}

/// Columns that must not be empty, form by form.
const FILLED: [(&str, &[&str]); 10] = [
    ("01/TCD", &["1", "2", "3", "4", "8", "11", "12", "13", "17", "21", "22"]),
    ("02/TCD", &["1", "3", "5", "7", "9", "12", "13", "14", "15"]),
    ("01/XLD", &["1", "5", "6", "7", "8", "9", "11", "12", "13", "14", "18", "22", "23", "24", "25"]),
    ("02/XLD", &["1", "6", "9", "10", "23", "26", "27", "29"]),
    ("03/XLD", &["1", "8", "11", "12", "26", "29", "31", "32"]),
    ("04/XLD", &["1", "8", "11", "12", "20", "21", "22", "23", "24"]),
    ("01/KQGQ", &["1", "3", "4", "5", "6"]),
    ("02/KQGQ", &["1", "2", "9", "13"]),
    ("03/KQGQ", &["1", "3", "4", "6", "24", "26", "28"]),
    ("04/KQGQ", &["1", "2", "3", "5"]),
];

#[tokio::test]
async fn every_form_of_the_desks_comes_out_and_foots() {
    let mut sheets = Vec::new();
    for on in engines(&app::migrations()).await {
        city(&on).await;
        let mut all = String::new();
        for (form, columns) in FILLED {
            let sheet = filled(&on.db, &ask(form, "31", "2023-6m", None)).await;
            assert!(sheet.findings.is_empty(), "{} {form}: {:#?}", on.engine, sheet.findings);
            for column in columns {
                assert!(sheet.total_of(column).is_some_and(|n| n > 0), "{} {form} column {column} is empty", on.engine);
            }
            all.push_str(&sheet.json("vi"));
        }
        sheets.push(all);
    }
    assert_eq!(sheets[0], sheets[1], "the same figures on both engines");
}

#[tokio::test]
async fn what_is_kept_of_it_agrees_with_its_acts() {
    for on in engines(&app::migrations()).await {
        let (app, _) = city(&on).await;
        let checked =
            app::cases::check::check(&on.db, Arc::new(Law::shipped().clone()), false, |_, _| ()).await.unwrap();
        assert!(checked.is_clean(), "{}: {:#?}", on.engine, checked.differences);
        let verified = app::journal::verify(&on.db, |_, _| ()).await.unwrap();
        assert!(verified.is_clean(), "{}", on.engine);
        // The next letter at the inspectorate takes the next number.
        let count =
            "select count(*) as n from cases where kind = 'petition' and unit = '31.TT' and number like '%/2023/%'";
        let last = "select last from case_numbers where unit = '31.TT' and kind = 'petition' and year = 2023";
        let (n, last) = app
            .read(move |tx| Ok((tx.query_one(count, &[])?.int("n")?, tx.query_one(last, &[])?.int("last")?)))
            .await
            .unwrap();
        assert!(n > 20 && n == last, "{}: {n} {last}", on.engine);
    }
}

#[tokio::test]
async fn a_sealed_denouncer_opens_for_the_officer_assigned_and_nobody_else() {
    const SEALED: &str = "select c.id, p.item from cases c join persons p on p.case_id = c.id
        where c.kind = 'denunciation' and c.unit = '31.TT' and p.sealed <> '' order by c.number limit 1";
    const IN_THE_OPEN: &str = "select count(*) as n from cases c join persons p on p.case_id = c.id
        where (c.kind = 'denunciation' or c.class = 'denunciation') and p.plain is not null";
    for on in engines(&app::migrations()).await {
        let (app, accounts) = city(&on).await;
        let (case, item, open) = app
            .read(|tx| {
                let row = tx.query_one(SEALED, &[])?;
                Ok((row.int("id")?, row.text("item")?.to_owned(), tx.query_one(IN_THE_OPEN, &[])?.int("n")?))
            })
            .await
            .unwrap();
        assert_eq!(open, 0, "{}: a denouncer is kept in the open", on.engine);
        for (login, opens) in [("canbo", true), ("tiepdan", false), ("thongke", false)] {
            let mut browser = scenario::web::Browser::new(&app, "vi");
            browser.sign_in(login, demo::PASSWORD).await;
            let secret = browser.cookie("session").unwrap().to_owned();
            let keys = vault::SessionKeys {
                account: accounts[login].clone(),
                session: app::random::sha256(&secret),
                key: Some(vault::from_session(&secret)),
            };
            let item = item.clone();
            let reason = "Xác minh nội dung tố cáo";
            let answer = app.write(move |tx| vault::look(tx, &keys, case, &item, reason, 5)).await.unwrap();
            assert_eq!(answer.is_ok(), opens, "{} {login}", on.engine);
        }
    }
}
