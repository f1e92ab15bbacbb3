//! How long something took, and the days or years that say so: 为期5天 of 6月3日至8日, 连续三年（2021—2024年）.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::{Captures, Regex};

use super::amounts::sentence_start;
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-period";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "所说的期限与起止不符",
        explanation: "“为期6天”应与“6月3日至8日”的天数一致，“连续三年（2022—2024年）”应与所列的年数一致，首尾都计算在内。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列日期自身"],
        stable: true,
        good: &[
            "6月3日至8日，举办为期6天的培训班。",
            "6月3日至8日举办为期5天的培训班，休息一天。",
            "近三年（2022年、2023年、2024年）没有发生事故。",
            "连续三年（2022—2024年）考核优秀。",
            "集中整治为期4个月（4月至7月）。",
        ],
        bad: &[
            "6月3日至8日，举办为期3天的培训班。",
            "为期7天的训练营（7月10日至14日）已经开营。",
            "连续三年（2021—2024年）考核优秀。",
            "近三年（2022年、2023年）没有发生事故。",
            "集中整治为期六个月（4月至7月）。",
        ],
    }],
    seeks: &[&SPANS, &YEARS],
    run,
};

/// What leads to a length of time.
const SPANS: [&str; 3] = ["为期", "历时", "会期"];
/// What leads to a number of years.
const YEARS: [&str; 3] = ["连续", "近", "过去"];

static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<n>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?P<unit>天|个月)(?P<next>.?)")
        .expect("constant")
});
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<month>[0-9]{1,2})月(?P<from>[0-9]{1,2})日?(?:至|到|—|～|-)(?P<to>[0-9]{1,2})日")
        .expect("constant")
});
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<from>[0-9]{1,2})月?(?:至|到|—|～|-)(?P<to>[0-9]{1,2})月(?:[^0-9]|$)").expect("constant")
});
static YEARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})年来?（(?:即|指)?(?:(?P<from>20[0-9]{2})年?(?:—|～|－|-|至|到)(?P<to>20[0-9]{2})年?|(?P<list>20[0-9]{2}年?(?:[、，和]20[0-9]{2}年?)+))）")
        .expect("constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, words) in text.places.of_all(&SPANS) {
        length(text, at, at + words.len(), sink);
    }
    for (at, words) in text.places.of_all(&YEARS) {
        let Some(groups) = YEARED.captures(head(&reading[at + words.len()..], 120)) else { continue };
        let found = match groups.name("list") {
            Some(list) => list.as_str().split(['、', '，', '和']).count() as u64,
            None => between(&groups) + 1,
        };
        let said = number(&groups);
        if said != found && found > 1 {
            let span = Span::new(at, at + words.len() + groups[0].len());
            let message = format!("所列共{found}年，与所说的“{words}{}年”不符，请核对。", &groups["n"]);
            sink.report(ID, text.place(span), message);
        }
    }
}

/// Judges 为期N天, of which the first word stands from `at` to `end`.
fn length(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let Some(groups) = LENGTH.captures(head(&reading[end..], 40)) else { return };
    if ["半", "多", "余", "左"].contains(&&groups["next"]) {
        return;
    }
    let stop = end + groups["n"].len() + groups["unit"].len();
    let start = sentence_start(reading, at);
    let rest = head(&reading[stop..], 180);
    let rest = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
    let sentence = &reading[start..stop + rest.len()];
    let pattern = if &groups["unit"] == "天" { &DAYS } else { &MONTHS };
    let mut all = pattern.captures_iter(sentence);
    // Of two spans of time one may be another's.
    let (Some(range), None) = (all.next(), all.next()) else { return };
    let (said, days) = (number(&groups), between(&range));
    // Nights are counted too, and a day of rest in between is not.
    if days > 0 && !(days..=days + 1).contains(&said) && days < 200 {
        let unit = &groups["unit"];
        let (whole, words) = (days + 1, &reading[at..stop]);
        let message = format!("所写的起止共{whole}{unit}，与所说的“{words}”不符，请核对。");
        let range = range.get(0).map_or(0..0, |range| range.range());
        let place = Span::new(at.min(start + range.start), stop.max(start + range.end));
        sink.report(ID, text.place(place), message);
    }
}

fn number(groups: &Captures<'_>) -> u64 {
    parse_numeral(&groups["n"]).or_else(|| groups["n"].parse().ok()).unwrap_or(0)
}

fn between(groups: &Captures<'_>) -> u64 {
    let value =
        |name: &str| groups.name(name).and_then(|part| part.as_str().parse::<u64>().ok()).unwrap_or(0);
    value("to").saturating_sub(value("from"))
}
