//! Dates as entries know them: a year, a month or a day.
//!
//! Many formulas are dated only to the year. The precision is kept and never padded.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A date of the Gregorian calendar with the precision of its source.
///
/// Dates order by their first day; of two that begin on the same day the coarser comes first.
///
/// ```
/// use gongwen_lexicon::Date;
/// let month: Date = "2016-01".parse()?;
/// let day: Date = "2016-01-29".parse()?;
/// assert!(month < day);
/// assert_eq!(day.to_string(), "2016-01-29");
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), gongwen_lexicon::InvalidDate>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Date {
    /// Year, 1000 to 9999.
    pub year: u16,
    /// Month, 1 to 12, when known.
    pub month: Option<u8>,
    /// Day of the month, when known; never without a month.
    pub day: Option<u8>,
}

/// The text is not an existing date of the form `2016`, `2016-01` or `2016-01-29`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an existing date; expected a year, a month or a day such as 2016, 2016-01, 2016-01-29")]
pub struct InvalidDate;

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?.ok_or(InvalidDate)?;
        let month = digits(parts.next(), 2)?.map(|month| month as u8);
        let day = digits(parts.next(), 2)?.map(|day| day as u8);
        let exists = year >= 1000
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| day >= 1 && month.is_some_and(|month| day <= days_in(year, month)));
        if exists && parts.next().is_none() { Ok(Self { year, month, day }) } else { Err(InvalidDate) }
    }
}

fn digits(part: Option<&str>, width: usize) -> Result<Option<u16>, InvalidDate> {
    let Some(part) = part else { return Ok(None) };
    if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InvalidDate);
    }
    part.parse().map(Some).map_err(|_| InvalidDate)
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Date {
    /// Returns the first day as (year, month, day).
    pub const fn first_day(self) -> (u16, u8, u8) {
        let month = match self.month {
            Some(month) => month,
            None => 1,
        };
        let day = match self.day {
            Some(day) => day,
            None => 1,
        };
        (self.year, month, day)
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), self.month, self.day).cmp(&(other.first_day(), other.month, other.day))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_existing_dates_are_read() {
        for good in ["1949", "2016-01", "2024-02-29", "2000-02-29", "1921-07-23"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        let bad = [
            "",
            "16",
            "2016-1",
            "2016-13",
            "2016-00",
            "2023-02-29",
            "1900-02-29",
            "2016-04-31",
            "2016-01-29-1",
        ];
        for bad in bad.into_iter().chain(["2016/01", "２０１６", "0016", "2016-", "-2016", "+201"]) {
            assert_eq!(bad.parse::<Date>(), Err(InvalidDate), "{bad}");
        }
    }
}
