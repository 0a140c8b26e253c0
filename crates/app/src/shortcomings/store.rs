//! Shortcomings, their steps chained by hash, and the periods they came into.

use casework::shortcomings::{How, Standing, Step, StepKind, Within};
use db::{Error, Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::sync::LazyLock;

/// The tables of the register. What lists say of a shortcoming repeats what its steps say; no
/// column says "overdue".
pub const MIGRATION: Migration = Migration {
    number: 140,
    name: "shortcomings",
    sql: "
create table shortcomings (
  id bigint not null primary key, number text not null unique, once text not null unique, unit text not null,
  reviewer text not null, admitted_on text not null, admitted_in text not null, source_number text not null,
  shortcoming text not null, cause text not null, first_period text not null, first_until text not null,
  folded text not null, recorded_at bigint not null, recorded_by text not null,
  standing text not null, measure text not null, answerable text not null, due_on text not null,
  fulfilled_on text not null, period text not null, period_until text not null, carried bigint not null,
  repeated bigint not null, last_seq bigint not null, head_hash text not null
);
create index shortcomings_unit on shortcomings (unit, id);
create index shortcomings_reviewer on shortcomings (reviewer, id);
create index shortcomings_due on shortcomings (due_on, id);
create index shortcomings_source on shortcomings (source_number, id);
create table shortcoming_steps (
  shortcoming bigint not null, seq bigint not null, kind text not null, on_day text not null, said text not null,
  answerable text not null, due_on text not null, period text not null, period_until text not null,
  recorded_at bigint not null, recorded_by text not null, hash text not null, primary key (shortcoming, seq)
);
create table shortcoming_papers (
  shortcoming bigint not null, seq bigint not null, hash text not null, name text not null, mime text not null,
  size bigint not null, bytes blob not null, primary key (shortcoming, seq, hash)
);
create table shortcoming_periods (
  shortcoming bigint not null, period text not null, how text not null, primary key (shortcoming, period, how)
);
create index shortcoming_periods_period on shortcoming_periods (period, shortcoming);
create table shortcoming_numbers (unit text not null, year bigint not null, last bigint not null,
  primary key (unit, year));
",
};

db::statements! {
    /// The next number of a unit in a year.
    NEXT = "insert into shortcoming_numbers (unit, year, last) values ($1, $2, 1)
  on conflict (unit, year) do update set last = shortcoming_numbers.last + 1 returning last";
    /// A shortcoming as admitted.
    ADD = "insert into shortcomings (id, number, once, unit, reviewer, admitted_on, admitted_in, source_number, shortcoming,
  cause, first_period, first_until, folded, recorded_at, recorded_by, standing, measure, answerable, due_on, fulfilled_on,
  period, period_until, carried, repeated, last_seq, head_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'admitted', '', '', '', '', $11, $12, 0, 0, 1, $16)";
    /// A step.
    ADD_STEP = "insert into shortcoming_steps (shortcoming, seq, kind, on_day, said, answerable, due_on, period, period_until,
  recorded_at, recorded_by, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// What lists say after a step; nothing where another step came meanwhile.
    MOVE = "update shortcomings set standing = $2, measure = $3, answerable = $4, due_on = $5, fulfilled_on = $6, period = $7,
  period_until = $8, carried = $9, repeated = $10, last_seq = $11, head_hash = $12 where id = $1 and last_seq = $11 - 1";
    /// It came into a period.
    ADD_PERIOD = "insert into shortcoming_periods (shortcoming, period, how) values ($1, $2, $3)
  on conflict (shortcoming, period, how) do nothing";
    /// Evidence.
    ADD_PAPER = "insert into shortcoming_papers (shortcoming, seq, hash, name, mime, size, bytes)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (shortcoming, seq, hash) do nothing";
    /// One by its number.
    BY_NUMBER = "select * from shortcomings where number = $1";
    /// The number of what a form admitted before.
    BY_ONCE = "select number from shortcomings where once = $1";
    /// Its steps.
    STEPS = "select seq, kind, on_day, said, answerable, due_on, period, period_until, recorded_at, recorded_by, hash
  from shortcoming_steps where shortcoming = $1 order by seq";
    /// Its evidence, without the bytes.
    PAPERS = "select seq, hash, name, mime, size from shortcoming_papers where shortcoming = $1 order by seq, name";
    /// One paper.
    PAPER = "select name, mime, bytes from shortcoming_papers where shortcoming = $1 and hash = $2 order by seq limit 1";
    /// The periods one came into.
    PERIODS = "select period, how from shortcoming_periods where shortcoming = $1 order by period, how";
    /// Units with a side in any.
    SIDE_UNITS = "select unit from shortcomings union select reviewer from shortcomings order by unit";
    /// Periods anything came into.
    ALL_PERIODS = "select distinct period from shortcoming_periods order by period desc limit 60";
    /// Those after one, for the check.
    AFTER = "select * from shortcomings where id > $1 order by id limit $2";
}

/// What a list asks for, beside the reader's units.
const FILTER: &str = "($1 = '' or s.unit = $1) and ($2 = '' or s.reviewer = $2)
  and ($3 = '' or exists (select 1 from shortcoming_periods p where p.shortcoming = s.id and p.period = $3 and ($4 = '' or p.how = $4)))
  and ($5 = '' or TIMING = $5) and ($6 = 0 or s.standing <> 'closed')
  and ($8 = '' or s.source_number = $8) and ($9 = '' or s.folded like $9)
  and ($10 = '' or s.due_on >= $10) and ($11 = '' or (s.due_on <> '' and s.due_on <= $11)) and ($12 >= '') REACH";

/// What a day makes of it, as `casework::shortcomings::Timing` says it; a test holds the two together.
const TIMING: &str = "(case when s.standing in ('admitted', 'repeated') then 'unpromised' when s.standing = 'fulfilled' then 'waiting'
  when s.standing = 'closed' then (case when s.due_on <> '' and s.fulfilled_on > s.due_on then 'late' else 'in_time' end)
  when s.due_on <> '' and s.due_on < $7 then 'overdue' else 'running' end)";

/// By the date promised; what has none comes last.
const DUE: &str = "(case when s.due_on = '' then '9' else s.due_on end)";

/// Sizes of the sets of units there are statements for; the last is for readers who see everything.
const SIZES: &[usize] = &[1, 8, 64, 512, 4096, 0];
/// Filter values before the units.
const FIXED: usize = 12;

struct Texts {
    size: usize,
    list: String,
    counts: String,
    counted: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

fn texts(size: usize) -> Texts {
    let units: Vec<String> = (FIXED + 1..=FIXED + size).map(|n| format!("${n}")).collect();
    let among = units.join(", ");
    // By `side` only those of these units, or only those they review; without it both.
    let reach = match size {
        0 => String::new(),
        _ => {
            format!("and (($12 <> 'reviewer' and s.unit in ({among})) or ($12 <> 'unit' and s.reviewer in ({among})))")
        }
    };
    let filter = FILTER.replace("TIMING", TIMING).replace("REACH", &reach);
    let at = |n: usize| FIXED + size + n;
    Texts {
        size,
        list: format!(
            "select s.* from shortcomings s where {filter}
  and ({DUE} > ${0} or ({DUE} = ${0} and s.id > ${1})) order by {DUE}, s.id limit ${2}",
            at(1),
            at(2),
            at(3)
        ),
        counts: format!("select {TIMING} as timing, count(*) as n from shortcomings s where {filter} group by {TIMING}"),
        counted: format!(
            "select s.id, s.unit, {TIMING} as timing, c.how from shortcomings s
  join shortcoming_periods c on c.shortcoming = s.id and c.period = $3 where {filter} order by s.unit, s.id, c.how limit ${}",
            at(1)
        ),
    }
}

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        let named =
            [("SHORTCOMINGS", &t.list), ("SHORTCOMING_COUNTS", &t.counts), ("SHORTCOMINGS_COUNTED", &t.counted)];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

/// A shortcoming: what was admitted, and what its steps make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: i64,
    /// Số theo dõi.
    pub number: String,
    /// Whose.
    pub unit: String,
    /// Who reviews it.
    pub reviewer: String,
    /// When it was admitted.
    pub admitted_on: Date,
    /// Word of where.
    pub admitted_in: String,
    /// Number of that report or conference.
    pub source_number: String,
    /// What it is.
    pub shortcoming: String,
    /// Why.
    pub cause: String,
    /// The period it was admitted for.
    pub first: Within,
    /// Where it stands.
    pub standing: Standing,
    /// The measure promised last.
    pub measure: String,
    /// Who answers for it.
    pub answerable: String,
    /// Until when.
    pub due_on: Option<Date>,
    /// When it was reported mended.
    pub fulfilled_on: Option<Date>,
    /// The period it belongs to now.
    pub within: Within,
    /// How often it was carried over.
    pub carried: i64,
    /// How often it came back.
    pub repeated: i64,
    /// Its last step.
    pub last_seq: i64,
    /// That step's hash.
    pub head_hash: String,
}

/// A step as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// From 1, the admission.
    pub seq: i64,
    /// What was recorded.
    pub step: Step,
    /// When, in milliseconds.
    pub recorded_at: i64,
    /// Account.
    pub recorded_by: String,
    /// Chained.
    pub hash: String,
}

/// A paper's entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The step.
    pub seq: i64,
    /// SHA-256.
    pub hash: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: i64,
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Whose.
    pub unit: String,
    /// Who reviews.
    pub reviewer: String,
    /// The period it came into.
    pub period: String,
    /// Word of how.
    pub how: String,
    /// Word of a timing.
    pub timing: String,
    /// Only those not closed.
    pub open: bool,
    /// The day.
    pub today: String,
    /// Number of the report or conference.
    pub source_number: String,
    /// `%folded words%`.
    pub like: String,
    /// Promised for this day or later.
    pub due_from: String,
    /// Promised for this day or earlier.
    pub due_until: String,
    /// `unit`: only what the reader's units admitted; `reviewer`: only what they review; empty: both.
    pub side: String,
    /// Units of the reader; none: all there are.
    pub units: Option<Vec<String>>,
}

impl Asked {
    fn sized(&self) -> (&'static Texts, Vec<Val>) {
        let last = &TEXTS[TEXTS.len() - 1];
        // Who has more units than any statement takes sees the first of them, never more than their own.
        let largest = &TEXTS[TEXTS.len() - 2];
        let texts = match &self.units {
            None => last,
            Some(units) => TEXTS.iter().find(|t| t.size >= units.len().max(1)).unwrap_or(largest),
        };
        let mut vals = vals![
            &self.unit,
            &self.reviewer,
            &self.period,
            &self.how,
            &self.timing,
            i64::from(self.open),
            &self.today,
            &self.source_number,
            &self.like,
            &self.due_from,
            &self.due_until,
            &self.side
        ]
        .to_vec();
        vals.extend(self.units.iter().flatten().take(texts.size).map(Val::from));
        vals.resize(FIXED + texts.size, Val::Text(String::new()));
        (texts, vals)
    }
}

/// Some of them, the earliest promised first, after one.
pub fn list(tx: &mut dyn Tx, asked: &Asked, after: (&str, i64), limit: u32) -> Result<Vec<Line>> {
    let (texts, mut vals) = asked.sized();
    vals.extend([Val::from(after.0), Val::Int(after.1), Val::Int(limit.into())]);
    tx.query(&texts.list, &vals)?.iter().map(line).collect()
}

/// How many by timing.
pub fn counts(tx: &mut dyn Tx, asked: &Asked) -> Result<Vec<(String, i64)>> {
    let (texts, vals) = asked.sized();
    tx.query(&texts.counts, &vals)?.iter().map(|row| Ok((row.text("timing")?.to_owned(), row.int("n")?))).collect()
}

/// What came into the period asked for: id, unit, timing and how.
pub fn counted(tx: &mut dyn Tx, asked: &Asked, limit: u32) -> Result<Vec<(i64, String, String, How)>> {
    let (texts, mut vals) = asked.sized();
    vals.push(Val::Int(limit.into()));
    let read = |row: &Row| {
        let how = row.text("how")?;
        let how = How::from_word(how).ok_or_else(|| Error::Corrupt(format!("a way into a period {how}")))?;
        Ok((row.int("id")?, row.text("unit")?.to_owned(), row.text("timing")?.to_owned(), how))
    };
    tx.query(&texts.counted, &vals)?.iter().map(read).collect()
}

/// Units that have a side in any.
pub fn side_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(SIDE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// Periods anything came into, the latest name first.
pub fn all_periods(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(ALL_PERIODS, &[])?.iter().map(|row| Ok(row.text("period")?.to_owned())).collect()
}

/// The next number of a unit in a year.
pub fn next_number(tx: &mut dyn Tx, unit: &str, year: i64) -> Result<i64> {
    tx.query_one(NEXT, vals![unit, year])?.int("last")
}

/// Keeps one as admitted; its first step is the admission.
pub fn add(tx: &mut dyn Tx, s: &Line, once: &str, folded: &str, at: i64, by: &str) -> Result<()> {
    tx.exec(
        ADD,
        vals![
            s.id,
            &s.number,
            once,
            &s.unit,
            &s.reviewer,
            s.admitted_on.to_string(),
            &s.admitted_in,
            &s.source_number,
            &s.shortcoming,
            &s.cause,
            &s.first.period,
            s.first.until.to_string(),
            folded,
            at,
            by,
            &s.head_hash
        ],
    )
    .map(|_| ())
}

/// Keeps a step.
pub fn add_step(tx: &mut dyn Tx, id: i64, kept: &Kept) -> Result<()> {
    let s = &kept.step;
    let (period, until) = s.within.as_ref().map(|w| (w.period.clone(), w.until.to_string())).unwrap_or_default();
    tx.exec(
        ADD_STEP,
        vals![
            id,
            kept.seq,
            s.kind.word(),
            s.on.to_string(),
            &s.said,
            &s.answerable,
            said(s.due_on),
            period,
            until,
            kept.recorded_at,
            &kept.recorded_by,
            &kept.hash
        ],
    )
    .map(|_| ())
}

/// It came into a period.
pub fn add_period(tx: &mut dyn Tx, id: i64, period: &str, how: How) -> Result<()> {
    tx.exec(ADD_PERIOD, vals![id, period, how.word()]).map(|_| ())
}

/// The periods one came into, with how.
pub fn periods(tx: &mut dyn Tx, id: i64) -> Result<Vec<(String, String)>> {
    let read = |row: &Row| Ok((row.text("period")?.to_owned(), row.text("how")?.to_owned()));
    tx.query(PERIODS, vals![id])?.iter().map(read).collect()
}

/// Writes what a step makes of it; whether no other step came meanwhile.
pub fn move_on(tx: &mut dyn Tx, s: &Line) -> Result<bool> {
    let (due, fulfilled, until) = (said(s.due_on), said(s.fulfilled_on), s.within.until.to_string());
    let vals = vals![
        s.id,
        s.standing.word(),
        &s.measure,
        &s.answerable,
        due,
        fulfilled,
        &s.within.period,
        until,
        s.carried,
        s.repeated,
        s.last_seq,
        &s.head_hash
    ]
    .to_vec();
    Ok(tx.exec(MOVE, &vals)? == 1)
}

/// Keeps evidence.
pub fn add_paper(tx: &mut dyn Tx, id: i64, seq: i64, paper: &crate::papers::Paper) -> Result<()> {
    let size = i64::try_from(paper.bytes.len()).unwrap_or(i64::MAX);
    tx.exec(ADD_PAPER, vals![id, seq, &paper.hash, &paper.name, paper.mime, size, paper.bytes.as_slice()]).map(|_| ())
}

/// One by its number.
pub fn by_number(tx: &mut dyn Tx, number: &str) -> Result<Option<Line>> {
    tx.query_opt(BY_NUMBER, vals![number])?.as_ref().map(line).transpose()
}

/// The number of what a form admitted before.
pub fn by_once(tx: &mut dyn Tx, once: &str) -> Result<Option<String>> {
    tx.query_opt(BY_ONCE, vals![once])?.map(|row| Ok(row.text("number")?.to_owned())).transpose()
}

/// Its steps.
pub fn steps(tx: &mut dyn Tx, id: i64) -> Result<Vec<Kept>> {
    let read = |row: &Row| {
        let word = row.text("kind")?;
        let kind = StepKind::from_word(word).ok_or_else(|| Error::Corrupt(format!("a step {word}")))?;
        let within = match row.text("period")? {
            "" => None,
            period => Some(Within { period: period.to_owned(), until: day(row, "period_until")? }),
        };
        let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
        let step = Step {
            kind,
            on: day(row, "on_day")?,
            said: text("said")?,
            answerable: text("answerable")?,
            due_on: opt_day(row, "due_on")?,
            within,
        };
        Ok(Kept {
            seq: row.int("seq")?,
            step,
            recorded_at: row.int("recorded_at")?,
            recorded_by: text("recorded_by")?,
            hash: text("hash")?,
        })
    };
    tx.query(STEPS, vals![id])?.iter().map(read).collect()
}

/// Its evidence.
pub fn papers(tx: &mut dyn Tx, id: i64) -> Result<Vec<Evidence>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
        Ok(Evidence { seq: row.int("seq")?, hash: text("hash")?, name: text("name")?, size: row.int("size")? })
    };
    tx.query(PAPERS, vals![id])?.iter().map(read).collect()
}

/// Name, type and bytes of a paper.
pub fn paper(tx: &mut dyn Tx, id: i64, hash: &str) -> Result<Option<(String, String, Vec<u8>)>> {
    let read = |row: Row| Ok((row.text("name")?.to_owned(), row.text("mime")?.to_owned(), row.blob("bytes")?.to_vec()));
    tx.query_opt(PAPER, vals![id, hash])?.map(read).transpose()
}

/// Some after one.
pub fn after(tx: &mut dyn Tx, id: i64, limit: u32) -> Result<Vec<Line>> {
    tx.query(AFTER, vals![id, limit])?.iter().map(line).collect()
}

fn said(day: Option<Date>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

fn day(row: &Row, column: &str) -> Result<Date> {
    crate::journal::store::day(row, column)
}

fn opt_day(row: &Row, column: &str) -> Result<Option<Date>> {
    if row.text(column)?.is_empty() { Ok(None) } else { day(row, column).map(Some) }
}

fn line(row: &Row) -> Result<Line> {
    let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
    let word = text("standing")?;
    Ok(Line {
        id: row.int("id")?,
        number: text("number")?,
        unit: text("unit")?,
        reviewer: text("reviewer")?,
        admitted_on: day(row, "admitted_on")?,
        admitted_in: text("admitted_in")?,
        source_number: text("source_number")?,
        shortcoming: text("shortcoming")?,
        cause: text("cause")?,
        first: Within { period: text("first_period")?, until: day(row, "first_until")? },
        standing: Standing::from_word(&word).ok_or_else(|| Error::Corrupt(format!("a standing {word}")))?,
        measure: text("measure")?,
        answerable: text("answerable")?,
        due_on: opt_day(row, "due_on")?,
        fulfilled_on: opt_day(row, "fulfilled_on")?,
        within: Within { period: text("period")?, until: day(row, "period_until")? },
        carried: row.int("carried")?,
        repeated: row.int("repeated")?,
        last_seq: row.int("last_seq")?,
        head_hash: text("head_hash")?,
    })
}
