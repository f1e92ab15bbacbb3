//! Comments and tracked changes written into a DOCX.
//!
//! The XML is edited in place, by byte offsets: runs are cut where a mark begins or ends, each piece
//! with the formatting of the whole; everything else stays as it is written, and parts that do not
//! change are copied as they are packed. Spans are those of the text that the reader gives, the one
//! in which all tracked changes are accepted.
//!
//! Where nothing may be put between two characters (a text box, a field), a comment stands around
//! the nearest run that bears one, and a change is refused; what became of each is told.

mod comments;
mod package;
mod rebuild;
mod revisions;
mod scan;

use std::collections::BTreeMap;
use std::path::Path;

use gongwen_text::Span;

use self::package::{editable, malformed};
use self::scan::{Place, Run, Scan};
use super::archive::Archive;
use super::runs::{RunMap, RunPiece};
use crate::document::FileFormat;
use crate::error::{Error, ErrorKind};
use crate::guard;
use crate::options::Limits;
use crate::xml::Problem;

/// A comment to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocxComment {
    /// What it is about, in bytes of the document's text.
    pub span: Span,
    /// What it says; each line is a paragraph.
    pub text: String,
}

/// A tracked change to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocxRevision {
    /// What goes, in bytes of the document's text; empty for an insertion.
    pub span: Span,
    /// What comes; empty for a deletion. Takes the formatting of what goes.
    pub text: String,
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocxAuthor {
    /// The name.
    pub name: String,
    /// Its initials.
    pub initials: String,
    /// When, as `2024-05-01T00:00:00Z`; nothing is said when absent.
    pub date: Option<String>,
}

/// What became of a comment or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Placed {
    /// It stands at its words.
    There,
    /// A comment of the same author and text stands there already.
    Present,
    /// A comment stands around the nearest run that bears one.
    Nearby,
    /// A change cannot be written there, or a comment nowhere.
    Refused,
}

/// A DOCX with marks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedDocx {
    /// The file; the very bytes that were given when nothing is new.
    pub bytes: Vec<u8>,
    /// What became of each, in the order given.
    pub placed: Vec<Placed>,
}

/// Writes comments into a DOCX; `name` is for messages.
///
/// Those of the same author and text at the same place are not written again, so that writing twice is writing once.
///
/// Cost: `O(bytes + comments log comments)`.
///
/// # Errors
///
/// The file is no DOCX, passes a limit, or its main part cannot be edited.
pub fn comment_docx(
    name: &Path,
    bytes: &[u8],
    comments: &[DocxComment],
    author: &DocxAuthor,
    limits: &Limits,
) -> Result<MarkedDocx, Error> {
    guard::caught(FileFormat::Docx, || Target::open(bytes, limits)?.comment(bytes, comments, author, limits))
        .map_err(|kind| Error::new(name, kind))
}

/// Writes tracked changes into a DOCX; `name` is for messages.
///
/// Accepting all of them gives the text with the changes, rejecting all the text as it was. A change
/// is refused unless all its characters stand in runs of one paragraph of the main part that may be
/// changed, and it brings no line end; paragraphs of the body may go
/// as a whole, each with a line end. A change that overlaps an earlier one is refused, and a second insertion in one
/// place.
///
/// Cost: `O(bytes + changes log changes)`.
///
/// # Errors
///
/// As [`comment_docx`].
pub fn revise_docx(
    name: &Path,
    bytes: &[u8],
    revisions: &[DocxRevision],
    author: &DocxAuthor,
    limits: &Limits,
) -> Result<MarkedDocx, Error> {
    guard::caught(FileFormat::Docx, || Target::open(bytes, limits)?.revise(bytes, revisions, author))
        .map_err(|kind| Error::new(name, kind))
}

/// A document that is to be marked.
struct Target<'b> {
    archive: Archive<'b>,
    /// The name of the main part, and the part.
    main: String,
    xml: String,
    scan: Scan,
    text: String,
    map: RunMap,
    /// How many pieces stand in the main part; they are the first.
    own: usize,
    /// Where runs with text begin in the XML, and the byte of the text there; sorted.
    starts: Vec<(usize, usize)>,
    /// The same of their ends.
    ends: Vec<(usize, usize)>,
}

impl<'b> Target<'b> {
    fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Self, ErrorKind> {
        let read = super::read(bytes, limits)?;
        let mut archive = Archive::open(bytes, limits)?;
        let main = super::main_part(&mut archive)?
            .ok_or(ErrorKind::Unsupported { found: "an archive without a Word document" })?;
        let xml = editable(&mut archive, &main)?.ok_or_else(|| malformed("no main part"))?;
        let scan = Scan::of(&xml, limits.max_depth).map_err(|problem| match problem {
            Problem::Depth(depth) => malformed(format_args!("{main}: elements are nested {depth} deep")),
            Problem::Syntax(reason) => malformed(format_args!("{main}: {reason}")),
        })?;
        if scan.prefix.is_empty() {
            return Err(malformed(format_args!("{main} has names without a prefix")));
        }
        let map = read.runs.unwrap_or_default();
        let own = map.pieces.partition_point(|piece| piece.part < map.bodies);
        let runs = map.pieces[..own]
            .iter()
            .filter_map(|piece| Some((&scan.run(piece.paragraph, piece.run)?.range, piece.span)));
        let mut starts: Vec<_> = runs.clone().map(|(range, span)| (range.start, span.start)).collect();
        let mut ends: Vec<_> = runs.map(|(range, span)| (range.end, span.end)).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        Ok(Self { archive, main, xml, scan, text: read.text, map, own, starts, ends })
    }

    /// Returns the run of a piece, if it says what the piece says.
    fn run(&self, piece: &RunPiece) -> Option<&Run> {
        let run = self.scan.run(piece.paragraph, piece.run)?;
        run.says(piece.offset, piece.span.slice(&self.text), &self.xml).then_some(run)
    }

    /// Returns what may be done with the run of a piece.
    fn place(&self, piece: &RunPiece) -> Place {
        self.run(piece).map_or(Place::Fixed, |run| run.place)
    }

    /// Returns the pieces of the main part that `span` touches.
    fn pieces_in(&self, span: Span) -> &[RunPiece] {
        let own = &self.map.pieces[..self.own];
        let first = own.partition_point(|piece| piece.span.end <= span.start);
        let count = own[first..].partition_point(|piece| piece.span.start < span.end);
        &own[first..first + count]
    }

    fn finish(
        &self,
        bytes: &[u8],
        plan: rebuild::Plan,
        mut changed: BTreeMap<String, String>,
    ) -> Result<Vec<u8>, ErrorKind> {
        changed.insert(self.main.clone(), plan.apply(&self.xml, &self.scan));
        package::rewrite(bytes, changed)
    }
}

impl DocxAuthor {
    /// The attributes of a mark with this number.
    fn attributes(&self, prefix: &str, id: u64) -> String {
        let date = self.date.iter().map(|date| format!(" {prefix}:date=\"{}\"", package::escaped(date)));
        let date: String = date.collect();
        format!("{prefix}:id=\"{id}\" {prefix}:author=\"{}\"{date}", package::escaped(&self.name))
    }
}
