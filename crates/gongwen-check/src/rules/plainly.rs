//! Labels that no lexicon and no grammar takes for any, against the plain list beside them; and labels of which the list is
//! known under another number.

use gongwen_formula::{Class, Hit};
use gongwen_text::{Span, is_han, numeral_value};

use super::context::{after, before};
use super::count::FORMULA;
use super::labelled::{before_quote, ends_in_verb};
use super::{apposed, known};
use crate::labels::{Counting, Labels};
use crate::sink::Sink;
use crate::text::Text;

/// Reports plain labels that the extractor does not take for any, because no list of their number is beside them.
pub(super) fn uncounted(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let judged = |hit: &&Hit| matches!(hit.class, Class::NumeralFormula | Class::Counted | Class::Idiom);
    let judged: Vec<Span> =
        text.hits.iter().filter(judged).map(|hit| text.reading.from_source(hit.span)).collect();
    for (at, c) in text.places.numerals.iter().filter_map(|&at| Some((at, after(reading, at)?))) {
        if !matches!(c, '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十') {
            continue;
        }
        // 第三项, 二十四条
        let ordinal =
            |c: char| numeral_value(c).is_some() || matches!(c, '第' | '前' | '后' | '之' | '每' | '有');
        let rest = &reading[at + c.len_utf8()..];
        if before(reading, at).is_none_or(ordinal) {
            continue;
        }
        let outer = reading[..at].strip_suffix('“');
        if misnumbered(text, at, sink) {
            continue;
        }
        let morpheme = rest.chars().next().unwrap_or_default();
        let listed = before_quote(outer.unwrap_or(&reading[..at]));
        let plain = plain_label(rest).filter(|_| outer.is_none());
        let morphemic = plain.is_none();
        let len = match (outer, listed) {
            (Some(_), _) => quoted_label(rest),
            // “消费焕新、场景上新”三新行动, 路权、林权、水权三权
            _ if plain.is_none()
                && is_han(morpheme)
                && !MEASURES.iter().any(|measure| rest.starts_with(measure)) =>
            {
                Some(morpheme.len_utf8())
            }
            _ => plain,
        };
        let Some(label) = len.map(|len| Span::new(at, at + c.len_utf8() + len)) else { continue };
        let claimed = numeral_value(c).unwrap_or(0) as usize;
        // Hits are in source order, and few overlap.
        let next = judged.partition_point(|other| other.start < label.end);
        if judged[..next].iter().rev().take(8).any(|other| label.start < other.end) {
            continue;
        }
        // What only the marks make a label has to say by its words that the list is its own; 省、市、县三级 are levels, and
        // 四级响应 is a grade.
        let its_own = |list: &apposed::Apposed<'_>| match morpheme {
            _ if morphemic => list.items.iter().all(|item| item.contains(morpheme)),
            '级' => {
                list.items[1..].iter().all(|item| item.chars().count() == 1) && !list.items[0].contains('和')
            }
            _ => true,
        };
        let list = match listed.and_then(apposed::quoted) {
            Some(list) => Some(list),
            None => apposed::apposed(reading, at).filter(|list| !ends_in_verb(text, &list.items)),
        };
        let found = list.filter(its_own).and_then(|list| list.differs(claimed));
        if let Some(found) = found {
            let message =
                format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", label.slice(reading));
            sink.report(FORMULA, text.place(label), message);
        }
    }
}

/// Reports a label whose list is, item for item, what the lexicon has under the same label with another number.
fn misnumbered(text: &Text<'_>, at: usize, sink: &mut Sink<'_>) -> bool {
    let reading = text.as_str();
    let Some(numeral) = after(reading, at) else { return false };
    let start = at + numeral.len_utf8();
    let rest = &reading[start..];
    let ends = rest
        .char_indices()
        .take(Labels::LONGEST)
        .take_while(|(_, c)| is_han(*c))
        .map(|(at, c)| at + c.len_utf8());
    for end in ends {
        let labels = text.labels.behind(text.lexicon, &rest[..end]);
        let label = Span::new(at, start + end);
        let whole = |counting: &&Counting| {
            known::row(reading, label, &counting.items).is_some_and(|row| row.is_whole(counting.items.len()))
        };
        if labels.iter().any(|counting| counting.numeral == numeral) {
            continue;
        }
        if let Some(counting) = labels.iter().find(whole) {
            let (label, right) = (label.slice(reading), counting.numeral);
            let message = format!("“{label}”所列各项通行的提法是“{right}{}”，请核对数目。", &rest[..end]);
            sink.report(FORMULA, text.place(Span::new(at, start + end)), message);
            return true;
        }
    }
    false
}

/// What counts a list, between its number and a noun.
const MEASURES: [&str; 16] =
    ["大", "项", "个", "种", "条", "类", "方面", "面", "件", "篇", "张", "支", "套", "座", "级", "块"];
/// What else stands after a number and a measure: 三个月, 两级以上.
const NO_NOUNS: [&str; 12] =
    ["月", "工作日", "以上", "以下", "以内", "百分点", "半", "小时", "星期", "多", "年", "等级"];

/// Returns the bytes of a measure and a noun; none where what follows a number is an amount.
fn plain_label(rest: &str) -> Option<usize> {
    let measure = MEASURES.into_iter().find(|measure| rest.starts_with(measure))?;
    let rest = &rest[measure.len()..];
    let ends = |c: char| matches!(c, '的' | '和' | '与' | '在' | '之' | '为' | '是' | '进' | '协' | '建');
    let noun: usize = rest.chars().take(4).take_while(|&c| is_han(c) && !ends(c)).map(char::len_utf8).sum();
    let amount = NO_NOUNS.iter().any(|noun| rest.starts_with(noun)) || rest[noun..].starts_with("之一");
    (!amount && (noun > 0 || measure == "方面")).then_some(measure.len() + noun)
}

/// Returns the bytes of what stands before a closing quotation mark, where it is short and plain.
fn quoted_label(rest: &str) -> Option<usize> {
    const LONGEST: usize = 8;
    let len: usize = rest.chars().take(LONGEST).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    (len > 0 && rest[len..].starts_with('”')).then_some(len)
}
