//! Sketches and fingerprints of letters as rows, what was said of pairs, and who asked other
//! units. No row here holds a word of a letter or of a person.

use casework::fields::UnitCode;
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;

/// The tables of like letters.
pub const MIGRATION: Migration = Migration {
    number: 65,
    name: "like letters",
    sql: "
create table letter_sketches (
  case_id bigint not null, seq bigint not null, n bigint not null, item text not null, sketch blob not null,
  primary key (case_id, seq, n)
) without rowid;
create table letter_prints (
  case_id bigint not null, seq bigint not null, n bigint not null, key_id text not null, print blob not null,
  primary key (case_id, seq, n)
) without rowid;
create table letters_apart (
  case_id bigint not null, other_id bigint not null, said_at bigint not null, said_by text not null,
  primary key (case_id, other_id)
) without rowid;
create table like_checks (
  at bigint not null, account_id text not null, words bigint not null, found text not null,
  primary key (account_id, at)
) without rowid;
",
};

db::statements! {
    /// The sketch of a letter kept in the open.
    ADD_SKETCH = "insert into letter_sketches (case_id, seq, n, item, sketch) values ($1, $2, $3, $4, $5)";
    /// A case was sealed: nothing of its letters stays in the open.
    DROP_SKETCHES = "delete from letter_sketches where case_id = $1";
    /// The fingerprint of a sealed letter.
    ADD_PRINT = "insert into letter_prints (case_id, seq, n, key_id, print) values ($1, $2, $3, $4, $5)";
    /// Fingerprints of a case, as of the day its key is destroyed.
    DROP_PRINTS = "delete from letter_prints where case_id = $1";
    /// Sketches of acts at these positions.
    SKETCHES = "select s.case_id, s.seq, s.n, s.sketch as marks, c.unit from journal j
  join letter_sketches s on s.case_id = j.case_id and s.seq = j.seq join cases c on c.id = s.case_id
  where j.position > $1 and j.position <= $2 order by j.position, s.n";
    /// Fingerprints under this key of acts at these positions.
    PRINTS = "select p.case_id, p.seq, p.n, p.print as marks, c.unit from journal j
  join letter_prints p on p.case_id = j.case_id and p.seq = j.seq join cases c on c.id = p.case_id
  where j.position > $1 and j.position <= $2 and p.key_id = $3 order by j.position, p.n";
    /// The position after which the newest so many letters were recorded.
    NEWEST = "select j.position from journal j join letter_sketches s on s.case_id = j.case_id and s.seq = j.seq
  order by j.position desc limit 1 offset $1";
    /// A letter kept in the open, with its case.
    LETTER = "select s.item, c.id, c.number, c.kind, c.unit, c.title, c.opened_on from letter_sketches s
  join cases c on c.id = s.case_id where s.case_id = $1 and s.seq = $2 and s.n = $3";
    /// Envelopes in the open after one, with their cases.
    OPEN_AFTER = "select case_id, item from persons where plain is not null and (case_id, item) > ($1, $2)
  order by case_id, item limit $3";
    /// How many envelopes stand in the open.
    COUNT_OPEN = "select count(*) as n from persons where plain is not null";
    /// The act that brought a letter, as its sketch has it.
    SKETCH_OF = "select seq, n from letter_sketches where case_id = $1 and item = $2";
    /// The sketch of a letter, written anew.
    RENEW_SKETCH = "update letter_sketches set sketch = $4 where case_id = $1 and seq = $2 and n = $3";
    /// The first act of a case that names an envelope.
    ACT_OF = "select min(seq) as seq from acts where case_id = $1 and facts like $2 escape '\\'";
    /// The last number among the letters of an act.
    LAST_N = "select coalesce(max(n), -1) as n from letter_sketches where case_id = $1 and seq = $2";
    /// A fingerprint.
    PRINT = "select print from letter_prints where case_id = $1 and seq = $2 and n = $3";
    /// Letters of a case kept in the open, newest first.
    ITEMS = "select item from letter_sketches where case_id = $1 order by seq desc, n";
    /// Two cases are not one matter.
    SET_APART = "insert into letters_apart (case_id, other_id, said_at, said_by) values ($1, $2, $3, $4)
  on conflict (case_id, other_id) do nothing";
    /// Cases that a case was said not to be one matter with.
    APART = "select other_id from letters_apart where case_id = $1 order by other_id";
    /// Other units were asked.
    ADD_CHECK = "insert into like_checks (at, account_id, words, found) values ($1, $2, $3, $4)
  on conflict (account_id, at) do nothing";
    /// How often somebody asked since.
    CHECKS_SINCE = "select count(*) as n from like_checks where account_id = $1 and at > $2";
    /// Who asked other units, last first.
    CHECKS = "select k.at, a.name, k.words, k.found from like_checks k join accounts a on a.id = k.account_id
  order by k.at desc, a.name limit $1";
}

/// Which letter of which act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// Id of the case.
    pub case: i64,
    /// The act.
    pub seq: u32,
    /// Which of the act's letters.
    pub n: u16,
}

impl Place {
    fn vals(self) -> Vec<Val> {
        vals![self.case, self.seq, u32::from(self.n)].into()
    }
}

/// Keeps the sketch of a letter in the open.
pub fn add_sketch(tx: &mut dyn Tx, at: Place, item: &str, sketch: &[u8]) -> Result<()> {
    tx.exec(ADD_SKETCH, &[at.vals(), vals![item, sketch].into()].concat()).map(|_| ())
}

/// Forgets the sketches of a case that is sealed.
pub fn drop_sketches(tx: &mut dyn Tx, case: i64) -> Result<()> {
    tx.exec(DROP_SKETCHES, vals![case]).map(|_| ())
}

/// Keeps the fingerprint of a sealed letter.
pub fn add_print(tx: &mut dyn Tx, at: Place, key: &str, print: &[u8]) -> Result<()> {
    tx.exec(ADD_PRINT, &[at.vals(), vals![key, print].into()].concat()).map(|_| ())
}

/// Forgets the fingerprints of a case.
pub fn drop_prints(tx: &mut dyn Tx, case: i64) -> Result<()> {
    tx.exec(DROP_PRINTS, vals![case]).map(|_| ())
}

/// A sketch or fingerprint as a row has it.
pub struct Marks {
    /// Which letter.
    pub place: Place,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The unit that keeps the case.
    pub unit: String,
}

fn marks(row: &Row) -> Result<Marks> {
    let n = u16::try_from(row.int("n")?).unwrap_or(u16::MAX);
    let place = Place { case: row.int("case_id")?, seq: row.count("seq")?, n };
    Ok(Marks { place, bytes: row.blob("marks")?.to_vec(), unit: row.text("unit")?.to_owned() })
}

/// Sketches of acts after one position, up to another.
pub fn sketches(tx: &mut dyn Tx, after: i64, upto: i64) -> Result<Vec<Marks>> {
    tx.query(SKETCHES, vals![after, upto])?.iter().map(marks).collect()
}

/// Fingerprints under a key of acts after one position, up to another.
pub fn prints(tx: &mut dyn Tx, after: i64, upto: i64, key: &str) -> Result<Vec<Marks>> {
    tx.query(PRINTS, vals![after, upto, key])?.iter().map(marks).collect()
}

/// The position after which the newest `letters` stand; nothing when there are no more than that.
pub fn newest(tx: &mut dyn Tx, letters: usize) -> Result<Option<i64>> {
    let offset = i64::try_from(letters).unwrap_or(i64::MAX);
    tx.query_opt(NEWEST, vals![offset])?.map(|row| row.int("position")).transpose()
}

/// A letter kept in the open, and the case it is in.
#[derive(Debug, Clone)]
pub struct Held {
    /// Name of its envelope.
    pub item: String,
    /// Id of the case.
    pub case: i64,
    /// Its number.
    pub number: String,
    /// Word of its kind.
    pub kind: String,
    /// The unit that keeps it.
    pub unit: UnitCode,
    /// Về việc.
    pub title: String,
    /// Day of its first act.
    pub opened_on: Date,
}

/// The case of a letter, while it is kept in the open.
pub fn held(tx: &mut dyn Tx, at: Place) -> Result<Option<Held>> {
    let read = |row: Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Held {
            item: text("item")?,
            case: row.int("id")?,
            number: text("number")?,
            kind: text("kind")?,
            unit: UnitCode(text("unit")?),
            title: text("title")?,
            opened_on: crate::journal::store::day(&row, "opened_on")?,
        })
    };
    tx.query_opt(LETTER, &at.vals())?.map(read).transpose()
}

/// A fingerprint's bytes.
pub fn print(tx: &mut dyn Tx, at: Place) -> Result<Option<Vec<u8>>> {
    tx.query_opt(PRINT, &at.vals())?.map(|row| Ok(row.blob("print")?.to_vec())).transpose()
}

/// Letters of a case kept in the open, newest first.
pub fn items(tx: &mut dyn Tx, case: i64) -> Result<Vec<String>> {
    tx.query(ITEMS, vals![case])?.iter().map(|row| Ok(row.text("item")?.to_owned())).collect()
}

/// Remembers that two cases are not one matter, seen from either.
pub fn set_apart(tx: &mut dyn Tx, one: i64, other: i64, at: i64, by: &str) -> Result<()> {
    tx.exec(SET_APART, vals![one, other, at, by])?;
    tx.exec(SET_APART, vals![other, one, at, by]).map(|_| ())
}

/// Cases said not to be one matter with this.
pub fn apart(tx: &mut dyn Tx, case: i64) -> Result<Vec<i64>> {
    tx.query(APART, vals![case])?.iter().map(|row| row.int("other_id")).collect()
}

/// Notes that somebody asked other units, and at which they were told of a like petition.
pub fn add_check(tx: &mut dyn Tx, at: i64, account: &str, words: usize, found: &str) -> Result<()> {
    tx.exec(ADD_CHECK, vals![at, account, i64::try_from(words).unwrap_or(i64::MAX), found]).map(|_| ())
}

/// How often an account asked other units since.
pub fn checks_since(tx: &mut dyn Tx, account: &str, since: i64) -> Result<i64> {
    tx.query_one(CHECKS_SINCE, vals![account, since])?.int("n")
}

/// One question to other units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// When, milliseconds.
    pub at_ms: i64,
    /// Who asked.
    pub name: String,
    /// Length of the letter, in words.
    pub words: i64,
    /// Codes of the units they were told of.
    pub found: Vec<String>,
}

/// Who asked other units, last first.
pub fn checks(tx: &mut dyn Tx, limit: u32) -> Result<Vec<Check>> {
    let read = |row: &Row| {
        Ok(Check {
            at_ms: row.int("at")?,
            name: row.text("name")?.to_owned(),
            words: row.int("words")?,
            found: row.text("found")?.split_whitespace().map(str::to_owned).collect(),
        })
    };
    tx.query(CHECKS, vals![limit])?.iter().map(read).collect()
}

/// Envelopes in the open: case and item, after one, so many at most.
pub fn open_after(tx: &mut dyn Tx, after: &(i64, String), limit: u32) -> Result<Vec<(i64, String)>> {
    let read = |row: &Row| Ok((row.int("case_id")?, row.text("item")?.to_owned()));
    tx.query(OPEN_AFTER, vals![after.0, &after.1, limit])?.iter().map(read).collect()
}

/// How many envelopes stand in the open.
pub fn count_open(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_one(COUNT_OPEN, &[])?.int("n")
}

/// Writes the sketch of a letter anew, also of one that had none. Whether an act names it.
pub fn renew_sketch(tx: &mut dyn Tx, case: i64, item: &str, sketch: &[u8]) -> Result<bool> {
    if let Some(row) = tx.query_opt(SKETCH_OF, vals![case, item])? {
        let (seq, n) = (row.int("seq")?, row.int("n")?);
        tx.exec(RENEW_SKETCH, vals![case, seq, n, sketch])?;
        return Ok(true);
    }
    let Some(seq) = tx.query_one(ACT_OF, vals![case, format!("%{item}%")])?.opt_int("seq")? else {
        return Ok(false);
    };
    let n = tx.query_one(LAST_N, vals![case, seq])?.int("n")? + 1;
    tx.exec(ADD_SKETCH, vals![case, seq, n, item, sketch])?;
    Ok(true)
}
