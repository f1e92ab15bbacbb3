//! Where the words stand in a text: leftmost, of those that begin there the longest, never overlapping.
//!
//! A word that begins or ends with an ASCII letter or digit must not continue a run of these: `AI` does not stand in
//! `CHAIN`, nor `3月` in `13月`. Han words have no such border. Characters are compared as they are, case included.

use gongwen_text::Span;

use super::beginnings::Beginnings;
use super::trie::Trie;

/// Appends the occurrences of the words of `trie`, each with its number, in the order of the text.
///
/// Cost: a bit or two tested a character, and where a word may begin the length of the longest beginning of a word
/// that stands there.
pub(super) fn find(trie: &Trie, beginnings: &Beginnings, text: &str, out: &mut Vec<(Span, u32)>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = beginnings.next(bytes, at) {
        let Some(rest) = text.get(start..) else { return };
        let inside_run = start > 0 && bytes.get(start - 1).is_some_and(u8::is_ascii_alphanumeric);
        at = match longest(trie, rest, inside_run) {
            Some((length, number)) => {
                out.push((Span::new(start, start + length), number));
                start + length
            }
            None => start + rest.chars().next().map_or(1, char::len_utf8),
        };
    }
}

/// Returns the length and number of the longest word at the beginning of `rest`, which is not empty.
#[inline]
fn longest(trie: &Trie, rest: &str, inside_run: bool) -> Option<(usize, u32)> {
    let bytes = rest.as_bytes();
    if inside_run && bytes.first().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let mut found = None;
    let mut chars = rest.char_indices();
    let mut step = chars.next().and_then(|(at, c)| Some((at, c, trie.first(c)?)));
    while let Some((at, c, edge)) = step {
        if let Some(number) = edge.end.number() {
            let end = at + c.len_utf8();
            let run_goes_on =
                c.is_ascii_alphanumeric() && bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
            if !run_goes_on {
                found = Some((end, number));
            }
        }
        step = chars.next().and_then(|(at, c)| Some((at, c, trie.next(edge, c)?)));
    }
    found
}
