//! Lists that end where the label begins: 领导责任、工作推进、考核评价、结果运用“四个体系”.
//!
//! Their end is certain and their beginning is not: the first item is cut off the words that lead into the list by
//! the length that the others share, by their common edge, or after a leading verb.

use gongwen_text::{Span, is_han};

use crate::evidence::{adds_up, bare_length, score};
use crate::guards::{
    ADVERBS, JOINERS, LEAD_INS, LEADING_VERBS, NO_JUNCTIONS, PREDICATES, PREPOSITIONS, VERBS,
};
use crate::hit::{Class, Cue, Direction, Shared};
use crate::link::{Linked, Target};
use crate::lists::{Parts, trimmed};
use crate::walk::{after, backward, before, forward, length};

/// The most characters of a piece of a list without separators.
const LONGEST_PIECE: usize = 4;

/// Returns the list before a label, or none; 等 and its kind may stand between them.
pub(crate) fn lists(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    let start = target.outer.start;
    if is_last_of_a_list(text, target.outer.end) {
        return None;
    }
    let (end, cue) = match JOINERS.before(text, start) {
        Some(word) => (start - word.len(), Cue::Joined),
        None => (start, Cue::Adjacent),
    };
    from(text, target, counts, end, cue)
        .or_else(|| from(text, target, counts, start, Cue::Adjacent))
        .or_else(|| unpunctuated(text, target, counts))
}

/// Says whether the label at `start` is a conjunct, not the sum: 毛泽东思想、邓小平理论、“三个代表”.
fn conjunct(text: &str, end: usize) -> bool {
    before(text, end).is_none_or(|last| {
        matches!(last, '、' | '和' | '与' | '及' | '或')
            || !(is_han(last) || matches!(last, '”' | '）' | '〓') || last.is_ascii_alphanumeric())
    })
}

/// Says whether a noun and 等 follow the label at `end`, which then is the last of what stands before it: 供水、供电、“两园”建设等多项
/// 协议.
fn is_last_of_a_list(text: &str, end: usize) -> bool {
    const LONGEST_NOUN: usize = 4;
    let noun = forward(text, end, LONGEST_NOUN, |c| is_han(c) && c != '等');
    noun > end && text[noun..].starts_with("等多")
}

fn from(text: &str, target: &Target<'_>, counts: &[u32], end: usize, cue: Cue) -> Option<Linked> {
    if conjunct(text, end) {
        return None;
    }
    let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
    if before(text, end) == Some('”') {
        // “A”“B”“C”: a quoted label is one of the row.
        if target.outer != target.label.span && cue == Cue::Adjacent {
            return None;
        }
        if let Some(items) = quoted(text, end, counts) {
            return score(text, target, items, cue, Direction::Left);
        }
    }
    let parts = Parts::backward(text, end);
    if parts.len() < 2 {
        let items = pair(text, parts.paused(text, 1).first().copied()?).filter(|_| total == 2)?;
        return score(text, target, items.to_vec(), cue, Direction::Left);
    }
    let mut items = parts.paused(text, total);
    let partial = cue == Cue::Joined && before(text, target.outer.start) == Some('等') && items.len() < total;
    let surplus = if partial { 0 } else { items.len().checked_sub(total)? };
    items.drain(..surplus);
    if ends_in_verb(text, &items) {
        return None;
    }
    let first = trim_first(text, &items, surplus > 0)?;
    if let Some(item) = items.first_mut() {
        *item = first;
    }
    let items = items.into_iter().map(|item| trimmed(text, item)).collect();
    let mut linked = score(text, target, items, cue, Direction::Left)?;
    if partial {
        // Too few items prove little: the label must only count, or the items be of one kind.
        linked.partial = true;
        linked.found = vec![u32::try_from(linked.items.len()).unwrap_or(u32::MAX)];
        let kin = target.label.class == Class::Counted || linked.shared != Shared::Nothing;
        linked.score = if kin && counts.len() == 1 { linked.score.max(0.6) } else { 0.0 };
    }
    Some(linked)
}

/// “A、B、C”五大任务 or “A”“B”“C”三大任务.
fn quoted(text: &str, end: usize, counts: &[u32]) -> Option<Vec<Span>> {
    let content = quotation_before(text, end)?;
    let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
    if let Some(fit) = Parts::forward(text, content.start, Some(content.end)).fit(text, counts) {
        return Some(fit.items);
    }
    // Walk back over quoted strings.
    let mut from = content.start - '“'.len_utf8();
    for _ in 1..total.min(24) {
        let gap = match before(text, from)? {
            '”' => from,
            c @ ('、' | '和' | '与' | '，') => from - c.len_utf8(),
            _ => return None,
        };
        from = quotation_before(text, gap)?.start - '“'.len_utf8();
    }
    let items = Parts::quoted(text, from);
    (items.len() == total && !matches!(before(text, from), Some('”' | '、'))).then_some(items)
}

/// Returns what stands in the quotation marks that close at `end`.
fn quotation_before(text: &str, end: usize) -> Option<Span> {
    (before(text, end)? == '”').then_some(())?;
    let close = end - '”'.len_utf8();
    let open = text
        .get(..close)?
        .char_indices()
        .rev()
        .take(120)
        .find(|&(_, c)| matches!(c, '“' | '”' | '\n'))
        .filter(|&(_, c)| c == '“')?
        .0;
    Some(Span::new(open + '“'.len_utf8(), close))
}

/// 组织建设规范和组织生活规范两方面: two items of one length or with one end, and no 、.
fn pair(text: &str, part: Span) -> Option<[Span; 2]> {
    let string = part.slice(text);
    let (offset, word) =
        ["和", "与", "及"].iter().filter_map(|word| Some((string.rfind(word)?, word.len()))).max()?;
    let second = Span::new(part.start + offset + word, part.end);
    let first = Span::new(part.start, part.start + offset);
    let count = length(text, second);
    if count < 2 || PREDICATES.before(text, second.end).is_some() {
        return None;
    }
    let start = backward(text, first.end, count, is_han);
    let cut = Span::new(start.max(first.start), first.end);
    let led = cut.start == first.start || LEAD_INS.before(text, cut.start).is_some();
    (length(text, cut) == count && led).then_some([cut, second])
}

/// 文化卫生科技“三下乡”: known items in a row without separators, each shortened to one length.
fn unpunctuated(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    let [count] = counts else { return None };
    let count = *count as usize;
    if target.known.len() != count || count < 3 {
        return None;
    }
    let lost = before(text, target.outer.start) == Some('“');
    let end = target.outer.start - if lost { '“'.len_utf8() } else { 0 };
    (2..=LONGEST_PIECE).find_map(|piece| {
        let start = backward(text, end, piece * count, is_han);
        let run = Span::new(start, end);
        if length(text, run) != piece * count {
            return None;
        }
        let mut edges: Vec<usize> =
            run.slice(text).char_indices().step_by(piece).map(|(at, _)| start + at).collect();
        edges.push(end);
        let items: Vec<Span> = edges.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let known =
            items.iter().all(|item| target.known.iter().any(|known| known.starts_with(item.slice(text))));
        let linked = score(text, target, items, Cue::Adjacent, Direction::Left).filter(|_| known)?;
        Some(Linked { score: linked.score.max(0.7), ..linked })
    })
}

/// “政治过硬、本领高强、求实创新、能打胜仗”16字要求: a list whose characters add up to the number of the label.
pub(crate) fn of_length(text: &str, target: &Target<'_>) -> Option<Linked> {
    let end = target.outer.start;
    let [head] = target.label.slots.as_slice() else { return None };
    let content = match before(text, end)? {
        '”' => quotation_before(text, end)?,
        c if is_han(c) => {
            let items = Parts::backward(text, end).paused(text, 0);
            Span::new(trim_first(text, &items, false)?.start, end)
        }
        _ => return None,
    };
    let items = Parts::forward(text, content.start, Some(content.end)).flat();
    let linked = score(text, target, items, Cue::Adjacent, Direction::Left)?;
    adds_up(text, &linked.items, head.count).then(|| Linked {
        found: vec![head.count],
        score: linked.score.max(0.8),
        ..linked
    })
}

/// 事故起数、死亡人数实现“双下降”: the label is governed by a verb, the list is its subject.
fn ends_in_verb(text: &str, items: &[Span]) -> bool {
    let Some((&last, others)) = items.split_last() else { return false };
    let own = length(text, last);
    if PREDICATES.before(text, last.end).is_some() || last.slice(text).contains("连续") {
        return true;
    }
    VERBS.before(text, last.end).is_some_and(|verb| verb.len() <= last.len())
        && !others.iter().any(|&item| length(text, item) == own)
}

/// Cuts the words that lead into the list off its first item: by form, then verbs and prepositions one by one.
fn trim_first(text: &str, items: &[Span], strict: bool) -> Option<Span> {
    let mut first = modal_first(text, items, strict)?;
    let others = &items[1..];
    let shortest = others.iter().map(|&item| bare_length(text, item)).min()?;
    let verbal = others
        .iter()
        .any(|item| [&VERBS, &LEADING_VERBS].iter().any(|verbs| verbs.after(text, item.start).is_some()));
    for _ in 0..4 {
        let own = |item: &Span| item.slice(text).chars().next() == after(text, first.start);
        let word = PREPOSITIONS
            .after(text, first.start)
            .filter(|_| !others.iter().any(own))
            .or_else(|| LEADING_VERBS.after(text, first.start).filter(|_| !verbal))
            .or_else(|| ADVERBS.after(text, first.start).filter(|_| !verbal));
        let Some(word) = word else { break };
        let rest = Span::new(first.start + word.len(), first.end);
        if rest.start >= first.end || bare_length(text, rest) < shortest.min(2) {
            break;
        }
        first = rest;
    }
    // 以及碳排放强度: what is left of 以及 when 以 was taken for a word that leads in.
    if after(text, first.start) == Some('及') && NO_JUNCTIONS.after(text, first.start).is_none() {
        first.start += '及'.len_utf8();
    }
    Some(first)
}

fn modal_first(text: &str, items: &[Span], strict: bool) -> Option<Span> {
    let (&first, others) = items.split_first()?;
    let lengths: Vec<usize> = others.iter().map(|&item| bare_length(text, item)).collect();
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
                [&LEAD_INS, &LEADING_VERBS].iter().any(|words| {
                    words.before(text, item.start).is_some_and(|word| item.start - word.len() >= first.start)
                })
            })
    };
    if strict && !(shortest.saturating_sub(1).max(2)..=longest + 1).any(|count| count < own && cut_at(count))
    {
        return None;
    }
    if shortest == longest
        && own >= shortest
        && (others.len() > 2 || others.len() > 1 && shortest < 4 && own == shortest + 2 || cut_at(shortest))
    {
        return last(shortest);
    }
    let edge = |item: &Span| item.slice(text).chars().next_back();
    // One other item alone proves no length: 提质推进高新技术企业、科技型企业 are six characters and five.
    let one = others.len() == 1 && (shortest + 1..=shortest + 2).any(|count| count < own && cut_at(count));
    // 农村劳务带头人、致富能人、乡村匠人: an item that is a little longer is no clause.
    let longer = shortest > 2 && own <= longest + 3 && !cut_at(shortest);
    let alike = || others.iter().all(|item| edge(item) == edge(&first));
    if shortest == longest && own > shortest && !one && !longer && alike() {
        // 城乡社区自治、法治、德治: one length and one end.
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
    (2.max(shortest.saturating_sub(1))..=longest + 4)
        .filter(|&count| count <= own)
        .find(|&count| cut_at(count))
        .and_then(last)
        // The clause begins with the item, and nothing in it looks like a verb before the list.
        .or_else(|| (!strict && own <= longest + 4 && VERBS.find(string).is_none()).then_some(first))
}
