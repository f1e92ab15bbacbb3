//! The grammar of numeral labels: which strings that contain a numeral are formulas, and what each numeral counts.
//!
//! A label is a sequence of slots, each a numeral, an optional classifier and a head: 三会一课 is (3, 会) (1, 课).
//! Quotation marks are the strongest evidence, so a quoted string is judged whole. Without them the end of a label
//! is unknown; then a label must be closed by punctuation or by the noun of a programme, or be held by a list.

use gongwen_lexicon::Kind;
use gongwen_text::{MASK, Span, is_han};

use crate::guards::{
    CLASSIFIERS, CLIPPED, COUNTABLE, COUNTERS, NAMES, ONE_WORDS, PREDICATIVE, PREFIXES, PROGRAMMES, RECORDS,
    SENTENCE_MARKS, SIDES, TIME, UNITS, WORDS,
};
use crate::hit::Class;
use crate::numeral::{self, Form, LARGEST, Numeral};
use crate::walk::{after, backward, before, forward, inside, length};

/// The longest quoted label, in bytes.
const LONGEST: usize = 60;
/// The longest head of one numeral, in characters.
const LONGEST_HEAD: usize = 7;
/// The most numerals in one label.
const MOST_SLOTS: usize = 6;

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
fn sum_end(text: &str, at: usize) -> Option<usize> {
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
        let start = skip_classifier(text, numeral.span.end, span.end);
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
fn skip_classifier(text: &str, at: usize, end: usize) -> usize {
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

fn opens_slot(text: &str, at: usize, limit: usize, previous: Option<char>) -> bool {
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
fn counts(text: &str, head: Head) -> bool {
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
fn forbidden(text: &str, start: usize) -> bool {
    WORDS.after(text, start).is_some() || NAMES.after(text, start).is_some()
}

fn programme_at(text: &str, at: usize) -> bool {
    PROGRAMMES.after(text, at).is_some()
}

/// Says whether a bare label may end at `at`: at punctuation, a quotation mark, the end, or the noun of a programme.
fn closes(text: &str, at: usize) -> bool {
    after(text, at).is_none_or(|c| !is_han(c)) || programme_at(text, at)
}

/// Judges a numeral outside quotation marks.
///
/// The caller has made sure that nothing on its left makes it part of a larger number or an ordinal.
pub(crate) fn bare(text: &str, numeral: Numeral) -> Option<Label> {
    let start = numeral.span.start;
    if matches!(after(text, numeral.span.end), Some('+' | '＋')) {
        let end = sum_end(text, start)?;
        return programme_at(text, end).then(|| Label {
            span: Span::new(start, end),
            class: Class::NumeralFormula,
            kind: Kind::Run,
            slots: Vec::new(),
        });
    }
    if !matches!(numeral.form, Form::Han | Form::Digits) {
        return None;
    }
    if after(text, numeral.span.end) == Some('“') {
        return inner_quotes(text, numeral);
    }
    if after(text, numeral.span.end) == Some('字') {
        return length_label(text, numeral);
    }
    if let Some(label) = counted(text, numeral) {
        return Some(label);
    }
    let pronoun = after(text, start) == Some('俩');
    if numeral.form != Form::Han || pronoun || forbidden(text, start) {
        return None;
    }
    bare_pair(text, numeral).or_else(|| bare_programme(text, numeral))
}

/// 八“要”八“不要”: the heads are quoted, not the label.
fn inner_quotes(text: &str, first: Numeral) -> Option<Label> {
    let mut slots = Vec::new();
    let mut numeral = first;
    loop {
        let head = inside(text, numeral.span.end, '“', '”', 12)?;
        if numeral.form != Form::Han || head.is_empty() || !head.slice(text).chars().all(is_han) {
            return None;
        }
        slots.push(Head { count: numeral.value, span: head });
        let end = head.end + '”'.len_utf8();
        match numeral::at(text, end) {
            Some(next) if after(text, next.span.end) == Some('“') && slots.len() < MOST_SLOTS => {
                numeral = next;
            }
            _ => {
                let span = Span::new(first.span.start, end);
                let label = Label { span, class: Class::NumeralFormula, kind: Kind::Paired, slots };
                return (label.slots.len() > 1).then_some(label);
            }
        }
    }
}

/// 12字思路方位: says how long the wording is, names nothing.
fn length_label(text: &str, numeral: Numeral) -> Option<Label> {
    let start = numeral.span.end + '字'.len_utf8();
    if numeral.value < 4 || !numeral.value.is_multiple_of(2) {
        return None;
    }
    let end = forward(text, start, 4, |c| is_han(c) && !matches!(c, '的' | '和' | '为'));
    let named = programme_at(text, start) || COUNTABLE.after(text, start).is_some();
    named.then(|| Label {
        span: Span::new(numeral.span.start, end),
        class: Class::Counted,
        kind: Kind::LengthLabel,
        slots: vec![Head { count: numeral.value, span: Span::new(start, end) }],
    })
}

/// 四个工作专班, 五大重点任务, and the clipped doctrines among them: 四个一批, 六个坚持.
fn counted(text: &str, numeral: Numeral) -> Option<Label> {
    let start = skip_classifier(text, numeral.span.end, text.len());
    let bare = start == numeral.span.end;
    if bare
        && !SIDES.after(text, start).is_some_and(|word| {
            closes(text, start + word.len()) || after(text, start + word.len()) == Some('为')
        })
        || numeral.value < 2
        || numeral.value > LARGEST
    {
        return None;
    }
    let label = |class, end| Label {
        span: Span::new(numeral.span.start, end),
        class,
        kind: Kind::NumeralClassifierNoun,
        slots: vec![Head { count: numeral.value, span: Span::new(start, end) }],
    };
    if numeral.form == Form::Han
        && before(text, start) == Some('个')
        && let Some(end) = CLIPPED.after(text, start).map(|word| start + word.len())
        && closes(text, end)
    {
        return Some(label(Class::NumeralFormula, end));
    }
    let limit =
        forward(text, start, 8, |c| is_han(c) && !matches!(c, '的' | '和' | '与' | '在' | '了' | '是'));
    let run = text.get(start..limit)?;
    // The first countable noun, and those that go on from it: 工作, 工作专班.
    let mut end = 0;
    for (offset, _) in run.char_indices() {
        if offset > if end == 0 { 12 } else { end } {
            break;
        }
        end = end.max(COUNTABLE.after(run, offset).map_or(0, |word| offset + word.len()));
    }
    if end == 0 {
        return None;
    }
    Some(label(Class::Counted, start + end))
}

/// 三会一课 without quotation marks: two or more slots with short heads.
fn bare_pair(text: &str, first: Numeral) -> Option<Label> {
    let mut slots: Vec<Head> = Vec::new();
    let mut numeral = first;
    let end = loop {
        let start = numeral.span.end;
        if numeral.form != Form::Han || numeral.value > 20 || slots.len() == MOST_SLOTS {
            return None;
        }
        let one = forward(text, start, 1, is_han);
        let two = forward(text, start, 2, is_han);
        let opens = |at: usize| {
            after(text, at).is_some_and(numeral::is_han_numeral)
                && opens_slot(text, at, text.len(), before(text, at))
        };
        if one == start || after(text, start).is_some_and(numeral::is_han_numeral) {
            return None;
        }
        if opens(one) || opens(two) && two > one {
            let end = if opens(one) { one } else { two };
            slots.push(Head { count: numeral.value, span: Span::new(start, end) });
            numeral = numeral::at(text, end)?;
            continue;
        }
        if slots.is_empty() {
            return None;
        }
        let end = [one, two].into_iter().find(|&end| closes(text, end))?;
        slots.push(Head { count: numeral.value, span: Span::new(start, end) });
        break end;
    };
    let ones = slots.iter().all(|head| head.count == 1);
    let mixed = slots.iter().any(|head| counts(text, *head) || head.span.slice(text).contains(PREDICATIVE));
    (!ones && !mixed).then_some(Label {
        span: Span::new(first.span.start, end),
        class: Class::NumeralFormula,
        kind: Kind::Paired,
        slots,
    })
}

/// 三创活动 without quotation marks: a clipped head before the noun of a programme, which is no part of the label.
fn bare_programme(text: &str, numeral: Numeral) -> Option<Label> {
    let start = numeral.span.end;
    // 二 heads no label: it would be 两 or 双.
    if !(2..=10).contains(&numeral.value) || after(text, numeral.span.start) == Some('二') {
        return None;
    }
    let end = forward(text, start, 1, is_han);
    if end == start || !programme_at(text, end) {
        return None;
    }
    let head = Head { count: numeral.value, span: Span::new(start, end) };
    let string = head.span.slice(text);
    let clipped = !counts(text, head)
        && !string.starts_with(['的', '大', '新', '和', '是'])
        && !CLASSIFIERS.iter().any(|&c| string.starts_with(c));
    clipped.then(|| Label {
        span: Span::new(numeral.span.start, end),
        class: Class::NumeralFormula,
        kind: Kind::NumeralMorpheme,
        slots: vec![head],
    })
}

/// Reads 三剂药方: a counter and a noun before a colon, which only a list makes worth a hit.
fn announced(text: &str, numeral: Numeral) -> Option<Label> {
    let counter = forward(text, numeral.span.end, 1, is_han);
    let end = forward(text, counter, 4, is_han);
    let head = Head { count: numeral.value, span: Span::new(counter, end) };
    let counts = COUNTERS.contains(text.get(numeral.span.end..counter)?);
    (counts && (2..=3).contains(&length(text, head.span)) && after(text, end) == Some('：')).then(|| Label {
        span: Span::new(numeral.span.start, end),
        class: Class::Counted,
        kind: Kind::NumeralClassifierNoun,
        slots: vec![head],
    })
}

/// Reads a numeral with a head of one to three characters that only a list can make a label: 三敢.
pub(crate) fn tentative(text: &str, numeral: Numeral) -> Option<Label> {
    if numeral.form != Form::Han || !(2..=12).contains(&numeral.value) || forbidden(text, numeral.span.start)
    {
        return None;
    }
    if let Some(label) = announced(text, numeral) {
        return Some(label);
    }
    let start = skip_classifier(text, numeral.span.end, text.len());
    let end = forward(text, start, 1, |c| is_han(c) && !numeral::is_han_numeral(c));
    let head = Head { count: numeral.value, span: Span::new(start, end) };
    let kind = if start > numeral.span.end { Kind::NumeralClassifierNoun } else { Kind::NumeralMorpheme };
    let verbal =
        after(text, start).is_some_and(|c| matches!(c, '是' | '要' | '为' | '在' | '有' | '的' | '来'));
    (end > start
        && !verbal
        && !counts(text, head)
        && closes(text, end)
        && listed_near(text, numeral.span.start, end))
    .then(|| Label {
        span: Span::new(numeral.span.start, end),
        class: Class::NumeralFormula,
        kind,
        slots: vec![head],
    })
}

/// Says whether a list may stand next to a label: 、 shortly before it, or a bracket or cue shortly after it.
fn listed_near(text: &str, start: usize, end: usize) -> bool {
    let pause = backward(text, start, 16, |c| !matches!(c, '、' | '，' | '。' | '\n'));
    let mark = forward(text, end, 8, |c| !matches!(c, '（' | '即' | '：' | '，' | '。' | '\n'));
    matches!(before(text, pause), Some('、')) && pause < start
        || matches!(after(text, mark), Some('（' | '即' | '：' | '，'))
}
