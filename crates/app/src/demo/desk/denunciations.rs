//! Tố cáo: a few denunciations, each from a petition, the denouncers sealed to those who
//! settle them.

use super::petitions::{self, Outcome};
use super::{Desk, INSPECTORATE, Plan, TODAY, UNIT};
use jiff::civil::Date;
use law::clock;
use serde_json::json;

/// How a denunciation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Concluded, and what was found.
    Concluded(&'static str),
    /// Concluded, what was found and carried out.
    Executed(&'static str),
    /// Being verified.
    Running,
    /// Past its limit.
    Overdue,
    /// Longer by a decision, with protection asked for.
    Extended,
    /// Stayed until an assessment comes.
    Stayed,
    /// Not accepted.
    TurnedAway,
    /// Without a name but with evidence.
    Nameless,
    /// Just come in.
    Fresh,
}

/// How each goes, where, and how many days ago it came in.
const COURSES: [(Course, &str, i64); 11] = [
    (Course::Executed("right"), UNIT, 158),
    (Course::Concluded("partly"), INSPECTORATE, 132),
    (Course::Concluded("wrong"), INSPECTORATE, 120),
    (Course::Executed("partly"), "311.TT", 141),
    (Course::Concluded("wrong"), "306.TT", 101),
    (Course::Overdue, "316.TT", 74),
    (Course::Extended, UNIT, 47),
    (Course::Stayed, INSPECTORATE, 58),
    (Course::TurnedAway, "303.TT", 66),
    (Course::Running, INSPECTORATE, 24),
    (Course::Fresh, INSPECTORATE, 4),
];
/// The one that cannot be asked back.
const NAMELESS: (Course, &str, i64) = (Course::Nameless, INSPECTORATE, 37);

/// The day each comes in.
pub fn plans(desk: &mut Desk) -> Vec<(Date, Plan)> {
    let all = COURSES.iter().chain([&NAMELESS]);
    let day = |&(course, _, back): &(Course, &str, i64)| {
        (desk.working(clock::plus_days(TODAY, -back)), Plan::Denunciation(course))
    };
    all.map(day).collect()
}

fn place(course: Course) -> &'static str {
    COURSES.iter().chain([&NAMELESS]).find(|(c, _, _)| *c == course).map_or(UNIT, |(_, unit, _)| unit)
}

/// The petition that brings it, then the case, act by act.
pub fn play(desk: &mut Desk, on: Date, course: Course) {
    let unit = place(course);
    let topic = desk.topic("denunciation");
    let home = desk.home(unit);
    let who = desk.names.draw(&mut desk.dice);
    let to = desk.name_of(unit);
    let letter = desk.letter(topic, &who, &home, &to, clock::plus_days(on, -3));
    let field = desk.topics[topic].field;
    let number = desk.number("denunciation", unit, on);
    let nameless = course == Course::Nameless;
    let asked = petitions::Ask {
        unit: unit.to_owned(),
        outcome: if course == Course::Fresh || nameless {
            Outcome::Classified
        } else {
            Outcome::Accepted(number.clone(), 7)
        },
        nameless: nameless.then_some(true),
        written: Some((letter.clone(), who.clone())),
        ..petitions::Ask::about(topic, &home.code)
    };
    let petition = petitions::play(desk, on, asked);
    let accused = desk.names.person(&mut desk.dice, "");
    let post = if unit.starts_with("31") { "district_head" } else { "commune_head" };
    let mut facts = json!({"title": letter.title, "source": "petition", "field": field, "source_case": petition,
        "letter": letter.text,
        "accused": [{"denounced": accused, "organisation": format!("UBND {}", home.commune), "post": post}]});
    if nameless {
        facts["letter"] = letter.text.replace(&who, "(không ghi tên)").into();
        facts["anonymous"] = true.into();
        facts["evidence"] = true.into();
    } else {
        facts["denouncers"] = json!([{"denouncer": super::people::person(&who, &home.address())}]);
    }
    let Some(mut story) = desk.open("denunciation", &number, unit, on, facts) else { return };
    let s = &mut story;
    let settler = if unit.starts_with("31") { "province_chair" } else { "district_chair" };
    match course {
        Course::Fresh => {
            s.act(1, "identity_check", json!({"identified": true}));
        }
        Course::Nameless => {
            s.act(8, "management_check", json!({"assignee": "Phòng Nghiệp vụ 2 (mô phỏng)"}));
        }
        Course::TurnedAway => {
            s.act(2, "identity_check", json!({"identified": true}));
            s.act(6, "not_accepted", json!({"turned_away_ground": "no_basis", "denouncer_told": true}));
        }
        _ => accepted(s, course, settler),
    }
    desk.close(story);
}

fn accepted(s: &mut super::Story, course: Course, settler: &str) {
    s.act(2, "identity_check", json!({"identified": true}));
    let met = json!({"form_met": true, "capacity_met": true, "competence_met": true, "basis_met": true, "denunciation_settler": settler});
    s.act_as(5, "acceptance", "QĐ-TLTC", met);
    s.act(3, "acceptance_notice", json!({"to_denouncer": true, "to_denounced": true}));
    s.act(0, "verification_assignment", json!({"assignee": "Tổ xác minh (mô phỏng)"}));
    s.act(
        4,
        "working_minutes",
        json!({"side": "concerned_side", "summary": "Làm việc với UBND cấp xã về hồ sơ, sổ sách liên quan."}),
    );
    match course {
        Course::Running | Course::Overdue => return,
        Course::Extended => {
            s.act(
                3,
                "protection_request",
                json!({"protects": "secrecy", "ground": "Lo ngại bị lộ danh tính khi xác minh tại địa phương"}),
            );
            s.act(3, "protection_decision", json!({"granted": true, "measures": "Bố trí làm việc tại trụ sở thanh tra, không lập danh sách tại xã"}));
            s.act_as(9, "extension", "QĐ-GH", json!({"complexity": "complex", "many_places": true, "conflicting_evidence": true, "many_people": true}));
            return;
        }
        Course::Stayed => {
            s.act(
                5,
                "assessment_request",
                json!({"expert_body": "Phòng Kỹ thuật hình sự", "summary": "Giám định chữ ký trên phiếu thu"}),
            );
            s.act_as(
                6,
                "suspension",
                "QĐ-TĐC",
                json!({"stay_ground": "assessment", "note": "Đợi kết quả giám định chữ ký"}),
            );
            return;
        }
        _ => {}
    }
    s.act(8, "verification_report", json!({}));
    s.act(3, "draft_conclusion", json!({}));
    let (Course::Concluded(finding) | Course::Executed(finding)) = course else { return };
    let mut facts = json!({"finding": finding});
    if finding != "wrong" {
        facts["to_recover"] = 186_500_000_i64.into();
        facts["to_return_persons"] = 24_000_000_i64.into();
        facts["restored_persons"] = 3.into();
        facts["handled_persons"] = 2.into();
        facts["handled_officials"] = 2.into();
    }
    s.act_as(4, "conclusion", "KL-TC", facts);
    s.act(3, "conclusion_sent", json!({"to_denounced": true, "to_denouncer": true}));
    s.act(2, "publication", json!({"channels": [{"channel": "office_posting", "place": "Trụ sở tiếp công dân"}]}));
    if finding == "wrong" {
        s.act(6, "closing", json!({}));
        return;
    }
    s.act(1, "handling", json!({"summary": "Kiểm điểm, xử lý kỷ luật; thu hồi tiền theo kết luận."}));
    let whole = matches!(course, Course::Executed(_));
    let done = json!({"recovered": if whole { 186_500_000_i64 } else { 60_000_000 }, "returned_persons": if whole { 24_000_000_i64 } else { 0 },
        "return_done_persons": if whole { 3 } else { 0 }, "done_persons": 2, "done_officials": 2, "complete": whole});
    s.act(15, "execution", done);
}
