//! `thanhtra search evaluate`: how well a known text is found by its title or by a
//! question about it, however the words are typed.
//!
//! The report of docs/search-report.md is this command's own output.

mod measure;
mod print;
mod sets;

use crate::cli::{Format, Search, SearchWhat};
use crate::{Done, Fail};
use std::io::Write;

/// Measures and prints.
pub fn run(args: &Search) -> Result<Done, Fail> {
    let SearchWhat::Evaluate(args) = &args.what;
    let titles = sets::titles(&args.texts)?;
    let questions = args.questions.as_deref().map(sets::questions).transpose()?;
    let report = measure::measure(&titles, questions.as_ref())?;
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?,
        Format::Table => print::print(&mut out, &report)?,
    }
    Ok(Done::Yes)
}
