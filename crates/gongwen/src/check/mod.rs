//! The verb `check`: findings as plain rows, what of them is known, fixes and reports.

mod annotate;
mod known;
mod report;

use crate::{CheckSettings, Engine, Error};
use gongwen_check::{Checker, Finding, Fix, Look, Options, Severity};
use gongwen_ingest::Document;
use gongwen_lexicon::Date;
use gongwen_table::Table;
use gongwen_text::{LineIndex, Span};
use serde::Serialize;

pub use annotate::{AnnotateOptions, Annotated};
pub use known::Known;
pub use report::Report;

/// The characters on each side of a finding by which it is known again.
const CONTEXT: usize = 8;

/// One finding in one document.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CheckRow {
    /// The document's id: its path, or `-`.
    pub path: String,
    /// The rule's id.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
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
    /// Up to eight characters before it on its line.
    pub before: String,
    /// Up to eight characters after it on its line.
    pub after: String,
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
    /// For a DOCX, the paragraph of its body, from 1: which `w:p`, empty ones and those in tables and text boxes counted.
    pub paragraph: Option<usize>,
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
    /// Returns how documents are checked, as the settings say.
    pub fn check_settings(&self) -> &CheckSettings {
        &self.settings().check
    }

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

    /// Returns the findings of a document by place, without what is known.
    pub fn check(&self, checker: &Checker<'_>, known: &Known, document: &Document) -> Vec<CheckRow> {
        let source = document.text.as_str();
        let lines = document.text.line_index();
        let row = |finding: Finding| CheckRow {
            paragraph: document
                .runs
                .as_ref()
                .and_then(|runs| runs.body_paragraph(finding.span.start))
                .map(|at| at + 1),
            ..check_row(&document.id, source, lines, finding)
        };
        let findings = checker.check_with_looks(source, date_of(document), &looks(document));
        let mut rows = findings.into_iter().map(row).collect();
        known.sift(&mut rows);
        rows
    }

    /// Returns a document's text with all findings fixed whose fix is `least` or safer, and how many there were.
    pub fn fix(&self, checker: &Checker<'_>, document: &Document, least: Fix) -> (String, usize) {
        checker.fix(document.text.as_str(), date_of(document), least)
    }
}

/// How the paragraphs of a DOCX look.
fn looks(document: &Document) -> Vec<Look> {
    let Some(runs) = &document.runs else { return Vec::new() };
    let body = runs.paragraphs.iter().filter(|paragraph| paragraph.part < runs.bodies);
    body.map(|paragraph| Look {
        span: paragraph.span,
        font: paragraph.look.font.clone(),
        half_points: paragraph.look.half_points,
        centred: paragraph.look.alignment.as_deref().map(|alignment| alignment == "center"),
    })
    .collect()
}

fn date_of(document: &Document) -> Option<Date> {
    document.metadata.date.as_deref().and_then(|date| date.parse().ok())
}

/// Returns findings as a table.
///
/// # Errors
///
/// None that rows of [`Engine::check`] can cause.
pub fn check_table(rows: &[CheckRow]) -> Result<Table, Error> {
    let count = |field: fn(&CheckRow) -> usize| rows.iter().map(move |row| field(row) as u64);
    Ok(Table::builder("findings")
        .text("path", rows.iter().map(|row| &row.path))
        .count("line", count(|row| row.line))
        .count("column", count(|row| row.column))
        .count("start", count(|row| row.start))
        .count("end", count(|row| row.end))
        .text("severity", rows.iter().map(|row| row.severity.as_str()))
        .text("rule", rows.iter().map(|row| &row.rule))
        .text("quote", rows.iter().map(|row| &row.quote))
        .text("message", rows.iter().map(|row| &row.message))
        .list("suggestions", rows.iter().map(|row| &row.suggestions))
        .text("fix", rows.iter().map(|row| row.fix))
        .list("source", rows.iter().map(|row| &row.source))
        .count("occurrences", count(|row| row.occurrences))
        .build()?)
}

/// Returns what stands around a span on its line.
fn around(source: &str, span: Span) -> (String, String) {
    let before = source[..span.start].chars().rev().take(CONTEXT).take_while(|&c| c != '\n');
    let before: Vec<char> = before.collect();
    let after = source[span.end..].chars().take(CONTEXT).take_while(|&c| c != '\n');
    (before.into_iter().rev().collect(), after.collect())
}

fn check_row(path: &str, source: &str, lines: &LineIndex, finding: Finding) -> CheckRow {
    let (before, after) = around(source, finding.span);
    let (from, to) = (lines.position(finding.span.start), lines.position(finding.span.end));
    CheckRow {
        path: path.to_owned(),
        rule: finding.rule.id.clone(),
        severity: finding.severity,
        start: lines.chars(finding.span.start),
        end: lines.chars(finding.span.end),
        start_byte: finding.span.start,
        end_byte: finding.span.end,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        quote: finding.span.slice(source).to_owned(),
        before,
        after,
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
        paragraph: None,
    }
}
