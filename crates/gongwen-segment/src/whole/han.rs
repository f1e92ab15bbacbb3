//! Chinese numerals: fractions, dates and quantities in words.

use super::glyphs::{CharSet, Numerals, after_any, char_at, char_before, digits, numerals, one_of, stands};
use super::units::{self, Kind};
use super::{Found, arabic};
use gongwen_text::{Span, parse_numeral};

/// What may follow a numeral that belongs to a whole span, besides units.
static FOLLOWING: CharSet = CharSet::new(&["分月时世年点多余餘几"]);

/// Reads the numeral at byte `at` and what belongs to it.
pub(super) fn found(text: &str, at: usize, floor: usize) -> Found {
    let run = numerals(text, at);
    if let Some(end) = year(text, at) {
        return Found::Whole(Span::new(at, end));
    }
    if !char_at(text, run.end).is_some_and(|c| FOLLOWING.has(c) || units::may_start(c)) {
        return Found::Nothing(run.end);
    }
    let before = char_before(text, at);
    // 第三十 counts in order and is read from its 第; 数百 and 好几 begin earlier than their numeral.
    if matches!(before, Some('第' | '数' | '上' | '好')) {
        return Found::Nothing(run.end);
    }
    let end = fraction(text, run).or_else(|| date(text, at, run)).or_else(|| period(text, at, run));
    if let Some(end) = end {
        return Found::Whole(Span::new(at, end));
    }
    let several = before == Some('几') && at >= floor + "几".len();
    match quantity(text, at, run, several) {
        Some(end) => Found::Whole(Span::new(if several { at - "几".len() } else { at }, end)),
        None => Found::Nothing(run.end),
    }
}

/// Reads 分之 and the numeral after it: 百分之三十点五, 三分之一, 百分之30.
fn fraction(text: &str, run: Numerals) -> Option<usize> {
    if !stands(text, run.end, "分之") {
        return None;
    }
    let start = run.end + "分之".len();
    let part = numerals(text, start);
    if part.count > 0 {
        return Some(decimals(text, part));
    }
    let number = arabic::number(text, start).map(|number| number.end);
    number.or_else(|| after_any(text, start, &["几十", "几"]))
}

/// Returns the end of a numeral with the decimals that 点 begins.
fn decimals(text: &str, integer: Numerals) -> usize {
    let Some(point) = after_any(text, integer.end, &["点"]) else { return integer.end };
    let fraction = numerals(text, point);
    if fraction.count > 0 { fraction.end } else { integer.end }
}

/// Reads a year of four characters by place at byte `at`, and the month and day after it. The zero comes in many forms.
fn year(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for (place, c) in text.get(at..)?.chars().take(4).enumerate() {
        let fits = match place {
            0 => matches!(c, '一' | '二'),
            _ => "〇零○一二三四五六七八九０0OＯ".contains(c),
        };
        if !fits {
            return None;
        }
        end += c.len_utf8();
    }
    let end = after_any(text, end, &["年"])?;
    let month = numerals(text, end);
    if let Some(date) = month_and_day(text, end, month) {
        return Some(date);
    }
    Some(match char_at(text, end) {
        Some('度') if !one_of(text, end + 3, "过假") => end + 3,
        _ => end,
    })
}

/// Reads a month that begins at `at`, and its day if there is one.
fn month_and_day(text: &str, at: usize, month: Numerals) -> Option<usize> {
    let name = text.get(at..month.end)?;
    if !(1..=2).contains(&month.count) || !parse_numeral(name).is_some_and(|month| (1..=12).contains(&month))
    {
        return None;
    }
    let end = after_any(text, month.end, &["月"])?;
    Some(day(text, end).unwrap_or(end))
}

fn day(text: &str, at: usize) -> Option<usize> {
    let day = numerals(text, at);
    let valid = (1..=3).contains(&day.count)
        && parse_numeral(text.get(at..day.end)?).is_some_and(|day| (1..=31).contains(&day));
    if valid { after_any(text, day.end, &["日", "号"]) } else { None }
}

/// Reads month and day, or hour and minute: 三月十七日, 九时三十分. One of the two alone is none.
fn date(text: &str, at: usize, run: Numerals) -> Option<usize> {
    match char_at(text, run.end)? {
        '月' => {
            let end = month_and_day(text, at, run)?;
            (end > run.end + "月".len()).then_some(end)
        }
        '时' if run.count <= 3 => {
            let minute = numerals(text, run.end + "时".len());
            if (1..=3).contains(&minute.count) { after_any(text, minute.end, &["分"]) } else { None }
        }
        _ => None,
    }
}

/// Reads 二十世纪九十年代, 二十一世纪, 九十年代.
fn period(text: &str, at: usize, run: Numerals) -> Option<usize> {
    let century = after_any(text, run.end, &["世纪"]).filter(|_| run.count >= 2);
    let (start, decade) = match century {
        Some(end) => (end, numerals(text, end)),
        None => (at, run),
    };
    let years = text.get(start..decade.end).is_some_and(|name| decade.count == 2 && name.ends_with('十'));
    let end = after_any(text, decade.end, &["年代"]).filter(|&end| years && !one_of(text, end, "表"));
    end.or(century)
}

/// Reads magnitude words, an approximation and a unit after the numeral at byte `at`.
fn quantity(text: &str, at: usize, run: Numerals, several: bool) -> Option<usize> {
    let first = char_at(text, at)?;
    if !several && matches!(first, '百' | '千' | '万' | '亿' | '〇' | '零' | '○') {
        return None;
    }
    let number = decimals(text, run);
    let mut end = number;
    let mut count = run.count + usize::from(several) + usize::from(number > run.end);
    if let Some(next) = units::approximation(text, end) {
        let more = numerals(text, next);
        let magnitudes =
            text.get(next..more.end).is_some_and(|part| part.chars().all(|c| matches!(c, '万' | '亿')));
        end = if magnitudes { more.end } else { next };
        count += 1;
    }
    let (unit, kind) = longest_unit(text, at, end)?;
    let joins = match kind {
        Kind::PlainMeasure => count > 1 || first != '一',
        Kind::Measure => count > 1,
        Kind::ArabicMeasure | Kind::Count => false,
    };
    joins.then(|| units::tail(text, unit))
}

/// Returns the unit at `end`. A numeral may have taken the first character of one: 三千瓦, 五百帕.
fn longest_unit(text: &str, at: usize, end: usize) -> Option<(usize, Kind)> {
    let last = char_before(text, end).filter(|&c| matches!(c, '百' | '千'));
    let earlier = last.map(|c| end - c.len_utf8()).filter(|&start| start > at);
    earlier.and_then(|start| units::unit(text, start)).or_else(|| units::unit(text, end))
}

/// Returns the end of an ordinal number at byte `at` in digits or in words.
pub(super) fn ordinal_number(text: &str, at: usize) -> Option<(usize, Script)> {
    let number = digits(text, at);
    if number.count > 0 {
        let range = super::glyphs::after_dash(text, number.end).map(|next| digits(text, next));
        let end = range.filter(|second| second.count > 0).map_or(number.end, |second| second.end);
        return Some((end, Script::Digits));
    }
    let words = numerals(text, at);
    (words.count > 0).then_some((words.end, Script::Words))
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Script {
    Digits,
    Words,
}
