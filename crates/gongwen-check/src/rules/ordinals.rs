//! Ordinal words in sentences: one left out, 首先 beside 二是, and one form on two levels.

use gongwen_text::{Span, numeral_value};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const REPEAT: &str = "list-ordinal-repeat";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "list-ordinal-gap",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "序次语缺号",
            explanation: "同一段内“一是……二是……三是……”应连续，缺号可能是漏了一项，也可能是编错了号。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["一是抓学习，二是抓调研，三是抓落实。", "一是抓学习。其二，抓调研。三是抓落实。"],
            bad: &[
                "一是抓学习，读原文。三是抓落实，列清单。",
                "主要有三点：第一，抓学习。第二，抓调研。第四，抓落实。",
                "一是学习不深。\n二是调研不多。\n四是方法不新。",
                "一要抓学习，二要抓调研，四要抓落实。",
            ],
        },
        Coded {
            id: REPEAT,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "序次语重号",
            explanation: "“一是……二是……二是……”的同一序次出现两次，应依次改编。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &[
                "一是抓学习。二是抓调研。三是抓落实。",
                "一是抓学习：一是读原文，二是写体会。二是抓调研。",
            ],
            bad: &["一是抓学习，二是抓调研，二是抓落实。", "第一，抓学习。第二，抓调研。第二，抓落实。"],
        },
        Coded {
            id: "list-ordinal-mixed",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "同一层次混用几种序次语",
            explanation: "同一层次的序次语应取一种：“一是……二是……”“第一，……第二，……”“首先……其次……”，不宜混用。",
            source: &["GB/T 15834-2011 附录B.3（序次语之后标点的用法）"],
            stable: true,
            good: &[
                "首先，要抓学习。一是读原文，二是写体会。其次，要抓调研。",
                "第一，抓学习。第二，抓调研。第三，抓落实。",
            ],
            bad: &["首先是抓学习，二是抓调研，三是抓落实。", "一是抓学习。二是抓调研。第三，抓落实。"],
        },
        Coded {
            id: "list-ordinal-nesting",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "上下两层用了同一种序次语",
            explanation: "段首用“一是、二是”，段内又用“一是、二是”，层次不易分辨，上一层宜改用“（一）（二）”或“第一、第二”。",
            source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
            stable: true,
            good: &["一是抓学习。二是抓调研。三是抓落实。", "（二）抓调研。一是定题目，二是下基层。"],
            bad: &["二是抓调研。制定计划。一是定题目，二是下基层，三是写报告。"],
        },
    ],
    seeks: &[],
    run,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 首先
    Xian,
    /// 第一
    Di,
    /// 一是
    Shi,
    /// 其一
    Qi,
    /// 一要
    Yao,
}

#[derive(Clone, Copy)]
struct Ordinal {
    kind: Kind,
    value: u64,
    /// In the reading.
    span: Span,
    /// Whether it begins a paragraph.
    leads: bool,
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut lines: Vec<Ordinal> = Vec::new();
    for &paragraph in &text.structure.paragraphs {
        let lead = at(reading, paragraph.start);
        let mut inner = inner(text, paragraph);
        gaps(text, lead.as_slice().iter().chain(&inner), sink);
        if lead.is_none()
            && text
                .structure
                .headings
                .binary_search_by_key(&paragraph.start, |heading| heading.span.start)
                .is_ok()
        {
            lines_end(text, &mut lines, sink);
        }
        if let Some(mut lead) = lead {
            lead.leads = true;
            let anew = inner.iter().find(|ordinal| ordinal.value == 1 && ordinal.kind == lead.kind);
            if let Some(anew) = anew.filter(|_| lead.kind == Kind::Shi) {
                let message = format!(
                    "上下两层都用“{}”一类序次语，层次不易分辨，上一层宜换一种。",
                    lead.span.slice(reading)
                );
                sink.report("list-ordinal-nesting", text.place(lead.span), message)
                    .related([text.place(anew.span)]);
            }
            lines.push(lead);
        }
        let first = inner.iter().any(|ordinal| ordinal.value == 1);
        if first {
            mixed(text, &inner, sink);
        }
        if first && lead.is_none() {
            lines_end(text, &mut lines, sink);
        }
        // What does not begin anew goes on with the series of the paragraphs.
        if !first || lead.is_none() {
            lines.append(&mut inner);
        }
    }
    lines_end(text, &mut lines, sink);
}

/// Judges the ordinals that begin paragraphs, up to a heading.
fn lines_end(text: &Text<'_>, lines: &mut Vec<Ordinal>, sink: &mut Sink<'_>) {
    mixed(text, lines, sink);
    gaps(text, lines.iter().filter(|ordinal| ordinal.leads), sink);
    lines.clear();
}

/// Returns the ordinals at the starts of clauses inside a paragraph.
fn inner(text: &Text<'_>, paragraph: Span) -> Vec<Ordinal> {
    let line = &text.as_str()[..paragraph.end];
    let ends = text.places.marks_in(paragraph).iter();
    let ends = ends.filter(|mark| matches!(mark.c, '。' | '；' | '，' | '：' | '！' | '？'));
    ends.filter_map(|mark| at(line, mark.end())).collect()
}

/// Reads the ordinal at `start`.
fn at(text: &str, start: usize) -> Option<Ordinal> {
    let rest = &text[start..];
    let found =
        |kind, value, len| Some(Ordinal { kind, value, span: Span::new(start, start + len), leads: false });
    let first = rest.chars().next()?;
    let number = |skip: usize| {
        let c = rest[skip..].chars().next()?;
        let value =
            numeral_value(c).filter(|value| (1..=9).contains(value) && !matches!(c, '两' | '0'..='9'))?;
        Some((value, skip + c.len_utf8()))
    };
    match first {
        '首' if rest.starts_with("首先") => found(Kind::Xian, 1, "首先".len()),
        '其' if rest.starts_with("其次") => found(Kind::Xian, 2, "其次".len()),
        '再' if rest.starts_with("再次，") => found(Kind::Xian, 3, "再次".len()),
        '其' | '第' => {
            let (value, len) = number(first.len_utf8())?;
            let kind = if first == '第' { Kind::Di } else { Kind::Qi };
            let ends = rest[len..].starts_with(['，', '、', '是']);
            if ends { found(kind, value, len) } else { None }
        }
        _ => {
            let (value, len) = number(0)?;
            let rest = &rest[len..];
            // 三要素, 一要件 are nouns.
            let is_noun = ["要素", "要点", "要件", "要求", "要闻"].iter().any(|noun| rest.starts_with(noun));
            match rest.chars().next() {
                Some('是') => found(Kind::Shi, value, len + "是".len()),
                Some('要') if !is_noun => found(Kind::Yao, value, len + "要".len()),
                _ => None,
            }
        }
    }
}

/// Reports where a series goes on in another form than it began.
fn mixed(text: &Text<'_>, series: &[Ordinal], sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut reported = None;
    for (at, ordinal) in series.iter().enumerate().filter(|(_, ordinal)| ordinal.value > 1) {
        let head = &series[..at];
        let own = head.iter().rev().find(|before| before.kind == ordinal.kind);
        let Some(before) = head.last().filter(|before| before.kind != ordinal.kind) else { continue };
        // 一要抓学习 goes on in 二是, and stands inside of other forms.
        let verbs = before.kind == Kind::Yao || ordinal.kind == Kind::Yao;
        if before.value + 1 != ordinal.value || verbs {
            continue;
        }
        // Inside a paragraph 首先 may be said of what is done first.
        if before.kind == Kind::Xian && before.value == 1 && ordinal.leads && !before.leads {
            continue;
        }
        // 一是…（首先…二是…三是…）二是: a 首先 at the start of a paragraph that no 其次 follows.
        let alone = before.kind == Kind::Xian && before.leads && ordinal.leads;
        if !alone && own.is_some_and(|own| own.value + 1 == ordinal.value) {
            continue;
        }
        // 首先 is what differs where all that follow are of one form.
        let (odd, other) = if before.kind == Kind::Xian { (before, ordinal) } else { (ordinal, before) };
        // 一是…第二…三是 has one that is odd.
        if reported.replace(odd.span) == Some(before.span) {
            continue;
        }
        let message = format!(
            "“{}”与“{}”是两种序次语，同一层次宜取一种。",
            odd.span.slice(reading),
            other.span.slice(reading)
        );
        sink.report("list-ordinal-mixed", text.place(odd.span), message).related([text.place(other.span)]);
    }
}

/// Reports a number that a paragraph leaves out of its series: 一是…三是….
fn gaps<'o>(text: &Text<'_>, series: impl Iterator<Item = &'o Ordinal> + Clone, sink: &mut Sink<'_>) {
    const HAN: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let reading = text.as_str();
    repeats(text, series.clone(), sink);
    for (before, ordinal) in series.clone().zip(series.skip(1)) {
        if before.kind != ordinal.kind || ordinal.value != before.value + 2 || before.kind == Kind::Xian {
            continue;
        }
        // 二是 after another mark, or 其二 or （二） in its place.
        let left_out = usize::try_from(before.value).ok().and_then(|value| HAN.get(value));
        let between = Span::new(before.span.end, ordinal.span.start).slice(reading);
        let is_said = |numeral: &str| {
            let is =
                |mark: char| matches!(mark, '是' | '，' | '、' | '要' | '）' | '来' | '则' | '为' | '在');
            between.match_indices(numeral).any(|(at, _)| between[at + numeral.len()..].starts_with(is))
        };
        if left_out.is_none_or(|numeral| is_said(numeral)) || between.contains("其次") {
            continue;
        }
        let (found, earlier) = (ordinal.span.slice(reading), before.span.slice(reading));
        let message = format!("“{earlier}”之后是“{found}”，中间缺一号，请核对。");
        sink.report("list-ordinal-gap", text.place(ordinal.span), message).related([text.place(before.span)]);
    }
}

/// Reports a number that stands twice in a series: 一是…二是…二是….
fn repeats<'o>(text: &Text<'_>, series: impl Iterator<Item = &'o Ordinal>, sink: &mut Sink<'_>) {
    let series: Vec<&Ordinal> = series.collect();
    // Where a series begins twice one may lie inside the other.
    let begins = |kind| series.iter().filter(|ordinal| ordinal.value == 1 && ordinal.kind == kind).count();
    for pair in series.windows(2) {
        let (before, ordinal) = (pair[0], pair[1]);
        let same = before.kind == ordinal.kind && before.value == ordinal.value && ordinal.value > 1;
        if same && begins(ordinal.kind) == 1 && before.leads == ordinal.leads && before.kind != Kind::Xian {
            let message = format!("“{}”与前一项重复，请核对。", ordinal.span.slice(text.as_str()));
            sink.report(REPEAT, text.place(ordinal.span), message).related([text.place(before.span)]);
        }
    }
}
