//! Words of one length in a row that begin with one character: 夏收夏种夏管, 农业、农村、农民.
//!
//! The row needs no marks around it, because the character says where each word begins and the row where it ends.

use std::collections::{HashMap, HashSet};

use gongwen_text::{Span, is_han};

use crate::walk::{after, before};

/// The longest word, in characters.
const LONGEST: usize = 4;

/// Returns the rows of `text` whose first character and number of words are `wanted`.
///
/// Cost: `O(bytes)`, a bounded look at each wanted character.
pub(crate) fn rows(text: &str, wanted: &HashMap<char, HashSet<usize>>) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let mut reach = 0;
    for (at, c) in text.char_indices() {
        let Some(counts) = wanted.get(&c).filter(|_| at >= reach) else { continue };
        let row = (2..=LONGEST)
            .flat_map(|size| [row(text, at, c, size, true), row(text, at, c, size, false)])
            .max_by_key(Vec::len)
            .unwrap_or_default();
        let Some(last) = row.last().filter(|_| row.len() > 1) else { continue };
        reach = last.end;
        // Two words of two characters are chance: 减税减费 before “双减”.
        let long = row.len() > 2 || row[0].len() > 2 * '夏'.len_utf8();
        if long && counts.contains(&row.len()) {
            out.push(row);
        }
    }
    out
}

/// The words of `size` characters that begin with `first`, from `at` on, all with 、 between them or all without.
fn row(text: &str, at: usize, first: char, size: usize, paused: bool) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = at;
    while let Some(end) = word_end(text, start, first, size) {
        words.push(Span::new(start, end));
        start = match after(text, end) {
            Some('、') if paused => end + '、'.len_utf8(),
            Some(_) if !paused => end,
            _ => break,
        };
    }
    // 农业、农村、农民和科技: the list goes on with another word.
    if paused && words.last().is_some_and(|word| before(text, start) == Some('、') && start > word.end) {
        words.clear();
    }
    words
}

fn word_end(text: &str, at: usize, first: char, size: usize) -> Option<usize> {
    let mut end = at;
    for (nth, c) in text.get(at..)?.chars().take(size).enumerate() {
        if (nth == 0) != (c == first) || !is_han(c) {
            return None;
        }
        end += c.len_utf8();
    }
    (end > at && text[at..end].chars().count() == size).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::rows;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn the_character_says_where_each_word_begins() {
        let found = |text: &str, first: char, count: usize| {
            let wanted = HashMap::from([(first, HashSet::from([count]))]);
            let rows = rows(text, &wanted);
            rows.first()
                .map(|row| row.iter().map(|word| word.slice(text).to_owned()).collect::<Vec<_>>().join("/"))
        };
        assert_eq!(found("抓好夏收夏种夏管各项工作", '夏', 3).as_deref(), Some("夏收/夏种/夏管"));
        assert_eq!(found("看待农业、农村、农民问题", '农', 3).as_deref(), Some("农业/农村/农民"));
        assert_eq!(found("碳达峰碳中和工作", '碳', 2).as_deref(), Some("碳达峰/碳中和"));
        assert_eq!(found("减税减费", '减', 2), None);
        assert_eq!(found("农业、农村、科技", '农', 2), None);
    }
}
