//! Values that go into statements and rows that come out of queries.
//!
//! Four kinds only: what both engines store alike. Days are text, instants,
//! money and areas are integers; there is no floating point here on purpose.

use crate::{Error, Result};
use std::sync::Arc;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Val {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text, sorted by its bytes on both engines.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Val {
    /// The kind, for error messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Val::Null => "null",
            Val::Int(_) => "a number",
            Val::Text(_) => "text",
            Val::Blob(_) => "bytes",
        }
    }
}

macro_rules! from {
    ($($ty:ty => |$v:ident| $val:expr),* $(,)?) => { $(impl From<$ty> for Val { fn from($v: $ty) -> Self { $val } })* };
}
from! {
    i64 => |v| Val::Int(v),
    i32 => |v| Val::Int(v.into()),
    u32 => |v| Val::Int(v.into()),
    u16 => |v| Val::Int(v.into()),
    u8 => |v| Val::Int(v.into()),
    bool => |v| Val::Int(v.into()),
    &str => |v| Val::Text(v.to_owned()),
    &String => |v| Val::Text(v.clone()),
    String => |v| Val::Text(v),
    Vec<u8> => |v| Val::Blob(v),
    &[u8] => |v| Val::Blob(v.to_vec()),
}

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(v: Option<T>) -> Self {
        v.map_or(Val::Null, Into::into)
    }
}

/// The values of a statement: `vals![number, seq, Val::Null]`.
#[macro_export]
macro_rules! vals {
    ($($v:expr),* $(,)?) => { &[$($crate::Val::from($v)),*] as &[$crate::Val] };
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    columns: Arc<[String]>,
    vals: Vec<Val>,
}

/// A column, by name or by position from 0.
pub trait Column: Copy {
    /// Its position.
    fn find(self, columns: &[String]) -> Option<usize>;
    /// How it was asked for.
    fn label(self) -> String;
}

impl Column for &str {
    fn find(self, columns: &[String]) -> Option<usize> {
        columns.iter().position(|c| c == self)
    }
    fn label(self) -> String {
        self.to_owned()
    }
}

impl Column for usize {
    fn find(self, columns: &[String]) -> Option<usize> {
        (self < columns.len()).then_some(self)
    }
    fn label(self) -> String {
        self.to_string()
    }
}

impl Row {
    /// A row of these columns; both have the same length.
    pub fn new(columns: Arc<[String]>, vals: Vec<Val>) -> Self {
        Self { columns, vals }
    }

    /// Every value in order.
    pub fn vals(&self) -> &[Val] {
        &self.vals
    }

    /// Every value in order, the row given up for them.
    pub fn into_vals(self) -> Vec<Val> {
        self.vals
    }

    /// The value of a column.
    pub fn val(&self, column: impl Column) -> Result<&Val> {
        let at = column.find(&self.columns).ok_or_else(|| Error::Column {
            column: column.label(),
            expected: "a column of the answer",
            found: "none of that name",
        })?;
        Ok(&self.vals[at])
    }

    /// A whole number.
    pub fn int(&self, column: impl Column) -> Result<i64> {
        match self.val(column)? {
            Val::Int(v) => Ok(*v),
            other => Err(mismatch(column, "a number", other)),
        }
    }

    /// A whole number or nothing.
    pub fn opt_int(&self, column: impl Column) -> Result<Option<i64>> {
        match self.val(column)? {
            Val::Int(v) => Ok(Some(*v)),
            Val::Null => Ok(None),
            other => Err(mismatch(column, "a number or null", other)),
        }
    }

    /// A number that counts something.
    pub fn count(&self, column: impl Column) -> Result<u32> {
        let v = self.int(column)?;
        u32::try_from(v).map_err(|_| mismatch(column, "a number from 0 to 2³²", &Val::Int(v)))
    }

    /// Yes (not 0) or no (0).
    pub fn flag(&self, column: impl Column) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    /// Text.
    pub fn text(&self, column: impl Column) -> Result<&str> {
        match self.val(column)? {
            Val::Text(v) => Ok(v),
            other => Err(mismatch(column, "text", other)),
        }
    }

    /// Text or nothing.
    pub fn opt_text(&self, column: impl Column) -> Result<Option<&str>> {
        match self.val(column)? {
            Val::Text(v) => Ok(Some(v)),
            Val::Null => Ok(None),
            other => Err(mismatch(column, "text or null", other)),
        }
    }

    /// Bytes.
    pub fn blob(&self, column: impl Column) -> Result<&[u8]> {
        match self.val(column)? {
            Val::Blob(v) => Ok(v),
            other => Err(mismatch(column, "bytes", other)),
        }
    }
}

fn mismatch(column: impl Column, expected: &'static str, found: &Val) -> Error {
    Error::Column { column: column.label(), expected, found: found.kind() }
}
