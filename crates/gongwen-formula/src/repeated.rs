//! Labels and mottos that a document introduces in quotation marks or with a list and repeats without them.

use std::collections::BTreeSet;

use gongwen_text::Span;
use rustc_hash::FxHashMap;

use crate::heads::Candidate;
use crate::hit::Class;
use crate::label::Label;
use crate::numeral;
use crate::resolve::Resolved;
use crate::walk::before;

/// Finds the labels and mottos of the grammar again where they stand without quotation marks.
///
/// Cost: one pass over the text when there are any, with at most one look-up a length at each place.
pub(crate) fn repeated(text: &str, resolved: &[Resolved]) -> Vec<Candidate> {
    let mut labels: FxHashMap<&str, &Label> = FxHashMap::default();
    let mut lengths: FxHashMap<(char, char), BTreeSet<usize>> = FxHashMap::default();
    let mut first = [0u64; 64];
    for r in resolved {
        let label = &r.candidate.label;
        let string = label.span.slice(text);
        let wanted = match label.class {
            Class::NumeralFormula => string.chars().next().is_some_and(numeral::is_han_numeral),
            Class::Slogan => string.len() >= 12,
            _ => false,
        };
        let mut chars = string.chars();
        let (Some(a), Some(b)) = (chars.next(), chars.next()) else { continue };
        if r.candidate.entry.is_none() && wanted {
            labels.entry(string).or_insert(label);
            lengths.entry((a, b)).or_default().insert(string.len());
            first[a as usize / 64 % 64] |= 1 << (a as usize % 64);
        }
    }
    let mut out = Vec::new();
    if labels.is_empty() {
        return out;
    }
    let mut reach = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, a)) = chars.next() {
        if first[a as usize / 64 % 64] & 1 << (a as usize % 64) == 0 || at < reach {
            continue;
        }
        let Some(&(_, b)) = chars.peek() else { break };
        let Some(lengths) = lengths.get(&(a, b)).filter(|_| at >= reach) else { continue };
        let found = lengths.iter().rev().find_map(|&length| labels.get(text.get(at..at + length)?));
        let Some(label) = found else { continue };
        let cut = before(text, at).is_some_and(|c| numeral::starts(c) || c == '第');
        if label.class == Class::NumeralFormula && cut {
            continue;
        }
        let span = Span::new(at, at + label.span.len());
        let slots = label
            .slots
            .iter()
            .map(|head| crate::label::Head {
                count: head.count,
                span: Span::new(
                    head.span.start - label.span.start + at,
                    head.span.end - label.span.start + at,
                ),
            })
            .collect();
        out.push(Candidate::of_label(text, Label { span, class: label.class, kind: label.kind, slots }));
        reach = span.end;
    }
    out
}
