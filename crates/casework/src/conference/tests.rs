//! The record of a conference: what it folds to, and what cannot happen.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

/// A conference with two items and two points, step by step.
struct Told {
    log: Vec<Entry>,
    state: State,
}

impl Told {
    fn called() -> Self {
        let mut told = Self { log: Vec::new(), state: State::default() };
        let on = date(2023, 7, 14);
        let (title, begins) = ("Sơ kết 6 tháng".to_owned(), "08:00".to_owned());
        told.must(Event::Called {
            kind: Kind::Interim,
            title,
            on,
            begins,
            unit: "TTCP".into(),
            chair: "Chủ tọa".into(),
        });
        for title in ["Báo cáo", "Thảo luận"] {
            told.must(Event::ItemAdded {
                title: title.into(),
                minutes: 20,
                unit: String::new(),
                papers: vec![],
                after: 0,
            });
        }
        for unit in ["31", "01"] {
            let (head, technician) = (String::new(), String::new());
            told.must(Event::PointAdded { unit: unit.into(), head, technician, seats: 10 });
        }
        told
    }

    fn try_it(&mut self, event: Event) -> Result<i64, No> {
        self.state.check(&event)?;
        let seq = self.state.seq + 1;
        let entry = Entry { seq, at_ms: seq * 1_000, by: "t".into(), event };
        self.state.apply(&entry);
        self.log.push(entry);
        Ok(seq)
    }

    fn must(&mut self, event: Event) -> i64 {
        let said = format!("{event:?}");
        self.try_it(event).unwrap_or_else(|no| panic!("{said}: {no:?}"))
    }

    fn comes(&mut self, unit: &str) {
        self.must(Event::CheckedIn { unit: unit.into(), device: "d".into(), name: String::new() });
    }

    fn wants_to_speak(&mut self, unit: &str) -> i64 {
        let (name, office) = (String::new(), String::new());
        self.must(Event::SpeakerAdded { unit: unit.into(), name, office, seconds: 300 })
    }
}

fn concluded(text: &str) -> Event {
    Event::Concluded { text: text.into(), to: Vec::new(), every: String::new(), due_on: None }
}

fn item(title: &str, after: i64) -> Event {
    Event::ItemAdded { title: title.into(), minutes: 5, unit: String::new(), papers: vec![], after }
}

#[test]
fn the_agenda_is_moved_about_while_it_runs() {
    let mut told = Told::called();
    let titles = |told: &Told| told.state.items.iter().map(|i| i.title.clone()).collect::<Vec<_>>().join(" ");
    told.must(Event::Opened);
    told.must(Event::ItemCalled { item: 2 });
    let urgent = told.must(item("Khẩn", 2));
    assert_eq!(titles(&told), "Báo cáo Khẩn Thảo luận");
    assert_eq!(told.state.next_item().map(|i| i.n), Some(urgent), "what is put in comes next");
    told.must(Event::ItemMoved { item: 3, before: urgent });
    assert_eq!(titles(&told), "Báo cáo Thảo luận Khẩn");
    told.must(Event::ItemMoved { item: 2, before: 0 });
    assert_eq!(titles(&told), "Thảo luận Khẩn Báo cáo");
    assert_eq!(told.state.item().map(|i| i.n), Some(2), "the item it is at stays the item it is at");
    assert_eq!(told.try_it(Event::ItemMoved { item: 99, before: 0 }), Err(No::NotThere));
    assert_eq!(told.try_it(item("x", 99)), Err(No::NotThere));
    assert_eq!(told.try_it(Event::ItemDropped { item: 2 }), Err(No::SoAlready), "the item it is at is not dropped");
    told.must(Event::ItemDropped { item: urgent });
    assert_eq!(titles(&told), "Thảo luận Báo cáo");
}

#[test]
fn a_planned_substitute_speaks_when_a_line_is_lost() {
    let mut told = Told::called();
    let (head, technician) = (String::new(), String::new());
    told.must(Event::PointAdded { unit: "48".into(), head, technician, seats: 1 });
    told.must(Event::Opened);
    ["31", "01", "48"].iter().for_each(|unit| told.comes(unit));
    for unit in ["31", "01", "48"] {
        told.wants_to_speak(unit);
    }
    let next = |told: &Told| told.state.next_speaker().map(|s| s.unit.clone());
    told.must(Event::SubstitutesNamed { unit: "31".into(), others: vec!["48".into(), "01".into()] });
    assert_eq!(next(&told).as_deref(), Some("31"));
    told.must(Event::Lost { unit: "31".into() });
    assert_eq!(next(&told).as_deref(), Some("48"), "as planned, though 01 waits longer");
    told.must(Event::Lost { unit: "48".into() });
    assert_eq!(next(&told).as_deref(), Some("01"));
    let unknown = Event::SubstitutesNamed { unit: "31".into(), others: vec!["79".into()] };
    assert_eq!(told.try_it(unknown), Err(No::NoPoint));
}

#[test]
fn the_notice_follows_the_signed_minutes_and_is_signed_once() {
    let mut told = Told::called();
    told.must(Event::Opened);
    let late = date(2023, 7, 13);
    let before = Event::Concluded { text: "x".into(), to: vec!["31".into()], every: String::new(), due_on: Some(late) };
    assert_eq!(told.try_it(before), Err(No::DueBefore));
    let due = Some(date(2023, 9, 30));
    told.must(Event::Concluded { text: "Rà soát".into(), to: vec!["31".into()], every: String::new(), due_on: due });
    told.must(Event::Closed);
    let notice = || Event::NoticeSigned {
        number: "1/TB".into(),
        on: date(2023, 7, 14),
        signer: "A".into(),
        given: vec![Given { sentence: 7, directive: "NV-1".into(), refused: String::new() }],
    };
    assert_eq!(told.try_it(notice()), Err(No::NotSigned));
    let (number, signer, record) = ("1/BB".to_owned(), "A".to_owned(), "h".to_owned());
    told.must(Event::MinutesSigned { number, on: date(2023, 7, 14), signer, remarks: String::new(), record });
    told.must(notice());
    assert_eq!(told.try_it(notice()), Err(No::SoAlready));
    let given = told.state.notice.as_ref().map(|n| n.given[0].directive.clone());
    assert_eq!(given.as_deref(), Some("NV-1"));
    assert!(told.state.conclusions[0].is_given());
}

/// A log that an older program wrote is read as it was meant.
#[test]
fn events_without_the_newer_fields_are_read() {
    let read = |text: &str| serde_json::from_str::<Event>(text).unwrap();
    assert_eq!(read(r#"{"is":"concluded","text":"x"}"#), concluded("x"));
    let old = r#"{"is":"item_added","title":"x","minutes":5,"unit":"","papers":[]}"#;
    assert_eq!(read(old), item("x", 0));
}

#[test]
fn items_are_called_in_order_and_back() {
    let mut told = Told::called();
    let first = told.state.next_item().unwrap().n;
    assert_eq!(told.try_it(Event::ItemCalled { item: first }), Err(No::NotOpen));
    told.must(Event::Opened);
    assert_eq!(told.try_it(Event::Opened), Err(No::OpenAlready));
    told.must(Event::ItemCalled { item: first });
    let second = told.state.next_item().unwrap().n;
    told.must(Event::ItemCalled { item: second });
    assert!(told.state.next_item().is_none());
    assert_eq!(told.state.previous_item().unwrap().n, first);
    assert_eq!(told.try_it(Event::ItemCalled { item: second }), Err(No::SoAlready));
    assert_eq!(told.try_it(Event::ItemCalled { item: 99 }), Err(No::NotThere));
}

#[test]
fn who_has_lost_the_line_is_passed_over_and_keeps_their_place() {
    let mut told = Told::called();
    told.must(Event::Opened);
    told.comes("31");
    told.comes("01");
    let (a, b) = (told.wants_to_speak("31"), told.wants_to_speak("01"));
    told.must(Event::Lost { unit: "31".into() });
    assert_eq!(told.try_it(Event::SpeakerStarted { speaker: a }), Err(No::LineLost));
    assert_eq!(told.state.next_speaker().unwrap().n, b);
    told.must(Event::SpeakerStarted { speaker: b });
    told.must(Event::Back { unit: "31".into() });
    assert_eq!(told.state.next_speaker().unwrap().n, a);
    assert_eq!(told.try_it(Event::SpeakerStarted { speaker: a }), Err(No::SomebodySpeaks));
    told.must(Event::SpeakerEnded);
    told.must(Event::SpeakerStarted { speaker: a });
    assert_eq!(told.state.speaking.as_ref().unwrap().since_ms, told.state.seq * 1_000);
}

#[test]
fn a_point_votes_once_and_a_secret_vote_says_nothing_in_the_log() {
    let mut told = Told::called();
    told.must(Event::Opened);
    let choices = vec!["Tán thành".to_owned(), "Không".to_owned()];
    let poll = told.must(Event::PollOpened { text: "?".into(), choices: choices.clone(), manner: Manner::Recorded });
    let vote = |choice| Event::Voted { poll, unit: "31".into(), choice };
    assert_eq!(told.try_it(vote(Some(2))), Err(No::NoChoice));
    told.must(vote(Some(1)));
    assert_eq!(told.try_it(vote(Some(0))), Err(No::VotedAlready));
    assert_eq!(told.state.poll().unwrap().tally(), [0, 1]);
    assert_eq!(told.try_it(Event::Closed), Err(No::PollOpen));
    told.must(Event::PollClosed { poll, counts: vec![0, 1] });
    let secret = told.must(Event::PollOpened { text: "?".into(), choices, manner: Manner::Secret });
    let vote = |choice| Event::Voted { poll: secret, unit: "31".into(), choice };
    assert_eq!(told.try_it(vote(Some(1))), Err(No::NoChoice));
    told.must(vote(None));
    assert_eq!(told.try_it(vote(None)), Err(No::VotedAlready));
    assert_eq!(told.state.poll().unwrap().tally(), [0, 0]);
}

#[test]
fn after_the_end_nothing_is_added_to_the_record() {
    let mut told = Told::called();
    told.must(Event::Opened);
    told.comes("31");
    told.must(Event::Closed);
    assert_eq!(told.try_it(concluded("x")), Err(No::Closed));
    told.must(Event::Lost { unit: "31".into() });
}

#[test]
fn minutes_are_signed_once_and_after_the_end() {
    let mut told = Told::called();
    let signed = |number: &str| Event::MinutesSigned {
        number: number.into(),
        on: jiff::civil::date(2023, 7, 15),
        signer: "A".into(),
        remarks: String::new(),
        record: "00".into(),
    };
    told.must(Event::Opened);
    assert_eq!(told.try_it(signed("1/BB")), Err(No::StillOpen));
    told.must(Event::Closed);
    assert_eq!(told.try_it(signed(" ")), Err(No::NoWords));
    let seq = told.must(signed("1/BB"));
    assert_eq!(told.state.signed.as_ref().map(|s| (s.seq, s.number.as_str())), Some((seq, "1/BB")));
    assert_eq!(told.try_it(signed("2/BB")), Err(No::SoAlready));
}

#[test]
fn a_log_reads_back_as_it_was_written() {
    let mut told = Told::called();
    told.must(Event::Opened);
    for entry in &told.log {
        let text = serde_json::to_string(&entry.event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), entry.event);
    }
    assert_eq!(fold(&told.log), told.state);
}

fn any_event() -> impl Strategy<Value = Event> {
    let unit = prop::sample::select(vec!["31", "01", "99", "TTCP"]);
    (0..22_u32, 0..40_i64, unit).prop_map(|(what, n, unit)| {
        let unit = unit.to_owned();
        let (name, office) = (String::new(), String::new());
        match what {
            0 => Event::Opened,
            1 => Event::ItemCalled { item: n },
            2 => Event::CheckedIn { unit, device: "d".into(), name },
            3 => Event::Lost { unit },
            4 => Event::Back { unit },
            5 => Event::HandRaised { unit },
            6 => Event::HandLowered { unit },
            7 => Event::SpeakerAdded { unit, name, office, seconds: 60 },
            8 => Event::SpeakerStarted { speaker: n },
            9 => Event::SpeakerEnded,
            10 => Event::SpeakerRemoved { speaker: n },
            11 => Event::QuestionAsked { unit, text: "?".into() },
            12 => Event::QuestionBacked { question: n, unit },
            13 => Event::PollOpened { text: "?".into(), choices: vec![name, office], manner: Manner::Open },
            14 => Event::Voted { poll: n, unit, choice: Some(0) },
            15 => Event::PollClosed { poll: n, counts: vec![0, 0] },
            16 => concluded("x"),
            17 => Event::ConclusionStruck { sentence: n },
            18 => Event::ItemDropped { item: n },
            19 => Event::SpeakerFirst { speaker: n },
            20 => Event::QuestionAnswered { question: n },
            _ => Event::CardHidden,
        }
    })
}

proptest! {
    /// Whatever is tried: what passed the gate folds to one state from any cut of the log on, there is
    /// one open poll and one speaker at most, and nobody waits twice.
    #[test]
    fn any_history_is_sound(events in prop::collection::vec(any_event(), 0..80), cut in 0..80_usize) {
        let mut told = Told::called();
        for event in events {
            let _ = told.try_it(event);
        }
        let cut = cut.min(told.log.len());
        let mut state = fold(&told.log[..cut]);
        for entry in &told.log[cut..] {
            state.apply(entry);
        }
        prop_assert_eq!(&state, &told.state);
        prop_assert!(state.polls.iter().filter(|p| p.counts.is_none()).count() <= 1);
        let mut waiting: Vec<&str> = state.queue.iter().map(|s| s.unit.as_str()).collect();
        waiting.sort_unstable();
        waiting.dedup();
        prop_assert_eq!(waiting.len(), state.queue.len());
        prop_assert!(state.current.is_none_or(|(n, _)| state.items.iter().any(|i| i.n == n)));
    }
}
