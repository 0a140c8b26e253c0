//! Gấp dấu: the one way this system compares Vietnamese words without their marks.
//!
//! Search, duplicate checks and imports must agree on it, so it stands here and
//! nowhere else. It must never be used for what is shown.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without marks, `đ`, `Đ` and `Ð` as `d`, runs of blanks as one.
///
/// ```
/// assert_eq!(casework::fold("  Thành phố  HOÀ Bình "), "thanh pho hoa binh");
/// assert_eq!(casework::fold("Hòa"), casework::fold("Hoà"));
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_whitespace() {
            if !blank {
                out.push(' ');
            }
            blank = true;
            continue;
        }
        blank = false;
        match c {
            'đ' | 'Đ' | 'Ð' | 'ð' => out.push('d'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_case_and_both_kinds_of_d_do_not_count() {
        assert_eq!(fold("ĐÀ NẴNG"), "da nang");
        assert_eq!(fold("Ðồng Nai"), "dong nai");
        assert_eq!(fold("Thủy"), fold("Thuỷ"));
        assert_eq!(fold("Ho\u{300}a"), fold("Hoà"));
        assert_eq!(fold("M'Drắk"), "m'drak");
        assert_eq!(fold(" \u{a0} "), "");
    }
}
