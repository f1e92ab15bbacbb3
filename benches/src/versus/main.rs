//! `versus`: a subject against what it is measured by, on the same texts, in turn, in one process.
//!
//! ```text
//! cargo build --release -p gongwen-benches --bins
//! target/release/versus segment FILE|FOLDER     the tokenizer against jieba-rs, mode by mode
//! target/release/versus freq FILE|FOLDER        counting words against the tokenizer alone
//! target/release/versus formulas FILE|FOLDER    finding formulas against the tokenizer alone
//! target/release/versus scan FILE|FOLDER        the search for a lexicon's strings against daachorse
//! target/release/versus check FILE|FOLDER       the checker, and autocorrect where Python has it
//! target/release/versus corpus FILE|FOLDER      the saved corpus: building it, its size, its answers; with a number, of so many tokens
//! target/release/versus programs FILE|FOLDER    whole programs: each verb of `gongwen` against `gongwen segment`
//! target/release/versus reuse 100000            reuse between generated documents: a thousand, ten thousand, …
//! ```
//!
//! Prints JSON lines. One thread but where two are the subject; seconds are CPU time where the system tells it, else wall
//! time. Results are compared before anything is timed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod check;
mod corpus;
mod counting;
#[cfg(unix)]
mod programs;
mod reuse;
mod scan;
mod segment;
mod verbs;

use std::process::ExitCode;

/// All sides share the allocator of the command line.
#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Alternating runs of each side.
const ROUNDS: usize = 7;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (subject, path, size) = match arguments.as_slice() {
        [subject, path] => (subject, path, None),
        [subject, path, size] if subject == "corpus" => (subject, path, size.parse().ok()),
        _ => {
            eprintln!(
                "usage: versus segment|freq|formulas|scan|check|programs PATH, versus corpus PATH [TOKENS], versus reuse DOCUMENTS"
            );
            return ExitCode::from(2);
        }
    };
    let show = |line: String| println!("{line}");
    let done = match subject.as_str() {
        "segment" => segment::run(path, show),
        "freq" => verbs::run(verbs::Verb::Freq, path).map(show).and_then(|()| counting::run(path, show)),
        "formulas" => verbs::run(verbs::Verb::Formulas, path).map(show),
        "check" => check::run(path).map(show),
        "scan" => scan::run(path, show),
        "corpus" => corpus::run(path, size, show),
        #[cfg(unix)]
        "programs" => programs::run(path, show),
        "reuse" => reuse::run(path, show),
        _ => Err(format!(
            "unknown subject {subject:?}; expected one of segment, freq, formulas, scan, check, corpus, programs, reuse"
        )
        .into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
