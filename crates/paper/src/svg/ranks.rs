//! A ranking: a line of words and under it a bar, so that long names need not be cut.

use super::{Head, Mark, escaped, fitted, is_linked, length, link, most, opened, wide};

const LINE: f64 = 29.0;
const SIZE: f64 = 11.5;

/// Bars from zero under their labels, the values at the right edge; a thin light bar for
/// the value to compare with.
pub fn ranks(head: &Head<'_>, marks: &[Mark]) -> String {
    let mut out = opened(head, LINE * marks.len().max(1) as f64, "ranks", is_linked(marks.iter()));
    let most = most(marks.iter());
    for (at, mark) in marks.iter().enumerate() {
        let y = at as f64 * LINE;
        let label = fitted(&mark.label, SIZE, head.width - wide(&mark.shown, SIZE) - 10.0);
        let before = mark.before.as_ref().map_or_else(String::new, |(value, _)| {
            let width = length(*value, most, head.width);
            format!("<rect class=\"before\" x=\"0\" y=\"{:.1}\" width=\"{width:.1}\" height=\"3\"/>", y + 23.0)
        });
        let inner = format!(
            "<rect class=\"hit\" x=\"0\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{LINE}\"/>{before}<text class=\"label\" x=\"0\" y=\"{:.1}\" font-size=\"{SIZE}\">{}</text><text class=\"value\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"0\" y=\"{:.1}\" width=\"{:.1}\" height=\"7\"/>",
            head.width,
            y + 11.0,
            escaped(&label),
            head.width,
            y + 11.0,
            escaped(&mark.shown),
            y + 15.0,
            length(mark.value, most, head.width),
        );
        link(&mut out, mark, &inner);
    }
    out + "</svg>"
}
