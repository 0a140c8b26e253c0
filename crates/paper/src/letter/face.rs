//! The four faces of the papers' font and how wide their letters are.
//!
//! Tinos has the widths of Times New Roman, which the decree names and which may
//! not be shipped, so a line breaks here where it breaks in the office's Word.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Upright or italic, regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Face {
    pub(super) const PLAIN: Face = Face { bold: false, italic: false };
    pub(super) const BOLD: Face = Face { bold: true, italic: false };
    pub(super) const BOLD_ITALIC: Face = Face { bold: true, italic: true };

    pub(super) fn index(self) -> usize {
        usize::from(self.bold) * 2 + usize::from(self.italic)
    }

    /// The width of a text set in this face, in points.
    pub(super) fn width(self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.glyph(c).advance).sum::<f32>() * size
    }

    /// The glyph that stands for a character; a letter the font lacks is shown as an empty box.
    pub(super) fn glyph(self, c: char) -> Glyph {
        let glyphs = &METRICS[self.index()].glyphs;
        let shown = glyphs.get(&c).or_else(|| glyphs.get(&MISSING)).or_else(|| glyphs.get(&'?'));
        shown.copied().unwrap_or_default()
    }

    /// Whether the font has the character.
    pub(super) fn has(self, c: char) -> bool {
        METRICS[self.index()].glyphs.contains_key(&c)
    }
}

/// Shown for a character the font lacks, which PDF/A forbids to leave as a blank glyph.
pub(super) const MISSING: char = '\u{25a1}';

/// The font files, in the order of [`Face::index`].
pub(super) const FILES: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/italic.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/bold.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/bold-italic.ttf")),
];

/// A glyph: its number in the font and its advance as a share of the size.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f32,
}

#[derive(Default)]
struct Metrics {
    glyphs: HashMap<char, Glyph>,
    ascent: f32,
    line: f32,
}

/// Read once: fifty thousand look-ups of a long report cost a hash each.
static METRICS: LazyLock<[Metrics; 4]> = LazyLock::new(|| FILES.map(|file| read(file).unwrap_or_default()));

fn read(file: &[u8]) -> Option<Metrics> {
    let font = FontRef::new(file).ok()?;
    let size = Size::new(1.0);
    let (whole, each) = (font.metrics(size, LocationRef::default()), font.glyph_metrics(size, LocationRef::default()));
    let glyph = |(code, id): (u32, skrifa::GlyphId)| {
        // A code of private use means nothing to a search, and PDF/A refuses it.
        let c = char::from_u32(code).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..))?;
        Some((c, Glyph { id: id.to_u32(), advance: each.advance_width(id)? }))
    };
    let glyphs = font.charmap().mappings().filter_map(glyph).collect();
    Some(Metrics { glyphs, ascent: whole.ascent, line: whole.ascent - whole.descent + whole.leading })
}

/// The height of a single-spaced line.
pub(super) fn line_height(size: f32) -> f32 {
    METRICS[0].line * size
}

/// How far the baseline lies below the top of a line.
pub(super) fn ascent(size: f32) -> f32 {
    METRICS[0].ascent * size
}
