//! Lời từ chối: reasons the law has to say no, what to do, and who can.
//!
//! The sentences stand beside the codes so that a jurist reviews rule and wording
//! together; `{names}` are filled with the refusal's facts. Those here are said in
//! every kind of case; each kind has its own in its `refusals.rs`.

use crate::Refusal;

/// A rule that can refuse or warn, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Its code.
    pub code: &'static str,
    /// What happened and by which rule.
    pub vi: &'static str,
    /// What to do, and who can.
    pub next_vi: &'static str,
    /// What happened and by which rule.
    pub en: &'static str,
    /// What to do, and who can.
    pub next_en: &'static str,
}

impl Sentence {
    /// What happened and what to do, in `vi` or `en`, with the refusal's facts filled
    /// in; `name` renders a fact's value (an act's label, a date) for the reader.
    pub fn said(&self, refusal: &Refusal, lang: &str, name: impl Fn(&str, &str) -> String) -> (String, String) {
        let (what, next) = if lang == "en" { (self.en, self.next_en) } else { (self.vi, self.next_vi) };
        let fill = |text: &str| {
            refusal
                .facts
                .iter()
                .fold(text.to_owned(), |text, (key, value)| text.replace(&format!("{{{key}}}"), &name(key, value)))
        };
        (fill(what), fill(next))
    }
}

/// Declares refusals: a constant for each code, and `ALL` of them with their sentences
/// (what happened and what to do, Vietnamese and English).
#[macro_export]
macro_rules! sentences {
    ($($id:ident = $code:literal { $vi:literal, $next_vi:literal, $en:literal, $next_en:literal })*) => {
        $(#[doc = $en] pub const $id: &str = $code;)*
        /// Every refusal and warning.
        pub const ALL: &[$crate::procedure::refusals::Sentence] = &[$($crate::procedure::refusals::Sentence {
            code: $code, vi: $vi, next_vi: $next_vi, en: $en, next_en: $next_en
        }),*];
    };
}

crate::sentences! {
    OPENS_WITH = "opens_with" {
        "Hồ sơ loại này mở bằng “{needs}”.", "Ghi “{needs}” trước.",
        "A case of this kind opens with “{needs}”.", "Record “{needs}” first." }
    BEFORE_ANY_REGIME = "before_any_regime" {
        "Ngày {on} trước khi văn bản đầu tiên có ở đây về loại hồ sơ này có hiệu lực.", "Kiểm tra lại ngày trên văn bản; hồ sơ cũ hơn giữ ngoài hệ thống.",
        "{on} is before the first law known here for this kind of case came into force.", "Check the date on the paper; older cases are kept outside the system." }
    REGIME_GROUND_MISSING = "regime_ground_missing" {
        "Theo ngày mở, hồ sơ theo {regime}.", "Muốn áp dụng luật khác, ghi rõ căn cứ; người ra quyết định chịu trách nhiệm.",
        "By its first date the case runs under {regime}.", "To apply another law, state the ground; the issuer answers for it." }
    NOT_IN_PROCEDURE = "not_in_procedure" {
        "{regime} không có bước “{act}”.", "Kiểm tra luật áp dụng cho hồ sơ.",
        "{regime} knows no act “{act}”.", "Check which law the case runs under." }
    DATED_IN_FUTURE = "dated_in_future" {
        "Ngày {on} ở tương lai (hôm nay {today}).", "Ghi đúng ngày trên văn bản; văn bản chưa ký thì chưa ghi.",
        "{on} lies in the future (today {today}).", "Enter the date on the paper; a paper not yet signed is not yet recorded." }
    WRONG_SIGNER = "wrong_signer" {
        "Văn bản này do “{by}” ký, không phải “{found}”.", "Chọn đúng tư cách người ký.",
        "This paper is signed by “{by}”, not “{found}”.", "Choose the right capacity." }
    BEFORE_PREDECESSOR = "before_predecessor" {
        "Chưa có “{needs}” thì chưa có “{act}”.", "Ghi “{needs}” trước; cán bộ theo dõi hồ sơ làm được.",
        "“{act}” needs “{needs}” before it.", "Record “{needs}” first; the recorder of the case can." }
    DATED_BEFORE_PREDECESSOR = "dated_before_predecessor" {
        "Ngày {on} trước ngày {needs_on} của “{needs}”.", "Kiểm tra hai ngày; ngày sai thì đính chính.",
        "{on} is before {needs_on}, the day of “{needs}”.", "Check both dates; rectify the wrong one." }
    TOO_LATE = "too_late" {
        "Đã có “{after}” nên không còn “{act}”.", "Nếu “{after}” ghi sai, lãnh đạo hủy bỏ trước.",
        "After “{after}” there is no more “{act}”.", "If “{after}” was recorded in error, a leader annuls it first." }
    ALREADY_DONE = "already_done" {
        "“{act}” chỉ có một lần trong hồ sơ.", "Nếu văn bản trước sai, đính chính hoặc hủy bỏ.",
        "“{act}” comes only once in a case.", "If the earlier one is wrong, rectify or annul it." }
    NO_SUCH_TARGET = "no_such_target" {
        "Không có văn bản số thứ tự {target} còn hiệu lực để sửa.", "Chọn văn bản từ hồ sơ.",
        "There is no act {target} in force to mend.", "Choose the act from the case." }
    OPENING_NOT_ANNULLED = "opening_not_annulled" {
        "Văn bản mở hồ sơ không hủy bỏ được.", "Ghi sai thì đính chính; không làm nữa thì đình chỉ hoặc kết thúc hồ sơ.",
        "The paper that opens the case cannot be annulled.", "Rectify what is wrong in it; terminate or close what is not to be done." }
    ANNULMENT_BREAKS = "annulment_breaks" {
        "Hủy văn bản {target} thì văn bản {needed_by} không còn căn cứ.", "Lãnh đạo hủy văn bản {needed_by} trước.",
        "Without act {target}, act {needed_by} has no ground.", "A leader annuls act {needed_by} first." }
    RECTIFICATION_UNREADABLE = "rectification_unreadable" {
        "Dữ kiện đính chính của văn bản {target} không đọc được.", "Mở “Đính chính” từ văn bản ấy và sửa trong biểu.",
        "The mended facts of act {target} cannot be read.", "Open “Rectify” on that act and mend it in the form." }
    RECTIFICATION_BREAKS = "rectification_breaks" {
        "Đính chính như vậy thì văn bản {at} trái quy định.", "Đính chính hoặc hủy văn bản {at} trước.",
        "So rectified, act {at} would break a rule.", "Mend or annul act {at} first." }
    MET_LATE = "met_late" {
        "Muộn: hạn “{rule}” là {due_on}, văn bản mang ngày {on}.", "Kiểm tra ngày trên văn bản.",
        "Late: “{rule}” was due on {due_on}, the paper is of {on}.", "Check the date on the paper." }
}
