//! Chỉ đạo: what one body tells others to do, and how each of them answers for it.
//!
//! A log of its own and no kind of case: a case is kept by one unit, a directive has two
//! sides that each record their own steps, and one directive is many tasks. Where a task
//! stands, whether it is late and every count are derived from its steps; overdue is never
//! kept anywhere. Must never decide who may see or record.

mod addressees;
mod cascade;
mod discipline;
mod steps;
mod task;

pub use addressees::{Group, MOST_ADDRESSEES, place_of, resolve};
pub use cascade::{Placed, RollUp, cascade, leaves};
pub use discipline::{Answered, Discipline, discipline};
pub use steps::{No, RULES, Rule, Side, Step, StepKind};
pub use task::{Standing, Task, Timing};

use crate::fields::{LongText, UnitCode};
use jiff::civil::Date;

crate::choices! {
    /// Nguồn giao nhiệm vụ: where a directive comes from.
    pub enum SourceKind {
        /// Kết luận hội nghị.
        Conference = "conference",
        /// Văn bản của Thủ tướng Chính phủ.
        PrimeMinister = "prime_minister",
        /// Ban Chỉ đạo.
        SteeringCommittee = "steering_committee",
        /// Quốc hội, Hội đồng nhân dân: a question or a supervision.
        Assembly = "assembly",
        /// Văn bản của cấp trên.
        Superior = "superior",
        /// Chỉ đạo của thủ trưởng.
        Head = "head",
        /// Hạn chế đơn vị đã nhận.
        Shortcoming = "shortcoming",
    }
}

crate::facts! {
    /// Một đơn vị nhận nhiệm vụ.
    pub struct Addressee {
        /// The unit.
        pub addressee: UnitCode,
    }
}

crate::facts! {
    /// Giao nhiệm vụ: everything that is said when a directive is issued.
    pub struct Issue {
        /// Đơn vị giao.
        pub issuer: UnitCode,
        /// Ngày giao.
        pub issued_on: Date,
        /// Người ký.
        pub signer: Option<String>,
        /// Nguồn.
        pub source: SourceKind,
        /// Số, ký hiệu của văn bản nguồn.
        pub source_number: Option<String>,
        /// Ngày của văn bản nguồn.
        pub source_on: Option<Date>,
        /// Nguyên văn câu chỉ đạo.
        pub sentence: Option<LongText>,
        /// Nội dung nhiệm vụ.
        pub content: LongText,
        /// Đơn vị thực hiện.
        pub addressees: Vec<Addressee>,
        /// Mọi đơn vị cùng loại, as the tree stands on the day of issue.
        pub every: Option<Group>,
        /// Thời hạn; none: a standing task, never overdue.
        pub due_on: Option<Date>,
        /// Hình thức báo cáo.
        pub report_form: Option<String>,
    }
}

#[cfg(test)]
mod tests;
