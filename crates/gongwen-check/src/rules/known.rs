//! Lists beside a label of which the lexicon knows the items.
//!
//! Elsewhere the marks say where an item ends, so that an item with 和 or 的 in it is doubtful. Here the known items say it:
//! they are sought as they stand, one after another away from the label, and what lies between the marks and is none of
//! them is a stranger.

use gongwen_text::{Span, is_han, numeral_value};

use super::apposed::within;
use super::beside;
use crate::marks::{head, tail};

/// A list of known items.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) place: Span,
    /// Known items.
    known: usize,
    /// What is short for a known item or longer by some words.
    kin: usize,
    strangers: usize,
}

impl Row {
    /// Returns how many items are listed where that is one more or one less than the lexicon has, and all but one are known.
    pub(super) fn differs(self, count: usize) -> Option<usize> {
        let found = self.known + self.kin + self.strangers;
        let sure = self.known > 1 && self.known + self.kin + 1 >= count && self.strangers < 2;
        (sure && found.abs_diff(count) == 1).then_some(found)
    }

    /// Returns the only item that is not listed, where a stranger stands in its place: one that lacks the word of the label,
    /// as 主题党日 lacks the 课 of “三会一课”. What has it is another wording of the item.
    pub(super) fn displaced<'i>(self, reading: &str, label: &str, items: &'i [String]) -> Option<&'i str> {
        let one = self.known + 1 == items.len() && self.kin == 0 && self.strangers == 1;
        let list = self.place.slice(reading);
        let mut missing = items.iter().filter(|item| !list.contains(item.as_str()));
        let item = missing.next().filter(|_| one && missing.next().is_none())?;
        let mut stranger = list.to_owned();
        for item in items {
            stranger = stranger.replace(item.as_str(), "");
        }
        let mut words =
            label.chars().filter(|&c| is_han(c) && numeral_value(c).is_none() && item.contains(c));
        words.next().filter(|&word| !stranger.contains(word)).map(|_| item.as_str())
    }

    /// Says whether the list is the whole one.
    pub(super) fn is_whole(self, count: usize) -> bool {
        self.known == count && self.kin + self.strangers == 0
    }
}

/// The longest list, in bytes.
const LONGEST: usize = 1200;
/// The longest item that is not known, in characters.
const LONGEST_STRANGER: usize = 24;
/// What joins two items.
const JOINTS: [&str; 4] = ["以及", "和", "与", "及"];

/// Finds the list of a label: before it, or after what leads from it to a list. Quotation marks around the label are outside
/// of `label`. Cost: bounded.
pub(super) fn row(reading: &str, label: Span, items: &[String]) -> Option<Row> {
    before(reading, label.start, items).or_else(|| after(reading, label.end, items))
}

/// Returns the only item that a list with 等 right before a label leaves out: 等 for one of five and more says nothing.
pub(super) fn left_out<'i>(reading: &str, label: Span, items: &'i [String]) -> Option<(Span, &'i str)> {
    const FEWEST: usize = 5;
    let text = tail(&reading[..label.start], LONGEST);
    let text = text.strip_suffix('“').unwrap_or(text).strip_suffix('等').filter(|_| items.len() >= FEWEST)?;
    let start = text.rfind(|c| STOPS.contains(&c) && c != '、').unwrap_or(0);
    let list = text[start..].trim_start_matches(STOPS);
    let mut listed = list.split('、').flat_map(|part| {
        let halves = part.split_once(['和', '与', '及']);
        let known = |half: &str| items.iter().any(|item| half.ends_with(item.as_str()));
        let halves = halves.filter(|(one, other)| known(one) && known(other));
        halves.map_or(vec![part], |(one, other)| vec![one, other])
    });
    let mut missing: Vec<&'i String> = items.iter().collect();
    let all = listed.all(|part| {
        let found = missing.iter().position(|item| part.ends_with(item.as_str()));
        found.is_some_and(|at| !missing.remove(at).is_empty())
    });
    match missing[..] {
        [one] if all => Some((within(reading, list), one.as_str())),
        _ => None,
    }
}

/// Reads back from the label; what leads to the first item ends the list.
fn before(reading: &str, start: usize, items: &[String]) -> Option<Row> {
    let text = tail(&reading[..start], LONGEST);
    let text = text.strip_suffix('“').unwrap_or(text);
    let text = text.strip_suffix(['这', '的']).unwrap_or(text);
    let text = text.strip_suffix('”').unwrap_or(text);
    let end = text.len();
    let (mut at, mut known, mut kin, mut strangers) = (end, 0, 0, 0);
    let mut joined = false;
    loop {
        let rest = &text[..at];
        let item = longest(items, |item| rest.ends_with(item));
        let is_known = item.is_some();
        let item = match item {
            Some(item) => {
                known += 1;
                item
            }
            None => {
                // What a comma leads to and is not known is no item for sure; 和 joins the last.
                let paused = at == end || text[at..].starts_with('、') || joined;
                let stranger = rest.rfind(STOPS).map_or(rest, |stop| &rest[stop..]).trim_start_matches(STOPS);
                // 党小组会和主题党日: the last of the list, which 和 joins to a known item.
                let joined_last = JOINTS.into_iter().find_map(|joint| {
                    let (one, other) = stranger.rsplit_once(joint).filter(|_| at == end)?;
                    items.iter().any(|item| one.ends_with(item.as_str())).then_some(other)
                });
                let stranger = joined_last.unwrap_or(stranger);
                let count = stranger.chars().count();
                let ends = stranger.ends_with('等') || at == end && stranger.contains(['和', '与', '及']);
                if !paused || stranger.is_empty() || ends || count > LONGEST_STRANGER {
                    return None;
                }
                if is_kin(stranger, items) {
                    kin += 1;
                } else {
                    strangers += 1;
                }
                stranger.len()
            }
        };
        let rest = &text[..at - item];
        at = rest.len();
        if let Some(further) = rest.strip_suffix('、') {
            at = further.len();
            continue;
        }
        let joint = JOINTS.into_iter().find_map(|joint| rest.strip_suffix(joint));
        let comma = rest.strip_suffix(['，', '；']);
        joined = is_known && rest.len() + item == end && joint.is_some();
        let further = joint.or(comma);
        let goes_on = |further: &str| joined || items.iter().any(|item| further.ends_with(item.as_str()));
        match further.filter(|further| goes_on(further)) {
            Some(further) if is_known || joint.is_some() && at + item == end => at = further.len(),
            _ if joint.is_some() || at + item == end && !is_known => return None,
            _ => break,
        }
    }
    (known > 1).then(|| Row { place: within(reading, &text[at..]), known, kin, strangers })
}

/// Where an item begins that is not known.
const STOPS: [char; 11] = ['、', '，', '；', '。', '：', '\n', '“', '”', '（', '）', '！'];

/// Reads on from what leads to the list, up to what ends it.
fn after(reading: &str, end: usize, items: &[String]) -> Option<Row> {
    let (span, bracket) = beside::led_to(reading, end)?;
    let text = head(&reading[span.start..], LONGEST);
    let (mut at, mut known, mut kin, mut strangers) = (0, 0, 0, 0);
    loop {
        let rest = &text[at..];
        let next = |length: usize| rest[length..].chars().next();
        let item = longest(items, |item| rest.starts_with(item))
            .filter(|&length| !next(length).is_some_and(is_han) || joint(&rest[length..], items));
        let item = match item {
            Some(item) => {
                known += 1;
                item
            }
            None => {
                let stranger = &rest[..rest.find(ENDS).unwrap_or(rest.len())];
                let last = stranger
                    .char_indices()
                    .map(|(at, _)| at)
                    .find(|&at| at > 0 && joint(&stranger[at..], items));
                let stranger = &stranger[..last.unwrap_or(stranger.len())];
                let count = stranger.chars().count();
                if stranger.is_empty() || stranger.contains('等') || count > LONGEST_STRANGER {
                    return None;
                }
                // 补助费三项: the last known item with what follows it.
                let goes_on = items.iter().any(|item| stranger.starts_with(item.as_str()));
                if goes_on || is_kin(stranger, items) {
                    kin += 1;
                } else {
                    strangers += 1;
                }
                stranger.len()
            }
        };
        at += item;
        let rest = &text[at..];
        if rest.starts_with('等') {
            return None;
        }
        let further = |further: &str| items.iter().any(|item| further.starts_with(item.as_str()));
        let paused = rest.strip_prefix('、').or_else(|| {
            let comma = rest.strip_prefix(['，', '；']).filter(|rest| bracket || further(rest));
            comma.or_else(|| {
                JOINTS.into_iter().find_map(|joint| rest.strip_prefix(joint)).filter(|rest| further(rest))
            })
        });
        match paused {
            Some(rest) => at = text.len() - rest.len(),
            None if JOINTS.into_iter().any(|joint| rest.starts_with(joint)) => return None,
            None => break,
        }
    }
    (known > 1).then(|| Row { place: Span::new(span.start, span.start + at), known, kin, strangers })
}

/// Where an item ends that is not known.
const ENDS: [char; 9] = ['、', '，', '；', '。', '：', '\n', '）', '！', '“'];

fn joint(rest: &str, items: &[String]) -> bool {
    JOINTS
        .into_iter()
        .filter_map(|joint| rest.strip_prefix(joint))
        .any(|rest| items.iter().any(|item| rest.starts_with(item.as_str())))
}

/// Returns the bytes of the longest item that `fits`.
fn longest(items: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    items.iter().filter(|item| fits(item)).map(String::len).max()
}

/// Says whether something stands for an item: 经济 for 经济建设, 抓好经济建设.
fn is_kin(text: &str, items: &[String]) -> bool {
    let is_long = text.chars().count() > 1;
    is_long && items.iter().any(|item| item.contains(text) || text.contains(item.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Row, left_out, row};
    use gongwen_text::Span;

    fn counts(text: &str, label: &str, items: &[&str]) -> Option<(usize, usize)> {
        let start = text.find(label).expect("the label is there");
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        let Row { known, kin: 0, strangers, .. } = row(text, Span::new(start, start + label.len()), &items)?
        else {
            return None;
        };
        Some((known, strangers))
    }

    #[test]
    fn known_items_say_where_they_end() {
        let items = ["查找与防范风险", "群众的满意", "依法处理"];
        assert_eq!(counts("大家做到查找与防范风险、依法处理“三到位”", "三到位", &items), Some((2, 0)));
        assert_eq!(counts("查找与防范风险、群众的满意和依法处理这三到位", "三到位", &items), Some((3, 0)));
        assert_eq!(
            counts("查找与防范风险、群众的满意、文明处理、依法处理的“三到位”", "三到位", &items),
            Some((3, 1))
        );
        assert_eq!(
            counts("“三到位”，即查找与防范风险、依法处理，各地照办。", "三到位", &items),
            Some((2, 0))
        );
        assert_eq!(
            counts("“三到位”（查找与防范风险，群众的满意，依法处理）", "三到位", &items),
            Some((3, 0))
        );
    }

    #[test]
    fn one_item_of_many_may_be_left_out_or_displaced() {
        let items = ["甲纪律", "乙纪律", "丙纪律", "丁纪律", "戊纪律"].map(str::to_owned);
        let missing = |text: &str| {
            let label = Span::new(text.len() - "五项纪律".len(), text.len());
            left_out(text, label, &items).map(|(_, item)| item)
        };
        assert_eq!(missing("严守甲纪律、乙纪律、丁纪律和戊纪律等五项纪律"), Some("丙纪律"));
        assert_eq!(missing("严守甲纪律、乙纪律、丁纪律等五项纪律"), None);
        let text = "严守甲纪律、乙纪律、丙纪律、财经规定、戊纪律五项纪律";
        let label = Span::new(text.len() - "五项纪律".len(), text.len());
        assert_eq!(
            row(text, label, &items).and_then(|row| row.displaced(text, "五项纪律", &items)),
            Some("丁纪律")
        );
    }

    #[test]
    fn what_is_not_whole_or_not_known_is_no_row() {
        let items = ["查找与防范风险", "群众的满意", "依法处理"];
        assert_eq!(counts("做到查找与防范风险、依法处理等“三到位”", "三到位", &items), None);
        assert_eq!(counts("“三到位”，即依法处理、群众的满意等。", "三到位", &items), None);
        assert_eq!(counts("做到收费、放行、登记“三到位”", "三到位", &items), None);
    }
}
