//! Settings: what a run may change, from a `gongwen.toml` beside the documents and from the caller.

use crate::{Error, ErrorKind};
use gongwen_check::{Profile, Severity};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};

/// The name of the settings file that is looked for beside the documents.
pub const SETTINGS_FILE: &str = "gongwen.toml";

/// Everything about a run that is not the documents themselves.
///
/// # Examples
///
/// ```
/// use gongwen::Settings;
///
/// let settings = Settings { threads: Some(2), ..Settings::default() };
/// assert!(settings.lexicons.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Lexicon files, in the order in which they override one another; the built-in lexicon comes first.
    pub lexicons: Vec<PathBuf>,
    /// Lists of words to add to the tokenizer or to take from it, in their order; what a later one says of a word holds.
    /// `-` is standard input.
    pub dictionaries: Vec<PathBuf>,
    /// Whether the tokenizer keeps numbers whole; it cuts them as jieba does when absent.
    pub numbers: Option<Numbers>,
    /// How the tokenizer takes traditional text; as it is when absent.
    pub traditional: Option<Traditional>,
    /// Number of threads; as many as the machine has when absent.
    pub threads: Option<usize>,
    /// Encoding of text files (a WHATWG label such as `gb18030`); detected when absent.
    pub encoding: Option<String>,
    /// Column or field that holds the text in CSV, TSV, JSON and JSON Lines; detected when absent.
    pub text_column: Option<String>,
    /// How documents are checked.
    pub check: CheckSettings,
}

/// How documents are checked, where the caller says nothing else: the table `check` of the settings file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct CheckSettings {
    /// The kind of text.
    #[serde(deserialize_with = "profile")]
    pub profile: Option<Profile>,
    /// Only these rules, by id or the beginning of one.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Findings that weigh less are left out.
    #[serde(deserialize_with = "severity")]
    pub min_severity: Option<Severity>,
    /// Whether previews are on too.
    pub preview: bool,
    /// Words that are right as they stand.
    pub allow: Vec<String>,
    /// Files of such words, one a line.
    pub allow_files: Vec<PathBuf>,
    /// Further rule files.
    pub rules: Vec<PathBuf>,
    /// Findings of earlier runs.
    pub baseline: Vec<PathBuf>,
    /// Descriptions of what is to be left out.
    pub ignore_files: Vec<PathBuf>,
}

impl CheckSettings {
    /// Returns the settings with the paths in them relative to `folder`.
    fn within(mut self, folder: &Path) -> Self {
        for list in [&mut self.allow_files, &mut self.rules, &mut self.baseline, &mut self.ignore_files] {
            list.iter_mut().for_each(|path| *path = folder.join(&*path));
        }
        self
    }

    /// Returns these settings with what `other` says laid over them: lists are appended but for `select`, which is replaced.
    fn overlaid(mut self, other: Self) -> Self {
        self.profile = other.profile.or(self.profile);
        self.min_severity = other.min_severity.or(self.min_severity);
        self.preview |= other.preview;
        if !other.select.is_empty() {
            self.select = other.select;
        }
        self.ignore.extend(other.ignore);
        self.allow.extend(other.allow);
        self.allow_files.extend(other.allow_files);
        self.rules.extend(other.rules);
        self.baseline.extend(other.baseline);
        self.ignore_files.extend(other.ignore_files);
        self
    }
}

fn profile<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Profile>, D::Error> {
    let name = String::deserialize(from)?;
    let known = Profile::ALL.into_iter().find(|profile| profile.as_str() == name);
    known.map(Some).ok_or_else(|| {
        D::Error::custom(format!("unknown profile `{name}`, expected gongwen, speech, press or ocr-raw"))
    })
}

fn severity<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Severity>, D::Error> {
    let name = String::deserialize(from)?;
    let known = Severity::ALL.into_iter().find(|severity| severity.as_str() == name);
    known.map(Some).ok_or_else(|| {
        D::Error::custom(format!("unknown severity `{name}`, expected info, warning or error"))
    })
}

/// What the tokenizer makes of numbers, dates, percentages, quantities and document numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// They are cut as jieba cuts them.
    #[default]
    Cut,
    /// Each is one token.
    Whole,
}

/// How the tokenizer takes traditional text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Traditional {
    /// As it is; the dictionary knows few of its words. Documents in traditional characters are noted.
    #[default]
    AsIs,
    /// Through a simplified view: tokens and positions stay those of the text, ids are those of the simplified words.
    Simplify,
}

/// The settings file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SettingsFile {
    #[serde(default)]
    lexicons: Vec<PathBuf>,
    #[serde(default)]
    dictionaries: Vec<PathBuf>,
    numbers: Option<Numbers>,
    traditional: Option<Traditional>,
    #[serde(default)]
    threads: Option<usize>,
    encoding: Option<String>,
    text_column: Option<String>,
    #[serde(default)]
    check: CheckSettings,
}

impl Settings {
    /// Reads a settings file. Paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or says something that is no setting: file, line and what would be right.
    pub fn from_file(path: &Path) -> Result<Settings, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error }))?;
        let file: SettingsFile = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            Error::new(ErrorKind::Settings {
                path: path.to_path_buf(),
                line,
                problem: error.message().to_string(),
            })
        })?;
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        Ok(Settings {
            lexicons: file.lexicons.iter().map(|lexicon| folder.join(lexicon)).collect(),
            dictionaries: file.dictionaries.iter().map(|dictionary| folder.join(dictionary)).collect(),
            numbers: file.numbers,
            traditional: file.traditional,
            threads: file.threads,
            encoding: file.encoding,
            text_column: file.text_column,
            check: file.check.within(folder),
        })
    }

    /// Finds the settings file that governs `inputs`: the nearest `gongwen.toml` in the folder of the first input or
    /// in one above it.
    pub fn discover(inputs: &[PathBuf]) -> Option<PathBuf> {
        let first = std::path::absolute(inputs.first()?).ok()?;
        first.ancestors().map(|folder| folder.join(SETTINGS_FILE)).find(|file| file.is_file())
    }

    /// Returns these settings with what `other` says laid over them: lists are appended, values replaced.
    #[must_use]
    pub fn overlaid(mut self, other: Settings) -> Settings {
        self.lexicons.extend(other.lexicons);
        self.dictionaries.extend(other.dictionaries);
        self.numbers = other.numbers.or(self.numbers);
        self.traditional = other.traditional.or(self.traditional);
        self.threads = other.threads.or(self.threads);
        self.encoding = other.encoding.or(self.encoding);
        self.text_column = other.text_column.or(self.text_column);
        self.check = self.check.overlaid(other.check);
        self
    }

    /// Returns the number of threads to use, at least one.
    pub fn thread_count(&self) -> usize {
        let available = || std::thread::available_parallelism().map_or(1, |count| count.get());
        self.threads.unwrap_or_else(available).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_and_unknown_settings_are_named_with_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SETTINGS_FILE);
        std::fs::write(
            &path,
            "threads = 2\nlexicons = [\"unit.toml\"]\ndictionaries = [\"words.txt\"]\nnumbers = \"whole\"\n",
        )
        .unwrap();
        let settings = Settings::from_file(&path).unwrap();
        assert_eq!(settings.threads, Some(2));
        assert_eq!(settings.lexicons, [folder.path().join("unit.toml")]);
        assert_eq!(settings.dictionaries, [folder.path().join("words.txt")]);
        assert_eq!((settings.numbers, settings.traditional), (Some(Numbers::Whole), None));

        std::fs::write(&path, "threads = 2\nlexicon = []\n").unwrap();
        let message = Settings::from_file(&path).unwrap_err().to_string();
        assert!(
            message.contains("gongwen.toml:2: unknown field `lexicon`, expected one of `lexicons`"),
            "{message}"
        );
    }

    #[test]
    fn the_table_check_is_read_and_its_faults_are_named_with_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SETTINGS_FILE);
        let written = "[check]\nprofile = \"speech\"\nignore = [\"punct\"]\nmin-severity = \"warning\"\nallow = [\"台帐\"]\nrules = [\"unit.toml\"]\n";
        std::fs::write(&path, written).unwrap();
        let check = Settings::from_file(&path).unwrap().check;
        assert_eq!((check.profile, check.min_severity), (Some(Profile::Speech), Some(Severity::Warning)));
        assert_eq!((check.ignore, check.allow), (vec!["punct".to_owned()], vec!["台帐".to_owned()]));
        assert_eq!(check.rules, [folder.path().join("unit.toml")]);

        for (written, said) in [
            ("[check]\nallowed = []\n", "gongwen.toml:2: unknown field `allowed`, expected one of"),
            (
                "[check]\npreview = true\nprofile = \"talk\"\n",
                "gongwen.toml:3: unknown profile `talk`, expected gongwen",
            ),
        ] {
            std::fs::write(&path, written).unwrap();
            let message = Settings::from_file(&path).unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }

    #[test]
    fn the_nearest_file_above_the_first_input_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(folder.path().join("a").join(SETTINGS_FILE), "").unwrap();
        std::fs::write(inner.join("x.txt"), "").unwrap();
        let expected = folder.path().join("a").join(SETTINGS_FILE);
        assert_eq!(Settings::discover(std::slice::from_ref(&inner)), Some(expected.clone()));
        assert_eq!(Settings::discover(&[inner.join("x.txt")]), Some(expected));
    }

    #[test]
    fn the_caller_overrides_the_file() {
        let file = Settings { threads: Some(1), lexicons: vec!["a".into()], ..Settings::default() };
        let caller = Settings { threads: Some(4), lexicons: vec!["b".into()], ..Settings::default() };
        let both = file.overlaid(caller);
        assert_eq!(both.threads, Some(4));
        assert_eq!(both.lexicons, [PathBuf::from("a"), PathBuf::from("b")]);
    }
}
