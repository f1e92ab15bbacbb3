//! What can go wrong when counts become a table.

use std::fmt;

use crate::words::Detail;

/// An error of this crate; [`Error::kind`] says which, [`Error::hint`] what to do.
#[derive(Debug)]
pub struct Error {
    kind: Box<ErrorKind>,
}

/// The kinds of [`Error`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A column was asked of counts that were not made in its detail.
    #[error("column \"{column}\" needs more than was counted: Detail::{detail:?}")]
    NotCounted {
        /// The column asked for.
        column: &'static str,
        /// What it needs.
        detail: Detail,
    },
    /// The table could not be made.
    #[error(transparent)]
    Table(gongwen_table::Error),
}

impl Error {
    /// Returns the kind.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Returns what to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match &*self.kind {
            ErrorKind::NotCounted { .. } => Some("count in more detail, or leave the column out"),
            ErrorKind::Table(error) => error.hint(),
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

impl From<gongwen_table::Error> for Error {
    fn from(error: gongwen_table::Error) -> Self {
        ErrorKind::Table(error).into()
    }
}
