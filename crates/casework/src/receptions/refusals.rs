//! Lời từ chối của việc tiếp công dân, beside those every kind of case shares
//! ([`crate::procedure::refusals`]).

crate::sentences! {
    REFUSED = "reception_refused" {
        "Đã từ chối tiếp: không ghi “{act}”.", "Nếu từ chối ghi sai, lãnh đạo hủy bỏ; chỉ còn thông báo từ chối bằng văn bản.",
        "The reception was refused: “{act}” cannot follow.", "If the refusal was recorded in error, a leader annuls it; only the written notice remains." }
    CONCLUSION_OF_HEAD = "reception_conclusion_of_head" {
        "Kết luận buổi tiếp là của thủ trưởng hoặc người được ủy quyền; lượt này do cán bộ tiếp thường xuyên.", "Hẹn công dân đến kỳ tiếp của thủ trưởng.",
        "A conclusion belongs to the head's session; this turn was at the regular desk.", "Give an appointment for the head's session." }
    NOT_A_CROWD = "reception_not_a_crowd" {
        "Lượt này chưa đến số người của đoàn đông người.", "Kiểm tra số người; sai thì đính chính bước đăng ký.",
        "This turn has fewer people than a crowd.", "Check the number of people; rectify the registration if it is wrong." }
    WITHIN = "reception_within" {
        "Nội dung đã phân loại thuộc thẩm quyền: không hướng dẫn hay chuyển đi nơi khác.", "Chuyển thành đơn để xử lý; phân loại sai thì phân loại lại.",
        "The content was classified as within competence: it is not guided or passed on.", "Make it a petition; classify anew if that was wrong." }
    GROUND_LATER = "reception_ground_later" {
        "Lý do “{why}” chỉ có từ 01/07/2026 (Nghị định 154/2026/NĐ-CP).", "Trước ngày đó chọn lý do của Điều 9 Luật Tiếp công dân.",
        "The ground “{why}” exists only from 1 Jul 2026 (Decree 154/2026/NĐ-CP).", "Before that choose a ground of Article 9 of the law." }
    APPOINTED_IN_PAST = "reception_appointed_in_past" {
        "Ngày hẹn trước ngày lập phiếu hẹn.", "Sửa ngày hẹn.",
        "The appointment is before the slip's own day.", "Mend the day." }
    REGULAR_SESSION = "reception_regular_session" {
        "Tiếp thường xuyên không có kỳ tiếp và không có đột xuất.", "Chọn thủ trưởng tiếp hoặc ủy quyền tiếp, hoặc bỏ kỳ tiếp.",
        "The regular desk has no sessions and is never ad hoc.", "Choose head or delegated, or leave the session out." }
    ONLINE_BEFORE_LAW = "reception_online_before_law" {
        "Tiếp công dân trực tuyến chỉ có từ 01/07/2026.", "Ghi tiếp trực tiếp.",
        "Online reception exists only from 1 Jul 2026.", "Record it as in person." }
    ONLINE_HIDDEN = "reception_online_hidden" {
        "Người tố cáo đề nghị giữ bí mật thì không tiếp trực tuyến.", "Tiếp trực tiếp tại nơi bảo đảm bí mật.",
        "A denouncer who asks to stay hidden is not received online.", "Receive in person where secrecy is kept." }
    REPRESENTATIVES_OVER = "reception_representatives_over" {
        "Đoàn {people} người được cử không quá {most} người đại diện.", "Đề nghị đoàn cử lại; ghi số người đại diện thực tế được tiếp.",
        "A crowd of {people} may name at most {most} representatives.", "Ask the crowd to name again; record those received." }
    REPEAT_OF_WHAT = "reception_repeat_of_what" {
        "Ghi là tiếp nhiều lần nhưng chưa nêu lượt tiếp trước hay vụ việc.", "Tìm lượt tiếp trước rồi đính chính để nối thành một vụ việc.",
        "Said to be a repeat, but neither the earlier turn nor the matter is named.", "Find it and rectify, so that the matter hangs together." }
    REPRESENTATIVES_MISSING = "reception_representatives_missing" {
        "Đoàn đông người ({people} người) chưa ghi số người đại diện.", "Bổ sung bằng đính chính.",
        "A crowd ({people} people) without the number of its representatives.", "Add it by rectification." }
    PROOF_MISSING = "reception_proof_missing" {
        "Người đại diện, được ủy quyền chưa có giấy tờ chứng minh.", "Đề nghị xuất trình; không có thì từ 01/07/2026 là lý do từ chối tiếp.",
        "A representative or authorised person without proof.", "Ask for it; from 1 Jul 2026 its lack is a ground to refuse." }
    DELEGATION_ENDED = "reception_delegation_ended" {
        "Từ 01/07/2026 người đứng đầu không ủy quyền cho cấp phó tiếp công dân định kỳ.", "Kiểm tra văn bản ủy quyền và trường hợp luật cho phép.",
        "From 1 Jul 2026 heads do not delegate their reception to deputies.", "Check the delegation and whether the law allows it." }
    NOTICE_BEFORE_MISSING = "reception_notice_before_missing" {
        "Từ chối vì đã giải quyết xong phải có thông báo chấm dứt từ trước.", "Ghi số, ngày văn bản thông báo chấm dứt.",
        "Refusing because the matter is settled needs an earlier notice of termination.", "Enter its number and day." }
    CONCLUSION_UNWRITTEN = "reception_conclusion_unwritten" {
        "Từ 01/07/2026 kết luận buổi tiếp của người đứng đầu phải thông báo bằng văn bản.", "Ban hành thông báo rồi đính chính.",
        "From 1 Jul 2026 the conclusion of a head's session goes out in writing.", "Issue the notice, then rectify." }
    HOT_SPOT_UNREPORTED = "reception_hot_spot_unreported" {
        "Có dấu hiệu điểm nóng mà chưa ghi đã báo cáo cấp trên.", "Báo cáo ngay rồi bổ sung nơi nhận báo cáo.",
        "Signs of a hot spot, but no report to the superior is recorded.", "Report at once, then add to whom." }
}
