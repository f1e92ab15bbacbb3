//! Findings written into the DOCX that they are about, as comments and tracked changes.
//!
//! Changes go first; the document with them is then checked as it will read when all are accepted, and what is still
//! found becomes comments. So a comment never speaks of what a change mends, a change that finds no place is a comment,
//! and doing it again adds nothing.

use super::{CheckRow, Known, date_of};
use crate::{Engine, Error, ErrorKind, Inputs, Note};
use gongwen_check::{Checker, Fix};
use gongwen_ingest::{
    Document, DocxAuthor, DocxComment, DocxRevision, FileFormat, MarkedDocx, Placed, comment_docx,
    revise_docx,
};
use gongwen_lexicon::Date;
use gongwen_text::Span;

/// How findings are written into a DOCX.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnnotateOptions {
    /// The least safe fix that becomes a tracked change; without it there are comments only.
    pub revisions: Option<Fix>,
    /// The day that comments and changes bear; none when absent.
    pub date: Option<Date>,
}

/// A DOCX with its findings in it.
#[derive(Debug)]
pub struct Annotated {
    /// The file; the very bytes that were read when there is nothing new to write.
    pub bytes: Vec<u8>,
    /// The document as it was read.
    pub document: Document,
    /// Its findings.
    pub rows: Vec<CheckRow>,
    /// Tracked changes written.
    pub revisions: usize,
    /// Comments written.
    pub comments: usize,
    /// Comments that were there already.
    pub present: usize,
    /// What was odd.
    pub notes: Vec<Note>,
}

impl Engine {
    /// Checks the one document of `inputs` and writes the findings that are not known into it.
    ///
    /// Accepting the changes gives the text that [`Engine::fix`] gives, but for those that [`Note::NotTracked`] names.
    ///
    /// # Errors
    ///
    /// When there is not exactly one input, or it is no DOCX or cannot be read or edited.
    pub fn annotate(
        &self,
        checker: &Checker<'_>,
        known: &Known,
        inputs: &Inputs,
        options: &AnnotateOptions,
    ) -> Result<Annotated, Error> {
        let [source] = inputs.sources.as_slice() else {
            return Err(Error::new(ErrorKind::NotOneDocument { files: inputs.len() }));
        };
        let read_options = self.read_options();
        let read = |bytes: &[u8]| -> Result<Document, Error> {
            let mut documents = source.read_as(bytes, &read_options)?;
            match documents.pop() {
                Some(document) if documents.is_empty() && document.format == FileFormat::Docx => Ok(document),
                Some(document) => Err(Error::new(ErrorKind::NotDocx {
                    id: source.name().display().to_string(),
                    found: document.format,
                })),
                None => Err(Error::new(ErrorKind::NotOneDocument { files: 0 })),
            }
        };
        let name = source.name();
        let limits = &read_options.limits;
        let author = DocxAuthor {
            name: "gongwen".to_owned(),
            initials: "gw".to_owned(),
            date: options.date.map(|date| {
                let (year, month, day) = date.first_day();
                format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
            }),
        };
        let bytes = source.bytes(&read_options)?;
        let document = read(&bytes)?;
        let rows = self.check(checker, known, &document);
        let mut notes: Vec<Note> = document.notes.iter().cloned().map(Note::from).collect();

        let edits = match options.revisions {
            Some(least) => checker.edits(document.text.as_str(), date_of(&document), least),
            None => Vec::new(),
        };
        let changes: Vec<DocxRevision> =
            edits.into_iter().map(|edit| DocxRevision { span: edit.span, text: edit.text }).collect();
        let revised = revise_docx(name, &bytes, &changes, &author, limits)?;
        let spans = changes.iter().map(|change| change.span);
        let not_tracked = lines_of(&document, spans, &revised, Placed::Refused);
        notes.extend((!not_tracked.is_empty()).then_some(Note::NotTracked { lines: not_tracked }));

        let changed = read(&revised.bytes)?;
        let left = self.check(checker, known, &changed);
        let comments: Vec<DocxComment> = left
            .iter()
            .map(|row| DocxComment { span: Span::new(row.start_byte, row.end_byte), text: said(row) })
            .collect();
        let commented = comment_docx(name, &revised.bytes, &comments, &author, limits)?;
        let spans = || comments.iter().map(|comment| comment.span);
        let beside = lines_of(&changed, spans(), &commented, Placed::Nearby);
        notes.extend((!beside.is_empty()).then_some(Note::CommentBeside { lines: beside }));
        let lost = lines_of(&changed, spans(), &commented, Placed::Refused);
        notes.extend((!lost.is_empty()).then_some(Note::NotWritten { lines: lost }));

        let count = |marked: &MarkedDocx, of: &[Placed]| {
            marked.placed.iter().filter(|placed| of.contains(placed)).count()
        };
        Ok(Annotated {
            revisions: count(&revised, &[Placed::There]),
            comments: count(&commented, &[Placed::There, Placed::Nearby]),
            present: count(&commented, &[Placed::Present]),
            bytes: commented.bytes,
            document,
            rows,
            notes,
        })
    }
}

/// The lines of what came out as `placed`.
fn lines_of(
    document: &Document,
    spans: impl Iterator<Item = Span>,
    marked: &MarkedDocx,
    placed: Placed,
) -> Vec<usize> {
    let lines = document.text.line_index();
    spans
        .zip(&marked.placed)
        .filter(|(_, came)| **came == placed)
        .map(|(span, _)| lines.position(span.start).line)
        .collect()
}

/// What the comment on a finding says.
fn said(row: &CheckRow) -> String {
    let merged = if row.occurrences > 1 { format!("（共{}处）", row.occurrences) } else { String::new() };
    let mut text = format!("【{}】{}{merged}", row.severity.in_chinese(), row.message);
    if let Some(first) = row.suggestions.first() {
        text.push_str("\n建议：");
        text.push_str(if first.is_empty() { "删去" } else { first });
    }
    text.push_str(&format!("\n依据：{}\n规则：{}", row.source.join("；"), row.rule));
    text
}
