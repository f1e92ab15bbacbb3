//! What can go wrong when counts become a table.

use std::fmt;
use std::io;
use std::path::PathBuf;

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
    /// A metadata column that no document has.
    #[error("no document has a column \"{column}\"; expected one of {}", .known.join(", "))]
    UnknownColumn {
        /// The column asked for.
        column: String,
        /// The columns that at least one document has.
        known: Vec<String>,
    },
    /// A folder that holds no complete corpus.
    #[error("{}: no corpus is there; expected a folder that `corpus build` completed", .path.display())]
    NoCorpus {
        /// The folder.
        path: PathBuf,
    },
    /// A corpus stands where one is to be built.
    #[error("{}: a corpus is there already", .path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// A folder with other files in it.
    #[error("{}: the folder holds other files ({by}); expected an empty or a new one", .path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// One of the files.
        by: String,
    },
    /// Another run writes to the corpus.
    #[error("{}: another run is writing to this corpus", .path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// Documents that are cut in another way than those of the corpus.
    #[error("{}: the corpus was made in another way ({difference})", .path.display())]
    OtherMaking {
        /// The folder.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// A file that is not as it was written.
    #[error("{}: damaged: the file {problem}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A document with more words than a part can hold.
    #[error("{document}: the document has more than 2^30 words; split it")]
    TooLong {
        /// Its id.
        document: String,
    },
    /// A file of a corpus could not be read or written.
    #[error("{}: cannot {action}: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why not.
        error: io::Error,
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
            ErrorKind::Exists { .. } => Some("add to it with `corpus add`, or build with --replace"),
            ErrorKind::OtherMaking { .. } => Some("use the settings of the corpus, or build a new one"),
            ErrorKind::Damaged { .. } => Some("build the corpus again from its documents"),
            ErrorKind::Busy { .. } => Some("wait until it is done"),
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

impl From<gongwen_table::Error> for Error {
    fn from(error: gongwen_table::Error) -> Self {
        ErrorKind::Table(error).into()
    }
}
