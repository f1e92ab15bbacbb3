//! Which list belongs to which label.
//!
//! A list is proposed by its place: directly before the label, in the brackets after it, or after 即 and its kind.
//! It is taken when it has as many items as the label claims and its items look like items; what the score adds up
//! is the evidence beyond the count. A wrong link costs more than a missing one, so the gates are hard: no list left
//! of a label that is itself a conjunct, none with an open-ended last item, none for a label that counts one.

use gongwen_text::{Span, is_han};

use crate::guards::{ADVERBS, JOINERS, LEAD_INS, NAMELY, PREDICATES, VERBS};
use crate::hit::{Class, Cue, Direction};
use crate::label::Label;
use crate::lists::{Fit, Parts, trimmed};
use crate::walk::{after, balanced, before, forward, length};

/// The score from which a link is made.
const THRESHOLD: f32 = 0.6;
/// The longest item of a list that nothing but its place ties to the label, in characters.
const LONGEST_PLAIN: usize = 16;
/// The longest item of a list with an explicit cue, in characters.
const LONGEST_CUED: usize = 40;
/// The longest noun between a label and the cue after it, in characters.
const LONGEST_NOUN: usize = 9;
/// How far the brackets may stand when every morpheme agrees, in characters.
const FARTHEST: usize = 60;
/// The share of a lexicon formula's items that a list must match.
const SHARE: f32 = 0.6;

/// A list accepted for a label, in bytes of the reading.
#[derive(Clone, Debug)]
pub(crate) struct Linked {
    pub(crate) items: Vec<Span>,
    /// For each slot the number of items found.
    pub(crate) found: Vec<u32>,
    pub(crate) cue: Cue,
    pub(crate) direction: Direction,
    pub(crate) score: f32,
    /// Whether every slot is borne by items that share its morpheme.
    pub(crate) aligned: bool,
}

/// What the linker must know of a label.
pub(crate) struct Target<'a> {
    pub(crate) label: &'a Label,
    /// The label with the quotation marks around it.
    pub(crate) outer: Span,
    /// The items that the lexicon knows, none when it knows none.
    pub(crate) known: &'a [&'a str],
}

/// Finds the list that spells out a label.
pub(crate) fn link(text: &str, target: &Target<'_>) -> Option<Linked> {
    let label = target.label;
    let counts: Vec<u32> = label.slots.iter().map(|head| head.count).collect();
    if counts.iter().all(|&count| count == 1) && counts.len() < 2 || counts.is_empty() {
        return None;
    }
    let candidates =
        [left(text, target, &counts), right(text, target, &counts), remote(text, target, &counts)];
    candidates
        .into_iter()
        .flatten()
        .filter(|linked| accepted(text, target, linked))
        .reduce(|best, next| if next.score > best.score { next } else { best })
}

fn accepted(text: &str, target: &Target<'_>, linked: &Linked) -> bool {
    if linked.score < THRESHOLD {
        return false;
    }
    if target.known.is_empty() {
        return true;
    }
    let matches = |item: &Span| {
        let item: String = item.slice(text).chars().filter(|&c| is_han(c)).collect();
        target.known.iter().any(|known| {
            *known == item || !item.is_empty() && (known.contains(&item) || item.contains(known))
        })
    };
    let share =
        linked.items.iter().filter(|item| matches(item)).count() as f32 / linked.items.len().max(1) as f32;
    share >= SHARE
}

/// The list that ends where the label begins.
fn left(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    let start = target.outer.start;
    let (end, cue) = match JOINERS.before(text, start) {
        Some(word) => (start - word.len(), Cue::Joined),
        None => (start, Cue::Adjacent),
    };
    left_from(text, target, counts, end, cue)
        .or_else(|| left_from(text, target, counts, start, Cue::Adjacent))
}

fn left_from(text: &str, target: &Target<'_>, counts: &[u32], end: usize, cue: Cue) -> Option<Linked> {
    // 毛泽东思想、邓小平理论、“三个代表”: the label is a conjunct, not the sum.
    let last = before(text, end)?;
    if matches!(last, '、' | '和' | '与' | '及' | '或')
        || !(is_han(last) || matches!(last, '”' | '）' | '〓') || last.is_ascii_alphanumeric())
    {
        return None;
    }
    let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
    if last == '”' {
        // “A”“B”“C”: a quoted label is one of the row.
        if target.outer != target.label.span && cue == Cue::Adjacent {
            return None;
        }
        if let Some(items) = quoted_left(text, end, counts) {
            return score(text, target, Fit { items, by_comma: false }, cue, Direction::Left);
        }
    }
    let parts = Parts::backward(text, end);
    if parts.len() < 2 {
        return None;
    }
    let mut items = parts.paused(text, total);
    let surplus = items.len().checked_sub(total)?;
    if surplus > 0 {
        items.drain(..surplus);
    }
    if ends_in_verb(text, &items) {
        return None;
    }
    let first = trim_first(text, &items, surplus > 0)?;
    if let Some(item) = items.first_mut() {
        *item = first;
    }
    let items = items.into_iter().map(|item| trimmed(text, item)).collect();
    score(text, target, Fit { items, by_comma: false }, cue, Direction::Left)
}

/// “A、B、C”五大任务 or “A”“B”“C”三大任务.
fn quoted_left(text: &str, end: usize, counts: &[u32]) -> Option<Vec<Span>> {
    let close = end - '”'.len_utf8();
    let open = text
        .get(..close)?
        .char_indices()
        .rev()
        .take(120)
        .find(|&(_, c)| matches!(c, '“' | '”' | '\n'))
        .filter(|&(_, c)| c == '“')?
        .0;
    let content = open + '“'.len_utf8();
    let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
    if let Some(fit) = Parts::forward(text, content, Some(close)).fit(text, counts) {
        return Some(fit.items);
    }
    // Walk back over quoted strings.
    let mut from = open;
    for _ in 1..total.min(24) {
        let gap = match before(text, from)? {
            '”' => from,
            c @ ('、' | '和' | '与') => from - c.len_utf8(),
            _ => return None,
        };
        (before(text, gap)? == '”').then_some(())?;
        let close = gap - '”'.len_utf8();
        from = text
            .get(..close)?
            .char_indices()
            .rev()
            .take(60)
            .find(|&(_, c)| matches!(c, '“' | '”' | '\n'))
            .filter(|&(_, c)| c == '“')?
            .0;
    }
    let items = Parts::quoted(text, from);
    (items.len() == total && !matches!(before(text, from), Some('”' | '、'))).then_some(items)
}

/// 事故起数、死亡人数实现“双下降”: the label is governed by a verb, the list is its subject.
fn ends_in_verb(text: &str, items: &[Span]) -> bool {
    let Some((&last, others)) = items.split_last() else { return false };
    let own = length(text, last);
    if PREDICATES.before(text, last.end).is_some() {
        return true;
    }
    VERBS.before(text, last.end).is_some_and(|verb| verb.len() < last.len())
        && !others.iter().any(|&item| length(text, item) == own)
}

/// Cuts the words that lead into the list off its first item: by the length that the others share, by their common
/// edge, or after a leading verb.
fn trim_first(text: &str, items: &[Span], strict: bool) -> Option<Span> {
    let (&first, others) = items.split_first()?;
    let lengths: Vec<usize> = others.iter().map(|&item| length(text, item)).collect();
    let (shortest, longest) = (*lengths.iter().min()?, *lengths.iter().max()?);
    let string = first.slice(text);
    let own = string.chars().count();
    let last = |count: usize| {
        let offset = string.char_indices().rev().nth(count.checked_sub(1)?)?.0;
        Some(Span::new(first.start + offset, first.end))
    };
    let cut_at = |count: usize| {
        own == count
            || last(count).is_some_and(|item| {
                LEAD_INS.before(text, item.start).is_some_and(|word| item.start - word.len() >= first.start)
            })
    };
    if strict && !(shortest.saturating_sub(1).max(2)..=longest + 1).any(|count| count < own && cut_at(count))
    {
        return None;
    }
    if shortest == longest && own >= shortest && (others.len() > 2 || cut_at(shortest)) {
        return last(shortest);
    }
    let heads = others.iter().map(|item| item.slice(text).chars().next());
    let common = heads.clone().next().flatten().filter(|c| heads.clone().all(|head| head == Some(*c)));
    if shortest == longest && own > shortest && common.is_some() {
        // 提倡敢想事、敢干事: the others begin alike, and so must what is left of the first.
        if let Some(item) = last(shortest).filter(|item| item.slice(text).chars().next() == common) {
            return Some(item);
        }
    }
    if let Some(word) = LEAD_INS.after(text, first.start).or_else(|| VERBS.after(text, first.start)) {
        let rest = Span::new(first.start + word.len(), first.end);
        if own > longest && (shortest..=longest).contains(&length(text, rest)) {
            return Some(rest);
        }
    }
    if !strict && (shortest..=longest + 1).contains(&own) {
        return Some(first);
    }
    (2.max(shortest.saturating_sub(1))..=longest + 2)
        .filter(|&count| count <= own)
        .find(|&count| cut_at(count))
        .and_then(last)
}

/// The list after the label: in brackets, after 即, after a colon.
fn right(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    let start = target.outer.end;
    let noun = forward(text, start, LONGEST_NOUN, |c| is_han(c) || c == '〓');
    for at in cue_positions(text, start, noun) {
        let (cue, from, end) = cue_at(text, at)?;
        let quoted = Parts::quoted(text, from);
        let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
        let fit = if quoted.len() == total {
            Some(Fit { items: quoted, by_comma: false })
        } else if let [only] = quoted.as_slice() {
            Parts::forward(text, only.start, Some(only.end)).fit(text, counts)
        } else {
            Parts::forward(text, from, end).fit(text, counts)
        };
        if let Some(mut fit) = fit {
            strip_leading_verb(text, target.outer.start, &mut fit.items);
            cut_tail(text, &mut fit.items);
            return score(text, target, fit, cue, Direction::Right);
        }
    }
    None
}

/// Returns where a cue may begin after a label: directly, after a noun, or inside that noun.
fn cue_positions(text: &str, start: usize, noun: usize) -> Vec<usize> {
    let mut positions = vec![start];
    if noun > start {
        positions.push(noun);
    }
    let Some(run) = text.get(start..noun) else { return positions };
    let inside = ["即", "是指", "包括", "分别", "就是"].iter().filter_map(|word| run.find(word)).min();
    if let Some(offset) = inside.filter(|&offset| offset > 0) {
        positions.insert(1, start + offset);
    }
    positions.retain(|&at| cue_at(text, at).is_some());
    positions
}

/// Reads the cue at `at`: what it is, where the list begins and, in brackets, where it ends.
fn cue_at(text: &str, at: usize) -> Option<(Cue, usize, Option<usize>)> {
    match after(text, at)? {
        '（' => {
            let content = balanced(text, at, '（', '）', 1200)?;
            let lead = NAMELY.after(text, content.start).map_or(0, str::len);
            Some((Cue::Bracket, content.start + lead, Some(content.end)))
        }
        '：' => Some((Cue::Colon, at + '：'.len_utf8(), None)),
        '—' => {
            let from = forward(text, at, 3, |c| c == '—');
            Some((Cue::Colon, from, None))
        }
        '，' => {
            let from = at + '，'.len_utf8();
            let word = NAMELY.after(text, from).filter(|word| !matches!(*word, "为" | "是" | "指"))?;
            Some((Cue::Namely, from + word.len(), None))
        }
        _ => {
            let word = NAMELY.after(text, at).filter(|word| !matches!(*word, "为" | "是" | "指"))?;
            Some((Cue::Namely, at + word.len(), None))
        }
    }
}

/// 争创“五星”活动，即争创学习型、…: the verb of the label is said again before the list.
fn strip_leading_verb(text: &str, label: usize, items: &mut [Span]) {
    let Some(verb) = VERBS.before(text, label) else { return };
    if items.iter().filter(|item| item.slice(text).starts_with(verb)).count() != 1 {
        return;
    }
    if let Some(first) = items.first_mut()
        && first.slice(text).starts_with(verb)
        && first.len() > verb.len() + 3
    {
        first.start += verb.len();
    }
}

/// Cuts 等 and what follows it off the last item, when the others are of one length.
fn cut_tail(text: &str, items: &mut [Span]) {
    let Some((last, others)) = items.split_last_mut() else { return };
    let Some(offset) = last.slice(text).find('等') else { return };
    let lengths: Vec<usize> = others.iter().map(|&item| length(text, item)).collect();
    let head = Span::new(last.start, last.start + offset);
    if lengths.iter().all(|&n| n == length(text, head)) {
        *last = head;
    }
}

/// Brackets farther on in the sentence, when every slot is borne by items with its morpheme.
fn remote(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    if target.label.slots.len() < 2 || counts.iter().all(|&count| count < 2) {
        return None;
    }
    let start = target.outer.end;
    let open = forward(text, start, FARTHEST, |c| !matches!(c, '（' | '。' | '；' | '\n'));
    if after(text, open) != Some('（') {
        return None;
    }
    let content = balanced(text, open, '（', '）', 1200)?;
    let fit = Parts::forward(text, content.start, Some(content.end)).fit(text, counts)?;
    let linked = score(text, target, fit, Cue::Morpheme, Direction::Right)?;
    linked.aligned.then_some(linked)
}

/// Adds up the evidence for a list that has passed the gates, or rejects it.
fn score(text: &str, target: &Target<'_>, fit: Fit, cue: Cue, direction: Direction) -> Option<Linked> {
    let items: Vec<Span> = fit.items.into_iter().map(|item| trimmed(text, item)).collect();
    let limit = if matches!(cue, Cue::Adjacent | Cue::Joined) { LONGEST_PLAIN } else { LONGEST_CUED };
    if items.len() < 2 || items.iter().any(|&item| !looks_like_item(text, item, limit)) {
        return None;
    }
    let (found, aligned) = borne(text, target.label, &items);
    let lengths: Vec<usize> = items.iter().map(|&item| length(text, item)).collect();
    let parallel = lengths.iter().all(|&n| n == lengths[0]);
    let shared = shares_edge(text, &items);
    let place = match cue {
        Cue::Bracket | Cue::Namely => 0.35,
        Cue::Adjacent => 0.25,
        Cue::Colon => 0.15,
        Cue::Joined | Cue::Morpheme => 0.1,
    };
    let spread = lengths.iter().max().unwrap_or(&0) - lengths.iter().min().unwrap_or(&0);
    let form = if parallel {
        0.2
    } else if spread <= 2 {
        0.1
    } else {
        0.0
    };
    let counted = target.label.class == Class::Counted;
    let morpheme = if aligned && !counted {
        0.3
    } else if shared {
        0.15
    } else {
        0.0
    };
    let score = f32::min(0.3 + place + form + morpheme, 1.0);
    Some(Linked { items, found, cue, direction, score, aligned })
}

/// Items are short, closed at their ends, and hold no stray marks.
fn looks_like_item(text: &str, item: Span, limit: usize) -> bool {
    let string = item.slice(text);
    let count = string.chars().count();
    let open = string.ends_with(['的', '了', '是', '和', '与', '在'])
        || string.starts_with(['的', '和', '与', '等']);
    let paired = string.matches('“').count() == string.matches('”').count();
    let partial = string.contains('等') && !string.contains("平等");
    let broken = string.contains(['《', '。', '：', '\n']);
    (1..=limit).contains(&count) && paired && !open && !partial && !broken
}

/// Says whether all items begin, or all items end, with one character.
fn shares_edge(text: &str, items: &[Span]) -> bool {
    let edge = |pick: fn(&str) -> Option<char>| {
        let mut chars = items.iter().map(|item| pick(item.slice(text)));
        let first = chars.next().flatten();
        first.is_some() && chars.all(|c| c == first)
    };
    edge(|item| item.chars().next()) || edge(|item| item.chars().next_back())
}

/// Counts for each slot the items that bear its morpheme. Where no item bears any, the items are dealt out in order.
fn borne(text: &str, label: &Label, items: &[Span]) -> (Vec<u32>, bool) {
    let bearing = |head: &str, items: &[Span]| {
        let count = |morpheme: &str| items.iter().filter(|item| item.slice(text).contains(morpheme)).count();
        let whole = count(head);
        if whole > 0 { whole } else { head.chars().next().map_or(0, |c| count(c.encode_utf8(&mut [0; 4]))) }
    };
    let mut found = Vec::with_capacity(label.slots.len());
    let mut from = 0;
    let mut aligned = true;
    let dealt =
        label.slots.iter().fold(0usize, |sum, head| sum.saturating_add(head.count as usize)) == items.len();
    for head in &label.slots {
        let share = if dealt { &items[from..from + head.count as usize] } else { items };
        from += if dealt { head.count as usize } else { 0 };
        let borne = bearing(head.span.slice(text), share);
        aligned &= borne == head.count as usize;
        found.push(if dealt { share.len() } else { borne }.try_into().unwrap_or(u32::MAX));
    }
    (found, aligned)
}

/// Returns the verb directly left of `at`, passing over adverbs, and where its phrase begins.
pub(crate) fn verb_before<'v>(
    text: &str,
    at: usize,
    known: impl Iterator<Item = &'v str>,
) -> Option<(Span, usize)> {
    let head = text.get(..at)?;
    let general = VERBS.before(text, at).map_or(0, str::len);
    let length = known.filter(|verb| head.ends_with(verb)).map(str::len).max().unwrap_or(0).max(general);
    if length == 0 {
        return None;
    }
    // 坚决做到: the lexicon may hold the adverb with the verb; the verb is what is left of it.
    let mut start = at - length;
    let phrase = Span::new(start, at).slice(text);
    if let Some(adverb) = ADVERBS.after(phrase, 0).filter(|adverb| VERBS.contains(&phrase[adverb.len()..])) {
        start += adverb.len();
    }
    let mut phrase = start;
    for _ in 0..3 {
        match ADVERBS.before(text, phrase) {
            Some(adverb) => phrase -= adverb.len(),
            None => break,
        }
    }
    Some((Span::new(start, at), phrase))
}
