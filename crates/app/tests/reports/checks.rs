//! Points of a report: seen with both figures, explained, sent all the same, read by the
//! upper unit, sealed with the report and found again; on both engines.

use crate::filling::filled;
use crate::people::{accounts, signed_in};
use crate::periodic::{act, done, draw_up, proof};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::periodic_reports::{SealKey, pack};
use app::{App, Settings};
use axum::http::StatusCode;
use casework::fields::UnitCode;
use jiff::civil::date;
use law::Law;
use serde_json::json;

const OUTSIDE: &str = "/reports/2024-6m%2FBC-TTr-304";
const CITY: &str = "/reports/2024-6m%2FBC-TTr-31";

async fn stage(fresh: &engines::Fresh) -> App {
    let told = [Told::new("2/2024", "303.TT", date(2024, 2, 10)), Told::new("3/2023", "303.TT", date(2023, 8, 10))];
    keep(&fresh.db, &told, 1).await;
    let settings = Settings { seal_key: Some(SealKey::new([7; 32])), ..Settings::default() };
    let app = App::new(fresh.db.clone(), Clock::fixed(date(2024, 6, 18)), settings);
    accounts(&app, &[("lan", Role::Leader, "31"), ("minh", Role::Leader, "303")]).await;
    app
}

#[tokio::test]
async fn a_point_is_explained_sent_all_the_same_and_travels_with_the_report() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        done(&lan.post("/reports", &[("unit", "304"), ("period", "2024-6m"), ("about", "inspection")]).await);
        let template = lan.get(&format!("{OUTSIDE}/template/01%2FTTr")).await.bytes;
        // 10,5 million found, 9 of it proposed for recovery and nothing else: 8 is not 10+12.
        let bytes = filled(&template, &[(1, 2.0), (3, 2.0), (4, 2.0), (8, 10.5), (10, 9.0), (12, 0.0)]);
        let file = ("file", "bieu.xlsx", "application/zip", &bytes[..]);
        done(&lan.upload(&format!("{OUTSIDE}/declare"), &[("form", "01/TTr")], file).await);
        done(&lan.post(&format!("{OUTSIDE}/compute"), &[]).await);
        let page = lan.get(OUTSIDE).await;
        let words = page.words();
        assert!(words.contains("8=10+12") && words.contains("● chưa giải trình"), "{words}");
        assert!(words.contains("10,5") && words.contains("9 triệu đồng"), "{words}");
        assert!(words.contains("Còn 1 điểm chưa giải trình"), "said once, by the total: {words}");
        assert!(page.text.contains("href=\"/sheets/cell?form=01%2FTTr&#38;unit=304"), "each side opens");
        // Sent without a word: it goes, and says what is missing.
        let sent = act(&mut lan, OUTSIDE, "submission", "report_head", &[]).await;
        done(&sent);
        let said = lan.get(sent.location()).await.words();
        assert!(said.contains("Còn 1 điểm kiểm tra chưa giải trình"), "{said}");
        done(&act(&mut lan, OUTSIDE, "send_back", "superior", &[("summary", "Giải trình cột 8")]).await);
        done(&lan.post(&format!("{OUTSIDE}/compute"), &[]).await);
        let word = [("form", "01/TTr"), ("check", "8=10+12"), ("text", "Một khoản đã nộp ngay khi thanh tra")];
        done(&act(&mut lan, OUTSIDE, "explanation", "reporter", &word).await);
        let words = lan.get(OUTSIDE).await.words();
        assert!(words.contains("✓ đã giải trình") && !words.contains("● chưa giải trình"), "{words}");
        assert!(words.contains("Một khoản đã nộp ngay khi thanh tra"), "{words}");
        let sent = act(&mut lan, OUTSIDE, "submission", "report_head", &[]).await;
        done(&sent);
        assert!(!lan.get(sent.location()).await.words().contains("chưa giải trình"));
        done(&act(&mut lan, OUTSIDE, "acceptance", "superior", &[]).await);
        done(&lan.post(&format!("{OUTSIDE}/seal"), &[]).await);
        // The upper unit reads it beside the report it adds up.
        draw_up(&mut lan, "31", CITY).await;
        let words = lan.get(CITY).await.words();
        assert!(words.contains("1 điểm, 1 lời giải trình") && words.contains("nộp ngay khi thanh tra"), "{words}");
        // And so does whoever holds the sealed file.
        let bytes = proof(&app, "2024-6m/BC-TTr-304").await;
        let verdict = pack::verify(&bytes, Law::shipped()).unwrap();
        assert!(verdict.holds() && verdict.checks.iter().any(|c| c.what == "checks"), "{:?}", verdict.checks);
        assert_eq!(verdict.manifest.format, 2);
        let [said] = &verdict.manifest.explanations[..] else { panic!("{:?}", verdict.manifest) };
        assert_eq!((said.rule.as_str(), said.row.as_deref()), ("8=10+12", None));
    }
}

#[tokio::test]
async fn a_quarter_is_held_against_the_accepted_report_of_the_one_before() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        let report = |quarter: &str| format!("/reports/2024-{quarter}%2FBC-TTr-303");
        for quarter in ["q1", "q2"] {
            let asked = [("unit", "303"), ("period", &format!("2024-{quarter}")), ("about", "inspection")];
            done(&lan.post("/reports", &asked).await);
            done(&lan.post(&format!("{}/compute", report(quarter)), &[]).await);
            if quarter == "q1" {
                done(&act(&mut lan, &report("q1"), "submission", "report_head", &[]).await);
                done(&act(&mut lan, &report("q1"), "acceptance", "superior", &[]).await);
            }
        }
        let quiet = lan.get(&report("q2")).await.words();
        assert!(!quiet.contains("2≤←1"), "{quiet}");
        // Recorded too late for the accepted quarter: what it left is more than it said there was.
        let late = [Told::new("7/2024", "303.TT", date(2024, 2, 20))];
        keep(&fresh.db, &late, 40).await;
        done(&lan.post(&format!("{}/compute", report("q2")), &[]).await);
        let page = lan.get(&report("q2")).await;
        let words = page.words();
        assert!(words.contains("2≤←1") && words.contains("theo báo cáo 2024-q1/BC-TTr-303"), "{words}");
        assert!(page.text.contains(&format!("href=\"{}/sheets/01%2FTTr\"", report("q1"))), "the earlier side opens");
        // A free sheet is held against the ledger, which knows the late fact.
        let free = lan.get("/sheets?form=01/TTr&unit=303&period=2024-q2").await.words();
        assert!(!free.contains("2≤←1"), "{free}");
    }
}

#[tokio::test]
async fn months_that_are_no_period_are_allowed_but_said() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut minh = signed_in(&app, "minh", "vi").await;
        let page = minh.get("/sheets?form=01/TTr&unit=303&period=2024-5m").await;
        assert_eq!(page.status, StatusCode::OK);
        let words = page.words();
        assert!(words.contains("Số theo tháng của ngành") && words.contains("Được phép, nhưng phải nói rõ"), "{words}");
        let english = signed_in(&app, "minh", "en").await.get("/sheets?form=01/TTr&unit=303&period=2024-5m").await;
        assert!(english.words().contains("Allowed, but to be said"), "{}", english.words());
        let statutory = minh.get("/sheets?form=01/TTr&unit=303&period=2024-q1").await.words();
        assert!(!statutory.contains("Số theo tháng"), "{statutory}");
    }
}

/// A file sealed before points were kept: the same without them, signed with the same key.
#[tokio::test]
async fn a_report_sealed_before_there_were_points_still_holds() {
    let fresh = engines::engines(&app::migrations()).await.into_iter().next().unwrap();
    let app = stage(&fresh).await;
    let mut lan = signed_in(&app, "lan", "vi").await;
    draw_up(&mut lan, "303", "/reports/2024-6m%2FBC-TTr-303").await;
    let report = "/reports/2024-6m%2FBC-TTr-303";
    done(&act(&mut lan, report, "submission", "report_head", &[]).await);
    done(&act(&mut lan, report, "acceptance", "superior", &[]).await);
    done(&lan.post(&format!("{report}/seal"), &[]).await);
    let mut members = crate::periodic::texts(&proof(&app, "2024-6m/BC-TTr-303").await);
    members.retain(|(name, _)| name != "doi-chieu.json");
    let at = |name: &str| members.iter().position(|(n, _)| n == name).unwrap();
    let (list, signature) = (at("ban-ke.json"), at("chu-ky.txt"));
    let mut manifest: serde_json::Value = serde_json::from_str(&members[list].1).unwrap();
    manifest["format"] = json!(1);
    manifest.as_object_mut().unwrap().remove("checks");
    // The keys of a manifest stand in the order they are signed in.
    let old: app::periodic_reports::Manifest = serde_json::from_value(manifest).unwrap();
    let text = serde_json::to_string_pretty(&old).unwrap() + "\n";
    members[signature].1 = SealKey::new([7; 32]).sign(&UnitCode("303".into()).0, 0, &text).signature;
    members[list].1 = text;
    let verdict = pack::verify(&crate::periodic::packed(&members), Law::shipped()).unwrap();
    assert!(verdict.holds() && verdict.checks.iter().all(|c| c.what != "checks"), "{:?}", verdict.checks);
}
