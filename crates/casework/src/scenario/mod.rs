//! Kịch bản: asking the law engine a question in plain text.
//!
//! The grammar is in docs/scenario.md. Here because jurists, tests and checks
//! from outside ask in the same words; knows no database and no page.

mod compare;
mod read;
#[cfg(test)]
pub(crate) mod tests;

pub use read::{Fault, Line, Scenario};

use crate::deadlines::{Binds, Deadline};
use crate::fields::{FieldError, FieldKind, FieldSpec, Problem, UnitCode};
use crate::kinds::{self, AnyKind, File, No, Opening, Paper};
use crate::{Posting, Refusal, Role};
use jiff::civil::Date;
use law::{Count, Law, clock};
use serde_json::{Map, Value};

/// What a scenario said, with what the law engine answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// The scenario's text with the answers in place of its `then` and `refused` lines.
    pub text: String,
    /// Expectations in the file that do not hold.
    pub differences: Vec<Difference>,
    /// Codes of the refusals met, in order.
    pub refusals: Vec<String>,
}

/// An expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Line of the file, from 1.
    pub line: usize,
    /// What the file expects.
    pub expected: String,
    /// What the engine answers at that point.
    pub actual: Vec<String>,
}

/// Runs a scenario under this law.
///
/// # Errors
/// The line that cannot be read, and why.
pub fn run(text: &str, law: &Law) -> Result<Report, Fault> {
    let mut report = Report::default();
    for (before, block) in blocks(text) {
        let part = run_one(&block, law).map_err(|f| Fault { line: f.line + before, ..f })?;
        report.text.push_str(&part.text);
        report.refusals.extend(part.refusals);
        report.differences.extend(part.differences.into_iter().map(|d| Difference { line: d.line + before, ..d }));
    }
    Ok(report)
}

/// The text with the engine's answers in place of the expectations that do not hold;
/// what it has no answer to stays as it is. The difference is for a jurist to review.
///
/// # Errors
/// The line that cannot be read, and why.
pub fn mended(text: &str, law: &Law) -> Result<String, Fault> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for difference in run(text, law)?.differences {
        let Some(line) = lines.get_mut(difference.line - 1) else { continue };
        let Some(answer) = compare::nearest(&difference.expected, &difference.actual) else { continue };
        let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
        // `refused` is the line's own first word, `then` is not part of the answer.
        let kept = line.trim_end().len() - difference.expected.trim_end().len().min(line.trim_end().len());
        *line = match answer.strip_prefix("refused ") {
            Some(rest) => format!("refused  {rest}"),
            None => format!("{}{answer}", &line[..kept]),
        };
    }
    Ok(lines.join("\n") + "\n")
}

fn run_one(text: &str, law: &Law) -> Result<Report, Fault> {
    let scenario = Scenario::read(text)?;
    let law = if scenario.roll { law.clone() } else { law.clone().rolling(false) };
    let mut run = Run {
        scenario: &scenario,
        law: &law,
        case: None,
        asked_at: 0,
        answers: Vec::new(),
        pending: Vec::new(),
        report: Report::default(),
    };
    for line in &scenario.lines {
        run.line(line)?;
    }
    run.flush();
    Ok(run.report)
}

/// The cases of a file, each with the number of lines before it: `case …` starts anew.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = vec![(0, String::new())];
    for (i, line) in text.lines().enumerate() {
        if line.starts_with("case ") {
            out.push((i, String::new()));
        }
        if let Some((_, block)) = out.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    out.retain(|(_, block)| !block.is_empty());
    out
}

struct Run<'a> {
    scenario: &'a Scenario,
    law: &'a Law,
    case: Option<File>,
    /// Line of the last `when`.
    asked_at: usize,
    /// What the engine answers after the last `when`.
    answers: Vec<String>,
    /// Expectations after the last `when`, with their lines.
    pending: Vec<(usize, String)>,
    report: Report,
}

impl Run<'_> {
    fn line(&mut self, line: &Line) -> Result<(), Fault> {
        match line {
            Line::Other(_, text) => {
                self.flush();
                self.say(text);
            }
            Line::Given(at, text, acts) => {
                self.flush();
                self.say(text);
                for act in acts {
                    self.act(*at, act).and_then(|result| {
                        result.map_err(|no| Fault { line: *at, what: format!("a given act is refused: {no}") })
                    })?;
                }
                self.answers.clear();
            }
            Line::When(at, text, act) => {
                self.flush();
                self.say(text);
                self.asked_at = *at;
                match self.act(*at, act)? {
                    Ok(()) => {}
                    Err(no) => {
                        self.report.refusals.push(no.code.to_owned());
                        self.answers = vec![format!("refused  {}  {}", no.code, no.law)];
                    }
                }
            }
            Line::Clock(_, text, from, n, count) => {
                self.flush();
                self.say(text);
                self.answers = vec![self.clock(*from, *n, *count)];
            }
            Line::Expect(at, text) => self.pending.push((*at, text.clone())),
        }
        Ok(())
    }

    /// Compares what was expected after the last act, and writes the answers down.
    fn flush(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        let pending = std::mem::take(&mut self.pending);
        // A refusal that nothing was expected of would otherwise pass unseen.
        if pending.is_empty() && answers.iter().any(|a| a.starts_with("refused")) {
            let expected = "(the act is taken)".to_owned();
            self.report.differences.push(Difference { line: self.asked_at, expected, actual: answers.clone() });
        }
        for (line, expected) in pending {
            if !compare::holds(&expected, &answers) {
                self.report.differences.push(Difference { line, expected, actual: answers.clone() });
            }
        }
        for (i, answer) in answers.iter().enumerate() {
            if answer.starts_with("refused") {
                self.say(answer);
            } else {
                self.say(&format!("{}{answer}", if i == 0 { "then     " } else { "         " }));
            }
        }
    }

    fn say(&mut self, text: &str) {
        self.report.text.push_str(text.trim_end());
        self.report.text.push('\n');
    }

    /// Records one act; the answers become what the engine now says.
    fn act(&mut self, at: usize, words: &read::ActLine) -> Result<Result<(), Refusal>, Fault> {
        let kind = self.kind();
        let paper = self.paper(at, words)?;
        let s = self.scenario;
        let result = match &self.case {
            None => {
                let opening = Opening {
                    number: "1".into(),
                    unit: UnitCode(s.unit.clone()),
                    agency: s.agency,
                    regime: s.regime.clone(),
                    first: paper,
                };
                kind.open(opening, self.law, s.today)
            }
            Some(case) => kind.record(case, paper, self.law, s.today),
        };
        let told = match result {
            Ok(told) => told,
            Err(No::Refused(no)) => return Ok(Err(no)),
            Err(No::Invalid(errors)) => return Err(invalid(at, kind, &words.kind, &errors)),
            Err(No::Unreadable { seq, why }) => return Err(Fault { line: at, what: format!("act {seq}: {why}") }),
        };
        self.answers = told.state.deadlines.iter().map(deadline_line).collect();
        self.answers.extend(told.new_postings.iter().map(posting_line));
        self.answers.push(format!("standing  {}", told.state.standing));
        self.answers.push(format!("regime    {}", told.regime));
        self.answers.extend(told.warnings.iter().map(|w| format!("warning   {}  {}", w.code, w.law)));
        let case = self.case.get_or_insert_with(|| File {
            number: "1".into(),
            unit: UnitCode(s.unit.clone()),
            agency: s.agency,
            regime: told.regime.to_owned(),
            acts: Vec::new(),
        });
        case.acts.push(told.last);
        Ok(Ok(()))
    }

    fn kind(&self) -> &'static dyn AnyKind {
        kinds::of(self.scenario.kind).unwrap_or(kinds::ALL[0])
    }

    fn paper(&self, at: usize, words: &read::ActLine) -> Result<Paper, Fault> {
        let fault = |what: String| Fault { line: at, what };
        let kind = self.kind();
        let fields = kind
            .fields(&words.kind)
            .ok_or_else(|| fault(format!("no act “{}”; the acts are {}", words.kind, kind.acts().join(", "))))?;
        let regime = self.regime(words.on);
        let by = match &words.by {
            None => kind.row(&regime, &words.kind).map_or(Role::Head, |row| row.by),
            Some(word) => Role::from_word(word)
                .ok_or_else(|| fault(format!("no role “{word}”; roles are {}", Role::WORDS.join(", "))))?,
        };
        let mut facts = self.usual(&words.kind, fields, &regime);
        for (name, value) in &words.facts {
            put(&mut facts, &path_of(fields, name), value);
        }
        let facts = kind.read(&words.kind, &facts).map_err(|errors| invalid(at, kind, &words.kind, &errors))?;
        let (number, signer) = (String::new(), String::new());
        Ok(Paper { seq: 0, kind: words.kind.clone(), on: words.on, by, number, signer, facts })
    }

    /// What every first act has, so that a scenario need not say it.
    fn usual(&self, act: &str, fields: &[FieldSpec], regime: &str) -> Value {
        let mut facts = Map::new();
        if act != self.kind().opening() {
            return Value::Object(facts);
        }
        let mut give = |name: &str, value: String| {
            if fields.iter().any(|f| f.name == name) {
                facts.insert(name.into(), value.into());
            }
        };
        give("title", "Kịch bản".into());
        if self.scenario.kind == "inspection" {
            give("class", self.scenario.class.clone().unwrap_or_else(|| class_of(regime).into()));
            give("manner", self.scenario.manner.clone());
        }
        if self.scenario.kind == "complaint" {
            give("instance", "first".into());
            give("against", "administrative_decision".into());
            give("level", "province_chair".into());
            give("field", "land".into());
        }
        if self.scenario.regime.is_some() {
            give("regime_ground", "Kịch bản".into());
        }
        Value::Object(facts)
    }

    fn regime(&self, on: Date) -> String {
        let named = self.case.as_ref().map(|c| c.regime.clone()).or_else(|| self.scenario.regime.clone());
        let by_date = || self.law.regime_of(self.scenario.kind, on).map(|r| r.id.clone());
        let oldest = || self.kind().regimes().first().copied().unwrap_or_default().to_owned();
        named.or_else(by_date).unwrap_or_else(oldest)
    }

    fn clock(&self, from: Date, n: i64, count: Count) -> String {
        let cal = &self.law.calendar;
        let due = if n < 0 {
            clock::backward(cal, from, -n, count)
        } else {
            clock::forward(cal, from, &[(n, count)], &[], self.law.roll_over)
        };
        format!("due {}  bare {}", due.rolled, due.bare)
    }
}

fn deadline_line(d: &Deadline) -> String {
    let mut line = format!("deadline  {}  due {}", d.rule, d.due_on);
    let other = if d.due_on == d.due.bare { ("rolled", d.due.rolled) } else { ("bare", d.due.bare) };
    if other.1 != d.due_on {
        line.push_str(&format!("  {} {}", other.0, other.1));
    }
    if let Some((_, on)) = d.met {
        line.push_str(&format!("  met {on}"));
    }
    if let Some(since) = d.paused_since {
        line.push_str(&format!("  paused {since}"));
    }
    if let Some(why) = d.lapsed {
        line.push_str(&format!("  lapsed {why}"));
    }
    if d.binds == Binds::Bar {
        line.push_str("  bar");
    }
    if d.binds == Binds::Alarm {
        line.push_str("  alarm");
    }
    if d.status == law::Status::Unverified {
        line.push_str("  unverified");
    }
    line.push_str(&format!("  {}", d.law));
    line
}

fn posting_line(p: &Posting) -> String {
    let item = if p.item.is_empty() { String::new() } else { format!("  item {}", p.item.replace(' ', "_")) };
    format!("posting   {}  {}  {}{item}", p.day, p.indicator, grouped(p.quantity))
}

fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(c);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// What cannot be read in an act, each with the words that could stand there.
fn invalid(line: usize, kind: &dyn AnyKind, act: &str, errors: &[FieldError]) -> Fault {
    let fields = kind.fields(act).unwrap_or_default();
    let said = |e: &FieldError| match (e.problem, spec_of(fields, &e.path)) {
        (Problem::NotAChoice, Some(FieldSpec { kind: FieldKind::Choice(words), .. })) => {
            format!("{e}; it is one of {}", words.join(", "))
        }
        (Problem::Unknown, _) => {
            let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
            format!("{e}; the fields are {}", names.join(", "))
        }
        _ => e.to_string(),
    };
    let list: Vec<String> = errors.iter().map(said).collect();
    Fault { line, what: format!("{act}: {}", list.join("; ")) }
}

/// The field at `findings.0.money`.
fn spec_of<'a>(fields: &'a [FieldSpec], path: &str) -> Option<&'a FieldSpec> {
    let parts = path.split('.').filter(|part| part.parse::<usize>().is_err());
    let mut spec = fields.iter().find(|f| Some(f.name) == parts.clone().next())?;
    for part in parts.skip(1) {
        let FieldKind::Group(inner) = spec.kind else { return None };
        spec = inner.iter().find(|f| f.name == part)?;
    }
    Some(spec)
}

fn class_of(regime: &str) -> &'static str {
    if regime == "LTT2025" { "single" } else { "administrative" }
}

/// `to_recover` of a conclusion means the first finding's: a name that is no field
/// of the act but of one of its groups stands for that group's first row.
fn path_of(fields: &[FieldSpec], name: &str) -> Vec<String> {
    let parts: Vec<String> = name.split('.').map(str::to_owned).collect();
    if parts.len() > 1 || fields.iter().any(|f| f.name == name) {
        return parts;
    }
    let group =
        fields.iter().rev().find(|f| matches!(f.kind, FieldKind::Group(inner) if inner.iter().any(|i| i.name == name)));
    match group {
        Some(group) => vec![group.name.to_owned(), "0".to_owned(), name.to_owned()],
        None => parts,
    }
}

fn put(at: &mut Value, path: &[String], text: &str) {
    let Some((head, rest)) = path.split_first() else {
        *at = Value::from(text);
        return;
    };
    match head.parse::<usize>() {
        Ok(row) if row < 1_000 => {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            if let Value::Array(rows) = at {
                while rows.len() <= row {
                    rows.push(Value::Null);
                }
                put(&mut rows[row], rest, text);
            }
        }
        _ => {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            if let Value::Object(map) = at {
                put(map.entry(head.clone()).or_insert(Value::Null), rest, text);
            }
        }
    }
}
