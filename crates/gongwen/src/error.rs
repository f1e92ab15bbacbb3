//! Why a run could not start. What is wrong with single documents is not an error but part of the outcome.

use std::fmt;
use std::path::PathBuf;

/// Says why a run could not start. [`Error::hint`] says what to do about it.
#[derive(Debug)]
pub struct Error(ErrorKind);

/// The kinds of [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file that the run needs could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// The settings file says something that is no setting.
    Settings {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A lexicon has errors; all of them are listed.
    Lexicon(gongwen_lexicon::Error),
    /// Lists of words have errors; all lists and all their errors.
    Dictionary(Vec<gongwen_segment::DictionaryErrors>),
    /// The formula extractor could not be built.
    Formula(gongwen_formula::Error),
    /// An input does not exist or cannot be listed.
    Input(gongwen_ingest::Error),
    /// A table could not be made.
    Table(gongwen_table::Error),
    /// Counts could not be made.
    Count(gongwen_corpus::Error),
    /// The tokens of a mode overlap, so that they cannot be counted.
    Overlapping {
        /// The mode.
        mode: gongwen_segment::Mode,
    },
    /// A pattern of words cannot be read.
    Pattern(String),
    /// A saved corpus in which formulas were not sought.
    WithoutFormulas {
        /// The corpus.
        path: PathBuf,
    },
    /// A saved corpus is named beside other inputs.
    CorpusAmongOthers {
        /// The corpus.
        path: PathBuf,
    },
    /// A file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// The inputs changed between two passes over them.
    Changed,
    /// No document has the metadata column by which was to be grouped.
    UnknownColumn {
        /// The column asked for.
        column: String,
        /// What can be asked for: the columns that documents have, sorted.
        known: Vec<String>,
    },
    /// A baseline, an ignore file or a list of what is allowed says something that it cannot.
    Known {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A file of tiers has a line that is no issuer with its tier.
    Tiers {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// Findings can be written into one document at a time.
    NotOneDocument {
        /// How many files were named.
        files: usize,
    },
    /// Findings can be written into a DOCX only.
    NotDocx {
        /// The document.
        id: String,
        /// What it is.
        found: gongwen_ingest::FileFormat,
    },
    /// A file of rules has an error.
    Rules(gongwen_check::RuleFileError),
    /// No rule has this name.
    UnknownRule {
        /// The name asked for.
        name: String,
        /// Families, or rules of the family meant.
        near: Vec<String>,
    },
    /// A lexicon entry that was asked for does not exist.
    UnknownEntry {
        /// The id or label asked for.
        name: String,
        /// Entries with a like name, best first.
        near: Vec<String>,
    },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error(kind)
    }

    pub(crate) fn unknown_rule<'r>(name: &str, rules: impl Iterator<Item = &'r str> + Clone) -> Self {
        let family = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
        let meant = family(name);
        let mut near: Vec<String> =
            rules.clone().filter(|id| family(id) == meant).map(str::to_owned).collect();
        if near.is_empty() {
            near = rules.map(family).collect();
            near.dedup();
        }
        Error::new(ErrorKind::UnknownRule { name: name.to_owned(), near })
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// Returns what to do about it, when there is something to do.
    pub fn hint(&self) -> Option<String> {
        match &self.0 {
            ErrorKind::Read { .. } => Some("check the path and its permissions".to_string()),
            ErrorKind::Settings { .. } | ErrorKind::Known { .. } | ErrorKind::Tiers { .. } => None,
            ErrorKind::Dictionary(_) => {
                Some("a list has one word a line: `word`, `word 3 n`, or `-word` to take it away".to_string())
            }
            ErrorKind::Lexicon(_) => {
                Some("run `gongwen lexicon check FILE` to list every problem".to_string())
            }
            ErrorKind::Input(error) => error.hint().map(str::to_string),
            ErrorKind::Table(error) => error.hint().map(str::to_string),
            ErrorKind::Rules(_) | ErrorKind::NotOneDocument { .. } => None,
            ErrorKind::NotDocx { .. } => Some("save it as .docx, or use --format html or --diff".to_string()),
            ErrorKind::UnknownRule { near, .. } => Some(format!("there are {}", near.join(", "))),
            ErrorKind::UnknownEntry { near, .. } if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(", ")))
            }
            ErrorKind::UnknownEntry { .. } => Some("run `gongwen lexicon list` to see them all".to_string()),
            ErrorKind::UnknownColumn { known, .. } => {
                Some(format!("the documents can be grouped by {}", known.join(", ")))
            }
            ErrorKind::Overlapping { .. } => Some("choose dictionary or jieba-hmm".to_string()),
            ErrorKind::Changed => Some("run again when nothing writes to them".to_string()),
            ErrorKind::WithoutFormulas { .. } => {
                Some("build it without --no-formulas, or name its documents".to_string())
            }
            ErrorKind::CorpusAmongOthers { .. } => {
                Some("add the others to it with `gongwen corpus add`, or name documents only".to_string())
            }
            ErrorKind::Write { .. } => {
                Some("check the path, its permissions and the room on the disk".to_string())
            }
            ErrorKind::Count(error) => error.hint().map(str::to_string),
            ErrorKind::Formula(_) | ErrorKind::Pattern(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ErrorKind::Read { path, error } => write!(f, "{}: cannot be read: {error}", path.display()),
            ErrorKind::Settings { path, line, problem }
            | ErrorKind::Known { path, line, problem }
            | ErrorKind::Tiers { path, line, problem } => {
                write!(f, "{}:{line}: {problem}", path.display())
            }
            ErrorKind::Lexicon(error) => error.fmt(f),
            ErrorKind::Dictionary(lists) => {
                for (at, errors) in lists.iter().enumerate() {
                    write!(f, "{}{errors}", if at > 0 { "\n" } else { "" })?;
                }
                Ok(())
            }
            ErrorKind::Formula(error) => error.fmt(f),
            ErrorKind::Input(error) => error.fmt(f),
            ErrorKind::Table(error) => error.fmt(f),
            ErrorKind::Count(error) => error.fmt(f),
            ErrorKind::Overlapping { mode } => {
                write!(f, "mode {} gives overlapping tokens, which cannot be counted", mode.as_str())
            }
            ErrorKind::Pattern(problem) => f.write_str(problem),
            ErrorKind::WithoutFormulas { path } => {
                write!(f, "{}: formulas were not sought when this corpus was made", path.display())
            }
            ErrorKind::CorpusAmongOthers { path } => {
                write!(f, "{}: a saved corpus stands alone; other inputs are named beside it", path.display())
            }
            ErrorKind::Write { path, error } => write!(f, "{}: cannot be written: {error}", path.display()),
            ErrorKind::Changed => write!(f, "the inputs changed while they were read"),
            ErrorKind::UnknownColumn { column, .. } => {
                write!(f, "no document has a metadata column `{column}`")
            }
            ErrorKind::Rules(error) => error.fmt(f),
            ErrorKind::NotOneDocument { files } => {
                write!(f, "{files} files are named; findings can be written into one DOCX at a time")
            }
            ErrorKind::NotDocx { id, found } => {
                write!(f, "{id}: is {found}; findings can be written into a DOCX only")
            }
            ErrorKind::UnknownRule { name, .. } => {
                write!(f, "no rule or family of rules is called `{name}`")
            }
            ErrorKind::UnknownEntry { name, .. } => {
                write!(f, "no lexicon entry has the id or label `{name}`")
            }
        }
    }
}

impl std::error::Error for Error {}

macro_rules! from {
    ($($source:ty => $kind:ident),+ $(,)?) => {
        $(impl From<$source> for Error {
            fn from(error: $source) -> Self {
                Error(ErrorKind::$kind(error))
            }
        })+
    };
}

from! {
    gongwen_lexicon::Error => Lexicon,
    gongwen_formula::Error => Formula,
    gongwen_ingest::Error => Input,
    gongwen_table::Error => Table,
    gongwen_corpus::Error => Count,
    gongwen_check::RuleFileError => Rules,
}
