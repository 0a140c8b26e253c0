//! One lying bar cut into the parts of a whole.

use super::{Head, escaped, opened};
use std::fmt::Write;

const TALL: f64 = 14.0;

/// A part: how it looks, how much, and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Word for the style sheet.
    pub class: String,
    /// How much.
    pub value: f64,
    /// What it says.
    pub words: String,
}

/// The parts one after the other, together as wide as the chart, each a hair apart.
pub fn parts(head: &Head<'_>, parts: &[Part]) -> String {
    let mut out = opened(head, TALL, "parts", false);
    let whole: f64 = parts.iter().map(|p| p.value.max(0.0)).sum();
    let mut x = 0.0;
    for part in parts.iter().filter(|p| p.value > 0.0) {
        let width = part.value / whole * head.width;
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<rect class=\"{}\" x=\"{:.1}\" y=\"0.5\" width=\"{:.1}\" height=\"{}\"><title>{}</title></rect>",
            escaped(&part.class),
            x + 0.5,
            (width - 1.0).max(0.6),
            TALL - 1.0,
            escaped(&part.words)
        );
        x += width;
    }
    out + "</svg>"
}
