//! Which units an account reaches with an action: the policy's `subtree` made
//! concrete on a day.
//!
//! One set answers both questions, "may I open this case?" and "which cases
//! are in my list?", so that the two can never differ.

use super::Binding;
use crate::access::{Action, Scope, scope};
use casework::units::Tree;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// The units an action may be done at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every unit, past ones and units not in the tree included.
    Everywhere,
    /// These codes.
    Units(Arc<BTreeSet<String>>),
}

impl Reach {
    /// Whether a unit is within.
    pub fn holds(&self, unit: &str) -> bool {
        match self {
            Reach::Everywhere => true,
            Reach::Units(codes) => codes.contains(unit),
        }
    }

    /// Of these units those within, as a reach of its own.
    pub fn among<'u>(&self, units: impl IntoIterator<Item = &'u str>) -> Reach {
        Reach::Units(Arc::new(units.into_iter().filter(|code| self.holds(code)).map(str::to_owned).collect()))
    }

    /// The codes for a list's filter; `None` filters nothing.
    pub fn codes(&self) -> Option<Vec<String>> {
        match self {
            Reach::Everywhere => None,
            Reach::Units(codes) => Some(codes.iter().cloned().collect()),
        }
    }
}

/// Subtrees already worked out, by unit and day.
#[derive(Debug, Default)]
pub struct Subtrees(Mutex<HashMap<Place, Arc<BTreeSet<String>>>>);

/// Units with spaces between, on a day.
type Place = (String, Date);

impl Subtrees {
    /// What these bindings reach with `action` on a day.
    pub fn reach(&self, tree: &Tree, bindings: &[Binding], action: Action, on: Date) -> Reach {
        let mut units = Vec::new();
        for binding in bindings.iter().filter(|b| scope(b.role, action) == Scope::Subtree) {
            // A root of the tree reaches whatever there is, also what the tree does not know.
            if tree.get(&binding.unit.0, on).is_some_and(|u| u.parent.is_none()) {
                return Reach::Everywhere;
            }
            units.push(binding.unit.0.as_str());
        }
        Reach::Units(if units.is_empty() { Arc::default() } else { self.under(tree, &units, on) })
    }

    /// Everything under any of these units.
    fn under(&self, tree: &Tree, units: &[&str], on: Date) -> Arc<BTreeSet<String>> {
        let key = (units.join(" "), on);
        if let Some(known) = self.0.lock().ok().and_then(|kept| kept.get(&key).cloned()) {
            return known;
        }
        let mut codes = BTreeSet::new();
        for unit in units {
            codes.extend(tree.scope(unit, on).into_iter().map(str::to_owned));
            codes.insert((*unit).to_owned());
        }
        let codes = Arc::new(codes);
        if let Ok(mut kept) = self.0.lock() {
            if kept.len() > 500 {
                kept.clear();
            }
            kept.insert(key, Arc::clone(&codes));
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use casework::fields::UnitCode;

    fn bound(role: Role, unit: &str) -> Binding {
        Binding { role, unit: UnitCode(unit.into()) }
    }

    #[test]
    fn a_subtree_is_the_unit_what_is_under_it_and_what_it_took_over() {
        let (tree, all) = (Tree::shipped(), Subtrees::default());
        let reach = |bindings: &[Binding], action, on| all.reach(tree, bindings, action, on);
        let then = jiff::civil::date(2023, 7, 14);
        let city = reach(&[bound(Role::Recorder, "31")], Action::RecordActs, then);
        assert!(city.holds("31") && city.holds("303") && !city.holds("01"));
        // Hải Dương (30) was merged into Hải Phòng (31) on 1 July 2025.
        assert!(!city.holds("30"));
        assert!(reach(&[bound(Role::Viewer, "31")], Action::SeeCases, jiff::civil::date(2025, 8, 1)).holds("30"));
        assert_eq!(reach(&[bound(Role::Viewer, "31")], Action::RecordActs, then).codes(), Some(vec![]));
        assert_eq!(reach(&[bound(Role::Viewer, "VN")], Action::SeeCases, then), Reach::Everywhere);
    }

    #[test]
    fn roles_at_two_units_add_up_and_do_not_mix() {
        let (tree, all) = (Tree::shipped(), Subtrees::default());
        let on = jiff::civil::date(2023, 7, 14);
        let both = [bound(Role::Recorder, "303"), bound(Role::Viewer, "31")];
        let see = all.reach(tree, &both, Action::SeeCases, on);
        let record = all.reach(tree, &both, Action::RecordActs, on);
        assert!(see.holds("304") && see.holds("303"));
        assert!(record.holds("303") && !record.holds("304"));
    }

    /// The item's check and the list's filter are the same set, for every role, action and unit.
    #[test]
    fn item_and_list_agree() {
        let (tree, all) = (Tree::shipped(), Subtrees::default());
        let on = jiff::civil::date(2023, 7, 14);
        for role in Role::ALL {
            for action in Action::ALL {
                for home in ["VN", "31", "303", "31.TT", "B.TC"] {
                    let reach = all.reach(tree, &[bound(role, home)], action, on);
                    let listed = reach.codes();
                    for unit in tree.descendants("VN", on) {
                        let code = unit.code.0.as_str();
                        let in_list = listed.as_ref().is_none_or(|codes| codes.iter().any(|c| c == code));
                        let by_tree = scope(role, action) == Scope::Subtree && tree.is_under(code, home, on);
                        assert_eq!(reach.holds(code), in_list);
                        assert!(!by_tree || in_list, "{role:?} {action:?} at {home} misses {code}");
                        if unit.kind == casework::units::UnitKind::Commune {
                            continue;
                        }
                        assert_eq!(in_list, by_tree, "{role:?} {action:?} at {home}: {code}");
                    }
                }
            }
        }
    }
}
