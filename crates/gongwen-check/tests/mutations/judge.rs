//! Whether a mutation is found: a finding that was not there before touches the mutated place.
//!
//! A finding is taken apart into its place, its related places and its edits, so that one finding for all half-width
//! commas of a document tells which of them it means. What stood before is moved by what the mutation added or took.

use std::collections::BTreeSet;

use gongwen_check::Finding;
use gongwen_text::Span;

use crate::sites::Mutation;

/// What findings point at: rule, start, end.
pub(crate) type Atoms = BTreeSet<(String, usize, usize)>;

pub(crate) fn atoms(findings: &[Finding]) -> Atoms {
    let mut out = Atoms::new();
    for finding in findings {
        let places = finding.related.iter().chain(finding.edits.iter().map(|edit| &edit.span));
        for span in places.chain([&finding.span]) {
            out.insert((finding.rule.id.clone(), span.start, span.end));
        }
    }
    out
}

/// Says whether a finding touches the span.
pub(crate) fn is_touched(atoms: &Atoms, near: Span) -> bool {
    atoms.iter().any(|(_, start, end)| *start <= near.end && *end >= near.start)
}

pub(crate) fn is_found(before: &Atoms, after: &Atoms, mutation: &Mutation) -> bool {
    let moved = |place: usize| if place >= mutation.place.end { mutation.moved(place) } else { place };
    let before: Atoms =
        before.iter().map(|(rule, start, end)| (rule.clone(), moved(*start), moved(*end))).collect();
    let near = Span::new(mutation.near.start, mutation.moved(mutation.near.end));
    is_touched(&after.difference(&before).cloned().collect(), near)
}
