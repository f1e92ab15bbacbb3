//! Sentences and clauses.

use crate::chars::{is_clause_end, is_closing, is_sentence_end};
use crate::span::Span;

/// Returns the sentences of `text`.
pub fn sentences(text: &str) -> impl Iterator<Item = Span> {
    split(text, |c| is_sentence_end(c) || c == '\n')
}

/// Returns the clauses of `text`.
pub fn clauses(text: &str) -> impl Iterator<Item = Span> {
    split(text, |c| is_sentence_end(c) || is_clause_end(c) || c == '\n')
}

fn split(text: &str, ends: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.get(start..)?;
        if rest.is_empty() {
            return None;
        }
        let mut ended = false;
        for (offset, c) in rest.char_indices() {
            if ended && !is_closing(c) && !ends(c) {
                at = start + offset;
                return Some(Span::new(start, at));
            }
            ended |= ends(c);
        }
        at = text.len();
        Some(Span::new(start, at))
    })
}
