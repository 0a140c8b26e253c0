//! What is published of a case: read from its acts, and made into a file from what the cuts leave.

pub use super::store::Text;
use super::store::{self, Published};
use crate::App;
use crate::cases::deadline::{Told, tell};
use crate::cases::kept::{self, Loaded};
use crate::errors::{Error, Result};
use crate::lang::Lang;
use crate::portal::article::address;
use crate::units::name_of;
use casework::fold;
use casework::kinds::{Looked, Paper};
use casework::redaction::{Cut, Fault, cuts, published};
use db::Tx;
use jiff::civil::Date;
use law::Law;
use paper::letter::{Align, Block, Letter, Run, Signer};

/// What the acts of an inspection say of its conclusion.
pub struct Concluded {
    /// The case with its acts.
    pub loaded: Loaded,
    /// What follows from them.
    pub looked: Looked,
    /// The act of conclusion.
    pub conclusion: Paper,
    /// Words of the channels it was published by, each once.
    pub channels: Vec<String>,
    /// Who was inspected.
    pub entities: Vec<String>,
}

/// The conclusion of a case; none: not an inspection, or not concluded.
///
/// # Errors
/// What cannot be read.
pub fn concluded(tx: &mut dyn Tx, law: &Law, number: &str) -> Result<Option<Concluded>> {
    let Some(loaded) = kept::load(tx, number)?.filter(|l| l.kind.word() == "inspection") else { return Ok(None) };
    let looked = loaded.kind.look(&loaded.file, law).map_err(|no| Error::fault(format!("{number}: {no:?}")))?;
    let last = |kind: &str| looked.in_force.iter().rev().find(|p| p.kind == kind).cloned();
    let Some(conclusion) = last("conclusion") else { return Ok(None) };
    let mut channels: Vec<String> = Vec::new();
    for act in looked.in_force.iter().filter(|p| p.kind == "publication") {
        let shown = act.facts["channels"].as_array().cloned().unwrap_or_default();
        for word in shown.iter().filter_map(|d| d["channel"].as_str()) {
            if !channels.iter().any(|c| c == word) {
                channels.push(word.to_owned());
            }
        }
    }
    let named = |paper: &Paper| -> Vec<String> {
        let list = paper.facts["subjects"].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|s| s["name"].as_str()).map(str::to_owned).collect()
    };
    let mut entities = named(&conclusion);
    if entities.is_empty() {
        entities = looked.in_force.iter().find(|p| p.kind == "decision").map(named).unwrap_or_default();
    }
    Ok(Some(Concluded { loaded, conclusion, channels, entities, looked }))
}

/// A recommendation with what has come of it.
pub struct Sum {
    /// Key of its words.
    pub word: &'static str,
    /// What was asked.
    pub asked: i64,
    /// What was done.
    pub done: i64,
    /// Whether it is money; else m² or a count.
    pub money: bool,
}

impl Concluded {
    /// What was found and recommended, and what has been carried out.
    pub fn sums(&self) -> Vec<Sum> {
        let of = |names: &[&str]| -> i64 {
            let lines = self.looked.postings.iter().filter(|(_, p)| names.contains(&p.indicator.as_str()));
            lines.map(|(_, p)| p.quantity).sum()
        };
        let sum = |word, asked: &[&str], done: &[&str], money| Sum { word, asked: of(asked), done: of(done), money };
        let all = [
            sum("violation", &["inspection.violation.money"], &[], true),
            sum("to_recover", &["inspection.to_recover.money"], &["inspection.recovered.money"], true),
            sum("to_recover_land", &["inspection.to_recover.land"], &["inspection.recovered.land"], false),
            sum("organisations", &["inspection.handled.organisations"], &["inspection.done.organisations"], false),
            sum("persons", &["inspection.handled.persons"], &["inspection.done.persons"], false),
            sum("transferred", &["inspection.transferred.cases"], &[], false),
        ];
        all.into_iter().filter(|s| s.asked != 0).collect()
    }

    /// Whether it may stand on the portal: the act of publication says that it does.
    pub fn on_portal(&self) -> bool {
        self.channels.iter().any(|c| c == "portal")
    }

    /// The deadline of publication, told with its proof.
    pub fn deadline(&self, law: &Law, lang: Lang, today: Date) -> Option<Told> {
        let deadline = self.looked.state.deadlines.iter().find(|d| d.rule == "publish")?;
        Some(tell(law, lang, deadline, today))
    }
}

/// Keeps the text a conclusion is published from, secrets and all, at the desk of the office.
///
/// # Errors
/// The database.
pub fn keep_text(tx: &mut dyn Tx, number: &str, text: &Text, now: i64, by: &str) -> Result<()> {
    Ok(store::add_text(tx, number, text, now, by)?)
}

/// What stands in place of a cut.
pub fn said(ground: &str) -> String {
    format!("[phần không công khai: {ground}]")
}

/// Publishes the last text of a case, made from what its cuts leave.
///
/// # Errors
/// Faults of the text come back; a case without conclusion or act of publication is hidden; the database.
pub fn publish(
    tx: &mut dyn Tx,
    app: &App,
    number: &str,
    now: i64,
) -> Result<std::result::Result<Published, Vec<Fault>>> {
    let case = concluded(tx, &app.law, number)?.filter(Concluded::on_portal).ok_or(Error::Hidden)?;
    let text = store::last_text(tx, number)?.ok_or(Error::Hidden)?;
    let taken: Vec<Cut> = match cuts(&text.body) {
        Ok(taken) => taken,
        Err(faults) => return Ok(Err(faults)),
    };
    let body = published(&text.body, said);
    let unit = case.loaded.head.unit.0.clone();
    let letter = letter(app, &case, &text, &body);
    let pdf = paper::letter::pdf(&letter).map_err(Error::fault)?;
    let hash = hash(&pdf);
    let before = store::by_number(tx, number)?;
    let year = i64::from(case.conclusion.on.year());
    let entities = case.entities.join("; ");
    let field = case.looked.state.shown.field.clone();
    let unit_name = name_of(Lang::Vi, app.tree, &unit, case.conclusion.on);
    let folded =
        fold(&[&text.title, &entities, &unit_name, &case.conclusion.number, &body].map(String::as_str).join(" "));
    let one = Published {
        number: number.to_owned(),
        slug: before
            .as_ref()
            .map_or_else(|| address(&text.title, &crate::random::sha256(number)[..6]), |b| b.slug.clone()),
        published_at: before.as_ref().map_or(now, |b| b.published_at),
        unit,
        title: text.title.clone(),
        entities,
        field,
        year,
        body,
        hash,
        cuts: i64::try_from(taken.len()).unwrap_or(0),
    };
    store::publish(tx, &one, &folded, &pdf, text.version)?;
    super::super::store::bump(tx)?;
    Ok(Ok(one))
}

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    crate::random::to_hex(&sha2::Sha256::digest(bytes))
}

/// The paper as the decree on papers has it, from the public text alone.
fn letter(app: &App, case: &Concluded, text: &Text, body: &str) -> Letter {
    let unit = &case.loaded.head.unit.0;
    let on = case.conclusion.on;
    let above = app.tree.ancestors(unit, on).first().map(|u| u.name.clone()).unwrap_or_default();
    let block = |line: &str| -> Block {
        match line.strip_prefix("## ") {
            Some(head) => Block::Heading { text: vec![Run::bold(head)], centred: false },
            None => Block::Paragraph { text: vec![Run::plain(line)], align: Align::Justified },
        }
    };
    let number = case.conclusion.number.as_str();
    Letter {
        superior: above,
        issuer: name_of(Lang::Vi, app.tree, unit, on),
        number: if number.is_empty() { String::new() } else { format!("Số: {number}") },
        place_and_day: format!("ngày {:02} tháng {:02} năm {}", on.day(), on.month(), on.year()),
        day: Some(on),
        title: "Kết luận thanh tra".to_owned(),
        subject: text.title.clone(),
        body: body.lines().map(str::trim).filter(|l| !l.is_empty()).map(block).collect(),
        recipients: vec!["Bản công khai trên cổng thông tin".to_owned()],
        signers: vec![Signer {
            capacity: Vec::new(),
            note: "(đã ký)".to_owned(),
            name: case.conclusion.signer.clone(),
        }],
        mark: if app.settings.demo { Lang::Vi.t("frame.demo").to_owned() } else { String::new() },
        ..Letter::default()
    }
}
