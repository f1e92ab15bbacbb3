//! What stands right before and after a label that counts: quotations, brackets, verbs that govern it.

use crate::marks::{head, tail};
use crate::text::Text;

/// The longest list beside a label, in bytes.
pub(super) const LONGEST: usize = 600;

/// Returns what stands in the bracket that the text begins with.
pub(super) fn bracketed(text: &str) -> Option<&str> {
    Some(head(text, LONGEST).strip_prefix('（')?.split_once('）')?.0)
}

/// Returns what stands before `start`, without the mark that opens there.
pub(super) fn before_mark(reading: &str, start: usize) -> &str {
    reading[..start].strip_suffix('“').unwrap_or(&reading[..start])
}

/// Returns what stands in the quotation marks that close at the end of `before`, with or without 的.
pub(super) fn before_quote(before: &str) -> Option<&str> {
    let before = tail(before, LONGEST);
    let before = before.strip_suffix('的').unwrap_or(before).strip_suffix('”')?;
    let open = before.rfind('“')?;
    // Several quotations in a row are counted together by people: leave them.
    let quoted = &before[open + '“'.len_utf8()..];
    (!before[..open].ends_with('”')).then_some(quoted)
}

/// Says whether the last of some items is the verb that governs a label, and not one more like those before it: 执行、管理、服务.
pub(super) fn ends_in_verb(text: &Text<'_>, items: &[&str]) -> bool {
    let Some((last, others)) = items.split_last() else { return false };
    let like = |item: &&str| item.len() == last.len() && governs(text, item);
    governs(text, last) && !others.iter().any(like)
}

/// Says whether what stands before a label is a verb with its adverbs.
pub(super) fn governs(text: &Text<'_>, item: &str) -> bool {
    let mut heads = text.verbs.heads(text.lexicon, item);
    item.ends_with("进行")
        || heads.any(|head| head.is_empty() || ADVERBS.iter().any(|adverb| head.ends_with(adverb)))
}

/// What stands before a verb that governs a label: 全面推行“三项制度”.
const ADVERBS: [&str; 15] = [
    "全面", "坚决", "协调", "协同", "大力", "深入", "积极", "持续", "切实", "统筹", "系统", "扎实", "不断",
    "严格", "规范",
];

/// Says whether all items but the first, which may have a verb before it, are equally long.
pub(super) fn is_even(list: &str) -> bool {
    let mut lengths = list.split('、').skip(1).map(|item| item.chars().count());
    let first = list.chars().take_while(|c| *c != '、').count();
    lengths.next().is_some_and(|length| first >= length && lengths.all(|other| other == length))
}

/// Returns where the clause that reaches to `end` begins; `None` when that is far.
pub(super) fn clause_start(reading: &str, end: usize) -> Option<usize> {
    let stops = ['，', '。', '；', '：', '\n', '”', '》', '）', '（', '“'];
    match reading[..end].char_indices().rev().take(120).find(|(_, c)| stops.contains(c)) {
        Some((at, c)) => Some(at + c.len_utf8()),
        None if end < 360 => Some(0),
        None => None,
    }
}
