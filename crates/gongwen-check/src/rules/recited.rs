//! A standing list of the steady wordings with one part another, two that changed places, or one left out.
//!
//! The other parts vouch for it: 源头预防、前端化解、关口前移 is meant for 源头预防、前端化解、关口把控. The first part may have
//! words before it and the last words after it; the others stand between their marks.

use gongwen_text::{Span, is_han};

use crate::places::Mark;
use crate::recitals::{Recital, Recitals, is_divider};
use crate::sink::Sink;
use crate::text::Text;

/// A part of the text between two marks.
#[derive(Clone, Copy)]
struct Clause {
    span: Span,
    /// The mark after it.
    mark: char,
}

/// What is wrong with a recital.
struct Fault {
    span: Span,
    recital: &'static Recital,
    message: String,
}

/// Reports recitals with a part changed and returns where in the reading they stand.
pub(super) fn run(text: &Text<'_>, id: &'static str, sink: &mut Sink<'_>) -> Vec<Span> {
    let reading = text.as_str();
    let (mut faults, mut right): (Vec<Fault>, Vec<Span>) = (Vec::new(), Vec::new());
    for row in rows(text) {
        let mut last: Option<(*const Recital, usize)> = None;
        let mut judge = |recital: &'static Recital, start: usize| {
            if last == Some((std::ptr::from_ref(recital), start)) {
                return;
            }
            last = Some((std::ptr::from_ref(recital), start));
            match verdict(reading, &row, start, recital) {
                Verdict::Right(span) => right.push(span),
                Verdict::Fault(span, message) => faults.push(Fault { span, recital, message }),
                Verdict::Other => {}
            }
        };
        for (at, clause) in row.iter().enumerate() {
            let words = clause.span.slice(reading);
            Recitals::shared().with(words, |recital, nth| {
                if let Some(start) = at.checked_sub(nth) {
                    judge(recital, start);
                }
            });
            if at == 0 && clause.mark == '、' {
                Recitals::shared().ending(words, |recital| judge(recital, 0));
            }
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    faults.sort_by_key(|fault| (fault.span.start, std::cmp::Reverse(fault.span.end)));
    for fault in faults {
        let overlaps = |other: &Span| other.start < fault.span.end && fault.span.start < other.end;
        if right.iter().chain(&spans).any(overlaps) || text.is_sought(fault.span.start) {
            continue;
        }
        let place = text.place(fault.span);
        sink.report(id, place, fault.message).replace(fault.recital.whole);
        spans.push(fault.span);
    }
    spans
}

/// Returns the clauses of the text that dividers join, two and more.
fn rows(text: &Text<'_>) -> Vec<Vec<Clause>> {
    let mut rows = Vec::new();
    let mut row: Vec<Clause> = Vec::new();
    let mut from = 0;
    let end = Mark { at: text.as_str().len(), c: '\n' };
    for mark in text.places.marks.iter().chain([&end]) {
        row.push(Clause { span: Span::new(from, mark.at), mark: mark.c });
        from = mark.end().min(text.as_str().len());
        if !is_divider(mark.c) {
            if row.len() > 1 {
                rows.push(std::mem::take(&mut row));
            }
            row.clear();
        }
    }
    rows
}

enum Verdict {
    Right(Span),
    Fault(Span, String),
    Other,
}

/// Compares the clauses from one on with a recital.
fn verdict(reading: &str, row: &[Clause], start: usize, recital: &Recital) -> Verdict {
    let parts = &recital.parts;
    let count = parts.len();
    // One may have been left out.
    if let Some(verdict) = left_out(reading, row, start, recital) {
        return verdict;
    }
    let Some(clauses) = row.get(start..start + count) else { return Verdict::Other };
    let cells: Option<Vec<Span>> =
        (0..count).map(|nth| cell(reading, clauses[nth].span, nth, count, parts[nth])).collect();
    let Some(cells) = cells else { return Verdict::Other };
    let words = |nth: usize| cells[nth].slice(reading);
    let wrong: Vec<usize> = (0..count).filter(|&nth| words(nth) != parts[nth]).collect();
    let span = Span::new(cells[0].start, cells[count - 1].end);
    match wrong[..] {
        [] => Verdict::Right(span),
        [nth] if is_meant(words(nth), parts[nth]) || is_alike_built(words(nth), parts) => Verdict::Fault(
            span,
            format!(
                "“{}”的固定写法是“{}”，其中“{}”应为“{}”，请核对。",
                span.slice(reading),
                recital.whole,
                words(nth),
                parts[nth]
            ),
        ),
        [_, _, ..] if is_permuted(wrong.iter().map(|&nth| (words(nth), parts[nth]))) => {
            Verdict::Fault(span, format!("这几项的次序是固定的，通行写法为“{}”，请核对。", recital.whole))
        }
        [one, other] if is_exchange([words(one), words(other)], [parts[one], parts[other]]) => {
            Verdict::Fault(
                span,
                format!("这几项的搭配和次序是固定的，通行写法为“{}”，请核对。", recital.whole),
            )
        }
        _ => Verdict::Other,
    }
}

/// Returns what stands in the place of a part: all of a clause, its end for the first part, its beginning for the last.
fn cell(reading: &str, clause: Span, nth: usize, count: usize, part: &str) -> Option<Span> {
    let words = clause.slice(reading);
    let length = part.chars().count();
    if nth == 0 {
        let skip = words.char_indices().rev().nth(length - 1)?.0;
        return Some(Span::new(clause.start + skip, clause.end));
    }
    if nth + 1 == count {
        let end = words.char_indices().nth(length).map_or(words.len(), |(end, _)| end);
        return Some(Span::new(clause.start, clause.start + end));
    }
    Some(clause).filter(|_| !words.is_empty())
}

/// Says whether words may be meant for a part: as long, and half of their characters its own; nearly all where the part is
/// long, since there it may end in something else.
fn is_meant(words: &str, part: &str) -> bool {
    let length = part.chars().count();
    let same = words.chars().zip(part.chars()).filter(|(is, should)| is == should).count();
    let least = if length > LONG { length - 2 } else { length.div_ceil(2) };
    // One character is the matter of `formula-near-phrase`.
    let differing = length - same;
    length >= SHORT
        && words.chars().all(is_han)
        && words.chars().count() == length
        && differing > 1
        && same >= least
}

/// How long a part is of which another may differ in half of its characters, at least and at most.
const SHORT: usize = 4;
const LONG: usize = 6;

/// Says whether words of three characters end as all parts do: 满意感 among 获得感、幸福感、安全感. With some endings there are
/// lists of all kinds.
fn is_alike_built(words: &str, parts: &[&str]) -> bool {
    let last = words.chars().next_back().filter(|&c| !matches!(c, '化' | '性' | '好'));
    let three = |words: &str| words.chars().count() == 3;
    three(words)
        && words.chars().all(is_han)
        && parts.iter().all(|part| three(part) && part.chars().next_back() == last)
}

/// Says whether the words are the parts in another order.
fn is_permuted<'w>(pairs: impl Iterator<Item = (&'w str, &'w str)>) -> bool {
    let (mut words, mut parts): (Vec<&str>, Vec<&str>) = pairs.unzip();
    words.sort_unstable();
    parts.sort_unstable();
    words == parts
}

/// Says whether two parts have exchanged places, or words.
fn is_exchange(found: [&str; 2], parts: [&str; 2]) -> bool {
    let sorted = |texts: [&str; 2]| {
        let mut chars: Vec<char> = texts.iter().flat_map(|text| text.chars()).collect();
        chars.sort_unstable();
        chars
    };
    sorted(found) == sorted(parts)
}

/// Says whether one part of four and more is missing, and nothing else follows.
fn left_out(reading: &str, row: &[Clause], start: usize, recital: &Recital) -> Option<Verdict> {
    let parts = &recital.parts;
    let given = parts.len() - 1;
    let clauses = row.get(start..start + given).filter(|_| given > 2)?;
    let starts = |nth: usize, part: &str| match nth {
        0 => clauses[0].span.slice(reading).ends_with(part),
        _ if nth + 1 == given => clauses[nth].span.slice(reading).starts_with(part),
        _ => clauses[nth].span.slice(reading) == part,
    };
    let missing = (0..given).find(|&nth| !starts(nth, parts[nth])).unwrap_or(given);
    // Without its first or its last it is an older list, or another.
    let telling = parts.iter().all(|part| part.chars().count() >= SHORT);
    if missing == 0
        || missing == given
        || !telling
        || (missing..given).any(|nth| !starts(nth, parts[nth + 1]))
    {
        return None;
    }
    let last = parts[given];
    let (first, end) = (clauses[0].span, clauses[given - 1].span.start + last.len());
    let span = Span::new(first.end - parts[0].len(), end);
    let goes_on = is_divider(clauses[given - 1].mark) && clauses[given - 1].span.end == end
        || reading[end..].starts_with(['等', '和', '与', '及', '以', '或', '并']);
    if goes_on {
        return None;
    }
    let message = format!("这里疑缺“{}”一项，完整的写法为“{}”，请核对。", parts[missing], recital.whole);
    Some(Verdict::Fault(span, message))
}
