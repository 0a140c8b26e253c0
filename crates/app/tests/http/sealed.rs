//! Planted identities: what a denunciation hides is planted through the real pages, all is
//! done with the case that can be done, and then it is looked for in every byte that is
//! kept or sent to anybody not assigned. A control planted where nothing is sealed shows
//! that the search finds what is there.

use crate::read_back;
use crate::support::{PASSWORD, Stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use serde_json::json;
use std::io::Write;
use std::sync::{LazyLock, Mutex};
use unicode_normalization::UnicodeNormalization;

const UNIT: &str = "31.TT";
const REASON: &str = "Xác minh nội dung tố cáo";

/// What is sealed. Each stands nowhere else in the house.
const SEALED: &[&str] = &[
    "Quách Thị Huyền Bí",
    "số 77 ngõ Mù Sương, phường Vắng Vẻ",
    "0987 654 321",
    "huyenbi@bimat.example",
    "031 987 654 321",
    "Bị đe dọa ở cổng chợ Mơ",
    "Lương Văn Mịt Mờ",
    "đêm rằm tháng chạp tại kho lạnh số mười ba",
    "đơn viết tay của bà Bí.pdf",
    "VET-MUC-KHONG-AI-DUOC-THAY",
];

/// What nobody seals: the same kind of words in a complaint.
const OPEN: &[&str] =
    &["Phan Thị Công Khai", "số 12 phố Tỏ Tường", "giấy khiếu nại của bà Khai.pdf", "VET-MUC-AI-CUNG-THAY"];

fn pdf(mark: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {mark}\n{}", "mực ".repeat(2000)).into_bytes()
}

pub(crate) static LOGS: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(Mutex::default);

/// Everything any part of the program logs, at every level.
pub(crate) fn listen() {
    struct To;
    impl Write for To {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            LOGS.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let all = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(|| To);
    let _ = tracing::subscriber::set_global_default(all.finish());
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let n = three.iter().fold(0_u32, |n, b| (n << 8) | u32::from(*b)) << (8 * (3 - three.len()));
        (0..=three.len()).for_each(|i| out.push(char::from(SIGNS[(n >> (18 - 6 * i)) as usize & 63])));
    }
    out
}

/// The forms in which words could lie somewhere: as typed, folded, in capitals, taken apart,
/// without blanks, and each of them in base64 at every offset, in hex, and as an address has it.
fn forms(words: &str) -> Vec<Vec<u8>> {
    let nfd: String = words.nfd().collect();
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let mut plain = vec![words.to_owned(), nfd, words.to_uppercase(), words.to_lowercase(), casework::fold(words)];
    plain.push(words.to_uppercase().nfd().collect());
    if digits.len() > 7 {
        plain.push(digits);
    }
    let mut all: Vec<Vec<u8>> = Vec::new();
    for text in plain {
        let bytes = text.as_bytes();
        for shift in 0..3 {
            let coded = base64(&[&vec![0; shift], bytes].concat());
            // What shares its six bits with neighbours is left away.
            let (from, to) =
                ([0, 2, 3][shift], coded.len() - if (bytes.len() + shift).is_multiple_of(3) { 0 } else { 2 });
            all.push(coded.as_bytes()[from..to].to_vec());
            all.push(coded[from..to].replace('+', "-").replace('/', "_").into_bytes());
        }
        all.push(bytes.iter().map(|b| format!("{b:02x}")).collect::<String>().into_bytes());
        let address = form_urlencoded::byte_serialize(bytes).collect::<String>();
        all.push(address.replace('+', "%20").into_bytes());
        all.push(address.into_bytes());
        all.push(serde_json::to_string(&text).unwrap().trim_matches('"').to_owned().into_bytes());
        all.push(text.into_bytes());
    }
    all
}

/// What is looked for, ready to be looked for in one pass.
pub(crate) struct Search {
    words: &'static [&'static str],
    /// Forms with the place of their words, by their first two bytes.
    forms: Vec<Vec<(usize, Vec<u8>)>>,
}

impl Search {
    pub(crate) fn of(words: &'static [&'static str]) -> Self {
        let mut sorted = vec![Vec::new(); 1 << 16];
        for (n, words) in words.iter().enumerate() {
            for form in forms(words) {
                sorted[usize::from(form[0]) << 8 | usize::from(form[1])].push((n, form));
            }
        }
        Self { words, forms: sorted }
    }

    /// Which of the words stand in the bytes in any form.
    pub(crate) fn found(&self, hay: &[u8]) -> Vec<&'static str> {
        let folded = casework::fold(&String::from_utf8_lossy(hay)).into_bytes();
        let mut seen = vec![false; self.words.len()];
        for hay in [hay, &folded] {
            for (at, pair) in hay.windows(2).enumerate() {
                for (n, form) in &self.forms[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                    seen[*n] = seen[*n] || hay[at..].starts_with(form);
                }
            }
        }
        self.words.iter().zip(seen).filter(|(_, seen)| *seen).map(|(words, _)| *words).collect()
    }
}

static HIDDEN: LazyLock<Search> = LazyLock::new(|| Search::of(SEALED));
static CONTROL: LazyLock<Search> = LazyLock::new(|| Search::of(OPEN));

#[test]
fn the_search_finds_every_form() {
    let words = SEALED[0];
    for text in [
        words.to_owned(),
        words.nfd().collect(),
        "QUACH THI HUYEN BI".to_owned(),
        format!("x{}", base64(format!("a{words}bc").as_bytes())),
        base64(format!("ab{words}").as_bytes()),
        words.as_bytes().iter().map(|b| format!("{b:02x}")).collect(),
        form_urlencoded::byte_serialize(words.as_bytes()).collect(),
    ] {
        assert_eq!(HIDDEN.found(text.as_bytes()), [words], "{text}");
    }
    assert_eq!(HIDDEN.found(b"so 031987654321."), ["031 987 654 321"]);
    assert!(HIDDEN.found("người tố cáo (được giữ bí mật)".as_bytes()).is_empty());
}

/// Everything the database keeps: each file byte for byte, or each column of each table.
pub(crate) async fn kept(stage: &Stage) -> Vec<u8> {
    if let Some(folder) = stage.fresh().folder() {
        let files = std::fs::read_dir(folder).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
        return files.collect::<Vec<_>>().concat();
    }
    let columns = "select cast(table_name as text) as t, cast(column_name as text) as c from information_schema.columns
        where table_schema = 'public' order by table_name, column_name";
    let dump = stage.app.read(move |tx| {
        let mut all = Vec::new();
        for row in tx.query(columns, &[])? {
            let (table, column) = (row.text("t")?.to_owned(), row.text("c")?.to_owned());
            let sql = format!("select cast(\"{column}\" as text) as v from \"{table}\" where \"{column}\" is not null");
            for value in tx.query(&sql, &[])? {
                all.extend_from_slice(value.text("v")?.as_bytes());
                all.push(b'\n');
            }
        }
        Ok(all)
    });
    dump.await.unwrap()
}

/// What an answer says, unpacked where it is packed.
fn said(page: &Page) -> Vec<u8> {
    let mut all = format!("{:?}", page.headers).into_bytes();
    match &page.bytes {
        bytes if bytes.starts_with(b"PK") => all.extend(read_back::parts(bytes)),
        bytes if bytes.starts_with(b"%PDF-") && !bytes.starts_with(b"%PDF-1.7\n% VET") => {
            all.extend(read_back::pdf(bytes).into_bytes());
        }
        _ => {}
    }
    all.extend(&page.bytes);
    all
}

const RECEIPT: &[(&str, &str)] = &[
    ("new.unit", UNIT),
    ("new.case_number", "TC-1"),
    ("entry.on", "01/06/2023"),
    ("entry.by", "officer"),
    ("title", "Lập khống hồ sơ bồi thường"),
    ("source", "self"),
    ("denouncers.0.denouncer.name", SEALED[0]),
    ("denouncers.0.denouncer.address", SEALED[1]),
    ("denouncers.0.denouncer.contact", "0987 654 321; huyenbi@bimat.example"),
    ("denouncers.0.denouncer.id_number", SEALED[4]),
    ("denouncers.0.denouncer.note", SEALED[5]),
    ("accused.0.denounced.name", SEALED[6]),
    ("accused.0.post", "commune_staff"),
    ("letter", "Tôi thấy ông ấy giao tiền đêm rằm tháng chạp tại kho lạnh số mười ba."),
];

const COMPLAINT: &[(&str, &str)] = &[
    ("new.unit", UNIT),
    ("new.case_number", "KN-1"),
    ("entry.on", "01/06/2023"),
    ("entry.by", "officer"),
    ("title", "Bồi thường khi thu hồi đất"),
    ("instance", "first"),
    ("against", "administrative_decision"),
    ("level", "department_head"),
    ("field", "land"),
    ("complainants.0.person.name", OPEN[0]),
    ("complainants.0.person.address", OPEN[1]),
    ("complainants.0.person_kind", "citizen"),
];

async fn put(lan: &mut Browser, case: &str, act: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("/cases/{case}/record/{act}");
    let form = lan.get(&path).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.words());
    let after = form.text.split("name=\"after\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut all = vec![("after", after.as_str())];
    all.extend_from_slice(fields);
    lan.post(&path, &all).await
}

async fn done(lan: &mut Browser, case: &str, act: &str, fields: &[(&str, &str)]) {
    let page = put(lan, case, act, fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.words());
}

async fn browser(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

/// Plants both cases and does with the sealed one what one assigned does. Gives the answers
/// that told what is sealed, for the looks must have worked.
async fn play(lan: &mut Browser) -> Vec<Page> {
    lan.get("/cases/new/denunciation").await;
    // First with faults: what was typed comes back to who typed it, and goes nowhere else.
    let mut bad = RECEIPT.to_vec();
    bad.retain(|(name, _)| *name != "entry.on");
    assert_eq!(lan.post("/cases/new/denunciation", &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = lan.post("/cases/new/denunciation", RECEIPT).await;
    assert_eq!(page.location(), "/cases/TC-1?done=receipt", "{}", page.words());
    lan.get("/cases/new/complaint").await;
    assert_eq!(lan.post("/cases/new/complaint", COMPLAINT).await.status, StatusCode::SEE_OTHER);
    for (case, name, mark) in [("TC-1", SEALED[8], SEALED[9]), ("KN-1", OPEN[2], OPEN[3])] {
        let file = ("paper", name, "application/pdf", &pdf(mark)[..]);
        let page = lan.upload(&format!("/cases/{case}/acts/1/papers"), &[], file).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let wrong = ("paper", name, "application/pdf", mark.as_bytes());
        lan.upload(&format!("/cases/{case}/acts/1/papers"), &[], wrong).await;
        assert!(HIDDEN.found(page.location().as_bytes()).is_empty(), "{}", page.location());
    }
    // The guard keeps the officer from copying them into the open.
    let accepted = [("entry.on", "08/06/2023"), ("entry.by", "head"), ("form_met", "yes"), ("capacity_met", "yes")];
    let accepted =
        [&accepted[..], &[("competence_met", "yes"), ("basis_met", "yes"), ("entry.number", "12/QĐ-TTTP")]].concat();
    for leak in [SEALED[0], "tại 77 ngõ: số 77 Ngõ Mù Sương", "gọi 0987654321", "CCCD 031.987.654.321", SEALED[6]]
    {
        let leaky = [&accepted[..], &[("contents", leak)]].concat();
        let page = put(lan, "TC-1", "acceptance", &leaky).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{leak}: {}", page.words());
        assert!(page.text.contains("names_checked"), "{leak}");
    }
    let contents = [("contents", "Lập khống ba bộ hồ sơ")];
    done(lan, "TC-1", "acceptance", &[&accepted[..], &contents].concat()).await;
    let sent = [("entry.on", "12/06/2023"), ("entry.by", "head"), ("to_denouncer", "yes"), ("to_denounced", "yes")];
    done(lan, "TC-1", "acceptance_notice", &sent).await;
    let minutes =
        [("entry.on", "20/06/2023"), ("entry.by", "verifier"), ("side", "denounced_side"), ("summary", "Đã làm việc")];
    done(lan, "TC-1", "working_minutes", &minutes).await;
    let report = [("entry.on", "28/06/2023"), ("entry.by", "verifier"), ("summary", "Có căn cứ")];
    done(lan, "TC-1", "verification_report", &report).await;
    let concluded =
        [("entry.on", "03/07/2023"), ("entry.by", "head"), ("finding", "right"), ("to_recover", "12.000.000")];
    done(lan, "TC-1", "conclusion", &concluded).await;

    let mut told = Vec::new();
    let state = lan.get("/api/v1/cases/TC-1/sealed").await.json();
    for item in state["envelopes"].as_array().unwrap().iter().map(|e| e["item"].as_str().unwrap()) {
        told.push(lan.post(&format!("/cases/TC-1/sealed/look/{item}"), &[("reason", REASON)]).await);
        let ask = json!({ "item": item, "reason": REASON });
        told.push(lan.own_json("POST", "/api/v1/cases/TC-1/sealed/looks", &ask).await);
    }
    let page = lan.get("/cases/TC-1/sealed").await;
    let file = page.text.split("/sealed/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    told.push(lan.post(&format!("/cases/TC-1/sealed/papers/{file}"), &[("reason", REASON)]).await);
    for paper in ["2/letters/denunciations/acceptance-decision.pdf", "3/letters/denunciations/acceptance-notice.docx"] {
        told.push(lan.post(&format!("/cases/TC-1/acts/{paper}"), &[("reason", REASON)]).await);
    }
    assert!(told.iter().all(|p| p.status.is_success()), "{:?}", told.iter().map(|p| p.status).collect::<Vec<_>>());
    told
}

/// Every address of a page or a file that there is to ask for.
fn addresses(paper: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/cases",
        "/cases?q=qu%C3%A1ch+th%E1%BB%8B&kind=denunciation",
        "/cases?kind=denunciation",
        "/cases/TC-1",
        "/cases/TC-1?done=conclusion",
        "/cases/TC-1/sealed",
        "/cases/TC-1/sealed/destroy",
        "/cases/TC-1/record/handling",
        "/cases/TC-1/acts/1/rectify",
        "/cases/TC-1/acts/2/annul",
        "/cases/KN-1",
        "/calendar?month=2023-07",
        "/overview?unit=31&period=2023-6m",
        "/sheets?form=03/KQGQ&unit=31.TT&period=2023-6m",
        "/sheets/file/sheet.xlsx?form=03/KQGQ&unit=31.TT&period=2023-6m",
        "/sheets/file/sheet.csv?form=03/KQGQ&unit=31.TT&period=2023-6m",
        "/sheets/case?number=TC-1&period=2023-6m",
        "/api/v1/acts",
        "/api/v1/cases?q=quach%20thi",
        "/api/v1/cases",
        "/api/v1/cases/TC-1",
        "/api/v1/cases/TC-1/sealed",
        "/api/v1/cases/KN-1",
        "/api/v1/sheets?form=03/KQGQ&unit=31.TT&period=2023-6m",
        "/search?q=TC-1",
        "/search?q=b%E1%BB%93i+th%C6%B0%E1%BB%9Dng",
        "/api/v1/search?q=quach+thi",
        "/people",
        "/queues",
        "/desk",
        "/desk/diary",
        "/desk/sessions",
        "/hotspots",
        "/hotspots/listing",
        "/matters/TC-1",
        "/cases/TC-1/duplicates",
        "/cases/TC-1/slip/1",
        "/duplicates/checks",
        "/account",
        "/accounts",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.push(format!("/cases/TC-1/papers/{paper}"));
    for seq in 1..=6 {
        paths.push(format!("/cases/TC-1/acts/{seq}/letters"));
    }
    let names = [
        "acceptance-decision",
        "content-notice",
        "acceptance-notice",
        "working-minutes",
        "verification-report",
        "conclusion",
    ];
    for name in names {
        for seq in 2..=6 {
            for ending in ["pdf", "docx"] {
                paths.push(format!("/cases/TC-1/acts/{seq}/letters/denunciations/{name}.{ending}"));
            }
        }
    }
    paths
}

/// Everything somebody not assigned can ask for.
async fn asked(who: &mut Browser, paper: &str) -> Vec<(String, Page)> {
    let mut pages = Vec::new();
    for path in addresses(paper) {
        pages.push((path.clone(), who.get(&path).await));
    }
    for (path, fields) in [
        ("/cases/TC-1/record/handling", vec![("entry.on", "mai"), ("summary", "x")]),
        ("/cases/TC-1/record/conclusion", vec![("entry.on", "04/07/2023"), ("entry.by", "head"), ("finding", "right")]),
        ("/cases/TC-1/sealed/assign", vec![("account", "x")]),
        ("/people", vec![("name", "Quách Thị"), ("place", "")]),
        ("/desk/earlier", vec![("name", "Quách Thị"), ("q", "Quách")]),
        (
            "/cases/TC-1/sealed/destroy",
            vec![("why", "Hết thời hạn"), ("ground", "Quyết định số 1"), ("number", "TC-1")],
        ),
    ] {
        pages.push((format!("POST {path}"), who.post(path, &fields).await));
    }
    let feed = who.post("/account/calendar", &[]).await;
    if let Some(path) = feed.text.split("/calendar/").find_map(|t| t.split_once(".ics").filter(|(k, _)| k.len() == 64))
    {
        pages.push(("calendar feed".to_owned(), who.get(&format!("/calendar/{}.ics", path.0)).await));
    }
    pages.push(("POST /account/calendar".to_owned(), feed));
    let state = who.get("/api/v1/cases/TC-1/sealed").await.json();
    for item in state["envelopes"].as_array().into_iter().flatten().filter_map(|e| e["item"].as_str()) {
        let path = format!("/cases/TC-1/sealed/look/{item}");
        pages.push((path.clone(), who.post(&path, &[("reason", REASON)]).await));
        let ask = json!({ "item": item, "reason": REASON });
        let path = "/api/v1/cases/TC-1/sealed/looks";
        pages.push((path.to_owned(), who.own_json("POST", path, &ask).await));
    }
    let path = format!("/cases/TC-1/sealed/papers/{paper}");
    pages.push((path.clone(), who.post(&path, &[("reason", REASON)]).await));
    let path = "/cases/TC-1/acts/2/letters/denunciations/acceptance-decision.pdf";
    pages.push((path.to_owned(), who.post(path, &[("reason", REASON)]).await));
    pages
}

#[tokio::test]
async fn a_planted_denouncer_stands_nowhere_and_an_open_petitioner_does() {
    listen();
    for stage in stages().await {
        let engine = stage.fresh().engine;
        browser(&stage, "head", Role::Leader, UNIT).await;
        let mut lan = browser(&stage, "lan", Role::Recorder, UNIT).await;
        let told = play(&mut lan).await;
        let told: Vec<u8> = told.iter().flat_map(said).collect();
        assert_eq!(HIDDEN.found(&told), SEALED, "{engine}: one assigned sees it all");

        let attached = lan.get("/cases/TC-1/sealed").await;
        let paper = attached.text.split("/sealed/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (mut open, mut asked_for) = (Vec::new(), 0);
        for (login, role, unit) in [
            ("other", Role::Recorder, UNIT),
            ("city", Role::Leader, "31"),
            ("viewer", Role::Viewer, "31"),
            ("admin", Role::Administrator, "31"),
            ("far", Role::Leader, "01"),
        ] {
            let mut who = browser(&stage, login, role, unit).await;
            for (path, page) in asked(&mut who, &paper).await {
                let bytes = said(&page);
                assert!(HIDDEN.found(&bytes).is_empty(), "{engine} {login} {path}: {:?}", HIDDEN.found(&bytes));
                let hidden = login != "far"
                    || !path.contains("/TC-1")
                    || page.status == StatusCode::NOT_FOUND
                    || page.status == StatusCode::FORBIDDEN;
                assert!(hidden, "{login} {path}: {}", page.status);
                open.extend(bytes);
                asked_for += usize::from(page.status.is_success());
            }
        }
        assert!(asked_for > 100, "{asked_for} answers were looked at");
        // Letters name the denounced only when opened; the public part is there.
        let public = String::from_utf8_lossy(&open);
        assert!(public.contains("1. Lập khống ba bộ hồ sơ"), "papers of the sealed case were read back");

        tracing::info!("kiểm chứng {}", OPEN[0]);
        let logs = LOGS.lock().unwrap().clone();
        assert!(HIDDEN.found(&logs).is_empty(), "{engine}: logs tell {:?}", HIDDEN.found(&logs));
        assert!(logs.len() > 1_000 && CONTROL.found(&logs) == OPEN[..1], "the logs were listened to");

        let bytes = kept(&stage).await;
        assert!(HIDDEN.found(&bytes).is_empty(), "{engine}: kept {:?}", HIDDEN.found(&bytes));
        stage.fresh().db.close().await;
        if stage.fresh().folder().is_some() {
            assert!(HIDDEN.found(&kept(&stage).await).is_empty(), "{engine}: kept, closed");
        }
        // The same search finds what is not sealed: in the database, and in answers.
        assert_eq!(CONTROL.found(&bytes), OPEN, "{engine}");
        assert_eq!(CONTROL.found(&open), OPEN[..3], "{engine}");
    }
}
