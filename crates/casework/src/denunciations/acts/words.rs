//! The closed lists of words that the papers of a denunciation use.
//!
//! Only words: what follows from one stands in `rules`.

use crate::choices;

choices! {
    /// Đơn đến từ đâu.
    pub enum Source {
        /// Người tố cáo gửi hoặc trực tiếp đến.
        Direct = "self",
        /// Từ việc xử lý đơn của đơn vị.
        Petition = "petition",
        /// Cơ quan báo chí chuyển đến.
        Press = "press",
        /// Cơ quan, tổ chức khác chuyển đến.
        OtherBody = "other_body",
    }
}

choices! {
    /// Lĩnh vực, as the forms split denunciations.
    pub enum Field {
        /// Hành chính: chế độ, chính sách.
        Policy = "policy",
        /// Hành chính: đất đai, nhà cửa.
        Land = "land",
        /// Hành chính: công chức, công vụ.
        CivilService = "civil_service",
        /// Hành chính: khác.
        AdministrativeOther = "administrative_other",
        /// Tham nhũng.
        Corruption = "corruption",
        /// Tư pháp.
        Judicial = "judicial",
        /// Đảng, đoàn thể.
        Party = "party",
        /// Lĩnh vực khác.
        Other = "other",
    }
}

choices! {
    /// Người bị tố cáo giữ vị trí nào: it decides who settles (Luật Tố cáo 2018 Art 12, 13).
    pub enum Post {
        /// Công chức, viên chức, người do Chủ tịch UBND cấp xã quản lý.
        CommuneStaff = "commune_staff",
        /// Chủ tịch, Phó Chủ tịch UBND cấp xã.
        CommuneHead = "commune_head",
        /// Công chức, viên chức cấp huyện (đến 30/06/2025).
        DistrictStaff = "district_staff",
        /// Chủ tịch, Phó Chủ tịch UBND cấp huyện (đến 30/06/2025).
        DistrictHead = "district_head",
        /// Công chức, viên chức của sở.
        DepartmentStaff = "department_staff",
        /// Giám đốc, Phó Giám đốc sở và người đứng đầu, cấp phó cơ quan thuộc UBND cấp tỉnh.
        DepartmentHead = "department_head",
        /// Chủ tịch, Phó Chủ tịch UBND cấp tỉnh.
        ProvinceHead = "province_head",
        /// Công chức, viên chức, người đứng đầu đơn vị thuộc bộ.
        MinistryStaff = "ministry_staff",
        /// Bộ trưởng, Thứ trưởng.
        MinistryHead = "ministry_head",
        /// Đảng viên, về việc của Đảng.
        PartyMember = "party_member",
        /// Cơ quan, tổ chức, cá nhân vi phạm quản lý nhà nước trong một lĩnh vực (Art 41–43).
        StateManagement = "state_management",
    }
}

choices! {
    /// Người giải quyết tố cáo là ai.
    pub enum Settler {
        /// Chủ tịch UBND cấp xã.
        CommuneChair = "commune_chair",
        /// Chủ tịch UBND cấp huyện (đến 30/06/2025).
        DistrictChair = "district_chair",
        /// Giám đốc sở, người đứng đầu cơ quan chuyên môn cấp tỉnh.
        DepartmentDirector = "department_director",
        /// Chủ tịch UBND cấp tỉnh.
        ProvinceChair = "province_chair",
        /// Bộ trưởng.
        Minister = "minister",
        /// Thủ tướng Chính phủ, hoặc người được Thủ tướng ủy quyền.
        PrimeMinister = "prime_minister",
    }
}

choices! {
    /// Vì sao không thụ lý, không xử lý.
    pub enum RefusalGround {
        /// Không đúng hình thức của Điều 23.
        FormNotMet = "form_not_met",
        /// Người tố cáo không đủ năng lực hành vi dân sự, không có người đại diện.
        NoCapacity = "no_capacity",
        /// Không có cơ sở xác định người vi phạm, hành vi vi phạm.
        NoBasis = "no_basis",
        /// Xuất phát từ vụ việc khiếu nại đã giải quyết đúng, không có tài liệu chứng minh vi phạm.
        SettledComplaint = "settled_complaint",
        /// Không rõ, mạo danh người tố cáo (Điều 25).
        Unnamed = "unnamed",
        /// Gửi nhiều nơi, đã hướng dẫn mà vẫn gửi (Điều 24 khoản 3).
        SentToMany = "sent_to_many",
        /// Tố cáo tiếp không có căn cứ mới (Điều 37).
        ContinuedNoGround = "continued_no_ground",
        /// Người tố cáo rút toàn bộ trước khi thụ lý.
        WithdrawnBefore = "withdrawn_before",
    }
}

choices! {
    /// Làm việc với bên nào: the side, never the name.
    pub enum Side {
        /// Người tố cáo.
        Denouncer = "denouncer_side",
        /// Người bị tố cáo.
        Denounced = "denounced_side",
        /// Cơ quan, tổ chức, cá nhân có liên quan.
        Concerned = "concerned_side",
    }
}

choices! {
    /// Chức trách trong Tổ xác minh.
    pub enum VerifierRole {
        /// Tổ trưởng.
        Leader = "team_leader",
        /// Thành viên.
        Member = "team_member",
    }
}

choices! {
    /// Mức độ phức tạp (Nghị định 31/2019/NĐ-CP Art 3).
    pub enum Complexity {
        /// Phức tạp.
        Complex = "complex",
        /// Đặc biệt phức tạp.
        SpeciallyComplex = "specially_complex",
    }
}

choices! {
    /// Lý do tạm đình chỉ (Art 34(1)).
    pub enum SuspensionGround {
        /// Cần đợi kết quả giải quyết của cơ quan, tổ chức, cá nhân khác.
        OtherBodyResult = "other_body_result",
        /// Cần đợi kết quả giám định bổ sung, giám định lại.
        Assessment = "assessment",
    }
}

choices! {
    /// Lý do đình chỉ (Art 34(3)).
    pub enum TerminationGround {
        /// Người tố cáo rút toàn bộ nội dung tố cáo.
        Withdrawn = "withdrawn",
        /// Người bị tố cáo chết và nội dung chỉ liên quan đến trách nhiệm của người ấy.
        DenouncedDead = "denounced_dead",
        /// Vụ việc đã được giải quyết bằng bản án, quyết định có hiệu lực.
        AlreadyJudged = "already_judged",
    }
}

choices! {
    /// Phạm vi rút.
    pub enum Extent {
        /// Toàn bộ.
        Whole = "whole",
        /// Một phần.
        Part = "part",
    }
}

choices! {
    /// Rút bằng gì.
    pub enum WithdrawalForm {
        /// Đơn (Mẫu số 02).
        Letter = "by_letter",
        /// Biên bản (Mẫu số 03).
        Minutes = "by_minutes",
    }
}

choices! {
    /// Rút rồi mà vẫn giải quyết tiếp (Art 33(3)).
    pub enum GoesOn {
        /// Có dấu hiệu vi phạm pháp luật của người bị tố cáo.
        Violation = "violation_signs",
        /// Bị đe dọa, mua chuộc.
        Coerced = "coerced",
        /// Lợi dụng tố cáo để vu khống, gây thiệt hại.
        BadFaith = "bad_faith",
    }
}

choices! {
    /// Kết luận tố cáo.
    pub enum Finding {
        /// Tố cáo đúng.
        Right = "right",
        /// Tố cáo sai.
        Wrong = "wrong",
        /// Có đúng, có sai.
        Partly = "partly",
    }
}

choices! {
    /// Hình thức công khai (Art 40; Nghị định 31/2019/NĐ-CP Art 6).
    pub enum Channel {
        /// Cổng thông tin điện tử.
        Portal = "portal",
        /// Niêm yết tại trụ sở, nơi tiếp công dân.
        Posting = "office_posting",
        /// Cuộc họp.
        Meeting = "meeting",
        /// Báo in, báo nói, báo hình.
        Media = "media",
    }
}

choices! {
    /// Xem xét tố cáo tiếp thì ra sao (Art 37).
    pub enum ReviewResult {
        /// Có căn cứ: giải quyết lại.
        SettleAgain = "settle_again",
        /// Không có căn cứ: không giải quyết lại.
        NoGround = "no_ground",
    }
}

choices! {
    /// Bảo vệ gì (Luật Tố cáo 2018 chương VI).
    pub enum Protected {
        /// Bí mật thông tin.
        Secrecy = "secrecy",
        /// Vị trí công tác, việc làm.
        Job = "job",
        /// Tính mạng, sức khỏe, tài sản, danh dự, nhân phẩm.
        Life = "life",
    }
}

choices! {
    /// Vì sao chấm dứt bảo vệ (Art 54).
    pub enum ProtectionEndGround {
        /// Đã kết luận nội dung tố cáo, không còn nguy hiểm.
        Settled = "danger_over",
        /// Người được bảo vệ đề nghị bằng văn bản.
        Asked = "asked_by_protected",
        /// Người được bảo vệ cố ý vi phạm nghĩa vụ (từ 01/07/2026).
        Breach = "breached_duties",
    }
}
