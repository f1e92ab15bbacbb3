//! The two years of a report's title: 2024年工作总结及2025年工作打算.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-inconsistent-year";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "总结与打算同属一年",
        explanation: "“2024年工作总结及2025年工作打算”总结当年，打算下一年，两个年份不应相同。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &["某镇2024年工作总结及2025年工作打算", "某镇2024年上半年工作总结及2024年下半年工作打算"],
        bad: &["某镇2024年工作总结及2024年工作打算", "关于2023年工作情况和2023年工作计划的报告"],
    }],
    seeks: &[&DONE],
    run,
};

/// What was done, after its year.
const DONE: [&str; 4] = ["年工作总结", "年工作情况", "年度工作总结", "年度工作情况"];
/// What is to be done, after its year.
const PLANNED: [&str; 5] = ["工作打算", "工作计划", "工作思路", "工作安排", "工作谋划"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const YEAR: usize = 4;
    let reading = text.as_str();
    for (at, done) in text.places.of_all(&DONE) {
        let Some(year) = at.checked_sub(YEAR).and_then(|start| reading.get(start..at)) else { continue };
        let rest = &reading[at + done.len()..];
        let Some(planned) = rest.strip_prefix(['及', '和', '暨', '与']) else { continue };
        let start = reading.len() - planned.len();
        let Some(plan) = planned.strip_prefix(year).and_then(|rest| rest.strip_prefix('年')) else {
            continue;
        };
        let plan = plan.strip_prefix('度').unwrap_or(plan);
        let value = year.parse::<u32>().ok().filter(|_| year.bytes().all(|byte| byte.is_ascii_digit()));
        let is_plan = PLANNED.iter().any(|words| plan.starts_with(words));
        if let Some(value) = value.filter(|_| is_plan) {
            let span = Span::new(start, start + head(planned, YEAR).len() + '年'.len_utf8());
            let right = format!("{}年", value + 1);
            let message = format!("总结与打算都是{year}年，打算宜为下一年，请核对。");
            sink.report(ID, text.place(span), message).replace(right);
        }
    }
}
