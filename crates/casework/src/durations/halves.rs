//! Nửa kỳ: the halves of reporting years. Only halves are told, and only once they have settled,
//! because two periods that overlap would give away what lies between them.

use jiff::civil::Date;
use law::Law;

/// Days after its end from which on a half is told: most late records have come by then.
pub const SETTLED_AFTER: i32 = 20;

/// Half a reporting year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    /// The reporting year.
    pub year: i16,
    /// 1 or 2.
    pub n: u8,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Half {
    /// As in addresses: `2023-1`.
    pub fn id(&self) -> String {
        format!("{}-{}", self.year, self.n)
    }
}

/// The halves that have settled on a day, the last first.
pub fn halves(law: &Law, today: Date) -> Vec<Half> {
    let years = (today.year() - 9..=today.year() + 1).rev();
    years.flat_map(|year| [of(law, year, 2), of(law, year, 1)]).flatten().filter(|h| is_settled(h, today)).collect()
}

/// The half of an address, if it has settled on a day.
pub fn half(law: &Law, today: Date, id: &str) -> Option<Half> {
    halves(law, today).into_iter().find(|h| h.id() == id)
}

fn is_settled(half: &Half, today: Date) -> bool {
    half.until.checked_add(jiff::Span::new().days(SETTLED_AFTER)).is_ok_and(|day| day <= today)
}

/// A year begins the day after the one before ended, so that no two halves share a day.
fn of(law: &Law, year: i16, n: u8) -> Option<Half> {
    let end = |of: i16, kind: &str| law.period(&format!("{of}-{kind}")).ok().map(|p| p.until);
    let (from, until) = match n {
        1 => (end(year - 1, "y")?, end(year, "6m")?),
        _ => (end(year, "6m")?, end(year, "y")?),
    };
    let from = from.tomorrow().ok()?;
    (from < until).then_some(Half { year, n, from, until })
}
