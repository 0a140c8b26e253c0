//! The program through HTTP, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod accounts;
mod alerts;
mod api;
mod booking;
mod calendar;
mod cases;
mod complaints;
mod conference;
mod conference_av;
mod desk;
mod directives;
mod document;
mod duplicates;
mod embeds;
mod filing;
mod frame;
mod guide;
mod how_long;
mod imports;
mod letters;
mod matters;
mod portal;
mod read_back;
mod reminders;
mod review;
mod seal;
mod sealed;
mod search;
mod shortcomings;
mod support;
mod units;
mod vault;
