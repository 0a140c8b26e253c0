//! What can be wrong with a document, with what to do about it.

/// A document that cannot be read or written.
///
/// `code` names the sentence in the language catalogues; `Display` is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than may be taken in.
    #[error("the file has {bytes} bytes, more than the {limit} allowed; split it or remove pictures")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Unpacks to far more than it is: damaged or made to harm.
    #[error("the packed file unpacks to more than {limit} bytes ({entry}); it was not opened")]
    Bomb {
        /// The part of the file that does.
        entry: String,
        /// The limit.
        limit: u64,
    },
    /// More rows, columns or cells than may be taken in.
    #[error("sheet {sheet}: more than {limit} {what}")]
    TooMany {
        /// The sheet.
        sheet: String,
        /// `rows`, `columns`, `cells`, `sheets` or `parts`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// Excel 97 or protected by a password.
    #[error("an old .xls file or one protected by a password; save it as .xlsx without password")]
    OldOrLocked,
    /// Another kind of document.
    #[error("a {what} file is not a table; export it as .xlsx or .csv")]
    NotATable {
        /// What it is.
        what: &'static str,
    },
    /// Cannot be read as what it claims to be.
    #[error("damaged or not a workbook: {why}")]
    Damaged {
        /// The reader's words.
        why: String,
    },
    /// Text in a code page that is not Unicode.
    #[error("line {line}: the text is not Unicode; save it as \"CSV UTF-8\"")]
    NotUnicode {
        /// First line that is not.
        line: u64,
    },
    /// The document could not be written.
    #[error("could not write the document: {why}")]
    Write {
        /// The writer's words.
        why: String,
    },
}

impl PaperError {
    /// Name of the sentence in the language catalogues, under `paper.`.
    pub fn code(&self) -> &'static str {
        match self {
            PaperError::Empty => "empty",
            PaperError::TooLarge { .. } => "too_large",
            PaperError::Bomb { .. } => "bomb",
            PaperError::TooMany { .. } => "too_many",
            PaperError::OldOrLocked => "old_or_locked",
            PaperError::NotATable { .. } => "not_a_table",
            PaperError::Damaged { .. } => "damaged",
            PaperError::NotUnicode { .. } => "not_unicode",
            PaperError::Write { .. } => "write",
        }
    }
}
