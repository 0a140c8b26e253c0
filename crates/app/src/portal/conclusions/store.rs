//! Published conclusions, and the texts they are made from.

use db::{Migration, Result, Row, Tx, vals};

/// The tables of published conclusions.
pub const MIGRATION: Migration = Migration {
    number: 81,
    name: "published_conclusions",
    sql: "
create table conclusion_texts (
  number text not null, version bigint not null, title text not null, body text not null, at bigint not null,
  by_account text not null, primary key (number, version)
);
create table published_conclusions (
  number text not null primary key, slug text not null unique, unit text not null, title text not null,
  entities text not null, field text not null, year bigint not null, folded text not null, body text not null,
  pdf blob not null, hash text not null, cuts bigint not null, version bigint not null, published_at bigint not null
);
create index published_conclusions_at on published_conclusions (published_at, number);
",
};

db::statements! {
    /// A text as typed.
    ADD_TEXT = "insert into conclusion_texts (number, version, title, body, at, by_account) values ($1, $2, $3, $4, $5, $6)";
    /// The last text of a case.
    LAST_TEXT = "select version, title, body from conclusion_texts where number = $1 order by version desc limit 1";
    /// What is published of a case, from now on.
    PUBLISH = "insert into published_conclusions (number, slug, unit, title, entities, field, year, folded, body, pdf, hash,
  cuts, version, published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  on conflict (number) do update set title = excluded.title, entities = excluded.entities, field = excluded.field,
  folded = excluded.folded, body = excluded.body, pdf = excluded.pdf, hash = excluded.hash, cuts = excluded.cuts,
  version = excluded.version";
    /// One by its address.
    BY_SLUG = "select number, slug, unit, title, entities, field, year, body, hash, cuts, published_at
  from published_conclusions where slug = $1";
    /// One by its case.
    BY_NUMBER = "select number, slug, unit, title, entities, field, year, body, hash, cuts, published_at
  from published_conclusions where number = $1";
    /// The file of one.
    PDF = "select pdf from published_conclusions where hash = $1";
    /// Some, the newest first, before one; with a word, of a year, of a field, if asked.
    LIST = "select number, slug, unit, title, entities, field, year, '' as body, hash, cuts, published_at
  from published_conclusions where ($1 = '' or folded like $1) and ($2 = 0 or year = $2) and ($3 = '' or field = $3)
  and (published_at < $4 or (published_at = $4 and number < $5)) order by published_at desc, number desc limit $6";
    /// How many.
    COUNT = "select count(*) as n from published_conclusions where ($1 = '' or folded like $1) and ($2 = 0 or year = $2)
  and ($3 = '' or field = $3)";
    /// Years there are.
    YEARS = "select distinct year from published_conclusions order by year desc";
    /// Fields there are.
    FIELDS = "select distinct field from published_conclusions where field <> '' order by field";
}

/// A text as typed, with its secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Of the case.
    pub version: i64,
    /// Về việc.
    pub title: String,
    /// With cuts.
    pub body: String,
}

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Number of the case.
    pub number: String,
    /// Its address.
    pub slug: String,
    /// The unit that concluded.
    pub unit: String,
    /// Về việc.
    pub title: String,
    /// Who was inspected, as `A; B`.
    pub entities: String,
    /// Field of work.
    pub field: String,
    /// Year of the conclusion.
    pub year: i64,
    /// The text without its secrets.
    pub body: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// How many cuts were made.
    pub cuts: i64,
    /// When it was first published, in milliseconds.
    pub published_at: i64,
}

/// What readers look for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Folded words as `%a%b%`; empty: all.
    pub like: String,
    /// Year; 0: all.
    pub year: i64,
    /// Field; empty: all.
    pub field: String,
    /// Before this one.
    pub before: Option<(i64, String)>,
}

/// Keeps a text; its version is the next one.
pub fn add_text(tx: &mut dyn Tx, number: &str, text: &Text, at: i64, by: &str) -> Result<()> {
    tx.exec(ADD_TEXT, vals![number, text.version, &text.title, &text.body, at, by]).map(|_| ())
}

/// The last text of a case.
pub fn last_text(tx: &mut dyn Tx, number: &str) -> Result<Option<Text>> {
    let text = |row: &Row| {
        Ok(Text {
            version: row.int("version")?,
            title: row.text("title")?.to_owned(),
            body: row.text("body")?.to_owned(),
        })
    };
    tx.query(LAST_TEXT, vals![number])?.first().map(text).transpose()
}

/// Publishes, or puts a mended text in its place under the same address.
pub fn publish(tx: &mut dyn Tx, p: &Published, folded: &str, pdf: &[u8], version: i64) -> Result<()> {
    tx.exec(
        PUBLISH,
        vals![
            &p.number,
            &p.slug,
            &p.unit,
            &p.title,
            &p.entities,
            &p.field,
            p.year,
            folded,
            &p.body,
            pdf,
            &p.hash,
            p.cuts,
            version,
            p.published_at
        ],
    )
    .map(|_| ())
}

/// One by its address.
pub fn by_slug(tx: &mut dyn Tx, slug: &str) -> Result<Option<Published>> {
    tx.query(BY_SLUG, vals![slug])?.first().map(published).transpose()
}

/// One by its case.
pub fn by_number(tx: &mut dyn Tx, number: &str) -> Result<Option<Published>> {
    tx.query(BY_NUMBER, vals![number])?.first().map(published).transpose()
}

/// The file of this hash.
pub fn pdf(tx: &mut dyn Tx, hash: &str) -> Result<Option<Vec<u8>>> {
    tx.query(PDF, vals![hash])?.first().map(|row| Ok(row.blob("pdf")?.to_vec())).transpose()
}

/// Some, the newest first.
pub fn list(tx: &mut dyn Tx, wanted: &Wanted, limit: u32) -> Result<Vec<Published>> {
    let (at, number) = wanted.before.clone().unwrap_or((i64::MAX, "\u{10ffff}".to_owned()));
    tx.query(LIST, vals![&wanted.like, wanted.year, &wanted.field, at, number, limit])?.iter().map(published).collect()
}

/// How many.
pub fn count(tx: &mut dyn Tx, wanted: &Wanted) -> Result<i64> {
    tx.query_one(COUNT, vals![&wanted.like, wanted.year, &wanted.field])?.int("n")
}

/// Years and fields there are.
pub fn choices(tx: &mut dyn Tx) -> Result<(Vec<i64>, Vec<String>)> {
    let years = tx.query(YEARS, &[])?.iter().map(|row| row.int("year")).collect::<Result<_>>()?;
    let fields = tx.query(FIELDS, &[])?.iter().map(|row| Ok(row.text("field")?.to_owned())).collect::<Result<_>>()?;
    Ok((years, fields))
}

fn published(row: &Row) -> Result<Published> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(Published {
        number: text("number")?,
        slug: text("slug")?,
        unit: text("unit")?,
        title: text("title")?,
        entities: text("entities")?,
        field: text("field")?,
        year: row.int("year")?,
        body: text("body")?,
        hash: text("hash")?,
        cuts: row.int("cuts")?,
        published_at: row.int("published_at")?,
    })
}
