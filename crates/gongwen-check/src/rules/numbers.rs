//! Figures: ranges, short years, padded dates, parts that exceed their sum or fall a little short of it.

use std::sync::LazyLock;

use gongwen_text::{Span, is_han};
use regex::Regex;

use super::context::before;
use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "num-range-hyphen",
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "起止数字之间用了短横线",
            explanation: "表示时间、数值的起止用一字线“—”或浪纹线“～”，正文中宜写“至”；短横线用于编号、复合名词。",
            source: &["GB/T 15834-2011 4.13.3（连接号的用法）", "GB/T 15835-2011 5.1.3（数值范围）"],
            stable: true,
            good: &["3月18日至19日，2021—2025年。", "联系电话010-12345678，GB/T 9704-2012。"],
            bad: &["3月18-19日召开会议。", "完成率达到80-90%。", "新增贷款30-50亿元。"],
        },
        Coded {
            id: "num-year-short",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "年份简写",
            explanation: "年份应写全四位数字，不宜简写为两位。",
            source: &["GB/T 15835-2011 5.1.4（年月日）"],
            stable: true,
            good: &["2022年3月启动。", "判处有期徒刑12年6个月。", "连续23年初心不改，前20年底子薄。"],
            bad: &["该项目22年3月启动，23年10月完工。", "23年汛期平稳度过，24年底完工。"],
        },
        Coded {
            id: "num-date-padding",
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "日期编了虚位",
            explanation: "成文日期用阿拉伯数字，月、日不编虚位，即1不编为01。",
            source: &["GB/T 9704-2012 7.3.5.4（成文日期）"],
            stable: true,
            good: &["2023年5月8日，2023年10月20日。"],
            bad: &["2023年05月8日", "2023年5月08日"],
        },
        Coded {
            id: "num-sum-check",
            severity: Severity::Info,
            fix: Fix::None,
            summary: "分项之和大于总数",
            explanation: "“共……，其中……”所列各项之和大于总数，请核对数字或口径。",
            source: &["文中所列数字自身"],
            stable: true,
            good: &[
                "共有党员30名，其中男党员18名、女党员12名。",
                "投资增加400万元，其中市级600万元、县级200万元。",
                "梳理问题12个，其中立行立改8个、限期整改4个。",
            ],
            bad: &[
                "共有党员30名，其中男党员20名、女党员12名。",
                "梳理出12个问题，其中立行立改8个、限期整改6个。",
                "总投资820.5万元，其中市级补助600万元、县级自筹260万元。",
            ],
        },
        Coded {
            id: "count-sum",
            severity: Severity::Info,
            fix: Fix::None,
            summary: "分项之和小于总数",
            explanation: "“项目18个，其中工业项目11个、农业项目4个、文旅项目2个”所列同类各项之和略小于总数，请核对是否漏列或者误写。",
            source: &["文中所列数字自身"],
            stable: true,
            good: &[
                "签约项目18个，其中工业项目11个、农业项目4个、文旅项目3个。",
                "签约项目18个，其中工业项目5个、农业项目4个、文旅项目2个。",
            ],
            bad: &["签约项目18个，其中工业项目11个、农业项目4个、文旅项目2个，到位资金46.8亿元。"],
        },
    ],
    seeks: &[&[AMONG]],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for &number in &text.places.figures {
        padding(text, number, sink);
        short_year(text, number, sink);
        range(text, number, sink);
    }
    if sink.wants("num-sum-check") || sink.wants("count-sum") {
        sums(text, sink);
    }
}

fn padding(text: &Text<'_>, number: Span, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let rest = &reading[number.end..];
    let (month, rest) = match part(rest, '年', '月') {
        Some((month, rest)) if number.len() == 4 => (Some(month), rest),
        // The month of a date without a year.
        _ if number.len() <= 2 && !has_year(&reading[..number.start]) => (None, rest),
        _ => return,
    };
    let (day, rest) = match (part(rest, '月', '日'), month) {
        (Some((day, rest)), _) => (Some(day), rest),
        (None, Some(_)) => (None, rest),
        (None, None) => return,
    };
    let padded =
        |digits: Option<&str>| digits.is_some_and(|digits| digits.len() == 2 && digits.starts_with('0'));
    // The pages of newspapers are cited with padded dates: （2020年07月22日 02版）.
    let cited = rest.chars().take(6).any(|c| c == '版');
    if cited || !(padded(month) || padded(day)) {
        return;
    }
    let mut right = number.slice(reading).to_owned();
    for (digits, unit) in [(month, '年'), (day, '月')] {
        if let Some(digits) = digits {
            right.push(unit);
            right.push_str(digits.trim_start_matches('0'));
        }
    }
    let end = reading.len() - rest.len();
    let span = Span::new(number.start, end);
    right.push(if day.is_some() { '日' } else { '月' });
    let span = Span::new(span.start, span.end + '月'.len_utf8());
    let message = format!("“{}”宜写作“{right}”，月、日不编虚位。", span.slice(reading));
    sink.report("num-date-padding", text.place(span), message).replace(right);
}

/// Says whether a year in figures ends the text: 2023年, not 今年.
fn has_year(before: &str) -> bool {
    before.strip_suffix('年').is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()))
}

/// Reads `年07` before 月: the digits and what follows them, the unit included.
fn part(rest: &str, before: char, unit: char) -> Option<(&str, &str)> {
    let digits = rest.strip_prefix(before)?;
    let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &digits[..digits.len() - after.len()];
    ((1..=2).contains(&digits.len()) && digits != "00" && after.starts_with(unit)).then_some((digits, after))
}

fn short_year(text: &Text<'_>, number: Span, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let digits = number.slice(reading);
    let Some(rest) = reading[number.end..].strip_prefix('年') else { return };
    let month = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value: u8 = digits.parse().unwrap_or(u8::MAX);
    let recent = digits.len() == 2 && (value >= 80 || value <= 39);
    let head = before(reading, number.start);
    let free = head.is_none_or(|c| {
        !matches!(
            c,
            '刑' | '期'
                | '禁'
                | '共'
                | '达'
                | '长'
                | '.'
                | '满'
                | '第'
                | '续'
                | '近'
                | '〓'
                | '-'
                | '—'
                | '至'
        )
    });
    let dated = (1..=2).contains(&month)
        && rest[..month].parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
        && rest[month..].starts_with('月');
    // 20年底 may be the end of twenty years, 23年底 hardly.
    let season = value > 20 && SEASONS.iter().any(|season| rest.starts_with(season));
    if recent
        && free
        && (dated || season)
        && head.is_none_or(|c| !c.is_ascii_alphanumeric() && !c.is_numeric())
    {
        let span = Span::new(number.start, number.end + '年'.len_utf8());
        let message = format!("“{}”若指年份，宜写全四位数字。", span.slice(reading));
        sink.report("num-year-short", text.place(span), message);
    }
}

/// What parts of a year are called.
const SEASONS: [&str; 7] = ["汛期", "底", "初", "上半年", "下半年", "年底", "年初"];

/// What may follow the end of a range.
const UNITS: [&str; 22] = [
    "年", "月", "日", "时", "％", "%", "个", "名", "人", "家", "户", "次", "岁", "元", "万", "亿", "天",
    "周", "米", "公里", "小时", "吨",
];

fn range(text: &Text<'_>, number: Span, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let rest = &reading[number.end..];
    let unit = rest.chars().next().filter(|c| matches!(c, '年' | '月' | '日' | '%' | '％'));
    let after_unit = &rest[unit.map_or(0, char::len_utf8)..];
    let Some(tail) = after_unit.strip_prefix('-') else { return };
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let last = &tail[digits..];
    let plain = |digits: &str| (1..=4).contains(&digits.len()) && !digits.starts_with('0');
    // 010-8765, 3.1-2, 第2021-3号, A-1
    let head = before(reading, number.start);
    let amount = head.is_none_or(|c| {
        is_han(c) || matches!(c, '，' | '。' | '（' | '、' | '；' | '：' | '\n' | '“' | '\u{3000}')
    });
    if !amount || !plain(number.slice(reading)) || !plain(&tail[..digits]) {
        return;
    }
    if !UNITS.iter().any(|unit| last.starts_with(unit)) {
        return;
    }
    // 70-75%, 1-2亿元: each end has its sign, or its 万 and 亿.
    let sign = last.chars().next().filter(|c| unit.is_none() && matches!(c, '%' | '％' | '万' | '亿'));
    let sign = sign.map(String::from).unwrap_or_default();
    let end = reading.len() - last.len() + sign.len();
    let dash = reading.len() - after_unit.len();
    let span = Span::new(number.start, end);
    let right = format!("{}{sign}至{}{sign}", &reading[number.start..dash], &tail[..digits]);
    let message = format!("“{}”表示起止，不用短横线，宜写作“{right}”。", span.slice(reading));
    sink.report("num-range-hyphen", text.place(span), message).replace(right);
}

/// What leads from a total to its parts.
const AMONG: &str = "，其中";

/// Units of totals.
const COUNTED: &str = "万元|亿元|万人|万亩|名|人|个|家|户|件|项|条|处|台|套|起|亩|公里|吨|元";

/// 共…30名，其中…20名、…12名; without 共 only of what is told one by one: 32个问题，其中…
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]{1,6}(?:\.[0-9]{1,4})?";
    let part = format!(r"[^，。；：、\n0-9]{{1,10}}{number}(?:{COUNTED})");
    let pattern = format!(
        r"(?P<lead>(?:共|总[投额长量面人]|合计|概算)[^，。；：、\n0-9]{{0,8}})?(?P<total>{number})(?P<unit>{COUNTED})\p{{Han}}{{0,8}}，其中[：，]?(?P<parts>{part}(?:[、，]{part})+)[。；，（]"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

fn sums(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// The longest total, in bytes.
    const LONGEST: usize = 72;
    let reading = text.as_str();
    let mut done = 0;
    for &at in text.places.of(AMONG) {
        if at < done {
            continue;
        }
        let start = done.max(reading.floor_char_boundary(at.saturating_sub(LONGEST)));
        let end = reading[at..].find(['。', '；', '\n']).map_or(reading.len(), |len| at + len);
        let end = reading.ceil_char_boundary((end + 1).min(reading.len()));
        let Some(groups) = PARTS.captures(&reading[start..end]) else { continue };
        let (Some(all), Some(total), Some(unit), Some(parts)) =
            (groups.get(0), groups.name("total"), groups.name("unit"), groups.name("parts"))
        else {
            continue;
        };
        done = start + all.end();
        let one_by_one = matches!(unit.as_str(), "个" | "项" | "件" | "条");
        let whole = before(reading, start + total.start())
            .is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，' | '-' | '—' | '至'));
        if !whole || groups.name("lead").is_none() && !one_by_one {
            continue;
        }
        // 文旅项目2个，到位资金46.8亿元: what follows a comma in another unit is no part.
        let own = parts.as_str().split('，').take_while(|part| part.ends_with(unit.as_str()));
        let len = own.map(|part| part.len() + '，'.len_utf8()).sum::<usize>().saturating_sub('，'.len_utf8());
        let listed = &parts.as_str()[..len];
        let items: Vec<&str> = listed.split(['、', '，']).collect();
        // 运动员43人，包括男运动员22人 is a part of a part.
        let alike = items.iter().all(|item| {
            item.ends_with(unit.as_str())
                && !["包括", "含", "最", "其中"].iter().any(|word| item.contains(word))
        });
        let value = |item: &str| {
            let number: String = item.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            number.parse::<f64>().unwrap_or(0.0)
        };
        let lead = &reading[start..start + total.start()];
        let (sum, total) = (items.iter().map(|item| value(item)).sum::<f64>(), value(total.as_str()));
        let written = format!("{sum:.4}");
        let written = written.trim_end_matches('0').trim_end_matches('.');
        let span = Span::new(start + all.start(), start + parts.start() + len);
        if alike && falls_short(sum, total, &items, lead) {
            let message = format!("所列各项之和为{written}，与总数{total}不符，如已列全，请核对。");
            sink.report("count-sum", text.place(span), message);
        }
        // Figures have four decimals at most.
        if alike && sum > total + 0.00005 {
            let message = format!("所列各项之和为{written}，大于总数{total}，请核对。");
            sink.report("num-sum-check", text.place(span), message);
        }
    }
}

/// Says whether parts of one kind, three at least, nearly make up the total of this kind: 项目18个，其中工业项目11个、农业项目4个、
/// 文旅项目2个. Parts that are far from it are not all.
fn falls_short(sum: f64, total: f64, items: &[&str], before: &str) -> bool {
    /// What of the total may be missing.
    const MISSING: f64 = 0.1;
    let name = |item: &str| item.trim_end_matches(is_han).trim_end_matches(|c: char| !is_han(c)).to_owned();
    let names: Vec<String> = items.iter().map(|item| name(item)).collect();
    let noun = names.first().map_or("", |name| tail(name, 2 * 3));
    let alike = noun.chars().count() == 2 && names.iter().all(|name| name.ends_with(noun));
    let missing = total - sum;
    alike && items.len() > 2 && before.ends_with(noun) && missing > 0.00005 && missing <= MISSING * total
}
