//! Small charts as SVG whose marks are links, so that a figure stays a way in.
//!
//! Colours come from the page's style sheet (`class`), so that print and dark
//! screens agree with everything around the chart.

use std::fmt::Write;

/// One bar or point.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub label: String,
    /// How much.
    pub value: f64,
    /// How the value is written for people.
    pub shown: String,
    /// Where it leads; may be empty.
    pub href: String,
    /// The value to compare with, as that of a year before, and how it is written.
    pub before: Option<(f64, String)>,
}

/// Escapes text for element content and attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn opened(title: &str, width: usize, height: usize, class: &str) -> String {
    let title = escaped(title);
    format!(
        "<svg class=\"chart {class}\" role=\"img\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\"><title>{title}</title>"
    )
}

fn link(out: &mut String, mark: &Mark, inner: &str) {
    let before = mark.before.as_ref().map(|(_, shown)| format!(" ({shown})")).unwrap_or_default();
    let words = format!("<title>{}: {}{}</title>", escaped(&mark.label), escaped(&mark.shown), escaped(&before));
    // Writing to a String cannot fail.
    let _ = if mark.href.is_empty() {
        write!(out, "<g>{words}{inner}</g>")
    } else {
        write!(out, "<a href=\"{}\">{words}{inner}</a>", escaped(&mark.href))
    };
}

/// Lying bars from zero with their labels, longest value as wide as the chart; a
/// thin light bar under each for the value to compare with.
pub fn bars(title: &str, marks: &[Mark]) -> String {
    const LINE: usize = 24;
    const LABEL: f64 = 310.0;
    const BAR: f64 = 250.0;
    let mut out = opened(title, 720, LINE * marks.len().max(1), "bars");
    let befores = marks.iter().filter_map(|m| m.before.as_ref().map(|b| b.0));
    let most = marks.iter().map(|m| m.value).chain(befores).fold(0.0, f64::max);
    let wide = |value: f64| if most > 0.0 { (value.max(0.0) / most * BAR).max(1.0) } else { 1.0 };
    for (at, mark) in marks.iter().enumerate() {
        let y = at * LINE;
        let width = wide(mark.value);
        let before = mark.before.as_ref().map_or_else(String::new, |(value, _)| {
            format!(
                "<rect class=\"before\" x=\"{LABEL}\" y=\"{}\" width=\"{:.1}\" height=\"3\"/>",
                y + 19,
                wide(*value)
            )
        });
        let inner = format!(
            "{before}<text class=\"label\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"{LABEL}\" y=\"{}\" width=\"{width:.1}\" height=\"14\"/><text class=\"value\" x=\"{:.1}\" y=\"{}\">{}</text>",
            LABEL - 6.0,
            y + 15,
            escaped(&mark.label),
            y + 4,
            LABEL + width + 6.0,
            y + 15,
            escaped(&mark.shown)
        );
        link(&mut out, mark, &inner);
    }
    out + "</svg>"
}

/// A line through its points from left to right.
pub fn line(title: &str, marks: &[Mark]) -> String {
    const WIDTH: f64 = 580.0;
    const HEIGHT: f64 = 140.0;
    let mut out = opened(title, 600, 170, "line");
    let most = marks.iter().map(|m| m.value).fold(0.0, f64::max);
    let place = |at: usize, value: f64| {
        let step = if marks.len() > 1 { WIDTH / (marks.len() - 1) as f64 } else { 0.0 };
        let height = if most > 0.0 { value.max(0.0) / most * HEIGHT } else { 0.0 };
        (10.0 + at as f64 * step, 10.0 + HEIGHT - height)
    };
    let points: Vec<String> = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| place(at, mark.value))
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    out += &format!("<polyline class=\"stroke\" fill=\"none\" points=\"{}\"/>", points.join(" "));
    for (at, mark) in marks.iter().enumerate() {
        let (x, y) = place(at, mark.value);
        link(&mut out, mark, &format!("<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"));
    }
    out + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(label: &str, value: f64, href: &str) -> Mark {
        Mark { label: label.into(), value, shown: value.to_string(), href: href.into(), before: None }
    }

    #[test]
    fn marks_are_links_and_text_is_escaped() {
        let chart = bars("Vi phạm <1>", &[mark("A&B \"x\"", 4.0, "/s?a=1&b=2"), mark("C", 2.0, "")]);
        assert!(chart.contains("<title>Vi phạm &lt;1&gt;</title>") && chart.contains("A&amp;B &quot;x&quot;"));
        assert!(chart.contains("href=\"/s?a=1&amp;b=2\""));
        assert!(chart.contains("width=\"250.0\"") && chart.contains("width=\"125.0\""));
        assert_eq!(chart.matches("<a ").count(), 1);
    }

    #[test]
    fn the_year_before_shares_the_scale() {
        let grown = Mark { before: Some((8.0, "8".into())), ..mark("A", 4.0, "") };
        let chart = bars("x", &[grown]);
        assert!(chart.contains("class=\"before\"") && chart.contains("width=\"250.0\" height=\"3\""));
        assert!(chart.contains("width=\"125.0\" height=\"14\"") && chart.contains("<title>A: 4 (8)</title>"));
    }

    #[test]
    fn empty_and_zero_charts_stay_drawable() {
        assert!(bars("x", &[]).ends_with("</svg>"));
        let flat = line("x", &[mark("a", 0.0, ""), mark("b", 0.0, "")]);
        assert!(flat.contains("points=\"10.0,150.0 590.0,150.0\"") && !flat.contains("NaN"));
    }
}
