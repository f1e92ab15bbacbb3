//! Where rules put their findings.

use std::collections::HashMap;
use std::sync::Arc;

use gongwen_text::Span;

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rule::RuleInfo;

/// Takes the findings of the rules that are on and drops those of the others.
pub(crate) struct Sink<'r> {
    rules: &'r HashMap<String, Arc<RuleInfo>>,
    findings: Vec<Finding>,
}

/// A finding being made; what is not said of it is the rule's default.
pub(crate) struct Draft<'s>(Option<&'s mut Finding>);

impl<'r> Sink<'r> {
    pub(crate) fn new(rules: &'r HashMap<String, Arc<RuleInfo>>) -> Self {
        Self { rules, findings: Vec::new() }
    }

    /// Says whether anybody wants the findings of a rule: what is costly to find need not be sought else.
    pub(crate) fn wants(&self, rule: &str) -> bool {
        self.rules.contains_key(rule)
    }

    /// Returns how many findings there are.
    pub(crate) fn len(&self) -> usize {
        self.findings.len()
    }

    /// Says whether a rule has reported what meets a place of the source.
    pub(crate) fn has(&self, rule: &str, span: Span) -> bool {
        self.findings.iter().any(|finding| finding.rule.id == rule && finding.span.overlaps(span))
    }

    /// Reports a place of the source.
    pub(crate) fn report(&mut self, rule: &str, span: Span, message: impl Into<String>) -> Draft<'_> {
        let Some(rule) = self.rules.get(rule) else { return Draft(None) };
        self.findings.push(Finding {
            rule: Arc::clone(rule),
            severity: rule.severity,
            span,
            message: message.into(),
            suggestions: Vec::new(),
            edits: Vec::new(),
            fix: Fix::None,
            related: Vec::new(),
            occurrences: 1,
        });
        Draft(self.findings.last_mut())
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

impl Draft<'_> {
    /// Adds a suggestion that no edit carries out.
    pub(crate) fn suggest(self, text: impl Into<String>) -> Self {
        self.with(|finding| finding.suggestions.push(text.into()))
    }

    /// Suggests `text` for the whole span, with the edit.
    pub(crate) fn replace(self, text: impl Into<String>) -> Self {
        self.with(|finding| {
            let text = text.into();
            finding.edits = vec![Edit { span: finding.span, text: text.clone() }];
            finding.fix = finding.rule.fix;
            finding.suggestions.insert(0, text);
        })
    }

    /// Gives the edits themselves.
    pub(crate) fn edits(self, edits: Vec<Edit>) -> Self {
        self.with(|finding| {
            finding.fix = if edits.is_empty() { Fix::None } else { finding.rule.fix };
            finding.edits = edits;
        })
    }

    /// Weighs this one less than the rule does.
    pub(crate) fn at_most(self, severity: Severity) -> Self {
        self.with(|finding| finding.severity = finding.severity.min(severity))
    }

    pub(crate) fn related(self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.with(|finding| finding.related.extend(spans))
    }

    /// Says for how many places of the document it stands.
    pub(crate) fn occurrences(self, count: usize) -> Self {
        self.with(|finding| finding.occurrences = count)
    }

    fn with(self, change: impl FnOnce(&mut Finding)) -> Self {
        let mut draft = self;
        if let Some(finding) = &mut draft.0 {
            change(finding);
        }
        draft
    }
}
