//! Which rules are on.

use crate::finding::Severity;
use crate::profile::Profile;
use crate::rule::RuleInfo;

/// Rules by id or by the beginning of an id: `quote`, `formula-order`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// The kind of text.
    pub profile: Profile,
    /// Only these, previews among them; all stable ones of the profile when empty.
    pub select: Vec<String>,
    /// Not these, whatever `select` says.
    pub ignore: Vec<String>,
    /// Findings that weigh less are left out.
    pub min_severity: Severity,
    /// Whether previews are on too.
    pub preview: bool,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            select: Vec::new(),
            ignore: Vec::new(),
            min_severity: Severity::Info,
            preview: false,
        }
    }
}

impl Selection {
    /// Says whether the rule is on.
    #[must_use]
    pub fn has(&self, rule: &RuleInfo) -> bool {
        let named = |names: &[String]| names.iter().any(|name| fits(name, &rule.id));
        let wanted = if self.select.is_empty() {
            self.profile.has(rule.family()) && (rule.stable || self.preview)
        } else {
            named(&self.select)
        };
        wanted && !named(&self.ignore) && rule.severity >= self.min_severity
    }

    /// Returns the names that fit no rule.
    #[must_use]
    pub fn unknown<'n>(&'n self, rules: &[&RuleInfo]) -> Vec<&'n str> {
        let names = self.select.iter().chain(&self.ignore).map(String::as_str);
        names.filter(|name| !rules.iter().any(|rule| fits(name, &rule.id))).collect()
    }
}

/// Says whether `name` is the id, or its beginning up to a hyphen.
fn fits(name: &str, id: &str) -> bool {
    id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_name_is_an_id_or_its_beginning() {
        assert!(fits("quote", "quote-missing-open") && fits("quote-missing", "quote-missing-open"));
        assert!(fits("quote-missing-open", "quote-missing-open") && !fits("quo", "quote-missing-open"));
    }
}
