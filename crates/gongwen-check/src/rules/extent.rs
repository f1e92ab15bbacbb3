//! How many villages or towns a place has, told twice with two numbers: 全镇辖12个行政村 and 全镇14个行政村.

use gongwen_text::{Span, parse_numeral};

use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-inconsistent-number";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "同一数目前后不一",
        explanation: "一个地方所辖的乡镇、村、社区的数目在同一篇文稿中应当一致。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "全镇辖12个行政村。全镇12个行政村实现通车。",
            "全镇辖12个行政村。全镇有8个行政村实现通车。",
            "全县辖11个乡镇，全镇辖12个行政村。",
            "撤并前全县辖20个乡镇。全县15个乡镇均建成综合服务中心。",
        ],
        bad: &["全镇辖12个行政村，地势平坦。年内全镇14个行政村污水治理率达到六成。"],
    }],
    seeks: &[&PLACES],
    run,
};

/// What stands for the whole of a place.
const PLACES: [&str; 9] = ["全县", "全镇", "全乡", "全区", "全市", "全街道", "全村", "全旗", "全办"];
/// What says how many it has; 有 and 共有 may lead to a part of them.
const HAS: [&str; 7] = ["现辖", "下辖", "共辖", "所辖", "管辖", "辖", ""];
/// What it has, the longer before what begins them.
const PARTS: [&str; 20] = [
    "行政村（社区）",
    "行政村",
    "建制村",
    "自然村",
    "村民小组",
    "村（社区）",
    "村（居）",
    "村居",
    "乡镇（街道）",
    "镇（街道）",
    "乡（镇）",
    "乡镇",
    "镇街",
    "街道",
    "社区",
    "县（市、区）",
    "县市区",
    "县区",
    "建制镇",
    "居委会",
];

/// What tells that the number has changed.
const CHANGED: [&str; 6] = ["原", "撤", "合并", "调整", "过去", "由"];

/// Such a number.
#[derive(Clone, Copy)]
struct Extent {
    place: &'static str,
    part: &'static str,
    value: u64,
    span: Span,
    /// Whether 辖 says that it is all.
    has: bool,
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let found: Vec<Extent> = text
        .places
        .of_all(&PLACES)
        .into_iter()
        .filter_map(|(at, place)| extent(reading, at, place))
        .collect();
    for (nth, one) in found.iter().enumerate() {
        let differs =
            |other: &&Extent| one.place == other.place && one.part == other.part && one.value != other.value;
        let Some(other) = found[..nth].iter().find(differs) else { continue };
        for (this, that) in [(other, one), (one, other)] {
            let message = format!(
                "“{}”与另一处的“{}”数目不一，请核对。",
                this.span.slice(reading),
                that.span.slice(reading)
            );
            let draft = sink.report(ID, text.place(this.span), message).related([text.place(that.span)]);
            // Without 辖 one of the two may be of a part.
            if !this.has && !that.has {
                draft.at_most(Severity::Info);
            }
        }
        return;
    }
}

fn extent(reading: &str, at: usize, place: &'static str) -> Option<Extent> {
    /// How far around a number words may tell of a change, in bytes.
    const AROUND: usize = 36;
    let rest = &reading[at + place.len()..];
    let (has, rest) = HAS.iter().find_map(|has| Some((*has, rest.strip_prefix(has)?)))?;
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let after = rest.trim_start_matches(is_digit);
    let number = &rest[..rest.len() - after.len()];
    let noun = after.strip_prefix('个')?;
    let part = PARTS.into_iter().find(|part| noun.starts_with(part))?;
    let goes_on = noun[part.len()..].starts_with(['（', '、', '和', '试', '示', '级']);
    let span = Span::new(at, reading.len() - noun.len() + part.len());
    let value = parse_numeral(number)?;
    let around = [tail(&reading[..at], AROUND), head(&reading[span.end..], AROUND)];
    let changed = CHANGED.iter().any(|word| around.iter().any(|text| text.contains(word)));
    let has = !has.is_empty();
    (!goes_on && !changed && value > 1).then_some(Extent { place, part, value, span, has })
}
