//! Việc có hạn: deadlines that ask somebody to do something, of every kind of
//! case, with the words of a reader.
//!
//! Only what runs and is not met: a clock that stands still has no date yet.

use super::given::{DIRECTIVE, SHORTCOMING};
use crate::App;
use crate::cx::Cx;
use crate::lang::Lang;
use crate::units::name_of;
use casework::kinds;
use jiff::civil::Date;

/// A deadline that is open, with the case it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Id of the case.
    pub case: i64,
    /// Its number.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Word of its kind.
    pub kind: String,
    /// Code of the unit that keeps it.
    pub unit: String,
    /// Word of that unit's kind of agency.
    pub agency: String,
    /// Word of its law.
    pub regime: String,
    /// Day of its first act.
    pub begun_on: Date,
    /// Seq of its last act.
    pub last_seq: u32,
    /// When that act was recorded, in milliseconds.
    pub changed_ms: i64,
    /// Name of the rule.
    pub rule: String,
    /// The act that opened the deadline.
    pub opened_by: i64,
    /// Day of that act.
    pub opened_on: Date,
    /// The date.
    pub due_on: Date,
}

impl Task {
    /// Where its case is shown.
    pub fn href(&self) -> String {
        match self.kind.as_str() {
            DIRECTIVE => format!("/directives/{}/{}", self.number, self.unit),
            SHORTCOMING => format!("/shortcomings/{}", self.number),
            _ => format!("/cases/{}", crate::cases::views::slug(&self.number)),
        }
    }

    /// What is to be done.
    pub fn what(&self, lang: Lang) -> String {
        lang.word("deadline", &self.rule)
    }

    /// Name of the unit that keeps the case.
    pub fn unit_name(&self, app: &App, lang: Lang) -> String {
        name_of(lang, app.tree, &self.unit, self.begun_on)
    }

    /// The provision, and whether its number of days is unverified.
    pub fn law(&self, app: &App, lang: Lang) -> (String, bool) {
        let law = &app.law;
        let key = kinds::of_regime(&self.regime).and_then(|kind| kind.term_of(&self.regime, &self.rule));
        let Some(key) = key else { return (String::new(), false) };
        let own = law::AgencyKind::from_word(&self.agency)
            .and_then(|agency| law.term(&self.regime, key, agency, "", self.opened_on));
        let term = own.or_else(|| law.terms().iter().find(|t| t.regime == self.regime && t.key == key));
        let cite = |t: &law::Term| (law.cite(&t.citation, lang.code()), t.status == law::Status::Unverified);
        term.map(cite).unwrap_or_default()
    }
}

/// Words of every kind of matter that has dates here.
pub const KINDS: &[&str] = &["inspection", DIRECTIVE, SHORTCOMING];

/// The units a reader asks for, within what they may see: as they stand today
/// and as they once stood, so that cases of dissolved offices stay to be found.
pub fn units_asked(cx: &Cx, unit: &str) -> Option<Vec<String>> {
    let reach = cx.reach(crate::access::Action::SeeCases);
    if unit.is_empty() {
        return reach.codes();
    }
    let named = crate::accounts::one_unit(cx, unit).map_or_else(|| unit.to_owned(), |u| u.0);
    let tree = cx.app.tree;
    let mut scope = tree.scope(&named, cx.today);
    if let Some(last) = tree.latest(&named).and_then(|u| u.until).filter(|d| *d < cx.today) {
        scope.extend(tree.scope(&named, last));
    }
    scope.insert(&named);
    Some(scope.into_iter().filter(|code| reach.holds(code)).map(str::to_owned).collect())
}
