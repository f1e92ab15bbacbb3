//! Tracked changes.

use std::collections::BTreeMap;

use gongwen_text::Span;

use super::package::escaped;
use super::rebuild::{Plan, Side};
use super::scan::{Around, AtomKind, Edge, Place, Run};
use super::{DocxAuthor, DocxRevision, MarkedDocx, Placed, Target};
use crate::docx::runs::RunPiece;
use crate::error::ErrorKind;

/// A side of a place between two characters of a run.
enum At {
    Before(usize),
    After(usize),
}

impl Target<'_> {
    pub(super) fn revise(
        &self,
        bytes: &[u8],
        revisions: &[DocxRevision],
        author: &DocxAuthor,
    ) -> Result<MarkedDocx, ErrorKind> {
        let mut plan = Plan::default();
        let mut id = self.scan.last_id;
        let mut order: Vec<usize> = (0..revisions.len()).collect();
        order.sort_by_key(|&at| (revisions[at].span.start, revisions[at].span.end));
        let mut placed = vec![Placed::Refused; revisions.len()];
        let (mut done, mut inserted) = (0, None);
        for at in order {
            let revision = &revisions[at];
            if revision.span.start >= done
                && inserted != Some(revision.span)
                && !revision.text.contains(|c: char| c.is_control() && c != '\t')
                && self.plan_revision(revision, author, &mut id, &mut plan).is_some()
            {
                placed[at] = Placed::There;
                done = revision.span.end;
                inserted = (revision.span.start == done).then_some(revision.span);
            }
        }
        let bytes = if placed.contains(&Placed::There) {
            self.finish(bytes, plan, BTreeMap::new())?
        } else {
            bytes.to_vec()
        };
        Ok(MarkedDocx { bytes, placed })
    }

    fn plan_revision(
        &self,
        revision: &DocxRevision,
        author: &DocxAuthor,
        id: &mut u64,
        plan: &mut Plan,
    ) -> Option<()> {
        let prefix = &self.scan.prefix;
        if let Some(paragraphs) = self.whole_paragraphs(revision) {
            let all: Option<Vec<_>> = paragraphs
                .into_iter()
                .map(|(paragraph, text)| {
                    self.deletable(text)?;
                    Some((text, self.scan.paragraphs.get(paragraph)?.mark?))
                })
                .collect();
            for (span, (place, around)) in all? {
                self.plan_revision(&DocxRevision { span, text: String::new() }, author, id, plan)?;
                *id += 1;
                let deletion = format!("<{prefix}:del {}/>", author.attributes(prefix, *id));
                let mark = format!("<{prefix}:rPr>{deletion}</{prefix}:rPr>");
                let what = match around {
                    Around::Nothing => deletion,
                    Around::Mark => mark,
                    Around::Paragraph => format!("<{prefix}:pPr>{mark}</{prefix}:pPr>"),
                };
                plan.insert(place, Side::Before, what);
            }
            return Some(());
        }
        let span = revision.span;
        let pieces = self.deletable(span)?;
        let (model, at) = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => (first, At::After(span.end - last.span.start + last.offset)),
            _ => self.neighbour(span.start)?,
        };
        let host = pieces.last().unwrap_or(model);
        for piece in pieces {
            *id += 1;
            let from = span.start.max(piece.span.start) - piece.span.start + piece.offset;
            let to = span.end.min(piece.span.end) - piece.span.start + piece.offset;
            let tag = format!("<{prefix}:del {}>", author.attributes(prefix, *id));
            plan.delete((piece.paragraph, piece.run), from..to, tag);
        }
        if revision.text.is_empty() {
            return Some(());
        }
        *id += 1;
        let insertion = format!(
            "<{prefix}:ins {}><{prefix}:r>{}{}</{prefix}:r></{prefix}:ins>",
            author.attributes(prefix, *id),
            properties(self.run(model)?, &self.xml),
            content(&revision.text, prefix)
        );
        match at {
            At::Before(at) => plan.before((host.paragraph, host.run), at, &insertion),
            At::After(at) => plan.after((host.paragraph, host.run), at, &insertion),
        }
        Some(())
    }

    /// Returns the paragraphs that a deletion takes away, a line end with each: which they are, and their texts but for
    /// automatic numbers.
    fn whole_paragraphs(&self, revision: &DocxRevision) -> Option<Vec<(usize, Span)>> {
        let span = revision.span;
        let gone = span.slice(&self.text);
        // The line end of each stands after it or before it.
        let shift = usize::from(!gone.ends_with('\n'));
        if !revision.text.is_empty() || !gone.contains('\n') || shift > 0 && !gone.starts_with('\n') {
            return None;
        }
        let (mut at, end) = (span.start + shift, span.end + shift);
        let first = self.map.paragraphs.partition_point(|paragraph| paragraph.span.start < at);
        let mut whole = Vec::new();
        for paragraph in &self.map.paragraphs[first..] {
            if at == end {
                break;
            }
            if paragraph.part >= self.map.bodies || paragraph.span.start != at || paragraph.span.end >= end {
                return None;
            }
            let text = Span::new(at + paragraph.number_bytes, paragraph.span.end);
            whole.push((paragraph.paragraph, text));
            at = paragraph.span.end + 1;
        }
        (at == end).then_some(whole)
    }

    /// Returns the pieces of a span, `None` unless all of it may be deleted.
    fn deletable(&self, span: Span) -> Option<&[RunPiece]> {
        let pieces = if span.start == span.end { &[] } else { self.pieces_in(span) };
        let mut covered = span.start;
        for piece in pieces {
            let (from, to) = (span.start.max(piece.span.start), span.end.min(piece.span.end));
            let inside = |at: usize| at - piece.span.start + piece.offset;
            let run = self.run(piece)?;
            // A part of a run that is neither text nor a sign would be lost.
            let is_text = run.atoms.iter().all(|atom| {
                let apart = atom.at + atom.len <= inside(from) || inside(to) <= atom.at;
                apart || !matches!(atom.kind, AtomKind::Other) || atom.len == 0
            });
            let is_free = [from, to].iter().all(|&at| self.is_free(piece, inside(at)));
            if from != covered || !is_free || !is_text || piece.paragraph != pieces[0].paragraph {
                return None;
            }
            covered = to;
        }
        (covered == span.end).then_some(pieces)
    }

    /// Returns whether there may be a change at byte `at` of the run of a piece.
    fn is_free(&self, piece: &RunPiece, at: usize) -> bool {
        self.run(piece).is_some_and(|run| run.place == Place::Free && run.cut_near(at, Edge::Start) == at)
    }

    /// Returns where an insertion goes: after the character before, else before the one after, in one paragraph.
    fn neighbour(&self, at: usize) -> Option<(&RunPiece, At)> {
        let own = &self.map.pieces[..self.own];
        let next = own.partition_point(|piece| piece.span.end <= at);
        let inside = |piece: &RunPiece| at - piece.span.start + piece.offset;
        let free = |piece: &&RunPiece| self.is_free(piece, inside(piece));
        let within = own.get(next).filter(|piece| piece.span.start < at).filter(free);
        let before = next.checked_sub(1).and_then(|last| own.get(last)).filter(|piece| piece.span.end == at);
        let after = own.get(next).filter(|piece| piece.span.start == at).filter(free);
        within
            .or(before.filter(free))
            .map(|piece| (piece, At::After(inside(piece))))
            .or_else(|| after.map(|piece| (piece, At::Before(inside(piece)))))
    }
}

/// The properties of a run as another one takes them over: without the record of earlier ones.
fn properties(run: &Run, xml: &str) -> String {
    let all = run.tag_end..run.content.start;
    match &run.change {
        Some(change) => format!("{}{}", &xml[all.start..change.start], &xml[change.end..all.end]),
        None => xml[all].to_owned(),
    }
}

/// The children of a run that says `text`.
fn content(text: &str, prefix: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('\t').enumerate() {
        if at > 0 {
            out.push_str(&format!("<{prefix}:tab/>"));
        }
        if !part.is_empty() {
            out.push_str(&format!("<{prefix}:t xml:space=\"preserve\">{}</{prefix}:t>", escaped(part)));
        }
    }
    out
}
