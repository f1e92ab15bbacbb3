//! The labels of a lexicon by what stands behind their number: 攻坚战 of 三大攻坚战, whichever number a text gives it.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use gongwen_text::numeral_value;
use rustc_hash::FxHashMap;

/// A label that counts, without its number.
#[derive(Debug)]
pub(crate) struct Counting {
    pub(crate) numeral: char,
    pub(crate) items: Vec<String>,
}

/// The labels of a lexicon that count three items or more, collected when the first is asked for.
#[derive(Debug, Default)]
pub(crate) struct Labels(OnceLock<FxHashMap<String, Vec<Counting>>>);

impl Labels {
    /// The most characters behind a number.
    pub(crate) const LONGEST: usize = 8;

    /// Returns the labels that go on with `rest` after their number.
    pub(crate) fn behind(&self, lexicon: &Lexicon, rest: &str) -> &[Counting] {
        let labels = self.0.get_or_init(|| {
            let mut labels: FxHashMap<String, Vec<Counting>> = FxHashMap::default();
            for formula in lexicon.formulas() {
                let items: Vec<String> = formula.items_at(None).map(|item| item.text.clone()).collect();
                let mut rest = formula.label.chars();
                let numeral = rest.next().filter(|&c| numeral_value(c).is_some_and(|value| value > 1));
                let length = rest.clone().count();
                if let Some(numeral) = numeral
                    && items.len() > 2
                    && (1..=Self::LONGEST).contains(&length)
                {
                    labels.entry(rest.as_str().to_owned()).or_default().push(Counting { numeral, items });
                }
            }
            labels
        });
        labels.get(rest).map_or(&[], Vec::as_slice)
    }
}
