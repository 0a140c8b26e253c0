//! The fixed parts of a paper: nation and issuer, number and place, type name, addressees, signers.

use super::face::line_height;
use super::measure::*;
use super::sheet::{Column, Kind, Mark, Piece, Strip, short_rule, stack};
use super::{Align, Letter, Run, Signer};

/// Quốc hiệu, tiêu ngữ, cơ quan ban hành, số, ký hiệu, địa danh và thời gian.
pub(super) fn head(strip: &mut Strip, letter: &Letter) {
    let mut marks = Vec::new();
    let official = !letter.issuer.is_empty();
    let right = match official {
        true => centred(LEFT + HEAD_LEFT, MEASURE - HEAD_LEFT, SMALL),
        false => centred(LEFT, MEASURE, MIDDLE),
    };
    let left = centred(LEFT - 6.0, HEAD_LEFT, SMALL);
    // Read in the order of the decree: the nation first.
    let after_nation = nation(strip, &mut marks, right);
    let after_issuer = if official { issuer(strip, &mut marks, letter, left) } else { TOP };
    let row = after_nation.max(after_issuer) + 9.0;
    let left_end = if official { number(strip, &mut marks, letter, left, row) } else { row };
    let mut right_end = row;
    if !letter.place_and_day.is_empty() {
        let node = strip.node(Kind::Paragraph, None);
        let how = Column { size: MIDDLE, align: if official { Align::Centre } else { Align::Right }, ..right };
        right_end = stack(&mut marks, &[Run::italic(&letter.place_and_day)], how, row, Some(node)).0;
    }
    // Everything above was placed from the top of the paper; a piece starts at the top margin.
    let marks = marks.iter().map(|m| m.lowered(-TOP)).collect();
    strip.pieces.push(Piece { height: left_end.max(right_end) - TOP + 6.0, marks, ..Piece::default() });
}

fn centred(x: f32, width: f32, size: f32) -> Column {
    Column { x, width, size, align: Align::Centre }
}

fn nation(strip: &mut Strip, marks: &mut Vec<Mark>, how: Column) -> f32 {
    let node = strip.node(Kind::Paragraph, None);
    let (y, _) = stack(marks, &[Run::bold(NATION)], how, TOP, Some(node));
    let node = strip.node(Kind::Paragraph, None);
    let motto = Column { size: how.size + 1.0, ..how };
    let (y, wide) = stack(marks, &[Run::bold(MOTTO)], motto, y, Some(node));
    short_rule(marks, how, wide, y + 2.0);
    y + 2.0
}

fn issuer(strip: &mut Strip, marks: &mut Vec<Mark>, letter: &Letter, how: Column) -> f32 {
    let (mut y, mut wide) = (TOP, 0.0_f32);
    for line in letter.superior.lines() {
        let node = strip.node(Kind::Paragraph, None);
        y = stack(marks, &[Run::plain(line.to_uppercase())], how, y, Some(node)).0;
    }
    for line in letter.issuer.lines() {
        let node = strip.node(Kind::Paragraph, None);
        let (next, widest) = stack(marks, &[Run::bold(line.to_uppercase())], how, y, Some(node));
        (y, wide) = (next, wide.max(widest));
    }
    short_rule(marks, how, wide * 0.4, y + 2.0);
    y + 2.0
}

fn number(strip: &mut Strip, marks: &mut Vec<Mark>, letter: &Letter, how: Column, top: f32) -> f32 {
    let mut y = top;
    for (text, size) in [(&letter.number, MIDDLE), (&letter.about, SMALL)] {
        if !text.is_empty() {
            let node = strip.node(Kind::Paragraph, None);
            y = stack(marks, &[Run::plain(text)], Column { size, ..how }, y, Some(node)).0 + 1.0;
        }
    }
    match letter.urgency.is_empty() {
        true => y,
        false => urgency(strip, marks, &letter.urgency, how, y + 7.0),
    }
}

/// Độ khẩn: capitals in a box.
fn urgency(strip: &mut Strip, marks: &mut Vec<Mark>, text: &str, how: Column, top: f32) -> f32 {
    let node = strip.node(Kind::Paragraph, None);
    let how = Column { size: MIDDLE, ..how };
    let (end, wide) = stack(marks, &[Run::bold(text.to_uppercase())], how, top, Some(node));
    let middle = how.x + how.width / 2.0;
    let (x1, x2, y1, y2) = (middle - wide / 2.0 - 6.0, middle + wide / 2.0 + 6.0, top - 2.0, end + 2.0);
    let corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)];
    marks.extend(corners.windows(2).map(|c| Mark::Rule { from: c[0], to: c[1] }));
    end + 4.0
}

/// Tên loại, trích yếu, thẩm quyền ban hành, kính gửi.
pub(super) fn title(strip: &mut Strip, letter: &Letter) {
    let how = centred(LEFT, MEASURE, BODY);
    let (mut marks, mut y, mut wide) = (Vec::new(), 12.0, 0.0);
    for (n, text) in [letter.title.to_uppercase(), letter.subject.clone()].iter().enumerate() {
        if !text.is_empty() {
            let node = strip.node(if n == 0 { Kind::Heading } else { Kind::Paragraph }, None);
            (y, wide) = stack(&mut marks, &[Run::bold(text)], how, y, Some(node));
        }
    }
    if wide > 0.0 && !letter.subject.is_empty() {
        short_rule(&mut marks, how, (wide * 0.4).min(150.0), y + 3.0);
        y += 4.0;
    }
    if !letter.authority.is_empty() {
        let node = strip.node(Kind::Paragraph, None);
        y = stack(&mut marks, &[Run::bold(letter.authority.to_uppercase())], how, y + 10.0, Some(node)).0;
    }
    if !marks.is_empty() {
        strip.pieces.push(Piece { height: y + 4.0, marks, keep: true, ..Piece::default() });
    }
    to(strip, &letter.to);
}

/// Kính gửi: one addressee stands beside the words, several below them.
fn to(strip: &mut Strip, to: &[String]) {
    let (mut marks, top) = (Vec::new(), 10.0);
    let end = match to {
        [] => return,
        [one] => {
            let node = strip.node(Kind::Paragraph, None);
            let runs = [Run::plain(format!("{TO} {one}"))];
            stack(&mut marks, &runs, centred(LEFT + 30.0, MEASURE - 60.0, BODY), top, Some(node)).0
        }
        many => {
            let node = strip.node(Kind::Paragraph, None);
            let lead = Column { x: LEFT + 70.0, width: 80.0, size: BODY, align: Align::Left };
            let mut y = stack(&mut marks, &[Run::plain(TO)], lead, top, Some(node)).0;
            let column = Column { x: LEFT + 120.0, width: MEASURE - 120.0, size: BODY, align: Align::Left };
            for line in dashed(many) {
                let node = strip.node(Kind::Paragraph, None);
                y = stack(&mut marks, &[Run::plain(line)], column, y, Some(node)).0;
            }
            y
        }
    };
    strip.pieces.push(Piece { height: end + 6.0, marks, keep: true, ..Piece::default() });
}

/// Lines of a list in a paper: dash, semicolon, a full stop at the end.
pub(super) fn dashed(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let line = |(n, line): (usize, &String)| {
        let line = line.trim().trim_end_matches(['.', ';']);
        format!("- {line}{}", if n == last { "." } else { ";" })
    };
    lines.iter().enumerate().map(line).collect()
}

/// Above this height the recipients no longer stand beside the signer but below.
const BESIDE: f32 = 260.0;

/// Nơi nhận and the signers, side by side, with the end of the text on the same page.
pub(super) fn end(strip: &mut Strip, letter: &Letter) {
    if letter.signers.is_empty() && letter.recipients.is_empty() {
        return;
    }
    // A signature never stands alone on a page.
    for piece in strip.pieces.iter_mut().rev().take(2) {
        piece.keep = true;
    }
    let (mut marks, mut low) = (Vec::new(), 0.0_f32);
    let recipients = line_height(LIST) * letter.recipients.len() as f32;
    let beside = letter.signers.len() <= 1 && recipients < BESIDE;
    if beside {
        let column = Column { x: LEFT, width: MEASURE * 0.44, size: LIST, align: Align::Left };
        for (run, size) in recipient_lines(&letter.recipients) {
            let node = strip.node(Kind::Paragraph, None);
            low = stack(&mut marks, &[run], Column { size, ..column }, low, Some(node)).0;
        }
    }
    low = low.max(signers(strip, &mut marks, &letter.signers));
    strip.pieces.push(Piece { gap: 14.0, height: low, marks, ..Piece::default() });
    if !beside {
        for (n, (run, size)) in recipient_lines(&letter.recipients).into_iter().enumerate() {
            let node = strip.node(Kind::Paragraph, None);
            let how = Column { x: LEFT, width: MEASURE, size, align: Align::Left };
            let mut marks = Vec::new();
            let height = stack(&mut marks, &[run], how, 0.0, Some(node)).0;
            let gap = if n == 0 { 12.0 } else { 0.0 };
            strip.pieces.push(Piece { gap, height, marks, keep: n == 0, ..Piece::default() });
        }
    }
}

/// The words of the list of recipients with their sizes.
pub(super) fn recipient_lines(recipients: &[String]) -> Vec<(Run, f32)> {
    if recipients.is_empty() {
        return Vec::new();
    }
    let lead = Run { text: RECIPIENTS.into(), bold: true, italic: true };
    let lines = dashed(recipients).into_iter().map(|line| (Run::plain(line), LIST));
    std::iter::once((lead, SMALL)).chain(lines).collect()
}

/// How many signers stand side by side.
pub(super) const ABREAST: usize = 3;

/// The signers: one at the right, several side by side.
fn signers(strip: &mut Strip, marks: &mut Vec<Mark>, signers: &[Signer]) -> f32 {
    let mut top = 0.0_f32;
    for row in signers.chunks(ABREAST) {
        let mut columns: Vec<Column> = match row.len() {
            1 => vec![centred(LEFT + MEASURE * 0.46, MEASURE * 0.54, BODY)],
            n => {
                let width = MEASURE / n as f32;
                (0..n).map(|k| centred(LEFT + width * k as f32, width - 8.0, MIDDLE)).collect()
            }
        };
        let mut low = top;
        for (signer, how) in row.iter().zip(&mut columns) {
            low = low.max(capacity(strip, marks, signer, *how, top));
        }
        let mut end = low + HAND;
        for (signer, how) in row.iter().zip(&columns) {
            let node = (!signer.name.is_empty()).then(|| strip.node(Kind::Paragraph, None));
            end = end.max(stack(marks, &[Run::bold(&signer.name)], *how, low + HAND, node).0);
        }
        top = end + 10.0;
    }
    top
}

fn capacity(strip: &mut Strip, marks: &mut Vec<Mark>, signer: &Signer, how: Column, top: f32) -> f32 {
    let mut y = top;
    for line in &signer.capacity {
        let node = strip.node(Kind::Paragraph, None);
        y = stack(marks, &[Run::bold(line)], how, y, Some(node)).0;
    }
    if !signer.note.is_empty() {
        let node = strip.node(Kind::Paragraph, None);
        y = stack(marks, &[Run::italic(&signer.note)], Column { size: MIDDLE - 1.0, ..how }, y, Some(node)).0;
    }
    y
}
