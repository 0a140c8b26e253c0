//! What was sent online, until it is taken in. Nothing here opens an envelope.

use super::files;
use crate::vault::inbox::Shut;
use db::{Migration, Result, Row, Tx, vals};

/// The tables of the online inbox.
pub const MIGRATION: Migration = Migration {
    number: 95,
    name: "filings",
    sql: "
create table filings (
  id bigint not null primary key, unit text not null, kind text not null, filed_at bigint not null,
  code_head text not null unique, code_hash text not null, once text not null unique, state text not null,
  case_number text not null, said text not null, closed_at bigint not null, closed_by text not null,
  public text not null, sealed text not null
);
create index filings_waiting on filings (unit, state, filed_at);
create table filing_grants (
  filing bigint not null, account text not null, wrapped text not null, primary key (filing, account)
);
create table filing_notes (
  filing bigint not null, n bigint not null, at bigint not null, what text not null, sealed text not null,
  seen_at bigint not null, seen_by text not null, primary key (filing, n)
);
create index filing_notes_new on filing_notes (seen_at, filing);
create table filing_looks (filing bigint not null, at bigint not null, account text not null,
  primary key (filing, at, account));
",
};

/// Drafts, files, what the office asks, and why an envelope was opened.
pub const MORE: Migration = Migration {
    number: 97,
    name: "filing_drafts_and_files",
    sql: "
create table filing_drafts (owner text not null primary key, good_until bigint not null, sealed text not null);
create index filing_drafts_old on filing_drafts (good_until);
create table filing_files (
  owner text not null, n bigint not null, head text not null, size bigint not null, primary key (owner, n)
);
create table filing_pieces (
  owner text not null, n bigint not null, piece bigint not null, bytes blob not null, primary key (owner, n, piece)
);
create table filing_answers (
  filing bigint not null primary key, public text not null, salt text not null, wrapped text not null
);
create table filing_questions (
  filing bigint not null, n bigint not null, at bigint not null, sealed text not null, primary key (filing, n)
);
alter table filing_looks add column reason text not null default '';
",
};

db::statements! {
    /// Units where somebody could open what is sent.
    OFFICES = "select distinct b.unit from bindings b join account_keys k on k.account_id = b.account_id
  join accounts a on a.id = b.account_id where a.active = 1 and b.role in ('leader', 'recorder') order by b.unit";
    /// A filing.
    ADD = "insert into filings (id, unit, kind, filed_at, code_head, code_hash, once, state, case_number, said,
  closed_at, closed_by, public, sealed) values ($1, $2, $3, $4, $5, $6, $7, 'waiting', '', '', 0, '', $8, $9)";
    /// Who can open it.
    GRANT = "insert into filing_grants (filing, account, wrapped) values ($1, $2, $3)";
    /// The filing of a form.
    BY_ONCE = "select id, unit, kind, filed_at, code_hash, state, case_number, said, public, sealed
  from filings where once = $1";
    /// The filing whose code's hash begins so.
    BY_CODE = "select id, unit, kind, filed_at, code_hash, state, case_number, said, public, sealed
  from filings where code_head = $1";
    /// A filing.
    BY_ID = "select id, unit, kind, filed_at, code_hash, state, case_number, said, public, sealed
  from filings where id = $1";
    /// How many wait at a unit.
    WAITING = "select count(*) as n from filings where unit = $1 and state = 'waiting'";
    /// Units with something waiting, or with something added that nobody has seen.
    WHERE_WAITING = "select unit, count(*) as n from filings where state = 'waiting' group by unit";
    /// Those that wait at a unit, the oldest first.
    LIST = "select id, unit, kind, filed_at, code_hash, state, case_number, said, public, '' as sealed
  from filings where unit = $1 and state = 'waiting' order by filed_at, id limit $2";
    /// Those whose senders added something that nobody has seen.
    ADDED = "select distinct f.id, f.unit, f.kind, f.filed_at, f.code_hash, f.state, f.case_number, f.said, f.public,
  '' as sealed from filing_notes n join filings f on f.id = n.filing
  where n.seen_at = 0 and f.state <> 'waiting' and f.state <> 'withdrawn' order by f.filed_at, f.id limit $1";
    /// What became of it; its words are wiped here.
    CLOSE = "update filings set state = $2, case_number = $3, said = $4, closed_at = $5, closed_by = $6, sealed = ''
  where id = $1 and state = 'waiting'";
    /// The key as an account can unwrap it.
    GRANTED = "select wrapped from filing_grants where filing = $1 and account = $2";
    /// Something added.
    ADD_NOTE = "insert into filing_notes (filing, n, at, what, sealed, seen_at, seen_by)
  values ($1, $2, $3, $4, $5, 0, '')";
    /// What was added.
    NOTES = "select n, at, what, sealed, seen_at from filing_notes where filing = $1 order by n";
    /// It was dealt with.
    SEEN = "update filing_notes set seen_at = $2, seen_by = $3 where filing = $1 and seen_at = 0";
    /// One of them was.
    SEEN_ONE = "update filing_notes set seen_at = $3, seen_by = $4 where filing = $1 and n = $2";
    /// Somebody opened it.
    LOOKED = "insert into filing_looks (filing, at, account, reason) values ($1, $2, $3, $4)
  on conflict (filing, at, account) do nothing";
    /// Who can open it.
    GRANTS = "select account from filing_grants where filing = $1";
    /// What questions are sealed to.
    ADD_ANSWERS = "insert into filing_answers (filing, public, salt, wrapped) values ($1, $2, $3, $4)";
    /// The same, to seal or to open.
    ANSWERS = "select public, salt, wrapped from filing_answers where filing = $1";
    /// The office asks.
    ADD_QUESTION = "insert into filing_questions (filing, n, at, sealed) values ($1, $2, $3, $4)";
    /// What the office asked.
    QUESTIONS = "select n, at, sealed from filing_questions where filing = $1 order by n";
}

/// What was sent, as it is kept.
#[derive(Clone)]
pub struct Filing {
    /// Its id.
    pub id: i64,
    /// For which unit.
    pub unit: String,
    /// Word of its kind, as the sender chose.
    pub kind: String,
    /// When, milliseconds.
    pub filed_at: i64,
    /// Hash of its code.
    pub code_hash: String,
    /// `waiting`, `taken`, `aside` or `withdrawn`.
    pub state: String,
    /// The case it became.
    pub case_number: String,
    /// Why it was set aside.
    pub said: String,
    /// What its sender's later papers are sealed to.
    pub public: String,
    /// Its words; empty once they stand in a case.
    pub sealed: String,
}

/// Something its sender added.
#[derive(Clone)]
pub struct Note {
    /// Its number.
    pub n: i64,
    /// When.
    pub at: i64,
    /// `more`, `withdraw`, `withdraw_part` or `question`.
    pub what: String,
    /// Its words, sealed.
    pub sealed: String,
    /// Dealt with.
    pub seen: bool,
}

fn filing(row: &Row) -> Result<Filing> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    Ok(Filing {
        id: row.int("id")?,
        unit: text("unit")?,
        kind: text("kind")?,
        filed_at: row.int("filed_at")?,
        code_hash: text("code_hash")?,
        state: text("state")?,
        case_number: text("case_number")?,
        said: text("said")?,
        public: text("public")?,
        sealed: text("sealed")?,
    })
}

/// Units to which something can be sent.
pub fn offices(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(OFFICES, &[])?.iter().map(|row| row.text("unit").map(str::to_owned)).collect()
}

/// Keeps what was sent.
pub fn add(tx: &mut dyn Tx, new: &Filing, once: &str, shut: &Shut) -> Result<()> {
    let head = &new.code_hash[..super::code::HEAD];
    tx.exec(
        ADD,
        vals![new.id, &new.unit, &new.kind, new.filed_at, head, &new.code_hash, once, &shut.public, &shut.sealed],
    )?;
    for (account, wrapped) in &shut.grants {
        tx.exec(GRANT, vals![new.id, account, wrapped])?;
    }
    Ok(())
}

/// The filing a form brought before.
pub fn by_once(tx: &mut dyn Tx, once: &str) -> Result<Option<Filing>> {
    tx.query_opt(BY_ONCE, vals![once])?.as_ref().map(filing).transpose()
}

/// The filing whose code's hash begins so.
pub fn by_code(tx: &mut dyn Tx, head: &str) -> Result<Option<Filing>> {
    tx.query_opt(BY_CODE, vals![head])?.as_ref().map(filing).transpose()
}

/// A filing.
pub fn by_id(tx: &mut dyn Tx, id: i64) -> Result<Option<Filing>> {
    tx.query_opt(BY_ID, vals![id])?.as_ref().map(filing).transpose()
}

/// How many wait at a unit.
pub fn waiting(tx: &mut dyn Tx, unit: &str) -> Result<i64> {
    tx.query_one(WAITING, vals![unit])?.int("n")
}

/// Units with something waiting, and how much.
pub fn where_waiting(tx: &mut dyn Tx) -> Result<Vec<(String, i64)>> {
    tx.query(WHERE_WAITING, &[])?.iter().map(|row| Ok((row.text("unit")?.to_owned(), row.int("n")?))).collect()
}

/// Those that wait at a unit.
pub fn list(tx: &mut dyn Tx, unit: &str, limit: i64) -> Result<Vec<Filing>> {
    tx.query(LIST, vals![unit, limit])?.iter().map(filing).collect()
}

/// Those closed to which something was added that nobody has seen.
pub fn added(tx: &mut dyn Tx, limit: i64) -> Result<Vec<Filing>> {
    tx.query(ADDED, vals![limit])?.iter().map(filing).collect()
}

/// Says what became of a filing and wipes its words and papers, withdrawn what was added too;
/// `false`: somebody was faster.
pub fn close(tx: &mut dyn Tx, id: i64, (state, number, said): (&str, &str, &str), now: i64, by: &str) -> Result<bool> {
    if tx.exec(CLOSE, vals![id, state, number, said, now, by])? == 0 {
        return Ok(false);
    }
    let mut wiped = vec![0];
    if state == "withdrawn" {
        wiped.extend(notes(tx, id)?.iter().map(|n| n.n));
    }
    for note in wiped {
        let owner = files::owner(id, note);
        for kept in files::of(tx, &owner)? {
            files::remove(tx, &owner, kept.n)?;
        }
    }
    Ok(true)
}

/// The key of a filing as an account can unwrap it.
pub fn granted(tx: &mut dyn Tx, id: i64, account: &str) -> Result<Option<String>> {
    tx.query_opt(GRANTED, vals![id, account])?.map(|row| row.text("wrapped").map(str::to_owned)).transpose()
}

/// Keeps what the sender adds.
pub fn add_note(tx: &mut dyn Tx, id: i64, n: i64, at: i64, what: &str, sealed: &str) -> Result<()> {
    tx.exec(ADD_NOTE, vals![id, n, at, what, sealed]).map(|_| ())
}

/// What was added.
pub fn notes(tx: &mut dyn Tx, id: i64) -> Result<Vec<Note>> {
    let note = |row: &Row| {
        Ok(Note {
            n: row.int("n")?,
            at: row.int("at")?,
            what: row.text("what")?.to_owned(),
            sealed: row.text("sealed")?.to_owned(),
            seen: row.int("seen_at")? > 0,
        })
    };
    tx.query(NOTES, vals![id])?.iter().map(note).collect()
}

/// What was added has been dealt with.
pub fn seen(tx: &mut dyn Tx, id: i64, now: i64, by: &str) -> Result<()> {
    tx.exec(SEEN, vals![id, now, by]).map(|_| ())
}

/// One addition needs nobody's look.
pub fn seen_one(tx: &mut dyn Tx, id: i64, n: i64, now: i64, by: &str) -> Result<()> {
    tx.exec(SEEN_ONE, vals![id, n, now, by]).map(|_| ())
}

/// Somebody opened a filing, and why.
pub fn looked(tx: &mut dyn Tx, id: i64, now: i64, account: &str, reason: &str) -> Result<()> {
    tx.exec(LOOKED, vals![id, now, account, reason]).map(|_| ())
}

/// Accounts that can open a filing.
pub fn grants(tx: &mut dyn Tx, id: i64) -> Result<Vec<String>> {
    tx.query(GRANTS, vals![id])?.iter().map(|row| row.text("account").map(str::to_owned)).collect()
}

/// Lets an account open it.
pub fn grant(tx: &mut dyn Tx, id: i64, account: &str, wrapped: &str) -> Result<()> {
    tx.exec(GRANT, vals![id, account, wrapped]).map(|_| ())
}

/// What questions to a sender are sealed to, and what opens them.
pub struct Answers {
    /// To seal to.
    pub public: String,
    /// For the key out of the code.
    pub salt: String,
    /// The private key under it.
    pub wrapped: String,
}

/// Keeps it.
pub fn add_answers(tx: &mut dyn Tx, id: i64, a: &Answers) -> Result<()> {
    tx.exec(ADD_ANSWERS, vals![id, &a.public, &a.salt, &a.wrapped]).map(|_| ())
}

/// Of a filing.
pub fn answers(tx: &mut dyn Tx, id: i64) -> Result<Option<Answers>> {
    let read = |row: Row| {
        let text = |name: &str| row.text(name).map(str::to_owned);
        Ok(Answers { public: text("public")?, salt: text("salt")?, wrapped: text("wrapped")? })
    };
    tx.query_opt(ANSWERS, vals![id])?.map(read).transpose()
}

/// The office asks something.
pub fn add_question(tx: &mut dyn Tx, id: i64, n: i64, at: i64, sealed: &str) -> Result<()> {
    tx.exec(ADD_QUESTION, vals![id, n, at, sealed]).map(|_| ())
}

/// What the office asked: when, and sealed.
pub fn questions(tx: &mut dyn Tx, id: i64) -> Result<Vec<(i64, String)>> {
    let read = |row: &Row| Ok((row.int("at")?, row.text("sealed")?.to_owned()));
    tx.query(QUESTIONS, vals![id])?.iter().map(read).collect()
}
