//! What stands around a place of a text.

use gongwen_text::{Span, is_han};

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

/// Says whether a text has so many Han characters.
pub(super) fn has_han(text: &str, count: usize) -> bool {
    // What begins with these bytes is Han; what else is, is rare.
    let surely = || text.bytes().filter(|byte| (0xE5..=0xE9).contains(byte)).count() >= count;
    text.len() / 3 >= count && (surely() || text.chars().filter(|c| is_han(*c)).count() >= count)
}

/// Returns the Han characters of three bytes each that begin at a byte, so many.
pub(super) fn han_at<const N: usize>(text: &str, start: usize) -> Option<[char; N]> {
    let words = text.get(start..start + 3 * N)?;
    let mut chars = words.chars().filter(|&c| is_han(c) && c.len_utf8() == 3);
    let mut found = ['\0'; N];
    for place in &mut found {
        *place = chars.next()?;
    }
    Some(found)
}

/// The longest clause that is shown.
const MOST: usize = 40;

const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '\n' | ',' | ';' | ':' | '“' | '”')
}
