//! A unit of work as its author sees it: statements in order, all or nothing.
//!
//! Object-safe and synchronous, so that code written once runs on the writer
//! thread of the one engine and in a transaction of the other, and so that a
//! test can put itself in between ([`Faulty`]).

use crate::{Error, Result, Row, Val};

/// One unit of work under way.
///
/// After a statement has failed every further one fails too and the whole unit
/// is undone, on both engines.
pub trait Tx {
    /// Carries out a statement and says how many rows it touched.
    fn exec(&mut self, sql: &str, args: &[Val]) -> Result<u64>;

    /// Asks a query.
    fn query(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>>;

    /// Carries out one statement for each set of values, in one go where the engine can.
    fn exec_many(&mut self, sql: &str, sets: &[Vec<Val>]) -> Result<u64> {
        let mut touched = 0;
        for args in sets {
            touched += self.exec(sql, args)?;
        }
        Ok(touched)
    }

    /// Whether units of work commit in the order in which they run, one at a
    /// time, so that what is numbered here is numbered in commit order.
    fn commits_in_order(&self) -> bool;

    /// The first row, if there is one.
    fn query_opt(&mut self, sql: &str, args: &[Val]) -> Result<Option<Row>> {
        Ok(self.query(sql, args)?.into_iter().next())
    }

    /// The first row of a query that always has one.
    fn query_one(&mut self, sql: &str, args: &[Val]) -> Result<Row> {
        self.query_opt(sql, args)?.ok_or_else(|| Error::NoRow(sql.to_owned()))
    }
}

/// Fails at the n-th statement, for tests of what a failure leaves behind.
pub struct Faulty<'a> {
    inner: &'a mut dyn Tx,
    at: u64,
    seen: u64,
}

impl<'a> Faulty<'a> {
    /// Lets `at - 1` statements through and fails from then on.
    pub fn new(inner: &'a mut dyn Tx, at: u64) -> Self {
        Self { inner, at, seen: 0 }
    }

    /// How many statements have been asked for.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    fn step(&mut self) -> Result<()> {
        self.seen += 1;
        if self.seen >= self.at { Err(Error::Injected(self.seen)) } else { Ok(()) }
    }
}

impl Tx for Faulty<'_> {
    fn exec(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        self.step()?;
        self.inner.exec(sql, args)
    }

    fn query(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        self.step()?;
        self.inner.query(sql, args)
    }

    fn commits_in_order(&self) -> bool {
        self.inner.commits_in_order()
    }
}
