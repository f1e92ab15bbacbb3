//! Blanks beside full-width marks and inside numbers.

use gongwen_text::{Span, is_blank, is_han, numeral_value};

use super::context::{after, before};
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "punct-space-after-fullwidth",
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "句中标点前后有多余空格",
            explanation: "逗号、顿号、分号、句号自占一个字位，前后不再加空格。",
            source: &["GB/T 15834-2011 5.1（横排文稿标点符号的位置和书写形式）"],
            stable: true,
            good: &["统一思想，抓好落实。\n各地要高度重视。", "联系人：　张三"],
            bad: &["统一思想， 抓好落实。", "统一思想 ，抓好落实。"],
        },
        Coded {
            id: "punct-space-in-number",
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "数字或序号内有空格",
            explanation: "序号与其后的点、整数与小数之间不加空格。",
            source: &["GB/T 15834-2011 附录B.3（序次语之后标点的用法）", "GB/T 15835-2011 5.1.1（多位数）"],
            stable: true,
            good: &["1.加强领导。2.强化督查。", "第一季度 3.5%，第二季度 4.1%。"],
            bad: &["压实责任。2 .强化督查，务求实效。", "同比增长12. 5%。"],
        },
    ],
    seeks: &[],
    run,
};

/// From so many on they are one finding.
const MANY: usize = 20;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let blanks = beside_marks(text);
    if blanks.len() > MANY {
        let message = format!("全文有{}处标点前后有多余空格，建议删除。", blanks.len());
        let edits = blanks.iter().map(|&span| Edit { span, text: String::new() }).collect();
        sink.report("punct-space-after-fullwidth", blanks[0], message).edits(edits).occurrences(blanks.len());
    } else {
        for span in blanks {
            sink.report("punct-space-after-fullwidth", span, "标点前后不加空格，建议删除。").replace("");
        }
    }
    for (span, right) in in_numbers(text) {
        let message = format!("“{}”中的空格多余，建议写作“{right}”。", span.slice(text.as_str()));
        sink.report("punct-space-in-number", text.place(span), message).replace(right);
    }
}

/// Returns the blanks of the source beside ，、；。 inside a paragraph.
fn beside_marks(text: &Text<'_>) -> Vec<Span> {
    let reading = text.as_str();
    let mut spans = Vec::new();
    for &mark in text.places.marks.iter().filter(|mark| matches!(mark.c, '，' | '、' | '；' | '。')) {
        let (at, end) = (mark.at, mark.end());
        if mark.c != '。' && after(reading, end).is_some_and(is_blank) {
            let rest = reading[end..].trim_start_matches(is_blank);
            let blanks = Span::new(end, reading.len() - rest.len());
            // After 。 a blank may be all that is left of a line end; 一、 may stand apart from its heading.
            let number =
                mark.c == '、' && before(reading, at).is_none_or(|c| numeral_value(c).is_some() || c == '）');
            if !number && after(reading, blanks.end).is_some_and(is_text) {
                spans.push(blanks);
            }
        }
        if before(reading, at).is_some_and(is_blank) {
            let head = reading[..at].trim_end_matches(is_blank);
            if head.chars().next_back().is_some_and(is_text) {
                spans.push(Span::new(head.len(), at));
            }
        }
    }
    let mut spans: Vec<Span> = spans.into_iter().map(|span| text.place(span)).collect();
    spans.retain(|span| span.slice(text.source()).chars().all(is_blank));
    spans.sort_unstable();
    spans
}

fn is_text(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '（' | '）')
}

/// Returns `2 .` at the start of a sentence and `12. 5%`, each with what is right.
fn in_numbers(text: &Text<'_>) -> Vec<(Span, String)> {
    let reading = text.as_str();
    let bytes = reading.as_bytes();
    let mut found = Vec::new();
    for at in text.places.each('.') {
        let digits_before = |end: usize| {
            let start = bytes[..end].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
            Span::new(start, end)
        };
        let blank = bytes[..at].iter().rposition(|&byte| byte != b' ').map_or(0, |at| at + 1);
        if blank < at {
            let number = digits_before(blank);
            let starts = match before(reading, number.start) {
                None => true,
                Some(c) => matches!(c, '\n' | '。' | '；' | '：' | '！' | '？' | '”') || is_han(c),
            };
            let followed = after(reading, at + 1).is_some_and(|c| is_han(c) || matches!(c, '“' | '”' | '《'));
            if (1..=2).contains(&number.len()) && starts && followed {
                found.push((Span::new(number.start, at + 1), format!("{}.", number.slice(reading))));
            }
            continue;
        }
        let whole = digits_before(at);
        let rest = &reading[at + 1..];
        let decimals = rest.trim_start_matches(' ');
        let blanks = rest.len() - decimals.len();
        let len = decimals.bytes().take_while(u8::is_ascii_digit).count();
        let unit = decimals[len..].starts_with(['%', '％', '亿', '万']);
        let amount = before(reading, whole.start).is_some_and(is_han);
        if !whole.is_empty() && blanks > 0 && (1..=2).contains(&len) && unit && amount {
            let right = format!("{}.{}", whole.slice(reading), &decimals[..len]);
            found.push((Span::new(whole.start, at + 1 + blanks + len), right));
        }
    }
    found
}
