#![no_main]

use gongwen_lexicon::{Lexicon, LexiconFile, Matcher, Semantics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for file in [LexiconFile::parse("fuzz.toml", text), LexiconFile::parse_short("fuzz.tsv", text)] {
        match file {
            Err(error) => assert!(!error.diagnostics().is_empty()),
            Ok(file) => {
                if let Ok(lexicon) = Lexicon::merge(vec![file]) {
                    let matcher = Matcher::compile(&lexicon, Semantics::LeftmostLongest).expect("a valid lexicon compiles");
                    for hit in matcher.find_iter(text) {
                        assert!(!hit.span.slice(text).is_empty());
                    }
                }
            }
        }
    }
});
