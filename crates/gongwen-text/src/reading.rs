//! The reading: a normalised view of a source text, with an exact map back.
//!
//! A reading is the source with a list of [`Edit`]s applied. Two passes find them: *layout* looks at lines (page
//! numbers, portal text, broken lines), *marks* at single characters (punctuation, quotation marks, masks,
//! controls). A text without damage is borrowed, not copied.
//!
//! What a newcomer would question: an edit is made only where the local context is clear, since everything
//! above works on the reading and a wrong edit hides the original from it. In doubt the source stands. What the
//! checker wants to report about the damage it finds in [`Reading::edits`].

mod boilerplate;
mod layout;
mod marks;
mod masks;
mod pages;
mod quotes;
mod view;

use std::borrow::Cow;

use crate::span::Span;

/// A normalised view of a source text, with an exact map back.
///
/// ```
/// use gongwen_text::{EditKind, Reading, Span};
///
/// let reading = Reading::of("*局坚定\"四个自信\",做到\"两个维护\"。");
/// assert_eq!(reading.as_str(), "〓局坚定“四个自信”，做到“两个维护”。");
/// assert_eq!(reading.edits()[0].kind, EditKind::Mask);
///
/// let found = reading.as_str().find("自信").unwrap();
/// let span = reading.to_source(Span::new(found, found + 6));
/// assert_eq!(span.slice(reading.source()), "自信");
/// ```
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
    /// What is replaced, in bytes of the source; never empty.
    pub source: Span,
    /// What stands there instead, in bytes of the reading; empty for a deletion.
    pub reading: Span,
}

/// The kinds of change.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EditKind {
    /// Half-width punctuation next to Han made full-width: `, . : ; ! ? ( )`. Numbers (3.5, 1,000, 12:30), Latin
    /// text, numbering (`1.`, `(1)`) stay; brackets around Han, as in `(一)` and `(试行)`, become full-width.
    HalfWidthPunctuation,
    /// A quotation mark of another style or direction made “ ” or ‘ ’, or the second of a doubled one removed.
    QuoteStyle,
    /// A page number removed, with the line breaks around it where the sentence goes on.
    PageNumber,
    /// Text of the portal, not of the document, removed.
    Boilerplate,
    /// A marker that text was left out, removed.
    Truncation,
    /// A run of mask characters made one 〓.
    Mask,
    /// Control, format and zero-width characters removed.
    Control,
    /// A run of U+FFFD made one.
    Replacement,
    /// A line end of another style (CRLF, CR, U+2028, …) made `\n`.
    LineEnd,
    /// A line break inside a sentence removed, or made a blank between Latin words.
    SoftBreak,
    /// A blank between single Han characters removed (党 的 建 设 工 作).
    Spacing,
}

impl EditKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::HalfWidthPunctuation,
        Self::QuoteStyle,
        Self::PageNumber,
        Self::Boilerplate,
        Self::Truncation,
        Self::Mask,
        Self::Control,
        Self::Replacement,
        Self::LineEnd,
        Self::SoftBreak,
        Self::Spacing,
    ];

    /// Returns the name in kebab case, as tables and `--format json` print it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfWidthPunctuation => "half-width-punctuation",
            Self::QuoteStyle => "quote-style",
            Self::PageNumber => "page-number",
            Self::Boilerplate => "boilerplate",
            Self::Truncation => "truncation",
            Self::Mask => "mask",
            Self::Control => "control",
            Self::Replacement => "replacement",
            Self::LineEnd => "line-end",
            Self::SoftBreak => "soft-break",
            Self::Spacing => "spacing",
        }
    }
}

/// An edit that is not placed in the reading yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Draft {
    kind: EditKind,
    span: Span,
    with: &'static str,
}

impl<'s> Reading<'s> {
    /// Reads `source` with all edits. Cost: `O(bytes)`; without damage nothing is copied.
    #[must_use]
    pub fn of(source: &'s str) -> Self {
        let cuts = layout::cuts(source);
        let marks = marks::drafts(source, &cuts);
        Self::build(source, &merged(cuts, marks))
    }

    /// Reads `source` as it stands. Cost: none.
    #[must_use]
    pub fn verbatim(source: &'s str) -> Self {
        Self { source, text: Cow::Borrowed(source), edits: Vec::new() }
    }

    fn build(source: &'s str, drafts: &[Draft]) -> Self {
        if drafts.is_empty() {
            return Self::verbatim(source);
        }
        let grown: usize = drafts.iter().map(|draft| draft.with.len()).sum();
        let shrunk: usize = drafts.iter().map(|draft| draft.span.len()).sum();
        let mut text = String::with_capacity(source.len() + grown - shrunk);
        let mut edits = Vec::with_capacity(drafts.len());
        let mut copied = 0;
        for draft in drafts {
            text.push_str(&source[copied..draft.span.start]);
            let start = text.len();
            text.push_str(draft.with);
            edits.push(Edit { kind: draft.kind, source: draft.span, reading: Span::new(start, text.len()) });
            copied = draft.span.end;
        }
        text.push_str(&source[copied..]);
        Self { source, text: Cow::Owned(text), edits }
    }

    /// Returns the text of the reading; the source itself when there is no edit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the source.
    #[must_use]
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Returns the edits in source order. They do not overlap.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Returns the smallest span of the source that contains `span` of the reading. Cost: `O(log edits)`.
    ///
    /// A replaced part that `span` only cuts comes back whole. Deletions inside `span` are inside the result, those
    /// at its edges outside. Offsets past the end count as the end.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let first = self.edits.partition_point(|edit| edit.reading.end <= span.start);
        let after = first + self.edits[first..].partition_point(|edit| edit.reading.start < span.end);
        self.source_between(span, first, after)
    }

    /// Returns a cursor that does what [`Reading::to_source`] does, in constant time for spans that ascend.
    #[must_use]
    pub fn source_cursor(&self) -> SourceCursor<'_> {
        SourceCursor { reading: self, first: 0, start: 0 }
    }

    /// `first` is the first edit that ends after the start of `span`, `after` the first that starts at or after
    /// its end.
    fn source_between(&self, span: Span, first: usize, after: usize) -> Span {
        let start = match self.edits.get(first) {
            Some(edit) if edit.reading.start <= span.start => edit.source.start,
            _ => match first.checked_sub(1) {
                Some(before) => self.edits[before].source.end + (span.start - self.edits[before].reading.end),
                None => span.start,
            },
        };
        let start = start.min(self.source.len());
        if span.is_empty() {
            return Span::empty(start);
        }
        let end = match after.checked_sub(1).map(|last| self.edits[last]) {
            Some(edit) if span.end < edit.reading.end => edit.source.end,
            Some(edit) => edit.source.end + (span.end - edit.reading.end),
            None => span.end,
        };
        Span::new(start, end.clamp(start, self.source.len()))
    }

    /// Returns the smallest span of the reading that contains what is left of `span` of the source. Cost: `O(log
    /// edits)`.
    ///
    /// A replaced part that `span` only cuts comes back whole; of a deleted part an empty span at its place is left.
    #[must_use]
    pub fn from_source(&self, span: Span) -> Span {
        let first = self.edits.partition_point(|edit| edit.source.end <= span.start);
        let start = match self.edits.get(first) {
            Some(edit) if edit.source.start <= span.start => edit.reading.start,
            _ => match first.checked_sub(1) {
                Some(before) => self.edits[before].reading.end + (span.start - self.edits[before].source.end),
                None => span.start,
            },
        };
        let start = start.min(self.text.len());
        if span.is_empty() {
            return Span::empty(start);
        }
        let after = self.edits.partition_point(|edit| edit.source.start < span.end);
        let end = match after.checked_sub(1).map(|last| self.edits[last]) {
            Some(edit) if span.end < edit.source.end => edit.reading.end,
            Some(edit) => edit.reading.end + (span.end - edit.source.end),
            None => span.end,
        };
        Span::new(start, end.clamp(start, self.text.len()))
    }
}

/// Maps ascending spans of a reading to its source; see [`Reading::source_cursor`].
#[derive(Clone, Debug)]
pub struct SourceCursor<'r> {
    reading: &'r Reading<'r>,
    first: usize,
    start: usize,
}

impl SourceCursor<'_> {
    /// Returns the smallest span of the source that contains `span` of the reading.
    ///
    /// Cost: the edits since the span before; a span that starts before the one before costs a search.
    pub fn to_source(&mut self, span: Span) -> Span {
        let edits = self.reading.edits();
        if span.start < self.start {
            self.first = edits.partition_point(|edit| edit.reading.end <= span.start);
        }
        self.start = span.start;
        while edits.get(self.first).is_some_and(|edit| edit.reading.end <= span.start) {
            self.first += 1;
        }
        let mut after = self.first;
        while edits.get(after).is_some_and(|edit| edit.reading.start < span.end) {
            after += 1;
        }
        self.reading.source_between(span, self.first, after)
    }
}

/// Merges two sorted lists that do not overlap.
fn merged(cuts: Vec<Draft>, marks: Vec<Draft>) -> Vec<Draft> {
    if cuts.is_empty() {
        return marks;
    }
    let mut all = cuts;
    all.extend(marks);
    // The sort is stable and finds the two runs, so this is a merge.
    all.sort_by_key(|draft| draft.span.start);
    all
}
