//! DOCX: the text that a reader of the document sees, with a map back to its runs.
//!
//! An own reader over `zip` and `quick-xml`, because libraries that read a document into a model
//! and write it again lose what they do not know. Taken are paragraphs, tables (a tab between
//! cells, a line a row), automatic numbers, text boxes (after the paragraph they hang on),
//! insertions; then footnotes, endnotes, headers and footers. Left out are deletions, field codes,
//! page numbers, hidden text and comments. Trailing and leading blanks of a paragraph, among them
//! its indent of U+3000, are not text.

mod archive;
mod body;
mod markup;
mod numbering;
mod runs;
mod styles;

use std::collections::HashSet;

use gongwen_text::Span;

use self::archive::Archive;
use self::body::{Before, Paragraph};
pub use self::markup::{
    DocxAuthor, DocxComment, DocxRevision, MarkedDocx, Placed, comment_docx, revise_docx,
};
use self::numbering::Numbering;
pub use self::runs::{DocxLook, DocxParagraph, RunMap, RunPiece, RunPosition};
use self::styles::Styles;
use crate::document::{FileFormat, Note};
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::metadata::{Field, MetadataSource};
use crate::options::Limits;
use crate::xml::{self, Piece, Problem};

const FORMAT: FileFormat = FileFormat::Docx;

/// Returns whether a ZIP archive is a Word document.
pub(crate) fn is_docx(bytes: &[u8], limits: &Limits) -> Result<bool, ErrorKind> {
    let mut archive = Archive::open(bytes, limits)?;
    Ok(main_part(&mut archive)?.is_some())
}

/// Reads a DOCX. Cost: `O(expanded bytes)`.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extract, ErrorKind> {
    let mut archive = Archive::open(bytes, limits)?;
    let main = main_part(&mut archive)?
        .ok_or(ErrorKind::Unsupported { found: "an archive without a Word document" })?;
    let relations = archive.relations(&main)?;
    let target = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    let mut out = Extract::default();
    let styles = match target("styles").map(|name| archive.part(&name)).transpose()?.flatten() {
        Some(xml) => {
            Styles::parse(&xml, limits.max_depth).unwrap_or_else(|problem| out.skip("styles", problem))
        }
        None => Styles::default(),
    };
    let mut numbering = match target("numbering").map(|name| archive.part(&name)).transpose()?.flatten() {
        Some(xml) => {
            Numbering::parse(&xml, limits.max_depth).unwrap_or_else(|problem| out.skip("numbering", problem))
        }
        None => Numbering::default(),
    };
    let mut parts = vec![main.clone()];
    for kind in ["footnotes", "endnotes", "header", "footer"] {
        parts.extend(relations.iter().filter(|r| r.kind == kind).map(|r| r.target.clone()));
    }
    let mut map = RunMap::default();
    let mut seen = HashSet::new();
    for name in parts {
        let Some(xml) = archive.part(&name)? else { continue };
        let (mut paragraphs, outcome) = body::paragraphs(&xml, &styles, &mut numbering, limits.max_depth);
        let is_main = name == main;
        match outcome {
            Ok(()) => {}
            Err(Problem::Depth(value)) => {
                return Err(ErrorKind::Limit {
                    limit: "max_depth",
                    what: "the nesting of elements",
                    value,
                    max: limits.max_depth,
                });
            }
            Err(Problem::Syntax(reason)) if is_main && paragraphs.is_empty() => {
                return Err(ErrorKind::Malformed { format: FORMAT, reason });
            }
            Err(Problem::Syntax(reason)) => out.notes.push(Note::PartSkipped { part: name.clone(), reason }),
        }
        if !is_main {
            // First pages, odd pages and sections repeat the same header.
            paragraphs.retain(|p| p.text.chars().any(char::is_alphabetic) && seen.insert(p.text.clone()));
        }
        append(&mut out.text, &mut map, name, &paragraphs);
        if is_main {
            map.bodies = map.parts.len();
        }
    }
    out.runs = Some(map);
    properties(&mut archive, limits, &mut out)?;
    Ok(out)
}

impl Extract {
    /// Notes that a helper part could not be read and goes on without it.
    fn skip<T: Default>(&mut self, part: &str, problem: Problem) -> T {
        let reason = match problem {
            Problem::Depth(depth) => format!("elements are nested {depth} deep"),
            Problem::Syntax(reason) => reason,
        };
        self.notes.push(Note::PartSkipped { part: part.to_owned(), reason });
        T::default()
    }
}

fn main_part(archive: &mut Archive<'_>) -> Result<Option<String>, ErrorKind> {
    let named = archive.relations("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    let candidates = named.into_iter().chain(["word/document.xml".to_owned()]);
    // A workbook has an office document too, but not under this name.
    Ok(candidates.into_iter().find(|name| archive.has(name) && name.to_lowercase().contains("document")))
}

fn append(text: &mut String, map: &mut RunMap, name: String, paragraphs: &[Paragraph]) {
    if paragraphs.is_empty() {
        return;
    }
    let part = map.parts.len();
    map.parts.push(name);
    for paragraph in paragraphs {
        match paragraph.before {
            Before::Cells(tabs) => text.extend(std::iter::repeat_n('\t', tabs.max(1))),
            Before::Line if text.is_empty() => {}
            Before::Line => text.push('\n'),
        }
        let base = text.len();
        text.push_str(&paragraph.text);
        map.paragraphs.push(DocxParagraph {
            span: Span::new(base, text.len()),
            part,
            paragraph: paragraph.index,
            style: paragraph.style.clone(),
            level: paragraph.level,
            number_bytes: paragraph.number_bytes,
            look: paragraph.look.clone(),
        });
        map.pieces.extend(paragraph.pieces.iter().map(|piece| RunPiece {
            span: Span::new(base + piece.start, base + piece.end),
            part,
            paragraph: paragraph.index,
            run: piece.run,
            offset: piece.offset,
        }));
    }
}

/// Takes what `docProps/core.xml` knows. Dates of the file are not dates of the document: they are
/// extra.
fn properties(archive: &mut Archive<'_>, limits: &Limits, out: &mut Extract) -> Result<(), ErrorKind> {
    let Some(xml) = archive.part("docProps/core.xml")? else { return Ok(()) };
    let mut current = String::new();
    let _ = xml::walk(&xml, limits.max_depth, |piece| match piece {
        Piece::Open(start) => current = start.local_name().into_inner().to_owned(),
        Piece::Close(_) => current.clear(),
        Piece::Text(text) => match current.as_str() {
            "title" => {
                out.metadata.offer(Field::Title, &text, MetadataSource::Page);
            }
            "creator" | "lastModifiedBy" | "created" | "modified" | "subject" | "keywords" | "category" => {
                out.metadata.offer_named(&current, &text, MetadataSource::Page);
            }
            _ => {}
        },
    });
    Ok(())
}
