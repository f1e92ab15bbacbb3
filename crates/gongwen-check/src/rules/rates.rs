//! Shares against the two numbers before them: 共排查126起，成功调处121起，调处率98%.
//!
//! Which of two numbers is the whole is not said. So a share counts only where its name repeats the verb of the part.

use gongwen_text::{Span, is_han};

use super::amounts::{last_han, last_place, sentence_start};
use super::measured::{Measured, measured};
use super::proportions::{SHARES, of_whole};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-ratio";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "比率与前面的数目不符",
        explanation: "“36户中33户完成，完成率91.7%”“发放500份、收回486份，回收率97.2%”的比率应当等于两数之比；所依据的两个数写在前面，比率与之不符的，请核对数字或者口径。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
        stable: true,
        good: &[
            "36户企业中已有33户完成签约，完成率达91.7%。",
            "共排查126起，成功调处121起，调处率达96%。",
            "处理312人次，其中第一种形态228人次，占73.1%。",
            "排查隐患326处，已整改298处，正在整改28处，整改率达91.4%。",
            "完成投资8.6亿元，占年度计划15亿元的57.3%。",
            "受理群众来信126件，走访群众121人，办结率达98%。",
            "受理诉求126件，办结121件，办结率达95%以上。",
            "群众反映意见1320条，推动解决986件，解决率达74.7%。",
            "发放问卷500份，收回486份，有效回收率97.2%。",
            "受理诉求863件，办结841件，按期办结率100%。",
            "年度计划投资15亿元，完成8.6亿元，完成率57.3%。",
        ],
        bad: &[
            "36户企业中已有33户完成签约，完成率达95.6%。",
            "共排查纠纷126起，成功调处121起，调处率达98%。",
            "处理312人次，其中第一种形态228人次，占83.1%。",
            "现有党员1200名，其中女党员300名，占党员总数的35%。",
            "群众反映意见1320条，推动解决986件，解决率达84.7%。",
            "完成投资8.6亿元，占年度计划15亿元的67.3%。",
            "发放问卷560份，收回532份，有效回收率92%。",
            "会议应到代表128人，实到119人，出席率95.3%。",
            "年度计划投资15.2亿元，完成投资8.6亿元，投资完成率65.7%。",
            "抽检食品320批次，合格312批次（合格率98.5%）。",
            "实现销售额13.2亿元，同比增长6.8%，完成全年目标31.5亿元的24%。",
        ],
    }],
    seeks: &[&[RATE], &OF, &SHARES],
    run,
};

/// What ends the name of a share.
const RATE: &str = "率";
/// What leads from the name of a share to its figures, the longest first.
const IS: [&str; 12] =
    ["已达到了", "达到了", "已达到", "分别达", "达到", "已达", "高达", "约为", "达", "为", "是", "约"];
/// What names a share, and what in the clause of the part may stand for it.
const VERBS: [(&str, &[&str]); 22] = [
    ("回收", &["收回", "回收"]),
    ("出席", &["实到", "出席", "到会"]),
    ("到会", &["实到", "出席", "到会"]),
    ("参会", &["实到", "参会", "到会"]),
    ("出勤", &["实到", "出勤"]),
    ("到课", &["实到", "到课"]),
    ("到岗", &["实到", "到岗"]),
    ("参与", &["参与", "参加"]),
    ("参训", &["参训", "参加", "实训"]),
    ("化解", &["化解", "调处", "调解"]),
    ("调处", &["化解", "调处", "调解"]),
    ("调解", &["化解", "调处", "调解"]),
    ("办结", &["办结", "办理完毕"]),
    ("结案", &["审结", "办结", "结案"]),
    ("审结", &["审结", "结案"]),
    ("破案", &["侦破", "破获", "破案"]),
    ("整改", &["整改", "改正"]),
    ("执行", &["执行", "支付", "支出"]),
    ("支付", &["支付", "拨付"]),
    ("支出", &["支出", "支付"]),
    ("签约", &["签约", "签订"]),
    ("录取", &["录取", "上线"]),
];
/// What makes another share of the same verb: 按期办结率.
const NARROWED: [&str; 21] = [
    "按期",
    "按时",
    "及时",
    "限时",
    "如期",
    "当场",
    "一次",
    "首次",
    "平均",
    "全市",
    "全省",
    "全县",
    "全区",
    "全国",
    "上年",
    "去年",
    "同期",
    "累计",
    "按规定",
    "目标",
    "时限",
];
/// Measure words of what is told and dealt with, one for the other: 意见1320条，解决986件.
const MATTERS: [&str; 6] = ["条", "件", "个", "项", "起", "宗"];
/// What leads to a share of what 其中 tells a part of.
const OF: [&str; 2] = ["，占", "（占"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    for &at in text.places.of(RATE) {
        ratio(text, at, at + RATE.len(), sink);
    }
    for (at, words) in text.places.of_all(&OF) {
        share(text, at, at + words.len(), sink);
    }
    for (at, word) in text.places.of_all(&SHARES) {
        of_whole(text, ID, at, at + word.len(), sink);
    }
}

/// Judges 完成率达95.6%, whose 率 stands from `at` to `end`.
fn ratio(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let Some(said) = Said::at(reading, end + leading(&reading[end..], &IS)) else { return };
    let Some(verb) = last_han(&reading[..at], 2) else { return };
    let Some((wholes, part)) = wholes_and_part(text, at) else { return };
    // 成功调处121起 or 33户完成签约: the verb is in the clause of the part, and the share in the next.
    let nearest = wholes[wholes.len() - 1];
    let clause = &reading[nearest.span.end..at - verb.len()];
    let between = &reading[part.span.end..at];
    let next = between.matches(['，', '（', '、']).count() == 1 && !between.contains(['）', '：', '；']);
    let narrowed = NARROWED.iter().any(|word| between.contains(word));
    let words = VERBS.iter().find(|(name, _)| *name == verb).map(|(_, words)| *words);
    let told = words.map_or_else(|| clause.contains(verb), |words| words.iter().any(|w| clause.contains(w)));
    if next && told && !narrowed && part.value <= nearest.value {
        said.judge(text, &wholes, &part, &format!("{verb}率"), sink);
    }
}

/// Judges 312人次，其中第一种形态228人次，占73.1%, whose ，占 stands from `at` to `end`.
fn share(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let of = leading(&reading[end..], &["总数的", "总量的", "总人数的", "比达", "比为", "比"]);
    let of = if of > 0 { of } else { of_total(&reading[end..]) };
    let Some(said) = Said::at(reading, end + of) else { return };
    let Some((wholes, part)) = wholes_and_part(text, at).filter(|(_, part)| part.span.end == at) else {
        return;
    };
    let between = &reading[wholes[0].span.end..part.span.start];
    let same = wholes.iter().all(|whole| whole.unit == part.unit);
    if same && between.contains("，其中") && wholes.iter().all(|whole| part.value <= whole.value) {
        said.judge(text, &wholes, &part, "占", sink);
    }
}

/// Returns the length of 党员总数的 that begins a text.
fn of_total(text: &str) -> usize {
    const LONGEST: usize = 36;
    let text = head(text, LONGEST);
    let clause = &text[..text.find(|c: char| !is_han(c)).unwrap_or(text.len())];
    let total =
        ["总数的", "总量的", "总人数的", "总户数的", "总额的"].iter().any(|words| clause.ends_with(words));
    // What is more than the number before: 全市总数的.
    let wider =
        ["全国", "全省", "全市", "全县", "全区", "世界", "全球"].iter().any(|words| clause.contains(words));
    if total && !wider { clause.len() } else { 0 }
}

/// Returns the length of the first of the strings that begins a text.
fn leading(text: &str, strings: &[&str]) -> usize {
    strings.iter().find(|string| text.starts_with(**string)).map_or(0, |string| string.len())
}

/// Returns the last number of the sentence before `at`, and those of its unit before it, where none is rounded by words.
fn wholes_and_part(text: &Text<'_>, at: usize) -> Option<(Vec<Measured>, Measured)> {
    let mut wholes = measured(text, Span::new(sentence_start(text.as_str(), at), at));
    let part = wholes.pop().filter(|part| !part.rounded && part.value > 0.0)?;
    // The nearest of other matters is the whole where none has the measure of the part.
    let nearest = wholes.last().copied();
    wholes.retain(|whole| whole.unit == part.unit);
    if wholes.is_empty() && MATTERS.contains(&part.unit) {
        wholes.extend(nearest.filter(|whole| MATTERS.contains(&whole.unit)));
    }
    let exact = !wholes.is_empty() && wholes.iter().all(|whole| !whole.rounded && whole.value > 0.0);
    exact.then_some((wholes, part))
}

/// A percentage of a text.
struct Said<'t> {
    digits: &'t str,
    value: f64,
    /// Where its sign ends.
    end: usize,
    /// Whether 以上 follows.
    at_least: bool,
}

impl<'t> Said<'t> {
    fn at(reading: &'t str, start: usize) -> Option<Self> {
        let rest = &reading[start..];
        let len = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (digits, tail) = rest.split_at(len);
        let tail = tail.strip_prefix(['%', '％'])?;
        let vague = ["左右", "多", "余"].iter().any(|word| tail.starts_with(word));
        let (value, end) = (digits.parse().ok()?, reading.len() - tail.len());
        (!vague).then_some(Self { digits, value, end, at_least: tail.starts_with("以上") })
    }

    /// Says whether it is the share that a part is of a whole, rounded or cut off.
    fn fits(&self, part: &Measured, whole: &Measured) -> bool {
        let least = 100.0 * (part.value - part.half()) / (whole.value + whole.half());
        let most = 100.0 * (part.value + part.half()) / (whole.value - whole.half()).max(1e-9);
        let unit = last_place(self.digits) + 1e-9;
        self.value >= least - unit && self.value <= most + unit || self.at_least && most >= self.value
    }

    /// Reports it where the part is no such share of any of the wholes.
    fn judge(&self, text: &Text<'_>, wholes: &[Measured], part: &Measured, name: &str, sink: &mut Sink<'_>) {
        let reading = text.as_str();
        // 已整改298处，正在整改28处: the part may be one of the others.
        let pair = |(nth, part): (usize, &Measured)| wholes[..nth].iter().any(|whole| self.fits(part, whole));
        if wholes.iter().any(|whole| self.fits(part, whole)) || wholes.iter().enumerate().any(pair) {
            return;
        }
        let nearest = &wholes[wholes.len() - 1];
        let decimals = self.digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let right = format!("{:.*}", decimals.max(1), 100.0 * part.value / nearest.value);
        let message = format!(
            "{}中的{}约为{right}%，与所说的“{name}{}%”不符，请核对。",
            nearest.span.slice(reading),
            part.span.slice(reading),
            self.digits
        );
        sink.report(ID, text.place(Span::new(nearest.span.start, self.end)), message);
    }
}
