//! Where the runs of a part stand in its XML, to the byte.
//!
//! Counts paragraphs, runs and the bytes of a run's text as the reader in `body` does, which is what
//! [`RunMap`](crate::RunMap) refers to. Text is compared before anything is cut, so that a disagreement
//! costs a cut and never a character.

use std::collections::HashMap;
use std::ops::Range;

use crate::xml::{self, Piece, Problem};

/// A part that has been looked through.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) paragraphs: Vec<Paragraph>,
    /// Where ranges of comments begin and end: the comment, which of both, where.
    pub(super) edges: Vec<(u64, Edge, usize)>,
    /// The runs that refer to a note, by the kind and number of the note.
    pub(super) references: HashMap<(&'static str, u64), (usize, usize)>,
    /// The prefix of the names: `w`.
    pub(super) prefix: String,
    /// The namespace that the prefix stands for.
    pub(super) namespace: String,
    /// The greatest number that an element is called by.
    pub(super) last_id: u64,
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
    /// Where its mark can be said to be deleted, and what has to stand around that.
    pub(super) mark: Option<(usize, Around)>,
}

/// What has to be put around the properties of a paragraph's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing: there are some already.
    Nothing,
    /// Their element.
    Mark,
    /// That, and the properties of the paragraph.
    Paragraph,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// A run.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The element.
    pub(super) range: Range<usize>,
    /// Where its start tag ends.
    pub(super) tag_end: usize,
    /// What is in it, properties aside.
    pub(super) content: Range<usize>,
    /// The record of its earlier properties, within them.
    pub(super) change: Option<Range<usize>>,
    pub(super) atoms: Vec<Atom>,
    /// The bytes of its text.
    pub(super) len: usize,
    /// The child of the outermost paragraph in which it stands; often itself.
    pub(super) outer: Range<usize>,
    pub(super) place: Place,
}

/// What may be done with a run, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Nothing inside its outermost element: it is part of a text box, an alternative, a ruby.
    Fixed,
    /// Marks at its ends: it is the result of a field.
    Field,
    /// Marks anywhere: it is somebody's insertion.
    Inserted,
    /// Changes too.
    #[default]
    Free,
}

/// A child of a run.
#[derive(Debug)]
pub(super) struct Atom {
    pub(super) range: Range<usize>,
    /// Where in the run's text it begins.
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) kind: AtomKind,
}

/// What a child of a run is.
#[derive(Debug)]
pub(super) enum AtomKind {
    /// `w:t`: whether blanks at its ends count, and its pieces of text.
    Text { preserve: bool, pieces: Vec<TextPiece> },
    /// An element that stands for one character.
    Sign,
    /// Anything else.
    Other,
}

/// A stretch of characters in `w:t`.
#[derive(Debug)]
pub(super) struct TextPiece {
    /// Where in the run's text it begins.
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) range: Range<usize>,
    /// Whether it is written as it reads, so that it may be cut anywhere.
    pub(super) plain: bool,
}

impl Scan {
    /// Looks through a part. Cost: `O(bytes)`.
    pub(super) fn of(xml: &str, max_depth: u64) -> Result<Self, Problem> {
        let mut scanner = Scanner::default();
        xml::walk_at(xml, max_depth, |piece, at| match piece {
            Piece::Open(start) => scanner.begin(start, at, xml),
            Piece::Close(name) => scanner.end(name, &at, xml),
            Piece::Text(text) => scanner.text(&text, at, xml),
        })?;
        // The reader makes something of such a file; to be edited it has to be whole.
        if scanner.is_broken || !scanner.stack.is_empty() {
            return Err(Problem::Syntax("start and end tags do not match".to_owned()));
        }
        Ok(scanner.scan)
    }

    pub(super) fn run(&self, paragraph: usize, run: usize) -> Option<&Run> {
        self.paragraphs.get(paragraph)?.runs.get(run).filter(|run| run.range.end > 0 && run.outer.end > 0)
    }
}

impl Run {
    /// Returns where the run can be cut instead of byte `at` of its text: there, unless that is within characters that
    /// are written otherwise than they read.
    pub(super) fn cut_near(&self, at: usize, edge: Edge) -> usize {
        let within = |from: usize, len: usize| from < at && at < from + len;
        let to = |from: usize, len: usize| if edge == Edge::Start { from } else { from + len };
        let Some(atom) = self.atoms.iter().find(|atom| within(atom.at, atom.len)) else { return at };
        match &atom.kind {
            AtomKind::Text { pieces, .. } => pieces
                .iter()
                .find(|piece| !piece.plain && within(piece.at, piece.len))
                .map_or(at, |piece| to(piece.at, piece.len)),
            AtomKind::Sign | AtomKind::Other => to(atom.at, atom.len),
        }
    }

    /// Returns whether `text` is what the run says from byte `at` on, as far as it is written as it reads.
    pub(super) fn says(&self, at: usize, text: &str, xml: &str) -> bool {
        let end = at + text.len();
        end <= self.len
            && self.atoms.iter().all(|atom| {
                let AtomKind::Text { pieces, .. } = &atom.kind else { return true };
                pieces.iter().filter(|piece| piece.plain).all(|piece| {
                    let (from, to) = (at.max(piece.at), end.min(piece.at + piece.len));
                    from >= to
                        || xml.get(piece.range.start + from - piece.at..piece.range.start + to - piece.at)
                            == text.get(from - at..to - at)
                })
            })
    }
}

/// What an element is to the runs in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Run,
    Properties,
    /// A container that changes nothing.
    Plain,
    /// An insertion.
    Inserted,
    Other,
}

struct Element {
    kind: Kind,
    skip: bool,
    start: usize,
    /// The bytes of its local name.
    name: Range<usize>,
}

/// A paragraph that is being read.
struct Open {
    index: usize,
    /// Its place among the open elements.
    depth: usize,
    /// The run that is open, and its place among the open elements.
    run: Option<(usize, usize)>,
    /// The child of the run that is open.
    atom: Option<Atom>,
}

#[derive(Default)]
struct Scanner {
    scan: Scan,
    stack: Vec<Element>,
    open: Vec<Open>,
    /// For each open field, whether its result has begun.
    fields: Vec<bool>,
    skipping: usize,
    in_text: bool,
    in_code: bool,
    /// Table cells that are open.
    cells: usize,
    /// Whether an end tag was met that ends nothing; all else is meaningless then.
    is_broken: bool,
    /// Runs whose outermost element is still open.
    waiting: Vec<(usize, usize)>,
}

impl Scanner {
    fn begin(&mut self, start: &quick_xml::events::BytesStart<'_>, at: Range<usize>, xml: &str) {
        if self.is_broken {
            return;
        }
        let name = start.local_name().into_inner();
        if self.stack.is_empty() && self.scan.prefix.is_empty() {
            self.root(start);
        }
        let kind = match name {
            "p" => Kind::Paragraph,
            "r" => Kind::Run,
            "rPr" => Kind::Properties,
            "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "dir" | "bdo" => Kind::Plain,
            "ins" | "moveTo" => Kind::Inserted,
            _ => Kind::Other,
        };
        let skip = matches!(
            name,
            "del" | "moveFrom" | "Fallback" | "rt" | "pPrChange" | "rPrChange" | "numberingChange"
        );
        let depth = self.stack.len();
        let prefix = start.name().prefix().map_or(0, |prefix| prefix.into_inner().len() + 1);
        let name_at = at.start + 1 + prefix;
        self.stack.push(Element { kind, skip, start: at.start, name: name_at..name_at + name.len() });
        self.skipping += usize::from(skip);
        let tag = &xml[at.clone()];
        let id = || xml::attribute(start, "id").and_then(|id| id.parse::<u64>().ok());
        if tag.contains(":id=")
            && let Some(id) = id()
        {
            self.scan.last_id = self.scan.last_id.max(id);
            match name {
                "commentRangeStart" => self.scan.edges.push((id, Edge::Start, at.start)),
                "commentRangeEnd" => self.scan.edges.push((id, Edge::End, at.start)),
                "footnoteReference" => self.refer("footnote", id),
                "endnoteReference" => self.refer("endnote", id),
                _ => {}
            }
        }
        match kind {
            Kind::Paragraph => {
                let index = self.scan.paragraphs.len();
                let is_plain = !tag.ends_with("/>") && self.open.is_empty() && self.cells == 0;
                let mark = is_plain.then_some((at.end, Around::Paragraph));
                self.scan.paragraphs.push(Paragraph { runs: Vec::new(), mark });
                self.open.push(Open { index, depth, run: None, atom: None });
                return;
            }
            Kind::Run => return self.begin_run(&at),
            _ => {}
        }
        self.cells += usize::from(name == "tc");
        let Some(open) = self.open.last_mut() else { return };
        let mark = &mut self.scan.paragraphs[open.index].mark;
        match name {
            // Here or, if there is something that has to follow, before that.
            "pPr" if depth == open.depth + 1 => {
                *mark = mark.filter(|_| !tag.ends_with("/>")).map(|_| (at.end, Around::Mark));
            }
            // The mark of a section's last paragraph carries the section; a changed mark is left alone.
            "sectPr" | "pPrChange" if depth == open.depth + 2 => *mark = None,
            "rPr" if depth == open.depth + 2 && open.run.is_none() => {
                *mark = mark.filter(|_| !tag.ends_with("/>")).map(|_| (at.end, Around::Nothing));
            }
            "ins" | "del" | "moveFrom" | "moveTo" if depth == open.depth + 3 && open.run.is_none() => {
                *mark = None;
            }
            _ => {}
        }
        if let Some((run, run_depth)) = open.run {
            if depth == run_depth + 1 && kind != Kind::Properties {
                let kind = match name {
                    "t" => AtomKind::Text {
                        preserve: xml::attribute(start, "space").is_some_and(|space| space == "preserve"),
                        pieces: Vec::new(),
                    },
                    "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" => AtomKind::Sign,
                    _ => AtomKind::Other,
                };
                let len = self.scan.paragraphs[open.index].runs[run].len;
                open.atom = Some(Atom { range: at.start..at.end, at: len, len: 0, kind });
            }
            let is_character = match name {
                "tab" | "ptab" | "cr" | "noBreakHyphen" => true,
                "br" => !matches!(xml::attribute(start, "type").as_deref(), Some("page" | "column")),
                _ => false,
            };
            if is_character && self.skipping == 0 {
                self.scan.paragraphs[open.index].runs[run].len += 1;
            }
        }
        if self.skipping > 0 {
            return;
        }
        match name {
            "t" => self.in_text = true,
            "instrText" => self.in_code = true,
            "fldSimple" => self.fields.push(true),
            "fldChar" => match xml::attribute(start, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn refer(&mut self, kind: &'static str, id: u64) {
        if let Some(Open { index, run: Some((run, _)), .. }) = self.open.last()
            && self.skipping == 0
        {
            self.scan.references.insert((kind, id), (*index, *run));
        }
    }

    /// Takes the prefix and namespace from the root.
    fn root(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        let prefix = start.name().prefix().map(|prefix| prefix.into_inner().to_owned()).unwrap_or_default();
        let key = format!("xmlns:{prefix}");
        self.scan.namespace = start
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.into_inner() == key)
            .map(|attribute| attribute.value.to_string())
            .unwrap_or_default();
        self.scan.prefix = prefix;
    }

    fn begin_run(&mut self, at: &Range<usize>) {
        let depth = self.stack.len() - 1;
        let nested = self.open.len() > 1;
        let Some(open) = self.open.last_mut() else { return };
        let runs = &mut self.scan.paragraphs[open.index].runs;
        // A run within a run: neither is to be cut.
        let within = open.run.map(|(run, _)| run);
        if let Some(run) = within {
            runs[run].place = Place::Fixed;
        }
        let place = self.stack[open.depth + 1..depth].iter().map(|element| match element.kind {
            Kind::Plain => Place::Free,
            Kind::Inserted => Place::Inserted,
            _ => Place::Fixed,
        });
        let mut place = place.min().unwrap_or(Place::Free);
        if nested || within.is_some() || self.skipping > 0 {
            place = Place::Fixed;
        } else if !self.fields.is_empty() {
            place = place.min(Place::Field);
        }
        runs.push(Run {
            range: at.start..0,
            tag_end: at.end,
            content: at.end..at.end,
            place,
            ..Run::default()
        });
        open.run = Some((runs.len() - 1, depth));
        self.waiting.push((open.index, runs.len() - 1));
    }

    fn text(&mut self, text: &str, at: Range<usize>, xml: &str) {
        if self.in_code || !self.in_text || self.is_broken {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        let Some((run, _)) = open.run else { return };
        let run = &mut self.scan.paragraphs[open.index].runs[run];
        if let Some(Atom { kind: AtomKind::Text { pieces, .. }, .. }) = &mut open.atom {
            let plain = xml[at.clone()] == *text;
            pieces.push(TextPiece { at: run.len, len: text.len(), range: at, plain });
        }
        run.len += text.len();
    }

    fn end(&mut self, name: &str, at: &Range<usize>, xml: &str) {
        let element = self.stack.pop().filter(|element| xml.get(element.name.clone()) == Some(name));
        let Some(element) = element.filter(|_| !self.is_broken) else {
            self.is_broken = true;
            return;
        };
        let depth = self.stack.len();
        self.skipping -= usize::from(element.skip);
        match name {
            "t" => self.in_text = false,
            "instrText" => self.in_code = false,
            "fldSimple" if self.skipping == 0 => {
                self.fields.pop();
            }
            "tc" => self.cells = self.cells.saturating_sub(1),
            // Without properties of its mark, these are the last of the paragraph's.
            "pPr" => {
                if let Some(open) = self.open.last()
                    && depth == open.depth + 1
                    && let Some((place, Around::Mark)) = &mut self.scan.paragraphs[open.index].mark
                {
                    *place = at.start;
                }
            }
            _ => {}
        }
        if let Some(open) = self.open.last_mut()
            && let Some((run, run_depth)) = open.run
        {
            let run = &mut self.scan.paragraphs[open.index].runs[run];
            if depth == run_depth {
                // An empty element has no end tag of its own.
                let is_empty = at.start == run.range.start;
                run.range.end = at.end;
                run.content.end = if is_empty { run.content.start } else { at.start };
                open.run = None;
            } else if depth == run_depth + 1 && element.kind == Kind::Properties {
                if run.atoms.is_empty() {
                    run.content.start = at.end;
                } else {
                    run.place = Place::Fixed;
                }
            } else if depth == run_depth + 1 {
                if let Some(mut atom) = open.atom.take() {
                    atom.range.end = at.end;
                    atom.len = run.len - atom.at;
                    run.atoms.push(atom);
                }
            } else if name == "rPrChange" && depth == run_depth + 2 {
                run.change = Some(element.start..at.end);
            }
        }
        if self.open.first().is_some_and(|outermost| depth == outermost.depth + 1) {
            for (paragraph, run) in self.waiting.drain(..) {
                self.scan.paragraphs[paragraph].runs[run].outer = element.start..at.end;
            }
        }
        if element.kind == Kind::Paragraph {
            self.open.pop();
            if self.open.is_empty() {
                self.fields.retain(|&in_result| in_result);
            }
        }
    }
}
