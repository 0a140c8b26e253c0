//! The forms of the desk against published figures: Lâm Đồng 2023 and the second
//! quarter of 2023 of the whole country, as postings a jurist can read.

use super::*;
use crate::postings::Posting;
use crate::units::Tree;
use jiff::civil::Date;
use law::Law;

pub(crate) type Ledger = Vec<(String, Posting)>;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `unit day indicator class manner field item quantity`, one posting a line; `-` is empty.
pub(super) fn ledger(lines: &str) -> Ledger {
    let read = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().map(|w| if w == "-" { "" } else { w }).collect();
        let [unit, on, indicator, class, manner, field, item, quantity] = words[..] else { panic!("{line}") };
        let own = str::to_owned;
        assert_carries(indicator, [class, manner, field], line);
        let posting = Posting {
            indicator: own(indicator),
            day: day(on),
            class: own(class),
            manner: own(manner),
            field: own(field),
            item: own(item),
            quantity: quantity.parse().unwrap(),
            about: 1,
        };
        (own(unit), posting)
    };
    lines.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(read).collect()
}

/// A posting carries only words its indicator knows.
fn assert_carries(indicator: &str, words: [&str; 3], line: &str) {
    let known = Law::shipped().indicator(indicator).unwrap_or_else(|| panic!("no indicator: {line}"));
    for (word, may) in words.into_iter().zip([&known.class, &known.manner, &known.field]) {
        assert!(word.is_empty() || may.iter().any(|m| m == word), "{word}: {line}");
    }
}

/// Whether a posting carries only words its indicator knows; the word that is strange.
pub(crate) fn fits_indicator(posting: &Posting) -> Result<(), String> {
    let Some(known) = Law::shipped().indicator(&posting.indicator) else {
        return Err(posting.indicator.clone());
    };
    for (word, may) in
        [&posting.class, &posting.manner, &posting.field].into_iter().zip([&known.class, &known.manner, &known.field])
    {
        if !word.is_empty() && !may.contains(word) {
            return Err(format!("{} {word}", posting.indicator));
        }
    }
    Ok(())
}

pub(crate) fn filled(form: &str, unit: &str, period: &str, ledger: &[(String, Posting)]) -> Sheet {
    let law = Law::shipped();
    let period = law.period(period).unwrap();
    let rows = rows(Tree::shipped(), unit, period.until).unwrap();
    let (totals, items) = totals_of(ledger, period.from, period.until);
    {
        let form = law.form(form, period.until).unwrap();
        fill(form, &rows, &Sums::new(form, &period, totals.clone(), items.clone()), &period, 1)
    }
}

fn total(sheet: &Sheet, columns: &[&str]) -> Vec<i64> {
    columns.iter().map(|c| sheet.total_of(c).unwrap_or_else(|| panic!("{} {c}", sheet.form.id))).collect()
}

fn failing(sheet: &Sheet) -> Vec<&str> {
    sheet.findings.iter().filter(|f| f.is_total).map(|f| f.check.as_str()).collect()
}

/// Kind, in competence, guided, transferred, urged; the published sums of the columns
/// are 2,886, 780, 1,742 and 183, those of the rows 651, 281 and 4,659.
const LAM_DONG: [(&str, i64, i64, i64, i64); 3] =
    [("complaint", 359, 280, 0, 12), ("denunciation", 122, 0, 150, 9), ("feedback", 2_405, 500, 1_592, 162)];

fn lam_dong() -> Ledger {
    let mut text = String::new();
    let mut line = |l: String| text.push_str(&(l + "\n"));
    for (kind, own, guided, transferred, urged) in LAM_DONG {
        let level = if kind == "feedback" { "settled" } else { "first" };
        let eligible = own + guided + transferred + urged;
        line(format!("68.TT 2023-05-01 petition.received {kind} one land - {eligible}"));
        line(format!("68.TT 2023-05-01 petition.open {kind} one land - {eligible}"));
        line(format!("68.TT 2023-05-15 petition.open {kind} one land - -{eligible}"));
        line(format!("68.TT 2023-05-15 petition.processed {kind} one land 2023-05-01 {eligible}"));
        for unit in ["eligible", "eligible_matter"] {
            line(format!("68.TT 2023-05-15 petition.{unit} {kind} not_settled land - {eligible}"));
        }
        for matter in ["", "_matter"] {
            line(format!("68.TT 2023-05-15 petition.in_competence{matter} {kind} {level} land - {own}"));
            for (way, n) in [("guided", guided), ("transferred", transferred), ("urged", urged)] {
                line(format!("68.TT 2023-05-15 petition.out_of_competence{matter} {kind} {way} land - {n}"));
            }
        }
    }
    // 7,156 received: what was not eligible was kept on file, or waits for the next year.
    line("68.TT 2023-05-01 petition.received unclassified other - - 1565".into());
    line("68.TT 2023-05-01 petition.open unclassified other - - 1565".into());
    line("68.TT 2023-06-01 petition.open unclassified other - - -1409".into());
    line("68.TT 2023-06-01 petition.processed unclassified other - 2023-05-01 1409".into());
    line("68.TT 2023-06-01 petition.not_eligible unclassified other - - 1409".into());
    ledger(&text)
}

#[test]
fn lam_dong_2023_petitions_foot() {
    let ledger = lam_dong();
    let sheet = filled("01/XLD", "68", "2023-y", &ledger);
    assert_eq!(sheet.form.version, "02/2021/TT-TTCP");
    // Received 7,156; eligible 5,591 = 651 + 281 + 4,659.
    assert_eq!(total(&sheet, &["1", "9", "11", "12", "13"]), [7_156, 5_591, 651, 281, 4_659]);
    // = in competence 2,886 (359 + 122 + 2,405) + not 2,705 = guided 780 + transferred 1,742 + urged 183.
    assert_eq!(total(&sheet, &["18", "19", "20", "21"]), [2_886, 359, 122, 2_405]);
    assert_eq!(total(&sheet, &["22", "23", "24", "25"]), [2_705, 780, 1_742, 183]);
    assert_eq!(failing(&sheet), [""; 0]);
    // The forms of each kind say the same, and agree with the summary.
    let set: Vec<Sheet> =
        ["01/XLD", "02/XLD", "03/XLD", "04/XLD"].map(|form| filled(form, "68", "2023-y", &ledger)).into();
    for sheet in &set[..3] {
        assert_eq!(failing(sheet), [""; 0], "{}", sheet.form.id);
    }
    // 780 were guided, more than complaints and denunciations together: suggestions were
    // guided too, for which form 04 has no column. Worth a look, as the form says.
    assert_eq!(failing(&set[3]), ["21=22+23"]);
    assert_eq!(total(&set[1], &["9", "10", "13", "22", "23", "26"]), [651, 651, 651, 651, 359, 292]);
    assert_eq!(total(&set[2], &["11", "12", "15", "26", "29", "31"]), [281, 281, 281, 122, 159, 150]);
    assert_eq!(total(&set[3], &["11", "14", "20", "21"]), [4_659, 4_659, 2_405, 2_254]);
    assert_eq!(between(&set), []);
}

#[test]
fn lam_dong_2023_settlement_foots() {
    let ledger = ledger(
        "68.TT 2022-10-03 complaint.open          first -      land - 40
         68.TT 2022-10-03 complaint.open_matter   first -      land - 40
         68.TT 2023-02-01 complaint.open          first -      land - 300
         68.TT 2023-02-01 complaint.accepted      first -      land - 300
         68.TT 2023-02-01 complaint.open_matter   first -      land - 300
         68.TT 2023-02-01 complaint.accepted_matter first -    land - 300
         68.TT 2023-03-01 complaint.settled       first right  land - 11
         68.TT 2023-03-01 complaint.settled       first partly land - 10
         68.TT 2023-03-01 complaint.settled       first wrong  land - 179
         68.TT 2023-03-01 complaint.withdrawn     first -      land - 74
         68.TT 2023-03-01 complaint.on_time       first -      land - 190
         68.TT 2023-03-01 complaint.late          first -      land - 10
         68.TT 2023-03-01 complaint.open          first -      land - -274
         68.TT 2023-03-01 complaint.open_matter   first -      land - -274
         68.TT 2023-02-01 denunciation.open           first - - - 120
         68.TT 2023-02-01 denunciation.accepted       first - - - 120
         68.TT 2023-02-01 denunciation.open_matter    first - - - 120
         68.TT 2023-02-01 denunciation.accepted_matter first - - - 120
         68.TT 2023-03-01 denunciation.settled   first right  - - 9
         68.TT 2023-03-01 denunciation.settled   first partly - - 15
         68.TT 2023-03-01 denunciation.settled   first wrong  - - 70
         68.TT 2023-03-01 denunciation.withdrawn first -      - - 11
         68.TT 2023-03-01 denunciation.on_time   first -      - - 105
         68.TT 2023-03-01 denunciation.open      first -      - - -105
         68.TT 2023-03-01 denunciation.open_matter first -    - - -105",
    );
    // 274 = 11 right + 10 partly + 74 withdrawn + 179 wrong.
    let complaints = filled("01/KQGQ", "68", "2023-y", &ledger);
    assert_eq!(total(&complaints, &["5", "6", "20", "22", "21"]), [200, 74, 11, 10, 179]);
    assert_eq!(total(&complaints, &["1", "2", "3", "4"]), [340, 40, 300, 340]);
    assert_eq!(failing(&complaints), [""; 0]);
    // 105 = 9 right + 15 partly + 11 withdrawn + 70 wrong.
    let denunciations = filled("03/KQGQ", "68", "2023-y", &ledger);
    assert_eq!(total(&denunciations, &["6", "7", "9", "24", "26", "28", "30"]), [105, 94, 11, 9, 70, 15, 105]);
    // The identity the form prints cannot hold with withdrawn ones: worth a look, no more.
    assert_eq!(failing(&denunciations), ["6=24+26+28"]);
}

/// The country in the second quarter of 2023, as the three kinds of unit reported it.
#[test]
fn the_second_quarter_of_2023_foots() {
    let ledger = ledger(
        "TTCP    2023-04-03 reception.person regular - - - 3125
         TTCP    2023-04-03 reception.matter regular first - - 1155
         TTCP    2023-04-03 reception.crowd  regular - - - 104
         TTCP    2023-04-03 reception.crowd_person regular - - - 520
         B.TC.TT 2023-04-03 reception.person regular - - - 13830
         B.TC.TT 2023-04-03 reception.matter regular first - - 11388
         B.TC.TT 2023-04-03 reception.crowd  regular - - - 38
         B.TC.TT 2023-04-03 reception.crowd_person regular - - - 190
         31.TT   2023-04-03 reception.person regular - - - 64365
         31.TT   2023-04-03 reception.person head - - - 19903
         31.TT   2023-04-03 reception.person delegated - - - 3878
         31.TT   2023-04-03 reception.matter regular repeat - - 64476
         31.TT   2023-04-03 reception.turn head - - - 19903
         31.TT   2023-04-03 reception.turn delegated - - - 3878
         31.TT   2023-04-03 reception.crowd  regular - - - 926
         31.TT   2023-04-03 reception.crowd_person regular - - - 4630
         31.TT   2023-04-03 petition.received complaint one land - 105353
         31.TT   2023-04-03 petition.open     complaint one land - 105353
         31.TT   2023-05-03 petition.open     complaint one land - -97014
         31.TT   2023-05-03 petition.processed complaint one land 2023-04-03 97014
         31.TT   2023-05-03 petition.eligible complaint    not_settled land - 12383
         31.TT   2023-05-03 petition.eligible denunciation not_settled land - 5005
         31.TT   2023-05-03 petition.eligible feedback     not_settled land - 70616
         31.TT   2023-05-03 petition.in_competence feedback settled land - 88004",
    );
    let reception = filled("01/TCD", "VN", "2023-q2", &ledger);
    // 3,125 + 13,830 + 88,146 = 105,101 people; 77,019 matters; 1,068 crowds.
    assert_eq!(total(&reception, &["2", "3", "8"]), [105_101, 77_019, 1_068]);
    assert_eq!(reception.cell("31", "2"), Some(88_146));
    assert_eq!(total(&reception, &["13", "22", "1"]), [19_903, 3_878, 23_781]);
    assert_eq!(failing(&reception), [""; 0]);
    // 12,383 + 5,005 + 70,616 = 88,004 eligible of 97,014 processed of 105,353.
    let petitions = filled("01/XLD", "VN", "2023-q2", &ledger);
    assert_eq!(total(&petitions, &["1", "8", "9", "11", "12", "13"]), [105_353, 97_014, 88_004, 12_383, 5_005, 70_616]);
    assert_eq!(failing(&petitions), [""; 0]);
}

/// What is carried over is what the period before left behind; what is processed is
/// told apart by when it came.
#[test]
fn carried_received_and_processed() {
    let ledger = ledger(
        "31.TT 2024-03-01 petition.open      complaint one land - 5
         31.TT 2024-03-01 petition.received  complaint one land - 5
         31.TT 2024-03-10 petition.open      complaint one land - -2
         31.TT 2024-03-10 petition.processed complaint one land 2024-03-01 2
         31.TT 2024-04-01 petition.open      complaint one land - 4
         31.TT 2024-04-01 petition.received  complaint one land - 4
         # Classified late: taken for a complaint, found to be a denunciation.
         31.TT 2024-04-02 petition.open      complaint one land - 1
         31.TT 2024-04-02 petition.received  complaint one land - 1
         31.TT 2024-04-02 petition.open      complaint one land - -1
         31.TT 2024-04-02 petition.received  complaint one land - -1
         31.TT 2024-04-02 petition.open      denunciation many land - 1
         31.TT 2024-04-02 petition.received  denunciation many land - 1
         31.TT 2024-05-20 petition.open      complaint one land - -4
         31.TT 2024-05-20 petition.processed complaint one land 2024-03-01 3
         31.TT 2024-05-20 petition.processed complaint one land 2024-04-01 1",
    );
    let q1 = filled("01/XLD", "31", "2024-q1", &ledger);
    let q2 = filled("01/XLD", "31", "2024-q2", &ledger);
    assert_eq!(total(&q1, &["1", "2", "3", "4", "5"]), [5, 0, 5, 2, 3]);
    assert_eq!(total(&q2, &["1", "2", "3", "4", "5"]), [8, 3, 5, 4, 4]);
    assert_eq!((failing(&q1), failing(&q2)), (vec![], vec![]));
    // 02/XLD: processed 4 = 3 carried over + 1 received in the period.
    let kind = filled("02/XLD", "31", "2024-q2", &ledger);
    assert_eq!(total(&kind, &["1", "2", "3", "4", "5", "6"]), [7, 3, 4, 4, 3, 1]);
    // Over the half-year all were received within it.
    let half = filled("02/XLD", "31", "2024-6m", &ledger);
    assert_eq!(total(&half, &["1", "2", "3", "4", "5", "6"]), [9, 0, 9, 6, 0, 6]);
    assert_eq!(total(&filled("03/XLD", "31", "2024-q2", &ledger), &["1", "3"]), [1, 1]);
}

/// What must be collected is what is still due plus what came in.
#[test]
fn execution_is_a_balance() {
    let ledger = ledger(
        "31.TT 2023-11-01 complaint.execution_open - - - - 2
         31.TT 2023-11-01 complaint.due.money      - - - - 100000000
         31.TT 2024-01-15 complaint.execution_open - - - - 1
         31.TT 2024-01-15 complaint.due.money      - - - - 50000000
         31.TT 2024-02-01 complaint.due.money      - - - - -70000000
         31.TT 2024-02-01 complaint.recovered.money - - - - 70000000
         31.TT 2024-02-01 complaint.execution_open - - - - -1
         31.TT 2024-02-01 complaint.executed       - - - - 1",
    );
    let q1 = filled("02/KQGQ", "31", "2024-q1", &ledger);
    assert_eq!(total(&q1, &["1", "2", "3", "5"]), [3, 1, 150_000_000, 70_000_000]);
    let q2 = filled("02/KQGQ", "31", "2024-q2", &ledger);
    assert_eq!(total(&q2, &["1", "2", "3", "5"]), [2, 0, 80_000_000, 0]);
    assert_eq!((failing(&q1), failing(&q2)), (vec![], vec![]));
}

/// Every identity of every form of the desk can fail: a lone posting in one column is found.
#[test]
fn forms_that_disagree_are_named() {
    let mut ledger = lam_dong();
    let mut stray = ledger[4].clone();
    assert_eq!(stray.1.indicator, "petition.eligible");
    stray.1.quantity = 7;
    ledger.push(stray);
    let mut set: Vec<Sheet> = ["01/XLD", "02/XLD"].map(|form| filled(form, "68", "2023-y", &ledger)).into();
    assert_eq!(failing(&set[0]), ["9=18+22"]);
    assert_eq!(between(&set), [], "both forms read the same postings");
    // A form handed in on paper by another road.
    let at = set[1].form.columns.iter().position(|c| c.id == "9").unwrap();
    set[1].total[at] = Some(600);
    let found = between(&set);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].form, found[0].between.form.as_str(), found[0].is_total), ("01/XLD", "02/XLD", true));
    assert_eq!((found[0].left, found[0].right), (658, 600));
}
