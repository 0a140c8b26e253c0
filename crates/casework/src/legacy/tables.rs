//! The two tables: which letter of an old font stands for which Vietnamese letter.

/// TCVN 5712:1993 (VN3): one letter for one; capitals with tones come from capital fonts.
pub const TCVN3: &[(&str, &str)] = &[
    ("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ"),
    ("¨©ª«¬\u{ad}®", "ăâêôơưđ"),
    ("µ¶·¸¹", "àảãáạ"),
    ("»¼½¾Æ", "ằẳẵắặ"),
    ("ÇÈÉÊË", "ầẩẫấậ"),
    ("ÌÎÏÐÑ", "èẻẽéẹ"),
    ("ÒÓÔÕÖ", "ềểễếệ"),
    ("×ØÜÝÞ", "ìỉĩíị"),
    ("ßáâãä", "òỏõóọ"),
    ("åæçèé", "ồổỗốộ"),
    ("êëìíî", "ờởỡớợ"),
    ("ïñòóô", "ùủũúụ"),
    ("õö÷øù", "ừửữứự"),
    ("úûüýþ", "ỳỷỹýỵ"),
];

/// VNI-Windows: vowels with the letter that follows them. Marks in the order
/// `ù ø û õ ï` (sắc, huyền, hỏi, ngã, nặng), with a breve `é è ú ü ë`, with a roof `á à å ã ä`.
pub const VNI: &[(char, &str, &str)] = &[
    ('a', "ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
    ('A', "ÙØÛÕÏÊÉÈÚÜËÂÁÀÅÃÄ", "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬ"),
    ('E', "ÙØÛÕÏÂÁÀÅÃÄ", "ÉÈẺẼẸÊẾỀỂỄỆ"),
    ('O', "ÙØÛÕÏÂÁÀÅÃÄ", "ÓÒỎÕỌÔỐỒỔỖỘ"),
    ('U', "ÙØÛÕÏ", "ÚÙỦŨỤ"),
    ('Y', "ÙØÛÕ", "ÝỲỶỸ"),
    ('Ô', "ÙØÛÕÏ", "ỚỜỞỠỢ"),
    ('Ö', "ÙØÛÕÏ", "ỨỪỬỮỰ"),
];

/// Letters VNI writes alone.
pub const VNI_ALONE: &[(&str, &str)] = &[("ôöñíìæóòî", "ơưđíìỉĩịỵ"), ("ÔÖÑÍÌÆÓÒÎ", "ƠƯĐÍÌỈĨỊỴ")];

/// What a letter stands for.
pub fn of(table: &[(&str, &str)], c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    table.iter().find_map(|(from, to)| from.chars().zip(to.chars()).find(|(f, _)| *f == c).map(|(_, t)| t))
}

/// What a vowel and the letter after it stand for.
pub fn pair(table: &[(char, &str, &str)], vowel: char, next: char) -> Option<char> {
    if next.is_ascii() {
        return None;
    }
    let (_, from, to) = table.iter().find(|(v, _, _)| *v == vowel)?;
    from.chars().zip(to.chars()).find(|(f, _)| *f == next).map(|(_, t)| t)
}
