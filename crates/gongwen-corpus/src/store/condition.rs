//! Conditions on metadata: which documents a query looks at.
//!
//! `issuer=国务院`, `genre!=讲话`, `date>=2016`, `date=2016..2020`, `genre=通知|意见`, `title~高质量`, `number` (has one), `!issuer` (has
//! none). Several conditions all hold.

use super::documents::DocumentView;
use regex::Regex;
use std::fmt;
use std::str::FromStr;

/// A condition on a document's metadata.
///
/// ```
/// use gongwen_corpus::store::Condition;
///
/// let condition: Condition = "date=2016..2020".parse()?;
/// assert_eq!(condition.column(), "date");
/// assert!(condition.holds(Some("2020-03-01")) && !condition.holds(Some("2021")) && !condition.holds(None));
/// # Ok::<(), gongwen_corpus::store::InvalidCondition>(())
/// ```
#[derive(Clone, Debug)]
pub struct Condition {
    text: String,
    column: String,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Present,
    Absent,
    OneOf(Vec<Value>),
    NoneOf(Vec<Value>),
    From(String),
    After(String),
    UpTo(String),
    Before(String),
    Matches(Regex),
}

/// A value, or a range of values whose ends belong to it.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Range(String, String),
}

/// A condition that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCondition {
    text: String,
    problem: String,
}

impl fmt::Display for InvalidCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "condition \"{}\" {}; expected column=value, column=a|b, column=from..to, column!=value, column>=value, column~pattern, column or !column",
            self.text, self.problem
        )
    }
}

impl std::error::Error for InvalidCondition {}

impl FromStr for Condition {
    type Err = InvalidCondition;

    fn from_str(text: &str) -> Result<Condition, InvalidCondition> {
        let wrong = |problem: String| InvalidCondition { text: text.to_string(), problem };
        let end = text.find(['=', '!', '<', '>', '~']).filter(|&at| at > 0).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let operator =
            ["!=", ">=", "<=", "=", ">", "<", "~"].into_iter().find(|operator| rest.starts_with(operator));
        let (column, test) = match operator {
            None if rest.is_empty() => match name.strip_prefix('!') {
                Some(name) => (name, Test::Absent),
                None => (name, Test::Present),
            },
            None => return Err(wrong("has no operator that is known".to_string())),
            Some(operator) => {
                let value = rest[operator.len()..].trim();
                if value.is_empty() {
                    return Err(wrong("has no value".to_string()));
                }
                let own = || value.to_string();
                let test = match operator {
                    "=" => Test::OneOf(values(value)),
                    "!=" => Test::NoneOf(values(value)),
                    ">=" => Test::From(own()),
                    ">" => Test::After(own()),
                    "<=" => Test::UpTo(own()),
                    "<" => Test::Before(own()),
                    _ => Test::Matches(
                        Regex::new(value)
                            .map_err(|error| wrong(format!("has a pattern that is none ({error})")))?,
                    ),
                };
                (name, test)
            }
        };
        let column = column.trim();
        if column.is_empty() {
            return Err(wrong("names no column".to_string()));
        }
        Ok(Condition { text: text.to_string(), column: column.to_string(), test })
    }
}

fn values(text: &str) -> Vec<Value> {
    let value = |part: &str| match part.split_once("..") {
        Some((from, to)) => Value::Range(from.trim().to_string(), to.trim().to_string()),
        None => Value::Text(part.trim().to_string()),
    };
    text.split('|').map(value).collect()
}

impl Condition {
    /// Returns the column that it is about.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// Returns whether a value fulfils it. A date that is known to the year or month lies in a range when its beginning does,
    /// and `2020` as an end means all of 2020.
    pub fn holds(&self, value: Option<&str>) -> bool {
        let Some(value) = value else { return matches!(self.test, Test::Absent | Test::NoneOf(_)) };
        let within = |wanted: &Value| match wanted {
            Value::Text(text) => value == text,
            Value::Range(from, to) => {
                (from.is_empty() || is_from(value, from)) && (to.is_empty() || is_up_to(value, to))
            }
        };
        match &self.test {
            Test::Present => true,
            Test::Absent => false,
            Test::OneOf(values) => values.iter().any(within),
            Test::NoneOf(values) => !values.iter().any(within),
            Test::From(limit) => is_from(value, limit),
            Test::After(limit) => !is_up_to(value, limit),
            Test::UpTo(limit) => is_up_to(value, limit),
            Test::Before(limit) => !is_from(value, limit),
            Test::Matches(pattern) => pattern.is_match(value),
        }
    }

    /// Returns whether a document fulfils it.
    pub fn accepts(&self, document: DocumentView<'_>) -> bool {
        self.holds(document.value(&self.column).as_deref())
    }
}

/// Whole numbers are compared as numbers, everything else, dates above all, as text.
fn is_from(value: &str, limit: &str) -> bool {
    match (value.parse::<i64>(), limit.parse::<i64>()) {
        (Ok(value), Ok(limit)) => value >= limit,
        _ => value >= limit,
    }
}

fn is_up_to(value: &str, limit: &str) -> bool {
    match (value.parse::<i64>(), limit.parse::<i64>()) {
        (Ok(value), Ok(limit)) => value <= limit,
        _ => value <= limit || value.starts_with(limit),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(condition: &str, value: Option<&str>) -> bool {
        condition.parse::<Condition>().unwrap().holds(value)
    }

    #[test]
    fn values_sets_ranges_and_patterns() {
        assert!(holds("issuer=国务院", Some("国务院")) && !holds("issuer=国务院", Some("国务院办公厅")));
        assert!(holds("genre=通知|意见", Some("意见")) && holds("genre!=通知|意见", Some("讲话")));
        assert!(holds("date>=2016", Some("2016-01-01")) && !holds("date>2016", Some("2016-12-31")));
        assert!(holds("date<=2016-05", Some("2016-05-31")) && !holds("date<2016-05", Some("2016-05")));
        assert!(holds("date=..1978|2012..", Some("1954")) && holds("date=..1978|2012..", Some("2020-01")));
        assert!(!holds("date=..1978|2012..", Some("1999")));
        assert!(holds("page=2..10", Some("9")) && !holds("page=2..10", Some("11")));
        assert!(holds("title~^关于.*通知$", Some("关于开展检查的通知")));
        assert!(holds("number", Some("国发〔2020〕1号")) && holds("!number", None) && !holds("number", None));
        assert!(holds("issuer!=国务院", None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |text: &str| text.parse::<Condition>().unwrap_err().to_string();
        assert!(error("date>=").starts_with("condition \"date>=\" has no value; expected column=value"));
        assert!(error("").contains("names no column"));
        assert!(error("title~(").contains("has a pattern that is none"));
    }
}
