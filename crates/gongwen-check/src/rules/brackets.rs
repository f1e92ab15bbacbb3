//! Brackets and title marks of which one is missing, closed by a mark of another kind, or within their like.
//!
//! They are matched within a paragraph, and across the line ends that copies put into one. A bracket that only closes is
//! often that of a number: 1）.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::places::Mark;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const UNCLOSED: &str = "punct-bracket-unclosed";
const UNOPENED: &str = "punct-bracket-unopened";
const OTHER: &str = "punct-bracket-mismatched";
const NESTED: &str = "punct-nested-brackets";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: UNCLOSED,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "括号、书名号缺后一半",
            explanation: "括号、书名号成对使用，只有前一半的，多是录入时漏了后一半。",
            source: &["GB/T 15834-2011 4.9.2（括号的形式）", "GB/T 15834-2011 4.15.2（书名号的形式）"],
            stable: true,
            good: &["各镇（街道）落实《条例》。", "请示事项（见附件\n第二项）已经办结。"],
            bad: &["请示重要事项19件（次，确保决策落实。", "认真学习《条例，抓好落实。"],
        },
        Coded {
            id: UNOPENED,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "括号、书名号缺前一半",
            explanation: "括号、书名号成对使用，只有后一半的，多是录入时漏了前一半。",
            source: &["GB/T 15834-2011 4.9.2（括号的形式）", "GB/T 15834-2011 4.15.2（书名号的形式）"],
            stable: true,
            good: &["1）加强学习。\n2）深入调研。", "a）表格；b）清单。"],
            bad: &["各镇街道）要抓好落实。", "认真贯彻条例》精神。"],
        },
        Coded {
            id: OTHER,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "前后标号不是一对",
            explanation: "括号、书名号的前后两半应当是同一种，如“《”配“》”、“（”配“）”。",
            source: &["GB/T 15834-2011 4.9.2（括号的形式）", "GB/T 15834-2011 4.15.2（书名号的形式）"],
            stable: true,
            good: &["修订《工作办法》等制度。"],
            bad: &["修订《工作办法>等制度。", "印发《实施细则）的通知。"],
        },
        Coded {
            id: NESTED,
            severity: Severity::Info,
            fix: Fix::None,
            summary: "圆括号里又用圆括号",
            explanation: "同一形式的括号应尽量避免套用；必须套用时用不同的形式。",
            source: &["GB/T 15834-2011 4.9（括号套用）"],
            stable: true,
            good: &["各区（市、县）报送材料（见附件）。", "（一）落实（含补充）要求。"],
            bad: &["各县（含经开区（高新区）在内）要报送材料。"],
        },
    ],
    seeks: &[],
    run,
};

/// The pairs, the full and the half width of one kind together.
const PAIRS: [(&[char], &[char]); 5] = [
    (&['（', '('], &['）', ')']),
    (&['《'], &['》']),
    (&['【'], &['】']),
    (&['〔'], &['〕']),
    (&['〈'], &['〉']),
];
/// How far a pair may reach, in bytes.
const FARTHEST: usize = 900;

fn kind(c: char, closing: bool) -> Option<usize> {
    PAIRS.iter().position(|(open, close)| if closing { close.contains(&c) } else { open.contains(&c) })
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if ![UNCLOSED, UNOPENED, OTHER, NESTED].iter().any(|id| sink.wants(id)) {
        return;
    }
    let marks = &text.places.marks;
    let mut open: Vec<(Mark, usize)> = Vec::new();
    for (number, &mark) in marks.iter().enumerate() {
        if let Some(kind) = kind(mark.c, false) {
            if let Some(&(outer, 0)) = open.last().filter(|_| kind == 0)
                && is_nested(text.as_str(), outer, &marks[number..])
            {
                let place = text.place(Span::new(mark.at, mark.end()));
                sink.report(NESTED, place, "圆括号里又用了圆括号，建议改写或换用方括号。");
            }
            open.push((mark, kind));
        } else if let Some(kind) = kind(mark.c, true) {
            match open.iter().rposition(|&(_, other)| other == kind) {
                Some(at) => {
                    for (mark, kind) in open.drain(at..).skip(1) {
                        unclosed(text, mark, kind, sink);
                    }
                }
                None => unopened(text, mark, kind, &mut open, sink),
            }
        } else if mark.c == '\n' {
            let closes_soon = |kind: usize, at: usize| {
                let rest = &marks[number + 1..];
                let rest = rest.iter().take_while(|mark| mark.at - at < FARTHEST);
                let mut own =
                    rest.filter(|mark| PAIRS[kind].0.contains(&mark.c) || PAIRS[kind].1.contains(&mark.c));
                own.next().is_some_and(|mark| PAIRS[kind].1.contains(&mark.c))
            };
            open.retain(|&(mark, kind)| {
                let goes_on = closes_soon(kind, mark.at);
                if !goes_on {
                    unclosed(text, mark, kind, sink);
                }
                goes_on
            });
        }
    }
    for (mark, kind) in open {
        unclosed(text, mark, kind, sink);
    }
}

/// Says whether a round bracket is part of what the outer one holds: both close soon, in the same line, and it is no name.
fn is_nested(reading: &str, outer: Mark, marks: &[Mark]) -> bool {
    const LONGEST: usize = 40;
    let mut own = marks.iter().filter(|mark| PAIRS[0].0.contains(&mark.c) || PAIRS[0].1.contains(&mark.c));
    let closes = |mark: &&Mark| PAIRS[0].1.contains(&mark.c);
    let (Some(inner), Some(first), Some(second)) =
        (own.next(), own.next().filter(closes), own.next().filter(closes))
    else {
        return false;
    };
    let short = |from: Mark, to: &Mark, least: usize| {
        let between = &reading[from.end()..to.at];
        (least..=LONGEST).contains(&between.chars().count()) && !between.contains(['\n', '《'])
    };
    short(outer, inner, 2) && short(*inner, first, 0) && short(*first, second, 0)
}

fn unclosed(text: &Text<'_>, mark: Mark, kind: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let right = PAIRS[kind].1[0];
    // 《工作办法>: a title is short, and ends before anything else does.
    let after = head(&reading[mark.end()..], 120);
    let end = after.find(['，', '。', '；', '\n', '《', '“']).unwrap_or(after.len());
    let other =
        after[..end].char_indices().find(|&(_, c)| matches!(c, '>' | '＞')).filter(|_| mark.c == '《');
    if let Some((at, c)) = other {
        let start = mark.end() + at;
        let span = text.place(Span::new(start, start + c.len_utf8()));
        sink.report(OTHER, span, format!("“{}”与“{c}”不是一对，宜用“{right}”。", mark.c))
            .replace(right.to_string());
        return;
    }
    let place = text.place(Span::new(mark.at, mark.end()));
    sink.report(UNCLOSED, place, format!("“{}”没有与之配对的“{right}”，请补上或删去。", mark.c));
}

fn unopened(text: &Text<'_>, mark: Mark, own: usize, open: &mut Vec<(Mark, usize)>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let place = text.place(Span::new(mark.at, mark.end()));
    // Closed by another kind, right where the open one should close.
    if let Some(&(before, kind)) = open.last()
        && mark.at - before.at < FARTHEST
        && !reading[before.end()..mark.at].contains(['。', '\n'])
    {
        open.pop();
        let right = PAIRS[kind].1[0];
        let message = format!("“{}”与“{}”不是一对，宜用“{right}”。", before.c, mark.c);
        sink.report(OTHER, place, message).replace(right.to_string());
        return;
    }
    // 1）, a）, 一）
    let before = tail(&reading[..mark.at], 12);
    let number = before.trim_end_matches(|c: char| {
        c.is_alphanumeric() && (c.is_ascii() || "一二三四五六七八九十".contains(c))
    });
    let numbers = number.len() < before.len()
        && (number.is_empty()
            || number.ends_with(['\n', ' ', '　', '。', '；', '：', '，', '、', '.', '．']));
    if !numbers {
        let left = PAIRS[own].0[0];
        // At the end of a line the other half may be in what was cut off before it.
        let ends = reading[mark.end()..].trim_start_matches([' ', '　']);
        let weight =
            if ends.is_empty() || ends.starts_with('\n') { Severity::Info } else { Severity::Warning };
        let message = format!("“{}”没有与之配对的“{left}”，请补上或删去。", mark.c);
        sink.report(UNOPENED, place, message).at_most(weight);
    }
}
