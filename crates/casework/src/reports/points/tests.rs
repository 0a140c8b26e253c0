//! Points one by one: each rule speaks where it should, with both figures, and is silent where it must.

use crate::reports::desk_tests::{Ledger, filled, ledger};
use crate::reports::{Checked, Earlier, Elsewhere, Kept, Point, Sheet, points};
use law::form::Severity;
use law::rule::With;
use law::{Law, Period};

fn found(sheet: &Sheet, earlier: &[Earlier], elsewhere: &[Elsewhere]) -> Vec<Point> {
    points(std::slice::from_ref(sheet), Law::shipped().rules(), earlier, elsewhere)
}

fn petitions() -> Ledger {
    // Two wait at the end of 2023, one of them is processed in the first quarter.
    ledger(
        "303 2023-11-02 petition.open complaint one land - 1
         303 2023-11-02 petition.received complaint one land - 1
         303 2023-11-20 petition.open complaint one land - 1
         303 2023-11-20 petition.received complaint one land - 1
         303 2024-01-10 petition.open complaint one land - -1
         303 2024-01-10 petition.processed complaint one land 2023-11-02 1",
    )
}

#[test]
fn what_is_carried_over_is_what_the_period_before_left() {
    let all = petitions();
    let (last, now) = (filled("01/XLD", "31", "2024-q1", &all), filled("01/XLD", "31", "2024-q2", &all));
    assert_eq!(found(&now, &[Earlier::of_sheet(With::Last, &last, &now.form)], &[]), []);
    // The accepted report said that nothing was left.
    let kept = Kept::of(&filled("01/XLD", "31", "2024-q1", &all));
    let mut short = Earlier::of_kept(With::Last, &kept, &now.form, (None, "2024-q1/BC-TCD-31", "ab"));
    let at = short.columns.iter().position(|c| c == "5").unwrap();
    short.total[at] = Some(0);
    let told = found(&now, &[short], &[]);
    let [point] = &told[..] else { panic!("{told:?}") };
    assert_eq!((point.rule.as_str(), point.is_total, point.severity), ("2=←5", true, Severity::Wrong));
    assert_eq!(point.here.as_ref().unwrap().figure, 1);
    let there = point.there.as_ref().unwrap();
    assert_eq!((there.figure, there.report.as_str()), (0, "2024-q1/BC-TCD-31"));
    assert_eq!(there.period.as_ref().unwrap().id, "2024-q1");
}

#[test]
fn the_first_period_of_a_new_circular_is_held_against_the_old_form() {
    let all = petitions();
    let (last, now) = (filled("01/XLD", "31", "2023-q4", &all), filled("01/XLD", "31", "2024-q1", &all));
    assert_eq!(last.form.version, "02/2021/TT-TTCP");
    let mut earlier = Earlier::of_sheet(With::Last, &last, &now.form);
    assert_eq!(found(&now, std::slice::from_ref(&earlier), &[]), []);
    let at = earlier.columns.iter().position(|c| c == "8").unwrap();
    earlier.total[at] = Some(2);
    let told = found(&now, &[earlier], &[]);
    assert_eq!(told[0].rule, "2=←(1−8) 2021");
    assert_eq!(told[0].there.as_ref().unwrap().less, ["8"]);
    // A period that does not end on the eve is none to be held against.
    let gap = filled("01/XLD", "31", "2023-q3", &all);
    assert_eq!(found(&now, &[Earlier::of_sheet(With::Last, &gap, &now.form)], &[]), []);
}

#[test]
fn an_outlier_is_said_only_where_both_figures_mean_something() {
    let of = |millions: i64, year: i16| -> Ledger {
        let posting = crate::Posting {
            indicator: "inspection.violation.money".into(),
            day: jiff::civil::date(year, 2, 2),
            class: "administrative".into(),
            manner: "planned".into(),
            field: String::new(),
            item: String::new(),
            quantity: millions * 1_000_000,
            about: 1,
        };
        vec![("31.TT".to_owned(), posting)]
    };
    let told = |now: i64, before: i64| {
        let all = [of(now, 2024), of(before, 2023)].concat();
        let (was, sheet) = (filled("01/TTr", "31", "2023-6m", &all), filled("01/TTr", "31", "2024-6m", &all));
        let earlier = [Earlier::of_sheet(With::YearBefore, &was, &sheet.form)];
        let mut out = found(&sheet, &earlier, &[]);
        out.retain(|p| p.rule == "year-before");
        out
    };
    assert_eq!(told(9_000, 3_500).len(), 0, "below three times");
    assert_eq!(told(9_000, 900).len(), 0, "a year before there was too little to compare with");
    let three = told(9_000, 3_000);
    assert_eq!(three.len(), 1);
    assert_eq!((three[0].severity, three[0].is_total), (Severity::Look, true));
    assert_eq!(three[0].there.as_ref().unwrap().figure, 3_000_000_000);
    assert_eq!(told(3_000, 9_000).len(), 1, "a fall as well");
}

#[test]
fn figures_of_other_days_are_allowed_but_said() {
    let said = |period: &str| {
        let told = found(&filled("01/TTr", "31", period, &[]), &[], &[]);
        assert!(told.iter().all(|p| p.severity == Severity::Note && p.here.is_none()));
        told.into_iter().map(|p| p.rule).collect::<Vec<_>>()
    };
    assert_eq!(said("2023-6m"), Vec::<String>::new());
    assert_eq!(said("2023-7m"), ["months"]);
    assert_eq!(said("2022-08-01..2023-07-31"), ["national-assembly"]);
    assert_eq!(said("2023-01-01..2023-03-31"), ["free-days"]);
}

#[test]
fn a_form_declared_for_other_months_is_said_and_so_is_another_cut_off() {
    let sheet = filled("01/TTr", "31", "2023-6m", &[]);
    let other = Elsewhere { form: "01/TTr".into(), unit: "304".into(), period: "2023-7m".into() };
    let told = found(&sheet, &[], &[other.clone(), other]);
    assert_eq!((told.len(), told[0].rule.as_str(), told[0].row()), (1, "declared-elsewhere", Some("304")));
    let mut before = Earlier::of_sheet(With::YearBefore, &filled("01/TTr", "31", "2022-6m", &[]), &sheet.form);
    assert_eq!(found(&sheet, std::slice::from_ref(&before), &[]), []);
    before.period = Period::free("2021-12-16".parse().unwrap(), "2022-06-15".parse().unwrap()).unwrap();
    assert_eq!(found(&sheet, &[before], &[])[0].rule, "cut-off");
}

#[test]
fn what_was_checked_can_be_checked_again_to_the_letter() {
    let all = petitions();
    let (last, now) = (filled("01/XLD", "31", "2024-q1", &all[..2]), filled("01/XLD", "31", "2024-q2", &all));
    let mut last = Earlier::of_sheet(With::Last, &last, &now.form);
    last.total[4] = Some(7);
    let sheets = [now];
    let checked = Checked::of(&sheets, Law::shipped().rules().to_vec(), vec![last], Vec::new());
    let again = Checked::read(&checked.text()).unwrap();
    assert!(again == checked && again.holds(&sheets) && !again.points.is_empty());
    let rule = again.rule(&sheets[0].form, &again.points[0]).unwrap();
    assert!(!rule.why("vi").is_empty() && !rule.why("en").is_empty() && !rule.way("vi").is_empty());
    let mut forged = again;
    forged.points.clear();
    assert!(!forged.holds(&sheets));
}
