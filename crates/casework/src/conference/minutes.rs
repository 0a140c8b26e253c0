//! Biên bản: what the record says of a conference, in the order of its agenda.
//!
//! A projection of the log and nothing else, so that minutes can be drawn up again at any
//! time and say the same; what the log says cannot be edited. Must never add a word of its own.

use super::event::{Entry, Event};
use super::state::{Poll, Question, Sentence, Shown, Speaker, State};

/// Có mặt: one point with the spans in which its line stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    /// Code of the unit.
    pub unit: String,
    /// From and until, in milliseconds; no end: it stood to the last event.
    pub spans: Vec<(i64, Option<i64>)>,
}

/// Lượt phát biểu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Who, from which point, with which quota.
    pub speaker: Speaker,
    /// From.
    pub from_ms: i64,
    /// Until; none: the record ends while they speak.
    pub until_ms: Option<i64>,
}

impl Speech {
    /// Seconds spoken.
    pub fn seconds(&self) -> Option<i64> {
        self.until_ms.map(|until| (until - self.from_ms) / 1000)
    }
}

/// Một mục trong biên bản: everything that happened while the conference was at one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The item's title; empty before the first was called.
    pub title: String,
    /// Its papers.
    pub papers: Vec<String>,
    /// When it was called; none: before the first.
    pub from_ms: Option<i64>,
    /// Who spoke.
    pub speeches: Vec<Speech>,
    /// Figures put on the projector, as they stood then.
    pub shown: Vec<Shown>,
    /// Questions asked.
    pub questions: Vec<Question>,
    /// Votes opened.
    pub polls: Vec<Poll>,
    /// Conclusions that were not struck.
    pub conclusions: Vec<Sentence>,
}

impl Section {
    fn is_empty(&self) -> bool {
        let said = self.speeches.len() + self.shown.len() + self.questions.len() + self.polls.len();
        self.from_ms.is_none() && said + self.conclusions.len() == 0
    }
}

/// Biên bản.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Minutes {
    /// The state at the end: title, day, chair, agenda.
    pub state: State,
    /// Who was there.
    pub presence: Vec<Presence>,
    /// What happened, item by item.
    pub sections: Vec<Section>,
    /// When the last event was.
    pub last_ms: i64,
}

/// The minutes of a log.
pub fn minutes(log: &[Entry]) -> Minutes {
    let mut out = Minutes { sections: vec![Section::default()], ..Minutes::default() };
    for entry in log {
        let before = out.state.speaking.clone();
        out.state.apply(entry);
        out.last_ms = entry.at_ms;
        out.presence(entry);
        out.happened(entry);
        // A speech ends with its event, with the next speaker, or with the conference.
        if let Some(was) = before.filter(|was| out.state.speaking.as_ref() != Some(was)) {
            out.ended(&was.speaker, entry.at_ms);
        }
        if let (Event::SpeakerStarted { .. }, Some(now)) = (&entry.event, &out.state.speaking) {
            let speech = Speech { speaker: now.speaker.clone(), from_ms: now.since_ms, until_ms: None };
            out.here().speeches.push(speech);
        }
    }
    out.settle();
    out
}

impl Minutes {
    fn here(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    fn presence(&mut self, entry: &Entry) {
        match &entry.event {
            Event::PointAdded { unit, .. } => {
                self.presence.push(Presence { unit: unit.clone(), spans: Vec::new() });
            }
            Event::CheckedIn { unit, .. } | Event::Back { unit } => {
                let point = self.presence.iter_mut().find(|p| p.unit == *unit);
                // A second browser of a point that is there already begins nothing.
                if let Some(p) = point.filter(|p| p.spans.last().is_none_or(|(_, end)| end.is_some())) {
                    p.spans.push((entry.at_ms, None));
                }
            }
            Event::Lost { unit } | Event::CodeRenewed { unit } => {
                let point = self.presence.iter_mut().find(|p| p.unit == *unit);
                if let Some((_, end @ None)) = point.and_then(|p| p.spans.last_mut()) {
                    *end = Some(entry.at_ms);
                }
            }
            Event::Closed => {
                let open = self.presence.iter_mut().filter_map(|p| p.spans.last_mut());
                open.filter(|(_, end)| end.is_none()).for_each(|(_, end)| *end = Some(entry.at_ms));
            }
            _ => {}
        }
    }

    fn happened(&mut self, entry: &Entry) {
        match &entry.event {
            Event::ItemCalled { item } => {
                let found = self.state.items.iter().find(|i| i.n == *item);
                let (title, papers) = found.map(|i| (i.title.clone(), i.papers.clone())).unwrap_or_default();
                self.sections.push(Section { title, papers, from_ms: Some(entry.at_ms), ..Section::default() });
            }
            Event::CardShown { .. } => {
                if let Some(shown) = self.state.shown.clone() {
                    self.here().shown.push(shown);
                }
            }
            Event::QuestionAsked { .. } => {
                let asked = self.state.questions.iter().find(|q| q.n == entry.seq).cloned();
                self.here().questions.extend(asked);
            }
            Event::PollOpened { .. } => {
                let opened = self.state.polls.iter().find(|p| p.n == entry.seq).cloned();
                self.here().polls.extend(opened);
            }
            Event::Concluded { .. } => {
                let said = self.state.conclusions.iter().find(|s| s.n == entry.seq).cloned();
                self.here().conclusions.extend(said);
            }
            _ => {}
        }
    }

    fn ended(&mut self, speaker: &Speaker, at_ms: i64) {
        let all = self.sections.iter_mut().rev().flat_map(|s| s.speeches.iter_mut().rev());
        let open = all.into_iter().find(|s| s.speaker.n == speaker.n && s.until_ms.is_none());
        if let Some(speech) = open {
            speech.until_ms = Some(at_ms);
        }
    }

    /// What came of questions, votes and conclusions later is said where they were asked.
    fn settle(&mut self) {
        let end = &self.state;
        for section in &mut self.sections {
            for question in &mut section.questions {
                if let Some(last) = end.questions.iter().find(|q| q.n == question.n) {
                    question.clone_from(last);
                }
            }
            for poll in &mut section.polls {
                if let Some(last) = end.polls.iter().find(|p| p.n == poll.n) {
                    poll.clone_from(last);
                }
            }
            section.conclusions.retain(|s| end.conclusions.contains(s));
        }
        self.sections.retain(|s| !s.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Kind, fold};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn log(events: &[Event]) -> Vec<Entry> {
        let entry = |(n, event): (usize, &Event)| {
            let seq = n as i64 + 1;
            Entry { seq, at_ms: seq * 60_000, by: "t".into(), event: event.clone() }
        };
        events.iter().enumerate().map(entry).collect()
    }

    fn concluded(text: &str) -> Event {
        Event::Concluded { text: text.into(), to: Vec::new(), every: String::new(), due_on: None }
    }

    fn told() -> Vec<Event> {
        let on = date(2023, 7, 14);
        let point = |unit: &str| Event::PointAdded {
            unit: unit.into(),
            head: String::new(),
            technician: String::new(),
            seats: 1,
        };
        let comes = |unit: &str| Event::CheckedIn { unit: unit.into(), device: "d".into(), name: String::new() };
        let speaks = |unit: &str| Event::SpeakerAdded {
            unit: unit.into(),
            name: "A".into(),
            office: "Chánh Thanh tra".into(),
            seconds: 300,
        };
        let item = |title: &str| Event::ItemAdded {
            title: title.into(),
            minutes: 20,
            unit: String::new(),
            papers: vec!["Báo cáo.docx".into()],
            after: 0,
        };
        let (title, unit, chair) = ("Sơ kết".to_owned(), "TTCP".to_owned(), "Chủ tọa".to_owned());
        vec![
            Event::Called { kind: Kind::Interim, title, on, begins: "08:00".into(), unit, chair },
            item("Báo cáo"),
            item("Kết luận"),
            point("31"),
            point("01"),
            Event::CardAdded {
                title: "Vi phạm".into(),
                form: "overview".into(),
                period: "2023-6m".into(),
                column: "violations_vnd".into(),
                units: vec!["31".into()],
                sealed: false,
            },
            comes("31"),
            comes("31"),
            Event::Opened,
            Event::ItemCalled { item: 2 },
            speaks("31"),
            Event::SpeakerStarted { speaker: 11 },
            Event::CardShown {
                card: 6,
                as_of: 7,
                printed: "money".into(),
                cells: vec![Cell { unit: "31".into(), value: Some(5), report: String::new() }],
            },
            Event::SpeakerEnded,
            Event::QuestionAsked { unit: "01".into(), text: "Bao giờ?".into() },
            Event::Lost { unit: "31".into() },
            Event::ItemCalled { item: 3 },
            Event::QuestionAnswered { question: 15 },
            concluded("Rà soát"),
            concluded("Nói lỡ"),
            Event::ConclusionStruck { sentence: 20 },
            Event::Back { unit: "31".into() },
            Event::Closed,
        ]
    }

    #[test]
    fn the_record_says_who_was_there_who_spoke_and_what_was_shown() {
        let m = minutes(&log(&told()));
        let minute = |n: i64| n * 60_000;
        assert_eq!(m.presence[0].spans, [(minute(7), Some(minute(16))), (minute(22), Some(minute(23)))]);
        assert!(m.presence[1].spans.is_empty(), "a point that never came");
        let [report, conclusion] = &m.sections[..] else { panic!("{:?}", m.sections) };
        assert_eq!((report.title.as_str(), report.from_ms), ("Báo cáo", Some(minute(10))));
        assert_eq!(report.speeches[0].seconds(), Some(120));
        assert_eq!(report.shown[0].cells[0].value, Some(5), "as it stood then");
        assert!(report.questions[0].done, "answered under the next item, asked under this one");
        let said: Vec<&str> = conclusion.conclusions.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(said, ["Rà soát"], "what was struck is not concluded");
    }

    proptest! {
        /// Of any cut of a record, in any order: the minutes end in the state the log folds to, spans
        /// follow one another, and no speech is longer than the conference.
        #[test]
        fn minutes_of_any_record_are_sound(order in prop::collection::vec(0usize..23, 0..40)) {
            let all = told();
            let some: Vec<Event> = order.iter().map(|n| all[*n].clone()).collect();
            let log = log(&some);
            let m = minutes(&log);
            prop_assert_eq!(&m.state, &fold(&log));
            for p in &m.presence {
                let ends = p.spans.iter().flat_map(|(from, until)| [Some(*from), *until]).flatten().collect::<Vec<_>>();
                prop_assert!(ends.windows(2).all(|w| w[0] <= w[1]));
                prop_assert!(p.spans.iter().rev().skip(1).all(|(_, until)| until.is_some()));
            }
            let speeches = m.sections.iter().flat_map(|s| &s.speeches);
            prop_assert!(speeches.filter_map(Speech::seconds).all(|s| s >= 0));
        }
    }
}
