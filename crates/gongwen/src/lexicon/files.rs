//! Lexicon files on disk: which syntax a file is in, folders of them, and the merged lexicon of a run.

use crate::{Error, ErrorKind, STANDARD_INPUT, Settings};
use gongwen_lexicon::{Lexicon, LexiconFile};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name under which the lexicons that come with the program are compared and exported, where a path could stand.
pub const BUILTIN_LEXICON: &str = "builtin";

/// The syntaxes of a lexicon file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LexiconSyntax {
    /// The full format.
    Toml,
    /// One formula a line: label, items, verbs, note, separated by tabs.
    Short,
    /// Rows of a spreadsheet, as `lexicon export` writes them.
    Csv,
    /// The same as one JSON object a line.
    JsonLines,
}

impl LexiconSyntax {
    /// Returns the syntax by the extension of a path: `.tsv` and `.txt` are the short form, `.csv` and `.jsonl` rows, all
    /// else is TOML.
    pub fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("tsv" | "txt") => Self::Short,
            Some("csv") => Self::Csv,
            Some("jsonl" | "ndjson") => Self::JsonLines,
            _ => Self::Toml,
        }
    }

    pub(super) fn parse(self, name: &str, text: &str) -> Result<LexiconFile, gongwen_lexicon::Error> {
        match self {
            Self::Toml => LexiconFile::parse(name, text),
            Self::Short => LexiconFile::parse_short(name, text),
            Self::Csv => LexiconFile::parse_csv(name, text),
            Self::JsonLines => LexiconFile::parse_json_lines(name, text),
        }
    }
}

/// Reads and parses one lexicon file in the syntax that its extension says; `-` is standard input, in TOML.
///
/// # Errors
///
/// When the file cannot be read or has errors; all of them are listed.
pub fn load_lexicon_file(path: &Path) -> Result<LexiconFile, Error> {
    let (name, text) = read(path)?;
    Ok(LexiconSyntax::of_path(path).parse(&name, &text)?)
}

/// Returns the name of a file in diagnostics and its text.
pub(super) fn read(path: &Path) -> Result<(String, String), Error> {
    let unreadable = |error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error });
    if path == Path::new(STANDARD_INPUT) {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(("standard input".to_owned(), text));
    }
    Ok((path.display().to_string(), std::fs::read_to_string(path).map_err(unreadable)?))
}

/// Reads the lexicons that a path names: a file, all of a folder, or the built-in ones under [`BUILTIN_LEXICON`].
pub(super) fn files_named(path: &Path) -> Result<Vec<LexiconFile>, Error> {
    if path == Path::new(BUILTIN_LEXICON) {
        return Ok(LexiconFile::builtin());
    }
    files_under(path)?.iter().map(|path| load_lexicon_file(path)).collect()
}

/// Merges the built-in files and those of the settings, in their order.
pub(crate) fn load_lexicon(settings: &Settings) -> Result<Lexicon, Error> {
    if settings.lexicons.is_empty() {
        return Ok(Lexicon::builtin());
    }
    let mut files = LexiconFile::builtin();
    for path in &settings.lexicons {
        for path in files_under(path)? {
            files.push(load_lexicon_file(&path)?);
        }
    }
    Ok(Lexicon::merge(files)?)
}

/// Returns the lexicon files of a folder and of those in it, by path; a file is itself.
fn files_under(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let unreadable = |error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error });
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let inner = entry.path();
        let is_lexicon = inner
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| matches!(extension, "toml" | "tsv" | "csv" | "jsonl"));
        // A link to a folder is not followed, so that no circle of links is walked.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            files.extend(files_under(&inner)?);
        } else if is_lexicon {
            files.push(inner);
        }
    }
    files.sort();
    Ok(files)
}
