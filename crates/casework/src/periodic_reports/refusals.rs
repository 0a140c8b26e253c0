//! Lời từ chối của báo cáo định kỳ, beside those every kind of case shares.

crate::sentences! {
    SENT = "report_sent" {
        "Báo cáo đã gửi và chưa bị trả lại: không “{act}”.", "Cần sửa thì đề nghị cơ quan nhận trả lại.",
        "The report was sent and has not come back: no “{act}”.", "To change it, ask the receiving body to send it back." }
    NOT_SENT = "report_not_sent" {
        "Báo cáo chưa gửi hoặc đã có ý kiến: không “{act}”.", "Đơn vị báo cáo gửi trước; đã tiếp nhận thì không tiếp nhận lần nữa.",
        "The report has not been sent or was answered already: no “{act}”.", "The reporting unit sends it first; what was accepted is not accepted again." }
    SEALED = "report_sealed" {
        "Báo cáo đã niêm phong, không ghi “{act}”.", "Số liệu đến muộn thành dòng điều chỉnh của kỳ đang mở.",
        "The report is sealed: no “{act}”.", "Late facts become adjustment lines of the open period." }
    NOT_ACCEPTED = "report_not_accepted" {
        "Chưa được cơ quan nhận tiếp nhận thì chưa niêm phong.", "Cơ quan nhận ghi “Tiếp nhận báo cáo” trước.",
        "It is sealed only when the receiving body has accepted it.", "The receiving body records “Acceptance” first." }
    NOBODY_TO_SEND_TO = "report_nobody_to_send_to" {
        "Báo cáo của cấp cao nhất không gửi lên ai.", "Tổng hợp xong thì niêm phong.",
        "The report of the highest body is sent to nobody.", "Seal it once it is computed." }
    BACKWARDS = "report_backwards" {
        "Kỳ báo cáo kết thúc {until} trước khi bắt đầu {from}.", "Sửa kỳ báo cáo.",
        "The period ends on {until}, before it begins on {from}.", "Mend the period." }
    NOT_OVER = "report_not_over" {
        "Kỳ báo cáo đến {until}: trước ngày ấy chưa gửi, chưa niêm phong.", "Số liệu tạm tính vẫn tổng hợp được.",
        "The period runs until {until}: before that day it is not sent or sealed.", "Provisional figures can be computed all the same." }
    STALE = "report_stale" {
        "Có biểu điền tay hoặc ý kiến trả lại sau lần tổng hợp cuối.", "Tổng hợp lại rồi gửi.",
        "A hand-filled form or an objection came after the last computation.", "Compute again, then send." }
    NO_REASON = "report_no_reason" {
        "Trả lại báo cáo phải nêu ô nào, vì sao.", "Ghi ít nhất một chỗ phải xem lại hoặc yêu cầu chung.",
        "A report is sent back with the cell and the reason.", "Name at least one cell, or a general demand." }
    NO_FIGURES = "report_no_figures" {
        "Biểu nhập vào không có số liệu nào.", "Điền ít nhất một ô; không có việc thì ghi 0.",
        "The form brought in has no figure.", "Fill at least one cell; write 0 where there was nothing." }
    UNEXPLAINED = "report_unexplained" {
        "Còn {left} điểm kiểm tra chưa giải trình.", "Vẫn gửi được; cơ quan nhận sẽ thấy.",
        "{left} findings are not explained.", "It can be sent all the same; the receiving body will see them." }
}
