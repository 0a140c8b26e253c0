//! Hỏi để gửi đúng: from a citizen's plain answers to the kind of petition, the body
//! competent by date and level, the time limit, and by which article.
//!
//! Tables that a jurist reads ([`table`], printed under docs/procedures) and one walk over
//! them. Competence is not told anew here: complaints and denunciations say it. Must never
//! send anybody away: where nothing fits, the province's reception must take it and pass it on.

pub mod docs;
mod end;
pub mod table;
#[cfg(test)]
mod tests;

pub use end::{Limit, Outcome, Why};
pub use table::{To, options};

use crate::complaints::acts::{Against, Instance, Level};
use crate::denunciations::acts::Post;
use crate::units::{Tree, UnitKind};
use jiff::civil::Date;
use law::Law;

crate::choices! {
    /// Câu hỏi.
    pub enum Question {
        /// Muốn làm gì.
        What = "what",
        /// Khiếu nại cái gì.
        Object = "object",
        /// Của ai, cấp nào.
        Level = "level",
        /// Đã giải quyết đến đâu.
        Settled = "settled",
        /// Biết, nhận được ngày nào.
        Known = "known",
        /// Có trở ngại khách quan không.
        Obstacle = "obstacle",
        /// Tố cáo ai.
        Post = "post",
        /// Đã có kết luận chưa.
        Concluded = "concluded",
        /// Kiến nghị, phản ánh việc do ai quản lý.
        Matter = "matter",
        /// Ở đâu.
        Place = "place",
    }
}

/// What is answered where a day or a place is not known.
pub const UNKNOWN: &str = "unknown";

/// Câu trả lời: words of options, a day as `2026-07-01`, a code of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<(Question, String)>);

impl Answers {
    /// Reads what was sent under the words of the questions.
    pub fn read(get: impl Fn(&str) -> String) -> Self {
        let of = |q: &Question| Some((*q, get(q.word()))).filter(|(_, text)| !text.is_empty());
        Self(Question::ALL.iter().filter_map(of).collect())
    }

    /// The answer to a question; empty where there is none.
    pub fn get(&self, question: Question) -> &str {
        self.0.iter().find(|(q, _)| *q == question).map_or("", |(_, text)| text)
    }

    /// The answer, if it is one; otherwise the question.
    fn need(&self, question: Question) -> Result<&str, Question> {
        let text = self.get(question);
        if options(question).contains(&text) { Ok(text) } else { Err(question) }
    }

    fn day(&self) -> Result<Option<Date>, Question> {
        match self.get(Question::Known) {
            UNKNOWN => Ok(None),
            text => text.parse().map(Some).map_err(|_| Question::Known),
        }
    }
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The next question.
    Ask(Question),
    /// The end.
    End(Box<Outcome>),
}

/// What the answers stand on.
#[derive(Clone, Copy)]
pub struct On<'a> {
    /// The law.
    pub law: &'a Law,
    /// The tree of units.
    pub tree: &'a Tree,
    /// The day on which it would be sent.
    pub today: Date,
}

/// The next question, or the end.
pub fn step(answers: &Answers, on: On<'_>) -> Step {
    let found = match answers.need(Question::What) {
        Ok("own") => complaint(answers, on),
        Ok("wrongdoing") => denunciation(answers, on),
        Ok("idea") => feedback(answers, on),
        Ok(answer) => place(answers, UnitKind::Province, None, on)
            .map(|place| end::exit(Question::What, answer).unwrap_or_default().at(place, on)),
        Err(question) => Err(question),
    };
    match found {
        Ok(outcome) => Step::End(Box::new(outcome)),
        Err(question) => Step::Ask(question),
    }
}

/// The questions answered on the way to where the answers lead, in order: what else was sent is dropped.
pub fn way(answers: &Answers, on: On<'_>) -> Vec<(Question, String)> {
    let mut told = Answers::default();
    while let Step::Ask(question) = step(&told, on) {
        match answers.get(question) {
            "" => break,
            text => told.0.push((question, text.to_owned())),
        }
        if step(&told, on) == Step::Ask(question) {
            told.0.pop();
            break;
        }
    }
    told.0
}

fn complaint(a: &Answers, on: On<'_>) -> Result<Outcome, Question> {
    let object = a.need(Question::Object)?;
    if let Some(out) = end::exit(Question::Object, object) {
        return Ok(out);
    }
    let against = Against::from_word(object).unwrap_or(Against::Decision);
    let level = a.need(Question::Level)?;
    let settled = a.need(Question::Settled)?;
    if let Some(out) = end::exit(Question::Settled, settled) {
        return Ok(out);
    }
    let instance = if settled == "no" { Instance::First } else { Instance::Second };
    let known = a.day()?;
    if known.is_some_and(|day| day > on.today) {
        return Err(Question::Known);
    }
    let mut limit = known.and_then(|day| end::limit(on, against, instance, day));
    if let Some(limit) = limit.as_mut().filter(|limit| limit.passed) {
        limit.excused = a.need(Question::Obstacle)? == "yes";
    }
    let Some(level) = Level::from_word(level) else {
        return Ok(Outcome { limit, ..end::unsure("complaint", Question::Level) }
            .at(place(a, UnitKind::Province, known, on)?, on));
    };
    let mut out = end::complaint(on, against, level, instance);
    out.limit = limit;
    match kind_of(level) {
        Some(kind) => Ok(out.at(place(a, kind, known, on)?, on)),
        None => Ok(out),
    }
}

fn denunciation(a: &Answers, on: On<'_>) -> Result<Outcome, Question> {
    let post = a.need(Question::Post)?;
    if let Some(out) = end::exit(Question::Post, post) {
        return Ok(out);
    }
    if let Some(out) = end::exit(Question::Concluded, a.need(Question::Concluded)?) {
        return Ok(out);
    }
    let Some(post) = Post::from_word(post) else {
        return Ok(end::unsure("denunciation", Question::Post).at(place(a, UnitKind::Province, None, on)?, on));
    };
    let out = end::denunciation(on, post);
    let kind = match post {
        Post::CommuneStaff | Post::CommuneHead => UnitKind::Commune,
        Post::DistrictStaff | Post::DistrictHead => UnitKind::District,
        Post::DepartmentStaff | Post::DepartmentHead | Post::ProvinceHead => UnitKind::Province,
        _ => return Ok(out),
    };
    Ok(out.at(place(a, kind, None, on)?, on))
}

fn feedback(a: &Answers, on: On<'_>) -> Result<Outcome, Question> {
    let matter = a.need(Question::Matter)?;
    let kind = match matter {
        "commune" => UnitKind::Commune,
        "ministry" => return Ok(end::feedback(matter)),
        _ => UnitKind::Province,
    };
    Ok(end::feedback(matter).at(place(a, kind, None, on)?, on))
}

/// Which kind of place a level is at.
fn kind_of(level: Level) -> Option<UnitKind> {
    Some(match level {
        Level::CommuneChair | Level::CommuneBody => UnitKind::Commune,
        Level::DistrictBody | Level::DistrictChair => UnitKind::District,
        Level::DepartmentUnit | Level::DepartmentHead | Level::ProvinceChair => UnitKind::Province,
        Level::Agency | Level::Minister => return None,
    })
}

/// Which places can be answered: of this kind on this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Their kind.
    pub kind: UnitKind,
    /// The day on which they stood.
    pub on: Date,
}

/// Places that answer the question of the place, as the other answers stand.
pub fn places(a: &Answers, on: On<'_>) -> Places {
    let kind = match (a.get(Question::Level), a.get(Question::Post), a.get(Question::Matter)) {
        (level, "", "") => Level::from_word(level).and_then(kind_of),
        ("", post, _) if post.starts_with("commune") => Some(UnitKind::Commune),
        ("", post, _) if post.starts_with("district") => Some(UnitKind::District),
        ("", "", "commune") => Some(UnitKind::Commune),
        _ => None,
    };
    let kind = kind.unwrap_or(UnitKind::Province);
    let day = a.day().ok().flatten().unwrap_or(on.today);
    Places { kind, on: end::stood(kind, day, on.law) }
}

/// The place answered: nothing where it is not known.
fn place(a: &Answers, kind: UnitKind, known: Option<Date>, on: On<'_>) -> Result<Option<(String, Date)>, Question> {
    let day = end::stood(kind, known.unwrap_or(on.today), on.law);
    match a.get(Question::Place) {
        UNKNOWN => Ok(None),
        code => match on.tree.get(code, day) {
            Some(unit) if unit.kind == kind => Ok(Some((code.to_owned(), day))),
            _ => Err(Question::Place),
        },
    }
}
