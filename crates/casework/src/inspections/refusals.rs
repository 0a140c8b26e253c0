//! Lời từ chối của cuộc thanh tra: reasons of the laws on inspection, beside those
//! every kind of case shares ([`crate::procedure::refusals`]).

crate::sentences! {
    ALREADY_CONCLUDED = "already_concluded" {
        "Cuộc thanh tra đã có kết luận.", "Kết luận trước chưa phải kết luận cuối thì đính chính mục “còn kết luận khác”; sai thì sửa trước khi công khai.",
        "The inspection has its conclusion.", "If it was not the last, rectify “another conclusion follows”; if it is wrong, correct it before publication." }
    CASE_TERMINATED = "case_terminated" {
        "Cuộc thanh tra đã đình chỉ; không ghi “{act}”.", "Chỉ còn bàn giao hồ sơ.",
        "The inspection was terminated; “{act}” cannot follow.", "Only the hand-over of the file remains." }
    CASE_SUSPENDED = "case_suspended" {
        "Cuộc thanh tra đang tạm dừng; chưa làm “{act}”.", "Người ra quyết định cho tiếp tục trước.",
        "The inspection is suspended; “{act}” must wait.", "The issuer resumes it first." }
    NOT_SUSPENDED = "not_suspended" {
        "Cuộc thanh tra không đang tạm dừng.", "Kiểm tra quyết định tạm dừng.",
        "The inspection is not suspended.", "Check the suspension decision." }
    LEVEL_NOT_IN_REGIME = "level_not_in_regime" {
        "{regime} không có cấp cơ quan thanh tra {agency}.", "Chọn cơ quan kế thừa, hoặc kiểm tra ngày quyết định.",
        "{regime} has no inspection body of level {agency}.", "Choose the successor body, or check the decision's date." }
    CLASS_NOT_IN_REGIME = "class_not_in_regime" {
        "Loại “{class}” không có trong luật áp dụng.", "Từ 01/07/2025 chỉ có một loại thanh tra; trước đó chọn hành chính hoặc chuyên ngành.",
        "The class “{class}” does not exist under this law.", "From 1 Jul 2025 there is one kind only; before, choose administrative or specialised." }
    MANNER_NOT_IN_REGIME = "manner_not_in_regime" {
        "Thanh tra thường xuyên chỉ có theo luật 2010, của cơ quan được giao chức năng chuyên ngành.", "Chọn theo kế hoạch hoặc đột xuất.",
        "Regular inspection exists only under the law of 2010, for bodies given the function.", "Choose planned or ad hoc." }
    PERIOD_REVERSED = "period_reversed" {
        "Thời kỳ thanh tra từ {from} đến {until} bị ngược.", "Sửa một trong hai ngày.",
        "The inspected period {from} to {until} runs backwards.", "Mend one of the dates." }
    DURATION_OVER_MAXIMUM = "duration_over_maximum" {
        "Thời hạn {days} ngày quá mức {maximum} ngày của luật.", "Ghi không quá {maximum} ngày; cần dài hơn thì gia hạn sau khi công bố.",
        "{days} days exceed the law's {maximum}.", "State at most {maximum} days; extend after the announcement if more is needed." }
    ONE_LEADER = "one_leader" {
        "Đoàn thanh tra phải có đúng một Trưởng đoàn (đang ghi {found}).", "Sửa chức trách trong danh sách Đoàn.",
        "A team has exactly one leader ({found} given).", "Mend the roles in the team." }
    LEADER_RANK = "leader_rank" {
        "Trưởng đoàn {name} giữ ngạch “{rank}”, dưới ngạch tối thiểu “{least}”.", "Người ra quyết định cử Trưởng đoàn khác.",
        "Leader {name} holds “{rank}”, below the least rank “{least}”.", "The issuer names another leader." }
    BARRED_MEMBER = "barred_member" {
        "{name} thuộc trường hợp không được tham gia Đoàn: “{bar}”.", "Người ra quyết định thay người khác.",
        "{name} may not take part: “{bar}”.", "The issuer replaces this person." }
    EXTENSION_AFTER_EXPIRY = "extension_after_expiry" {
        "Thời hạn thanh tra đã hết ngày {due}; không gia hạn sau khi hết hạn.", "Kết thúc thanh tra trực tiếp; quyết định gia hạn ký trước ngày ấy thì ghi đúng ngày ký.",
        "The duration ended on {due}; it is not extended after its end.", "End the on-site work; if the extension was signed in time, enter that date." }
    EXTENSION_NOT_ALLOWED = "extension_not_allowed" {
        "Luật không cho cấp {agency} gia hạn vì “{complexity}”.", "Kiểm tra lý do gia hạn.",
        "The law gives level {agency} no extension for “{complexity}”.", "Check the reason." }
    EXTENSION_COUNT = "extension_count" {
        "Đã gia hạn đủ {allowed} lần.", "Kết thúc thanh tra trực tiếp.",
        "Extended {allowed} time(s) already, all the law allows.", "End the on-site work." }
    EXTENSION_OVER_MAXIMUM = "extension_over_maximum" {
        "Gia hạn {days} ngày không được; mức của luật là {maximum} ngày.", "Luật 2010: ghi tổng thời hạn mới, dài hơn thời hạn cũ; luật sau: ghi số ngày thêm.",
        "An extension of {days} days is not allowed; the law's number is {maximum}.", "2010: state the new total, longer than the old; later laws: the days added." }
    SUSPENSION_GROUND = "suspension_ground" {
        "Lý do “{ground}” chưa có trong luật áp dụng.", "Chọn lý do luật cho phép.",
        "The ground “{ground}” is not in the law that applies.", "Choose a ground the law knows." }
    SECOND_SUSPENSION = "second_suspension" {
        "Chỉ tạm dừng một lần theo đề nghị của đối tượng thanh tra.", "Không còn tạm dừng vì lý do này.",
        "Suspended once already at the entity's request, all the law allows.", "No further suspension on this ground." }
    PARTIAL_TERMINATION = "partial_termination" {
        "Đình chỉ một phần chỉ có từ luật 2025.", "Đình chỉ toàn bộ, hoặc tiếp tục.",
        "Partial termination exists only since the law of 2025.", "Terminate the whole, or go on." }
    HEAD_GRADE_MISSING = "head_grade_missing" {
        "Phát hiện tham nhũng, tiêu cực thì báo cáo phải nêu mức độ trách nhiệm của người đứng đầu.", "Trưởng đoàn chọn một trong ba mức.",
        "Where corruption is found the report grades the head's responsibility.", "The team leader chooses one of the three grades." }
    APPRAISAL_MISSING = "appraisal_missing" {
        "Dự thảo kết luận này bắt buộc thẩm định trước khi ký.", "Ghi kết quả thẩm định; người ra quyết định giao thẩm định.",
        "This draft must be appraised before signing.", "Record the appraisal; the issuer assigns it." }
    ALREADY_PUBLISHED = "already_published" {
        "Kết luận đã công khai, không sửa đổi được nữa.", "Sai sót ghi nhầm thì đính chính; sai về nội dung thì thanh tra lại.",
        "The conclusion is published and can no longer be corrected.", "Rectify a clerical error; an error of substance takes a re-inspection." }
    CHANNELS_MISSING = "channels_missing" {
        "Hình thức công khai chưa đủ: cần “{main}” và ít nhất một hình thức khác.", "Thực hiện và ghi thêm hình thức còn thiếu.",
        "Publication is not complete: “{main}” and at least one other channel are needed.", "Carry out and add the missing channel." }
    SUPERVISOR_IN_TEAM = "supervisor_in_team" {
        "{name} là người của Đoàn nên không giám sát chính Đoàn đó.", "Người ra quyết định cử người ngoài Đoàn.",
        "{name} belongs to the team and cannot supervise it.", "The issuer names somebody outside the team." }
    OPINION_AWAITED = "opinion_awaited" {
        "Đã báo cáo Thủ trưởng cơ quan quản lý nhà nước cùng cấp; còn trong thời hạn trả lời, đến {until}.", "Ghi ý kiến của Thủ trưởng, hoặc ký khi hết thời hạn đó mà không có ý kiến.",
        "The state head was reported to and has until {until} to answer.", "Record the opinion, or sign once that time has passed in silence." }
    WORKING_DAYS_STATED = "working_days_stated" {
        "Quyết định tính {days} ngày làm việc; luật tính theo ngày.", "Hạn được tính theo quyết định; đối chiếu mức tối đa của luật.",
        "The decision counts {days} working days; the law counts calendar days.", "The deadline follows the decision; compare the law's maximum." }
    NO_SUBJECT_NAMED = "no_subject_named" {
        "Quyết định chưa nêu đối tượng thanh tra.", "Bổ sung bằng đính chính để biểu báo cáo đếm được đơn vị.",
        "The decision names nobody to inspect.", "Add it by rectification so that forms can count units." }
    NO_TEAM_NAMED = "no_team_named" {
        "Quyết định chưa nêu Đoàn thanh tra.", "Bổ sung bằng đính chính hoặc quyết định thành lập Đoàn.",
        "The decision names no team.", "Add it by rectification or a change of team." }
    NO_TERM_KNOWN = "no_term_known" {
        "Chưa có số ngày của luật cho thời hạn thanh tra của cấp {agency}.", "Ghi thời hạn trong quyết định; đối chiếu văn bản rồi bổ sung vào dữ liệu luật.",
        "The law's length of an inspection by level {agency} is not known here.", "State it in the decision; check the text and add it to the data." }
    RANK_NOT_STATED = "rank_not_stated" {
        "Chưa ghi ngạch của Trưởng đoàn {name}; phải từ “{least}” trở lên.", "Bổ sung bằng đính chính.",
        "The rank of leader {name} is not stated; it must be “{least}” or above.", "Add it by rectification." }
    BAR_BEFORE_TEXT = "bar_before_text" {
        "{name} kê khai “{bar}”; vào ngày đó hệ thống chưa có văn bản nào cấm.", "Người ra quyết định cân nhắc.",
        "{name} declares “{bar}”; no text known here barred it on that day.", "The issuer considers it." }
    DURATION_RUNS_IN_LEAD = "duration_runs_in_lead" {
        "Theo câu chữ của luật, thời hạn thanh tra đã chạy từ ngày công bố, dù tiến hành trực tiếp ít nhất 15 ngày sau; có nơi tính khác.", "Thống nhất cách tính với người ra quyết định.",
        "By the text the duration runs from the announcement, although on-site work begins at least 15 days later; offices may count otherwise.", "Agree on the count with the issuer." }
    PAUSE_OVER_CAP = "pause_over_cap" {
        "Tiếp tục muộn hơn mức tạm dừng; thời gian không tính chỉ đến {until}.", "Kiểm tra ngày của quyết định tiếp tục.",
        "Resumed after the cap; only the time to {until} is taken out.", "Check the date of the resumption." }
    APPRAISAL_NOT_RECORDED = "appraisal_not_recorded" {
        "Luật buộc thẩm định dự thảo kết luận này, hồ sơ chưa ghi.", "Bổ sung báo cáo thẩm định.",
        "The law makes appraisal of this draft a duty; none is recorded.", "Add the appraisal." }
    TRANSFER_TWICE = "transfer_twice" {
        "Số vụ chuyển cơ quan điều tra đang ghi cả ở kết luận lẫn ở văn bản chuyển hồ sơ.", "Chỉ giữ ở một nơi để không đếm hai lần.",
        "Cases transferred are stated both in the conclusion and in the transfer.", "Keep them in one place, or they count twice." }
    SECOND_CHANNEL_MISSING = "second_channel_missing" {
        "Còn thiếu ít nhất một hình thức công khai nữa.", "Thực hiện rồi ghi thêm một lần công khai.",
        "At least one more channel of publication is needed.", "Carry it out and record it as a further publication." }
    DISPLAY_TOO_SHORT = "display_too_short" {
        "Đăng trên cổng đến {until}, chưa đủ {days} ngày liên tục.", "Đăng tiếp cho đủ rồi đính chính ngày.",
        "On the portal until {until}, short of {days} days in a row.", "Keep it there and rectify the date." }
    PRACTICE_NOT_TEXT = "practice_not_text" {
        "Luật áp dụng không quy định “{act}”; ghi theo thực tiễn.", "Người ra quyết định tự chịu trách nhiệm về căn cứ.",
        "The law that applies does not provide for “{act}”; it is recorded by practice.", "The issuer answers for its ground." }
}
