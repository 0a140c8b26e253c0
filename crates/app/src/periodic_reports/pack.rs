//! Gói báo cáo đã niêm phong: everything that proves a sealed report, in one file that can
//! be checked years later on another machine: the manifest and its signature, each sheet,
//! the forms and rows, and what each sheet was filled from.
//!
//! The file is an ordinary zip of texts: `sha256sum` and any Ed25519 tool can check it too.
//! Must never trust a member because it is there: only what the signature reaches.

use super::keys::{holds, sha256};
use super::narrative;
use super::store;
use super::way::{Manifest, bases, load, taken_over};
use crate::errors::{Error, Result};
use casework::narratives::Frozen;
use casework::periodic_reports::Act;
use casework::periodic_reports::acts::computed;
use casework::reports::{Basis, Checked, Kept, Rows};
use db::Tx;
use law::form::Form;
use law::{Law, Period};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Bytes a file may unpack to.
const MOST: u64 = 400 << 20;
/// Members a file may have.
const MEMBERS: usize = 500;

/// What the sheets were held against, and the points found.
const CHECKS: &str = "doi-chieu.json";

const README: &str = "Gói này chứng minh một báo cáo đã niêm phong.\n\
Kiểm tra: thanhtra report verify TỆP (không cần cơ sở dữ liệu; thêm --db để đối chiếu với sổ).\n\
ban-ke.json được ký bằng chu-ky.txt, khóa khoa-cong-khai.txt (Ed25519, hệ thập lục phân).\n\
bieu/ là các biểu; can-cu/ là số liệu đã cộng thành biểu; bieu-mau.json, dong-don-vi.json là mẫu và dòng.\n\
doi-chieu.json là số kỳ trước đã so và các điểm kiểm tra; giải trình nằm trong ban-ke.json.\n\
loi-van.json, nếu có, là lời văn với các con số của nó; cung-ky/ là biểu cùng kỳ năm trước mà lời văn so sánh.\n\n\
This file proves a sealed report. Check it: thanhtra report verify FILE (no database needed;\n\
--db compares with the ledger too). ban-ke.json is signed by chu-ky.txt under khoa-cong-khai.txt\n\
(Ed25519, hex). bieu/ holds the sheets, can-cu/ what they were filled from, doi-chieu.json the\n\
earlier figures they were held against and the points found; explanations stand in ban-ke.json;\n\
loi-van.json is the narrative, if there is one, cung-ky/ the sheets of the year before it compares with.\n";

/// What was found of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked: `signature`, `sheet`, `forms`, `rows`, `filled`, `checks`, `ledger`, `key`, `form_known`,
    /// `narrative`, `sheet_before`, `narrative_figures`.
    pub what: &'static str,
    /// Of which form, unit or file; may be empty.
    pub of: String,
    /// Whether it is as it should be.
    pub holds: bool,
}

/// What a file proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What is claimed.
    pub manifest: Manifest,
    /// Each thing checked.
    pub checks: Vec<Check>,
}

impl Verdict {
    /// Whether everything is as it should be. A form that has changed since is no fault.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|c| c.holds || c.what == "form_known")
    }
}

fn sheet_name(form: &str) -> String {
    format!("bieu/{}.json", form.replace('/', "-"))
}

fn basis_name(form: &str) -> String {
    format!("can-cu/{}.json", form.replace('/', "-"))
}

/// The file of a sealed report; every sheet is filled again on the way and must be the
/// sealed one to the byte. None: there is no such report, or it is not sealed.
///
/// # Errors
/// When the ledger no longer gives a sealed sheet, or the database.
pub fn export(tx: &mut dyn Tx, law: &Law, number: &str) -> Result<Option<Vec<u8>>> {
    let Some(report) = load(tx, number)? else { return Ok(None) };
    let seals = report.case.acts.iter().rev();
    let Some(seal) = seals.filter_map(|e| if let Act::Seal(s) = &e.act { Some(s) } else { None }).next() else {
        return Ok(None);
    };
    let Some((_, done)) = computed(&report.case.acts) else { return Ok(None) };
    let draft = report.draft()?;
    let mut members = vec![
        ("DOC-TRUOC.txt".to_owned(), README.to_owned()),
        ("ban-ke.json".to_owned(), report.text(tx, &seal.manifest)?),
        ("chu-ky.txt".to_owned(), format!("{}\n", seal.signature)),
        ("khoa-cong-khai.txt".to_owned(), format!("{}\n", seal.public_key)),
    ];
    let (forms, rows) = (report.text(tx, &done.forms)?, report.text(tx, &done.tree)?);
    let of_forms: Vec<Form> = serde_json::from_str(&forms).map_err(Error::fault)?;
    let of_rows: Rows = serde_json::from_str(&rows).map_err(Error::fault)?;
    members.extend([("bieu-mau.json".to_owned(), forms), ("dong-don-vi.json".to_owned(), rows)]);
    let period = period_of(law, &draft.period, draft.from, draft.until);
    let mut texts = Vec::new();
    for line in &done.sheets {
        texts.push(report.text(tx, &line.sha256)?);
    }
    // The period as it was kept, whatever the law says of it today.
    let kept = texts.first().and_then(|text| Kept::read(text).ok()).map(|kept| kept.period);
    let period = kept.filter(|kept| kept.id == period.id).unwrap_or(period);
    let all = bases(tx, &of_forms, &of_rows, &period, Some(i64::from(done.as_of)))?;
    for (line, text) in done.sheets.iter().zip(texts) {
        let mut again = all.iter().find(|b| b.form.id == line.form).ok_or(Error::Hidden)?.clone();
        again.accepted = taken_over(tx, &done.included, &again.form)?;
        if Kept::of(&again.sheet()).text() != text {
            return Err(Error::fault(format!("{number}: the ledger no longer gives the sealed sheet {}", line.form)));
        }
        members.push((sheet_name(&line.form), text));
        members.push((basis_name(&line.form), serde_json::to_string(&again).map_err(Error::fault)? + "\n"));
    }
    if let Some(checks) = &done.checks {
        members.push((CHECKS.to_owned(), report.text(tx, checks)?));
    }
    if let Some(hash) = super::way::manifest_of(tx, &report)?.and_then(|m| m.narrative) {
        members.extend(narrative::members(tx, &report, &hash)?);
    }
    packed(&members).map(Some).map_err(Error::fault)
}

/// The period of a draft: the law's, or its days when the law no longer knows it.
fn period_of(law: &Law, id: &str, from: law::Date, until: law::Date) -> Period {
    law.period(id).unwrap_or(Period {
        id: id.to_owned(),
        from,
        until,
        title_vi: String::new(),
        title_en: String::new(),
        law: None,
        status: law::Status::Unverified,
    })
}

/// The same members give the same bytes.
fn packed(members: &[(String, String)]) -> std::result::Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in members {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Why a file cannot be checked at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPack {
    /// It is no file of a sealed report.
    #[error(
        "this is no file of a sealed report ({0}). Export one with: thanhtra report export --report NUMBER --out FILE"
    )]
    Unreadable(String),
    /// A member it must have is not there.
    #[error("the file has no {0}: it was cut or taken apart")]
    Missing(String),
    /// It would unpack to too much.
    #[error("the file unpacks to more than 400 MB and is not looked at")]
    TooLarge,
}

/// The texts of a file.
struct Pack(BTreeMap<String, String>);

impl Pack {
    fn open(bytes: &[u8]) -> std::result::Result<Self, NoPack> {
        let unreadable = |e: &dyn std::fmt::Display| NoPack::Unreadable(e.to_string());
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
        if zip.len() > MEMBERS {
            return Err(NoPack::TooLarge);
        }
        let (mut left, mut out) = (MOST, BTreeMap::new());
        for at in 0..zip.len() {
            let member = zip.by_index(at).map_err(|e| unreadable(&e))?;
            let (name, mut text) = (member.name().map_err(|e| unreadable(&e))?.into_owned(), String::new());
            let read = member.take(left + 1).read_to_string(&mut text).map_err(|e| unreadable(&e))? as u64;
            left = left.checked_sub(read).ok_or(NoPack::TooLarge)?;
            if out.insert(name.clone(), text).is_some() {
                return Err(NoPack::Unreadable(format!("{name} is there twice")));
            }
        }
        Ok(Self(out))
    }

    fn text(&self, name: &str) -> std::result::Result<&str, NoPack> {
        self.0.get(name).map(String::as_str).ok_or_else(|| NoPack::Missing(name.to_owned()))
    }
}

/// Checks a file by itself: signature, hashes, and every sheet filled again from what it
/// says it was filled from, by the forms and rows that were signed.
///
/// # Errors
/// When it is no such file.
pub fn verify(bytes: &[u8], law: &Law) -> std::result::Result<Verdict, NoPack> {
    let pack = Pack::open(bytes)?;
    let text = pack.text("ban-ke.json")?;
    let manifest: Manifest = serde_json::from_str(text).map_err(|e| NoPack::Unreadable(format!("ban-ke.json: {e}")))?;
    let (key, signature) = (pack.text("khoa-cong-khai.txt")?.trim(), pack.text("chu-ky.txt")?.trim());
    let mut checks = Vec::new();
    let mut say = |what: &'static str, of: &str, holds: bool| checks.push(Check { what, of: of.to_owned(), holds });
    say("signature", key, holds(key, signature, text));
    let (forms, rows) = (pack.text("bieu-mau.json")?, pack.text("dong-don-vi.json")?);
    say("forms", "bieu-mau.json", sha256(forms.as_bytes()) == manifest.forms);
    say("rows", "dong-don-vi.json", sha256(rows.as_bytes()) == manifest.rows);
    let forms: Vec<Form> =
        serde_json::from_str(forms).map_err(|e| NoPack::Unreadable(format!("bieu-mau.json: {e}")))?;
    let rows: Rows = serde_json::from_str(rows).map_err(|e| NoPack::Unreadable(format!("dong-don-vi.json: {e}")))?;
    let mut sheets = Vec::new();
    for sheet in &manifest.sheets {
        let text = pack.text(&sheet_name(&sheet.form))?;
        say("sheet", &sheet.form, sha256(text.as_bytes()) == sheet.sha256);
        let basis = pack.text(&basis_name(&sheet.form))?;
        let basis: Option<Basis> = serde_json::from_str(basis).ok();
        let filled = basis.zip(forms.iter().find(|f| f.id == sheet.form)).is_some_and(|(basis, form)| {
            // Filled by the signed form and rows, at the signed position, whatever the basis says.
            let parts = basis.accepted.iter();
            let signed = parts.clone().all(|a| manifest.included.iter().any(|i| i.sha256 == a.sha256));
            let same = basis.form == *form && basis.rows == rows && basis.as_of == manifest.as_of;
            let filled = basis.sheet();
            let holds = signed && same && Kept::of(&filled).text() == text;
            sheets.push(filled);
            holds
        });
        say("filled", &sheet.form, filled);
        let until = manifest.until.parse().ok();
        let now = until.and_then(|until| law.form(&sheet.form, until));
        let same = now.zip(forms.iter().find(|f| f.id == sheet.form)).is_some_and(|(now, then)| {
            now.columns == then.columns && now.checks == then.checks && now.version == then.version
        });
        say("form_known", &sheet.form, same);
    }
    if let Some(hash) = &manifest.checks {
        let text = pack.text(CHECKS)?;
        let found = Checked::read(text).is_ok_and(|checked| checked.holds(&sheets));
        say("checks", CHECKS, sha256(text.as_bytes()) == *hash && found);
    }
    if let Some(hash) = &manifest.narrative {
        verify_narrative(&pack, &manifest, hash, &mut say)?;
    }
    Ok(Verdict { manifest, checks })
}

/// Checks the narrative: its hash, those of the sheets of the year before, and every figure
/// in it worked out again from the sheets.
fn verify_narrative(
    pack: &Pack,
    manifest: &Manifest,
    hash: &str,
    say: &mut impl FnMut(&'static str, &str, bool),
) -> std::result::Result<(), NoPack> {
    let text = pack.text(narrative::FILE)?;
    say("narrative", narrative::FILE, sha256(text.as_bytes()) == hash);
    let frozen: Frozen =
        serde_json::from_str(text).map_err(|e| NoPack::Unreadable(format!("{}: {e}", narrative::FILE)))?;
    let read = |name: &str| Ok::<_, NoPack>(Kept::read(pack.text(name)?).map_err(NoPack::Unreadable)?.sheet(None));
    let mut now = Vec::new();
    for sheet in &manifest.sheets {
        now.push(read(&sheet_name(&sheet.form))?);
    }
    let mut before = Vec::new();
    for earlier in &frozen.before {
        let name = narrative::before_name(&earlier.form);
        say("sheet_before", &earlier.form, sha256(pack.text(&name)?.as_bytes()) == earlier.sha256);
        before.push(read(&name)?);
    }
    say("narrative_figures", narrative::FILE, narrative::holds(&frozen, &now, &before));
    Ok(())
}

/// Checks a file against this database too: the unit's key has signed here and holds, or signed
/// this very report before it gave way; and the ledger gives the very sheets.
///
/// # Errors
/// When it is no such file, or the database.
pub fn verify_here(tx: &mut dyn Tx, law: &Law, bytes: &[u8]) -> Result<std::result::Result<Verdict, NoPack>> {
    let verdict = verify(bytes, law).and_then(|v| Ok((v, Pack::open(bytes)?)));
    let (mut verdict, pack) = match verdict {
        Ok(both) => both,
        Err(no) => return Ok(Err(no)),
    };
    let key = pack.text("khoa-cong-khai.txt").unwrap_or_default().trim().to_owned();
    let knows = store::knows_key(tx, &verdict.manifest.unit, &key)?;
    let gave_way = store::gave_way(tx, &verdict.manifest.unit, &key)?;
    let report = verdict.manifest.report.clone();
    let again = match export(tx, law, &report) {
        Ok(Some(again)) => Pack::open(&again).ok(),
        _ => None,
    };
    // Under a key that gave way only what the journal itself holds to be sealed under it.
    let same =
        again.as_ref().is_some_and(|a| ["ban-ke.json", "chu-ky.txt"].iter().all(|n| a.0.get(*n) == pack.0.get(*n)));
    let key = Check { what: "key", of: verdict.manifest.unit.clone(), holds: knows && (!gave_way || same) };
    verdict.checks.push(key);
    for sheet in &verdict.manifest.sheets {
        let name = sheet_name(&sheet.form);
        let holds = again.as_ref().is_some_and(|a| a.0.contains_key(&name) && a.0.get(&name) == pack.0.get(&name));
        verdict.checks.push(Check { what: "ledger", of: sheet.form.clone(), holds });
    }
    Ok(Ok(verdict))
}
