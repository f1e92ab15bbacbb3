//! The lists that formulas stand for, with one item but the last left out.

use gongwen_lexicon::{Confidence, Level, Lexicon, Order, Status};

/// Returns, for each formula of the centre whose four to eight items all begin or all end alike, the lists that lack one item, not the last, each
/// with the whole list. Cost: the squares of the lengths of the lists.
pub(crate) fn one_left_out(lexicon: &Lexicon) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for formula in lexicon.formulas() {
        let items: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
        let last = |item: &&str| item.chars().next_back();
        // Of shorter lists that begin alike there are earlier forms: 民主选举、民主决策 ….
        const LONG: usize = 6;
        let first = |item: &&str| item.chars().next();
        let alike = items.windows(2).all(|pair| last(&pair[0]) == last(&pair[1]))
            || items.len() >= LONG && items.windows(2).all(|pair| first(&pair[0]) == first(&pair[1]));
        let standing = formula.level == Level::Central
            && formula.order == Order::Fixed
            && formula.confidence == Confidence::High
            && formula.status == Status::Current;
        if !standing
            || !alike
            || items.iter().any(|item| item.chars().count() < 2)
            || !(4..=8).contains(&items.len())
        {
            continue;
        }
        let whole = items.join("、");
        // Lists grow at their end: without the last item they are often what was said in earlier years.
        for left_out in 0..items.len() - 1 {
            let rest = items.iter().enumerate().filter(|(at, _)| *at != left_out);
            let rest: Vec<&str> = rest.map(|(_, item)| *item).collect();
            out.push((rest.join("、"), whole.clone()));
        }
    }
    out
}
