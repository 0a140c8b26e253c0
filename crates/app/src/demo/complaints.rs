//! A few dozen synthetic complaints of Hải Phòng's half-year, in every state a complaint
//! can be in.
//!
//! Real units, invented people marked so; every act goes through the law's gate. What an
//! office would record only after the demo's day is left undone.

use super::{Dice, FROM, TODAY, UNIT};
use crate::cases::{Recorder, file, kept, numbers};
use crate::{journal, vault};
use casework::complaints::acts::ActKind::{self, *};
use casework::complaints::{Act, Case, Complaint, Entry, Regime, clocks, procedure};
use casework::fields::UnitCode;
use casework::kinds::{self, Told};
use casework::procedure::{effective, open, record};
use casework::units::Tree;
use jiff::civil::Date;
use law::{AgencyKind, Law, clock};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vault::Taken;

/// Its seed.
const SEED: u64 = 20_230_715;

/// One recorded act, ready to be kept with the people of its facts.
#[derive(Clone)]
pub struct Kept {
    /// The case's head but for its id.
    pub head: journal::Head,
    /// What recording brought about.
    pub told: Told,
    /// The people taken out of the facts.
    pub taken: Vec<Taken>,
}

/// How a complaint goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Waiting,
    Refused,
    Running,
    Overdue,
    Withdrawn,
    Wrong,
    Right,
    Executed,
    Appealed,
    Sued,
}

/// How many go each way.
const COURSES: [(Course, usize); 10] = [
    (Course::Waiting, 2),
    (Course::Refused, 4),
    (Course::Running, 5),
    (Course::Overdue, 2),
    (Course::Withdrawn, 6),
    (Course::Wrong, 9),
    (Course::Right, 4),
    (Course::Executed, 5),
    (Course::Appealed, 3),
    (Course::Sued, 1),
];

const ABOUT: [(&str, &str); 7] = [
    ("land", "Bồi thường, hỗ trợ khi Nhà nước thu hồi đất"),
    ("land", "Cấp giấy chứng nhận quyền sử dụng đất"),
    ("land", "Giải quyết tranh chấp ranh giới thửa đất"),
    ("administrative_other", "Xử phạt vi phạm hành chính về trật tự xây dựng"),
    ("administrative_other", "Cưỡng chế tháo dỡ công trình"),
    ("policy", "Chế độ trợ cấp người có công"),
    ("civil_service", "Điều động, bố trí viên chức"),
];
const FAMILIES: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
const GIVEN: [&str; 8] = ["Văn An", "Thị Bình", "Đức Cường", "Thị Dung", "Văn Hải", "Thị Lan", "Minh Quang", "Thị Yến"];

/// The half-year's complaints, act by act.
pub fn city(law: &Law, tree: &Tree) -> Vec<Vec<Kept>> {
    let mut dice = Dice::new(SEED);
    let districts: Vec<(String, AgencyKind)> = tree
        .descendants(UNIT, FROM)
        .into_iter()
        .filter_map(|unit| Some((unit.code.0.clone(), unit.agency.filter(|a| *a == AgencyKind::Dist)?)))
        .collect();
    let mut out = Vec::new();
    let mut counts: BTreeMap<(String, i16), i64> = BTreeMap::new();
    let mut next = |unit: &str, year: i16| {
        let count = counts.entry((unit.to_owned(), year)).or_default();
        *count += 1;
        numbers::written(*count, "complaint", unit, year.into())
    };
    for (course, count) in COURSES {
        for _ in 0..count {
            let (unit, agency) = dice.pick(&districts).clone();
            let number = next(&unit, received(course, &mut dice.clone()).year());
            let mut story = Story::new(law, &mut dice, course, number, unit, agency);
            story.first();
            let appealed = (course == Course::Appealed).then(|| (story.number.clone(), story.last_day()));
            out.push(story.kept);
            if let Some((first, on)) = appealed {
                let unit = format!("{UNIT}.TT");
                let number = next(&unit, TODAY.year());
                let mut story = Story::new(law, &mut dice, course, number, unit, AgencyKind::Prov);
                story.second(&first, on);
                out.push(story.kept);
            }
        }
    }
    out
}

/// The day a complaint of this course came in.
fn received(course: Course, dice: &mut Dice) -> Date {
    let back = match course {
        Course::Waiting => dice.from(2, 8),
        Course::Running => dice.from(14, 30),
        Course::Overdue => dice.from(45, 60),
        Course::Refused => dice.from(20, 180),
        Course::Withdrawn | Course::Wrong | Course::Sued => dice.from(70, 200),
        Course::Right => dice.from(90, 150),
        Course::Executed | Course::Appealed => dice.from(150, 205),
    };
    clock::plus_days(TODAY, -back)
}

struct Story<'a> {
    law: &'a Law,
    dice: &'a mut Dice,
    course: Course,
    number: String,
    unit: String,
    agency: AgencyKind,
    case: Option<Case>,
    kept: Vec<Kept>,
    on: Date,
}

impl<'a> Story<'a> {
    fn new(law: &'a Law, dice: &'a mut Dice, course: Course, number: String, unit: String, agency: AgencyKind) -> Self {
        let on = received(course, dice);
        Self { law, dice, course, number, unit, agency, case: None, kept: Vec::new(), on }
    }

    fn last_day(&self) -> Date {
        self.on
    }

    /// One act so many days later; what lies after the demo's day is not yet done.
    fn step(&mut self, after: i64, kind: ActKind, mut facts: Value) {
        let on = clock::plus_days(self.on, after);
        if on > TODAY {
            self.on = on;
            return;
        }
        let taken = vault::take_out(kind.fields(), &mut facts);
        let (Ok(act), Some(by)) = (Act::read(kind, &facts), signer(kind)) else { return };
        let entry = Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act };
        let outcome = match &self.case {
            None => {
                let unit = UnitCode(self.unit.clone());
                open::<Complaint>(&self.number, unit, self.agency, None, entry, self.law, TODAY)
            }
            Some(case) => record(case, entry, self.law, TODAY),
        };
        let Ok(outcome) = outcome else { return };
        if let Ok(told) = kinds::told(&outcome) {
            self.kept.push(Kept { head: file::head(0, &outcome.case), told, taken });
        }
        self.case = Some(outcome.case);
        self.on = on;
    }

    /// On to the day the decision takes effect.
    fn until_effect(&mut self) {
        let Some(case) = &self.case else { return };
        let acts = effective(&case.acts);
        if let Some(on) = clocks::effect_on(&clocks::File { case, acts: &acts, law: self.law }) {
            self.on = self.on.max(on);
        }
    }

    fn receipt(&mut self) -> Value {
        let (field, title) = *self.dice.pick(&ABOUT);
        let people: Vec<Value> = (0..self.dice.from(1, 3))
            .map(|_| {
                let name = format!("{} {} (mô phỏng)", self.dice.pick(&FAMILIES), self.dice.pick(&GIVEN));
                json!({"person": {"name": name, "address": "", "contact": "", "id_number": "", "note": ""}, "person_kind": "citizen"})
            })
            .collect();
        let known = clock::plus_days(self.on, -self.dice.from(10, 60)).to_string();
        json!({"title": title, "instance": "first", "against": "administrative_decision", "level": "district_chair",
            "field": field, "respondent": "Chủ tịch UBND cấp huyện", "contested": format!("{}/QĐ-UBND", self.dice.from(100, 4_000)),
            "known_on": known, "complainants": people})
    }

    fn first(&mut self) {
        let facts = self.receipt();
        self.step(0, ComplaintReceipt, facts);
        let soon = self.dice.from(4, 9);
        match self.course {
            Course::Waiting => return,
            Course::Refused => {
                let ground = *self.dice.pick(&["not_affected", "time_bar", "unsigned", "not_competent"]);
                self.step(
                    soon,
                    ComplaintRefusal,
                    json!({"refusal_ground": ground, "reason": "Theo kết quả kiểm tra điều kiện thụ lý"}),
                );
                return;
            }
            _ => {}
        }
        let told = json!([{"who": "complainant"}, {"who": "inspectorate"}]);
        self.step(soon, ComplaintAcceptance, json!({"notified": told, "assignee": "Thanh tra huyện"}));
        self.verify();
        match self.course {
            Course::Running | Course::Overdue => return,
            Course::Withdrawn => {
                self.step(
                    2,
                    ComplaintWithdrawal,
                    json!({"extent": "whole", "withdrawn_by": "letter", "is_signed": true}),
                );
                self.step(2, ComplaintTermination, json!({"stop_ground": "withdrawn"}));
                return;
            }
            _ => {}
        }
        let outcome = match self.course {
            Course::Right | Course::Executed => *self.dice.pick(&["right", "partly"]),
            _ => "wrong",
        };
        self.decide(outcome);
        match self.course {
            Course::Appealed => self.step(10, SecondComplaint, json!({"body": "UBND thành phố"})),
            Course::Sued => {
                self.step(12, Lawsuit, json!({"court_name": "Tòa án nhân dân"}));
                self.step(12, CourtAcceptance, json!({"court_name": "Tòa án nhân dân"}));
            }
            Course::Wrong => {
                self.until_effect();
                self.step(1, TakingEffect, json!({}));
                self.step(9, ComplaintClosing, json!({}));
            }
            _ => self.execute(),
        }
    }

    /// The second instance at the city, of a first case that was appealed.
    fn second(&mut self, first: &str, on: Date) {
        self.on = on;
        let mut facts = self.receipt();
        facts["instance"] = "second".into();
        facts["first_case"] = first.into();
        facts["matter"] = first.into();
        facts["known_on"] = Value::Null;
        self.step(1, ComplaintReceipt, facts);
        self.step(6, ComplaintAcceptance, json!({"notified": [{"who": "complainant"}, {"who": "first_settler"}]}));
        self.verify();
        let outcome = *self.dice.pick(&["upheld", "upheld", "changed"]);
        self.decide(outcome);
        self.execute();
    }

    fn verify(&mut self) {
        self.step(2, ComplaintVerification, json!({"verifier": "Tổ xác minh (mô phỏng)"}));
        let later = self.dice.from(3, 6);
        self.step(later, WorkingMinutes, json!({"with": "UBND cấp xã"}));
        if self.course == Course::Overdue {
            return;
        }
        let later = self.dice.from(4, 7);
        self.step(later, VerificationReport, json!({"differs": true}));
    }

    fn decide(&mut self, outcome: &str) {
        let meeting = clock::plus_days(self.on, 4).to_string();
        self.step(1, DialogueInvitation, json!({"meeting_on": meeting}));
        self.step(3, Dialogue, json!({"complainant": "present"}));
        // Now and then later than the law allows, as in life.
        let took = if self.dice.chance(15) { self.dice.from(28, 40) } else { self.dice.from(3, 7) };
        let grants = matches!(outcome, "right" | "partly" | "changed");
        let mut facts = json!({"outcome": outcome});
        if grants {
            facts["persons_money"] = (self.dice.from(20, 400) * 1_000_000).into();
            facts["persons_land"] = self.dice.from(0, 150).into();
            facts["restored_persons"] = self.dice.from(1, 4).into();
            facts["handled_persons"] = self.dice.from(0, 2).into();
        }
        self.step(took, ComplaintDecision, facts);
        let reached = clock::plus_days(self.on, 4).to_string();
        self.step(
            2,
            ComplaintSending,
            json!({"paper": "decision", "reached_on": reached, "notified": [{"who": "complainant"}]}),
        );
        self.step(8, ComplaintPublication, json!({"showings": [{"way": "posting"}]}));
    }

    /// What a decision in force brings: directed, then carried out in part or whole.
    fn execute(&mut self) {
        let Some(owed) = self.case.as_ref().map(|case| casework::complaints::balance(&effective(&case.acts))) else {
            return;
        };
        if owed.is_empty() {
            return;
        }
        self.until_effect();
        self.step(4, ExecutionDirection, json!({"executor": "UBND cấp xã"}));
        let whole = self.course == Course::Executed;
        let mut facts = json!({});
        for (debt, due, _) in &owed {
            facts[debt.word()] = if whole { *due } else { *due / 2 }.into();
        }
        self.step(15, ExecutionProgress, facts);
        if whole {
            self.step(5, ExecutionDone, json!({}));
        }
    }
}

/// Who signs an act by the law.
fn signer(kind: ActKind) -> Option<casework::Role> {
    procedure::of(Regime::Lkn2011).act(kind).map(|rule| rule.by)
}

/// Keeps these complaints.
///
/// # Errors
/// The database's, or the vault's.
pub async fn keep(db: &db::Db, histories: Vec<Vec<Kept>>, at: i64) -> crate::Result<()> {
    db.write(move |tx| {
        for (i, history) in histories.iter().enumerate() {
            // After the inspections kept in the same millisecond.
            let id = ((at + 1 - 1_577_836_800_000) << 20) + i64::try_from(i).unwrap_or(0);
            if let Some(first) = history.first() {
                // The count goes on from here, so that the next complaint recorded finds its number free.
                numbers::next(tx, "complaint", &first.head.unit.0, first.told.last.on.year())?;
            }
            for one in history {
                let head = journal::Head { id, ..one.head.clone() };
                kept::keep(tx, &head, &one.told, &one.taken, &Recorder::program("demo", at))?;
            }
        }
        Ok::<(), crate::Error>(())
    })
    .await?;
    journal::settle(db).await?;
    Ok(())
}
