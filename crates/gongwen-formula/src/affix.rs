//! Words with one affix in a row: 规范化、制度化、科学化.
//!
//! Three words of one length, each with the same last character, are a series; two are chance.

use gongwen_lexicon::Kind;
use gongwen_text::{Span, is_han};

use crate::heads::Candidate;
use crate::hit::Class;
use crate::walk::{after, backward, before, forward, length};

/// The characters that end the words of a series.
const AFFIXES: &[char] = &['化', '型', '力', '性'];
/// The longest word, in characters.
const LONGEST: usize = 4;

/// Returns the series of `text`, in order, given the places `between` items. Cost: a short look at each place.
pub(crate) fn find(text: &str, between: &[usize]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut reach = 0;
    for &at in between {
        if at < reach {
            continue;
        }
        let Some(affix) = before(text, at).filter(|c| AFFIXES.contains(c)) else { continue };
        let mut end = at;
        let mut size = None;
        let mut words = 1;
        while after(text, end) == Some('、') {
            let start = end + '、'.len_utf8();
            let stop = forward(text, start, LONGEST, |c| is_han(c) && c != affix);
            let word = Span::new(start, stop + affix.len_utf8());
            if after(text, stop) != Some(affix) || !(2..=LONGEST).contains(&length(text, word)) {
                break;
            }
            if *size.get_or_insert(length(text, word)) != length(text, word) {
                break;
            }
            words += 1;
            end = word.end;
        }
        let Some(size) = size.filter(|_| words >= 3) else { continue };
        let start = backward(text, at, size, is_han);
        if length(text, Span::new(start, at)) == size {
            out.push(Candidate::plain(Span::new(start, end), Class::FixedPhrase, Kind::AffixSeries));
            reach = end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::marks::Marks;

    #[test]
    fn three_words_of_one_length_are_a_series() {
        let series = |text: &str| {
            find(text, &Marks::of(text).between)
                .iter()
                .map(|c| c.label.span.slice(text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(series("推进精细化、信息化、网格化管理"), ["精细化、信息化、网格化"]);
        assert!(series("推进信息化、网格化管理").is_empty());
        assert!(series("文化、绿化、数字化").is_empty());
    }
}
