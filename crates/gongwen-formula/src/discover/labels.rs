//! The labels of a document that no lexicon has.
//!
//! The extractor trusts quotation marks, as it must: nobody quotes a count. Work reports do, though (实施“十项行动”), so a
//! quoted label whose words would only count without the marks, and that no list of the document spells out, is kept
//! apart as `counted`. A label has one class in a document: where it is a formula once, it is one throughout.

use std::collections::HashMap;

use gongwen_lexicon::Kind;
use gongwen_text::{Reading, Span};

use super::{countable, remainder};
use crate::{Class, Hit};

/// A label in a document that no lexicon has.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// The label without quotation marks inside.
    pub label: String,
    /// [`Class::NumeralFormula`], [`Class::Slogan`] or [`Class::Counted`].
    pub class: Class,
    /// How the label is built.
    pub kind: Kind,
    /// How many items each numeral claims; empty when the label counts nothing.
    pub claimed: Vec<u32>,
    /// Whether it stands in quotation marks of its own.
    pub quoted: bool,
    /// The items that the text spells out here, as the reading has them.
    pub items: Option<Vec<String>>,
    /// Where it stands, in bytes of the source.
    pub span: Span,
}

/// Returns the labels among the hits of a reading that no lexicon has, and the quoted numeral labels that the extractor
/// leaves alone because their heads are places, sides or ranks (“四港”, “三区一村”), in text order.
///
/// `hits` are those of [`Extractor::extract`](crate::Extractor::extract) for this reading; `is_word` says whether a string
/// is a word of the dictionary, which makes it no label. Cost: linear in the text.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use gongwen_formula::{Class, Extractor, discover};
/// use gongwen_lexicon::Lexicon;
/// use gongwen_text::Reading;
///
/// let extractor = Extractor::new(Arc::new(Lexicon::default()))?;
/// let reading = Reading::of("推进“三网五链”建设，实施“九项工程”，增强“四港”竞争力。");
/// let found = discover::labels(&reading, &extractor.extract(&reading), |_| false);
/// let found: Vec<_> = found.iter().map(|found| (found.label.as_str(), found.class)).collect();
/// assert_eq!(found, [
///     ("三网五链", Class::NumeralFormula),
///     ("九项工程", Class::Counted),
///     ("四港", Class::NumeralFormula),
/// ]);
/// # Ok::<(), gongwen_formula::Error>(())
/// ```
#[must_use]
pub fn labels(reading: &Reading<'_>, hits: &[Hit], is_word: impl Fn(&str) -> bool) -> Vec<Candidate> {
    let wanted = |hit: &&Hit| {
        hit.entry.is_none() && matches!(hit.class, Class::NumeralFormula | Class::Slogan | Class::Counted)
    };
    let mut found: Vec<Candidate> = hits.iter().filter(wanted).map(|hit| of_hit(reading, hit)).collect();
    found.extend(remainder::labels(reading, hits, is_word));
    found.sort_by_key(|candidate| (candidate.span.start, candidate.span.end));
    settle(&mut found);
    found
}

fn of_hit(reading: &Reading<'_>, hit: &Hit) -> Candidate {
    let item = |span: &Span| reading.from_source(*span).slice(reading.as_str()).to_owned();
    let items = hit.link.as_ref().map(|link| link.spans.iter().map(item).collect::<Vec<_>>());
    Candidate {
        label: hit.canonical.clone(),
        class: hit.class,
        kind: hit.kind,
        claimed: hit.slots.iter().map(|slot| slot.claimed).collect(),
        quoted: hit.quoted,
        items: items.filter(|items| !items.is_empty()),
        span: hit.span,
    }
}

/// Gives every label one class and kind.
fn settle(found: &mut [Candidate]) {
    let is_listed = |candidate: &Candidate| candidate.items.is_some();
    let mut labels: HashMap<String, (Class, Kind, bool)> = HashMap::new();
    for candidate in found.iter() {
        let seen = labels.entry(candidate.label.clone()).or_insert((candidate.class, candidate.kind, false));
        // The classes are in the order of what they claim, so the least is the strongest.
        if (candidate.class, candidate.kind) < (seen.0, seen.1) {
            (seen.0, seen.1) = (candidate.class, candidate.kind);
        }
        seen.2 |= is_listed(candidate);
    }
    for candidate in found {
        let (class, kind, listed) = labels[&candidate.label];
        let only_counts =
            class == Class::NumeralFormula && !listed && countable::only_counts(&candidate.label);
        candidate.class = if only_counts { Class::Counted } else { class };
        candidate.kind = kind;
    }
}
