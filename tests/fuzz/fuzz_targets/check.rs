#![no_main]

use gongwen_check::{Checker, Fix, Options, Selection};
use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;
use gongwen_text::is_han;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let lexicon = Lexicon::builtin();
    Extractor::new(Arc::new(lexicon)).expect("the built-in lexicon compiles")
});

static CHECKER: LazyLock<Checker<'static>> = LazyLock::new(|| {
    let selection = Selection { preview: true, ..Selection::default() };
    let options = Options { selection, ..Options::default() };
    Checker::new(&EXTRACTOR, options).expect("the built-in rules are read")
});

fuzz_target!(|text: &str| {
    for finding in CHECKER.check(text, None) {
        let places = finding.related.iter().chain(finding.edits.iter().map(|edit| &edit.span));
        for span in places.chain([&finding.span]) {
            assert!(text.get(span.start..span.end).is_some(), "{} {span:?}", finding.rule.id);
        }
    }
    let han = |text: &str| text.chars().filter(|&c| is_han(c)).collect::<String>();
    for least in [Fix::Safe, Fix::Suggested] {
        let (fixed, _) = CHECKER.fix(text, None, least);
        assert!(least == Fix::Suggested || han(&fixed) == han(text));
        let (again, more) = CHECKER.fix(&fixed, None, least);
        assert_eq!((again.as_str(), more), (fixed.as_str(), 0));
        let _ = CHECKER.check(&fixed, None);
    }
});
