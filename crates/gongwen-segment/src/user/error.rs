//! What can be wrong with a user dictionary: every problem with its place, what is wrong, and what would be right.

use std::fmt;

use super::check::{LONGEST_TAG, LONGEST_WORD};

/// The problems of one source of user words, all of them, in the order of its lines.
///
/// Displays one problem a line; of many the first [`DictionaryErrors::DISPLAYED`] and the number of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DictionaryErrors {
    errors: Vec<DictionaryError>,
}

impl DictionaryErrors {
    /// The most problems that are displayed.
    pub const DISPLAYED: usize = 20;

    /// Returns `Ok(value)` when there are no errors.
    pub(super) fn unless<T>(errors: Vec<DictionaryError>, value: T) -> Result<T, Self> {
        if errors.is_empty() { Ok(value) } else { Err(Self { errors }) }
    }

    /// Returns every problem found; never empty.
    pub fn as_slice(&self) -> &[DictionaryError] {
        &self.errors
    }
}

impl fmt::Display for DictionaryErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().take(Self::DISPLAYED).enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        match self.errors.len().saturating_sub(Self::DISPLAYED) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

impl std::error::Error for DictionaryErrors {}

/// One problem of a source of user words.
///
/// Displays as `source:line: what is wrong; what would be right`, without the line where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DictionaryError {
    /// The name of the source, as the caller gave it.
    pub source: String,
    /// The line, or the place in a list from memory, counted from 1; `None` for a word given alone.
    pub line: Option<usize>,
    /// The beginning of the line or word, with control characters written as escapes.
    pub text: String,
    /// What is wrong.
    pub problem: DictionaryProblem,
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.source, self.problem),
            None => write!(f, "{}: {}", self.source, self.problem),
        }
    }
}

impl std::error::Error for DictionaryError {}

/// What is wrong with a line or word; strings are shortened for display.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum DictionaryProblem {
    /// There is no word.
    EmptyWord,
    /// The word holds a character that no clean text holds.
    Character {
        /// The character.
        found: char,
    },
    /// The word is longer than a word can be.
    TooLong {
        /// Its beginning.
        word: String,
        /// Its length in characters.
        characters: usize,
    },
    /// The frequency is no whole number.
    Frequency {
        /// The field found.
        found: String,
        /// The word of the line.
        word: String,
    },
    /// The frequency is beyond 64 bits.
    FrequencyTooLarge {
        /// The field found.
        found: String,
    },
    /// The field in the place of the tag is none.
    Tag {
        /// The field found.
        found: String,
    },
    /// A Latin word is followed by what can be a tag, or the second part of a name such as `New York`.
    TagOrWord {
        /// The word.
        word: String,
        /// The field found.
        found: String,
    },
    /// The frequency comes after the tag.
    FrequencyAfterTag {
        /// The word.
        word: String,
        /// The tag.
        tag: String,
        /// The frequency.
        found: String,
    },
    /// There are more fields than a word, a frequency and a tag.
    ExtraField {
        /// The first field that is too much.
        found: String,
        /// The word of the line.
        word: String,
    },
    /// A blank stands between the minus sign of a removal and its word, as in a list of Markdown.
    BlankAfterMinus {
        /// What follows.
        word: String,
    },
}

impl fmt::Display for DictionaryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyWord => write!(f, "the word is missing; write a word, or delete the line"),
            Self::Character { found: '\u{fffd}' } => write!(
                f,
                "the word holds U+FFFD, the trace of a wrong encoding; save the list as UTF-8 and write the word again"
            ),
            Self::Character { found: '\0' } => {
                write!(f, "the word holds U+0000, as UTF-16 does; save the list as UTF-8")
            }
            Self::Character { found } if found.is_whitespace() && !found.is_control() => write!(
                f,
                "the word holds the blank U+{:04X}; write a space between fields, or a tab after a word with blanks",
                u32::from(*found)
            ),
            Self::Character { found } => {
                write!(f, "the word holds the invisible character U+{:04X}; delete it", u32::from(*found))
            }
            Self::TooLong { word, characters } => write!(
                f,
                "the word \"{word}\" has {characters} characters; write one word of at most {LONGEST_WORD} a line"
            ),
            Self::Frequency { found, word } => write!(
                f,
                "the frequency \"{found}\" is not a whole number; write \"{word} 3 n\", or the word alone"
            ),
            Self::FrequencyTooLarge { found } => write!(
                f,
                "the frequency \"{found}\" is too large; write at most {}, or the word alone",
                u64::MAX
            ),
            Self::Tag { found } => write!(
                f,
                "\"{found}\" is not a tag; write up to {LONGEST_TAG} Latin letters and digits, such as n or nr, and each \
                 word on a line of its own"
            ),
            Self::TagOrWord { word, found } => write!(
                f,
                "\"{found}\" can be a tag or a part of the word; write \"{word} 3 {found}\" for a tag, or end the word \
                 \"{word} {found}\" with a tab"
            ),
            Self::FrequencyAfterTag { word, tag, found } => {
                write!(
                    f,
                    "the frequency \"{found}\" stands after the tag \"{tag}\"; write \"{word} {found} {tag}\""
                )
            }
            Self::ExtraField { found, word } => write!(
                f,
                "the field \"{found}\" is one too many; write \"{word} 3 n\", or end a word that has blanks with a tab"
            ),
            Self::BlankAfterMinus { word } => write!(
                f,
                "a blank stands after \"-\"; write \"-{word}\" to remove the word, or \"{word}\" to add it"
            ),
        }
    }
}

/// Returns at most the first 24 characters of a text, with control characters as escapes: a terminal shows it safely.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 24;
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == SHOWN {
            out.push('…');
            break;
        }
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
