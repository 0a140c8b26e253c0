//! PDF/A-2a when the paper has its day: searchable, with its fonts inside, read aloud in the right order,
//! and the same bytes for the same letter.

use super::face::{FILES, Face};
use super::sheet::{Kind, Mark, Node};
use super::{Letter, layout, measure, pages};
use crate::PaperError;
use krilla::color::rgb;
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope};
use krilla::tagging::{Node as Leaf, Tag, TagGroup, TagKind, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// The letter as a PDF.
///
/// An error means that the letter is larger than the format can hold; no text makes one.
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    pdfs(std::slice::from_ref(letter))
}

/// Several letters in one file, each on pages of its own, numbered from one again: to print and send.
/// The file says of itself what its first letter says.
///
/// An error means that they are larger than the format can hold; no text makes one.
pub fn pdfs(letters: &[Letter]) -> Result<Vec<u8>, PaperError> {
    let unfit = |e: &dyn std::fmt::Debug| PaperError::Write { why: format!("{e:?}") };
    let fonts = fonts()?;
    // A draft without a day is an ordinary PDF: what is kept must say of when it is.
    let configuration = match letters.first().and_then(date) {
        Some(_) => {
            ConfigurationBuilder::new().with_archival_validator(Archival::A2_A).finish().map_err(|e| unfit(&e))?
        }
        None => Configuration::default(),
    };
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let (mut nodes, mut leaves): (Vec<Node>, Vec<Vec<Identifier>>) = (Vec::new(), Vec::new());
    for letter in letters {
        let strip = layout::strip(letter);
        let before = nodes.len();
        let shifted = |n: &Node| Node { kind: n.kind, parent: n.parent.map(|p| p + before) };
        nodes.extend(strip.nodes.iter().map(shifted));
        leaves.resize(nodes.len(), Vec::new());
        for page in &pages::pages(&strip, &letter.mark) {
            let size = PageSettings::from_wh(measure::WIDTH, measure::HEIGHT).ok_or_else(|| unfit(&"page size"))?;
            let mut sheet = document.start_page_with(size);
            let mut surface = sheet.surface();
            for mark in page {
                draw(&mut surface, mark, &fonts, &mut leaves[before..]);
            }
            surface.finish();
            sheet.finish();
        }
    }
    document.set_tag_tree(tree(&nodes, leaves));
    document.set_metadata(letters.first().map(metadata).unwrap_or_default());
    document.finish().map_err(|e| unfit(&e))
}

fn fonts() -> Result<Vec<Font>, PaperError> {
    let font = |file: &'static [u8]| Font::new(file.into(), 0);
    let fonts: Option<Vec<Font>> = FILES.iter().copied().map(font).collect();
    fonts.ok_or_else(|| PaperError::Write { why: "the embedded font cannot be read".into() })
}

/// Ink on the page: words belong to their node, all else is passed over by a screen reader.
fn draw(surface: &mut Surface, mark: &Mark, fonts: &[Font], leaves: &mut [Vec<Identifier>]) {
    let layout = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
    match mark {
        Mark::Words { x, baseline, size, face, text, stretch, node } => {
            let tag = if node.is_some() { ContentTag::Span(SpanTag::empty()) } else { layout };
            let leaf = surface.start_tagged(tag);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: rgb::Color::black().into(), ..Fill::default() }));
            let glyphs = glyphs(text, *face, stretch / size);
            let font = fonts[face.index()].clone();
            surface.draw_glyphs(Point::from_xy(*x, *baseline), &glyphs, font, text, *size, false);
            surface.end_tagged();
            if let Some(node) = node {
                leaves[*node].push(leaf);
            }
        }
        Mark::Bar { from, to } | Mark::Square { from, to } => {
            let shade = if matches!(mark, Mark::Square { .. }) { 0 } else { 110 };
            surface.start_tagged(layout);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: rgb::Color::new(shade, shade, shade).into(), ..Fill::default() }));
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, from.1);
            path.line_to(to.0, to.1);
            path.line_to(from.0, to.1);
            path.close();
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.end_tagged();
        }
        Mark::Rule { from, to } => {
            surface.start_tagged(layout);
            surface.set_fill(None);
            let black = rgb::Color::black().into();
            surface.set_stroke(Some(Stroke { paint: black, width: measure::RULE, ..Stroke::default() }));
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.end_tagged();
        }
    }
}

/// One glyph a character: NFC Vietnamese needs no shaping. Spaces carry the line's stretch.
fn glyphs(text: &str, face: Face, stretch: f32) -> Vec<KrillaGlyph> {
    let glyph = |(at, c): (usize, char)| {
        let glyph = face.glyph(c);
        let wide = glyph.advance + if c == ' ' { stretch } else { 0.0 };
        KrillaGlyph::new(GlyphId::new(glyph.id), wide, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
    };
    text.char_indices().map(glyph).collect()
}

/// The reading tree: nodes were made in reading order, children after their parents.
fn tree(nodes: &[Node], leaves: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<Option<TagGroup>> = Vec::with_capacity(nodes.len());
    for (node, leaves) in nodes.iter().zip(leaves) {
        let children = leaves.into_iter().map(Leaf::Leaf).collect();
        groups.push(Some(TagGroup::with_children(tag(node.kind), children)));
    }
    let mut inner: Vec<Vec<Leaf>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut tree = TagTree::new().with_lang(Some("vi".into()));
    let mut top = Vec::new();
    // From the last node up, so that a parent is closed after all its children.
    for n in (0..nodes.len()).rev() {
        let Some(mut group) = groups[n].take() else { continue };
        for child in inner[n].drain(..).rev() {
            group.push(child);
        }
        match nodes[n].parent {
            Some(parent) => inner[parent].push(Leaf::Group(group)),
            None => top.push(group),
        }
    }
    for group in top.into_iter().rev() {
        tree.push(group);
    }
    tree
}

fn tag(kind: Kind) -> TagKind {
    match kind {
        Kind::Paragraph => Tag::P.into(),
        Kind::Heading => Tag::Hn(NonZeroU16::MIN, None).into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Kind::Cell => Tag::TD.into(),
    }
}

fn metadata(letter: &Letter) -> Metadata {
    let named = [&letter.title, &letter.subject, &letter.about, &letter.number];
    let words: Vec<&str> = named.into_iter().map(|s| s.trim()).filter(|s| !s.is_empty()).take(2).collect();
    let mut metadata = Metadata::new().title(short(&words.join(" "))).language("vi".into()).creator("thanhtra".into());
    if !letter.issuer.is_empty() {
        metadata = metadata.authors(vec![short(&letter.issuer)]);
    }
    if let Some(date) = date(letter) {
        metadata = metadata.creation_date(date);
    }
    metadata
}

/// The paper's own day at Vietnam's midnight; PDF knows years of four digits.
fn date(letter: &Letter) -> Option<DateTime> {
    let day = letter.day?;
    let year = u16::try_from(day.year()).ok()?;
    let date = DateTime::new(year).month(day.month().unsigned_abs()).day(day.day().unsigned_abs());
    Some(date.hour(0).minute(0).second(0).utc_offset_hour(7).utc_offset_minute(0))
}

/// Properties of a file are shown in a list; the format limits their length.
fn short(text: &str) -> String {
    super::clean::clean(text).chars().take(300).collect()
}
