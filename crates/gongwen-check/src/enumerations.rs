//! The standing lists of a lexicon by their items, for texts that give a list without its label.

use std::sync::OnceLock;

use gongwen_lexicon::{Confidence, Date, Level, Lexicon, Order, Status};
use gongwen_text::is_han;
use rustc_hash::FxHashMap;

use crate::wordings;

/// A list whose items and their order are fixed.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) label: String,
    pub(crate) items: Vec<String>,
    /// When it was first given whole.
    pub(crate) first: Option<Date>,
    /// What follows the last item where the list is part of a phrase: 贯彻新发展理念 after 完整、准确、全面.
    pub(crate) tail: String,
    /// Whether it is the list of a formula: of a phrase only the order is fixed.
    pub(crate) is_formula: bool,
}

/// The standing lists of formulas of the centre, of three items or more, and those of phrases, collected when the first is asked for.
#[derive(Debug, Default)]
pub(crate) struct Enumerations(OnceLock<Index>);

#[derive(Debug, Default)]
pub(crate) struct Index {
    lists: Vec<Enumeration>,
    /// The lists of each item.
    by_item: FxHashMap<String, Vec<usize>>,
    /// The length of the longest item, in bytes.
    longest: usize,
}

impl Enumerations {
    /// Collects the lists where that was not done yet.
    pub(crate) fn prepare(&self, lexicon: &Lexicon) -> &Index {
        self.0.get_or_init(|| Index::of(lexicon))
    }

    /// Returns the lists that have this item.
    pub(crate) fn with<'s>(&'s self, lexicon: &Lexicon, item: &str) -> impl Iterator<Item = &'s Enumeration> {
        let index = self.prepare(lexicon);
        let short = Some(item).filter(|item| item.len() <= index.longest);
        let lists = short.and_then(|item| index.by_item.get(item)).map_or(&[][..], Vec::as_slice);
        lists.iter().map(|&list| &index.lists[list])
    }
}

impl Index {
    fn of(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for formula in lexicon.formulas() {
            let standing = formula.level == Level::Central
                && formula.order == Order::Fixed
                && formula.confidence == Confidence::High
                && formula.status == Status::Current;
            if !standing {
                continue;
            }
            let items: Vec<String> = formula.items_at(None).map(|item| item.text.clone()).collect();
            // Short items are words of their own: 富强、民主 is a list of its kind only where many follow.
            let shortest = items.iter().map(|item| item.chars().count()).min().unwrap_or(0);
            let telling = shortest > 2 && items.len() > 2 || shortest > 1 && items.len() > 5;
            let plain = items.iter().all(|item| !item.contains(['、', '，', '；']));
            if !telling || !plain {
                continue;
            }
            let first = formula.first.as_ref().map(|first| first.date);
            let label = formula.label.clone();
            index.add(Enumeration { label, items, first, tail: String::new(), is_formula: true });
        }
        index.add_phrases(lexicon);
        index
    }

    /// Adds the lists within phrases, but those that stand in two orders.
    fn add_phrases(&mut self, lexicon: &Lexicon) {
        // Two change places freely, but where no good text varies them.
        let more = |list: &(Vec<&str>, &str)| list.0.len() > 2;
        let texts = wordings::current(lexicon).filter_map(list_of).filter(more);
        let mut lists: FxHashMap<Vec<&str>, Vec<(Vec<&str>, &str)>> = FxHashMap::default();
        let steady = wordings::steady().filter_map(list_of).filter(more);
        let two = wordings::counted().filter_map(list_of).filter(|list| !more(list));
        for (items, tail) in texts.chain(steady).chain(two) {
            let mut sorted = items.clone();
            sorted.sort_unstable();
            lists.entry(sorted).or_default().push((items, tail));
        }
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort_unstable();
        for (sorted, orders) in lists {
            let (items, tail) = &orders[0];
            if sorted.iter().any(|item| LOOSE.contains(item)) {
                continue;
            }
            if orders.iter().all(|(other, _)| other == items) {
                let tail = orders.iter().fold(*tail, |tail, (_, other)| shared_head(tail, other));
                let short = items[0].chars().count() < 3 && items.len() < 4 && tail.is_empty();
                if !short {
                    let items = items.iter().map(|&item| item.to_owned()).collect();
                    let (label, tail) = (String::new(), tail.to_owned());
                    self.add(Enumeration { label, items, first: None, tail, is_formula: false });
                }
            }
        }
    }

    fn add(&mut self, list: Enumeration) {
        for item in &list.items {
            self.longest = self.longest.max(item.len());
            self.by_item.entry(item.clone()).or_default().push(self.lists.len());
        }
        self.lists.push(list);
    }
}

/// Returns what both texts begin with.
fn shared_head<'t>(one: &'t str, other: &str) -> &'t str {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    &one[..same.map_or(one.len().min(other.len()), |((at, _), _)| at)]
}

/// Items of lists in phrases that good texts give in another order too.
const LOOSE: [&str; 17] = [
    "稳增长",
    "好邻居",
    "普惠性",
    "乱收费",
    "革命老区",
    "宜居",
    "人民调解",
    "创新链",
    "进教材",
    "天更蓝",
    "任务书",
    "不敢为",
    "不作为",
    "保工资",
    "数字化",
    "制度化",
    "目标导向",
];

/// Returns the items of the list in a phrase and what follows it, where the items are of one length: what leads to the
/// first is cut off.
fn list_of(phrase: &str) -> Option<(Vec<&str>, &str)> {
    phrase.contains('、').then_some(())?;
    let mut items: Vec<&str> = phrase.split('、').collect();
    let (first, last) = (*items.first()?, *items.last()?);
    let length = match items.len() {
        0 | 1 => return None,
        // Two are a list where they are a phrase each.
        2 => Some(first.len()).filter(|_| first.len() == last.len() && first.len() >= 4 * 3)?,
        _ => items[1].len(),
    };
    let from = first.len().checked_sub(length).filter(|&from| first.is_char_boundary(from))?;
    let tail = last.get(length..)?;
    let count = items.len();
    (items[0], items[count - 1]) = (&first[from..], &last[..length]);
    let even = items.iter().all(|item| item.len() == length && item.chars().all(is_han));
    let mut different = items.clone();
    different.sort_unstable();
    different.dedup();
    (even && different.len() == count).then_some((items, tail))
}
