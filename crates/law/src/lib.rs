//! What the State wrote: instruments, dated terms, the working calendar,
//! indicators and report forms. Data and its reader; knows no case.
//!
//! No IO: the texts are embedded, and an operator's folder is read by the
//! binary and handed over as text.

pub mod agency;
pub mod calendar;
pub mod citation;
pub mod clock;
pub mod term;

pub use agency::AgencyKind;
pub use calendar::Calendar;
pub use citation::Citation;
pub use clock::{Due, Step};
pub use jiff::civil::Date;
pub use term::{Count, Status, Term};

/// The whole law as shipped, or with an operator's corrections.
#[derive(Debug, Clone)]
pub struct Law {
    /// Working days.
    pub calendar: Calendar,
    /// Setting: a last day that is not a working day moves to the next one.
    pub roll_over: bool,
}

impl Law {
    /// The law embedded in the program.
    pub fn shipped() -> &'static Law {
        unimplemented!("helper L")
    }
    /// The term in force on `on` for this agency under this regime.
    pub fn term(&self, _regime: &str, _key: &str, _agency: AgencyKind, _case: &str, _on: Date) -> Option<&Term> {
        unimplemented!("helper L")
    }
}
