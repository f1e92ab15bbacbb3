//! One label with two numbers: “五好”党支部 here and “四好”党支部 there.

use std::collections::BTreeMap;

use gongwen_text::{Span, is_han, numeral_value};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "count-label-number";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "同一提法前后数目不一",
        explanation: "“五好”党支部在别处写成“四好”党支部，多是笔误；确是两项工作的，不受影响。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "创建“五好”党支部，评定“五好”党支部，建设“四好”农村路。",
            "开展“三个一”活动，再开展“六个一”活动，巩固“三个一”活动。",
        ],
        bad: &["创建“五好”党支部，评定“五好”党支部，命名“四好”党支部。"],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// The noun after a label, in characters.
    const NOUN: usize = 3;
    let reading = text.as_str();
    let mut labels: BTreeMap<(&str, String), Vec<(char, Span)>> = BTreeMap::new();
    for at in text.places.each('“') {
        let inner = &reading[at + '“'.len_utf8()..];
        let Some(numeral) = inner.chars().next().filter(|&c| is_han(c)) else { continue };
        let counts = numeral_value(numeral).is_some_and(|value| (2..=10).contains(&value));
        let rest = &inner[numeral.len_utf8()..];
        let len: usize = rest.chars().take(5).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
        let Some(after) = rest[len..].strip_prefix('”').filter(|_| counts && len > 0) else { continue };
        let noun: String = after.chars().take(NOUN).take_while(|&c| is_han(c)).collect();
        // “三个一” and “六个一” are two things, and so are labels of two numbers.
        let several = rest[..len].contains('一') || rest[..len].chars().any(|c| numeral_value(c).is_some());
        if noun.chars().count() == NOUN && !several {
            let start = at + '“'.len_utf8();
            let span = Span::new(start, start + numeral.len_utf8() + len);
            labels.entry((&rest[..len], noun)).or_default().push((numeral, span));
        }
    }
    for ((rest, _), places) in labels {
        // One that stands alone against two and more that agree.
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for (numeral, _) in &places {
            *counts.entry(*numeral).or_default() += 1;
        }
        let count = |numeral: char| counts.get(&numeral).copied().unwrap_or(0);
        let Some((usual, place)) = places.iter().find(|(numeral, _)| count(*numeral) > 1) else { continue };
        for (numeral, span) in places.iter().filter(|(numeral, _)| count(*numeral) == 1) {
            let message = format!("“{numeral}{rest}”在别处写作“{usual}{rest}”，请核对数目。");
            sink.report(ID, text.place(*span), message).related([text.place(*place)]);
        }
    }
}
