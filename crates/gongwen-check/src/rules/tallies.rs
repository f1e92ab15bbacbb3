//! Shares and remainders against the numbers before them: 共排查126起，成功调处121起，调处率达98%.
//!
//! Which of two numbers is the whole is not said. So a share counts only where its name repeats the verb of the part, and a
//! remainder only where no sum of the numbers before it is what remains.

use gongwen_text::{Span, is_han};

use super::amounts::{Amount, amounts, last_han, last_place, sentence_start};
use super::proportions::{SHARES, of_whole};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const RATIO: &str = "count-ratio";
const REMAINDER: &str = "count-remainder";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: RATIO,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "比率与前面的数目不符",
            explanation: "“36户中33户完成，完成率91.7%”的比率应当等于两数之比；所依据的两个数写在前面，比率与之不符的，请核对数字或者口径。",
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
            ],
            bad: &[
                "36户企业中已有33户完成签约，完成率达95.6%。",
                "共排查纠纷126起，成功调处121起，调处率达98%。",
                "处理312人次，其中第一种形态228人次，占83.1%。",
                "现有党员1200名，其中女党员300名，占党员总数的35%。",
                "群众反映意见1320条，推动解决986件，解决率达84.7%。",
                "完成投资8.6亿元，占年度计划15亿元的67.3%。",
            ],
        },
        Coded {
            id: REMAINDER,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "余数与总数不符",
            explanation: "“发现113处，整改107处，其余6处”的余数应当等于总数减去已说的数。",
            source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确"],
            stable: true,
            good: &[
                "发现隐患113处，整改107处，其余6处已明确时限。",
                "共有危房60户，改造20户，搬迁30户，其余10户年底前完成。",
            ],
            bad: &["发现隐患113处，整改107处，其余7处已明确时限。"],
        },
    ],
    seeks: &[&RATES, &RESTS, &[SHARE], &SHARES],
    run,
};

/// What ends the name of a share and leads to it.
const RATES: [&str; 2] = ["率达", "率为"];
/// Measure words of what is told and dealt with, one for the other: 意见1320条，解决986件.
const MATTERS: [&str; 6] = ["条", "件", "个", "项", "起", "宗"];
/// What leads to a share of what 其中 tells a part of.
const SHARE: &str = "，占";
/// What leads to a remainder.
const RESTS: [&str; 3] = ["其余", "剩余", "余下"];
/// What leads to a whole.
const WHOLES: [&str; 13] =
    ["共", "发现", "排查", "查出", "受理", "接到", "收到", "梳理", "现有", "应", "排出", "摸排", "确定"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if sink.wants(RATIO) {
        for (at, rate) in text.places.of_all(&RATES) {
            ratio(text, at, at + rate.len(), sink);
        }
        for &at in text.places.of(SHARE) {
            share(text, at, sink);
        }
        for (at, word) in text.places.of_all(&SHARES) {
            of_whole(text, RATIO, at, at + word.len(), sink);
        }
    }
    if sink.wants(REMAINDER) {
        for (at, rest) in text.places.of_all(&RESTS) {
            remainder(text, at, at + rest.len(), sink);
        }
    }
}

/// Judges 完成率达95.6%, whose 率达 stands from `at` to `end`.
fn ratio(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let Some(said) = Said::at(reading, end + leading(&reading[end..], &["到了", "到"])) else { return };
    let Some(verb) = last_han(&reading[..at], 2) else { return };
    let Some((wholes, part)) = wholes_and_part(text, at) else { return };
    // 成功调处121起 or 33户完成签约: the verb is in the clause of the part, and the share in the next.
    let nearest = wholes[wholes.len() - 1];
    let clause = &reading[nearest.end()..at - verb.len()];
    let next = reading[part.end()..at].matches('，').count() == 1;
    if next && clause.contains(verb) && part.value <= nearest.value {
        said.judge(text, &wholes, &part, &format!("{verb}率"), sink);
    }
}

/// Judges 312人次，其中第一种形态228人次，占73.1%, whose comma stands at `at`.
fn share(text: &Text<'_>, at: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let end = at + SHARE.len();
    let of = leading(&reading[end..], &["总数的", "总量的", "总人数的", "比达", "比为", "比"]);
    let of = if of > 0 { of } else { of_total(&reading[end..]) };
    let Some(said) = Said::at(reading, end + of) else { return };
    let Some((wholes, part)) = wholes_and_part(text, at).filter(|(_, part)| part.end() == at) else { return };
    let between = &reading[wholes[0].end()..part.number.start];
    let same = wholes.iter().all(|whole| whole.measure == part.measure);
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

/// Returns the last amount of the sentence before `at`, and those of its measure before it, where all are exact.
fn wholes_and_part(text: &Text<'_>, at: usize) -> Option<(Vec<Amount>, Amount)> {
    let mut wholes = amounts(text, Span::new(sentence_start(text.as_str(), at), at));
    let part = wholes.pop().filter(|part| part.exact && part.value > 0)?;
    // The nearest of other matters is the whole where none has the measure of the part.
    let nearest = wholes.last().copied();
    wholes.retain(|whole| whole.measure == part.measure);
    if wholes.is_empty() && MATTERS.contains(&part.measure) {
        wholes.extend(nearest.filter(|whole| MATTERS.contains(&whole.measure)));
    }
    let exact = !wholes.is_empty() && wholes.iter().all(|whole| whole.exact);
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

    /// Reports it where the part is no such share of any of the wholes, rounded or cut off.
    fn judge(&self, text: &Text<'_>, wholes: &[Amount], part: &Amount, name: &str, sink: &mut Sink<'_>) {
        let decimals = self.digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let unit = last_place(self.digits);
        let share = |whole: &Amount| 100.0 * f64::from(part.value) / f64::from(whole.value.max(1));
        let fits = |whole: &Amount| {
            (share(whole) - self.value).abs() <= unit + 1e-9 || self.at_least && share(whole) >= self.value
        };
        // 已整改298处，正在整改28处: the part may be one of the others.
        let pair = |(nth, part): (usize, &Amount)| {
            wholes[..nth].iter().any(|whole| {
                let share = 100.0 * f64::from(part.value) / f64::from(whole.value.max(1));
                (share - self.value).abs() <= unit + 1e-9
            })
        };
        if wholes.iter().any(fits) || wholes.iter().enumerate().any(pair) {
            return;
        }
        let nearest = &wholes[wholes.len() - 1];
        let right = format!("{:.*}", decimals.max(1), share(nearest));
        let Amount { value, measure, .. } = nearest;
        let message = format!(
            "{value}{measure}中的{}{}约为{right}%，与所说的“{name}{}%”不符，请核对。",
            part.value, part.measure, self.digits
        );
        sink.report(RATIO, text.place(Span::new(nearest.number.start, self.end)), message);
    }
}

fn remainder(text: &Text<'_>, at: usize, end: usize, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let figures = &text.places.figures;
    let Some(&next) = figures.get(figures.partition_point(|figure| figure.start < end)) else { return };
    let between = &reading[end..next.start.max(end)];
    if !matches!(between, "" | "的" | "有" | "还有" | "尚有") {
        return;
    }
    let Some(rest) = Amount::at(reading, next).filter(|rest| rest.exact) else { return };
    let start = sentence_start(reading, at);
    let mut all = amounts(text, Span::new(start, at));
    all.retain(|amount| amount.measure == rest.measure);
    let Some((whole, parts)) = all.split_first().filter(|(_, parts)| (1..=3).contains(&parts.len())) else {
        return;
    };
    let lead = &reading[start..whole.number.start];
    let lead = &lead[lead.rfind('，').map_or(0, |comma| comma + '，'.len_utf8())..];
    let clause = &reading[rest.end()..];
    let near = reading[parts[parts.len() - 1].end()..at].matches('，').count() == 1;
    let is_whole = near
        && all.iter().all(|amount| amount.exact)
        && parts.iter().all(|part| part.value < whole.value)
        && WHOLES.iter().any(|word| lead.contains(word))
        && !clause.starts_with("以上");
    // Some of the parts may be parts of others, and the whole of the remainder one of them.
    let sums = |from: u32, parts: &[Amount]| {
        (1..1usize << parts.len()).any(|chosen| {
            let chosen = parts.iter().enumerate().filter(|(nth, _)| chosen >> nth & 1 == 1);
            chosen.map(|(_, part)| part.value).sum::<u32>() + rest.value == from
        })
    };
    let fits = (0..all.len() - 1).any(|nth| sums(all[nth].value, &all[nth + 1..]));
    if is_whole && !fits {
        let parts: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
        let message = format!(
            "{}与{}之差同“{}{}”不符，请核对。",
            whole.value,
            parts.join("、"),
            &reading[at..rest.number.end],
            rest.measure
        );
        sink.report(REMAINDER, text.place(Span::new(whole.number.start, rest.end())), message);
    }
}
