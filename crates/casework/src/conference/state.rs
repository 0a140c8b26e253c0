//! Where a conference stands: the fold of its log.
//!
//! Total: an event that fits nothing changes nothing, so that a log can always be read. Must
//! never ask what time it is; countdowns are a start and a length.

use super::event::{Attendee, Cell, Entry, Event, Given, Kind, Manner, VoteChoice};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Mục của chương trình.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub n: i64,
    /// What it is about.
    pub title: String,
    /// Minutes planned.
    pub minutes: u32,
    /// The unit that presents; may be empty.
    pub unit: String,
    /// Its papers: names or addresses.
    pub papers: Vec<String>,
}

/// Máy của một điểm cầu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Hash of its secret.
    pub hash: String,
    /// Who checked in on it.
    pub name: String,
    /// When.
    pub at_ms: i64,
}

/// Điểm cầu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// Code of the unit.
    pub unit: String,
    /// Trưởng điểm cầu.
    pub head: String,
    /// Cán bộ kỹ thuật.
    pub technician: String,
    /// Seats.
    pub seats: u32,
    /// Who comes.
    pub people: Vec<Attendee>,
    /// Browsers that checked in.
    pub devices: Vec<Device>,
    /// Whether its line stands.
    pub present: bool,
    /// Since when it is so; none: it never came.
    pub since_ms: Option<i64>,
    /// Since when its hand is up.
    pub hand_ms: Option<i64>,
    /// Who speaks in its place when its line is lost, the first first.
    pub substitutes: Vec<String>,
}

/// Người đăng ký phát biểu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Their number.
    pub n: i64,
    /// From which point.
    pub unit: String,
    /// Name; may be empty.
    pub name: String,
    /// Office.
    pub office: String,
    /// How long they may speak.
    pub seconds: u32,
}

/// Đang phát biểu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaking {
    /// Who.
    pub speaker: Speaker,
    /// Since when.
    pub since_ms: i64,
}

/// Câu hỏi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub n: i64,
    /// Who asks.
    pub unit: String,
    /// What.
    pub text: String,
    /// Who else wants to know.
    pub backers: BTreeSet<String>,
    /// Whether it was answered.
    pub done: bool,
}

/// Biểu quyết.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// Its number.
    pub n: i64,
    /// What is voted on.
    pub text: String,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// How.
    pub manner: Manner,
    /// Who has voted, and what where that is said.
    pub votes: BTreeMap<String, Option<VoteChoice>>,
    /// The counts once it is closed.
    pub counts: Option<Vec<u32>>,
}

impl Poll {
    /// Votes for each choice so far, as far as they are not secret.
    pub fn tally(&self) -> Vec<u32> {
        let mut counts = vec![0; self.choices.len()];
        for choice in self.votes.values().flatten() {
            if let Some(n) = counts.get_mut(*choice) {
                *n += 1;
            }
        }
        counts
    }
}

/// Thẻ số liệu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its number.
    pub n: i64,
    /// What it says.
    pub title: String,
    /// Form of the sheet.
    pub form: String,
    /// Period of the sheet.
    pub period: String,
    /// Column of the sheet.
    pub column: String,
    /// Units side by side.
    pub units: Vec<String>,
    /// Only from sealed reports.
    pub sealed: bool,
}

/// What a card said when it was shown: frozen for the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The card.
    pub card: Card,
    /// The journal position it was counted at.
    pub as_of: i64,
    /// How its figures are printed, as the form says.
    pub printed: String,
    /// Its figures.
    pub cells: Vec<Cell>,
    /// When it was put up.
    pub at_ms: i64,
}

/// Câu kết luận.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its number.
    pub n: i64,
    /// The item under which it was said.
    pub item: Option<i64>,
    /// What.
    pub text: String,
    /// Units told to do it.
    pub to: Vec<String>,
    /// Word of the kind of units that are all told; empty for none.
    pub every: String,
    /// Until when.
    pub due_on: Option<Date>,
}

impl Sentence {
    /// Whether somebody is told to do it.
    pub fn is_given(&self) -> bool {
        !self.to.is_empty() || !self.every.is_empty()
    }
}

/// Thông báo kết luận đã ký.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub on: Date,
    /// Who signed.
    pub signer: String,
    /// What became of each conclusion that names somebody.
    pub given: Vec<Given>,
}

/// Biên bản đã ký.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Place of the signature in the log; the record is what stands before it.
    pub seq: i64,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub on: Date,
    /// Who signed.
    pub signer: String,
    /// What was written beside the record; may be empty.
    pub remarks: String,
    /// Hash of the record.
    pub record: String,
}

/// Where a conference stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The last event counted.
    pub seq: i64,
    /// What kind it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The day.
    pub on: Date,
    /// When it begins, as `08:00`.
    pub begins: String,
    /// Code of the unit that organises it.
    pub unit: String,
    /// Who chairs it.
    pub chair: String,
    /// Chương trình.
    pub items: Vec<Item>,
    /// Điểm cầu.
    pub points: Vec<Point>,
    /// Khai mạc.
    pub opened_ms: Option<i64>,
    /// Bế mạc.
    pub closed_ms: Option<i64>,
    /// The item it is at, and since when.
    pub current: Option<(i64, i64)>,
    /// Who speaks next.
    pub queue: Vec<Speaker>,
    /// Who speaks.
    pub speaking: Option<Speaking>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Polls.
    pub polls: Vec<Poll>,
    /// Figure cards.
    pub cards: Vec<Card>,
    /// What is on the projector.
    pub shown: Option<Shown>,
    /// Conclusions.
    pub conclusions: Vec<Sentence>,
    /// Biên bản đã ký.
    pub signed: Option<Signed>,
    /// Thông báo kết luận đã ký.
    pub notice: Option<Notice>,
    /// Phòng họp trực tuyến sẵn có: its address, and whether it may stand inside our screens.
    pub room: Option<(String, bool)>,
    /// Đang ghi hình, ghi âm: since when.
    pub recording_ms: Option<i64>,
}

/// The state after a log.
pub fn fold<'e>(log: impl IntoIterator<Item = &'e Entry>) -> State {
    let mut state = State::default();
    for entry in log {
        state.apply(entry);
    }
    state
}

impl State {
    /// The item it is at.
    pub fn item(&self) -> Option<&Item> {
        let (n, _) = self.current?;
        self.items.iter().find(|i| i.n == n)
    }

    /// The item after the current one; the first before there is one.
    pub fn next_item(&self) -> Option<&Item> {
        let at = self.current.and_then(|(n, _)| self.items.iter().position(|i| i.n == n));
        self.items.get(at.map_or(0, |at| at + 1))
    }

    /// The item before the current one.
    pub fn previous_item(&self) -> Option<&Item> {
        let (n, _) = self.current?;
        self.items.iter().position(|i| i.n == n)?.checked_sub(1).and_then(|at| self.items.get(at))
    }

    /// A point by its unit.
    pub fn point(&self, unit: &str) -> Option<&Point> {
        self.points.iter().find(|p| p.unit == unit)
    }

    /// Who can speak next: the first of the queue; where their line is lost, the first planned to speak
    /// in their place that waits and whose line stands; else the next of the queue whose line does.
    pub fn next_speaker(&self) -> Option<&Speaker> {
        let stands = |s: &&Speaker| self.point(&s.unit).is_none_or(|p| p.present);
        let first = self.queue.first()?;
        if stands(&first) {
            return Some(first);
        }
        let planned = self.point(&first.unit).map(|p| p.substitutes.as_slice()).unwrap_or_default();
        let substitute = planned.iter().find_map(|unit| self.queue.iter().find(|s| s.unit == *unit).filter(stands));
        substitute.or_else(|| self.queue.iter().find(stands))
    }

    /// The poll that is open.
    pub fn poll(&self) -> Option<&Poll> {
        self.polls.iter().find(|p| p.counts.is_none())
    }

    /// How many points are there.
    pub fn present(&self) -> usize {
        self.points.iter().filter(|p| p.present).count()
    }

    /// Whether it has begun and not ended.
    pub fn is_running(&self) -> bool {
        self.opened_ms.is_some() && self.closed_ms.is_none()
    }

    /// Counts one more event.
    pub fn apply(&mut self, entry: &Entry) {
        self.seq = entry.seq;
        let (n, at) = (entry.seq, entry.at_ms);
        match &entry.event {
            Event::Called { kind, title, on, begins, unit, chair } => {
                (self.kind, self.on) = (*kind, *on);
                (self.title, self.begins) = (title.clone(), begins.clone());
                (self.unit, self.chair) = (unit.clone(), chair.clone());
            }
            Event::ItemAdded { .. } | Event::ItemMoved { .. } | Event::ItemDropped { .. } => {
                self.agenda(n, &entry.event)
            }
            Event::Opened => self.opened_ms = Some(at),
            Event::Closed => self.close(at),
            Event::ItemCalled { item } => self.current = Some((*item, at)),
            Event::RollCalled { .. } => {}
            Event::Concluded { text, to, every, due_on } => {
                let item = self.current.map(|(n, _)| n);
                let (text, to, every) = (text.clone(), to.clone(), every.clone());
                self.conclusions.push(Sentence { n, item, text, to, every, due_on: *due_on });
            }
            Event::ConclusionStruck { sentence } => self.conclusions.retain(|s| s.n != *sentence),
            Event::MinutesSigned { number, on, signer, remarks, record } => {
                self.signed = Some(Signed {
                    seq: n,
                    number: number.clone(),
                    on: *on,
                    signer: signer.clone(),
                    remarks: remarks.clone(),
                    record: record.clone(),
                });
            }
            Event::NoticeSigned { number, on, signer, given } => {
                let (number, signer, given) = (number.clone(), signer.clone(), given.clone());
                self.notice = Some(Notice { number, on: *on, signer, given });
            }
            event => {
                self.at_a_point(at, event);
                self.media(at, event);
                self.speech(n, at, event);
                self.asked(n, event);
                self.figures(n, at, event);
            }
        }
    }

    fn agenda(&mut self, n: i64, event: &Event) {
        match event {
            Event::ItemAdded { title, minutes, unit, papers, after } => {
                let (title, unit, papers) = (title.clone(), unit.clone(), papers.clone());
                let at = self.items.iter().position(|i| i.n == *after).map_or(self.items.len(), |at| at + 1);
                self.items.insert(at, Item { n, title, minutes: *minutes, unit, papers });
            }
            Event::ItemMoved { item, before } => {
                let Some(from) = self.items.iter().position(|i| i.n == *item) else { return };
                let moved = self.items.remove(from);
                let at = self.items.iter().position(|i| i.n == *before).unwrap_or(self.items.len());
                self.items.insert(at, moved);
            }
            Event::ItemDropped { item } => self.items.retain(|i| i.n != *item),
            _ => {}
        }
    }

    fn media(&mut self, at: i64, event: &Event) {
        match event {
            Event::RoomLinked { address, framed } => {
                self.room = (!address.is_empty()).then(|| (address.clone(), *framed));
            }
            Event::RecordingStarted => self.recording_ms = Some(at),
            Event::RecordingEnded => self.recording_ms = None,
            _ => {}
        }
    }

    fn close(&mut self, at: i64) {
        self.closed_ms = Some(at);
        (self.speaking, self.shown, self.recording_ms) = (None, None, None);
        self.queue.clear();
        for point in &mut self.points {
            point.hand_ms = None;
        }
    }

    fn at_a_point(&mut self, at: i64, event: &Event) {
        let unit = match event {
            Event::PointAdded { unit, head, technician, seats } => {
                let (head, technician) = (head.clone(), technician.clone());
                let point = Point { unit: unit.clone(), head, technician, seats: *seats, ..Point::default() };
                self.points.push(point);
                return;
            }
            Event::Attending { unit, .. }
            | Event::SubstitutesNamed { unit, .. }
            | Event::CodeRenewed { unit }
            | Event::CheckedIn { unit, .. }
            | Event::Lost { unit }
            | Event::Back { unit }
            | Event::HandRaised { unit }
            | Event::HandLowered { unit }
            | Event::SpeakerAdded { unit, .. } => unit,
            _ => return,
        };
        let Some(point) = self.points.iter_mut().find(|p| p.unit == *unit) else { return };
        match event {
            Event::Attending { people, .. } => point.people.clone_from(people),
            Event::SubstitutesNamed { others, .. } => point.substitutes.clone_from(others),
            Event::CheckedIn { device, name, .. } => {
                point.devices.push(Device { hash: device.clone(), name: name.clone(), at_ms: at });
                (point.present, point.since_ms) = (true, Some(at));
            }
            Event::CodeRenewed { .. } => {
                point.devices.clear();
                if point.present {
                    (point.present, point.since_ms) = (false, Some(at));
                }
            }
            Event::Lost { .. } => (point.present, point.since_ms) = (false, Some(at)),
            Event::Back { .. } => (point.present, point.since_ms) = (true, Some(at)),
            Event::HandRaised { .. } => point.hand_ms = Some(at),
            // Who gets onto the list need not hold the hand up any longer.
            _ => point.hand_ms = None,
        }
    }

    fn speech(&mut self, n: i64, at: i64, event: &Event) {
        match event {
            Event::SpeakerAdded { unit, name, office, seconds } => self.queue.push(Speaker {
                n,
                unit: unit.clone(),
                name: name.clone(),
                office: office.clone(),
                seconds: *seconds,
            }),
            Event::SpeakerRemoved { speaker } => self.queue.retain(|s| s.n != *speaker),
            Event::SpeakerFirst { speaker } => {
                if let Some(place) = self.queue.iter().position(|s| s.n == *speaker) {
                    let first = self.queue.remove(place);
                    self.queue.insert(0, first);
                }
            }
            Event::SpeakerStarted { speaker } => {
                if let Some(place) = self.queue.iter().position(|s| s.n == *speaker) {
                    self.speaking = Some(Speaking { speaker: self.queue.remove(place), since_ms: at });
                }
            }
            Event::SpeakerEnded => self.speaking = None,
            _ => {}
        }
    }

    fn asked(&mut self, n: i64, event: &Event) {
        match event {
            Event::QuestionAsked { unit, text } => self.questions.push(Question {
                n,
                unit: unit.clone(),
                text: text.clone(),
                backers: BTreeSet::new(),
                done: false,
            }),
            Event::QuestionBacked { question, unit } => {
                if let Some(q) = self.questions.iter_mut().find(|q| q.n == *question) {
                    q.backers.insert(unit.clone());
                }
            }
            Event::QuestionAnswered { question } => {
                if let Some(q) = self.questions.iter_mut().find(|q| q.n == *question) {
                    q.done = true;
                }
            }
            Event::PollOpened { text, choices, manner } => self.polls.push(Poll {
                n,
                text: text.clone(),
                choices: choices.clone(),
                manner: *manner,
                votes: BTreeMap::new(),
                counts: None,
            }),
            Event::Voted { poll, unit, choice } => {
                if let Some(p) = self.polls.iter_mut().find(|p| p.n == *poll && p.counts.is_none()) {
                    p.votes.entry(unit.clone()).or_insert(*choice);
                }
            }
            Event::PollClosed { poll, counts } => {
                if let Some(p) = self.polls.iter_mut().find(|p| p.n == *poll) {
                    p.counts = Some(counts.clone());
                }
            }
            _ => {}
        }
    }

    fn figures(&mut self, n: i64, at: i64, event: &Event) {
        match event {
            Event::CardAdded { title, form, period, column, units, sealed } => self.cards.push(Card {
                n,
                title: title.clone(),
                form: form.clone(),
                period: period.clone(),
                column: column.clone(),
                units: units.clone(),
                sealed: *sealed,
            }),
            Event::CardShown { card, as_of, printed, cells } => {
                if let Some(card) = self.cards.iter().find(|c| c.n == *card) {
                    let (card, printed, cells) = (card.clone(), printed.clone(), cells.clone());
                    self.shown = Some(Shown { card, as_of: *as_of, printed, cells, at_ms: at });
                }
            }
            Event::CardHidden => self.shown = None,
            _ => {}
        }
    }
}
