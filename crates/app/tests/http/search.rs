//! Cases found by words: however they are typed, within one's rights, never by what is
//! sealed, the moment they are recorded, and again when the index is lost.

use crate::api::program;
use crate::support::{PASSWORD, Stage, stage, stages};
use app::App;
use app::access::Role;
use app::search::{Finder, Place};
use axum::http::StatusCode;
use engines::Folder;
use scenario::web::{Browser, Page};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// A petition as the desk takes it in.
async fn take(office: &mut Browser, number: &str, on: &str, title: &str, sender: &str, letter: &str) -> Page {
    let facts = json!({ "title": title, "source": "post", "letter": letter,
                        "senders": [{ "person": { "name": sender, "address": "Ngõ 5 phường Vĩnh Niệm", "id_number": "031099000111" } }] });
    let body = json!({ "kind": "petition", "case_number": number, "unit": "31.TT", "on": on, "facts": facts });
    let page = office.json("POST", "/api/v1/cases", &body).await;
    assert_eq!(page.status, StatusCode::CREATED, "{number}: {}", page.text);
    page
}

const LETTERS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "01/2023/D-TTTP",
        "2023-03-01",
        "Khiếu nại việc thu hồi đất tại phường Hoà Nghĩa",
        "Phạm Thị Tuyết Mai",
        "Gia đình tôi không đồng ý với quyết định thu hồi đất số 112/QĐ-UBND và giá bồi thường.",
    ),
    (
        "02/2023/D-TTTP",
        "2023-04-02",
        "Phản ánh việc đổ rác ở chợ An Dương",
        "Đỗ Văn Quỳnh",
        "Người bán hàng đổ rác ra kênh thủy lợi, nước bẩn chảy vào đất trồng rau, xã không thu dọn và không hồi âm.",
    ),
    (
        "03/2022/D-TTTP",
        "2022-05-03",
        "Kiến nghị sửa đường liên thôn",
        "Lê Hòa Bình",
        "Đường hỏng ba năm nay; học sinh ngã nhiều lần.",
    ),
];

async fn desk(stage: &Stage) -> Browser {
    let mut office = program(stage, "lan", Role::Leader, "31").await;
    for (number, on, title, sender, letter) in LETTERS {
        take(&mut office, number, on, title, sender, letter).await;
    }
    office
}

fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(asked);
    format!("{path}?{}", out.finish())
}

/// Asks until the index is level: on a busy machine it says that it is not there yet.
async fn asked(office: &mut Browser, asked: &[(&str, &str)]) -> Value {
    for _ in 0..100 {
        let page = office.get(&address("/api/v1/search", asked)).await;
        assert_eq!(page.status, StatusCode::OK, "{asked:?}: {}", page.text);
        if page.json()["behind"] == 0 {
            return page.json();
        }
    }
    panic!("{asked:?}: the index never became level");
}

fn numbers(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|hit| hit["number"].as_str().unwrap()[..2].to_owned()).collect()
}

async fn found(office: &mut Browser, q: &str) -> Vec<String> {
    let answer = asked(office, &[("q", q)]).await;
    let hits = numbers(&answer["items"]);
    assert_eq!(answer["total"], hits.len(), "{q}");
    hits
}

#[tokio::test]
async fn words_are_found_however_they_are_typed_and_alike_on_both_engines() {
    let mut answers = Vec::new();
    for stage in stages().await {
        let mut office = desk(&stage).await;
        let mut of_engine = Vec::new();
        for (q, expected) in [
            ("thu hoi dat", &["01", "02"][..]),
            ("thu hồi đất", &["01", "02"]),
            ("THU HỒI ĐẤT", &["01", "02"]),
            ("thu ho\u{302}\u{300}i đa\u{302}\u{301}t", &["01", "02"]),
            ("\"thu hoi dat\"", &["01"]),
            ("“thu hồi đất”", &["01"]),
            ("\"dat thu hoi\"", &[]),
            ("hoà nghĩa", &["01"]),
            ("hòa nghĩa", &["01"]),
            ("do van quynh", &["02"]),
            ("Đỗ Văn Quỳnh", &["02"]),
            ("thuỷ lợi", &["02"]),
            ("người: tuyết mai", &["01"]),
            ("ten:\"le hoa binh\"", &["03"]),
            ("người: chợ", &[]),
            ("112/QD-UBND", &["01"]),
            ("112/qđ", &["01"]),
            ("vinh niem", &["03", "02", "01"]),
            ("thanh tra hai phong", &["03", "02", "01"]),
            ("031099000111", &[]),
            ("đường AND hỏng", &[]),
            ("không có từ này đâu cả", &[]),
        ] {
            let mut hits = found(&mut office, q).await;
            of_engine.push((q, hits.clone()));
            hits.sort();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(hits, expected, "{} {q}", stage.fresh().engine);
        }
        assert_eq!(found(&mut office, "thu hồi đất").await[0], "01", "side by side comes first");
        let partly = asked(&mut office, &[("q", "thu hồi đất nghĩa trang")]).await;
        assert_eq!((partly["total"].as_i64(), &numbers(&partly["near"])[0][..]), (Some(0), "01"), "{partly}");
        of_engine.push(("near", numbers(&partly["near"])));
        answers.push(of_engine);
    }
    assert_eq!(answers[0], answers[1], "both engines answer alike, in the same order");
}

#[tokio::test]
async fn a_question_is_narrowed_by_kind_unit_and_year_and_put_in_order() {
    for stage in stages().await {
        let mut office = desk(&stage).await;
        office.json("POST", "/api/v1/cases", &crate::api::decision()).await;
        let all = asked(&mut office, &[("q", "dat")]).await;
        assert_eq!(all["kinds"], json!({ "petition": 2, "inspection": 1 }), "{all}");
        let one = asked(&mut office, &[("q", "dat"), ("kind", "inspection")]).await;
        assert_eq!((one["total"].as_i64(), one["items"][0]["kind"].as_str()), (Some(1), Some("inspection")));
        assert_eq!(one["kinds"], all["kinds"], "the other kinds stay in sight");
        let year = asked(&mut office, &[("q", "vinh niem"), ("year", "2022")]).await;
        assert_eq!(numbers(&year["items"]), ["03"]);
        let newest = asked(&mut office, &[("q", "vinh niem"), ("sort", "newest")]).await;
        assert_eq!(numbers(&newest["items"]), ["02", "01", "03"]);
        for (unit, total) in [("31", 3), ("31.TT", 3), ("303", 0), ("01", 0)] {
            assert_eq!(asked(&mut office, &[("q", "vinh niem"), ("unit", unit)]).await["total"], total, "{unit}");
        }
        for wrong in
            [("year", "hai nghìn"), ("sort", "odd"), ("kind", "odd"), ("unit", "odd"), ("page", "0"), ("page", "51")]
        {
            let page = office.get(&address("/api/v1/search", &[("q", "dat"), wrong])).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
    }
}

#[tokio::test]
async fn rights_come_before_counting() {
    for stage in stages().await {
        desk(&stage).await;
        let mut stranger = program(&stage, "huong", Role::Leader, "303").await;
        for q in ["thu hồi đất", "vinh niem", "01/2023/D-TTTP", "thu hồi đất nghĩa trang", "người: tuyết mai"]
        {
            for unit in ["", "31", "31.TT"] {
                let answer = asked(&mut stranger, &[("q", q), ("unit", unit)]).await;
                let nothing =
                    json!({ "items": [], "near": [], "total": 0, "kinds": {}, "page": 1, "cut": false, "behind": 0 });
                assert_eq!(answer, nothing, "{q} {unit}");
            }
        }
        let mut viewer = program(&stage, "viewer", Role::Viewer, "31.TT").await;
        assert_eq!(asked(&mut viewer, &[("q", "vinh niem")]).await["total"], 3);
        let mut nobody = Browser::new(&stage.app, "vi");
        assert_eq!(nobody.get("/search?q=dat").await.status, StatusCode::SEE_OTHER);
        assert_eq!(nobody.get("/api/v1/search?q=dat").await.status, StatusCode::UNAUTHORIZED);
    }
}

/// The program over the same database with its index in a folder.
fn over(app: &App, dir: &Path) -> App {
    app.with(|app| app.search = Arc::new(Finder::at(Place::Folder(dir.to_owned()))))
}

/// Whether words stand in any file of a folder, as the index writes them.
fn on_disk(dir: &Path, words: &str) -> bool {
    let files = std::fs::read_dir(dir).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()))
}

async fn signed_in(stage: &Stage, app: &App, login: &str, role: Role) -> Browser {
    stage.person(login, role, "31").await;
    let mut browser = Browser::new(app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

#[tokio::test]
async fn who_is_sealed_is_not_found_and_leaves_the_disk() {
    for stage in stages().await {
        let folder = Folder::new();
        let app = over(&stage.app, folder.path());
        let mut office = desk(&stage).await;
        let mut reader = signed_in(&stage, &app, "reader", Role::Viewer).await;
        // Words that stand nowhere else.
        take(&mut office, "04/2023/D", "2023-05-05", "Đơn về việc thu chi", "Zyzyno Kín", "Tôi là xyxqueue ở tổ 4.")
            .await;
        for q in ["zyzyno", "người: zyzyno", "xyxqueue"] {
            assert_eq!(found(&mut reader, q).await, ["04"], "in the open: {q}");
        }
        app.search.follow(&app).await.unwrap();
        assert!(on_disk(folder.path(), "Zyzyno") && on_disk(folder.path(), "xyxqueue"));

        let body = json!({ "kind": "classification", "on": "2023-05-08",
            "facts": { "kind": "denunciation", "field": "corruption", "competence": "within" } });
        let page = office.json("POST", "/api/v1/cases/04%2F2023%2FD/acts", &body).await;
        assert_eq!(page.status, StatusCode::CREATED, "{}", page.text);
        for q in ["zyzyno", "người: zyzyno", "người: zyzyno kín", "xyxqueue", "thu chi zyzyno"] {
            let answer = asked(&mut reader, &[("q", q)]).await;
            assert_eq!(
                (
                    answer["total"].as_i64(),
                    answer["near"].as_array().map_or(9, |n| n.iter().filter(|h| h["number"] == "04/2023/D").count())
                ),
                (Some(0), usize::from(q == "thu chi zyzyno")),
                "sealed: {q}"
            );
        }
        assert_eq!(found(&mut reader, "\"thu chi\"").await, ["04"], "its title stays");
        assert!(!reader.get("/search?q=thu+chi").await.text.to_lowercase().contains("zyzyno"));
        app.search.follow(&app).await.unwrap();
        assert!(!on_disk(folder.path(), "Zyzyno") && !on_disk(folder.path(), "xyxqueue"), "it left the disk");
        assert_eq!(found(&mut reader, "tuyet mai").await, ["01"], "the others stay");

        // A denunciation is sealed from its first act on.
        take(&mut office, "05/2023/D", "2023-06-05", "Đơn phản ánh cán bộ", "Wywyno Mờ", "Tôi là wywqueue.").await;
        let body = json!({ "kind": "classification", "on": "2023-06-06",
            "facts": { "kind": "denunciation", "field": "corruption", "competence": "within" } });
        office.json("POST", "/api/v1/cases/05%2F2023%2FD/acts", &body).await;
        assert!(found(&mut reader, "wywyno").await.is_empty() && found(&mut reader, "wywqueue").await.is_empty());
        assert!(!on_disk(folder.path(), "Wywyno"), "it was never there");
    }
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".store"))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_index_goes_on_after_a_restart_and_a_lost_or_strange_one_is_made_again() {
    let strange = Folder::new();
    for stage in stages().await {
        let folder = Folder::new();
        let mut office = desk(&stage).await;
        let first = over(&stage.app, folder.path());
        let mut reader = signed_in(&stage, &first, "reader", Role::Viewer).await;
        assert_eq!(found(&mut reader, "vinh niem").await.len(), 3);
        let kept = files(folder.path());
        assert!(!kept.is_empty());
        drop((reader, first));

        let again = |app: App| async move {
            let mut reader = Browser::new(&app, "vi");
            reader.sign_in("reader", PASSWORD).await;
            (found(&mut reader, "vinh niem").await.len(), found(&mut reader, "lien thon").await)
        };
        assert_eq!(again(over(&stage.app, folder.path())).await, (3, vec!["03".to_owned()]));
        assert_eq!(files(folder.path()), kept, "a restart reads on; nothing was made again");

        take(&mut office, "06/2023/D", "2023-06-06", "Kiến nghị khác", "Hà Thị Sáu", "về cầu liên thôn").await;
        let moved_on = again(over(&stage.app, folder.path())).await;
        assert_eq!((moved_on.0, moved_on.1.len()), (4, 2), "recorded while it did not look");
        assert!(kept.iter().all(|file| files(folder.path()).contains(file)));

        for file in std::fs::read_dir(folder.path()).unwrap() {
            std::fs::remove_file(file.unwrap().path()).unwrap();
        }
        assert_eq!(again(over(&stage.app, folder.path())).await.0, 4, "lost and made again");

        let largest = files(folder.path()).remove(0);
        std::fs::write(folder.path().join(largest), b"damaged").unwrap();
        assert_eq!(again(over(&stage.app, folder.path())).await.0, 4, "damaged and made again");

        // On the second engine this folder holds the index of another database.
        assert_eq!(again(over(&stage.app, strange.path())).await.0, 4, "an index of another database is not believed");
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_used_holds_nobody_up() {
    let stage = stage().await;
    let folder = Folder::new();
    std::fs::write(folder.path().join("letters.txt"), "x").unwrap();
    desk(&stage).await;
    let app = over(&stage.app, folder.path());
    let mut reader = signed_in(&stage, &app, "reader", Role::Viewer).await;
    assert_eq!(found(&mut reader, "vinh niem").await.len(), 3);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "what is not ours is not touched");
}

#[tokio::test]
async fn the_page_shows_marks_counts_and_ways_on_in_both_languages() {
    for stage in stages().await {
        let mut office = desk(&stage).await;
        for n in 0..45 {
            let number = format!("{n}/PA");
            take(&mut office, &number, "2023-06-01", "Phản ánh tiếng ồn", "Vũ Văn Ồn", "tiếng ồn ban đêm").await;
        }
        for (lang, login, said, none) in [
            ("vi", "doc", "45 hồ sơ", "Không có hồ sơ nào trong phạm vi"),
            ("en", "read", "45 cases", "No case you may see"),
        ] {
            stage.person(login, Role::Viewer, "31").await;
            let mut reader = Browser::new(&stage.app, lang);
            reader.sign_in(login, PASSWORD).await;
            reader.get("/search?q=tieng").await;
            let before = stage.app.db.statements();
            let page = reader.get("/search?q=tieng+on").await;
            let asked = stage.app.db.statements() - before;
            assert!(asked <= 6, "{asked} statements: they do not grow with hits");
            assert!(page.words().contains(said), "{}", page.words());
            assert!(page.text.contains("<mark>tiếng ồn</mark>") && page.text.matches("<li><p").count() == 20);
            let next = page.text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
            let next = next.split('"').next().unwrap().replace("&#38;", "&");
            assert!(next.contains("page=2"), "{next}");
            let last = reader.get(&next.replace("page=2", "page=3")).await;
            assert_eq!(last.text.matches("<li><p").count(), 5);
            let none_at_all = reader.get("/search?q=kh%C3%B4ng+c%C3%B3+g%C3%AC+nh%C6%B0+th%E1%BA%BF").await;
            assert!(none_at_all.words().contains(none), "{}", none_at_all.words());
            for path in ["/search", "/search?q=dat&year=x&kind=petition&unit=31", "/search?q=thu+hoi+dat+nghia+trang"] {
                let page = reader.get(path).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(!page.words().contains("search.") && !page.words().contains("search_tip"), "{path}");
            }
            let straight = reader.get("/search?q=03/2022/d-tttp").await;
            assert_eq!(straight.location(), "/cases/03%2F2022%2FD-TTTP", "a number leads straight to its case");
            assert!(reader.get("/cases").await.text.contains("action=\"/search\""), "the box stands on every page");
        }
    }
}

#[tokio::test]
async fn hostile_and_odd_questions_get_a_clear_answer() {
    let stage = stage().await;
    let mut office = desk(&stage).await;
    let evil = "<script>alert(1)</script> & \"đốt\" <b onmouseover=x>nhà</b>";
    take(&mut office, "07/2023/D", "2023-06-07", evil, "O'Hara <i>Mai</i>", "<img src=x onerror=alert(2)> đốt nhà kho")
        .await;
    let mut reader = signed_in(&stage, &stage.app, "reader", Role::Viewer).await;
    let page = reader.get(&address("/search", &[("q", "đốt nhà <script>alert(1)</script>")])).await;
    assert!(page.text.contains("<mark>đốt</mark>") && page.text.contains("&#60;"), "{}", page.text);
    for raw in ["<script>alert", "<b onmouseover", "<img src=x", "<i>Mai"] {
        assert!(!page.text.contains(raw), "{raw}");
    }
    let long = "đất ".repeat(3000);
    for (q, said) in [
        (long.as_str(), "chỉ tìm theo 32 từ đầu"),
        ("🙂🔥", "chưa có chữ hay số nào để tìm"),
        ("\u{202e}", "chưa có chữ hay số nào để tìm"),
        ("", "Ctrl-K"),
        ("   ", "Ctrl-K"),
        ("שלום مرحبا", "Không có hồ sơ nào"),
        ("* OR ~1 -đất +(\"", "Không có hồ sơ nào"),
        ("\"\"", "chưa có chữ hay số nào để tìm"),
        ("' union select 1 --", "Không có hồ sơ nào"),
        ("\0\u{1e}\u{feff}đốt", "1 hồ sơ"),
        ("người:", "chưa có chữ hay số nào để tìm"),
    ] {
        let page = reader.get(&address("/search", &[("q", q)])).await;
        let shown: String = q.chars().take(40).collect();
        assert_eq!(page.status, StatusCode::OK, "{shown}");
        assert!(page.words().contains(said), "{shown}: {}", page.words());
    }
}
