//! Old text is found and reads right; ordinary text of any language is left alone.

use super::{Encoding, convert, detect, syllable};
use proptest::prelude::*;

const TCVN3: &[(&str, &str)] = &[
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("§¬n khiÕu n¹i vÒ viÖc båi th\u{ad}êng ®Êt", "Đơn khiếu nại về việc bồi thường đất"),
    ("NguyÔn ThÞ H\u{ad}¬ng, x· An Hoµ, huyÖn VÜnh B¶o", "Nguyễn Thị Hương, xã An Hoà, huyện Vĩnh Bảo"),
];
const VNI: &[(&str, &str)] = &[
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("Ñôn khieáu naïi veà vieäc boài thöôøng ñaát", "Đơn khiếu nại về việc bồi thường đất"),
    ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
];

#[test]
fn old_text_is_found_and_reads_right() {
    for (old, new) in TCVN3 {
        assert_eq!(detect(old), Some(Encoding::Tcvn3), "{old}");
        assert_eq!(convert(old, Encoding::Tcvn3), *new);
    }
    for (old, new) in VNI {
        assert_eq!(detect(old), Some(Encoding::Vni), "{old}");
        assert_eq!(convert(old, Encoding::Vni), *new);
    }
}

#[test]
fn ordinary_text_is_left_alone() {
    let ordinary = [
        "",
        "Đơn khiếu nại về việc bồi thường đất",
        "Khiếu nại, tố cáo, kiến nghị",
        "Hà Nam, bà Lê Thị Hoà, xã Hoà Bình, ông Trí",
        "cá, gà, bò, mì, và, là, có, cô, bé, bà, mù, tê, tô",
        "Petition about the résumé of a naïve café owner, Beyoncé",
        "L'été dernier, le préfet a reçu une pétition déjà traitée à Orléans",
        "Über die Größe der Fläche: 25 m² für Herrn Müller, Düsseldorf",
        "El niño señaló la situación en España, año 2023",
        "São Paulo, coração, avô, não",
        "Ångström, smörgåsbord på Malmö",
        "£100, §5, ©2023, 20°C ± 0.5",
        "😀 <script>alert(1)</script>",
    ];
    for text in ordinary {
        assert_eq!(detect(text), None, "{text}");
    }
}

#[test]
fn syllables_are_told_by_how_they_are_built() {
    for word in ["nghiêng", "khuỷu", "giường", "quyết", "Đường", "ý", "oan", "ươm", "gì", "thuở", "ngoẹo"]
    {
        assert!(syllable::is_one(word), "{word}");
    }
    for word in ["résumé", "naïve", "Größe", "coração", "strøm", "bcd", ""] {
        assert!(!syllable::is_one(word), "{word}");
    }
}

proptest! {
    /// Text in Unicode that has one letter only Unicode knows is never taken for old.
    #[test]
    fn what_is_vietnamese_already_is_never_converted(words in prop::collection::vec("[a-zàáâãèéêìíòóôõùúý]{1,6}", 1..12)) {
        let text = format!("{} được", words.join(" "));
        prop_assert_eq!(detect(&text), None);
    }

    /// Every text can be asked and converted.
    #[test]
    fn nothing_breaks(text in ".{0,80}") {
        let _ = detect(&text);
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            prop_assert!(convert(&text, encoding).chars().count() <= text.chars().count());
        }
    }
}
