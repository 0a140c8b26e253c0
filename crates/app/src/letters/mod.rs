//! Văn bản theo mẫu: the papers of an act, filled from its case, as PDF and DOCX.
//!
//! `fits` says which template goes with which act, `values` what a case gives for its
//! places, `own` reads an office's replacements. What is not known stays a dotted
//! line. A paper that others than the sender read can name nothing that tells who
//! sent it: the template is checked for that, and a sealed person is opened only with
//! a reason, written down like any look. Must never keep what it made.

mod fits;
pub mod own;
mod pages;
mod values;

use crate::access::{Access, Action};
use crate::routes::{Method, Routes};

pub use own::Templates;

/// Pages under an act.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let see = Access::May(Action::SeeCases);
    let put = Access::May(Action::RecordActs);
    Routes::new()
        .route(Get, "/cases/{number}/acts/{seq}/letters", see, pages::list)
        .route(Get, "/cases/{number}/acts/{seq}/letters/{folder}/{file}", see, pages::plain)
        .route(Post, "/cases/{number}/acts/{seq}/letters/{folder}/{file}", put, pages::named)
}

/// Whether there are templates for an act of this kind of case.
pub fn has(kind: &str, act: &str) -> bool {
    !fits::named(kind, act).is_empty()
}

#[cfg(test)]
mod tests;
