//! Danh sách được hỏi: what a list is asked for, read from an address and written into one, and
//! who asks. Pages, API, counts and sums of a capability ask through one such question, so that
//! all see by the one reach.

use crate::access::Action;
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::forms::Posted;
use db::Tx;
use jiff::civil::Date;
use std::marker::PhantomData;

/// A list that has an address.
pub trait List {
    /// Where it stands.
    const AT: &'static str;
    /// Names that may stand in its address.
    const NAMES: &'static [&'static str];
}

/// A list as asked in an address.
#[derive(Debug)]
pub struct Query<L>(Vec<(String, String)>, PhantomData<L>);

impl<L> Default for Query<L> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<L> Clone for Query<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L: List> Query<L> {
    /// What an address says; what it does not know is left out.
    pub fn of(query: &str) -> Self {
        let posted = Posted::from_query(query);
        let known = L::NAMES.iter().map(|name| ((*name).to_owned(), posted.get(name).to_owned()));
        Self(known.filter(|(_, value)| !value.is_empty()).collect(), PhantomData)
    }

    /// One value; empty for none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The same list with one value put in place of another.
    #[must_use]
    pub fn put(&self, name: &str, value: &str) -> Self {
        let mut out: Vec<_> = self.0.iter().filter(|(n, _)| n != name).cloned().collect();
        if !value.is_empty() {
            out.push((name.to_owned(), value.to_owned()));
        }
        Self(out, PhantomData)
    }

    /// Its address.
    pub fn href(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(&self.0);
        match text.finish() {
            query if query.is_empty() => L::AT.to_owned(),
            query => format!("{}?{query}", L::AT),
        }
    }
}

/// Who reads, and how far.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Units whose matters they see.
    pub sees: Reach,
    /// The day.
    pub today: Date,
}

impl Reader {
    /// Of a request.
    pub fn of(cx: &Cx) -> Self {
        Self { sees: cx.reach(Action::SeeCases), today: cx.today }
    }

    /// Of the units that `all` knows those within reach; none: all.
    ///
    /// # Errors
    /// The database.
    pub fn units(
        &self,
        tx: &mut dyn Tx,
        all: fn(&mut dyn Tx) -> db::Result<Vec<String>>,
    ) -> db::Result<Option<Vec<String>>> {
        if self.sees == Reach::Everywhere {
            return Ok(None);
        }
        Ok(Some(all(tx)?.into_iter().filter(|unit| self.sees.holds(unit)).collect()))
    }
}
