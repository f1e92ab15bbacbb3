//! Lists that follow the label: in brackets, after 即 or a colon, as an ordinal series, as clauses that repeat its head.

use gongwen_text::{Span, is_han};

use crate::evidence::{adds_up, score};
use crate::guards::{DEICTIC, NAMELY, VERBS};
use crate::hit::{Class, Cue, Direction};
use crate::link::{Linked, Target};
use crate::lists::Parts;
use crate::series::Series;
use crate::walk::{after, balanced, forward, length};

/// The longest noun between a label and the cue after it, in characters.
const LONGEST_NOUN: usize = 9;
/// How far the brackets may stand when every morpheme agrees, in characters.
const FARTHEST: usize = 60;
/// How far the first marker of an ordinal series may stand, in bytes.
const FIRST_MARKER: usize = 240;
/// How the first marker of a series begins; asked before the markers of the text are read.
const FIRST: &[&str] = &["一是", "首先", "一要", "一、", "（一）", "第一", "其一", "1.", "1、", "（1）", "①"];
/// How much of the sentence after a label is searched for its head, in characters.
const SENTENCE: usize = 240;

/// Returns the lists after a label: in brackets, after 即, after a colon, and farther on with its morphemes.
pub(crate) fn lists(text: &str, target: &Target<'_>, counts: &[u32]) -> Vec<Linked> {
    let start = target.outer.end;
    let noun = forward(text, start, LONGEST_NOUN, |c| is_han(c) || c == '〓');
    let mut found: Vec<Linked> = Vec::new();
    for at in cue_positions(text, start, noun) {
        let Some((cue, from, end)) = cue_at(text, at) else { continue };
        let quoted = Parts::quoted(text, from);
        let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
        let fit = if quoted.len() == total {
            Some(quoted)
        } else if let [only] = quoted.as_slice() {
            Parts::forward(text, only.start, Some(only.end)).fit(text, counts).map(|fit| fit.items)
        } else {
            Parts::forward(text, from, end).fit(text, counts).map(|fit| fit.items)
        };
        if let Some(mut items) = fit {
            strip_leading_verb(text, target.outer.start, &mut items);
            cut_tail(text, &mut items);
            found.extend(score(text, target, items, cue, Direction::Right));
            break;
        }
    }
    found.extend(remote(text, target, counts));
    found
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
        '：' => {
            let from = at + '：'.len_utf8();
            let lead = NAMELY.after(text, from).filter(|word| word.chars().count() > 1).map_or(0, str::len);
            Some((Cue::Colon, from + lead, None))
        }
        '—' => Some((Cue::Colon, forward(text, at, 3, |c| c == '—'), None)),
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
    score(text, target, fit.items, Cue::Morpheme, Direction::Right).filter(Linked::aligned)
}

/// 12字思路（树典型、铸品牌、有影响、求实效）: a list whose characters add up to the number of the label.
pub(crate) fn of_length(text: &str, target: &Target<'_>) -> Option<Linked> {
    let [head] = target.label.slots.as_slice() else { return None };
    let noun = forward(text, target.outer.end, LONGEST_NOUN, is_han);
    let (cue, from, end) = [target.outer.end, noun]
        .into_iter()
        .find_map(|at| cue_at(text, at).or_else(|| quote_at(text, at)))?;
    let quoted = Parts::quoted(text, from);
    let items = match quoted.as_slice() {
        [] => Parts::forward(text, from, end).flat(),
        [only] => Parts::forward(text, only.start, Some(only.end)).flat(),
        _ => quoted,
    };
    let linked = score(text, target, items, cue, Direction::Right)?;
    adds_up(text, &linked.items, head.count).then(|| Linked {
        found: vec![head.count],
        score: linked.score.max(0.8),
        ..linked
    })
}

fn quote_at(text: &str, at: usize) -> Option<(Cue, usize, Option<usize>)> {
    (after(text, at)? == '“').then_some((Cue::Adjacent, at, None))
}

/// 三剂药方：首先…二是…三是…; 以下三个方面。一、…
pub(crate) fn ordinals<'s>(
    text: &str,
    target: &Target<'_>,
    counts: &[u32],
    series: impl Fn() -> &'s Series,
) -> Option<Linked> {
    let [count] = counts else { return None };
    let start = target.outer.end;
    let reach = text.floor_char_boundary((start + FIRST_MARKER).min(text.len()));
    if !matches!(target.label.class, Class::NumeralFormula | Class::Counted)
        || !FIRST.iter().any(|first| text.get(start..reach).is_some_and(|tail| tail.contains(first)))
    {
        return None;
    }
    let series = series();
    let at = series.next(start)?;
    if at - start > FIRST_MARKER {
        return None;
    }
    let between = text.get(start..at)?;
    let ends = between.matches(['。', '；']).count();
    let direct = ends == 0;
    let announced = between.contains('：')
        || DEICTIC.before(text, target.outer.start).is_some()
        || between.trim_end_matches('。').ends_with("如下");
    // Without an announcement the sentence of the label must be over, and what it counts be a name.
    let near =
        direct && between.chars().count() <= 24 || announced || target.label.class == Class::NumeralFormula;
    if ends > 1 || between.contains('、') && !announced || !near {
        return None;
    }
    let items = series.members(text, at, *count)?;
    let linked = score(text, target, items, Cue::Ordinal, Direction::Right)?;
    let bonus = if announced || direct { 0.15 } else { 0.0 };
    let many = if *count > 2 { 0.1 } else { 0.0 };
    Some(Linked { score: (linked.score - 0.1 + bonus + many).min(1.0), ..linked })
}

/// “三个必须”，必须先勘查，必须先设计，必须先批准: as many clauses in a row that begin with the head as are claimed.
pub(crate) fn clauses(text: &str, target: &Target<'_>, counts: &[u32]) -> Option<Linked> {
    let [count] = counts else { return None };
    let [head] = target.label.slots.as_slice() else { return None };
    let head = head.span.slice(text);
    let start =
        target.outer.end + after(text, target.outer.end).filter(|c| matches!(c, '，' | '：'))?.len_utf8();
    if head.is_empty() || !text.get(start..)?.starts_with(head) {
        return None;
    }
    let stop = forward(text, start, SENTENCE, |c| !matches!(c, '。' | '\n'));
    let mut items = Vec::new();
    let mut from = start;
    for clause in text.get(start..stop)?.split(['，', '；', '、']) {
        let span = Span::new(from, from + clause.len());
        from = span.end + '，'.len_utf8();
        if !clause.starts_with(head) {
            break;
        }
        items.push(span);
    }
    let linked = score(text, target, items, Cue::Repeated, Direction::Right)?;
    (linked.items.len() == *count as usize).then_some(linked)
}

/// Counts how often the clauses of the sentence after a label say its head: “两个纳入”，将…以及…纳入….
///
/// Returns `None` unless the label stands at a mark of clause and its head is a word of two characters or more.
pub(crate) fn repeated(text: &str, target: &Target<'_>) -> Option<u32> {
    let [head] = target.label.slots.as_slice() else { return None };
    let end = target.outer.end;
    if target.outer == target.label.span
        || length(text, head.span) < 2
        || !matches!(after(text, end), Some('，' | '：'))
        || target.label.class != Class::NumeralFormula
    {
        return None;
    }
    let stop = forward(text, end, SENTENCE, |c| !matches!(c, '。' | '\n'));
    let found = text.get(end..stop)?.matches(head.span.slice(text)).count();
    u32::try_from(found).ok().filter(|&found| found > 0)
}

#[cfg(test)]
mod tests {
    use super::cue_at;
    use crate::hit::Cue;
    use crate::walk::before;

    #[test]
    fn a_cue_tells_where_the_list_begins() {
        let text = "，即播种、收割";
        assert_eq!(cue_at(text, 0), Some((Cue::Namely, 6, None)));
        assert_eq!(before(text, 6), Some('即'));
    }
}
