//! Numbers of headings and items: out of their level, out of order, with a wrong mark.

use gongwen_text::{Span, numeral_value};

use super::context::{after, before};
use super::markers::{Marker, Style, markers};
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "list-level-mismatch",
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "序号用错了层次",
            explanation: "同一层次的序号写法应一致：第一层“一、”，第二层“（一）”，第三层“1.”，第四层“（1）”。前后两项是一种写法，中间一项换了写法，多是误加或误脱括号。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["1.抓学习。要求：（1）读原文；（2）写体会。2.抓落实。"],
            bad: &[
                "1.抓学习。带头学。\n（2）抓调研。带头走。\n3.抓落实。带头干。",
                "一、抓学习\n（1）读原文。逐章研读。\n（2）写体会。每人一篇。",
                "（一）抓学习。读原文。\n（二）抓调研。定题目。\n（三）抓治理。改作风。\n（4）抓落实。列清单。",
            ],
        },
        Coded {
            id: "list-gap",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "序号缺号",
            explanation: "同一层次的序号应连续，缺号可能是漏了一项，也可能是编错了号。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["一、抓学习\n二、抓调研\n三、抓落实"],
            bad: &[
                "一、抓学习\n二、抓调研\n四、抓落实\n五、抓督查",
                "（一）抓学习。读原文。\n（二）抓调研。定题目。\n（四）抓落实。列清单。",
                "1.抓学习。读原文。\n3.抓落实。列清单。",
                "（一）抓学习。读原文。\n（二）抓调研。增长4.5%。\n（三）抓治理。定题目。\n（五）抓落实。列清单。",
                "一、抓学习\n（一）读原文。逐章研读。\n二、抓调研\n（四）定题目。每人一题。\n（五）列清单。逐项销号。",
            ],
        },
        Coded {
            id: "list-duplicate-number",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "序号重号",
            explanation: "同一层次有两项用了同一序号，应依次改编。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["一、抓学习\n（一）读原文\n（二）写体会\n二、抓调研\n（一）定题目"],
            bad: &[
                "一、抓学习\n二、抓调研\n二、抓落实\n三、抓督查",
                "（一）抓学习。读原文。\n（二）抓调研。定题目。\n（二）抓落实。列清单。",
            ],
        },
        Coded {
            id: "list-restart",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "序号倒退",
            explanation: "同一层次的序号应递增，倒退而不从头起的，多是编错了号。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["1.抓学习\n2.抓调研\n下一步打算：\n1.抓落实\n2.抓督查"],
            bad: &["1.抓学习\n2.抓调研\n3.抓落实\n2.抓督查\n3.抓考核"],
        },
        Coded {
            id: "list-number-punct",
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "序号后的标点不当",
            explanation: "不带括号的汉字数字后用顿号（一、），不带括号的阿拉伯数字后用下脚点（1.），带括号的序号后不再加点号，“第一”后用逗号。",
            source: &["GB/T 15834-2011 附录B.3（序次语之后标点的用法）"],
            stable: true,
            good: &[
                "一、抓学习\n（一）读原文\n1.列计划\n（1）定时间",
                "第一，要抓学习。第二，要抓调研。",
                "（二）、（三）项所列人员由乡镇核实。",
            ],
            bad: &[
                "（一）、读原文\n（二）、写体会",
                "1.抓学习。2,“三会一课”制度落实不到位。3.抓落实。",
                "第一、要抓学习。第二、要抓调研。",
                "请按要求报送。\n附件：1、任务清单\n2.登记表",
            ],
        },
    ],
    seeks: &[&ORDINALS],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let all = markers(text);
    let wrong = mismatches(&all);
    for &at in &wrong {
        report_mismatch(text, &all[at], sink);
    }
    skipped(text, &all, sink);
    strays(text, &all, sink);
    headless(text, &all, sink);
    let kept: Vec<Marker> =
        all.iter().enumerate().filter(|(at, _)| !wrong.contains(at)).map(|(_, marker)| *marker).collect();
    order(text, &kept, sink);
    marks(text, &all, sink);
    ordinals(text, sink);
}

/// Returns the numbers of which the neighbours by value are all written the other way.
fn mismatches(all: &[Marker]) -> Vec<usize> {
    const PAIRS: [(Style, Style); 2] =
        [(Style::Han, Style::HanBracketed), (Style::Arabic, Style::ArabicBracketed)];
    let mut wrong = Vec::new();
    for (outer, inner) in PAIRS {
        for (own, other) in [(inner, outer), (outer, inner)] {
            // The last number of either style, and the places of the other style.
            let (mut last_own, mut last_other): (Option<u64>, Option<u64>) = (None, None);
            let others: Vec<usize> = (0..all.len()).filter(|&at| all[at].style == other).collect();
            for (at, marker) in all.iter().enumerate() {
                if marker.style == other {
                    last_other = Some(marker.value);
                    if other == outer {
                        last_own = None;
                    }
                } else if marker.style == own {
                    let next =
                        others.get(others.partition_point(|&place| place < at)).map(|&place| all[place]);
                    // A list of the inner level that begins right after it cannot be its continuation.
                    let anew = own == inner
                        && all[at + 1..].first().is_some_and(|next| next.style == own && next.value == 1);
                    let follows = |last: Option<u64>| last == Some(marker.value - 1);
                    if marker.value > 1
                        && follows(last_other)
                        && (!follows(last_own) || anew || own == outer)
                        && next.is_some_and(|next| next.value == marker.value + 1)
                    {
                        wrong.push(at);
                        last_other = Some(marker.value);
                    } else {
                        last_own = Some(marker.value);
                    }
                }
            }
        }
    }
    wrong
}

fn report_mismatch(text: &Text<'_>, marker: &Marker, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let found = marker.span.slice(reading);
    let number = found.trim_matches(['（', '）', '(', ')', '.', '．', '、', ' ', ',', '，']);
    let right = match marker.style {
        Style::Han | Style::Arabic => format!("（{number}）"),
        Style::HanBracketed => format!("{number}、"),
        Style::ArabicBracketed => format!("{number}."),
    };
    let message = format!("序号“{found}”与前后同层各项写法不同，似应为“{right}”。");
    sink.report("list-level-mismatch", text.place(marker.span), message).replace(right);
}

/// Reports （1） right under 一、: of two levels between, writers leave out one, 1. under 一、, but not both.
fn skipped(text: &Text<'_>, all: &[Marker], sink: &mut Sink<'_>) {
    /// Numbers that run on through all sections, as in plans of the Party, are no level.
    const MOST: u64 = 15;
    let reading = text.as_str();
    if all.iter().any(|marker| marker.style == Style::ArabicBracketed && marker.value > MOST) {
        return;
    }
    for (upper, lower) in all.iter().zip(all.iter().skip(1)) {
        let are_levels = upper.style == Style::Han && lower.style == Style::ArabicBracketed;
        if !are_levels || !upper.leads || !lower.leads || lower.value != 1 {
            continue;
        }
        let heading = reading[upper.span.end..lower.span.start].trim();
        if !heading.contains(['\n', '。']) {
            let (found, above) = (lower.span.slice(reading), upper.span.slice(reading));
            let message = format!("“{found}”是第四层的序号，“{above}”之下的第二层似应从“（一）”起。");
            sink.report("list-level-mismatch", text.place(lower.span), message)
                .at_most(Severity::Warning)
                .suggest("（一）")
                .related([text.place(upper.span)]);
        }
    }
}

/// Reports a （4） or （3） of which no sibling is written so, where （四） of the level above is due.
fn strays(text: &Text<'_>, all: &[Marker], sink: &mut Sink<'_>) {
    for (at, marker) in all.iter().enumerate() {
        if marker.style != Style::ArabicBracketed || !marker.leads || marker.value < 2 {
            continue;
        }
        // The level above, with nothing of this level or of that between since it began.
        let upper = all[..at].iter().rev().find(|upper| upper.style <= Style::HanBracketed);
        let Some(upper) = upper.filter(|upper| upper.style == Style::HanBracketed && upper.leads) else {
            continue;
        };
        let siblings = all.iter().filter(|other| other.style == marker.style).count();
        let near = marker.value == upper.value || marker.value == upper.value + 1;
        if siblings > 1 || !near || upper.value < 2 {
            continue;
        }
        let found = marker.span.slice(text.as_str());
        let message = format!("序号“{found}”与前后同层各项写法不同，请核对是否应用汉字数字。");
        sink.report("list-level-mismatch", text.place(marker.span), message)
            .related([text.place(upper.span)]);
    }
}

/// Reports a list of the second level that begins right under 二、 with a number that is not the first.
fn headless(text: &Text<'_>, all: &[Marker], sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut last = 0;
    for (at, marker) in all.iter().enumerate().filter(|(_, marker)| marker.style == Style::HanBracketed) {
        let runs_on = marker.value == last + 1;
        last = marker.value;
        let upper = at.checked_sub(1).map(|before| all[before]);
        let Some(upper) = upper.filter(|upper| upper.style == Style::Han && upper.leads) else { continue };
        let confirmed = all
            .get(at + 1)
            .is_some_and(|next| next.style == marker.style && next.leads && next.value == marker.value + 1);
        // Another list of the document begins with its first number.
        let usual = all[..at].iter().any(|other| other.style == marker.style && other.value == 1);
        if marker.leads && marker.value > 1 && confirmed && usual && !runs_on {
            let (found, above) = (marker.span.slice(reading), upper.span.slice(reading));
            let message = format!("“{above}”之下的序号从“{found}”起，前面缺号，请核对。");
            sink.report("list-gap", text.place(marker.span), message).related([text.place(upper.span)]);
        }
    }
}

/// Reports numbers that leave one out, stand twice or go back, each within its level.
fn order(text: &Text<'_>, all: &[Marker], sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut last: [Option<Marker>; Style::ALL.len()] = [None; Style::ALL.len()];
    for (at, marker) in all.iter().enumerate() {
        let level = marker.style as usize;
        let before = last[level];
        last[level] = Some(*marker);
        last[level + 1..].fill(None);
        let Some(before) = before.filter(|before| before.leads == marker.leads) else { continue };
        let next = all[at + 1..].iter().take_while(|next| next.style >= marker.style);
        let next = next.clone().find(|next| next.style == marker.style);
        // The one after goes on from this number, or from what this number should be.
        let misnumbered = next.is_some_and(|next| next.value == before.value + 2);
        let goes_on = misnumbered || next.is_some_and(|next| next.value == marker.value + 1);
        if misnumbered && marker.value != before.value + 1 {
            last[level] = Some(Marker { value: before.value + 1, ..*marker });
        }
        // An annex begins its own numbers.
        let parted = text
            .structure
            .attachments
            .iter()
            .any(|annex| before.span.start < annex.start && annex.start < marker.span.start);
        // The last of its list, which nothing after it confirms.
        let ends = next.is_none() && marker.leads;
        let between = &reading[before.span.end..marker.span.start];
        // （1）…（2）…（4） inside a paragraph, after which nothing goes on.
        let inline = !marker.leads && before.value > 1 && !between.contains('\n');
        let inline = inline && next.is_none_or(|next| next.value == 1);
        let last_of_all = (ends || inline) && marker.value == before.value + 2;
        // Items of another article are another list.
        let repeats = ends
            && marker.value == before.value
            && before.value > 1
            && !reading[before.span.end..marker.span.start].contains("\n第");
        if parted
            || !(goes_on || last_of_all || repeats)
            || before.value + 1 == marker.value
            || marker.value == 1
        {
            continue;
        }
        let (found, earlier) = (marker.span.slice(reading), before.span.slice(reading));
        let place = text.place(marker.span);
        let (rule, message) = if marker.value > before.value + 1
            && (misnumbered || last_of_all || marker.value == before.value + 2 && before.value > 1)
        {
            // The number of the next item, which goes on as it should, was taken by this one.
            let taken = misnumbered && next.is_some_and(|next| next.value == marker.value);
            if !taken && mentions(between, before.value + 1, marker.style) {
                continue;
            }
            ("list-gap", format!("序号“{earlier}”之后是“{found}”，中间缺一号，请核对。"))
        } else if marker.value == before.value && (misnumbered || before.value > 1) {
            ("list-duplicate-number", format!("序号“{found}”与前一项重复，请核对。"))
        } else if marker.value < before.value && marker.leads {
            ("list-restart", format!("序号由“{earlier}”退回“{found}”，请核对。"))
        } else {
            continue;
        };
        sink.report(rule, place, message).related([text.place(before.span)]);
    }
}

/// Says whether the number that seems to be left out stands in the text in some form.
fn mentions(text: &str, value: u64, style: Style) -> bool {
    const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let arabic = value.to_string();
    let han = usize::try_from(value).ok().and_then(|value| HAN.get(value - 1)).copied();
    let is_figure = |c: char| c.is_ascii_digit() || numeral_value(c).is_some();
    let marked = |numeral: &str| {
        text.match_indices(numeral).any(|(at, _)| {
            let mut rest = text[at + numeral.len()..].trim_start().chars();
            let mark = rest.next().filter(|c| matches!(c, '、' | '.' | '．' | '）' | ')' | ',' | '，'));
            // 4.5 and 24. are no items.
            let decimal = mark != Some('、') && rest.next().is_some_and(|c| c.is_ascii_digit());
            let first = before(text, at);
            // （五） is of another level than 五、.
            let inner = matches!(first, Some('（' | '(')) && matches!(style, Style::Han | Style::Arabic);
            mark.is_some() && !decimal && !inner && !first.is_some_and(is_figure)
        })
    };
    marked(&arabic) || han.is_none_or(marked)
}

/// Reports wrong marks after numbers: a comma, a point after a bracket; `1、` once a document.
fn marks(text: &Text<'_>, all: &[Marker], sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let (mut listed, mut attached) = (Vec::new(), Vec::new());
    for marker in all {
        let mark = Span::new(marker.span.end - marker.mark.len_utf8(), marker.span.end);
        match (marker.style, marker.mark) {
            (Style::Arabic, ',' | '，') => {
                let beside = |other: &Marker| {
                    other.style == Style::Arabic
                        && other.mark == '.'
                        && other.value.abs_diff(marker.value) == 1
                };
                if all.iter().any(beside) {
                    let message = "阿拉伯数字序号后宜用下脚点“.”。";
                    sink.report("list-number-punct", text.place(mark), message).replace(".");
                }
            }
            (Style::Arabic, '、') if reading[..marker.span.start].ends_with("附件：") => {
                attached.push(mark);
            }
            (Style::Arabic, '、') if marker.leads => {
                listed.push(Edit { span: text.place(mark), text: ".".to_owned() });
            }
            (Style::HanBracketed | Style::ArabicBracketed, _)
                if after(reading, marker.span.end) == Some('、') && !refers(&reading[marker.span.end..]) =>
            {
                let point = Span::new(marker.span.end, marker.span.end + '、'.len_utf8());
                let message = "带括号的序号后不加顿号，建议删去。";
                sink.report("list-number-punct", text.place(point), message).replace("");
            }
            (Style::Han, '.' | '．') => {
                let message = "汉字数字序号后宜用顿号“、”。";
                sink.report("list-number-punct", text.place(mark), message).replace("、");
            }
            _ => {}
        }
    }
    for mark in attached {
        let message = "附件的顺序号后宜用下脚点“.”，不用顿号。";
        sink.report("list-number-punct", text.place(mark), message).replace(".");
    }
    if let Some(first) = listed.first().map(|edit| edit.span) {
        let count = listed.len();
        let message = format!("阿拉伯数字序号后宜用下脚点“.”，不用顿号（共{count}处）。");
        sink.report("list-number-punct", first, message).suggest(".").edits(listed).occurrences(count);
    }
}

/// Says whether what follows a number in brackets goes on with others: （二）、（三）项所列.
fn refers(rest: &str) -> bool {
    rest.trim_start_matches(['、', ' ', '\u{3000}']).starts_with(['（', '('])
}

const ORDINALS: [&str; 9] =
    ["第一、", "第二、", "第三、", "第四、", "第五、", "第六、", "第七、", "第八、", "第九、"];

/// Reports 第一、 at the start of a sentence.
fn ordinals(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, ordinal) in text.places.of_all(&ORDINALS) {
        let starts = super::context::before(reading, at)
            .is_none_or(|c| matches!(c, '\n' | '。' | '；' | '：' | '\u{3000}'));
        let end = at + ordinal.len();
        let tail = &reading[end..];
        let list = tail.starts_with('第')
            || tail.chars().next().is_none_or(|c| gongwen_text::numeral_value(c).is_some());
        if starts && !list {
            let mark = end - '、'.len_utf8();
            let message = format!("“{}”后宜用逗号。", &reading[at..mark]);
            sink.report("list-number-punct", text.place(Span::new(mark, end)), message).replace("，");
        }
    }
}
