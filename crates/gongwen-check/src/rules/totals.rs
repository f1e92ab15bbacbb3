//! Parts first and their total after them: 甲村12户、乡村15户、丙村9户，合计36户; and 以上三个项目总投资 after three numbered items.

use gongwen_text::{Span, is_han, parse_numeral};

use super::amounts::sentence_start;
use super::markers::{Marker, markers};
use super::measured::{Measured, measured, slack, written};
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-total";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "合计数与前面各项之和不符",
        explanation: "“甲村12户、乙村15户、丙村9户，合计36户”以及逐项说明之后的“以上三个项目总投资……”应等于前面各项之和。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "一季度15万元、二季度20万元、三季度18万元、四季度22万元，全年共计75万元。",
            "走访企业120家，帮扶农户35户，化解纠纷12起，累计服务群众3600人。",
            "1.道路硬化。投资1200万元。\n2.管网改造。投资1500万元。\n以上两个项目总投资2700万元。",
        ],
        bad: &[
            "一季度15万元、二季度20万元、三季度18万元、四季度22万元，全年共计85万元。",
            "甲村12户、乙村15户、丙村9户，合计38户。",
            "（一）道路硬化。投资1200万元。\n（二）管网改造。投资1500万元。\n（三）绿化提升。投资870万元。\n以上三个项目总投资3750万元。",
        ],
    }],
    seeks: &[&TOTALS, &BACK],
    run,
};

/// What leads to a total of what stands before.
const TOTALS: [&str; 6] = ["合计", "共计", "总计", "总共", "累计", "共"];
/// What refers to the items before.
const BACK: [&str; 3] = ["以上", "上述", "这"];
/// How much of the total the parts may differ from it: what is further off is not the whole.
const MOST: f64 = 0.2;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let mut done = 0;
    for (at, word) in text.places.of_all(&TOTALS) {
        if at >= done && in_sentence(text, at, at + word.len(), sink) {
            done = at + word.len();
        }
    }
    let mut all = None;
    for (at, word) in text.places.of_all(&BACK) {
        items(text, at + word.len(), &mut all, sink);
    }
}

/// Judges 合计36户, of which the first word stands from `at` to `end`; says whether a total stands there.
fn in_sentence(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) -> bool {
    /// The longest noun before the number, in bytes: 合计投资.
    const NOUN: usize = 6 * 3;
    let reading = text.as_str();
    let figures = &text.places.figures;
    let Some(&first) = figures.get(figures.partition_point(|figure| figure.start < end)) else {
        return false;
    };
    let noun = first.start.checked_sub(end).filter(|&len| len <= NOUN).map(|_| &reading[end..first.start]);
    if !noun.is_some_and(|noun| noun.chars().all(is_han)) {
        return false;
    }
    let Some(total) = Measured::at(reading, first).filter(|total| !total.rounded) else { return false };
    // 全年共计: the clause begins with it or with few words.
    let start = sentence_start(reading, at);
    let comma = reading[start..at].rfind(['，', '、', '：']);
    let Some(comma) = comma.filter(|&comma| reading[start + comma..at].chars().count() < 8) else {
        return false;
    };
    let clauses = &reading[start..start + comma];
    let list = Span::new(start, start + comma);
    let parts = measured(text, list);
    let same = parts.len() > 2 && parts.iter().all(|part| part.unit == total.unit && !part.rounded);
    // The parts stand side by side, one in each clause; what is reached or grows is no part.
    let mut clause_start = start;
    let plain = clauses.split(['，', '、', '；']).enumerate().all(|(nth, clause)| {
        let span = Span::new(clause_start, clause_start + clause.len());
        clause_start = span.end + '，'.len_utf8();
        let inside = parts.iter().filter(|part| span.start <= part.span.start && part.span.end <= span.end);
        let changes = ["其中", "增", "减", "比", "较", "达到", "最", "每", "余", "平均", "同期"];
        let ends = inside.clone().all(|part| part.span.end == span.end);
        (inside.count() == 1 && ends || nth == 0)
            && !changes.iter().any(|word| clause.strip_prefix("其中").unwrap_or(clause).contains(word))
    });
    if same && plain {
        judge(text, &parts, &total, Span::new(parts[0].span.start, total.span.end), sink);
    }
    same
}

/// Judges 以上三个项目总投资3560万元 against as many numbered items before it.
fn items(text: &Text<'_>, end: usize, all: &mut Option<Vec<Marker>>, sink: &mut Sink<'_>) {
    /// The longest clause that is read, in bytes.
    const LONGEST: usize = 90;
    let reading = text.as_str();
    let clause = head(&reading[end..], LONGEST);
    let clause = &clause[..clause.find(['。', '；', '\n']).unwrap_or(clause.len())];
    let len = clause
        .chars()
        .take_while(|c| parse_numeral(c.encode_utf8(&mut [0; 4])).is_some())
        .map(char::len_utf8)
        .sum();
    let Some(count) = parse_numeral(&clause[..len]).and_then(|count| usize::try_from(count).ok()) else {
        return;
    };
    let counts = ["个", "项", "类", "方面", "处"].iter().any(|measure| clause[len..].starts_with(measure));
    let sums = ["总", "共", "合计", "计"].iter().any(|word| clause.contains(word));
    if !(2..=20).contains(&count) || !counts || !sums {
        return;
    }
    let Some(total) = measured(text, Span::new(end + len, end + clause.len())).into_iter().next() else {
        return;
    };
    let lead = tail(&reading[end..total.span.start], 6 * 3);
    if !["总", "共", "计", "需"].iter().any(|word| lead.contains(word)) {
        return;
    }
    let all = all.get_or_insert_with(|| markers(text));
    let before = &all[..all.partition_point(|marker| marker.span.start < end)];
    let Some(last) = before.last().filter(|last| last.value == count as u64) else { return };
    let list: Vec<&Marker> =
        before.iter().rev().filter(|marker| marker.style == last.style).take(count).collect();
    let whole =
        list.len() == count && list.iter().rev().zip(1..).all(|(marker, value)| marker.value == value);
    if !whole {
        return;
    }
    // One amount of the unit in each item, or one that the word before the total names.
    let mut parts = Vec::new();
    for (nth, marker) in list.iter().rev().enumerate() {
        let stop = if nth + 1 < count { list[count - 2 - nth].span.start } else { end };
        let mut own = measured(text, Span::new(marker.span.end, stop));
        own.retain(|part| part.unit == total.unit);
        if let [part] = own[..] {
            parts.push(part);
        }
    }
    if parts.len() == count {
        judge(text, &parts, &total, Span::new(end, total.span.end), sink);
    }
}

fn judge(text: &Text<'_>, parts: &[Measured], total: &Measured, span: Span, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let numbers = || parts.iter().chain([total]);
    let slack = slack(numbers());
    let differs = (sum - total.value).abs();
    if differs > slack && differs <= MOST * total.value {
        let (found, said) = (written(sum, reading, total), total.span.slice(reading));
        let message = format!("前面各项之和为{found}，与所说的{said}不符，请核对。");
        let related = parts.iter().map(|part| text.place(part.span)).collect::<Vec<_>>();
        sink.report(ID, text.place(span), message).related(related);
    }
}
