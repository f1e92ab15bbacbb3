//! 一方面 of which the other side is missing.

use gongwen_text::Span;

use super::context::before;
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "list-one-sided";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "“一方面”没有下文",
        explanation: "“一方面”应与“另一方面”呼应；只有一面的，多是漏写了另一面，或者不必用“一方面”。",
        source: &["现代汉语词典（一方面）"],
        stable: true,
        good: &[
            "一方面，要抓学习；另一方面，要抓落实。",
            "一方面抓学习，一方面抓落实。",
            "这一方面的经验值得推广。",
        ],
        bad: &["一方面，要抓学习，读原文。要抓落实，列清单。\n各支部要压实责任。"],
    }],
    seeks: &[&[SIDE]],
    run,
};

const SIDE: &str = "一方面";
/// What tells the other side.
const OTHERS: [&str; 14] = [
    "方面", "其次", "同时", "另外", "此外", "而且", "还", "也", "第二", "二是", "二则", "再者", "又", "一边",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// How far the other side may stand, in bytes.
    const FAR: usize = 2400;
    let reading = text.as_str();
    for &at in text.places.of(SIDE) {
        let end = at + SIDE.len();
        let begins = before(reading, at).is_none_or(|c| "，。；：\n、　 ".contains(c));
        if !begins || !reading[end..].starts_with('，') {
            continue;
        }
        // An earlier side may be what this one answers.
        let start = reading.ceil_char_boundary(at.saturating_sub(FAR));
        let answered = reading[start..at].contains(SIDE) || reading[start..at].ends_with("另");
        let other = OTHERS.iter().any(|word| head(&reading[end..], FAR).contains(word));
        if !answered && !other {
            let message = "“一方面”之后未见“另一方面”与之呼应，请核对。";
            sink.report(ID, text.place(Span::new(at, end)), message);
        }
    }
}
