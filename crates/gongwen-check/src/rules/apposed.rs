//! The plain list that ends where a label begins: 阶级斗争、生产斗争和科学实验三大革命运动.
//!
//! Nothing but its place ties it to the label, so that what is read as an item is narrow, and the number of items is a
//! range: 和 may join two items or stand in one.

use gongwen_text::{Span, is_han, numeral_value};

use super::context::{after, before};
use crate::marks::tail;

/// A list right before a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Apposed<'t> {
    pub(super) place: Span,
    /// The items, the first with what leads to it.
    pub(super) items: Vec<&'t str>,
    /// The numbers of items that a reader may count.
    pub(super) fewest: usize,
    pub(super) most: usize,
}

impl Apposed<'_> {
    /// Returns how many items are listed where that is one more or one less than is claimed. What is further off is
    /// another list.
    pub(super) fn differs(&self, claimed: usize) -> Option<usize> {
        if self.most + 1 == claimed {
            Some(self.most)
        } else {
            (claimed + 1 == self.fewest).then_some(self.fewest)
        }
    }

    /// Says whether the items but the first are equally long or end alike, and the first is no shorter.
    pub(super) fn is_even(&self) -> bool {
        is_even(&self.items)
    }
}

/// The longest list, in bytes.
const LONGEST: usize = 360;
/// The longest item but the first, in characters.
const LONGEST_ITEM: usize = 16;
/// What joins two items.
const JOINTS: [char; 3] = ['和', '与', '及'];
/// Words with one of them inside.
pub(super) const WORDS: [&str; 16] = [
    "和平", "和谐", "和解", "和睦", "和美", "共和", "缓和", "温和", "参与", "与时", "与会", "普及", "涉及",
    "及时", "及格", "触及",
];

/// Finds the list that ends at `end`, where a label or the quotation mark before it begins. Cost: bounded.
pub(super) fn apposed(reading: &str, end: usize) -> Option<Apposed<'_>> {
    let text = tail(&reading[..end], LONGEST);
    let quoted = text.ends_with('“');
    let text = text.strip_suffix('“').unwrap_or(text);
    let text = text.strip_suffix('这').or_else(|| text.strip_suffix('共')).unwrap_or(text);
    let text = if quoted { text.strip_suffix('的').unwrap_or(text) } else { text };
    // What is quoted inside an item belongs to it: “一带一路”建设.
    let stops = ['，', '。', '；', '：', '\n', '》', '）', '（', '“', '！', '？'];
    let mut quoted = text.ends_with('”');
    let stop = text.char_indices().rev().find(|&(at, c)| match c {
        '”' if !quoted && !text[at..].starts_with("”“") => {
            quoted = true;
            false
        }
        '“' if quoted => {
            quoted = false;
            false
        }
        c => c == '”' || !quoted && stops.contains(&c),
    })?;
    let list = &text[stop.0 + stop.1.len_utf8()..];
    let begun = matches!(stop.1, '”' | '》' | '）' | '“')
        || list.starts_with(['、', '等'])
        || list.starts_with(JOINTS);
    let open = list.ends_with(['、', '等', '多', '或', '的', '地', '了', '着']) || list.ends_with(JOINTS);
    if begun || open {
        return None;
    }
    // 第五、… begins with a number and not with an item.
    let number = list.find('、').map_or("", |at| list[..at].trim().trim_start_matches('第'));
    let ordinal = !number.is_empty() && number.chars().all(|c| numeral_value(c).is_some());
    let list = if ordinal { list.split_once('、')?.1 } else { list };
    let mut items: Vec<&str> = list.split('、').collect();
    // 台架以及花卉的布置有大红、橙黄、翠绿: the list begins with the last item that something leads to.
    let whole = items.len();
    let lead = items[..whole - 1].iter().rposition(|item| is_joined(item) || is_open(item)).unwrap_or(0);
    let list = &list[items[..lead].iter().map(|item| item.len() + '、'.len_utf8()).sum::<usize>()..];
    items.drain(..lead);
    let counted = |item: &str| item.chars().any(|c| !matches!(c, '一' | '零') && numeral_value(c).is_some());
    let far = list.contains(['或', '到', '至']) || items[1..].iter().any(|item| is_open(item));
    if far || items.len() < 2 || items[1..].iter().any(|item| counted(item)) {
        return None;
    }
    let place = within(reading, list);
    let fewest = items.len();
    // A、B和C、D: 和 before another 、 joins parts of one item, unless what it joins is as long as the others.
    let joined: Vec<&str> =
        items[..fewest - 1].iter().copied().filter(|item| !joints(item).is_empty()).collect();
    let inside = joined.iter().map(|item| joints(item).len()).sum::<usize>();
    let apart = match joined.as_slice() {
        [one] => {
            let halves = one.split(JOINTS);
            let split: Vec<&str> = items
                .iter()
                .flat_map(|item| if item == one { halves.clone().collect() } else { vec![*item] })
                .collect();
            inside == 1 && split.len() > 3 && is_long(&split)
        }
        _ => false,
    };
    let last = items.pop()?;
    let (mut fewest, mut most) = (fewest + usize::from(apart), fewest + inside);
    match joints(last).as_slice() {
        [] => items.push(last),
        [(one, other)] if inside == 0 => {
            most += 1;
            items.extend([*one, *other]);
            // Where both halves look like the others, they are two.
            let others = &items[1..items.len() - 2];
            let length = |item: &str| item.chars().count();
            let like = |half: &str| others.iter().all(|other| length(other).abs_diff(length(half)) < 2);
            let double =
                others.len() > 1 && like(one) && like(other) && others.iter().all(|other| like(other));
            fewest += usize::from(is_even(&items) || double);
        }
        more => {
            most += more.len();
            items.push(last);
        }
    }
    let sound = items[1..].iter().all(|item| {
        (1..=LONGEST_ITEM).contains(&item.chars().count())
            && item.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”'))
            && !item.starts_with(|c: char| c.is_ascii_digit())
            && !item.contains(['是', '将', '被', '了', '第', '为'])
            && !is_joined(item)
    });
    let first = items[0].chars().next_back().is_some_and(is_han);
    (sound && first).then_some(Apposed { place, items, fewest, most })
}

/// Says whether the last of some items is two that 和 joins: it is longer than the others, and its halves are as long.
pub(super) fn is_last_double(items: &[&str], known: &[String]) -> bool {
    let Some((last, others)) = items.split_last().filter(|(_, others)| others.len() > 1) else {
        return false;
    };
    let length = |item: &str| item.chars().count();
    let longest = others.iter().map(|item| length(item)).max().unwrap_or(0);
    let shortest = others.iter().map(|item| length(item)).min().unwrap_or(0);
    let fits = |half: &str| (shortest..=longest + 1).contains(&length(half));
    match joints(last).as_slice() {
        [(one, other)] => {
            let long = fits(one) && fits(other) && length(last) > longest + 1;
            // 患者和接触者, …系统和…系统: the halves end alike, and neither is shorter than the others.
            let end = |item: &str| item.chars().next_back();
            let alike = end(one) == end(other) && length(one).min(length(other)) >= shortest.max(2);
            let noun = last.char_indices().rev().nth(1).map_or(*last, |(at, _)| &last[at..]);
            let same = others.iter().chain([one, other]).all(|item| item.ends_with(noun));
            let long = long || alike || same;
            let is_known = |half: &str| known.iter().any(|known| known == half);
            long || !is_known(last) && (is_known(one) || is_known(other))
        }
        _ => false,
    }
}

/// Reads what stands in quotation marks as a list of alike items.
pub(super) fn quoted(list: &str) -> Option<Apposed<'_>> {
    let items: Vec<&str> = list.split(['、', '，', '；', ' ']).collect();
    let sound = items
        .iter()
        .all(|item| (1..=LONGEST_ITEM).contains(&item.chars().count()) && item.chars().all(is_han));
    let fewest = items.len();
    (fewest > 1 && sound && !list.contains('等') && is_even(&items)).then_some(Apposed {
        place: Span::default(),
        most: fewest,
        items,
        fewest,
    })
}

/// Says whether 的 joins an item to a noun: 党的建设 is one word.
fn is_joined(item: &str) -> bool {
    item.matches('的').count() > item.matches("党的").count()
}

/// Says whether 等 tells that a list is not whole: 体育、文化等, not 平等.
fn is_open(item: &str) -> bool {
    let words = ["平等", "均等", "对等", "同等", "高等", "中等", "初等", "等级", "等次"];
    item.match_indices('等').count() > words.iter().map(|word| item.matches(word).count()).sum()
}

/// Returns what stands before and after each 和 that may join two items.
fn joints(item: &str) -> Vec<(&str, &str)> {
    let places = item.char_indices().filter(|(at, c)| {
        JOINTS.contains(c) && {
            let (left, right) = (before(item, *at), after(item, at + c.len_utf8()));
            let word = |first: Option<char>, second: Option<char>| {
                first
                    .zip(second)
                    .is_some_and(|(first, second)| WORDS.iter().any(|word| word.chars().eq([first, second])))
            };
            left.is_some() && right.is_some() && !word(left, Some(*c)) && !word(Some(*c), right)
        }
    });
    places.map(|(at, c)| (item[..at].trim_end_matches('以'), &item[at + c.len_utf8()..])).collect()
}

/// Says whether the items but the first are equally long or end alike, and the first is no shorter.
fn is_even(items: &[&str]) -> bool {
    let last = |item: &str| item.chars().next_back();
    is_long(items) || items.windows(2).all(|pair| last(pair[0]) == last(pair[1]))
}

/// Says whether the items but the first are equally long, and the first is no shorter.
fn is_long(items: &[&str]) -> bool {
    let length = |item: &str| item.chars().count();
    let rest = &items[1..];
    rest.windows(2).all(|pair| length(pair[0]) == length(pair[1])) && length(items[0]) >= length(rest[0])
}

/// Returns the span of a part of a text.
pub(super) fn within(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

#[cfg(test)]
mod tests {
    use super::apposed;

    fn counts(text: &str) -> Option<(usize, usize)> {
        let end = text.find('|').expect("the end is marked");
        apposed(&text[..end], end).map(|list| (list.fewest, list.most))
    }

    #[test]
    fn what_is_joined_counts_as_one_or_two() {
        assert_eq!(counts("。\n　　第五、开展翻地、播种、收割|三大行动"), Some((3, 3)));
        assert_eq!(counts("，开展翻地整田、播种插秧、收割晾晒|三大行动"), Some((3, 3)));
        assert_eq!(counts("，开展翻地整田、播种插秧和收割晾晒|三大行动"), Some((3, 3)));
        assert_eq!(counts("，聚焦东部、中部和西北边远|三大片区"), Some((2, 3)));
        assert_eq!(counts("，建设共和、平等、参与型|三个示范点"), Some((3, 3)));
    }

    #[test]
    fn what_is_not_whole_or_goes_on_is_no_list() {
        for text in [
            "，翻地、播种等|三项",
            "，翻地、播种、|三农",
            "“田”、播种、收割|三项",
            "，从省、市、县到镇、村|五级",
        ] {
            assert_eq!(counts(text), None, "{text}");
        }
    }
}
