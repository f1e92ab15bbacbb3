//! What is known of a rule, whoever carries it out.

use crate::finding::{Fix, Severity};

/// A rule as it is listed and explained.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleInfo {
    /// `family-name`; never used again for another rule.
    pub id: String,
    /// The greatest weight of its findings.
    pub severity: Severity,
    /// The most that its edits may be used for.
    pub fix: Fix,
    /// What it flags, in one Chinese phrase.
    pub summary: String,
    /// Why, in Chinese: what `explain` prints.
    pub explanation: String,
    /// The norm with its clause, or where the fact comes from.
    pub source: Vec<String>,
    /// Whether it is on without being asked for; others are previews.
    pub stable: bool,
    /// Texts without a finding of this rule.
    pub good: Vec<String>,
    /// Texts with one.
    pub bad: Vec<String>,
}

impl RuleInfo {
    /// Returns the family: what stands before the first hyphen.
    #[must_use]
    pub fn family(&self) -> &str {
        self.id.split_once('-').map_or(self.id.as_str(), |(family, _)| family)
    }
}

/// A rule that is carried out by code, as its file states it.
pub(crate) struct Coded {
    pub(crate) id: &'static str,
    pub(crate) severity: Severity,
    pub(crate) fix: Fix,
    pub(crate) summary: &'static str,
    pub(crate) explanation: &'static str,
    pub(crate) source: &'static [&'static str],
    pub(crate) stable: bool,
    pub(crate) good: &'static [&'static str],
    pub(crate) bad: &'static [&'static str],
}

impl Coded {
    pub(crate) fn info(&self) -> RuleInfo {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        RuleInfo {
            id: self.id.to_owned(),
            severity: self.severity,
            fix: self.fix,
            summary: self.summary.to_owned(),
            explanation: self.explanation.to_owned(),
            source: owned(self.source),
            stable: self.stable,
            good: owned(self.good),
            bad: owned(self.bad),
        }
    }
}

/// The rules of one file and what carries them out together.
pub(crate) struct Group {
    pub(crate) rules: &'static [Coded],
    /// The strings whose places they ask for, in lists: [`crate::places::Places::of`].
    pub(crate) seeks: &'static [&'static [&'static str]],
    pub(crate) run: fn(&crate::text::Text<'_>, &mut crate::sink::Sink<'_>),
}

/// Returns the first column of a table, for [`Group::seeks`].
pub(crate) const fn firsts<T, const N: usize>(rows: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut column = [""; N];
    let mut row = 0;
    while row < N {
        column[row] = rows[row].0;
        row += 1;
    }
    column
}
