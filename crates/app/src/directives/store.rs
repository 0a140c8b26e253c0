//! Directives, the tasks they made, their steps chained by hash, and whose they are.

use casework::directives::{Standing, Step, StepKind};
use db::{Error, Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::sync::LazyLock;

/// The tables of directives. `directive_tasks` repeats what its steps say, for lists; no
/// column says "overdue". `directive_sides` is whose a task is: the addressee's, the
/// issuer's, and of those who issued what it hangs under.
pub const MIGRATION: Migration = Migration {
    number: 110,
    name: "directives",
    sql: "
create table directives (
  id bigint not null primary key, number text not null unique, once text not null unique, issuer text not null,
  signer text not null, issued_on text not null, source text not null, source_number text not null,
  source_on text not null, sentence text not null, content text not null, due_on text not null,
  report_form text not null, every text not null, parent bigint not null, path text not null,
  folded text not null, recorded_at bigint not null, recorded_by text not null
);
create index directives_source on directives (source, issued_on, source_number);
create index directives_parent on directives (parent);
create table directive_tasks (
  id bigint not null primary key, directive bigint not null, unit text not null, path text not null,
  standing text not null, due_on text not null, reported_on text not null, returns bigint not null,
  extensions bigint not null, last_seq bigint not null, head_hash text not null, unique (directive, unit)
);
create index directive_tasks_path on directive_tasks (path);
create index directive_tasks_due on directive_tasks (due_on, id);
create table directive_steps (
  task bigint not null, seq bigint not null, kind text not null, on_day text not null, said text not null,
  due_on text not null, recorded_at bigint not null, recorded_by text not null, hash text not null,
  primary key (task, seq)
);
create table directive_papers (
  task bigint not null, seq bigint not null, hash text not null, name text not null, mime text not null,
  size bigint not null, bytes blob not null, primary key (task, seq, hash)
);
create table directive_sides (task bigint not null, unit text not null, side text not null,
  primary key (task, unit, side));
create index directive_sides_unit on directive_sides (unit, task);
create table directive_numbers (issuer text not null, year bigint not null, last bigint not null,
  primary key (issuer, year));
",
};

db::statements! {
    /// The next number of an issuer in a year.
    NEXT = "insert into directive_numbers (issuer, year, last) values ($1, $2, 1)
  on conflict (issuer, year) do update set last = directive_numbers.last + 1 returning last";
    /// A directive.
    ADD = "insert into directives (id, number, once, issuer, signer, issued_on, source, source_number, source_on, sentence,
  content, due_on, report_form, every, parent, path, folded, recorded_at, recorded_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    /// A task of it.
    ADD_TASK = "insert into directive_tasks (id, directive, unit, path, standing, due_on, reported_on, returns, extensions,
  last_seq, head_hash) values ($1, $2, $3, $4, 'issued', $5, '', 0, 0, 1, $6)";
    /// Whose a task is.
    ADD_SIDE = "insert into directive_sides (task, unit, side) values ($1, $2, $3) on conflict (task, unit, side) do nothing";
    /// A step.
    ADD_STEP = "insert into directive_steps (task, seq, kind, on_day, said, due_on, recorded_at, recorded_by, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// What lists say of a task after a step; nothing where another step came meanwhile.
    MOVE = "update directive_tasks set standing = $2, due_on = $3, reported_on = $4, returns = $5, extensions = $6,
  last_seq = $7, head_hash = $8 where id = $1 and last_seq = $7 - 1";
    /// Evidence.
    ADD_PAPER = "insert into directive_papers (task, seq, hash, name, mime, size, bytes) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (task, seq, hash) do nothing";
    /// The directive of a number.
    BY_NUMBER = "select * from directives where number = $1";
    /// The directive of a form.
    BY_ONCE = "select number from directives where once = $1";
    /// Directives given under a task.
    UNDER = "select * from directives where parent = $1 order by issued_on, id";
    /// A task.
    TASK = "select t.*, d.number, d.issuer, d.issued_on, d.content, d.source, d.source_number, d.parent
  from directive_tasks t join directives d on d.id = t.directive where t.id = $1";
    /// The task of a unit.
    TASK_OF = "select t.*, d.number, d.issuer, d.issued_on, d.content, d.source, d.source_number, d.parent
  from directive_tasks t join directives d on d.id = t.directive where d.number = $1 and t.unit = $2";
    /// Everything given under a path, with its place.
    CASCADE = "select t.*, d.number, d.issuer, d.issued_on, d.content, d.source, d.source_number, d.parent
  from directive_tasks t join directives d on d.id = t.directive where t.path like $1 order by t.id limit $2";
    /// Units a task is the matter of.
    SIDES = "select unit, side from directive_sides where task = $1 order by unit, side";
    /// Units that have a side in anything.
    SIDE_UNITS = "select distinct unit from directive_sides order by unit";
    /// The steps of a task.
    STEPS = "select seq, kind, on_day, said, due_on, recorded_at, recorded_by, hash from directive_steps where task = $1 order by seq";
    /// The evidence of a task, without its bytes.
    PAPERS = "select seq, hash, name, mime, size from directive_papers where task = $1 order by seq, name";
    /// One paper.
    PAPER = "select name, mime, bytes from directive_papers where task = $1 and hash = $2 order by seq limit 1";
    /// Papers directives came from, the last first.
    SOURCES = "select source_number, max(issued_on) as last_on from directives where source = $1 and source_number <> ''
  group by source_number order by last_on desc, source_number desc limit $2";
    /// Tasks after one, for the check.
    AFTER = "select t.*, d.number, d.issuer, d.issued_on, d.content, d.source, d.source_number, d.parent
  from directive_tasks t join directives d on d.id = t.directive where t.id > $1 order by t.id limit $2";
}

/// What a list asks for, beside the reader's units.
const FILTER: &str = "($1 = '' or exists (select 1 from directive_sides w where w.task = t.id and w.side = $1 SIDE))
  and ($2 = '' or t.standing = $2) and ($3 = '' or TIMING = $3 or ($3 = 'given' and t.standing <> 'withdrawn')) and ($5 = '' or t.unit = $5)
  and ($6 = '' or d.issuer = $6) and ($7 = '' or d.source = $7) and ($8 = '' or d.folded like $8)
  and ($9 = '' or t.path like $9)
  and ($10 = 0 or not exists (select 1 from directives c where c.parent = t.id))
  and ($11 = '' or t.due_on >= $11) and ($12 = '' or (t.due_on <> '' and t.due_on <= $12))
  and ($13 = '' or d.source_number = $13) and (t.directive = $14 or $14 = 0) REACH";

/// What a day makes of a task, as `casework::directives::Timing` says it; a test holds the two together.
const TIMING: &str = "(case when t.standing = 'withdrawn' then 'withdrawn' when t.standing = 'reported' then 'waiting'
  when t.standing = 'done' then (case when t.due_on <> '' and t.reported_on > t.due_on then 'late' else 'on_time' end)
  when t.due_on <> '' and t.due_on < $4 then 'overdue' else 'running' end)";

/// By the date that counts; standing tasks last.
const DUE: &str = "(case when t.due_on = '' then '9' else t.due_on end)";

/// Sizes of the sets of units there are statements for; a set is filled up to the next size
/// with a code that no unit has. The last is for readers who see everything.
const SIZES: &[usize] = &[1, 8, 64, 512, 4096, 0];
/// Filter values before the units.
const FIXED: usize = 14;

struct Texts {
    size: usize,
    list: String,
    counts: String,
    rows: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

fn texts(size: usize) -> Texts {
    let units: Vec<String> = (FIXED + 1..=FIXED + size).map(|n| format!("${n}")).collect();
    let (side, reach) = match size {
        0 => (String::new(), String::new()),
        _ => {
            let among = units.join(", ");
            let seen =
                format!("and exists (select 1 from directive_sides s where s.task = t.id and s.unit in ({among}))");
            (format!("and w.unit in ({among})"), seen)
        }
    };
    let filter = FILTER.replace("SIDE", &side).replace("TIMING", TIMING).replace("REACH", &reach);
    let from = "from directive_tasks t join directives d on d.id = t.directive where";
    let at = |n: usize| FIXED + size + n;
    let columns = "t.*, d.number, d.issuer, d.issued_on, d.content, d.source, d.source_number, d.parent";
    let page = format!(
        "and ({DUE} > ${0} or ({DUE} = ${0} and t.id > ${1})) order by {DUE}, t.id limit ${2}",
        at(1),
        at(2),
        at(3)
    );
    Texts {
        size,
        list: format!("select {columns} {from} {filter} {page}"),
        counts: format!(
            "select {TIMING} as timing, t.standing, count(*) as n {from} {filter} group by {TIMING}, t.standing"
        ),
        rows: format!("select {columns} {from} {filter} order by {DUE}, t.id limit ${}", at(1)),
    }
}

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        let named = [("DIRECTIVES", &t.list), ("DIRECTIVE_COUNTS", &t.counts), ("DIRECTIVE_ROWS", &t.rows)];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

/// A directive as issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Its id.
    pub id: i64,
    /// Số theo dõi.
    pub number: String,
    /// Who gives it.
    pub issuer: String,
    /// Who signed.
    pub signer: String,
    /// When.
    pub issued_on: Date,
    /// Word of the source.
    pub source: String,
    /// Number of the source paper.
    pub source_number: String,
    /// Its day.
    pub source_on: Option<Date>,
    /// The sentence it follows from.
    pub sentence: String,
    /// What is to be done.
    pub content: String,
    /// By when, as first said.
    pub due_on: Option<Date>,
    /// How it is to be reported.
    pub report_form: String,
    /// Word of the kind of units that were all meant; empty: they were named.
    pub every: String,
    /// The task it is part of; 0: none.
    pub parent: i64,
    /// Its place: `/d1/t2/d3`.
    pub path: String,
}

/// A task as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Its id.
    pub id: i64,
    /// Id of the directive.
    pub directive: i64,
    /// Number of the directive.
    pub number: String,
    /// Who gives it.
    pub issuer: String,
    /// When.
    pub issued_on: Date,
    /// What is to be done.
    pub content: String,
    /// Word of the source.
    pub source: String,
    /// Number of the source paper.
    pub source_number: String,
    /// The task the directive is part of; 0: none.
    pub parent: i64,
    /// Who does it.
    pub unit: String,
    /// Its place.
    pub path: String,
    /// Where it stands.
    pub standing: Standing,
    /// The date that counts.
    pub due_on: Option<Date>,
    /// Its last report.
    pub reported_on: Option<Date>,
    /// How often it was sent back.
    pub returns: i64,
    /// How often more time was given.
    pub extensions: i64,
    /// Its last step.
    pub last_seq: i64,
    /// That step's hash.
    pub head_hash: String,
}

/// A step as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// From 1, the issue.
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
    /// Media type.
    pub mime: String,
    /// Bytes.
    pub size: i64,
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `to`, `by` or nothing.
    pub side: String,
    /// Word of a standing.
    pub standing: String,
    /// Word of a timing.
    pub timing: String,
    /// The day.
    pub today: String,
    /// Who does it.
    pub unit: String,
    /// Who gave it.
    pub issuer: String,
    /// Word of a source.
    pub source: String,
    /// `%folded words%`.
    pub like: String,
    /// Path as `/d1/%`.
    pub path: String,
    /// Only those under which nothing was given.
    pub leaves: bool,
    /// Due on or after.
    pub due_from: String,
    /// Due on or before.
    pub due_until: String,
    /// Number of the source paper.
    pub source_number: String,
    /// Id of one directive; 0: all.
    pub directive: i64,
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
            &self.side,
            &self.standing,
            &self.timing,
            &self.today,
            &self.unit,
            &self.issuer,
            &self.source,
            &self.like,
            &self.path,
            i64::from(self.leaves),
            &self.due_from,
            &self.due_until,
            &self.source_number,
            self.directive
        ]
        .to_vec();
        vals.extend(self.units.iter().flatten().take(texts.size).map(Val::from));
        vals.resize(FIXED + texts.size, Val::Text(String::new()));
        (texts, vals)
    }
}

/// Some tasks, the earliest due first, after one.
pub fn list(tx: &mut dyn Tx, asked: &Asked, after: (&str, i64), limit: u32) -> Result<Vec<TaskRow>> {
    let (texts, mut vals) = asked.sized();
    vals.extend([Val::from(after.0), Val::Int(after.1), Val::Int(limit.into())]);
    tx.query(&texts.list, &vals)?.iter().map(task_row).collect()
}

/// All tasks asked for, at most so many.
pub fn rows(tx: &mut dyn Tx, asked: &Asked, limit: u32) -> Result<Vec<TaskRow>> {
    let (texts, mut vals) = asked.sized();
    vals.push(Val::Int(limit.into()));
    tx.query(&texts.rows, &vals)?.iter().map(task_row).collect()
}

/// How many by timing and standing.
pub fn counts(tx: &mut dyn Tx, asked: &Asked) -> Result<Vec<(String, String, i64)>> {
    let (texts, vals) = asked.sized();
    let read = |row: &Row| Ok((row.text("timing")?.to_owned(), row.text("standing")?.to_owned(), row.int("n")?));
    tx.query(&texts.counts, &vals)?.iter().map(read).collect()
}

/// Units that have a side in anything.
pub fn side_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(SIDE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// The next number of an issuer in a year.
pub fn next_number(tx: &mut dyn Tx, issuer: &str, year: i64) -> Result<i64> {
    tx.query_one(NEXT, vals![issuer, year])?.int("last")
}

/// Keeps a directive.
pub fn add(tx: &mut dyn Tx, d: &Directive, once: &str, folded: &str, at: i64, by: &str) -> Result<()> {
    tx.exec(
        ADD,
        vals![
            d.id,
            &d.number,
            once,
            &d.issuer,
            &d.signer,
            d.issued_on.to_string(),
            &d.source,
            &d.source_number,
            said(d.source_on),
            &d.sentence,
            &d.content,
            said(d.due_on),
            &d.report_form,
            &d.every,
            d.parent,
            &d.path,
            folded,
            at,
            by
        ],
    )
    .map(|_| ())
}

/// Keeps a task of a directive; its first step is the issue.
pub fn add_task(tx: &mut dyn Tx, d: &Directive, id: i64, unit: &str, hash: &str) -> Result<String> {
    let path = format!("{}/t{id}", d.path);
    tx.exec(ADD_TASK, vals![id, d.id, unit, &path, said(d.due_on), hash])?;
    Ok(path)
}

/// Whose a task is, besides.
pub fn add_side(tx: &mut dyn Tx, task: i64, unit: &str, side: &str) -> Result<()> {
    tx.exec(ADD_SIDE, vals![task, unit, side]).map(|_| ())
}

/// Keeps a step.
pub fn add_step(tx: &mut dyn Tx, task: i64, kept: &Kept) -> Result<()> {
    let s = &kept.step;
    let (kind, on, due) = (s.kind.word(), s.on.to_string(), said(s.due_on));
    tx.exec(ADD_STEP, vals![task, kept.seq, kind, on, &s.said, due, kept.recorded_at, &kept.recorded_by, &kept.hash])
        .map(|_| ())
}

/// Writes what a step makes of a task; whether no other step came meanwhile.
pub fn move_on(tx: &mut dyn Tx, row: &TaskRow) -> Result<bool> {
    let (due, reported) = (said(row.due_on), said(row.reported_on));
    let standing = row.standing.word();
    let vals =
        vals![row.id, standing, due, reported, row.returns, row.extensions, row.last_seq, &row.head_hash].to_vec();
    Ok(tx.exec(MOVE, &vals)? == 1)
}

/// Keeps evidence.
pub fn add_paper(tx: &mut dyn Tx, task: i64, seq: i64, paper: &crate::papers::Paper) -> Result<()> {
    let size = i64::try_from(paper.bytes.len()).unwrap_or(i64::MAX);
    tx.exec(ADD_PAPER, vals![task, seq, &paper.hash, &paper.name, paper.mime, size, paper.bytes.as_slice()]).map(|_| ())
}

/// The directive of a number.
pub fn by_number(tx: &mut dyn Tx, number: &str) -> Result<Option<Directive>> {
    tx.query_opt(BY_NUMBER, vals![number])?.as_ref().map(directive).transpose()
}

/// The number of what a form issued before.
pub fn by_once(tx: &mut dyn Tx, once: &str) -> Result<Option<String>> {
    tx.query_opt(BY_ONCE, vals![once])?.map(|row| Ok(row.text("number")?.to_owned())).transpose()
}

/// What was given under a task.
pub fn under(tx: &mut dyn Tx, task: i64) -> Result<Vec<Directive>> {
    tx.query(UNDER, vals![task])?.iter().map(directive).collect()
}

/// A task.
pub fn task(tx: &mut dyn Tx, id: i64) -> Result<Option<TaskRow>> {
    tx.query_opt(TASK, vals![id])?.as_ref().map(task_row).transpose()
}

/// The task of a unit under a directive.
pub fn task_of(tx: &mut dyn Tx, number: &str, unit: &str) -> Result<Option<TaskRow>> {
    tx.query_opt(TASK_OF, vals![number, unit])?.as_ref().map(task_row).transpose()
}

/// Everything given under a path, at most so many.
pub fn beneath(tx: &mut dyn Tx, path: &str, limit: u32) -> Result<Vec<TaskRow>> {
    tx.query(CASCADE, vals![format!("{path}/%"), limit])?.iter().map(task_row).collect()
}

/// Units a task is the matter of, each with its side.
pub fn sides(tx: &mut dyn Tx, task: i64) -> Result<Vec<(String, String)>> {
    let read = |row: &Row| Ok((row.text("unit")?.to_owned(), row.text("side")?.to_owned()));
    tx.query(SIDES, vals![task])?.iter().map(read).collect()
}

/// The steps of a task.
pub fn steps(tx: &mut dyn Tx, task: i64) -> Result<Vec<Kept>> {
    let read = |row: &Row| {
        let word = row.text("kind")?;
        let kind = StepKind::from_word(word).ok_or_else(|| Error::Corrupt(format!("a step {word}")))?;
        let step =
            Step { kind, on: day(row, "on_day")?, said: row.text("said")?.to_owned(), due_on: opt_day(row, "due_on")? };
        Ok(Kept {
            seq: row.int("seq")?,
            step,
            recorded_at: row.int("recorded_at")?,
            recorded_by: row.text("recorded_by")?.to_owned(),
            hash: row.text("hash")?.to_owned(),
        })
    };
    tx.query(STEPS, vals![task])?.iter().map(read).collect()
}

/// The evidence of a task.
pub fn papers(tx: &mut dyn Tx, task: i64) -> Result<Vec<Evidence>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
        Ok(Evidence {
            seq: row.int("seq")?,
            hash: text("hash")?,
            name: text("name")?,
            mime: text("mime")?,
            size: row.int("size")?,
        })
    };
    tx.query(PAPERS, vals![task])?.iter().map(read).collect()
}

/// Name, type and bytes of a paper.
pub fn paper(tx: &mut dyn Tx, task: i64, hash: &str) -> Result<Option<(String, String, Vec<u8>)>> {
    let read = |row: Row| Ok((row.text("name")?.to_owned(), row.text("mime")?.to_owned(), row.blob("bytes")?.to_vec()));
    tx.query_opt(PAPER, vals![task, hash])?.map(read).transpose()
}

/// Papers of a kind that directives came from, the last first.
pub fn sources(tx: &mut dyn Tx, source: &str, limit: u32) -> Result<Vec<String>> {
    tx.query(SOURCES, vals![source, limit])?.iter().map(|row| Ok(row.text("source_number")?.to_owned())).collect()
}

/// Some tasks after one.
pub fn after(tx: &mut dyn Tx, id: i64, limit: u32) -> Result<Vec<TaskRow>> {
    tx.query(AFTER, vals![id, limit])?.iter().map(task_row).collect()
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

fn directive(row: &Row) -> Result<Directive> {
    let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
    Ok(Directive {
        id: row.int("id")?,
        number: text("number")?,
        issuer: text("issuer")?,
        signer: text("signer")?,
        issued_on: day(row, "issued_on")?,
        source: text("source")?,
        source_number: text("source_number")?,
        source_on: opt_day(row, "source_on")?,
        sentence: text("sentence")?,
        content: text("content")?,
        due_on: opt_day(row, "due_on")?,
        report_form: text("report_form")?,
        every: text("every")?,
        parent: row.int("parent")?,
        path: text("path")?,
    })
}

fn task_row(row: &Row) -> Result<TaskRow> {
    let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
    let word = text("standing")?;
    Ok(TaskRow {
        id: row.int("id")?,
        directive: row.int("directive")?,
        number: text("number")?,
        issuer: text("issuer")?,
        issued_on: day(row, "issued_on")?,
        content: text("content")?,
        source: text("source")?,
        source_number: text("source_number")?,
        parent: row.int("parent")?,
        unit: text("unit")?,
        path: text("path")?,
        standing: Standing::from_word(&word).ok_or_else(|| Error::Corrupt(format!("a standing {word}")))?,
        due_on: opt_day(row, "due_on")?,
        reported_on: opt_day(row, "reported_on")?,
        returns: row.int("returns")?,
        extensions: row.int("extensions")?,
        last_seq: row.int("last_seq")?,
        head_hash: text("head_hash")?,
    })
}
