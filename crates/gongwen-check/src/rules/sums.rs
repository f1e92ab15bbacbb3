//! A total, and the parts that 其中 tells of it: 党员36名，其中在职党员28名、退休党员9名.
//!
//! Parts that overlap may be more than their total, and parts that are some of many less. So more is reported only of what
//! does not overlap, and less only of what by its names or its number is meant to be the whole.

use gongwen_text::{Span, is_han};

use super::changes::change;
use super::context::before;
use super::measured::{Measured, measured, slack, written};
use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-sum-check";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "“其中”所列各项之和与总数不符",
        explanation: "“党员36名，其中在职党员28名、退休党员8名”所列各项之和应等于总数；之和大于总数的，或者各项同类、只略小于总数的，请核对是否误写、漏列或者口径不一。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "共有党员30名，其中男党员18名、女党员12名。",
            "投资增加400万元，其中市级600万元、县级200万元。",
            "梳理问题12个，其中立行立改8个、限期整改4个。",
            "签约项目18个，其中工业项目11个、农业项目4个、文旅项目3个。",
            "签约项目18个，其中工业项目5个、农业项目4个、文旅项目2个。",
            "共有党员30名，其中女党员20名、少数民族党员12名。",
        ],
        bad: &[
            "共有党员30名，其中男党员20名、女党员12名。",
            "支部现有党员36名,其中在职党员28名、退休党员9名。",
            "梳理出12个问题，其中立行立改8个、限期整改6个。",
            "总投资820.5万元，其中市级补助600万元、县级自筹260万元。",
            "签约项目18个，其中工业项目11个、农业项目4个、文旅项目2个，到位资金46.8亿元。",
            "登记文物点436处，其中全国重点文物保护单位13处、省级文物保护单位51处、市县级文物保护单位362处；",
            "机关干部50人（其中男30人、女19人）。",
            "收到建议86件，其中已办结80件，正在办理7件。",
            "排查隐患120处，已整改110处，正在整改15处。",
            "总投资1.2亿元，其中财政资金8000万元，自筹资金5000万元。",
            "一般公共预算收入8.75亿元，同比增长4.2%，其中税收收入5.61亿元，增长6%，非税收入3.04亿元，下降2%。",
            "梳理问题28个，其中立行立改19个、限期整改6个、长期坚持2个。",
            "现有基层党组织1286个，其中党委86个、党总支120个、党支部1070个。",
        ],
    }],
    seeks: &[&[AMONG, DONE]],
    run,
};

/// What leads from a total to its parts.
const AMONG: &str = "其中";
/// What begins the first of two parts that make up what was found: 隐患120处，已整改110处，正在整改10处.
const DONE: &str = "，已";
/// What the second of them has.
const UNDONE: [&str; 7] = ["正在", "未", "尚", "待", "仍", "在办", "正"];
/// The longest total and the longest list, in bytes.
const LONGEST_TOTAL: usize = 90;
const LONGEST: usize = 400;
/// Names of parts that others overlap.
const OVERLAPPING: [&str; 23] = [
    "少数民族",
    "以上",
    "以下",
    "高级",
    "学历",
    "本科",
    "博士",
    "硕士",
    "研究生",
    "重点项目",
    "重点企业",
    "最",
    "包括",
    "含",
    "新增",
    "新发展",
    "累计",
    "当年",
    "妇女",
    "青年",
    "骨干",
    "五年",
    "境外",
];
/// What tells that the total is none of what follows: growth, comparison.
const CHANGES: [&str; 14] =
    ["增加", "增长", "减少", "下降", "新增", "净增", "多", "少", "增", "减", "提高", "压减", "超", "比"];
/// Pairs that make up a whole.
const PAIRS: [(&str, &str); 38] = [
    ("税收", "非税"),
    ("公务员", "事业"),
    ("行政", "事业"),
    ("集体", "个人"),
    ("工业", "农业"),
    ("居民", "非居民"),
    ("常规", "非常规"),
    ("户籍", "流动"),
    ("户籍", "外来"),
    ("党员", "非党员"),
    ("完工", "在建"),
    ("专职", "兼职"),
    ("住院", "门诊"),
    ("水田", "旱地"),
    ("省内", "省外"),
    ("境内", "境外"),
    ("男", "女"),
    ("在职", "退休"),
    ("在职", "离退休"),
    ("正式", "预备"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("财政", "自筹"),
    ("中央", "地方"),
    ("市级", "县级"),
    ("省级", "市级"),
    ("本级", "下级"),
    ("国有", "民营"),
    ("新建", "续建"),
    ("新建", "改建"),
    ("立行立改", "限期整改"),
    ("立行立改", "长期整改"),
    ("立行立改", "持续整改"),
    ("已", "正在"),
    ("已", "未"),
    ("线上", "线下"),
    ("室内", "室外"),
    ("外出", "在家"),
];

/// More than two that make up a whole, in the order in which they are told.
const WHOLES: [&[&str]; 12] = [
    &["党委", "总支", "支部"],
    &["第一产业", "第二产业", "第三产业"],
    &["一产", "二产", "三产"],
    &["中央", "省", "市"],
    &["省级", "市级", "县级"],
    &["省级", "市级", "区级"],
    &["国家级", "省级", "市级"],
    &["立行立改", "限期整改", "长期"],
    &["立行立改", "限期整改", "持续"],
    &["立行立改", "近期", "长期"],
    &["一等奖", "二等奖", "三等奖"],
    &["小学", "初中", "高中"],
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for &at in text.places.of(DONE) {
        let start = at + '，'.len_utf8();
        let Some(total) = total(text, start) else { continue };
        let Some(list) = List::after(text, start, &total) else { continue };
        let two = matches!(list.names[..], [_, second] if UNDONE.iter().any(|word| second.starts_with(word)));
        if two && list.ended {
            judge(text, &total, &list, sink);
        }
    }
    for &at in text.places.of(AMONG) {
        let Some(total) = total(text, at) else { continue };
        let Some(list) = List::after(text, at + AMONG.len(), &total) else { continue };
        judge(text, &total, &list, sink);
    }
}

/// Returns the total that ends where the clause of 其中 begins.
fn total(text: &Text<'_>, at: usize) -> Option<Measured> {
    /// What may stand between a total and the mark, in bytes: 问题 of 12个问题.
    const NOUN: usize = 8 * 3;
    let reading = text.as_str();
    let mark = before(reading, at).filter(|c| matches!(c, '，' | '（' | '；' | '。' | '：'))?;
    let end = at - mark.len_utf8();
    let from = reading.ceil_char_boundary(at.saturating_sub(LONGEST_TOTAL));
    let total = measured(text, Span::new(from, end)).pop()?;
    let noun = &reading[total.span.end..end];
    // 9.86亿元，同比增长5%，其中
    let noun = &noun[change(noun)..];
    let plain =
        noun.len() <= NOUN && noun.chars().all(is_han) && !CHANGES.iter().any(|word| noun.contains(word));
    let start = reading[..total.span.start].rfind(['，', '。', '；', '\n', '、', '：', '（']).unwrap_or(0);
    let lead = tail(&reading[start..total.span.start], 8 * 3);
    let grows = CHANGES.iter().any(|word| lead.trim_end_matches(['到', '了', '至']).ends_with(word))
        && !lead.ends_with(['到', '至']);
    let several = lead.ends_with(['—', '～', '至', '-']);
    (plain && !grows && !several && !total.rounded && total.value > 0.0).then_some(total)
}

/// The parts of a total.
struct List<'t> {
    parts: Vec<Measured>,
    names: Vec<&'t str>,
    end: usize,
    /// Whether nothing of the total's unit follows, so that the list may be whole.
    ended: bool,
}

impl<'t> List<'t> {
    fn after(text: &Text<'t>, start: usize, total: &Measured) -> Option<Self> {
        let reading = text.as_str();
        let start = start + if reading[start..].starts_with(['：', '，']) { '：'.len_utf8() } else { 0 };
        let rest = &reading[start..reading.floor_char_boundary((start + LONGEST).min(reading.len()))];
        let stop = rest.find(['。', '；', '\n', '！']);
        let sentence = &rest[..stop?];
        let all = measured(text, Span::new(start, start + sentence.len()));
        let mut list = Self { parts: Vec::new(), names: Vec::new(), end: start, ended: true };
        let mut at = start;
        for part in &all {
            let name = &reading[at..part.span.start];
            let beside = part.span.end + change(&reading[part.span.end..start + sentence.len()]);
            let after = &reading[beside..];
            let ends =
                after.starts_with(['、', '，', '。', '；', '）', '\n', '和']) || after.starts_with("以及");
            let own = part.unit == total.unit
                && (1..=20).contains(&name.chars().count())
                && name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '“' | '”'))
                && ends;
            if !own || part.rounded {
                // Later numbers of the unit may be parts as well.
                list.ended = !sentence[at - start..].contains(total.unit);
                break;
            }
            list.parts.push(*part);
            list.names.push(name);
            list.end = part.span.end;
            at = beside;
            if after.starts_with(['。', '；', '）', '\n']) {
                break;
            }
            at += if after.starts_with("以及") { "以及".len() } else { '，'.len_utf8() };
        }
        (list.parts.len() > 1).then_some(list)
    }

    /// Says whether the names are those of parts that people know to be all.
    fn is_known_whole(&self) -> bool {
        WHOLES.iter().any(|words| {
            words.len() == self.names.len()
                && words.iter().zip(&self.names).all(|(word, name)| name.contains(word))
        })
    }

    /// Says whether the names tell that the parts are all: one kind of thing, or the two sides of one.
    fn is_whole(&self) -> bool {
        if let [one, other] = self.names[..] {
            return are_sides(one, other);
        }
        if self.is_known_whole() {
            return true;
        }
        let end = |name: &'t str| tail(name, 2 * 3);
        self.names.windows(2).all(|pair| end(pair[0]) == end(pair[1]) && pair[0].chars().count() > 2)
    }
}

/// Says whether two names are those of the two sides of a whole: 男 and 女.
pub(super) fn are_sides(one: &str, other: &str) -> bool {
    PAIRS.iter().any(|(first, second)| {
        one.contains(first) && other.contains(second) || one.contains(second) && other.contains(first)
    })
}

fn judge(text: &Text<'_>, total: &Measured, list: &List<'_>, sink: &mut Sink<'_>) {
    /// What of the total may be missing.
    const MISSING: f64 = 0.1;
    /// What parts may be more than their total, beyond which they are of another.
    const MORE: f64 = 0.5;
    let reading = text.as_str();
    let sum: f64 = list.parts.iter().map(|part| part.value).sum();
    let numbers = || list.parts.iter().chain([total]);
    let slack = slack(numbers());
    let overlaps = list.names.iter().any(|name| OVERLAPPING.iter().any(|word| name.contains(word)));
    let more = sum > total.value + slack && sum <= total.value * (1.0 + MORE) && !overlaps;
    let missing = total.value - sum;
    let less = missing > slack && missing <= MISSING * total.value && list.ended && list.is_whole();
    if more || less {
        let (sum, whole) = (written(sum, reading, total), total.span.slice(reading));
        let relation = if more { "大于" } else { "小于" };
        let message = format!("所列各项之和为{sum}，{relation}总数{whole}，请核对。");
        let draft = sink.report(ID, text.place(Span::new(total.span.start, list.end)), message);
        if less && list.parts.len() > 2 && !list.is_known_whole() {
            draft.at_most(Severity::Info);
        }
    }
}
