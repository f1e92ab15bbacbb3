//! The lists that formulas stand for, with one item but the last left out.

use gongwen_lexicon::{Confidence, Level, Lexicon, Order, Status};

/// Returns, for each formula of five to twelve items, and of four where it is a standing one of the centre, the lists that lack one item, not the
/// last, each with the whole list. Cost: the squares of the lengths of the lists.
pub(crate) fn one_left_out(lexicon: &Lexicon) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for formula in lexicon.formulas() {
        let items: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
        // Three of four are often right by themselves: 严格执法、公正司法、全民守法. Then only what always stands whole counts.
        let standing = formula.level == Level::Central
            && formula.order == Order::Fixed
            && formula.confidence == Confidence::High
            && formula.status == Status::Current;
        // Of lists that begin alike there are earlier forms: 民主选举、民主决策 ….
        const LONG: usize = 6;
        let first = |item: &str| item.chars().next();
        let grown = items.len() < LONG && items.windows(2).all(|pair| first(pair[0]) == first(pair[1]));
        let least = if standing { 4 } else { 5 };
        // Of organs three are named as often as four.
        let organs = items.iter().any(|item| item.ends_with("法院"));
        let shortest = items.iter().map(|item| item.chars().count()).min().unwrap_or(0);
        let short = shortest < 2 || shortest < 3 && items.len() == 4;
        if short || organs || grown || !(least..=12).contains(&items.len()) {
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
