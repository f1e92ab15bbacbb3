//! The lists that formulas stand for and those of steady wordings, with one item but the last left out.

use gongwen_lexicon::{Confidence, Level, Lexicon, Order, Status};
use gongwen_text::is_han;

use crate::wordings;

/// Returns, for each formula of five to twelve items, and of four where it is a standing one of the centre, the lists that lack one item, not the
/// last, each with the whole list. Cost: the squares of the lengths of the lists.
pub(crate) fn one_left_out(lexicon: &Lexicon) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for formula in lexicon.formulas() {
        let items: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
        // Three of four are often right by themselves: 严格执法、公正司法、全民守法. Then only what always stands whole counts,
        // and what is built alike at length: 摘帽不摘责任、摘帽不摘政策 ….
        let standing = formula.level == Level::Central
            && formula.order == Order::Fixed
            && formula.confidence == Confidence::High
            && formula.status == Status::Current;
        let begins = shared(&items, |item, at| item.chars().nth(at));
        let ends = shared(&items, |item, at| item.chars().rev().nth(at));
        let shortest = items.iter().map(|item| item.chars().count()).min().unwrap_or(0);
        let built = begins >= 3 || begins == 2 && shortest >= 5;
        // Of shorter lists that begin alike there are earlier forms: 民主选举、民主决策 ….
        const LONG: usize = 6;
        let grown = (begins > 1 || begins > 0 && items.len() == 4) && items.len() < LONG && !built;
        // Of organs three are named as often as four.
        let organs = items.iter().any(|item| item.ends_with("法院"));
        let enough = match items.len() {
            4 => built || standing && (ends > 0 || shortest > 2),
            5..=12 => true,
            _ => false,
        };
        if shortest < 2 || grown || organs || !enough {
            continue;
        }
        out.extend(each_left_out(&items));
    }
    // Of steady wordings those that are lists of four items and more.
    for phrase in wordings::counted() {
        let items: Vec<&str> = phrase.split('、').collect();
        if items.len() > 3 && items.iter().all(|item| item.chars().count() > 2 && item.chars().all(is_han)) {
            out.extend(each_left_out(&items));
        }
    }
    out
}

/// Returns a list without each of its items in turn, and the whole list.
fn each_left_out(items: &[&str]) -> Vec<(String, String)> {
    let without = |left_out: usize| {
        let rest = items.iter().enumerate().filter(|(at, _)| *at != left_out);
        rest.map(|(_, item)| *item).collect::<Vec<_>>().join("、")
    };
    // Lists grow at their end: without the last item they are often what was said in earlier years.
    (0..items.len() - 1).map(|left_out| (without(left_out), items.join("、"))).collect()
}

/// Returns how many characters all items share, counted as `nth` counts.
fn shared(items: &[&str], nth: impl Fn(&str, usize) -> Option<char>) -> usize {
    let same = |at: &usize| {
        let first = items.first().and_then(|item| nth(item, *at));
        first.is_some() && items.iter().all(|item| nth(item, *at) == first)
    };
    (0..).take_while(same).count()
}
