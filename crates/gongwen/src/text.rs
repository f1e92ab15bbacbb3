//! The verb `text`: what the other verbs see of a document, its structure, and the edits that cleaning made.

use crate::{DocumentHead, Engine};
use gongwen_ingest::Document;
use gongwen_text::{Heading, LineIndex, Reading, Span, Structure};
use serde::Serialize;
use std::collections::BTreeMap;

/// Which text of a document is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// The reading: punctuation and quotation marks regular, page numbers and boilerplate gone.
    #[default]
    Reading,
    /// The source text as it came out of the file; all positions in results refer to it.
    Source,
}

/// One document with its text and everything known about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TextRow {
    /// Id, title, date, issuer, number and genre.
    #[serde(flatten)]
    pub head: DocumentHead,
    /// Further metadata.
    pub extra: BTreeMap<String, String>,
    /// For each value above, where it was found.
    pub found_in: BTreeMap<String, &'static str>,
    /// The format of the file.
    pub format: &'static str,
    /// Its character encoding, for formats that are text.
    pub encoding: Option<&'static str>,
    /// What was odd about the file.
    pub notes: Vec<String>,
    /// Code points of `text`.
    pub chars: usize,
    /// The text.
    pub text: String,
}

/// One part of a document's structure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StructureRow {
    /// The document's id.
    pub doc: String,
    /// `title`, `salutation`, `heading`, `paragraph`, `signoff` or `attachment`.
    pub part: &'static str,
    /// The level of a heading, from 1.
    pub level: Option<u8>,
    /// The value of a heading's number.
    pub number: Option<u64>,
    /// Whether body text follows a heading in its line.
    pub run_in: Option<bool>,
    /// First code point of the source text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Line of the source text, from 1.
    pub line: usize,
    /// The part as the reading gives it.
    pub text: String,
}

/// One edit that the reading makes to the source text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EditRow {
    /// The document's id.
    pub doc: String,
    /// The kind of edit.
    pub kind: &'static str,
    /// First code point of the source text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What stands in the source.
    pub source: String,
    /// What stands in the reading instead.
    pub reading: String,
}

impl Engine {
    /// Returns a document's text in one of its two views, with metadata.
    pub fn text(&self, document: &Document, view: View) -> TextRow {
        let source = document.text.as_str();
        let text = match view {
            View::Reading => Reading::of(source).as_str().to_string(),
            View::Source => source.to_string(),
        };
        let metadata = &document.metadata;
        TextRow {
            head: DocumentHead::of(document),
            extra: metadata.extra.clone(),
            found_in: ["title", "date", "issuer", "number", "genre"]
                .into_iter()
                .chain(metadata.extra.keys().map(String::as_str))
                .filter_map(|name| Some((name.to_string(), metadata.source_of(name)?.as_str())))
                .collect(),
            format: document.format.as_str(),
            encoding: document.encoding,
            notes: document.notes.iter().map(ToString::to_string).collect(),
            chars: text.chars().count(),
            text,
        }
    }

    /// Returns the parts of a document in text order: title, salutation, headings, paragraphs, sign-off, attachments.
    pub fn structure(&self, document: &Document) -> Vec<StructureRow> {
        let reading = Reading::of(document.text.as_str());
        let structure = Structure::of(reading.as_str());
        let place = Place { doc: &document.id, reading: &reading, lines: document.text.line_index() };
        let single = |part, span: Option<Span>| span.map(|span| place.row(part, span));
        let mut rows: Vec<StructureRow> = Vec::new();
        rows.extend(single("title", structure.title));
        rows.extend(single("salutation", structure.salutation));
        rows.extend(structure.headings.iter().map(|heading| place.heading(heading)));
        rows.extend(structure.paragraphs.iter().map(|&span| place.row("paragraph", span)));
        rows.extend(single("signoff", structure.signoff));
        rows.extend(structure.attachments.iter().map(|&span| place.row("attachment", span)));
        rows.sort_by_key(|row| row.start);
        rows
    }

    /// Returns the edits that lead from a document's source text to its reading, in text order.
    pub fn edits(&self, document: &Document) -> Vec<EditRow> {
        let source = document.text.as_str();
        let reading = Reading::of(source);
        let lines = document.text.line_index();
        let row = |edit: &gongwen_text::Edit| {
            let position = lines.position(edit.source.start);
            EditRow {
                doc: document.id.clone(),
                kind: edit.kind.as_str(),
                start: lines.chars(edit.source.start),
                end: lines.chars(edit.source.end),
                line: position.line,
                column: position.column,
                source: edit.source.slice(source).to_string(),
                reading: edit.reading.slice(reading.as_str()).to_string(),
            }
        };
        reading.edits().iter().map(row).collect()
    }
}

/// Where the parts of one document are looked up.
struct Place<'d> {
    doc: &'d str,
    reading: &'d Reading<'d>,
    lines: &'d LineIndex,
}

impl Place<'_> {
    fn row(&self, part: &'static str, span: Span) -> StructureRow {
        let source = self.reading.to_source(span);
        StructureRow {
            doc: self.doc.to_string(),
            part,
            level: None,
            number: None,
            run_in: None,
            start: self.lines.chars(source.start),
            end: self.lines.chars(source.end),
            line: self.lines.position(source.start).line,
            text: span.slice(self.reading.as_str()).to_string(),
        }
    }

    fn heading(&self, heading: &Heading) -> StructureRow {
        StructureRow {
            level: Some(heading.level),
            number: heading.number.map(|number| number.value),
            run_in: Some(heading.run_in),
            ..self.row("heading", heading.span)
        }
    }
}
