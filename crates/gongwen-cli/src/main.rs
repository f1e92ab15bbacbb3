//! The binary `gongwen`: arguments → facade → output and exit status.
//!
//! Standard output carries results only; progress, notes and errors go to standard error. The one decision a newcomer
//! would question: a verb never prints through `println!`, because a closed pipe must end the run quietly.
#![forbid(unsafe_code)]

mod args;
mod output;
mod report;
mod verbs;

use args::{Cli, CorpusVerb, LexiconVerb, Verb};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// Reading, extracting and checking make many short strings, which the system's allocator takes longer over.
#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The exit status of a run that could not start, or that could not read all inputs.
const FAILED: u8 = 2;
/// The exit status of a comparison that found differences.
const DIFFERENT: u8 = 1;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(status) => status,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::from(FAILED)
        }
    }
}

/// Findings of errors are a difference from what should be; an unread input outweighs them.
fn status(checked: verbs::check::Checked) -> ExitCode {
    match checked {
        verbs::check::Checked { complete: false, .. } => ExitCode::from(FAILED),
        verbs::check::Checked { errors: true, .. } => ExitCode::from(DIFFERENT),
        verbs::check::Checked { .. } => ExitCode::SUCCESS,
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let complete = match &cli.verb {
        Verb::Text(args) => verbs::text::run(&cli.common, args)?,
        Verb::Segment(args) => verbs::segment::run(&cli.common, args)?,
        Verb::Formulas(args) => verbs::formulas::run(&cli.common, args)?,
        Verb::Discover(args) => verbs::discover::run(&cli.common, args)?,
        Verb::Check(args) => return verbs::check::run(&cli.common, args).map(status),
        Verb::Explain { rule } => verbs::check::explain(&cli.common, rule.as_deref())?,
        Verb::Freq(args) => verbs::freq::run(&cli.common, args)?,
        Verb::Ngrams(args) => verbs::ngrams::run(&cli.common, args)?,
        Verb::Kwic(args) => verbs::kwic::run(&cli.common, args)?,
        Verb::Collocates(args) => verbs::collocates::run(&cli.common, args)?,
        Verb::Keyness(args) => verbs::keyness::run(&cli.common, args)?,
        Verb::Dispersion(args) => verbs::dispersion::run(&cli.common, args)?,
        Verb::Diversity(args) => verbs::diversity::run(&cli.common, args)?,
        Verb::Cooccur(args) => verbs::cooccur::run(&cli.common, args)?,
        Verb::Corpus(CorpusVerb::Build(args)) => verbs::corpus::build(&cli.common, args)?,
        Verb::Corpus(CorpusVerb::Add(args)) => verbs::corpus::add(&cli.common, args)?,
        Verb::Corpus(CorpusVerb::Recut(args)) => verbs::corpus::recut(&cli.common, args)?,
        Verb::Corpus(CorpusVerb::Info(args)) => verbs::corpus::info(args)?,
        Verb::Corpus(CorpusVerb::Export(args)) => verbs::corpus::export(&cli.common, args)?,
        Verb::Density(args) => verbs::density::run(&cli.common, args)?,
        Verb::Compare(args) => verbs::compare::run(&cli.common, args)?,
        Verb::Reuse(args) => verbs::reuse::run(&cli.common, args)?,
        Verb::Trend(args) => verbs::trend::run(&cli.common, args)?,
        Verb::Lexicon(LexiconVerb::List { output }) => verbs::lexicon::list(&cli.common, output)?,
        Verb::Lexicon(LexiconVerb::Show { name, output }) => verbs::lexicon::show(&cli.common, name, output)?,
        Verb::Lexicon(LexiconVerb::Check { files }) => verbs::lexicon::check(files)?,
        Verb::Lexicon(LexiconVerb::Diff(args)) => {
            let equal = verbs::lexicon::diff(args)?;
            return Ok(if equal { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) });
        }
        Verb::Lexicon(LexiconVerb::Export(args)) => verbs::lexicon::export(&cli.common, args)?,
        Verb::Lexicon(LexiconVerb::Import(args)) => verbs::lexicon::import(args)?,
        Verb::Completions { shell } => verbs::manual::completions(Cli::command(), *shell)?,
        Verb::Man { verb } => verbs::manual::man(Cli::command(), verb.as_deref())?,
    };
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
}
