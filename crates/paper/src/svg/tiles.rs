//! Named tiles in rows, shaded by their value: the map of what has no outlines.

use super::{Head, Mark, escaped, fitted, is_linked, link, opened};
use std::fmt::Write;

const TALL: f64 = 43.0;
const GAP: f64 = 3.0;
const SIZE: f64 = 9.5;

/// One tile.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The mark.
    pub mark: Mark,
    /// Its shade, 0 for nothing.
    pub shade: u8,
}

/// Tiles in so many columns, each with its name and its value.
pub fn tiles(head: &Head<'_>, across: usize, tiles: &[Tile]) -> String {
    let across = across.max(1);
    let rows = tiles.len().div_ceil(across).max(1) as f64;
    let mut out = opened(head, rows * (TALL + GAP) - GAP, "tiles", is_linked(tiles.iter().map(|t| &t.mark)));
    let wide = (head.width - GAP * (across as f64 - 1.0)) / across as f64;
    for (n, tile) in tiles.iter().enumerate() {
        let x = (n % across) as f64 * (wide + GAP);
        let y = (n / across) as f64 * (TALL + GAP);
        let mut inner = format!(
            "<rect class=\"shade s{}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{TALL}\"/>",
            tile.shade
        );
        // Writing to a String cannot fail.
        for (line, text) in two_lines(&tile.mark.label, wide - 6.0).iter().enumerate() {
            let _ = write!(
                inner,
                "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\">{}</text>",
                x + 3.5,
                y + 11.0 + line as f64 * 11.0,
                escaped(text)
            );
        }
        let _ = write!(
            inner,
            "<text class=\"value\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"end\">{}</text>",
            x + wide - 3.5,
            y + TALL - 4.5,
            escaped(&tile.mark.shown)
        );
        link(&mut out, &tile.mark, &inner);
    }
    out + "</svg>"
}

/// A name on two lines, broken between words, the second one cut where it must be.
fn two_lines(name: &str, width: f64) -> Vec<String> {
    let fits = |text: &str| super::wide(text, SIZE) <= width;
    if fits(name) {
        return vec![name.to_owned()];
    }
    let mut first = String::new();
    let mut words = name.split(' ').peekable();
    while let Some(word) = words.peek() {
        let longer = if first.is_empty() { (*word).to_owned() } else { format!("{first} {word}") };
        if !first.is_empty() && !fits(&longer) {
            break;
        }
        first = longer;
        words.next();
    }
    let rest: Vec<&str> = words.collect();
    let mut out = vec![fitted(&first, SIZE, width)];
    if !rest.is_empty() {
        out.push(fitted(&rest.join(" "), SIZE, width));
    }
    out
}
