//! Remainders against the numbers before them: 发现113处，整改107处，其余6处.
//!
//! Which of two numbers is the whole is not said. So a remainder counts only where no sum of the numbers before it is what
//! remains.

use gongwen_text::Span;

use super::amounts::sentence_start;
use super::measured::{Measured, measured, slack};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const REMAINDER: &str = "num-remainder";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: REMAINDER,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "余数与总数不符",
        explanation: "“发现113处，整改107处，其余6处”的余数应当等于总数减去已说的数。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "发现隐患113处，整改107处，其余6处已明确时限。",
            "共有危房60户，改造20户，搬迁30户，其余10户年底前完成。",
        ],
        bad: &[
            "发现隐患113处，整改107处，其余7处已明确时限。",
            "共需资金9.86亿元，已到位6.42亿元，其余3.34亿元年内到位。",
        ],
    }],
    seeks: &[&RESTS],
    run,
};

/// What leads to a remainder.
const RESTS: [&str; 3] = ["其余", "剩余", "余下"];
/// What leads to a whole.
const WHOLES: [&str; 13] =
    ["共", "发现", "排查", "查出", "受理", "接到", "收到", "梳理", "现有", "应", "排出", "摸排", "确定"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(REMAINDER) {
        return;
    }
    for (at, rest) in text.places.of_all(&RESTS) {
        remainder(text, at, at + rest.len(), sink);
    }
}

fn remainder(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let figures = &text.places.figures;
    let Some(&next) = figures.get(figures.partition_point(|figure| figure.start < end)) else { return };
    let between = &reading[end..next.start.max(end)];
    if !matches!(between, "" | "的" | "有" | "还有" | "尚有") {
        return;
    }
    let Some(rest) = Measured::at(reading, next).filter(|rest| !rest.rounded) else { return };
    let start = sentence_start(reading, at);
    let mut all = measured(text, Span::new(start, at));
    all.retain(|amount| amount.unit == rest.unit);
    let Some((whole, parts)) = all.split_first().filter(|(_, parts)| (1..=3).contains(&parts.len())) else {
        return;
    };
    let lead = &reading[start..whole.span.start];
    let lead = &lead[lead.rfind('，').map_or(0, |comma| comma + '，'.len_utf8())..];
    let clause = &reading[rest.span.end..];
    let near = reading[parts[parts.len() - 1].span.end..at].matches('，').count() == 1;
    let is_whole = near
        && all.iter().all(|amount| !amount.rounded)
        && parts.iter().all(|part| part.value < whole.value)
        && WHOLES.iter().any(|word| lead.contains(word))
        && !clause.starts_with("以上");
    // Some of the parts may be parts of others, and the whole of the remainder one of them.
    let sums = |from: f64, parts: &[Measured]| {
        (1..1usize << parts.len()).any(|chosen| {
            let chosen = parts.iter().enumerate().filter(|(nth, _)| chosen >> nth & 1 == 1);
            let sum = chosen.map(|(_, part)| part.value).sum::<f64>() + rest.value;
            (sum - from).abs() <= slack(all.iter().chain([&rest]))
        })
    };
    let fits = (0..all.len() - 1).any(|nth| sums(all[nth].value, &all[nth + 1..]));
    if is_whole && !fits {
        let parts: Vec<&str> = parts.iter().map(|part| part.span.slice(reading)).collect();
        let message = format!(
            "{}与{}之差同“{}”不符，请核对。",
            whole.span.slice(reading),
            parts.join("、"),
            &reading[at..rest.span.end]
        );
        sink.report(REMAINDER, text.place(Span::new(whole.span.start, rest.span.end)), message);
    }
}
