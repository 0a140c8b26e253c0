//! Test kit: a browser without a screen, the program on both engines.
//!
//! Here so that every capability is tested through the same door as its users
//! come in by. Must never ship.

#![allow(clippy::unwrap_used, clippy::expect_used)]

pub mod kill;
pub mod story;
pub mod web;
