#![no_main]

use gongwen_segment::{Mode, Scratch, Segmenter};
use jieba_rs::Jieba;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

fuzz_target!(|text: &str| {
    let mut scratch = Scratch::default();
    for mode in Mode::ALL {
        let expected = match mode {
            Mode::Dictionary => JIEBA.cut(text, false),
            Mode::JiebaHmm => JIEBA.cut(text, true),
            Mode::Search => JIEBA.cut_for_search(text, true),
            Mode::DictionarySearch => JIEBA.cut_for_search(text, false),
            Mode::AllWords => JIEBA.cut_all(text),
            _ => continue,
        };
        let expected: Vec<_> =
            expected.iter().map(|token| (token.byte_start, token.byte_end, token.word)).collect();
        let tokens = SEGMENTER.segment(text, mode, &[], &mut scratch);
        let found: Vec<_> =
            tokens.iter().map(|token| (token.span.start, token.span.end, token.text)).collect();
        assert_eq!(found, expected, "{mode:?}");
        if mode.tiles() {
            let tags = JIEBA.tag(text, mode == Mode::JiebaHmm);
            for (token, expected) in tokens.iter().zip(&tags) {
                assert_eq!(SEGMENTER.tag(token.id, token.text), expected.tag, "{mode:?}: {}", token.text);
            }
        }
    }
});
