//! Segmentation as properties: tiling, forced spans, equality with jieba in the modes that name it.

use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Span;
use jieba_rs::Jieba;
use proptest::prelude::*;
use std::sync::LazyLock;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut words = include_str!("../../../lexicons/words/jieba.txt").as_bytes();
    Jieba::with_dict(&mut words).expect("the word list is well formed")
});

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

fn words<'t>(text: &'t str, mode: Mode, forced: &[Span]) -> Vec<(&'t str, Span)> {
    let mut scratch = Scratch::default();
    SEGMENTER.segment(text, mode, forced, &mut scratch).iter().map(|token| (token.text, token.span)).collect()
}

proptest! {
    #[test]
    fn tokens_tile_the_text(text in mixed_text()) {
        for mode in [Mode::Dictionary, Mode::JiebaHmm] {
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
    fn every_mode_equals_jieba(text in mixed_text()) {
        for mode in Mode::ALL {
            let expected = match mode {
                Mode::Dictionary => JIEBA.cut(&text, false),
                Mode::JiebaHmm => JIEBA.cut(&text, true),
                Mode::Search => JIEBA.cut_for_search(&text, true),
                _ => JIEBA.cut_all(&text),
            };
            let expected: Vec<_> =
                expected.iter().map(|token| (token.word, Span::new(token.byte_start, token.byte_end))).collect();
            prop_assert_eq!(words(&text, mode, &[]), expected);
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
        let found = words(&text, Mode::Dictionary, &[span]);
        prop_assert!(found.iter().any(|&(_, token)| token == span));
        let left: Vec<_> = words(&text[..span.start], Mode::Dictionary, &[]);
        let right: Vec<_> = words(&text[span.end..], Mode::Dictionary, &[]);
        let texts: Vec<_> = found.iter().map(|&(word, _)| word).collect();
        let expected: Vec<_> = left.iter().map(|&(word, _)| word)
            .chain([span.slice(&text)])
            .chain(right.iter().map(|&(word, _)| word))
            .collect();
        prop_assert_eq!(texts, expected);
    }
}

#[test]
fn long_texts_are_cut_as_if_at_once() {
    let lines =
        ["坚持党的全面领导，", "增强四个意识\r\n", "\n\n 2023年3月 ", "abc\ndef\t", "全面从严治党\u{3000}"];
    let text: String = (0..3000).map(|at| lines[at * 7 % 5]).collect();
    for (mode, expected) in [
        (Mode::Dictionary, JIEBA.cut(&text, false)),
        (Mode::JiebaHmm, JIEBA.cut(&text, true)),
        (Mode::Search, JIEBA.cut_for_search(&text, true)),
        (Mode::AllWords, JIEBA.cut_all(&text)),
    ] {
        let expected: Vec<_> =
            expected.iter().map(|token| (token.word, Span::new(token.byte_start, token.byte_end))).collect();
        assert!(words(&text, mode, &[]) == expected, "{mode:?}");
    }
}

#[test]
fn ids_name_the_words_and_unknown_words_say_so() {
    let mut scratch = Scratch::default();
    let tokens = SEGMENTER.segment("全面从严治党2023年，靁龘龖", Mode::Dictionary, &[], &mut scratch);
    for token in tokens.iter() {
        match token.id.index() {
            Some(_) => assert_eq!(SEGMENTER.word(token.id), Some(token.text)),
            None => assert_eq!(SEGMENTER.id(token.text), token.id),
        }
    }
    assert!(tokens.iter().any(|token| token.id.index().is_none()));
}

#[test]
fn the_empty_text_has_no_tokens() {
    assert!(words("", Mode::Dictionary, &[Span::new(0, 0)]).is_empty());
}
