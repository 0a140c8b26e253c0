//! Lời từ chối của việc xử lý đơn, beside those every kind of case shares
//! ([`crate::procedure::refusals`]).

crate::sentences! {
    GUIDED_ONCE = "petition_guided_once" {
        "Đơn về nội dung này đã được hướng dẫn; luật chỉ cho hướng dẫn một lần.", "Xét không đủ điều kiện xử lý (đã hướng dẫn) rồi lưu đơn; cán bộ xử lý đơn làm được.",
        "Guidance on this content was given already; the law allows it once.", "Find it not eligible (guided before) and keep it on file; the petition officer can." }
    NOT_ELIGIBLE_KEPT = "petition_not_eligible_kept" {
        "Đơn đã xét không đủ điều kiện xử lý: chỉ lưu đơn.", "Lưu đơn; nếu xét sai, ghi lại bước xét điều kiện.",
        "The petition was found not eligible: it is kept on file.", "Keep it on file; if that was wrong, record eligibility anew." }
    ARCHIVE_ELIGIBLE = "petition_archive_eligible" {
        "Chỉ lưu đơn không đủ điều kiện xử lý.", "Ghi “xem xét điều kiện xử lý” với lý do trước; đơn đủ điều kiện thì phân loại và xử lý.",
        "Only a petition that is not eligible is kept on file.", "Record eligibility with its ground first; an eligible petition is classified and handled." }
    ANONYMOUS_LETTER = "petition_anonymous_letter" {
        "Đơn nặc danh, mạo danh không nêu rõ hành vi, không có tài liệu cụ thể và cơ sở để xác minh thì không xử lý.", "Lưu đơn; nếu đơn có tài liệu, đính chính bước tiếp nhận.",
        "An anonymous letter without a clear act, documents and a basis to verify is not processed.", "Keep it on file; if it has documents, rectify the receipt." }
    ANONYMOUS_ONLY_DENUNCIATION = "petition_anonymous_only_denunciation" {
        "Ngoại lệ cho đơn nặc danh có tài liệu cụ thể chỉ áp dụng với tố cáo.", "Phân loại là tố cáo, hoặc xét không đủ điều kiện và lưu đơn.",
        "The exception for anonymous letters with documents holds for denunciations only.", "Classify it as a denunciation, or find it not eligible and keep it on file." }
    OUTSIDE_COMPETENCE = "petition_outside_competence" {
        "Đơn đã phân loại không thuộc thẩm quyền: không thụ lý, không trả lời nội dung.", "Hướng dẫn, chuyển, trả lại hoặc đôn đốc; nếu phân loại sai, phân loại lại.",
        "The petition was classified as outside competence: it is neither accepted nor answered.", "Guide, pass on, return or urge; if the classification was wrong, classify anew." }
    WITHIN_COMPETENCE = "petition_within_competence" {
        "Đơn đã phân loại thuộc thẩm quyền: không hướng dẫn, chuyển, trả lại hay đôn đốc.", "Đề xuất thụ lý hoặc trả lời; tố cáo có dấu hiệu tội phạm thì ghi rõ khi chuyển.",
        "The petition was classified as within competence: it is not guided, passed on, returned or urged.", "Propose acceptance or answer; for a denunciation with signs of crime say so when passing it on." }
    NOTHING_TO_RETURN = "petition_nothing_to_return" {
        "Chỉ trả lại đơn do cơ quan, cá nhân khác chuyển đến.", "Đơn của công dân gửi thẳng thì hướng dẫn hoặc chuyển.",
        "Only a petition another body sent on is returned.", "Guide the citizen or pass the petition on." }
    COMPLAINT_NOT_TRANSFERRED = "petition_complaint_not_transferred" {
        "Khiếu nại không thuộc thẩm quyền thì hướng dẫn một lần, không chuyển đơn.", "Lập phiếu hướng dẫn; đơn do cơ quan khác chuyển đến thì trả lại; quá hạn ở cấp dưới thì đôn đốc.",
        "A complaint outside competence is guided once, not passed on.", "Write the guidance; return what another body sent on; urge what is overdue below." }
    FINAL_DECISION = "petition_final_decision" {
        "Khiếu nại đã có quyết định cuối cùng hoặc bản án thì không thụ lý.", "Trả lời, giải thích; nếu có dấu hiệu vi phạm pháp luật nghiêm trọng, ghi rõ trong phiếu đề xuất để thủ trưởng xem xét lại.",
        "A complaint with its last decision or a judgment is not accepted.", "Answer and explain; where there are signs of a serious breach, say so in the proposal for the head to review." }
    SOURCE_BODY_MISSING = "petition_source_body_missing" {
        "Đơn do nơi khác chuyển đến phải ghi cơ quan, người chuyển.", "Ghi cơ quan chuyển, số và ngày văn bản.",
        "A petition sent on must name who sent it.", "Enter the body, number and day of its letter." }
    ANONYMOUS_WITH_SENDER = "petition_anonymous_with_sender" {
        "Đơn đã ghi nặc danh nhưng lại có người đứng tên.", "Bỏ dấu nặc danh, hoặc bỏ người đứng tên.",
        "The letter is said to be anonymous but names a sender.", "Unmark anonymous, or remove the sender." }
    NAMES_DISAGREE = "petition_names_disagree" {
        "Số người đứng tên không khớp với số người đã ghi.", "Sửa “một người, nhiều người” hoặc số người.",
        "One or many names does not agree with the number of people.", "Mend one of them." }
    UNFIT_GROUND_MISSING = "petition_unfit_ground_missing" {
        "Không đủ điều kiện xử lý thì phải nêu lý do.", "Chọn một lý do.",
        "A finding of not eligible needs its ground.", "Choose one." }
    UNFIT_GROUND_IDLE = "petition_unfit_ground_idle" {
        "Đơn đủ điều kiện mà lại ghi lý do không đủ.", "Bỏ lý do, hoặc đổi kết quả.",
        "The petition is eligible, yet a ground against it is given.", "Remove the ground or change the finding." }
    INSTANCE_OF_KIND = "petition_instance_of_kind" {
        "“Lần hai” chỉ có với khiếu nại, “tố cáo tiếp” chỉ có với tố cáo.", "Sửa lần giải quyết hoặc loại đơn.",
        "“Second” is of complaints only, “continued” of denunciations only.", "Mend the instance or the kind." }
    SPLIT_TOO_FEW = "petition_split_too_few" {
        "Tách đơn thì phải có ít nhất hai nội dung.", "Ghi từng nội dung một dòng.",
        "A split has at least two contents.", "Enter each content on its own line." }
    LETTER_DATED_LATER = "petition_letter_dated_later" {
        "Ngày ghi trên đơn sau ngày nhận {on}.", "Kiểm tra hai ngày; người viết có thể ghi nhầm.",
        "The letter is dated after its receipt on {on}.", "Check both; the writer may have erred." }
    REPEAT_LETTER = "petition_repeat_letter" {
        "Đơn trùng với {earlier}: đếm là một đơn, không thêm vụ việc.", "Kiểm tra kết quả xử lý đơn trước.",
        "Repeats {earlier}: counted as a petition, not as a further matter.", "See how the earlier one was handled." }
    ANONYMOUS_WITH_EVIDENCE = "petition_anonymous_with_evidence" {
        "Đơn nặc danh nhưng đã ghi có tài liệu cụ thể, cơ sở để xác minh: tố cáo như vậy vẫn được xử lý.", "Xem lại trước khi lưu đơn.",
        "The letter is anonymous but was said to have documents and a basis to verify: such a denunciation is processed.", "Look again before keeping it on file." }
    GUIDED_NOT_TRANSFERRED = "petition_guided_not_transferred" {
        "Tố cáo, kiến nghị, phản ánh không thuộc thẩm quyền thì chuyển đơn; biểu báo cáo không có cột hướng dẫn cho loại này.", "Chuyển đơn nếu xác định được cơ quan có thẩm quyền.",
        "Denunciations and suggestions outside competence are passed on; forms have no column of guidance for them.", "Pass it on if the competent body is known." }
    BACK_TO_SENDER = "petition_back_to_sender" {
        "Đơn được chuyển lại đúng nơi đã chuyển đến: {body}.", "Nếu không thuộc thẩm quyền, trả lại kèm lý do; báo cơ quan cấp trên khi hai bên không thống nhất.",
        "The petition goes back to the body that sent it: {body}.", "If it is not yours, return it with reasons; tell the superior where the two do not agree." }
    COMPLAINT_PASSED_ON = "petition_complaint_passed_on" {
        "Từ 01/07/2026 khiếu nại nhận tại nơi tiếp công dân được chuyển; biểu báo cáo hiện hành chưa có cột này.", "Đối chiếu hướng dẫn của Thanh tra Chính phủ.",
        "From 1 Jul 2026 a complaint taken at reception may be passed on; the forms in force have no column for it.", "Compare the guidance of the Government Inspectorate." }
    ACCEPTED_WITHOUT_CASE = "petition_accepted_without_case" {
        "Chưa ghi số hồ sơ khiếu nại, tố cáo đã thụ lý.", "Mở hồ sơ rồi bổ sung bằng đính chính.",
        "The number of the complaint or denunciation case is not given.", "Open the case, then add it by rectification." }
}
