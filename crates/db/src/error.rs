//! What can go wrong with a database, each kind with what to do about it.
//!
//! One type for both engines, so that callers decide by kind and never by an
//! engine's code. Must never carry a password or the values of a statement.

/// What a call of this crate gives back.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the database did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row with this key exists already: somebody else was first.
    #[error("a row with this key is there already ({0}); read again and repeat")]
    Conflict(String),
    /// A row this one points to does not exist, or still has rows pointing to it.
    #[error("a row is missing that another one points to ({0})")]
    Reference(String),
    /// A value is empty or outside what its column takes.
    #[error("a value is not allowed in its column ({0})")]
    Constraint(String),
    /// Other work kept getting in the way, after several attempts.
    #[error("too much other work touched the same rows; try again")]
    Busy,
    /// Another process has the file open.
    #[error(
        "{path} is in use by {holder}. Two programs must not write one file: stop that one, \
         or use PostgreSQL (--db postgres://…), where any number may work together"
    )]
    InUse {
        /// The database file.
        path: String,
        /// Who holds it, as far as is known.
        holder: String,
    },
    /// No space left.
    #[error(
        "no space is left for {0}. Nothing was half-written. Free some space or move the data to a larger disk, then repeat"
    )]
    Full(String),
    /// The file or its folder cannot be written.
    #[error(
        "{0} cannot be written. Give this user the right to write the file and its folder, or choose another place with --db"
    )]
    ReadOnly(String),
    /// A page of the file is damaged.
    #[error("{0} is damaged. Stop the program, keep a copy of the file, restore the last backup and look at the disk")]
    Corrupt(String),
    /// The file is something else.
    #[error("{0} is not a database of this program. Choose another file with --db; this one was not touched")]
    NotADatabase(String),
    /// A newer program has worked on this database.
    #[error(
        "{place} was made by a newer version of this program (schema {database}, this one knows {program}). \
         Install the newer version; nothing was changed"
    )]
    Newer {
        /// The database.
        place: String,
        /// Highest number recorded there.
        database: i64,
        /// Highest number this program knows.
        program: i64,
    },
    /// A migration recorded in the database differs from the program's.
    #[error(
        "{place}: step {number} ({name}) of its schema is not the one this program knows. Was the program changed by hand? Nothing was changed"
    )]
    Altered {
        /// The database.
        place: String,
        /// Number of the step.
        number: i64,
        /// Name of the step.
        name: String,
    },
    /// Two migrations of the program have one number.
    #[error("two schema steps have the number {0}")]
    TwoSteps(i64),
    /// The place does not exist or cannot be opened.
    #[error("{place} cannot be opened: {why}")]
    CannotOpen {
        /// The database.
        place: String,
        /// The system's reason.
        why: String,
    },
    /// The server does not answer.
    #[error("the database server at {place} does not answer: {why}. Is it running, and is the address right?")]
    Unreachable {
        /// The server, without password.
        place: String,
        /// The system's reason.
        why: String,
    },
    /// The connection broke while the work was being made durable.
    #[error(
        "the connection broke during the commit, so it is unknown whether the work was stored; look before repeating it"
    )]
    CommitUnknown,
    /// A statement was wrong or could not be carried out.
    #[error("{why}, in: {sql}")]
    Statement {
        /// The statement's text, which never holds values.
        sql: String,
        /// The engine's reason.
        why: String,
    },
    /// A column was read as something it is not.
    #[error("column {column}: expected {expected}, found {found}")]
    Column {
        /// Name or position asked for.
        column: String,
        /// What was asked for.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A query that must give one row gave none.
    #[error("no row, in: {0}")]
    NoRow(String),
    /// A statement failed earlier in this unit of work and its failure was passed over.
    #[error("an earlier statement of this unit of work failed ({0}); all of it was undone")]
    Undone(Box<Error>),
    /// The work panicked; it was undone.
    #[error("the work stopped with a panic and was undone")]
    Panicked,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
    /// Made to fail by a test.
    #[error("made to fail at statement {0}")]
    Injected(u64),
}

impl Error {
    /// A short name for catalogues and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Conflict(_) => "conflict",
            Error::Reference(_) => "reference",
            Error::Constraint(_) => "constraint",
            Error::Busy => "busy",
            Error::InUse { .. } => "in_use",
            Error::Full(_) => "full",
            Error::ReadOnly(_) => "read_only",
            Error::Corrupt(_) => "corrupt",
            Error::NotADatabase(_) => "not_a_database",
            Error::Newer { .. } => "newer",
            Error::Altered { .. } => "altered",
            Error::TwoSteps(_) => "two_steps",
            Error::CannotOpen { .. } => "cannot_open",
            Error::Unreachable { .. } => "unreachable",
            Error::CommitUnknown => "commit_unknown",
            Error::Statement { .. } => "statement",
            Error::Column { .. } => "column",
            Error::NoRow(_) => "no_row",
            Error::Undone(_) => "undone",
            Error::Panicked => "panicked",
            Error::Closed => "closed",
            Error::Injected(_) => "injected",
        }
    }
}
