//! Các bước của một báo cáo định kỳ: one variant per act, in the order of its way.
//!
//! Only facts: what was drawn up, sent, answered and sealed. Which act may follow
//! which stands in `procedure` and `rules`.

use super::Entry;
use crate::fields::{LongText, M2, UnitCode, Vnd};
pub use crate::procedure::{Annulment, Rectification};
use crate::{acts, choices, facts};
use jiff::civil::Date;
use law::form::Topic;

acts! {
    /// Lập báo cáo.
    Draft = "draft",
    /// Tổng hợp số liệu.
    Computation = "computation",
    /// Nhập biểu của đơn vị ngoài hệ thống.
    Declaration = "declaration",
    /// Giải trình số liệu.
    Explanation = "explanation",
    /// Soạn lời văn báo cáo.
    Narrative = "narrative",
    /// Gửi báo cáo.
    Submission = "submission",
    /// Trả lại báo cáo.
    SendBack = "send_back",
    /// Tiếp nhận báo cáo.
    Acceptance = "acceptance",
    /// Niêm phong số liệu.
    Seal = "seal",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}

choices! {
    /// Mặt công tác: which of the sector's reports it is.
    pub enum About {
        /// Công tác thanh tra (Mẫu số 01).
        Inspection = "inspection",
        /// Tiếp công dân, giải quyết khiếu nại, tố cáo (Mẫu số 02).
        Petitions = "petitions",
        /// Phòng, chống tham nhũng, tiêu cực (Mẫu số 03).
        AntiCorruption = "anti_corruption",
    }
}

impl About {
    /// Whether a form belongs to this report.
    pub fn has(self, topic: Topic) -> bool {
        matches!(
            (self, topic),
            (About::Inspection, Topic::Inspection)
                | (About::Petitions, Topic::Petitions)
                | (About::AntiCorruption, Topic::AntiCorruption)
        )
    }
}

facts! {
    /// Lập báo cáo: opens the case. The circular of the period's last day governs it.
    pub struct Draft {
        /// Về việc: tên báo cáo.
        pub title: String,
        /// Mặt công tác.
        pub about: About,
        /// Kỳ báo cáo, as `2023-6m`.
        pub period: String,
        /// Số liệu từ ngày.
        pub from: Date,
        /// Số liệu đến ngày.
        pub until: Date,
        /// Nơi nhận báo cáo; để trống: cấp cao nhất, không gửi ai.
        pub to_unit: Option<UnitCode>,
    }
}

facts! {
    /// Một biểu đã tổng hợp.
    pub struct SheetLine {
        /// Ký hiệu biểu.
        pub form: String,
        /// Thông tư của biểu.
        pub version: String,
        /// Mã băm SHA-256 của biểu.
        pub sha256: String,
        /// Số điểm cần xem.
        pub points: u32,
    }
}

facts! {
    /// Một điểm sai mà việc đối chiếu tìm thấy.
    pub struct WrongPoint {
        /// Biểu.
        pub form: String,
        /// Quy tắc kiểm tra.
        pub check: String,
        /// Dòng của đơn vị; để trống: dòng tổng.
        pub row: Option<UnitCode>,
    }
}

facts! {
    /// Báo cáo cấp dưới đã cộng vào.
    pub struct Included {
        /// Đơn vị.
        pub unit: UnitCode,
        /// Số hồ sơ báo cáo.
        pub report: String,
        /// Mã băm bản đã tiếp nhận.
        pub sha256: String,
    }
}

facts! {
    /// Tổng hợp số liệu: made by the program, at one position of the journal.
    pub struct Computation {
        /// Vị trí nhật ký.
        pub as_of: u32,
        /// Mã băm của cây đơn vị.
        pub tree: String,
        /// Mã băm của các biểu mẫu.
        pub forms: String,
        /// Các biểu.
        pub sheets: Vec<SheetLine>,
        /// Báo cáo cấp dưới.
        pub included: Vec<Included>,
        /// Mã băm của bản đối chiếu; để trống: lập trước khi có đối chiếu.
        pub checks: Option<String>,
        /// Những điểm sai phải giải trình.
        pub wrong: Vec<WrongPoint>,
    }
}

facts! {
    /// Một số liệu của biểu điền tay; đơn vị tính theo cột.
    pub struct Figure {
        /// Cột.
        pub column: String,
        /// Số lượng.
        pub count: Option<u32>,
        /// Tiền.
        pub money: Option<Vnd>,
        /// Đất.
        pub land: Option<M2>,
    }
}

impl Figure {
    /// The figure, whatever its unit.
    pub fn quantity(&self) -> i64 {
        self.count.map(i64::from).or(self.money.map(|m| m.0)).or(self.land.map(|a| a.0)).unwrap_or(0)
    }
}

facts! {
    /// Nhập biểu điền tay của đơn vị ngoài hệ thống: its paper is the file.
    pub struct Declaration {
        /// Ký hiệu biểu.
        pub form: String,
        /// Thông tư của biểu.
        pub version: String,
        /// Tên tệp.
        pub file: String,
        /// Mã băm SHA-256 của tệp.
        pub sha256: String,
        /// Số liệu, theo cột.
        pub figures: Vec<Figure>,
    }
}

facts! {
    /// Giải trình một điểm kiểm tra nêu ra.
    pub struct Explanation {
        /// Biểu.
        pub form: String,
        /// Quy tắc kiểm tra.
        pub check: String,
        /// Dòng của đơn vị; để trống: dòng tổng.
        pub row: Option<UnitCode>,
        /// Giải trình.
        pub text: LongText,
    }
}

impl Explanation {
    /// Whether it speaks of this point.
    pub fn is_about(&self, form: &str, check: &str, row: Option<&str>) -> bool {
        self.form == form && self.check == check && self.row.as_ref().map(|u| u.0.as_str()) == row
    }
}

facts! {
    /// Soạn lời văn báo cáo: one saved version, its paper the text.
    pub struct Narrative {
        /// Mã băm SHA-256 của lời văn.
        pub sha256: String,
    }
}

facts! {
    /// Gửi báo cáo lên cấp trên.
    pub struct Submission {
        /// Điều cần lưu ý khi nhận.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Một chỗ phải xem lại.
    pub struct Objection {
        /// Biểu.
        pub form: String,
        /// Cột; để trống: cả biểu.
        pub column: Option<String>,
        /// Dòng của đơn vị; để trống: dòng tổng.
        pub row: Option<UnitCode>,
        /// Vì sao.
        pub why: String,
    }
}

facts! {
    /// Trả lại báo cáo: which cell, and why.
    pub struct SendBack {
        /// Những chỗ phải xem lại.
        pub objections: Vec<Objection>,
        /// Yêu cầu chung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Tiếp nhận báo cáo.
    pub struct Acceptance {
        /// Ý kiến của cơ quan nhận.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Niêm phong số liệu: the sheets can be proved never to have changed.
    pub struct Seal {
        /// Mã băm SHA-256 của bản kê.
        pub manifest: String,
        /// Chữ ký số Ed25519 trên bản kê.
        pub signature: String,
        /// Khóa công khai của đơn vị.
        pub public_key: String,
    }
}

/// The draft of a file.
pub fn draft_of(acts: &[Entry]) -> Option<&Draft> {
    acts.iter().find_map(|e| if let Act::Draft(d) = &e.act { Some(d) } else { None })
}

/// What was computed last.
pub fn computed(acts: &[Entry]) -> Option<(&Entry, &Computation)> {
    acts.iter().rev().find_map(|e| if let Act::Computation(c) = &e.act { Some((e, c)) } else { None })
}

/// What was said to points, in the order it was said.
pub fn explanations(acts: &[Entry]) -> impl Iterator<Item = (&Entry, &Explanation)> {
    acts.iter().filter_map(|e| if let Act::Explanation(x) = &e.act { Some((e, x)) } else { None })
}

/// The narrative saved last.
pub fn narrative(acts: &[Entry]) -> Option<(&Entry, &Narrative)> {
    acts.iter().rev().find_map(|e| if let Act::Narrative(n) = &e.act { Some((e, n)) } else { None })
}

/// The forms filled in by hand that stand: the last of each form.
pub fn declared(acts: &[Entry]) -> Vec<(&Entry, &Declaration)> {
    let mut out: Vec<(&Entry, &Declaration)> = Vec::new();
    for entry in acts {
        if let Act::Declaration(d) = &entry.act {
            out.retain(|(_, old)| old.form != d.form);
            out.push((entry, d));
        }
    }
    out
}
