//! A quoted label and, some words on, a list whose items end as the label does: “五好”党支部创建，对照班子好、队伍好、机制好、业绩好四个方面.

use gongwen_formula::Hit;
use gongwen_text::{Span, is_han, numeral_value};

use super::count::FORMULA;
use crate::marks::head;
use crate::sink::Sink;
use crate::text::Text;

/// How far after a label its list may begin, and how far it may go, in bytes.
const NEAR: usize = 90;
const LONGEST: usize = 300;

/// Reports a label of one number and one morpheme whose list in the same sentence has another length.
pub(super) fn headed(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) {
    let [slot] = hit.slots.as_slice() else { return };
    let reading = text.as_str();
    let label = text.reading.from_source(hit.span);
    let morpheme = hit.surface.trim_start_matches(|c: char| numeral_value(c).is_some());
    // 五个好 and 五好
    let morpheme = morpheme.strip_prefix('个').unwrap_or(morpheme);
    let claimed = slot.claimed as usize;
    if !hit.quoted || morpheme.chars().count() != 1 || !(3..=10).contains(&claimed) {
        return;
    }
    let offset = label.end + usize::from(reading[label.end..].starts_with('”')) * '”'.len_utf8();
    let rest = head(&reading[offset..], NEAR + LONGEST);
    let sentence = &rest[..rest.find(['。', '；', '\n', '“']).unwrap_or(rest.len())];
    let Some(first) = sentence.find('、').filter(|&at| at <= NEAR) else { return };
    // The first item goes back to what leads to it, the last ends with the morpheme.
    let start = sentence[..first].rfind(['，', '：', '（']).map_or(0, |at| at + '，'.len_utf8());
    let mut end = first;
    let mut found = usize::from(sentence[start..first].ends_with(morpheme));
    let mut items = sentence[first + '、'.len_utf8()..].split('、').peekable();
    while let Some(item) = items.next() {
        let plain = |item: &str| item.chars().all(is_han) && (2..=12).contains(&item.chars().count());
        let last = items.peek().is_none();
        let own = if last { item.find(morpheme).map(|at| &item[..at + morpheme.len()]) } else { Some(item) };
        let own = own.filter(|own| plain(own) && own.ends_with(morpheme));
        let Some(own) = own else { return };
        // 甲好、乙好和丙好
        if own.contains(['和', '与', '及', '等'])
            || last && item[own.len()..].starts_with(['、', '等', '和', '与'])
        {
            return;
        }
        found += 1;
        end += '、'.len_utf8() + own.len();
    }
    if found > 2
        && found != claimed
        && found.abs_diff(claimed) <= 2
        && sentence[start..first].ends_with(morpheme)
    {
        let list = text.place(Span::new(offset + start, offset + end));
        let message = format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([list]);
    }
}
