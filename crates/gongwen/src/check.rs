//! The verb `check`: findings as plain rows, and fixes.

use crate::{Engine, Error};
use gongwen_check::{Checker, Finding, Options};
use gongwen_ingest::Document;
use gongwen_text::LineIndex;
use serde::Serialize;

/// One finding in one document.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CheckRow {
    /// The document's id: its path, or `-`.
    pub path: String,
    /// The rule's id.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// First code point of the source text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// First byte of the source text.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end, one past the last code point.
    pub end_column: usize,
    /// The source text of the span.
    pub quote: String,
    /// One sentence in Chinese.
    pub message: String,
    /// What could stand there instead, the best first.
    pub suggestions: Vec<String>,
    /// `safe`, `suggested` or `none`.
    pub fix: &'static str,
    /// The edits of the fix.
    pub edits: Vec<EditOfFix>,
    /// The norm with its clause, or where the fact comes from.
    pub source: Vec<String>,
    /// Other places that belong to it, in code points.
    pub related: Vec<[usize; 2]>,
    /// How many places of the document it stands for.
    pub occurrences: usize,
}

/// A replacement in code points of the source text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EditOfFix {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

impl Engine {
    /// Returns a checker with these options over the lexicon of the engine.
    ///
    /// # Errors
    ///
    /// When a rule file has an error, or an option names a rule that does not exist.
    pub fn checker(&self, options: Options) -> Result<Checker<'_>, Error> {
        let selection = options.selection.clone();
        let checker = Checker::new(self.extractor(), options)?;
        let rules: Vec<_> = checker.rules().collect();
        if let Some(name) = selection.unknown(&rules).first() {
            return Err(Error::unknown_rule(name, rules.iter().map(|rule| rule.id.as_str())));
        }
        Ok(checker)
    }

    /// Returns the findings of a document by place.
    pub fn check(&self, checker: &Checker<'_>, document: &Document) -> Vec<CheckRow> {
        let date = document.metadata.date.as_deref().and_then(|date| date.parse().ok());
        let source = document.text.as_str();
        let lines = document.text.line_index();
        let row = |finding: Finding| check_row(&document.id, source, lines, finding);
        checker.check(source, date).into_iter().map(row).collect()
    }
}

fn check_row(path: &str, source: &str, lines: &LineIndex, finding: Finding) -> CheckRow {
    let (from, to) = (lines.position(finding.span.start), lines.position(finding.span.end));
    CheckRow {
        path: path.to_owned(),
        rule: finding.rule.id.clone(),
        severity: finding.severity.as_str(),
        start: lines.chars(finding.span.start),
        end: lines.chars(finding.span.end),
        start_byte: finding.span.start,
        end_byte: finding.span.end,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        quote: finding.span.slice(source).to_owned(),
        message: finding.message,
        suggestions: finding.suggestions,
        fix: finding.fix.as_str(),
        edits: finding
            .edits
            .into_iter()
            .map(|edit| EditOfFix {
                start: lines.chars(edit.span.start),
                end: lines.chars(edit.span.end),
                text: edit.text,
            })
            .collect(),
        source: finding.rule.source.clone(),
        related: finding
            .related
            .iter()
            .map(|span| [lines.chars(span.start), lines.chars(span.end)])
            .collect(),
        occurrences: finding.occurrences,
    }
}
