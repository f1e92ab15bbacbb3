//! A word that stands twice: 推进推进, 的的.

use gongwen_segment::{Mode, Scratch};
use gongwen_text::{Span, is_han};

use super::context::{after, before};
use crate::finding::{Fix, Severity};
use crate::fragments::SEGMENTER;
use crate::rule::{Coded, Group, firsts};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "typo-doubled-word";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "同一词语连写两遍",
        explanation: "同一个双音节词或“的”字连写两遍，多为录入、改稿时的疏漏。动词重叠（商量商量）、逐一的说法（一项一项）和分属前后两个词的（集装箱装箱）不在此列。",
        source: &["录入常见错误"],
        stable: true,
        good: &[
            "要一项一项抓落实，问题越来越少。",
            "集装箱装箱前应当检查，各基层组织组织党员学习。",
            "这正是改革的目的的体现，他的的确确尽了力。",
            "落实落实再落实。",
            "实实在在的成效，存在在建项目，与与会代表交流，将将士们记在心上，战争与和平和和谐。",
            "一字一句一字一句地改。",
        ],
        bad: &[
            "统筹统筹抓好改革发展稳定各项工作。",
            "包括农村在内的的广大地区。",
            "着力提升治理水平水平。",
            "要进一步进一步压实责任。",
            "敬请各位领导批评指正指正。",
            "同志们们要牢记使命。",
            "要把把责任扛在肩上，并并不断完善。",
            "要抓好落实抓好落实。",
        ],
    }],
    seeks: &[&["的的"], &SINGLES],
    run,
};

/// Characters that stand twice by mistake, with those that make it right before them and after them.
const TWICE: [(&str, (&str, &str)); 30] = [
    ("们们", ("", "")),
    ("在在", ("实存现正所潜内外自好", "建岗校编职押线册")),
    ("和和", ("饱暖维平调共", "平谐美睦气顺硕田政好缓解县林颜")),
    ("与与", ("参赠给授", "会")),
    ("及及", ("以普涉埃危", "时早格")),
    ("将将", ("即大必上中少名健老猛", "军领帅士官")),
    ("把把", ("一火", "脉关握柄控门舵手")),
    ("被被", ("棉", "子告捕害执申")),
    ("于于", ("", "")),
    ("并并", ("合吞兼归", "")),
    ("而而", ("", "")),
    ("已已", ("", "")),
    ("对对", ("应针面相反绝核", "外方手口账象子联策应比照接待面岸称门错决抗立于华碰")),
    ("就就", ("成造迁", "业医")),
    ("也也", ("", "")),
    ("都都", ("首成", "江市圈城会")),
    ("从从", ("服听跟", "容前事业来未化众而属此")),
    ("且且", ("", "")),
    ("但但", ("", "")),
    ("该该", ("应", "")),
    ("各各", ("", "")),
    ("我我", ("自", "")),
    ("让让", ("", "")),
    ("又又", ("", "")),
    ("再再", ("一", "版生次审")),
    ("最最", ("", "")),
    ("更更", ("变", "")),
    ("不不", ("", "")),
    ("着着", ("", "力手眼重陆实")),
    ("之之", ("", "")),
];

const SINGLES: [&str; TWICE.len()] = firsts(&TWICE);

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut from = 0;
    while let Some((at, word)) = next_twice(reading.as_bytes(), from) {
        let (found, end) = (&reading[at..at + word], at + 2 * word);
        if is_word(found) && !may_repeat(reading, found, at, end) && are_tokens(reading, at, word) {
            report(text, Span::new(at, end), found, sink);
        }
        from = end;
    }
    for &at in text.places.of("的的") {
        let end = at + "的的".len();
        let other =
            before(reading, at).is_none_or(|c| "目标有的".contains(c) || !is_han(c) && c != '”' && c != '》');
        if !other && after(reading, end).is_some_and(|c| c != '确' && c != '的') {
            report(text, Span::new(at, end), "的", sink);
        }
    }
    for (twice, (right_after, right_before)) in TWICE {
        for &at in text.places.of(twice) {
            let (left, right) = (before(reading, at), after(reading, at + twice.len()));
            let is_right = left.is_some_and(|c| right_after.contains(c) || twice.starts_with(c))
                || right.is_none_or(|c| right_before.contains(c) || twice.starts_with(c));
            if !is_right && left.is_some_and(|c| is_han(c) || c == '，') {
                report(text, Span::new(at, at + twice.len()), &twice[..twice.len() / 2], sink);
            }
        }
    }
}

/// The most characters that are sought twice.
const LONGEST: usize = 7;

/// Returns the next place from `from` on where two Han characters or more, of three bytes each, stand twice, and their
/// bytes.
fn next_twice(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    /// The first byte of the Han characters of the basic plane, and of what comes after them.
    const HAN: u8 = 0xE4;
    let mut at = from;
    while let Some(&first) = bytes.get(at) {
        if first < HAN {
            at += 1;
            continue;
        }
        let rest = &bytes[at..];
        // One byte tells nearly all that differ.
        let twice = |word: usize| {
            rest.get(word + 1).is_some_and(|byte| *byte == rest[1])
                && rest.get(word..2 * word).is_some_and(|again| *again == rest[..word])
        };
        if let Some(word) = (2..=LONGEST).map(|chars| 3 * chars).find(|&word| twice(word)) {
            return Some((at, word));
        }
        at += 3;
    }
    None
}

fn report(text: &Text<'_>, span: Span, word: &str, sink: &mut Sink<'_>) {
    let message = format!("“{}”连写两遍，疑为录入之误。", span.slice(text.as_str()));
    sink.report(ID, text.place(span), message).replace(word);
}

/// Says whether the characters can be a word that stands once: not 一项, not 哈哈.
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return false };
    // 进一步 is one word, 一步 is counted.
    let counted = second == '一' && word.len() == 6;
    !counted
        && word.chars().all(is_han)
        && first != second
        && !"一很极越再".contains(first)
        && !"着越".contains(second)
}

/// Nouns that are verbs too, so that 基层组织组织 is two words; and verbs that are doubled to say that it takes a while.
const BOTH: [&str; 38] = [
    "组织",
    "领导",
    "代表",
    "规定",
    "报告",
    "活动",
    "出版",
    "检查",
    "计划",
    "信用",
    "决定",
    "教育",
    "保管",
    "如何",
    "多少",
    "哪里",
    "意思",
    "热闹",
    "过奖",
    "没事",
    "照顾",
    "合计",
    "见识",
    "香甜",
    "细长",
    "老远",
    "碧蓝",
    "墨黑",
    "不敢当",
    "鉴定",
    "研究",
    "商量",
    "考虑",
    "讨论",
    "总结",
    "提醒",
    "鼓励",
    "比较",
];

fn may_repeat(reading: &str, word: &str, start: usize, end: usize) -> bool {
    BOTH.contains(&word)
        || reading[end..].starts_with('再')
        || reading[end..].starts_with(word)
        || before(reading, start).is_some_and(|c| c == '〓')
}

/// Says whether both are words of their own in their sentence.
fn are_tokens(reading: &str, at: usize, word: usize) -> bool {
    const AROUND: usize = 36;
    let from = reading.ceil_char_boundary(at.saturating_sub(AROUND));
    let to = reading.floor_char_boundary((at + 2 * word + AROUND).min(reading.len()));
    let mut scratch = Scratch::default();
    let tokens = SEGMENTER.segment(&reading[from..to], Mode::default(), &[], &mut scratch);
    let token =
        |start: usize| tokens.iter().any(|token| token.span == Span::new(start - from, start + word - from));
    // 批评指正指正: the first may be the end of a longer word.
    let ends = |end: usize| {
        let mut ending = tokens.iter().filter(|token| token.span.end == end - from);
        ending.any(|token| token.span.len() == 2 * word)
    };
    let is_phrase = word > 9 && tokens.iter().any(|token| token.span.end == at + word - from);
    is_phrase || (token(at) || ends(at + word)) && token(at + word)
}
