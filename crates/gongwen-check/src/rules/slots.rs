//! Labels of several numbers whose items bear the morphemes of their numbers: “三清一改”（清垃圾、清塘沟、清污泥，改旱厕）.

use gongwen_formula::Hit;
use gongwen_text::{is_han, numeral_value};

use super::count::FORMULA;
use super::labelled::{before_mark, before_quote};
use super::{apposed, beside};
use crate::sink::Sink;
use crate::text::Text;

/// Reports “三清一改”（清垃圾、清塘沟，改旱厕）: a label of several numbers, with a list in which each item bears the morpheme
/// of its number. Says whether there is such a list.
pub(super) fn by_slots(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) -> bool {
    let reading = text.as_str();
    let label = text.reading.from_source(hit.span);
    let chars: Vec<char> = label.slice(reading).chars().collect();
    let pairs: Vec<(u64, char)> = chars
        .windows(2)
        .filter_map(|pair| Some((numeral_value(pair[0])?, pair[1])))
        .filter(|(_, morpheme)| is_han(*morpheme))
        .collect();
    // What follows each number, where it is more than a morpheme: 公开 of “四议两公开”.
    let parts = label.slice(reading).split(|c| numeral_value(c).is_some()).skip(1);
    let wholes: Vec<String> =
        parts.map(|part| if part.chars().count() > 1 { part.to_owned() } else { "\n".to_owned() }).collect();
    let distinct =
        pairs.iter().enumerate().all(|(at, (_, one))| pairs[..at].iter().all(|(_, other)| one != other));
    let slots = hit.slots.iter().map(|slot| u64::from(slot.claimed));
    if pairs.len() < 2 || !distinct || !slots.eq(pairs.iter().map(|(claimed, _)| *claimed)) {
        return false;
    }
    let quoted = || Some((apposed::within(reading, before_quote(before_mark(reading, label.start))?), true));
    let Some((list, bracket)) = beside::led_to(reading, label.end).or_else(quoted) else { return false };
    let list_text = list.slice(reading);
    let list_text = if bracket { list_text } else { list_text.split('；').next().unwrap_or_default() };
    let items: Vec<&str> = list_text.split(['、', '，', '；']).collect();
    let mut at = 0;
    let mut counts = Vec::new();
    for (nth, (claimed, morpheme)) in pairs.iter().enumerate() {
        let bears = |item: &&str| item.contains(*morpheme);
        // 改旱厕、文明厕: one more that does not bear it, before those of the next number or the end of the bracket.
        let end = match pairs.get(nth + 1) {
            // 决议公开 of “四议两公开” bears both, and ends with what is written of the second in full.
            Some((_, next)) => items[at..].iter().position(|item| {
                let whole = wholes.get(nth + 1).is_some_and(|whole| item.ends_with(whole.as_str()));
                (!bears(item) || whole) && item.contains(*next)
            }),
            None if bracket => Some(items.len() - at),
            None => items[at..].iter().rposition(bears).map(|last| last + 1),
        };
        let Some(group) = end.map(|end| &items[at..at + end]) else { return false };
        let bearing = group.iter().copied().filter(bears).count();
        if !group.first().is_some_and(bears) || 2 * bearing <= group.len() {
            return false;
        }
        at += group.len();
        // 保粮食和能源 is one or two.
        let joined = group.iter().filter(|item| item.contains(['和', '与', '及'])).count() as u64;
        let found = group.len() as u64;
        counts.push((*claimed, if (found..=found + joined).contains(claimed) { *claimed } else { found }));
    }
    let wrong: Vec<_> = counts.iter().filter(|(claimed, found)| claimed != found).collect();
    if let [(claimed, found)] = wrong.as_slice()
        && claimed.abs_diff(*found) == 1
    {
        let message = format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([text.place(list)]);
    }
    true
}
