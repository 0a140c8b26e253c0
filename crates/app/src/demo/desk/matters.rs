//! Ba câu chuyện: a hot spot in the making over a land clearance, a petition that comes
//! back to where it began, and one letter sent to five offices.

use super::petitions::{self, Outcome};
use super::prose;
use super::receptions::{self, Course};
use super::{Desk, INSPECTORATE, Plan, UNIT};
use jiff::civil::{Date, date};

/// The district where the clearance is.
const HOT: &str = "312";
/// The district that digs up its streets.
const ROUND: &str = "303";

/// Month, day, where, how many came, whether it looks like a hot spot.
#[rustfmt::skip]
const TURNS: [(i8, i8, &str, i64, bool); 14] = [
    (2, 14, "here", 2, false), (3, 7, "here", 5, false), (3, 28, "here", 7, false),
    (4, 11, "here", 9, false), (4, 25, "city", 12, false), (5, 9, "here", 11, false),
    (5, 16, "city", 16, false), (5, 30, "city", 14, true), (6, 8, "here", 19, true),
    (6, 15, "city", 24, true), (6, 22, "inspectorate", 21, true), (6, 29, "city", 33, true),
    (7, 6, "city", 38, true), (7, 13, "city", 46, true),
];
/// The days on which letters came.
#[rustfmt::skip]
const LETTERS: [(i8, i8); 22] = [
    (2, 20), (3, 13), (3, 30), (4, 12), (4, 20), (5, 4), (5, 11), (5, 18), (5, 25), (6, 1), (6, 6),
    (6, 9), (6, 13), (6, 16), (6, 20), (6, 23), (6, 27), (6, 30), (7, 4), (7, 6), (7, 10), (7, 12),
];

/// All three, by the day each piece comes in.
pub fn plans(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let mut out = hot_spot(desk);
    out.extend(round(desk));
    out.extend(five_offices(desk));
    out
}

fn one(desk: &mut Desk, kind: &str) -> usize {
    desk.topic(kind)
}

/// From two people in February to a crowd every week in July, and letters with them.
fn hot_spot(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let topic = one(desk, "hot");
    let district = format!("{HOT}.TT");
    let mut out = Vec::new();
    for (month, day, place, people, hot) in TURNS {
        let on = desk.working(date(2023, month, day));
        let unit = match place {
            "city" => UNIT.to_owned(),
            "inspectorate" => INSPECTORATE.to_owned(),
            _ => district.clone(),
        };
        // On the chair's day of June the chair himself received them.
        let chair = (month, day) == (6, 15);
        let ask = receptions::Ask {
            unit,
            host: if chair { "head" } else { "regular" },
            session: chair.then(|| ("Kỳ tháng 6/2023".to_owned(), false)),
            topic,
            district: HOT.into(),
            people,
            course: if chair {
                Course::Concluded(true)
            } else if hot {
                Course::Open
            } else {
                Course::Told
            },
            matter: Some("hot".into()),
            crowd: (people >= 5).then_some(hot),
        };
        out.push((on, Plan::Reception(ask)));
    }
    hot_letters(desk, topic, &mut out);
    out
}

/// Letters of more and more people; the office of the district answers, then nobody does.
fn hot_letters(desk: &mut Desk, topic: usize, out: &mut Vec<(Date, Plan)>) {
    let district = format!("{HOT}.TT");
    for (n, (month, day)) in LETTERS.into_iter().enumerate() {
        let on = desk.working(date(2023, month, day));
        let unit = [&*district, UNIT, &*district, INSPECTORATE][n % 4].to_owned();
        let outcome = match n {
            0..=7 if n % 4 == 0 => Outcome::Answered("explained"),
            0..=14 if unit == district => Outcome::Answered("not_accepted"),
            0..=14 => Outcome::PassedTo(district.clone(), None),
            _ => Outcome::Waiting,
        };
        let people = 3 + 2 * n as i64;
        let ask =
            petitions::Ask { unit, outcome, people, matter: Some("hot".into()), ..petitions::Ask::about(topic, HOT) };
        out.push((on, Plan::Petition(ask)));
    }
}

/// District → department → city's inspectorate → district again, twice round.
fn round(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let topic = one(desk, "round");
    let (district, department) = (format!("{ROUND}.TT"), "31.SGTVT.TT".to_owned());
    let stations: [(&str, i8, i8); 6] = [
        (&district, 3, 2),
        (&department, 3, 15),
        (INSPECTORATE, 4, 6),
        (&district, 4, 24),
        (&department, 5, 15),
        (&district, 6, 12),
    ];
    let mut out = Vec::new();
    for (n, (unit, month, day)) in stations.iter().enumerate() {
        let on = desk.working(date(2023, *month, *day));
        let mut ask = petitions::Ask {
            unit: (*unit).to_owned(),
            matter: Some("round".into()),
            ..petitions::Ask::about(topic, ROUND)
        };
        if let Some((before, _, _)) = n.checked_sub(1).and_then(|n| stations.get(n)) {
            ask.source = "sent_on";
            ask.sent_by = Some((desk.name_of(before), "state_body"));
        }
        ask.outcome = match stations.get(n + 1) {
            Some((next, _, _)) => Outcome::PassedTo((*next).to_owned(), None),
            None => Outcome::Classified,
        };
        out.push((on, Plan::Petition(ask)));
    }
    out
}

/// The same letter to five offices within nine days, each time copied out anew.
fn five_offices(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let topic = one(desk, "same");
    let home = desk.home("315");
    let who = desk.names.draw(&mut desk.dice);
    let first = desk.letter(topic, &who, &home, "UBND huyện", date(2023, 6, 17));
    let offices: [(&str, i8, Outcome); 5] = [
        ("315.TT", 19, Outcome::Answered("resolved")),
        (UNIT, 20, Outcome::PassedTo("315.TT".into(), None)),
        (INSPECTORATE, 21, Outcome::Kept("sent_to_many")),
        ("31.STNMT.TT", 26, Outcome::Classified),
        ("31.SGTVT.TT", 28, Outcome::Waiting),
    ];
    let mut out = Vec::new();
    for (time, (unit, day, outcome)) in offices.into_iter().enumerate() {
        let letter = prose::copied(&first, &desk.name_of(unit), time);
        let written = Some((letter, who.clone()));
        let ask = petitions::Ask { unit: unit.to_owned(), outcome, written, ..petitions::Ask::about(topic, "315") };
        out.push((desk.working(date(2023, 6, day)), Plan::Petition(ask)));
    }
    out
}
