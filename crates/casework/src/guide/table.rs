//! Bảng quyết định: what can be answered, where an answer ends the questions, and by which
//! provision. Data for jurists: what was not read in the text is `unverified`.

use super::{Question, UNKNOWN};
use law::Status;

crate::choices! {
    /// Nơi nhận.
    pub enum To {
        /// Chủ tịch UBND cấp xã.
        CommuneChair = "commune_chair",
        /// Thủ trưởng cơ quan thuộc UBND cấp huyện (đến 30/06/2025).
        DistrictBody = "district_body",
        /// Chủ tịch UBND cấp huyện (đến 30/06/2025).
        DistrictChair = "district_chair",
        /// Thủ trưởng đơn vị thuộc sở.
        DepartmentUnit = "department_unit",
        /// Giám đốc sở, người đứng đầu cơ quan chuyên môn cấp tỉnh.
        DepartmentHead = "department_head",
        /// Chủ tịch UBND cấp tỉnh.
        ProvinceChair = "province_chair",
        /// Thủ trưởng cơ quan thuộc bộ, thuộc Chính phủ.
        Agency = "agency",
        /// Bộ trưởng.
        Minister = "minister",
        /// Thủ tướng Chính phủ.
        PrimeMinister = "prime_minister",
        /// Cơ quan tiếp nhận nhiệm vụ của cấp huyện.
        Successor = "successor",
        /// Nơi tiếp công dân của tỉnh.
        Reception = "reception",
        /// Cơ quan ban hành văn bản.
        Issuer = "issuer",
        /// Tòa án.
        Court = "court",
        /// Chánh án, Viện trưởng.
        CourtHead = "court_head",
        /// Cơ quan điều tra, viện kiểm sát.
        Police = "police",
        /// Ủy ban kiểm tra của Đảng.
        Party = "party",
        /// Cơ quan quản lý lĩnh vực.
        FieldBody = "field_body",
        /// Người đứng đầu cơ quan cấp trên của người đã kết luận.
        Superior = "superior",
        /// Hòa giải ở cơ sở, tòa án dân sự.
        Civil = "civil",
    }
}

/// The words of a question's answers; none for a day and a place, which are typed.
pub fn options(question: Question) -> &'static [&'static str] {
    match question {
        Question::What => &["own", "wrongdoing", "idea", "unsure"],
        Question::Object => {
            &["administrative_decision", "administrative_act", "disciplinary_decision", "rule", "judgment", "private"]
        }
        Question::Level => &[
            "commune_chair",
            "commune_body",
            "district_chair",
            "district_body",
            "department_unit",
            "department_head",
            "province_chair",
            "agency",
            "minister",
            "unsure",
        ],
        Question::Settled => &["no", "first", "silent", "second", "court"],
        Question::Obstacle => &["yes", "no"],
        Question::Post => &[
            "commune_staff",
            "commune_head",
            "district_staff",
            "district_head",
            "department_staff",
            "department_head",
            "province_head",
            "ministry_staff",
            "ministry_head",
            "party_member",
            "state_management",
            "judge",
            "crime",
            "unsure",
        ],
        Question::Concluded => &["no", "yes"],
        Question::Matter => &["commune", "department", "province", "ministry", "unsure"],
        Question::Known | Question::Place => &[UNKNOWN],
    }
}

/// One provision with what it says, a word for catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provision {
    /// Sentence, as `guide_why.<code>`.
    pub code: &'static str,
    /// Number of the instrument.
    pub instrument: &'static str,
    /// Article and clause.
    pub article: &'static str,
    /// How sure we are.
    pub status: Status,
}

const fn read(code: &'static str, instrument: &'static str, article: &'static str) -> Provision {
    Provision { code, instrument, article, status: Status::Verified }
}

const fn unread(code: &'static str, instrument: &'static str, article: &'static str) -> Provision {
    Provision { code, instrument, article, status: Status::Unverified }
}

const COMPLAINTS: &str = "02/2011/QH13";
const DENUNCIATIONS: &str = "25/2018/QH14";
const RECEPTION: &str = "42/2013/QH13";

/// What each kind is.
pub const KINDS: [(&str, Provision); 3] = [
    ("complaint", unread("kind_complaint", COMPLAINTS, "2(1)")),
    ("denunciation", unread("kind_denunciation", DENUNCIATIONS, "2(1)")),
    ("feedback", unread("kind_feedback", RECEPTION, "2(2)")),
];

/// A first complaint goes to whoever decided.
pub const FIRST: Provision = unread("first", COMPLAINTS, "7(1)");
/// A second one to whoever stands above.
pub const SECOND: Provision = read("second", COMPLAINTS, "33(1)");
/// Whoever receives what is not theirs guides or passes it on.
pub const PASSED_ON: Provision = read("passed_on", RECEPTION, "26(1)(b)");
/// Within this many days.
pub const IN_DAYS: Provision = read("in_days", RECEPTION, "28(2)");
/// A suggestion goes to whoever runs the matter.
pub const MATTER: Provision = unread("matter", RECEPTION, "2(2)");
/// The district is gone.
pub const GONE: Provision = unread("gone", "141/2025/NĐ-CP", "?");
/// Too late, with a reason that counts.
pub const OBSTACLE: Provision = unread("obstacle", COMPLAINTS, "9");
/// Too late.
pub const LATE: Provision = read("late", COMPLAINTS, "11(6)");

/// An answer that ends the questions.
pub struct Exit {
    /// The question.
    pub question: Question,
    /// The answer.
    pub answer: &'static str,
    /// As what it is sent; empty: not as a petition to an office.
    pub kind: &'static str,
    /// To whom.
    pub to: To,
    /// Why.
    pub why: &'static [Provision],
}

const fn exit(question: Question, answer: &'static str, kind: &'static str, to: To, why: &'static [Provision]) -> Exit {
    Exit { question, answer, kind, to, why }
}

/// Every answer that ends the questions.
#[rustfmt::skip]
pub const EXITS: &[Exit] = &[
    exit(Question::What, "unsure", "", To::Reception, &[PASSED_ON, IN_DAYS]),
    exit(Question::Object, "rule", "feedback", To::Issuer, &[read("rule", COMPLAINTS, "11(1)")]),
    exit(Question::Object, "judgment", "", To::Court, &[unread("judgment", COMPLAINTS, "?")]),
    exit(Question::Object, "private", "", To::Civil, &[unread("private", COMPLAINTS, "2(1)")]),
    exit(Question::Settled, "second", "", To::Court, &[read("second_decided", COMPLAINTS, "11(7)"), unread("sue", COMPLAINTS, "42")]),
    exit(Question::Settled, "court", "", To::Court, &[read("in_court", COMPLAINTS, "11(9)")]),
    exit(Question::Post, "party_member", "denunciation", To::Party, &[unread("party", DENUNCIATIONS, "?")]),
    exit(Question::Post, "state_management", "denunciation", To::FieldBody, &[unread("field_body", DENUNCIATIONS, "41")]),
    exit(Question::Post, "judge", "denunciation", To::CourtHead, &[unread("judge", DENUNCIATIONS, "14")]),
    exit(Question::Post, "crime", "", To::Police, &[read("crime", DENUNCIATIONS, "27")]),
    exit(Question::Concluded, "yes", "denunciation", To::Superior, &[unread("continued", DENUNCIATIONS, "37")]),
];
