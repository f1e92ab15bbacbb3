//! The text that the user sees. Every offset of every result refers to it.

use std::sync::OnceLock;

use crate::lines::LineIndex;

/// A text as it was read, with a [`LineIndex`] made on first use.
#[derive(Debug)]
pub struct SourceText {
    text: Box<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceText {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), lines: OnceLock::new() }
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the line index. Cost: one pass over the text at the first call, nothing after.
    #[must_use]
    pub fn line_index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

impl Clone for SourceText {
    /// Copies the text; the copy makes its own line index.
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for SourceText {}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl AsRef<str> for SourceText {
    fn as_ref(&self) -> &str {
        &self.text
    }
}
