//! Byte ranges. A [`Span`] says where something is; it never holds the text itself.

/// A half-open range of bytes, `start..end`, of a text known from context.
///
/// Spans order by start, then by end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the empty span at `byte`.
    #[must_use]
    pub const fn empty(byte: usize) -> Self {
        Self { start: byte, end: byte }
    }

    /// Returns the length in bytes; a span that ends before it starts has none.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Says whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Says whether the byte at `byte` lies in the span.
    #[must_use]
    pub const fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Says whether every byte of `other` lies in the span. An empty span lies in whatever it touches.
    #[must_use]
    pub const fn contains_span(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the text of the span, or `""` where `text` has no such range or a bound cuts through a character.
    ///
    /// ```
    /// use gongwen_text::Span;
    /// assert_eq!(Span::new(3, 15).slice("“四个意识”"), "四个意识");
    /// assert_eq!(Span::new(3, 14).slice("“四个意识”"), "");
    /// ```
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the span moved `by` bytes to the right.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Returns the smallest span that contains both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl From<Span> for std::ops::Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn containment_and_overlap_are_half_open() {
        let span = Span::new(2, 5);
        assert!(span.contains(2) && span.contains(4) && !span.contains(5));
        assert!(span.overlaps(Span::new(4, 9)) && !span.overlaps(Span::new(5, 9)));
        assert!(span.contains_span(Span::empty(5)) && !span.contains_span(Span::new(4, 6)));
        assert_eq!(span.shifted(10), Span::new(12, 15));
        assert_eq!(span.union(Span::new(7, 8)), Span::new(2, 8));
        assert!(Span::new(5, 2).is_empty());
        assert_eq!(Span::new(5, 2).slice("abcdef"), "");
    }
}
