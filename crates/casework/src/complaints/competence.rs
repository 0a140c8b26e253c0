//! Thẩm quyền giải quyết khiếu nại: who settles, by whose decision is complained of,
//! the instance and the day of receipt.
//!
//! A table with the instruments that changed it; the days come from the law's data.
//! Where the text was not read the answer says so, and only warns.

use super::acts::{Against, Instance, Level};
use jiff::civil::Date;
use law::{Citation, Law, Status};

/// Two-tier local government: the district level is gone.
const NO_DISTRICT: &str = "141/2025/NĐ-CP";
/// The law that rewrote competence.
const AMENDED: &str = "136/2025/QH15";

/// Who settles, or why nobody does.
#[derive(Debug, Clone, PartialEq)]
pub struct Competence {
    /// The answer.
    pub who: Who,
    /// The provision.
    pub law: Citation,
    /// How sure we are.
    pub status: Status,
}

/// Người có thẩm quyền.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The head at this level.
    Of(Level),
    /// No further instance: the way on is the court.
    Court,
    /// The level is gone; the body that took over its task settles.
    Successor,
}

/// One line of the table: whose decision, which instance, who settles, by which article,
/// from and before the first day of which instruments.
struct Row {
    of: Level,
    instance: Instance,
    who: Who,
    article: &'static str,
    from: Option<&'static str>,
    before: Option<&'static str>,
    /// Another instrument than the law on complaints.
    instrument: &'static str,
    status: Status,
}

const LAW: &str = "02/2011/QH13";

const fn row(of: Level, instance: Instance, who: Who, article: &'static str) -> Row {
    Row { of, instance, who, article, from: None, before: None, instrument: LAW, status: Status::Verified }
}

impl Row {
    const fn from(mut self, instrument: &'static str) -> Self {
        self.from = Some(instrument);
        self
    }
    const fn before(mut self, instrument: &'static str) -> Self {
        self.before = Some(instrument);
        self
    }
    /// By the decree on the tasks of the district level; its mapping was not read.
    const fn by_decree(mut self) -> Self {
        self.instrument = NO_DISTRICT;
        self.status = Status::Unverified;
        self
    }
    const fn unsure(mut self) -> Self {
        self.status = Status::Unverified;
        self
    }

    fn holds(&self, law: &Law, on: Date) -> bool {
        let first_day = |number: &str| law.instrument(number).map_or(Date::MAX, |i| i.from);
        self.from.is_none_or(|n| first_day(n) <= on) && self.before.is_none_or(|n| on < first_day(n))
    }
}

#[rustfmt::skip]
const TABLE: &[Row] = {
    use Instance::{First, Second};
    use Level::*;
    use Who::{Court, Of, Successor};
    &[
        row(CommuneChair, First, Of(CommuneChair), "17"),
        row(CommuneChair, Second, Of(DistrictChair), "18(2)").before(NO_DISTRICT),
        row(CommuneChair, Second, Of(ProvinceChair), "?").from(NO_DISTRICT).before(AMENDED).by_decree(),
        row(CommuneChair, Second, Of(ProvinceChair), "21(2)").from(AMENDED),
        row(CommuneBody, First, Of(CommuneChair), "17").from(AMENDED),
        row(CommuneBody, First, Of(CommuneChair), "17").before(AMENDED).unsure(),
        row(CommuneBody, Second, Of(DistrictChair), "18(2)").before(NO_DISTRICT),
        row(CommuneBody, Second, Of(ProvinceChair), "?").from(NO_DISTRICT).before(AMENDED).by_decree(),
        row(CommuneBody, Second, Of(ProvinceChair), "21(2)").from(AMENDED),
        row(DistrictBody, First, Of(DistrictBody), "19").before(NO_DISTRICT),
        row(DistrictBody, Second, Of(DistrictChair), "18(2)").before(NO_DISTRICT),
        row(DistrictBody, First, Successor, "?").from(NO_DISTRICT).by_decree(),
        row(DistrictBody, Second, Successor, "?").from(NO_DISTRICT).by_decree(),
        row(DistrictChair, First, Of(DistrictChair), "18(1)").before(NO_DISTRICT),
        row(DistrictChair, Second, Of(ProvinceChair), "21(2)").before(NO_DISTRICT),
        row(DistrictChair, First, Successor, "?").from(NO_DISTRICT).by_decree(),
        row(DistrictChair, Second, Successor, "?").from(NO_DISTRICT).by_decree(),
        row(DepartmentUnit, First, Of(DepartmentUnit), "19"),
        row(DepartmentUnit, Second, Of(DepartmentHead), "20(2)"),
        row(DepartmentHead, First, Of(DepartmentHead), "20(1)"),
        row(DepartmentHead, Second, Of(ProvinceChair), "21(2)"),
        row(ProvinceChair, First, Of(ProvinceChair), "21(1)"),
        row(ProvinceChair, Second, Of(Minister), "23(2)"),
        row(Agency, First, Of(Agency), "22").unsure(),
        row(Agency, Second, Of(Minister), "23(2)").unsure(),
        row(Minister, First, Of(Minister), "23(1)"),
        row(Minister, Second, Court, "42").unsure(),
    ]
};

/// Who may settle a complaint received on this day. Complaints against discipline go to
/// the head who imposed it, then to the head above.
pub fn competent(law: &Law, against: Against, of: Level, instance: Instance, received_on: Date) -> Option<Competence> {
    let found = TABLE.iter().find(|r| r.of == of && r.instance == instance && r.holds(law, received_on))?;
    let own = Competence { who: found.who, law: Citation::new(found.instrument, found.article), status: found.status };
    Some(match against {
        // A minister's disciplinary decision goes on to the ministry in charge of the civil service: not a level here.
        Against::Discipline if found.who == Who::Court => return None,
        Against::Discipline => Competence { law: Citation::new(LAW, "51"), status: Status::Unverified, ..own },
        _ => own,
    })
}
