//! Petitions filed online: sent once, followed by a code, taken in at the desk; and what a
//! copy of the database and the logs must never show.

use crate::sealed::{LOGS, Search, kept, listen};
use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use std::sync::LazyLock;

const WRITE: &str = "/file/write?kind=complaint&unit=31.TT";

async fn signed_in(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

fn hidden<'p>(page: &'p Page, name: &str) -> &'p str {
    let from = format!("name=\"{name}\" value=\"");
    page.text
        .split(&from)
        .nth(1)
        .and_then(|t| t.split('"').next())
        .unwrap_or_else(|| panic!("{name}: {}", page.words()))
}

fn code(page: &Page) -> String {
    let shown = page.text.split("class=\"tracking\">").nth(1).unwrap_or_else(|| panic!("{}", page.words()));
    let digits: String = shown.split('<').next().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 16);
    digits
}

const LETTER: &[(&str, &str)] = &[
    ("title", "Quyết định thu hồi đất"),
    ("said", "Ngày 01/06 xã ra quyết định thu hồi thửa ruộng."),
    ("wants", "Hủy quyết định"),
    ("name", "Đỗ Thị Gửi Đơn"),
    ("address", "Thôn Thử"),
    ("contact", "0900 000 000"),
];

/// Opens a form and fills it, as a person who takes their time.
async fn files(
    stage: &Stage,
    citizen: &mut Browser,
    kind: &str,
    letter: &[(&str, &str)],
) -> (Page, Vec<(String, String)>) {
    let form = citizen.get(&format!("/file/write?kind={kind}&unit=31.TT")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.words());
    let mut fields: Vec<(String, String)> =
        ["once", "begun", "kind", "unit"].iter().map(|n| ((*n).to_owned(), hidden(&form, n).to_owned())).collect();
    fields.extend(letter.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    stage.later(60_000);
    (sends(citizen, &fields).await, fields)
}

async fn sends(citizen: &mut Browser, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    citizen.post("/file/write", &fields).await
}

/// Where the first entry of the inbox stands.
fn entry(inbox: &Page) -> String {
    let id = inbox.text.split("href=\"/desk/inbox/").nth(1).unwrap_or_else(|| panic!("{}", inbox.words()));
    format!("/desk/inbox/{}", id.split('"').next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_petition_is_sent_once_taken_in_and_followed() {
    for stage in stages().await {
        let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
        let mut citizen = Browser::new(&stage.app, "vi");
        assert!(citizen.get("/file").await.text.contains("value=\"31.TT\""));
        let (receipt, fields) = files(&stage, &mut citizen, "complaint", LETTER).await;
        assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.words());
        assert_eq!(receipt.headers["cache-control"], "no-store");
        let code = code(&receipt);
        assert!(receipt.text.contains("<svg"), "a QR code");
        // The line dropped, and the same form is sent again.
        stage.later(5_000);
        assert_eq!(self::code(&sends(&mut citizen, &fields).await), code);

        assert!(desk.get("/desk").await.words().contains("Hòm đơn trực tuyến: 1 đơn đang chờ"));
        let inbox = desk.get("/desk/inbox").await;
        assert!(inbox.words().contains("Còn") && inbox.text.contains("Ngày nhận đơn"), "{}", inbox.words());
        let at = entry(&inbox);
        let way = citizen.post("/track", &[("code", &code)]).await;
        assert!(way.words().contains("Đang chờ cơ quan tiếp nhận"), "{}", way.words());
        assert!(way.text.contains("class=\"due\""), "with its deadline: {}", way.words());

        let open = desk.get(&at).await;
        assert!(open.text.contains("Đỗ Thị Gửi Đơn") && open.text.contains("thửa ruộng"), "{}", open.words());
        stage.later(3 * 86_400_000);
        desk.sign_in("can-bo", PASSWORD).await;
        let take =
            [("title", "Thu hồi đất nông nghiệp"), ("kind", "complaint"), ("field", "land"), ("against", "UBND xã")];
        let taken = desk.post(&format!("{at}/take"), &take).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
        let case = desk.get(taken.location()).await;
        assert!(case.text.contains("14/07/2023"), "the day it was sent, not the day it was read: {}", case.words());
        assert!(case.text.contains("Thu hồi đất nông nghiệp"));
        // A second press opens no second case.
        let again = desk.post(&format!("{at}/take"), &take).await;
        assert_eq!(again.location(), at);
        let all = desk.get("/cases?kind=petition").await;
        assert_eq!(all.text.matches("Thu hồi đất nông nghiệp").count(), 1, "{}", all.words());

        let way = citizen.post("/track", &[("code", &code)]).await;
        assert!(way.words().contains("số hồ sơ 00001/2023/XLĐ-31.TT"), "{}", way.words());
        let add = [("code", code.as_str()), ("said", "Xin rút phần đòi bồi thường"), ("withdraw", "1")];
        assert!(citizen.post("/track/add", &add).await.words().contains("Đề nghị rút đơn"));
        assert!(desk.get("/desk/inbox").await.words().contains("Người gửi bổ sung"));
        assert!(desk.get(&at).await.text.contains("Xin rút phần đòi bồi thường"));
        desk.post(&format!("{at}/seen"), &[]).await;
        assert!(citizen.post("/track", &[("code", &code)]).await.words().contains("cơ quan đã xem"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let stage = stage().await;
    signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    let mut citizen = Browser::new(&stage.app, "en");
    let hostile = "\"><script>alert(1)</script>\u{202e}";
    let typed = [("title", hostile), ("said", "kept as typed"), ("name", "")];
    let (wrong, _) = files(&stage, &mut citizen, "complaint", &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("kept as typed") && wrong.text.contains("name-wrong"), "{}", wrong.words());
    assert!(!wrong.text.contains("<script>alert"));
    // A complaint is somebody's; a denunciation may come without a name.
    let nameless = [("title", "t"), ("said", "s"), ("anonymous", "yes")];
    assert_eq!(files(&stage, &mut citizen, "complaint", &nameless).await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(files(&stage, &mut citizen, "denunciation", &nameless).await.0.status, StatusCode::OK);
    // A hidden box that only a machine fills, and a hand that is too fast.
    let trap = [LETTER, &[("website", "x")]].concat();
    assert_eq!(files(&stage, &mut citizen, "complaint", &trap).await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = citizen.get(WRITE).await;
    let mut fast = vec![("once", hidden(&form, "once")), ("begun", hidden(&form, "begun"))];
    fast.extend([("kind", "complaint"), ("unit", "31.TT")]);
    fast.extend(LETTER);
    assert_eq!(citizen.post("/file/write", &fast).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // No office, no kind, a forged token.
    let none = citizen.get("/en/file/write?kind=x&unit=01.TT").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("What do you want to do?"));
    let forged = citizen.post("/file/write", &[("csrf", "x")]).await;
    assert_ne!(forged.status, StatusCode::OK);
    // Not for those of another city, nor for who only reads.
    let mut other = signed_in(&stage, "noi-khac", Role::Leader, "01").await;
    let mut own = signed_in(&stage, "lanh-dao", Role::Leader, "31.TT").await;
    let at = entry(&own.get("/desk/inbox").await);
    assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get("/desk/inbox").await.text.contains("href=\"/desk/inbox/"));
    // One of the office to whom it was not sealed does not read it.
    assert!(!own.get(&at).await.text.contains("<dd class=\"letter\">"));
    let reason = "Thư rác, không có nội dung";
    assert_eq!(own.post(&format!("{at}/aside"), &[("reason", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(own.post(&format!("{at}/aside"), &[("reason", reason)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_address_is_refused_and_codes_cannot_be_guessed() {
    let stage = stage().await;
    signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    let mut citizen = Browser::new(&stage.app, "vi");
    for n in 0..10 {
        let (sent, _) = files(&stage, &mut citizen, "feedback", LETTER).await;
        assert_eq!(sent.status, StatusCode::OK, "{n}: {}", sent.words());
    }
    // Ten minutes of filing were less than an hour; the eleventh waits.
    let (refused, _) = files(&stage, &mut citizen, "feedback", LETTER).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key("retry-after"));
    for n in 0..20 {
        let guess = citizen.post("/track", &[("code", &format!("{n:016}"))]).await;
        assert_eq!(guess.status, StatusCode::NOT_FOUND, "{}", guess.words());
    }
    let guess = citizen.post("/track", &[("code", "0000000000000099")]).await;
    assert_eq!(guess.status, StatusCode::TOO_MANY_REQUESTS);
    let mut last = StatusCode::OK;
    for _ in 0..120 {
        last = citizen.post("/file/write", &[]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    stage.later(3_600_000);
    assert_eq!(files(&stage, &mut citizen, "feedback", LETTER).await.0.status, StatusCode::OK);
}

const SEALED: &[&str] = &[
    "Chử Thị Kín Đáo",
    "số 5 ngách Sương Khuya, phường Lặng Thinh",
    "0911 222 333 kindao@giau.example",
    "phong bì trao ở quán nước đầu đê hôm mồng ba",
    "xin giữ kín cho tôi ở xưởng tàu",
];
static HIDDEN: LazyLock<Search> = LazyLock::new(|| Search::of(SEALED));
static CONTROL: LazyLock<Search> = LazyLock::new(|| Search::of(&["Phong bì tại công trường"]));

#[tokio::test(flavor = "multi_thread")]
async fn a_denouncer_who_files_online_is_hidden_from_the_first_byte() {
    listen();
    for stage in stages().await {
        let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
        let mut citizen = Browser::new(&stage.app, "vi");
        let letter = [
            ("title", "Nhận tiền của nhà thầu"),
            ("said", SEALED[3]),
            ("name", SEALED[0]),
            ("address", SEALED[1]),
            ("contact", SEALED[2]),
        ];
        let (receipt, _) = files(&stage, &mut citizen, "denunciation", &letter).await;
        let code = code(&receipt);
        let more = [("code", code.as_str()), ("said", SEALED[4]), ("more", "1")];
        assert_eq!(citizen.post("/track/add", &more).await.status, StatusCode::OK);
        let copy = kept(&stage).await;
        assert!(HIDDEN.found(&copy).is_empty(), "before: {:?}", HIDDEN.found(&copy));
        assert!(!copy.windows(16).any(|w| w == code.as_bytes()), "the code is kept as a hash alone");

        let at = entry(&desk.get("/desk/inbox").await);
        assert!(!desk.get(&at).await.text.contains(SEALED[0]), "shut until somebody says why");
        assert_eq!(desk.post(&format!("{at}/open"), &[("why", "xem")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let open = desk.post(&format!("{at}/open"), &[("why", "Đọc để tiếp nhận đơn")]).await;
        assert!(open.text.contains(SEALED[0]) && open.text.contains(SEALED[4]), "the desk reads it: {}", open.words());
        let take = [("title", "Phong bì tại công trường"), ("kind", "denunciation"), ("field", "corruption")];
        let taken = desk.post(&format!("{at}/take"), &take).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
        let case = desk.get(taken.location()).await;
        assert!(HIDDEN.found(&case.bytes).is_empty(), "the case's page: {:?}", HIDDEN.found(&case.bytes));
        let copy = kept(&stage).await;
        assert!(HIDDEN.found(&copy).is_empty(), "after: {:?}", HIDDEN.found(&copy));
        assert_eq!(CONTROL.found(&copy).len(), 1, "the search finds what is in the open");
        let way = citizen.post("/track", &[("code", &code)]).await;
        assert!(HIDDEN.found(&way.bytes).is_empty(), "who holds the code is not told the name");
    }
    let logs = LOGS.lock().unwrap().clone();
    assert!(HIDDEN.found(&logs).is_empty(), "the log: {:?}", HIDDEN.found(&logs));
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Title (giay-kin-do-thi-gui) >> endobj\n%%EOF";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_with_papers_is_taken_up_again_sent_once_asked_about_and_withdrawn() {
    for stage in stages().await {
        let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
        let mut citizen = Browser::new(&stage.app, "vi");
        let form = citizen.get(WRITE).await;
        let once = hidden(&form, "once").to_owned();
        let said =
            [("once", once.as_str()), ("kind", "complaint"), ("unit", "31.TT"), ("said", "Mới viết được nửa chừng")];
        let save = [&said[..], &[("save", "1")]].concat();
        let bad = ("files", "ban-ve.svg", "image/svg+xml", &b"<svg onload='x'/>"[..]);
        let refused = citizen.upload("/file/write", &save, bad).await;
        assert!(
            refused.words().contains("không nhận tệp SVG") && refused.text.contains("nửa chừng"),
            "{}",
            refused.words()
        );
        let saved = citizen.upload("/file/write", &save, ("files", "giay-kin.pdf", "application/pdf", PDF)).await;
        assert!(saved.words().contains("Đã lưu bản nháp") && saved.text.contains("giay-kin.pdf"), "{}", saved.words());
        let copy = kept(&stage).await;
        for secret in [&b"giay-kin"[..], once.as_bytes(), "nửa chừng".as_bytes()] {
            assert!(!copy.windows(secret.len()).any(|w| w == secret), "nothing of a draft lies open");
        }
        // Another device, and later.
        stage.later(86_400_000);
        let mut other = Browser::new(&stage.app, "vi");
        assert_eq!(
            other.post("/file/resume", &[("draft", "zzzz zzzz zzzz zzzz zzzz")]).await.status,
            StatusCode::NOT_FOUND
        );
        let again = other.post("/file/resume", &[("draft", &once.to_uppercase())]).await;
        assert!(again.text.contains("nửa chừng") && again.text.contains("giay-kin.pdf"), "{}", again.words());
        let mut fields = vec![("once", once.as_str()), ("begun", "1"), ("kind", "complaint"), ("unit", "31.TT")];
        fields.extend(LETTER);
        let receipt = other.post("/file/write", &fields).await;
        let code = code(&receipt);
        let back = other.post("/file/resume", &[("draft", &once)]).await;
        assert_eq!(self::code(&back), code, "who lost the line finds the receipt");

        desk.sign_in("can-bo", PASSWORD).await;
        let at = entry(&desk.get("/desk/inbox").await);
        let open = desk.get(&at).await;
        assert!(open.text.contains("giay-kin.pdf"), "{}", open.words());
        let file = format!("/desk/inbox/{}/files/0/1", at.rsplit('/').next().unwrap());
        let read = desk.post(&file, &[]).await;
        assert_eq!((read.status, &read.bytes[..]), (StatusCode::OK, PDF));
        // A colleague who came later is let in by one who can open it.
        let mut late = signed_in(&stage, "moi-den", Role::Leader, "31.TT").await;
        assert!(!late.get(&at).await.text.contains("Đỗ Thị Gửi Đơn"));
        assert_eq!(desk.post("/desk/inbox/share", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(late.get(&at).await.text.contains("Đỗ Thị Gửi Đơn"));

        let question = [("question", "Xin cho biết số quyết định thu hồi đất")];
        assert_eq!(desk.post(&format!("{at}/ask"), &question).await.status, StatusCode::SEE_OTHER);
        let needle = "số quyết định thu hồi".as_bytes();
        assert!(!kept(&stage).await.windows(needle.len()).any(|w| w == needle), "questions are sealed too");
        let way = other.post("/track", &[("code", &code)]).await;
        assert!(way.text.contains("số quyết định thu hồi đất"), "{}", way.words());
        let add = [("code", code.as_str()), ("said", "Số 12"), ("more", "1")];
        let added = other.upload("/track/add", &add, ("files", "them.pdf", "application/pdf", PDF)).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.words());
        let open = desk.get(&at).await;
        assert!(open.text.contains("Số 12") && open.text.contains("them.pdf"), "{}", open.words());

        let gone = other.post("/track/add", &[("code", &code), ("said", ""), ("withdraw", "1")]).await;
        assert!(gone.words().contains("Người gửi đã rút đơn"), "{}", gone.words());
        assert!(!desk.get(&at).await.text.contains("thửa ruộng"), "its words are wiped");
        assert!(!desk.get("/desk/inbox").await.text.contains("href=\"/desk/inbox/"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_of_a_petition_stand_behind_its_receipt() {
    let stage = stage().await;
    let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    let mut citizen = Browser::new(&stage.app, "vi");
    for (kind, shown) in [("complaint", true), ("denunciation", false)] {
        let form = citizen.get(&format!("/file/write?kind={kind}&unit=31.TT")).await;
        let mut fields = vec![("once", hidden(&form, "once")), ("begun", "1"), ("kind", kind), ("unit", "31.TT")];
        fields.extend(LETTER);
        let sent = citizen.upload("/file/write", &fields, ("files", "giay-kin.pdf", "application/pdf", PDF)).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.words());
        let at = entry(&desk.get("/desk/inbox").await);
        let take = [("title", "Thu hồi đất"), ("kind", kind), ("field", "land")];
        let taken = desk.post(&format!("{at}/take"), &take).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
        let case = desk.get(taken.location()).await;
        assert_eq!(case.text.contains("giay-kin.pdf"), shown, "{kind}: {}", case.words());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_too_large_are_refused_and_the_words_stay() {
    let stage = stage().await;
    signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    let mut citizen = Browser::new(&stage.app, "vi");
    let form = citizen.get(WRITE).await;
    let mut fields = vec![("once", hidden(&form, "once")), ("begun", "1"), ("kind", "complaint"), ("unit", "31.TT")];
    fields.extend(LETTER);
    let large = [PDF, &vec![b' '; 25 << 20]].concat();
    let refused = citizen.upload("/file/write", &fields, ("files", "phim.pdf", "application/pdf", &large)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    assert!(refused.text.contains("thửa ruộng") && refused.words().contains("quá 20 MB"), "{}", refused.words());
    // The same form goes through without the file.
    let again = citizen.upload("/file/write", &fields, ("files", "giay.pdf", "application/pdf", PDF)).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.words());
    let code = code(&again);
    let add = [("code", code.as_str()), ("said", "Kèm phim"), ("more", "1")];
    let refused = citizen.upload("/track/add", &add, ("files", "phim.pdf", "application/pdf", &large)).await;
    assert!(refused.text.contains("Kèm phim") && refused.words().contains("quá 20 MB"), "{}", refused.words());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_gone_thirty_days_after_its_last_save() {
    const DAY: i64 = 86_400_000;
    for stage in stages().await {
        signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
        let mut citizen = Browser::new(&stage.app, "vi");
        let mut saved = Vec::new();
        for _ in 0..2 {
            let once = hidden(&citizen.get(WRITE).await, "once").to_owned();
            let said =
                [("once", once.as_str()), ("kind", "complaint"), ("unit", "31.TT"), ("said", "Nháp"), ("save", "1")];
            citizen.upload("/file/write", &said, ("files", "giay.pdf", "application/pdf", PDF)).await;
            saved.push(once);
        }
        stage.later(29 * DAY);
        // Saved again: thirty days more, and only for this one.
        let again = [
            ("once", saved[1].as_str()),
            ("kind", "complaint"),
            ("unit", "31.TT"),
            ("said", "Nháp hai"),
            ("save", "1"),
        ];
        assert!(citizen.post("/file/write", &again).await.words().contains("Đã lưu bản nháp"));
        stage.later(2 * DAY);
        let old = citizen.post("/file/resume", &[("draft", &saved[0])]).await;
        assert_eq!(old.status, StatusCode::NOT_FOUND, "{}", old.words());
        let kept = citizen.post("/file/resume", &[("draft", &saved[1])]).await;
        assert!(kept.text.contains("Nháp hai") && kept.text.contains("giay.pdf"), "{}", kept.words());
        // The next save takes what is over off the disk, files and pieces too.
        assert!(citizen.post("/file/write", &again).await.words().contains("Đã lưu bản nháp"));
        for (table, left) in [("filing_drafts", 1), ("filing_files", 1), ("filing_pieces", 1)] {
            let sql = format!("select count(*) as n from {table}");
            let n = stage.app.read(move |tx| tx.query_one(&sql, &[])?.int("n")).await.unwrap();
            assert_eq!(n, left, "{table}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_added_after_intake_travel_into_the_case() {
    let stage = stage().await;
    let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    for (kind, shown, name) in [("complaint", true, "them-sau.pdf"), ("denunciation", false, "kin-sau.pdf")] {
        let mut citizen = Browser::new(&stage.app, "vi");
        let (receipt, _) = files(&stage, &mut citizen, kind, LETTER).await;
        let code = code(&receipt);
        let at = entry(&desk.get("/desk/inbox").await);
        let take = [("title", "Thu hồi đất"), ("kind", kind), ("field", "land")];
        let taken = desk.post(&format!("{at}/take"), &take).await;
        let add = [("code", code.as_str()), ("said", "Thêm giấy"), ("more", "1")];
        citizen.upload("/track/add", &add, ("files", name, "application/pdf", PDF)).await;
        assert!(!desk.get(taken.location()).await.text.contains(name), "not before the desk has seen it");
        let seen = desk.post(&format!("{at}/seen"), &[]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.words());
        let case = desk.get(taken.location()).await;
        assert_eq!(case.text.contains(name), shown, "{kind}: {}", case.words());
        let left = "select count(*) as n from filing_files";
        assert_eq!(stage.app.read(move |tx| tx.query_one(left, &[])?.int("n")).await.unwrap(), 0, "it is in one place");
        if !shown {
            let copy = kept(&stage).await;
            assert!(!copy.windows(7).any(|w| w == b"kin-sau"), "sealed in the case");
        }
    }
}

/// What a hostile sender would write: a script, a handler, a style, a template, a turned line.
const HOSTILE: &str =
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1) style=\"position:fixed\">{{7*7}}\u{202e}";

/// In every field of every form a stranger can fill; wherever it is shown, to sender or officer, it is words.
#[tokio::test(flavor = "multi_thread")]
async fn scripts_handlers_and_styles_in_every_field_stay_words() {
    let stage = stage().await;
    let mut desk = signed_in(&stage, "can-bo", Role::Recorder, "31.TT").await;
    let mut citizen = Browser::new(&stage.app, "vi");
    let names = ["title", "said", "wants", "against", "name", "address", "contact"];
    let all: Vec<(&str, &str)> = names.iter().map(|name| (*name, HOSTILE)).collect();
    let mut shown = Vec::new();
    // The form again with its errors: no name, so it is not sent.
    let lacking: Vec<(&str, &str)> = all.iter().filter(|(n, _)| *n != "name").copied().collect();
    shown.push(files(&stage, &mut citizen, "complaint", &lacking).await.0);
    let (receipt, _) = files(&stage, &mut citizen, "complaint", &all).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.words());
    let code = code(&receipt);
    citizen.post("/track/add", &[("code", &code), ("said", HOSTILE)]).await;
    shown.push(receipt);
    shown.push(citizen.post("/track", &[("code", &code)]).await);
    for (path, field) in [("/track", "code"), ("/file/resume", "draft"), ("/book/mine", "code"), ("/alerts", "address")]
    {
        shown.push(citizen.post(path, &[(field, HOSTILE)]).await);
    }
    let asked: String = form_urlencoded(HOSTILE);
    for path in ["/news?q=", "/conclusions?q=", "/file?kind=", "/file/guide?guide=", "/book?unit=", "/alerts?about="] {
        shown.push(citizen.get(&format!("{path}{asked}")).await);
    }
    let inbox = desk.get("/desk/inbox").await;
    shown.push(desk.get(&entry(&inbox)).await);
    assert!(shown.last().unwrap().text.contains("alert(1)"), "the desk reads what was sent");
    shown.push(inbox);
    for page in shown {
        assert!(page.status.as_u16() < 500, "{}", page.words());
        for live in ["<script>alert", "<img src=x", "49\u{202e}"] {
            assert!(!page.text.contains(live), "{live}: {}", page.text);
        }
        let rule = page.headers["content-security-policy"].to_str().unwrap();
        assert!(!rule.contains("unsafe-inline") && rule.contains("default-src"), "{rule}");
    }
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
