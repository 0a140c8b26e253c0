//! How a synthetic inspection goes: days first, money after, acts last.
//!
//! Days come from dice within what the law allows and now and then beyond, as in
//! life. Money is laid on once it is known which cases were concluded within the
//! period, so that the total is exact.

use super::{Dice, FROM, INSPECTIONS, TODAY, TOLD, VIOLATIONS_VND};
use casework::Role;
use casework::fields::{LongText, UnitCode, Vnd};
use casework::inspections::acts::*;
use casework::inspections::{Entry, Outcome, Regime, open, procedure, record};
use casework::units::Tree;
use jiff::civil::Date;
use law::{AgencyKind, Calendar, Law};
use std::ops::Deref;

/// A body that inspects, and what for.
#[derive(Debug, Clone)]
struct Body {
    code: String,
    agency: AgencyKind,
    /// Share of the city's specialised inspections.
    specialised: i64,
    /// Share of its administrative ones.
    administrative: i64,
    fields: &'static [&'static str],
}

/// Where the stories play.
#[derive(Debug, Clone)]
pub struct Scene {
    bodies: Vec<Body>,
}

/// A department's suffix, its share of specialised inspections, its fields.
const DEPARTMENTS: &[(&str, i64, &[&str])] = &[
    ("SGTVT", 26, &["An toàn giao thông đường bộ", "Kinh doanh vận tải", "Đường thủy nội địa"]),
    ("SXD", 17, &["Trật tự xây dựng", "Chất lượng công trình", "Quản lý nhà ở"]),
    ("SNNPTNT", 13, &["An toàn thực phẩm", "Thú y", "Đê điều"]),
    ("SYT", 12, &["Hành nghề y", "Dược, mỹ phẩm", "An toàn thực phẩm"]),
    ("STNMT", 7, &["Đất đai", "Môi trường", "Khoáng sản"]),
    ("SLDTBXH", 6, &["An toàn lao động", "Bảo hiểm xã hội"]),
    ("SCT", 5, &["Hóa chất", "Điện lực", "An toàn thực phẩm"]),
    ("SVHTT", 4, &["Quảng cáo", "Dịch vụ văn hóa"]),
    ("SKHCN", 3, &["Đo lường", "An toàn bức xạ"]),
    ("SGDDT", 2, &["Dạy thêm, học thêm", "Thu chi trường học"]),
    ("STTTT", 2, &["Viễn thông", "Báo chí, xuất bản"]),
    ("SKHDT", 1, &["Đầu tư công", "Đăng ký doanh nghiệp"]),
    ("STC", 1, &["Giá, thẩm định giá", "Ngân sách"]),
    ("SDL", 1, &["Lưu trú, lữ hành"]),
];
const GENERAL: &[&str] = &["Tài chính, ngân sách", "Đất đai", "Đầu tư xây dựng", "Thực hiện chính sách, pháp luật"];

impl Scene {
    /// Hải Phòng's bodies as they were.
    pub fn hai_phong(tree: &Tree) -> Self {
        Self::of(tree, &["31".to_owned()])
    }

    /// The bodies under some units on the first day of the period.
    pub fn of(tree: &Tree, units: &[String]) -> Self {
        let mut bodies = Vec::new();
        for unit in units.iter().flat_map(|code| tree.descendants(code, FROM)) {
            let Some(agency) = unit.agency else { continue };
            let code = unit.code.0.clone();
            let department = DEPARTMENTS.iter().find(|(suffix, _, _)| code.split('.').nth(1) == Some(suffix));
            let (specialised, administrative, fields) = match (agency, department) {
                (AgencyKind::Dept, Some((_, share, fields))) => (*share, 1, *fields),
                (AgencyKind::Dept, None) => (0, 1, GENERAL),
                (AgencyKind::Prov, _) => (0, 16, GENERAL),
                (AgencyKind::Dist, _) => (0, 6, GENERAL),
                _ => continue,
            };
            bodies.push(Body { code, agency, specialised, administrative, fields });
        }
        Self { bodies }
    }
}

/// What a case will have been, before its acts are written.
#[derive(Debug, Clone)]
pub struct Told {
    body: usize,
    specialised: bool,
    class: Class,
    manner: Manner,
    field: &'static str,
    number: usize,
    steps: Vec<(Date, Step)>,
    extended: bool,
    money: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Decision,
    Announcement,
    Suspension,
    Extension,
    OnsiteEnd,
    Penalty,
    Report,
    Conclusion,
    Publication,
    Recovery,
    Close,
}

impl Told {
    fn day(&self, step: Step) -> Option<Date> {
        self.steps.iter().find(|(_, s)| *s == step).map(|(on, _)| *on)
    }

    fn is_concluded(&self) -> bool {
        self.day(Step::Conclusion).is_some_and(|on| (FROM..=TODAY).contains(&on))
    }
}

/// The half-year: so many carried over, so many launched, some only decided.
pub fn tell(
    scene: Scene,
    law: impl Deref<Target = Law> + Send,
    seed: u64,
) -> impl Iterator<Item = Vec<Outcome>> + Send {
    let mut dice = Dice::new(seed);
    let carried = 214;
    let mut told = Vec::new();
    for number in 1..=TOLD {
        let specialised = number % 14 != 0;
        let ask = if number <= carried {
            Ask::Carried
        } else if number <= INSPECTIONS {
            Ask::Launched
        } else {
            Ask::OnlyDecided
        };
        told.push(plan(&mut dice, &scene, &law.calendar, specialised, ask, number));
    }
    lay_money(&mut dice, &mut told, VIOLATIONS_VND);
    number_by_body(&mut told, &scene);
    told.into_iter().map(move |t| write(&mut dice, &scene, &law, &t))
}

/// Load data: launched cases without a set total.
pub fn tell_some(scene: &Scene, law: &Law, cases: usize, first: usize, seed: u64) -> Vec<Vec<Outcome>> {
    let mut dice = Dice::new(seed ^ (first as u64).wrapping_mul(0x9e37_79b9));
    let plan_one = |dice: &mut Dice, number| {
        let specialised = dice.chance(90);
        plan(dice, scene, &law.calendar, specialised, Ask::Launched, number)
    };
    let mut told: Vec<Told> = (first..first + cases).map(|n| plan_one(&mut dice, n + 1)).collect();
    let money = 33_000_000 * i64::try_from(cases).unwrap_or(0);
    lay_money(&mut dice, &mut told, money);
    told.iter().map(|t| write(&mut dice, scene, law, t)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Carried,
    Launched,
    OnlyDecided,
}

/// Throws until the days fit what is asked for.
fn plan(dice: &mut Dice, scene: &Scene, cal: &Calendar, specialised: bool, ask: Ask, number: usize) -> Told {
    let weights: Vec<i64> =
        scene.bodies.iter().map(|b| if specialised { b.specialised } else { b.administrative }).collect();
    // A scene of bodies without specialised work does administrative work only.
    let specialised = specialised && weights.iter().sum::<i64>() > 0;
    let fallback: Vec<i64> = scene.bodies.iter().map(|b| b.administrative).collect();
    let body = dice.weighted(if specialised { &weights } else { &fallback });
    let agency = scene.bodies[body].agency;
    let class = match specialised {
        true => Class::Specialised,
        false if dice.chance(8) => Class::Responsibility,
        false => Class::Administrative,
    };
    let manner = if dice.chance(if specialised { 18 } else { 8 }) { Manner::AdHoc } else { Manner::Planned };
    let field = dice.pick(scene.bodies[body].fields);
    loop {
        let (steps, extended) = days(dice, cal, specialised, agency, ask);
        let told = Told { body, specialised, class, manner, field, number, steps, extended, money: 0 };
        let (announced, concluded) = (told.day(Step::Announcement), told.day(Step::Conclusion));
        let fits = match ask {
            Ask::Carried => announced.is_some_and(|on| on < FROM) && concluded.is_none_or(|on| on >= FROM),
            Ask::Launched => announced.is_some_and(|on| on >= FROM),
            Ask::OnlyDecided => announced.is_none(),
        };
        if fits {
            return told;
        }
    }
}

/// The days of a case as far as the demo's today; the law's terms, kept or missed.
fn days(dice: &mut Dice, cal: &Calendar, specialised: bool, agency: AgencyKind, ask: Ask) -> (Vec<(Date, Step)>, bool) {
    let mut walk = Walk { cal, at: first_day(dice, cal, specialised, ask), steps: Vec::new() };
    walk.here(Step::Decision);
    let new_law = walk.at >= jiff::civil::date(2023, 7, 1);
    walk.on(dice.from(1, if specialised { 6 } else { 13 }), Step::Announcement);
    let length = match (specialised, agency) {
        (true, _) => dice.from(0, 9),
        (false, AgencyKind::Prov) => dice.from(24, 44),
        (false, _) => dice.from(16, 29),
    };
    let mut extended = false;
    if new_law && dice.chance(12) {
        walk.on(dice.from(1, 4), Step::Suspension);
        return (walk.until_today(), false);
    }
    if !specialised && agency == AgencyKind::Prov && dice.chance(25) {
        extended = true;
        walk.on(length - 6, Step::Extension);
        walk.on(dice.from(8, 28), Step::OnsiteEnd);
    } else {
        // Some offices run over: these are the overdue of the demo.
        let late = if dice.chance(6) { dice.from(3, 16) } else { 0 };
        walk.on(length + late, Step::OnsiteEnd);
    }
    if specialised && dice.chance(19) {
        walk.on(dice.from(0, 2), Step::Penalty);
    }
    let slow = dice.chance(11);
    let (report, sign) =
        if specialised { (dice.from(1, 7), dice.from(1, 8)) } else { (dice.from(8, 15), dice.from(6, 15)) };
    walk.on(report + if slow { dice.from(5, 14) } else { 0 }, Step::Report);
    walk.on(sign + if slow { dice.from(3, 15) } else { 0 }, Step::Conclusion);
    if !dice.chance(1) {
        walk.on(dice.from(2, 10), Step::Publication);
        if dice.chance(58) {
            walk.on(dice.from(8, 45), Step::Recovery);
            if dice.chance(70) {
                walk.on(dice.from(3, 30), Step::Close);
            }
        }
    }
    (walk.until_today(), extended)
}

fn first_day(dice: &mut Dice, cal: &Calendar, specialised: bool, ask: Ask) -> Date {
    let (from, until) = match (ask, specialised) {
        (Ask::Carried, true) => (-20, -3),
        (Ask::Carried, false) => (-75, -8),
        (Ask::Launched, _) => (-9, 208),
        (Ask::OnlyDecided, _) => (199, 211),
    };
    cal.next_working(law::clock::plus_days(FROM, dice.from(from, until)))
}

struct Walk<'a> {
    cal: &'a Calendar,
    at: Date,
    steps: Vec<(Date, Step)>,
}

impl Walk<'_> {
    fn here(&mut self, step: Step) {
        self.steps.push((self.at, step));
    }

    fn on(&mut self, days: i64, step: Step) {
        self.at = self.cal.next_working(law::clock::plus_days(self.at, days.max(0)));
        self.here(step);
    }

    fn until_today(mut self) -> Vec<(Date, Step)> {
        self.steps.retain(|(on, _)| *on <= TODAY);
        self.steps
    }
}

/// Gives each concluded case its share, in whole thousands, the last one the rest.
fn lay_money(dice: &mut Dice, told: &mut [Told], total: i64) {
    let concluded: Vec<usize> = (0..told.len()).filter(|i| told[*i].is_concluded()).collect();
    let with_money: Vec<(usize, i64)> = concluded
        .into_iter()
        .filter_map(|i| {
            let heavy = !told[i].specialised;
            dice.chance(if heavy { 88 } else { 34 }).then(|| {
                let base = dice.from(2, 40) * dice.from(1, 30);
                (i, if heavy { base * 14 } else { base })
            })
        })
        .collect();
    let weights: i64 = with_money.iter().map(|(_, w)| w).sum();
    let mut left = total;
    for (k, (i, weight)) in with_money.iter().enumerate() {
        let share = if k + 1 == with_money.len() { left } else { total / 1_000 * weight / weights.max(1) * 1_000 };
        told[*i].money = share;
        left -= share;
    }
}

/// Numbers run within each body in the order of the decisions, as in its register.
fn number_by_body(told: &mut [Told], scene: &Scene) {
    told.sort_by_key(|t| (t.body, t.steps.first().map(|(on, _)| *on), t.number));
    let mut next = vec![0; scene.bodies.len()];
    for t in told.iter_mut() {
        next[t.body] += 1;
        t.number = next[t.body];
    }
    told.sort_by_key(|t| (t.steps.first().map(|(on, _)| *on), t.body, t.number));
}

/// Writes the acts and records them one by one.
fn write(dice: &mut Dice, scene: &Scene, law: &Law, told: &Told) -> Vec<Outcome> {
    let body = &scene.bodies[told.body];
    let mut out: Vec<Outcome> = Vec::new();
    for (on, step) in &told.steps {
        for act in acts(dice, body, told, *step) {
            let entry = entry(body, told, *on, act, out.last());
            let outcome = match out.last() {
                None => {
                    let year = on.year();
                    let number = format!("{}-{year}-{:04}", body.code, told.number);
                    open(&number, UnitCode(body.code.clone()), body.agency, None, entry, law, TODAY)
                }
                Some(last) => record(&last.case, entry, law, TODAY),
            };
            match outcome {
                Ok(outcome) => out.push(outcome),
                // An extension thrown too late is one that was not granted; nothing else is refused.
                Err(no) => debug_assert_eq!(no.code, casework::inspections::refusals::EXTENSION_AFTER_EXPIRY, "{no:?}"),
            }
        }
    }
    out
}

fn entry(body: &Body, told: &Told, on: Date, act: Act, last: Option<&Outcome>) -> Entry {
    let regime = last.map_or_else(
        || if on < jiff::civil::date(2023, 7, 1) { Regime::Ltt2010 } else { Regime::Ltt2022 },
        |o| o.case.regime,
    );
    let by = procedure::of(regime).act(act.kind()).map_or(Role::Head, |rule| rule.by);
    let symbol = match act.kind() {
        ActKind::Decision => "QĐ-TTr",
        ActKind::Conclusion => "KL-TTr",
        ActKind::TeamReport => "BC-ĐTTr",
        ActKind::Announcement | ActKind::OnsiteEnd => "BB-ĐTTr",
        _ => "TTr",
    };
    let signer = match by {
        Role::Leader => format!("Trưởng đoàn mô phỏng {:02}", told.number % 37 + 1),
        _ => format!("Chánh Thanh tra mô phỏng ({})", body.code),
    };
    Entry { seq: 0, on, by, number: format!("{}/{symbol}", told.number), signer, act }
}

/// The acts of one step.
fn acts(dice: &mut Dice, body: &Body, told: &Told, step: Step) -> Vec<Act> {
    match step {
        Step::Decision => vec![Act::Decision(decision(dice, body, told))],
        Step::Announcement => vec![Act::Announcement(Announcement {
            place: Some("Trụ sở đối tượng thanh tra".into()),
            attendance: None,
        })],
        Step::Suspension => vec![Act::Suspension(Suspension { ground: SuspensionGround::EntityRequest, note: None })],
        Step::Extension => vec![Act::Extension(Extension {
            ground: LongText("Nội dung phức tạp, phải xác minh ở nhiều nơi".into()),
            complexity: Complexity::Complex,
            days: 70,
        })],
        Step::OnsiteEnd => vec![Act::OnsiteEnd(OnsiteEnd { note: None })],
        Step::Penalty => vec![Act::Penalty(penalty(dice))],
        Step::Report => vec![Act::TeamReport(TeamReport {
            complex: told.extended,
            differing: None,
            head_grade: None,
            corruption_found: false,
            summary: None,
        })],
        Step::Conclusion => vec![Act::Conclusion(conclusion(dice, told))],
        Step::Publication => vec![Act::Publication(publication())],
        Step::Recovery => recovery(dice, told),
        Step::Close => vec![Act::FollowUpClose(FollowUpClose { complete: dice.chance(80), note: None })],
    }
}

fn decision(dice: &mut Dice, body: &Body, told: &Told) -> Decision {
    let subjects = if told.specialised { 1 } else { dice.from(1, 3) };
    let subjects: Vec<Subject> = (0..subjects).map(|_| subject(dice, told.specialised)).collect();
    let at = subjects.first().map_or(String::new(), |s| s.name.clone());
    let leader = TeamMember {
        name: format!("Trưởng đoàn mô phỏng {:02}", told.number % 37 + 1),
        role: TeamRole::Leader,
        rank: Some(if body.agency == AgencyKind::Prov { Rank::Principal } else { Rank::Inspector }),
        office: None,
        bar: None,
    };
    let members = (0..dice.from(2, 4)).map(|_| TeamMember {
        name: format!("Thành viên mô phỏng {:03}", dice.from(1, 240)),
        role: TeamRole::Member,
        rank: Some(Rank::Inspector),
        office: None,
        bar: None,
    });
    let what = match told.class {
        Class::Specialised => format!("Thanh tra việc chấp hành pháp luật về {} tại {at}", told.field.to_lowercase()),
        Class::Responsibility => format!(
            "Thanh tra trách nhiệm của người đứng đầu trong tiếp công dân, giải quyết khiếu nại, tố cáo tại {at}"
        ),
        _ => format!("Thanh tra công tác quản lý {} tại {at}", told.field.to_lowercase()),
    };
    Decision {
        title: what,
        class: told.class,
        manner: told.manner,
        ground: None,
        field: Some(told.field.to_owned()),
        mode: None,
        scope: None,
        period_from: Some(jiff::civil::date(2021, 1, 1)),
        period_until: Some(jiff::civil::date(2022, 12, 31)),
        duration_days: None,
        duration_count: None,
        complexity: None,
        plan_item: (told.manner == Manner::Planned).then(|| format!("Kế hoạch năm, mục {}", told.number)),
        regime_ground: None,
        team: std::iter::once(leader).chain(members).collect(),
        subjects,
    }
}

/// An entity that does not exist, and says so.
fn subject(dice: &mut Dice, enterprise: bool) -> Subject {
    let n = dice.from(1, 1_900);
    let (name, kind) = if enterprise {
        let form = dice.pick(&["Công ty TNHH", "Công ty cổ phần", "Hộ kinh doanh", "Doanh nghiệp tư nhân"]);
        (format!("{form} Mô phỏng {n:04}"), SubjectKind::Enterprise)
    } else {
        let form = dice.pick(&["Ban Quản lý dự án", "Trường", "Phòng chuyên môn", "Trung tâm", "UBND xã"]);
        (format!("{form} mô phỏng {n:04}"), SubjectKind::Organisation)
    };
    Subject { name, id: Some(format!("MP{}{n:05}", if enterprise { 1 } else { 2 })), kind: Some(kind), address: None }
}

fn conclusion(dice: &mut Dice, told: &Told) -> Conclusion {
    let heavy = !told.specialised;
    let mut findings = Vec::new();
    if told.money > 0 {
        let recover = told.money / 1_000 * dice.from(35, 58) / 100 * 1_000;
        findings.push(Finding {
            content: Some(LongText(format!("Sai phạm về {} (mô phỏng)", told.field.to_lowercase()))),
            field: Some(told.field.to_owned()),
            violation: Some(Vnd(told.money)),
            to_recover: Some(Vnd(recover)),
            other: Some(Vnd(told.money - recover)),
            organisations: (heavy && dice.chance(45)).then_some(1),
            persons: (heavy && dice.chance(55)).then(|| u32::try_from(dice.from(1, 4)).unwrap_or(1)),
            policy_documents: (heavy && dice.chance(8)).then_some(1),
            violator_organisations: (!heavy).then_some(1),
            transferred_cases: (told.money > 900_000_000 && dice.chance(20)).then_some(1),
            transferred_persons: (told.money > 900_000_000 && dice.chance(20)).then_some(2),
            ..nothing()
        });
    }
    Conclusion {
        summary: Some(LongText("Kết luận mô phỏng".into())), partial: false, subjects: Vec::new(), findings
    }
}

fn nothing() -> Finding {
    Finding {
        content: None,
        field: None,
        provision: None,
        violation: None,
        violation_land: None,
        to_recover: None,
        to_recover_land: None,
        to_recover_unit: None,
        other: None,
        other_land: None,
        organisations: None,
        persons: None,
        policy_documents: None,
        violator_organisations: None,
        violator_persons: None,
        transferred_cases: None,
        transferred_persons: None,
    }
}

fn penalty(dice: &mut Dice) -> Penalty {
    let fined = dice.from(2, 60) * 500_000;
    let person = dice.chance(35);
    Penalty {
        organisations: (!person).then_some(1),
        persons: person.then_some(1),
        fined_organisations: (!person).then_some(Vnd(fined)),
        fined_persons: person.then_some(Vnd(fined)),
        other_organisations: None,
        other_persons: None,
        paid: dice.chance(82).then_some(Vnd(fined)),
    }
}

/// 2010 asks for a meeting and one more channel; 2022, before its decree, for one.
fn publication() -> Publication {
    let channel = |channel| Display { channel, from: None, until: None, place: None, withheld: None };
    Publication { channels: vec![channel(Channel::Meeting), channel(Channel::Posting)] }
}

fn recovery(dice: &mut Dice, told: &Told) -> Vec<Act> {
    if told.money == 0 {
        return Vec::new();
    }
    let part = dice.from(20, 46);
    let recovered = told.money / 1_000 * part / 100 * 1_000;
    vec![Act::Recovery(Recovery {
        recovered: Some(Vnd(recovered)),
        recovered_land: None,
        other_done: None,
        other_land_done: None,
        fines_paid: None,
        voucher: Some("Giấy nộp tiền mô phỏng".into()),
    })]
}
