//! Words that tell what a number is: units, rounding, what is counted, numbers in letters.

use super::Rounding;

/// What makes a number larger: nghìn, triệu, tỷ.
pub(super) fn scale(bare: &str) -> Option<i64> {
    Some(match bare {
        "nghin" | "ngan" | "thousand" => 1_000,
        "trieu" | "tr" | "trd" | "million" => 1_000_000,
        "ty" | "ti" | "billion" => 1_000_000_000,
        _ => return None,
    })
}

pub(super) fn is_money(bare: &str) -> bool {
    matches!(bare, "dong" | "d" | "vnd" | "trd")
}

/// Square metres in one of a unit of land.
pub(super) fn land(bare: &str) -> Option<i64> {
    match bare {
        "m2" | "m²" => Some(1),
        "ha" | "hecta" | "hectare" | "hectares" => Some(10_000),
        _ => None,
    }
}

/// Từ làm tròn, with its marks: `hơn` is not `hỏn`.
pub(super) fn rounding(text: &str) -> Option<Rounding> {
    Some(match text {
        "gần" | "ngót" | "nearly" | "almost" => Rounding::Below,
        "hơn" | "trên" | "over" | "than" => Rounding::Above,
        "khoảng" | "xỉ" | "ước" | "chừng" | "about" | "around" | "approximately" => Rounding::Around,
        _ => return None,
    })
}

/// What is counted, by its first syllable.
pub(super) fn is_counted(bare: &str) -> bool {
    const NOUNS: &[&str] = &[
        "cuoc",
        "don",
        "vu",
        "nguoi",
        "luot",
        "doan",
        "to",
        "ca",
        "tap",
        "doi",
        "quyet",
        "van",
        "ket",
        "ky",
        "ho",
        "truong",
        "co",
        "cong",
        "can",
        "lan",
        "buoi",
        "dot",
        "doanh",
        "xa",
        "phuong",
        "ban",
        "de",
        "inspections",
        "inspection",
        "cases",
        "petitions",
        "people",
        "persons",
        "units",
        "decisions",
        "conclusions",
        "organisations",
        "individuals",
        "complaints",
        "denunciations",
        "matters",
        "groups",
        "turns",
    ];
    NOUNS.contains(&bare)
}

/// What comes before a number that is a name and not a figure: Điều 78, mục 2, năm 2023.
pub(super) fn names(text: &str) -> bool {
    matches!(
        text,
        "điều"
            | "khoản"
            | "điểm"
            | "chương"
            | "mục"
            | "mẫu"
            | "biểu"
            | "phụ"
            | "lục"
            | "phần"
            | "ngày"
            | "tháng"
            | "quý"
            | "lần"
            | "thứ"
            | "khóa"
            | "nhiệm"
            | "article"
            | "clause"
            | "point"
            | "no"
            | "form"
            | "quarter"
            | "annex"
    )
}

/// What follows a number of days or months.
pub(super) fn is_time(text: &str) -> bool {
    matches!(
        text,
        "tháng" | "ngày" | "giờ" | "phút" | "tuần" | "quý" | "months" | "month" | "days" | "day" | "years" | "hours"
    )
}

pub(super) fn is_month(text: &str) -> bool {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ];
    MONTHS.contains(&text)
}

/// A syllable of a number in letters.
fn digit(text: &str) -> Option<i64> {
    Some(match text {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// The number in letters at the head of these words, and how many of them it takes: with a
/// place (mười, mươi, trăm, nghìn), or one digit before what is counted. `một`, `năm` alone
/// are more often an article and a year.
pub(super) fn spelled(words: &[&str]) -> Option<(i64, usize)> {
    let (mut whole, mut part, mut held, mut taken, mut placed) = (0_i64, 0_i64, None::<i64>, 0, false);
    for text in words {
        match *text {
            "mười" if held.is_none() => part += 10,
            "mươi" if held.is_some() => part += held.take().unwrap_or(0) * 10,
            "trăm" if held.is_some() => part += held.take().unwrap_or(0) * 100,
            "nghìn" | "ngàn" if held.is_some() || part > 0 => {
                whole += (part + held.take().unwrap_or(0)) * 1_000;
                part = 0;
            }
            "linh" | "lẻ" if placed && held.is_none() => {
                taken += 1;
                continue;
            }
            other => match digit(other) {
                Some(n) if held.is_none() => {
                    held = Some(n);
                    taken += 1;
                    continue;
                }
                _ => break,
            },
        }
        placed = true;
        taken += 1;
    }
    let value = whole + part + held.unwrap_or(0);
    if placed {
        return Some((value, taken));
    }
    let alone = taken == 1 && !matches!(words[0], "một" | "mốt" | "năm" | "không" | "tư" | "lăm" | "nhăm");
    let counted = words.get(1).is_some_and(|next| is_counted(&crate::fold(next)));
    (alone && counted).then_some((value, 1))
}
