//! A place that is said to lie in a province and lies in another, or is a county where a city is said.

use std::sync::LazyLock;

use gongwen_text::{Span, is_han};
use rustc_hash::FxHashMap;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ELSEWHERE: &str = "entity-place-hierarchy";
const OTHERWISE: &str = "entity-place-kind";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: ELSEWHERE,
            severity: Severity::Error,
            fix: Fix::None,
            summary: "行政区划隶属有误",
            explanation: "省名之后的市、县应属于该省。",
            source: &["民政部《中华人民共和国县以上行政区划代码》"],
            stable: true,
            good: &["赴浙江省杭州市考察，江苏省市场监管局来访。", "山东省中医院，四川省南部县。"],
            bad: &["赴江苏省杭州市考察。"],
        },
        Coded {
            id: OTHERWISE,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "县、市、区的名称有误",
            explanation: "县、县级市、市辖区的通名不可互换；撤县设市、设区之后用新名。",
            source: &["民政部《中华人民共和国县以上行政区划代码》"],
            stable: true,
            good: &["赴浙江省安吉县考察，湖南省长沙市、长沙县。"],
            bad: &["组织干部赴浙江省安吉市学习。"],
        },
    ],
    seeks: &[&PROVINCES],
    run,
};

const PROVINCES: [&str; 27] = [
    "河北省",
    "山西省",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "海南省",
    "四川省",
    "贵州省",
    "云南省",
    "陕西省",
    "甘肃省",
    "青海省",
    "内蒙古自治区",
    "广西壮族自治区",
    "西藏自治区",
    "宁夏回族自治区",
    "新疆维吾尔自治区",
];
/// What a name ends with that may stand in the place of another.
const KINDS: [char; 3] = ['市', '县', '区'];
/// The longest name before its kind, in characters: longer ones have more in them.
const LONGEST: usize = 4;

/// The divisions, by name and by name without its kind.
struct Divisions {
    /// The codes of the provinces that have one of this name.
    by_name: FxHashMap<&'static str, Vec<&'static str>>,
    /// By the code of a province and a name without its kind: the names.
    by_stem: FxHashMap<(&'static str, &'static str), Vec<&'static str>>,
    /// The provinces by name.
    provinces: FxHashMap<&'static str, &'static str>,
    names: FxHashMap<&'static str, &'static str>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(|| {
    let text = include_str!("../../../../lexicons/rules/divisions.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let mut divisions = Divisions {
        by_name: FxHashMap::default(),
        by_stem: FxHashMap::default(),
        provinces: FxHashMap::default(),
        names: FxHashMap::default(),
    };
    for (code, name) in rows {
        let province = &code[..2];
        if code.len() == 2 {
            divisions.provinces.insert(name, province);
            divisions.names.insert(province, name);
            continue;
        }
        let provinces = divisions.by_name.entry(name).or_default();
        if !provinces.contains(&province) {
            provinces.push(province);
        }
        if let Some(stem) = name.strip_suffix(KINDS) {
            divisions.by_stem.entry((province, stem)).or_default().push(name);
        }
    }
    divisions
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, name) in text.places.of_all(&PROVINCES) {
        let Some(&province) = DIVISIONS.provinces.get(name) else { continue };
        let mut start = at + name.len();
        // A city and what lies in it.
        for _ in 0..2 {
            let Some(place) = division(reading, start) else { break };
            let found = place.slice(reading);
            if DIVISIONS.by_name.get(found).is_some_and(|provinces| provinces.contains(&province)) {
                start = place.end;
                continue;
            }
            report(text, Span::new(at, place.end), province, place, sink);
            break;
        }
    }
}

/// Returns the shortest name of a division that begins here: up to the first 市, 县 or 区 after two characters.
fn division(reading: &str, start: usize) -> Option<Span> {
    let chars = reading[start..].char_indices().take(LONGEST + 1).take_while(|&(_, c)| is_han(c));
    let mut ends = chars.enumerate().filter(|&(number, (_, c))| number > 1 && KINDS.contains(&c));
    ends.next().map(|(_, (at, c))| Span::new(start, start + at + c.len_utf8()))
}

fn report(text: &Text<'_>, whole: Span, province: &str, place: Span, sink: &mut Sink<'_>) {
    let found = place.slice(text.as_str());
    let Some(stem) = found.strip_suffix(KINDS) else { return };
    if let Some([right]) = DIVISIONS.by_stem.get(&(province, stem)).map(Vec::as_slice) {
        // Divisions have changed; those of the day are known for the last years alone.
        const KNOWN: u16 = 2021;
        if text.date.is_none_or(|date| date.first_day().0 >= KNOWN) {
            let message = format!("“{found}”应为“{right}”，请核对。");
            sink.report(OTHERWISE, text.place(place), message).replace(*right);
        }
    } else if let Some([other]) = DIVISIONS.by_name.get(found).map(Vec::as_slice)
        && let Some(other) = DIVISIONS.names.get(other)
    {
        let message = format!("“{found}”属{other}，与此处所写的省份不符，请核对。");
        sink.report(ELSEWHERE, text.place(whole), message);
    }
}
