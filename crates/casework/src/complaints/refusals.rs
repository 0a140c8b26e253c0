//! Lời từ chối về khiếu nại: reasons of the law on complaints, beside those every kind of
//! case shares ([`crate::procedure::refusals`]).

crate::sentences! {
    SECOND_WITHOUT_FIRST = "second_without_first" {
        "Khiếu nại lần hai khi chưa có giải quyết lần đầu.", "Ghi số quyết định lần đầu, số hồ sơ lần đầu, hoặc ngày hết hạn giải quyết lần đầu mà chưa được giải quyết; chưa khiếu nại lần đầu thì hướng dẫn đến người có thẩm quyền giải quyết lần đầu.",
        "A second complaint without a first settlement.", "State the first decision, the first case, or the day the first time limit ended without one; where there was no first complaint, guide to whoever settles it." }
    NO_SECOND_INSTANCE = "no_second_instance" {
        "Quyết định này không còn cấp giải quyết lần hai.", "Hướng dẫn người khiếu nại khởi kiện vụ án hành chính tại Tòa án.",
        "There is no second instance above this decision.", "Guide the complainant to an administrative lawsuit." }
    NOT_COMPETENT = "not_competent" {
        "Người được ghi là người giải quyết không có thẩm quyền; thẩm quyền thuộc “{level}”.", "Không thụ lý: ra thông báo, hướng dẫn đến “{level}”; ghi nhầm thì đính chính bước tiếp nhận.",
        "The settler named has no competence; “{level}” has.", "Refuse acceptance and guide to “{level}”; if it was a slip, rectify the receipt." }
    NOT_COMPETENT_HERE = "not_competent_here" {
        "Theo ngày nhận và cấp bị khiếu nại, thẩm quyền thuộc “{level}”.", "Kiểm tra cấp bị khiếu nại, lần giải quyết và người giải quyết đã ghi.",
        "By the day of receipt and the level complained of, “{level}” settles.", "Check the level, the instance and the settler entered." }
    DISTRICT_SUCCESSOR = "district_successor" {
        "Không còn cấp huyện; cơ quan tiếp nhận nhiệm vụ của cấp huyện giải quyết.", "Đối chiếu Nghị định 141/2025/NĐ-CP để xác định là cấp xã hay cấp tỉnh.",
        "The district level is gone; the body that took over its task settles.", "See Decree 141/2025/NĐ-CP whether that is the commune or the province." }
    TIME_BAR_PASSED = "time_bar_passed" {
        "Thời hiệu khiếu nại đã hết ngày {until}.", "Hỏi lý do; có trở ngại khách quan thì ghi từ ngày đến ngày, có lý do chính đáng thì ghi lý do.",
        "The right to complain ended on {until}.", "Ask why; enter the days of an objective obstacle or the good reason." }
    TIME_BAR_UNREASONED = "time_bar_unreasoned" {
        "Thời hiệu đã hết ngày {until} và chưa ghi lý do chính đáng: không thụ lý.", "Ra thông báo không thụ lý, hoặc ghi lý do chính đáng rồi thụ lý; người giải quyết quyết định.",
        "The right ended on {until} and no good reason is stated: not accepted.", "Refuse acceptance, or state the good reason and accept; the settler decides." }
    DATES_REVERSED = "dates_reversed" {
        "Mục “{field}”: ngày {from} phải không sau ngày {until}.", "Sửa một trong hai ngày.",
        "“{field}”: {from} must not be after {until}.", "Mend one of the days." }
    REPRESENTATIVES_TOO_MANY = "representatives_too_many" {
        "Ghi {found} người đại diện do những người cùng khiếu nại cử; nhiều nhất là {maximum}.", "Đề nghị những người khiếu nại cử lại bằng văn bản.",
        "{found} representatives chosen by the complainants; at most {maximum}.", "Ask the complainants to choose again in writing." }
    AUTHORISATION_NOT_CERTIFIED = "authorisation_not_certified" {
        "Giấy ủy quyền khiếu nại chưa công chứng, chứng thực.", "Hướng dẫn bổ sung trước khi làm việc với người được ủy quyền.",
        "The authorisation is not notarised or certified.", "Ask for it before dealing with the person authorised." }
    NOTICE_RECIPIENT_MISSING = "notice_recipient_missing" {
        "Thông báo thụ lý chưa gửi “{who}”.", "Gửi và bổ sung nơi nhận bằng đính chính.",
        "The notice of acceptance has not gone to “{who}”.", "Send it and add the recipient by rectification." }
    COMPLAINT_REFUSED = "complaint_refused" {
        "Khiếu nại không được thụ lý nên không có “{act}”.", "Thông báo không thụ lý ghi sai thì lãnh đạo hủy bước ấy trước.",
        "The complaint was not accepted; “{act}” cannot follow.", "If the refusal was recorded in error, a leader annuls it first." }
    COMPLAINT_WITHDRAWN = "complaint_withdrawn" {
        "Người khiếu nại đã rút toàn bộ; không làm “{act}”.", "Ra quyết định đình chỉ giải quyết; việc rút do bị ép buộc thì lãnh đạo hủy bước rút.",
        "The whole complaint was withdrawn; “{act}” cannot follow.", "Terminate the settlement; if the withdrawal was coerced, a leader annuls it." }
    SETTLEMENT_TERMINATED = "settlement_terminated" {
        "Việc giải quyết khiếu nại đã đình chỉ; không còn “{act}”.", "Chỉ còn gửi quyết định và lưu hồ sơ.",
        "The settlement was terminated; “{act}” cannot follow.", "Only sending and filing remain." }
    SETTLEMENT_SUSPENDED = "settlement_suspended" {
        "Việc giải quyết đang tạm đình chỉ; chưa làm “{act}”.", "Người giải quyết ra quyết định tiếp tục trước.",
        "The settlement is suspended; “{act}” must wait.", "The settler decides to continue first." }
    COMPLAINT_CLOSED = "complaint_closed" {
        "Hồ sơ khiếu nại đã kết thúc.", "Kết thúc nhầm thì lãnh đạo hủy bước kết thúc.",
        "The complaint's file is closed.", "If it was closed in error, a leader annuls the closing." }
    SUSPENSION_BEFORE_LAW = "suspension_before_law" {
        "Chưa có tạm đình chỉ giải quyết khiếu nại trước ngày Luật 136/2025/QH15 có hiệu lực.", "Tiếp tục giải quyết; từ ngày ấy mới tạm đình chỉ được, kể cả khiếu nại thụ lý trước đó.",
        "Settlement could not be suspended before Law 136/2025/QH15 came into force.", "Go on; from that day it can be, also for complaints accepted before." }
    SETTLEMENT_NOT_SUSPENDED = "settlement_not_suspended" {
        "Việc giải quyết không đang tạm đình chỉ.", "Kiểm tra ngày của quyết định tạm đình chỉ.",
        "The settlement is not suspended.", "Check the day of the suspension." }
    NOT_STAYED = "not_stayed" {
        "Quyết định bị khiếu nại không đang bị tạm đình chỉ thi hành.", "Kiểm tra ngày của quyết định tạm đình chỉ thi hành.",
        "The contested decision is not stayed.", "Check the day of the stay." }
    COMPLEXITY_AFTER_EXPIRY = "complexity_after_expiry" {
        "Thời hạn giải quyết đã hết ngày {due}; không kéo dài sau khi hết hạn.", "Ra quyết định giải quyết; văn bản ký trước ngày ấy thì ghi đúng ngày ký.",
        "The time to settle ended on {due}; it is not lengthened afterwards.", "Decide; if the finding was signed in time, enter that day." }
    CRITERIA_MISSING = "criteria_missing" {
        "Vụ việc phức tạp phải có ít nhất {least} tiêu chí luật định, ghi bằng văn bản.", "Chọn tiêu chí có ở vụ việc.",
        "A complex matter meets at least {least} listed criterion, fixed in writing.", "Choose the criteria met." }
    COMPLEXITY_UNREASONED = "complexity_unreasoned" {
        "Kéo dài thời hạn vì phức tạp thì phải nêu lý do.", "Ghi lý do vì sao vụ việc phức tạp.",
        "A longer time for complexity needs its reasons.", "State why the matter is complex." }
    WITHDRAWAL_UNSIGNED = "withdrawal_unsigned" {
        "Rút khiếu nại phải có chữ ký hoặc điểm chỉ của người khiếu nại.", "Lấy chữ ký hoặc điểm chỉ rồi đánh dấu mục ấy.",
        "A withdrawal carries the complainant's signature or fingerprint.", "Have it signed, then tick the field." }
    PART_BEFORE_LAW = "part_before_law" {
        "Rút một phần, rút bằng biên bản chỉ có quy định từ Luật 136/2025/QH15.", "Nên có đơn rút riêng; người giải quyết cân nhắc.",
        "Withdrawal of a part or by minutes is provided for only since Law 136/2025/QH15.", "A letter is safer; the settler considers it." }
    NOT_WITHDRAWN = "not_withdrawn" {
        "Chưa có việc rút toàn bộ khiếu nại để đình chỉ vì lý do ấy.", "Ghi đơn hoặc biên bản rút khiếu nại trước.",
        "There is no withdrawal of the whole complaint to terminate on.", "Record the withdrawal first." }
    STOP_GROUND_BEFORE_LAW = "stop_ground_before_law" {
        "Trước ngày Luật 136/2025/QH15 có hiệu lực chưa có căn cứ đình chỉ “{stop_ground}”.", "Giải quyết tiếp, hoặc đình chỉ từ ngày luật có hiệu lực.",
        "Before Law 136/2025/QH15 the ground “{stop_ground}” did not terminate a settlement.", "Go on, or terminate from the day the law is in force." }
    ABSENCE_BEFORE_LAW = "absence_before_law" {
        "Người khiếu nại vắng mặt tại đối thoại; luật trước 01/07/2026 chưa nói được tiếp tục.", "Nên mời lại; ghi rõ lý do trong biên bản.",
        "The complainant was absent; the law before 01/07/2026 does not say that the settlement goes on.", "Invite again; state the reason in the minutes." }
    NOT_INVITED = "not_invited" {
        "Chưa ghi giấy mời cho buổi đối thoại này; phải gửi trước ít nhất {days} ngày.", "Ghi giấy mời đã gửi.",
        "No invitation to this dialogue is recorded; it goes out at least {days} days before.", "Record the invitation sent." }
    OUTCOME_NOT_OF_INSTANCE = "outcome_not_of_instance" {
        "Kết quả “{outcome}” không thuộc lần giải quyết “{instance}”.", "Lần đầu: đúng, đúng một phần, sai; lần hai: công nhận, hủy hoặc sửa.",
        "The outcome “{outcome}” is not one of the instance “{instance}”.", "First: right, partly, wrong; second: upheld, cancelled or changed." }
    OFFICIALS_OVER_PEOPLE = "officials_over_people" {
        "Số cán bộ, công chức, viên chức ({officials}) nhiều hơn tổng số người ({people}).", "Sửa một trong hai số.",
        "More officials ({officials}) than people ({people}).", "Mend one of the numbers." }
    DIALOGUE_MISSING = "dialogue_missing" {
        "Phải tổ chức đối thoại trước khi ra quyết định giải quyết này.", "Mời, đối thoại và ghi biên bản; vắng mặt có lý do chính đáng thì mời lại.",
        "A dialogue must be held before this decision.", "Invite, hold it and record the minutes; after an excused absence invite again." }
    RESULT_NOT_RECORDED = "result_not_recorded" {
        "Chưa ghi báo cáo kết quả xác minh.", "Bổ sung báo cáo; không xác minh thì ghi lý do trong quyết định.",
        "No verification report is recorded.", "Add it; where nothing was verified say so in the decision." }
    NOTHING_TO_SEND = "nothing_to_send" {
        "Hồ sơ chưa có “{paper}” để gửi vào ngày này.", "Ghi văn bản ấy trước, hoặc chọn đúng văn bản đã gửi.",
        "The file has no “{paper}” to send on this day.", "Record it first, or choose the paper sent." }
    WAY_MISSING = "way_missing" {
        "Công khai phải có ít nhất một hình thức.", "Ghi hình thức đã thực hiện.",
        "A publication has at least one form.", "Enter the form used." }
    SHOWN_TOO_SHORT = "shown_too_short" {
        "Niêm yết, đăng đến {until}, chưa đủ {days} ngày.", "Giữ cho đủ rồi đính chính ngày.",
        "Shown until {until}, short of {days} days.", "Keep it up and rectify the day." }
    SECOND_IS_LAST = "second_is_last" {
        "Đây đã là giải quyết lần hai; không còn khiếu nại tiếp.", "Hướng dẫn khởi kiện vụ án hành chính tại Tòa án.",
        "This is the second instance; no complaint follows.", "Guide to an administrative lawsuit." }
    SECOND_TOO_EARLY = "second_too_early" {
        "Chưa có quyết định lần đầu và chưa hết thời hạn giải quyết ({until}).", "Chờ quyết định, hoặc ghi ngày khiếu nại lần hai sau khi hết hạn.",
        "There is no first decision and its time limit ({until}) has not passed.", "Wait for the decision, or enter a day after the limit." }
    SECOND_PAST_RIGHT = "second_past_right" {
        "Quyền khiếu nại lần hai, khởi kiện đã hết ngày {until}.", "Người giải quyết lần hai xem xét trở ngại khách quan.",
        "The right to go on ended on {until}.", "The second settler considers objective obstacles." }
    NOT_YET_IN_FORCE = "not_yet_in_force" {
        "Quyết định chưa có hiệu lực; có hiệu lực từ {on} nếu không bị khiếu nại tiếp.", "Ghi từ ngày ấy.",
        "The decision is not in force; it will be from {on} unless appealed.", "Record it from that day." }
    APPEALED = "appealed" {
        "Quyết định lần đầu đã bị khiếu nại lần hai nên chưa có hiệu lực.", "Theo dõi ở hồ sơ giải quyết lần hai.",
        "The first decision was appealed and is not in force.", "Follow the second-instance case." }
    NOTHING_TO_EXECUTE = "nothing_to_execute" {
        "Theo kết quả, quyết định không có nội dung phải thi hành.", "Có nội dung phải thi hành thì đính chính mục ấy ở quyết định.",
        "By its outcome the decision leaves nothing to execute.", "If there is, rectify that field of the decision." }
    COLLECTED_OVER_DUE = "collected_over_due" {
        "“{debt}”: đã thực hiện {done}, nhiều hơn số phải thực hiện {due}.", "Kiểm tra chứng từ; số phải thực hiện sai thì đính chính quyết định.",
        "“{debt}”: {done} done, more than the {due} due.", "Check the voucher; if what is due is wrong, rectify the decision." }
    BALANCE_LEFT = "balance_left" {
        "“{debt}”: còn {left} chưa thực hiện.", "Ghi nốt kết quả thi hành; số còn lại vẫn nằm trong biểu 02/KQGQ.",
        "“{debt}”: {left} still to come.", "Record the rest; what is left stays in form 02/KQGQ." }
    EXECUTION_LEFT = "execution_left" {
        "Quyết định có nội dung phải thi hành nhưng chưa ghi thi hành xong.", "Ghi thi hành xong trước khi lưu hồ sơ.",
        "The decision must be executed and its end is not recorded.", "Record the end of execution before filing." }
    STILL_RUNNING = "still_running" {
        "Khiếu nại chưa có quyết định, chưa đình chỉ, chưa từ chối thụ lý.", "Giải quyết xong mới kết thúc hồ sơ.",
        "The complaint has no decision, termination or refusal.", "Settle it before closing the file." }
}
