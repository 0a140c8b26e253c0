//! The life of an ordinary inspection, act by act, for tests and measurements
//! that need cases as the law makes them.

use app::cases::{Recorder, kept};
use app::journal;
use casework::Role;
use casework::fields::UnitCode;
use casework::inspections::acts::{Act, ActKind};
use casework::inspections::{Entry, Inspection, Regime, open, procedure, record};
use db::Tx;
use jiff::civil::{Date, date};
use law::{AgencyKind, Law};
use serde_json::{Value, json};

/// The day everything is looked at from.
pub const TODAY: Date = date(2023, 7, 14);

/// Days after the decision, act, and whether it has facts (see [`facts`]).
const LIFE: &[(i32, ActKind)] = &[
    (0, ActKind::Decision),
    (1, ActKind::DecisionSent),
    (2, ActKind::SupervisionAssignment),
    (3, ActKind::InspectionPlan),
    (4, ActKind::Outline),
    (12, ActKind::Announcement),
    (13, ActKind::DocumentReceipt),
    (20, ActKind::Verification),
    (22, ActKind::Measure),
    (40, ActKind::OnsiteEnd),
    (48, ActKind::TeamReport),
    (50, ActKind::DraftingAssignment),
    (60, ActKind::Draft),
    (64, ActKind::Appraisal),
    (66, ActKind::Conclusion),
    (70, ActKind::Publication),
    (71, ActKind::ConclusionSent),
    (90, ActKind::Recovery),
];

/// How many acts a whole life has.
pub const ACTS: usize = LIFE.len();

/// One inspection, told apart by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Story(pub u64);

impl Story {
    /// Its number.
    pub fn number(self) -> String {
        format!("{}/2023/TTr-HP", self.0)
    }

    /// The body that keeps it: one of four of Hải Phòng.
    pub fn unit(self) -> UnitCode {
        UnitCode(["31.TT", "31.SXD.TT", "31.SYT.TT", "303.TT"][self.0 as usize % 4].to_owned())
    }

    /// Day of its decision: over the first weeks of the law of 2022.
    pub fn opened_on(self) -> Date {
        plus(date(2023, 7, 3), (self.0 % 60) as i32)
    }

    /// Its act at a place of [`LIFE`], from 0.
    pub fn entry(self, at: usize) -> Entry {
        let (days, kind) = LIFE[at];
        let by = procedure::of(Regime::Ltt2022).act(kind).map_or(Role::Head, |rule| rule.by);
        let act = Act::read(kind, &facts(kind, self.0)).expect("the facts of the story fit their act");
        let number = format!("{}/{}-TTr", self.0 * 20 + at as u64, kind.word());
        Entry {
            seq: at as u32 + 1, on: plus(self.opened_on(), days), by, number, signer: "Nguyễn Thị Lan".into(), act
        }
    }
}

fn plus(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).expect("a day of this century")
}

/// Records the next act of a story, as a request would: reads the case, asks the
/// law, keeps the outcome. `None` when its life is over.
pub fn record_next(tx: &mut dyn Tx, story: Story, law: &Law, at_ms: i64) -> Result<Option<u32>, journal::Error> {
    let number = story.number();
    let refused = |why: casework::Refusal| journal::Error::Unreadable {
        number: story.number(),
        seq: 0,
        why: format!("the law refuses the story: {why} {:?}", why.facts),
    };
    let today = date(2024, 1, 1);
    let outcome = match kept::load_as::<Inspection>(tx, &number)? {
        None => open(&number, story.unit(), AgencyKind::Prov, None, story.entry(0), law, today).map_err(refused)?,
        Some(case) if case.acts.len() < ACTS => {
            let entry = story.entry(case.acts.len());
            record(&case, entry, law, today).map_err(refused)?
        }
        Some(_) => return Ok(None),
    };
    let by = Recorder::program("lan", at_ms);
    Ok(Some(kept::save(tx, &outcome, &by)?.seq))
}

/// Records the first `acts` acts of a story in one unit of work.
pub async fn recorded(db: &db::Db, story: Story, acts: usize) {
    let done = db.write(move |tx| {
        (0..acts).try_for_each(|_| record_next(tx, story, Law::shipped(), 1_700_000_000_000).map(|_| ()))
    });
    done.await.unwrap_or_else(|e: journal::Error| panic!("{e}"));
}

fn facts(kind: ActKind, n: u64) -> Value {
    match kind {
        ActKind::Decision => json!({
            "title": format!("Thanh tra việc quản lý, sử dụng đất đai tại xã {n}"),
            "class": if n.is_multiple_of(3) { "specialised" } else { "administrative" },
            "manner": if n.is_multiple_of(5) { "ad_hoc" } else { "planned" },
            "ground": "Kế hoạch thanh tra năm 2023",
            "field": if n.is_multiple_of(2) { "Đất đai" } else { "Xây dựng" },
            "duration_days": 30,
            "duration_count": "calendar",
            "subjects": [{ "name": format!("Ủy ban nhân dân xã {n}"), "id": format!("02{:08}", n), "kind": "organisation" }],
            "team": [
                { "name": "Trần Văn Minh", "role": "leader", "rank": "principal" },
                { "name": "Lê Thị Hoa", "role": "member", "rank": "inspector" },
                { "name": "Phạm Quang Huy", "role": "member", "rank": "inspector" },
            ],
        }),
        ActKind::SupervisionAssignment => json!({ "supervisor": "Vũ Thị Mai" }),
        ActKind::Appraisal => json!({ "appraiser": "Phòng Giám sát, kiểm tra" }),
        ActKind::DocumentReceipt => json!({ "documents": "Hồ sơ giao đất các năm 2020–2022" }),
        ActKind::Measure => json!({ "measure": "inventory", "ground": "Đối chiếu tài sản" }),
        ActKind::Conclusion => json!({
            "summary": "Có vi phạm trong quản lý đất đai",
            "findings": [
                { "content": "Giao đất không đúng thẩm quyền", "violation": 500_000_000 + n * 1_000_000,
                  "violation_land": 1200, "to_recover": 300_000_000, "organisations": 1, "persons": 2 },
                { "content": "Thu thiếu tiền sử dụng đất", "violation": 84_000_000, "to_recover": 84_000_000 },
            ],
        }),
        ActKind::Publication => {
            json!({ "channels": [{ "channel": "portal", "place": "thanhtra.haiphong.gov.vn" }, { "channel": "posting", "place": "Trụ sở UBND xã" }] })
        }
        ActKind::Recovery => json!({ "recovered": 100_000_000 }),
        _ => json!({}),
    }
}
