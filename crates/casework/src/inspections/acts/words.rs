//! The closed lists of words that the papers of an inspection use.
//!
//! Only words: what follows from one stands in `rules`.

use crate::choices;

choices! {
    /// Loại: administrative and specialised exist until LTT2025, which knows one kind.
    pub enum Class {
        /// Thanh tra hành chính.
        Administrative = "administrative",
        /// Thanh tra chuyên ngành.
        Specialised = "specialised",
        /// Thanh tra trách nhiệm.
        Responsibility = "responsibility",
        /// Thanh tra (LTT2025: không phân loại).
        Single = "single",
    }
}

choices! {
    /// Hình thức thanh tra.
    pub enum Manner {
        /// Theo kế hoạch.
        Planned = "planned",
        /// Đột xuất.
        AdHoc = "ad_hoc",
        /// Thường xuyên: LTT2010 only, by bodies given the function.
        Regular = "regular",
    }
}

choices! {
    /// Cách tiến hành (LTT2025 Art 19).
    pub enum Mode {
        /// Trực tiếp.
        Direct = "direct",
        /// Trực tuyến.
        Online = "online",
        /// Từ xa.
        Remote = "remote",
    }
}

choices! {
    /// Cách đếm ngày ghi trong quyết định.
    pub enum DayCount {
        /// Ngày.
        Calendar = "calendar",
        /// Ngày làm việc.
        Working = "working",
    }
}

choices! {
    /// Đối tượng thanh tra là ai.
    pub enum SubjectKind {
        /// Cơ quan, tổ chức.
        Organisation = "organisation",
        /// Doanh nghiệp.
        Enterprise = "enterprise",
        /// Cá nhân.
        Person = "person",
    }
}

choices! {
    /// Chức trách trong Đoàn.
    pub enum TeamRole {
        /// Trưởng đoàn.
        Leader = "leader",
        /// Phó Trưởng đoàn.
        Deputy = "deputy",
        /// Thành viên.
        Member = "member",
    }
}

choices! {
    /// Ngạch.
    pub enum Rank {
        /// Không giữ ngạch thanh tra viên.
        None = "none",
        /// Thanh tra viên.
        Inspector = "inspector",
        /// Thanh tra viên chính.
        Principal = "principal",
        /// Thanh tra viên cao cấp.
        Senior = "senior",
    }
}

choices! {
    /// Trường hợp không được tham gia Đoàn.
    pub enum Bar {
        /// Góp vốn, cổ phần tại doanh nghiệp được thanh tra.
        Capital = "capital",
        /// Vợ, chồng, bố, mẹ, con, anh, chị, em ruột giữ chức vụ quản lý, nhân sự, kế toán tại đơn vị.
        RelativeInCharge = "relative_in_charge",
        /// Người thân làm việc tại đơn vị (Trưởng đoàn, Phó Trưởng đoàn).
        RelativeWorking = "relative_working",
        /// Đang bị xem xét kỷ luật hoặc truy cứu trách nhiệm hình sự.
        UnderDiscipline = "under_discipline",
    }
}

choices! {
    /// Mức độ phức tạp.
    pub enum Complexity {
        /// Phức tạp.
        Complex = "complex",
        /// Đặc biệt phức tạp.
        SpeciallyComplex = "specially_complex",
        /// Miền núi, biên giới, hải đảo, vùng sâu, vùng xa.
        Remote = "remote",
    }
}

choices! {
    /// Lý do tạm dừng.
    pub enum SuspensionGround {
        /// Bất khả kháng.
        ForceMajeure = "force_majeure",
        /// Thực hiện nhiệm vụ đột xuất, cấp bách (LTT2025 Art 30).
        UrgentTask = "urgent_task",
        /// Đối tượng thanh tra đề nghị có lý do chính đáng.
        EntityRequest = "entity_request",
    }
}

choices! {
    /// Lý do đình chỉ (LTT2022 Art 71, LTT2025 Art 31).
    pub enum TerminationGround {
        /// Đối tượng chết, giải thể, không có người kế thừa.
        EntityGone = "entity_gone",
        /// Nội dung đã được cơ quan thanh tra cấp trên kết luận.
        AlreadyConcludedAbove = "already_concluded_above",
        /// Đã khởi tố vụ án về cùng nội dung.
        Prosecuted = "prosecuted",
        /// Thủ trưởng cơ quan quản lý nhà nước cùng cấp yêu cầu bằng văn bản.
        StateHeadRequest = "state_head_request",
        /// Xử lý chồng chéo, trùng lặp.
        Overlap = "overlap",
    }
}

choices! {
    /// Phạm vi đình chỉ.
    pub enum Extent {
        /// Toàn bộ.
        Whole = "whole",
        /// Một phần (LTT2025).
        Part = "part",
    }
}

choices! {
    /// Biện pháp áp dụng trong thanh tra.
    pub enum MeasureKind {
        /// Niêm phong tài liệu.
        SealDocuments = "seal_documents",
        /// Kiểm kê tài sản.
        Inventory = "inventory",
        /// Trưng cầu giám định.
        ExpertAssessment = "expert_assessment",
        /// Phong tỏa tài khoản.
        FreezeAccount = "freeze_account",
        /// Tạm giữ tài sản, giấy phép.
        Seize = "seize",
        /// Thu hồi tài sản.
        RecoverAssets = "recover_assets",
    }
}

choices! {
    /// Hình thức công khai kết luận.
    pub enum Channel {
        /// Cổng thông tin điện tử.
        Portal = "portal",
        /// Cuộc họp, họp báo.
        Meeting = "meeting",
        /// Phương tiện thông tin đại chúng.
        Media = "media",
        /// Niêm yết tại trụ sở đối tượng thanh tra.
        Posting = "posting",
        /// Cung cấp theo yêu cầu (LTT2010).
        OnRequest = "on_request",
    }
}

choices! {
    /// Mức độ trách nhiệm của người đứng đầu khi có tham nhũng (LTT2022 Art 73, LTT2025 Art 33).
    pub enum HeadGrade {
        /// Yếu kém về năng lực quản lý.
        WeakManagement = "weak_management",
        /// Thiếu trách nhiệm trong quản lý.
        LackOfResponsibility = "lack_of_responsibility",
        /// Bao che cho người có hành vi tham nhũng.
        CoverUp = "cover_up",
    }
}
