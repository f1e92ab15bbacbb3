//! A part, the whole right after it, and the share: 完成投资8.6亿元，占年度计划15亿元的57.3%.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use super::amounts::last_place;
use super::changes::change;
use super::measured::{Measured, measured};
use crate::marks::{head, tail};
use crate::sink::Sink;
use crate::text::Text;

/// What leads from a part to its whole.
pub(super) const SHARES: [&str; 3] = ["占", "完成", "达到"];
/// 年度计划15亿元的57.3%, after 占.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^，。；：、\n0-9]{1,16}[0-9.]{1,10}[万亿]{0,2}\p{Han}{1,4}的(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)[%％]")
        .expect("the pattern is a constant")
});

/// Judges what follows 占 at `at`, and reports under `rule`.
pub(super) fn of_whole(text: &Text<'_>, rule: &str, at: usize, end: usize, sink: &mut Sink<'_>) {
    const LONGEST: usize = 120;
    let reading = text.as_str();
    let before = tail(&reading[..at], 120);
    let clause = &before[before.rfind(['。', '；', '\n']).unwrap_or(0)..];
    let Some(groups) = WHOLE.captures(head(&reading[end..], LONGEST)) else { return };
    let Some(share) = groups.name("n") else { return };
    let stop = end + groups[0].len();
    let Some(part) = measured(text, Span::new(at - clause.len(), at)).pop() else { return };
    let Some(whole) = measured(text, Span::new(end, end + share.start())).into_iter().next() else { return };
    let beside = part.span.end + change(&reading[part.span.end..at]);
    let joined = matches!(&reading[beside..at], "" | "，");
    let exact = !part.rounded && !whole.rounded && part.unit == whole.unit && whole.value > 0.0;
    let said: f64 = share.as_str().parse().unwrap_or(0.0);
    // Each number may be rounded by half of its last place, the share cut off.
    let half =
        |number: &Measured| if number.span.slice(reading).contains('.') { 0.5 * number.place } else { 0.0 };
    let least = 100.0 * (part.value - half(&part)) / (whole.value + half(&whole));
    let most = 100.0 * (part.value + half(&part)) / (whole.value - half(&whole));
    let unit = last_place(share.as_str());
    let vague = ["以上", "左右", "多"].iter().any(|word| reading[stop..].starts_with(word));
    if joined && exact && !vague && (said + unit < least || said - unit > most) {
        let right = 100.0 * part.value / whole.value;
        let message = format!(
            "{}占{}约为{right:.1}%，与所说的“{}%”不符，请核对。",
            part.span.slice(reading),
            whole.span.slice(reading),
            share.as_str()
        );
        sink.report(rule, text.place(Span::new(part.span.start, stop)), message);
    }
}
