//! What the benches measure on: the sample corpus that ships with the project; and what the comparisons share.
//!
//! Every bench asserts its result before it is timed. [`METHOD.md`](https://github.com/gongwen/gongwen) beside this
//! file says how figures are taken and quoted.

pub mod clock;
#[path = "../../crates/gongwen-corpus/tests/planted/mod.rs"]
pub mod planted;
pub mod sides;
pub mod texts;

use gongwen_ingest::{Document, ReadOptions, WalkOptions};
use std::path::PathBuf;

/// The folder of the sample corpus.
pub fn sample() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/sample"))
}

/// Returns the documents of the sample corpus, sorted by path.
///
/// # Panics
///
/// When one cannot be read: the benches would measure something else.
pub fn documents() -> Vec<Document> {
    let entries =
        gongwen_ingest::walk(&[sample()], &WalkOptions::default()).expect("the sample corpus is there");
    let read =
        |entry| gongwen_ingest::read_entry(entry, &ReadOptions::default()).expect("every sample can be read");
    entries.iter().flat_map(read).collect()
}

/// Returns the text of all sample documents, one after the other, repeated until it has at least `bytes` bytes.
pub fn text(bytes: usize) -> String {
    let once: String = documents().iter().map(|document| format!("{}\n", document.text.as_str())).collect();
    once.repeat(bytes.div_ceil(once.len()).max(1))
}
