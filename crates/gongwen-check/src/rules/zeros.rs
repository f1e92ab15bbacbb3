//! The letter O where a year has the character 〇: 二O二五年.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-letter-zero";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "年份中的“〇”误作字母O或数字0",
        explanation: "汉字数字的零在年份、编号中写作“〇”，不用字母O或者数字0；成文日期应用阿拉伯数字。",
        source: &["GB/T 15835-2011 5.2.3（“〇”的使用）", "GB/T 9704-2012 7.3.5.4（成文日期）"],
        stable: true,
        good: &["二〇二五年三月五日，2025年3月5日。", "二氧化碳CO二级标准。"],
        bad: &["二O二五年三月五日。", "二0二五年三月。", "二OO八年。"],
    }],
    seeks: &[&WRONG],
    run,
};

/// What a 〇 is mistaken for, after the numeral of a millennium.
const WRONG: [&str; 6] = ["二O", "二o", "二0", "一九O", "一九o", "一九0"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, _) in text.places.of_all(&WRONG) {
        let digit = |c: char| "一二三四五六七八九〇零○Oo0".contains(c);
        let rest = &reading[at..];
        let len = rest.len() - rest.trim_start_matches(digit).len();
        let year = &rest[..len];
        let amid = reading[..at].ends_with(|c: char| digit(c) || c.is_ascii_alphanumeric());
        if amid || year.chars().count() != 4 || !rest[len..].starts_with('年') {
            continue;
        }
        let right: String =
            year.chars().map(|c| if matches!(c, 'O' | 'o' | '0') { '〇' } else { c }).collect();
        let message = format!("“{year}年”中的零宜写作“〇”，成文日期宜用阿拉伯数字。");
        sink.report(ID, text.place(Span::new(at, at + len)), message).replace(right);
    }
}
