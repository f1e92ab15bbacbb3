//! An average against the total and the number right before it: 补助资金120万元，惠及300户，户均4000元.

use gongwen_text::Span;

use super::amounts::sentence_start;
use super::measured::{Measured, measured};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-average";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "平均数与总数、个数不符",
        explanation: "“发放补助120万元，惠及300户，户均4000元”的平均数应等于紧接其前的总数除以个数；口径另有所指的应当写明。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "发放补助资金120万元，惠及300户，户均4000元。",
            "投入资金1.2亿元，惠及农户300户，户均增收4500元。",
            "现有农户400户1600人，户均4人。",
            "实现分红36.5万元，惠及120户，户均3042元。",
            "投资120万元建设大棚，发放补助60万元，惠及300户，户均2000元。",
        ],
        bad: &[
            "发放补助资金120万元，惠及300户，户均4500元。",
            "现有农户400户1600人，户均5人。",
            "实现集体分红36万元，惠及120户，平均每户2800元。",
        ],
    }],
    seeks: &[&AVERAGES],
    run,
};

/// What names an average, by the unit that is counted.
const AVERAGES: [&str; 7] = ["户均", "人均", "村均", "平均每户", "平均每人", "平均每村", "平均每个"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    for (at, word) in text.places.of_all(&AVERAGES) {
        judge(text, at, at + word.len(), word, sink);
    }
}

fn judge(text: &Text<'_>, at: usize, end: usize, word: &str, sink: &mut Sink<'_>) {
    /// The longest stretch from the total to the average, in bytes.
    const NEAR: usize = 90;
    let reading = text.as_str();
    // 户均增收 is of another quantity than what stands before.
    let figures = &text.places.figures;
    let Some(&figure) = figures.get(figures.partition_point(|figure| figure.start < end)) else { return };
    if !matches!(reading.get(end..figure.start), Some("" | "为" | "达" | "达到")) {
        return;
    }
    let Some(average) = Measured::at(reading, figure).filter(|average| !average.rounded) else { return };
    let counted = word.trim_start_matches("平均每").trim_end_matches('均');
    let start = sentence_start(reading, at);
    let before = measured(text, Span::new(start, at));
    let of = |unit: &str| before.iter().filter(|number| number.unit == unit).collect::<Vec<_>>();
    let (totals, counts) = (of(average.unit), of(counted));
    let ([.., total], [count]) = (&totals[..], &counts[..]) else { return };
    let exact = before.iter().all(|number| !number.rounded) && average.unit != counted;
    if !exact || at - total.span.start.min(count.span.start) > NEAR || count.value < 1.0 {
        return;
    }
    let fits = |total: &&Measured| {
        let least = (total.value - total.half()) / (count.value + count.half());
        let most = (total.value + total.half()) / (count.value - count.half()).max(1.0);
        average.value >= least - average.place && average.value <= most + 0.51 * average.place
    };
    let right = total.value / count.value;
    // What is far off is the average of another total.
    let near = average.value > 0.6 * right && average.value < 1.6 * right;
    if near && !totals.iter().any(fits) {
        let scale =
            average.span.slice(reading).find(['万', '亿']).map_or(1.0, |at| {
                if average.span.slice(reading)[at..].starts_with('万') { 1e4 } else { 1e8 }
            });
        let message = format!(
            "{}与{}相除约为{:.2}，与所说的“{}”不符，请核对。",
            total.span.slice(reading),
            count.span.slice(reading),
            right / scale,
            &reading[at..average.span.end]
        );
        let from = total.span.start.min(count.span.start);
        sink.report(ID, text.place(Span::new(from, average.span.end)), message);
    }
}
