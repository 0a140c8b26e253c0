//! How long it took: the page and its files say what the clocks of the cases say, and no less than a group.

use crate::support::stages;
use axum::http::StatusCode;
use jiff::civil::date;
use scenario::web::Browser;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_adds_up_to_the_clocks_of_the_cases() {
    for stage in stages().await {
        let histories = app::demo::load(&stage.app.law, stage.app.tree, &["31".to_owned()], 160, 0, 11);
        let (from, until) = (date(2022, 12, 15), date(2023, 6, 14));
        let signed = |o: &casework::inspections::Outcome| {
            let met = o.deadlines.iter().filter(|d| d.rule == "sign").filter_map(|d| d.met);
            met.filter(|(_, day)| (from..=until).contains(day)).count()
        };
        let expected: usize = histories.iter().filter_map(|h| h.last()).map(signed).sum();
        assert!(expected > 20, "{expected} are enough to tell something");
        app::demo::keep(&stage.app.db, histories.into_iter(), stage.app.clock.now_ms(), |_| {}).await.unwrap();

        let mut reader = Browser::new(&stage.app, "vi");
        let json = reader.get("/open/how-long/inspection_signed/2023-1/json").await;
        let told: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        let rows = told["rows"].as_array().unwrap();
        let cases = |row: &serde_json::Value| row["cases"].as_u64().unwrap();
        assert_eq!(cases(&rows[0]), expected as u64);
        assert_eq!(rows[1..].iter().map(cases).sum::<u64>(), expected as u64, "units add up: {told:#}");
        for row in rows {
            let classes = row["classes"].as_array().unwrap();
            assert!(classes.is_empty() || classes.iter().map(cases).sum::<u64>() == cases(row));
            assert!(classes.iter().all(|c| cases(c) >= 5), "{row:#}");
        }
        let csv = reader.get("/open/how-long/inspection_signed/2023-1/csv").await;
        assert!(csv.text.lines().any(|l| l.contains("total,") && l.contains(&expected.to_string())), "{}", csv.text);

        let page = reader.get("/open/how-long/inspection_signed").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.headers.get("set-cookie").is_none());
        assert!(page.words().contains(&format!("{expected} vụ xong trong kỳ")), "{}", page.words());
        let list = reader.get("/en/open/how-long").await;
        assert!(list.words().contains("Signing conclusions"), "{}", list.words());
        // Nothing settled of denunciations here: too few say only that.
        assert!(reader.get("/open/how-long/denunciation").await.words().contains("ít hơn 5 vụ"));
        for none in
            ["/open/how-long/inspection_signed/2023-2", "/open/how-long/gi-do", "/open/how-long/sign/2023-1/json"]
        {
            assert_eq!(reader.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    }
}
