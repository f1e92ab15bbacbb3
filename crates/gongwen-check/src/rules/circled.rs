//! Numbers in circles, of which one is left out or stands twice: ①…②…④….

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "list-circled-gap";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "带圈序号缺号或者重号",
        explanation: "“①……②……③……”应依次连续，缺号可能是漏了一项，重号应依次改编。",
        source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
        stable: true,
        good: &["①抓学习；②抓调研；③抓落实。", "符合①③项的，①抓学习；②抓调研。"],
        bad: &["①抓学习；②抓调研；④抓落实。", "①抓学习；②抓调研；②抓落实。"],
    }],
    seeks: &[&CIRCLED],
    run,
};

const CIRCLED: [&str; 10] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    // What stands at the start of an item, and what refers to it.
    let begins = |at: usize| {
        let before = reading[..at].trim_end_matches([' ', '　']);
        before.is_empty() || before.ends_with(['。', '；', '：', '\n', '，'])
    };
    let all = text.places.of_all(&CIRCLED);
    let items: Vec<(usize, usize)> = all
        .iter()
        .filter(|(at, number)| begins(*at) && !reading[at + number.len()..].starts_with(CIRCLED.map(first)))
        .filter_map(|(at, number)| Some((*at, CIRCLED.iter().position(|other| other == number)? + 1)))
        .collect();
    for three in items.windows(3) {
        let [(_, one), (before, two), (at, value)] = three[..] else { continue };
        let wrong = value == two || value == two + 2;
        if two == one + 1 && wrong {
            let span = Span::new(at, at + "①".len());
            let number = span.slice(reading);
            let message = if value == two {
                format!("序号“{number}”与前一项重复，请核对。")
            } else {
                format!("“{}”之后是“{number}”，中间缺一号，请核对。", CIRCLED[two - 1])
            };
            let related = Span::new(before, before + "①".len());
            sink.report(ID, text.place(span), message).related([text.place(related)]);
        }
    }
}

fn first(number: &str) -> char {
    number.chars().next().unwrap_or_default()
}
