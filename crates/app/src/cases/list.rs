//! What can be asked of the list of cases, and what it answers.

use super::counts::Scope;
use super::store;
use crate::accounts::Reach;
use db::{Result, Tx, Val};
use jiff::civil::Date;

pub use super::counts::{Counts, Stand};

/// Rows of one page.
pub const PAGE: usize = 50;

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The latest decision first.
    #[default]
    Opened,
    /// What is due first; cases with nothing due are not in it.
    Due,
    /// By number.
    Number,
}

/// Where the nearest deadline of a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueState {
    /// Past due and not met.
    Overdue,
    /// Due within five days.
    Soon,
    /// Due within seven days, which is a leader's week.
    Week,
    /// Due later.
    Later,
    /// A clock stands still.
    Paused,
}

impl DueState {
    /// The last day the nearest deadline may have; the end of time where there is none.
    pub fn last_day(self, today: Date) -> Date {
        let days = match self {
            DueState::Overdue => -1,
            DueState::Soon => casework::Deadline::SOON_DAYS,
            DueState::Week => 7,
            DueState::Later | DueState::Paused => return Date::MAX,
        };
        today.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
    }
}

/// Which cases. Empty words do not filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Units they are kept at.
    pub units: Reach,
    /// Words looked for; folded here.
    pub q: String,
    /// Word of the kind of case.
    pub kind: String,
    /// Word of the class.
    pub class: String,
    /// Word of the manner, or several with commas between.
    pub manner: String,
    /// Field of work, exactly.
    pub field: String,
    /// Word of the standing, or several with commas between.
    pub standing: String,
    /// Word of the law.
    pub regime: String,
    /// Where the nearest deadline stands.
    pub due: Option<DueState>,
    /// Opened on or after.
    pub from: Option<Date>,
    /// Opened on or before.
    pub until: Option<Date>,
}

impl Filter {
    /// Every case of these units.
    pub fn of(units: Reach) -> Self {
        let none = String::new;
        Self {
            units,
            q: none(),
            kind: none(),
            class: none(),
            manner: none(),
            field: none(),
            standing: none(),
            regime: none(),
            due: None,
            from: None,
            until: None,
        }
    }
}

/// After which row to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Value of the sorting column.
    pub key: String,
    /// Id of the row.
    pub id: i64,
}

impl Cursor {
    /// As it stands in an address.
    pub fn text(&self) -> String {
        format!("{:x}~{}", self.id, self.key)
    }

    /// Read from an address.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, key) = text.split_once('~')?;
        Some(Self { key: key.to_owned(), id: i64::from_str_radix(id, 16).ok()? })
    }
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Id of the case.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Code of its unit.
    pub unit: String,
    /// Word of its kind.
    pub kind: String,
    /// Word of its law.
    pub regime: String,
    /// Word of its class.
    pub class: String,
    /// Word of its manner.
    pub manner: String,
    /// Field of work.
    pub field: String,
    /// Word of where it stands.
    pub standing: String,
    /// Day of its decision.
    pub opened_on: Date,
    /// The next day by which something must be done.
    pub next_due_on: Option<Date>,
    /// A clock stands still.
    pub paused: bool,
    /// Nothing more is to be done.
    pub closed: bool,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// At most [`PAGE`] rows.
    pub rows: Vec<Listed>,
    /// How to go on, if there is more.
    pub next: Option<Cursor>,
    /// How many there are in all.
    pub total: i64,
}

/// A page of the list, with how many there are in all.
pub fn list(
    tx: &mut dyn Tx,
    filter: &Filter,
    sort: Sort,
    after: Option<&Cursor>,
    today: Date,
    counts: &Counts,
) -> Result<Page> {
    let scope = counts.scope(tx, &filter.units)?;
    within(tx, filter, sort, after, today, counts, &scope)
}

/// As [`list`], where the units that have cases are known.
pub(crate) fn within(
    tx: &mut dyn Tx,
    filter: &Filter,
    sort: Sort,
    after: Option<&Cursor>,
    today: Date,
    counts: &Counts,
    scope: &Scope,
) -> Result<Page> {
    if scope.codes.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Page { rows: Vec::new(), next: None, total: 0 });
    }
    let asked = Asked { units: scope.codes.as_deref(), across: scope.is_wide(), filter, sort, today };
    let mut rows = store::page(tx, &asked, after)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| Cursor {
        key: match sort {
            Sort::Opened => row.opened_on.to_string(),
            Sort::Due => row.next_due_on.map(|d| d.to_string()).unwrap_or_default(),
            Sort::Number => row.number.clone(),
        },
        id: row.id,
    });
    let total = if after.is_none() && !more { rows.len() as i64 } else { counts.total(tx, &asked, scope)? };
    Ok(Page { rows, next, total })
}

/// Words with a comma on each side of each: what a column's word is looked for in.
fn among(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(",{words},") }
}

/// A question to the store.
pub(crate) struct Asked<'a> {
    pub(crate) units: Option<&'a [String]>,
    /// One walk over all units is shorter than one for each.
    pub(crate) across: bool,
    pub(crate) filter: &'a Filter,
    pub(crate) sort: Sort,
    pub(crate) today: Date,
}

impl Asked<'_> {
    /// Whether an index alone answers: nothing is asked but units, and days of opening or
    /// what is due.
    pub(crate) fn is_plain(&self) -> bool {
        let f = self.filter;
        let words = [&f.q, &f.kind, &f.class, &f.manner, &f.field, &f.standing, &f.regime];
        let days = f.from.is_some() || f.until.is_some();
        words.iter().all(|w| w.is_empty())
            && if self.sort == Sort::Due { !days && f.due != Some(DueState::Paused) } else { f.due.is_none() }
    }

    /// The values the shortest statement begins with: of a plain question two days.
    pub(crate) fn shortest(&self) -> Vec<Val> {
        match (self.is_plain(), self.sort) {
            (true, Sort::Due) => {
                let (low, high) = self.due_range();
                vec![low.into(), high.into()]
            }
            (true, _) => self.days().into(),
            (false, _) => self.vals(),
        }
    }

    /// First and last day of opening.
    fn days(&self) -> [Val; 2] {
        let f = self.filter;
        let text = |day: Option<Date>, none: &str| day.map_or_else(|| none.to_owned(), |d| d.to_string());
        [text(f.from, "").into(), text(f.until, "9999-12-31").into()]
    }

    /// The values every list statement begins with, in its order.
    pub(crate) fn vals(&self) -> Vec<Val> {
        let f = self.filter;
        let (low, high) = self.due_range();
        let q = casework::fold(&f.q);
        let escaped = q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = if q.is_empty() { String::new() } else { format!("%{escaped}%") };
        let [from, until] = self.days();
        vec![
            from,
            until,
            (&f.class).into(),
            among(&f.manner).into(),
            (&f.field).into(),
            among(&f.standing).into(),
            (&f.regime).into(),
            like.into(),
            low.into(),
            high.into(),
            i64::from(f.due == Some(DueState::Paused)).into(),
            (&f.kind).into(),
        ]
    }

    /// First and last day the nearest deadline may have; empty: any, or none.
    fn due_range(&self) -> (String, String) {
        let after = |days: i32| {
            let span = jiff::Span::new().days(days);
            self.today.checked_add(span).unwrap_or(Date::MAX).to_string()
        };
        let soon = casework::Deadline::SOON_DAYS;
        match self.filter.due {
            Some(DueState::Overdue) => ("0000".into(), after(-1)),
            Some(DueState::Soon) => (self.today.to_string(), after(soon)),
            Some(DueState::Week) => (self.today.to_string(), DueState::Week.last_day(self.today).to_string()),
            Some(DueState::Later) => (after(soon + 1), "9999-12-31".into()),
            None | Some(DueState::Paused) if self.sort == Sort::Due => ("0000".into(), "9999-12-31".into()),
            None | Some(DueState::Paused) => (String::new(), String::new()),
        }
    }
}
