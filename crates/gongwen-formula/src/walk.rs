//! Steps of one character and tests against word tables, at byte positions of the reading.
//!
//! Everything local in this crate is a short walk from a candidate position. Walks are bounded by constants
//! next to their users, so that the cost of a text stays linear whatever stands in it.

use gongwen_text::Span;

pub(crate) use gongwen_text::{char_after as after, char_before as before};

/// Returns the longest of `words` that ends at byte `at`.
pub(crate) fn word_before<'w>(text: &str, at: usize, words: &[&'w str]) -> Option<&'w str> {
    let head = text.get(..at)?;
    words.iter().filter(|word| head.ends_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Returns the longest of `words` that starts at byte `at`.
pub(crate) fn word_after<'w>(text: &str, at: usize, words: &[&'w str]) -> Option<&'w str> {
    let tail = text.get(at..)?;
    words.iter().filter(|word| tail.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Returns the byte reached by going forward from `at` while `keep` holds, over at most `limit` characters.
pub(crate) fn forward(text: &str, at: usize, limit: usize, keep: impl Fn(char) -> bool) -> usize {
    let Some(tail) = text.get(at..) else { return at };
    tail.char_indices().take(limit).find(|&(_, c)| !keep(c)).map_or_else(
        || at + tail.chars().take(limit).map(char::len_utf8).sum::<usize>(),
        |(offset, _)| at + offset,
    )
}

/// Returns the byte reached by going back from `at` while `keep` holds, over at most `limit` characters.
pub(crate) fn backward(text: &str, at: usize, limit: usize, keep: impl Fn(char) -> bool) -> usize {
    let Some(head) = text.get(..at) else { return at };
    at - head.chars().rev().take(limit).take_while(|&c| keep(c)).map(char::len_utf8).sum::<usize>()
}

/// Returns the number of characters of a span.
pub(crate) fn length(text: &str, span: Span) -> usize {
    span.slice(text).chars().count()
}

/// Returns what stands between the mark that opens at `at` and the mark that closes it: the nearest `close`
/// with no second `open` and no line end before it, within `limit` bytes.
pub(crate) fn inside(text: &str, at: usize, open: char, close: char, limit: usize) -> Option<Span> {
    let start = at + open.len_utf8();
    let tail = text.get(start..)?;
    for (offset, c) in tail.char_indices() {
        if c == close {
            return Some(Span::new(start, start + offset));
        }
        if offset > limit || c == open || c == '\n' {
            return None;
        }
    }
    None
}

/// Returns what stands inside the brackets that open at `at`, nested pairs included, within `limit` bytes.
pub(crate) fn balanced(text: &str, at: usize, open: char, close: char, limit: usize) -> Option<Span> {
    let start = at + open.len_utf8();
    let mut depth = 0usize;
    for (offset, c) in text.get(start..)?.char_indices() {
        if offset > limit || c == '\n' {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(Span::new(start, start + offset));
            }
            depth -= 1;
        }
    }
    None
}
