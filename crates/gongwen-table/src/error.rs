//! What can go wrong when a table is built or written.

use std::{fmt, io};

/// An error of this crate; [`Error::kind`] says which, [`Error::hint`] what to do.
#[derive(Debug)]
pub struct Error {
    kind: Box<ErrorKind>,
}

/// The kinds of [`Error`], each with the offending value and what would be right.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A format name that does not exist.
    #[error("unknown format \"{name}\"; expected one of {accepted}")]
    UnknownFormat {
        /// The name as given.
        name: String,
        /// The accepted names, separated by commas.
        accepted: String,
    },
    /// A file name that does not tell the format.
    #[error("cannot tell the format from \"{path}\"; expected a name that ends in one of {accepted}")]
    UnknownExtension {
        /// The file name as given.
        path: String,
        /// The accepted extensions, separated by commas.
        accepted: String,
    },
    /// A table without columns.
    #[error("table \"{table}\" has no columns; expected at least one")]
    NoColumns {
        /// The table's name.
        table: String,
    },
    /// Two columns of one name, or a column without one.
    #[error("table \"{table}\": column name \"{column}\" is {problem}; expected distinct names")]
    ColumnName {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Columns of different lengths.
    #[error(
        "table \"{table}\": column \"{column}\" has {found} rows; expected {expected} as in the first column"
    )]
    UnequalColumns {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
        /// Its number of rows.
        found: usize,
        /// The first column's number of rows.
        expected: usize,
    },
    /// A date that is not an ISO 8601 calendar date.
    #[error(
        "table \"{table}\": column \"{column}\", row {row}: \"{value}\" is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"
    )]
    Date {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
        /// The row, counted from 0.
        row: usize,
        /// The value found.
        value: String,
    },
    /// A column name that the table does not have.
    #[error("table \"{table}\" has no column \"{column}\"; expected one of {accepted}")]
    UnknownColumn {
        /// The table's name.
        table: String,
        /// The name asked for.
        column: String,
        /// The names it has, separated by commas.
        accepted: String,
    },
    /// More rows, columns or characters than a spreadsheet can hold.
    #[error("table \"{table}\" has {what} of {found}; a spreadsheet holds at most {limit}")]
    SpreadsheetLimit {
        /// The table's name.
        table: String,
        /// What is too large.
        what: String,
        /// Its size.
        found: usize,
        /// The largest size allowed.
        limit: usize,
    },
    /// The output could not be written.
    #[error("cannot write the table: {0}")]
    Io(#[source] io::Error),
    /// The writer of a format gave up.
    #[error("cannot write the table as {format}: {message}")]
    Writer {
        /// The format.
        format: crate::Format,
        /// What its library says.
        message: String,
    },
    /// A table that no picture was made of.
    #[error("table \"{table}\" has no picture; expected a format of tables")]
    NoPicture {
        /// The table's name.
        table: String,
    },
    /// Bytes that are no table.
    #[error("cannot read the table: {message}")]
    Unreadable {
        /// What the library says.
        message: String,
    },
}

impl Error {
    /// Returns the kind.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Returns what the user may do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match *self.kind {
            ErrorKind::UnknownExtension { .. } => Some("name the format with --format"),
            ErrorKind::SpreadsheetLimit { .. } => Some("write csv or parquet, or fewer rows"),
            _ => None,
        }
    }

    /// Returns the kind of the input or output error underneath: a closed pipe is
    /// [`io::ErrorKind::BrokenPipe`].
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match &*self.kind {
            ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error { kind: Box::new(kind) }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        ErrorKind::Io(error).into()
    }
}
