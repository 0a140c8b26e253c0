//! An administrative paper in the format of Nghị định 30/2020/NĐ-CP (Phụ lục I),
//! and its two renderings: PDF to send and keep, DOCX to go on editing.
//!
//! Here and not in a template of pages because the decree fixes the look of a
//! paper, not its meaning: heads, margins, sizes and the signer's block are the
//! same for a receipt and for a conclusion. It never decides what a paper says
//! and knows no case; the same letter always gives the same bytes.

mod clean;
mod docx;
mod face;
mod head;
mod layout;
mod lines;
mod measure;
mod pages;
mod pdf;
mod sheet;

#[cfg(test)]
mod tests;

pub use docx::docx;
pub use pdf::{pdf, pdfs};

use jiff::civil::Date;

/// Văn bản hành chính: the elements of Điều 8 of the decree. An empty text is an element left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Cơ quan chủ quản: printed in capitals above the issuer.
    pub superior: String,
    /// Cơ quan ban hành: printed in capitals, bold. Empty for a paper that a citizen writes.
    pub issuer: String,
    /// Số, ký hiệu, with its lead: `Số: 05/KL-TTTP`.
    pub number: String,
    /// Trích yếu of an official letter without a type name: `V/v ...`, under the number.
    pub about: String,
    /// Địa danh và thời gian: `Hải Phòng, ngày 05 tháng 01 năm 2024`.
    pub place_and_day: String,
    /// The day the file carries as its own; none when the paper is not dated yet.
    pub day: Option<Date>,
    /// Độ khẩn, boxed under the number: `KHẨN`, `THƯỢNG KHẨN`, `HỎA TỐC`.
    pub urgency: String,
    /// Tên loại: printed in capitals, bold, centred.
    pub title: String,
    /// Trích yếu nội dung under the type name.
    pub subject: String,
    /// Thẩm quyền ban hành between subject and bases: `CHỦ TỊCH ỦY BAN NHÂN DÂN ...`.
    pub authority: String,
    /// Kính gửi: one line each.
    pub to: Vec<String>,
    /// What the paper says.
    pub body: Vec<Block>,
    /// Nơi nhận: one line each, without the dash.
    pub recipients: Vec<String>,
    /// Người ký: one for a decision, several for minutes.
    pub signers: Vec<Signer>,
    /// A line at the foot of every page that is no part of the paper, such as the mark of synthetic data.
    pub mark: String,
}

/// Chức vụ, họ tên và chữ ký của người có thẩm quyền.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// Quyền hạn, chức vụ: `KT. CHÁNH THANH TRA`, `PHÓ CHÁNH THANH TRA`, a line each.
    pub capacity: Vec<String>,
    /// A hint under the capacity: `(Ký, ghi rõ họ tên)`.
    pub note: String,
    /// Họ và tên; empty leaves room to write it.
    pub name: String,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Căn cứ ban hành: an italic line of its own.
    Basis(Text),
    /// A paragraph of prose.
    Paragraph {
        /// Its runs.
        text: Text,
        /// How its lines stand.
        align: Align,
    },
    /// A bold line that stays with what follows: `QUYẾT ĐỊNH:`, `Chương I`, `I. NỘI DUNG`.
    Heading {
        /// Its words.
        text: Text,
        /// Centred, or at the left edge of the first line.
        centred: bool,
    },
    /// A table.
    Grid(Grid),
    /// Biểu đồ thanh: label, figure and length in thousandths of the longest, drawn from zero.
    Bars(Vec<(String, String, u32)>),
    /// Mã QR: rows of squares, true where dark, with a quiet zone of their own.
    Squares(Vec<Vec<bool>>),
    /// Phụ lục: begins a new page.
    Annex {
        /// `Phụ lục I`.
        number: String,
        /// Its title, in capitals.
        title: String,
        /// `(Kèm theo ... số .../... ngày ... của ...)`.
        attached_to: String,
    },
}

/// How the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// First line indented, both edges even: prose of a paper.
    #[default]
    Justified,
    /// No indent, ragged right: forms, cells, short lines.
    Left,
    /// Centred.
    Centre,
    /// Against the right edge: figures.
    Right,
}

/// Words with their faces.
pub type Text = Vec<Run>;

/// Words in one face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Run {
    /// Upright words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, italic: false }
    }

    /// Italic words.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: true }
    }
}

/// A table whose head is repeated on every page it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// One entry a column: its share of the width, and how its cells stand.
    pub columns: Vec<(u32, Align)>,
    /// Head rows, printed bold and centred.
    pub head: Vec<Vec<Text>>,
    /// Rows; a missing cell is blank, one beyond the columns is left out.
    pub rows: Vec<Vec<Text>>,
}
