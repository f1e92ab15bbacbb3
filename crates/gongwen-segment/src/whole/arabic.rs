//! What follows a number in Arabic digits: dates, clock times, magnitudes and units.

use super::glyphs::{self, Digits, after_dash, char_at, digits, one_of, stands};
use super::units::{self, Kind};

/// A number, or a range of two that share what follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// The digits of the integer part, of the second number in a range.
    pub(super) integer: Digits,
    /// Whether it has a fraction or thousands separators.
    pub(super) composed: bool,
    pub(super) end: usize,
}

/// Points of fractions. The raised one is that of old newspapers; it is in dates as names too: 3·15.
const POINTS: [&str; 3] = [".", "．", "·"];

/// Reads the number at byte `at`: digits, thousands separators between groups of three, a fraction.
pub(super) fn number(text: &str, at: usize) -> Option<Number> {
    let integer = digits(text, at);
    if integer.count == 0 {
        return None;
    }
    let mut number = Number { integer, composed: false, end: integer.end };
    let bytes = text.as_bytes();
    let separated_before = matches!(glyphs::char_before(text, at), Some(',' | '.'));
    if integer.count <= 3 && !separated_before {
        while bytes.get(number.end) == Some(&b',') {
            let group = digits(text, number.end + 1);
            // Half-width digits only: a list of full-width numbers is no number.
            if group.count != 3 || group.end != number.end + 4 {
                break;
            }
            (number.end, number.composed) = (group.end, true);
        }
    }
    if let Some(point) = glyphs::after_any(text, number.end, &POINTS) {
        let fraction = digits(text, point);
        if fraction.count > 0 {
            (number.end, number.composed) = (fraction.end, true);
        }
    }
    Some(number)
}

/// Returns the end of what belongs to a number or range that ends at `number.end`, or `None` when nothing does.
pub(super) fn suffix(text: &str, number: Number) -> Option<usize> {
    let plain = !number.composed;
    match char_at(text, number.end)? {
        '年' if plain => year(text, number.integer).or_else(|| quantity(text, number.end)),
        '月' if plain => month(text, number.integer),
        '日' if plain => day(text, number.integer),
        '时' | '点' if plain => clock(text, number.integer),
        '号' if plain => numbered(text, number.integer),
        '后' if plain => generation(text, number.integer),
        _ => quantity(text, number.end),
    }
}

/// Returns the end of magnitudes, approximations and a unit at byte `at`, or `None` when none of them belongs to the
/// number before.
pub(super) fn quantity(text: &str, at: usize) -> Option<usize> {
    let (mut end, mut loaded) = (at, false);
    // More than six parts make no number; the bound keeps the search linear.
    for _ in 0..6 {
        match units::unit(text, end) {
            Some((_, Kind::Count)) if !loaded => break,
            Some((unit, Kind::Count)) => return Some(unit),
            Some((unit, _)) => return Some(units::tail(text, unit)),
            None => {}
        }
        if let Some(next) = units::magnitude(text, end) {
            end = lower_part(text, next);
        } else if let Some(next) = units::approximation(text, end) {
            end = next;
        } else {
            break;
        }
        loaded = true;
    }
    (end > at).then_some(end)
}

/// Returns the end of the part below a magnitude, as 5000 in 3亿5000万: at most four digits with their own magnitude.
fn lower_part(text: &str, at: usize) -> usize {
    let lower = digits(text, at);
    if (1..=4).contains(&lower.count) && units::magnitude(text, lower.end).is_some() { lower.end } else { at }
}

/// Reads what follows the year 2023 or 98, or the length of time 5.
fn year(text: &str, year: Digits) -> Option<usize> {
    let end = year.end + "年".len();
    let decade = year.count == 2 && year.value.is_multiple_of(10);
    if (decade || year.is_year()) && stands(text, end, "代") && !one_of(text, end + "代".len(), "表理价码")
    {
        return Some(end + "代".len());
    }
    if !year.is_year() {
        // 98年3月 is a date, 5年 a length of time.
        return if year.count == 2 { month_after(text, end) } else { None };
    }
    if one_of(text, end, "鉴轻龄") {
        return None;
    }
    if let Some(date) = month_after(text, end) {
        return Some(date);
    }
    if stands(text, end, "第") {
        // 2018年第5号, of notices that are counted by the year.
        let number = digits(text, end + "第".len());
        if number.count > 0 && stands(text, number.end, "号") {
            return Some(number.end + "号".len());
        }
    }
    let part = match char_at(text, end) {
        Some('度') => !one_of(text, end + 3, "过假"),
        other => edge_of_period(text, end, other),
    };
    Some(if part { end + 3 } else { end })
}

/// Says whether 初, 底 or 末 at byte `at` is the part of a year or month, not the start of a word.
fn edge_of_period(text: &str, at: usize, c: Option<char>) -> bool {
    match c {
        Some('初') => !one_of(text, at + 3, "步始期心级衷次"),
        Some('底') => !one_of(text, at + 3, "线色盘层蕴"),
        Some('末') => !one_of(text, at + 3, "端梢"),
        _ => false,
    }
}

/// Reads the month, and perhaps the day, that follows a year at byte `at`.
fn month_after(text: &str, at: usize) -> Option<usize> {
    let number = short_range(text, at)?;
    if stands(text, number.end, "月") { month(text, number) } else { None }
}

/// Reads what follows the month of a date.
fn month(text: &str, number: Digits) -> Option<usize> {
    let end = number.end + "月".len();
    if number.count > 2 || one_of(text, end, "球亮薪饼均台租嫂坛") {
        return None;
    }
    if let Some(date) = short_range(text, end)
        && let Some(after) = glyphs::after_any(text, date.end, &["日", "号"])
    {
        return Some(after);
    }
    if let Some(third) = glyphs::after_any(text, end, &["上旬", "中旬", "下旬"]) {
        return Some(third);
    }
    let part = match char_at(text, end) {
        Some('份') => !stands(text, end + 3, "额"),
        other => edge_of_period(text, end, other),
    };
    Some(if part { end + 3 } else { end })
}

/// Reads one or two digits, or a range of such with a dash.
fn short_range(text: &str, at: usize) -> Option<Digits> {
    let first = digits(text, at);
    if !(1..=2).contains(&first.count) {
        return None;
    }
    let second = after_dash(text, first.end).map(|after| digits(text, after));
    match second {
        Some(second) if (1..=2).contains(&second.count) => Some(second),
        _ => Some(first),
    }
}

fn day(text: &str, number: Digits) -> Option<usize> {
    let end = number.end + "日".len();
    (number.count <= 2 && !one_of(text, end, "均产益常志")).then_some(end)
}

/// Reads 15时30分20秒, 15时, 15点30分, 8点半, 8点钟. 点 alone is more often a point of a list.
fn clock(text: &str, hour: Digits) -> Option<usize> {
    let end = hour.end + "时".len();
    if hour.count > 2 || hour.value > 24 {
        return None;
    }
    let minute = digits(text, end);
    if (1..=2).contains(&minute.count) && minute.value < 60 && stands(text, minute.end, "分") {
        let after = minute.end + "分".len();
        let second = digits(text, after);
        let seconds = (1..=2).contains(&second.count) && stands(text, second.end, "秒");
        return Some(if seconds { second.end + "秒".len() } else { after });
    }
    if stands(text, hour.end, "时") {
        return (!one_of(text, end, "代间期候常刻速机效任而点隔至限")).then_some(end);
    }
    glyphs::after_any(text, end, &["半", "整", "钟"])
}

/// Reads 5号, a number used as a name.
fn numbered(text: &str, number: Digits) -> Option<usize> {
    let end = number.end + "号".len();
    (number.count <= 5 && !one_of(text, end, "召码称角")).then_some(end)
}

/// Reads 90后 and 00后, people by their decade of birth.
fn generation(text: &str, number: Digits) -> Option<usize> {
    let end = number.end + "后".len();
    let decade = number.count == 2 && number.value.is_multiple_of(5);
    (decade && !one_of(text, end, "来续期勤备面方台果者")).then_some(end)
}
