//! A quantity before and after, and its growth: 由1.8万元增长到2.34万元 is 30%, and no rounding makes it 15%.
//!
//! Totals of output grow at constant prices, and what grows a year on average is another number: neither is judged.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use super::amounts::last_place;
use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-growth";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "增减幅度与前后两数不符",
        explanation: "“由1.8万元增长到2.34万元，增长30%”的幅度应当等于两数之差与原数之比，“翻一番”是原数的两倍，“增长2倍”是原数的三倍；按可比价计算或者年均的幅度应当写明。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "村集体收入由2021年的12万元增长到2024年的15万元，增长25%。",
            "人均收入由1.8万元增长到2.34万元，年均增长6.8%。",
            "生产总值由180亿元增长到260亿元，增长33%。",
            "年接待游客从20万人次增加到41万人次，翻了一番。",
            "企业从12家增加到36家，增长2倍。",
            "贫困户由1200户减少到300户，减少75%以上。",
        ],
        bad: &[
            "村集体收入由2021年的12万元增长到2024年的15万元，增长20%。",
            "信访量由860件下降到430件，同比下降40%。",
            "年接待游客从20万人次增加到32万人次，翻了一番。",
            "企业从12家增加到36家，增长3倍。",
            "村集体收入由12万元增加到15万元，增加3万元，增长20%。",
        ],
    }],
    seeks: &[&FOLDS],
    run,
};

/// What tells growth without a percent sign.
const FOLDS: [&str; 4] = ["倍", "翻了一番", "翻一番", "实现翻番"];
/// The longest sentence that is read, in bytes.
const LONGEST: usize = 240;

/// 由2020年的1.8万元增长到2024年的2.34万元，增长, before the figures.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]{1,9}(?:\.[0-9]{1,4})?";
    let when = r"(?:[^，。；：、\n0-9（）]{0,12}(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月)){0,2}[^，。；：、\n0-9（）]{0,10}";
    let unit = r"\p{Han}{1,3}";
    let change = "(?:增长|提高|提升|增加|上升|扩大|下降|减少|降低|缩小|压缩|减|增|升|降)了?";
    let pattern = format!(
        r"(?P<subject>[^，。；：、\n]{{0,24}})(?:由|从){when}(?P<from>{number})(?P<one>{unit}?)(?P<verb>{change}|攀升|发展|跃升|跃)(?:到|至|为){when}(?P<to>{number})(?P<other>{unit})，(?:{change}[0-9.]{{1,9}}[万亿]{{0,2}}{unit}，)?(?:同比|累计|共|总共|较上年|比上年)?(?:(?P<times>{change})|(?P<fold>))$"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for mark in text.places.marks.iter().filter(|mark| matches!(mark.c, '%' | '％')) {
        figure(text, mark.at, mark.end(), 100.0, sink);
    }
    for (at, fold) in text.places.of_all(&FOLDS) {
        if fold == "倍" {
            figure(text, at, at + fold.len(), 1.0, sink);
        } else if let Some(change) = Change::before(reading, at).filter(|change| !change.named) {
            // 翻了一番以上, 翻了一番多
            let open = reading[at + fold.len()..].starts_with(['以', '多', '有']);
            let (least, most) = change.bounds();
            if !open && change.grows() && (most < 0.9 || least > 1.1) {
                report(text, &change, at + fold.len(), fold, 100.0, sink);
            }
        }
    }
}

/// Judges the figures that end at `at`, and their sign there; a whole is `whole` of it.
fn figure(text: &Text<'_>, at: usize, end: usize, whole: f64, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let start = reading[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let figures = &reading[start..at];
    let (Ok(said), false) = (figures.parse::<f64>(), reading[..start].ends_with(['到', '的', '占']))
    else {
        return;
    };
    let Some(change) = Change::before(reading, start).filter(|change| change.named) else { return };
    let vague = ["以上", "左右", "多", "余", "以内"].iter().any(|word| reading[end..].starts_with(word));
    // Percentages may be cut off instead of rounded; times are whole.
    let unit = last_place(figures) * if whole > 1.0 { 1.0 } else { 0.5 };
    let (least, most) = change.bounds();
    if !vague && (said + unit < least * whole || said - unit > most * whole) {
        report(text, &change, end, &format!("{figures}{}", &reading[at..end]), whole, sink);
    }
}

fn report(text: &Text<'_>, change: &Change<'_>, end: usize, said: &str, whole: f64, sink: &mut Sink<'_>) {
    let by = change.by() * whole;
    let right = if whole > 1.0 { format!("{by:.1}%") } else { format!("{by:.1}倍") };
    let (from, to) = (change.from, change.to);
    // 减少了4倍 is the matter of another rule.
    let place = text.place(Span::new(change.start, end));
    if sink.has("num-fall-times", place) {
        return;
    }
    let message = format!("由{from}到{to}，变化幅度约为{right}，与所说的“{said}”不符，请核对。");
    sink.report(ID, place, message);
}

/// Two values of a quantity.
struct Change<'t> {
    from: &'t str,
    to: &'t str,
    /// Where the first stands.
    start: usize,
    /// Whether a verb of change ends what was read.
    named: bool,
}

impl<'t> Change<'t> {
    /// Reads 由1.8万元增长到2.34万元，增长 where it ends at `at`.
    fn before(reading: &'t str, at: usize) -> Option<Self> {
        let read = tail(&reading[..at], LONGEST);
        // Cheap before the pattern is: nearly every sentence ends here.
        (read.contains('由') || read.contains('从')).then_some(())?;
        let read = &read[read.rfind(['。', '；', '\n', '！']).unwrap_or(0)..];
        let groups = CHANGE.captures(read)?;
        let part = |name: &str| groups.name(name).map_or("", |part| part.as_str());
        // At constant prices or by other counts, or of shares.
        const OTHER: [&str; 8] = ["生产总值", "增加值", "GDP", "可比", "实际", "指数", "位次", "排名"];
        let (one, other) = (part("one"), part("other"));
        let same = one.is_empty() || one == other;
        let plain = !OTHER.iter().any(|word| part("subject").contains(word))
            && !["年", "月", "日", "时", "分", "位", "名次"].contains(&other)
            && !other.starts_with(['余', '多', '左', '以'])
            && !one.starts_with(['余', '多', '左', '以']);
        let from = groups.name("from")?;
        // 由15增加到12: the verb is the matter of another rule.
        let down = ["减", "降", "缩"].iter().any(|word| part("verb").contains(word));
        let (first, second) = (part("from").parse::<f64>().ok()?, part("to").parse::<f64>().ok()?);
        let opposed = if down { second > first } else { second < first };
        let change = Self {
            from: from.as_str(),
            to: groups.name("to")?.as_str(),
            start: at - (read.len() - from.start()),
            named: groups.name("times").is_some(),
        };
        (same && plain && !opposed && change.value(change.from) > 0.0).then_some(change)
    }

    fn value(&self, figures: &str) -> f64 {
        figures.parse().unwrap_or(0.0)
    }

    fn by(&self) -> f64 {
        let (from, to) = (self.value(self.from), self.value(self.to));
        (to - from).abs() / from
    }

    fn grows(&self) -> bool {
        self.value(self.to) > self.value(self.from)
    }

    /// Returns the least and the greatest change of which these may be the rounded values.
    fn bounds(&self) -> (f64, f64) {
        // Whole numbers are exact.
        let half = |figures: &str| if figures.contains('.') { 0.5 * last_place(figures) } else { 0.0 };
        let (from, to) = (self.value(self.from), self.value(self.to));
        let (one, other) = (half(self.from), half(self.to));
        let all = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)]
            .map(|(low, high)| (to + high * other, from + low * one))
            .map(|(to, from)| (to - from).abs() / from);
        (all.into_iter().fold(f64::MAX, f64::min), all.into_iter().fold(0.0, f64::max))
    }
}
