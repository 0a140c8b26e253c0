//! Hạn chế, tồn tại: what a unit admits it falls short in, why, what it promises to do about
//! it, and whether that came.
//!
//! The other half of a review, beside what others tell a unit to do (`directives`): a log of
//! its own with two sides, the unit and whoever reviews it. Where one stands, whether a
//! promise is late and every count are derived from the steps. Must never decide who may see
//! or record.

mod matter;
mod steps;
mod sums;

pub use matter::{Shortcoming, Standing, Timing, reviewer_of};
pub use steps::{No, RULES, Rule, Side, Step, StepKind, Within};
pub use sums::{Counted, How, Sum, sums};

use crate::fields::{LongText, UnitCode};
use jiff::civil::Date;

crate::choices! {
    /// Nơi nhận: where it was admitted.
    pub enum Admitted {
        /// Trong báo cáo định kỳ.
        Report = "report",
        /// Tại hội nghị.
        Conference = "conference",
        /// Đơn vị tự rà soát.
        Unit = "unit",
    }
}

crate::facts! {
    /// Nhận hạn chế: everything that is said when a unit admits one.
    pub struct Admission {
        /// Đơn vị.
        pub unit: UnitCode,
        /// Kỳ báo cáo, as `2023-6m`.
        pub period: String,
        /// Ngày nhận.
        pub admitted_on: Date,
        /// Nơi nhận.
        pub admitted_in: Admitted,
        /// Số của báo cáo, hội nghị hoặc văn bản.
        pub source_number: Option<String>,
        /// Hạn chế, tồn tại.
        pub shortcoming: LongText,
        /// Nguyên nhân.
        pub cause: Option<LongText>,
        /// Biện pháp cam kết.
        pub measure: Option<LongText>,
        /// Người chịu trách nhiệm.
        pub answerable: Option<String>,
        /// Thời hạn cam kết.
        pub due_on: Option<Date>,
        /// Đơn vị đánh giá; none: the unit above.
        pub reviewer: Option<UnitCode>,
    }
}

#[cfg(test)]
mod tests;
