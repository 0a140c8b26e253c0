//! The closed lists of words that the papers of a petition use.
//!
//! Only words: what follows from one stands in `rules`. Kind, field, standing of
//! settlement and instance are the words of the indicators.

use crate::choices;

choices! {
    /// Nguồn đơn.
    pub enum Source {
        /// Dịch vụ bưu chính.
        Post = "post",
        /// Hộp thư góp ý.
        DropBox = "drop_box",
        /// Nộp trực tiếp tại bộ phận nhận đơn.
        Handed = "handed",
        /// Nhận tại buổi tiếp công dân.
        Reception = "reception",
        /// Cơ quan, tổ chức, cá nhân khác chuyển đến.
        SentOn = "sent_on",
        /// Trực tuyến.
        Online = "online",
        /// Tách từ đơn có nhiều nội dung.
        SplitOff = "split_off",
    }
}

choices! {
    /// Ai chuyển đơn đến.
    pub enum SenderBody {
        /// Đại biểu, đoàn đại biểu Quốc hội, đại biểu Hội đồng nhân dân.
        Assembly = "assembly",
        /// Cơ quan của Đảng.
        PartyBody = "party_body",
        /// Mặt trận Tổ quốc, đoàn thể.
        Front = "front",
        /// Cơ quan báo chí.
        Press = "press",
        /// Cơ quan nhà nước khác.
        StateBody = "state_body",
    }
}

choices! {
    /// Số người đứng tên.
    pub enum Names {
        /// Nhiều người.
        Many = "many",
        /// Một người.
        One = "one",
        /// Khác: nặc danh, mạo danh, không rõ.
        OtherNames = "other",
    }
}

choices! {
    /// Loại đơn.
    pub enum PetitionKind {
        /// Khiếu nại.
        Complaint = "complaint",
        /// Tố cáo.
        Denunciation = "denunciation",
        /// Kiến nghị, phản ánh.
        Feedback = "feedback",
    }
}

choices! {
    /// Lĩnh vực nội dung, theo biểu 02–04/XLD.
    pub enum MatterField {
        /// Chế độ, chính sách.
        Policy = "policy",
        /// Đất đai, nhà cửa.
        Land = "land",
        /// Công chức, công vụ.
        CivilService = "civil_service",
        /// Hành chính khác.
        AdministrativeOther = "administrative_other",
        /// Tham nhũng.
        Corruption = "corruption",
        /// Tư pháp.
        Judicial = "judicial",
        /// Đảng, đoàn thể.
        Party = "party",
        /// Khác.
        OtherField = "other",
    }
}

choices! {
    /// Thẩm quyền giải quyết.
    pub enum Competence {
        /// Thuộc thẩm quyền.
        Within = "within",
        /// Không thuộc thẩm quyền.
        Outside = "outside",
    }
}

choices! {
    /// Đã được giải quyết đến đâu.
    pub enum Settled {
        /// Chưa giải quyết, trong thời hạn.
        NotSettled = "not_settled",
        /// Đang giải quyết.
        BeingSettled = "being_settled",
        /// Quá thời hạn chưa giải quyết.
        Overdue = "overdue",
        /// Đã giải quyết lần đầu.
        SettledOnce = "settled_once",
        /// Đã giải quyết nhiều lần, lần hai.
        SettledMany = "settled_many",
        /// Đã có bản án, quyết định của Tòa án.
        CourtJudgment = "court_judgment",
    }
}

choices! {
    /// Lần giải quyết.
    pub enum Instance {
        /// Lần đầu.
        First = "first",
        /// Lần hai (khiếu nại).
        Second = "second",
        /// Tố cáo tiếp.
        Continued = "continued",
    }
}

choices! {
    /// Đủ điều kiện xử lý hay không.
    pub enum Fitness {
        /// Đủ điều kiện.
        Eligible = "eligible",
        /// Không đủ điều kiện.
        NotEligible = "not_eligible",
    }
}

choices! {
    /// Vì sao không đủ điều kiện xử lý.
    pub enum Unfit {
        /// Thiếu nội dung, chữ ký, địa chỉ, ngày tháng; không phải tiếng Việt hoặc bản dịch công chứng.
        Incomplete = "incomplete",
        /// Nặc danh, mạo danh, không có tài liệu cụ thể.
        Anonymous = "anonymous",
        /// Đã gửi nhiều nơi, trong đó có cơ quan có thẩm quyền.
        SentToMany = "sent_to_many",
        /// Đã được hướng dẫn một lần về cùng nội dung.
        GuidedBefore = "guided_before",
        /// Trùng đơn đã nhận.
        DuplicateLetter = "duplicate_letter",
        /// Rách nát, tẩy xóa, không đọc được.
        Illegible = "illegible",
        /// Có lời lẽ thô tục, xúc phạm, chống đối.
        Abusive = "abusive",
    }
}

choices! {
    /// Trả lời thế nào.
    pub enum AnswerKind {
        /// Đã giải quyết, trả lời kết quả.
        Resolved = "resolved",
        /// Không đủ điều kiện thụ lý giải quyết.
        NotAccepted = "not_accepted",
        /// Đã giải quyết đúng, giải thích, chấm dứt xem xét.
        Explained = "explained",
    }
}

choices! {
    /// Phúc đáp nói gì.
    pub enum ReplyKind {
        /// Đã thụ lý.
        TakenUp = "taken_up",
        /// Đã có kết quả giải quyết.
        ReplySettled = "reply_settled",
        /// Trả lại: không thuộc thẩm quyền.
        SentBack = "sent_back",
        /// Nội dung khác.
        OtherReply = "other",
    }
}

choices! {
    /// Báo cho ai.
    pub enum Told {
        /// Người gửi đơn.
        Petitioner = "petitioner",
        /// Cơ quan, cá nhân chuyển đơn.
        Forwarder = "forwarder",
        /// Cả hai.
        Both = "both",
    }
}
