//! What a user word and its tag may be, wherever they come from.

use super::error::{DictionaryProblem as Problem, shortened};

/// The most characters that a word may have. A longer line is prose in the wrong file, not a word.
pub(super) const LONGEST_WORD: usize = 255;

/// The most bytes that a tag may have.
pub(super) const LONGEST_TAG: usize = 16;

/// Returns what is wrong with a word, or `None`.
///
/// Refused are characters that a reader of the list does not see and that no clean text holds: controls (U+0000 too,
/// the sign of a file in UTF-16), line separators, the byte order mark, and U+FFFD, the trace of a failed decoding.
pub(super) fn word_problem(word: &str) -> Option<Problem> {
    if word.is_empty() {
        return Some(Problem::EmptyWord);
    }
    if let Some(found) = word.chars().find(|&c| is_refused(c)) {
        return Some(Problem::Character { found });
    }
    let characters = word.chars().count();
    (characters > LONGEST_WORD).then(|| Problem::TooLong { word: shortened(word), characters })
}

fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffd}')
}

/// Returns whether `tag` has the form of a part-of-speech tag: Latin letters and digits, a letter first.
pub(super) fn is_tag(tag: &str) -> bool {
    tag.len() <= LONGEST_TAG
        && tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns whether `tag` is a tag of jieba's or ICTCLAS's set, and so hardly the second word of a Latin name.
pub(super) fn is_usual_tag(tag: &str) -> bool {
    USUAL_TAGS.binary_search(&tag).is_ok()
}

/// Sorted by byte.
const USUAL_TAGS: [&str; 72] = [
    "Ag", "Dg", "LOC", "Ng", "ORG", "PER", "TIME", "Tg", "Vg", "a", "ad", "ag", "al", "an", "b", "bl", "c",
    "cc", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg", "mq", "n", "ng", "nl",
    "nr", "nrf", "nrfg", "nrt", "ns", "nsf", "nt", "nw", "nz", "o", "p", "q", "qt", "qv", "r", "rg", "rr",
    "ry", "rz", "s", "t", "tg", "u", "un", "uz", "v", "vd", "vg", "vi", "vl", "vn", "vq", "w", "x", "y", "z",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_tags_are_sorted_tags() {
        assert!(USUAL_TAGS.is_sorted());
        assert!(USUAL_TAGS.iter().all(|tag| is_tag(tag) && is_usual_tag(tag)));
    }
}
