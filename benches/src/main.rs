//! `versus`: a verb against what it must not be slower than, on the same files, in turn, in one process.
//!
//! ```text
//! cargo run --release -p gongwen-benches --bin versus -- freq FOLDER
//! cargo run --release -p gongwen-benches --bin versus -- formulas FOLDER
//! ```
//!
//! Each prints one JSON line. The reference is the tokenizer alone over the same texts, already in memory; the verb reads
//! the files, cleans them and counts. One thread; seconds are CPU time where the system tells it, else wall time.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use gongwen::{Engine, FreqOptions, Inputs, Outcome, Settings, TokenFilter, View};
use gongwen_segment::{Mode, Scratch};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Alternating runs of each side.
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [subject, folder] = arguments.as_slice() else {
        eprintln!("usage: versus freq|formulas PATH");
        return ExitCode::from(2);
    };
    match run(subject, folder) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(subject: &str, folder: &str) -> Result<String, Box<dyn std::error::Error>> {
    let engine = Engine::new(Settings { threads: Some(1), ..Settings::default() })?;
    let inputs = Inputs::resolve(&[PathBuf::from(folder)])?;
    let texts = texts(&engine, &inputs);
    let bytes: usize = texts.iter().map(String::len).sum();
    let segmenter = engine.segmenter();
    let tokenizer = || {
        let mut scratch = Scratch::default();
        texts
            .iter()
            .map(|text| segmenter.segment(text, Mode::Dictionary, &[], &mut scratch).len())
            .sum::<usize>()
    };
    let options = FreqOptions { tokens: TokenFilter::All, ..FreqOptions::default() };
    let verb = || match subject {
        "freq" => engine.freq(&inputs, &options, &|| ()).map(|counted| counted.table.len()),
        "formulas" => Ok(hits(&engine, &inputs)),
        _ => Ok(0),
    };
    let (tokens, rows) = (tokenizer(), verb()?);
    if rows == 0 {
        return Err(format!("`{subject}` found nothing in {folder}; subjects are freq and formulas").into());
    }
    let (mut alone, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (time, found) = timed(tokenizer);
        assert_eq!(found, tokens, "the tokenizer is deterministic");
        alone.push(time);
        let (time, found) = timed(verb);
        assert_eq!(found?, rows, "the verb is deterministic");
        whole.push(time);
    }
    let (alone, whole) = (median(&mut alone), median(&mut whole));
    Ok(format!(
        "{{\"subject\":\"{subject}\",\"bytes\":{bytes},\"documents\":{},\"tokens\":{tokens},\"rows\":{rows},\
         \"tokenizer_mb_s\":{:.1},\"verb_mb_s\":{:.1},\"speed_of_tokenizer\":{:.3}}}",
        texts.len(),
        bytes as f64 / alone / 1e6,
        bytes as f64 / whole / 1e6,
        alone / whole
    ))
}

fn texts(engine: &Engine, inputs: &Inputs) -> Vec<String> {
    let mut texts = Vec::new();
    engine.each_document(
        inputs,
        |document| engine.text(document, View::Reading).text,
        |_, outcome| {
            texts.extend(read(outcome));
            ControlFlow::Continue(())
        },
    );
    texts
}

fn hits(engine: &Engine, inputs: &Inputs) -> usize {
    let mut hits = 0;
    engine.each_document(
        inputs,
        |document| engine.formulas(document).len(),
        |_, outcome| {
            hits += read(outcome).into_iter().sum::<usize>();
            ControlFlow::Continue(())
        },
    );
    hits
}

fn read<T>(outcome: Outcome<T>) -> Vec<T> {
    match outcome {
        Outcome::Read(results) => results,
        _ => Vec::new(),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let (cpu, wall) = (cpu_seconds(), Instant::now());
    let result = work();
    let spent = cpu_seconds().zip(cpu).map(|(after, before)| after - before);
    (spent.unwrap_or_else(|| wall.elapsed().as_secs_f64()), result)
}

/// Returns the CPU seconds of this thread, where Linux tells them.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
