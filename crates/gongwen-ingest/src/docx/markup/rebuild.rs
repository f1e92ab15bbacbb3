//! A part rewritten: runs cut into pieces that keep their formatting, with marks between them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{Atom, AtomKind, Run, Scan};

/// What is to happen to a part.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Runs that are cut, by paragraph and run.
    runs: BTreeMap<(usize, usize), Cuts>,
    /// What is put between elements: where, on which side, what.
    inserts: Vec<(usize, Side, String)>,
}

/// What something belongs to that is put between two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The element before.
    After,
    /// The element that follows.
    Before,
    /// The element itself, rewritten.
    Itself,
}

/// What is to happen to a run, at bytes of its text.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    /// What is put before the character that begins there; at 0 before the run.
    before: BTreeMap<usize, String>,
    /// What is put after the character that ends there; at the end of the text after the run.
    after: BTreeMap<usize, String>,
    /// What is deleted, each with the start tag of the deletion.
    deleted: Vec<(Range<usize>, String)>,
}

impl Plan {
    fn cuts(&mut self, (paragraph, run): (usize, usize)) -> &mut Cuts {
        self.runs.entry((paragraph, run)).or_default()
    }

    /// Puts `what` before the character that begins at byte `at` of a run.
    pub(super) fn before(&mut self, run: (usize, usize), at: usize, what: &str) {
        self.cuts(run).before.entry(at).or_default().push_str(what);
    }

    /// Puts `what` after the character that ends at byte `at` of a run.
    pub(super) fn after(&mut self, run: (usize, usize), at: usize, what: &str) {
        self.cuts(run).after.entry(at).or_default().push_str(what);
    }

    /// Marks characters of a run as deleted; `tag` begins the deletion.
    pub(super) fn delete(&mut self, run: (usize, usize), text: Range<usize>, tag: String) {
        self.cuts(run).deleted.push((text, tag));
    }

    /// Puts `what` between two elements.
    pub(super) fn insert(&mut self, at: usize, side: Side, what: String) {
        self.inserts.push((at, side, what));
    }

    /// Returns the part with everything carried out. Cost: `O(bytes + edits log edits)`.
    pub(super) fn apply(self, xml: &str, scan: &Scan) -> String {
        let mut edits: Vec<(Range<usize>, Side, String)> =
            self.inserts.into_iter().map(|(at, side, what)| (at..at, side, what)).collect();
        for ((paragraph, run), cuts) in self.runs {
            if let Some(run) = scan.run(paragraph, run) {
                edits.push((run.range.clone(), Side::Itself, rebuild(run, &cuts, xml, &scan.prefix)));
            }
        }
        // Stable: of what stands in one place on one side, the first asked for stays first.
        edits.sort_by_key(|(range, side, _)| (range.start, *side));
        let mut out = String::with_capacity(xml.len() + edits.iter().map(|edit| edit.2.len()).sum::<usize>());
        let mut done = 0;
        for (range, _, what) in edits {
            out.push_str(&xml[done..range.start]);
            out.push_str(&what);
            done = range.end;
        }
        out.push_str(&xml[done..]);
        out
    }
}

/// A piece of a run that is not cut further.
struct Bit {
    at: usize,
    len: usize,
    kept: String,
    /// How it is written where it is deleted; `None` for what is no text.
    deleted: Option<String>,
}

fn rebuild(run: &Run, cuts: &Cuts, xml: &str, prefix: &str) -> String {
    let mut out = Builder {
        head: &xml[run.range.start..run.content.start],
        tail: &xml[run.content.end..run.range.end],
        prefix,
        out: String::new(),
        open: None,
    };
    out.outside(cuts.before.get(&0));
    for bit in bits(run, cuts, xml, prefix) {
        let end = bit.at + bit.len;
        if bit.len > 0 && bit.at > 0 {
            out.outside(cuts.before.get(&bit.at));
        }
        let deletion = cuts.deleted.iter().find(|(text, _)| text.start <= bit.at && end <= text.end);
        match (deletion.filter(|_| bit.len > 0), bit.deleted) {
            (Some((_, tag)), Some(deleted)) => out.inside(Some(tag), &deleted),
            _ => out.inside(None, &bit.kept),
        }
        if bit.len > 0 && end < run.len {
            out.outside(cuts.after.get(&end));
        }
    }
    out.outside(cuts.after.get(&run.len).or(Some(&String::new())));
    out.out
}

/// Cuts the content of a run.
fn bits(run: &Run, cuts: &Cuts, xml: &str, prefix: &str) -> Vec<Bit> {
    let mut places: Vec<usize> = cuts.before.keys().chain(cuts.after.keys()).copied().collect();
    places.extend(cuts.deleted.iter().flat_map(|(text, _)| [text.start, text.end]));
    places.sort_unstable();
    places.dedup();
    let mut bits = Vec::new();
    let mut done = run.content.start;
    let gap = |from: usize, to: usize, at: usize, bits: &mut Vec<Bit>| {
        if from < to {
            bits.push(Bit { at, len: 0, kept: xml[from..to].to_owned(), deleted: None });
        }
    };
    for atom in &run.atoms {
        gap(done, atom.range.start, atom.at, &mut bits);
        done = atom.range.end;
        let end = atom.at + atom.len;
        let mut from = atom.at;
        for to in places.iter().copied().filter(|&at| atom.at < at && at < end).chain([end]) {
            bits.push(bit(atom, from..to, xml, prefix));
            from = to;
        }
    }
    gap(done, run.content.end, run.len, &mut bits);
    bits
}

fn bit(atom: &Atom, part: Range<usize>, xml: &str, prefix: &str) -> Bit {
    let (at, len) = (part.start, part.len());
    let whole = len == atom.len;
    let written = xml[atom.range.clone()].to_owned();
    let AtomKind::Text { preserve, pieces } = &atom.kind else {
        let deleted = matches!(atom.kind, AtomKind::Sign).then(|| written.clone());
        return Bit { at, len, kept: written, deleted };
    };
    let content: String = pieces
        .iter()
        .filter(|piece| piece.at < part.end && part.start < piece.at + piece.len)
        .map(|piece| {
            if piece.plain {
                let from = part.start.max(piece.at) - piece.at;
                let to = part.end.min(piece.at + piece.len) - piece.at;
                &xml[piece.range.start + from..piece.range.start + to]
            } else {
                &xml[piece.range.clone()]
            }
        })
        .collect();
    let deleted = Some(format!("<{prefix}:delText xml:space=\"preserve\">{content}</{prefix}:delText>"));
    if whole {
        return Bit { at, len, kept: written, deleted };
    }
    // Word drops blanks at the ends of a text that does not ask to keep them; those inside it become such ends.
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let inner_start = part.start > atom.at && content.starts_with(blank);
    let inner_end = part.end < atom.at + atom.len && content.ends_with(blank);
    let space = if *preserve || inner_start || inner_end { " xml:space=\"preserve\"" } else { "" };
    Bit { at, len, kept: format!("<{prefix}:t{space}>{content}</{prefix}:t>"), deleted }
}

/// Writes pieces of one run as runs.
struct Builder<'x> {
    head: &'x str,
    tail: &'x str,
    prefix: &'x str,
    out: String,
    /// The run that is open: within which deletion, if in one.
    open: Option<Option<String>>,
}

impl Builder<'_> {
    /// Writes between runs.
    fn outside(&mut self, what: Option<&String>) {
        let Some(what) = what else { return };
        if let Some(deletion) = self.open.take() {
            self.out.push_str(self.tail);
            if deletion.is_some() {
                self.out.push_str(&format!("</{}:del>", self.prefix));
            }
        }
        self.out.push_str(what);
    }

    /// Writes within a run.
    fn inside(&mut self, deletion: Option<&String>, what: &str) {
        if self.open.as_ref().is_some_and(|open| open.as_ref() != deletion) {
            self.outside(Some(&String::new()));
        }
        if self.open.is_none() {
            self.out.extend(deletion.map(String::as_str));
            self.out.push_str(self.head);
            self.open = Some(deletion.cloned());
        }
        self.out.push_str(what);
    }
}
