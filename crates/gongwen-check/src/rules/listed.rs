//! A number of groups or actions, and the list that says which: 下设5个工作组，即…组、…组.
//!
//! The nouns say that the list is the number's: every item ends as what is counted ends, or begins with what the label
//! counts.

use gongwen_text::{Span, is_han, numeral_value, parse_numeral};

use super::apposed::within;
use super::context::before;
use super::count::FORMULA;
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "count-list";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "所标数目与所列项数不符",
        explanation: "“下设5个工作组，即……”之后所列的各组应与所标的数目一致，列举有“等”字的除外。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "下设3个工作组，即综合组、宣传组、督查组。",
            "下设3个工作组，即综合组、宣传组和督查组。",
            "下设5个工作组，即综合组、宣传组、督查组等。",
            "下设5个工作组，即人员从各校抽调，综合办公。",
            "文件以“三个突出”点明了重点，即突出问题导向、突出目标导向、突出结果导向。",
        ],
        bad: &[
            "下设5个专项工作组，即综合组、宣传组、督查组、保障组。",
            "设立三个工作专班，分别为项目专班、招商专班、服务专班、保障专班。",
            "文件以“四个突出”点明了今后的重点，即突出问题导向、突出目标导向、突出结果导向。",
        ],
    }],
    seeks: &[&LEADS],
    run,
};

/// What leads from a number to its list.
const LEADS: [&str; 10] =
    ["，即", "，分别为", "，分别是", "分别为", "分别是", "，具体为", "，包括", "——", "：", "（"];
/// What counts, after a number.
const MEASURES: [&str; 5] = ["个", "大", "项", "类", "支"];
/// The longest list, in bytes.
const LONGEST: usize = 600;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, lead) in text.places.of_all(&LEADS) {
        let Some(label) = label_before(reading, at) else { continue };
        let start = at + lead.len();
        let list = head(&reading[start..], LONGEST).trim_start_matches('：');
        let end =
            list.find(['，', '。', '；', '\n', '：', '（', '）', '！', '“', '《']).unwrap_or(list.len());
        let (list, rest) = list.split_at(end);
        // A list that goes on after a comma: 甲组、乙组，丙组、丁组.
        let next = rest.strip_prefix('，').and_then(|rest| rest.split(['，', '。', '；']).next());
        let goes_on = next.is_some_and(|next| next.contains('、'));
        let cut = rest.is_empty() || rest.starts_with(['（', '：', '“', '《']);
        let open = goes_on || cut || list.contains('等');
        let Some(found) = label.count(list).filter(|_| !open) else { continue };
        if found != label.claimed && found.abs_diff(label.claimed) <= 2 {
            let words = label.span.slice(reading).trim_matches(['“', '”']);
            let message =
                format!("“{words}”标为{}项，列出{found}项，请核对是否有遗漏或多列。", label.claimed);
            let list = within(reading, list);
            // What the extractor takes for a label is counted with it.
            if sink.has(FORMULA, text.place(label.span)) {
                continue;
            }
            sink.report(ID, text.place(Span::new(label.span.start, list.end)), message)
                .related([text.place(list)]);
        }
    }
}

/// What counts a list.
struct Label<'t> {
    span: Span,
    claimed: usize,
    noun: &'t str,
    /// Whether the items begin with the noun; else they end as it does.
    begins: bool,
}

impl Label<'_> {
    /// Counts the items of a list that is the label's.
    fn count(&self, list: &str) -> Option<usize> {
        let mut items: Vec<&str> = list.split('、').collect();
        let last = items.pop()?;
        let own = |item: &str| {
            let length = item.chars().count();
            let alike = if self.begins {
                item.starts_with(self.noun)
            } else {
                item.chars().next_back() == self.noun.chars().next_back()
            };
            alike && (2..=24).contains(&length) && item.chars().all(is_han)
        };
        let halves = last.split_once("以及").or_else(|| last.split_once(['和', '与', '及']));
        match halves.filter(|(one, other)| own(one) && own(other)) {
            Some((one, other)) => items.extend([one, other]),
            None => items.push(last),
        }
        let joined = items.iter().any(|item| item.contains(['和', '与', '及', '至']) && !self.begins);
        (items.len() > 2 && !joined && items.iter().all(|item| own(item))).then_some(items.len())
    }
}

/// Reads 5个专项工作组 where it ends at `end`, or “七个聚焦” with what follows it up to there.
fn label_before(reading: &str, end: usize) -> Option<Label<'_>> {
    const LONGEST_NOUN: usize = 12;
    const LONGEST_PREDICATE: usize = 20;
    let text = &reading[..end];
    let mut start = end;
    for c in text.chars().rev().take(LONGEST_PREDICATE).take_while(|&c| is_han(c)) {
        start -= c.len_utf8();
    }
    // “七个聚焦”明确了主攻方向
    if let Some(quoted) = text[..start].strip_suffix('”') {
        let open = quoted.rfind('“').filter(|_| start < end)?;
        let inner = &quoted[open + '“'.len_utf8()..];
        let numeral = inner.chars().next().filter(|&c| is_han(c))?;
        let rest = &inner[numeral.len_utf8()..];
        let noun = MEASURES.iter().find_map(|measure| rest.strip_prefix(measure)).unwrap_or(rest);
        let several = reading[..open].ends_with(['、', '”', '和', '与']);
        let is_noun = noun.chars().count() == 2 && noun.chars().all(is_han);
        let claimed = usize::try_from(numeral_value(numeral)?).ok().filter(|&claimed| claimed > 2)?;
        let span = Span::new(open, start);
        return (is_noun && !several).then_some(Label { span, claimed, noun, begins: true });
    }
    let clause = &text[start..];
    // 专项 has a measure in it, and no number before it.
    let counts = |at: usize| {
        reading[..start + at].ends_with(|c: char| c.is_ascii_digit() || numeral_value(c).is_some())
    };
    let (at, measure) = clause.char_indices().rev().find_map(|(at, _)| {
        let measure = MEASURES.iter().find(|measure| clause[at..].starts_with(**measure))?;
        counts(at).then_some((at, *measure))
    })?;
    let noun = &clause[at + measure.len()..];
    let number = &reading[..start + at];
    let is_digit = |c: char| c.is_ascii_digit() || numeral_value(c).is_some();
    let from = number.trim_end_matches(is_digit).len();
    let claimed = parse_numeral(&number[from..]).and_then(|claimed| usize::try_from(claimed).ok())?;
    let ordinal =
        before(reading, from).is_some_and(|c| matches!(c, '第' | '前' | '后' | '每' | '.' | '-' | '之'));
    let length = noun.chars().count();
    let span = Span::new(from, end);
    ((3..=20).contains(&claimed) && !ordinal && (1..=LONGEST_NOUN).contains(&length)).then_some(Label {
        span,
        claimed,
        noun,
        begins: false,
    })
}
