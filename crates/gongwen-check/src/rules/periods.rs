//! How long something took, and the days or years that say so: 为期5天 of 6月3日至8日, 连续三年（2021—2024年）.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::{Captures, Regex};

use super::amounts::sentence_start;
use super::years::day_number;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
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
            "6月28日至7月4日，举办为期一周的培训班。",
            "2019年至2024年五年间没有发生事故。",
            "近三年（2022年、2023年、2024年）没有发生事故。",
            "连续三年（2022—2024年）考核优秀。",
            "集中整治为期4个月（4月至7月）。",
            "工程于2019年3月开工，2022年6月竣工，历时3年。",
            "整治行动从3月1日至5月31日，为期3个月。",
        ],
        bad: &[
            "6月3日至8日，举办为期3天的培训班。",
            "为期7天的训练营（7月10日至14日）已经开营。",
            "连续三年（2021—2024年）考核优秀。",
            "近三年（2022年、2023年）没有发生事故。",
            "集中整治为期六个月（4月至7月）。",
            "9月19日至9月25日举办文化节，为期6天。",
            "2019年3月至2024年6月，历时8年。",
            "2019年至2024年三年间没有发生事故。",
            "工程于2019年3月开工，2022年6月竣工，历时5年。",
            "整治行动从3月1日至5月31日，为期2个月。",
        ],
    }],
    seeks: &[&SPANS, &YEARS, &AFTER],
    run,
};

/// What leads to a length of time.
const SPANS: [&str; 3] = ["为期", "历时", "会期"];
/// What ends a number of years after its first and last: 2019年至2024年五年间.
const AFTER: [&str; 4] = ["年间", "年来", "年时间", "年内"];
/// What leads to a number of years.
const YEARS: [&str; 3] = ["连续", "近", "过去"];

/// What begins and what ends a work.
const STARTS: [&str; 8] = ["开工", "动工", "启动", "开建", "始建", "立项", "筹建", "组建"];
const ENDS: [&str; 9] = ["竣工", "完工", "建成", "通车", "投产", "投入使用", "落成", "全面完成", "通过验收"];
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<year>(?:19|20)[0-9]{2})年").expect("constant"));
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<n>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?P<unit>天|日|周|个星期|个月|年)(?P<next>.?)",
    )
    .expect("constant")
});
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<year>20[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<from>[0-9]{1,2})[日号]?(?:起?至|起?到|—|～|-)(?:(?P<later>20[0-9]{2})年)?(?:(?P<last>[0-9]{1,2})月)?(?P<to>[0-9]{1,2})[日号]")
        .expect("constant")
});
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<year>20[0-9]{2})年)?(?P<from>[0-9]{1,2})月?(?:(?P<first>[0-9]{1,2})日)?[初中底]?(?:至|到|—|～|-)(?:(?P<later>20[0-9]{2})年)?(?P<to>[0-9]{1,2})月(?:(?P<last>[0-9]{1,2})日)?").expect("constant")
});
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<from>(?:19|20)[0-9]{2})年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[初底]?(?:至|到|—|～|-)(?P<to>(?:19|20)[0-9]{2})年").expect("constant")
});
/// 2019年至2024年的五, before 年间.
static SPANNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<from>(?:19|20)[0-9]{2})年?(?:—|～|－|-|至|到)(?P<to>(?:19|20)[0-9]{2})年，?(?:的|这|共)?(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})$").expect("constant")
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
    for (at, word) in text.places.of_all(&AFTER) {
        spanned(text, at, word, sink);
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

/// Judges 2019年至2024年五年间, of which the last word stands at `at`.
fn spanned(text: &Text<'_>, at: usize, word: &str, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let before = tail(&reading[..at], 60);
    let Some(groups) = SPANNED.captures(before) else { return };
    let (said, years) = (number(&groups), between(&groups));
    if years > 0 && !(years..=years + 1).contains(&said) {
        let place = Span::new(at - groups[0].len(), at + word.len());
        let message = format!("所写的起止共{}年，与所说的“{}{word}”不符，请核对。", years + 1, &groups["n"]);
        sink.report(ID, text.place(place), message);
    }
}

/// Judges 为期N天, of which the first word stands from `at` to `end`.
fn length(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let Some(groups) = LENGTH.captures(head(&reading[end..], 40)) else { return };
    if ["半", "多", "余", "左", "零", "以"].contains(&&groups["next"]) {
        return;
    }
    let unit = &groups["unit"];
    let stop = end + groups["n"].len() + unit.len();
    let start = sentence_start(reading, at);
    let rest = head(&reading[stop..], 180);
    let rest = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
    let sentence = &reading[start..stop + rest.len()];
    let pattern = match unit {
        "年" => &RANGE,
        "个月" => &MONTHS,
        _ => &DAYS,
    };
    let mut all = pattern.captures_iter(sentence);
    // Of two spans of time one may be another's.
    let said = number(&groups);
    let (Some(range), None) = (all.next(), all.next()) else {
        if unit == "年" {
            built(text, start, at, stop, said, sink);
        }
        return;
    };
    let value = |name: &str| range.name(name).and_then(|part| part.as_str().parse::<i64>().ok());
    let year = value("year").unwrap_or(2001);
    let later = value("later").unwrap_or(year);
    let (from, to) = (value("from").unwrap_or(0), value("to").unwrap_or(0));
    let month = value("month").unwrap_or(1);
    let passed = match unit {
        "年" => to - from,
        "个月" => 12 * (later - year) + to - from,
        _ => day_number(later, value("last").unwrap_or(month), to) - day_number(year, month, from),
    };
    let Some(days) = u64::try_from(passed).ok().filter(|&days| days > 0 && days < 400) else { return };
    // Days are told with the first and the last; of months and years one may be short.
    let fits = match unit {
        "周" | "个星期" => (7 * said).abs_diff(days + 1) <= 3,
        "天" | "日" => said == days + 1,
        // 3月1日至5月31日 is three months.
        "个月" if value("first") == Some(1) && value("last").is_some_and(|last| last >= 28) => {
            said == days + 1
        }
        _ => (days..=days + 1).contains(&said),
    };
    if !fits {
        let words = &reading[at..stop];
        let whole = if unit == "周" || unit == "个星期" {
            format!("{}天", days + 1)
        } else {
            format!("{}{unit}", days + 1)
        };
        let message = format!("所写的起止共{whole}，与所说的“{words}”不符，请核对。");
        let range = range.get(0).map_or(0..0, |range| range.range());
        let place = Span::new(at.min(start + range.start), stop.max(start + range.end));
        // Nights are counted too, and a day of rest in between is not.
        let rest = ["休", "除外", "不含", "节假日", "双休", "晚", "夜", "返"]
            .iter()
            .any(|word| sentence.contains(word));
        // Years far from what took them are another's.
        let gap = at.abs_diff(start + range.end).min(stop.abs_diff(start + range.start));
        let own = unit != "年" || gap < 60 && !sentence[range.end..].starts_with('间');
        if own && !(said == days && rest) {
            sink.report(ID, text.place(place), message);
        }
    }
}

/// Judges 2019年3月开工，2022年6月竣工，历时5年, of which the last words stand from `at` to `stop`.
fn built(text: &Text<'_>, start: usize, at: usize, stop: usize, said: u64, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let sentence = &reading[start..at];
    let mut years = YEAR.captures_iter(sentence).filter_map(|groups| {
        let year = groups.name("year")?;
        Some((start + year.start(), year.as_str().parse::<u64>().ok()?))
    });
    let (Some((from, first)), Some((_, last)), None) = (years.next(), years.next(), years.next()) else {
        return;
    };
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if !has(&STARTS) || !has(&ENDS) || last <= first || (last - first).abs_diff(said) < 2 {
        return;
    }
    let words = &reading[at..stop];
    let message = format!("从{first}年到{last}年是{}年，与所说的“{words}”不符，请核对。", last - first);
    sink.report(ID, text.place(Span::new(from, stop)), message);
}

fn number(groups: &Captures<'_>) -> u64 {
    parse_numeral(&groups["n"]).or_else(|| groups["n"].parse().ok()).unwrap_or(0)
}

fn between(groups: &Captures<'_>) -> u64 {
    let value =
        |name: &str| groups.name(name).and_then(|part| part.as_str().parse::<u64>().ok()).unwrap_or(0);
    value("to").saturating_sub(value("from"))
}
