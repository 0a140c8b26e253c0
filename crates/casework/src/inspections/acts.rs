//! Các bước của một cuộc thanh tra: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and
//! under which article stands in `procedure`.

use crate::fields::{LongText, M2, UnitCode, Vnd};
use crate::{acts, choices, facts};
use jiff::civil::Date;

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

facts! {
    /// Đối tượng thanh tra.
    pub struct Subject {
        /// Tên.
        pub name: String,
        /// Mã số thuế, mã đơn vị hoặc số định danh.
        pub id: Option<String>,
        /// Là ai.
        pub kind: Option<SubjectKind>,
        /// Địa chỉ.
        pub address: Option<String>,
    }
}

facts! {
    /// Người trong Đoàn.
    pub struct TeamMember {
        /// Họ tên.
        pub name: String,
        /// Chức trách.
        pub role: TeamRole,
        /// Ngạch.
        pub rank: Option<Rank>,
        /// Cơ quan, đơn vị công tác.
        pub office: Option<String>,
        /// Tự kê khai trường hợp không được tham gia; trống là không có.
        pub bar: Option<Bar>,
    }
}

facts! {
    /// Một sai phạm, một nội dung của kết luận, với kiến nghị xử lý.
    pub struct Finding {
        /// Nội dung.
        pub content: Option<LongText>,
        /// Lĩnh vực.
        pub field: Option<String>,
        /// Điều luật bị vi phạm.
        pub provision: Option<String>,
        /// Vi phạm: tiền và tài sản quy thành tiền.
        pub violation: Option<Vnd>,
        /// Vi phạm: đất.
        pub violation_land: Option<M2>,
        /// Kiến nghị thu hồi về ngân sách nhà nước: tiền.
        pub to_recover: Option<Vnd>,
        /// Kiến nghị thu hồi: đất.
        pub to_recover_land: Option<M2>,
        /// Kiến nghị thu hồi về tổ chức, đơn vị: tiền (biểu chuyên ngành).
        pub to_recover_unit: Option<Vnd>,
        /// Xử lý khác về kinh tế: tiền.
        pub other: Option<Vnd>,
        /// Xử lý khác: đất.
        pub other_land: Option<M2>,
        /// Kiến nghị xử lý hành chính: tổ chức.
        pub organisations: Option<u32>,
        /// Kiến nghị xử lý hành chính: cá nhân.
        pub persons: Option<u32>,
        /// Kiến nghị hoàn thiện cơ chế, chính sách: số văn bản.
        pub policy_documents: Option<u32>,
        /// Tổ chức có vi phạm (biểu chuyên ngành).
        pub violator_organisations: Option<u32>,
        /// Cá nhân có vi phạm (biểu chuyên ngành).
        pub violator_persons: Option<u32>,
        /// Chuyển cơ quan điều tra trong kết luận: số vụ.
        pub transferred_cases: Option<u32>,
        /// Chuyển cơ quan điều tra trong kết luận: số đối tượng.
        pub transferred_persons: Option<u32>,
    }
}

facts! {
    /// Một hình thức công khai đã thực hiện.
    pub struct Display {
        /// Hình thức.
        pub channel: Channel,
        /// Từ ngày.
        pub from: Option<Date>,
        /// Đến ngày.
        pub until: Option<Date>,
        /// Địa chỉ, tên phương tiện, nơi niêm yết.
        pub place: Option<String>,
        /// Phần không công khai và lý do bí mật.
        pub withheld: Option<LongText>,
    }
}

facts! {
    /// Thu thập thông tin chuẩn bị thanh tra.
    pub struct Survey {
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Quyết định thanh tra: opens the case and forms the team.
    pub struct Decision {
        /// Về việc.
        pub title: String,
        /// Loại.
        pub class: Class,
        /// Hình thức.
        pub manner: Manner,
        /// Căn cứ ra quyết định.
        pub ground: Option<LongText>,
        /// Lĩnh vực.
        pub field: Option<String>,
        /// Cách tiến hành.
        pub mode: Option<Mode>,
        /// Phạm vi, nội dung.
        pub scope: Option<LongText>,
        /// Thời kỳ thanh tra: từ ngày.
        pub period_from: Option<Date>,
        /// Thời kỳ thanh tra: đến ngày.
        pub period_until: Option<Date>,
        /// Thời hạn ghi trong quyết định.
        pub duration_days: Option<u32>,
        /// Cách đếm thời hạn ấy.
        pub duration_count: Option<DayCount>,
        /// Phức tạp, vùng sâu, vùng xa.
        pub complexity: Option<Complexity>,
        /// Mục trong kế hoạch năm.
        pub plan_item: Option<String>,
        /// Áp dụng luật khác với ngày quyết định: căn cứ.
        pub regime_ground: Option<LongText>,
        /// Đối tượng thanh tra.
        pub subjects: Vec<Subject>,
        /// Đoàn thanh tra.
        pub team: Vec<TeamMember>,
    }
}

facts! {
    /// Gửi quyết định cho đối tượng thanh tra.
    pub struct DecisionSent {
        /// Nơi nhận.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Cử người giám sát hoạt động Đoàn thanh tra.
    pub struct SupervisionAssignment {
        /// Người giám sát.
        pub supervisor: String,
    }
}

facts! {
    /// Kế hoạch tiến hành thanh tra.
    pub struct InspectionPlan {
        /// Nội dung chính.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Gửi đề cương yêu cầu báo cáo.
    pub struct Outline {
        /// Nội dung yêu cầu.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thông báo về việc công bố quyết định.
    pub struct AnnouncementNotice {
        /// Ngày dự kiến công bố.
        pub planned_on: Option<Date>,
    }
}

facts! {
    /// Công bố quyết định thanh tra: the duration starts.
    pub struct Announcement {
        /// Nơi công bố.
        pub place: Option<String>,
        /// Thành phần.
        pub attendance: Option<LongText>,
    }
}

facts! {
    /// Bắt đầu tiến hành thanh tra trực tiếp.
    pub struct OnsiteStart {
        /// Nơi làm việc.
        pub place: Option<String>,
    }
}

facts! {
    /// Giao nhận hồ sơ, tài liệu.
    pub struct DocumentReceipt {
        /// Tài liệu.
        pub documents: LongText,
    }
}

facts! {
    /// Kiểm tra, xác minh.
    pub struct Verification {
        /// Đã làm việc với.
        pub with: Option<String>,
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Áp dụng biện pháp trong quá trình thanh tra.
    pub struct Measure {
        /// Biện pháp.
        pub measure: MeasureKind,
        /// Lý do.
        pub ground: Option<LongText>,
        /// Tiền đã thu hồi theo quyết định này.
        pub recovered: Option<Vnd>,
    }
}

facts! {
    /// Quyết định xử phạt vi phạm hành chính.
    pub struct Penalty {
        /// Số quyết định xử phạt tổ chức.
        pub organisations: Option<u32>,
        /// Số quyết định xử phạt cá nhân.
        pub persons: Option<u32>,
        /// Phạt tiền tổ chức.
        pub fined_organisations: Option<Vnd>,
        /// Phạt tiền cá nhân.
        pub fined_persons: Option<Vnd>,
        /// Xử phạt bằng hình thức khác: tổ chức.
        pub other_organisations: Option<u32>,
        /// Xử phạt bằng hình thức khác: cá nhân.
        pub other_persons: Option<u32>,
        /// Đã nộp.
        pub paid: Option<Vnd>,
    }
}

facts! {
    /// Chuyển hồ sơ có dấu hiệu tội phạm sang cơ quan điều tra.
    pub struct CrimeTransfer {
        /// Số vụ.
        pub cases: u32,
        /// Số đối tượng.
        pub persons: Option<u32>,
        /// Cơ quan điều tra.
        pub body: Option<String>,
    }
}

facts! {
    /// Sửa đổi, bổ sung kế hoạch tiến hành thanh tra.
    pub struct PlanAmendment {
        /// Nội dung sửa đổi.
        pub summary: LongText,
    }
}

facts! {
    /// Thay đổi, bổ sung thành viên Đoàn.
    pub struct TeamChange {
        /// Lý do.
        pub ground: LongText,
        /// Toàn bộ Đoàn sau khi thay đổi.
        pub team: Vec<TeamMember>,
    }
}

facts! {
    /// Gia hạn thời hạn thanh tra.
    pub struct Extension {
        /// Lý do.
        pub ground: LongText,
        /// Trường hợp.
        pub complexity: Complexity,
        /// LTT2010: tổng thời hạn mới; LTT2022, LTT2025: số ngày thêm.
        pub days: u32,
    }
}

facts! {
    /// Tạm dừng cuộc thanh tra.
    pub struct Suspension {
        /// Lý do.
        pub ground: SuspensionGround,
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Tiếp tục cuộc thanh tra.
    pub struct Resumption {
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Đình chỉ cuộc thanh tra.
    pub struct Termination {
        /// Lý do.
        pub ground: TerminationGround,
        /// Phạm vi.
        pub extent: Option<Extent>,
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Kết thúc tiến hành thanh tra trực tiếp: the duration stops.
    pub struct OnsiteEnd {
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả giám sát hoạt động Đoàn.
    pub struct SupervisionReport {
        /// Nhận xét.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả thanh tra.
    pub struct TeamReport {
        /// Cuộc thanh tra phức tạp: thời hạn dài hơn.
        pub complex: bool,
        /// Ý kiến khác nhau.
        pub differing: Option<LongText>,
        /// Có tham nhũng: mức độ trách nhiệm của người đứng đầu.
        pub head_grade: Option<HeadGrade>,
        /// Phát hiện tham nhũng, tiêu cực.
        pub corruption_found: bool,
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Giao xây dựng dự thảo kết luận.
    pub struct DraftingAssignment {
        /// Người, đơn vị được giao.
        pub drafter: Option<String>,
        /// Cuộc thanh tra phức tạp: thời hạn dài hơn.
        pub complex: bool,
    }
}

facts! {
    /// Dự thảo kết luận trình người ra quyết định.
    pub struct Draft {
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Giải trình của đối tượng thanh tra.
    pub struct Explanation {
        /// Nội dung.
        pub summary: LongText,
    }
}

facts! {
    /// Ý kiến bảo lưu.
    pub struct ReservedOpinion {
        /// Của ai.
        pub person: String,
        /// Nội dung.
        pub opinion: LongText,
    }
}

facts! {
    /// Thẩm định dự thảo kết luận.
    pub struct Appraisal {
        /// Người, đơn vị thẩm định.
        pub appraiser: String,
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Lấy ý kiến về dự thảo.
    pub struct Consultation {
        /// Lấy ý kiến của.
        pub body: String,
        /// Trả lời.
        pub answer: Option<LongText>,
    }
}

facts! {
    /// Báo cáo Thủ trưởng cơ quan quản lý nhà nước cùng cấp trước khi ký.
    pub struct UpwardReport {
        /// Lý do phải báo cáo.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Ý kiến của Thủ trưởng cơ quan quản lý nhà nước cùng cấp.
    pub struct StateHeadOpinion {
        /// Yêu cầu bổ sung, làm rõ.
        pub asks_changes: bool,
        /// Nội dung.
        pub opinion: Option<LongText>,
    }
}

facts! {
    /// Kết luận thanh tra.
    pub struct Conclusion {
        /// Tóm tắt.
        pub summary: Option<LongText>,
        /// Còn kết luận khác cho cuộc thanh tra này (LTT2022, LTT2025).
        pub partial: bool,
        /// Đơn vị được thanh tra theo kết luận này; trống là mọi đối tượng của quyết định.
        pub subjects: Vec<Subject>,
        /// Sai phạm và kiến nghị.
        pub findings: Vec<Finding>,
    }
}

facts! {
    /// Sửa đổi, bổ sung kết luận trước khi công khai.
    pub struct ConclusionCorrection {
        /// Kết luận được sửa: số thứ tự văn bản trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
        /// Sai phạm và kiến nghị sau khi sửa (thay toàn bộ).
        pub findings: Vec<Finding>,
    }
}

facts! {
    /// Công khai kết luận thanh tra.
    pub struct Publication {
        /// Các hình thức đã thực hiện.
        pub channels: Vec<Display>,
    }
}

facts! {
    /// Gửi kết luận và văn bản kiến nghị.
    pub struct ConclusionSent {
        /// Nơi nhận.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Văn bản chỉ đạo thực hiện kết luận.
    pub struct ImplementingDocument {
        /// Nội dung chỉ đạo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kế hoạch thực hiện, báo cáo của đối tượng thanh tra.
    pub struct EntityPlan {
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thu hồi, xử lý về kinh tế đã thực hiện.
    pub struct Recovery {
        /// Tiền đã thu hồi.
        pub recovered: Option<Vnd>,
        /// Đất đã thu hồi.
        pub recovered_land: Option<M2>,
        /// Tiền đã xử lý khác.
        pub other_done: Option<Vnd>,
        /// Đất đã xử lý khác.
        pub other_land_done: Option<M2>,
        /// Tiền phạt đã nộp.
        pub fines_paid: Option<Vnd>,
        /// Chứng từ.
        pub voucher: Option<String>,
    }
}

facts! {
    /// Kiến nghị đã thực hiện: kỷ luật, khởi tố, sửa văn bản.
    pub struct RecommendationDone {
        /// Tổ chức đã xử lý.
        pub organisations: Option<u32>,
        /// Cá nhân đã xử lý.
        pub persons: Option<u32>,
        /// Vụ đã khởi tố.
        pub prosecuted_cases: Option<u32>,
        /// Người bị khởi tố.
        pub prosecuted_persons: Option<u32>,
        /// Văn bản đã hoàn thiện.
        pub policy_documents: Option<u32>,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Kết thúc theo dõi thực hiện kết luận.
    pub struct FollowUpClose {
        /// Hoàn thành toàn bộ.
        pub complete: bool,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Họp rút kinh nghiệm.
    pub struct ReviewMeeting {
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Bàn giao hồ sơ thanh tra.
    pub struct FileHandover {
        /// Bên nhận.
        pub recipient: Option<String>,
        /// Đơn vị kế thừa tiếp tục theo dõi.
        pub successor: Option<UnitCode>,
    }
}

facts! {
    /// Đính chính: the facts of an earlier act, as they should have been typed.
    pub struct Rectification {
        /// Văn bản được đính chính: số thứ tự trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
        /// Dữ kiện đúng, dạng JSON của văn bản được đính chính.
        pub facts: LongText,
    }
}

facts! {
    /// Hủy bỏ một văn bản ghi sai.
    pub struct Annulment {
        /// Văn bản bị hủy: số thứ tự trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
    }
}

acts! {
    /// Thu thập thông tin chuẩn bị.
    Survey = "survey",
    /// Quyết định thanh tra.
    Decision = "decision",
    /// Gửi quyết định.
    DecisionSent = "decision_sent",
    /// Cử người giám sát.
    SupervisionAssignment = "supervision_assignment",
    /// Kế hoạch tiến hành thanh tra.
    InspectionPlan = "inspection_plan",
    /// Đề cương yêu cầu báo cáo.
    Outline = "outline",
    /// Thông báo công bố.
    AnnouncementNotice = "announcement_notice",
    /// Công bố quyết định.
    Announcement = "announcement",
    /// Bắt đầu thanh tra trực tiếp.
    OnsiteStart = "onsite_start",
    /// Giao nhận tài liệu.
    DocumentReceipt = "document_receipt",
    /// Kiểm tra, xác minh.
    Verification = "verification",
    /// Biện pháp.
    Measure = "measure",
    /// Xử phạt vi phạm hành chính.
    Penalty = "penalty",
    /// Chuyển cơ quan điều tra.
    CrimeTransfer = "crime_transfer",
    /// Sửa đổi kế hoạch tiến hành.
    PlanAmendment = "plan_amendment",
    /// Thay đổi thành viên.
    TeamChange = "team_change",
    /// Gia hạn.
    Extension = "extension",
    /// Tạm dừng.
    Suspension = "suspension",
    /// Tiếp tục.
    Resumption = "resumption",
    /// Đình chỉ.
    Termination = "termination",
    /// Kết thúc thanh tra trực tiếp.
    OnsiteEnd = "onsite_end",
    /// Báo cáo giám sát.
    SupervisionReport = "supervision_report",
    /// Báo cáo kết quả thanh tra.
    TeamReport = "team_report",
    /// Giao dự thảo.
    DraftingAssignment = "drafting_assignment",
    /// Giải trình.
    Explanation = "explanation",
    /// Lấy ý kiến.
    Consultation = "consultation",
    /// Dự thảo kết luận.
    Draft = "draft",
    /// Ý kiến bảo lưu.
    ReservedOpinion = "reserved_opinion",
    /// Thẩm định.
    Appraisal = "appraisal",
    /// Báo cáo trước khi ký.
    UpwardReport = "upward_report",
    /// Ý kiến của Thủ trưởng.
    StateHeadOpinion = "state_head_opinion",
    /// Kết luận thanh tra.
    Conclusion = "conclusion",
    /// Sửa đổi kết luận.
    ConclusionCorrection = "conclusion_correction",
    /// Công khai kết luận.
    Publication = "publication",
    /// Gửi kết luận.
    ConclusionSent = "conclusion_sent",
    /// Văn bản chỉ đạo thực hiện.
    ImplementingDocument = "implementing_document",
    /// Kế hoạch thực hiện của đối tượng.
    EntityPlan = "entity_plan",
    /// Thu hồi.
    Recovery = "recovery",
    /// Kiến nghị đã thực hiện.
    RecommendationDone = "recommendation_done",
    /// Kết thúc theo dõi.
    FollowUpClose = "follow_up_close",
    /// Họp rút kinh nghiệm.
    ReviewMeeting = "review_meeting",
    /// Bàn giao hồ sơ.
    FileHandover = "file_handover",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}
