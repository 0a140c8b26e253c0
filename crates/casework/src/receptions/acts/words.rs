//! The closed lists of words that the papers of a reception use.

use crate::choices;

choices! {
    /// Ai tiếp.
    pub enum Host {
        /// Cán bộ tiếp công dân thường xuyên.
        Regular = "regular",
        /// Thủ trưởng tiếp.
        HeadInPerson = "head",
        /// Người được ủy quyền tiếp.
        Delegated = "delegated",
    }
}

choices! {
    /// Hình thức tiếp.
    pub enum MeetingMode {
        /// Trực tiếp.
        InPerson = "in_person",
        /// Trực tuyến.
        Online = "online",
    }
}

choices! {
    /// Lần tiếp về vụ việc.
    pub enum Turn {
        /// Lần đầu.
        First = "first",
        /// Nhiều lần.
        Repeat = "repeat",
    }
}

choices! {
    /// Người đến với tư cách gì.
    pub enum Standpoint {
        /// Người có vụ việc.
        Own = "own",
        /// Người đại diện của nhiều người.
        Representative = "representative",
        /// Người được ủy quyền, giám hộ.
        Authorised = "authorised",
        /// Luật sư, trợ giúp viên pháp lý.
        Lawyer = "lawyer",
    }
}

choices! {
    /// Vì sao từ chối tiếp: Luật Tiếp công dân Điều 9; từ 01/07/2026 thêm các trường hợp
    /// của Nghị định 154/2026/NĐ-CP Điều 4.
    pub enum WhyRefused {
        /// Say rượu, dùng chất kích thích, mất khả năng nhận thức.
        Intoxicated = "intoxicated",
        /// Đe dọa, xúc phạm, gây rối.
        Disorder = "disorder",
        /// Đã giải quyết đúng, đã thông báo chấm dứt mà vẫn đến.
        SettledFinally = "settled_finally",
        /// Mang vũ khí, vật nguy hiểm.
        Weapons = "weapons",
        /// Không chấp hành kiểm tra an ninh.
        SecurityCheck = "security_check",
        /// Ghi âm, ghi hình khi chưa được phép.
        RecordingUnallowed = "recording_unallowed",
        /// Kích động, lôi kéo người khác.
        Inciting = "inciting",
        /// Không đủ năng lực hành vi mà không có người đại diện.
        NoCapacity = "no_capacity",
        /// Không có giấy tờ đại diện, ủy quyền.
        NoRepresentation = "no_representation",
        /// Ngoài phạm vi của nơi tiếp.
        OutsideRemit = "outside_remit",
        /// Kiến nghị, phản ánh lại điều đã được trả lời.
        RepeatedSuggestion = "repeated_suggestion",
        /// Đã có bản án, quyết định có hiệu lực của Tòa án.
        FinalJudgment = "final_judgment",
        /// Đang được nơi khác giải quyết.
        HandledElsewhere = "handled_elsewhere",
        /// Trường hợp khác theo luật.
        OtherByLaw = "other_by_law",
    }
}

impl WhyRefused {
    /// Whether Decree 154/2026 brought it.
    pub fn is_of_decree_154(self) -> bool {
        !matches!(self, Self::Intoxicated | Self::Disorder | Self::SettledFinally | Self::OtherByLaw)
    }

    /// Whether the refusal is told in writing: settled finally, or the matching item.
    pub fn asks_notice(self) -> bool {
        matches!(self, Self::SettledFinally | Self::RepeatedSuggestion | Self::FinalJudgment)
    }
}
