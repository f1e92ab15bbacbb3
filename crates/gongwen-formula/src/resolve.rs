//! From candidates to hits: overlaps, labels that the document repeats without quotation marks, lists, chains, and
//! the way back to the source.
//!
//! A document introduces a label in quotation marks or with its list and goes on without them. What the grammar
//! found once is therefore sought again as a plain string, and a label that has a list in one place is a numeral
//! formula in all.

use std::collections::{BTreeSet, HashMap, HashSet};

use gongwen_lexicon::{Entry, Kind, Level, Lexicon};
use gongwen_text::{Reading, Span};

use crate::chain::{Member, chains};
use crate::heads::{Candidate, Heads};
use crate::hit::{Class, Hit, Link, Slot};
use crate::label::Label;
use crate::link::{Linked, Target, link, verb_before};
use crate::numeral;
use crate::walk::before;

/// A candidate with its list.
struct Resolved {
    candidate: Candidate,
    linked: Option<Linked>,
}

/// Makes the hits of a reading, in source order.
pub(crate) fn resolve(reading: &Reading<'_>, lexicon: &Lexicon, heads: Heads) -> Vec<Hit> {
    let text = reading.as_str();
    let candidates = distinct(heads.candidates, |candidate| candidate);
    let mut resolved: Vec<Resolved> =
        candidates.into_iter().map(|candidate| with_list(text, lexicon, candidate)).collect();
    confirm(text, lexicon, heads.tentative, &mut resolved);
    settle(text, &mut resolved);
    let repeated = repeated(text, &resolved);
    resolved.extend(repeated.into_iter().map(|candidate| with_list(text, lexicon, candidate)));
    let mut resolved = distinct(resolved, |resolved| &resolved.candidate);
    settle(text, &mut resolved);
    hits(reading, lexicon, resolved)
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

fn with_list(text: &str, lexicon: &Lexicon, candidate: Candidate) -> Resolved {
    let listed = !candidate.label.slots.is_empty()
        && matches!(candidate.label.class, Class::NumeralFormula | Class::Counted)
        || candidate.label.kind == Kind::Distributive;
    if !listed {
        return Resolved { candidate, linked: None };
    }
    let known: Vec<&str> = match candidate.entry.map(|id| lexicon.entry(id)) {
        Some(Entry::Formula(formula)) => formula.items.iter().map(|item| item.text.as_str()).collect(),
        _ => Vec::new(),
    };
    let target = Target { label: &candidate.label, outer: candidate.outer, known: &known };
    let linked = link(text, &target);
    Resolved { candidate, linked }
}

/// Takes the short unquoted labels whose morpheme the items next to them share: 敢于担当、敢于创造、敢于争先三敢.
fn confirm(text: &str, lexicon: &Lexicon, tentative: Vec<Label>, resolved: &mut Vec<Resolved>) {
    for label in tentative {
        // A list on the left needs 、 near by, one on the right a bracket or a cue: most numerals have neither.
        let found = with_list(text, lexicon, Candidate::of_label(text, label));
        if found.linked.as_ref().is_some_and(|linked| linked.aligned) {
            resolved.push(found);
        }
    }
}

/// Gives every label of a document the class and kind that its list shows.
fn settle(text: &str, resolved: &mut [Resolved]) {
    let mut listed: HashSet<&str> = HashSet::new();
    for r in resolved.iter_mut() {
        let Some(linked) = &r.linked else { continue };
        let label = &mut r.candidate.label;
        match label.kind {
            Kind::Distributive => {
                label.class = Class::NumeralFormula;
                label.kind = Kind::Slotted;
                listed.insert(label.span.slice(text));
            }
            Kind::Paired if linked.aligned && r.candidate.entry.is_none() => {
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

/// Finds the labels and mottos of the grammar again where they stand without quotation marks.
///
/// Cost: one pass over the text when there are any, with at most one look-up a length at each place.
fn repeated(text: &str, resolved: &[Resolved]) -> Vec<Candidate> {
    let mut labels: HashMap<&str, &Label> = HashMap::new();
    let mut lengths: HashMap<(char, char), BTreeSet<usize>> = HashMap::new();
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

fn hits(reading: &Reading<'_>, lexicon: &Lexicon, resolved: Vec<Resolved>) -> Vec<Hit> {
    let text = reading.as_str();
    let mut members = Vec::new();
    let mut out: Vec<Hit> = Vec::with_capacity(resolved.len());
    for Resolved { candidate, linked } in resolved {
        let label = &candidate.label;
        let entry = candidate.entry.map(|id| lexicon.entry(id));
        let verb = match label.class {
            Class::NumeralFormula | Class::FixedPhrase | Class::Slogan => {
                let verbs = match entry {
                    Some(Entry::Formula(formula)) => Some(&formula.verbs),
                    _ => None,
                };
                let known = verbs.into_iter().flat_map(|verbs| {
                    verbs.prefer.iter().chain(&verbs.accept).chain(&verbs.avoid).map(String::as_str)
                });
                verb_before(text, candidate.outer.start, known)
            }
            Class::Title | Class::Counted => None,
        };
        if let Some((_, phrase)) = verb.filter(|_| label.class == Class::NumeralFormula) {
            members.push(Member { hit: out.len(), phrase, outer: candidate.outer });
        }
        out.push(hit(reading, &candidate, entry, verb.map(|(span, _)| span), linked));
    }
    for (at, chain) in chains(text, &members) {
        out[at].chain = Some(chain);
    }
    out
}

fn hit(
    reading: &Reading<'_>,
    candidate: &Candidate,
    entry: Option<Entry<'_>>,
    verb: Option<Span>,
    linked: Option<Linked>,
) -> Hit {
    let text = reading.as_str();
    let label = &candidate.label;
    let source = |span: Span| reading.to_source(span).slice(reading.source()).to_owned();
    let (canonical, level, lexicon_items) = match entry {
        Some(Entry::Formula(formula)) => {
            let items: Vec<String> = formula.items_at(None).map(|item| item.text.clone()).collect();
            (formula.label.clone(), formula.level, (!items.is_empty()).then_some(items))
        }
        Some(Entry::Phrase(phrase)) => (phrase.text.clone(), phrase.level, None),
        Some(Entry::Name(name)) => (name.full.clone(), name.level, None),
        None => {
            let string = label.span.slice(text);
            (
                string.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’' | '《' | '》')).collect(),
                Level::Candidate,
                None,
            )
        }
    };
    let found = linked.as_ref().map(|linked| linked.found.clone()).unwrap_or_default();
    let slots = label
        .slots
        .iter()
        .enumerate()
        .map(|(nth, head)| Slot { claimed: head.count, found: found.get(nth).copied().unwrap_or(0) })
        .collect();
    Hit {
        span: reading.to_source(label.span),
        surface: source(label.span),
        class: label.class,
        kind: label.kind,
        canonical,
        entry: candidate.entry,
        level,
        quoted: candidate.quoted(),
        verb: verb.map(|span| span.slice(text).to_owned()),
        items: linked.as_ref().map(|linked| linked.items.iter().map(|&item| source(item)).collect()),
        lexicon_items,
        link: linked.map(|linked| Link {
            cue: linked.cue,
            direction: linked.direction,
            score: linked.score,
            spans: linked.items.iter().map(|&item| reading.to_source(item)).collect(),
        }),
        slots,
        chain: None,
    }
}
