//! What can go wrong with a file: one opaque [`Error`] with the place, the limit and a hint.
//!
//! A file that reads badly but reads is not an error: what was odd about it is a [`Note`](crate::Note).

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Says why a file or folder could not be read.
///
/// Displays as `path: what was wrong; what would be right`; [`Error::hint`] says what to do about it.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: ErrorKind,
}

/// The kinds of [`Error`], each with the value that offended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No file or folder has this path.
    #[error("no such file or folder")]
    NotFound,
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// A limit of [`Limits`](crate::Limits) was reached.
    #[error("{what} is {value}; at most {max} is allowed (limit `{limit}`)")]
    Limit {
        /// The field of [`Limits`](crate::Limits).
        limit: &'static str,
        /// What was measured.
        what: &'static str,
        /// The measured value.
        value: u64,
        /// The value of the limit.
        max: u64,
    },
    /// The content is of a kind that is not read.
    #[error("is {found}; expected one of {}", crate::FileFormat::EXTENSIONS.join(", "))]
    Unsupported {
        /// What the content seems to be.
        found: &'static str,
    },
    /// The document is locked with a password.
    #[error("the {format} is encrypted; expected one without a password")]
    Encrypted {
        /// The kind of document.
        format: crate::FileFormat,
    },
    /// The PDF holds images of pages and no text.
    #[error("no text layer: a scan of {pages} page(s); expected a PDF with text")]
    Scan {
        /// How many pages it has.
        pages: usize,
    },
    /// The content breaks the rules of its format.
    #[error("not a well-formed {format}: {reason}")]
    Malformed {
        /// The format that it was read as.
        format: crate::FileFormat,
        /// What the reader found.
        reason: String,
    },
    /// The name of an encoding is not known.
    #[error("unknown encoding \"{label}\"; expected a name such as utf-8, gb18030, gbk, big5, utf-16le")]
    UnknownEncoding {
        /// The name given.
        label: String,
    },
    /// No column or field holds the text.
    #[error("{}; expected one of {}", match .wanted { Some(w) => format!("no text column \"{w}\""), None => "no text column".to_owned() }, .columns.join(", "))]
    NoTextColumn {
        /// The column asked for, if any.
        wanted: Option<String>,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A reader failed in a way that it should not.
    #[error("the {format} reader failed on this file: {message}")]
    Reader {
        /// The format that it was read as.
        format: crate::FileFormat,
        /// What the reader said.
        message: String,
    },
    /// A reader took too long and was given up.
    #[error("reading the {format} took more than {:.1} s (limit `base_time` and `time_per_mib`)", .after.as_secs_f64())]
    TimedOut {
        /// The format that it was read as.
        format: crate::FileFormat,
        /// The time that was allowed.
        after: Duration,
    },
    /// What was done with a document that had been read failed in a way that it should not.
    #[error("the program failed on the document \"{document}\": {message} (at {place})")]
    Fault {
        /// The identifier of the document.
        document: String,
        /// What the program said.
        message: String,
        /// The place in its code: file, line and column.
        place: String,
    },
}

impl Error {
    /// Makes the error of a file or folder, for sources that the caller reads itself.
    pub fn new(path: &Path, kind: impl Into<ErrorKind>) -> Self {
        Self { path: path.to_owned(), kind: kind.into() }
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Returns the file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what to do about it, when there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            ErrorKind::NotFound => Some("check the spelling of the path"),
            ErrorKind::Limit { .. } => Some("raise the limit for files that you trust, or split the file"),
            ErrorKind::Unsupported { .. } => Some("save it as .docx, .txt or .pdf and read that"),
            ErrorKind::Encrypted { .. } => Some("open it with its password and save it without one"),
            ErrorKind::Scan { .. } => Some("run text recognition (OCR) over it first"),
            ErrorKind::NoTextColumn { .. } => Some("name the column that holds the text"),
            ErrorKind::TimedOut { .. } => Some("allow more time, or save the file again in another program"),
            ErrorKind::Reader { .. } => Some("save the file again in another program and read that"),
            ErrorKind::Fault { .. } => {
                Some("this is a mistake of the program; please report it with the document")
            }
            ErrorKind::Io(_) | ErrorKind::Malformed { .. } | ErrorKind::UnknownEncoding { .. } => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}
