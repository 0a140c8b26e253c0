//! Reading scenario text into lines that can be run.

use crate::kinds::{self, AnyKind};
use jiff::civil::Date;
use law::{AgencyKind, Count};

/// A line that cannot be read or run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub what: String,
}

/// One act as written: `2026-05-20 conclusion by head, to_recover 500_000_000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// Official day.
    pub on: Date,
    /// Word of the act.
    pub kind: String,
    /// Word of the role; the procedure's own when left out.
    pub by: Option<String>,
    /// Facts as name and text.
    pub facts: Vec<(String, String)>,
}

/// A line with its number and its own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A comment, a blank or a setting.
    Other(usize, String),
    /// Acts taken for granted.
    Given(usize, String, Vec<ActLine>),
    /// The act in question.
    When(usize, String, ActLine),
    /// Bare arithmetic.
    Clock(usize, String, Date, i64, Count),
    /// What should follow.
    Expect(usize, String),
}

/// A scenario: its settings and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// `kind complaint`: which kind of case; inspections without it.
    pub kind: &'static str,
    /// `law LTT2022`: instead of the one the first act's date chooses.
    pub regime: Option<String>,
    /// `agency PROV`.
    pub agency: AgencyKind,
    /// `unit 31.TT`.
    pub unit: String,
    /// `class administrative`.
    pub class: Option<String>,
    /// `manner planned`.
    pub manner: String,
    /// `today 2026-12-31`; without it no act lies in the future.
    pub today: Date,
    /// `roll off`.
    pub roll: bool,
    /// Everything in order.
    pub lines: Vec<Line>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let mut out = Self {
            kind: "inspection",
            regime: None,
            agency: AgencyKind::Prov,
            unit: "31.TT".into(),
            class: None,
            manner: "planned".into(),
            today: Date::MAX,
            roll: true,
            lines: Vec::new(),
        };
        let mut last = "";
        for (i, raw) in text.lines().enumerate() {
            let at = i + 1;
            let line = raw.trim();
            if line.is_empty() || line.starts_with('#') {
                out.lines.push(Line::Other(at, raw.to_owned()));
                continue;
            }
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            // An indented line goes on with the word of the line above.
            let (word, rest) = if raw.starts_with(char::is_whitespace) { (last, line) } else { (word, rest.trim()) };
            out.take(at, raw, word, rest)?;
            last = match word {
                "given" => "given",
                "then" => "then",
                _ => "",
            };
        }
        Ok(out)
    }

    fn take(&mut self, at: usize, raw: &str, word: &str, rest: &str) -> Result<(), Fault> {
        let fault = |what: String| Fault { line: at, what };
        let mut setting = true;
        match word {
            "kind" => {
                self.kind = kinds::of(rest).map(AnyKind::word).ok_or_else(|| {
                    let words: Vec<&str> = kinds::ALL.iter().map(|k| k.word()).collect();
                    fault(format!("kind is one of {}", words.join(", ")))
                })?;
            }
            "law" => {
                let words: Vec<&str> = kinds::ALL.iter().flat_map(|k| k.regimes()).copied().collect();
                if !words.contains(&rest) {
                    return Err(fault(format!("law is one of {}", words.join(", "))));
                }
                self.regime = Some(rest.to_owned());
            }
            "agency" => {
                self.agency = AgencyKind::from_word(rest).ok_or_else(|| {
                    let words: Vec<&str> = AgencyKind::ALL.iter().map(|(_, w)| *w).collect();
                    fault(format!("agency is one of {}", words.join(", ")))
                })?;
            }
            "case" => {}
            "unit" => self.unit = rest.to_owned(),
            "class" => self.class = Some(rest.to_owned()),
            "manner" => self.manner = rest.to_owned(),
            "today" => self.today = day(at, rest)?,
            "roll" => self.roll = rest != "off",
            _ => setting = false,
        }
        if setting {
            self.lines.push(Line::Other(at, raw.to_owned()));
            return Ok(());
        }
        let line = match word {
            "given" => {
                let acts: Result<Vec<ActLine>, Fault> =
                    rest.split('·').map(str::trim).filter(|a| !a.is_empty()).map(|a| act(at, a)).collect();
                Line::Given(at, raw.to_owned(), acts?)
            }
            "when" => Line::When(at, raw.to_owned(), act(at, rest)?),
            "then" => Line::Expect(at, rest.to_owned()),
            "refused" => Line::Expect(at, format!("refused {rest}")),
            "clock" => clock(at, raw, rest)?,
            _ => {
                return Err(fault(format!(
                    "“{word}” begins no line; expected case, kind, law, agency, unit, class, manner, today, roll, given, when, then, refused, clock or #"
                )));
            }
        };
        self.lines.push(line);
        Ok(())
    }
}

fn day(at: usize, text: &str) -> Result<Date, Fault> {
    crate::fields::day(text)
        .ok_or_else(|| Fault { line: at, what: format!("“{text}” is no date; write 2026-05-20 or 20/05/2026") })
}

/// `2025-11-28 + 5 working`, `2024-05-20 - 15`.
fn clock(at: usize, raw: &str, rest: &str) -> Result<Line, Fault> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let fault = || Fault { line: at, what: "write: clock 2025-11-28 + 5 working (or calendar, years)".into() };
    let [from, sign, n, ..] = words[..] else { return Err(fault()) };
    let n: i64 = n.parse().map_err(|_| fault())?;
    let n = match sign {
        "+" => n,
        "-" => -n,
        _ => return Err(fault()),
    };
    let count = match words.get(3) {
        None | Some(&"calendar") => Count::Calendar,
        Some(&"working") => Count::Working,
        Some(&"years") => Count::Years,
        Some(_) => return Err(fault()),
    };
    Ok(Line::Clock(at, raw.to_owned(), day(at, from)?, n, count))
}

/// `DATE act [by role][, field value]…`; commas inside quotes or braces belong to the value.
fn act(at: usize, text: &str) -> Result<ActLine, Fault> {
    let mut parts = split(text).into_iter();
    let head = parts.next().unwrap_or_default();
    let words: Vec<&str> = head.split_whitespace().collect();
    let (on, kind, by) = match words[..] {
        [on, kind] => (on, kind, None),
        [on, kind, "by", by] => (on, kind, Some(by.to_owned())),
        _ => {
            return Err(Fault {
                line: at,
                what: format!("“{head}”: write 2026-05-20 conclusion by head, field value, …"),
            });
        }
    };
    let facts = parts.map(|part| {
        let part = part.trim();
        let (name, value) = part.split_once(char::is_whitespace).unwrap_or((part, "yes"));
        (name.to_owned(), value.trim().trim_matches('"').to_owned())
    });
    Ok(ActLine { on: day(at, on)?, kind: kind.to_owned(), by, facts: facts.collect() })
}

fn split(text: &str) -> Vec<String> {
    let (mut out, mut quoted, mut depth) = (vec![String::new()], false, 0);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ',' if !quoted && depth <= 0 => {
                out.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}
