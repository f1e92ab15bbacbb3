#![no_main]

use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;
use gongwen_text::Reading;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let lexicon = Lexicon::builtin();
    Extractor::new(Arc::new(lexicon)).expect("the built-in lexicon compiles")
});

fuzz_target!(|text: &str| {
    let mut last = 0;
    for hit in EXTRACTOR.extract(&Reading::of(text)) {
        assert!(last <= hit.span.start);
        assert_eq!(hit.surface, hit.span.slice(text));
        last = hit.span.start;
    }
});
