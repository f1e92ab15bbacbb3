//! A verb from files to rows, against a tokenizer alone over the same texts, already in memory: the one it uses, and jieba-rs.

use crate::{Failure, ROUNDS};
use gongwen::{Engine, FreqOptions, Inputs, Outcome, Settings, TokenFilter};
use gongwen_benches::clock::Rounds;
use gongwen_benches::sides::{Task, gongwen, jieba};
use gongwen_benches::texts::{bytes, readings};
use gongwen_segment::{Mode, Segmenter};
use gongwen_text::Reading;
use jieba_rs::Jieba;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// A verb of the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verb {
    Freq,
    Formulas,
}

pub(crate) fn run(verb: Verb, path: &str) -> Result<String, Failure> {
    let engine = Engine::new(Settings { threads: Some(1), ..Settings::default() })?;
    let inputs = Inputs::resolve(&[PathBuf::from(path)])?;
    let texts = readings(path)?;
    let segmenter = Segmenter::new();
    let task = Task::Cut(Mode::Dictionary);
    let tokenizer = || gongwen(&segmenter, &texts, task);
    let options = FreqOptions { tokens: TokenFilter::All, ..FreqOptions::default() };
    let (subject, rows): (_, &dyn Fn() -> Result<usize, gongwen::Error>) = match verb {
        Verb::Freq => ("freq", &|| engine.freq(&inputs, &options, &|| ()).map(|counted| counted.table.len())),
        Verb::Formulas => ("formulas", &|| Ok(hits(&engine, &inputs))),
    };
    let (tokens, found) = (tokenizer(), rows()?);
    if found == 0 {
        return Err(format!("`{subject}` found nothing in {path}").into());
    }
    let whole_verb = || assert_eq!(rows().ok(), Some(found), "the verb is deterministic");
    let rounds =
        Rounds::run(ROUNDS, || assert_eq!(tokenizer(), tokens, "the tokenizer is deterministic"), whole_verb);
    let reference = Jieba::new();
    let peer = Rounds::run(
        ROUNDS,
        || assert_eq!(jieba(&reference, &texts, task), tokens, "both find the same tokens"),
        whole_verb,
    );
    let in_memory = match verb {
        Verb::Freq => String::new(),
        Verb::Formulas => format!(",\"in_memory_mb_s\":{:.1}", in_memory(&engine, &texts, found)),
    };
    let bytes = bytes(&texts);
    let ([_, ratio, _], [_, peer_ratio, _]) = (rounds.ratios(), peer.ratios());
    Ok(format!(
        "{{\"subject\":\"{subject}\",\"bytes\":{bytes},\"documents\":{},\"tokens\":{tokens},\"rows\":{found},\
         \"tokenizer_mb_s\":{:.1},\"verb_mb_s\":{:.1},\"speed_of_tokenizer\":{ratio:.3},\
         \"jieba_mb_s\":{:.1},\"speed_of_jieba\":{peer_ratio:.3}{in_memory}}}",
        texts.len(),
        bytes as f64 / rounds.first() / 1e6,
        bytes as f64 / rounds.second() / 1e6,
        bytes as f64 / peer.first() / 1e6,
    ))
}

/// Returns how many megabytes a second the extractor alone reads, from texts in memory to hits.
fn in_memory(engine: &Engine, texts: &[String], found: usize) -> f64 {
    let extractor = engine.extractor();
    let extract = || texts.iter().map(|text| extractor.extract(&Reading::of(text)).len()).sum::<usize>();
    let rounds = Rounds::run(
        ROUNDS,
        || (),
        || assert!(extract() > found / 2, "the readings have the hits of the files"),
    );
    bytes(texts) as f64 / rounds.second() / 1e6
}

fn hits(engine: &Engine, inputs: &Inputs) -> usize {
    let mut hits = 0;
    engine.each_document(
        inputs,
        |document| engine.formulas(document).len(),
        |_, outcome| {
            if let Outcome::Read(found) = outcome {
                hits += found.into_iter().flatten().sum::<usize>();
            }
            ControlFlow::Continue(())
        },
    );
    hits
}
