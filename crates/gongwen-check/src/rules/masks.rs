//! Names and figures that were hidden: that they were, whether alike everywhere, and whether one shows elsewhere.

use gongwen_text::{EditKind, MASK, Span, is_han, numeral_value};

use super::context::{after, before};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "clean-redaction-mark",
            severity: Severity::Info,
            fix: Fix::None,
            summary: "文中有隐去名称、数字的符号",
            explanation: "“*”“×”“某某”等符号代替了原有的名称或数字；定稿应恢复，作资料使用时统计应把它们看作占位符。每个文件中每种符号只提示一次。",
            source: &["党政机关公文处理工作条例第九条（公文要素）"],
            stable: true,
            good: &["在某种意义上，这项工作才刚刚开始。"],
            bad: &[
                "*局组织开展专题调研，*局党组书记带队。",
                "以上报告，请予评议。\n述职人：***",
                "发挥○○县商会的作用。",
            ],
        },
        Coded {
            id: "clean-redaction-inconsistent",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "隐去的办法前后不一",
            explanation: "同一文件中代替符号不一，或者同一名称、次序在一处隐去而在另一处写明，隐去便失去作用，应统一处理。",
            source: &["党政机关公文处理工作条例第七章（公文管理）"],
            stable: true,
            good: &["*局组织开展专题调研，*局党组书记带队。"],
            bad: &[
                "市委第*巡察组向*局反馈意见。市委第六巡察组要求立行立改。",
                "*局党组高度重视。×市要求*局抓好落实，××县同步推进。",
            ],
        },
        Coded {
            id: "clean-silent-deletion",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "名称或数字被删，句子残缺",
            explanation: "删去地名、数字而不留占位符号，句子便不通，如“第届”“增长%”“讲好县开展……的故事”，应补全或用占位符号标明。",
            source: &["GB/T 9704-2012 7.3.3（正文）"],
            stable: true,
            good: &["同比增长5.2%。", "推动县域经济发展。", "请填写出生年月日。"],
            bad: &["全年营业收入同比增长%，税收达到亿元。", "荣获第届全省职工技能竞赛一等奖。"],
        },
    ],
    seeks: &[&["第", HIDDEN, HIDDEN_TITLE, HIDDEN_IN_TITLE], &REMAINS, &LEFT],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    deleted(text, sink);
    let source = text.source();
    let removed = text.reading.edits().iter().filter(|edit| edit.kind == EditKind::Mask);
    let mut masks: Vec<Span> = removed.map(|edit| edit.source).collect();
    masks.extend(left(text).into_iter().map(|span| text.place(span)));
    masks.sort_unstable();
    let Some(&first) = masks.first() else { return };
    let kind = |span: Span| Kind::of(span.slice(source));
    for wanted in Kind::ALL {
        let mut alike = masks.iter().filter(|&&span| kind(span) == wanted);
        let Some(&shown) = alike.next() else { continue };
        let count = alike.count() + 1;
        // A lone 某 or × beside masks of another kind may stand for itself.
        if count == 1 && shown != first && matches!(wanted, Kind::Mou | Kind::Cross) {
            continue;
        }
        let mark = shown.slice(source);
        let message = format!("文中有{count}处以“{mark}”一类符号隐去的内容，定稿前请核对。");
        sink.report("clean-redaction-mark", shown, message).occurrences(count);
    }

    let family = |span: Span| kind(span).family();
    let others: Vec<_> = masks.iter().filter(|&&span| family(span) != family(first)).collect();
    // A lone one may be a multiplication sign or 某 in its own sense.
    if let [other, _, ..] = others.as_slice() {
        let (here, there) = (other.slice(source), first.slice(source));
        let message = format!("隐去内容的符号前后不一（“{there}”与“{here}”），建议统一。");
        sink.report("clean-redaction-inconsistent", **other, message).related([first]);
    }
    leaks(text, sink);
    partial_titles(text, sink);
}

/// The characters that stand for what is hidden.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Star,
    Small,
    Large,
    Cross,
    Circle,
    Mou,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Star, Self::Small, Self::Large, Self::Cross, Self::Circle, Self::Mou];

    fn of(mask: &str) -> Self {
        match mask.chars().next() {
            Some('*' | '＊') => Self::Star,
            Some('某') => Self::Mou,
            Some('○' | '〇' | '◯') => Self::Circle,
            Some('×') => Self::Cross,
            Some('X' | 'Ｘ') => Self::Large,
            _ => Self::Small,
        }
    }

    /// Writers take × and x for one.
    const fn family(self) -> u8 {
        match self {
            Self::Star => 0,
            Self::Small | Self::Large | Self::Cross => 1,
            Self::Circle => 2,
            Self::Mou => 3,
        }
    }
}

/// What the reading leaves because no name follows: a mask that ends its line, and ○○ before a body or an office.
const LEFT: [&str; 6] = ["**", "xx", "XX", "××", "○○", "◯◯"];

fn left(text: &Text<'_>) -> Vec<Span> {
    let reading = text.as_str();
    let mut spans: Vec<Span> = Vec::new();
    for (at, mark) in text.places.of_all(&LEFT) {
        let c = mark.chars().next().expect("no mark is empty");
        if spans.last().is_some_and(|span| at < span.end) {
            continue;
        }
        let end = reading.len() - reading[at..].trim_start_matches(c).len();
        let rest = &reading[end..];
        let closes = rest.is_empty() || rest.starts_with('\n');
        let head = reading[..at].trim_end_matches([' ', '\u{3000}']);
        let line = head.rsplit('\n').next().unwrap_or_default();
        let labelled = head.len() < at || head.ends_with('：');
        let hidden = match c {
            '○' | '◯' => {
                rest.starts_with(['省', '市', '县', '区', '镇', '乡', '村', '局', '厅', '处', '同'])
                    && !head.ends_with(|c| numeral_value(c).is_some())
            }
            // 组长：***, 总经理 ***, and no other mark of the line, as Markdown has.
            _ => {
                closes
                    && labelled
                    && line.chars().next_back().is_some_and(|c| is_han(c) || c == '：')
                    && !line.contains(c)
            }
        };
        if hidden {
            spans.push(Span::new(at, end));
        }
    }
    spans
}

/// Reports 第六巡察组 where 第*巡察组 is hidden elsewhere.
fn leaks(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut done: Vec<&str> = Vec::new();
    for &at in text.places.of(HIDDEN) {
        let hidden = Span::new(at, at + HIDDEN.len());
        let rest = &reading[hidden.end..];
        // 届中国 begins the names of many things, 巡察组 of few.
        let least = if rest.starts_with(['届', '次', '批', '期', '个', '轮']) { 5 } else { 3 };
        let end: usize = rest.chars().take(least).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
        let key = &rest[..end];
        if key.chars().count() < least || done.contains(&key) {
            continue;
        }
        done.push(key);
        // 第六巡察组: the numeral may go on as the key begins.
        let shown = text.places.of("第").iter().find_map(|&at| {
            let number = at + "第".len();
            let numerals = reading[number..].char_indices().take_while(|&(_, c)| numeral_value(c).is_some());
            let mut ends = numerals.map(|(at, c)| number + at + c.len_utf8());
            ends.find(|&end| reading[end..].starts_with(key)).map(|end| Span::new(at, end + key.len()))
        });
        if let Some(shown) = shown {
            let message = format!("此处写明“{}”，而另一处已隐去，请统一处理。", shown.slice(reading));
            sink.report("clean-redaction-inconsistent", text.place(shown), message)
                .related([text.place(hidden)]);
        }
    }
}

/// Reports a title of which a part shows where others are hidden as a whole.
fn partial_titles(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    if text.places.of(HIDDEN_TITLE).is_empty() {
        return;
    }
    for &at in text.places.of(HIDDEN_IN_TITLE) {
        let inner = at + HIDDEN_IN_TITLE.len();
        if after(reading, inner).is_none_or(|c| !is_han(c)) {
            continue;
        }
        let Some(len) = head(&reading[inner..], 63).find(['》', '\n']).filter(|&len| len <= 60) else {
            continue;
        };
        let span = Span::new(at, inner + len);
        let message = "有的书名整体隐去，此处只隐去一部分，请统一处理。";
        sink.report("clean-redaction-inconsistent", text.place(span), message);
    }
}

/// What is left when a figure or a name is taken out, and what must not follow or precede.
const REMAINS: [&str; 18] = [
    "第届",
    "第轮",
    "增长%",
    "增长％",
    "下降%",
    "下降％",
    "达到%",
    "达到％",
    "占比%",
    "占比％",
    "共有名",
    "现有名",
    "达到亿元",
    "达到万元",
    "讲好县",
    "讲好市",
    "讲好区",
    "年月日至年月日",
];

const HIDDEN: &str = "第〓";
const HIDDEN_TITLE: &str = "《〓》";
const HIDDEN_IN_TITLE: &str = "《〓";

fn deleted(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, remain) in text.places.of_all(&REMAINS) {
        let end = at + remain.len();
        let next = after(reading, end);
        // 讲好市场…, 现有名录, 增长%s
        let other_word = match remain {
            "讲好县" | "讲好市" | "讲好区" => {
                next.is_none_or(|c| !is_han(c) || "域情场民级委政长史志".contains(c))
            }
            "共有名" | "现有名" => next.is_none_or(|c| !"党干职教员专学".contains(c)),
            "第届" | "第轮" => before(reading, at) == Some(MASK) || next.is_none_or(|c| !is_han(c)),
            _ => false,
        };
        if !other_word {
            let message = format!("“{remain}”处似有名称或数字被删去，请补全。");
            sink.report("clean-silent-deletion", text.place(Span::new(at, end)), message);
        }
    }
}
