//! Reading TOML tables field by field, with every problem recorded at its place.
//!
//! Serde would stop at the first problem of a file; a person who edits a lexicon wants all of them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::closed::ClosedSet;
use crate::date::Date;
use crate::error::{Diagnostic, Error, Problem};
use crate::model::Place;
use crate::wording;

/// The problems found so far in one file, and how to find lines in it.
pub(crate) struct Report<'i> {
    file: &'i str,
    text: &'i str,
    line_starts: Vec<usize>,
    /// The entry being read.
    pub(crate) id: Option<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'i> Report<'i> {
    pub(crate) fn new(file: &'i str, text: &'i str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, line_starts, id: None, diagnostics: Vec::new() }
    }

    /// Returns the place of a byte of the file; a byte inside a character or beyond the end counts for what precedes it.
    pub(crate) fn place(&self, byte: usize) -> Place {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let start = self.line_starts[line.saturating_sub(1)];
        Place { line: line as u32, column: self.text[start..byte].chars().count() as u32 + 1 }
    }

    /// Returns `read` when nothing was reported, and all problems in the order of lines otherwise.
    pub(crate) fn finish<T>(mut self, read: T) -> Result<T, Error> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.place);
        Error::unless(self.diagnostics, read)
    }

    pub(crate) fn push(&mut self, byte: usize, problem: Problem) {
        let (place, id) = (self.place(byte), self.id.clone());
        self.diagnostics.push(Diagnostic { file: self.file.to_owned(), place, id, problem });
    }
}

/// What a string must satisfy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// Any string that is not empty.
    Free,
    /// The wording of a form or item, as a normalised reading has it.
    Wording,
}

/// One table being read. Every key that is asked for is known; [`Fields::finish`] reports the others.
pub(crate) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    name: &'static str,
    at: usize,
    known: Vec<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// Begins reading a table; `name` is what messages call it, `at` where it begins.
    pub(crate) fn new(table: &'t DeTable<'i>, name: &'static str, at: usize) -> Self {
        Self { table, name, at, known: Vec::with_capacity(24) }
    }

    pub(crate) fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Returns where the key's value begins, or the table when it is absent.
    pub(crate) fn at(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    pub(crate) fn finish(self, report: &mut Report<'_>) {
        for (key, _) in self.table.iter().filter(|(key, _)| !self.known.contains(&key.get_ref().as_ref())) {
            let problem = Problem::UnknownKey {
                key: key.get_ref().to_string(),
                table: self.name,
                accepted: self.known.clone(),
            };
            report.push(key.span().start, problem);
        }
    }

    /// Returns the key's value without making the key known.
    pub(crate) fn peek_value(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// Returns the key's value if it is a string, without reporting anything.
    pub(crate) fn peek(&self, key: &str) -> Option<&'t str> {
        self.peek_value(key).and_then(|value| value.get_ref().as_str())
    }

    /// Reports the key if it is absent.
    pub(crate) fn require(&self, key: &'static str, report: &mut Report<'_>) {
        if !self.table.contains_key(key) {
            report.push(self.at, Problem::MissingKey { key, table: self.name });
        }
    }

    pub(crate) fn text(&mut self, key: &'static str, rule: Text, report: &mut Report<'_>) -> Option<String> {
        let value = self.value(key)?;
        text(key, value, rule, report)
    }

    pub(crate) fn required_text(
        &mut self,
        key: &'static str,
        rule: Text,
        report: &mut Report<'_>,
    ) -> Option<String> {
        self.require(key, report);
        self.text(key, rule, report)
    }

    pub(crate) fn list(&mut self, key: &'static str, rule: Text, report: &mut Report<'_>) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for (value, _) in self.array(key, "an array of strings", report) {
            let Some(text) = text(key, value, rule, report) else { continue };
            if texts.contains(&text) {
                report.push(value.span().start, Problem::Repeated { key, value: text });
            } else {
                texts.push(text);
            }
        }
        texts
    }

    /// Returns the elements of an array with the byte where each begins; empty when absent or of another type.
    pub(crate) fn array(
        &mut self,
        key: &'static str,
        expected: &'static str,
        report: &mut Report<'_>,
    ) -> impl Iterator<Item = (&'t Spanned<DeValue<'i>>, usize)> + use<'t, 'i> {
        let elements = self.value(key).and_then(|value| match value.get_ref() {
            DeValue::Array(array) => Some(array),
            other => {
                wrong_type(key, other, &value.span(), expected, report);
                None
            }
        });
        elements.into_iter().flat_map(|array| array.iter()).map(|value| (value, value.span().start))
    }

    /// Returns the tables of an array of tables.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
        name: &'static str,
        expected: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<Fields<'t, 'i>> {
        let elements: Vec<_> = self.array(key, expected, report).collect();
        let mut tables = Vec::with_capacity(elements.len());
        for (value, at) in elements {
            match value.get_ref() {
                DeValue::Table(table) => tables.push(Fields::new(table, name, at)),
                other => wrong_type(key, other, &value.span(), expected, report),
            }
        }
        tables
    }

    pub(crate) fn table(
        &mut self,
        key: &'static str,
        expected: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Fields<'t, 'i>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Fields::new(table, key, value.span().start)),
            other => {
                wrong_type(key, other, &value.span(), expected, report);
                None
            }
        }
    }

    pub(crate) fn choice<T: ClosedSet>(&mut self, key: &'static str, report: &mut Report<'_>) -> Option<T> {
        let value = self.value(key)?;
        let spelling = string(key, value, report)?;
        let choice = T::from_spelling(spelling);
        if choice.is_none() {
            let problem = Problem::NotInSet { key, value: spelling.to_owned(), accepted: T::SPELLINGS };
            report.push(value.span().start, problem);
        }
        choice
    }

    pub(crate) fn required_choice<T: ClosedSet>(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<T> {
        self.require(key, report);
        self.choice(key, report)
    }

    pub(crate) fn date(&mut self, key: &'static str, report: &mut Report<'_>) -> Option<Date> {
        let value = self.value(key)?;
        let written = string(key, value, report)?;
        let date = written.parse();
        if date.is_err() {
            report.push(value.span().start, Problem::BadDate { key, value: written.to_owned() });
        }
        date.ok()
    }

    pub(crate) fn required_date(&mut self, key: &'static str, report: &mut Report<'_>) -> Option<Date> {
        self.require(key, report);
        self.date(key, report)
    }

    pub(crate) fn required_flag(&mut self, key: &'static str, report: &mut Report<'_>) -> Option<bool> {
        self.require(key, report);
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                wrong_type(key, other, &value.span(), "true or false", report);
                None
            }
        }
    }
}

/// Reads one string that must satisfy `rule`.
pub(crate) fn text(
    key: &'static str,
    value: &Spanned<DeValue<'_>>,
    rule: Text,
    report: &mut Report<'_>,
) -> Option<String> {
    let text = string(key, value, report)?;
    let at = value.span().start;
    if text.trim().is_empty() {
        report.push(at, Problem::TooShort { key, expected: "some text" });
        return None;
    }
    if rule == Text::Wording {
        wording::check(key, text, &mut |problem| report.push(at, problem));
    }
    Some(text.to_owned())
}

fn string<'v>(
    key: &'static str,
    value: &'v Spanned<DeValue<'_>>,
    report: &mut Report<'_>,
) -> Option<&'v str> {
    match value.get_ref() {
        DeValue::String(text) => Some(text),
        other => {
            wrong_type(key, other, &value.span(), "a string in quotation marks", report);
            None
        }
    }
}

pub(crate) fn wrong_type(
    key: &'static str,
    value: &DeValue<'_>,
    span: &Range<usize>,
    expected: &'static str,
    report: &mut Report<'_>,
) {
    let found = match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a bare date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    };
    report.push(span.start, Problem::WrongType { key, found, expected });
}
