//! What cannot happen now, and what to do instead.
//!
//! Here so that a page's button, a script and a second tab meet the same gate.

use super::event::{Event, Manner};
use super::state::State;

/// Why an event is refused; the sentence with the way out stands in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// It was never called.
    NotCalled,
    /// It is closed: only the minutes can be written now.
    Closed,
    /// It has not been opened yet.
    NotOpen,
    /// It is open already.
    OpenAlready,
    /// There is no such item, speaker, question, poll or card.
    NotThere,
    /// There is no such point.
    NoPoint,
    /// The point stands on the list already.
    PointTwice,
    /// The line of the point is lost: let another speak first.
    LineLost,
    /// Somebody is speaking: end that speech first.
    SomebodySpeaks,
    /// Nobody is speaking.
    NobodySpeaks,
    /// This point waits on the list already.
    OnTheList,
    /// Another poll is open: close it first.
    PollOpen,
    /// The poll is closed.
    PollClosed,
    /// This point has voted.
    VotedAlready,
    /// There is no such choice; a secret vote must not name one in the log.
    NoChoice,
    /// A poll needs two to ten choices.
    Choices,
    /// Words are missing.
    NoWords,
    /// Words are too long.
    TooLong,
    /// It is so already.
    SoAlready,
    /// Not an address of a room: https, a host, nothing of a password.
    NotAnAddress,
    /// It has not been closed yet: minutes are signed when everything has been said.
    StillOpen,
    /// The minutes are not signed yet: the notice follows them.
    NotSigned,
    /// No unit has this code on the day.
    NoUnit,
    /// The date lies before the conference.
    DueBefore,
    /// What was typed is no date.
    NoDate,
}

impl No {
    /// Every reason, for the test that each has a sentence.
    pub const ALL: [No; 25] = [
        No::NotCalled,
        No::Closed,
        No::NotOpen,
        No::OpenAlready,
        No::NotThere,
        No::NoPoint,
        No::PointTwice,
        No::LineLost,
        No::SomebodySpeaks,
        No::NobodySpeaks,
        No::OnTheList,
        No::PollOpen,
        No::PollClosed,
        No::VotedAlready,
        No::NoChoice,
        No::Choices,
        No::NoWords,
        No::TooLong,
        No::SoAlready,
        No::NotAnAddress,
        No::StillOpen,
        No::NotSigned,
        No::NoUnit,
        No::DueBefore,
        No::NoDate,
    ];

    /// The word in catalogues.
    pub fn word(self) -> &'static str {
        match self {
            No::NotCalled => "not_called",
            No::Closed => "closed",
            No::NotOpen => "not_open",
            No::OpenAlready => "open_already",
            No::NotThere => "not_there",
            No::NoPoint => "no_point",
            No::PointTwice => "point_twice",
            No::LineLost => "line_lost",
            No::SomebodySpeaks => "somebody_speaks",
            No::NobodySpeaks => "nobody_speaks",
            No::OnTheList => "on_the_list",
            No::PollOpen => "poll_open",
            No::PollClosed => "poll_closed",
            No::VotedAlready => "voted_already",
            No::NoChoice => "no_choice",
            No::Choices => "choices",
            No::NoWords => "no_words",
            No::TooLong => "too_long",
            No::SoAlready => "so_already",
            No::NotAnAddress => "not_an_address",
            No::StillOpen => "still_open",
            No::NotSigned => "not_signed",
            No::NoUnit => "no_unit",
            No::DueBefore => "due_before",
            No::NoDate => "no_date",
        }
    }
}

/// Letters of one text.
const LONGEST: usize = 2_000;

fn unless(fault: bool, no: No) -> Result<(), No> {
    if fault { Err(no) } else { Ok(()) }
}

fn words(text: &str) -> Result<(), No> {
    unless(text.trim().is_empty(), No::NoWords)?;
    unless(text.chars().count() > LONGEST, No::TooLong)
}

/// Where a room lies, as `https://host:port`: what a page's rules may name. None: not an address of a room.
pub fn room_origin(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|h| !h.is_empty())?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_host = !name.is_empty() && !name.starts_with(['.', '-']) && port.parse::<u16>().is_ok_and(|p| p > 0);
    let is_short = address.len() <= 500 && address.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\;".contains(c));
    (is_short && is_host && host.chars().all(is_plain)).then(|| &address[.."https://".len() + host.len()])
}

/// Empty takes the room away.
fn is_room_address(address: &str) -> bool {
    address.is_empty() || room_origin(address).is_some()
}

impl State {
    fn may_sign(&self, number: &str, signer: &str, remarks: &str) -> Result<(), No> {
        unless(self.closed_ms.is_none(), No::StillOpen)?;
        unless(self.signed.is_some(), No::SoAlready)?;
        [number, signer].into_iter().try_for_each(words)?;
        unless(remarks.chars().count() > 10 * LONGEST, No::TooLong)
    }

    /// Whether this may happen now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, event: &Event) -> Result<(), No> {
        let called = matches!(event, Event::Called { .. });
        unless(!called && self.seq == 0, No::NotCalled)?;
        unless(called && self.seq > 0, No::SoAlready)?;
        // Lines come and go while a closed conference's screens are still up.
        let about_lines = matches!(event, Event::Lost { .. } | Event::Back { .. });
        if let Event::MinutesSigned { number, signer, remarks, .. } = event {
            return self.may_sign(number, signer, remarks);
        }
        if let Event::NoticeSigned { number, signer, .. } = event {
            unless(self.signed.is_none(), No::NotSigned)?;
            unless(self.notice.is_some(), No::SoAlready)?;
            return [number, signer].into_iter().try_for_each(|text| words(text));
        }
        unless(self.closed_ms.is_some() && !about_lines, No::Closed)?;
        match event {
            Event::Called { title, .. } => words(title),
            Event::ItemAdded { title, after, .. } => {
                unless(*after != 0 && !self.items.iter().any(|i| i.n == *after), No::NotThere)?;
                words(title)
            }
            Event::ItemMoved { item, before } => {
                let is_there = |n: i64| self.items.iter().any(|i| i.n == n);
                unless(!is_there(*item) || *before != 0 && !is_there(*before), No::NotThere)?;
                unless(item == before, No::SoAlready)
            }
            Event::ItemDropped { item } | Event::ItemCalled { item } => {
                unless(!self.items.iter().any(|i| i.n == *item), No::NotThere)?;
                let is_current = self.current.is_some_and(|(n, _)| n == *item);
                unless(is_current, No::SoAlready)?;
                unless(matches!(event, Event::ItemCalled { .. }) && self.opened_ms.is_none(), No::NotOpen)
            }
            Event::PointAdded { unit, .. } => unless(self.point(unit).is_some(), No::PointTwice),
            Event::Opened => unless(self.opened_ms.is_some(), No::OpenAlready),
            Event::Closed => {
                unless(self.opened_ms.is_none(), No::NotOpen)?;
                unless(self.poll().is_some(), No::PollOpen)
            }
            Event::RollCalled { .. } => Ok(()),
            Event::RoomLinked { address, .. } => unless(!is_room_address(address), No::NotAnAddress),
            Event::RecordingStarted => unless(self.recording_ms.is_some(), No::SoAlready),
            Event::RecordingEnded => unless(self.recording_ms.is_none(), No::SoAlready),
            Event::CardAdded { title, .. } => words(title),
            Event::CardShown { card, .. } => unless(!self.cards.iter().any(|c| c.n == *card), No::NotThere),
            Event::CardHidden => unless(self.shown.is_none(), No::SoAlready),
            Event::Concluded { text, to, due_on, .. } => {
                unless(self.opened_ms.is_none(), No::NotOpen)?;
                unless(to.len() > 200, No::TooLong)?;
                unless(due_on.is_some_and(|due| due < self.on), No::DueBefore)?;
                words(text)
            }
            Event::ConclusionStruck { sentence } => {
                unless(!self.conclusions.iter().any(|s| s.n == *sentence), No::NotThere)
            }
            Event::QuestionAsked { .. }
            | Event::QuestionBacked { .. }
            | Event::QuestionAnswered { .. }
            | Event::PollOpened { .. }
            | Event::Voted { .. }
            | Event::PollClosed { .. } => self.check_asked(event),
            _ => self.check_point(event),
        }
    }

    fn check_point(&self, event: &Event) -> Result<(), No> {
        let point = |unit: &str| self.point(unit).ok_or(No::NoPoint);
        match event {
            Event::Attending { unit, people } => {
                unless(people.len() > 500, No::TooLong)?;
                point(unit).map(|_| ())
            }
            Event::SubstitutesNamed { unit, others } => {
                point(unit)?;
                unless(others.contains(unit), No::SoAlready)?;
                others.iter().try_for_each(|other| point(other).map(|_| ()))
            }
            Event::CheckedIn { unit, .. } | Event::CodeRenewed { unit } => point(unit).map(|_| ()),
            Event::Lost { unit } => unless(!point(unit)?.present, No::SoAlready),
            Event::Back { unit } => {
                let p = point(unit)?;
                unless(p.present || p.since_ms.is_none(), No::SoAlready)
            }
            Event::HandRaised { unit } => {
                unless(!self.is_running(), No::NotOpen)?;
                unless(point(unit)?.hand_ms.is_some(), No::SoAlready)
            }
            Event::HandLowered { unit } => unless(point(unit)?.hand_ms.is_none(), No::SoAlready),
            Event::SpeakerAdded { unit, .. } => {
                // The chair's own point need not stand on the list of points.
                let known = *unit == self.unit || self.point(unit).is_some();
                unless(!known, No::NoPoint)?;
                unless(self.queue.iter().any(|s| s.unit == *unit), No::OnTheList)
            }
            Event::SpeakerRemoved { speaker } | Event::SpeakerFirst { speaker } => {
                unless(!self.queue.iter().any(|s| s.n == *speaker), No::NotThere)
            }
            Event::SpeakerStarted { speaker } => {
                unless(self.opened_ms.is_none(), No::NotOpen)?;
                unless(self.speaking.is_some(), No::SomebodySpeaks)?;
                let waits = self.queue.iter().find(|s| s.n == *speaker).ok_or(No::NotThere)?;
                unless(self.point(&waits.unit).is_some_and(|p| !p.present), No::LineLost)
            }
            _ => unless(self.speaking.is_none(), No::NobodySpeaks),
        }
    }

    fn check_asked(&self, event: &Event) -> Result<(), No> {
        match event {
            Event::QuestionAsked { unit, text } => {
                unless(self.point(unit).is_none(), No::NoPoint)?;
                words(text)
            }
            Event::QuestionBacked { question, unit } => {
                unless(self.point(unit).is_none(), No::NoPoint)?;
                let q = self.questions.iter().find(|q| q.n == *question).ok_or(No::NotThere)?;
                unless(q.done || q.unit == *unit || q.backers.contains(unit), No::SoAlready)
            }
            Event::QuestionAnswered { question } => {
                let q = self.questions.iter().find(|q| q.n == *question).ok_or(No::NotThere)?;
                unless(q.done, No::SoAlready)
            }
            Event::PollOpened { text, choices, .. } => {
                unless(self.opened_ms.is_none(), No::NotOpen)?;
                unless(self.poll().is_some(), No::PollOpen)?;
                unless(!(2..=10).contains(&choices.len()), No::Choices)?;
                words(text)
            }
            Event::Voted { poll, unit, choice } => {
                unless(self.point(unit).is_none(), No::NoPoint)?;
                let p = self.polls.iter().find(|p| p.n == *poll).ok_or(No::NotThere)?;
                unless(p.counts.is_some(), No::PollClosed)?;
                unless(p.votes.contains_key(unit), No::VotedAlready)?;
                let fits = match choice {
                    Some(choice) => p.manner != Manner::Secret && *choice < p.choices.len(),
                    None => p.manner == Manner::Secret,
                };
                unless(!fits, No::NoChoice)
            }
            Event::PollClosed { poll, .. } => {
                let p = self.polls.iter().find(|p| p.n == *poll).ok_or(No::NotThere)?;
                unless(p.counts.is_some(), No::PollClosed)
            }
            _ => Ok(()),
        }
    }
}
