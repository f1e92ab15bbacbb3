//! Traditional text through its simplified view: tokens of the original, cut where the simplified text is cut.

mod support;

use gongwen_segment::{Mode, Segmenter};
use hanconv::RawDictionary;
use std::collections::{HashMap, HashSet};
use support::{Random, words};

const ROUNDS: usize = if cfg!(debug_assertions) { 1000 } else { 10_000 };

/// Characters with one traditional form that has them as its one simplified form, and those that leave no doubt.
struct Writer {
    forms: HashMap<char, char>,
    /// What is not simplified text beyond doubt: traditional and regional characters.
    others: HashSet<char>,
    /// Phrases that are not simplified character by character.
    phrases: Vec<&'static str>,
}

fn only(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}

impl Writer {
    fn new() -> Self {
        let lines =
            |table: RawDictionary| table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let simpler: HashMap<char, char> = lines(RawDictionary::TSCharacters)
            .filter_map(|line| Some((only(line.first()?)?, only(line.get(1)?)?)))
            .filter(|(from, to)| from != to)
            .collect();
        let mut others: HashSet<char> = simpler.keys().copied().chain(['著']).collect();
        for table in [RawDictionary::HKVariants, RawDictionary::TWVariants] {
            others.extend(lines(table).flatten().filter_map(only));
        }
        let forms = lines(RawDictionary::STCharacters)
            .filter(|line| line.len() == 2)
            .filter_map(|line| Some((only(line[0])?, only(line[1])?)))
            .filter(|(from, to)| simpler.get(to) == Some(from))
            .collect();
        let by_character =
            |word: &str| -> String { word.chars().map(|c| *simpler.get(&c).unwrap_or(&c)).collect() };
        let phrases = RawDictionary::TSPhrases.iter();
        let phrases = phrases.filter(|(from, to)| by_character(from) != *to).map(|(from, _)| from).collect();
        Writer { forms, others, phrases }
    }

    /// Returns the text in traditional characters where that goes one to one, and only then.
    fn traditional(&self, text: &str) -> Option<String> {
        if text.contains(|c| self.others.contains(&c)) {
            return None;
        }
        let written: String = text.chars().map(|c| *self.forms.get(&c).unwrap_or(&c)).collect();
        (!self.phrases.iter().any(|phrase| written.contains(phrase))).then_some(written)
    }
}

fn lengths(segmenter: &Segmenter, text: &str, mode: Mode) -> Vec<usize> {
    words(segmenter, text, mode).iter().map(|token| token.0.chars().count()).collect()
}

#[test]
fn traditional_text_is_cut_where_its_simplified_text_is() {
    let writer = Writer::new();
    let plain = Segmenter::new();
    let mut simplifying = Segmenter::new();
    simplifying.simplify_traditional(true);
    let mut random = Random::new(31);
    let (mut compared, mut changed) = (0, 0);
    for _ in 0..ROUNDS {
        let text: String = (0..random.below(12))
            .map(|_| {
                if random.below(6) == 0 {
                    random.of(&["，", "\n", "2023年", "🚩", "a"])
                } else {
                    random.word()
                }
            })
            .collect();
        let Some(traditional) = writer.traditional(&text) else { continue };
        compared += 1;
        changed += usize::from(traditional != text);
        for mode in Mode::ALL {
            assert_eq!(
                lengths(&simplifying, &traditional, mode),
                lengths(&plain, &text, mode),
                "{mode:?} of {traditional:?}"
            );
        }
    }
    assert!(
        compared > ROUNDS / 4 && changed > compared / 2,
        "{compared} compared, {changed} of them changed"
    );
}

#[test]
fn tokens_tile_the_original() {
    let mut segmenter = Segmenter::new();
    segmenter.simplify_traditional(true);
    segmenter.keep_numbers_whole(true);
    for word in ["全面領導", "全面从严治党", "後", "国a"] {
        segmenter.add_word(word, None).expect("the words are good");
    }
    let mut random = Random::new(32);
    for _ in 0..ROUNDS {
        let mut text = String::new();
        for _ in 0..random.below(8) {
            text.push_str(random.of(&[
                "堅持黨的全面領導",
                "全面從嚴治黨",
                "隨著",
                "乾隆",
                "國𡞵黨🚩務",
                "後",
                "國a",
                "",
            ]));
            text.push_str(&random.text(3));
        }
        for mode in [Mode::Dictionary, Mode::JiebaHmm] {
            let mut at = 0;
            for (word, span) in words(&segmenter, &text, mode) {
                assert_eq!((span.start, span.slice(&text)), (at, word), "{text:?}");
                assert!(!word.is_empty(), "{text:?}");
                at = span.end;
            }
            assert_eq!(at, text.len());
        }
    }
}
