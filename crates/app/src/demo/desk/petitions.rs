//! Xử lý đơn: letters of every kind on every road, handled in every way.

use super::super::complaints::Kept;
use super::{Desk, INSPECTORATE, Letter, Plan, Story, TODAY, UNIT};
use jiff::civil::Date;
use law::clock;
use serde_json::{Value, json};

/// What becomes of a petition.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Received, no more.
    Waiting,
    /// Classified, no more.
    Classified,
    /// Not eligible: on which ground, kept on file.
    Kept(&'static str),
    /// Taken into competence: the number of the case it became, and after how many days.
    Accepted(String, i64),
    /// Answered.
    Answered(&'static str),
    /// Guided.
    Guided,
    /// Passed on; the reply, if any came.
    Passed(Option<&'static str>),
    /// Passed on to a unit of the system.
    PassedTo(String, Option<&'static str>),
    /// Given back to who sent it on.
    Returned,
    /// Urged; whether a reply came.
    Urged(bool),
    /// Withdrawn.
    Withdrawn,
}

/// One petition.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Where it came in.
    pub unit: String,
    /// Word of the road.
    pub source: &'static str,
    /// Case it came from.
    pub from: Option<String>,
    /// Body that sent it on: name, word of what it is.
    pub sent_by: Option<(String, &'static str)>,
    /// Which topic.
    pub topic: usize,
    /// District where it plays.
    pub district: String,
    /// How many signed.
    pub people: i64,
    /// Without a name; whether with evidence.
    pub nameless: Option<bool>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Name of the matter.
    pub matter: Option<String>,
    /// Letter and sender, where they are given.
    pub written: Option<(Letter, String)>,
    /// How much longer than usual the office takes.
    pub slow: i64,
    /// How far it was settled before.
    pub settled: &'static str,
}

impl Ask {
    /// An ordinary letter about a topic.
    pub fn about(topic: usize, district: &str) -> Self {
        Self {
            unit: String::new(),
            source: "post",
            from: None,
            sent_by: None,
            topic,
            district: district.to_owned(),
            people: 1,
            nameless: None,
            outcome: Outcome::Waiting,
            matter: None,
            written: None,
            slow: 0,
            settled: "not_settled",
        }
    }
}

/// The ordinary letters, and those from which the complaints came.
pub fn plans(desk: &mut Desk, complaints: &[Vec<Kept>]) -> Vec<(Date, Plan)> {
    let mut out: Vec<(Date, Plan)> = Vec::new();
    for _ in 0..196 {
        let on = desk.day();
        let mut ask = ordinary(desk);
        settle_old(desk, on, &mut ask.outcome);
        out.push((on, Plan::Petition(ask)));
    }
    for history in complaints {
        let Some(opening) = history.first() else { continue };
        let (state, head) = (&opening.told.state, &opening.head);
        if state.shown.class != "first" || head.unit.0 == INSPECTORATE {
            continue;
        }
        let back = desk.dice.from(3, 7);
        let on = desk.working(clock::plus_days(state.opened_on, -back));
        let topics = &desk.topics;
        let same =
            (0..topics.len()).filter(|i| topics[*i].kind == "complaint" && topics[*i].field == state.shown.field);
        let same: Vec<usize> = same.collect();
        if same.is_empty() || on > state.opened_on {
            continue;
        }
        let topic = *desk.dice.pick(&same);
        let outcome = Outcome::Accepted(head.number.clone(), clock::days_between(on, state.opened_on));
        let ask = Ask { unit: head.unit.0.clone(), outcome, ..Ask::about(topic, &head.unit.0) };
        out.push((on, Plan::Petition(ask)));
    }
    out
}

/// What came long ago has been handled, but for a few.
pub fn settle_old(desk: &mut Desk, on: Date, outcome: &mut Outcome) {
    let open = matches!(outcome, Outcome::Waiting | Outcome::Classified);
    if open && clock::days_between(on, TODAY) >= 25 && !desk.dice.chance(12) {
        *outcome = Outcome::Urged(true);
    }
}

fn ordinary(desk: &mut Desk) -> Ask {
    let weights = [("complaint", 38), ("feedback", 50), ("denunciation", 12)];
    let kind = weights[desk.dice.weighted(&weights.map(|(_, w)| w))].0;
    let topic = desk.topic(kind);
    let unit = desk.office();
    let district = desk.home(&unit).code;
    let mut ask = Ask { outcome: outcome(desk, kind, false), ..Ask::about(topic, &district) };
    ask.source = match desk.dice.from(1, 100) {
        1..=52 => "post",
        53..=66 => "handed",
        67..=72 => "drop_box",
        73..=84 => "online",
        _ => "sent_on",
    };
    if ask.outcome == Outcome::Returned {
        ask.source = "sent_on";
    }
    if ask.source == "sent_on" {
        let bodies = [
            ("Đoàn đại biểu Quốc hội thành phố", "assembly"),
            ("Ủy ban Kiểm tra Thành ủy", "party_body"),
            ("Ủy ban MTTQ Việt Nam thành phố", "front"),
            ("Báo của thành phố", "press"),
            ("Văn phòng UBND thành phố", "state_body"),
        ];
        let (name, word) = *desk.dice.pick(&bodies);
        ask.sent_by = Some((name.into(), word));
    }
    ask.people = if desk.dice.chance(12) { desk.dice.from(2, 18) } else { 1 };
    if ask.outcome == Outcome::Kept("anonymous") {
        ask.nameless = Some(false);
    }
    ask.slow = if desk.dice.chance(7) { desk.dice.from(8, 25) } else { 0 };
    if let Outcome::Urged(_) = ask.outcome {
        ask.settled = "overdue";
    } else if kind != "denunciation" && desk.dice.chance(18) {
        ask.settled = *desk.dice.pick(&["being_settled", "settled_once", "settled_once", "settled_many"]);
    }
    ask.unit = unit;
    ask
}

/// What becomes of a letter of this kind; `desk` letters are not returned or nameless.
pub fn outcome(desk: &mut Desk, kind: &str, at_desk: bool) -> Outcome {
    let replied = desk.dice.chance(58);
    let reply = replied.then(|| *desk.dice.pick(&["taken_up", "taken_up", "reply_settled", "other"]));
    let n = desk.dice.from(1, 100);
    match (kind, n) {
        (_, 1..=3) => Outcome::Waiting,
        (_, 4..=6) => Outcome::Classified,
        (_, 7..=9) if !at_desk => Outcome::Kept("anonymous"),
        (_, 10..=22) if !at_desk => Outcome::Kept(desk.dice.pick::<&str>(&[
            "duplicate_letter",
            "sent_to_many",
            "incomplete",
            "guided_before",
            "illegible",
            "abusive",
        ])),
        (_, 23..=24) => Outcome::Withdrawn,
        ("complaint", 25..=46) => Outcome::Answered(desk.dice.pick::<&str>(&["resolved", "not_accepted", "explained"])),
        ("complaint", 47..=50) if !at_desk => Outcome::Returned,
        ("complaint", 51..=62) => Outcome::Urged(replied),
        ("complaint", _) => Outcome::Guided,
        ("denunciation", 25..=36) => Outcome::Urged(replied),
        ("denunciation", _) => Outcome::Passed(reply),
        (_, 25..=58) => Outcome::Answered("resolved"),
        (_, 59..=66) => Outcome::Urged(replied),
        _ => Outcome::Passed(reply),
    }
}

/// Another office that would be the right one: its name and, where it is in the system, its code.
pub fn other_body(desk: &mut Desk, unit: &str) -> (String, Value) {
    let code = loop {
        let code = match desk.dice.from(1, 3) {
            1 => (*desk.dice.pick(&["31.STNMT.TT", "31.SXD.TT", "31.SLDTBXH.TT", "31.SGTVT.TT"])).to_owned(),
            2 => INSPECTORATE.to_owned(),
            _ => format!("{}.TT", desk.dice.pick(&desk.districts).0),
        };
        if code != unit {
            break code;
        }
    };
    (desk.name_of(&code), code.into())
}

/// One petition, act by act; its number.
pub fn play(desk: &mut Desk, on: Date, ask: Ask) -> Option<String> {
    let home = desk.home(&ask.district);
    let to = desk.name_of(&ask.unit);
    let (letter, who) = match ask.written.clone() {
        Some(written) => written,
        None => {
            let who = desk.names.draw(&mut desk.dice);
            let written = clock::plus_days(on, -desk.dice.from(1, 6));
            let letter = desk.letter(ask.topic, &who, &home, &to, written);
            (letter, who)
        }
    };
    let number = desk.number("petition", &ask.unit, on);
    let facts = receipt(desk, on, &ask, &letter, &who, &home.address());
    let mut story = desk.open("petition", &number, &ask.unit, on, facts)?;
    if let Some(matter) = &ask.matter {
        desk.tags.entry(matter.clone()).or_insert_with(|| number.clone());
        desk.tags.insert(format!("{matter} letter"), number.clone());
    }
    handle(desk, &mut story, &ask);
    desk.close(story);
    Some(number)
}

fn receipt(desk: &mut Desk, on: Date, ask: &Ask, letter: &Letter, who: &str, address: &str) -> Value {
    let mut senders = vec![json!({"person": super::people::person(who, address)})];
    for _ in 1..ask.people.min(3) {
        let person = desk.names.person(&mut desk.dice, address);
        senders.push(json!({"person": person}));
    }
    let dated = clock::plus_days(on, -desk.dice.from(0, 5)).to_string();
    let mut facts = json!({"title": letter.title, "source": ask.source, "dated_on": dated, "letter": letter.text});
    match ask.nameless {
        Some(evidence) => {
            let text = letter.text.replace(who, "(không ghi tên)");
            facts["letter"] = text.into();
            facts["anonymous"] = true.into();
            facts["evidence"] = evidence.into();
        }
        None => facts["senders"] = senders.into(),
    }
    if ask.people > 1 {
        facts["people_count"] = ask.people.into();
    }
    if let Some(from) = &ask.from {
        facts["source_case"] = from.clone().into();
    }
    if let Some((body, word)) = &ask.sent_by {
        facts["source_body"] = body.clone().into();
        facts["source_kind"] = (*word).into();
        facts["source_number"] = format!("{}/CV", desk.dice.from(40, 900)).into();
        facts["source_on"] = dated.into();
    }
    if let Some(matter) = &ask.matter
        && let Some(first) = desk.tags.get(matter)
    {
        facts["matter"] = first.clone().into();
        if let Some(last) = desk.tags.get(&format!("{matter} letter"))
            && last.ends_with(&format!("-{}", ask.unit))
        {
            facts["repeats"] = last.clone().into();
        }
    }
    facts
}

fn handle(desk: &mut Desk, story: &mut Story, ask: &Ask) {
    let topic = &desk.topics[ask.topic];
    let kind = if matches!(topic.kind, "complaint" | "denunciation") { topic.kind } else { "feedback" };
    let within = matches!(ask.outcome, Outcome::Accepted(..) | Outcome::Answered(_) | Outcome::Withdrawn);
    let competence = if within { "within" } else { "outside" };
    let found = json!({"kind": kind, "field": topic.field, "competence": competence, "settled": ask.settled});
    if ask.outcome == Outcome::Waiting {
        return;
    }
    let (soon, then) = (desk.dice.from(1, 3), desk.dice.from(2, 5) + ask.slow);
    if let Outcome::Kept(ground) = ask.outcome {
        story.act(soon, "eligibility", json!({"fitness": "not_eligible", "unfit": ground}));
        story.act(then, "archive", json!({"ground": "Lưu đơn theo quy định"}));
        return;
    }
    if let Outcome::Accepted(case, after) = &ask.outcome {
        story.act(1.min(*after), "classification", found);
        story.act(0, "acceptance_proposal", json!({"ground": "Đủ điều kiện thụ lý"}));
        let left = clock::days_between(story.on, clock::plus_days(story.kept[0].told.last.on, *after)).max(0);
        story.act(left, "accepted", json!({"case_number": case}));
        return;
    }
    story.act(soon, "eligibility", json!({"fitness": "eligible"}));
    if !story.act(0, "classification", found) {
        return;
    }
    let other = match &ask.outcome {
        Outcome::PassedTo(unit, _) => (desk.name_of(unit), Value::from(unit.clone())),
        _ => other_body(desk, &ask.unit),
    };
    outcome_of(desk, story, ask, &other, then);
}

fn outcome_of(desk: &mut Desk, story: &mut Story, ask: &Ask, other: &(String, Value), then: i64) {
    let (body, to_unit) = other;
    let wait = desk.dice.from(9, 34);
    let paper = |desk: &mut Desk, sign: &str| format!("{}/{sign}", desk.dice.from(12, 980));
    match &ask.outcome {
        Outcome::Answered(how) => {
            let number = paper(desk, "CV");
            story.act_as(
                then,
                "answer_letter",
                &number,
                json!({"answer_kind": how, "summary": "Đã kiểm tra, trả lời bằng văn bản."}),
            );
        }
        Outcome::Guided => {
            let number = paper(desk, "HD");
            story.act_as(then, "guidance", &number, json!({"body": body, "ground": "Không thuộc thẩm quyền"}));
        }
        Outcome::Returned => {
            let number = paper(desk, "CV");
            story.act_as(
                then,
                "return_letter",
                &number,
                json!({"body": body, "ground": "Chuyển không đúng thẩm quyền"}),
            );
        }
        Outcome::Withdrawn => {
            story.act(then, "petition_withdrawal", json!({"ground": "Rút bằng đơn"}));
        }
        Outcome::Urged(replied) => {
            let number = paper(desk, "CV");
            let by = clock::plus_days(story.on, 30).to_string();
            let facts = json!({"body": body, "to_unit": to_unit, "answer_by": by});
            let urged = story.act_as(then, "urging", &number, facts);
            if urged && ask.source == "reception" {
                story.act(1, "result_notice", json!({"told": "petitioner"}));
            }
            if urged && *replied {
                story.act(wait, "reply_received", json!({"body": body, "reply_kind": "reply_settled"}));
            }
        }
        Outcome::Passed(reply) | Outcome::PassedTo(_, reply) => {
            let number = paper(desk, "PC");
            let by = clock::plus_days(story.on, 30).to_string();
            let facts = json!({"body": body, "to_unit": to_unit, "answer_by": by, "ground": "Thuộc thẩm quyền của cơ quan nhận"});
            let passed = story.act_as(then, "transfer", &number, facts);
            if passed && ask.sent_by.is_some() {
                story.act(1, "result_notice", json!({"told": "both"}));
            }
            match reply {
                Some(how) if passed => {
                    story.act(wait, "reply_received", json!({"body": body, "reply_kind": how}));
                }
                None if passed && clock::days_between(story.on, TODAY) > 45 && desk.dice.chance(40) => {
                    story.act(36, "reminder", json!({"body": body}));
                }
                _ => {}
            }
        }
        _ => {}
    }
    if ask.unit == UNIT && desk.dice.chance(15) {
        let ended =
            story.kept.last().is_some_and(|k| k.told.last.kind == "answer_letter" || k.told.last.kind == "guidance");
        if ended {
            story.act(4, "closing", json!({}));
        }
    }
}
