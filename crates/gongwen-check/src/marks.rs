//! Whether a place of the reading stands in quotation or title marks.

use gongwen_text::Span;

/// How far back an opening mark is sought, in bytes.
const REACH: usize = 1500;

/// Says whether a “ or ‘ that is not closed yet opens before `at` in its paragraph. Cost: at most [`REACH`] bytes.
pub(crate) fn in_quotation(text: &str, at: usize) -> bool {
    opened(text, at, &['“', '‘'], &['”', '’']).is_some()
}

/// Says whether an unclosed 《 or 〈 opens before `at` in its paragraph. Cost: at most [`REACH`] bytes.
pub(crate) fn in_title(text: &str, at: usize) -> bool {
    opened(text, at, &['《', '〈'], &['》', '〉']).is_some()
}

/// Says whether a span stands in no marks, and amid a line.
pub(crate) fn is_bare(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(' ');
    let line_start = before.is_empty() || before.ends_with('\n');
    !line_start
        && !before.ends_with(['“', '‘', '《', '〈'])
        && !text[span.end..].starts_with(['”', '’', '》', '〉'])
        && !in_title(text, span.start)
        && !in_quotation(text, span.start)
}

/// Returns the last `bytes` of a text, or a little less where a character would be cut.
pub(crate) fn tail(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// Returns the first `bytes` of a text, or a little less where a character would be cut.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Returns the place of the opening mark that is not closed before `at`.
fn opened(text: &str, at: usize, opening: &[char], closing: &[char]) -> Option<usize> {
    let mut depth = 0usize;
    for (place, c) in
        text[..at].char_indices().rev().take_while(|(place, c)| *c != '\n' && at - place < REACH)
    {
        if closing.contains(&c) {
            depth += 1;
        } else if opening.contains(&c) {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(place),
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{in_quotation, is_bare};
    use gongwen_text::Span;

    #[test]
    fn marks_are_closed_by_their_own_kind() {
        let text = "他说：“要有‘四心’，还要讲理想。”会后讲理想。";
        let places: Vec<bool> = text.match_indices("讲理想").map(|(at, _)| in_quotation(text, at)).collect();
        assert_eq!(places, [true, false]);
        let at = text.rfind("讲理想").unwrap_or_default();
        assert!(is_bare(text, Span::new(at, at + "讲理想".len())));
    }
}
