//! The standing lists of a lexicon by their items, for texts that give a list without its label.

use std::sync::OnceLock;

use gongwen_lexicon::{Confidence, Date, Level, Lexicon, Order, Status};
use rustc_hash::FxHashMap;

/// A list whose items and their order are fixed.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) label: String,
    pub(crate) items: Vec<String>,
    /// When it was first given whole.
    pub(crate) first: Option<Date>,
}

/// The standing lists of the centre, of three items or more, collected when the first is asked for.
#[derive(Debug, Default)]
pub(crate) struct Enumerations(OnceLock<Index>);

#[derive(Debug, Default)]
struct Index {
    lists: Vec<Enumeration>,
    /// The lists of each item.
    by_item: FxHashMap<String, Vec<usize>>,
}

impl Enumerations {
    /// Returns the lists that have this item.
    pub(crate) fn with<'s>(&'s self, lexicon: &Lexicon, item: &str) -> impl Iterator<Item = &'s Enumeration> {
        let index = self.0.get_or_init(|| Index::of(lexicon));
        let lists = index.by_item.get(item).map_or(&[][..], Vec::as_slice);
        lists.iter().map(|&list| &index.lists[list])
    }
}

impl Index {
    fn of(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for formula in lexicon.formulas() {
            let items: Vec<String> = formula.items_at(None).map(|item| item.text.clone()).collect();
            let standing = formula.level == Level::Central
                && formula.order == Order::Fixed
                && formula.confidence == Confidence::High
                && formula.status == Status::Current;
            // Short items are words of their own: 富强、民主 is a list of its kind only where many follow.
            let shortest = items.iter().map(|item| item.chars().count()).min().unwrap_or(0);
            let telling = shortest > 2 && items.len() > 2 || shortest > 1 && items.len() > 5;
            let plain = items.iter().all(|item| !item.contains(['、', '，', '；']));
            if !standing || !telling || !plain {
                continue;
            }
            for item in &items {
                index.by_item.entry(item.clone()).or_default().push(index.lists.len());
            }
            let first = formula.first.as_ref().map(|first| first.date);
            index.lists.push(Enumeration { label: formula.label.clone(), items, first });
        }
        index
    }
}
