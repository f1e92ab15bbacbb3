//! Two numbers and the verb between them: 由15个增加到12个 grows downwards, and 由第5位上升到第8位 falls upwards.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::{Captures, Regex};

use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-direction";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "增减的说法与前后两数相反",
        explanation: "“由15个增加到12个”后一数反而小，“由8.5%下降到9.2%”后一数反而大，“由第5位上升到第8位”名次反而退后，不是数字颠倒，就是动词用反。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "合作社由12个增加到15个，信访量由9000件下降到8600件。",
            "投资由9000万元增加到1.2亿元。",
            "全省排名由第8位上升到第5位。",
            "审批时限由15天压缩到3天。",
            "全年实现税收15万元，比上年的12万元增加3万元。",
            "从5月上升到6月。",
            "营商环境从全省78位上升到46位。",
            "地下水位由12米下降到24.5米。",
        ],
        bad: &[
            "合作社由15个增加到12个。",
            "失业率由2023年的4.5%下降到5.2%。",
            "全省排名由第5位上升到第8位。",
            "审批时限由3天压缩到15天。",
            "投资由1.2亿元增加到9000万元。",
            "全年接访36批次，比上年的42批次增加6批次。",
        ],
    }],
    seeks: &[&REACHED, &COMPARED],
    run,
};

/// What leads to the second number.
const REACHED: [&str; 3] = ["到", "至", "为"];
/// What leads to the number of before.
const COMPARED: [&str; 2] = ["比", "较"];
/// The longest clause that is read, in bytes.
const LONGEST: usize = 150;

const NUMBER: &str = r"[0-9]{1,9}(?:\.[0-9]{1,4})?";
const UP: &str = "增加|增长|上升|攀升|扩大|增|升|提高|提升|跃升|延长|扩增|壮大";
const DOWN: &str = "减少|下降|降低|缩小|缩短|压缩|压减|降|减|精简|下滑|回落|缩减|收窄";

/// 由2023年的15个增加, before 到.
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    let when = r"(?:[^，。；：、\n0-9（）]{0,12}(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月)){0,2}[^，。；：、\n0-9（）负]{0,10}";
    let pattern = format!(
        r"(?P<subject>[^，。；：、\n]{{0,30}}?)(?:由|从){when}(?P<from>{NUMBER})(?P<one>[%％]|[万亿]{{0,2}}\p{{Han}}{{0,3}}?)(?:的?(?:逐年|稳步|逐步|大幅|直接|快速|进一步))?(?:(?P<up>{UP})|(?P<down>{DOWN}))$"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});
/// 到2024年的12个, after 到.
static TO: LazyLock<Regex> = LazyLock::new(|| {
    let when = r"(?:[^，。；：、\n0-9（）]{0,6}(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月)){0,2}[^，。；：、\n0-9（）负]{0,6}";
    Regex::new(&format!(r"^{when}(?P<to>{NUMBER})(?P<other>[%％]|[万亿]{{0,2}}\p{{Han}}{{0,3}})"))
        .expect("the pattern is a constant")
});
/// 36批次，, before 比.
static NOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?P<to>{NUMBER})(?P<other>[%％]|[万亿]{{0,2}}\p{{Han}}{{0,3}})，$"))
        .expect("the pattern is a constant")
});
/// 上年的42批次增加, after 比.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:上年|去年|前年|上年同期|去年同期|[0-9]{{4}}年)(?:同期)?的(?P<from>{NUMBER})(?P<one>[%％]|[万亿]{{0,2}}\p{{Han}}{{0,3}}?)(?:(?P<up>{UP}|多)|(?P<down>{DOWN}|少))"
    ))
    .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, word) in text.places.of_all(&REACHED) {
        let before = tail(&reading[..at], LONGEST);
        // Cheap before the patterns are: a verb of change ends what stands here.
        if !before.ends_with(|c| "加长升大高减少降低小短缩简滑落窄增壮".contains(c)) {
            continue;
        }
        let clause = &before[before.rfind(['。', '；', '\n', '，', '：']).unwrap_or(0)..];
        if !clause.contains(['由', '从']) {
            continue;
        }
        let after = &reading[at + word.len()..];
        let Some((from, to)) = FROM.captures(clause).zip(TO.captures(head(after, LONGEST))) else { continue };
        let start = at - clause.len() + from.name("from").map_or(0, |part| part.start());
        let end = at + word.len() + to.name("other").map_or(0, |part| part.end());
        judge(text, &from, &to, &from["subject"], Span::new(start, end), sink);
    }
    for (at, word) in text.places.of_all(&COMPARED) {
        if !reading[..at].ends_with('，') {
            continue;
        }
        let after = head(&reading[at + word.len()..], LONGEST);
        let Some((from, to)) = BEFORE.captures(after).zip(NOW.captures(tail(&reading[..at], LONGEST))) else {
            continue;
        };
        let len = to.get(0).map_or(0, |whole| whole.len());
        let span = Span::new(at - len, at + word.len() + from.get(0).map_or(0, |whole| whole.end()));
        judge(text, &from, &to, "", span, sink);
    }
}

/// Reports two numbers that go the other way than their verb.
fn judge(
    text: &Text<'_>,
    from: &Captures<'_>,
    to: &Captures<'_>,
    subject: &str,
    span: Span,
    sink: &mut Sink<'_>,
) {
    let part = |groups: &Captures<'_>, name: &str| {
        groups.name(name).map_or(String::new(), |part| part.as_str().to_owned())
    };
    let (one, other) = (part(from, "one"), part(to, "other"));
    let (one_scale, one_unit) = scaled(&one);
    let (other_scale, other_unit) = scaled(&other);
    let same = one_unit.is_empty() && one_scale == 1.0
        || one_unit == other_unit
        || other_unit.starts_with(one_unit) && !one_unit.is_empty();
    // 由15增加到1.2万: the first has the scale of the second.
    let one_scale = if one.is_empty() { other_scale } else { one_scale };
    let (Ok(a), Ok(b)) = (from["from"].parse::<f64>(), to["to"].parse::<f64>()) else { return };
    let (a, b) = (a * one_scale, b * other_scale);
    let times = ["年", "月", "日", "时", "点", "分", "折", "期", "级", "度", "版", "档", "等"];
    let up = from.name("up");
    let verb = up.or(from.name("down")).map_or("", |verb| verb.as_str());
    // People are 位 too, and they 增加.
    let ranked = !matches!(verb, "增加" | "减少" | "增" | "减" | "扩大" | "精简");
    let named = subject.contains(['排', '次', '第']) || from[0].contains('第');
    let rank = ranked && (other_unit.starts_with('位') || other_unit.starts_with('名') && named);
    // What lies deeper is further down.
    let deep = ["水位", "埋深"].iter().any(|word| subject.contains(word));
    let plain = !times.iter().any(|unit| other_unit.starts_with(unit)) && (rank || !from[0].contains('第'));
    if !same || !plain || deep || (a - b).abs() < f64::EPSILON * a.max(1.0) {
        return;
    }
    let grows = b > a;
    // A higher place has the lower number; what is better may be less: 时限由15天提升到3天.
    let plain_verb = !matches!(verb, "提升" | "提高" | "跃升" | "壮大")
        || rank
        || other_unit.starts_with(['%', '％', '元', '人', '家', '户', '个', '亩', '吨']);
    if grows != (up.is_some() != rank) && plain_verb {
        let words = span.slice(text.as_str());
        let message = format!("“{words}”中的“{verb}”与前后两数的大小相反，请核对。");
        sink.report(ID, text.place(span), message);
    }
}

/// Splits 万元 into its scale and 元.
fn scaled(unit: &str) -> (f64, &str) {
    let rest = unit.trim_start_matches(['万', '亿']);
    let scales = &unit[..unit.len() - rest.len()];
    (scales.chars().map(|c| if c == '亿' { 1e8 } else { 1e4 }).product(), rest)
}
