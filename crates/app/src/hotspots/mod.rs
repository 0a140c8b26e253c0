//! Điểm nóng: matters that draw crowds, come back, are sent round or lie past due, each
//! with the reasons of its score; and the list of prolonged, complex matters.
//!
//! The score is `casework`'s and orders a list. What a reader may not see is not in it:
//! the same matter may weigh less for one who sees less of it.

mod page;
pub mod store;

use crate::access::{Access, Action};
use crate::accounts::Reach;
use crate::cases::Loaded;
use crate::matters;
use crate::routes::{Method, Room, Routes};
use casework::hotspots::{FROM, Reason, Seen, reasons, score};
use casework::petitions::trail::Sign;
use casework::units::Tree;
use casework::{DeadlineState, kinds};
use db::Tx;
use jiff::civil::Date;
use law::Law;
use std::collections::BTreeSet;

/// The list of hot spots, and the list an office keeps.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeCases);
    Routes::new()
        .room(Room { key: "hotspots", href: "/hotspots", icon: "triangle-alert", access: see })
        .route(Method::Get, "/hotspots", see, page::page)
        .route(Method::Get, "/hotspots/listing", Access::May(Action::RecordActs), page::listing)
        .route(Method::Post, "/hotspots/listing", Access::May(Action::RecordActs), page::keep)
}

/// How far back a matter must have moved to be looked at.
const DAYS: i32 = 366;
/// Candidates of one unit, and of all.
const OF_UNIT: u32 = 40;
const OF_ALL: usize = 150;
/// Matters shown.
const MOST: usize = 50;

/// A matter with the reasons of its score.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Number of its first case within reach.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Code of the unit of that case.
    pub unit: String,
    /// How many cases of it the reader sees.
    pub cases: usize,
    /// The reasons, the heaviest first.
    pub reasons: Vec<Reason>,
    /// Their sum.
    pub score: u32,
    /// The way of its petitions.
    pub signs: Vec<Sign>,
}

/// The hot spots within reach on a day, the hottest first.
pub fn find(tx: &mut dyn Tx, reach: &Reach, law: &Law, tree: &Tree, today: Date) -> crate::Result<Vec<Spot>> {
    let since = today.checked_sub(jiff::Span::new().days(DAYS)).unwrap_or(Date::MIN);
    let (mut wanted, mut roots) = (Vec::new(), BTreeSet::new());
    for unit in store::case_units(tx)?.into_iter().filter(|unit| reach.holds(unit)) {
        if wanted.len() >= OF_ALL {
            break;
        }
        wanted.extend(store::candidates(tx, &unit, since, OF_UNIT)?);
    }
    let mut spots = Vec::new();
    for number in wanted.into_iter().take(OF_ALL) {
        // A matter is named by its root, which may itself be out of reach: then by this case.
        if !roots.insert(matters::root(tx, &number)?) {
            continue;
        }
        let cases = matters::gather(tx, &number, reach)?;
        if let Some(spot) = weigh(&cases, law, tree, today).filter(|spot| spot.score >= FROM) {
            spots.push(spot);
        }
    }
    spots.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.number.cmp(&b.number)));
    spots.dedup_by(|a, b| a.number == b.number);
    spots.truncate(MOST);
    Ok(spots)
}

/// The reasons of one matter, from its cases within reach.
pub fn weigh(cases: &[Loaded], law: &Law, tree: &Tree, today: Date) -> Option<Spot> {
    let first = cases.first()?;
    let mut seen = Seen::default();
    let (mut receptions, mut petitions) = (0, 0);
    for case in cases {
        let Ok(looked) = case.kind.look(&case.file, law) else { continue };
        let late = looked.state.deadlines.iter().any(|d| d.is_task() && d.state(today) == DeadlineState::Overdue);
        seen.overdue += u32::from(late && !looked.state.closed);
        match case.kind.word() {
            "reception" => {
                receptions += 1;
                crowd(&mut seen, &looked);
            }
            "petition" => petitions += 1,
            _ => {
                let again = matches!(looked.state.shown.class.as_str(), "second_complaint");
                let continued = looked.in_force.first().is_some_and(|a| a.facts["continued"] == true);
                seen.further += u32::from(again || continued);
            }
        }
    }
    seen.repeats = if receptions > 0 { receptions - 1 } else { 0 };
    seen.petitions = if petitions > 0 { petitions - 1 } else { 0 };
    let signs = matters::passing::signs(cases, tree, today);
    for sign in &signs {
        match sign {
            Sign::PingPong { times, .. } => seen.returns += times,
            Sign::Silence { .. } => seen.silences += 1,
        }
    }
    let days = cases.iter().flat_map(|c| &c.file.acts).map(|a| a.on);
    if let (Some(from), Some(until)) = (days.clone().min(), days.max()) {
        seen.years = u32::try_from(from.until((jiff::Unit::Year, until)).map_or(0, |s| s.get_years())).unwrap_or(0);
    }
    let reasons = reasons(&seen);
    let title = first.kind.look(&first.file, law).map(|l| l.state.shown.title).unwrap_or_default();
    Some(Spot {
        number: first.head.number.clone(),
        unit: first.head.unit.0.clone(),
        cases: cases.len(),
        score: score(&reasons),
        reasons,
        signs,
        title,
    })
}

/// Crowds as the forms count them, and reports that see a hot spot.
fn crowd(seen: &mut Seen, looked: &kinds::Looked) {
    let of = |indicator: &str| {
        let lines = looked.postings.iter().filter(|(_, p)| p.indicator == indicator);
        u32::try_from(lines.map(|(_, p)| p.quantity).sum::<i64>().max(0)).unwrap_or(u32::MAX)
    };
    seen.crowds += of("reception.crowd");
    seen.crowd_people = seen.crowd_people.max(of("reception.crowd_person"));
    let reports = looked.in_force.iter().filter(|a| a.kind == "crowd_report" && a.facts["hot_spot"] == true);
    seen.signs += u32::try_from(reports.count()).unwrap_or(u32::MAX);
}
