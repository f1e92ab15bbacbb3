//! The grammar of numeral labels: which strings that contain a numeral are formulas, and what each numeral counts.
//!
//! A label is a sequence of slots, each a numeral, an optional classifier and a head: 三会一课 is (3, 会) (1, 课).
//! Quotation marks are the strongest evidence, so a quoted string is judged whole. Without them the end of a label
//! is unknown; then a label must be closed by punctuation or by the noun of a programme, or be held by a list.

use gongwen_lexicon::Kind;
use gongwen_text::{MASK, Span, is_han};

use crate::guards::{
    CLASSIFIERS, COUNTERS, NAMES, ONE_WORDS, PREFIXES, PROGRAMMES, RECORDS, SENTENCE_MARKS, TIME, UNITS,
    WORDS,
};
use crate::hit::Class;
use crate::numeral::{self, Form};
use crate::walk::{after, before, forward, length};

/// The longest quoted label, in bytes.
const LONGEST: usize = 60;
/// The longest head of one numeral, in characters.
const LONGEST_HEAD: usize = 7;
/// The most numerals in one label.
pub(crate) const MOST_SLOTS: usize = 6;

/// A label that the grammar accepts.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) span: Span,
    pub(crate) class: Class,
    pub(crate) kind: Kind,
    pub(crate) slots: Vec<Head>,
}

/// One numeral of a label with what it counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// The number stated.
    pub(crate) count: u32,
    /// The head after the classifier; empty for a symbolic run.
    pub(crate) span: Span,
}

/// Judges the string between two quotation marks.
pub(crate) fn quoted(text: &str, content: Span) -> Option<Label> {
    if content.is_empty() || content.len() > LONGEST {
        return None;
    }
    let string = content.slice(text);
    if string.chars().any(|c| SENTENCE_MARKS.contains(&c)) {
        return None;
    }
    if string.contains('+') || string.contains('＋') {
        return sum(text, content);
    }
    if string.contains('、') {
        return compound(text, content);
    }
    let start =
        string.char_indices().find(|&(_, c)| numeral::starts(c)).map(|(offset, _)| content.start + offset)?;
    if start > content.start && !prefix_allowed(text, content, start) {
        return None;
    }
    single(text, content, start)
}

/// 1+N, 1+1+X, 3+2: digits or single letters joined by plus signs, at least one numeral among them, with a head or none.
fn sum(text: &str, content: Span) -> Option<Label> {
    let end = sum_end(text, content.start)?;
    let rest = forward(text, end, 8, is_han);
    (rest == content.end).then(|| Label {
        span: content,
        class: Class::NumeralFormula,
        kind: Kind::Run,
        slots: Vec::new(),
    })
}

/// Returns the end of the sum that starts at `at`.
pub(crate) fn sum_end(text: &str, at: usize) -> Option<usize> {
    let mut terms = 0;
    let mut pos = at;
    loop {
        let term = forward(text, pos, 3, |c| c.is_ascii_digit());
        let term = if term > pos {
            term
        } else {
            forward(text, pos, 1, |c| matches!(c, 'N' | 'n' | 'X' | 'x' | 'M'))
        };
        if term == pos {
            return None;
        }
        terms += 1;
        match after(text, term) {
            Some(plus @ ('+' | '＋')) if terms < 8 => pos = term + plus.len_utf8(),
            _ => break (terms > 1).then_some(term),
        }
    }
}

/// 双随机、一公开: every part is a label of its own.
fn compound(text: &str, content: Span) -> Option<Label> {
    let mut slots = Vec::new();
    let mut start = content.start;
    for part in content.slice(text).split('、') {
        let span = Span::new(start, start + part.len());
        start = span.end + '、'.len_utf8();
        let heads = heads(text, span)?;
        if heads.iter().any(|head| counts(text, *head)) || slots.len() + heads.len() > MOST_SLOTS {
            return None;
        }
        slots.extend(heads);
    }
    if slots.iter().all(|head: &Head| head.count == 1) || slots.iter().any(|head| length(text, head.span) > 4)
    {
        return None;
    }
    Some(Label { span: content, class: Class::NumeralFormula, kind: Kind::Paired, slots })
}

/// 每日三思, 新三样, 人才二十条: a short word before the numeral.
fn prefix_allowed(text: &str, content: Span, start: usize) -> bool {
    let prefix = Span::new(content.start, start);
    if !prefix.slice(text).chars().all(is_han) {
        return false;
    }
    let Some(numeral) = numeral::at(text, start) else { return false };
    let rest = Span::new(numeral.span.end, content.end);
    if matches!(before(text, start), Some('第' | '几' | '数' | '初' | '统' | '唯' | '万'))
        || numeral.value < 2
    {
        return false;
    }
    let clauses = rest.slice(text) == "条" && length(text, prefix) <= 8;
    let familiar = PREFIXES.contains(prefix.slice(text)) && length(text, rest) <= 3;
    clauses || familiar && numeral.form == Form::Han && numeral.value <= 12
}

fn single(text: &str, content: Span, start: usize) -> Option<Label> {
    let body = Span::new(start, content.end);
    let numeral = numeral::at(text, start)?;
    let label = |kind, slots| Some(Label { span: content, class: Class::NumeralFormula, kind, slots });
    match numeral.form {
        Form::Ascending => return label(Kind::Run, Vec::new()),
        Form::Magnitudes if numeral.span.len() > 3 && length(text, body) <= 6 => {
            return (numeral.span.len() >= 9 || programme_at(text, numeral.span.end))
                .then(|| label(Kind::Run, Vec::new()))?;
        }
        Form::Irregular | Form::Magnitudes => return None,
        Form::Han | Form::Digits => {}
    }
    let congress = numeral.value > 10 && after(text, numeral.span.end) == Some('大');
    if forbidden(text, start) || congress || RECORDS.after(text, numeral.span.end).is_some() {
        return None;
    }
    let slots = heads(text, body)?;
    let policy = content.start < start && Span::new(numeral.span.end, content.end).slice(text) == "条";
    let [only] = slots.as_slice() else { return several(text, content, slots) };
    // 二 heads no label: it would be 两 or 双.
    let second = after(text, start) == Some('二') && only.count == 2;
    if only.count < 2 || second || !policy && measures(text, *only) {
        return None;
    }
    if numeral.form == Form::Digits && !policy && length(text, only.span) < 2 {
        return None;
    }
    let classified = only.span.start > numeral.span.end;
    label(if classified { Kind::NumeralClassifierNoun } else { Kind::NumeralMorpheme }, slots)
}

fn several(text: &str, content: Span, slots: Vec<Head>) -> Option<Label> {
    if slots.iter().all(|head| counts(text, *head)) || slots.iter().any(|head| head.span.is_empty()) {
        return None;
    }
    let ones = slots.iter().all(|head| head.count == 1);
    let widest = slots.iter().map(|head| length(text, head.span)).max().unwrap_or(0);
    if ones {
        // 一X一Y says "one each": it counts nothing unless a list says otherwise.
        return Some(Label { span: content, class: Class::Slogan, kind: Kind::Distributive, slots });
    }
    (widest <= 5).then_some(Label { span: content, class: Class::NumeralFormula, kind: Kind::Paired, slots })
}

/// Splits `span` into numerals with their heads. The whole span must be made of them, and a head of Han.
pub(crate) fn heads(text: &str, span: Span) -> Option<Vec<Head>> {
    let mut slots = Vec::new();
    let mut pos = span.start;
    while pos < span.end {
        let numeral = numeral::at(text, pos)?;
        if !matches!(numeral.form, Form::Han | Form::Digits)
            || slots.len() == MOST_SLOTS
            || numeral.span.end > span.end
        {
            return None;
        }
        // “三大一强”: before another number 大 is what is counted.
        let great = after(text, numeral.span.end) == Some('大')
            && opens_slot(text, numeral.span.end + '大'.len_utf8(), span.end, None);
        let start = if great { numeral.span.end } else { skip_classifier(text, numeral.span.end, span.end) };
        let end = head_end(text, start, span.end)?;
        slots.push(Head { count: numeral.value, span: Span::new(start, end) });
        pos = end;
    }
    let tidy = slots.iter().all(|head| {
        let string = head.span.slice(text);
        !string.is_empty()
            && !string.contains(|c: char| c.is_numeric() && !is_han(c))
            && length(text, head.span) <= LONGEST_HEAD
    });
    (tidy && !slots.is_empty()).then_some(slots)
}

/// Passes the classifier at `at` when something is left to be its noun.
pub(crate) fn skip_classifier(text: &str, at: usize, end: usize) -> usize {
    match after(text, at) {
        Some(c) if CLASSIFIERS.contains(&c) && at + c.len_utf8() < end => at + c.len_utf8(),
        _ => at,
    }
}

/// Returns where the head that starts at `start` ends: at `limit`, or where a numeral opens the next slot.
fn head_end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let mut previous = None;
    for (offset, c) in text.get(start..limit)?.char_indices() {
        let at = start + offset;
        if numeral::starts(c) && offset > 0 && opens_slot(text, at, limit, previous) {
            return Some(at);
        }
        if !is_han(c) && c != MASK && !numeral::starts(c) && !matches!(c, '“' | '”' | '‘' | '’') {
            return None;
        }
        if matches!(c, '的' | '这' | '那' | '吧') && previous != Some('新') {
            return None;
        }
        previous = Some(c);
    }
    Some(limit)
}

pub(crate) fn opens_slot(text: &str, at: usize, limit: usize, previous: Option<char>) -> bool {
    let Some(numeral) = numeral::at(text, at) else { return false };
    if !matches!(numeral.form, Form::Han) || numeral.span.end >= limit || numeral.value > 20 {
        return false;
    }
    if numeral.value != 1 {
        return true;
    }
    let covers = |from: usize| ONE_WORDS.after(text, from).is_some_and(|word| from + word.len() > at);
    !covers(at) && !previous.is_some_and(|c| covers(at - c.len_utf8()))
}

/// Says whether a slot only counts: its head is a measure or the counter of things and people.
pub(crate) fn counts(text: &str, head: Head) -> bool {
    measures(text, head) || COUNTERS.contains(head.span.slice(text))
}

/// Says whether a slot only measures: its head is a unit, or begins with a measure of time.
fn measures(text: &str, head: Head) -> bool {
    let string = head.span.slice(text);
    let whole = string.trim_start_matches(|c| CLASSIFIERS.contains(&c));
    UNITS.contains(string)
        || UNITS.contains(whole) && whole.len() < string.len()
        || TIME.after(string, 0).is_some()
}

/// Says whether the text at `start` begins with a word, idiom or name that is no numeral head.
pub(crate) fn forbidden(text: &str, start: usize) -> bool {
    WORDS.after(text, start).is_some() || NAMES.after(text, start).is_some()
}

pub(crate) fn programme_at(text: &str, at: usize) -> bool {
    PROGRAMMES.after(text, at).is_some()
}

/// Says whether a bare label may end at `at`: at punctuation, a quotation mark, the end, or the noun of a programme.
pub(crate) fn closes(text: &str, at: usize) -> bool {
    after(text, at).is_none_or(|c| !is_han(c)) || programme_at(text, at)
}
