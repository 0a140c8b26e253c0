//! Kết quả: who, as what, why, until when, and which units stand there today.

use super::table::{EXITS, FIRST, GONE, IN_DAYS, KINDS, LATE, MATTER, OBSTACLE, PASSED_ON, Provision, SECOND, To};
use super::{On, Question};
use crate::complaints::acts::{Against, Instance, Level};
use crate::complaints::{Who, competent};
use crate::denunciations::acts::{Post, Settler};
use crate::denunciations::settles;
use crate::units::{Unit, UnitKind};
use jiff::civil::Date;
use law::{AgencyKind, Citation, Due, Law, Status};

/// The law that does away with districts.
const NO_DISTRICT: &str = "141/2025/NĐ-CP";
const REGIME: &str = "LKN2011";

/// Vì sao: a sentence and the provision it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Sentence, as `guide_why.<code>`.
    pub code: &'static str,
    /// Provision.
    pub law: Citation,
    /// How sure we are.
    pub status: Status,
}

impl From<Provision> for Why {
    fn from(p: Provision) -> Self {
        Self { code: p.code, law: Citation::new(p.instrument, p.article), status: p.status }
    }
}

/// Thời hiệu: until when a complaint may be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// How many days.
    pub days: i64,
    /// The last day, with its proof.
    pub due: Due,
    /// The last day itself.
    pub last: Date,
    /// Provision.
    pub law: Citation,
    /// How sure we are.
    pub status: Status,
    /// It is over.
    pub passed: bool,
    /// Over, and there was an obstacle whose time does not count.
    pub excused: bool,
}

/// Where the questions led.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// `complaint`, `denunciation` or `feedback`; empty: not as a petition to an office.
    pub kind: &'static str,
    /// `first` or `second` for complaints.
    pub instance: &'static str,
    /// To whom.
    pub to: To,
    /// Why.
    pub why: Vec<Why>,
    /// Until when.
    pub limit: Option<Limit>,
    /// The place answered and the last day of it, where it stands no more.
    pub gone: Option<(String, Date)>,
    /// Codes of the units that stand there today.
    pub units: Vec<String>,
    /// The territory was split: the address decides which.
    pub split: bool,
    /// The province, whose reception must take it.
    pub province: String,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            kind: "",
            instance: "",
            to: To::Reception,
            why: vec![PASSED_ON.into(), IN_DAYS.into()],
            limit: None,
            gone: None,
            units: Vec::new(),
            split: false,
            province: String::new(),
        }
    }
}

impl Outcome {
    /// With the units that stand today where the place answered stood then.
    #[must_use]
    pub(super) fn at(mut self, place: Option<(String, Date)>, on: On<'_>) -> Self {
        let Some(unit) = place.as_ref().and_then(|(code, day)| on.tree.get(code, *day)) else { return self };
        let bridge = on.tree.bridge(unit, on.today);
        let wanted = match self.to {
            To::CommuneChair => Some(UnitKind::Commune),
            To::DistrictChair | To::DistrictBody => Some(UnitKind::District),
            To::Successor => None,
            _ => Some(UnitKind::Province),
        };
        let above = |u: &&Unit, kind: UnitKind| -> Option<String> {
            let whole = std::iter::once(*u).chain(on.tree.ancestors(&u.code.0, on.today));
            whole.into_iter().find(|u| u.kind == kind).map(|u| u.code.0.clone())
        };
        for now in &bridge.now {
            let found = wanted.map_or_else(|| Some(now.code.0.clone()), |kind| above(now, kind));
            self.units.extend(found.filter(|code| !self.units.contains(code)));
        }
        self.province = bridge.now.iter().find_map(|u| above(u, UnitKind::Province)).unwrap_or_default();
        self.split = bridge.split && self.units.len() > 1;
        self.gone = unit.until.filter(|until| *until < on.today).map(|until| (unit.code.0.clone(), until));
        self
    }
}

/// What an answer that ends the questions leads to.
pub(super) fn exit(question: Question, answer: &str) -> Option<Outcome> {
    let exit = EXITS.iter().find(|e| e.question == question && e.answer == answer)?;
    let own = KINDS.iter().find(|(kind, _)| *kind == exit.kind && exit.to != To::Issuer).map(|(_, p)| Why::from(*p));
    let why = own.into_iter().chain(exit.why.iter().map(|p| Why::from(*p))).collect();
    Some(Outcome { kind: exit.kind, to: exit.to, why, ..Outcome::default() })
}

fn of(kind: &'static str) -> Outcome {
    let why = KINDS.iter().find(|(word, _)| *word == kind).map(|(_, p)| Why::from(*p));
    Outcome { kind, why: why.into_iter().collect(), ..Outcome::default() }
}

/// The kind is clear and the body is not.
pub(super) fn unsure(kind: &'static str, _: Question) -> Outcome {
    let mut out = of(kind);
    out.why.extend([PASSED_ON.into(), IN_DAYS.into()]);
    out
}

pub(super) fn complaint(on: On<'_>, against: Against, level: Level, instance: Instance) -> Outcome {
    let mut out = of("complaint");
    out.instance = instance.word();
    out.why.push(if instance == Instance::First { FIRST } else { SECOND }.into());
    let Some(found) = competent(on.law, against, level, instance, on.today) else {
        return unsure("complaint", Question::Level);
    };
    out.to = match found.who {
        Who::Of(Level::CommuneChair | Level::CommuneBody) => To::CommuneChair,
        Who::Of(Level::DistrictBody) => To::DistrictBody,
        Who::Of(Level::DistrictChair) => To::DistrictChair,
        Who::Of(Level::DepartmentUnit) => To::DepartmentUnit,
        Who::Of(Level::DepartmentHead) => To::DepartmentHead,
        Who::Of(Level::ProvinceChair) => To::ProvinceChair,
        Who::Of(Level::Agency) => To::Agency,
        Who::Of(Level::Minister) => To::Minister,
        Who::Court => To::Court,
        Who::Successor => To::Successor,
    };
    let code = match out.to {
        To::Successor => GONE.code,
        To::Court => "sue",
        _ => "competent",
    };
    out.why.push(Why { code, law: found.law, status: found.status });
    out
}

pub(super) fn denunciation(on: On<'_>, post: Post) -> Outcome {
    let mut out = of("denunciation");
    let Some((settler, law, status)) = settles(post, on.today) else {
        // Whose staff became whose is told by the decree that was not read.
        out.to = To::Successor;
        out.why.push(GONE.into());
        return out;
    };
    out.to = match settler {
        Settler::CommuneChair => To::CommuneChair,
        Settler::DistrictChair => To::DistrictChair,
        Settler::DepartmentDirector => To::DepartmentHead,
        Settler::ProvinceChair => To::ProvinceChair,
        Settler::Minister => To::Minister,
        Settler::PrimeMinister => To::PrimeMinister,
    };
    out.why.push(Why { code: "manages", law, status });
    out
}

pub(super) fn feedback(matter: &str) -> Outcome {
    let to = match matter {
        "commune" => To::CommuneChair,
        "department" => To::DepartmentHead,
        "province" => To::ProvinceChair,
        "ministry" => To::Minister,
        _ => return unsure("feedback", Question::Matter),
    };
    let mut out = of("feedback");
    out.to = to;
    out.why.extend([MATTER.into(), PASSED_ON.into()]);
    out
}

/// Until when a decision known, or a first answer received, on a day may be complained of.
pub(super) fn limit(on: On<'_>, against: Against, instance: Instance, day: Date) -> Option<Limit> {
    let key = match instance {
        Instance::First => "complaint.right_to_complain",
        Instance::Second => "complaint.second_complaint",
    };
    let case = if against == Against::Discipline { "discipline" } else { "" };
    let term = on.law.term(REGIME, key, AgencyKind::Admin, case, day)?;
    let due = law::clock::forward(&on.law.calendar, day, &[(term.value, term.count)], &[], true);
    let last = if on.law.roll_over { due.rolled } else { due.bare };
    Some(Limit {
        days: term.value,
        due,
        last,
        law: term.citation.clone(),
        status: term.status,
        passed: on.today > last,
        excused: false,
    })
}

impl Limit {
    /// What follows where it is over.
    pub fn why(&self) -> Option<Why> {
        match (self.passed, self.excused) {
            (false, _) => None,
            (true, true) => Some(OBSTACLE.into()),
            (true, false) => Some(LATE.into()),
        }
    }
}

/// The day on which a kind of place is looked for: districts on their last day at the latest.
pub(super) fn stood(kind: UnitKind, day: Date, law: &Law) -> Date {
    let gone = law.instrument(NO_DISTRICT).and_then(|i| i.from.yesterday().ok());
    match gone {
        Some(last) if kind == UnitKind::District => day.min(last),
        _ => day,
    }
}
