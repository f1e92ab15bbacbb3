//! Applying the edits of findings.

use std::collections::BTreeMap;

use crate::checker::Checker;
use crate::finding::{Edit, Finding, Fix};

/// Rounds after which a text that still changes is left as it is.
const ROUNDS: usize = 8;

/// Returns `source` with the edits of the findings that may be applied at `least` or safer, and how many were applied.
///
/// The edits of a finding are applied all or none; a finding whose edits touch those of an earlier one waits.
///
/// Cost: `O(bytes + edits log edits)`.
pub fn apply(source: &str, findings: &[Finding], least: Fix) -> (String, usize) {
    let mut chosen: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut applied = 0;
    let mut wanted: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.fix >= least && finding.fix != Fix::None && !finding.edits.is_empty())
        .collect();
    // What is safe goes first, so that a suggestion never keeps it from being done.
    wanted.sort_by_key(|finding| (std::cmp::Reverse(finding.fix), finding.span.start));
    for finding in wanted {
        let free = finding.edits.iter().all(|Edit { span, .. }| {
            let before = chosen.range(..span.start).next_back();
            let next = chosen.range(span.start..).next();
            before.is_none_or(|(_, before)| before.span.end <= span.start)
                && next.is_none_or(|(&next, _)| next > span.start && next >= span.end)
        });
        let changes = finding.edits.iter().any(|edit| edit.span.slice(source) != edit.text);
        if free && changes {
            for edit in &finding.edits {
                chosen.entry(edit.span.start).or_insert(edit);
            }
            applied += 1;
        }
    }
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for edit in chosen.into_values() {
        // Edits of one finding that overlap each other: the first one holds.
        if edit.span.start < done {
            continue;
        }
        out.push_str(&source[done..edit.span.start]);
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(&source[done..]);
    (out, applied)
}

impl Checker<'_> {
    /// Returns the text with all that may be fixed fixed, again and again until nothing changes, and the number of
    /// findings fixed. Fixing the result changes nothing.
    ///
    /// Cost: a check for each round, two where fixes do not meet.
    pub fn fix(&self, source: &str, date: Option<gongwen_lexicon::Date>, least: Fix) -> (String, usize) {
        let (mut text, mut total) = (source.to_owned(), 0);
        for _ in 0..ROUNDS {
            let (fixed, applied) = apply(&text, &self.check(&text, date), least);
            if fixed == text {
                return (text, total);
            }
            (text, total) = (fixed, total + applied);
        }
        // Fixes that undo each other would go on for ever; such a text stays as it was.
        (source.to_owned(), 0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gongwen_text::Span;

    use super::*;
    use crate::finding::Severity;
    use crate::rule::RuleInfo;

    fn finding(fix: Fix, edits: &[(usize, usize, &str)]) -> Finding {
        let rule = RuleInfo {
            id: "test-rule".to_owned(),
            severity: Severity::Info,
            fix,
            summary: String::new(),
            explanation: String::new(),
            source: Vec::new(),
            stable: true,
            good: Vec::new(),
            bad: Vec::new(),
        };
        let edit = |&(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let edits: Vec<Edit> = edits.iter().map(edit).collect();
        Finding {
            rule: Arc::new(rule),
            severity: Severity::Info,
            span: edits[0].span,
            message: String::new(),
            suggestions: Vec::new(),
            edits,
            fix,
            related: Vec::new(),
            occurrences: 1,
        }
    }

    #[test]
    fn edits_that_meet_are_not_both_applied_and_safe_ones_go_first() {
        let findings = [
            finding(Fix::Suggested, &[(0, 3, "x")]),
            finding(Fix::Safe, &[(2, 4, "y")]),
            finding(Fix::Safe, &[(4, 5, ""), (6, 6, "z")]),
            finding(Fix::Suggested, &[(6, 6, "w")]),
        ];
        assert_eq!(apply("abcdefg", &findings, Fix::Suggested), ("abyfzg".to_owned(), 2));
        assert_eq!(apply("abcdefg", &findings[..1], Fix::Safe), ("abcdefg".to_owned(), 0));
        assert_eq!(apply("abcdefg", &[], Fix::Safe), ("abcdefg".to_owned(), 0));
    }
}
