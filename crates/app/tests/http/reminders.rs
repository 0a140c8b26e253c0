//! Who is reminded of what, and the mails that say it, through a mail server on a socket.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use app::reminders::mailer::{Mail, Mailer};
use app::reminders::post;
use app::{App, Settings};
use axum::http::StatusCode;
use jiff::civil::Date;
use scenario::story::{Story, recorded};
use scenario::web::{Browser, Page};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

async fn stocked(stage: &Stage) {
    // Announced and at work: the days of the inspection run out from the middle of August on.
    for n in 0..40 {
        recorded(&stage.app.db, Story(n), 7).await;
    }
}

/// Open deadlines as the table holds them: day, number, unit.
async fn open(stage: &Stage) -> Vec<(Date, String, String)> {
    let sql = "select c.number, c.unit, d.due_on from deadlines d join cases c on c.id = d.case_id
        where d.met_on is null and d.lapsed is null and d.paused_since is null and d.binds in ('not_after', 'lead')";
    let rows = stage.app.read(|tx| tx.query(sql, &[])).await.unwrap();
    let one = |r: &db::Row| {
        (r.text(2).unwrap().parse().unwrap(), r.text(0).unwrap().to_owned(), r.text(1).unwrap().to_owned())
    };
    rows.iter().map(one).collect()
}

/// Numbers of cases linked on a page, one for each row.
fn listed(page: &Page) -> Vec<String> {
    let rows = page.text.split("class=\"title-cell\"").skip(1);
    let mut all: Vec<String> = rows
        .filter_map(|p| Some(p.split_once("<a href=")?.1.split_once('>')?.1.split_once('<')?.0.to_owned()))
        .collect();
    all.sort();
    all
}

/// What the bell says.
fn bell(page: &Page) -> usize {
    let badge = page.text.split("<strong class=\"badge\">").nth(1);
    badge.map_or(0, |b| b.split('<').next().unwrap().parse().unwrap())
}

/// The day on which the stories' deadlines press: a working day.
async fn to_august(stage: &Stage) -> Date {
    stage.later(42 * DAY);
    let today = stage.app.clock.today();
    assert_eq!(today, jiff::civil::date(2023, 8, 25), "a Friday");
    today
}

#[tokio::test]
async fn officers_are_reminded_of_their_unit_and_leaders_of_what_is_overdue() {
    for stage in stages().await {
        stocked(&stage).await;
        let today = to_august(&stage).await;
        let soon = law::clock::plus_days(today, 5);
        stage.person("lan", Role::Recorder, "31.TT").await;
        stage.person("tho", Role::Recorder, "31").await;
        stage.person("head", Role::Leader, "31").await;
        stage.person("khach", Role::Viewer, "31").await;
        let all = open(&stage).await;
        let of = |units: &[&str], from: Date, until: Date| {
            let mut numbers: Vec<String> = all
                .iter()
                .filter(|(due, _, unit)| (from..=until).contains(due) && units.contains(&unit.as_str()))
                .map(|(_, number, _)| number.clone())
                .collect();
            numbers.sort();
            numbers
        };
        let others = ["31.SXD.TT", "31.SYT.TT", "303.TT"];
        let yesterday = law::clock::plus_days(today, -1);
        let expected = [
            ("lan", of(&["31.TT"], Date::MIN, soon)),
            // The departments and the district have no officer of their own: the city's answer for them.
            ("tho", of(&others, Date::MIN, soon)),
            ("head", of(&[&others[..], &["31.TT"]].concat(), Date::MIN, yesterday)),
            ("khach", Vec::new()),
        ];
        assert!(expected[..3].iter().all(|(_, numbers)| numbers.len() > 3), "{expected:?}");
        for (login, numbers) in expected {
            let mut browser = Browser::new(&stage.app, "vi");
            browser.sign_in(login, PASSWORD).await;
            let page = browser.get("/reminders").await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(listed(&page), numbers, "{} {login}", stage.fresh().engine);
            assert_eq!(bell(&browser.get("/cases").await), numbers.len(), "{login}: the bell on another page");
        }
        // An officer of the district takes its deadlines over.
        stage.person("huyen", Role::Recorder, "303.TT").await;
        stage.app.reminders.forget_owners();
        let mut browser = Browser::new(&stage.app, "en");
        browser.sign_in("tho", PASSWORD).await;
        assert_eq!(listed(&browser.get("/reminders").await), of(&others[..2], Date::MIN, soon));
    }
}

#[tokio::test]
async fn a_mark_is_ones_own_and_ends_with_the_rung() {
    for stage in stages().await {
        stocked(&stage).await;
        to_august(&stage).await;
        for login in ["lan", "mai"] {
            stage.person(login, Role::Recorder, "31.TT").await;
        }
        let (mut lan, mut mai) = (Browser::new(&stage.app, "vi"), Browser::new(&stage.app, "vi"));
        lan.sign_in("lan", PASSWORD).await;
        mai.sign_in("mai", PASSWORD).await;
        let page = lan.get("/reminders").await;
        let before = bell(&page);
        let soon = page.text.split("id=\"soon\"").nth(1).unwrap();
        let key = soon.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(lan.post("/reminders/mark", &[("key", &key), ("mark", "seen")]).await.location(), "/reminders");
        let page = lan.get("/reminders").await;
        assert_eq!((bell(&page), listed(&page).len()), (before - 1, before));
        lan.post("/reminders/mark", &[("key", &key), ("mark", "done")]).await;
        let page = lan.get("/reminders").await;
        assert!(page.text.contains("<details"), "what is done stands apart");
        assert_eq!(bell(&mai.get("/reminders").await), before, "another's list is their own");
        // A reminder that is not mine cannot be marked.
        let foreign = key.replacen(key.split('~').next().unwrap(), "1", 1);
        lan.post("/reminders/mark", &[("key", &foreign), ("mark", "done")]).await;
        let marks = "select count(*) as n from reminder_marks";
        assert_eq!(stage.app.read(|tx| tx.query_one(marks, &[])?.int("n")).await.unwrap(), 1);
        // The next rung asks anew.
        stage.later(10 * DAY);
        let page = lan.get("/reminders").await;
        assert!(!page.text.contains("<details"), "{}", stage.fresh().engine);
        lan.post("/reminders/mark", &[("all", "yes"), ("mark", "seen")]).await;
        assert_eq!(bell(&lan.get("/reminders").await), 0);
    }
}

/// A mail server: what it was given, and how it answers a recipient.
pub struct Post {
    pub url: String,
    mails: Arc<Mutex<Vec<String>>>,
    refuses: Arc<Mutex<Option<&'static str>>>,
}

impl Post {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (mails, refuses) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<Option<&'static str>>>::default());
        let (kept, says) = (mails.clone(), refuses.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 post\r\n").await.unwrap();
                while let Ok(Some(line)) = lines.next_line().await {
                    let refused = *says.lock().unwrap();
                    let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
                        "RCPT" if refused.is_some() => refused.unwrap(),
                        "DATA" => {
                            write.write_all(b"354 go on\r\n").await.unwrap();
                            let mut mail = String::new();
                            while let Ok(Some(line)) = lines.next_line().await {
                                if line == "." {
                                    break;
                                }
                                mail.push_str(&line);
                                mail.push('\n');
                            }
                            kept.lock().unwrap().push(mail);
                            "250 kept"
                        }
                        "QUIT" => "221 bye",
                        _ => "250 ok",
                    };
                    write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
                }
            }
        });
        Self { url, mails, refuses }
    }

    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().iter().map(|mail| plain(mail)).collect()
    }

    pub fn refuse(&self, answer: Option<&'static str>) {
        *self.refuses.lock().unwrap() = answer;
    }
}

/// Head and text of a mail, the text decoded.
fn plain(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").unwrap();
    let body = match head.contains("quoted-printable") {
        true => quoted(&body.replace("=\n", "")),
        false => body.to_owned(),
    };
    format!("{head}\n\n{body}")
}

fn quoted(text: &str) -> String {
    let (mut out, mut at, bytes) = (Vec::new(), 0, text.as_bytes());
    while at < bytes.len() {
        let hex = (bytes[at] == b'=').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap()
}

/// The program with mail set up, over the database of a stage, as after a restart.
fn with_mail(stage: &Stage, url: &str) -> (App, Mailer) {
    let mail = Mail { smtp_url: url.to_owned(), from: "thanhtra@haiphong.example".into() };
    let mailer = Mailer::new(&mail).unwrap();
    let settings = Settings { public_url: "https://thanhtra.example/".into(), mail: Some(mail), ..Settings::default() };
    (App::new(stage.app.db.clone(), stage.app.clock.clone(), settings), mailer)
}

async fn opt_in(app: &App, login: &str) -> Browser {
    let mut browser = Browser::new(app, "vi");
    browser.sign_in(login, PASSWORD).await;
    let address = format!("{login}@haiphong.example");
    let set = browser.post("/account/mail", &[("wanted", "yes"), ("address", &address)]).await;
    assert_eq!(set.location(), "/account?done=mail#mail");
    browser
}

#[tokio::test]
async fn one_mail_a_day_says_number_act_article_unit_and_link_and_nothing_else() {
    for stage in stages().await {
        stocked(&stage).await;
        let post = Post::start().await;
        let (app, mailer) = with_mail(&stage, &post.url);
        to_august(&stage).await;
        stage.person("lan", Role::Recorder, "31.TT").await;
        post::round(&app, &mailer).await.unwrap();
        assert!(post.mails().is_empty(), "nobody asked for any");

        let mut lan = opt_in(&app, "lan").await;
        post::round(&app, &mailer).await.unwrap();
        let mails = post.mails();
        assert_eq!(mails.len(), 1, "{}", stage.fresh().engine);
        let mail = &mails[0];
        assert!(mail.contains("To: lan@haiphong.example") && mail.contains("Auto-Submitted: auto-generated"), "{mail}");
        let numbers: BTreeSet<String> = listed(&lan.get("/reminders").await).into_iter().collect();
        for number in &numbers {
            assert!(mail.contains(&format!("- {number} · ")), "{number}: {mail}");
            let slug = number.replace('/', "%2F");
            assert!(mail.contains(&format!("https://thanhtra.example/cases/{slug}")), "{mail}");
        }
        for wanted in ["QUÁ HẠN", "Luật Thanh tra", "Điều", "https://thanhtra.example/reminders"] {
            assert!(mail.contains(wanted), "{wanted}: {mail}");
        }
        // No title, no team, no signer, no name of the reader.
        for secret in ["quản lý, sử dụng đất đai", "Trần Văn Minh", "Nguyễn Thị Lan", "Người lan", "Ủy ban nhân dân xã"]
        {
            assert!(!mail.contains(secret), "{secret}: {mail}");
        }

        // Later that day, and after a restart: nothing again.
        stage.later(60 * MINUTE);
        post::round(&app, &mailer).await.unwrap();
        let (again, mailer) = with_mail(&stage, &post.url);
        post::round(&again, &mailer).await.unwrap();
        assert_eq!(post.mails().len(), 1);
        // Saturday and Sunday are quiet; Monday tells only what is new.
        for _ in 0..2 {
            stage.later(DAY);
            post::round(&again, &mailer).await.unwrap();
            assert_eq!(post.mails().len(), 1, "{}", again.clock.today());
        }
        stage.later(DAY);
        post::round(&again, &mailer).await.unwrap();
        let mails = post.mails();
        assert_eq!(mails.len(), 2, "{}", again.clock.today());
        let lines =
            |mail: &str| mail.lines().filter(|l| l.starts_with("- ")).map(str::to_owned).collect::<BTreeSet<_>>();
        assert!(!lines(&mails[1]).is_empty() && lines(&mails[1]) != lines(&mails[0]));
        // Who wants no more gets no more.
        lan.sign_in("lan", PASSWORD).await;
        let ended = lan.post("/account/mail", &[("wanted", "no")]).await;
        assert_eq!(ended.location(), "/account?done=mail_off#mail");
        stage.later(DAY);
        post::round(&again, &mailer).await.unwrap();
        assert_eq!(post.mails().len(), 2);
    }
}

#[tokio::test]
async fn mail_waits_for_the_morning() {
    let stage = stage().await;
    stocked(&stage).await;
    let post = Post::start().await;
    let (app, mailer) = with_mail(&stage, &post.url);
    to_august(&stage).await;
    stage.person("lan", Role::Recorder, "31.TT").await;
    opt_in(&app, "lan").await;
    stage.later(-3 * 60 * MINUTE);
    post::round(&app, &mailer).await.unwrap();
    assert!(post.mails().is_empty(), "six in the morning");
    stage.later(60 * MINUTE);
    post::round(&app, &mailer).await.unwrap();
    assert_eq!(post.mails().len(), 1);
}

async fn states(app: &App) -> Vec<(String, i64, String)> {
    let sql = "select state, tries, said from digests where state <> 'none' order by day, account_id";
    let rows = app.read(|tx| tx.query(sql, &[])).await.unwrap();
    let one = |r: &db::Row| (r.text(0).unwrap().to_owned(), r.int("tries").unwrap(), r.text(2).unwrap().to_owned());
    rows.iter().map(one).collect()
}

#[tokio::test]
async fn a_mail_that_does_not_go_is_tried_later_and_shown_to_the_administrator() {
    for stage in stages().await {
        stocked(&stage).await;
        let nowhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", nowhere.local_addr().unwrap());
        drop(nowhere);
        let (app, mailer) = with_mail(&stage, &url);
        to_august(&stage).await;
        stage.person("lan", Role::Recorder, "31.TT").await;
        stage.person("boss", Role::Administrator, "31").await;
        stage.person("elsewhere", Role::Administrator, "01").await;
        opt_in(&app, "lan").await;
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await, [("waiting".into(), 1, "unreachable".to_owned())], "{}", stage.fresh().engine);
        // Not before its time.
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await[0].1, 1);

        let post = Post::start().await;
        let (app, mailer) = with_mail(&stage, &post.url);
        post.refuse(Some("450 come later, lan@haiphong.example"));
        stage.later(MINUTE);
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await, [("waiting".into(), 2, "later 450".to_owned())]);
        post.refuse(Some("550 no such person: lan@haiphong.example"));
        stage.later(5 * MINUTE);
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await, [("failed".into(), 3, "refused 550".to_owned())]);
        stage.later(DAY / 24);
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await[0].1, 3, "what was refused for good is not tried again by itself");

        let mut boss = Browser::new(&app, "vi");
        boss.sign_in("boss", PASSWORD).await;
        let page = boss.get("/reminders/mail").await;
        assert!(page.text.contains("Người lan") && page.text.contains("Máy chủ thư từ chối 550"), "{}", page.text);
        assert!(!page.text.contains("lan@haiphong.example") && !page.text.contains("/2023/TTr-HP"), "{}", page.text);
        let mut elsewhere = Browser::new(&app, "vi");
        elsewhere.sign_in("elsewhere", PASSWORD).await;
        assert!(!elsewhere.get("/reminders/mail").await.text.contains("Người lan"));
        let (account, day) = (page.text.split("name=\"account\" value=\"").nth(1), "2023-08-25");
        let account = account.unwrap().split('"').next().unwrap().to_owned();
        let asked = [("account", account.as_str()), ("day", day)];
        assert_eq!(elsewhere.post("/reminders/mail/again", &asked).await.status, StatusCode::NOT_FOUND);
        let mut lan = Browser::new(&app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        assert_eq!(lan.get("/reminders/mail").await.status, StatusCode::FORBIDDEN);

        post.refuse(None);
        assert_eq!(boss.post("/reminders/mail/again", &asked).await.location(), "/reminders/mail");
        post::round(&app, &mailer).await.unwrap();
        assert_eq!(states(&app).await, [("sent".into(), 1, String::new())]);
        assert_eq!(post.mails().len(), 1);
    }
}

/// Two programs over one database, and one that died with a mail in its hands.
#[tokio::test]
async fn a_mail_is_sent_by_one_program_and_taken_up_when_that_one_died() {
    for stage in stages().await {
        stocked(&stage).await;
        let post = Post::start().await;
        let (one, mailer) = with_mail(&stage, &post.url);
        let (two, _) = with_mail(&stage, &post.url);
        to_august(&stage).await;
        stage.person("lan", Role::Recorder, "31.TT").await;
        opt_in(&one, "lan").await;
        let (first, second) = tokio::join!(post::round(&one, &mailer), post::round(&two, &mailer));
        first.unwrap();
        second.unwrap();
        assert_eq!(post.mails().len(), 1, "{}", stage.fresh().engine);
        // Died between the server's answer and writing it down: after a while once more, under the same id.
        let held = "update digests set state = 'sending', next_at = 0";
        one.write(move |tx| tx.exec(held, &[])).await.unwrap();
        post::round(&two, &mailer).await.unwrap();
        let mails = post.mails();
        let id = |mail: &str| mail.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned();
        assert_eq!(mails.len(), 2);
        assert_eq!(id(&mails[0]), id(&mails[1]));
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_and_kept_for_correction() {
    let stage = stage().await;
    let (app, _) = with_mail(&stage, "smtp://127.0.0.1:9");
    stage.person("lan", Role::Recorder, "31.TT").await;
    let mut lan = Browser::new(&app, "vi");
    lan.sign_in("lan", PASSWORD).await;
    let page = lan.post("/account/mail", &[("wanted", "yes"), ("address", "lan@x.vn, ai@y.vn")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("lan@x.vn, ai@y.vn") && page.text.contains("Không đọc được địa chỉ"), "{}", page.text);
    // Where the operator set up no mail, nothing is promised.
    let mut plain = Browser::new(&stage.app, "vi");
    plain.sign_in("lan", PASSWORD).await;
    assert!(!plain.get("/account").await.text.contains("id=\"mail\""));
}
