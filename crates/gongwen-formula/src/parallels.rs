//! Parallelism (排比): pieces of one length in a row, whatever they say.

use std::ops::RangeInclusive;

use gongwen_text::{Span, is_han};

/// The fewest pieces of a row.
const FEWEST: usize = 3;
/// The lengths of a piece, in characters; shorter ones are plain lists, longer ones are chance.
const LENGTHS: RangeInclusive<usize> = 4..=14;
/// Pieces of this length count where all begin with one character.
const SHORT: usize = 3;

/// A run of Han characters.
struct Piece {
    span: Span,
    length: usize,
    /// The mark after it.
    mark: Option<char>,
}

/// Returns the rows of parallel pieces: three or more neighbours with one mark (、 ， ；) between them, as many Han characters each, four
/// to fourteen; or three characters that begin with the same one. Before 、 the first piece may have words in front of it. Spans
/// are those of `reading`, from the first piece to the last; rows do not overlap. Cost: `O(bytes)`.
///
/// It goes by form alone: names of one length in a row are a row too.
///
/// ```
/// use gongwen_formula::parallels;
///
/// let text = "要凝心聚力、真抓实干、攻坚克难，做到讲政治、讲大局、讲担当。财政、税务、审计部门参加。";
/// let rows: Vec<&str> = parallels(text).into_iter().map(|span| span.slice(text)).collect();
/// assert_eq!(rows, ["凝心聚力、真抓实干、攻坚克难", "讲政治、讲大局、讲担当"]);
/// ```
#[must_use]
pub fn parallels(reading: &str) -> Vec<Span> {
    let pieces = pieces(reading);
    let mut rows = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match row(reading, &pieces[at..]) {
            Some((span, count)) => {
                rows.push(span);
                at += count;
            }
            None => at += 1,
        }
    }
    rows
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match pieces.last_mut().filter(|_| is_open) {
            Some(last) if is_han(c) => {
                last.span.end = end;
                last.length += 1;
            }
            Some(last) => {
                last.mark = Some(c).filter(|c| matches!(c, '、' | '，' | '；'));
                is_open = false;
            }
            None if is_han(c) => {
                pieces.push(Piece { span: Span::new(at, end), length: 1, mark: None });
                is_open = true;
            }
            None => {}
        }
    }
    pieces
}

/// Returns the row that begins with the first piece, and how many pieces it has.
fn row(text: &str, pieces: &[Piece]) -> Option<(Span, usize)> {
    let [first, second, ..] = pieces else { return None };
    let mark = first.mark?;
    let length = second.length;
    let is_longer = first.length > length && mark == '、';
    if (first.length != length && !is_longer) || !(length == SHORT || LENGTHS.contains(&length)) {
        return None;
    }
    let tail = first.span.slice(text).char_indices().nth(first.length - length).map_or(0, |(at, _)| at);
    let start = first.span.start + tail;
    let initial = |at: usize| text[at..].chars().next();
    let fits = |at: &usize| {
        let [before, piece] = [&pieces[at - 1], &pieces[*at]];
        before.mark == Some(mark)
            && before.span.end + mark.len_utf8() == piece.span.start
            && piece.length == length
            && (length != SHORT || initial(piece.span.start) == initial(start))
    };
    let count = 1 + (1..pieces.len()).take_while(fits).count();
    (count >= FEWEST).then(|| (Span::new(start, pieces[count - 1].span.end), count))
}

#[cfg(test)]
mod tests {
    use super::parallels;

    fn rows(text: &str) -> Vec<&str> {
        parallels(text).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn a_row_has_one_mark_and_one_length() {
        assert_eq!(rows("抓住重点，补齐短板，强化弱项。"), ["抓住重点，补齐短板，强化弱项"]);
        assert!(rows("抓住重点，补齐短板、强化弱项。").is_empty());
        assert!(rows("抓住重点，补齐短板。强化弱项，注重实效。").is_empty());
        assert!(rows("教育局、财政局、审计局").is_empty());
        assert!(rows("抓住重点，补齐短板").is_empty());
    }

    #[test]
    fn nothing_is_a_row_of_nothing() {
        assert!(rows("").is_empty() && rows("、、、").is_empty() && rows("党").is_empty());
        assert_eq!(rows("讲政治、讲大局、讲担当"), ["讲政治、讲大局、讲担当"]);
    }
}
