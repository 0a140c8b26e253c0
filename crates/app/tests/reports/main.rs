//! Sheets from acts recorded through the law's own gate, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod as_of;
mod begun;
mod checks;
mod dashboard;
mod demo;
mod elsewhere;
mod files;
mod filling;
mod forms;
mod keys;
mod lam_dong;
mod lives;
mod memory;
mod narrative;
mod nghe_an;
mod organised;
mod pages;
mod people;
mod periodic;
mod published;
mod quarter;
mod story;
