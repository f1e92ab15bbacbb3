//! Two numbers and their difference: 由12.3%下降到0.8%，下降11.5个百分点; 实现9.6亿元，比上年增加1.6亿元，增长20%.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::{Captures, Regex};

use super::amounts::{last_place, sentence_start};
use super::measured::half;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-difference";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "增减的数额与前后两数不符",
        explanation: "“由12.3%下降到0.8%，下降11.5个百分点”的差数应等于两数之差，“实现9.6亿元，比上年增加1.6亿元，增长20%”的幅度应等于增加额与上年数之比；四舍五入的尾差、可比口径另计。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "贫困发生率由2015年的12.3%下降到2019年的0.8%，下降11.5个百分点。",
            "村集体收入由2022年的860万元增加到2023年的1120万元，增加260万元。",
            "城镇化率达到62.3%，比上年的60.8%提高1.5个百分点。",
            "工程由12个增加到36个，每年增加8个。",
            "实现税收9.6亿元，比上年增加1.6亿元，增长20%。",
            "实现税收9.6亿元，按可比口径比上年增加1.6亿元，增长23.5%。",
            "比重由18.24%提高到20.36%，提高2.1个百分点。",
        ],
        bad: &[
            "贫困发生率由2015年的12.3%下降到2019年的0.8%，下降10.5个百分点。",
            "村集体收入由2022年的860万元增加到2023年的1120万元，增加280万元。",
            "城镇化率达到62.3%，比上年的60.8%提高2.5个百分点。",
            "贫困人口从1.25万人减少到0.31万人，累计减少0.84万人。",
            "办理来信320件，较上年的280件增加30件。",
            "实现税收9.6亿元，比上年增加1.6亿元，增长16.7%。",
        ],
    }],
    seeks: &[],
    run,
};

/// The longest sentence that is read, in bytes.
const LONGEST: usize = 240;
/// What ends verbs of change.
const CHANGES: [char; 10] = ['加', '少', '长', '高', '升', '降', '低', '落', '增', '了'];
/// What is counted otherwise than from the two numbers.
const OTHER: [&str; 11] =
    ["生产总值", "增加值", "GDP", "可比", "口径", "实际", "扣除", "剔除", "指数", "平均", "不变价"];

const NUMBER: &str = r"[0-9]{1,9}(?:\.[0-9]{1,4})?";
const CHANGE: &str = "(?:增长|提高|提升|增加|上升|扩大|下降|减少|降低|缩小|压缩|压减|回落|净增|净减)了?";

/// 由2015年的12.3%下降到2019年的0.8%，下降, and ……62.3%，比上年的60.8%提高, before the difference.
static TWO: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let when = r"(?:[^，。；：、\n0-9（）]{0,12}(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月)){0,2}[^，。；：、\n0-9（）]{0,10}";
    let unit = |name: &str| format!(r"(?P<{name}>[%％]|[万亿]{{0,2}}\p{{Han}}{{1,3}}?)");
    let (first, second) = (unit("u"), unit("v"));
    [
        format!(
            r"(?:由|从){when}(?P<a>{NUMBER}){first}(?:{CHANGE}|增|减|升|降|发展|攀升|跃升|扩大)(?:到|至|为){when}(?P<b>{NUMBER}){second}，(?:同比|累计|共|总共|较上年|比上年|五年|三年)?{CHANGE}$"
        ),
        format!(
            r"(?P<b>{NUMBER}){second}，(?:比|较)[^，。；：、\n0-9]{{0,8}}(?:(?:19|20)[0-9]{{2}}年[^，。；：、\n0-9]{{0,6}})?的(?P<a>{NUMBER}){first}{CHANGE}$"
        ),
    ]
    .map(|pattern| Regex::new(&pattern).expect("the patterns are constants"))
});

/// 9.6亿元，比上年增加1.6亿元，增长, before a percentage.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<b>{NUMBER})(?P<v>[万亿]{{0,2}}\p{{Han}}{{1,3}})，(?:同比|(?:比|较)(?:上年|去年|上年同期|去年同期|同期))(?P<verb>净?增加|净?减少|净增|多收|少收|增收|减收)了?(?P<a>{NUMBER})(?P<u>[万亿]{{0,2}}\p{{Han}}{{1,3}})，(?:同比)?(?:增长|下降|增幅|降幅|增加|减少)(?:为|达到?|了)?$"
    ))
    .expect("the pattern is a constant")
});

/// A number with what it counts.
#[derive(Clone, Copy)]
struct Number<'t> {
    value: f64,
    /// What one is in its last place.
    place: f64,
    unit: &'t str,
}

impl<'t> Number<'t> {
    fn of(figures: &str, unit: &'t str) -> Option<Self> {
        let own = unit.trim_start_matches(['万', '亿']);
        let scales = unit[..unit.len() - own.len()].chars();
        let scale: f64 = scales.map(|c| if c == '亿' { 1e8 } else { 1e4 }).product();
        let place = last_place(figures) * scale;
        Some(Self { value: figures.parse::<f64>().ok()? * scale, place, unit: own })
    }

    fn read(groups: &Captures<'t>, figures: &str, unit: &str) -> Option<Self> {
        Self::of(groups.name(figures)?.as_str(), groups.name(unit)?.as_str())
    }

    /// Returns half of the last place, where the number may be rounded.
    fn half(&self) -> f64 {
        half(self.place)
    }
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for figure in text.places.figures.iter() {
        let before = &reading[..figure.start];
        if !before.ends_with(CHANGES) && !before.ends_with(['幅', '为', '达']) {
            continue;
        }
        let rest = head(&reading[figure.end..], 40);
        let decimals =
            rest.strip_prefix('.').map_or(0, |rest| 1 + rest.bytes().take_while(u8::is_ascii_digit).count());
        let end = figure.end + decimals;
        let rest = &rest[decimals..];
        let start = sentence_start(reading, figure.start).max(figure.start.saturating_sub(LONGEST));
        let sentence = tail(before, figure.start - reading.ceil_char_boundary(start));
        // Cheap before the patterns are.
        if !sentence.contains(['由', '从', '比', '较']) && !sentence.contains("同比") {
            continue;
        }
        let said = &reading[figure.start..end];
        if rest.starts_with(['%', '％']) {
            rate(text, sentence, said, end, sink);
        } else {
            difference(text, sentence, said, rest, end, sink);
        }
    }
}

/// Says whether what follows makes a number vague.
fn is_vague(rest: &str) -> bool {
    ["以上", "以内", "左右", "多", "余", "上下", "—", "至", "～", "-"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Judges 下降11.5个百分点, where `said` ends at `end` and `rest` follows it.
fn difference(text: &Text<'_>, sentence: &str, said: &str, rest: &str, end: usize, sink: &mut Sink<'_>) {
    const POINT: &str = "个百分点";
    let Some(groups) = TWO.iter().find_map(|pattern| pattern.captures(sentence)) else { return };
    let (Some(from), Some(to)) = (Number::read(&groups, "a", "u"), Number::read(&groups, "b", "v")) else {
        return;
    };
    let is_share = |number: &Number<'_>| matches!(number.unit, "%" | "％");
    let unit = if is_share(&to) {
        POINT
    } else {
        let scales = rest.len() - rest.trim_start_matches(['万', '亿']).len();
        let Some(unit) = rest.get(..scales + to.unit.len()) else { return };
        if &unit[scales..] != to.unit {
            return;
        }
        unit
    };
    let same = from.unit == to.unit || is_share(&from) && is_share(&to);
    let times = ["年", "月", "日", "时", "分", "位", "名次", "岁"];
    if !rest.starts_with(unit) || is_vague(&rest[unit.len()..]) || !same || times.contains(&to.unit) {
        return;
    }
    let Some(by) = Number::of(said, if is_share(&to) { "" } else { unit }) else { return };
    let right = (to.value - from.value).abs();
    let slack = from.half() + to.half() + by.half() + 1e-6 * right.max(1.0);
    // What is far off is of another quantity.
    if (right - by.value).abs() > slack && by.value < 3.0 * right {
        let scale = by.value / said.parse::<f64>().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        let right = format!("{:.4}", right / scale);
        let right = right.trim_end_matches('0').trim_end_matches('.');
        let message = format!("前后两数之差为{right}{unit}，与所说的“{said}{unit}”不符，请核对。");
        let span = Span::new(end - said.len() - (sentence.len() - first(&groups)), end + unit.len());
        sink.report(ID, text.place(span), message);
    }
}

/// Judges 比上年增加1.6亿元，增长20%, where the figures `said` end at `end`.
fn rate(text: &Text<'_>, sentence: &str, said: &str, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let sign = reading[end..].chars().next().map_or(0, char::len_utf8);
    let Some(groups) = MORE.captures(sentence) else { return };
    let (Some(by), Some(to)) = (Number::read(&groups, "a", "u"), Number::read(&groups, "b", "v")) else {
        return;
    };
    let Ok(percent) = said.parse::<f64>() else { return };
    let other = OTHER.iter().any(|word| sentence.contains(word));
    if by.unit != to.unit || other || is_vague(&reading[end + sign..]) {
        return;
    }
    let falls = ["减", "少"].iter().any(|word| groups["verb"].contains(word));
    let share = |by: f64, to: f64| 100.0 * by / if falls { to + by } else { to - by };
    // The later number, where it grows, is more than its growth.
    if !falls && to.value - to.half() <= by.value + by.half() {
        return;
    }
    let least = share(by.value - by.half(), to.value + to.half());
    let most = share(by.value + by.half(), to.value - to.half());
    let unit = last_place(said);
    if percent + unit < least || percent - unit > most {
        let right = share(by.value, to.value);
        let message = format!("按所说的增减额推算，变化幅度约为{right:.1}%，与所说的“{said}%”不符，请核对。");
        let span = Span::new(end - said.len() - (sentence.len() - first(&groups)), end + sign);
        sink.report(ID, text.place(span), message);
    }
}

/// Returns where the first number stands in what was matched.
fn first(groups: &Captures<'_>) -> usize {
    let start = |name: &str| groups.name(name).map_or(usize::MAX, |part| part.start());
    start("a").min(start("b"))
}
