//! Forced spans: which of the caller's spans can be honoured, and the stretches between them.

use gongwen_text::Span;

/// A stretch of the text: one forced token, or text that the engine cuts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stretch {
    Forced(Span),
    Free(Span),
}

impl Stretch {
    pub(crate) fn span(&self) -> Span {
        match *self {
            Stretch::Forced(span) | Stretch::Free(span) => span,
        }
    }
}

/// Divides a text of `length` bytes at the forced spans, which it sorts.
///
/// Spans are of the text and not empty. Of two that overlap the one that starts first is honoured, and the longer of two
/// that start together. Cost: `O(n log n)` in the number of spans.
pub(crate) fn stretches(length: usize, forced: &mut [Span], out: &mut Vec<Stretch>) {
    out.clear();
    forced.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut at = 0;
    for &span in forced.iter() {
        if span.start < at {
            continue;
        }
        if at < span.start {
            out.push(Stretch::Free(Span::new(at, span.start)));
        }
        out.push(Stretch::Forced(span));
        at = span.end;
    }
    if at < length {
        out.push(Stretch::Free(Span::new(at, length)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_overlapping_spans_wins_and_the_longer_of_two_that_start_together() {
        let mut out = Vec::new();
        stretches(8, &mut [Span::new(3, 5), Span::new(1, 2), Span::new(1, 4)], &mut out);
        assert_eq!(
            out,
            [
                Stretch::Free(Span::new(0, 1)),
                Stretch::Forced(Span::new(1, 4)),
                Stretch::Free(Span::new(4, 8))
            ]
        );
    }

    #[test]
    fn a_text_without_forced_spans_is_one_stretch_and_an_empty_text_none() {
        let mut out = Vec::new();
        stretches(6, &mut [], &mut out);
        assert_eq!(out, [Stretch::Free(Span::new(0, 6))]);
        stretches(0, &mut [], &mut out);
        assert_eq!(out, []);
    }
}
