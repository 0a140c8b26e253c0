//! Short inspections, recorded as an office would: decision, announcement and,
//! where there is one, the conclusion with what it found.

use app::cases::file;
use app::clock::Clock;
use app::journal;
use app::reports::{Ask, AskError, fill_memory, sheet};
use app::{App, Settings};
use casework::fields::UnitCode;
use casework::inspections::{Act, ActKind, Entry, Outcome, open, procedure, record};
use casework::reports::Sheet;
use casework::units::Tree;
use db::Db;
use jiff::civil::{Date, date};
use law::Law;
use serde_json::{Value, json};

/// Later than every act here.
pub const TODAY: Date = date(2024, 12, 31);

/// What is to be recorded.
#[derive(Debug, Clone)]
pub struct Told {
    pub number: String,
    pub unit: String,
    pub class: &'static str,
    pub manner: &'static str,
    pub announced: Date,
    pub concluded: Option<(Date, Value)>,
}

fn plus(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap()
}

impl Told {
    pub fn new(number: &str, unit: &str, announced: Date) -> Self {
        let (class, manner) = ("administrative", "planned");
        Self { number: number.into(), unit: unit.into(), class, manner, announced, concluded: None }
    }

    pub fn ad_hoc(mut self) -> Self {
        self.manner = "ad_hoc";
        self
    }

    /// Concluded on a day, naming these, with one finding.
    pub fn concluded(mut self, on: Date, names: &[&str], finding: Value) -> Self {
        let subjects: Vec<Value> = names.iter().map(|n| json!({ "name": n, "kind": "organisation" })).collect();
        self.concluded = Some((on, json!({ "subjects": subjects, "findings": [finding] })));
        self
    }

    /// Every outcome, act by act.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let law = Law::shipped();
        let decision =
            json!({ "title": format!("Thanh tra {}", self.number), "class": self.class, "manner": self.manner });
        let decided = plus(self.announced, -5);
        let agency = Tree::shipped().find(&self.unit, decided).unwrap().agency.unwrap();
        let first = entry(law, decided, decided, ActKind::Decision, &decision);
        let unit = UnitCode(self.unit.clone());
        let mut out = vec![open(&self.number, unit, agency, None, first, law, TODAY).unwrap()];
        let mut add = |on: Date, kind: ActKind, facts: &Value| {
            let case = out.last().unwrap().case.clone();
            out.push(record(&case, entry(law, decided, on, kind, facts), law, TODAY).unwrap());
        };
        add(self.announced, ActKind::Announcement, &json!({}));
        if let Some((on, facts)) = &self.concluded {
            add(plus(*on, -20), ActKind::OnsiteEnd, &json!({}));
            add(plus(*on, -10), ActKind::TeamReport, &json!({}));
            add(*on, ActKind::Conclusion, facts);
        }
        out
    }
}

fn entry(law: &Law, decided: Date, on: Date, kind: ActKind, facts: &Value) -> Entry {
    let regime = law.regime_for(decided).and_then(|r| casework::inspections::Regime::from_word(&r.id)).unwrap();
    let by = procedure::of(regime).act(kind).unwrap().by;
    let act = Act::read(kind, facts).unwrap();
    Entry { seq: 1, on, by, number: format!("{}/{on}", kind.word()), signer: "Nguyễn Thị Lan".into(), act }
}

/// Records them all, in order; ids are the same on every engine.
pub async fn keep(db: &Db, told: &[Told], first_id: i64) {
    let histories: Vec<Vec<Outcome>> = told.iter().map(Told::outcomes).collect();
    db.write(move |tx| {
        for (id, history) in (first_id..).zip(&histories) {
            for outcome in history {
                file::save(tx, &file::head(id, &outcome.case), outcome, 1_700_000_000_000, "lan")?;
            }
        }
        Ok::<(), journal::Error>(())
    })
    .await
    .unwrap();
}

/// Records one more act in a case.
pub async fn add(db: &Db, number: &str, on: Date, kind: ActKind, facts: Value) {
    let number = number.to_owned();
    db.write(move |tx| {
        let (head, case) = file::load::<casework::inspections::Inspection>(tx, &number)?.unwrap();
        let decided = case.acts[0].on;
        let outcome = record(&case, entry(Law::shipped(), decided, on, kind, &facts), Law::shipped(), TODAY).unwrap();
        file::save(tx, &head, &outcome, 1_700_000_000_001, "lan").map(|_| ())
    })
    .await
    .unwrap();
}

pub fn ask(form: &str, unit: &str, period: &str, as_of: Option<i64>) -> Ask {
    Ask { form: form.into(), unit: unit.into(), period: period.into(), as_of, organised: None }
}

/// From the database and from the ledger in memory: one answer, to the last byte.
pub async fn try_filled(db: &Db, asked: &Ask) -> Result<Sheet, AskError> {
    let plain = sheet(db, Law::shipped(), Tree::shipped(), asked).await;
    let app = App::new(db.clone(), Clock::fixed(TODAY), Settings::default());
    fill_memory(&app).await.unwrap();
    let quick = app.sheet(asked).await;
    assert_eq!(quick, plain, "{asked:?}");
    let bytes = |sheet: &Result<Sheet, AskError>| sheet.as_ref().map(|s| s.json("vi") + &s.text("en")).ok();
    assert_eq!(bytes(&quick), bytes(&plain));
    assert_eq!(app.ledger.answers(), u64::from(plain.is_ok()), "answered from memory");
    plain
}

pub async fn filled(db: &Db, asked: &Ask) -> Sheet {
    try_filled(db, asked).await.unwrap()
}
