//! Lists that stand elsewhere in the document: given once beside another mention of the label, or beside no label
//! at all but with the label's morpheme in every item.
//!
//! A document spells a label out once and goes on with the label alone; a heading has the label and the text below
//! it the list. What is carried over is kept apart from the items that stand beside a label, because it is a
//! conclusion of the reader and not of the sentence.

use std::collections::BTreeSet;

use gongwen_lexicon::Kind;
use gongwen_text::{Span, is_han};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::guards::{CLASSIFIERS, COUNTABLE, LEAD_INS, LEADING_VERBS, PREPOSITIONS, VERBS};
use crate::hit::{Class, Origin};
use crate::label::Head;
use crate::lists::Parts;
use crate::resolve::Resolved;
use crate::rhythm;
use crate::walk::{backward, balanced, before, inside, length};

/// The longest list that is looked at, in bytes.
const LONGEST: usize = 300;
/// The longest item, in characters.
const LONGEST_ITEM: usize = 16;

/// How far from its label a list stands that says little for itself, in bytes.
const NEAR: usize = 450;
/// How many lists of one label are told apart; with so many none is clear.
const MOST_RIVALS: usize = 8;

/// A list from elsewhere, in bytes of the reading.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    pub(crate) items: Vec<Span>,
    pub(crate) origin: Origin,
}

/// Gives the numeral formulas without a list the one that stands elsewhere in the document.
///
/// Cost: one pass over the text when a label without any list is left, else linear in the hits.
pub(crate) fn carry(text: &str, resolved: &mut [Resolved]) {
    let mut given: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, r) in resolved.iter().enumerate().filter(|(_, r)| r.judged.linked.is_some()) {
        given.entry(key(text, r)).or_default().push(at);
    }
    let mut pending: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for at in 0..resolved.len() {
        let r = &resolved[at];
        let formula = r.candidate.label.class == Class::NumeralFormula;
        if !formula && r.candidate.label.kind != Kind::Distributive || r.judged.linked.is_some() {
            continue;
        }
        let key = key(text, r);
        // The nearest list before the mention, else the first after it.
        let nearest = given.get(&key).and_then(|places| {
            let before = places.partition_point(|&place| place < at);
            places.get(before.saturating_sub(1)).copied()
        });
        match nearest.and_then(|place| resolved[place].judged.linked.as_ref()) {
            Some(linked) => {
                let items = linked.items.clone();
                resolved[at].elsewhere = Some(Elsewhere { items, origin: Origin::Mention });
            }
            None if r.candidate.entry.is_none() => pending.entry(key).or_default().push(at),
            None => {}
        }
    }
    if pending.is_empty() {
        return;
    }
    let mut wanted: FxHashMap<(usize, char), Vec<&String>> = FxHashMap::default();
    let mut keys: Vec<&String> = pending.keys().collect();
    keys.sort_unstable();
    for key in keys {
        let slots = &resolved[pending[key][0]].candidate.label.slots;
        if let Some(signature) = signature(text, slots) {
            wanted.entry(signature).or_default().push(key);
        }
    }
    if wanted.is_empty() {
        return;
    }
    let mut found: FxHashMap<&String, Vec<(Vec<Span>, usize)>> = FxHashMap::default();
    let rows = rhythm::rows(text, &single_heads(text, resolved, &pending));
    let rows = rows.into_iter().chain(long_rows(text, resolved, &pending)).map(|row| (row, false));
    for (list, owned) in lists(text, resolved).into_iter().chain(rows) {
        let letters: FxHashSet<char> = list.first().map_or("", |item| item.slice(text)).chars().collect();
        let mut letters: Vec<char> = letters.into_iter().collect();
        letters.sort_unstable();
        for key in letters.iter().filter_map(|&c| wanted.get(&(list.len(), c))).flatten() {
            let slots = &resolved[pending[*key][0]].candidate.label.slots;
            let lists = found.entry(key).or_default();
            if let Some((_, times)) =
                lists.iter_mut().take(MOST_RIVALS).find(|(known, _)| same(text, known, &list))
            {
                *times += usize::from(!owned);
            } else if lists.len() < MOST_RIVALS
                && aligned(text, slots, &list)
                && (is_telling(text, slots) || is_near(text, resolved, &pending[*key], &list))
            {
                lists.push((list.clone(), usize::from(!owned)));
            }
        }
    }
    for (key, mut lists) in found {
        // The list that the document repeats wins, and one that is no other label's; between equals none does.
        lists.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let clear = lists.len() == 1 || lists.len() > 1 && lists[0].1 > lists[1].1;
        let Some((items, _)) = lists.into_iter().next() else { continue };
        for &at in &pending[key] {
            if clear {
                let label = &mut resolved[at].candidate.label;
                if label.kind == Kind::Distributive {
                    // One each with a list is a formula: 一带一路.
                    label.class = Class::NumeralFormula;
                    label.kind = Kind::Slotted;
                }
                resolved[at].elsewhere = Some(Elsewhere { items: items.clone(), origin: Origin::Aligned });
            } else {
                resolved[at].judged.ambiguous = true;
            }
        }
    }
}

/// Labels with one key are the same label: by their entry, or by their text without quotation marks. One that counts what anybody
/// may have so many of is known by the noun before it: 碳达峰“十大工程” are others than 数字产业化“十大工程”.
fn key(text: &str, r: &Resolved) -> String {
    let label = r.candidate.label.span.slice(text);
    let mut key: String = label.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’')).collect();
    let start = r.candidate.outer.start;
    if let [head] = r.candidate.label.slots.as_slice()
        && COUNTABLE.contains(head.span.slice(text))
        && ![&VERBS, &LEAD_INS, &LEADING_VERBS, &PREPOSITIONS]
            .iter()
            .any(|words| words.before(text, start).is_some())
    {
        key.push_str(
            &text[backward(text, start, 2, |c| is_han(c) && !matches!(c, '和' | '与' | '及'))..start],
        );
    }
    key
}

/// The number of items that a label wants and a character that all items of its first slot must have.
fn signature(text: &str, slots: &[Head]) -> Option<(usize, char)> {
    let total = slots.iter().fold(0usize, |sum, head| sum.saturating_add(head.count as usize));
    let heads = slots.iter().all(|head| (1..=4).contains(&length(text, head.span)));
    let first = slots.first()?.span.slice(text).chars().next()?;
    (heads && (2..=20).contains(&total)).then_some((total, first))
}

/// The labels of one slot whose head is one character, as that character with the numbers claimed.
fn single_heads(
    text: &str,
    resolved: &[Resolved],
    pending: &FxHashMap<String, Vec<usize>>,
) -> FxHashMap<char, FxHashSet<usize>> {
    let mut heads: FxHashMap<char, FxHashSet<usize>> = FxHashMap::default();
    for places in pending.values() {
        let [head] = resolved[places[0]].candidate.label.slots.as_slice() else { continue };
        let mut chars = head.span.slice(text).chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            heads.entry(c).or_default().insert(head.count as usize);
        }
    }
    heads
}

/// Says whether a list that bears the heads of a label is likely to be its own wherever it stands: two items are easily alike, and
/// anything is called new.
fn is_telling(text: &str, slots: &[Head]) -> bool {
    const PRODUCTIVE: [&str; 7] = ["新", "大", "高", "好", "多", "老", "小"];
    let total = slots.iter().fold(0usize, |sum, head| sum.saturating_add(head.count as usize));
    total > 2 && !slots.iter().any(|head| PRODUCTIVE.contains(&head.span.slice(text)))
}

/// Says whether a list stands near one of the mentions of a label, and not around it.
fn is_near(text: &str, resolved: &[Resolved], mentions: &[usize], list: &[Span]) -> bool {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    mentions.iter().any(|&at| {
        let label = resolved[at].candidate.label.span;
        let named = list.iter().any(|item| item.slice(text).contains(label.slice(text)));
        !named && first.start < label.end + NEAR && label.start < last.end + NEAR
    })
}

/// The rows of items that end in the head of a label of one slot, where it has two characters or more.
fn long_rows(text: &str, resolved: &[Resolved], pending: &FxHashMap<String, Vec<usize>>) -> Vec<Vec<Span>> {
    let heads: BTreeSet<(&str, usize)> = pending
        .values()
        .filter_map(|places| {
            let [head] = resolved[places[0]].candidate.label.slots.as_slice() else { return None };
            let count = head.count as usize;
            (length(text, head.span) > 1 && (2..=20).contains(&count)).then(|| (head.span.slice(text), count))
        })
        .collect();
    heads.into_iter().flat_map(|(head, count)| rhythm::rows_ending(text, head, count)).collect()
}

/// Every item of every slot has the head of the slot, all at the beginning, all at the end or all inside. Two items
/// must have it at one of their edges.
fn aligned(text: &str, slots: &[Head], items: &[Span]) -> bool {
    let mut from = 0;
    slots.iter().all(|slot| {
        let head = slot.span.slice(text);
        let share = items.get(from..from + slot.count as usize).unwrap_or_default();
        from += slot.count as usize;
        let all = |head: &str, fits: fn(&str, &str) -> bool| {
            !share.is_empty()
                && share
                    .iter()
                    .all(|item| item.slice(text).len() > head.len() && fits(item.slice(text), head))
        };
        let edge = |head: &str| {
            all(head, |item, head| item.starts_with(head)) || all(head, |item, head| item.ends_with(head))
        };
        // “四好农村路”: what is counted is the first character, the noun follows.
        let clipped = head
            .chars()
            .next()
            .filter(|c| share.len() > 2 && head.chars().count() > 2 && !CLASSIFIERS.contains(c));
        edge(head)
            || clipped.is_some_and(|c| edge(c.encode_utf8(&mut [0; 4])))
            || items.len() > 2
                && all(head, |item, head| {
                    item.find(head).is_some_and(|at| at > 0 && at + head.len() < item.len())
                })
    })
}

fn same(text: &str, a: &[Span], b: &[Span]) -> bool {
    a.iter().map(|item| item.slice(text)).eq(b.iter().map(|item| item.slice(text)))
}

/// The lists of the text whose bounds are certain: in quotation marks, in brackets, or linked to another label, which
/// then owns them.
fn lists(text: &str, resolved: &[Resolved]) -> Vec<(Vec<Span>, bool)> {
    let mut out: Vec<(Vec<Span>, bool)> =
        resolved.iter().filter_map(|r| Some((r.judged.linked.as_ref()?.items.clone(), true))).collect();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '“' | '（')) {
        let content = match c {
            '“' => inside(text, at, '“', '”', LONGEST),
            _ => balanced(text, at, '（', '）', LONGEST),
        };
        if c == '“' && before(text, at) != Some('”') {
            let run = Parts::quoted(text, at);
            if run.len() > 1 && run.iter().all(|&item| (2..=LONGEST_ITEM).contains(&length(text, item))) {
                out.push((run, false));
            }
        }
        let Some(content) = content.filter(|content| content.slice(text).contains(['、', '，'])) else {
            continue;
        };
        let parts = Parts::forward(text, content.start, Some(content.end));
        let (items, clauses) = (parts.flat(), parts.clauses(text));
        let short =
            |items: &[Span]| items.iter().all(|&item| (2..=LONGEST_ITEM).contains(&length(text, item)));
        if clauses.len() > 1 && clauses.len() < items.len() && short(&clauses) {
            out.push((clauses, false));
        }
        if short(&items) {
            out.push((items, false));
        }
    }
    out
}
