//! Places on a conference's page for what other capabilities make of its record.
//!
//! Here so that minutes, notice and directives add a line each and not a page of ours.

use casework::conference::State;

/// Links beside the record: catalogue key of the name, and the address. What the last conference left
/// and what units promised stand first: that is what a review opens with.
pub fn links(number: &str, state: &State) -> Vec<(&'static str, String)> {
    let slug: String = form_urlencoded::byte_serialize(number.as_bytes()).collect();
    let mut links =
        vec![("minutes.last_tasks", LAST_TASKS.to_owned()), ("shortcomings.open_promises", promises(state))];
    if state.opened_ms.is_some() {
        links.push(("minutes.title", format!("/conference/{slug}/minutes")));
        links.push((
            "shortcomings.at_conference",
            format!("/shortcomings/new?admitted_in=conference&source_number={slug}&reviewer={}", state.unit),
        ));
    }
    links
}

/// Tasks the conference before left.
pub const LAST_TASKS: &str = "/directives/last";

/// What was admitted to the organiser and is not mended.
pub fn promises(state: &State) -> String {
    open_promises(&state.unit)
}

/// What was admitted to a unit and is not mended.
pub fn open_promises(unit: &str) -> String {
    crate::shortcomings::Query::default().put("open", "1").put("reviewer", unit).href()
}
