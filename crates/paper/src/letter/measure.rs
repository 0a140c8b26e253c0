//! The measures of Phụ lục I of Nghị định 30/2020/NĐ-CP, once for both renderings, in points.

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// A4 portrait.
pub(super) const WIDTH: f32 = 210.0 * MM;
pub(super) const HEIGHT: f32 = 297.0 * MM;
/// Margins: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm.
pub(super) const TOP: f32 = 20.0 * MM;
pub(super) const BOTTOM: f32 = 20.0 * MM;
pub(super) const LEFT: f32 = 30.0 * MM;
pub(super) const RIGHT: f32 = 15.0 * MM;
/// The width of a line of prose.
pub(super) const MEASURE: f32 = WIDTH - LEFT - RIGHT;
/// Where the page number and the mark stand, from the edge of the paper.
pub(super) const EDGE: f32 = 10.0 * MM;

/// Quốc hiệu, issuing bodies, V/v: 12–13.
pub(super) const SMALL: f32 = 12.0;
/// Tiêu ngữ, number, place and day, tables: 13.
pub(super) const MIDDLE: f32 = 13.0;
/// Body, title, signer: 13–14.
pub(super) const BODY: f32 = 14.0;
/// The list of recipients.
pub(super) const LIST: f32 = 11.0;

/// First-line indent: 1 or 1.27 cm.
pub(super) const INDENT: f32 = 12.7 * MM;
/// Between paragraphs: at least 6 pt.
pub(super) const GAP: f32 = 6.0;
/// Line spacing of prose: between single and 1.5.
pub(super) const SPACING: f32 = 1.1;
/// Room for the hand and the seal above the signer's name.
pub(super) const HAND: f32 = 66.0;
/// The left column of the head: the issuing body. The motto takes the rest.
pub(super) const HEAD_LEFT: f32 = 200.0;
/// Side padding of a table's cell.
pub(super) const CELL: f32 = 4.5;
/// Thickness of rules.
pub(super) const RULE: f32 = 0.6;

pub(super) const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
pub(super) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
pub(super) const RECIPIENTS: &str = "Nơi nhận:";
pub(super) const TO: &str = "Kính gửi:";
/// Side of a square of a code, in points: one of 37 squares is some 39 mm wide.
const SQUARE: f32 = 3.0;
/// No code is narrower than 25 mm: a telephone held over a desk is to read it.
const LEAST_CODE: f32 = 71.0;
/// Squares of bare paper around a code, without which a camera does not find it.
pub(super) const QUIET: f32 = 4.0;

/// Side of each square of a code of so many.
pub(super) fn square(columns: usize) -> f32 {
    SQUARE.max(LEAST_CODE / columns.max(1) as f32)
}
