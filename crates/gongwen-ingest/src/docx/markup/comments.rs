//! Comments: where they stand, their part, and how the package knows of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use gongwen_text::Span;

use super::package::{CONTENT_TYPES, editable, escaped, malformed, with_last_child};
use super::rebuild::{Plan, Side};
use super::scan::{Edge, Place, Run};
use super::{DocxAuthor, DocxComment, MarkedDocx, Placed, Target};
use crate::docx::runs::RunPiece;
use crate::error::ErrorKind;
use crate::options::Limits;
use crate::xml::{self, Piece};

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// An end of a comment: where a mark goes, and the byte of the text that it stands at.
struct Anchor<'t> {
    /// The paragraph and the run in it.
    place: (usize, usize),
    run: &'t Run,
    /// Where in the run's text; `None` at the edge of its outermost element.
    inside: Option<usize>,
    at: usize,
}

/// For the paragraphs of notes, by part and paragraph, the paragraph and run of the body that refers to the note.
type Notes = HashMap<(usize, usize), (usize, usize)>;

/// The part with the comments, present or to be.
struct CommentsPart {
    name: String,
    /// What it says, `None` when there is none yet.
    xml: Option<String>,
    last_id: u64,
    /// What the comments of an author say.
    texts: HashMap<u64, String>,
}

impl Target<'_> {
    pub(super) fn comment(
        mut self,
        bytes: &[u8],
        comments: &[DocxComment],
        author: &DocxAuthor,
        limits: &Limits,
    ) -> Result<MarkedDocx, ErrorKind> {
        let part = self.comments_part(author, limits)?;
        let notes = self.notes(limits)?;
        let present = self.present(&part.texts);
        let prefix = &self.scan.prefix;
        let mut plan = Plan::default();
        let mut placed = Vec::with_capacity(comments.len());
        let (mut id, mut written) = (part.last_id, Vec::new());
        let mut new = HashSet::new();
        for comment in comments {
            let Some((start, end, outcome)) = self.anchors(comment.span, &notes) else {
                placed.push(Placed::Refused);
                continue;
            };
            let text = normal(&comment.text);
            let key = (start.at, end.at, text.clone());
            if present.contains(&key) || !new.insert(key) {
                placed.push(Placed::Present);
                continue;
            }
            placed.push(outcome);
            id += 1;
            let mark = format!("<{prefix}:commentRangeStart {prefix}:id=\"{id}\"/>");
            match start.inside {
                Some(at) => plan.before(start.place, at, &mark),
                None => plan.insert(start.run.outer.start, Side::Before, mark),
            }
            let mark = format!("<{prefix}:commentRangeEnd {prefix}:id=\"{id}\"/>");
            let reference =
                format!("<{prefix}:r><{prefix}:commentReference {prefix}:id=\"{id}\"/></{prefix}:r>");
            // The reference stands outside of insertions and links, which may be rejected or renewed.
            match end.inside {
                Some(at) if end.run.outer == end.run.range => {
                    plan.after(end.place, at, &(mark + &reference));
                }
                Some(at) => {
                    plan.after(end.place, at, &mark);
                    plan.insert(end.run.outer.end, Side::After, reference);
                }
                None => plan.insert(end.run.outer.end, Side::After, mark + &reference),
            }
            written.push((id, text));
        }
        if written.is_empty() {
            return Ok(MarkedDocx { bytes: bytes.to_vec(), placed });
        }
        let mut changed = BTreeMap::new();
        match &part.xml {
            Some(xml) => {
                let xml = with_last_child(xml, &part.name, limits.max_depth, |prefix| {
                    elements(&written, author, prefix.trim_end_matches(':'))
                })?;
                changed.insert(part.name, xml);
            }
            None => self.add_part(&part.name, &elements(&written, author, "w"), limits, &mut changed)?,
        }
        let bytes = self.finish(bytes, plan, changed)?;
        Ok(MarkedDocx { bytes, placed })
    }

    /// Returns the ends of a comment on `span`, and how well they fit.
    fn anchors(&self, span: Span, notes: &Notes) -> Option<(Anchor<'_>, Anchor<'_>, Placed)> {
        let mut outcome = Placed::There;
        let mut span = span;
        if span.start == span.end {
            // Between two characters nothing can be marked: the one after, at a line's end the one before.
            let line = |c: &char| *c != '\n';
            let next = self.text[span.start..].chars().next().filter(line);
            let last = self.text[..span.start].chars().next_back().filter(line);
            match (next, last) {
                (Some(c), _) => span = Span::new(span.start, span.start + c.len_utf8()),
                (None, Some(c)) => span = Span::new(span.start - c.len_utf8(), span.end),
                (None, None) => {}
            }
        }
        let mut pieces = self.pieces_in(span);
        if pieces.is_empty() {
            // A note bears comments at its reference; an automatic number stands for its paragraph, a header or footer
            // for the text before it. One character, since other comments may cut the run.
            let own = &self.map.pieces[..self.own];
            let paragraphs = &self.map.paragraphs;
            let paragraph = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
            let note = paragraphs.get(paragraph).and_then(|paragraph| {
                let &place = notes.get(&(paragraph.part, paragraph.paragraph))?;
                Some((place, self.scan.run(place.0, place.1).filter(|run| run.len == 0)?))
            });
            if let Some((place, run)) = note {
                let start = self.text_at(run.outer.start, Edge::Start);
                let end = self.text_at(run.outer.end, Edge::End);
                let anchor = |at| Anchor { place, run, inside: None, at };
                return Some((anchor(start), anchor(end), Placed::Nearby));
            }
            let numbered =
                paragraphs.get(paragraph).and_then(|paragraph| self.pieces_in(paragraph.span).first());
            span = match numbered {
                Some(piece) => {
                    let c = self.text[piece.span.start..].chars().next()?;
                    Span::new(piece.span.start, piece.span.start + c.len_utf8())
                }
                None => {
                    outcome = Placed::Nearby;
                    let next = own.partition_point(|piece| piece.span.end <= span.start);
                    let end = own.get(next.saturating_sub(1))?.span.end;
                    let c = self.text[..end].chars().next_back()?;
                    Span::new(end - c.len_utf8(), end)
                }
            };
            pieces = self.pieces_in(span);
        }
        let (first, last) = (pieces.first()?, pieces.last()?);
        let start = self.anchor(first, span.start.max(first.span.start), Edge::Start, &mut outcome)?;
        let end = self.anchor(last, span.end.min(last.span.end), Edge::End, &mut outcome)?;
        Some((start, end, outcome))
    }

    fn anchor<'t>(
        &'t self,
        piece: &'t RunPiece,
        at: usize,
        edge: Edge,
        outcome: &mut Placed,
    ) -> Option<Anchor<'t>> {
        let place = (piece.paragraph, piece.run);
        let run = self.scan.run(place.0, place.1)?;
        let inside = at - piece.span.start + piece.offset;
        Some(match self.place(piece) {
            Place::Free | Place::Inserted => {
                let cut = run.cut_near(inside, edge);
                let at = (at + cut).saturating_sub(inside).clamp(piece.span.start, piece.span.end);
                if cut != inside {
                    *outcome = Placed::Nearby;
                }
                Anchor { place, run, inside: Some(cut), at }
            }
            Place::Field => {
                *outcome = Placed::Nearby;
                let (inside, offset) = match edge {
                    Edge::Start => (0, run.range.start),
                    Edge::End => (run.len, run.range.end),
                };
                Anchor { place, run, inside: Some(inside), at: self.text_at(offset, edge) }
            }
            Place::Fixed => {
                *outcome = Placed::Nearby;
                let offset = if edge == Edge::Start { run.outer.start } else { run.outer.end };
                Anchor { place, run, inside: None, at: self.text_at(offset, edge) }
            }
        })
    }

    /// Returns the byte of the text at which a mark between runs stands: the first after it for a start, the end of the
    /// last before it for an end.
    fn text_at(&self, offset: usize, edge: Edge) -> usize {
        match edge {
            Edge::Start => {
                let next = self.starts.partition_point(|&(start, _)| start < offset);
                self.starts.get(next).map_or(self.text.len(), |&(_, at)| at)
            }
            Edge::End => {
                let next = self.ends.partition_point(|&(end, _)| end <= offset);
                next.checked_sub(1).map_or(0, |last| self.ends[last].1)
            }
        }
    }

    /// Returns where the comments with these texts stand.
    fn present(&self, texts: &HashMap<u64, String>) -> HashSet<(usize, usize, String)> {
        let mut starts = HashMap::new();
        let mut found = HashSet::new();
        for &(id, edge, offset) in self.scan.edges.iter().filter(|(id, ..)| texts.contains_key(id)) {
            let at = self.text_at(offset, edge);
            match edge {
                Edge::Start => {
                    starts.insert(id, at);
                }
                Edge::End => {
                    if let Some(&start) = starts.get(&id) {
                        found.insert((start, at, texts[&id].clone()));
                    }
                }
            }
        }
        found
    }

    /// Returns where the notes are referred to.
    fn notes(&mut self, limits: &Limits) -> Result<Notes, ErrorKind> {
        let mut notes = Notes::new();
        for part in self.map.bodies..self.map.parts.len() {
            let Some(xml) = self.archive.part(&self.map.parts[part])? else { continue };
            let (mut current, mut paragraphs) = (None, 0);
            // A part that is broken was read up to there.
            let _ = xml::walk(&xml, limits.max_depth, |piece| {
                let Piece::Open(start) = piece else { return };
                let kind = match start.local_name().into_inner() {
                    "footnote" => "footnote",
                    "endnote" => "endnote",
                    "p" => {
                        if let Some(&place) = current.and_then(|note| self.scan.references.get(&note)) {
                            notes.insert((part, paragraphs), place);
                        }
                        paragraphs += 1;
                        return;
                    }
                    _ => return,
                };
                current = xml::attribute(start, "id").and_then(|id| Some((kind, id.parse::<u64>().ok()?)));
            });
        }
        Ok(notes)
    }

    fn comments_part(&mut self, author: &DocxAuthor, limits: &Limits) -> Result<CommentsPart, ErrorKind> {
        let relations = self.archive.relations(&self.main)?;
        let last_id = self.scan.edges.iter().map(|(id, ..)| *id).max();
        let known = relations.into_iter().find(|relation| relation.kind == "comments");
        let Some(name) = known.map(|relation| relation.target).filter(|name| self.archive.has(name)) else {
            let folder =
                self.main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
            let mut names = std::iter::once(String::new()).chain((1..).map(|n: u32| n.to_string()));
            let name = names
                .find_map(|n| Some(format!("{folder}comments{n}.xml")).filter(|name| !self.archive.has(name)))
                .ok_or_else(|| malformed("no name is left for the comments"))?;
            let last_id = last_id.unwrap_or(0);
            return Ok(CommentsPart { name, xml: None, last_id, texts: HashMap::new() });
        };
        let xml = editable(&mut self.archive, &name)?.unwrap_or_default();
        let mut part = CommentsPart { name, xml: None, last_id: last_id.unwrap_or(0), texts: HashMap::new() };
        let (mut current, mut in_text) = (None, false);
        xml::walk(&xml, limits.max_depth, |piece| match piece {
            Piece::Open(start) => match start.local_name().into_inner() {
                "comment" => {
                    let id = xml::attribute(start, "id").and_then(|id| id.parse().ok());
                    part.last_id = part.last_id.max(id.unwrap_or(0));
                    let own = xml::attribute(start, "author").is_some_and(|name| name == author.name);
                    current = id.filter(|_| own).map(|id| (id, String::new()));
                }
                "p" => {
                    if let Some((_, text)) = current.as_mut().filter(|(_, text)| !text.is_empty()) {
                        text.push('\n');
                    }
                }
                "t" => in_text = true,
                _ => {}
            },
            Piece::Close("t") => in_text = false,
            Piece::Close("comment") => part.texts.extend(current.take()),
            Piece::Close(_) => {}
            Piece::Text(piece) => {
                if let Some((_, text)) = current.as_mut().filter(|_| in_text) {
                    text.push_str(&piece);
                }
            }
        })
        .map_err(|problem| malformed(format_args!("{}: {problem:?}", part.name)))?;
        part.xml = Some(xml);
        Ok(part)
    }

    /// Adds the part with the comments, its relation and its type.
    fn add_part(
        &mut self,
        name: &str,
        comments: &str,
        limits: &Limits,
        changed: &mut BTreeMap<String, String>,
    ) -> Result<(), ErrorKind> {
        let namespace = escaped(&self.scan.namespace);
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{comments}</w:comments>"
        );
        changed.insert(name.to_owned(), xml);
        let (folder, file) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = format!("{prefix}_rels/{file}.rels");
        let base = if namespace.contains("purl.oclc.org") { STRICT } else { TRANSITIONAL };
        let target = name.strip_prefix(&prefix).unwrap_or(name).to_owned();
        let present = editable(&mut self.archive, &relations)?
            .unwrap_or_else(|| format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{PACKAGE}\"/>"));
        let mut ids = std::iter::once(String::new()).chain((1..).map(|n: u32| n.to_string()));
        let id = ids.find_map(|n| {
            Some(format!("rIdGongwen{n}")).filter(|id| !present.contains(&format!("\"{id}\"")))
        });
        let id = id.unwrap_or_default();
        let relation = |prefix: &str| {
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{base}/comments\" Target=\"{target}\"/>")
        };
        let present = with_last_child(&present, &relations, limits.max_depth, relation)?;
        changed.insert(relations, present);
        let types = editable(&mut self.archive, CONTENT_TYPES)?
            .ok_or_else(|| malformed(format_args!("no {CONTENT_TYPES}")))?;
        if !types.contains(&format!("\"/{name}\"")) {
            let kind = |prefix: &str| {
                format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\"/>")
            };
            let types = with_last_child(&types, CONTENT_TYPES, limits.max_depth, kind)?;
            changed.insert(CONTENT_TYPES.to_owned(), types);
        }
        Ok(())
    }
}

/// A text as it is read again: no line is empty.
fn normal(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn elements(comments: &[(u64, String)], author: &DocxAuthor, w: &str) -> String {
    let mut out = String::new();
    for (id, text) in comments {
        let (about, initials) = (author.attributes(w, *id), escaped(&author.initials));
        out.push_str(&format!("<{w}:comment {about} {w}:initials=\"{initials}\">"));
        for line in text.lines() {
            let line = escaped(line);
            out.push_str(&format!(
                "<{w}:p><{w}:r><{w}:t xml:space=\"preserve\">{line}</{w}:t></{w}:r></{w}:p>"
            ));
        }
        out.push_str(&format!("</{w}:comment>"));
    }
    out
}
