//! The second quarter of 2023 of the whole country out of cases, to the last one: people
//! 3,125 + 13,830 + 88,146 = 105,101; matters 1,155 + 11,388 + 64,476 = 77,019; crowds
//! 104 + 38 + 926 = 1,068; of 105,353 petitions 97,014 processed, 88,004 eligible =
//! 12,383 + 5,005 + 70,616. Cases handled alike post alike: one of each sort is recorded
//! through the law's gate, its postings stand for all of the sort.

use super::desk_tests::{Ledger, fits_indicator};
use super::*;
use crate::fields::UnitCode;
use crate::kinds::{self, File, Opening, Paper};
use crate::units::Tree;
use jiff::civil::{Date, date};
use law::{AgencyKind, Law};
use serde_json::{Value, json};

const RECEIVED: Date = date(2023, 4, 4);

/// The postings of one case with these acts after its opening, so many times over.
fn many(ledger: &mut Ledger, times: i64, kind: &str, unit: &str, opening: &Value, acts: &[(&str, Date, Value)]) {
    let (law, kind) = (Law::shipped(), kinds::of(kind).unwrap());
    let regime = law.regime_of(kind.word(), RECEIVED).unwrap().id.clone();
    let paper = |act: &str, on: Date, facts: &Value| {
        let by = kind.row(&regime, act).unwrap().by;
        Paper { seq: 0, kind: act.into(), on, by, number: String::new(), signer: String::new(), facts: facts.clone() }
    };
    let (code, agency) = (UnitCode(unit.into()), AgencyKind::Prov);
    let first = paper(kind.opening(), RECEIVED, opening);
    let opening = Opening { number: "1".into(), unit: code.clone(), agency, regime: None, first };
    let told = kind.open(opening, law, Date::MAX).unwrap();
    let mut file = File { number: "1".into(), unit: code, agency, regime: regime.clone(), acts: vec![told.last] };
    let mut lines = told.new_postings;
    for (act, on, facts) in acts {
        let told = kind.record(&file, paper(act, *on, facts), law, Date::MAX).unwrap();
        file.acts.push(told.last);
        lines.extend(told.new_postings);
    }
    for line in &mut lines {
        fits_indicator(line).unwrap();
        // An item names a thing: the day a petition came in, or a session held once.
        assert!(
            line.item.is_empty() || line.indicator == "petition.processed" || line.indicator == "reception.session"
        );
    }
    for _ in 0..times {
        ledger.extend(lines.iter().map(|line| (unit.to_owned(), line.clone())));
    }
}

/// The turns of one desk, a matter each: crowds of five, the others of one or two or more.
fn desk(ledger: &mut Ledger, unit: &str, host: &str, people: i64, matters: i64, crowds: i64) {
    let (people, turns) = (people - crowds * 5, matters - crowds);
    let (each, more) = (people / turns, people % turns);
    assert!((1..5).contains(&each) && (more == 0 || each < 4), "{unit} {host}: {each}");
    for (times, size) in [(crowds, 5), (turns - more, each), (more, each + 1)] {
        many(ledger, times, "reception", unit, &json!({"title": "T", "host": host, "people_count": size}), &[]);
    }
}

fn filled(form: &str, ledger: &Ledger) -> Sheet {
    let law = Law::shipped();
    let period = law.period("2023-q2").unwrap();
    let rows = rows(Tree::shipped(), "VN", period.until).unwrap();
    let (totals, items) = totals_of(ledger, period.from, period.until);
    {
        let form = law.form(form, period.until).unwrap();
        fill(form, &rows, &Sums::new(form, &period, totals.clone(), items.clone()), &period, 1)
    }
}

fn of<const N: usize>(sheet: &Sheet, columns: [&str; N]) -> [i64; N] {
    columns.map(|c| sheet.total_of(c).unwrap_or_else(|| panic!("{c}")))
}

#[test]
fn the_receptions_of_the_quarter_foot_out_of_cases() {
    let mut ledger = Ledger::new();
    desk(&mut ledger, "TTCP", "regular", 3_125, 1_155, 104);
    desk(&mut ledger, "B.TC.TT", "regular", 13_830, 11_388, 38);
    // Of the localities' 64,476 turns heads held 19,903 themselves, delegates 3,878.
    desk(&mut ledger, "31.TT", "head", 19_903 + 926 * 4, 19_903, 926);
    desk(&mut ledger, "31.TT", "delegated", 3_878, 3_878, 0);
    let rest = 64_476 - 19_903 - 3_878;
    desk(&mut ledger, "31.TT", "regular", 88_146 - 19_903 - 926 * 4 - 3_878, rest, 0);
    let sheet = filled("01/TCD", &ledger);
    assert_eq!(of(&sheet, ["2", "3"]), [105_101, 77_019]);
    assert_eq!(of(&sheet, ["8", "17"]), [104 + 38, 926]);
    assert_eq!(of(&sheet, ["13", "22"]), [19_903, 3_878]);
    // 19,903 of 23,781 are 83.7 per cent.
    assert_eq!((19_903 * 1_000 + 23_781 / 2) / 23_781, 837);
    assert_eq!(sheet.cell("31", "2"), Some(88_146));
    assert_eq!(sheet.findings, []);
}

#[test]
fn the_petitions_of_the_quarter_foot_out_of_cases() {
    let mut ledger = Ledger::new();
    let (found, done) = (date(2023, 4, 7), date(2023, 4, 13));
    let receipt = json!({"title": "T", "source": "post"});
    let to = json!({"body": "Sở mô phỏng"});
    // In competence 5,801 complaints and 1,706 denunciations; how the others were handled was not published.
    let sorts: [(&str, &str, i64, &str, Value); 5] = [
        ("complaint", "within", 5_801, "accepted", json!({"case_number": "K"})),
        ("complaint", "outside", 12_383 - 5_801, "guidance", to.clone()),
        ("denunciation", "within", 1_706, "accepted", json!({"case_number": "K"})),
        ("denunciation", "outside", 5_005 - 1_706, "transfer", to.clone()),
        ("feedback", "within", 70_616, "answer_letter", json!({"answer_kind": "resolved"})),
    ];
    for (kind, competence, times, act, facts) in sorts {
        let classified = json!({"kind": kind, "field": "land", "competence": competence});
        let acts = [("classification", found, classified), (act, done, facts)];
        many(&mut ledger, times, "petition", "31.TT", &receipt, &acts);
    }
    let unfit = ("eligibility", found, json!({"fitness": "not_eligible", "unfit": "incomplete"}));
    let archive = ("archive", done, json!({}));
    many(&mut ledger, 97_014 - 88_004, "petition", "31.TT", &receipt, &[unfit, archive]);
    many(&mut ledger, 105_353 - 97_014, "petition", "31.TT", &receipt, &[]);
    let set: Vec<Sheet> = ["01/XLD", "02/XLD", "03/XLD", "04/XLD"].map(|form| filled(form, &ledger)).into();
    assert_eq!(of(&set[0], ["1", "8", "9", "11", "12", "13"]), [105_353, 97_014, 88_004, 12_383, 5_005, 70_616]);
    assert_eq!(of(&set[0], ["19", "20", "21"]), [5_801, 1_706, 70_616]);
    // The printed share takes the petitions received for its denominator: 83.5 per cent.
    assert_eq!((88_004 * 1_000 + 105_353 / 2) / 105_353, 835);
    for sheet in &set {
        assert!(sheet.findings.iter().all(|f| !f.is_total), "{} {:?}", sheet.form.id, sheet.findings);
    }
    assert_eq!(between(&set), []);
}
