//! Người không có thật: names drawn by how common their parts are, each marked so.

use super::super::Dice;
use serde_json::{Value, json};

const NAMES: &str = include_str!("names.txt");

/// The parts of names with their weights.
pub struct Names {
    family: Part,
    man: (Part, Part),
    woman: (Part, Part),
}

#[derive(Default)]
struct Part {
    weights: Vec<i64>,
    names: Vec<&'static str>,
}

impl Part {
    fn of(part: &str) -> Self {
        let mut out = Self::default();
        for line in NAMES.lines() {
            let mut words = line.splitn(3, ' ');
            if words.next() != Some(part) {
                continue;
            }
            if let (Some(Ok(weight)), Some(name)) = (words.next().map(str::parse), words.next()) {
                out.weights.push(weight);
                out.names.push(name);
            }
        }
        out
    }

    fn draw(&self, dice: &mut Dice) -> &'static str {
        self.names[dice.weighted(&self.weights)]
    }
}

impl Names {
    /// As shipped.
    pub fn shipped() -> Self {
        let both = |sex: &str| (Part::of(&format!("{sex}_middle")), Part::of(&format!("{sex}_given")));
        Self { family: Part::of("family"), man: both("man"), woman: both("woman") }
    }

    /// A name, marked as invented.
    pub fn draw(&self, dice: &mut Dice) -> String {
        let (middle, given) = if dice.chance(50) { &self.man } else { &self.woman };
        let family = self.family.draw(dice);
        let middle = middle.draw(dice);
        let mut last = given.draw(dice);
        while middle.ends_with(last) {
            last = given.draw(dice);
        }
        format!("{family} {middle} {last} (mô phỏng)")
    }

    /// A person as an officer writes them down.
    pub fn person(&self, dice: &mut Dice, address: &str) -> Value {
        person(&self.draw(dice), address)
    }
}

/// A person of this name.
pub fn person(name: &str, address: &str) -> Value {
    json!({"name": name, "address": address, "contact": "", "id_number": "", "note": ""})
}
