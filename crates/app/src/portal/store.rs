//! Articles, their versions and steps, pictures, and the number that says when anything public changed.

use super::article::Content;
use casework::articles::{State, Step};
use db::{Error, Migration, Result, Row, Tx, vals};

/// The tables of the portal.
pub const MIGRATION: Migration = Migration {
    number: 80,
    name: "portal",
    sql: "
create table articles (
  id bigint not null primary key, slug text not null unique, unit text not null, state text not null,
  category text not null, title_vi text not null, title_en text not null, summary_vi text not null,
  summary_en text not null, folded text not null, picture text not null, alt_vi text not null, alt_en text not null,
  event_on text not null, public_at bigint not null, version bigint not null, public_version bigint not null,
  changed_at bigint not null
);
create index articles_public on articles (state, public_at, id);
create table article_versions (
  article bigint not null, version bigint not null, content text not null, at bigint not null,
  by_account text not null, primary key (article, version)
);
create table article_steps (
  article bigint not null, n bigint not null, step text not null, version bigint not null, at bigint not null,
  by_account text not null, by_name text not null, note text not null, primary key (article, n)
);
create table pictures (
  hash text not null, width bigint not null, kind text not null, bytes blob not null,
  primary key (hash, width, kind)
);
create table portal_revision (one bigint not null primary key, revision bigint not null);
insert into portal_revision (one, revision) values (1, 1);
",
};

db::statements! {
    /// How often anything public has changed.
    REVISION = "select revision from portal_revision where one = 1";
    /// Something public has changed.
    BUMP = "update portal_revision set revision = revision + 1 where one = 1";
    /// The next instant at which an approved article becomes public.
    NEXT = "select min(public_at) as at from articles where state = 'public' and public_at > $1";
    /// Public articles, the newest first, before one; of a category and with a word, if asked.
    LIST = "select id, slug, unit, state, category, title_vi, title_en, summary_vi, summary_en, picture, alt_vi, alt_en,
  event_on, public_at, version, public_version, changed_at from articles
  where state = 'public' and public_at <= $1 and ($2 = '' or category = $2) and ($3 = '' or folded like $3)
  and (public_at < $4 or (public_at = $4 and id < $5)) order by public_at desc, id desc limit $6";
    /// How many there are.
    COUNT = "select count(*) as n from articles where state = 'public' and public_at <= $1
  and ($2 = '' or category = $2) and ($3 = '' or folded like $3)";
    /// The public article that came next after one.
    LATER = "select slug, title_vi, title_en from articles where state = 'public' and public_at <= $1
  and (public_at > $2 or (public_at = $2 and id > $3)) order by public_at, id limit 1";
    /// The public article before one.
    EARLIER = "select slug, title_vi, title_en from articles where state = 'public' and public_at <= $1
  and (public_at < $2 or (public_at = $2 and id < $3)) order by public_at desc, id desc limit 1";
    /// By its address.
    BY_SLUG = "select id, slug, unit, state, category, title_vi, title_en, summary_vi, summary_en, picture, alt_vi, alt_en,
  event_on, public_at, version, public_version, changed_at from articles where slug = $1";
    /// By its id.
    BY_ID = "select id, slug, unit, state, category, title_vi, title_en, summary_vi, summary_en, picture, alt_vi, alt_en,
  event_on, public_at, version, public_version, changed_at from articles where id = $1";
    /// All of them for the desk of editors, the last changed first.
    DESK = "select id, slug, unit, state, category, title_vi, title_en, summary_vi, summary_en, picture, alt_vi, alt_en,
  event_on, public_at, version, public_version, changed_at from articles where ($1 = '' or state = $1)
  and changed_at < $2 order by changed_at desc, id desc limit $3";
    /// A new article.
    ADD = "insert into articles (id, slug, unit, state, category, title_vi, title_en, summary_vi, summary_en, folded,
  picture, alt_vi, alt_en, event_on, public_at, version, public_version, changed_at)
  values ($1, $2, $3, 'draft', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, $4)";
    /// Where it stands now.
    STAND = "update articles set state = $2, version = $3, public_version = $4, public_at = $5, changed_at = $6 where id = $1";
    /// Its address, while it was never public.
    RENAME = "update articles set slug = $2 where id = $1";
    /// What lists say of it.
    SHOW = "update articles set category = $2, title_vi = $3, title_en = $4, summary_vi = $5, summary_en = $6, folded = $7,
  picture = $8, alt_vi = $9, alt_en = $10, event_on = $11 where id = $1";
    /// A version.
    ADD_VERSION = "insert into article_versions (article, version, content, at, by_account) values ($1, $2, $3, $4, $5)";
    /// One version.
    VERSION = "select content, at from article_versions where article = $1 and version = $2";
    /// A step.
    ADD_STEP = "insert into article_steps (article, n, step, version, at, by_account, by_name, note)
  values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The steps of an article.
    STEPS = "select n, step, version, at, by_name, note from article_steps where article = $1 order by n";
    /// A picture in one size and format.
    ADD_PICTURE = "insert into pictures (hash, width, kind, bytes) values ($1, $2, $3, $4) on conflict (hash, width, kind) do nothing";
    /// One.
    PICTURE = "select bytes from pictures where hash = $1 and width = $2 and kind = $3";
    /// The sizes of one.
    SIZES = "select distinct width from pictures where hash = $1 order by width";
}

/// An article as lists and its page know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: i64,
    /// Its address.
    pub slug: String,
    /// The unit it is of.
    pub unit: String,
    /// Where it stands.
    pub state: State,
    /// Category.
    pub category: String,
    /// Title, Vietnamese and English.
    pub title: super::article::Both,
    /// Summary.
    pub summary: super::article::Both,
    /// Hash of its first picture; empty: none.
    pub picture: String,
    /// What that shows.
    pub alt: super::article::Both,
    /// Day of the event, `YYYY-MM-DD`; empty: none.
    pub event_on: String,
    /// From when on it is public, in milliseconds; 0: not yet approved.
    pub public_at: i64,
    /// Its last version.
    pub version: i64,
    /// The version readers see; 0: none.
    pub public_version: i64,
    /// When anything was last done to it.
    pub changed_at: i64,
}

impl Article {
    /// Whether readers see it at an instant.
    pub fn is_public(&self, now: i64) -> bool {
        self.state == State::Public && self.public_at <= now
    }
}

/// A step taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub step: Step,
    /// At which version.
    pub version: i64,
    /// When.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// Why.
    pub note: String,
}

/// What readers look for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Category; empty: all.
    pub category: String,
    /// Folded words as `%so ket%`; empty: all.
    pub like: String,
    /// Before this article: instant and id.
    pub before: Option<(i64, i64)>,
}

/// How often anything public has changed.
pub fn revision(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_one(REVISION, &[])?.int("revision")
}

/// Something public has changed.
pub fn bump(tx: &mut dyn Tx) -> Result<()> {
    tx.exec(BUMP, &[]).map(|_| ())
}

/// The next instant at which something becomes public; `i64::MAX`: none is waiting.
pub fn next_public(tx: &mut dyn Tx, now: i64) -> Result<i64> {
    Ok(tx.query_one(NEXT, vals![now])?.opt_int("at")?.unwrap_or(i64::MAX))
}

/// Public articles, the newest first.
pub fn list(tx: &mut dyn Tx, now: i64, wanted: &Wanted, limit: u32) -> Result<Vec<Article>> {
    let (at, id) = wanted.before.unwrap_or((i64::MAX, i64::MAX));
    tx.query(LIST, vals![now, &wanted.category, &wanted.like, at, id, limit])?.iter().map(article).collect()
}

/// How many there are.
pub fn count(tx: &mut dyn Tx, now: i64, wanted: &Wanted) -> Result<i64> {
    tx.query_one(COUNT, vals![now, &wanted.category, &wanted.like])?.int("n")
}

/// Address and title of the public articles around one: the later and the earlier.
pub fn around(tx: &mut dyn Tx, now: i64, of: &Article) -> Result<[Option<(String, super::article::Both)>; 2]> {
    let mut one = |sql| -> Result<_> {
        let rows = tx.query(sql, vals![now, of.public_at, of.id])?;
        rows.first().map(|row| Ok((row.text("slug")?.to_owned(), both(row, "title")?))).transpose()
    };
    Ok([one(LATER)?, one(EARLIER)?])
}

/// The article of an address.
pub fn by_slug(tx: &mut dyn Tx, slug: &str) -> Result<Option<Article>> {
    tx.query(BY_SLUG, vals![slug])?.first().map(article).transpose()
}

/// The article of an id.
pub fn by_id(tx: &mut dyn Tx, id: i64) -> Result<Option<Article>> {
    tx.query(BY_ID, vals![id])?.first().map(article).transpose()
}

/// Articles for the desk of editors; an empty state: all.
pub fn desk(tx: &mut dyn Tx, state: &str, before: i64, limit: u32) -> Result<Vec<Article>> {
    tx.query(DESK, vals![state, before, limit])?.iter().map(article).collect()
}

/// Begins an article.
pub fn add(tx: &mut dyn Tx, id: i64, slug: &str, unit: &str, at: i64) -> Result<()> {
    tx.exec(ADD, vals![id, slug, unit, at]).map(|_| ())
}

/// Keeps where an article stands.
pub fn stand(tx: &mut dyn Tx, a: &Article) -> Result<()> {
    tx.exec(STAND, vals![a.id, a.state.word(), a.version, a.public_version, a.public_at, a.changed_at]).map(|_| ())
}

/// Another address, while nobody has read it.
pub fn rename(tx: &mut dyn Tx, id: i64, slug: &str) -> Result<()> {
    tx.exec(RENAME, vals![id, slug]).map(|_| ())
}

/// What lists say of it from now on.
pub fn show(tx: &mut dyn Tx, id: i64, c: &Content) -> Result<()> {
    let first = c.pictures.first();
    let picture = first.map_or("", |p| p.hash.as_str());
    let (alt_vi, alt_en) = first.map_or(("", ""), |p| (p.alt.vi.as_str(), p.alt.en.as_str()));
    let event = c.event_on.map(|d| d.to_string()).unwrap_or_default();
    tx.exec(
        SHOW,
        vals![
            id,
            &c.category,
            &c.title.vi,
            &c.title.en,
            &c.summary.vi,
            &c.summary.en,
            c.folded(),
            picture,
            alt_vi,
            alt_en,
            event
        ],
    )
    .map(|_| ())
}

/// Keeps a version.
pub fn add_version(tx: &mut dyn Tx, id: i64, version: i64, content: &Content, at: i64, by: &str) -> Result<()> {
    let text = serde_json::to_string(content).map_err(|e| Error::Corrupt(e.to_string()))?;
    tx.exec(ADD_VERSION, vals![id, version, text, at, by]).map(|_| ())
}

/// One version with its instant.
pub fn version(tx: &mut dyn Tx, id: i64, version: i64) -> Result<Option<(Content, i64)>> {
    let rows = tx.query(VERSION, vals![id, version])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let content = serde_json::from_str(row.text("content")?).map_err(|e| Error::Corrupt(e.to_string()))?;
    Ok(Some((content, row.int("at")?)))
}

/// Keeps a step; its place is the next one.
pub fn add_step(tx: &mut dyn Tx, id: i64, n: usize, taken: &Taken, account: &str) -> Result<()> {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let t = taken;
    tx.exec(ADD_STEP, vals![id, n, t.step.word(), t.version, t.at, account, &t.by, &t.note]).map(|_| ())
}

/// The steps of an article, in order.
pub fn steps(tx: &mut dyn Tx, id: i64) -> Result<Vec<Taken>> {
    let taken = |row: &Row| {
        let word = row.text("step")?;
        Ok(Taken {
            step: Step::from_word(word).ok_or_else(|| Error::Corrupt(format!("step {word}")))?,
            version: row.int("version")?,
            at: row.int("at")?,
            by: row.text("by_name")?.to_owned(),
            note: row.text("note")?.to_owned(),
        })
    };
    tx.query(STEPS, vals![id])?.iter().map(taken).collect()
}

/// Keeps a picture in one size and format.
pub fn add_picture(tx: &mut dyn Tx, hash: &str, width: u32, kind: &str, bytes: &[u8]) -> Result<()> {
    tx.exec(ADD_PICTURE, vals![hash, width, kind, bytes]).map(|_| ())
}

/// A picture in one size and format.
pub fn picture(tx: &mut dyn Tx, hash: &str, width: u32, kind: &str) -> Result<Option<Vec<u8>>> {
    let rows = tx.query(PICTURE, vals![hash, width, kind])?;
    rows.first().map(|row| Ok(row.blob("bytes")?.to_vec())).transpose()
}

/// The widths a picture is kept in.
pub fn sizes(tx: &mut dyn Tx, hash: &str) -> Result<Vec<u32>> {
    let width = |row: &Row| Ok(u32::try_from(row.int("width")?).unwrap_or(0));
    tx.query(SIZES, vals![hash])?.iter().map(width).collect()
}

fn both(row: &Row, name: &str) -> Result<super::article::Both> {
    let text = |lang: &str| Ok::<_, Error>(row.text(format!("{name}_{lang}").as_str())?.to_owned());
    Ok(super::article::Both { vi: text("vi")?, en: text("en")? })
}

fn article(row: &Row) -> Result<Article> {
    let text = |column: &str| Ok::<_, Error>(row.text(column)?.to_owned());
    let state = text("state")?;
    Ok(Article {
        id: row.int("id")?,
        slug: text("slug")?,
        unit: text("unit")?,
        state: State::from_word(&state).ok_or_else(|| Error::Corrupt(format!("state {state}")))?,
        category: text("category")?,
        title: both(row, "title")?,
        summary: both(row, "summary")?,
        picture: text("picture")?,
        alt: both(row, "alt")?,
        event_on: text("event_on")?,
        public_at: row.int("public_at")?,
        version: row.int("version")?,
        public_version: row.int("public_version")?,
        changed_at: row.int("changed_at")?,
    })
}
