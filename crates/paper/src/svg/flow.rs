//! What becomes of something, stage by stage: a funnel of cases, money found and what
//! came of it.

use super::{Head, Mark, escaped, fitted, is_linked, length, link, opened, wide};
use std::fmt::Write;

const LINE: f64 = 36.0;
const SIZE: f64 = 11.5;
/// Where a bar lies within its line, and how tall it is.
const BAR: f64 = 16.0;
const TALL: f64 = 11.0;

/// One stage: a bar that begins at a value, not always at zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The mark.
    pub mark: Mark,
    /// The value its bar begins at.
    pub from: f64,
    /// Whether a light band leads to it from the stage before.
    pub is_joined: bool,
}

/// Bars one under the other, words over each, joined by light bands where one becomes the next.
pub fn flow(head: &Head<'_>, stages: &[Stage]) -> String {
    let mut out =
        opened(head, LINE * stages.len().max(1) as f64 - 6.0, "flow", is_linked(stages.iter().map(|s| &s.mark)));
    let most = stages.iter().map(|s| s.from.max(0.0) + s.mark.value.max(0.0)).fold(0.0, f64::max);
    let at = |value: f64| if most > 0.0 { (value.max(0.0) / most).min(1.0) * head.width } else { 0.0 };
    let span = |stage: &Stage| (at(stage.from), length(stage.mark.value, most, head.width));
    for (n, pair) in stages.windows(2).enumerate().filter(|(_, pair)| pair[1].is_joined) {
        let ((a, wide), (b, narrow)) = (span(&pair[0]), span(&pair[1]));
        let (top, foot) = (n as f64 * LINE + BAR + TALL, (n as f64 + 1.0) * LINE + BAR);
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<path class=\"band\" d=\"M{a:.1} {top:.1}H{:.1}L{:.1} {foot:.1}H{b:.1}Z\"/>",
            a + wide,
            b + narrow
        );
    }
    for (n, stage) in stages.iter().enumerate() {
        let (y, (x, width)) = (n as f64 * LINE, span(stage));
        let shown = &stage.mark.shown;
        let label = fitted(&stage.mark.label, SIZE, head.width - wide(shown, SIZE) - 8.0);
        let inner = format!(
            "<rect class=\"hit\" x=\"0\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/><text class=\"label\" x=\"0\" y=\"{:.1}\" font-size=\"{SIZE}\">{}</text><text class=\"value\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{TALL}\"/>",
            head.width,
            BAR + TALL,
            y + 11.5,
            escaped(&label),
            head.width,
            y + 11.5,
            escaped(shown),
            y + BAR,
        );
        link(&mut out, &stage.mark, &inner);
    }
    out + "</svg>"
}
