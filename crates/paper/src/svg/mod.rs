//! Small charts as SVG whose marks are links, so that a figure stays a way in.
//!
//! Colours come from the page's style sheet (`class`), so that print and dark
//! screens agree with everything around the chart. Lengths are points of the
//! chart's own; the page stretches it. Must never know what a mark stands for.

mod bars;
mod columns;
mod flow;
mod map;
mod parts;
mod ranks;
mod tiles;

pub use bars::bars;
pub use columns::columns;
pub use flow::{Stage, flow};
pub use map::{Inset, Islands, Map, Region, map};
pub use parts::{Part, parts};
pub use ranks::ranks;
pub use tiles::{Tile, tiles};

use std::fmt::Write;

/// One bar, column, tile or region.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub label: String,
    /// How much.
    pub value: f64,
    /// How the value is written for people.
    pub shown: String,
    /// The same to the last unit, where `shown` rounds; may be empty.
    pub exact: String,
    /// Where it leads; may be empty.
    pub href: String,
    /// The value to compare with, as that of a year before, and how it is written.
    pub before: Option<(f64, String)>,
}

/// What a chart is called, what it shows in a sentence, and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head<'a> {
    /// Name.
    pub title: &'a str,
    /// One sentence for who cannot see it; may be empty.
    pub desc: &'a str,
    /// Width in points.
    pub width: f64,
}

/// How many shades a value may have; shade 0 is for nothing.
pub const SHADES: u8 = 5;

/// The shade of a value among values up to `most`: 0 for nothing, else from 1. Square
/// roots, so that one large value does not make all the others look alike.
pub fn shade(value: f64, most: f64) -> u8 {
    let steps = f64::from(SHADES - 1);
    if value > 0.0 && most > 0.0 {
        // At most SHADES - 1, at least 1.
        ((value / most).min(1.0).sqrt() * steps).ceil().clamp(1.0, steps) as u8
    } else {
        0
    }
}

/// Escapes text for element content and attributes of XML and HTML. Characters that XML has no place for go.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The chart's beginning. To assistive technology an image hides what is inside it, so a
/// chart whose marks are links is a group, and each mark an image with a name.
fn opened(head: &Head<'_>, height: f64, class: &str, is_linked: bool) -> String {
    let (title, width) = (escaped(head.title), head.width);
    let role = if is_linked { "group" } else { "img" };
    let desc = if head.desc.is_empty() { String::new() } else { format!("<desc>{}</desc>", escaped(head.desc)) };
    format!(
        "<svg class=\"chart {class}\" role=\"{role}\" aria-label=\"{title}\" viewBox=\"0 0 {width:.0} {height:.0}\" xmlns=\"http://www.w3.org/2000/svg\"><title>{title}</title>{desc}"
    )
}

fn is_linked<'m>(mut marks: impl Iterator<Item = &'m Mark>) -> bool {
    marks.any(|m| !m.href.is_empty())
}

/// One mark around its drawing, with its name and exact value.
fn link(out: &mut String, mark: &Mark, inner: &str) {
    let before = mark.before.as_ref().map(|(_, shown)| format!(" ({shown})")).unwrap_or_default();
    let colon = if mark.shown.is_empty() { "" } else { ": " };
    let figure = if mark.exact.is_empty() { &mark.shown } else { &mark.exact };
    let words = escaped(&format!("{}{colon}{figure}{before}", mark.label));
    let n = mark.value;
    // Writing to a String cannot fail.
    let _ = if mark.href.is_empty() {
        write!(out, "<g class=\"mark\" data-n=\"{n:.0}\"><title>{words}</title>{inner}</g>")
    } else {
        let href = escaped(&mark.href);
        write!(
            out,
            "<a class=\"mark\" href=\"{href}\" aria-label=\"{words}\" data-n=\"{n:.0}\"><title>{words}</title>{inner}</a>"
        )
    };
}

/// The largest value, those to compare with among them.
fn most<'m>(marks: impl Iterator<Item = &'m Mark> + Clone) -> f64 {
    let before = marks.clone().filter_map(|m| m.before.as_ref().map(|b| b.0));
    marks.map(|m| m.value).chain(before).filter(|v| v.is_finite()).fold(0.0, f64::max)
}

/// A value's length where the largest is `full` long: nothing below zero, a hair for little.
fn length(value: f64, most: f64, full: f64) -> f64 {
    if value > 0.0 && most > 0.0 { ((value / most).min(1.0) * full).max(1.0) } else { 0.0 }
}

/// About how wide a text is at this size: the fonts of the page run wide.
fn wide(text: &str, size: f64) -> f64 {
    text.chars().count() as f64 * size * 0.57
}

/// A text cut so that it fits, the cut shown.
fn fitted(text: &str, size: f64, width: f64) -> String {
    let fits = (width / (size * 0.57)).floor().max(1.0) as usize;
    if text.chars().count() <= fits {
        return text.to_owned();
    }
    let cut: String = text.chars().take(fits.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests;
