//! One XML part of a DOCX to paragraphs of text, each run remembered.

use crate::docx::numbering::Numbering;
use crate::docx::runs::DocxLook;
use crate::docx::styles::{Letters, Styles, outline_level};
use crate::xml::{self, Piece, Problem};

/// A finished paragraph, with its place relative to tables.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) index: usize,
    pub(super) text: String,
    pub(super) pieces: Vec<LocalPiece>,
    pub(super) style: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) number_bytes: usize,
    pub(super) look: DocxLook,
    pub(super) before: Before,
}

/// A stretch of a paragraph's text that stands in one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalPiece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) run: usize,
    pub(super) offset: usize,
}

/// What separates a paragraph from the text before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Before {
    /// A line end.
    #[default]
    Line,
    /// So many tabs: it begins a table cell that is not the first of its row.
    Cells(usize),
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    index: usize,
    text: String,
    pieces: Vec<LocalPiece>,
    style: Option<String>,
    outline: Option<u8>,
    number: Option<String>,
    number_level: Option<usize>,
    runs: usize,
    alignment: Option<String>,
    /// What its Chinese text looks like so far, and what is said of the letters of the open run.
    letters: Option<Letters>,
    run_letters: Letters,
    /// The run that is open: its index, bytes of text so far, whether it is hidden.
    run: Option<(usize, usize, bool)>,
    /// Text boxes anchored here; they follow the paragraph.
    after: Vec<Paragraph>,
    /// The table state outside; a text box may hold tables of its own.
    rows: Vec<Row>,
}

/// A table row that is being read.
#[derive(Default)]
struct Row {
    cells: usize,
    /// Cells begun since the last text of the row.
    pending: usize,
    /// Whether the row has text, and whether its present cell has.
    has_text: bool,
    cell_has_text: bool,
}

struct Field {
    code: String,
    in_result: bool,
}

impl Field {
    /// Page numbers are layout, not text.
    fn is_page_number(&self) -> bool {
        matches!(self.code.split_whitespace().next(), Some("PAGE" | "NUMPAGES" | "SECTIONPAGES"))
    }
}

/// Reads the paragraphs of a part in document order.
///
/// Returns those read before a fault, with the fault. Cost: `O(bytes)`.
pub(super) fn paragraphs(
    xml: &str,
    styles: &Styles,
    numbering: &mut Numbering,
    max_depth: u64,
) -> (Vec<Paragraph>, Result<(), Problem>) {
    let mut reader = Reader {
        styles,
        numbering,
        done: Vec::new(),
        open: Vec::new(),
        rows: Vec::new(),
        fields: Vec::new(),
        stack: Vec::new(),
        skipping: 0,
        count: 0,
        in_text: false,
        in_code: false,
    };
    let outcome = xml::walk(xml, max_depth, |piece| match piece {
        Piece::Open(start) => reader.begin(start),
        Piece::Close(name) => reader.end(name),
        Piece::Text(text) => reader.text(&text),
    });
    while !reader.open.is_empty() {
        reader.end_paragraph();
    }
    (reader.done, outcome)
}

struct Reader<'r> {
    styles: &'r Styles,
    numbering: &'r mut Numbering,
    done: Vec<Paragraph>,
    open: Vec<Open>,
    rows: Vec<Row>,
    fields: Vec<Field>,
    /// For each open element, whether it is left out.
    stack: Vec<bool>,
    skipping: usize,
    count: usize,
    in_text: bool,
    in_code: bool,
}

impl Reader<'_> {
    fn begin(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        let name = start.local_name().into_inner();
        // Deleted and moved-away text, the second copy of a text box, pronunciation marks, and the
        // record of how a paragraph was formatted before.
        let skip = matches!(
            name,
            "del" | "moveFrom" | "Fallback" | "rt" | "pPrChange" | "rPrChange" | "numberingChange"
        );
        self.stack.push(skip);
        self.skipping += usize::from(skip);
        if name == "p" {
            self.begin_paragraph();
            return;
        }
        if name == "r" {
            if let Some(open) = self.open.last_mut() {
                open.run = Some((open.runs, 0, false));
                open.run_letters = Letters::default();
                open.runs += 1;
            }
            return;
        }
        if self.skipping > 0 {
            return;
        }
        let val = || xml::attribute(start, "val").unwrap_or_default();
        match name {
            "tr" => self.rows.push(Row::default()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.pending += usize::from(row.cells > 0);
                    row.cells += 1;
                    row.cell_has_text = false;
                }
            }
            "t" => self.in_text = true,
            // In paragraph properties a `tab` defines a stop; only in a run is it a character.
            "tab" | "ptab" if self.open.last().is_some_and(|open| open.run.is_some()) => self.push("\t"),
            "br" if !matches!(xml::attribute(start, "type").as_deref(), Some("page" | "column")) => {
                self.push("\n");
            }
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "vanish" => {
                let off = matches!(val().as_str(), "0" | "false" | "off");
                if let Some((_, _, hidden)) = self.open.last_mut().and_then(|open| open.run.as_mut()) {
                    *hidden = !off;
                }
            }
            "rFonts" | "sz" => self.of_paragraph(|open| {
                if open.run.is_some() {
                    open.run_letters.take(start);
                }
            }),
            // A style of characters may say anything; what the run itself says comes after it.
            "rStyle" => self.of_paragraph(|open| {
                open.run_letters = Letters { font: Some(None), size: Some(None) };
            }),
            "jc" => self.of_paragraph(|open| {
                if open.run.is_none() {
                    open.alignment = Some(val());
                }
            }),
            "instrText" => self.in_code = true,
            "fldSimple" => {
                let code = xml::attribute(start, "instr").unwrap_or_default();
                self.fields.push(Field { code, in_result: true });
            }
            "fldChar" => match xml::attribute(start, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(Field { code: String::new(), in_result: false }),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.in_result = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "pStyle" => self.of_paragraph(|open| open.style = Some(val())),
            "outlineLvl" => self.of_paragraph(|open| open.outline = val().parse().ok()),
            "numId" => self.of_paragraph(|open| open.number = Some(val())),
            "ilvl" => self.of_paragraph(|open| open.number_level = val().parse().ok()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.of_paragraph(|open| open.run = None),
            "t" => self.in_text = false,
            "instrText" => self.in_code = false,
            "fldSimple" if self.skipping == 0 => {
                self.fields.pop();
            }
            "tr" if self.skipping == 0 => {
                let row = self.rows.pop();
                // A table inside a cell has put text into that cell.
                if let (Some(outer), Some(row)) = (self.rows.last_mut(), row) {
                    outer.cell_has_text |= row.has_text;
                    outer.has_text |= row.has_text;
                }
            }
            _ => {}
        }
        if let Some(skip) = self.stack.pop() {
            self.skipping -= usize::from(skip);
        }
    }

    fn of_paragraph(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    fn begin_paragraph(&mut self) {
        let rows = if self.open.is_empty() { Vec::new() } else { std::mem::take(&mut self.rows) };
        self.open.push(Open { index: self.count, rows, ..Open::default() });
        self.count += 1;
    }

    fn text(&mut self, text: &str) {
        if self.in_code {
            if let Some(field) =
                self.fields.last_mut().filter(|field| !field.in_result && field.code.len() < 256)
            {
                field.code.push_str(text);
            }
        } else if self.in_text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let shown =
            self.skipping == 0 && self.fields.iter().all(|field| field.in_result && !field.is_page_number());
        let Some(open) = self.open.last_mut() else { return };
        let Some((run, bytes, hidden)) = &mut open.run else {
            // Text outside runs is against the standard but seen.
            if shown {
                open.text.push_str(text);
            }
            return;
        };
        let offset = *bytes;
        *bytes += text.len();
        if !shown || *hidden {
            return;
        }
        if text.contains(gongwen_text::is_han) {
            let letters = open.run_letters.clone().or(&self.styles.letters(open.style.as_deref()));
            match &mut open.letters {
                Some(all) => all.meet(&letters),
                None => open.letters = Some(letters),
            }
        }
        let start = open.text.len();
        open.text.push_str(text);
        let end = open.text.len();
        match open.pieces.last_mut() {
            Some(last)
                if last.run == *run
                    && last.end == start
                    && last.offset + (last.end - last.start) == offset =>
            {
                last.end = end;
            }
            _ => open.pieces.push(LocalPiece { start, end, run: *run, offset }),
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        if !self.open.is_empty() {
            self.rows = std::mem::take(&mut open.rows);
        }
        let own = if self.skipping == 0 { self.finish(&mut open) } else { None };
        let finished = own.into_iter().chain(std::mem::take(&mut open.after));
        match self.open.last_mut() {
            Some(outer) => outer.after.extend(finished),
            None => {
                self.done.extend(finished);
                // A field that is begun and never ended must not hide the rest of the document.
                self.fields.retain(|field| field.in_result && !field.is_page_number());
            }
        }
    }

    /// Numbers the paragraph, trims it, and sets it in its cell; `None` when nothing is left.
    fn finish(&mut self, open: &mut Open) -> Option<Paragraph> {
        let (style_number, style_level) =
            open.style.as_deref().map(|id| self.styles.number(id)).unwrap_or_default();
        let number = open.number.take().or(style_number).filter(|id| id != "0");
        let number_level = open.number_level.or(style_level).unwrap_or(0);
        // Word shows no number before an empty paragraph, but counts it; so do we.
        let mut label = number.map(|id| self.numbering.next(&id, number_level)).unwrap_or_default();
        let trimmed = open.text.trim_end();
        let lead = trimmed.len() - trimmed.trim_start().len();
        if lead == trimmed.len() {
            return None;
        }
        if label.chars().next_back().is_some_and(|c| c.is_alphanumeric() || gongwen_text::is_han(c)) {
            label.push(' ');
        }
        let end = trimmed.len();
        let shift = |at: usize| at.clamp(lead, end) - lead + label.len();
        let pieces = open
            .pieces
            .iter()
            .filter(|piece| piece.end > lead && piece.start < end)
            .map(|piece| LocalPiece {
                start: shift(piece.start),
                end: shift(piece.end),
                run: piece.run,
                offset: piece.offset + lead.saturating_sub(piece.start),
            })
            .collect();
        let before = match self.rows.last_mut().filter(|_| self.open.is_empty()) {
            Some(row) => {
                let before = if row.cell_has_text || !row.has_text {
                    Before::Line
                } else {
                    Before::Cells(row.pending)
                };
                row.pending = 0;
                row.has_text = true;
                row.cell_has_text = true;
                before
            }
            None => Before::Line,
        };
        let letters = open.letters.take().unwrap_or_default();
        let look = if self.rows.is_empty() && self.open.is_empty() {
            let alignment = open.alignment.take().or_else(|| self.styles.alignment(open.style.as_deref()));
            DocxLook { font: letters.font.flatten(), half_points: letters.size.flatten(), alignment }
        } else {
            DocxLook::default()
        };
        Some(Paragraph {
            look,
            index: open.index,
            number_bytes: label.len(),
            text: label + &open.text[lead..end],
            pieces,
            level: match open.outline {
                Some(value) => outline_level(value),
                None => open.style.as_deref().and_then(|id| self.styles.level(id)),
            },
            style: open.style.take().map(|id| self.styles.name(&id)),
            before,
        })
    }
}
