//! Places on a conference's page for what other capabilities make of its record.
//!
//! Here so that minutes, notice and directives add a line each and not a page of ours.

use casework::conference::State;

/// Links beside the record: catalogue key of the name, and the address.
pub fn links(number: &str, state: &State) -> Vec<(&'static str, String)> {
    let slug: String = form_urlencoded::byte_serialize(number.as_bytes()).collect();
    let mut links = vec![("minutes.last_tasks", "/directives/last".to_owned())];
    if state.opened_ms.is_some() {
        links.push(("minutes.title", format!("/conference/{slug}/minutes")));
    }
    links
}
