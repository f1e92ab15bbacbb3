//! Which list belongs to which label.
//!
//! A list is proposed by its place: directly before the label, in the brackets after it, after 即 and its kind, or as
//! an ordinal series. It is taken when it has as many items as the label claims and its items look like items; what
//! the score adds up is the evidence beyond the count. A wrong link costs more than a missing one, so the gates are
//! hard: no list left of a label that is itself a conjunct, none with an open-ended last item, none for a label that
//! counts one; and where two lists are nearly as good, none is taken.

use gongwen_lexicon::Kind;
use gongwen_text::{Span, is_han};

use crate::after_label;
use crate::before_label;
use crate::hit::{Cue, Direction, Shared};
use crate::label::Label;
use crate::series::Series;

/// The score from which a link is made.
const THRESHOLD: f32 = 0.595;
/// How far the best list must be ahead of another one.
const MARGIN: f32 = 0.05;
/// The share of a lexicon formula's items that a list must match.
const SHARE: f32 = 0.6;

/// A list accepted for a label, in bytes of the reading.
#[derive(Clone, Debug)]
pub(crate) struct Linked {
    pub(crate) items: Vec<Span>,
    /// For each slot the number of items found.
    pub(crate) found: Vec<u32>,
    pub(crate) cue: Cue,
    pub(crate) direction: Direction,
    pub(crate) score: f32,
    pub(crate) shared: Shared,
    /// Whether the text says that the list is not complete.
    pub(crate) partial: bool,
}

impl Linked {
    /// Whether every slot is borne by items that share its morpheme.
    pub(crate) fn aligned(&self) -> bool {
        self.shared == Shared::Morpheme
    }
}

/// What the linker must know of a label.
pub(crate) struct Target<'a> {
    pub(crate) label: &'a Label,
    /// The label with the quotation marks around it.
    pub(crate) outer: Span,
    /// The items that the lexicon knows, none when it knows none.
    pub(crate) known: &'a [&'a str],
}

impl Target<'_> {
    /// Returns the number that each slot claims.
    pub(crate) fn counts(&self) -> Vec<u32> {
        self.label.slots.iter().map(|head| head.count).collect()
    }
}

/// What the search for a list came to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    /// The list that was taken.
    pub(crate) linked: Option<Linked>,
    /// A list in the place of the items that the lexicon does not know as such.
    pub(crate) variant: Option<Vec<Span>>,
    /// Two lists were as good as each other, and none was taken.
    pub(crate) ambiguous: bool,
    /// How often the clauses after a label without a list repeat its head.
    pub(crate) repeated: Option<u32>,
}

/// Finds the list that spells out a label. `series` gives the ordinal series of the text.
pub(crate) fn link<'s>(text: &str, target: &Target<'_>, series: impl Fn() -> &'s Series) -> Judged {
    let counts = target.counts();
    if counts.iter().all(|&count| count == 1) && counts.len() < 2 || counts.is_empty() {
        return Judged::default();
    }
    let mut candidates: Vec<Linked> = if target.label.kind == Kind::LengthLabel {
        [before_label::of_length(text, target), after_label::of_length(text, target)]
            .into_iter()
            .flatten()
            .collect()
    } else {
        before_label::lists(text, target, &counts)
            .into_iter()
            .chain(after_label::lists(text, target, &counts))
            .chain(after_label::clauses(text, target, &counts))
            .chain(after_label::ordinals(text, target, &counts, series))
            .collect()
    };
    candidates.retain(|linked| linked.score >= THRESHOLD);
    let mut judged = Judged::default();
    if !target.known.is_empty() {
        candidates.retain(|linked| {
            let known = share(text, target.known, &linked.items) >= SHARE;
            let stated = matches!(linked.cue, Cue::Bracket | Cue::Namely);
            if !known && stated && judged.variant.is_none() {
                judged.variant = Some(linked.items.clone());
            }
            known
        });
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut candidates = candidates.into_iter();
    let best = candidates.next();
    judged.ambiguous = best.as_ref().is_some_and(|best| {
        candidates
            .any(|other| other.items != best.items && best.score - other.score < MARGIN && !best.partial)
    });
    judged.linked = best.filter(|_| !judged.ambiguous);
    if judged.linked.is_some() {
        judged.variant = None;
    } else if let [only] = counts.as_slice() {
        judged.repeated = after_label::repeated(text, target).filter(|found| found != only);
    }
    judged
}

/// Returns the share of `items` that are known items, whole or shortened.
fn share(text: &str, known: &[&str], items: &[Span]) -> f32 {
    let matches = |item: &&Span| {
        let item: String = item.slice(text).chars().filter(|&c| is_han(c)).collect();
        known.iter().any(|known| {
            *known == item || !item.is_empty() && (known.contains(&item) || item.contains(known))
        })
    };
    items.iter().filter(matches).count() as f32 / items.len().max(1) as f32
}
