//! Papers of acts as files: filled from the case, read back with other parsers; the
//! denouncer in none but their own.

use crate::read_back;
use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use app::letters::Templates;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};

const NAME: &str = "Ngô Thị Kín Đáo";
const REASON: &str = "Gửi thông báo cho người tố cáo";

async fn officer(stage: &Stage, lang: &'static str) -> Browser {
    stage.person("lan", Role::Leader, "31.TT").await;
    let mut lan = Browser::new(&stage.app, lang);
    lan.sign_in("lan", PASSWORD).await;
    lan
}

async fn open(lan: &mut Browser, kind: &str, fields: &[(&str, &str)]) {
    lan.get(&format!("/cases/new/{kind}")).await;
    let page = lan.post(&format!("/cases/new/{kind}"), fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
}

async fn put(lan: &mut Browser, case: &str, act: &str, fields: &[(&str, &str)]) {
    let path = format!("/cases/{case}/record/{act}");
    let form = lan.get(&path).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.words());
    let after = form.text.split("name=\"after\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = lan.post(&path, &[&[("after", after.as_str())], fields].concat()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.words());
}

/// The words of a paper, the same from both files.
async fn both(lan: &mut Browser, path: &str) -> String {
    let (pdf, docx) = (lan.get(&format!("{path}.pdf")).await, lan.get(&format!("{path}.docx")).await);
    read(path, &pdf, &docx)
}

fn read(path: &str, pdf: &Page, docx: &Page) -> String {
    assert_eq!((pdf.status, docx.status), (StatusCode::OK, StatusCode::OK), "{path}: {}", pdf.words());
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(docx.headers["content-type"].to_str().unwrap().ends_with("wordprocessingml.document"));
    assert!(pdf.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
    let fonts = read_back::fonts(&pdf.bytes);
    assert!(!fonts.is_empty() && fonts.iter().all(|(_, inside)| *inside), "{path}: {fonts:?}");
    let (pdf, docx) = (read_back::pdf(&pdf.bytes), read_back::docx(&docx.bytes));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    for line in docx.lines().filter(|line| line.chars().count() > 12) {
        assert!(letters(&pdf).contains(&letters(line)), "{path}: {line} is not in\n{pdf}");
    }
    docx
}

const DENUNCIATION: &[(&str, &str)] = &[
    ("new.unit", "31.TT"),
    ("new.case_number", "TC-1"),
    ("entry.on", "01/06/2023"),
    ("entry.by", "officer"),
    ("title", "Lập khống hồ sơ bồi thường"),
    ("source", "self"),
    ("denouncers.0.denouncer.name", NAME),
    ("denouncers.0.denouncer.address", "số 9 ngõ Vắng, phường Lê Chân"),
    ("accused.0.denounced.name", "Vũ Văn Giả Định"),
    ("accused.0.post", "commune_staff"),
];

async fn denounced(lan: &mut Browser) {
    open(lan, "denunciation", DENUNCIATION).await;
    let accepted = [
        ("entry.on", "08/06/2023"),
        ("entry.by", "head"),
        ("entry.number", "12/QĐ-TTTP"),
        ("entry.signer", "Trần Thị Mẫu"),
        ("form_met", "yes"),
        ("capacity_met", "yes"),
        ("competence_met", "yes"),
        ("basis_met", "yes"),
        ("contents", "Lập khống ba bộ hồ sơ;\nKý xác nhận sai thẩm quyền."),
    ];
    put(lan, "TC-1", "acceptance", &accepted).await;
    let told = [("entry.on", "12/06/2023"), ("entry.by", "head"), ("to_denouncer", "yes"), ("to_denounced", "yes")];
    put(lan, "TC-1", "acceptance_notice", &told).await;
    let more = [
        ("entry.on", "05/07/2023"),
        ("entry.by", "head"),
        ("complexity", "complex"),
        ("many_contents", "yes"),
        ("many_bodies", "yes"),
    ];
    put(lan, "TC-1", "extension", &more).await;
}

#[tokio::test]
async fn a_denunciations_papers_are_filled_and_the_denouncer_stands_in_their_own_alone() {
    for stage in stages().await {
        let mut lan = officer(&stage, "vi").await;
        denounced(&mut lan).await;
        let case = lan.get("/cases/TC-1").await;
        assert!(case.text.contains("/cases/TC-1/acts/2/letters"), "the case leads to its papers");
        let list = lan.get("/cases/TC-1/acts/2/letters").await.words();
        assert!(list.contains("Quyết định thụ lý tố cáo") && list.contains("Mẫu số 04"), "{list}");
        assert!(list.contains("không ghi người gửi đơn"), "{list}");

        let path = "/cases/TC-1/acts/2/letters/denunciations/acceptance-decision";
        let text = both(&mut lan, path).await;
        for words in [
            "Thanh tra thành phố Hải Phòng",
            "Số: 12/QĐ-TTTP",
            "Hải Phòng, ngày 08 tháng 6 năm 2023",
            "Chánh Thanh tra thành phố Hải Phòng",
            "Thụ lý tố cáo đối với …",
            "1. Lập khống ba bộ hồ sơ.",
            "2. Ký xác nhận sai thẩm quyền.",
            "Thời hạn giải quyết tố cáo là 30 ngày",
            "Trần Thị Mẫu",
        ] {
            assert!(text.to_lowercase().contains(&words.to_lowercase()), "{words} in\n{text}");
        }
        assert!(!text.contains("Giả Định") && !text.contains("Kín Đáo"), "{text}");

        // One assigned fills in the denounced, with a reason; the denouncer not even then.
        let vain = lan.post(&format!("{path}.pdf"), &[("reason", "in")]).await;
        assert_eq!(vain.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(vain.words().contains("ít nhất 8 ký tự"), "{}", vain.words());
        let pdf = lan.post(&format!("{path}.pdf"), &[("reason", REASON)]).await;
        stage.later(1000);
        let docx = lan.post(&format!("{path}.docx"), &[("reason", REASON)]).await;
        let text = read(path, &pdf, &docx);
        assert!(text.contains("Thụ lý tố cáo đối với Vũ Văn Giả Định") && !text.contains("Kín Đáo"), "{text}");
        let seal = lan.get("/cases/TC-1/sealed").await.words();
        assert!(seal.contains("Các lần xem 2") && seal.contains(REASON), "{seal}");

        let path = "/cases/TC-1/acts/3/letters/denunciations/acceptance-notice";
        let text = both(&mut lan, path).await;
        assert!(text.contains(" tháng 7 năm 2023."), "as it was due then: {text}");
        assert!(text.contains("12/QĐ-TTTP") && !text.contains("Kín Đáo"), "{text}");
        let pdf = lan.post(&format!("{path}.pdf"), &[("reason", REASON)]).await;
        let docx = lan.post(&format!("{path}.docx"), &[("reason", REASON)]).await;
        assert!(read(path, &pdf, &docx).contains(NAME), "their own notice names them");
        let text = both(&mut lan, "/cases/TC-1/acts/3/letters/denunciations/content-notice").await;
        assert!(text.contains("1. Lập khống ba bộ hồ sơ."), "{text}");
        let text = both(&mut lan, "/cases/TC-1/acts/4/letters/denunciations/extension-decision").await;
        assert!(text.contains("Thời gian gia hạn: 30 ngày") && text.contains("12/QĐ-TTTP"), "{text}");

        // Others see the open paper, and cannot fill in a name.
        stage.person("other", Role::Recorder, "31.TT").await;
        let mut other = Browser::new(&stage.app, "vi");
        other.sign_in("other", PASSWORD).await;
        let path = "/cases/TC-1/acts/3/letters/denunciations/acceptance-notice.docx";
        assert!(!read_back::docx(&other.get(path).await.bytes).contains("Kín Đáo"));
        let vain = other.post(path, &[("reason", REASON)]).await;
        assert!(
            vain.status == StatusCode::FORBIDDEN && vain.words().contains("chỉ người được giao"),
            "{}",
            vain.words()
        );
        // A template of another act, another kind, none.
        for path in [
            "/cases/TC-1/acts/2/letters/denunciations/conclusion.pdf",
            "/cases/TC-1/acts/2/letters/complaints/first-decision.pdf",
            "/cases/TC-1/acts/2/letters/denunciations/acceptance-decision.exe",
            "/cases/TC-1/acts/9/letters",
            "/cases/TC-2/acts/1/letters",
        ] {
            assert_eq!(lan.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_complaints_papers_name_its_parties() {
    for stage in stages().await {
        let mut lan = officer(&stage, "en").await;
        let complaint = [
            ("new.unit", "31.TT"),
            ("new.case_number", "KN-1"),
            ("entry.on", "01/02/2023"),
            ("entry.by", "officer"),
            ("title", "Bồi thường khi thu hồi đất"),
            ("instance", "first"),
            ("against", "administrative_decision"),
            ("contested", "321/QĐ-UBND"),
            ("respondent", "Chủ tịch UBND phường Hồng Bàng"),
            ("level", "department_head"),
            ("field", "land"),
            ("complainants.0.person.name", "Nguyễn Văn Ví Dụ"),
            ("complainants.0.person.address", "số 1 phố Mẫu"),
            ("complainants.0.person_kind", "citizen"),
        ];
        open(&mut lan, "complaint", &complaint).await;
        let accepted = [("entry.on", "08/02/2023"), ("entry.by", "head"), ("entry.number", "7/TB-TTTP")];
        put(&mut lan, "KN-1", "complaint_acceptance", &accepted).await;
        let list = lan.get("/cases/KN-1/acts/2/letters").await.words();
        assert!(list.contains("Mẫu số 03") && !list.contains("sealed names"), "{list}");
        let text = both(&mut lan, "/cases/KN-1/acts/2/letters/complaints/acceptance-notice").await;
        for words in
            ["Nguyễn Văn Ví Dụ", "số 1 phố Mẫu", "321/QĐ-UBND", "Số: 07/TB-TTTP", "Chủ tịch UBND phường Hồng Bàng"]
        {
            assert!(text.contains(words), "{words} in\n{text}");
        }
        let text = both(&mut lan, "/cases/KN-1/acts/1/letters/complaints/complaint-letter").await;
        assert!(text.contains("ĐƠN KHIẾU NẠI") && text.contains("Nguyễn Văn Ví Dụ"), "{text}");
        let none = lan.get("/cases/KN-1/acts/1/letters/complaints/authorisation.pdf").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "nobody was authorised");
        // 14a came with Decree 155/2026: in 2023 a suspension had no form.
        let paused = [("entry.on", "20/02/2023"), ("entry.by", "head"), ("pause_ground", "awaiting")];
        let _ = lan.post("/cases/KN-1/record/complaint_suspension", &paused).await;
    }
}

#[tokio::test]
async fn an_offices_own_words_and_the_demos_mark_stand_in_its_papers() {
    let mut stage = stage().await;
    let (name, text) = paper::templates::sources().find(|(n, _)| n == "denunciations/extension-decision").unwrap();
    let own = text.replace("@title QUYẾT ĐỊNH", "@title QUYẾT ĐỊNH GIA HẠN CỦA ĐƠN VỊ");
    stage.app.templates = std::sync::Arc::new(Templates::with_texts([(format!("{name}.txt"), own)]).unwrap());
    stage.app.settings = std::sync::Arc::new(app::Settings { demo: true, ..app::Settings::default() });
    let mut lan = officer(&stage, "vi").await;
    denounced(&mut lan).await;
    let page = lan.get("/cases/TC-1/acts/4/letters/denunciations/extension-decision.pdf").await;
    let text = read_back::pdf(&page.bytes);
    assert!(text.contains("QUYẾT ĐỊNH GIA HẠN CỦA ĐƠN VỊ") && text.contains("Dữ liệu mô phỏng"), "{text}");
}
