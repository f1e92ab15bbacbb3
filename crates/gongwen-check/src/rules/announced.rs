//! A number that announces what follows, and the ordinals that follow: 谈三点体会：一是…；二是….

use gongwen_text::{Span, is_han, numeral_value};

use super::context::before;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "count-announced";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "预告的数目与下文的序次语不符",
        explanation: "“谈三点体会”之后用“一是、二是、三是”或者层次序数逐项来说，说到几项应与预告的数目一致。",
        source: &["党政机关公文处理工作条例第十九条：内容准确，结构严谨"],
        stable: true,
        good: &[
            "谈两点体会：一是坚持党建引领；二是坚持群众路线。",
            "应当在六个月内提出：（一）申请书；（二）身份证明。",
            "主要有三个问题。一是思想认识不够高。二是工作措施不够实。三是督查问效不够严。",
            "提出两点要求。\n一、加强组织领导\n各村要压实责任。\n二、加强宣传引导\n各村要广泛发动。",
            "普查分两个阶段进行。\n1.2亿元经费已经落实。\n1.入户登记\n2.数据汇总",
            "存在两个问题。一是人手不足。有三种情况：一是长期空编；二是在编不在岗；三是借调在外。二是经费不足。",
        ],
        bad: &[
            "下面，我谈三点体会：一是坚持党建引领，把支部建在项目上；二是坚持群众路线，把问题解决在现场。",
            "重点抓好三项工作：一要抓学习，二要抓作风，三要抓制度，四要抓考核。",
            "整治分四个阶段进行。\n1、动员部署阶段\n2.排查整治阶段\n3.总结提升阶段",
            "下面，我讲三点意见。\n一、加强组织领导\n各村要压实责任。\n二、加强宣传引导\n各村要广泛发动。",
        ],
    }],
    seeks: &[],
    run,
};

/// What is counted, after its number.
const MEASURES: &[&str] = &["个方面", "方面", "点", "个", "项", "条", "大", "种", "类", "件"];
/// The numerals of ordinals.
const NUMERALS: &[&str] =
    &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"];
const FIGURES: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"];
/// The longest noun between the measure and the mark.
const LONGEST_NOUN: usize = 8;

/// How ordinals are written: what stands before the numeral and after it, and whether they begin lines.
struct Style {
    numerals: &'static [&'static str],
    lead: &'static str,
    tail: &'static [&'static str],
    heads_lines: bool,
}

const STYLES: &[Style] = &[
    Style { numerals: NUMERALS, lead: "", tail: &["是"], heads_lines: false },
    Style { numerals: NUMERALS, lead: "", tail: &["要"], heads_lines: false },
    Style {
        numerals: NUMERALS, lead: "第", tail: &["，", "、", "是", "：", "要", "则"], heads_lines: false
    },
    Style { numerals: NUMERALS, lead: "", tail: &["、"], heads_lines: true },
    Style { numerals: NUMERALS, lead: "（", tail: &["）"], heads_lines: true },
    Style { numerals: FIGURES, lead: "", tail: &["、", ".", "．"], heads_lines: true },
    Style { numerals: FIGURES, lead: "（", tail: &["）"], heads_lines: true },
];

impl Style {
    /// Returns where the `nth` ordinal, from 1 on, next stands from byte `from` on.
    fn next(&self, text: &str, from: usize, nth: usize) -> Option<usize> {
        let ordinal = format!("{}{}", self.lead, self.numerals.get(nth - 1)?);
        let places = memchr::memmem::find_iter(&text.as_bytes()[from..], &ordinal);
        places.map(|at| from + at).find(|&at| self.is_ordinal(text, at, &ordinal))
    }

    /// Says whether the `nth` ordinal stands at byte `at`.
    fn is_at(&self, text: &str, at: usize, nth: usize) -> bool {
        let rest = text[at..].strip_prefix(self.lead);
        rest.is_some_and(|rest| rest.starts_with(self.numerals[nth - 1]))
            && self.is_ordinal(text, at, &format!("{}{}", self.lead, self.numerals[nth - 1]))
    }

    fn is_ordinal(&self, text: &str, at: usize, ordinal: &str) -> bool {
        // 1.5亿元 begins a line too.
        let follows = |tail: &&str| {
            let rest = text[at + ordinal.len()..].strip_prefix(*tail);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let begins = text[..at].trim_end_matches([' ', '　']);
        let begins = match begins.chars().next_back() {
            None | Some('\n') => true,
            Some(c) => !self.heads_lines && "。；，：！？;:,".contains(c),
        };
        begins && text[at..].starts_with(ordinal) && self.tail.iter().any(follows)
    }
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for &at in &text.places.numerals {
        let Some((span, claimed)) = announcement(reading, at) else { continue };
        let from = span.end + reading[span.end..].chars().next().map_or(0, char::len_utf8);
        let blank = reading[from..].len() - reading[from..].trim_start().len();
        let Some(style) = STYLES.iter().find(|style| style.is_at(reading, from + blank, 1)) else { continue };
        let (found, whole) = follow(reading, style, from + blank);
        if whole && found > 1 && found != claimed {
            let words = span.slice(reading);
            let message = format!("“{words}”预告{claimed}项，下文依次列出{found}项，请核对。");
            sink.report(ID, text.place(span), message);
        }
    }
}

/// Returns the words 三点体会 when a numeral begins them and ： or 。 follows, and their number.
fn announcement(text: &str, at: usize) -> Option<(Span, usize)> {
    let numeral = text[at..].chars().next()?;
    let claimed =
        usize::try_from(numeral_value(numeral)?).ok().filter(|claimed| (2..=10).contains(claimed))?;
    let is_part = |c: char| c == '第' || c == '.' || c == '十' || c == '几' || numeral_value(c).is_some();
    if before(text, at).is_some_and(is_part) || !is_han(numeral) {
        return None;
    }
    let rest = &text[at + numeral.len_utf8()..];
    let measure = MEASURES.iter().find(|measure| rest.starts_with(**measure))?;
    let noun = rest[measure.len()..].char_indices().take(LONGEST_NOUN + 1).find(|&(_, c)| !is_han(c))?;
    let is_time =
        ["月", "小时", "工作日", "季度", "年"].iter().any(|time| rest[measure.len()..].starts_with(time));
    // 从供给和需求两方面采取有力措施 announces nothing.
    if *measure == "方面" && noun.0 > 0 && !rest[measure.len()..].starts_with('的') {
        return None;
    }
    let end = at + numeral.len_utf8() + measure.len() + noun.0;
    (!is_time && matches!(noun.1, '：' | '。' | ':')).then(|| (Span::new(at, end), claimed))
}

/// Returns how many ordinals follow each other from the first on, and whether none is passed over.
fn follow(text: &str, style: &Style, first: usize) -> (usize, bool) {
    // The next first one begins another list, which may lie inside this.
    let mut at = first;
    let mut found = 1;
    while let Some(next) = style.next(text, at + 3, found + 1) {
        // Of a list inside this one or after it the same ordinals come first.
        let inner = style.next(text, at + 3, 1).is_some_and(|inner| inner < next);
        if inner || !style.heads_lines && too_far(&text[at..next]) {
            break;
        }
        (at, found) = (next, found + 1);
    }
    let inner = style.next(text, at + 3, 1);
    let later = style.next(text, at + 3, found + 2);
    let skipped = later.is_some_and(|later| inner.is_none_or(|inner| later < inner));
    // What a list inside might go on to is not followed.
    let hidden = inner.is_some() && style.next(text, at + 3, found + 1).is_some();
    (found, !skipped && !hidden)
}

/// Says whether two ordinals are too far apart to be of one list without headings.
fn too_far(between: &str) -> bool {
    const FAR: usize = 6000;
    let heading = |line: &str| {
        let line = line.trim_start_matches([' ', '　']);
        NUMERALS.iter().any(|numeral| line.strip_prefix(numeral).is_some_and(|rest| rest.starts_with('、')))
    };
    between.len() > FAR || between.lines().skip(1).any(heading)
}
