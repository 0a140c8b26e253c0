//! The second quarter of 2023 of the whole country, in the proportion of one to a
//! hundred, through the store: what the three kinds of unit reported adds up. The exact
//! figures come out of cases in `casework::reports`; 182,000 cases are too many here.

use crate::lives::{Life, Lived, keep, live};
use crate::story::{ask, filled};
use engines::engines;
use jiff::civil::{Date, date};
use law::clock::plus_days;
use serde_json::{Value, json};
use std::sync::Arc;

/// Unit, people, matters, crowds: 3,125 + 13,830 + 88,146 people; 1,155 + 11,388 + 64,476
/// matters; 104 + 38 + 926 crowds, a hundredth of each.
const DESKS: [(&str, i64, i64, i64); 3] = [("TTCP", 31, 12, 1), ("B.TC.TT", 138, 114, 1), ("31.TT", 881, 645, 9)];
/// Of the turns of the localities, those of heads and of delegates.
const HEADS: (i64, i64) = (199, 39);

/// The turns of a desk: a matter each, people spread over them, crowds of at least five.
fn desk((unit, people, matters, crowds): (&'static str, i64, i64, i64)) -> Vec<Life> {
    let mut left = people - crowds * 5 - (matters - crowds);
    let mut out = Vec::new();
    for n in 0..matters {
        let more = if n < crowds { 0 } else { left.min(2) };
        left -= more;
        let size = if n < crowds { 5 } else { 1 } + more;
        let host = match n {
            _ if unit != "31.TT" => "regular",
            n if n < HEADS.0 => "head",
            n if n < HEADS.0 + HEADS.1 => "delegated",
            _ => "regular",
        };
        let on = plus_days(date(2023, 3, 20), n % 80);
        let opening = json!({"title": "Lượt tiếp mô phỏng", "host": host, "people_count": size});
        out.push(Life { kind: "reception", unit, on, opening, acts: Vec::new() });
    }
    assert_eq!(left, 0, "{unit}: everybody was received");
    out
}

fn letter(n: i64, acts: &[(&'static str, i64, Value)]) -> Life {
    let on: Date = plus_days(date(2023, 3, 16), n % 70);
    let acts = acts.iter().map(|(act, after, facts)| (*act, plus_days(on, *after), facts.clone())).collect();
    Life { kind: "petition", unit: "31.TT", on, opening: json!({"title": "Đơn mô phỏng", "source": "post"}), acts }
}

/// 1,054 received, 970 processed, 880 eligible = 124 + 50 + 706.
fn letters() -> Vec<Life> {
    let mut out = Vec::new();
    for (kind, times) in [("complaint", 124), ("denunciation", 50), ("feedback", 706)] {
        for n in 0..times {
            let found = json!({"kind": kind, "field": "land", "competence": if kind == "feedback" { "within" } else { "outside" }});
            let ended = match kind {
                "complaint" => ("guidance", 8, json!({"body": "Sở mô phỏng"})),
                "denunciation" => ("transfer", 8, json!({"body": "Sở mô phỏng"})),
                _ => ("answer_letter", 8, json!({"answer_kind": "resolved"})),
            };
            out.push(letter(n, &[("classification", 3, found), ended]));
        }
    }
    let unfit = json!({"fitness": "not_eligible", "unfit": "incomplete"});
    out.extend((0..90).map(|n| letter(n, &[("eligibility", 2, unfit.clone()), ("archive", 3, json!({}))])));
    out.extend((0..84).map(|n| letter(n, &[])));
    out
}

#[tokio::test]
async fn a_hundredth_of_the_quarter_foots_in_the_store() {
    let mut lives = letters();
    lives.extend(DESKS.into_iter().flat_map(desk));
    let lived: Vec<Lived> = lives.iter().enumerate().map(|(n, life)| live(life, format!("Q-{n}"))).collect();
    let lived = Arc::new(lived);
    for on in engines(&app::migrations()).await {
        keep(&on.db, &lived).await;
        let reception = filled(&on.db, &ask("01/TCD", "VN", "2023-q2", None)).await;
        let total = |column: &str| reception.total_of(column).unwrap();
        assert_eq!(["2", "3", "8"].map(total), [31 + 138 + 881, 12 + 114 + 645, 1 + 1], "{}", on.engine);
        // The crowds of the localities came to their heads.
        assert_eq!(["13", "17", "22"].map(total), [199, 9, 39]);
        assert_eq!(reception.cell("31", "2"), Some(881));
        assert!(reception.findings.is_empty(), "{:?}", reception.findings);
        let petitions = filled(&on.db, &ask("01/XLD", "VN", "2023-q2", None)).await;
        let total = |column: &str| petitions.total_of(column).unwrap();
        assert_eq!(["1", "8", "9", "11", "12", "13"].map(total), [1_054, 970, 880, 124, 50, 706], "{}", on.engine);
        assert!(petitions.findings.is_empty(), "{:?}", petitions.findings);
    }
}
