//! The calendar of deadlines, and its feed, as people and calendar programs see them.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use app::accounts::Binding;
use axum::http::{StatusCode, header};
use casework::fields::UnitCode;
use db::vals;
use jiff::civil::Date;
use scenario::story::{Story, recorded};
use scenario::web::{Browser, Page};
use std::collections::BTreeSet;

/// Open tasks as the table holds them: day, number, unit.
async fn open(stage: &Stage) -> BTreeSet<(Date, String, String)> {
    let sql = "select c.number, c.unit, d.due_on from deadlines d join cases c on c.id = d.case_id
        where d.met_on is null and d.lapsed is null and d.paused_since is null and d.binds in ('not_after', 'lead')";
    let rows = stage.app.read(|tx| tx.query(sql, &[])).await.unwrap();
    let one = |r: &db::Row| {
        (r.text(2).unwrap().parse().unwrap(), r.text(0).unwrap().to_owned(), r.text(1).unwrap().to_owned())
    };
    rows.iter().map(one).collect()
}

async fn stocked(stage: &Stage) {
    for n in 0..12 {
        recorded(&stage.app.db, Story(n), 2 + n as usize).await;
    }
}

/// What stands in one cell of the month.
fn cell(page: &Page, day: Date) -> &str {
    let from = page.text.split(&format!("<time datetime=\"{day}\">")).nth(1).unwrap_or_else(|| panic!("no {day}"));
    from.split("</td>").next().unwrap()
}

async fn in_months(browser: &mut Browser, days: impl Iterator<Item = Date>) -> BTreeSet<(Date, String)> {
    let days: Vec<Date> = days.collect();
    let months: BTreeSet<String> = days.iter().map(|d| format!("{:04}-{:02}", d.year(), d.month())).collect();
    let mut seen = BTreeSet::new();
    for month in months {
        let page = browser.get(&format!("/calendar?month={month}")).await;
        assert_eq!(page.status, StatusCode::OK);
        for day in days.iter().filter(|d| format!("{:04}-{:02}", d.year(), d.month()) == month) {
            if cell(&page, *day).contains("class=\"more\"") {
                let list = browser.get(&format!("/calendar?day={day}")).await;
                seen.extend(numbers(&list.text).into_iter().map(|n| (*day, n)));
            }
            seen.extend(numbers(cell(&page, *day)).into_iter().map(|n| (*day, n)));
        }
    }
    seen
}

fn numbers(html: &str) -> Vec<String> {
    html.split("href=\"/cases/")
        .skip(1)
        .filter_map(|p| Some(p.split_once('>')?.1.split_once('<')?.0.to_owned()))
        .collect()
}

#[tokio::test]
async fn every_open_deadline_stands_on_its_day_for_those_who_may_see_it() {
    for stage in stages().await {
        stocked(&stage).await;
        stage.person("nuoc", Role::Viewer, "VN").await;
        stage.person("tinh", Role::Leader, "31").await;
        stage.person("so", Role::Recorder, "31.SXD.TT").await;
        let all = open(&stage).await;
        assert!(all.len() > 10, "{}", all.len());
        for (login, sees) in [("nuoc", ""), ("tinh", "3"), ("so", "31.SXD.TT")] {
            let mut browser = Browser::new(&stage.app, "vi");
            browser.sign_in(login, PASSWORD).await;
            let seen = in_months(&mut browser, all.iter().map(|(day, ..)| *day)).await;
            let due: BTreeSet<(Date, String)> =
                all.iter().filter(|(.., u)| u.starts_with(sees)).map(|(d, n, _)| (*d, n.clone())).collect();
            assert_eq!(seen, due, "{} {login}", stage.fresh().engine);
        }
    }
}

/// A reader of many units that keep cases gets the same month as a reader of few.
#[tokio::test]
async fn a_month_is_the_same_however_many_units_are_asked() {
    for stage in stages().await {
        stocked(&stage).await;
        let tree = stage.app.tree;
        let more: Vec<String> =
            tree.scope("31", crate::support::TODAY).into_iter().take(200).map(str::to_owned).collect();
        stage.person("tinh", Role::Leader, "31").await;
        let mut tinh = Browser::new(&stage.app, "vi");
        tinh.sign_in("tinh", PASSWORD).await;
        let days: Vec<Date> = open(&stage).await.into_iter().map(|(day, ..)| day).collect();
        let few = in_months(&mut tinh, days.iter().copied()).await;
        let insert = "insert into case_units (unit) values ($1) on conflict (unit) do nothing";
        stage.app.write(move |tx| more.iter().try_for_each(|u| tx.exec(insert, vals![u]).map(|_| ()))).await.unwrap();
        assert_eq!(in_months(&mut tinh, days.iter().copied()).await, few, "{}", stage.fresh().engine);
    }
}

#[tokio::test]
async fn a_month_costs_no_more_statements_with_more_cases() {
    for stage in stages().await {
        stage.person("tinh", Role::Leader, "31").await;
        let mut tinh = Browser::new(&stage.app, "vi");
        tinh.sign_in("tinh", PASSWORD).await;
        let mut costs = Vec::new();
        for upto in [1, 12] {
            for n in 0..upto {
                recorded(&stage.app.db, Story(n), 4).await;
            }
            let before = stage.fresh().db.statements();
            tinh.get("/calendar?month=2023-07").await;
            costs.push(stage.fresh().db.statements() - before);
        }
        assert_eq!(costs[0], costs[1], "{}", stage.fresh().engine);
    }
}

#[tokio::test]
async fn filters_stand_in_the_address_and_what_cannot_be_read_is_said() {
    let stage = stage().await;
    stocked(&stage).await;
    stage.person("tinh", Role::Leader, "31").await;
    let mut tinh = Browser::new(&stage.app, "vi");
    tinh.sign_in("tinh", PASSWORD).await;
    let all = open(&stage).await;
    let (day, number, _) = all.iter().find(|(.., u)| u == "31.SXD.TT").unwrap();
    let month = format!("{:04}-{:02}", day.year(), day.month());
    let page = tinh.get(&format!("/calendar?month={month}&unit=31.SXD.TT")).await;
    assert!(numbers(cell(&page, *day)).contains(number));
    assert!(page.text.contains("unit=31.SXD.TT") && page.text.contains("value=\"31.SXD.TT\""), "links lose the filter");
    let foreign: Vec<&String> = all.iter().filter(|(.., u)| u != "31.SXD.TT").map(|(_, n, _)| n).collect();
    let shown = numbers(&page.text);
    assert!(!foreign.iter().any(|n| shown.contains(n)), "{shown:?}");
    // Outside one's reach a unit is empty, not refused: existence stays hidden.
    assert!(numbers(&tinh.get("/calendar?unit=01").await.text).is_empty());
    for (path, said) in [
        ("/calendar?month=2023-13", "Không đọc được tháng"),
        ("/calendar?unit=kh%C3%B4ng%20c%C3%B3", "không có đơn vị nào"),
        ("/calendar?day=hôm nay", "không phải một ngày có thật"),
    ] {
        let page = tinh.get(&path.replace(' ', "%20").replace("hôm", "h%C3%B4m")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.words().contains(said), "{path}: {}", page.words());
    }
}

#[tokio::test]
async fn days_off_are_named_and_today_is_marked_in_both_languages() {
    let stage = stage().await;
    stage.person("lan", Role::Viewer, "31").await;
    for (lang, month, today) in [("vi", "Tháng 7/2023", "hôm nay"), ("en", "July 2023", "today")] {
        let mut lan = Browser::new(&stage.app, lang);
        lan.sign_in("lan", PASSWORD).await;
        let page = lan.get("/calendar").await;
        assert!(page.text.contains(&format!("<h1>{month}</h1>")), "{lang}");
        assert!(page.text.contains("class=\"today free\" aria-current=\"date\""));
        assert!(cell(&page, crate::support::TODAY).contains(today));
        let tet = lan.get("/calendar?month=2023-01").await;
        assert!(cell(&tet, jiff::civil::date(2023, 1, 23)).contains("Tết Nguyên Đán"));
        assert!(lan.get("/calendar?month=2023-05").await.text.contains("class=\"off"));
    }
}

#[tokio::test]
async fn a_day_with_many_is_listed_page_by_page_each_once() {
    for stage in stages().await {
        stage.person("tinh", Role::Leader, "31").await;
        for n in 0..12 {
            recorded(&stage.app.db, Story(n), 2).await;
        }
        // A hundred and thirty deadlines on one day, as a mass of cases would have.
        let sql = "insert into deadlines (case_id, rule, opened_by, opened_on, due_on, binds)
            select id, $1, $2, opened_on, '2023-07-20', 'not_after' from cases";
        for n in 0..11_i64 {
            stage.app.write(move |tx| tx.exec(sql, vals![format!("r{n}"), 100 + n])).await.unwrap();
        }
        stage.app.write(|tx| tx.exec("update cases set next_due_on = '2023-07-03'", &[])).await.unwrap();
        let mut tinh = Browser::new(&stage.app, "vi");
        tinh.sign_in("tinh", PASSWORD).await;
        let month = tinh.get("/calendar?month=2023-07").await;
        let day = jiff::civil::date(2023, 7, 20);
        assert!(cell(&month, day).contains("còn 97+ việc nữa"), "{}", cell(&month, day));
        let (mut path, mut seen, mut pages) = ("/calendar?day=2023-07-20".to_owned(), Vec::new(), 0);
        while !path.is_empty() {
            let page = tinh.get(&path).await;
            let part = page.text.split("<tbody>").nth(1).unwrap();
            let rows = part.split("<tr>").skip(1).map(|r| r.split("<span class=\"sub\">").next().unwrap().to_owned());
            seen.extend(rows.zip(numbers(part)).map(|(what, number)| format!("{number} {what}")));
            let next = page.text.split("\" rel=\"next\"").next().filter(|_| page.text.contains("rel=\"next\""));
            path =
                next.and_then(|t| t.rsplit("href=\"").next()).unwrap_or("").replace("&#38;", "&").replace("&amp;", "&");
            pages += 1;
        }
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((pages, seen.len()), (3, distinct.len()), "{}", stage.fresh().engine);
        assert!(seen.len() >= 132, "{}", seen.len());
    }
}

/// The secret address a page shows once.
fn address(page: &Page) -> String {
    let from = page.text.split("<code class=\"secret\">").nth(1).expect("an address is shown");
    let whole = from.split('<').next().unwrap();
    whole[whole.find("/calendar/").unwrap()..].to_owned()
}

fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    text.split("\r\n").filter_map(|l| l.strip_prefix(name)).collect()
}

#[tokio::test]
async fn a_feed_holds_what_its_account_may_see_at_that_moment() {
    for stage in stages().await {
        stocked(&stage).await;
        let id = stage.person("so", Role::Recorder, "31.SXD.TT").await;
        let mut so = Browser::new(&stage.app, "vi");
        so.sign_in("so", PASSWORD).await;
        let secret = address(&so.post("/account/calendar", &[]).await);
        assert!(!so.get("/account").await.text.contains(&secret), "the address is shown once");
        let kept = stage.app.read(|tx| tx.query("select hash from feeds", &[])).await.unwrap();
        assert!(!secret.contains(kept[0].text(0).unwrap()), "the database would let a reader in");

        let mut outlook = Browser::new(&stage.app, "en");
        let page = outlook.get(&secret).await;
        assert_eq!(page.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
        let due: BTreeSet<(Date, String, String)> =
            open(&stage).await.into_iter().filter(|(.., u)| u == "31.SXD.TT").collect();
        let unfolded = page.text.replace("\r\n ", "");
        assert!(values(&unfolded, "BEGIN:VEVENT").len() >= due.len() && !due.is_empty());
        for (day, number, _) in &due {
            let start = format!("DTSTART;VALUE=DATE:{}", day.to_string().replace('-', ""));
            assert!(unfolded.contains(&start) && unfolded.contains(&format!("vi:{number}: ")), "{number}");
        }
        // What leaves the house names no person and tells no case.
        for hidden in ["Nguyễn Thị Lan", "Trần Văn Minh", "đất đai", "Người so"] {
            assert!(!unfolded.contains(hidden), "{hidden} stands in the feed");
        }
        let uids = values(&unfolded, "UID:");
        assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len());

        let other = Binding { role: Role::Recorder, unit: UnitCode("31.SXD.TT".into()) };
        let account = id.clone();
        let unbind = "update bindings set unit = '303.TT' where account_id = $1 and unit = $2";
        stage.app.write(move |tx| tx.exec(unbind, vals![&account, &other.unit.0])).await.unwrap();
        let moved = outlook.get(&secret).await.text.replace("\r\n ", "");
        assert!(due.iter().all(|(_, n, _)| !moved.contains(&format!("vi:{n}: "))), "a role taken away still shows");
    }
}

#[tokio::test]
async fn a_feed_ends_when_it_is_renewed_revoked_or_its_account_closed() {
    for stage in stages().await {
        let id = stage.person("lan", Role::Recorder, "31.TT").await;
        stage.person("quantri", Role::Administrator, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        let mut quantri = Browser::new(&stage.app, "vi");
        quantri.sign_in("quantri", PASSWORD).await;
        let mut outlook = Browser::new(&stage.app, "vi");
        let first = address(&lan.post("/account/calendar", &[]).await);
        assert_eq!(outlook.get(&first).await.status, StatusCode::OK);
        let second = address(&lan.post("/account/calendar", &[]).await);
        assert_eq!(outlook.get(&first).await.status, StatusCode::NOT_FOUND, "renewed");
        assert_eq!(outlook.get(&second).await.status, StatusCode::OK);
        lan.post("/account/calendar/end", &[]).await;
        assert_eq!(outlook.get(&second).await.status, StatusCode::NOT_FOUND, "revoked");
        let third = address(&lan.post("/account/calendar", &[]).await);
        quantri.post(&format!("/accounts/{id}/active"), &[("active", "no")]).await;
        assert_eq!(outlook.get(&third).await.status, StatusCode::NOT_FOUND, "closed");
        quantri.post(&format!("/accounts/{id}/active"), &[("active", "yes")]).await;
        assert_eq!(outlook.get(&third).await.status, StatusCode::OK);
        quantri.post(&format!("/accounts/{id}/password"), &[("password", "một câu dài hơn nữa")]).await;
        assert_eq!(outlook.get(&third).await.status, StatusCode::NOT_FOUND, "password set by somebody else");
        for wrong in ["/calendar/x.ics", "/calendar/", "/calendar/..%2f", &format!("/calendar/{}.ics", "0".repeat(64))]
        {
            assert_eq!(outlook.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}

#[tokio::test]
async fn a_change_of_the_case_is_told_under_the_same_uid_with_a_higher_sequence() {
    for stage in stages().await {
        stage.person("lan", Role::Recorder, "31.TT").await;
        recorded(&stage.app.db, Story(0), 6).await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        let secret = address(&lan.post("/account/calendar", &[]).await);
        let before = lan.get(&secret).await;
        let tag = before.headers[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(lan.get_if_none_match(&secret, &tag).await.status, StatusCode::NOT_MODIFIED);
        recorded(&stage.app.db, Story(0), 1).await;
        let after = lan.get_if_none_match(&secret, &tag).await;
        assert_eq!(after.status, StatusCode::OK);
        let (old, new) = (values(&before.text, "UID:"), values(&after.text, "UID:"));
        assert!(old.iter().any(|uid| new.contains(uid)), "{old:?} {new:?}");
        assert_eq!(values(&before.text, "SEQUENCE:")[0], "6");
        assert_eq!(values(&after.text, "SEQUENCE:")[0], "7");
    }
}
