//! Đường viền các tỉnh: how the provinces lie, for small maps; before and after the reform.
//!
//! A map of Viet Nam is never handed out without Hoàng Sa and Trường Sa: the data it is
//! made from do not have them, so their places stand here and come with every set of
//! outlines. Must never decide a border: see data/outlines/README.md.

use super::REFORM;
use jiff::civil::Date;
use std::sync::OnceLock;

const BEFORE: &str = include_str!("../../data/outlines/provinces-63.txt");
const SINCE: &str = include_str!("../../data/outlines/provinces-34.txt");

/// Longitude and latitude in degrees.
pub type Place = (f64, f64);

/// A province.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its code.
    pub code: String,
    /// Its rings, the largest first.
    pub rings: Vec<Vec<Place>>,
}

/// Quần đảo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Archipelago {
    /// Its name.
    pub name: &'static str,
    /// Code of the province it belongs to.
    pub province: &'static str,
    /// Its place.
    pub at: Place,
}

/// Hoàng Sa of Đà Nẵng and Trường Sa of Khánh Hòa: the points of their special zones.
pub const ARCHIPELAGOS: [Archipelago; 2] = [
    Archipelago { name: "Hoàng Sa", province: "48", at: (112.135, 16.568) },
    Archipelago { name: "Trường Sa", province: "56", at: (114.45, 9.71) },
];

/// Đường viền: the provinces of a day, and the archipelagos.
#[derive(Debug)]
pub struct Outlines {
    /// The provinces, by code.
    pub provinces: Vec<Outline>,
    /// Hoàng Sa and Trường Sa.
    pub archipelagos: [Archipelago; 2],
}

/// The outlines as they were on a day.
pub fn outlines(on: Date) -> &'static Outlines {
    static SETS: [OnceLock<Outlines>; 2] = [const { OnceLock::new() }; 2];
    let (set, text) = if on < REFORM { (&SETS[0], BEFORE) } else { (&SETS[1], SINCE) };
    set.get_or_init(|| Outlines { provinces: text.lines().filter_map(outline).collect(), archipelagos: ARCHIPELAGOS })
}

/// `31⇥106000 20000 5 7 -3 2;…`; nothing for a comment.
fn outline(line: &str) -> Option<Outline> {
    let (code, rings) = line.split_once('\t')?;
    Some(Outline { code: code.to_owned(), rings: rings.split(';').map(ring).collect() })
}

fn ring(text: &str) -> Vec<Place> {
    let steps: Vec<i32> = text.split(' ').filter_map(|n| n.parse().ok()).collect();
    let (mut x, mut y) = (0, 0);
    let step = |pair: &[i32]| {
        (x, y) = (x + pair[0], y + pair[1]);
        (f64::from(x) / 1000.0, f64::from(y) / 1000.0)
    };
    steps.chunks_exact(2).map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Tree, UnitKind};
    use jiff::civil::date;

    #[test]
    fn every_province_of_a_day_has_its_outline() {
        for (day, n) in [(date(2025, 6, 30), 63), (date(2025, 7, 1), 34)] {
            let provinces = Tree::shipped().children("VN", day).into_iter().filter(|u| u.kind == UnitKind::Province);
            let mut codes: Vec<&str> = provinces.map(|u| u.code.0.as_str()).collect();
            codes.sort_unstable();
            let drawn: Vec<&str> = outlines(day).provinces.iter().map(|o| o.code.as_str()).collect();
            assert_eq!((drawn.len(), drawn), (n, codes), "{day}");
        }
    }

    #[test]
    fn outlines_lie_in_viet_nam_and_close() {
        for day in [date(2023, 7, 14), date(2026, 1, 1)] {
            for outline in &outlines(day).provinces {
                assert!(outline.rings.iter().all(|ring| ring.len() >= 3), "{}", outline.code);
                let all = || outline.rings.iter().flatten();
                assert!(all().all(|(x, y)| (102.0..110.0).contains(x) && (8.3..23.5).contains(y)), "{}", outline.code);
            }
        }
        let text = [BEFORE, SINCE];
        assert!(text.iter().all(|t| t.len() <= 60_000), "a page carries what is made of this");
    }

    #[test]
    fn hoang_sa_and_truong_sa_belong_to_provinces_of_every_day() {
        for day in [date(2023, 7, 14), date(2026, 1, 1)] {
            let set = outlines(day);
            assert_eq!(set.archipelagos.map(|a| a.name), ["Hoàng Sa", "Trường Sa"]);
            let names = set.archipelagos.map(|a| Tree::shipped().get(a.province, day).unwrap().name.clone());
            assert_eq!(names, ["Thành phố Đà Nẵng", "Tỉnh Khánh Hòa"]);
            let far = set.archipelagos.iter().all(|a| a.at.0 > 111.0);
            assert!(far, "east of every outline");
        }
    }
}
