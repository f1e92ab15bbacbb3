//! A difference of two shares given in per cent: 由78.4%提高到88.6%，提高10.2%.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-percent-point";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "两个百分比之差应为百分点",
        explanation: "两个百分比相减，差用“百分点”表示：由91.2%提高到95.8%，是提高4.6个百分点，而不是提高4.6%。",
        source: &["国家统计局《统计指标解释》：百分点", "GB/T 15835-2011 4.1（数值的书写）"],
        stable: true,
        good: &["就诊率由78.4%提高到88.6%，提高10.2个百分点。", "占比由40%提高到50%，增长25%。"],
        bad: &["就诊率由78.4%提高到88.6%，提高10.2%。", "合格率从91.2%上升至95.8%，同比上升了4.6%。"],
    }],
    seeks: &[],
    run,
};

/// How far back the two shares stand at most, in bytes.
const LONGEST: usize = 160;

/// Two shares and their difference, up to its sign.
static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    const CHANGES: &str = "提高|上升|提升|增长|增加|下降|降低|回落|扩大|缩小|升|降|减少";
    Regex::new(&format!(
        r"(?:由|从)[^%％。；\n]{{0,24}}?(?P<from>\d+(?:\.\d+)?)[%％][^%％。；\n]{{0,12}}(?:{CHANGES})(?:到|至|为)[^%％。；\n]{{0,18}}?(?P<to>\d+(?:\.\d+)?)[%％][，,][^%％。；\n]{{0,12}}?(?:{CHANGES})了?(?P<by>\d+(?:\.\d+)?)$"
    ))
    .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for mark in text.places.marks.iter().filter(|mark| matches!(mark.c, '%' | '％')) {
        let read = tail(&reading[..mark.at], LONGEST);
        // Cheap before the pattern is: the two others.
        if read.matches(['%', '％']).nth(1).is_none() || !read.contains(['由', '从']) {
            continue;
        }
        let Some(found) = DIFFERENCE.captures(read) else { continue };
        let part = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<f64>().ok());
        let (Some(from), Some(to), Some(by)) = (part("from"), part("to"), part("by")) else { continue };
        let start = mark.at - (read.len() - found.name("by").map_or(read.len(), |by| by.start()));
        if ((to - from).abs() - by).abs() < 0.051 {
            let figures = &reading[start..mark.at];
            let message = format!("{from}%与{to}%之差是百分点，应写作“{figures}个百分点”。");
            sink.report(ID, text.place(Span::new(start, mark.end())), message)
                .replace(format!("{figures}个百分点"));
        }
    }
}
