//! Reads the papers back with parsers that share no code with the writers.

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// The words of each page, in the order they were drawn, by the file's own ToUnicode tables.
pub(super) fn pages(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let mut out = Vec::new();
    for page in pdf.pages().iter() {
        let (mut text, mut font) = (String::new(), HashMap::new());
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            match operation {
                TypedInstruction::TextFont(set) => font = to_unicode(&page.resources().get_font(set.0).unwrap()),
                TypedInstruction::ShowText(shown) => show(&mut text, shown.0.as_bytes(), &font),
                TypedInstruction::ShowTexts(shown) => {
                    for part in shown.0.iter::<Object<'_>>() {
                        if let Object::String(part) = part {
                            show(&mut text, part.as_bytes(), &font);
                        }
                    }
                }
                _ => {}
            }
        }
        out.push(text);
    }
    out
}

fn show(text: &mut String, codes: &[u8], font: &HashMap<u16, String>) {
    for code in codes.chunks(2) {
        let code = u16::from_be_bytes([code[0], code[1]]);
        text.push_str(font.get(&code).unwrap_or_else(|| panic!("glyph {code} has no Unicode")));
    }
}

/// The table of a font, from glyph codes to characters.
fn to_unicode(font: &Dict<'_>) -> HashMap<u16, String> {
    let table = font.get::<Stream<'_>>("ToUnicode").expect("a font without ToUnicode cannot be searched");
    let table = String::from_utf8(table.decoded().unwrap().into_owned()).unwrap();
    let (mut out, mut within) = (HashMap::new(), "");
    for line in table.lines() {
        let words: Vec<&str> = line.split(['<', '>', ' ']).filter(|w| !w.is_empty()).collect();
        match words.as_slice() {
            [_, word @ ("beginbfchar" | "beginbfrange")] => within = word,
            ["endbfchar" | "endbfrange"] => within = "",
            [code, text] if within == "beginbfchar" => {
                out.insert(u16::from_str_radix(code, 16).unwrap(), utf16(text));
            }
            [from, to, text] if within == "beginbfrange" => {
                let (from, to) = (u16::from_str_radix(from, 16).unwrap(), u16::from_str_radix(to, 16).unwrap());
                let first = utf16(text).chars().next().unwrap() as u32;
                for code in from..=to {
                    out.insert(code, char::from_u32(first + u32::from(code - from)).unwrap().to_string());
                }
            }
            _ => {}
        }
    }
    out
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> = (0..hex.len()).step_by(4).map(|n| u16::from_str_radix(&hex[n..n + 4], 16).unwrap()).collect();
    String::from_utf16(&units).unwrap()
}

/// The fonts of the file, each with whether its outlines are inside.
pub(super) fn fonts(bytes: &[u8]) -> Vec<(String, bool)> {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let mut out = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if dict.get::<Name<'_>>("Type").is_some_and(|n| n.as_str() == "FontDescriptor") {
            let name = dict.get::<Name<'_>>("FontName").unwrap().as_str().to_owned();
            out.push((name, dict.get::<Stream<'_>>("FontFile2").is_some()));
        }
    }
    out
}

/// The roles of the reading tree, and whether the file says what it is and in which language.
pub(super) fn roles(bytes: &[u8]) -> (Vec<String>, bool) {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let (mut roles, mut vietnamese) = (Vec::new(), false);
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if let Some(role) = dict.get::<Name<'_>>("S").filter(|_| dict.contains_key("P")) {
            roles.push(role.as_str().to_owned());
        }
        let language = dict.get::<PdfString<'_>>("Lang").filter(|_| dict.contains_key("MarkInfo"));
        vietnamese |= language.is_some_and(|l| l.as_bytes() == b"vi");
        let _ = dict.get::<Array<'_>>("K");
    }
    (roles, vietnamese)
}

/// A part of a DOCX.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a DOCX's text with their styles, read by a parser that refuses ill-formed XML.
pub(super) fn paragraphs(bytes: &[u8]) -> Vec<(String, String)> {
    use quick_xml::events::Event;
    let xml = part(bytes, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut out, mut within): (Vec<(String, String)>, bool) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:p" => out.push(Default::default()),
            Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let style = tag.try_get_attribute("w:val").unwrap().unwrap();
                out.last_mut().unwrap().0 = style.value.into_owned();
            }
            Event::Start(tag) if tag.name().as_ref() == "w:t" => within = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => within = false,
            Event::Text(text) if within => out.last_mut().unwrap().1.push_str(&text),
            Event::GeneralRef(name) if within => {
                let sign = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("&{other}; in a paper"),
                };
                out.last_mut().unwrap().1.push_str(sign);
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}
