//! Segmentation as properties: tiling, forced spans, ids.

mod support;

use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Span;
use proptest::prelude::*;
use std::sync::LazyLock;
use support::Word;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// Text as it comes: official prose, digits, Latin, punctuation, rare planes, emoji, combining marks.
fn mixed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("坚持党的全面领导".to_string()),
        Just("增强“四个意识”、".to_string()),
        Just("三会一课".to_string()),
        "[一-龥]{1,6}",
        "[a-zA-Z0-9.%+]{1,5}",
        "[，。、；：（）《》〔〕\\n \\t]{1,2}",
        "[\u{3400}-\u{3420}\u{20000}-\u{20020}]{1,2}",
        Just("👪e\u{301}".to_string()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn words<'t>(text: &'t str, mode: Mode, forced: &[Span]) -> Vec<Word<'t>> {
    let mut scratch = Scratch::default();
    SEGMENTER.segment(text, mode, forced, &mut scratch).iter().map(|token| (token.text, token.span)).collect()
}

proptest! {
    #[test]
    fn tokens_tile_the_text(text in prop_oneof![mixed_text(), any::<String>()]) {
        for mode in Mode::ALL.into_iter().filter(|mode| mode.tiles()) {
            let mut at = 0;
            for (word, span) in words(&text, mode, &[]) {
                prop_assert_eq!(span.start, at);
                prop_assert_eq!(span.slice(&text), word);
                at = span.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }

    #[test]
    fn tokens_of_every_mode_are_parts_of_the_text(text in prop_oneof![mixed_text(), any::<String>()]) {
        for mode in Mode::ALL {
            for (word, span) in words(&text, mode, &[]) {
                prop_assert!(!word.is_empty());
                prop_assert_eq!(span.slice(&text), word);
            }
        }
    }

    #[test]
    fn a_forced_span_is_a_token_and_its_neighbours_are_cut_as_if_alone(
        text in mixed_text(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()
    ) {
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (*from.get(&cuts), *to.get(&cuts));
        let span = Span::new(a.min(b), a.max(b));
        prop_assume!(!span.is_empty());
        for mode in Mode::ALL {
            let found = words(&text, mode, &[span]);
            prop_assert!(found.iter().any(|&(_, token)| token == span));
            let left = words(&text[..span.start], mode, &[]);
            let right = words(&text[span.end..], mode, &[]);
            let texts: Vec<_> = found.iter().map(|word| word.0).collect();
            let expected: Vec<_> = left.iter().map(|word| word.0)
                .chain([span.slice(&text)])
                .chain(right.iter().map(|word| word.0))
                .collect();
            prop_assert_eq!(texts, expected);
        }
    }

    #[test]
    fn any_forced_spans_are_accepted(
        text in mixed_text(), ends in prop::collection::vec((0..80_usize, 0..80_usize), 0..6)
    ) {
        let forced: Vec<Span> = ends.iter().map(|&(a, b)| Span::new(a.min(b), a.max(b))).collect();
        let found = words(&text, Mode::Dictionary, &forced);
        prop_assert_eq!(found.iter().map(|word| word.0).collect::<String>(), text);
    }
}

#[test]
fn ids_name_the_words_and_unknown_words_say_so() {
    let mut scratch = Scratch::default();
    let text = "全面从严治党2023年，靁龘龖";
    for mode in Mode::ALL {
        let tokens = SEGMENTER.segment(text, mode, &[], &mut scratch);
        for token in tokens.iter() {
            match token.id.index() {
                Some(_) => assert_eq!(SEGMENTER.word(token.id), Some(token.text)),
                None => assert_eq!(SEGMENTER.id(token.text), token.id),
            }
        }
        assert!(tokens.iter().any(|token| token.id.index().is_none()));
    }
}

#[test]
fn every_word_of_the_list_has_an_id_of_its_own() {
    let mut seen = vec![false; SEGMENTER.word_count()];
    for word in support::WORDS.iter() {
        let id = SEGMENTER.id(word);
        assert_eq!(SEGMENTER.word(id), Some(word.as_str()));
        let index = id.index().expect("the word is in the dictionary");
        assert!(!std::mem::replace(&mut seen[index], true), "{word} shares its id");
    }
}

#[test]
fn the_empty_text_has_no_tokens() {
    for mode in Mode::ALL {
        assert!(words("", mode, &[Span::new(0, 0)]).is_empty());
    }
}
