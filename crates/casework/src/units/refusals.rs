//! Why a unit cannot be used on a day, and what to use instead.

use crate::Refusal;
use crate::fields::UnitCode;
use jiff::civil::Date;
use law::Citation;

/// A unit that did not exist on the day asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// No unit ever had this code.
    #[error("no unit has the code {code}")]
    Unknown {
        /// The code asked for.
        code: String,
    },
    /// It was set up later.
    #[error("{name} ({code}) exists only from {from}")]
    NotYet {
        /// The code asked for.
        code: String,
        /// Its name when it was set up.
        name: String,
        /// First day of its existence.
        from: Date,
        /// Units it came from and which stood in its place on the day.
        instead: Vec<(UnitCode, String)>,
    },
    /// It was dissolved, merged or split before.
    #[error("{name} ({code}) ended on {until}{}", list(.instead))]
    Ended {
        /// The code asked for.
        code: String,
        /// Its last name.
        name: String,
        /// Last day of its existence.
        until: Date,
        /// Who took over, main successor first.
        instead: Vec<(UnitCode, String)>,
    },
}

fn list(units: &[(UnitCode, String)]) -> String {
    if units.is_empty() {
        return String::new();
    }
    let names: Vec<String> = units.iter().map(|(code, name)| format!("{name} ({})", code.0)).collect();
    format!("; succeeded by {}", names.join(", "))
}

impl UnitRefusal {
    /// The same as a refusal of the law, for answers that must name a provision.
    pub fn refusal(&self) -> Refusal {
        match self {
            UnitRefusal::Unknown { code } => {
                Refusal::new("unit_unknown", Citation::new("72/2025/QH15", "1")).with("code", code)
            }
            UnitRefusal::NotYet { code, name, from, instead } => Refusal::new("unit_not_yet", basis(code, *from))
                .with("code", code)
                .with("name", name)
                .with("from", from)
                .with("instead", names(instead)),
            UnitRefusal::Ended { code, name, until, instead } => {
                let after = until.tomorrow().unwrap_or(*until);
                Refusal::new("unit_ended", basis(code, after))
                    .with("code", code)
                    .with("name", name)
                    .with("until", until)
                    .with("instead", names(instead))
            }
        }
    }
}

fn names(units: &[(UnitCode, String)]) -> String {
    units.iter().map(|(code, name)| format!("{name} ({})", code.0)).collect::<Vec<_>>().join(", ")
}

/// The provision by which a unit began or ended on `day`.
fn basis(code: &str, day: Date) -> Citation {
    let inspectorate = code.ends_with(".TT");
    match (inspectorate, day >= super::REFORM) {
        (true, true) => Citation::new("84/2025/QH15", "7"),
        (true, false) => Citation::new("11/2022/QH15", "9"),
        (false, true) => Citation::new("202/2025/QH15", "1"),
        (false, false) => Citation::new("77/2015/QH13", "129"),
    }
}
