//! The closed lists of a complaint's papers: what may be chosen, in the law's words.

use crate::choices;

choices! {
    /// Lần giải quyết.
    pub enum Instance {
        /// Lần đầu.
        First = "first",
        /// Lần hai.
        Second = "second",
    }
}

choices! {
    /// Đối tượng bị khiếu nại.
    pub enum Against {
        /// Quyết định hành chính.
        Decision = "administrative_decision",
        /// Hành vi hành chính.
        Conduct = "administrative_act",
        /// Quyết định kỷ luật cán bộ, công chức.
        Discipline = "disciplinary_decision",
    }
}

choices! {
    /// Cấp: whose decision or act is complained of, and who settles.
    pub enum Level {
        /// Chủ tịch UBND cấp xã (kể cả người do mình quản lý trực tiếp).
        CommuneChair = "commune_chair",
        /// Cơ quan chuyên môn thuộc UBND cấp xã.
        CommuneBody = "commune_body",
        /// Cơ quan thuộc UBND cấp huyện (đến 30/06/2025).
        DistrictBody = "district_body",
        /// Chủ tịch UBND cấp huyện (đến 30/06/2025).
        DistrictChair = "district_chair",
        /// Đơn vị thuộc sở, cơ quan chuyên môn cấp tỉnh.
        DepartmentUnit = "department_unit",
        /// Giám đốc sở, Thủ trưởng cơ quan chuyên môn cấp tỉnh.
        DepartmentHead = "department_head",
        /// Chủ tịch UBND cấp tỉnh.
        ProvinceChair = "province_chair",
        /// Thủ trưởng cơ quan thuộc Bộ, cơ quan thuộc Chính phủ.
        Agency = "agency",
        /// Bộ trưởng.
        Minister = "minister",
    }
}

choices! {
    /// Lĩnh vực, as the report forms split it.
    pub enum Domain {
        /// Chế độ, chính sách.
        Policy = "policy",
        /// Đất đai, nhà cửa.
        Land = "land",
        /// Công chức, công vụ.
        CivilService = "civil_service",
        /// Lĩnh vực hành chính khác.
        AdministrativeOther = "administrative_other",
        /// Tham nhũng.
        Corruption = "corruption",
        /// Tư pháp.
        Judicial = "judicial",
        /// Đảng, đoàn thể.
        Party = "party",
        /// Khác.
        Other = "other",
    }
}

choices! {
    /// Người khiếu nại là ai.
    pub enum ComplainantKind {
        /// Công dân.
        Citizen = "citizen",
        /// Cơ quan, tổ chức.
        Organisation = "organisation",
        /// Cán bộ, công chức.
        Official = "official",
    }
}

choices! {
    /// Tư cách của người đại diện.
    pub enum Standin {
        /// Đại diện theo pháp luật.
        Lawful = "lawful",
        /// Được ủy quyền.
        Authorised = "authorised",
        /// Luật sư, trợ giúp viên pháp lý.
        Lawyer = "lawyer",
        /// Do nhiều người cùng khiếu nại cử.
        Chosen = "chosen",
    }
}

choices! {
    /// Căn cứ không thụ lý: chín trường hợp của Điều 11, và không thuộc thẩm quyền.
    pub enum RefusalGround {
        /// Khoản 1: quyết định nội bộ, chỉ đạo điều hành; văn bản quy phạm; bí mật nhà nước.
        Internal = "internal",
        /// Khoản 2: không liên quan trực tiếp đến quyền, lợi ích của người khiếu nại.
        NotAffected = "not_affected",
        /// Khoản 3: không có năng lực hành vi, không có đại diện hợp pháp.
        NoCapacity = "no_capacity",
        /// Khoản 4: người đại diện không hợp pháp.
        NotLawfulRepresentative = "not_lawful_representative",
        /// Khoản 5: đơn không có chữ ký, điểm chỉ.
        Unsigned = "unsigned",
        /// Khoản 6: hết thời hiệu, không có lý do chính đáng.
        TimeBar = "time_bar",
        /// Khoản 7: đã có quyết định giải quyết lần hai.
        SecondDecided = "second_decided",
        /// Khoản 8: đã có thông báo đình chỉ, quá 30 ngày không tiếp tục.
        Stopped = "stopped",
        /// Khoản 9: Tòa án đã thụ lý hoặc đã giải quyết.
        Court = "court",
        /// Không thuộc thẩm quyền giải quyết.
        NotCompetent = "not_competent",
    }
}

impl RefusalGround {
    /// The clause of Article 11, if it is one of its nine.
    pub fn article(self) -> &'static str {
        match self {
            Self::Internal => "11(1)",
            Self::NotAffected => "11(2)",
            Self::NoCapacity => "11(3)",
            Self::NotLawfulRepresentative => "11(4)",
            Self::Unsigned => "11(5)",
            Self::TimeBar => "11(6)",
            Self::SecondDecided => "11(7)",
            Self::Stopped => "11(8)",
            Self::Court => "11(9)",
            Self::NotCompetent => "27",
        }
    }
}

choices! {
    /// Ai được gửi thông báo, quyết định.
    pub enum Addressee {
        /// Người khiếu nại.
        Complainant = "complainant",
        /// Cơ quan, tổ chức, cá nhân đã chuyển khiếu nại đến.
        Transferrer = "transferring_body",
        /// Cơ quan thanh tra nhà nước cùng cấp.
        Inspectorate = "inspectorate",
        /// Người bị khiếu nại.
        Respondent = "respondent",
        /// Người giải quyết khiếu nại lần đầu.
        FirstSettler = "first_settler",
        /// Người có quyền, nghĩa vụ liên quan.
        Concerned = "concerned",
        /// Nơi khác.
        Elsewhere = "elsewhere",
    }
}

choices! {
    /// Tiêu chí vụ việc phức tạp (Nghị định 155/2026/NĐ-CP, Điều 3a).
    pub enum Criterion {
        /// Phải xác minh ở từ hai nơi.
        SeveralPlaces = "several_places",
        /// Từ hai nội dung phải xác minh.
        SeveralContents = "several_contents",
        /// Nhiều người về một nội dung, ảnh hưởng nhiều người.
        ManyPeople = "many_people",
        /// Có yếu tố nước ngoài.
        ForeignElement = "foreign_element",
        /// Liên quan nhiệm vụ của nhiều cơ quan.
        ManyBodies = "many_bodies",
        /// Các cơ quan có ý kiến khác nhau.
        BodiesDisagree = "bodies_disagree",
        /// Chứng cứ mâu thuẫn, cần thời gian hoặc chuyên môn.
        ConflictingEvidence = "conflicting_evidence",
    }
}

choices! {
    /// Người khiếu nại tại buổi đối thoại.
    pub enum Attendance {
        /// Có mặt.
        Present = "present",
        /// Vắng mặt không có lý do chính đáng.
        Absent = "absent",
        /// Vắng mặt có lý do chính đáng.
        Excused = "excused",
    }
}

choices! {
    /// Căn cứ tạm đình chỉ giải quyết (Điều 11a).
    pub enum PauseGround {
        /// Bất khả kháng.
        ForceMajeure = "force_majeure",
        /// Trở ngại khách quan.
        Obstacle = "objective_obstacle",
        /// Phải chờ kết quả của cơ quan khác.
        Awaiting = "awaiting_other_body",
    }
}

choices! {
    /// Rút bằng gì.
    pub enum WithdrawnBy {
        /// Đơn rút khiếu nại.
        Letter = "letter",
        /// Biên bản ghi việc rút.
        Minutes = "minutes",
    }
}

choices! {
    /// Phạm vi rút khiếu nại.
    pub enum Extent {
        /// Toàn bộ.
        Whole = "whole",
        /// Một phần.
        Part = "part",
    }
}

choices! {
    /// Căn cứ đình chỉ giải quyết (Điều 11a; trước 01/07/2026: Điều 10).
    pub enum StopGround {
        /// Rút toàn bộ khiếu nại.
        Withdrawn = "withdrawn",
        /// Người khiếu nại chết, quyền lợi không được thừa kế.
        Died = "complainant_died",
        /// Tổ chức giải thể, phá sản không có người kế thừa.
        Dissolved = "organisation_dissolved",
        /// Không còn đối tượng, nội dung khiếu nại.
        NothingLeft = "nothing_left",
        /// Tòa án đã thụ lý hoặc đã có bản án, quyết định.
        Court = "court",
    }
}

choices! {
    /// Kết quả giải quyết.
    pub enum Outcome {
        /// Lần đầu: khiếu nại đúng.
        Right = "right",
        /// Lần đầu: khiếu nại đúng một phần.
        Partly = "partly",
        /// Lần đầu: khiếu nại sai.
        Wrong = "wrong",
        /// Lần hai: công nhận quyết định lần đầu.
        Upheld = "upheld",
        /// Lần hai: hủy, sửa quyết định lần đầu.
        Changed = "changed",
    }
}

impl Outcome {
    /// The instance that ends so.
    pub fn instance(self) -> Instance {
        match self {
            Self::Right | Self::Partly | Self::Wrong => Instance::First,
            Self::Upheld | Self::Changed => Instance::Second,
        }
    }
}

choices! {
    /// Quyết định có phải tổ chức thực hiện.
    pub enum Execution {
        /// Phải tổ chức thực hiện.
        Needed = "needed",
        /// Không có gì phải thực hiện.
        Nothing = "nothing",
    }
}

choices! {
    /// Văn bản được gửi.
    pub enum SentPaper {
        /// Quyết định giải quyết.
        Decision = "decision",
        /// Quyết định tạm đình chỉ giải quyết.
        Suspension = "suspension",
        /// Quyết định tiếp tục giải quyết.
        Continuation = "continuation",
        /// Quyết định đình chỉ giải quyết.
        Termination = "termination",
    }
}

choices! {
    /// Hình thức công khai quyết định.
    pub enum Way {
        /// Công bố tại cuộc họp.
        Meeting = "meeting",
        /// Niêm yết tại trụ sở, nơi tiếp công dân.
        Posting = "posting",
        /// Cổng, trang thông tin điện tử.
        Portal = "portal",
        /// Phương tiện thông tin đại chúng.
        Media = "media",
    }
}

choices! {
    /// Bản án, quyết định của Tòa án về quyết định giải quyết khiếu nại.
    pub enum Judgment {
        /// Bác yêu cầu khởi kiện.
        Dismissed = "dismissed",
        /// Hủy một phần.
        PartlyAnnulled = "partly_annulled",
        /// Hủy toàn bộ.
        Annulled = "annulled",
        /// Đình chỉ vụ án.
        Stopped = "case_stopped",
    }
}
