//! The parts beside the text: styles under the names an office uses, page number, mark, properties.

use super::super::{Letter, measure::*};
use super::{escaped, twips};
use std::fmt::Write as _;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespace of text parts.
pub(super) const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

pub(super) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>",
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "</Types>"
);

pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "</Relationships>"
);

pub(super) const DOCUMENT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>",
    "<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>",
    "</Relationships>"
);

pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "</w:settings>"
);

/// A paragraph style: key, the name shown in the office's list, size, weight and slant, paragraph properties.
struct Style {
    key: &'static str,
    name: &'static str,
    size: f32,
    bold: bool,
    italic: bool,
    properties: &'static str,
}

const fn style(key: &'static str, name: &'static str, size: f32, face: &str, properties: &'static str) -> Style {
    let (bold, italic) = match face.as_bytes() {
        b"b" => (true, false),
        b"i" => (false, true),
        b"bi" => (true, true),
        _ => (false, false),
    };
    Style { key, name, size, bold, italic, properties }
}

const CENTRE: &str = "<w:jc w:val=\"center\"/>";
/// Độ khẩn stands in a box.
const BOXED: &str = "<w:pBdr><w:top w:val=\"single\" w:sz=\"5\" w:space=\"2\" w:color=\"000000\"/>\
     <w:left w:val=\"single\" w:sz=\"5\" w:space=\"4\" w:color=\"000000\"/>\
     <w:bottom w:val=\"single\" w:sz=\"5\" w:space=\"2\" w:color=\"000000\"/>\
     <w:right w:val=\"single\" w:sz=\"5\" w:space=\"4\" w:color=\"000000\"/></w:pBdr>\
     <w:spacing w:before=\"120\"/><w:ind w:left=\"1100\" w:right=\"1100\"/><w:jc w:val=\"center\"/>";
const KEPT: &str = "<w:keepNext/><w:jc w:val=\"center\"/>";
/// 6 pt above, 1.1 lines, first line 1.27 cm in.
const PROSE: &str = "<w:spacing w:before=\"120\" w:line=\"264\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/>";
const PLAIN: &str = "<w:spacing w:before=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>";
const LEAD: &str = "<w:keepNext/><w:spacing w:before=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>\
     <w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/>";
const CHAPTER: &str =
    "<w:keepNext/><w:spacing w:before=\"120\" w:line=\"264\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>";

const STYLES: &[Style] = &[
    style("QuocHieu", "Quốc hiệu", SMALL, "b", CENTRE),
    style("TieuNgu", "Tiêu ngữ", MIDDLE, "b", CENTRE),
    style("CoQuanChuQuan", "Cơ quan chủ quản", SMALL, "", CENTRE),
    style("CoQuanBanHanh", "Cơ quan ban hành", SMALL, "b", CENTRE),
    style("SoKyHieu", "Số ký hiệu", MIDDLE, "", CENTRE),
    style("VeViec", "Trích yếu công văn", SMALL, "", CENTRE),
    style("DoKhan", "Độ khẩn", MIDDLE, "b", BOXED),
    style("NgayThang", "Địa danh ngày tháng", MIDDLE, "i", CENTRE),
    style(
        "TenLoai",
        "Tên loại văn bản",
        BODY,
        "b",
        "<w:keepNext/><w:spacing w:before=\"320\"/><w:jc w:val=\"center\"/>",
    ),
    style("TrichYeu", "Trích yếu", BODY, "b", KEPT),
    style(
        "ThamQuyen",
        "Thẩm quyền ban hành",
        BODY,
        "b",
        "<w:keepNext/><w:spacing w:before=\"200\"/><w:jc w:val=\"center\"/>",
    ),
    style("KinhGui", "Kính gửi", BODY, "", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/>"),
    style("CanCu", "Căn cứ", BODY, "i", PROSE),
    style("NoiDung", "Nội dung", BODY, "", PROSE),
    style("NoiDungTrai", "Nội dung không thụt", BODY, "", PLAIN),
    style("DeMuc", "Đề mục", BODY, "b", LEAD),
    style("DeMucGiua", "Đề mục giữa", BODY, "b", CHAPTER),
    style("OBang", "Ô bảng", MIDDLE, "", "<w:spacing w:before=\"40\" w:after=\"60\"/>"),
    style(
        "DauBang",
        "Đầu bảng",
        MIDDLE,
        "b",
        "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"60\"/><w:jc w:val=\"center\"/>",
    ),
    style("NoiNhan", "Nơi nhận", SMALL, "bi", ""),
    style("NoiNhanDong", "Nơi nhận - danh sách", LIST, "", ""),
    style("ChucVu", "Quyền hạn chức vụ", BODY, "b", KEPT),
    style("KyGhiRo", "Ký ghi rõ họ tên", SMALL, "i", KEPT),
    style("HoTen", "Họ tên người ký", BODY, "b", CENTRE),
    style("Ke", "Đường kẻ", 2.0, "", CENTRE),
    style("SoTrang", "Số trang", MIDDLE, "", CENTRE),
    style("DauHieu", "Dấu hiệu dữ liệu", LIST - 1.0, "bi", CENTRE),
];

/// Times New Roman, which the decree names and every office has.
pub(super) fn styles() -> String {
    let mut out = format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
         <w:color w:val=\"000000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"90\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"90\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    );
    for Style { key, name, size, bold, italic, properties } in STYLES {
        let half = (size * 2.0) as i32;
        let face = format!("{}{}", if *bold { "<w:b/>" } else { "" }, if *italic { "<w:i/>" } else { "" });
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{key}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{properties}</w:pPr>\
             <w:rPr>{face}<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/></w:rPr></w:style>"
        );
    }
    out.push_str("</w:styles>");
    out
}

/// The page number, which the first page does not show.
pub(super) fn header() -> String {
    format!(
        "{HEAD}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"SoTrang\"/></w:pPr>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>"
    )
}

/// The mark, or nothing.
pub(super) fn footer(mark: &str) -> String {
    let line = match mark.is_empty() {
        true => String::new(),
        false => "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"2\" w:color=\"000000\"/></w:pBdr>".into(),
    };
    format!(
        "{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"DauHieu\"/>{line}</w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:ftr>",
        escaped(mark)
    )
}

/// Title, issuer and the paper's own day.
pub(super) fn core(letter: &Letter) -> String {
    let words: Vec<&str> = [&letter.title, &letter.subject, &letter.about]
        .into_iter()
        .map(String::as_str)
        .filter(|s| !s.is_empty())
        .collect();
    let day = letter.day.filter(|d| d.year() > 0).map_or(String::new(), |day| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>")
    });
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>vi-VN</dc:language>{day}</cp:coreProperties>",
        escaped(&words.join(" ")),
        escaped(&letter.issuer)
    )
}

/// A4, margins of the decree, the page number not on the first page.
pub(super) fn section() -> String {
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:footerReference w:type=\"first\" r:id=\"rId4\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{edge}\" w:footer=\"{edge}\" w:gutter=\"0\"/>\
         <w:titlePg/></w:sectPr>",
        twips(WIDTH),
        twips(HEIGHT),
        twips(TOP),
        twips(RIGHT),
        twips(BOTTOM),
        twips(LEFT),
        edge = twips(EDGE),
    )
}
