//! The saved corpus against the documents that went into it.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use gongwen_corpus::store::{
    Corpus, CorpusBuilder, CutDocument, Cutter, DocumentInfo, Existing, FormulaHit, Making,
};
use gongwen_corpus::{ErrorKind, FormulaKey};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Reading;
use proptest::prelude::*;
use std::sync::OnceLock;

fn segmenter() -> &'static Segmenter {
    static SEGMENTER: OnceLock<Segmenter> = OnceLock::new();
    SEGMENTER.get_or_init(Segmenter::new)
}

fn cut(id: usize, text: &str) -> CutDocument {
    let reading = Reading::of(text);
    let mut scratch = Scratch::default();
    let tokens = segmenter().segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch);
    let label = "两个维护";
    let hits: Vec<FormulaHit<'_>> = reading
        .as_str()
        .match_indices(label)
        .map(|(start, found)| FormulaHit {
            key: FormulaKey {
                canonical: label,
                id: Some("lgwh"),
                class: "numeral-formula",
                kind: "n",
                level: "central",
            },
            start,
            end: start + found.len(),
        })
        .collect();
    let info = DocumentInfo {
        id: format!("文{id:03}.txt"),
        date: Some(format!("20{:02}-05", id % 30)),
        issuer: (!id.is_multiple_of(3)).then(|| "某市委".to_string()),
        extra: [("batch".to_string(), (id % 2).to_string())].into(),
        digest: [id as u8; 32],
        ..DocumentInfo::default()
    };
    Cutter::new(segmenter()).cut(info, &reading, tokens, &hits)
}

fn in_memory(texts: &[String], part: usize) -> Corpus {
    let mut builder = CorpusBuilder::in_memory(segmenter(), Making::default()).with_part_size(part);
    for (id, text) in texts.iter().enumerate() {
        builder.add(&cut(id, text)).unwrap();
    }
    builder.finish().unwrap()
}

/// Everything that a corpus says of its documents.
fn described(corpus: &Corpus) -> Vec<String> {
    let words = corpus.vocabulary();
    let mut lines: Vec<String> = (0..corpus.documents())
        .map(|number| {
            let document = corpus.document(number);
            let columns = ["doc", "date", "year", "quarter", "issuer", "batch"];
            let values: Vec<String> =
                columns.iter().map(|column| format!("{:?}", document.value(column))).collect();
            format!(
                "{} {} {} {:?}",
                values.join(" "),
                document.tokens(),
                document.characters(),
                corpus.text(number)
            )
        })
        .collect();
    lines.push(format!("{} documents, {} tokens, {}", corpus.documents(), corpus.tokens(), corpus.hash()));
    let mut counts: Vec<String> = words
        .ids()
        .map(|id| format!("{} {} {}", words.word(id), words.tag(id), corpus.frequencies()[id as usize]))
        .collect();
    counts.sort_unstable();
    lines.extend(counts);
    lines
}

fn documents() -> impl Strategy<Value = Vec<String>> {
    let text = "(?s)((坚持|发展|高质量发展|两个维护|改革开放|，|。|！|\n|\n\n|\u{3000}\u{3000}|[ab1甲乙𠮷] ?){0,25})";
    prop::collection::vec(text, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn texts_come_back_from_any_parts(texts in documents(), part in 1..200_usize) {
        let corpus = in_memory(&texts, part);
        for (number, text) in texts.iter().enumerate() {
            let reading = Reading::of(text);
            prop_assert_eq!(corpus.text(number), reading.as_str());
        }
        prop_assert_eq!(described(&corpus), described(&in_memory(&texts, 1 << 20)));
    }

    #[test]
    fn what_is_added_later_stands_as_if_built_at_once(texts in documents(), at in 0..12_usize, part in 1..200_usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c");
        let at = at.min(texts.len());
        let mut builder =
            CorpusBuilder::create(&path, segmenter(), Making::default(), Existing::Keep).unwrap().with_part_size(part);
        for (id, text) in texts[..at].iter().enumerate() {
            builder.add(&cut(id, text)).unwrap();
        }
        builder.save().unwrap();
        let mut builder = CorpusBuilder::append(&path, segmenter(), &Making::default()).unwrap().with_part_size(part);
        for (id, text) in texts.iter().enumerate().skip(at) {
            builder.add(&cut(id, text)).unwrap();
        }
        let built = builder.save().unwrap();
        prop_assert_eq!(built.documents, texts.len() as u64);
        prop_assert_eq!(described(&Corpus::open(&path).unwrap()), described(&in_memory(&texts, 1 << 20)));
        // Nothing is left of the first generation but what the second one uses.
        let of_first = std::fs::read_dir(&path).unwrap().filter(|entry| {
            entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("0001-formulas")
        });
        prop_assert_eq!(of_first.count(), 0);
    }
}

fn saved(path: &std::path::Path) -> Vec<String> {
    let texts = ["坚持“两个维护”。\n发展。", "高质量发展，改革开放。"].map(str::to_string);
    let mut builder = CorpusBuilder::create(path, segmenter(), Making::default(), Existing::Keep).unwrap();
    for (id, text) in texts.iter().enumerate() {
        builder.add(&cut(id, text)).unwrap();
    }
    builder.save().unwrap();
    described(&Corpus::open(path).unwrap())
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c");
    let whole = saved(&path);
    for entry in std::fs::read_dir(&path).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name == "lock" {
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        let is_manifest = name == "corpus.json";
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1 << (at % 8);
            std::fs::write(&file, &broken).unwrap();
            match Corpus::open(&path) {
                Err(error) => assert!(error.to_string().contains(&name) || is_manifest, "{error}"),
                // A blank of the manifest may be another blank.
                Ok(corpus) => assert!(is_manifest && described(&corpus) == whole, "{name} {at}"),
            }
        }
        for length in 0..bytes.len() {
            std::fs::write(&file, &bytes[..length]).unwrap();
            match Corpus::open(&path) {
                Err(error) => assert!(error.to_string().contains(&name), "{error}"),
                Ok(corpus) => assert!(is_manifest && described(&corpus) == whole, "{name} {length}"),
            }
        }
        std::fs::write(&file, &bytes).unwrap();
    }
    assert_eq!(described(&Corpus::open(&path).unwrap()), whole);
    assert!(Corpus::verify(&path).unwrap().iter().all(|(_, _, problem)| problem.is_none()));
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c");
    let whole = saved(&path);
    let before: Vec<_> = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    for existing in [None, Some(Existing::Replace)] {
        let builder = match existing {
            None => CorpusBuilder::append(&path, segmenter(), &Making::default()),
            Some(existing) => CorpusBuilder::create(&path, segmenter(), Making::default(), existing),
        };
        let mut builder = builder.unwrap().with_part_size(1);
        for id in 0..5 {
            builder.add(&cut(id, "改革")).unwrap();
        }
        drop(builder);
        assert_eq!(described(&Corpus::open(&path).unwrap()), whole);
        let after: Vec<_> =
            std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(after, before);
    }
    let gone = folder.path().join("never");
    drop(CorpusBuilder::create(&gone, segmenter(), Making::default(), Existing::Keep).unwrap());
    assert!(!gone.exists());
}

#[test]
fn refusals_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c");
    saved(&path);
    let kind = |result: Result<CorpusBuilder<'_>, gongwen_corpus::Error>| result.err().unwrap();
    let error = kind(CorpusBuilder::create(&path, segmenter(), Making::default(), Existing::Keep));
    assert!(matches!(error.kind(), ErrorKind::Exists { .. }), "{error}");
    let other = Making { mode: "jieba-hmm".to_string(), ..Making::default() };
    let error = kind(CorpusBuilder::append(&path, segmenter(), &other));
    assert!(error.to_string().contains("mode:  there, jieba-hmm here"), "{error}");
    let busy = CorpusBuilder::append(&path, segmenter(), &Making::default()).unwrap();
    let error = kind(CorpusBuilder::append(&path, segmenter(), &Making::default()));
    assert!(matches!(error.kind(), ErrorKind::Busy { .. }), "{error}");
    drop(busy);
    std::fs::write(folder.path().join("draft.txt"), "x").unwrap();
    let error = kind(CorpusBuilder::create(folder.path(), segmenter(), Making::default(), Existing::Replace));
    assert!(matches!(error.kind(), ErrorKind::Occupied { .. }), "{error}");
    let error = kind(CorpusBuilder::append(folder.path(), segmenter(), &Making::default()));
    assert!(matches!(error.kind(), ErrorKind::NoCorpus { .. }), "{error}");
}
