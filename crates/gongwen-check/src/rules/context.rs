//! What stands around a place of a text.

use gongwen_text::Span;

pub(super) use gongwen_text::{char_after as after, char_before as before};

/// Returns the span from the end of the clause before `at` to `at`, without blanks at its start.
pub(super) fn clause_before(text: &str, at: usize) -> Span {
    let line = &text[..at];
    let start = line.char_indices().rev().take(MOST).find(|&(_, c)| ends_clause(c));
    let start = match start {
        Some((start, c)) => start + c.len_utf8(),
        None => line.char_indices().rev().take(MOST).last().map_or(at, |(start, _)| start),
    };
    let blanks = text[start..at].len() - text[start..at].trim_start().len();
    Span::new(start + blanks, at)
}

/// Returns the span from `at` to the end of its clause.
pub(super) fn clause_after(text: &str, at: usize) -> Span {
    let rest = &text[at..];
    let end = rest.char_indices().take(MOST).find(|&(_, c)| ends_clause(c)).map(|(end, _)| end);
    let end = end.or_else(|| rest.char_indices().nth(MOST).map(|(end, _)| end)).unwrap_or(rest.len());
    Span::new(at, at + end)
}

/// The longest clause that is shown.
const MOST: usize = 40;

const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '\n' | ',' | ';' | ':' | '“' | '”')
}
