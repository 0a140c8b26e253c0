//! Every published figure (`published.toml`) through the real path: the official form filled
//! in by hand at an office, its report sent and accepted, the province's sent and accepted,
//! the nation's computed; every figure that has a cell comes out of it to the đồng and m²,
//! and what its own source does not foot is caught by name.

use crate::filling::filled;
use app::cases::Recorder;
use app::clock::Clock;
use app::lang::Lang;
use app::papers::Paper;
use app::periodic_reports::{Hand, answer, compute, number_of, offline, open, take_file};
use app::{App, Settings};
use casework::Role;
use casework::periodic_reports::About;
use casework::reports::{Finding, Kept};
use jiff::civil::date;
use law::Law;
use law::form::{Form, Topic};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    why: BTreeMap<String, String>,
    set: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    period: String,
    unit: String,
    edition: u32,
    source: String,
    /// Identities its own figures do not keep: form and check.
    #[serde(default)]
    fails: Vec<String>,
    /// Published shares of a figure of the nation: the Government Inspectorate, ministries, provinces.
    #[serde(default)]
    parts: BTreeMap<String, Vec<String>>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    metric: String,
    value: String,
    #[serde(default, rename = "in")]
    measure: String,
    at: Option<String>,
    why: Option<String>,
}

/// Columns of a form with their figures.
type Cells = BTreeMap<String, i64>;

/// `84.765` in tỷ as đồng, to the last one.
fn exact(value: &str, measure: &str) -> i64 {
    let places = match measure {
        "" => 0,
        "Trđ" => 6,
        "tỷ" => 9,
        "ha" => 4,
        other => panic!("{other}"),
    };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    assert!(part.len() <= places, "{value} {measure}");
    format!("{whole}{part:0<places$}").parse().unwrap()
}

fn published() -> Published {
    toml::from_str(include_str!("published.toml")).unwrap()
}

/// The columns a row is to be found in, added up: `01/TCD#8+17+26`.
fn place(at: &str) -> (&str, Vec<&str>) {
    let (form, columns) = at.split_once('#').unwrap();
    (form, columns.split('+').collect())
}

/// What a set says of each form; a figure of several columns stands in the first.
fn stated(set: &Set) -> BTreeMap<String, Cells> {
    let mut out: BTreeMap<String, Cells> = BTreeMap::new();
    for row in &set.rows {
        let Some((form, columns)) = row.at.as_deref().map(place) else { continue };
        let cells = out.entry(form.to_owned()).or_default();
        // The parts of a sum are stated by rows of their own where there are any.
        if !columns.iter().any(|c| cells.contains_key(*c)) {
            let old = cells.insert(columns[0].to_owned(), exact(&row.value, &row.measure));
            assert_eq!(old, None, "{} {}: twice", set.period, row.metric);
        }
    }
    out
}

/// Columns nobody published that a form needs to foot: the column, and those added and taken.
/// They are filled in as if all was new, planned, in one place and in time.
const NEEDED: &[(&str, &[(&str, &str)])] = &[
    ("01/TTr", &[("3", "1"), ("4", "1"), ("12", "8-10"), ("13", "9-11")]),
    ("thanh-tra-hanh-chinh", &[("3", "1"), ("4", "1"), ("12", "8-10"), ("13", "9-11")]),
    ("thanh-tra", &[("3", "1"), ("4", "1")]),
    ("06/TTr 02/2021/TT-TTCP", &[("3", "1")]),
    ("06/TTr 01/2024/TT-TTCP", &[("2", "1")]),
    ("thanh-tra-chuyen-nganh", &[("3", "1")]),
    ("01/TCD", &[("4", "1"), ("6", "3"), ("9", "8+8+8+8+8"), ("5", "2"), ("5", "9"), ("2", "5")]),
    ("tiep-dan-xu-ly-don", &[("6", "7"), ("5", "6"), ("8", "7"), ("11", "12")]),
    (
        "01/XLD 02/2021/TT-TTCP",
        &[("8", "9"), ("6", "1"), ("17", "9"), ("21", "18-19-20"), ("18", "19+20"), ("22", "9-18"), ("23", "22-24-25")],
    ),
    ("01/XLD 01/2024/TT-TTCP", &[("3", "1"), ("5", "1-4"), ("13", "6"), ("18", "6"), ("19", "18")]),
    ("02/XLD", &[("3", "1"), ("5", "1-4")]),
    ("01/KQGQ", &[("5", "20+21+22"), ("25", "5"), ("4", "5+6"), ("3", "1")]),
    ("03/KQGQ", &[("7", "6-9"), ("30", "6"), ("4", "6")]),
];

fn foot(form: &Form, cells: &mut Cells) {
    let own = format!("{} {}", form.id, form.version);
    let needed = NEEDED.iter().filter(|(id, _)| *id == form.id || *id == own).flat_map(|(_, n)| *n);
    for (column, parts) in needed {
        let first = parts.split(['+', '-']).next().unwrap();
        if !cells.contains_key(*column) && cells.contains_key(first) {
            let value = |part: &str| cells.get(part).copied().unwrap_or(0);
            let sum =
                pieces(parts).iter().map(|(sign, part)| if *sign == '+' { value(part) } else { -value(part) }).sum();
            cells.insert((*column).to_owned(), sum);
        }
    }
}

/// `8-10` → + 8, − 10.
fn pieces(text: &str) -> Vec<(char, &str)> {
    let mut out = Vec::new();
    let (mut sign, mut from) = ('+', 0);
    for (at, c) in text.char_indices().filter(|(_, c)| "+-".contains(*c)) {
        out.push((sign, &text[from..at]));
        (sign, from) = (c, at + 1);
    }
    out.push((sign, &text[from..]));
    out
}

struct Stage<'a> {
    app: &'a App,
    period: law::Period,
}

fn about_of(form: &Form) -> About {
    match form.topic.unwrap() {
        Topic::Inspection => About::Inspection,
        Topic::Petitions => About::Petitions,
        Topic::AntiCorruption => About::AntiCorruption,
    }
}

impl Stage<'_> {
    fn hand(&self) -> Hand {
        let by = Recorder::program("test", self.app.clock.now_ms());
        Hand { by, signer: "Người lập".to_owned(), today: date(2026, 1, 20) }
    }

    fn form(&self, id: &str) -> &Form {
        self.app.law.form(id, self.period.until).unwrap_or_else(|| panic!("{id} {}", self.period.id))
    }

    async fn act(&self, number: &str, act: &str, by: Role, facts: serde_json::Value) {
        answer(self.app, self.hand(), number, act, by, facts).await.unwrap_or_else(|e| panic!("{number} {act}: {e:?}"));
    }

    /// A report with these forms filled in by hand, sent and accepted; the nation's is sent to nobody.
    async fn report(&self, unit: &str, about: About, sheets: &[(&Form, &Cells)]) -> BTreeMap<String, Kept> {
        let number = number_of(&self.period.id, about, unit);
        let app = self.app;
        let found = app.db.read({
            let number = number.clone();
            move |tx| app::periodic_reports::store::standings(tx, &[number])
        });
        // An earlier edition was accepted: it goes back first, in the open.
        if found.await.unwrap().values().any(|s| s.standing == "accepted") {
            let why = json!({ "summary": "Số liệu công bố lại." });
            self.act(&number, "send_back", Role::Superior, why).await;
        }
        open(app, self.hand(), unit, about, &self.period).await.unwrap();
        for (form, cells) in sheets {
            let blank = offline::template(&app.law, app.tree, [&form.id, unit, &self.period.id], Lang::Vi).unwrap();
            let place = |column: &str| {
                1 + form.columns.iter().position(|c| c.id == column).unwrap_or_else(|| panic!("{} {column}", form.id))
            };
            let printed = |column: &str, n: i64| n as f64 / form.column(column).unwrap().printed.scale() as f64;
            let cells: Vec<(usize, f64)> = cells.iter().map(|(c, n)| (place(c), printed(c, *n))).collect();
            let bytes = match form.layout {
                law::form::Layout::Across => filled(&blank, &cells),
                law::form::Layout::Down => crate::filling::filled_down(&blank, form, &cells),
            };
            let checked = offline::check(&bytes, &app.law, app.tree, Lang::Vi).unwrap();
            assert!(checked.cells.is_empty() && checked.figures == cells.len(), "{unit} {}: {checked:?}", form.id);
            let file = Paper::new("bieu.xlsx", bytes).unwrap();
            let taken = take_file(app, self.hand(), &number, &form.id, file).await;
            taken.unwrap_or_else(|e| panic!("{number}: {e:?}")).unwrap_or_else(|e| panic!("{number}: {e:?}"));
        }
        compute(app, self.hand(), &number).await.unwrap_or_else(|e| panic!("{number}: {e:?}"));
        if unit != "VN" {
            self.act(&number, "submission", Role::ReportHead, json!({})).await;
            self.act(&number, "acceptance", Role::Superior, json!({})).await;
        }
        self.kept(&number).await
    }

    async fn kept(&self, number: &str) -> BTreeMap<String, Kept> {
        let number = number.to_owned();
        let read = self.app.db.read(move |tx| app::periodic_reports::kept_sheets(tx, &number));
        read.await.unwrap().into_iter().map(|kept| (kept.form.clone(), kept)).collect()
    }
}

/// Published local shares of the figures of a form: the last of the parts.
fn local(sets: &[(&Set, BTreeMap<String, Cells>)], form: &str) -> Cells {
    let parts = sets.iter().flat_map(|(set, _)| &set.parts).filter(|(at, _)| place(at).0 == form);
    parts.map(|(at, parts)| (place(at).1[0].to_owned(), exact(parts.last().unwrap(), ""))).collect()
}

/// Where the local figures of a province come in: an office under it.
fn office(stage: &Stage, province: &str) -> String {
    let tree = stage.app.tree;
    let below = tree.children(province, stage.period.until);
    below.iter().find(|u| u.agency.is_none() && u.code.0 != "31.TT").unwrap().code.0.clone()
}

/// The unit that carries what no province of the sets does: a ministry.
fn ministry(stage: &Stage) -> String {
    let below = stage.app.tree.children("VN", stage.period.until);
    below.iter().find(|u| u.name.starts_with("Bộ ")).unwrap().code.0.clone()
}

/// The sheets of each office of one form, so that province and nation come out as stated.
fn shares(stage: &Stage, form: &Form, said: &BTreeMap<&str, &Cells>, local: &Cells) -> BTreeMap<String, Cells> {
    let mut out: BTreeMap<String, Cells> = BTreeMap::new();
    let footed = |mut cells: Cells| {
        foot(form, &mut cells);
        cells
    };
    let city = said.get("31.TT").map(|cells| footed((*cells).clone()));
    let nation = said.get("VN");
    for province in ["31", "40", "68"] {
        let own = match (said.get(province), nation) {
            (Some(own), _) if province == "31" => {
                let less =
                    |(c, n): (&String, &i64)| (c.clone(), n - city.as_ref().and_then(|x| x.get(c)).unwrap_or(&0));
                own.iter().map(less).collect()
            }
            (Some(own), _) => (*own).clone(),
            // The local share goes the long way, a third where none was published, in whole printed units.
            (None, Some(nation)) if province == "31" => {
                let third = |c: &str, n: i64| {
                    let scale = form.column(c).unwrap().printed.scale();
                    local.get(c).copied().unwrap_or(n / 3 / scale * scale)
                };
                nation.iter().map(|(c, n)| (c.clone(), third(c, *n))).collect()
            }
            _ => continue,
        };
        out.insert(office(stage, province), footed(own));
    }
    if let Some(city) = city {
        out.insert("31.TT".to_owned(), city);
    }
    if let Some(nation) = nation {
        let sum = |c: &str| out.values().filter_map(|cells| cells.get(c)).sum::<i64>();
        let rest: Cells = nation.iter().map(|(c, n)| (c.clone(), n - sum(c))).collect();
        assert!(rest.values().all(|n| *n >= 0), "{} {rest:?}", form.id);
        out.insert(ministry(stage), footed(rest));
    }
    out
}

fn province_of(stage: &Stage, office: &str) -> Option<String> {
    let above = stage.app.tree.ancestors(office, stage.period.until);
    above.iter().find(|u| u.code.0 != "VN").map(|u| u.code.0.clone())
}

/// One edition of one period and line of work, from the offices up to the nation.
async fn run(
    stage: &Stage<'_>,
    about: About,
    sets: &[(&Set, BTreeMap<String, Cells>)],
    wrong: &mut Vec<String>,
) -> usize {
    let ids: BTreeSet<&str> = sets.iter().flat_map(|(_, forms)| forms.keys().map(String::as_str)).collect();
    let forms: Vec<&Form> = ids.into_iter().map(|id| stage.form(id)).filter(|f| about_of(f) == about).collect();
    if forms.is_empty() {
        return 0;
    }
    let mut offices: BTreeMap<String, Vec<(&Form, Cells)>> = BTreeMap::new();
    for form in &forms {
        let said = sets.iter().filter_map(|(set, forms)| Some((set.unit.as_str(), forms.get(&form.id)?))).collect();
        for (office, cells) in shares(stage, form, &said, &local(sets, &form.id)) {
            offices.entry(office).or_default().push((form, cells));
        }
    }
    let mut sheets: BTreeMap<String, BTreeMap<String, Kept>> = BTreeMap::new();
    let mut provinces = BTreeSet::new();
    for (office, of) in &offices {
        let of: Vec<(&Form, &Cells)> = of.iter().map(|(form, cells)| (*form, cells)).collect();
        sheets.insert(office.clone(), stage.report(office, about, &of).await);
        provinces.extend(province_of(stage, office));
    }
    for province in &provinces {
        sheets.insert(province.clone(), stage.report(province, about, &[]).await);
    }
    sheets.insert("VN".to_owned(), stage.report("VN", about, &[]).await);
    let ids: BTreeSet<&str> = forms.iter().map(|f| f.id.as_str()).collect();
    let of = sets.iter().filter_map(|(set, _)| Some((set, sheets.get(&set.unit)?)));
    of.map(|(set, sheets)| compare(set, &ids, sheets, wrong)).sum()
}

/// Every row of a set against the sheets of its unit, and what fails in them, by name: how
/// many rows were looked at, and each that is not as published.
fn compare(set: &Set, forms: &BTreeSet<&str>, sheets: &BTreeMap<String, Kept>, wrong: &mut Vec<String>) -> usize {
    let mut found = 0;
    let mut failed: BTreeSet<String> = BTreeSet::new();
    for row in &set.rows {
        let Some((form, columns)) = row.at.as_deref().map(place).filter(|(form, _)| forms.contains(form)) else {
            continue;
        };
        let sheet = &sheets[form];
        let cell: i64 = columns.iter().filter_map(|c| sheet.total_of(c)).sum();
        if cell != exact(&row.value, &row.measure) {
            wrong
                .push(format!("{} {} {}: {cell}, not {} {}", set.period, set.unit, row.metric, row.value, row.measure));
        }
        let of_total = |f: &&Finding| f.is_total;
        failed.extend(sheet.findings.iter().filter(of_total).map(|f| format!("{form} {}", f.check)));
        found += 1;
    }
    let named = |f: &&String| forms.contains(f.split(' ').next().unwrap());
    let expected: BTreeSet<String> = set.fails.iter().filter(named).cloned().collect();
    if failed != expected {
        wrong.push(format!("{} {}: {failed:?} fail, not {expected:?}", set.period, set.unit));
    }
    found
}

#[tokio::test]
async fn every_published_figure_comes_out_of_three_levels_or_is_caught() {
    let published = published();
    for on in engines::engines(&app::migrations()).await {
        let mut app = App::new(on.db.clone(), Clock::fixed(date(2026, 1, 20)), Settings::default());
        app.law = std::sync::Arc::new(Law::shipped().clone());
        let editions: BTreeSet<(&str, u32)> = published.set.iter().map(|s| (s.period.as_str(), s.edition)).collect();
        let (mut found, mut wrong) = (0, Vec::new());
        for (period, edition) in editions.into_iter().filter(|(_, edition)| *edition > 0) {
            let stage = Stage { app: &app, period: app.law.period(period).unwrap() };
            let of = published.set.iter().filter(|s| s.period == period && s.edition == edition);
            let sets: Vec<(&Set, BTreeMap<String, Cells>)> = of.map(|set| (set, stated(set))).collect();
            for about in [About::Inspection, About::Petitions, About::AntiCorruption] {
                found += run(&stage, about, &sets, &mut wrong).await;
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", on.engine, wrong.join("\n"));
        let placed = published.set.iter().flat_map(|s| &s.rows).filter(|r| r.at.is_some()).count();
        assert_eq!(found, placed, "{}: every row with a cell was looked at", on.engine);
    }
}

/// A row has a cell or a reason; shares that were published add up.
#[test]
fn every_row_says_where_it_belongs() {
    let published = published();
    for set in &published.set {
        assert!(!set.source.is_empty() && !set.rows.is_empty(), "{} {}", set.period, set.unit);
        for row in &set.rows {
            let known = row.why.as_ref().is_some_and(|why| published.why.contains_key(why));
            assert!(known != row.at.is_some(), "{} {} {}", set.period, set.unit, row.metric);
            assert!(set.edition > 0 || row.at.is_none(), "{}: no report of this period", set.period);
        }
        for (at, parts) in &set.parts {
            let whole = set.rows.iter().find(|r| r.at.as_ref() == Some(at)).unwrap();
            let sum: i64 = parts.iter().map(|p| exact(p, &whole.measure)).sum();
            assert_eq!(sum, exact(&whole.value, &whole.measure), "{} {at}", set.period);
        }
    }
}
