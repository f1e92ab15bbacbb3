//! Words of the user: honoured wherever they stand, without a change to what stands beside them; removed ones are gone.

mod support;

use gongwen_segment::{Mode, Scratch, Segmenter, UserDictionary};
use gongwen_text::Span;
use std::collections::BTreeSet;
use support::{Random, Word, words};

const ROUNDS: usize = if cfg!(debug_assertions) { 300 } else { 3000 };

/// Tries every word at every place: leftmost, the longest first; none begins or ends within a run of Latin letters and
/// digits.
fn occurrences(dictionary: &BTreeSet<&str>, text: &str) -> Vec<Span> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (mut found, mut free) = (Vec::new(), 0);
    for (at, _) in text.char_indices() {
        if at < free {
            continue;
        }
        let (before, rest) = text.split_at(at);
        let stands = |word: &&&str| {
            let Some(after) = rest.strip_prefix(**word) else { return false };
            let goes_on_before = latin(before.chars().next_back()) && latin(word.chars().next());
            let goes_on_after = latin(word.chars().next_back()) && latin(after.chars().next());
            !goes_on_before && !goes_on_after
        };
        if let Some(word) = dictionary.iter().filter(stands).max_by_key(|word| word.len()) {
            free = at + word.len();
            found.push(Span::new(at, free));
        }
    }
    found
}

/// Cuts what is between the spans as if each stretch stood alone.
fn around<'t>(plain: &Segmenter, text: &'t str, forced: &[Span], mode: Mode) -> Vec<Word<'t>> {
    let mut expected = Vec::new();
    let mut at = 0;
    for span in forced.iter().copied().chain([Span::new(text.len(), text.len())]) {
        for (word, place) in words(plain, &text[at..span.start], mode) {
            expected.push((word, Span::new(at + place.start, at + place.end)));
        }
        if span.start < span.end {
            expected.push((span.slice(text), span));
        }
        at = span.end;
    }
    expected
}

/// Returns words that occur in the text, or begin and end otherwise than its words do, and some of the list.
fn random_words(random: &mut Random, text: &str) -> Vec<String> {
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Vec::new();
    for _ in 0..=random.below(12) {
        let start = random.below(cuts.len());
        let end = (start + 1 + random.below(5)).min(cuts.len() - 1);
        found.push(match random.below(4) {
            0 => random.word().to_owned(),
            1 => format!("{}{}", random.word(), random.word()),
            _ => text[cuts[start]..cuts[end].max(cuts[start])].to_owned(),
        });
    }
    found
}

#[test]
fn every_occurrence_is_a_token_and_its_neighbours_are_cut_as_if_alone() {
    let plain = Segmenter::new();
    let mut random = Random::new(11);
    let mut honoured = 0;
    for round in 0..ROUNDS {
        let text = random.text(if round % 50 == 0 { 1200 } else { 20 });
        let mut dictionary = UserDictionary::new("random");
        for word in random_words(&mut random, &text) {
            // Some cannot be words: blanks, control characters.
            let _ = dictionary.add(&word, None);
        }
        let mut segmenter = Segmenter::new();
        segmenter.add_dictionary(&dictionary);
        let forced = occurrences(&dictionary.words().map(|entry| entry.word).collect(), &text);
        honoured += forced.len();
        for mode in Mode::ALL {
            let expected = around(&plain, &text, &forced, mode);
            assert_eq!(words(&segmenter, &text, mode), expected, "{mode:?} of {text:?}, {dictionary:?}");
        }
        let mut scratch = Scratch::default();
        for token in segmenter.segment(&text, Mode::Dictionary, &[], &mut scratch).iter() {
            if forced.contains(&token.span) {
                assert_eq!(segmenter.word(token.id), Some(token.text), "a user word has an id");
            }
        }
    }
    assert!(honoured > ROUNDS, "the dictionaries name what stands in the texts");
}

#[test]
fn a_large_dictionary_is_honoured_too() {
    let mut random = Random::new(12);
    let list: BTreeSet<String> = (0..5000).map(|_| format!("{}{}", random.word(), random.word())).collect();
    let mut text = String::new();
    for word in list.iter().step_by(50) {
        text.push_str(word);
        text.push_str(random.word());
    }
    let mut segmenter = Segmenter::new();
    segmenter
        .add_dictionary(&UserDictionary::from_words("large", &list).expect("words of the list are words"));
    let forced = occurrences(&list.iter().map(String::as_str).collect(), &text);
    for mode in Mode::ALL {
        assert_eq!(words(&segmenter, &text, mode), around(&Segmenter::new(), &text, &forced, mode));
    }
}

#[test]
fn a_removed_word_is_no_token_and_what_is_left_are_words() {
    let mut random = Random::new(13);
    for _ in 0..ROUNDS / 30 {
        let mut segmenter = Segmenter::new();
        let mut removed = BTreeSet::new();
        let mut text = String::new();
        for _ in 0..20 {
            let word = random.word();
            // A run of letters and digits is one token whatever the dictionary says, and a character alone stays one.
            if word.chars().count() > 1 && !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                assert_eq!(segmenter.remove_word(word), removed.insert(word), "{word}");
            }
            text.push_str(word);
            text.push_str(&random.text(4));
            text.push_str(word);
        }
        let mut scratch = Scratch::default();
        for token in segmenter.segment(&text, Mode::Dictionary, &[], &mut scratch).iter() {
            assert!(!removed.contains(token.text), "{} was removed", token.text);
            let single = token.text.chars().nth(1).is_none() || token.text == "\r\n";
            let run = token.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            assert!(
                single || run || segmenter.word(token.id) == Some(token.text),
                "{} is no word",
                token.text
            );
        }
        for mode in [Mode::Dictionary, Mode::JiebaHmm] {
            assert_eq!(words(&segmenter, &text, mode).iter().map(|word| word.0).collect::<String>(), text);
        }
    }
}
