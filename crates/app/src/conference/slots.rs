//! Places on a conference's page for what other capabilities make of its record.
//!
//! Here so that minutes, notice and directives add a line each and not a page of ours.

use casework::conference::State;

/// Links beside the record: catalogue key of the name, and the address.
pub fn links(number: &str, state: &State) -> Vec<(&'static str, String)> {
    let _ = (number, state);
    Vec::new()
}
