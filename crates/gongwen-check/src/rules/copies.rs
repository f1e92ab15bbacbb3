//! A paragraph that stands again a little below with a character or two changed.

use gongwen_text::{Span, numeral_value};

use super::context::has_han;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "dup-near-paragraph";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "相近的两段几乎相同",
        explanation: "相邻的两段只差一两个字，多为粘贴两次又改了一处；数字、地名不同的分列事项和法规条文不在此列，请核对是否删去其一。",
        source: &["党政机关公文处理工作条例第十九条：文字精练"],
        stable: true,
        good: &[
            "第1组负责东片各村的巡查值守、物资储运、人员转移和信息报送，遇有险情立即报告，不得迟报漏报，确保平安。\n第2组负责西片各村的巡查值守、物资储运、人员转移和信息报送，遇有险情立即报告，不得迟报漏报，确保平安。",
        ],
        bad: &[
            "各村要落实巡查值守、物资储运、人员转移和信息报送责任，遇有险情立即报告镇防汛办，不得迟报漏报，确保群众安全。\n各村要落实巡查值守、物资储运、人员转移和信息报送责任，遇有险情立刻报告镇防汛办，不得迟报漏报，确保群众安全。",
        ],
    }],
    seeks: &[],
    run,
};

/// The shortest paragraph that is compared, in Han characters.
const SHORTEST: usize = 40;
/// How many characters may differ, in one place.
const DIFFERENT: usize = 2;
/// How far below it is looked for, in paragraphs.
const BELOW: usize = 3;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    if text.has_articles() {
        return;
    }
    let reading = text.as_str();
    let long = |span: &Span| {
        let line = span.slice(reading);
        line.ends_with(['。', '；', '！']) && has_han(line, SHORTEST)
    };
    let paragraphs = &text.structure.paragraphs;
    for (number, span) in paragraphs.iter().enumerate().filter(|(_, span)| long(span)) {
        let above = &paragraphs[number.saturating_sub(BELOW)..number];
        let same = above.iter().rev().find(|above| differ_little(above.slice(reading), span.slice(reading)));
        if let Some(first) = same {
            let message = "这一段与前面一段只差一两个字，请核对是否重复。";
            sink.report(ID, text.place(*span), message).related([text.place(*first)]);
        }
    }
}

/// Says whether two paragraphs differ in one place by a character or two that are no numerals.
fn differ_little(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 3 * DIFFERENT || one == other {
        return false;
    }
    let start: usize =
        one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let end: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let rest = |text: &str| text[..text.len() - end.min(text.len())].to_owned();
    let (one, other) = (rest(one), rest(other));
    let short = |text: &str| text.chars().count() <= DIFFERENT;
    let place = |c: char| "东西南北中省市县区镇乡村男女上下左右正副甲乙丙丁".contains(c);
    short(&one)
        && short(&other)
        && !one.chars().chain(other.chars()).any(|c| numeral_value(c).is_some() || place(c))
}
