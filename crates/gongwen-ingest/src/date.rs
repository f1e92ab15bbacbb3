//! Dates as official documents write them, to ISO 8601.
//!
//! Read are `2023-05-01`, `2023/5/1`, `2023.5.1`, `20230501`, 2023年5月1日, 二〇二三年五月一日,
//! with the day or the month left out. A date that the calendar does not have is not a date.

use std::ops::Range;

/// No date set as wide as it may be has more bytes, with its brackets and blanks.
const LONGEST: usize = 160;

/// A date found in a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) iso: String,
    pub(crate) span: Range<usize>,
}

/// Returns the first date in `text`.
pub(crate) fn find_date(text: &str) -> Option<String> {
    first(text).map(|found| found.iso)
}

/// Returns the first date in `text` with its place. Cost: `O(bytes)`.
pub(crate) fn first(text: &str) -> Option<Found> {
    let mut previous = None;
    for (start, c) in text.char_indices() {
        if digit(c).is_some()
            && !previous.is_some_and(|p| digit(p).is_some() && is_ascii_like(p) == is_ascii_like(c))
            && let Some(found) = at(text, start)
        {
            return Some(found);
        }
        previous = Some(c);
    }
    None
}

/// Returns the date in the stem of a file name: any form, years alone only as 2023年.
pub(crate) fn in_name(stem: &str) -> Option<Found> {
    let found = first(stem)?;
    (found.iso.len() > 4 || stem[found.span.clone()].ends_with('年')).then_some(found)
}

/// Returns the year that a file name has as a number of its own: `gwr_1983`, `2023政府工作报告`.
pub(crate) fn year_in_name(stem: &str) -> Option<&str> {
    let mut years = stem
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4 && ("1900".."2100").contains(digits));
    // Two years are a range or a mistake.
    years.next().filter(|year| years.all(|other| other == *year))
}

/// Returns the date when `text`, but for brackets and blanks around it, is one.
pub(crate) fn whole(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "（）()〔〕[]".contains(c));
    if !inner.starts_with(|c| digit(c).is_some()) {
        return None;
    }
    // Dates in sign-offs are often set wide: 2018 年 10 月 27 日.
    let tight: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let found = first(&tight)?;
    (found.span == (0..tight.len()) && found.iso.len() > 4).then_some(found.iso)
}

fn is_ascii_like(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '零' | '○' | 'Ｏ' | 'O' | '◯' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn blanks(&mut self) {
        while let Some(c) = self.peek().filter(|c| matches!(c, ' ' | '\u{3000}' | '\u{a0}')) {
            self.at += c.len_utf8();
        }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|&c| wanted(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Reads up to `most` digits as they stand: 2023, 二〇二三.
    fn digits(&mut self, most: usize) -> Option<(u32, usize)> {
        let (mut value, mut count) = (0, 0);
        while count < most
            && let Some(c) = self.take(|c| digit(c).is_some())
        {
            value = value * 10 + digit(c)?;
            count += 1;
        }
        (count > 0).then_some((value, count))
    }

    /// Reads a month or day: 5, 05, 五, 十二, 二十一, 廿一, 三十.
    fn small(&mut self) -> Option<u32> {
        if self.peek().is_some_and(is_ascii_like) {
            return self.digits(2).map(|(value, _)| value);
        }
        let tens = match self.peek()? {
            '十' => 1,
            '廿' => 2,
            '卅' => 3,
            c if digit(c).is_some() => {
                self.at += c.len_utf8();
                let lead = digit(c)?;
                if self.take(|c| c == '十').is_none() {
                    return Some(lead);
                }
                return Some(lead * 10 + self.unit());
            }
            _ => return None,
        };
        self.take(|_| true);
        Some(tens * 10 + self.unit())
    }

    fn unit(&mut self) -> u32 {
        self.take(|c| digit(c).is_some()).and_then(digit).unwrap_or(0)
    }
}

/// Reads a date that starts at byte `start`.
fn at(text: &str, start: usize) -> Option<Found> {
    let mut cursor = Cursor { text, at: start };
    let (year, length) = cursor.digits(8)?;
    if length == 8 {
        let iso = iso(year / 10_000, Some(year / 100 % 100), Some(year % 100))?;
        let more = cursor.peek().is_some_and(|c| digit(c).is_some());
        return (!more).then_some(Found { iso, span: start..cursor.at });
    }
    if length != 4 {
        return None;
    }
    let year_end = cursor.at;
    cursor.blanks();
    let separator = cursor.take(|c| matches!(c, '年' | '-' | '/' | '.' | '．' | '－' | '_'));
    let year_only = |end| iso(year, None, None).map(|iso| Found { iso, span: start..end });
    let Some(separator) = separator else {
        // A bare year counts when it is all there is.
        return if text[year_end..].trim().is_empty() && start == 0 { year_only(year_end) } else { None };
    };
    let after_year = cursor.at;
    cursor.blanks();
    let month = cursor.small();
    let Some(month) = month else { return if separator == '年' { year_only(after_year) } else { None } };
    let month_end = cursor.at;
    cursor.blanks();
    let closes = |c: char| if separator == '年' { c == '月' } else { c == separator };
    if cursor.take(closes).is_none() {
        return match separator {
            '年' => year_only(after_year),
            '-' | '/' => iso(year, Some(month), None).map(|iso| Found { iso, span: start..month_end }),
            _ => None,
        };
    }
    let after_month = if separator == '年' { cursor.at } else { month_end };
    cursor.blanks();
    let day = cursor.small();
    if let Some(day) = day {
        let mut end = cursor.at;
        cursor.blanks();
        let closed = separator != '年' || cursor.take(|c| c == '日' || c == '号').is_some();
        if separator == '年' && closed {
            end = cursor.at;
        }
        let more = separator != '年' && cursor.text[end..].chars().next().is_some_and(|c| c.is_ascii_digit());
        if closed && !more {
            return iso(year, Some(month), Some(day)).map(|iso| Found { iso, span: start..end });
        }
    }
    if separator == '.' {
        None
    } else {
        iso(year, Some(month), None).map(|iso| Found { iso, span: start..after_month })
    }
}

/// Writes a date that the calendar has, of the years 1000–2999.
fn iso(year: u32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    if !(1000..3000).contains(&year) {
        return None;
    }
    let Some(month) = month else { return Some(format!("{year:04}")) };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    match day {
        None => Some(format!("{year:04}-{month:02}")),
        Some(day) if (1..=days).contains(&day) => Some(format!("{year:04}-{month:02}-{day:02}")),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form_that_documents_use() {
        for (text, iso) in [
            ("2023-05-01_讲话", "2023-05-01"),
            ("20230501讲话", "2023-05-01"),
            ("2023年5月1日关于", "2023-05-01"),
            ("办法(2016-03-24)", "2016-03-24"),
            ("二〇二三年五月一日", "2023-05-01"),
            ("二○二三年十二月三十一日", "2023-12-31"),
            ("２０２３年１１月２０日", "2023-11-20"),
            ("2018 年 10 月 27 日", "2018-10-27"),
            ("2023年5月", "2023-05"),
            ("2023年", "2023"),
            ("2023/5/1 08:00", "2023-05-01"),
            ("2023.5.1", "2023-05-01"),
            ("2012-07-04 19:14:56", "2012-07-04"),
            ("1998-01", "1998-01"),
            ("2020", "2020"),
        ] {
            assert_eq!(find_date(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in
            ["2023-02-30", "20231301", "2023年13月1日是", "123456789", "一二三四五", "content_5338761", ""]
        {
            assert_eq!(find_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_whole_line_is_a_date_or_not() {
        assert_eq!(whole("　　2018 年 10 月 27 日 ").as_deref(), Some("2018-10-27"));
        assert_eq!(whole("（2020年1月8日）").as_deref(), Some("2020-01-08"));
        assert_eq!(whole("2018年10月27日发布"), None);
        assert_eq!(whole("2018年"), None);
    }
}
