//! The reading.

use std::borrow::Cow;

use crate::span::Span;

/// A normalised view of a source text, with an exact map back.
#[derive(Clone, Debug)]
pub struct Reading<'s> {
    source: &'s str,
    text: Cow<'s, str>,
    edits: Vec<Edit>,
}

/// One change that the reading makes to the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What kind of damage it mends.
    pub kind: EditKind,
    /// What is replaced, in bytes of the source.
    pub source: Span,
    /// What stands there instead, in bytes of the reading; empty for a deletion.
    pub reading: Span,
}

/// The kinds of change.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EditKind {
    /// Half-width punctuation among Han made full-width.
    HalfWidthPunctuation,
    /// A quotation mark of another style, direction or doubled, made “ ” ‘ ’.
    QuoteStyle,
    /// A page number, with the line break that came with it.
    PageNumber,
    /// Text of the portal, not of the document.
    Boilerplate,
    /// A marker that text was left out.
    Truncation,
    /// A run of mask characters made one 〓.
    Mask,
    /// A control, format or zero-width character removed.
    Control,
    /// A run of U+FFFD made one.
    Replacement,
    /// A line end of another style made `\n`.
    LineEnd,
    /// A line break inside a sentence removed.
    SoftBreak,
    /// Blanks between single Han characters removed.
    Spacing,
}

impl<'s> Reading<'s> {
    /// Reads `source` with all edits.
    #[must_use]
    pub fn of(source: &'s str) -> Self {
        Self::verbatim(source)
    }

    /// Reads `source` as it stands.
    #[must_use]
    pub fn verbatim(source: &'s str) -> Self {
        Self { source, text: Cow::Borrowed(source), edits: Vec::new() }
    }

    /// Returns the text of the reading.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the source.
    #[must_use]
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Returns the edits.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Maps a span of the reading to the source.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        span
    }

    /// Maps a span of the source to the reading.
    #[must_use]
    pub fn from_source(&self, span: Span) -> Span {
        span
    }
}
