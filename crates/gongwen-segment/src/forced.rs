//! Forced spans: which of the caller's spans can be honoured, and the stretches between them.

use gongwen_text::Span;

/// A stretch of the text: one forced token, or text that the engine cuts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stretch {
    Forced(Span),
    Free(Span),
}

/// Divides `text` at the forced spans.
///
/// Spans may come in any order. A span that is empty, leaves the text or cuts through a character cannot be a token
/// and is passed over; of two that overlap the one that starts first is honoured, and the longer of two that start
/// together. Cost: `O(n log n)` in the number of spans, nothing for none.
pub(crate) fn stretches(text: &str, forced: &[Span], out: &mut Vec<Stretch>) {
    out.clear();
    let mut spans: Vec<Span> = forced
        .iter()
        .copied()
        .filter(|span| {
            span.start < span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
        })
        .collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut at = 0;
    for span in spans {
        if span.start < at {
            continue;
        }
        if at < span.start {
            out.push(Stretch::Free(Span::new(at, span.start)));
        }
        out.push(Stretch::Forced(span));
        at = span.end;
    }
    if at < text.len() {
        out.push(Stretch::Free(Span::new(at, text.len())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_overlapping_spans_wins_and_the_longer_of_two_that_start_together() {
        let text = "abcdefgh";
        let mut out = Vec::new();
        stretches(text, &[Span::new(3, 5), Span::new(1, 2), Span::new(1, 4), Span::new(6, 6)], &mut out);
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
    fn spans_that_cut_a_character_or_leave_the_text_are_passed_over() {
        let mut out = Vec::new();
        stretches("党建", &[Span::new(1, 3), Span::new(3, 9)], &mut out);
        assert_eq!(out, [Stretch::Free(Span::new(0, 6))]);
        stretches("", &[Span::new(0, 0)], &mut out);
        assert_eq!(out, []);
    }
}
