//! Periods of the calendar, numbered one after the other, and days between dates of which not all is known.

use std::fmt;

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A calendar year.
    #[default]
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
}

impl Grain {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            Grain::Year => "year",
            Grain::Quarter => "quarter",
            Grain::Month => "month",
        }
    }

    const fn in_a_year(self) -> u32 {
        match self {
            Grain::Year => 1,
            Grain::Quarter => 4,
            Grain::Month => 12,
        }
    }
}

/// A period; the one after it has the next number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    grain: Grain,
    number: u32,
}

impl Period {
    /// Returns the period that a date lies in, a date being `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `None` when the date does not say: a
    /// year lies in no month.
    pub fn of(date: &str, grain: Grain) -> Option<Period> {
        let Parts { year, month, .. } = parts(date)?;
        let within = match grain {
            Grain::Year => 0,
            Grain::Quarter => (month? - 1) / 3,
            Grain::Month => month? - 1,
        };
        Some(Period { grain, number: year * grain.in_a_year() + within })
    }

    /// Returns the number of the period, which grows by one from a period to the next.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Returns the period that comes so many periods later.
    #[must_use]
    pub fn later(self, periods: u32) -> Period {
        Period { number: self.number + periods, ..self }
    }
}

/// `2023`, `2023-Q2` or `2023-05`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, within) = (self.number / self.grain.in_a_year(), self.number % self.grain.in_a_year() + 1);
        match self.grain {
            Grain::Year => write!(f, "{year:04}"),
            Grain::Quarter => write!(f, "{year:04}-Q{within}"),
            Grain::Month => write!(f, "{year:04}-{within:02}"),
        }
    }
}

/// Returns the number of a day in the Gregorian calendar, so that days can be subtracted. A date of which only the year or the month is
/// known is taken for its first day.
pub fn day(date: &str) -> Option<i64> {
    let Parts { year, month, day } = parts(date)?;
    let (month, day) = (i64::from(month.unwrap_or(1)), i64::from(day.unwrap_or(1)));
    // Years from March, so that the leap day is the last.
    let year = i64::from(year) - i64::from(month <= 2);
    let month = (month + 9) % 12;
    Some(
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + day,
    )
}

struct Parts {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

fn parts(date: &str) -> Option<Parts> {
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut fields = date.splitn(3, '-');
    let year = number(fields.next()?, 4)?;
    let month = fields.next().and_then(|month| number(month, 2)).filter(|month| (1..=12).contains(month));
    let day = fields.next().and_then(|day| number(day, 2)).filter(|day| (1..=31).contains(day));
    Some(Parts { year, month, day: day.filter(|_| month.is_some()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(date: &str, grain: Grain) -> Option<String> {
        Period::of(date, grain).map(|period| period.to_string())
    }

    #[test]
    fn a_date_lies_in_the_periods_that_it_says() {
        assert_eq!(name("2023-05-01", Grain::Year).as_deref(), Some("2023"));
        assert_eq!(name("2023-05", Grain::Quarter).as_deref(), Some("2023-Q2"));
        assert_eq!(name("2023-12-31", Grain::Month).as_deref(), Some("2023-12"));
        assert_eq!((name("2023", Grain::Month), name("2023", Grain::Year).as_deref()), (None, Some("2023")));
        for wrong in ["", "23", "二〇二三", "20230501", "2023-13"] {
            assert_eq!(name(wrong, Grain::Month), None, "{wrong}");
        }
        let december = Period::of("2023-12", Grain::Month).unwrap();
        assert_eq!(december.later(1).to_string(), "2024-01");
    }

    #[test]
    fn days_between_dates() {
        let between = |a: &str, b: &str| day(b).unwrap() - day(a).unwrap();
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2023-02-28", "2023-03-01"), 1);
        assert_eq!(between("1900-02-28", "1900-03-01"), 1);
        assert_eq!(between("2000-01-01", "2024-01-01"), 8766);
        assert_eq!(between("2023", "2023-02"), 31);
    }
}
