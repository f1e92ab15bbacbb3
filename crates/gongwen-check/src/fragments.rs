//! What segmentation leaves of a text: the Han characters that stand by themselves, and words that are hardly words.
//!
//! A character written for another mostly belongs to no word, so that rules on slips need only look at these.

use std::sync::LazyLock;

use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::is_han;

use crate::places::Mark;

/// The tokenizer of the rules.
pub(crate) static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// Where characters of three bytes stand that words leave over.
#[derive(Default)]
pub(crate) struct Fragments {
    /// Those that are tokens by themselves, in order.
    pub(crate) singles: Vec<usize>,
    /// The words of two characters that occur so seldom that not a few are slips, in order.
    pub(crate) rare: Vec<usize>,
}

/// The words of the list from this one on occur five times or less in what it was counted over.
const RARE: u32 = 127_630;

/// How much is segmented at once, in bytes, before the next end of a sentence.
const PIECE: usize = 1 << 14;

impl Fragments {
    /// Returns those of a reading with these marks. Cost: that of its segmentation.
    pub(crate) fn of(reading: &str, marks: &[Mark]) -> Self {
        let (mut fragments, mut scratch, mut from) = (Self::default(), Scratch::default(), 0);
        let stops = marks.iter().filter(|mark| matches!(mark.c, '。' | '\n')).map(|mark| mark.end());
        for to in stops.chain([reading.len()]) {
            if to - from >= PIECE || to == reading.len() {
                fragments.add(reading, from, to, &mut scratch);
                from = to;
            }
        }
        fragments
    }

    fn add(&mut self, reading: &str, from: usize, to: usize, scratch: &mut Scratch) {
        for token in SEGMENTER.segment(&reading[from..to], Mode::default(), &[], scratch).iter() {
            match token.span.len() {
                3 if token.text.chars().all(is_han) => self.singles.push(from + token.span.start),
                6 if token.id.0 >= RARE && token.text.chars().all(|c| is_han(c) && c.len_utf8() == 3) => {
                    self.rare.push(from + token.span.start);
                }
                _ => {}
            }
        }
    }

    /// Says whether a character is a token by itself.
    pub(crate) fn has_single(&self, at: usize) -> bool {
        self.singles.binary_search(&at).is_ok()
    }

    /// Returns the places of two characters that are no word, or hardly one.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = usize> {
        let pairs = self.singles.windows(2).filter(|pair| pair[0] + 3 == pair[1]);
        pairs.map(|pair| pair[0]).chain(self.rare.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::Fragments;
    use crate::places::Sought;

    #[test]
    fn slips_leave_characters_by_themselves() {
        let text = "有关问题己经整改。防止险象环升，推进工作。";
        let fragments = Fragments::of(text, &Sought::of([], []).find(text).marks);
        let pairs: Vec<&str> = fragments.pairs().map(|at| &text[at..at + 6]).collect();
        assert_eq!(pairs, ["己经", "环升"]);
        assert!(fragments.has_single(text.find('升').expect("it stands there")));
    }
}
