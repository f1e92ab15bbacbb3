//! The lexicons that come with the program are valid, examples included. The failure lists every problem of every file.

use gongwen_lexicon::{Lexicon, Matcher, Semantics};

#[test]
fn builtin_lexicons_are_valid() {
    let lexicon = Lexicon::builtin().unwrap_or_else(|error| panic!("faulty lexicon files:\n{error}"));
    lexicon.check().unwrap_or_else(|error| panic!("examples that do not hold:\n{error}"));
}

#[test]
fn builtin_lexicons_compile_for_both_semantics() {
    let lexicon = Lexicon::builtin().unwrap_or_else(|error| panic!("faulty lexicon files:\n{error}"));
    for semantics in [Semantics::LeftmostLongest, Semantics::Overlapping] {
        let matcher = Matcher::compile(&lexicon, semantics).unwrap();
        for (id, entry) in lexicon.entries().filter(|(_, entry)| entry.sort() != "name") {
            if entry.not_in().contains(&entry.text().to_owned()) {
                continue;
            }
            let found = matcher.find_iter(entry.text()).any(|hit| hit.entry == id);
            assert!(found, "{} is not found in its own text {}", entry.id(), entry.text());
        }
    }
}

#[test]
fn loading_twice_gives_the_same_lexicon() {
    let (one, two) = (Lexicon::builtin().unwrap(), Lexicon::builtin().unwrap());
    assert_eq!(one.hash(), two.hash());
    assert!(one.entries().eq(two.entries()));
}
