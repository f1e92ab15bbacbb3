//! Shares of one whole that do not make up 100%: 第一产业占15%、第二产业占45%、第三产业占50%; 三次产业结构为10.5:40.2:50.3.
//!
//! Shares may overlap, and some may be left out. So only what nearly is a whole, or is the sides of one, is reported.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use super::amounts::{last_place, sentence_start};
use super::sums::are_sides;
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-shares";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "各部分占比之和不是100%",
        explanation: "同一总体各部分的占比之和应为100%（四舍五入的尾差除外），三次产业结构的三个数之和应为100。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "三次产业结构为10.5:40.2:49.3。",
            "第一产业占15.2%、第二产业占45.1%、第三产业占39.7%。",
            "女干部占35%、年轻干部占20%、少数民族干部占12%。",
            "男性占55%、女性占45%。",
        ],
        bad: &[
            "三次产业结构为10.5:40.2:50.3。",
            "三次产业比调整为8.1∶42.3∶48.6。",
            "第一产业占15%、第二产业占45%、第三产业占42%。",
            "参会人员中男性占55%、女性占46%。",
            "工业、农业、服务业占比分别为38%、22%和43%。",
        ],
    }],
    seeks: &[&[SHARE, INDUSTRIES]],
    run,
};

const SHARE: &str = "占";
const INDUSTRIES: &str = "产业";

/// 结构由11:40:49调整为10.5:40.2:49.3, after 三次产业.
static RATIOS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]{1,2}(?:\.[0-9]{1,2})?";
    Regex::new(&format!(r"(?P<a>{number})[:：∶](?P<b>{number})[:：∶](?P<c>{number})"))
        .expect("the pattern is a constant")
});
/// 第一产业占15%
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[^，。；：、\n0-9%]{1,16}?)占(?:比|总数的|总量的|比重)?(?:达到?|为|约)?(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)[%％]")
        .expect("the pattern is a constant")
});
/// 占比分别为38%、22%和41%
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^占(?:比|总数的?|比重|全部的)?(?:分别|依次|各)(?:为|是|占|达到?)?(?P<list>[0-9]{1,3}(?:\.[0-9]{1,2})?[%％](?:[、，和][0-9]{1,3}(?:\.[0-9]{1,2})?[%％]){2,7})")
        .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 240;
    let reading = text.as_str();
    for &at in text.places.of(INDUSTRIES) {
        if !tail(&reading[..at], 3 * 3).ends_with(['次', '个']) {
            continue;
        }
        let after = head(&reading[at..], LONGEST);
        let after = &after[..after.find(['。', '；', '\n']).unwrap_or(after.len())];
        for groups in RATIOS.captures_iter(after) {
            let shares = [&groups["a"], &groups["b"], &groups["c"]];
            let range = groups.get(0).map_or(0..0, |all| all.range());
            judge(text, &shares, Span::new(at + range.start, at + range.end), sink);
        }
    }
    let mut done = 0;
    for &at in text.places.of(SHARE).iter() {
        if at < done {
            continue;
        }
        if let Some(groups) = SEVERAL.captures(head(&reading[at..], LONGEST)) {
            let list: Vec<&str> = groups["list"]
                .split(['、', '，', '和'])
                .map(|part| part.trim_end_matches(['%', '％']))
                .collect();
            done = at + groups[0].len();
            judge(text, &list, Span::new(at, done), sink);
            continue;
        }
        // The clause of the first share, and those that follow it.
        let start = sentence_start(reading, at);
        let clause = reading[start..at]
            .rfind(['，', '、', '：', '中'])
            .map_or(start, |stop| start + stop + '，'.len_utf8());
        let (mut end, mut names, mut shares) = (clause, Vec::new(), Vec::new());
        while let Some(groups) = PART.captures(head(&reading[end..], LONGEST)) {
            let (Some(name), Some(share)) = (groups.name("name"), groups.name("n")) else { break };
            names.push(&reading[end + name.start()..end + name.end()]);
            shares.push(&reading[end + share.start()..end + share.end()]);
            end += groups[0].len();
            done = end;
            match reading[end..].chars().next().filter(|c| matches!(c, '、' | '，' | '和' | '；')) {
                Some(mark) => end += mark.len_utf8(),
                None => break,
            }
        }
        let sides = matches!(names[..], [one, other] if are_sides(one, other));
        let overlap = ["女", "少数民族", "以上", "以下", "党员", "高级"];
        let alike =
            names.len() > 2 && !names.iter().any(|name| overlap.iter().any(|word| name.contains(word)));
        if sides || alike {
            judge(text, &shares, Span::new(clause, done), sink);
        }
    }
}

/// Reports shares that nearly make up a whole.
fn judge(text: &Text<'_>, shares: &[&str], span: Span, sink: &mut Sink<'_>) {
    /// How far from the whole their sum may be: what is further off has parts left out.
    const NEAR: f64 = 4.0;
    let sum: f64 = shares.iter().filter_map(|share| share.parse::<f64>().ok()).sum();
    let slack: f64 = shares.iter().map(|share| 0.51 * last_place(share)).sum();
    let off = (sum - 100.0).abs();
    // Of two the one follows from the other.
    let slack = if shares.len() > 2 { slack } else { slack / 4.0 };
    if off > slack && off <= NEAR {
        let written = format!("{sum:.2}");
        let written = written.trim_end_matches('0').trim_end_matches('.');
        let message = format!("各部分占比之和为{written}%，不是100%，请核对。");
        sink.report(ID, text.place(span), message);
    }
}
