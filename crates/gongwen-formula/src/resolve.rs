//! From candidates to hits: overlaps, labels that the document repeats without quotation marks, lists, chains, and
//! the way back to the source.
//!
//! A document introduces a label in quotation marks or with its list and goes on without them. What the grammar
//! found once is therefore sought again as a plain string, and a label that has a list in one place is a numeral
//! formula in all.

use std::cell::OnceCell;

use gongwen_lexicon::{Entry, Kind, Lexicon};
use gongwen_text::{Reading, Span};
use rustc_hash::FxHashSet;

use crate::affix;
use crate::elsewhere::{self, Elsewhere};
use crate::heads::{Candidate, Heads};
use crate::hit::{Class, Hit};
use crate::label::Label;
use crate::link::{Judged, Target, link};
use crate::marks::Marks;
use crate::recital::Recitals;
use crate::repeated::repeated;
use crate::rows;
use crate::series::Series;

/// A candidate with its list.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) candidate: Candidate,
    pub(crate) judged: Judged,
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The items where the label is not there and they stand for it, and whether they are in order.
    pub(crate) recited: Option<(Vec<Span>, bool)>,
}

impl Resolved {
    fn plain(candidate: Candidate) -> Self {
        Self { candidate, judged: Judged::default(), elsewhere: None, recited: None }
    }
}

/// A text with what several labels may ask of it.
struct Text<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    series: OnceCell<Series>,
}

/// Makes the hits of a reading, in source order.
pub(crate) fn resolve(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    heads: Heads,
    recitals: &Recitals,
) -> Vec<Hit> {
    let text = Text { text: reading.as_str(), lexicon, series: OnceCell::new() };
    let candidates = distinct(heads.candidates, |candidate| candidate);
    let mut resolved: Vec<Resolved> =
        candidates.into_iter().map(|candidate| text.with_list(candidate)).collect();
    text.confirm(heads.tentative, &mut resolved);
    settle(text.text, &mut resolved);
    let again = repeated(text.text, &resolved);
    resolved.extend(again.into_iter().map(|candidate| text.with_list(candidate)));
    let marks = Marks::of(text.text);
    text.recite(recitals, &marks, &mut resolved);
    resolved.extend(affix::find(text.text, &marks.between).into_iter().map(Resolved::plain));
    let mut resolved = distinct(resolved, |resolved| &resolved.candidate);
    settle(text.text, &mut resolved);
    elsewhere::carry(text.text, &mut resolved);
    rows::hits(reading, lexicon, resolved, &marks)
}

/// Drops candidates inside a longer one of the same class, and what the grammar made of a span that the lexicon has.
fn distinct<T>(mut found: Vec<T>, candidate: impl Fn(&T) -> &Candidate) -> Vec<T> {
    found.sort_by_key(|item| {
        let Candidate { label, entry, .. } = candidate(item);
        (label.span.start, std::cmp::Reverse(label.span.end), entry.is_none(), label.class)
    });
    let mut reach = [0usize; Class::ALL.len()];
    let mut last = None;
    found.retain(|item| {
        let (span, class) = (candidate(item).label.span, candidate(item).label.class);
        // Counted phrases and numeral formulas exclude each other; a title may hold formulas, and a motto too.
        let covered = match class {
            Class::Counted => reach[Class::Counted as usize]
                .max(reach[Class::NumeralFormula as usize])
                .max(reach[Class::Title as usize]),
            class => reach[class as usize],
        };
        if span.end <= covered || last == Some(span) {
            return false;
        }
        last = Some(span);
        let reach = &mut reach[class as usize];
        *reach = (*reach).max(span.end);
        true
    });
    found
}

impl Text<'_> {
    fn with_list(&self, candidate: Candidate) -> Resolved {
        let listed = !candidate.label.slots.is_empty()
            && matches!(candidate.label.class, Class::NumeralFormula | Class::Counted)
            || candidate.label.kind == Kind::Distributive;
        if !listed {
            return Resolved::plain(candidate);
        }
        let known: Vec<&str> = match candidate.entry.map(|id| self.lexicon.entry(id)) {
            Some(Entry::Formula(formula)) => formula.items.iter().map(|item| item.text.as_str()).collect(),
            _ => Vec::new(),
        };
        let target = Target { label: &candidate.label, outer: candidate.outer, known: &known };
        let judged = link(self.text, &target, || self.series.get_or_init(|| Series::of(self.text)));
        Resolved { judged, ..Resolved::plain(candidate) }
    }

    /// Takes the short unquoted labels whose morpheme the items next to them share: 敢于担当、敢于创造、敢于争先三敢.
    fn confirm(&self, tentative: Vec<Label>, resolved: &mut Vec<Resolved>) {
        for label in tentative {
            // A list on the left needs 、 near by, one on the right a bracket or a cue: most numerals have neither.
            let counted = label.class == Class::Counted;
            let found = self.with_list(Candidate::of_label(self.text, label));
            if found.judged.linked.as_ref().is_some_and(|linked| counted || linked.aligned()) {
                resolved.push(found);
            }
        }
    }

    /// Takes the recitals whose items are not already those of a label beside them.
    fn recite(&self, recitals: &Recitals, marks: &Marks, resolved: &mut Vec<Resolved>) {
        let mut linked: Vec<Span> = resolved
            .iter()
            .filter_map(|r| {
                let items = &r.judged.linked.as_ref()?.items;
                Some(Span::new(items.first()?.start, items.last()?.end))
            })
            .collect();
        linked.sort_unstable_by_key(|span| span.start);
        for recital in recitals.find(self.text, &marks.between) {
            let span = recital.candidate.label.span;
            let next = linked.partition_point(|other| other.start <= span.start);
            let beside = linked[..next].iter().rev().take(4).any(|other| other.end >= span.end)
                || linked.get(next).is_some_and(|other| other.start < span.end);
            if !beside {
                let recited = Some((recital.items, recital.in_order));
                resolved.push(Resolved { recited, ..Resolved::plain(recital.candidate) });
            }
        }
    }
}

/// Gives every label of a document the class and kind that its list shows.
fn settle(text: &str, resolved: &mut [Resolved]) {
    let mut listed: FxHashSet<&str> = FxHashSet::default();
    for r in resolved.iter_mut() {
        let Some(linked) = &r.judged.linked else { continue };
        let label = &mut r.candidate.label;
        match label.kind {
            Kind::Distributive => {
                label.class = Class::NumeralFormula;
                label.kind = Kind::Slotted;
                listed.insert(label.span.slice(text));
            }
            Kind::Paired if linked.aligned() && r.candidate.entry.is_none() => {
                label.kind = Kind::Slotted;
                listed.insert(label.span.slice(text));
            }
            Kind::Slotted => {
                listed.insert(label.span.slice(text));
            }
            _ => {}
        }
    }
    for r in resolved {
        let label = &mut r.candidate.label;
        if r.candidate.entry.is_none() && listed.contains(label.span.slice(text)) {
            label.class = Class::NumeralFormula;
            label.kind = Kind::Slotted;
        }
    }
}
