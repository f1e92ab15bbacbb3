//! How a text departs from the lexicon or from itself.

use gongwen_lexicon::{Formula, Lexicon, Order};

use crate::hit::{Class, Deviation, Hit};

/// Says whether `verb` is none of the verbs that the lexicon gives for a formula that has some.
pub(crate) fn verb_departs(formula: &Formula, verb: &str) -> bool {
    let verbs = &formula.verbs;
    let given = |verbs: &[String]| {
        verbs.iter().any(|known| known == verb || known.ends_with(verb) || verb.ends_with(known.as_str()))
    };
    given(&verbs.avoid) && !given(&verbs.prefer)
        || !verbs.prefer.is_empty() && !given(&verbs.prefer) && !given(&verbs.accept)
}

/// Says whether `items` are the lexicon's items in another order than the one that is fixed.
pub(crate) fn order_departs(formula: &Formula, items: &[String]) -> bool {
    let places: Option<Vec<usize>> = items
        .iter()
        .map(|item| {
            let known = formula.items.iter();
            known.clone().position(|known| known.text == *item).or_else(|| {
                // A shortened item counts where it can only be one: 文化 for 文化下乡.
                let mut fits = known.enumerate().filter(|(_, known)| known.text.contains(item.as_str()));
                let (at, _) = fits.next()?;
                fits.next().is_none().then_some(at)
            })
        })
        .collect();
    formula.order == Order::Fixed && places.is_some_and(|places| !places.is_sorted())
}

/// Says whether the numbers claimed and found differ; a label with nothing listed departs from nothing.
pub(crate) fn count_departs(hit: &Hit) -> bool {
    let partial = hit.link.as_ref().is_some_and(|link| link.partial);
    let listed = hit.slots.iter().any(|slot| slot.found > 0);
    listed
        && !partial
        && hit.class == Class::NumeralFormula
        && hit.slots.iter().any(|slot| slot.claimed != slot.found)
}

/// Marks the hits of chains whose formulas the lexicon has in another order.
///
/// Cost: `O(hits)` for chains of the lexicon's length.
pub(crate) fn mark_chains(lexicon: &Lexicon, hits: &mut [Hit]) {
    let members: Vec<usize> = (0..hits.len()).filter(|&at| hits[at].chain.is_some()).collect();
    for pair in members.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let number = |at: usize| hits[at].chain.map(|chain| chain.number);
        if number(left) != number(right) {
            continue;
        }
        let id = |at: usize| hits[at].entry.map(|entry| lexicon.entry(entry).id());
        let (Some(first), Some(second)) = (id(left), id(right)) else { continue };
        // What one chain has the other way round is right where another has it so.
        let orders = lexicon.chains().filter_map(|chain| {
            let place = |id: &str| chain.links.iter().position(|link| link.formula == id);
            Some(place(first)? > place(second)?)
        });
        let reversed = orders.reduce(|all, reversed| all && reversed).unwrap_or(false);
        if reversed {
            hits[right].deviations.push(Deviation::ChainOrder);
        }
    }
}
