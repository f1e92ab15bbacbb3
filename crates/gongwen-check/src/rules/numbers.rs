//! Figures: ranges, short years, padded dates.

use gongwen_text::{Span, is_han};

use super::context::before;
use crate::finding::{Fix, Severity};
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
    ],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for &number in &text.places.figures {
        padding(text, number, sink);
        short_year(text, number, sink);
        range(text, number, sink);
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
