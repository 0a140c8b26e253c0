//! The ledger at its edges: days out of reach, order, sums that leave the numbers there are.

use super::*;
use jiff::civil::date;

fn posting(day: Date, quantity: i64) -> Posting {
    Posting {
        indicator: "open".into(),
        day,
        class: String::new(),
        manner: String::new(),
        field: String::new(),
        item: String::new(),
        quantity,
        about: 1,
    }
}

fn asked(from: Date, until: Date, as_of: i64) -> Asked {
    Asked { from, until, as_of }
}

fn sums(ledger: &Ledger, asked: &Asked) -> Vec<Sums> {
    let mut out = Vec::new();
    ledger.sums(0, &ledger.span(asked).unwrap(), &mut out);
    out
}

#[test]
fn days_that_do_not_fit_are_counted_before_or_after_everything_one_may_ask() {
    let mut ledger = Ledger::new(["31"], [date(2023, 6, 14)]);
    for (position, day) in [(1, date(1, 1, 1)), (2, date(2023, 6, 14)), (3, date(9999, 12, 31))] {
        ledger.append(position, "31", &posting(day, position)).unwrap();
    }
    ledger.advance(3).unwrap();
    assert_eq!(sums(&ledger, &asked(date(2023, 1, 1), date(2023, 6, 14), 3)), [[1, 2]]);
    assert_eq!(sums(&ledger, &asked(date(1900, 1, 2), date(2079, 6, 5), 3)), [[1, 2]]);
    assert_eq!(sums(&ledger, &asked(date(1900, 1, 2), date(2079, 6, 5), 1)), [[1, 0]]);
    assert_eq!(ledger.span(&asked(date(1900, 1, 1), date(2023, 6, 14), 3)), None);
    assert_eq!(ledger.span(&asked(date(2023, 1, 1), date(2079, 6, 6), 3)), None);
    assert_eq!(Day::of(date(2023, 6, 14)).date(), date(2023, 6, 14));
}

#[test]
fn a_position_not_reached_has_no_answer() {
    let mut ledger = Ledger::new([], []);
    ledger.append(4, "31", &posting(date(2023, 1, 1), 1)).unwrap();
    let at = |as_of| asked(date(2023, 1, 1), date(2023, 1, 1), as_of);
    assert_eq!(ledger.span(&at(3)), None, "a part of an act is no state to ask for");
    ledger.advance(4).unwrap();
    assert_eq!(ledger.span(&at(5)), None);
    ledger.advance(5).unwrap();
    assert_eq!(sums(&ledger, &at(5)), [[0, 1]]);
    assert_eq!(sums(&ledger, &at(3)), [[0, 0]]);
}

#[test]
fn what_it_cannot_take_it_refuses() {
    let mut ledger = Ledger::new([], [date(2023, 6, 14)]);
    ledger.append(7, "31", &posting(date(2023, 1, 1), i64::MAX)).unwrap();
    assert_eq!(ledger.append(6, "31", &posting(date(2023, 1, 1), 1)), Err(Unfit::OutOfOrder(6, 7)));
    assert_eq!(ledger.advance(6), Err(Unfit::OutOfOrder(6, 7)));
    ledger.advance(7).unwrap();
    assert_eq!(ledger.append(7, "31", &posting(date(2023, 1, 1), 1)), Err(Unfit::OutOfOrder(7, 7)));
    assert_eq!(ledger.append(1 << 40, "31", &posting(date(2023, 1, 1), 1)), Err(Unfit::TooFar(1 << 40)));
    ledger.append(8, "31", &posting(date(2023, 1, 1), 1)).unwrap();
    assert_eq!(ledger.advance(8), Err(Unfit::TooLarge));
}

#[test]
fn memory_grows_with_what_is_taken_in() {
    let mut ledger = Ledger::new(["31"], [date(2023, 6, 14), date(2023, 12, 14)]);
    let empty = ledger.bytes();
    ledger.append(1, "31", &posting(date(2023, 6, 14), 1)).unwrap();
    ledger.advance(1).unwrap();
    let one = ledger.bytes();
    assert!(one > empty && ledger.len() == 1 && !ledger.is_empty());
    ledger.append(2, "31", &posting(date(2023, 12, 14), 1)).unwrap();
    ledger.advance(2).unwrap();
    assert_eq!(
        ledger.bytes() - one,
        POSTING_BYTES + SUM_BYTES,
        "the second boundary is kept when something falls on it"
    );
}
