//! The error of this crate.

use std::fmt;

/// Why an extractor could not be built.
#[derive(Debug)]
pub struct Error {
    lexicon: gongwen_lexicon::Error,
}

impl From<gongwen_lexicon::Error> for Error {
    fn from(lexicon: gongwen_lexicon::Error) -> Self {
        Self { lexicon }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the lexicon could not be compiled for matching")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.lexicon)
    }
}
