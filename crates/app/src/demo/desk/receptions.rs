//! Tiếp công dân: who came on an ordinary day, and what became of it.

use super::petitions::{self, Outcome};
use super::prose::vi;
use super::{Desk, INSPECTORATE, Letter, Plan, Story, TODAY, UNIT};
use jiff::civil::{Date, date};
use law::clock;
use serde_json::{Value, json};

/// How a turn goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Course {
    /// Registered and written down; nothing yet.
    Open,
    /// Guided to another body.
    Guided,
    /// Explained to.
    Persuaded,
    /// Passed on; whether a reply came.
    Passed(bool),
    /// The letter they brought became a petition.
    Letter(Outcome),
    /// Asked to come again.
    Appointed,
    /// The head concluded; whether people were told.
    Concluded(bool),
    /// Told the result at the desk.
    Told,
    /// Not received.
    Refused(&'static str),
}

/// One turn.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Where.
    pub unit: String,
    /// Word of who received.
    pub host: &'static str,
    /// The head's session; and whether it was out of turn.
    pub session: Option<(String, bool)>,
    /// Which topic, and where it plays.
    pub topic: usize,
    /// District where it plays, by code.
    pub district: String,
    /// How many came.
    pub people: i64,
    /// How it goes on.
    pub course: Course,
    /// Name of the matter it is about, and whether people come with it again.
    pub matter: Option<String>,
    /// What an officer wrote of a crowd: whether it looks like a hot spot.
    pub crowd: Option<bool>,
}

/// The ordinary turns: at desks every day, with heads on their days, with delegates.
pub fn plans(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let mut out = Vec::new();
    for _ in 0..128 {
        let on = desk.day();
        let unit = desk.office();
        let mut ask = ordinary(desk, unit, "regular", None);
        settle_old(desk, on, &mut ask.course);
        out.push((on, Plan::Reception(ask)));
    }
    for month in 0..7_i8 {
        sessions(desk, month, &mut out);
    }
    out
}

fn ordinary(desk: &mut Desk, unit: String, host: &'static str, session: Option<(String, bool)>) -> Ask {
    let weights = [("complaint", 46), ("feedback", 46), ("denunciation", 8)];
    let kind = weights[desk.dice.weighted(&weights.map(|(_, w)| w))].0;
    let topic = desk.topic(kind);
    let people = match desk.dice.from(1, 100) {
        1..=74 => 1,
        75..=91 => desk.dice.from(2, 3),
        92..=96 => desk.dice.from(5, 9),
        _ => 2,
    };
    let course = course(desk, kind, host);
    let district = desk.home(&unit).code;
    let crowd = (people >= 5).then_some(false);
    Ask { unit, host, session, topic, district, people, course, matter: None, crowd }
}

fn course(desk: &mut Desk, kind: &str, host: &str) -> Course {
    if host != "regular" {
        let told = desk.dice.chance(80);
        return Course::Concluded(told);
    }
    match desk.dice.from(1, 100) {
        1..=50 => Course::Letter(petitions::outcome(desk, kind, true)),
        51..=66 => Course::Guided,
        67..=74 => Course::Persuaded,
        75..=82 => {
            let replied = desk.dice.chance(55);
            Course::Passed(replied)
        }
        83..=90 => Course::Told,
        91..=94 => Course::Appointed,
        95..=96 => Course::Refused(desk.dice.pick::<&str>(&["intoxicated", "disorder"])),
        _ => Course::Open,
    }
}

/// What came long ago has been seen to, but for a few.
fn settle_old(desk: &mut Desk, on: Date, course: &mut Course) {
    if clock::days_between(on, TODAY) < 25 || desk.dice.chance(12) {
        return;
    }
    match course {
        Course::Open | Course::Appointed => *course = Course::Told,
        Course::Concluded(_) => *course = Course::Concluded(true),
        Course::Letter(outcome) => petitions::settle_old(desk, on, outcome),
        _ => {}
    }
}

/// The days of heads: the city's chair once a month, two districts' chairs, the chief
/// inspector, a delegate.
fn sessions(desk: &mut Desk, month: i8, out: &mut Vec<(Date, Plan)>) {
    let days: [(&str, &'static str, i8, i64); 5] = [
        (UNIT, "head", 15, 4),
        ("311.TT", "head", 10, 3),
        ("306.TT", "head", 20, 2),
        (INSPECTORATE, "head", 5, 3),
        (UNIT, "delegated", 25, 2),
    ];
    for (unit, host, day, turns) in days {
        let (year, month) = if month == 0 { (2022, 12) } else { (2023, month) };
        let on = desk.working(date(year, month, day));
        if !(super::FROM..=TODAY).contains(&on) {
            continue;
        }
        let session = Some((format!("Kỳ tháng {month}/{year}"), false));
        for _ in 0..desk.dice.from(turns - 1, turns + 1) {
            let mut ask = ordinary(desk, unit.to_owned(), host, session.clone());
            settle_old(desk, on, &mut ask.course);
            out.push((on, Plan::Reception(ask)));
        }
    }
    // Out of turn, at the chair's own wish.
    if month == 4 {
        let on = desk.working(date(2023, 4, 19));
        let ask = ordinary(desk, UNIT.into(), "head", Some(("Đột xuất tháng 4/2023".into(), true)));
        out.push((on, Plan::Reception(ask)));
    }
}

/// One turn, act by act.
pub fn play(desk: &mut Desk, on: Date, ask: Ask) {
    let home = desk.home(&ask.district);
    let who = desk.names.draw(&mut desk.dice);
    let to = desk.name_of(&ask.unit);
    let letter = desk.letter(ask.topic, &who, &home, &to, on);
    let number = desk.number("reception", &ask.unit, on);
    let facts = registration(desk, &ask, &letter, &who, &home.address());
    let Some(mut story) = desk.open("reception", &number, &ask.unit, on, facts) else { return };
    if let Some(matter) = &ask.matter {
        desk.tags.entry(matter.clone()).or_insert_with(|| number.clone());
        desk.tags.insert(format!("{matter} turn"), number.clone());
    }
    if let Course::Refused(why) = ask.course {
        let said = "Người đến có biểu hiện say rượu, to tiếng tại phòng tiếp; mời quay lại ngày khác.";
        story.act(0, "reception_refusal", json!({"why_refused": why, "summary": said}));
        desk.close(story);
        return;
    }
    let told = "Trình bày đúng như nội dung đơn, không bổ sung.";
    let demand = *desk.dice.pick(&[
        "Đề nghị trả lời bằng văn bản.",
        "Đề nghị kiểm tra thực tế.",
        "Đề nghị xem xét lại quyết định.",
    ]);
    let mut said = json!({"summary": told, "demand": demand});
    if !matches!(ask.course, Course::Letter(_)) {
        said["letter"] = letter.text.clone().into();
    }
    story.act(0, "recording", said);
    if let Some(hot) = ask.crowd {
        report(&mut story, &ask, &home.commune, hot);
    }
    go_on(desk, story, on, &ask, letter, &who);
}

fn registration(desk: &mut Desk, ask: &Ask, letter: &Letter, who: &str, address: &str) -> Value {
    let topic = &desk.topics[ask.topic];
    let field = topic.field;
    let crowd = ask.people >= 5;
    let mut visitors = vec![json!({"person": super::people::person(who, address),
        "standpoint": if crowd { "representative" } else { "own" },
        "proof": if crowd { Value::from("Giấy cử người đại diện") } else { Value::Null }})];
    let more = if crowd { 1 } else { ask.people - 1 };
    for _ in 0..more {
        let person = desk.names.person(&mut desk.dice, address);
        let proof = if crowd { Value::from("Giấy cử người đại diện") } else { Value::Null };
        visitors.push(
            json!({"person": person, "standpoint": if crowd { "representative" } else { "own" }, "proof": proof}),
        );
    }
    let mut facts = json!({"title": letter.title, "host": ask.host, "field": field, "visitors": visitors});
    if crowd {
        facts["people_count"] = ask.people.into();
        facts["representatives"] = 2.into();
    }
    if let Some((name, ad_hoc)) = &ask.session {
        facts["session"] = name.clone().into();
        facts["ad_hoc"] = (*ad_hoc).into();
        facts["presider"] = desk.names.draw(&mut desk.dice).into();
    }
    if let Some(matter) = &ask.matter
        && let Some(first) = desk.tags.get(matter)
    {
        facts["matter"] = first.clone().into();
        facts["turn"] = "repeat".into();
        facts["earlier"] = desk.tags.get(&format!("{matter} turn")).cloned().into();
    }
    facts
}

fn report(story: &mut Story, ask: &Ask, commune: &str, hot: bool) {
    let summary = format!(
        "Đoàn {} người ở {commune} đến nơi tiếp công dân ngày {}; đã cử 2 đại diện vào làm việc, các hộ còn lại chờ ngoài cổng{}.",
        ask.people,
        vi(story.on),
        if hot {
            ", có mang băng rôn, hô khẩu hiệu; đến trưa mới ra về"
        } else {
            ", ra về sau khi được giải thích"
        }
    );
    let mut facts = json!({"summary": summary, "hot_spot": hot, "called": format!("Công an và UBND {commune}")});
    if hot {
        facts["reported_to"] = "Ban Tiếp công dân thành phố".into();
    }
    story.act(0, "crowd_report", facts);
}

fn go_on<'a>(desk: &mut Desk<'a>, mut story: Story<'a>, on: Date, ask: &Ask, letter: Letter, who: &str) {
    let kind = match desk.topics[ask.topic].kind {
        "hot" | "same" | "round" => "feedback",
        kind => kind,
    };
    let outside = matches!(ask.course, Course::Guided | Course::Passed(_));
    let competence = if outside { "outside" } else { "within" };
    let found = json!({"kind": kind, "field": desk.topics[ask.topic].field, "competence": competence});
    let other = super::petitions::other_body(desk, &ask.unit);
    let later = desk.dice.from(3, 8);
    match ask.course.clone() {
        Course::Open | Course::Refused(_) => {}
        Course::Letter(outcome) => {
            let asked = petitions::Ask {
                unit: ask.unit.clone(),
                source: "reception",
                from: Some(story.file.number.clone()),
                people: ask.people,
                outcome,
                written: Some((letter, who.to_owned())),
                ..petitions::Ask::about(ask.topic, &ask.district)
            };
            if let Some(petition) = petitions::play(desk, on, asked) {
                story.act(0, "to_petition", json!({"petition": petition}));
            }
        }
        Course::Guided => {
            story.act(0, "classification", found);
            story.act(
                0,
                "guidance",
                json!({"body": other.0, "ground": "Không thuộc thẩm quyền của cơ quan tiếp công dân"}),
            );
        }
        Course::Persuaded => {
            let said = "Đã giải thích quy định; vụ việc đã có quyết định giải quyết đúng pháp luật.";
            story.act(0, "persuasion", json!({"summary": said, "agreed": true}));
        }
        Course::Passed(replied) => pass_on(&mut story, found, other, replied, later),
        Course::Appointed => {
            let meeting = desk.working(clock::plus_days(on, 10)).to_string();
            story.act(
                0,
                "appointment",
                json!({"meeting_on": meeting, "meeting_at": "8 giờ 30", "place": "Phòng tiếp công dân"}),
            );
        }
        Course::Concluded(told) => {
            story.act(0, "classification", found);
            let due = desk.working(clock::plus_days(on, 20)).to_string();
            let said = json!({"summary": "Giao cơ quan chuyên môn kiểm tra, báo cáo người chủ trì và trả lời công dân.",
                "assignee": other.0, "due_on": due, "in_writing": true});
            story.act_as(1, "head_conclusion", "TB-TCD", said);
            if told {
                story.act(
                    later,
                    "result_notice",
                    json!({"summary": "Đã thông báo kết luận của người chủ trì buổi tiếp."}),
                );
            }
        }
        Course::Told => {
            story.act(0, "classification", found);
            story.act(later, "result_notice", json!({"summary": "Vụ việc đang được xem xét theo thẩm quyền."}));
        }
    }
    desk.close(story);
}

/// Passed on to another office, and what it answered.
fn pass_on(story: &mut Story, found: Value, other: (String, Value), replied: bool, later: i64) {
    story.act(1, "classification", found);
    let answer_by = clock::plus_days(story.on, 30).to_string();
    let to = json!({"body": other.0, "to_unit": other.1, "answer_by": answer_by});
    story.act_as(2, "transfer", "PC-TCD", to);
    story.act(1, "result_notice", json!({"summary": "Đã báo công dân việc chuyển vụ việc."}));
    if replied {
        let said = json!({"body": other.0, "reply_kind": "taken_up", "summary": "Đã tiếp nhận, đang xem xét."});
        story.act(later + 9, "reply_received", said);
    }
}
