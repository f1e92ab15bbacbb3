//! From resolved candidates to hits: verbs, chains, attribution, deviations, and the way back to the source.

use gongwen_lexicon::{Entry, Level, Lexicon};
use gongwen_text::{Reading, Span};

use crate::attribution::{Speech, speeches};
use crate::chain::{Member, chains};
use crate::deviation;
use crate::hit::{Class, Deviation, Direction, Elsewhere, Hit, Link, Slot, Speaker};
use crate::label::Label;
use crate::link::Linked;
use crate::marks::Marks;
use crate::resolve::Resolved;
use crate::verbs::verb_before;

/// Makes the hits, in the order of `resolved`.
pub(crate) fn hits(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    resolved: Vec<Resolved>,
    marks: &Marks,
) -> Vec<Hit> {
    let text = reading.as_str();
    let mut members = Vec::new();
    let mut out: Vec<Hit> = Vec::with_capacity(resolved.len());
    let speeches = speeches(text, &marks.speech);
    for r in resolved {
        let label = &r.candidate.label;
        let entry = r.candidate.entry.map(|id| lexicon.entry(id));
        let verb = match label.class {
            Class::NumeralFormula | Class::FixedPhrase | Class::Slogan => {
                let verbs = match entry {
                    Some(Entry::Formula(formula)) => Some(&formula.verbs),
                    _ => None,
                };
                let known = verbs.into_iter().flat_map(|verbs| {
                    verbs.prefer.iter().chain(&verbs.accept).chain(&verbs.avoid).map(String::as_str)
                });
                verb_before(text, r.candidate.outer.start, known)
            }
            Class::Title | Class::Counted | Class::Idiom => None,
        };
        if let Some((_, phrase)) = verb.filter(|_| label.class == Class::NumeralFormula) {
            members.push(Member { hit: out.len(), phrase, outer: r.candidate.outer });
        }
        let speech = speech_around(&speeches, label.span);
        out.push(hit(reading, entry, verb.map(|(span, _)| span), speech, &r));
    }
    for (at, chain) in chains(text, &members) {
        out[at].chain = Some(chain);
    }
    deviation::mark_chains(lexicon, &mut out);
    out
}

/// Returns the quotation of speech that a span is part of. A label that is all of the quotation is not part of one.
fn speech_around(speeches: &[Speech], span: Span) -> Option<&Speech> {
    let next = speeches.partition_point(|speech| speech.content.start <= span.start);
    speeches[..next].last().filter(|speech| speech.content.contains_span(span) && speech.content != span)
}

fn hit(
    reading: &Reading<'_>,
    entry: Option<Entry<'_>>,
    verb: Option<Span>,
    speech: Option<&Speech>,
    r: &Resolved,
) -> Hit {
    let text = reading.as_str();
    let label = &r.candidate.label;
    let source = |span: Span| reading.to_source(span).slice(reading.source()).to_owned();
    let sources = |spans: &[Span]| spans.iter().map(|&span| source(span)).collect::<Vec<_>>();
    let places = |spans: &[Span]| spans.iter().map(|&span| reading.to_source(span)).collect::<Vec<_>>();
    let formula = match entry {
        Some(Entry::Formula(formula)) => Some(formula),
        _ => None,
    };
    let (canonical, level) = named(text, label, entry);
    let lexicon_items = formula
        .map(|formula| formula.items_at(None).map(|item| item.text.clone()).collect::<Vec<_>>())
        .filter(|items| !items.is_empty());
    let linked = r.judged.linked.as_ref();
    let items = linked.map(|linked| &linked.items).or(r.recited.as_ref().map(|(items, _)| items));
    let mut hit = Hit {
        span: reading.to_source(label.span),
        surface: source(label.span),
        class: label.class,
        kind: label.kind,
        canonical,
        entry: r.candidate.entry,
        level,
        quoted: r.candidate.quoted(),
        verb: verb.map(|span| span.slice(text).to_owned()),
        items: items.map(|items| sources(items)),
        lexicon_items,
        link: linked.map(|linked| evidence(reading, label, linked)),
        elsewhere: r.elsewhere.as_ref().map(|list| Elsewhere {
            items: sources(&list.items),
            spans: places(&list.items),
            origin: list.origin,
        }),
        variant: r.judged.variant.as_ref().map(|items| sources(items)),
        labelled: r.recited.is_none(),
        quoted_from: speech.map(|speech| Speaker { name: source(speech.speaker), kind: speech.kind }),
        deviations: Vec::new(),
        slots: slots(label, r),
        chain: None,
    };
    let mut deviations = Vec::new();
    if let Some(formula) = formula {
        if hit.verb.as_deref().is_some_and(|verb| hit.labelled && deviation::verb_departs(formula, verb)) {
            deviations.push(Deviation::Verb);
        }
        let departs = match (&r.recited, &hit.items) {
            (Some((_, in_order)), _) => !in_order,
            (None, Some(items)) => deviation::order_departs(formula, items),
            (None, None) => false,
        };
        deviations.extend(departs.then_some(Deviation::Order));
    }
    deviations.extend(deviation::count_departs(&hit).then_some(Deviation::Count));
    deviations.extend(hit.variant.is_some().then_some(Deviation::Variant));
    deviations.extend(r.judged.ambiguous.then_some(Deviation::Ambiguous));
    hit.deviations = deviations;
    hit
}

fn named(text: &str, label: &Label, entry: Option<Entry<'_>>) -> (String, Level) {
    match entry {
        Some(Entry::Formula(formula)) => (formula.label.clone(), formula.level),
        Some(Entry::Phrase(phrase)) => (phrase.text.clone(), phrase.level),
        Some(Entry::Name(name)) => (name.full.clone(), name.level),
        None => {
            let string = label.span.slice(text).chars();
            (string.filter(|c| !matches!(c, '“' | '”' | '‘' | '’' | '《' | '》')).collect(), Level::Candidate)
        }
    }
}

fn slots(label: &Label, r: &Resolved) -> Vec<Slot> {
    let found = r.judged.linked.as_ref().map(|linked| linked.found.as_slice()).unwrap_or_default();
    let slots = label.slots.iter().enumerate();
    slots
        .map(|(nth, head)| Slot {
            claimed: head.count,
            found: found.get(nth).copied().or(r.judged.repeated).unwrap_or(0),
        })
        .collect()
}

fn evidence(reading: &Reading<'_>, label: &Label, linked: &Linked) -> Link {
    let between = match (linked.direction, linked.items.as_slice()) {
        (Direction::Left, [.., last]) if last.end <= label.span.start => {
            Span::new(last.end, label.span.start)
        }
        (Direction::Right, [first, ..]) if label.span.end <= first.start => {
            Span::new(label.span.end, first.start)
        }
        _ => Span::empty(label.span.start),
    };
    Link {
        cue: linked.cue,
        direction: linked.direction,
        score: linked.score,
        shared: linked.shared,
        distance: between.slice(reading.as_str()).chars().count(),
        partial: linked.partial,
        spans: linked.items.iter().map(|&item| reading.to_source(item)).collect(),
    }
}
