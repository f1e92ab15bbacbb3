//! Percentages and their differences: from 5.1% to 7.3% it is 2.2个百分点, and 2.2% is another quantity.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "measure-percent-point";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "百分数与百分点混用",
        explanation: "两个百分数之差用“个百分点”，变化的幅度用“%”，二者不叠用；“提高到”之后是所达到的数，用百分数。",
        source: &["现代汉语词典（百分点）", "GB/T 15835-2011 4.1.1（计量用阿拉伯数字）"],
        stable: true,
        good: &[
            "增速由5.1%提高到7.3%，提高2.2个百分点。",
            "占比由50%提高到60%，提高20%。",
            "治理率提高到65%，城乡差距缩小到5个百分点。",
            "服务业对增长的贡献率提高到65%，拉动作用提高到2个百分点。",
        ],
        bad: &[
            "增速由上年的5.1%提高到7.3%，提高2.2%。",
            "污水治理率提高到65个百分点。",
            "融资成本下降0.5%个百分点。",
            "城镇化率50.6%，比上年末提高0.7%。",
        ],
    }],
    seeks: &[&[POINT]],
    run,
};

const POINT: &str = "个百分点";

/// What ends verbs of change.
const CHANGES: &[char] = &['高', '升', '降', '低', '长', '加', '了', '落', '滑', '少'];

/// 由5.1%提高到7.3%，提高2.2%, up to the last number.
static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]{1,3}(?:\.[0-9]{1,3})?";
    let change = "(?:提高|提升|上升|增长|增加|下降|降低|回落|下滑|减少)了?";
    let pattern = format!(
        r"(?:由|从)[^，。；：、\n0-9]{{0,10}}(?:[0-9]{{4}}年[^，。；：、\n0-9]{{0,6}})?(?P<from>{number})[%％][^，。；：、\n0-9]{{0,10}}(?:到|至|为)(?P<to>{number})[%％]，(?:同比|比上年|较上年|累计|共)?{change}(?P<by>{number})$"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

/// 城镇化率50.6%，比上年末提高0.7: what a share has more than before.
static RISEN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:率|比重|占比)[^，。；：、\n0-9增]{0,6}[0-9]{1,3}(?:\.[0-9]{1,3})?[%％]，(?:比|较)[^，。；：、\n0-9]{1,8}(?:提高|提升|上升|下降|降低|回落)了?(?P<by>[0-9]{1,2}(?:\.[0-9]{1,3})?)$";
    Regex::new(pattern).expect("the pattern is a constant")
});

/// 污水治理率提高到65: what is reached, of a share.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:率|比重|占比|比例)[^，。；：、\n0-9贡献拉动差幅]{0,8}(?:提高|提升|上升|增长|增加|下降|降低)(?:到|至)(?P<to>[0-9]{1,3}(?:\.[0-9]{1,3})?)$";
    Regex::new(pattern).expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    for &at in text.places.of(POINT) {
        points(text, at, sink);
    }
    let reading = text.as_str();
    for mark in text.places.marks.iter().filter(|mark| matches!(mark.c, '%' | '％')) {
        let before = &reading[..mark.at];
        let verb = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        if verb.ends_with(CHANGES) {
            difference(text, mark.at, mark.end(), sink);
        }
    }
}

/// Judges what stands before 个百分点.
fn points(text: &Text<'_>, at: usize, sink: &mut Sink<'_>) {
    const LONGEST: usize = 90;
    let reading = text.as_str();
    let end = at + POINT.len();
    let number = |before: &str| before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let before = &reading[..at];
    if let Some(signed) = before.strip_suffix(['%', '％']).filter(|signed| number(signed) < signed.len()) {
        let span = Span::new(number(signed), end);
        let right = format!("{}{POINT}", &signed[span.start..]);
        let message = format!("“{}”中“%”与“个百分点”叠用，宜写作“{right}”。", span.slice(reading));
        sink.report(ID, text.place(span), message).replace(right);
    } else if let Some(groups) = REACHED.captures(tail(before, LONGEST)) {
        let right = format!("{}%", &groups["to"]);
        let span = Span::new(at - groups["to"].len(), end);
        let message = format!("所达到的数用百分数，“{}”宜写作“{right}”。", span.slice(reading));
        sink.report(ID, text.place(span), message).replace(right);
    }
}

/// Judges the number before a percent sign that ends a clause after two others.
fn difference(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    const LONGEST: usize = 180;
    let before = tail(&text.as_str()[..at], LONGEST);
    if let Some(groups) = RISEN.captures(before) {
        let by = &groups["by"];
        let right = format!("{by}{POINT}");
        let message = format!("两个比率之差用“个百分点”，“{by}%”宜写作“{right}”，请核对。");
        sink.report(ID, text.place(Span::new(at - by.len(), end)), message).replace(right);
        return;
    }
    let Some(groups) = DIFFERENCE.captures(before) else { return };
    let value = |name: &str| groups[name].parse::<f64>().unwrap_or(0.0);
    let (from, to, by) = (value("from"), value("to"), value("by"));
    let change = (to - from).abs();
    /// Figures have three decimals at most.
    const CLOSE: f64 = 0.0005;
    // From 50% to 60% is 20% more.
    let relative = from > CLOSE && (100.0 * change / from - by).abs() < 0.5;
    if (change - by).abs() < CLOSE && !relative {
        let span = Span::new(at - groups["by"].len(), end);
        let right = format!("{}{POINT}", &groups["by"]);
        let message = format!("两个百分数之差用“个百分点”，此处宜写作“{right}”。");
        sink.report(ID, text.place(span), message).replace(right);
    }
}
