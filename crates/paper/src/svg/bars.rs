//! Lying bars with their labels at the left.

use super::{Head, Mark, escaped, is_linked, length, link, most, opened};

const LINE: f64 = 24.0;
const LABEL: f64 = 310.0;
const BAR: f64 = 250.0;

/// Lying bars from zero with their labels, longest value as wide as the chart; a
/// thin light bar under each for the value to compare with.
pub fn bars(title: &str, marks: &[Mark]) -> String {
    let head = Head { title, desc: "", width: 720.0 };
    let mut out = opened(&head, LINE * marks.len().max(1) as f64, "bars", is_linked(marks.iter()));
    let most = most(marks.iter());
    for (at, mark) in marks.iter().enumerate() {
        let y = at as f64 * LINE;
        let width = length(mark.value, most, BAR).max(1.0);
        let before = mark.before.as_ref().map_or_else(String::new, |(value, _)| {
            let width = length(*value, most, BAR).max(1.0);
            format!("<rect class=\"before\" x=\"{LABEL}\" y=\"{}\" width=\"{width:.1}\" height=\"3\"/>", y + 19.0)
        });
        let inner = format!(
            "{before}<text class=\"label\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"{LABEL}\" y=\"{}\" width=\"{width:.1}\" height=\"14\"/><text class=\"value\" x=\"{:.1}\" y=\"{}\">{}</text>",
            LABEL - 6.0,
            y + 15.0,
            escaped(&mark.label),
            y + 4.0,
            LABEL + width + 6.0,
            y + 15.0,
            escaped(&mark.shown)
        );
        link(&mut out, mark, &inner);
    }
    out + "</svg>"
}
