//! The first, the last and the nth year of a five-year plan against the year: “十四五” is 2021 to 2025.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::Regex;

use super::years::spoken_of;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-plan-year";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "五年规划的年次与年份不符",
        explanation: "“十三五”为2016—2020年，“十四五”为2021—2025年，“十五五”为2026—2030年；开局之年是第一年，收官之年是第五年。",
        source: &["各个五年规划纲要的规划期"],
        stable: true,
        good: &[
            "2025年是“十四五”规划收官之年。",
            "2021年是“十四五”开局之年。",
            "2025年为“十五五”开局起步打好基础。",
            "“十四五”期间（2021—2025年）实现翻番。",
        ],
        bad: &[
            "2024年是“十四五”规划收官之年。",
            "2022年是实施“十四五”规划的开局之年。",
            "2023年是“十四五”规划实施的第二年。",
            "“十四五”时期（2020—2025年）累计投资3亿元。",
        ],
    }],
    seeks: &[&PLANS],
    run,
};

const PLANS: [&str; 6] = ["“十一五”", "“十二五”", "“十三五”", "“十四五”", "“十五五”", "“十六五”"];
/// The first year of the first of them.
const FIRST: i64 = 2006;

/// 规划实施的收官之年, after a plan.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "^(?:发展)?(?:规划|时期|期间)?(?:《?纲要》?)?(?:实施|建设)?的?(?:(?P<first>开局(?:起步|奠基)?之年|开局年|起步之年|第一年|首年)|(?P<last>收官之年|收官年|收尾之年|最后一年)|第(?P<n>[二三四五])年)";
    Regex::new(pattern).expect("the pattern is a constant")
});
/// 时期（2020—2025年）, after a plan.
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "^(?:规划|时期|期间)?（(?P<from>20[0-9]{2})年?(?:—|～|－|-|至|到)(?P<to>20[0-9]{2})年?）";
    Regex::new(pattern).expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 60;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (nth, plan) in PLANS.into_iter().enumerate() {
        let first = FIRST + 5 * i64::try_from(nth).unwrap_or(0);
        for &at in text.places.of(plan) {
            let end = at + plan.len();
            let after = head(&reading[end..], LONGEST);
            if let Some(groups) = RANGE.captures(after) {
                let value = |name: &str| groups[name].parse::<i64>().unwrap_or(0);
                if (value("from"), value("to")) != (first, first + 4) && value("to") - value("from") > 2 {
                    let span = Span::new(at, end + groups[0].len());
                    let message = format!("{plan}为{first}—{}年，与所写的起止不符，请核对。", first + 4);
                    sink.report(ID, text.place(span), message);
                }
                continue;
            }
            let Some(groups) = YEAR.captures(after) else { continue };
            let number = match (groups.name("first"), groups.name("n")) {
                (Some(_), _) => 1,
                (_, Some(n)) => parse_numeral(n.as_str()).and_then(|n| i64::try_from(n).ok()).unwrap_or(5),
                _ => 5,
            };
            // 2024年是…收官之年: the year is that of a clause with 是, 为 or 作为, near before.
            let clause = tail(&reading[..at], 2 * LONGEST);
            let clause = &clause[clause.rfind(['。', '；', '\n']).unwrap_or(0)..];
            let is = ["是", "作为", "既是", "为", "进入", "迎来"].iter().any(|word| clause.contains(word));
            let aims = ["为了", "为确保", "确保", "筹备", "谋划", "冲刺", "决胜", "面向"]
                .iter()
                .any(|word| clause.contains(word));
            let end = end + groups[0].len();
            let Some(years) = spoken_of(text, at, end).filter(|_| is && !aims) else { continue };
            let due = first + number - 1;
            if !years.contains(&due) {
                let words = &reading[at..end];
                let message = format!(
                    "“{}”是{due}年，与所说的{}年不符，请核对。",
                    words.replace(['“', '”'], ""),
                    years.start()
                );
                sink.report(ID, text.place(Span::new(at, end)), message);
            }
        }
    }
}
