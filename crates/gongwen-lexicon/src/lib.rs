//! Lexicons of Chinese official formulas (提法): files, validation, merging, compiled matcher.
//!
//! A lexicon file is TOML that people edit, or the one-line short form; this crate takes its text and a display name and
//! never a path. [`LexiconFile::parse`] reads and checks one file, [`Lexicon::merge`] puts several together, [`Matcher`]
//! finds every form of every entry in a text. Which hit is meant, and which list belongs to it, is the extractor's work.
#![forbid(unsafe_code)]

mod builtin;
mod check;
mod closed;
mod date;
mod error;
mod exchange;
mod fields;
mod file;
#[expect(dead_code, reason = "the build script writes what the library reads")]
mod image;
mod lexicon;
mod matcher;
mod merge;
mod model;
mod pack;
mod parse;
mod shelf;
mod short;
mod slots;
mod strings;
mod suggest;
mod wording;
mod write;

pub use closed::{Basis, ClosedSet, Confidence, Kind, Level, NameKind, Order, Status};
pub use date::{Date, InvalidDate};
pub use error::{Diagnostic, Error, Problem};
pub use exchange::{ENTRY_COLUMNS, EntryRows};
pub use file::{ContentHash, LexiconFile};
pub use lexicon::{Entry, EntryId, Lexicon, LexiconInfo, Shadow, Shadowed};
pub use matcher::{FindIter, Form, LexiconHit, Matcher, Semantics};
pub use model::{Chain, Dated, Example, Formula, Gloss, Item, Link, Name, Phrase, Place, Verbs, WrongForm};
pub use strings::{Found, Places, Strings};
