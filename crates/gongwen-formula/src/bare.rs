//! Numeral labels outside quotation marks, where the end of a label is unknown: pairs, programmes, counted nouns, labels
//! whose heads are quoted, and short ones that only a list can confirm; and ordinals inside quotation marks.

use gongwen_lexicon::Kind;
use gongwen_text::{Span, is_han};

use crate::guards::{
    CLASSIFIERS, CLIPPED, COUNTABLE, COUNTERS, GOING_ON, ORDINAL_NOUNS, PREDICATIVE, SIDES, UNITS,
};
use crate::hit::Class;
use crate::label::{
    Head, Label, MOST_SLOTS, closes, counts, forbidden, opens_slot, programme_at, skip_classifier, sum_end,
};
use crate::numeral::{self, Form, LARGEST, Numeral};
use crate::walk::{after, backward, before, forward, inside, length};

/// The longest noun that only a list makes worth a hit, in characters.
const LONGEST_NOUN: usize = 6;

/// “第二个结合”, “第一议题”: a quoted ordinal with the noun of an idea or institution.
pub(crate) fn ordinal(text: &str, content: Span) -> Option<Label> {
    let start = content.start + '第'.len_utf8();
    let numeral = numeral::at(text, start).filter(|_| after(text, content.start) == Some('第'))?;
    let noun = Span::new(skip_classifier(text, numeral.span.end, content.end).min(content.end), content.end);
    let string = noun.slice(text);
    let named = (2..=4).contains(&length(text, noun))
        && string.chars().all(is_han)
        && ![&UNITS, &COUNTERS, &ORDINAL_NOUNS].iter().any(|words| words.contains(string));
    (numeral.form == Form::Han && named).then(|| Label {
        span: content,
        class: Class::FixedPhrase,
        kind: Kind::Ordinal,
        slots: Vec::new(),
    })
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

/// Reads 四件大事 after a list: a counted noun of any kind, which only the list before it makes worth a hit.
fn summed(text: &str, numeral: Numeral) -> Option<Label> {
    let start = skip_classifier(text, numeral.span.end, text.len());
    if start == numeral.span.end || !paused_before(text, numeral.span.start) {
        return None;
    }
    let most = forward(text, start, LONGEST_NOUN, is_han);
    let noun = text.get(start..most)?;
    let going_on =
        noun.char_indices().skip(1).find(|(_, c)| GOING_ON.contains(c)).map(|(offset, _)| start + offset);
    let end = if after(text, most).is_none_or(|c| !is_han(c)) { Some(most) } else { going_on }?;
    let head = Head { count: numeral.value, span: Span::new(start, end) };
    // 五级和开发区, 三级以上公路: the numeral ends there, or ranks.
    let cut_short = noun.starts_with(GOING_ON);
    (length(text, head.span) > 1 && !cut_short && !counts(text, head)).then(|| Label {
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
    if let Some(label) = announced(text, numeral).or_else(|| summed(text, numeral)) {
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
    let mark = forward(text, end, 8, |c| !matches!(c, '（' | '即' | '：' | '，' | '。' | '\n'));
    paused_before(text, start) || matches!(after(text, mark), Some('（' | '即' | '：' | '，'))
}

/// Says whether 、 stands shortly before a label.
fn paused_before(text: &str, start: usize) -> bool {
    let pause = backward(text, start, 16, |c| !matches!(c, '、' | '，' | '。' | '\n'));
    matches!(before(text, pause), Some('、')) && pause < start
}
