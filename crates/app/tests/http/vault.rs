//! Who opens a sealed person, and that nobody else does: no table, no file.

use crate::support::{PASSWORD, Stage, stages};
use app::access::Role;
use app::vault::{self, Person, Refused, Seen, SessionKeys, Taken};
use scenario::web::Browser;

const CASE: i64 = 47;
const UNIT: &str = "31.TT";
/// Words that stand nowhere else.
const NAME: &str = "Ngô Thị Kín Đáo";
const REASON: &str = "Xác minh nội dung tố cáo";

fn hidden() -> Person {
    Person { name: NAME.into(), address: "Ngõ Vắng, Hẻm Khuất".into(), ..Person::default() }
}

/// What a signed-in account brings to the vault, from the browser's own secret.
async fn keys(stage: &Stage, account: &str, login: &str, password: &str) -> SessionKeys {
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, password).await;
    let secret = browser.cookie("session").unwrap().to_owned();
    let session = app::random::sha256(&secret);
    SessionKeys { account: account.to_owned(), session, key: Some(vault::from_session(&secret)) }
}

async fn sealed_by(stage: &Stage, account: &str) -> Result<String, Refused> {
    let (by, person) = (account.to_owned(), Taken::from(&hidden()));
    let item = person.item().to_owned();
    stage.app.write(move |tx| vault::keep_sealed(tx, CASE, UNIT, &person, &by, 1)).await.unwrap().map(|()| item)
}

async fn look(stage: &Stage, who: &SessionKeys, item: &str, reason: &'static str) -> Result<Person, Refused> {
    let (who, item) = (who.clone(), item.to_owned());
    let answer = stage.app.write(move |tx| vault::look(tx, &who, CASE, &item, reason, 5)).await.unwrap()?;
    let vault::Inside::Person(person) = answer else { panic!("a letter where a person was kept") };
    Ok(person)
}

/// Everything the vault's tables hold, as one text.
async fn tables(stage: &Stage) -> String {
    let all = [
        "select account_id, public, salt, wrapped from account_keys",
        "select hash, wrapped_key from sessions",
        "select account_id, wrapped from case_grants",
        "select item, plain, sealed from persons",
        "select item, reason from looks",
    ];
    let rows = stage.app.read(move |tx| {
        let mut text = String::new();
        for sql in all {
            text += &format!("{:?}\n", tx.query(sql, &[])?);
        }
        Ok(text)
    });
    rows.await.unwrap()
}

/// Whether the words stand in any file of the database.
fn on_disk(stage: &Stage, words: &str) -> bool {
    let Some(folder) = stage.fresh().folder() else { return false };
    let files = std::fs::read_dir(folder).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()))
}

#[tokio::test]
async fn only_those_assigned_open_a_person_and_each_look_is_written_down() {
    for stage in stages().await {
        let lan = stage.person("lan", Role::Recorder, UNIT).await;
        let head = stage.person("head", Role::Leader, UNIT).await;
        let other = stage.person("other", Role::Recorder, UNIT).await;
        let item = sealed_by(&stage, &lan).await.unwrap();
        let seen = stage.app.read(move |tx| vault::seen(tx, CASE)).await.unwrap();
        assert_eq!(seen.get(&item), Some(&Seen::Sealed));

        let (by_lan, by_head) =
            (keys(&stage, &lan, "lan", PASSWORD).await, keys(&stage, &head, "head", PASSWORD).await);
        assert_eq!(look(&stage, &by_lan, &item, REASON).await, Ok(hidden()));
        assert_eq!(look(&stage, &by_head, &item, REASON).await, Ok(hidden()), "the unit's leader settles it");
        assert_eq!(look(&stage, &by_lan, &item, "  xem ").await, Err(Refused::NoReason));
        let by_other = keys(&stage, &other, "other", PASSWORD).await;
        assert_eq!(look(&stage, &by_other, &item, REASON).await, Err(Refused::NotAssigned));

        let (head_keys, to) = (by_head.clone(), other.clone());
        stage.app.write(move |tx| vault::assign(tx, &head_keys, CASE, &to, 6)).await.unwrap().unwrap();
        assert_eq!(look(&stage, &by_other, &item, REASON).await, Ok(hidden()));
        let (gone, by) = (other.clone(), lan.clone());
        stage.app.write(move |tx| vault::unassign(tx, &by, CASE, &gone, 7)).await.unwrap().unwrap();
        assert_eq!(look(&stage, &by_other, &item, REASON).await, Err(Refused::NotAssigned));

        let looks = stage.app.read(|tx| vault::looks(tx, CASE)).await.unwrap();
        let who: Vec<&str> = looks.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(who, ["Người head", "Người lan", "Người other"]);
        assert!(looks.iter().all(|l| l.reason == REASON && l.item == item));
    }
}

#[tokio::test]
async fn nothing_on_the_disk_names_a_sealed_person_or_opens_the_envelope() {
    for stage in stages().await {
        let lan = stage.person("lan", Role::Recorder, UNIT).await;
        let item = sealed_by(&stage, &lan).await.unwrap();
        let by_lan = keys(&stage, &lan, "lan", PASSWORD).await;
        assert_eq!(look(&stage, &by_lan, &item, REASON).await, Ok(hidden()));

        let text = tables(&stage).await;
        assert!(text.contains(&item) && !text.contains(NAME) && !text.contains("Ngõ Vắng"), "{text}");
        assert!(!on_disk(&stage, NAME) && !on_disk(&stage, "Ngõ Vắng"));
        // A thief who has the session's row but not the browser's secret, and a program's token.
        let thief = SessionKeys { key: Some(vault::from_session(&by_lan.session)), ..by_lan.clone() };
        assert_eq!(look(&stage, &thief, &item, REASON).await, Err(Refused::SignInAgain));
        let program = SessionKeys { key: None, ..by_lan };
        assert_eq!(look(&stage, &program, &item, REASON).await, Err(Refused::SignInAgain));
    }
}

#[tokio::test]
async fn a_person_kept_in_the_open_can_be_sealed_later_without_a_trace() {
    for stage in stages().await {
        let lan = stage.person("lan", Role::Recorder, UNIT).await;
        let (by, person) = (lan.clone(), Taken::from(&hidden()));
        let item = person.item().to_owned();
        stage.app.write(move |tx| vault::keep_open(tx, CASE, &person, &by, 1)).await.unwrap();
        assert!(tables(&stage).await.contains(NAME), "it was in the open");
        assert_eq!(on_disk(&stage, NAME), stage.fresh().folder().is_some(), "the search of files finds what is there");
        let by = lan.clone();
        let sealed = stage.app.write(move |tx| vault::seal_case(tx, CASE, UNIT, &by, 2)).await.unwrap();
        assert_eq!(sealed, Ok(1));
        assert!(!tables(&stage).await.contains(NAME));
        let by_lan = keys(&stage, &lan, "lan", PASSWORD).await;
        assert_eq!(look(&stage, &by_lan, &item, REASON).await, Ok(hidden()));
        stage.fresh().db.close().await;
        assert!(!on_disk(&stage, NAME));
    }
}

#[tokio::test]
async fn a_changed_password_keeps_what_was_assigned_and_a_reset_one_does_not() {
    for stage in stages().await {
        let lan = stage.person("lan", Role::Recorder, UNIT).await;
        stage.person("boss", Role::Administrator, "31").await;
        let item = sealed_by(&stage, &lan).await.unwrap();
        let mut own = Browser::new(&stage.app, "vi");
        own.sign_in("lan", PASSWORD).await;
        let changed = own.post("/account/password", &[("old", PASSWORD), ("new", "Tủ số 12 ngăn giữa")]).await;
        assert_eq!(changed.location(), "/account?done=password");
        let by_lan = keys(&stage, &lan, "lan", "Tủ số 12 ngăn giữa").await;
        assert_eq!(look(&stage, &by_lan, &item, REASON).await, Ok(hidden()));

        let mut boss = Browser::new(&stage.app, "vi");
        boss.sign_in("boss", PASSWORD).await;
        let reset = boss.post(&format!("/accounts/{lan}/password"), &[("password", "Đặt lại lần thứ nhất")]).await;
        assert_eq!(reset.location(), format!("/accounts/{lan}?done=reset"));
        let as_lan = keys(&stage, &lan, "lan", "Đặt lại lần thứ nhất").await;
        assert_eq!(look(&stage, &as_lan, &item, REASON).await, Err(Refused::NotAssigned));
    }
}

#[tokio::test]
async fn a_destroyed_key_opens_for_nobody_and_the_case_takes_no_other() {
    for stage in stages().await {
        let lan = stage.person("lan", Role::Recorder, UNIT).await;
        let item = sealed_by(&stage, &lan).await.unwrap();
        let by_lan = keys(&stage, &lan, "lan", PASSWORD).await;
        let who = by_lan.clone();
        let why = "Hết thời hạn lưu giữ hồ sơ";
        stage.app.write(move |tx| vault::destroy(tx, &who, CASE, why, 9)).await.unwrap().unwrap();
        assert_eq!(look(&stage, &by_lan, &item, REASON).await, Err(Refused::Destroyed));
        let seen = stage.app.read(move |tx| vault::seen(tx, CASE)).await.unwrap();
        assert_eq!(seen.get(&item), Some(&Seen::Destroyed));
        assert_eq!(sealed_by(&stage, &lan).await, Err(Refused::Destroyed));
    }
}

#[tokio::test]
async fn nobody_seals_what_nobody_could_open() {
    for stage in stages().await {
        assert_eq!(sealed_by(&stage, "nobody").await, Err(Refused::NobodyCouldOpen));
        let kept = stage.app.read(|tx| tx.query_one("select count(*) as n from persons", &[])?.int("n")).await.unwrap();
        assert_eq!(kept, 0);
    }
}
