//! What counting words costs on top of cutting them: on the texts as they are, and with a million unknown words among them.

use crate::{Failure, ROUNDS};
use gongwen_benches::clock::Rounds;
use gongwen_benches::sides::{Task, gongwen};
use gongwen_benches::texts::{bytes, readings, unknown_words};
use gongwen_corpus::{Detail, TokenFilter, WordCounts};
use gongwen_segment::{Mode, Scratch, Segmenter};

const UNKNOWN: usize = 1_000_000;

pub(crate) fn run(path: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let segmenter = Segmenter::new();
    let texts = readings(path)?;
    let mixed = interleaved(&texts, &unknown_words(UNKNOWN));
    for (name, texts) in [("as-they-are", &texts), ("million-unknown-words", &mixed)] {
        for detail in [Detail::Frequency, Detail::Documents, Detail::Dispersion] {
            show(one(&segmenter, texts, name, detail));
        }
    }
    Ok(())
}

/// Lays the second texts between the first, evenly.
fn interleaved(first: &[String], second: &[String]) -> Vec<String> {
    let mut mixed = Vec::with_capacity(first.len() + second.len());
    let mut rest = second.iter();
    for (at, text) in first.iter().enumerate() {
        let due = (at + 1) * second.len() / first.len() - at * second.len() / first.len();
        mixed.push(text.clone());
        mixed.extend(rest.by_ref().take(due).cloned());
    }
    mixed
}

fn one(segmenter: &Segmenter, texts: &[String], name: &str, detail: Detail) -> String {
    let count = || {
        let mut scratch = Scratch::default();
        let mut counts = WordCounts::new(segmenter, TokenFilter::All, detail);
        for text in texts {
            counts.add(segmenter.segment(text, Mode::Dictionary, &[], &mut scratch));
        }
        counts
    };
    let cut = || gongwen(segmenter, texts, Task::Cut(Mode::Dictionary));
    let (tokens, counts) = (cut(), count());
    let (counted, types, documents) = (counts.tokens(), counts.types(), counts.documents());
    drop(counts);
    assert_eq!(counted, tokens as u64, "every token is counted");
    let rounds = Rounds::run(
        ROUNDS,
        || assert_eq!(count().documents(), documents, "counting is deterministic"),
        || assert_eq!(cut(), tokens, "the tokenizer is deterministic"),
    );
    let [least, ratio, greatest] = rounds.ratios();
    format!(
        "{{\"subject\":\"counting\",\"texts\":\"{name}\",\"detail\":\"{detail:?}\",\"bytes\":{},\"documents\":{},\
         \"tokens\":{tokens},\"counted\":{counted},\"types\":{types},\"counting_over_segmentation\":{ratio:.3},\
         \"min_ratio\":{least:.3},\"max_ratio\":{greatest:.3}}}",
        bytes(texts),
        texts.len()
    )
}
