//! A map of shaded regions, each with its value printed where it fits, groups of islands
//! drawn and named as such, and one crowded corner drawn again, larger.
//!
//! Knows points and lines, not where they lie: x runs right, y up, in any unit.

use super::{Head, Mark, escaped, link, opened, wide};
use std::fmt::Write;

/// A place in the map's own unit.
pub type Point = (f64, f64);

/// A region with its outlines, largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Region<'r> {
    /// Its rings.
    pub rings: &'r [Vec<Point>],
    /// The mark.
    pub mark: Mark,
    /// Its shade, 0 for nothing.
    pub shade: u8,
}

/// Islands too small for outlines: a sign at their place, and their name.
#[derive(Debug, Clone, PartialEq)]
pub struct Islands {
    /// Where.
    pub at: Point,
    /// Their name, line by line.
    pub name: Vec<String>,
    /// The mark.
    pub mark: Mark,
    /// Its shade, 0 for nothing.
    pub shade: u8,
}

/// A corner that is drawn again, larger.
#[derive(Debug, Clone, PartialEq)]
pub struct Inset {
    /// Left, lower, right and upper edge of the corner.
    pub of: [f64; 4],
    /// Left, upper, right and lower edge of its picture, as parts of the whole.
    pub at: [f64; 4],
}

/// A map.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<'r> {
    /// Left, lower, right and upper edge.
    pub bounds: [f64; 4],
    /// How much shorter a unit across is than a unit up.
    pub squeeze: f64,
    /// The regions.
    pub regions: Vec<Region<'r>>,
    /// The islands.
    pub islands: Vec<Islands>,
    /// The crowded corner.
    pub inset: Option<Inset>,
}

const SIZE: f64 = 8.5;
const NAME: f64 = 9.5;
/// Tenths of a point: what lines are drawn in, as whole numbers.
const FINE: f64 = 10.0;
/// A sign for islands: some dots around their place.
const DOTS: [Point; 7] = [(0.0, 0.0), (-6.0, -3.0), (4.0, -5.0), (7.0, 2.0), (-3.0, 4.0), (-9.0, 2.0), (2.0, 7.0)];

/// From the map's unit to points of the picture.
#[derive(Clone, Copy)]
struct View {
    left: f64,
    top: f64,
    across: f64,
    up: f64,
    at: Point,
}

impl View {
    fn of(&self, (x, y): Point) -> Point {
        (self.at.0 + (x - self.left) * self.across, self.at.1 + (self.top - y) * self.up)
    }
}

/// What is written already: the next word goes elsewhere or stays unwritten.
#[derive(Default)]
struct Taken(Vec<[f64; 4]>);

impl Taken {
    fn take(&mut self, middle: Point, size: Point) -> bool {
        let (w, h) = (size.0 / 2.0, size.1 / 2.0);
        let area = [middle.0 - w, middle.1 - h, middle.0 + w, middle.1 + h];
        let clash = |o: &[f64; 4]| area[0] < o[2] && o[0] < area[2] && area[1] < o[3] && o[1] < area[3];
        let is_free = !self.0.iter().any(clash);
        if is_free {
            self.0.push(area);
        }
        is_free
    }
}

/// The map.
pub fn map(head: &Head<'_>, map: &Map<'_>) -> String {
    let [left, low, right, top] = map.bounds;
    let across = head.width / (right - left);
    let up = across / map.squeeze;
    let height = (top - low) * up;
    let view = View { left, top, across, up, at: (0.0, 0.0) };
    let linked = map.regions.iter().map(|r| &r.mark).chain(map.islands.iter().map(|i| &i.mark));
    let mut out = opened(head, height, "map", super::is_linked(linked));
    let mut taken = Taken::default();
    for islands in &map.islands {
        island(&mut out, &view, islands, &mut taken);
    }
    let crowded = |r: &&Region<'_>| map.inset.as_ref().is_some_and(|i| is_in(i.of, middle(r)));
    for region in map.regions.iter().filter(crowded) {
        link(&mut out, &region.mark, &drawn(&view, region));
    }
    let open: Vec<&Region<'_>> = map.regions.iter().filter(|r| !crowded(r)).collect();
    regions(&mut out, &view, &open, &mut taken);
    if let Some(inset) = &map.inset {
        let near: Vec<&Region<'_>> = map.regions.iter().filter(crowded).collect();
        larger(&mut out, &view, inset, (head.width, height), &near);
    }
    out + "</svg>"
}

/// Regions, then their values over all of them, where no neighbour hides them: the largest
/// first, so that they are written. What is said is in the regions' names already.
fn regions(out: &mut String, view: &View, regions: &[&Region<'_>], taken: &mut Taken) {
    let mut order: Vec<usize> = (0..regions.len()).collect();
    order.sort_by(|a, b| regions[*b].mark.value.total_cmp(&regions[*a].mark.value));
    for region in regions {
        link(out, &region.mark, &drawn(view, region));
    }
    *out += "<g class=\"values\" aria-hidden=\"true\">";
    for at in order {
        *out += &value(view, regions[at], taken);
    }
    *out += "</g>";
}

fn value(view: &View, region: &Region<'_>, taken: &mut Taken) -> String {
    let (x, y) = view.of(middle(region));
    let shown = &region.mark.shown;
    if !taken.take((x, y), (wide(shown, SIZE) + 1.0, SIZE)) {
        return String::new();
    }
    format!(
        "<text class=\"value\" x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\" text-anchor=\"middle\">{}</text>",
        y + SIZE * 0.35,
        escaped(shown)
    )
}

fn drawn(view: &View, region: &Region<'_>) -> String {
    let mut path = String::new();
    for ring in region.rings {
        let mut last: Option<(i64, i64)> = None;
        for point in ring {
            let (x, y) = view.of(*point);
            // A picture is far smaller than what whole numbers hold.
            let (x, y) = ((x * FINE).round() as i64, (y * FINE).round() as i64);
            // Writing to a String cannot fail.
            let _ = match last {
                None => write!(path, "M{x} {y}"),
                Some((a, b)) if (x - a).abs() + (y - b).abs() < 6 => continue,
                Some((a, b)) => write!(path, "l{} {}", x - a, y - b),
            };
            last = Some((x, y));
        }
        path.push('Z');
    }
    format!("<path class=\"shade s{}\" transform=\"scale(.1)\" d=\"{path}\"/>", region.shade)
}

fn island(out: &mut String, view: &View, islands: &Islands, taken: &mut Taken) {
    let (x, y) = view.of(islands.at);
    let mut inner =
        format!("<ellipse class=\"shade s{} isles\" cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"15\" ry=\"11\"/>", islands.shade);
    for (dx, dy) in DOTS {
        // Writing to a String cannot fail.
        let _ = write!(inner, "<circle class=\"isle\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"1.3\"/>", x + dx, y + dy);
    }
    taken.take((x, y), (30.0, 22.0));
    let lines = islands.name.iter().chain([&islands.mark.shown]);
    for (n, line) in lines.filter(|line| !line.is_empty()).enumerate() {
        let class = if n < islands.name.len() { "name" } else { "value" };
        let below = y + 21.0 + n as f64 * (NAME + 1.5);
        taken.take((x, below - 3.0), (wide(line, NAME), NAME));
        let _ = write!(
            inner,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{below:.1}\" font-size=\"{NAME}\" text-anchor=\"middle\">{}</text>",
            escaped(line)
        );
    }
    link(out, &islands.mark, &inner);
}

/// The corner again, larger: the same links, which a keyboard need not pass twice.
fn larger(out: &mut String, view: &View, inset: &Inset, whole: Point, regions: &[&Region<'_>]) {
    let [x0, y0, x1, y1] = [inset.at[0] * whole.0, inset.at[1] * whole.1, inset.at[2] * whole.0, inset.at[3] * whole.1];
    let [left, low, right, top] = inset.of;
    let by = ((x1 - x0) / ((right - left) * view.across)).min((y1 - y0) / ((top - low) * view.up));
    let near = View { left, top, across: view.across * by, up: view.up * by, at: (x0, y0) };
    let (far, end) = (view.of((left, top)), view.of((right, low)));
    let (wide, tall) = ((right - left) * near.across, (top - low) * near.up);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<g class=\"inset\" aria-hidden=\"true\"><rect class=\"corner\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/><path class=\"corner\" d=\"M{:.1} {:.1}L{x0:.1} {y0:.1}M{:.1} {:.1}L{x0:.1} {:.1}\"/><rect class=\"picture\" x=\"{x0:.1}\" y=\"{y0:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\"/><svg x=\"{x0:.1}\" y=\"{y0:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\" viewBox=\"{x0:.1} {y0:.1} {wide:.1} {tall:.1}\">",
        far.0,
        far.1,
        end.0 - far.0,
        end.1 - far.1,
        end.0,
        far.1,
        end.0,
        end.1,
        y0 + tall,
    );
    let mut again = String::new();
    self::regions(&mut again, &near, regions, &mut Taken::default());
    *out += &again.replace("<a class=\"mark\"", "<a class=\"mark\" tabindex=\"-1\"");
    *out += "</svg></g>";
}

fn is_in([left, low, right, top]: [f64; 4], (x, y): Point) -> bool {
    left <= x && x <= right && low <= y && y <= top
}

/// A place well within a region: its centre of gravity, or where that lies outside, the
/// middle of the widest stretch beside it.
fn middle(region: &Region<'_>) -> Point {
    let Some(ring) = region.rings.first().filter(|r| !r.is_empty()) else { return (0.0, 0.0) };
    let pairs = || ring.iter().zip(ring.iter().cycle().skip(1));
    let (mut sum, mut cx, mut cy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs() {
        let cross = a.0 * b.1 - b.0 * a.1;
        sum += cross;
        cx += (a.0 + b.0) * cross;
        cy += (a.1 + b.1) * cross;
    }
    if sum == 0.0 {
        return ring[0];
    }
    let (cx, cy) = (cx / (3.0 * sum), cy / (3.0 * sum));
    let mut crossed: Vec<f64> = pairs()
        .filter(|(a, b)| (a.1 > cy) != (b.1 > cy))
        .map(|(a, b)| a.0 + (cy - a.1) / (b.1 - a.1) * (b.0 - a.0))
        .collect();
    crossed.sort_by(f64::total_cmp);
    let stretches = crossed.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    if stretches.clone().any(|(from, until)| from <= cx && cx <= until) {
        return (cx, cy);
    }
    let widest = stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    (widest.map_or(cx, |(from, until)| f64::midpoint(from, until)), cy)
}
