//! The lexicons that come with the program: the image is what the files say, and every example of theirs holds.

use std::path::Path;

use gongwen_lexicon::{Entry, Lexicon, LexiconFile, Matcher, Semantics};

/// Parses the files that the build script compiles.
fn parsed() -> Vec<LexiconFile> {
    let lexicons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let mut files = Vec::new();
    for folder in ["formulas", "names", "phrases"] {
        let entries = std::fs::read_dir(lexicons.join(folder)).expect("the workspace has the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        names.sort();
        for name in names {
            let text = std::fs::read_to_string(lexicons.join(folder).join(&name)).expect("the file is text");
            let file = LexiconFile::parse(&format!("lexicons/{folder}/{name}"), &text);
            files.push(file.unwrap_or_else(|error| panic!("faulty file:\n{error}")));
        }
    }
    files
}

#[test]
fn the_image_holds_the_files_as_parsed() {
    let (files, image) = (parsed(), LexiconFile::builtin());
    assert_eq!(files.len(), image.len());
    for (file, image) in files.iter().zip(&image) {
        assert_eq!(file, image, "{}", file.file);
    }
}

#[test]
fn the_image_holds_the_files_as_merged() {
    let (merged, image) = (Lexicon::merge(parsed()).unwrap(), Lexicon::builtin());
    assert_eq!((merged.len(), merged.hash()), (image.len(), image.hash()));
    assert_eq!(merged.files(), image.files());
    assert!(merged.chains().eq(image.chains()));
    for ((number, entry), (same_number, same)) in merged.entries().zip(image.entries()) {
        assert_eq!((number, entry), (same_number, same));
        assert_eq!(merged.origin(number), image.origin(number));
        assert_eq!(image.find(entry.id()), Some(number));
        assert_eq!(merged.formula_by_label(entry.text()), image.formula_by_label(entry.text()));
    }
    for chain in merged.chains() {
        assert_eq!(merged.chain_origin(&chain.id), image.chain_origin(&chain.id));
    }
}

#[test]
fn the_matcher_of_the_image_is_the_one_compiled_anew() {
    let merged = Lexicon::merge(parsed()).unwrap();
    let (compiled, image) =
        (Matcher::recited(&merged).unwrap(), Matcher::recited(&Lexicon::builtin()).unwrap());
    assert!(compiled == image);
    assert!(merged.entries().any(|(_, entry)| !entry.is_recited() && matches!(entry, Entry::Name(_))));
}

#[test]
fn builtin_examples_hold() {
    Lexicon::builtin().check().unwrap_or_else(|error| panic!("examples that do not hold:\n{error}"));
}

/// The reference layer is of use when it is broad and every entry of it is proven: the examples themselves run above.
#[test]
fn more_than_350_formulas_each_have_an_example_that_hits() {
    let lexicon = Lexicon::builtin();
    let unproven: Vec<&str> = lexicon
        .formulas()
        .filter(|formula| !formula.examples.iter().any(|example| example.hit))
        .map(|formula| formula.id.as_str())
        .collect();
    assert!(unproven.is_empty(), "no example that must hit: {unproven:?}");
    assert!(lexicon.formulas().len() >= 350, "{} formulas", lexicon.formulas().len());
}

#[test]
fn builtin_lexicons_compile_for_both_semantics() {
    let lexicon = Lexicon::builtin();
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
