//! Lâm Đồng 2023, played as petitions: cases, not postings written by hand.

use super::super::acts::*;
use super::super::*;
use super::properties::entry;
use crate::Role;
use crate::fields::UnitCode;
use crate::procedure::{open, postings, record};
use crate::reports::between;
use crate::reports::desk_tests::filled;
use jiff::civil::date;
use law::{AgencyKind, Law};
use serde_json::{Value, json};

/// Kind, in competence, guided, passed on, urged. The published sums of the columns are
/// 2,886, 780, 1,742 and 183; those of the rows 651, 281 and 4,659.
const LAM_DONG: [(&str, [usize; 4]); 3] =
    [("complaint", [359, 280, 0, 12]), ("denunciation", [122, 0, 150, 9]), ("feedback", [2_405, 500, 1_592, 162])];
/// Received 7,156; of what was not eligible 1,409 were kept on file, 156 waited for the next year.
const KEPT: usize = 1_409;
const WAITING: usize = 156;

/// The postings of one petition with these acts after its receipt.
fn life(acts: &[(ActKind, Date, Value)]) -> Vec<(String, Posting)> {
    let law = Law::shipped();
    let receipt = entry(ActKind::Receipt, date(2023, 5, 4), Role::Officer, &json!({"title": "T", "source": "post"}));
    let unit = UnitCode("68.TT".into());
    let opened = open::<Petition>("D-1", unit, AgencyKind::Prov, None, receipt, law, Date::MAX).unwrap();
    let done = acts.iter().fold(opened.case, |case, (kind, on, facts)| {
        let by = procedure::of(case.regime).act(*kind).unwrap().by;
        record(&case, entry(*kind, *on, by, facts), law, Date::MAX).unwrap().case
    });
    postings(&done, law).into_iter().map(|(_, p)| ("68.TT".to_owned(), p)).collect()
}

/// Petitions handled alike post alike: one is played, its postings stand for each.
fn lam_dong() -> Vec<(String, Posting)> {
    let (found, done) = (date(2023, 5, 10), date(2023, 5, 15));
    let mut ledger = Vec::new();
    let mut many = |times: usize, acts: &[(ActKind, Date, Value)]| {
        if times > 0 {
            ledger.extend(std::iter::repeat_n(life(acts), times).flatten());
        }
    };
    for (kind, [own, guided, passed, urged]) in LAM_DONG {
        let classified = |competence: &str| {
            (ActKind::Classification, found, json!({"kind": kind, "field": "land", "competence": competence}))
        };
        let taken = match kind {
            "feedback" => (ActKind::AnswerLetter, done, json!({"answer_kind": "resolved"})),
            _ => (ActKind::Accepted, done, json!({"case_number": "68.TT-K-1"})),
        };
        let to = || json!({"body": "Sở mô phỏng"});
        many(own, &[classified("within"), taken]);
        many(guided, &[classified("outside"), (ActKind::Guidance, done, to())]);
        many(passed, &[classified("outside"), (ActKind::Transfer, done, to())]);
        many(urged, &[classified("outside"), (ActKind::Urging, done, to())]);
    }
    let unfit = (ActKind::Eligibility, found, json!({"fitness": "not_eligible", "unfit": "duplicate_letter"}));
    many(KEPT, &[unfit, (ActKind::Archive, done, json!({}))]);
    many(WAITING, &[]);
    ledger
}

#[test]
fn lam_dong_2023_foots_from_cases() {
    let ledger = lam_dong();
    let set: Vec<_> = ["01/XLD", "02/XLD", "03/XLD", "04/XLD"].map(|form| filled(form, "68", "2023-y", &ledger)).into();
    let of = |form: usize, columns: &[&str]| -> Vec<i64> {
        columns.iter().map(|c| set[form].total_of(c).unwrap_or_else(|| panic!("{c}"))).collect()
    };
    // Received 7,156; eligible 5,591 = 651 + 281 + 4,659 = 2,886 + 780 + 1,742 + 183.
    assert_eq!(of(0, &["1", "8", "9", "11", "12", "13"]), [7_156, 7_000, 5_591, 651, 281, 4_659]);
    assert_eq!(of(0, &["18", "19", "20", "21"]), [2_886, 359, 122, 2_405]);
    assert_eq!(of(0, &["22", "23", "24", "25"]), [2_705, 780, 1_742, 183]);
    assert_eq!(of(1, &["9", "10", "13", "22", "23", "26"]), [651, 651, 651, 651, 359, 292]);
    assert_eq!(of(2, &["11", "12", "15", "26", "29", "31"]), [281, 281, 281, 122, 159, 150]);
    assert_eq!(of(3, &["11", "14", "20", "21"]), [4_659, 4_659, 2_405, 2_254]);
    let failing =
        |at: usize| -> Vec<&str> { set[at].findings.iter().filter(|f| f.is_total).map(|f| f.check.as_str()).collect() };
    for (at, sheet) in set.iter().enumerate().take(3) {
        assert_eq!(failing(at), [""; 0], "{}", sheet.form.id);
    }
    // Suggestions were guided too, for which form 04 has no column: the form itself says so.
    assert_eq!(failing(3), ["21=22+23"]);
    assert_eq!(between(&set), []);
}
