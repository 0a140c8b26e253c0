//! Lời từ chối của vụ việc tố cáo: reasons of the law on denunciations, beside those
//! every kind of case shares ([`crate::procedure::refusals`]).

crate::sentences! {
    RECEIVED_AFTER = "denunciation_received_after" {
        "Ngày nhận được đơn {received_on} sau ngày vào sổ {on}.", "Kiểm tra hai ngày; không rõ thì để trống ngày nhận được.",
        "The letter arrived on {received_on}, after it was registered on {on}.", "Check both dates; leave the day of arrival empty if it is the same." }
    UNNAMED_WITH_NAME = "denunciation_unnamed_with_name" {
        "Đã ghi người tố cáo mà lại đánh dấu không rõ người tố cáo.", "Bỏ một trong hai: có họ tên, địa chỉ xác định được thì không phải đơn nặc danh.",
        "A denouncer is named and marked as unknown at once.", "Drop one of the two: whoever can be identified is not anonymous." }
    DENOUNCER_NOT_NAMED = "denunciation_denouncer_not_named" {
        "Chưa ghi người tố cáo; chưa thể thụ lý.", "Kiểm tra, xác minh thông tin người tố cáo rồi đính chính bước tiếp nhận; không xác định được thì đánh dấu “không rõ người tố cáo”.",
        "No denouncer is given yet; the case cannot be accepted.", "Find out who denounces and rectify the receipt, or mark the letter as unnamed." }
    CONTINUED_WITHOUT_EARLIER = "denunciation_continued_without_earlier" {
        "Tố cáo tiếp phải ghi lần giải quyết trước.", "Ghi số hồ sơ hoặc số kết luận của lần trước; chưa được giải quyết lần nào thì không phải tố cáo tiếp.",
        "A continued denunciation names the earlier settlement.", "Give the number of the earlier case or conclusion; if there is none, it is not a continued denunciation." }
    OVERDUE_NOT_CONTINUED = "denunciation_overdue_not_continued" {
        "Đơn vì cấp dưới quá thời hạn giải quyết là tố cáo tiếp.", "Đánh dấu “tố cáo tiếp” và ghi hồ sơ lần trước, hoặc bỏ mục quá thời hạn.",
        "A letter about an overdue settlement below is a continued denunciation.", "Mark it as continued and name the earlier case, or drop the overdue mark." }
    PARTY_MATTER = "denunciation_party_matter" {
        "Tố cáo đảng viên về việc của Đảng do cấp ủy, ủy ban kiểm tra có thẩm quyền xem xét.", "Phần việc hành chính giải quyết ở đây; phần việc của Đảng chuyển ủy ban kiểm tra.",
        "Party matters of a party member are for the competent party committee.", "Settle the administrative part here; send the party's part to its inspection committee." }
    ACCEPTED_UNNAMED = "denunciation_accepted_unnamed" {
        "Đơn không có người tố cáo xác định được thì không thụ lý theo Luật Tố cáo.", "Đơn rõ người vi phạm, có chứng cứ cụ thể thì ghi “Kiểm tra theo thông tin quản lý”; biết thêm người tố cáo thì đính chính bước tiếp nhận.",
        "A letter without an identified denouncer is not accepted under the law.", "With a clear violator and evidence record “Management check”; if the denouncer becomes known, rectify the receipt." }
    ACCEPTED_OUTSIDE = "denunciation_accepted_outside" {
        "Bước tiếp nhận ghi đơn không thuộc thẩm quyền.", "Chuyển đơn trong 05 ngày làm việc; nếu thuộc thẩm quyền thì đính chính bước tiếp nhận trước.",
        "The receipt says that another body is competent.", "Transfer it within 5 working days; if it is yours after all, rectify the receipt first." }
    CONDITION_NOT_STATED = "denunciation_condition_not_stated" {
        "Quyết định thụ lý phải nêu đủ bốn điều kiện của Điều 29 khoản 1; còn thiếu “{condition}”.", "Đánh dấu khi đã kiểm tra; không đủ điều kiện thì ghi “Không thụ lý”.",
        "Acceptance states all four conditions of Article 29(1); “{condition}” is missing.", "Mark it once checked; if it does not hold, record “Not accepted”." }
    COMPLAINT_WITHOUT_DOCUMENTS = "denunciation_complaint_without_documents" {
        "Tố cáo xuất phát từ vụ việc khiếu nại đã giải quyết đúng chỉ được thụ lý khi có tài liệu chứng minh người giải quyết vi phạm pháp luật.", "Yêu cầu người tố cáo cung cấp tài liệu; không có thì ghi “Không thụ lý”.",
        "A denunciation out of a lawfully settled complaint needs documents that the settler broke the law.", "Ask for them; without them record “Not accepted”." }
    ACCEPTED_WITHDRAWN = "denunciation_accepted_withdrawn" {
        "Người tố cáo đã rút toàn bộ trước khi thụ lý.", "Có dấu hiệu vi phạm, bị ép buộc hoặc vu khống thì đính chính bước rút tố cáo, nêu căn cứ giải quyết tiếp.",
        "Everything was withdrawn before acceptance.", "If there are signs of violation, coercion or bad faith, rectify the withdrawal with that ground." }
    CONTINUED_NOT_EXAMINED = "denunciation_continued_not_examined" {
        "Tố cáo tiếp chỉ thụ lý sau khi xem xét hồ sơ lần trước và có căn cứ giải quyết lại.", "Ghi “Xem xét tố cáo tiếp” trước (20 ngày từ khi nhận).",
        "A continued denunciation is accepted after the earlier file was examined and gave grounds.", "Record the examination first (20 days from receipt)." }
    OVERDUE_NOT_URGED = "denunciation_overdue_not_urged" {
        "Cấp dưới quá thời hạn thì trước hết cấp trên có văn bản yêu cầu giải quyết.", "Ghi “Yêu cầu giải quyết tố cáo quá thời hạn” (05 ngày làm việc từ khi nhận).",
        "Where the level below is late, the superior first asks it in writing.", "Record the superior's letter (5 working days from receipt)." }
    NO_DISTRICTS = "denunciation_no_districts" {
        "Từ 01/07/2025 không còn cấp huyện; Chủ tịch UBND cấp huyện không giải quyết tố cáo.", "Chọn Chủ tịch UBND cấp xã hoặc cấp tỉnh theo người bị tố cáo.",
        "There are no districts since 1 Jul 2025; no district chairman settles.", "Choose the commune's or the province's chairman, by who is denounced." }
    COMPETENCE_DOUBTFUL = "denunciation_competence_doubtful" {
        "Người bị tố cáo là “{post}”: thẩm quyền thuộc “{settler}”.", "Kiểm tra; không thuộc thẩm quyền thì hủy bước thụ lý và chuyển đơn.",
        "A denunciation against “{post}” is settled by “{settler}”.", "Check; if it is not yours, annul the acceptance and transfer it." }
    PAST_SANCTION_STATUTE = "denunciation_past_sanction_statute" {
        "Hạn giải quyết {due} quá ngày hết thời hiệu xử phạt {until}.", "Thời hạn giải quyết không được vượt thời hiệu xử phạt: kết luận trước {until}.",
        "The limit {due} is past the statute of sanctions, {until}.", "The settlement may not outlast it: conclude by {until}." }
    CHECK_WITHOUT_EVIDENCE = "denunciation_check_without_evidence" {
        "Chỉ đơn không rõ người tố cáo mà có chứng cứ cụ thể, kiểm tra được mới kiểm tra theo thông tin quản lý.", "Đủ thì đính chính bước tiếp nhận (không rõ người tố cáo, có chứng cứ); không đủ thì ghi “Không thụ lý”.",
        "Only an unnamed letter with concrete evidence is checked as management information.", "If it is one, rectify the receipt; if not, record “Not accepted”." }
    ONE_TEAM_LEADER = "denunciation_one_team_leader" {
        "Tổ xác minh có đúng một Tổ trưởng (đang ghi {found}).", "Sửa chức trách trong danh sách Tổ.",
        "A verification team has exactly one leader ({found} given).", "Mend the roles in the team." }
    TEAM_OF_ONE = "denunciation_team_of_one" {
        "Tổ xác minh có từ hai người trở lên.", "Bổ sung thành viên nếu quyết định có ghi.",
        "A verification team has two people or more.", "Add the members that the decision names." }
    EXTENDED_AFTER_END = "denunciation_extended_after_end" {
        "Thời hạn giải quyết đã hết ngày {due}; không gia hạn sau khi hết hạn.", "Quyết định gia hạn ký trước ngày ấy thì ghi đúng ngày ký; không thì kết luận và ghi là quá hạn.",
        "The limit ended on {due}; it is not extended after its end.", "If the extension was signed in time, enter that date; if not, conclude and state that it is late." }
    EXTENDED_TWICE = "denunciation_extended_twice" {
        "Đã gia hạn hai lần, hết mức của luật.", "Kết luận; người giải quyết chịu trách nhiệm về việc quá hạn.",
        "Extended twice already, all the law allows.", "Conclude; the settler answers for what is late." }
    SECOND_NEEDS_SPECIAL = "denunciation_second_needs_special" {
        "Chỉ vụ việc đặc biệt phức tạp mới gia hạn lần thứ hai.", "Đủ hai tiêu chí trở lên thì chọn “đặc biệt phức tạp”.",
        "Only a specially complex case is extended a second time.", "With two criteria or more choose “specially complex”." }
    CRITERIA_TOO_FEW = "denunciation_criteria_too_few" {
        "“{complexity}” cần ít nhất {needs} tiêu chí; quyết định nêu {found}.", "Đánh dấu các tiêu chí mà quyết định nêu.",
        "“{complexity}” needs {needs} of the criteria; the decision states {found}.", "Mark the criteria that the decision states." }
    EXTENDED_TOO_LONG = "denunciation_extended_too_long" {
        "Mỗi lần gia hạn không quá {maximum} ngày (đang ghi {days}).", "Ghi từ 1 đến {maximum} ngày.",
        "Each extension is of at most {maximum} days ({days} given).", "State between 1 and {maximum} days." }
    STAYED = "denunciation_stayed" {
        "Việc giải quyết đang tạm đình chỉ; chưa làm “{act}”.", "Người giải quyết ra quyết định tiếp tục trước.",
        "The settlement is suspended; “{act}” must wait.", "The settler decides to continue first." }
    NOT_STAYED = "denunciation_not_stayed" {
        "Việc giải quyết không đang tạm đình chỉ.", "Kiểm tra quyết định tạm đình chỉ.",
        "The settlement is not suspended.", "Check the decision to suspend." }
    OUT_OF_TURN = "denunciation_out_of_turn" {
        "Đã có quyết định tạm đình chỉ hoặc tiếp tục mang ngày {later}, sau ngày này.", "Kiểm tra ngày trên văn bản; văn bản sau ghi sai thì lãnh đạo hủy trước.",
        "A decision to suspend or continue of {later} is later than this one.", "Check the date; if the later one is wrong, a leader annuls it first." }
    WITHDRAWN_AFTER = "denunciation_withdrawn_after" {
        "Chỉ rút tố cáo được trước khi có kết luận; kết luận ký ngày {concluded_on}.", "Đơn rút đến sau thì lưu vào hồ sơ, không đổi kết luận.",
        "A denunciation is withdrawn before the conclusion only; it was signed on {concluded_on}.", "Keep the later letter in the file; the conclusion stands." }
    ENDED_WITHOUT_WITHDRAWAL = "denunciation_ended_without_withdrawal" {
        "Đình chỉ vì rút tố cáo cần có bước rút toàn bộ, không có căn cứ giải quyết tiếp.", "Ghi “Rút tố cáo” trước; rút một phần thì giải quyết phần còn lại.",
        "To end it because it was withdrawn, the whole must have been withdrawn with nothing making it go on.", "Record the withdrawal first; if only a part was, settle the rest." }
    CONCLUDED_WITHDRAWN = "denunciation_concluded_withdrawn" {
        "Người tố cáo đã rút toàn bộ; không có căn cứ giải quyết tiếp thì đình chỉ.", "Đình chỉ; có dấu hiệu vi phạm, ép buộc hoặc vu khống thì đính chính bước rút, nêu căn cứ.",
        "Everything was withdrawn; without a ground to go on the settlement ends.", "Terminate it, or rectify the withdrawal with the ground that makes it go on." }
    OFFICIALS_OVER_PERSONS = "denunciation_officials_over_persons" {
        "“Trong đó cán bộ, công chức, viên chức” ({part}) nhiều hơn tổng số người ({whole}).", "Sửa một trong hai số.",
        "Officials ({part}) outnumber the people they are among ({whole}).", "Mend one of the two numbers." }
    NOT_VERIFIED = "denunciation_not_verified" {
        "Chưa ghi việc xác minh nội dung tố cáo.", "Ghi giao xác minh, Tổ xác minh hoặc báo cáo kết quả xác minh, nếu có.",
        "No verification is recorded.", "Record the assignment, the team or the report, if there was one." }
    SHOWN_TOO_SHORT = "denunciation_shown_too_short" {
        "Công khai đến {until} là chưa đủ {days} ngày liên tục.", "Để tiếp cho đủ, rồi đính chính ngày cuối.",
        "Shown until {until}, less than {days} consecutive days.", "Keep it up long enough, then rectify the last day." }
    TOLD_TOO_RARELY = "denunciation_told_too_rarely" {
        "Báo in, báo nói, báo hình: ít nhất {needs} lần (đang ghi {found}).", "Thông báo thêm, rồi đính chính số lần.",
        "In print or on the air at least {needs} times ({found} given).", "Tell it again, then rectify the number." }
    MORE_THAN_DUE = "denunciation_more_than_due" {
        "Số đã thu, đã trả vượt số kết luận ghi {over}.", "Kiểm tra lại số lần này và các lần trước.",
        "More was collected or returned than the conclusion orders, by {over}.", "Check this number and the earlier ones." }
    NO_PROTECTION = "denunciation_no_protection" {
        "Chưa có quyết định áp dụng biện pháp bảo vệ.", "Ghi quyết định bảo vệ trước.",
        "No protection has been granted.", "Record the decision that grants it first." }
    BREACH_BEFORE_2026 = "denunciation_breach_before_2026" {
        "Chấm dứt bảo vệ vì cố ý vi phạm nghĩa vụ chỉ có từ {from}.", "Chọn căn cứ khác.",
        "Ending protection for a breach of duties exists only from {from}.", "Choose another ground." }
}
