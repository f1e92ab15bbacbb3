//! Days of the week against dates: 2025年3月18日 is a Tuesday.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use super::years::day_number;
use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-weekday";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "日期与星期不符",
        explanation: "“2025年3月18日（星期二）”的星期应与日期相合；没有写年份的，按成文日期的年份核对。",
        source: &["GB/T 7408.1-2023（公历日历日期）"],
        stable: true,
        good: &["2025年3月18日（星期二）上午召开。", "5月1日（周三）放假。", "每月15日（星期一除外）。"],
        bad: &["2025年3月18日（星期三）上午召开。", "2024年5月1日星期二。", "定于5月15日（周二）召开。"],
    }],
    seeks: &[&WEEK],
    run,
};

const WEEK: [&str; 3] = ["星期", "周", "礼拜"];
const DAYS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "日", "天"];

/// 2025年3月18日（, before a day of the week.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号][（，]?$")
        .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 40;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, word) in text.places.of_all(&WEEK) {
        let before = tail(&reading[..at], LONGEST);
        if !before.ends_with(['日', '号', '（', '，']) {
            continue;
        }
        let rest = &reading[at + word.len()..];
        let Some(said) = DAYS.iter().position(|day| rest.starts_with(day)) else { continue };
        let end = at + word.len() + DAYS[said].len();
        // 周一至周五, 星期日除外
        let goes_on = ["至", "到", "、", "除外", "—", "起", "期", "年"]
            .iter()
            .any(|next| reading[end..].starts_with(next));
        let Some(groups) = DATE.captures(before).filter(|_| !goes_on) else { continue };
        let number = |name: &str| groups.name(name).and_then(|digits| digits.as_str().parse::<i64>().ok());
        let (Some(month), Some(day)) = (number("month"), number("day")) else { continue };
        let comma = before.ends_with('，');
        let years: Vec<i64> = match (number("year"), text.borne) {
            (Some(year), _) => vec![year],
            // A meeting is held soon; at the turn of a year either may be meant.
            (None, Some(date)) if !comma => {
                let year = i64::from(date.year);
                match date.month {
                    Some(own) if own >= 10 => vec![year, year + 1],
                    Some(own) if own <= 3 && month > 9 => vec![year - 1, year],
                    Some(_) => vec![year],
                    None => vec![year - 1, year, year + 1],
                }
            }
            _ => continue,
        };
        let said = said.min(6);
        let days: Option<Vec<usize>> = years.iter().map(|&year| weekday(year, month, day)).collect();
        let Some(days) = days.filter(|days| !days.contains(&said)) else { continue };
        let right = format!("{word}{}", DAYS[days[0]]);
        let date = groups[0].trim_end_matches(['（', '，']);
        let of = if number("year").is_some() { String::new() } else { format!("{}年", years[0]) };
        let message = format!("{of}{date}是{right}，与所写的“{}”不符，请核对。", &reading[at..end]);
        let draft = sink.report(ID, text.place(Span::new(at, end)), message);
        if days.len() == 1 {
            draft.replace(right);
        }
    }
}

/// Returns the day of the week, 0 for Monday, of a date that exists.
fn weekday(year: i64, month: i64, day: i64) -> Option<usize> {
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    // The first of January 1970 was a Thursday.
    valid.then(|| usize::try_from((day_number(year, month, day) + 3).rem_euclid(7)).unwrap_or(0))
}
