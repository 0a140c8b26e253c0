//! Nhập sổ: registers that others keep, taken in as cases.
//!
//! A file is read (`paper`), mapped by a named profile to draft cases
//! (`casework::imports`) and every draft passes the same gate as an act typed by
//! hand. It must never write past that gate, and never overwrite what somebody
//! has changed since.

mod pages;
pub mod profiles;
pub mod reading;
pub mod report;
pub mod run;
pub mod store;
mod tray;

pub use pages::routes;
pub use report::{ImportReport, RowOutcome};
pub use run::{ImportError, Order, run};

#[cfg(test)]
mod tests;
