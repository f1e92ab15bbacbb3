//! Where each stretch of a document's text stands in the DOCX file.

use gongwen_text::Span;

/// Maps the text of a [`Document`](crate::Document) back to the runs of its DOCX, so that comments and
/// edits can be written where they belong.
///
/// How to find a place again: take the part's XML, count all start tags `w:p` in document order
/// from 0 — those in text boxes and in both branches of `mc:AlternateContent` too — and among the
/// `w:r` whose nearest `w:p` is this one count from 0 likewise. The text of a run is that of its
/// `w:t` elements in order, with one `\t` for `w:tab`, one `\n` for `w:br` (line breaks) and
/// `w:cr`, one `-` for `w:noBreakHyphen`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunMap {
    /// The names of the parts that have text: `word/document.xml`, `word/footnotes.xml` …
    pub parts: Vec<String>,
    /// How many of them are the body: the first, unless it has no text.
    pub bodies: usize,
    /// The paragraphs with text, in the order of the text.
    pub paragraphs: Vec<DocxParagraph>,
    /// Stretches of text that stand in one run each, sorted by span. Automatic numbers belong to none.
    pub pieces: Vec<RunPiece>,
}

/// A paragraph of a DOCX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocxParagraph {
    /// Its bytes in the text, automatic number included.
    pub span: Span,
    /// Its part: an index into [`RunMap::parts`].
    pub part: usize,
    /// Which `w:p` of the part it is.
    pub paragraph: usize,
    /// The name of its style, such as `heading 1` or 正文首行缩进.
    pub style: Option<String>,
    /// Its outline level, 1 for the highest; `None` for body text.
    pub level: Option<u8>,
    /// How many bytes at its start are an automatic number.
    pub number_bytes: usize,
    /// How it looks; nothing is said of those in tables.
    pub look: DocxLook,
}

/// How a paragraph looks, as far as its runs and styles say so and all its Chinese text is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocxLook {
    /// The font of Chinese text.
    pub font: Option<String>,
    /// Its size in half points.
    pub half_points: Option<u32>,
    /// The alignment as the file has it: `left`, `center`, `right`, `both` …
    pub alignment: Option<String>,
}

/// A stretch of text within one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPiece {
    /// Its bytes in the text.
    pub span: Span,
    /// Its part: an index into [`RunMap::parts`].
    pub part: usize,
    /// Which `w:p` of the part.
    pub paragraph: usize,
    /// Which `w:r` of the paragraph.
    pub run: usize,
    /// Where in the run's text the stretch begins, in bytes.
    pub offset: usize,
}

/// A place in a DOCX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPosition<'m> {
    /// The name of the part.
    pub part: &'m str,
    /// Which `w:p` of the part.
    pub paragraph: usize,
    /// Which `w:r` of the paragraph.
    pub run: usize,
    /// Bytes into the run's text.
    pub offset: usize,
}

impl RunMap {
    /// Returns where byte `at` of the text stands, `None` for what no run holds (line ends,
    /// automatic numbers). Cost: `O(log pieces)`.
    pub fn locate(&self, at: usize) -> Option<RunPosition<'_>> {
        let after = self.pieces.partition_point(|piece| piece.span.start <= at);
        let piece = self.pieces.get(after.checked_sub(1)?).filter(|piece| at < piece.span.end)?;
        Some(RunPosition {
            part: self.parts.get(piece.part)?,
            paragraph: piece.paragraph,
            run: piece.run,
            offset: piece.offset + (at - piece.span.start),
        })
    }

    /// Returns which `w:p` of the body byte `at` of the text belongs to, `None` in notes, headers and footers. Cost:
    /// `O(log paragraphs)`.
    pub fn body_paragraph(&self, at: usize) -> Option<usize> {
        let next = self.paragraphs.partition_point(|paragraph| paragraph.span.end < at);
        let paragraph = self.paragraphs.get(next).filter(|paragraph| paragraph.span.start <= at)?;
        (paragraph.part < self.bodies).then_some(paragraph.paragraph)
    }

    /// Returns the pieces that `span` touches, in order. Cost: `O(log pieces)`.
    pub fn pieces_in(&self, span: Span) -> &[RunPiece] {
        let first = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        let count = self.pieces[first..].partition_point(|piece| piece.span.start < span.end);
        &self.pieces[first..first + count]
    }
}
