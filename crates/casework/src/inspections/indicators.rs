//! Chỉ tiêu: every indicator an inspection posts, with what its quantity means.

/// One indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// Name in postings and forms.
    pub name: &'static str,
    /// `case`, `thing`, `vnd`, `m2`.
    pub unit: &'static str,
    /// Nghĩa.
    pub vi: &'static str,
    /// Meaning.
    pub en: &'static str,
}

macro_rules! indicators {
    ($($id:ident = $name:literal, $unit:literal, $vi:literal, $en:literal;)*) => {
        $(#[doc = $vi] pub const $id: &str = $name;)*
        /// Every indicator.
        pub const ALL: &[Indicator] = &[$(Indicator { name: $name, unit: $unit, vi: $vi, en: $en }),*];
    };
}

indicators! {
    OPEN = "inspection.open", "case", "Cuộc thanh tra đang mở: +1 ngày công bố, −1 ngày kết luận đầu tiên hoặc đình chỉ", "Inspections open: +1 on the announcement, −1 on the first conclusion or termination";
    LAUNCHED = "inspection.launched", "case", "Cuộc triển khai: ngày công bố quyết định", "Inspections launched: on the announcement";
    CONCLUDED = "inspection.concluded", "case", "Cuộc đã ban hành kết luận (đếm không trùng theo hồ sơ): ngày ký kết luận", "Inspections with a conclusion (counted once a case): on the conclusion";
    TERMINATED = "inspection.terminated", "case", "Cuộc bị đình chỉ", "Inspections terminated";
    UNIT_INSPECTED = "inspection.unit_inspected", "thing", "Đơn vị được thanh tra nêu trong kết luận (đếm không trùng)", "Units named in conclusions (counted once each)";
    INSPECTED_ORGANISATIONS = "inspection.inspected.organisations", "thing", "Tổ chức được thanh tra, kiểm tra theo kết luận", "Organisations inspected, by conclusion";
    INSPECTED_PERSONS = "inspection.inspected.persons", "thing", "Cá nhân được thanh tra, kiểm tra theo kết luận", "Persons inspected, by conclusion";
    VIOLATOR_ORGANISATIONS = "inspection.violators.organisations", "thing", "Tổ chức có vi phạm", "Organisations in violation";
    VIOLATOR_PERSONS = "inspection.violators.persons", "thing", "Cá nhân có vi phạm", "Persons in violation";
    VIOLATION_MONEY = "inspection.violation.money", "vnd", "Vi phạm: tiền và tài sản quy thành tiền", "Violations: money and assets valued";
    VIOLATION_LAND = "inspection.violation.land", "m2", "Vi phạm: đất", "Violations: land";
    TO_RECOVER_MONEY = "inspection.to_recover.money", "vnd", "Kiến nghị thu hồi về ngân sách nhà nước: tiền", "To recover for the budget: money";
    TO_RECOVER_LAND = "inspection.to_recover.land", "m2", "Kiến nghị thu hồi: đất", "To recover: land";
    TO_RECOVER_UNIT_MONEY = "inspection.to_recover_unit.money", "vnd", "Kiến nghị thu hồi về tổ chức, đơn vị: tiền", "To recover for organisations: money";
    OTHER_MONEY = "inspection.other.money", "vnd", "Xử lý khác về kinh tế: tiền", "Other economic handling: money";
    OTHER_LAND = "inspection.other.land", "m2", "Xử lý khác về kinh tế: đất", "Other economic handling: land";
    HANDLED_ORGANISATIONS = "inspection.handled.organisations", "thing", "Kiến nghị xử lý hành chính: tổ chức", "Administrative handling: organisations";
    HANDLED_PERSONS = "inspection.handled.persons", "thing", "Kiến nghị xử lý hành chính: cá nhân", "Administrative handling: persons";
    TRANSFERRED_CASES = "inspection.transferred.cases", "thing", "Chuyển cơ quan điều tra: vụ", "Transferred to investigators: cases";
    TRANSFERRED_PERSONS = "inspection.transferred.persons", "thing", "Chuyển cơ quan điều tra: đối tượng", "Transferred to investigators: persons";
    POLICY_DOCUMENTS = "inspection.policy_documents", "thing", "Kiến nghị hoàn thiện cơ chế, chính sách: văn bản", "Policy documents to mend";
    PENALTY_ORGANISATIONS = "inspection.penalty.organisations", "thing", "Quyết định xử phạt: tổ chức", "Penalty decisions: organisations";
    PENALTY_PERSONS = "inspection.penalty.persons", "thing", "Quyết định xử phạt: cá nhân", "Penalty decisions: persons";
    FINED_ORGANISATIONS = "inspection.fined.organisations", "vnd", "Phạt tiền: tổ chức", "Fines: organisations";
    FINED_PERSONS = "inspection.fined.persons", "vnd", "Phạt tiền: cá nhân", "Fines: persons";
    FINES_PAID = "inspection.fined.paid", "vnd", "Tiền phạt đã nộp", "Fines paid";
    SANCTIONED_ORGANISATIONS = "inspection.sanctioned.organisations", "thing", "Xử phạt bằng hình thức khác: tổ chức", "Other sanctions: organisations";
    SANCTIONED_PERSONS = "inspection.sanctioned.persons", "thing", "Xử phạt bằng hình thức khác: cá nhân", "Other sanctions: persons";
    RECOVERED_MONEY = "inspection.recovered.money", "vnd", "Đã thu hồi: tiền", "Recovered: money";
    RECOVERED_LAND = "inspection.recovered.land", "m2", "Đã thu hồi: đất", "Recovered: land";
    OTHER_DONE_MONEY = "inspection.other_done.money", "vnd", "Đã xử lý khác: tiền", "Other handling done: money";
    OTHER_DONE_LAND = "inspection.other_done.land", "m2", "Đã xử lý khác: đất", "Other handling done: land";
    DONE_ORGANISATIONS = "inspection.done.organisations", "thing", "Đã xử lý hành chính: tổ chức", "Administratively handled: organisations";
    DONE_PERSONS = "inspection.done.persons", "thing", "Đã xử lý hành chính: cá nhân", "Administratively handled: persons";
    DONE_DOCUMENTS = "inspection.done.policy_documents", "thing", "Văn bản đã hoàn thiện", "Policy documents mended";
    PROSECUTED_CASES = "inspection.prosecuted.cases", "thing", "Đã khởi tố: vụ", "Prosecuted: cases";
    PROSECUTED_PERSONS = "inspection.prosecuted.persons", "thing", "Đã khởi tố: đối tượng", "Prosecuted: persons";
}
