//! Ranges whose end lies before their beginning: 2025年9月10日至8月15日, 2025—2021年, 80%—60%.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::{Captures, Regex};

use super::years::day_number;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-range-reversed";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "起止颠倒",
        explanation: "“2025年9月10日至8月15日”“2025—2021年”“12—8人”的终点在起点之前，多是数字颠倒或者漏写年份。",
        source: &["GB/T 15835-2011 5.1.3（数值范围）", "文中所列日期、数字自身"],
        stable: true,
        good: &[
            "2024年12月10日至2025年1月15日。",
            "11月15日至次年3月15日供暖。",
            "2021—2025年，每村3—5人。",
            "每晚22时至6时。",
        ],
        bad: &[
            "2025年9月10日至8月15日开展活动。",
            "3月18日至10日集中办理。",
            "2025年6月3日至2024年6月8日。",
            "2025—2021年累计投资3亿元。",
            "每村8—5人。",
        ],
    }],
    seeks: &[&TO],
    run,
};

/// What leads to the end.
const TO: [&str; 4] = ["至", "到", "—", "～"];

/// 2025年9月10日, before what leads on.
static START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]?)?)?$",
    )
    .expect("the pattern is a constant")
});
/// 8月15日, after it.
static END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:(?P<month>[0-9]{1,2})月)?(?:(?P<day>[0-9]{1,2})[日号])?",
    )
    .expect("the pattern is a constant")
});
/// 8, before a dash, and 5人 after it.
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9.．:：/\-—～第A-Za-z〔﹝\[（(号条款项章节])(?P<a>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?P<unit>年|%|％)?$").expect("the pattern is a constant")
});
static UP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<b>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?P<unit>年|%|％|人|名|个(?:[^月]|$)|户|家|元|万元|亿元|岁|周岁|天|次)").expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 48;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, to) in text.places.of_all(&TO) {
        let end = at + to.len();
        let before = tail(&reading[..at], LONGEST);
        // 8月15日至, 2021— and nothing else comes here.
        if !before.ends_with(|c: char| c.is_ascii_digit() || "年月日号%％".contains(c))
            || !reading[end..].starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let after = head(&reading[end..], LONGEST);
        let dates = START.captures(before).zip(END.captures(after));
        let span =
            dates.filter(|(from, to)| dates_turn(from, to)).map(|(from, to)| (from[0].len(), to[0].len()));
        let dash = matches!(to, "—" | "～");
        let span = span.or_else(|| {
            let (from, up) = FROM
                .captures(before)?
                .name("a")
                .map(|a| (before.len() - a.start(), a.as_str()))
                .zip(UP.captures(after))?;
            let ((len, from), unit) = (from, &up["unit"]);
            let (a, b) = (from.parse::<f64>().ok()?, up["b"].parse::<f64>().ok()?);
            let years = unit == "年" && a >= 1900.0 && b >= 1900.0 && from.len() == 4;
            let amounts = dash && unit != "年" && a < 1900.0 && !before.ends_with('年');
            (a > b && (years || amounts)).then_some((len, up[0].len()))
        });
        if let Some((before, after)) = span {
            let span = Span::new(at - before, end + after);
            let message = format!("“{}”的终点在起点之前，请核对。", span.slice(reading));
            sink.report(ID, text.place(span), message);
        }
    }
}

/// Says whether the second of two dates, both with their day or both months of a year that is written, is the earlier.
fn dates_turn(from: &Captures<'_>, to: &Captures<'_>) -> bool {
    let number = |groups: &Captures<'_>, name: &str| {
        groups.name(name).and_then(|part| part.as_str().parse::<i64>().ok())
    };
    let (from_year, from_month, from_day) =
        (number(from, "year"), number(from, "month"), number(from, "day"));
    let (to_year, to_month, to_day) = (number(to, "year"), number(to, "month"), number(to, "day"));
    let Some(first_month) = from_month else { return false };
    // 6月3日至8日 are of one month; 10月至3月 of two years where none is written.
    let month = to_month.unwrap_or(first_month);
    let whole = from_day.is_some() == to_day.is_some() && (to_day.is_some() || to_month.is_some());
    let known = to_month.is_none() || from_year.is_some();
    // 2024年11月至3月 is left to readers.
    let winter = to_year.is_none() && first_month >= 9 && month <= 5;
    let year = from_year.or(to_year).unwrap_or(2001);
    let first = day_number(year, first_month, from_day.unwrap_or(1));
    let last = day_number(to_year.unwrap_or(year), month, to_day.unwrap_or(1));
    let valid = [first_month, month].iter().all(|month| (1..=12).contains(month));
    whole && known && valid && !winter && last < first
}
