//! Complaints through their pages: first instance, second instance, execution; what the
//! law refuses; the same form twice; hostile text.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use casework::complaints::ActKind;
use casework::fields::{FieldKind, FieldSpec};
use scenario::web::{Browser, Page};

const RECEIPT: &[(&str, &str)] = &[
    ("new.unit", "31.TT"),
    ("new.case_number", "KN-1"),
    ("entry.on", "01/02/2023"),
    ("entry.by", "officer"),
    ("title", "Bồi thường khi thu hồi đất"),
    ("instance", "first"),
    ("against", "administrative_decision"),
    ("level", "department_head"),
    ("field", "land"),
    ("known_on", "05/01/2023"),
    ("complainants.0.person.name", "Người khiếu nại mô phỏng"),
    ("complainants.0.person_kind", "citizen"),
];

async fn officer(stage: &Stage, lang: &'static str) -> Browser {
    stage.person("lan", Role::Leader, "31").await;
    let mut lan = Browser::new(&stage.app, lang);
    lan.sign_in("lan", PASSWORD).await;
    lan
}

async fn open(lan: &mut Browser, fields: &[(&str, &str)]) -> Page {
    lan.get("/cases/new/complaint").await;
    lan.post("/cases/new/complaint", fields).await
}

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

#[tokio::test]
async fn a_complaint_goes_through_both_instances_and_is_executed() {
    for stage in stages().await {
        let mut lan = officer(&stage, "vi").await;
        let form = lan.get("/cases/new/complaint").await;
        let words = form.words();
        assert!(words.contains("Ai có thẩm quyền") && words.contains("Chủ tịch UBND cấp huyện"), "{words}");
        let opened = open(&mut lan, RECEIPT).await;
        assert_eq!(opened.location(), "/cases/KN-1?done=complaint_receipt", "{}", opened.words());
        done(&mut lan, "KN-1", "complaint_acceptance", &[("entry.on", "08/02/2023"), ("entry.by", "head")]).await;
        let words = lan.get("/cases/KN-1").await.words();
        assert!(words.contains("Luật Khiếu nại 2011") && words.contains("Đã thụ lý"), "{words}");
        assert!(words.contains("ra quyết định giải quyết khiếu nại lần đầu"), "{words}");
        assert!(words.contains("Người khiếu nại mô phỏng"), "parties stand on the page: {words}");
        let report = [("entry.on", "01/03/2023"), ("entry.by", "verifier"), ("differs", "yes")];
        done(&mut lan, "KN-1", "verification_report", &report).await;
        let decision = [("entry.on", "07/03/2023"), ("entry.by", "head"), ("outcome", "wrong")];
        let no = put(&mut lan, "KN-1", "complaint_decision", &decision).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains("đối thoại") && no.words().contains("Điều 30"), "{}", no.words());
        let dialogue = [("entry.on", "03/03/2023"), ("entry.by", "head"), ("complainant", "present")];
        done(&mut lan, "KN-1", "dialogue", &dialogue).await;
        done(&mut lan, "KN-1", "complaint_decision", &decision).await;
        let sent =
            [("entry.on", "09/03/2023"), ("entry.by", "officer"), ("paper", "decision"), ("reached_on", "10/03/2023")];
        done(&mut lan, "KN-1", "complaint_sending", &sent).await;
        let second = [("entry.on", "20/03/2023"), ("entry.by", "citizen"), ("second_case", "KN-2")];
        done(&mut lan, "KN-1", "second_complaint", &second).await;
        let words = lan.get("/cases/KN-1").await.words();
        assert!(words.contains("Đã khiếu nại lần hai") && words.contains("Chưa có hiệu lực"), "{words}");

        let mut again = RECEIPT.to_vec();
        again.retain(|(name, _)| !["new.case_number", "entry.on", "instance", "known_on"].contains(name));
        again.extend([
            ("new.case_number", "KN-2"),
            ("entry.on", "20/03/2023"),
            ("instance", "second"),
            ("first_case", "KN-1"),
            ("first_known_on", "10/03/2023"),
        ]);
        let opened = open(&mut lan, &again).await;
        assert_eq!(opened.location(), "/cases/KN-2?done=complaint_receipt", "{}", opened.words());
        done(&mut lan, "KN-2", "complaint_acceptance", &[("entry.on", "24/03/2023"), ("entry.by", "head")]).await;
        let report = [("entry.on", "14/04/2023"), ("entry.by", "verifier")];
        done(&mut lan, "KN-2", "verification_report", &report).await;
        let dialogue = [("entry.on", "18/04/2023"), ("entry.by", "head"), ("complainant", "present")];
        done(&mut lan, "KN-2", "dialogue", &dialogue).await;
        let decision = [
            ("entry.on", "25/04/2023"),
            ("entry.by", "head"),
            ("outcome", "changed"),
            ("persons_money", "120.000.000"),
            ("persons_land", "80"),
        ];
        done(&mut lan, "KN-2", "complaint_decision", &decision).await;
        let early = [("entry.on", "10/05/2023"), ("entry.by", "head")];
        let no = put(&mut lan, "KN-2", "execution_direction", &early).await;
        assert!(no.status == StatusCode::CONFLICT && no.words().contains("Điều 44"), "{}", no.words());
        done(&mut lan, "KN-2", "execution_direction", &[("entry.on", "30/05/2023"), ("entry.by", "head")]).await;
        let paid = [("entry.on", "20/06/2023"), ("entry.by", "officer"), ("persons_money", "50.000.000")];
        done(&mut lan, "KN-2", "execution_progress", &paid).await;
        let words = lan.get("/cases/KN-2").await.words();
        for said in ["Thi hành quyết định", "120.000.000 đ", "50.000.000 đ", "70.000.000 đ", "Đang thi hành"]
        {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(words.contains("Giải quyết lần đầu KN-1"), "the chain: {words}");
        done(&mut lan, "KN-2", "execution_done", &[("entry.on", "10/07/2023"), ("entry.by", "officer")]).await;
        assert!(lan.get("/cases?kind=complaint").await.words().contains("2 hồ sơ"));
        assert!(lan.get("/cases?kind=complaint&class=second_complaint").await.words().contains("1 hồ sơ"));
    }
}

#[tokio::test]
async fn what_the_law_refuses_names_its_article_and_keeps_what_was_typed() {
    for stage in stages().await {
        let mut lan = officer(&stage, "vi").await;
        let mut second = RECEIPT.to_vec();
        second.retain(|(name, _)| *name != "instance");
        second.push(("instance", "second"));
        let no = open(&mut lan, &second).await;
        assert_eq!(no.status, StatusCode::CONFLICT, "{}", no.words());
        let words = no.words();
        assert!(words.contains("chưa có giải quyết lần đầu") && words.contains("Điều 33"), "{words}");
        assert!(no.text.contains("Bồi thường khi thu hồi đất"), "typed text is lost");

        open(&mut lan, RECEIPT).await;
        done(&mut lan, "KN-1", "complaint_acceptance", &[("entry.on", "08/02/2023"), ("entry.by", "head")]).await;
        let future = [("entry.on", "15/07/2023"), ("entry.by", "head"), ("verifier", "Phòng nghiệp vụ 2")];
        let no = put(&mut lan, "KN-1", "complaint_verification", &future).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains("tương lai") && no.text.contains("Phòng nghiệp vụ 2"), "{}", no.words());
        let early = [("entry.on", "10/02/2023"), ("entry.by", "head"), ("pause_ground", "force_majeure")];
        let no = put(&mut lan, "KN-1", "complaint_suspension", &early).await;
        assert!(no.words().contains("Điều 11a") && no.status == StatusCode::CONFLICT, "{}", no.words());
        let decision = [("entry.on", "01/03/2023"), ("entry.by", "head"), ("outcome", "right")];
        done(&mut lan, "KN-1", "complaint_decision", &decision).await;
        let late = [
            ("after", "3"),
            ("entry.on", "06/03/2023"),
            ("entry.by", "citizen"),
            ("extent", "whole"),
            ("withdrawn_by", "letter"),
            ("is_signed", "yes"),
        ];
        let no = lan.post("/cases/KN-1/record/complaint_withdrawal", &late).await;
        let words = no.words();
        assert_eq!(no.status, StatusCode::CONFLICT, "{words}");
        assert!(words.contains("Quyết định giải quyết khiếu nại") && words.contains("Điều 10"), "{words}");
    }
}

#[tokio::test]
async fn the_same_form_twice_makes_one_case_and_one_act() {
    for stage in stages().await {
        let mut lan = officer(&stage, "vi").await;
        let mut once = RECEIPT.to_vec();
        once.retain(|(name, _)| *name != "new.case_number");
        once.push(("once", "0123456789abcdef"));
        let (one, two) = (open(&mut lan, &once).await, open(&mut lan, &once).await);
        assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.words());
        assert_eq!(one.location(), two.location(), "the second press opened another case");
        assert!(lan.get("/cases?kind=complaint").await.words().contains("1 hồ sơ"));
        let case = one.location().strip_prefix("/cases/").unwrap().split('?').next().unwrap().to_owned();
        let path = format!("/cases/{case}/record/complaint_acceptance");
        let accept =
            [("after", "1"), ("entry.on", "08/02/2023"), ("entry.by", "head"), ("assignee", "Ban tiếp công dân")];
        lan.get(&path).await;
        assert_eq!(lan.post(&path, &accept).await.status, StatusCode::SEE_OTHER);
        let again = lan.post(&path, &accept).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text.contains("Ban tiếp công dân"), "typed text is lost");
    }
}

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}\u{202e}";

/// Every text field of an act filled with hostile text, the rest with something that fits.
fn hostile(prefix: &str, fields: &[FieldSpec], on: &str, out: &mut Vec<(String, String)>) {
    for field in fields {
        let name = if prefix.is_empty() { field.name.to_owned() } else { format!("{prefix}.{}", field.name) };
        match field.kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::Letter => out.push((name, HOSTILE.to_owned())),
            FieldKind::Person => {
                for part in ["name", "address", "contact", "id_number", "note"] {
                    out.push((format!("{name}.{part}"), HOSTILE.to_owned()));
                }
            }
            FieldKind::Date => out.push((name, on.to_owned())),
            FieldKind::Choice(words) => out.push((name, words[0].to_owned())),
            FieldKind::Group(inner) => hostile(&format!("{name}.0"), inner, on, out),
            FieldKind::Flag if field.required || field.name == "is_signed" => out.push((name, "yes".to_owned())),
            _ => {}
        }
    }
}

#[tokio::test]
async fn hostile_text_in_every_field_stays_text() {
    let stage = stage().await;
    let mut lan = officer(&stage, "vi").await;
    let filled = |act: ActKind, on: &str, by: &str| {
        let mut fields = vec![("entry.on".to_owned(), on.to_owned()), ("entry.by".to_owned(), by.to_owned())];
        for name in ["entry.number", "entry.signer"] {
            fields.push((name.to_owned(), HOSTILE.to_owned()));
        }
        hostile("", act.fields(), on, &mut fields);
        fields
    };
    let mut first = filled(ActKind::ComplaintReceipt, "01/02/2023", "officer");
    first.extend([("new.unit", "31.TT"), ("new.case_number", "KN-1")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    let pairs: Vec<(&str, &str)> = first.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let opened = open(&mut lan, &pairs).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.words());
    use ActKind::*;
    let steps = [
        (ComplaintAcceptance, "02/02/2023", "head"),
        (ComplaintVerification, "03/02/2023", "head"),
        (WorkingMinutes, "04/02/2023", "verifier"),
        (EvidenceRequest, "05/02/2023", "verifier"),
        (HandoverMinutes, "06/02/2023", "verifier"),
        (AssessmentRequest, "07/02/2023", "head"),
        (AssessmentResult, "08/02/2023", "other_body"),
        (ComplexityFinding, "09/02/2023", "head"),
        (StayDecision, "10/02/2023", "head"),
        (StayLifting, "11/02/2023", "head"),
        (VerificationReport, "12/02/2023", "verifier"),
        (DialogueInvitation, "13/02/2023", "head"),
        (Dialogue, "14/02/2023", "head"),
        (ComplaintDecision, "15/02/2023", "head"),
        (ComplaintSending, "16/02/2023", "officer"),
        (ComplaintPublication, "17/02/2023", "head"),
        (TakingEffect, "01/04/2023", "officer"),
        (ExecutionDirection, "02/04/2023", "head"),
        (ExecutionProgress, "03/04/2023", "officer"),
        (Lawsuit, "04/04/2023", "citizen"),
        (CourtAcceptance, "05/04/2023", "other_body"),
        (CourtJudgment, "06/04/2023", "other_body"),
        (ExecutionDone, "07/04/2023", "officer"),
        (ComplaintClosing, "08/04/2023", "officer"),
    ];
    for (act, on, by) in steps {
        let fields = filled(act, on, by);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        done(&mut lan, "KN-1", act.word(), &pairs).await;
    }
    for path in ["/cases/KN-1", "/cases?kind=complaint", "/cases/KN-1/acts/1/rectify", "/"] {
        let page = lan.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(
            !page.text.contains("<script>alert") && !page.text.contains("<img src=x"),
            "{path} lets text be markup"
        );
        assert!(!page.text.contains(">49<"), "{path} runs a template of the user's");
    }
    assert!(lan.get("/cases/KN-1").await.text.contains("&#60;script&#62;"), "the text itself is shown");
}

#[tokio::test]
async fn every_form_of_a_complaint_is_drawn_in_both_languages() {
    let stage = stage().await;
    let mut lan = officer(&stage, "vi").await;
    open(&mut lan, RECEIPT).await;
    let mut ann = Browser::new(&stage.app, "en");
    ann.sign_in("lan", PASSWORD).await;
    for browser in [&mut lan, &mut ann] {
        let mut drawn = 0;
        for kind in ActKind::ALL {
            let page = browser.get(&format!("/cases/KN-1/record/{}", kind.word())).await;
            if page.status == StatusCode::OK {
                drawn += 1;
                assert!(!page.text.contains("field.") && !page.text.contains("choice."), "{kind:?} lacks a name");
            }
        }
        assert!(drawn > 25, "only {drawn} forms");
    }
}
