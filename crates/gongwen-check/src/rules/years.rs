//! The years that a place of a text may speak of: that which its sentence names, or that of the document where the sentence
//! says that it speaks of the present.

use std::ops::RangeInclusive;

use super::amounts::sentence_start;
use crate::text::Text;

/// What says that a sentence speaks of its own day.
const PRESENT: [&str; 14] = [
    "今年",
    "今天",
    "今日",
    "为庆祝",
    "为纪念",
    "恰逢",
    "正值",
    "适逢",
    "喜迎",
    "即将",
    "值此",
    "迎接",
    "当前",
    "本年度",
];
/// What lies ahead.
const AHEAD: [&str; 8] = ["迎", "即将", "将", "明年", "来年", "前夕", "筹备", "到来"];
/// What leads from a year to another.
const AWAY: [&str; 11] = ["到", "至", "以来", "距", "前", "后", "直到", "起", "开始", "提出", "始于"];

/// Returns the years that the words at `at` may speak of, where that can be told.
pub(super) fn spoken_of(text: &Text<'_>, at: usize, end: usize) -> Option<RangeInclusive<i64>> {
    let reading = text.as_str();
    let start = sentence_start(reading, at);
    let figures = &text.places.figures;
    let last = figures.partition_point(|figure| figure.start < at);
    let year = figures[..last].iter().rev().take_while(|figure| figure.start >= start).find_map(|figure| {
        let year = figure.slice(reading).parse::<i64>().ok().filter(|year| (1900..2100).contains(year))?;
        (figure.len() == 4 && reading[figure.end..].starts_with('年')).then_some((year, figure.end))
    });
    let close = reading[end..].find(['。', '；', '\n', '，']).map_or(reading.len(), |len| end + len);
    if let Some((year, from)) = year {
        let between = &reading[from..at];
        // 2023年迎来 is of the year, and 2023年底，即将迎来 of one to come.
        let ahead = between.contains('，') && AHEAD.iter().any(|word| between.contains(word));
        let away = AWAY.iter().any(|word| between.contains(word)) || reading[..from].ends_with('至');
        return (!away).then_some(year..=year + 2 * i64::from(ahead));
    }
    let sentence = &reading[start..close];
    let present = PRESENT.iter().any(|word| sentence.contains(word)) || sentence.ends_with("之际");
    let date = text.borne.filter(|_| present)?;
    // 为庆祝建党100周年，我局于2021年举办…
    let rest = &reading[close..];
    let rest = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
    if ["19", "20"].iter().any(|century| rest.match_indices(century).any(|(at, _)| dated(&rest[at..]))) {
        return None;
    }
    if ["去年", "明年", "前年", "后年", "来年", "上年"].iter().any(|word| sentence.contains(word))
    {
        return None;
    }
    let year = i64::from(date.year);
    // At the turn of a year both may be meant.
    let (early, late) =
        (date.month.is_none_or(|month| month <= 2), date.month.is_none_or(|month| month >= 9));
    let strict = sentence.contains("今年");
    let clause = &reading[start..at];
    let clause = &clause[clause.rfind('，').unwrap_or(0)..];
    let ahead = ["迎", "即将", "将要"].iter().any(|word| clause.contains(word)) && !clause.contains("喜迎");
    let more = if ahead { 2 } else { i64::from(late && !strict) };
    Some(year - i64::from(early && !strict)..=year + more)
}

/// Says whether a year begins a text.
fn dated(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 4 && text[4..].starts_with('年')
}

/// Returns the number of a day, counted from 1 January 1970.
pub(super) fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let year = year - i64::from(month <= 2);
    let in_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn days_are_counted_from_the_epoch() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1) - day_number(2000, 2, 28), 2);
        assert_eq!(day_number(2025, 3, 18), 20_165);
    }
}
