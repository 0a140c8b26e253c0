//! The text of the document: the head and the signers as borderless tables, the rest as paragraphs.

use super::super::face::Face;
use super::super::head::{ABREAST, dashed};
use super::super::lines::{Line, Setting, set};
use super::super::{Align, Block, Grid, Letter, Run, Signer, measure::*};
use super::parts::{W, section};
use super::{escaped, twips};

/// The main part.
pub(super) fn document(letter: &Letter) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {W}><w:body>");
    head(&mut out, letter);
    title(&mut out, letter);
    let signed = !letter.signers.is_empty() || !letter.recipients.is_empty();
    for (n, part) in letter.body.iter().enumerate() {
        // The last words stay with the signature.
        let keep = if signed && n + 1 == letter.body.len() { "<w:keepNext/>" } else { "" };
        block(&mut out, part, keep);
    }
    end(&mut out, letter);
    out.push_str(&section());
    out.push_str("</w:body></w:document>");
    out
}

/// A paragraph in a style, with properties of its own.
fn paragraph(out: &mut String, style: &str, properties: &str, runs: &[Run]) {
    out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>"));
    for run in runs.iter().filter(|r| !r.text.is_empty()) {
        let face = format!("{}{}", if run.bold { "<w:b/>" } else { "" }, if run.italic { "<w:i/>" } else { "" });
        let face = if face.is_empty() { face } else { format!("<w:rPr>{face}</w:rPr>") };
        out.push_str(&format!("<w:r>{face}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&run.text)));
    }
    out.push_str("</w:p>");
}

fn line(out: &mut String, style: &str, text: &str) {
    if !text.is_empty() {
        paragraph(out, style, "", &[Run::plain(text)]);
    }
}

/// A short rule: a tiny paragraph whose upper border is drawn between indents.
fn rule(out: &mut String, room: f32, width: f32) {
    let side = twips(((room - width) / 2.0).max(0.0));
    let properties = format!(
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"5\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>\
         <w:spacing w:before=\"70\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/>"
    );
    paragraph(out, "Ke", &properties, &[]);
}

/// A row of cells without borders.
fn columns(out: &mut String, widths: &[f32], cells: &[String]) {
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblLayout w:type=\"fixed\"/>");
    out.push_str("<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>");
    out.push_str("</w:tblPr><w:tblGrid>");
    for width in widths {
        out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", twips(*width)));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (width, cell) in widths.iter().zip(cells) {
        let inner = if cell.is_empty() { "<w:p/>" } else { cell };
        out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{inner}</w:tc>",
            twips(*width)
        ));
    }
    out.push_str("</w:tr></w:tbl>");
}

fn head(out: &mut String, letter: &Letter) {
    let motto = Face::BOLD.width(MOTTO, MIDDLE);
    let mut nation = String::new();
    line(&mut nation, "QuocHieu", NATION);
    line(&mut nation, "TieuNgu", MOTTO);
    if letter.issuer.is_empty() {
        rule(&mut nation, MEASURE, motto);
        out.push_str(&nation);
        if !letter.place_and_day.is_empty() {
            let right = "<w:spacing w:before=\"160\"/><w:jc w:val=\"right\"/>";
            paragraph(out, "NgayThang", right, &[Run::plain(&letter.place_and_day)]);
        }
        return;
    }
    let widths = [HEAD_LEFT, MEASURE - HEAD_LEFT];
    rule(&mut nation, widths[1], motto);
    let mut issuer = String::new();
    for text in letter.superior.lines() {
        let (lines, _) = evened(&text.to_uppercase(), Face::PLAIN, widths[0]);
        lines.iter().for_each(|text| line(&mut issuer, "CoQuanChuQuan", text));
    }
    let mut wide = 0.0_f32;
    for text in letter.issuer.lines() {
        let (lines, widest) = evened(&text.to_uppercase(), Face::BOLD, widths[0]);
        lines.iter().for_each(|text| line(&mut issuer, "CoQuanBanHanh", text));
        wide = wide.max(widest);
    }
    rule(&mut issuer, widths[0], wide * 0.4);
    columns(out, &widths, &[issuer, nation]);
    // Two tables in a row would melt into one: a tiny paragraph stands between.
    paragraph(out, "Ke", "<w:spacing w:before=\"100\"/>", &[]);
    let mut number = String::new();
    line(&mut number, "SoKyHieu", &letter.number);
    let (lines, _) = evened(&letter.about, Face::PLAIN, widths[0]);
    lines.iter().for_each(|text| line(&mut number, "VeViec", text));
    line(&mut number, "DoKhan", &letter.urgency.to_uppercase());
    let mut day = String::new();
    line(&mut day, "NgayThang", &letter.place_and_day);
    columns(out, &widths, &[number, day]);
}

/// The lines of an issuing body as the PDF breaks them, about equally long, and the widest.
fn evened(text: &str, face: Face, width: f32) -> (Vec<String>, f32) {
    let run = Run { text: text.into(), bold: face.bold, italic: face.italic };
    let lines = set(&[run], &Setting { size: SMALL, width, indent: 0.0, align: Align::Centre });
    let widest = lines.iter().map(|l| l.width).fold(0.0, f32::max);
    let words = |line: &Line| line.spans.iter().map(|s| s.text.as_str()).collect::<String>().trim_end().to_owned();
    (lines.iter().map(words).collect(), widest)
}

fn title(out: &mut String, letter: &Letter) {
    line(out, "TenLoai", &letter.title.to_uppercase());
    if !letter.subject.is_empty() {
        line(out, "TrichYeu", &letter.subject);
        let wide = Face::BOLD.width(&letter.subject, BODY).min(MEASURE);
        rule(out, MEASURE, (wide * 0.4).min(150.0));
    }
    line(out, "ThamQuyen", &letter.authority.to_uppercase());
    match letter.to.as_slice() {
        [] => {}
        [one] => paragraph(out, "KinhGui", "<w:jc w:val=\"center\"/>", &[Run::plain(format!("{TO} {one}"))]),
        many => {
            paragraph(out, "KinhGui", "<w:ind w:left=\"1400\"/>", &[Run::plain(TO)]);
            for text in dashed(many) {
                let tight = "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"2400\"/>";
                paragraph(out, "KinhGui", tight, &[Run::plain(text)]);
            }
        }
    }
}

fn block(out: &mut String, block: &Block, keep: &str) {
    match block {
        Block::Basis(text) => paragraph(out, "CanCu", keep, text),
        Block::Paragraph { text, align: Align::Justified } => paragraph(out, "NoiDung", keep, text),
        Block::Paragraph { text, align } => {
            paragraph(out, "NoiDungTrai", &format!("{keep}{}", side(*align)), text);
        }
        Block::Heading { text, centred: true } => paragraph(out, "DeMucGiua", "", text),
        Block::Heading { text, centred: false } => paragraph(out, "DeMuc", "", text),
        Block::Grid(grid) => table(out, grid),
        Block::Bars(all) => bars(out, all),
        Block::Squares(rows) => squares(out, rows),
        Block::Annex { number, title, attached_to } => {
            paragraph(out, "DeMucGiua", "<w:pageBreakBefore/>", &[Run::plain(number)]);
            line(out, "DeMucGiua", &title.to_uppercase());
            paragraph(out, "NoiDungTrai", side(Align::Centre), &[Run::italic(attached_to)]);
        }
    }
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Justified => "<w:jc w:val=\"both\"/>",
        Align::Left => "<w:jc w:val=\"left\"/>",
        Align::Centre => "<w:jc w:val=\"center\"/>",
        Align::Right => "<w:jc w:val=\"right\"/>",
    }
}

/// A row whose cells are shorter than this is not torn by a page break.
const WHOLE: usize = 500;

fn table(out: &mut String, grid: &Grid) {
    let whole: u32 = grid.columns.iter().map(|(share, _)| (*share).max(1)).sum();
    if whole == 0 {
        return;
    }
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    paragraph(out, "Ke", "<w:spacing w:before=\"80\"/>", &[]);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        twips(MEASURE)
    ));
    let widths: Vec<i32> =
        grid.columns.iter().map(|(share, _)| twips(MEASURE * (*share).max(1) as f32 / whole as f32)).collect();
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    for (rows, head) in [(&grid.head, true), (&grid.rows, false)] {
        for row in rows {
            let short = row.iter().all(|cell| cell.iter().map(|r| r.text.len()).sum::<usize>() < WHOLE);
            out.push_str(match (head, short) {
                (true, _) => "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
                (false, true) => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
                (false, false) => "<w:tr>",
            });
            for (n, width) in widths.iter().enumerate() {
                let middle = if head { "<w:vAlign w:val=\"center\"/>" } else { "" };
                out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{middle}</w:tcPr>"));
                let text = row.get(n).map_or(&[][..], Vec::as_slice);
                match head {
                    true => paragraph(out, "DauBang", "", text),
                    false => paragraph(out, "OBang", side(grid.columns[n].1), text),
                }
                out.push_str("</w:tc>");
            }
            out.push_str("</w:tr>");
        }
    }
    out.push_str("</w:tbl>");
}

/// Bars as rows of cells, one of them shaded: they stay text that can be edited.
fn bars(out: &mut String, all: &[(String, String, u32)]) {
    let cell = |width: f32, more: &str, inner: String| {
        let width = twips(width);
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{more}</w:tcPr>{inner}</w:tc>")
    };
    for (label, said, length) in all {
        let bar = (MEASURE * 0.36 * (*length).min(1_000) as f32 / 1_000.0).max(1.0);
        let widths = [MEASURE * 0.4, bar, MEASURE * 0.6 - bar];
        out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblLayout w:type=\"fixed\"/>");
        out.push_str(
            "<w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/></w:tblCellMar>",
        );
        out.push_str("</w:tblPr><w:tblGrid>");
        for width in widths {
            out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", twips(width)));
        }
        out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let mut texts = [String::new(), String::new(), String::new()];
        paragraph(&mut texts[0], "OBang", side(Align::Right), &[Run::plain(label)]);
        paragraph(&mut texts[1], "OBang", "", &[]);
        paragraph(&mut texts[2], "OBang", side(Align::Left), &[Run::plain(said)]);
        let grey = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"9A9A9A\"/>";
        for ((width, text), more) in widths.into_iter().zip(texts).zip(["", grey, ""]) {
            out.push_str(&cell(width, more, text));
        }
        out.push_str("</w:tr></w:tbl>");
        // Two tables in a row would melt into one.
        paragraph(out, "Ke", "", &[]);
    }
}

/// Squares as cells of a table, each run of one shade a cell.
fn squares(out: &mut String, rows: &[Vec<bool>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let square = square(columns);
    let (side, quiet) = (twips(square), format!("<w:spacing w:before=\"{}\"/>", twips(QUIET * square)));
    paragraph(out, "Ke", &quiet, &[]);
    out.push_str(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>",
    );
    out.push_str("<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    (0..columns).for_each(|_| out.push_str(&format!("<w:gridCol w:w=\"{side}\"/>")));
    out.push_str("</w:tblGrid>");
    for (n, row) in rows.iter().enumerate() {
        // Torn by a page break no camera reads it.
        let whole = if n + 1 < rows.len() { "<w:keepNext/>" } else { "" };
        out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{side}\" w:hRule=\"exact\"/></w:trPr>"));
        for run in row.chunk_by(|a, b| a == b) {
            let width = twips(square * run.len() as f32);
            let fill = if run[0] { "000000" } else { "FFFFFF" };
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/></w:tcPr>",
                run.len()
            ));
            paragraph(out, "Ke", whole, &[]);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    paragraph(out, "Ke", &quiet, &[]);
}

fn end(out: &mut String, letter: &Letter) {
    if letter.signers.is_empty() && letter.recipients.is_empty() {
        return;
    }
    paragraph(out, "Ke", "<w:keepNext/><w:spacing w:before=\"240\"/>", &[]);
    let mut recipients = String::new();
    if !letter.recipients.is_empty() {
        line(&mut recipients, "NoiNhan", RECIPIENTS);
        for text in dashed(&letter.recipients) {
            line(&mut recipients, "NoiNhanDong", &text);
        }
    }
    if let [one] = letter.signers.as_slice() {
        columns(out, &[MEASURE * 0.46, MEASURE * 0.54], &[recipients, signer(one)]);
        paragraph(out, "Ke", "", &[]);
        return;
    }
    for row in letter.signers.chunks(ABREAST) {
        let widths = vec![MEASURE / row.len() as f32; row.len()];
        columns(out, &widths, &row.iter().map(signer).collect::<Vec<_>>());
        paragraph(out, "Ke", "<w:spacing w:before=\"160\"/>", &[]);
    }
    out.push_str(&recipients);
}

fn signer(signer: &Signer) -> String {
    let mut out = String::new();
    for text in &signer.capacity {
        line(&mut out, "ChucVu", text);
    }
    line(&mut out, "KyGhiRo", &signer.note);
    let room = format!("<w:spacing w:before=\"{}\"/>", twips(HAND));
    paragraph(&mut out, "HoTen", &room, &[Run::plain(&signer.name)]);
    out
}
