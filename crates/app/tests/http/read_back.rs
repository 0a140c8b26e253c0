//! Reads papers back with parsers that share no code with their writers.

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// The words of a PDF in the order they were drawn, by the file's own ToUnicode tables.
pub fn pdf(bytes: &[u8]) -> String {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let mut font = HashMap::new();
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
    }
    text
}

/// All that any tool could read out of a file, text, facts about it and pictures alike: its bytes, and what
/// each packed stream holds, also as UTF-16.
pub fn everything(bytes: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(bytes).into_owned();
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|w| w == b"stream") {
        rest = &rest[at + 6..];
        let start = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let mut plain = Vec::new();
        // What is no packed stream gives nothing, or what could be read.
        let _ = flate2::read::ZlibDecoder::new(&rest[start..]).read_to_end(&mut plain);
        all.push_str(&String::from_utf8_lossy(&plain));
        all.extend(wide(&plain));
    }
    all.extend(wide(bytes));
    all
}

/// The bytes as UTF-16, begun at either.
fn wide(bytes: &[u8]) -> impl Iterator<Item = char> + '_ {
    let begun_at = |from: usize| bytes.get(from..).unwrap_or_default().chunks_exact(2);
    [0, 1]
        .into_iter()
        .flat_map(begun_at)
        .map(|b| char::from_u32(u32::from(u16::from_be_bytes([b[0], b[1]]))).unwrap_or('?'))
}

/// Boxes a PDF's first page fills black, as a picture of grey bytes: its width and rows, four dots a point.
pub fn black(bytes: &[u8]) -> (usize, Vec<u8>) {
    const DOTS: f64 = 4.0;
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let pages = pdf.pages();
    let mut operations = pages[0].typed_operations();
    let (width, height) = (600 * DOTS as usize, 850 * DOTS as usize);
    let mut dots = vec![255; width * height];
    let mut at = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut kept, mut corners, mut is_black) = (Vec::new(), Vec::new(), true);
    let place = |at: &[f64; 6], x: f64, y: f64| (at[0] * x + at[2] * y + at[4], at[1] * x + at[3] * y + at[5]);
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::SaveState(_) => kept.push((at, is_black)),
            TypedInstruction::RestoreState(_) => (at, is_black) = kept.pop().unwrap(),
            TypedInstruction::Transform(m) => {
                let m = [m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64());
                let (e, f) = place(&at, m[4], m[5]);
                let turned = |a: f64, b: f64| (at[0] * a + at[2] * b, at[1] * a + at[3] * b);
                let ((a, b), (c, d)) = (turned(m[0], m[1]), turned(m[2], m[3]));
                at = [a, b, c, d, e, f];
            }
            TypedInstruction::NonStrokeColorNamed(c) => is_black = c.0.iter().all(|n| n.as_f64() == 0.0),
            TypedInstruction::NonStrokeColorDeviceGray(c) => is_black = c.0.as_f64() == 0.0,
            TypedInstruction::NonStrokeColorDeviceRgb(c) => {
                is_black = [c.0, c.1, c.2].iter().all(|n| n.as_f64() == 0.0)
            }
            TypedInstruction::MoveTo(to) => corners = vec![place(&at, to.0.as_f64(), to.1.as_f64())],
            TypedInstruction::LineTo(to) => corners.push(place(&at, to.0.as_f64(), to.1.as_f64())),
            TypedInstruction::RectPath(r) => {
                let [x, y, w, h] = [r.0, r.1, r.2, r.3].map(|n| n.as_f64());
                corners = vec![place(&at, x, y), place(&at, x + w, y + h)];
            }
            TypedInstruction::FillPathNonZero(_) | TypedInstruction::FillPathEvenOdd(_) if is_black => {
                let edge = |of: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64| {
                    (corners.iter().map(of).reduce(pick).unwrap() * DOTS).round() as usize
                };
                // A page of a PDF counts from its foot.
                for row in edge(|c| c.1, f64::min)..edge(|c| c.1, f64::max).min(height) {
                    let from = (height - 1 - row) * width;
                    dots[from + edge(|c| c.0, f64::min)..from + edge(|c| c.0, f64::max).min(width)].fill(0);
                }
            }
            _ => {}
        }
    }
    (width, dots)
}

fn show(text: &mut String, codes: &[u8], font: &HashMap<u16, String>) {
    for code in codes.chunks(2) {
        text.push_str(&font[&u16::from_be_bytes([code[0], code[1]])]);
    }
}

fn to_unicode(font: &Dict<'_>) -> HashMap<u16, String> {
    let table = font.get::<Stream<'_>>("ToUnicode").expect("a font without ToUnicode cannot be searched");
    let table = String::from_utf8(table.decoded().unwrap().into_owned()).unwrap();
    let (mut out, mut within) = (HashMap::new(), "");
    let code = |text: &str| u16::from_str_radix(text, 16).unwrap();
    for line in table.lines() {
        let words: Vec<&str> = line.split(['<', '>', ' ']).filter(|w| !w.is_empty()).collect();
        match words.as_slice() {
            [_, word @ ("beginbfchar" | "beginbfrange")] => within = word,
            ["endbfchar" | "endbfrange"] => within = "",
            [at, text] if within == "beginbfchar" => drop(out.insert(code(at), utf16(text))),
            [from, to, text] if within == "beginbfrange" => {
                let first = utf16(text).chars().next().unwrap() as u32;
                for at in code(from)..=code(to) {
                    let letter = char::from_u32(first + u32::from(at - code(from))).unwrap();
                    out.insert(at, letter.to_string());
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

/// The fonts of a PDF, each with whether its outlines are inside.
pub fn fonts(bytes: &[u8]) -> Vec<(String, bool)> {
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

/// Every part of a packed folder (DOCX, XLSX) as it lies in it.
pub fn parts(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for n in 0..zip.len() {
        zip.by_index(n).unwrap().read_to_end(&mut all).unwrap();
        all.push(b'\n');
    }
    all
}

/// The text of a DOCX, read by a parser that refuses ill-formed XML; a line for each paragraph.
pub fn docx(bytes: &[u8]) -> String {
    use quick_xml::events::Event;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut out, mut within) = (String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:p" => out.push('\n'),
            Event::Start(tag) if tag.name().as_ref() == "w:t" => within = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => within = false,
            Event::Text(text) if within => out.push_str(&text),
            Event::Eof => return out,
            _ => {}
        }
    }
}
