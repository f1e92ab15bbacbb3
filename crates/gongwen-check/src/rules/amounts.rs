//! What the rules of figures share: where a sentence begins, what the last place of a number is.

use gongwen_text::is_han;

use super::context::after;

/// Returns where the sentence begins that reaches to `at`, at most [`REACH`] bytes before.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(REACH));
    text[from..at]
        .rfind(['。', '；', '\n', '！', '？'])
        .map_or(from, |stop| from + stop + after(text, from + stop).map_or(1, char::len_utf8))
}

/// Returns what one is in the last place of figures: 0.01 for 2.34.
pub(super) fn last_place(figures: &str) -> f64 {
    let decimals = figures.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (0..decimals).fold(1.0, |place, _| place / 10.0)
}

/// Returns the Han characters, `count` of them, that end a text.
pub(super) fn last_han(text: &str, count: usize) -> Option<&str> {
    let (at, _) = text.char_indices().rev().nth(count - 1)?;
    text[at..].chars().all(is_han).then_some(&text[at..])
}

/// How far back the beginning of a sentence is sought, in bytes.
const REACH: usize = 300;

#[cfg(test)]
mod tests {
    use super::{last_han, last_place, sentence_start};

    #[test]
    fn sentences_begin_after_their_stops() {
        let text = "排查126起。调处121起，调处";
        assert_eq!(&text[sentence_start(text, text.len())..], "调处121起，调处");
        assert_eq!((last_han(text, 2), last_han("达", 2)), (Some("调处"), None));
    }

    #[test]
    fn the_last_place_is_that_of_the_last_decimal() {
        assert_eq!((last_place("36"), last_place("2.34")), (1.0, 0.01));
    }
}
