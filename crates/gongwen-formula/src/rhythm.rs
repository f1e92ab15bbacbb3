//! Words in a row that one head makes alike: of one length and beginning with one character, 夏收夏种夏管, 农业、农村、农民;
//! or ending in one word, 道路自信、理论自信、制度自信.
//!
//! The row needs no marks around it, because the head says where each word begins or ends, and the row how long it is.

use gongwen_text::{Span, is_han};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::guards::{LEAD_INS, LEADING_VERBS, PREPOSITIONS, VERBS};
use crate::walk::{after, backward, before, length};

/// The longest word, in characters.
const LONGEST: usize = 4;
/// How much longer than the others the first item may be, in characters.
const SPARE: usize = 2;
/// The longest beginning of an item that ends in a word, in characters.
const LONGEST_ITEM: usize = 40;

/// Returns the rows of `text` whose first character and number of words are `wanted`.
///
/// Cost: `O(bytes)`, a bounded look at each wanted character.
pub(crate) fn rows(text: &str, wanted: &FxHashMap<char, FxHashSet<usize>>) -> Vec<Vec<Span>> {
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
        // Two words of two characters are chance, 减税减费 before “双减”; and so are two of four with nothing between them,
        // 大众创业万众创新活动.
        let [first, second, ..] = row[..] else { continue };
        let size = first.len() / '夏'.len_utf8();
        let long = row.len() > 2 || size > 2 && (size < LONGEST || first.end < second.start);
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

/// Returns the rows of `text` that have 、 or ， between `count` items that all end in `head`, and no item more.
///
/// Cost: `O(bytes)`, a bounded look at each place of the head.
pub(crate) fn rows_ending(text: &str, head: &str, count: usize) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    for separator in ['、', '，'] {
        let mut ends: Vec<usize> = Vec::new();
        let places: Vec<usize> = text.match_indices(head).map(|(at, _)| at + head.len()).collect();
        for (nth, &end) in places.iter().enumerate() {
            ends.push(end);
            let next = places.get(nth + 1).copied();
            if after(text, end) == Some(separator)
                && next.is_some_and(|next| {
                    joined(text, end + separator.len_utf8(), next - head.len(), separator)
                })
            {
                continue;
            }
            let alone = after(text, end) != Some('、') || separator == '，';
            if ends.len() == count && alone {
                out.extend(items(text, &ends, separator));
            }
            ends.clear();
        }
    }
    out
}

/// Says whether what stands between is the beginning of one item, which between commas may hold 、.
fn joined(text: &str, from: usize, to: usize, separator: char) -> bool {
    let within = |c: char| is_han(c) || c == '、' && separator == '，';
    text.get(from..to).is_some_and(|part| {
        !part.is_empty()
            && part.chars().take(LONGEST_ITEM + 1).count() <= LONGEST_ITEM
            && part.chars().all(within)
    })
}

/// Returns the items with these ends. The first one begins with the clause, or is as long as the others.
fn items(text: &str, ends: &[usize], separator: char) -> Option<Vec<Span>> {
    let (&first, others) = ends.split_first()?;
    let mut items: Vec<Span> =
        ends.iter().zip(others).map(|(end, next)| Span::new(end + separator.len_utf8(), *next)).collect();
    let lengths: Vec<usize> = items.iter().map(|&item| length(text, item)).collect();
    let (shortest, longest) = (*lengths.iter().min()?, *lengths.iter().max()?);
    // 项目盯引清单、储备清单: one item may be longer than the others when nothing before the cut leads into the list.
    let clause = backward(text, first, 2 * LONGEST_ITEM, is_han);
    let own = length(text, Span::new(clause, first));
    let cut = backward(text, first, longest, is_han);
    let led = [&LEAD_INS, &LEADING_VERBS, &VERBS, &PREPOSITIONS]
        .iter()
        .any(|words| words.before(text, cut).is_some());
    let start = if separator == '，' || own <= longest + usize::from(!led) * SPARE {
        clause
    } else if shortest == longest {
        cut
    } else {
        return None;
    };
    // A row that 、 leads into has one item more.
    if before(text, start) == Some('、') || own > 2 * LONGEST_ITEM - 1 {
        return None;
    }
    items.insert(0, Span::new(start, first));
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::{rows, rows_ending};
    use rustc_hash::{FxHashMap, FxHashSet};

    #[test]
    fn the_word_says_where_each_item_ends() {
        let found = |text: &str, head: &str, count: usize| {
            let rows = rows_ending(text, head, count);
            rows.first()
                .map(|row| row.iter().map(|item| item.slice(text).to_owned()).collect::<Vec<_>>().join("/"))
        };
        let text = "我们坚持水源安全、管网安全、水质安全，保障群众用水。";
        assert_eq!(found(text, "安全", 3).as_deref(), Some("水源安全/管网安全/水质安全"));
        assert_eq!(found(text, "安全", 2), None);
        assert_eq!(found("水源安全、管网安全、水质", "安全", 2), None);
        let text = "服务群众的宗旨没有变，依靠群众的方法没有变。";
        assert_eq!(found(text, "没有变", 2).as_deref(), Some("服务群众的宗旨没有变/依靠群众的方法没有变"));
    }

    #[test]
    fn the_character_says_where_each_word_begins() {
        let found = |text: &str, first: char, count: usize| {
            let wanted = FxHashMap::from_iter([(first, FxHashSet::from_iter([count]))]);
            let rows = rows(text, &wanted);
            rows.first()
                .map(|row| row.iter().map(|word| word.slice(text).to_owned()).collect::<Vec<_>>().join("/"))
        };
        assert_eq!(found("抓好夏收夏种夏管各项工作", '夏', 3).as_deref(), Some("夏收/夏种/夏管"));
        assert_eq!(found("看待农业、农村、农民问题", '农', 3).as_deref(), Some("农业/农村/农民"));
        assert_eq!(found("碳达峰碳中和工作", '碳', 2).as_deref(), Some("碳达峰/碳中和"));
        assert_eq!(found("减税减费", '减', 2), None);
        assert_eq!(found("全民创业全员创新活动周", '创', 2), None);
        assert_eq!(found("农业、农村、科技", '农', 2), None);
    }
}
