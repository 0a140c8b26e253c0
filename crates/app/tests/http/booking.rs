//! Booked reception turns: published, booked once, called by number, received in one press; and
//! what neither list, board nor a copy of the database shows.

use crate::sealed::kept;
use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use serde_json::json;

async fn desk_of(stage: &Stage, login: &str, unit: &str) -> Browser {
    stage.person(login, Role::Recorder, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser.get("/desk/turns/days").await;
    browser
}

/// A session of 31.TT on a day: two turns of thirty minutes, one place each.
async fn publishes(desk: &mut Browser, on: &str, host: &str) -> Page {
    let fields = [
        ("unit", "31.TT"),
        ("on", on),
        ("opens", "10:00"),
        ("closes", "11:00"),
        ("each", "30"),
        ("seats", "1"),
        ("host", host),
        ("presider", "Chánh Thanh tra"),
        ("place", "Phòng tiếp công dân"),
    ];
    desk.post("/desk/turns/days", &fields).await
}

fn between<'p>(text: &'p str, from: &str, to: &str) -> &'p str {
    text.split(from).nth(1).and_then(|t| t.split(to).next()).unwrap_or_else(|| panic!("no {from}: {text}"))
}

/// The pages a person goes through until the number; `nth` slot of the first session listed.
async fn books(
    stage: &Stage,
    citizen: &mut Browser,
    nth: usize,
    words: &[(&str, &str)],
) -> (Page, Vec<(String, String)>) {
    let list = citizen.get("/book").await;
    let day = between(&list.text, "href=\"/book?day=", "\"").to_owned();
    let form = citizen.get(&format!("/book?day={day}")).await;
    let slots: Vec<&str> = form.text.split(&format!("value=\"{day}-")).skip(1).collect();
    let minute = slots.get(nth).map_or("600", |s| s.split('"').next().unwrap());
    let hidden = |name: &str| between(&form.text, &format!("name=\"{name}\" value=\""), "\"").to_owned();
    let mut fields = vec![("slot".to_owned(), format!("{day}-{minute}"))];
    fields.extend(["once", "begun"].map(|n| (n.to_owned(), hidden(n))));
    fields.extend(words.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    stage.later(10_000);
    (sends(citizen, &fields).await, fields)
}

async fn sends(citizen: &mut Browser, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    citizen.post("/book", &fields).await
}

fn code(page: &Page) -> String {
    let shown = between(&page.text, "small-code\">", "<");
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 16, "{}", page.words());
    digits
}

const WORDS: &[(&str, &str)] =
    &[("kind", "complaint"), ("title", "Thu hồi đất"), ("name", "Đỗ Thị Hẹn Trước"), ("contact", "0900 000 001")];

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_is_booked_once_moved_and_cancelled_by_its_code() {
    for stage in stages().await {
        let mut desk = desk_of(&stage, "can-bo", "31.TT").await;
        assert_eq!(publishes(&mut desk, "17/07/2023", "regular").await.status, StatusCode::SEE_OTHER);
        let mut citizen = Browser::new(&stage.app, "vi");
        let (ticket, fields) = books(&stage, &mut citizen, 0, WORDS).await;
        assert_eq!(ticket.status, StatusCode::OK, "{}", ticket.words());
        assert!(ticket.text.contains("number-big\">A01<") && ticket.text.contains("<svg"), "{}", ticket.words());
        let code = code(&ticket);
        // The line dropped, and the same form is sent again.
        assert_eq!(self::code(&sends(&mut citizen, &fields).await), code);

        // Another person with the page of before: the seat is gone, their words are not.
        let mut late = Browser::new(&stage.app, "en");
        let list = late.get("/book").await;
        let day = between(&list.text, "href=\"/book?day=", "\"").to_owned();
        let form = late.get(&format!("/book?day={day}")).await;
        assert!(form.text.contains(&format!("name=\"day\" value=\"{day}\"")));
        let empty = late.post("/book", &[("day", &day), ("name", "Còn đây")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a form without an hour is asked for one");
        assert!(empty.text.contains("Còn đây") && empty.words().contains("Xin chọn giờ"), "{}", empty.words());
        let mut same = fields.clone();
        same.retain(|(n, _)| n != "once");
        let full = sends(&mut late, &same).await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(full.text.contains("Đỗ Thị Hẹn Trước") && !full.text.contains("10:00–10:30"), "{}", full.words());

        let needle = "Hẹn Trước".as_bytes();
        assert!(!kept(&stage).await.windows(needle.len()).any(|w| w == needle), "who booked is sealed");
        // A program sees what can be booked, and nothing of who did.
        let days = Browser::new(&stage.app, "vi").get("/api/v1/reception-days?unit=31.TT").await.json();
        let slots = json!([{ "from": "10:30", "until": "11:00", "left": 1 }]);
        assert_eq!((&days["items"][0]["on"], &days["items"][0]["slots"]), (&json!("2023-07-17"), &slots), "{days}");
        let list = desk.get("/desk/turns?day=17/07/2023").await;
        assert!(list.text.contains("A01") && !list.text.contains("Hẹn Trước"), "{}", list.words());

        let wrong = citizen.post("/book/mine", &[("code", "1234 1234 1234 1234")]).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
        let mine = citizen.post("/book/mine", &[("code", &code)]).await;
        let other = between(&mine.text, "<option value=\"\">", "</select>");
        let other = between(other, "<option value=\"", "\"").to_owned();
        let moved = citizen.post("/book/change", &[("code", &code), ("slot", &other), ("move", "1")]).await;
        assert!(moved.text.contains("number-big\">A02<") && moved.words().contains("Đã đổi giờ"), "{}", moved.words());
        let gone = citizen.post("/book/change", &[("code", &code), ("cancel", "1")]).await;
        assert!(gone.words().contains("Đã hủy hẹn"), "{}", gone.words());
        let again = citizen.post("/book/change", &[("code", &code), ("cancel", "1")]).await;
        assert!(again.words().contains("không đổi được nữa"), "{}", again.words());
        let (second, _) = books(&stage, &mut late, 1, WORDS).await;
        assert!(second.text.contains("number-big\">A02<"), "the seat is free again: {}", second.words());
    }
}

/// The address of a turn in the desk's list.
fn turn(list: &Page, number: &str) -> String {
    let before = list.text.split(&format!("<strong>{number}</strong>")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_calls_numbers_and_one_press_makes_a_reception() {
    for stage in stages().await {
        let mut desk = desk_of(&stage, "can-bo", "31.TT").await;
        publishes(&mut desk, "14/07/2023", "head").await;
        let mut citizen = Browser::new(&stage.app, "vi");
        books(&stage, &mut citizen, 0, WORDS).await;
        let denounces = [("kind", "denunciation"), ("title", "Ông Bị Nêu nhận tiền"), ("name", "Vũ Văn Kín")];
        let (secret, _) = books(&stage, &mut citizen, 0, &denounces).await;
        assert!(secret.text.contains("number-big\">A02<"), "{}", secret.words());

        let list = desk.get("/desk/turns").await;
        let first = turn(&list, "A01");
        let step = |name: &'static str| [("step", name), ("desk", "2")];
        let early = desk.post(&format!("{first}/receive"), &[]).await;
        assert!(early.location().starts_with("/desk/turns?"), "nobody is received who has not come");
        desk.post(&format!("{first}/step"), &step("arrive")).await;
        let board = citizen.get("/board/31.TT").await;
        assert!(
            board.words().contains("Đã đến, đang chờ A01") && !board.text.contains("Hẹn Trước"),
            "{}",
            board.words()
        );
        let day = between(&list.text, "/desk/turns/days/", "/next").to_owned();
        desk.post(&format!("/desk/turns/days/{day}/next"), &[("desk", "2")]).await;
        let board = citizen.get("/board/31.TT").await;
        assert!(board.words().contains("A01 Bàn 2") && !board.text.contains("http-equiv"), "{}", board.words());
        let live = citizen.get("/board/31.TT?live=1").await;
        assert!(live.text.contains("http-equiv=\"refresh\"") && live.words().contains("Dừng tự cập nhật"));
        let told = citizen.get("/api/v1/reception-days/31.TT/board").await.json();
        assert_eq!((&told["called"], &told["waiting"]), (&json!([{ "number": "A01", "desk": "2" }]), &json!([])));

        let done = desk.post(&format!("{first}/receive"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let case = desk.get(done.location()).await;
        assert!(case.location().is_empty() && case.text.contains("Thu hồi đất"), "{}", case.words());
        assert!(case.text.contains("Đỗ Thị Hẹn Trước") && case.words().contains("Thủ trưởng tiếp"), "{}", case.words());
        assert_eq!(
            desk.post(&format!("{first}/receive"), &[]).await.location(),
            done.location(),
            "one press, one case"
        );

        // Who denounces is opened for a reason, and their words are no title.
        let second = turn(&desk.get("/desk/turns").await, "A02");
        desk.post(&format!("{second}/step"), &step("arrive")).await;
        assert!(!desk.get(&second).await.text.contains("Vũ Văn Kín"));
        assert_eq!(desk.post(&format!("{second}/open"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let open = desk.post(&format!("{second}/open"), &[("why", "Đọc để tiếp công dân")]).await;
        assert!(open.text.contains("Vũ Văn Kín"), "{}", open.words());
        assert_eq!(desk.post(&format!("{second}/receive"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sealed = desk.post(&format!("{second}/receive"), &[("title", "Tố cáo việc nhận tiền")]).await;
        assert_eq!(sealed.status, StatusCode::SEE_OTHER, "{}", sealed.words());
        let copy = kept(&stage).await;
        for needle in ["Vũ Văn Kín", "Ông Bị Nêu"] {
            assert!(!copy.windows(needle.len()).any(|w| w == needle.as_bytes()), "{needle} is sealed in the case too");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_are_published_by_the_law_and_by_the_office_alone() {
    let stage = stage().await;
    let mut desk = desk_of(&stage, "can-bo", "31.TT").await;
    let off = publishes(&mut desk, "15/07/2023", "regular").await;
    assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(off.words().contains("không phải ngày làm việc") && off.text.contains("15/07/2023"), "{}", off.words());
    assert_eq!(publishes(&mut desk, "15/07/2023", "head").await.status, StatusCode::SEE_OTHER);
    let page = desk.get("/desk/turns/days").await;
    assert!(page.words().contains("ít nhất 1 ngày/tháng; kỳ này đã công bố 1 ngày"), "{}", page.words());
    let online = [
        ("unit", "31.TT"),
        ("on", "18/07/2023"),
        ("opens", "8:00"),
        ("closes", "9:00"),
        ("each", "30"),
        ("seats", "1"),
        ("host", "regular"),
        ("place", "x"),
        ("mode", "online"),
    ];
    let early = desk.post("/desk/turns/days", &online).await;
    assert!(early.words().contains("chỉ có từ 01/07/2026") && early.words().contains("136/2025"), "{}", early.words());
    let mut wrong = online;
    wrong[3] = ("closes", "7:00");
    assert!(desk.post("/desk/turns/days", &wrong[..8]).await.words().contains("giờ kết thúc phải sau"));
    // Another office neither sees nor publishes.
    let mut other = desk_of(&stage, "noi-khac", "01.TT").await;
    let day = between(&page.text, "/desk/turns/days/", "/close").to_owned();
    assert_eq!(other.post(&format!("/desk/turns/days/{day}/close"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/desk/turns?unit=31.TT").await.status, StatusCode::NOT_FOUND);
    desk.post(&format!("/desk/turns/days/{day}/close"), &[]).await;
    let mut citizen = Browser::new(&stage.app, "vi");
    assert_eq!(citizen.get(&format!("/book?day={day}")).await.status, StatusCode::NOT_FOUND, "takes no more bookings");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_bookings_from_one_address_is_refused() {
    let stage = stage().await;
    let mut desk = desk_of(&stage, "can-bo", "31.TT").await;
    let fields = [
        ("unit", "31.TT"),
        ("on", "17/07/2023"),
        ("opens", "08:00"),
        ("closes", "11:00"),
        ("each", "30"),
        ("seats", "3"),
        ("host", "regular"),
        ("place", "Phòng 1"),
    ];
    desk.post("/desk/turns/days", &fields).await;
    let mut citizen = Browser::new(&stage.app, "vi");
    for _ in 0..6 {
        assert_eq!(books(&stage, &mut citizen, 0, WORDS).await.0.status, StatusCode::OK);
    }
    let flood = books(&stage, &mut citizen, 0, WORDS).await.0;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(flood.headers.contains_key("retry-after"));
}
