//! Labels and as many numbers, one for each: 工业、农业、服务业分别增长7.9%、6.1%、4.8%.
//!
//! 和 may join two labels or stand in one, so that their number is a range.

use std::sync::LazyLock;

use gongwen_text::{Span, is_han};
use regex::Regex;

use super::apposed::WORDS;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "count-respectively";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "“分别”前后的项数不等",
        explanation: "“甲、乙、丙分别增长7.9%、6.1%、4.8%”的数字应当与前面所列的各项一一对应；多一个或者少一个的，请核对是否漏写。",
        source: &["现代汉语八百词（分别）", "党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "工业、农业、服务业分别增长7.9%、6.1%、4.8%。",
            "起数、死亡人数和受伤人数同比分别下降12.1%、8.3%和5.4%。",
            "甲、乙两镇分别完成投资3.2亿元、2.5亿元。",
            "种植和养殖、加工分别增长5%、6%。",
            "反映商务、旅游需求的汽油、航空煤油消费分别增长5.9%和10.8%。",
            "一般公共预算收入、税收收入等指标分别增长7.9%、6.1%、4.8%。",
        ],
        bad: &[
            "工业、农业、服务业分别增长7.9%、6.1%、4.8%、5.4%。",
            "事故起数、死亡人数、受伤人数同比分别下降12.1%和8.3%。",
            "甲、乙、丙三个镇分别完成投资3.2亿元、2.5亿元。",
            "进口、出口占比分别为38%、22%和40%。",
        ],
    }],
    seeks: &[&RESPECTIVELY],
    run,
};

/// What tells that there is a number for each.
const RESPECTIVELY: [&str; 2] = ["分别", "依次"];
/// What tells that there are more labels than are named, or that they are joined otherwise.
const OPEN: [&str; 9] = ["等", "“", "”", "》", "每", "各", "或", "至", "、、"];

/// 增长7.9%、6.1%和4.8%
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]{1,9}(?:\.[0-9]{1,4})?(?:[%％]|个百分点|[万亿]{0,2}(?:平方公里|平方米|立方米|人次|公里|公顷|千瓦|元|[个家户件项条处人名亩吨场次台套起倍所座]))";
    Regex::new(&format!(
        r"^(?P<verb>(?:[^，。；：、\n0-9]|(?:19|20)[0-9]{{2}}年){{0,14}}?)(?P<list>{number}(?:(?:、|和|与|及|以及){number})+)(?P<next>.?.?)"
    ))
    .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    for (at, word) in text.places.of_all(&RESPECTIVELY) {
        judge(text, at, at + word.len(), sink);
    }
}

fn judge(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    const LONGEST: usize = 240;
    let reading = text.as_str();
    let before = tail(&reading[..at], LONGEST);
    let from = before.rfind(['，', '。', '；', '：', '\n', '（', '）', '！', '？']).unwrap_or(0);
    let mark = before[from..].chars().next().filter(|c| !is_han(*c)).map_or(0, char::len_utf8);
    let labels = &before[from + mark..];
    // 表明商务、旅游需求的汽油、柴油: what 的 joins to a label has marks of its own.
    let attribute = labels.rfind('的').is_some_and(|last| labels[..last].contains('、'));
    // Cheap before the pattern is.
    let row = labels.matches('、').count();
    if row == 0
        || attribute
        || OPEN.iter().any(|word| labels.contains(word))
        || before[from..].starts_with('）')
    {
        return;
    }
    let Some(groups) = NUMBERS.captures(head(&reading[end..], LONGEST)) else { return };
    let verb = &groups["verb"];
    // 分别从5%提高到6%, 分别占甲的5%、乙的6%
    let plain = !["从", "由", "每", "各", "约", "超过"].iter().any(|word| verb.contains(word));
    let next = &groups["next"];
    let ends = next.is_empty() || next.starts_with(['，', '。', '；', '）', '\n']);
    let goes_on = next.starts_with('，')
        && next.chars().nth(1).is_some_and(|c| c.is_ascii_digit() || matches!(c, '和' | '与' | '及'));
    let list = &groups["list"];
    let numbers = 1 + list.matches(['、', '和', '与', '及']).count();
    let fewest = row + 1;
    let inside = labels.matches(['和', '与', '及']).count();
    let words: usize = WORDS.iter().map(|word| labels.matches(word).count()).sum();
    // What stands before the comma may be of the same row.
    let earlier = &before[..from];
    let earlier = &earlier[earlier.rfind(['，', '。', '；', '：', '\n']).unwrap_or(0)..];
    let more = before[from..].starts_with('，') && earlier.contains('、');
    let few = numbers + 1 == fewest;
    let most = fewest + inside.saturating_sub(words);
    let many = numbers == most + 1 && !more;
    if plain && ends && !goes_on && (few || many) {
        let said = if few { fewest } else { most };
        let message =
            format!("“{}”之前有{said}项，之后有{numbers}个数，未能一一对应，请核对。", &reading[at..end]);
        let stop = end + verb.len() + list.len();
        sink.report(ID, text.place(Span::new(at - labels.len(), stop)), message);
    }
}
