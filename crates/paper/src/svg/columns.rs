//! Standing columns over time, the values to compare with as light ones behind them.

use super::{Head, Mark, escaped, is_linked, length, link, most, opened, wide};
use std::fmt::Write;

/// Over the columns, for the values; under them, for the labels.
const TOP: f64 = 16.0;
const FOOT: f64 = 17.0;
const SIZE: f64 = 10.5;
/// Below this a figure cannot be read and is left to the table.
const SMALLEST: f64 = 7.5;

/// Columns from zero, each with its value over it and its label under it.
pub fn columns(head: &Head<'_>, height: f64, marks: &[Mark]) -> String {
    let mut out = opened(head, height, "columns", is_linked(marks.iter()));
    let (most, full) = (most(marks.iter()), (height - TOP - FOOT).max(1.0));
    let (ground, slot) = (height - FOOT, head.width / marks.len().max(1) as f64);
    let longest = marks.iter().map(|m| wide(&m.shown, 1.0)).fold(0.0, f64::max);
    let size = if longest > 0.0 { ((slot - 2.0) / longest).min(SIZE) } else { SIZE };
    for (at, mark) in marks.iter().enumerate() {
        let middle = (at as f64 + 0.5) * slot;
        let column = |class: &str, value: f64, width: f64| {
            let tall = length(value, most, full);
            let (x, y) = (middle - width / 2.0, ground - tall);
            format!("<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\"/>")
        };
        let mut inner = String::new();
        if let Some((value, _)) = mark.before {
            inner += &column("before", value, (slot * 0.82).min(48.0));
        }
        inner += &column("bar", mark.value, (slot * 0.5).min(30.0));
        let over = most_of(mark);
        if size >= SMALLEST {
            let y = ground - length(over, most, full) - 4.0;
            // Writing to a String cannot fail.
            let _ = write!(
                inner,
                "<text class=\"value\" x=\"{middle:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" text-anchor=\"middle\">{}</text>",
                escaped(&mark.shown)
            );
        }
        let _ = write!(
            inner,
            "<text class=\"label\" x=\"{middle:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\" text-anchor=\"middle\">{}</text>",
            height - 4.0,
            escaped(&mark.label)
        );
        link(&mut out, mark, &inner);
    }
    let _ = write!(out, "<path class=\"axis\" d=\"M0 {ground:.1}H{:.1}\"/>", head.width);
    out + "</svg>"
}

/// How far up a mark reaches: its own value stands over both columns.
fn most_of(mark: &Mark) -> f64 {
    mark.before.as_ref().map_or(mark.value, |(before, _)| before.max(mark.value))
}
