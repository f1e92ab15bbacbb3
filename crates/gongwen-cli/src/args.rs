//! The command line as clap sees it. What the options mean is the facade's business.

mod check;
mod compare;
mod corpus;
mod density;
mod lexicon;
mod reuse;
mod trend;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gongwen::{
    Counting, Forced, Format, Layout, Mode, Numbers, PhraseOptions, Settings, Spaced, Tags, TokenFilter,
    Traditional,
};
use std::path::PathBuf;

pub(crate) use check::{CheckArgs, CheckFormat};
pub(crate) use compare::CompareArgs;
pub(crate) use corpus::{
    AskedArgs, CollocatesArgs, CooccurArgs, CorpusAddArgs, CorpusBuildArgs, CorpusExportArgs, CorpusInfoArgs,
    CorpusMaking, CorpusRecutArgs, CorpusVerb, DispersionArgs, DiversityArgs, KeynessArgs, KwicArgs,
    NgramsArgs, SoughtArgs,
};
pub(crate) use density::DensityArgs;
pub(crate) use lexicon::{DiffArgs, ExportArgs, ImportArgs, LexiconVerb};
pub(crate) use reuse::ReuseArgs;
pub(crate) use trend::TrendArgs;

const EXIT_STATUS: &str = "\
Exit status: 0 when all is done, 2 when the run could not start or an input could not be read (the others are still
processed); `lexicon diff` exits with 1 when there are differences, `check` when there are errors in the text. A closed pipe is no error.";

/// Reads Chinese official prose: set formulas (提法), words, counts.
#[derive(Parser)]
#[command(name = "gongwen", version, max_term_width = 110, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Options that every verb takes.
#[derive(Args)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Common {
    /// Add a lexicon: TOML, one formula a line in .tsv, rows in .csv or .jsonl, or a folder of them; later ones override by id
    #[arg(long, global = true, value_name = "FILE", num_args = 1)]
    lexicon: Vec<PathBuf>,
    /// Read settings from FILE instead of the nearest gongwen.toml above the first input
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Use N threads instead of all
    #[arg(long, global = true, value_name = "N", value_parser = parse_threads)]
    threads: Option<usize>,
    /// Read text files in this encoding (utf-8, gb18030, big5, utf-16le …) instead of detecting it
    #[arg(long, global = true, value_name = "NAME")]
    encoding: Option<String>,
    /// Take the text of CSV, TSV, JSON and JSON Lines from this column instead of detecting it
    #[arg(long, global = true, value_name = "NAME")]
    text_column: Option<String>,
    /// Show neither progress nor notes; errors are still shown
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

impl Common {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            lexicons: self.lexicon.clone(),
            dictionaries: Vec::new(),
            numbers: None,
            traditional: None,
            threads: self.threads,
            encoding: self.encoding.clone(),
            text_column: self.text_column.clone(),
            ..Settings::default()
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Print the text that the other verbs see, its structure, or the edits that cleaned it
    Text(TextArgs),
    /// Cut text into words
    Segment(SegmentArgs),
    /// Find set formulas with their items, verbs and chains
    Formulas(FormulasArgs),
    /// Find labels and phrases that no lexicon has
    Discover(DiscoverArgs),
    /// Check phrasing, punctuation and numbering of drafts
    Check(CheckArgs),
    /// Explain a rule of `check`; list all of them
    Explain {
        /// The rule's id; all rules when absent
        rule: Option<String>,
    },
    /// Count words, with document counts and dispersion
    Freq(FreqArgs),
    /// Find sequences of words that recur
    Ngrams(NgramsArgs),
    /// Show something in its contexts (concordance)
    Kwic(KwicArgs),
    /// Find what stands beside something, with measures of association
    Collocates(CollocatesArgs),
    /// Compare the words of two sets of documents
    Keyness(KeynessArgs),
    /// Measure how evenly something is spread over documents
    Dispersion(DispersionArgs),
    /// Measure how rich the vocabulary of documents is
    Diversity(DiversityArgs),
    /// Find formulas that stand together
    Cooccur(CooccurArgs),
    /// Make, extend, show and export saved corpora
    #[command(subcommand)]
    Corpus(CorpusVerb),
    /// Count formulas, slogans, parallelisms, phrases, titles and idioms in a thousand characters
    Density(DensityArgs),
    /// Say how usual the formulas of a draft are in a corpus
    Compare(CompareArgs),
    /// Find copies, near copies and passages that documents share
    Reuse(ReuseArgs),
    /// Follow formulas, words and strings through time: rates, changes, bursts, adoption
    Trend(TrendArgs),
    /// Show, check, compare, export and import lexicons
    #[command(subcommand)]
    Lexicon(LexiconVerb),
    /// Print a shell completion script
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, in roff: `gongwen man | man -l -`
    Man {
        /// The verb whose page is meant; the page of the program when absent
        verb: Option<String>,
    },
}

/// What is read.
#[derive(Args)]
pub(crate) struct InputArgs {
    /// Files, folders, or - for standard input: text, HTML, DOCX, DOC, PDF, Markdown, CSV, JSON, JSON Lines
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

/// What is read, each text once where that is asked.
#[derive(Args)]
pub(crate) struct TextsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) unique: UniqueArgs,
}

/// Whether copies count.
#[derive(Args)]
pub(crate) struct UniqueArgs {
    /// Leave out documents that repeat an earlier one, word for word or nearly so
    #[arg(long)]
    pub(crate) unique: bool,
}

/// Where output goes.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Output format: table, csv, tsv, json, jsonl, parquet, xlsx, html; svg where there is a picture [default: by the extension of
    /// -o, else table]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Write to FILE, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How many rows of a count are shown.
#[derive(Args)]
pub(crate) struct Top {
    /// Show the first N rows of a count; 0 for all [default: 50 in a table, all in other formats]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

impl Top {
    /// Rows that a table for people shows unless told otherwise.
    const SHOWN: usize = 50;

    /// For verbs whose rows belong together.
    pub(crate) fn all() -> Top {
        Top { top: Some(0) }
    }

    /// Returns the number of rows to show, in the format for people or in another.
    pub(crate) fn rows(&self, is_for_people: bool) -> usize {
        match self.top {
            None if is_for_people => Self::SHOWN,
            None | Some(0) => usize::MAX,
            Some(top) => top,
        }
    }
}

#[derive(Args)]
pub(crate) struct TextArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Print the text as it came out of the file, before it is cleaned; positions in results refer to it
    #[arg(long)]
    pub(crate) source: bool,
    /// Print title, salutation, headings, paragraphs, sign-off and attachments instead
    #[arg(long, conflicts_with_all = ["source", "edits"])]
    pub(crate) structure: bool,
    /// Print the edits that cleaning made instead
    #[arg(long, conflicts_with = "source")]
    pub(crate) edits: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// What is a word, for the verbs that segment.
#[derive(Args)]
pub(crate) struct WordArgs {
    /// Add a list of words, one a line: `word`, `word 3 n` as jieba writes it, `-word` to take one away; - for standard
    /// input; later ones override
    #[arg(long, value_name = "FILE", num_args = 1)]
    pub(crate) dictionary: Vec<PathBuf>,
    /// What becomes of numbers, dates, percentages, quantities and document numbers [default: cut]
    #[arg(long, value_enum)]
    numbers: Option<NumbersArg>,
    /// Segment traditional text through a simplified view; words and positions stay those of the text
    #[arg(long)]
    simplify: bool,
}

impl WordArgs {
    /// Lays these options over those that every verb takes.
    pub(crate) fn over(&self, settings: Settings) -> Settings {
        settings.overlaid(Settings {
            dictionaries: self.dictionary.clone(),
            numbers: self.numbers.map(|numbers| match numbers {
                NumbersArg::Cut => Numbers::Cut,
                NumbersArg::Whole => Numbers::Whole,
            }),
            traditional: self.simplify.then_some(Traditional::Simplify),
            ..Settings::default()
        })
    }
}

/// What becomes of numbers.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum NumbersArg {
    /// Cut as jieba cuts them: 23 . 08 %
    Cut,
    /// One token each: 23.08%, 2023年3月17日, 37.57亿元, 〔2018〕5号
    Whole,
}

#[derive(Args)]
pub(crate) struct SegmentArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How text is cut
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ModeArg,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    /// Keep every formula and lexicon entry whole
    #[arg(long)]
    pub(crate) formulas: bool,
    /// Write word/tag in spaced text; the other formats always have tags
    #[arg(long)]
    pub(crate) tags: bool,
    /// Write STRING between words instead of a space; \t and \n are a tab and a line end
    #[arg(long, value_name = "STRING", value_parser = parse_separator)]
    pub(crate) separator: Option<String>,
    /// Write a line for each line of the text instead of one for each document
    #[arg(long)]
    pub(crate) lines: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl SegmentArgs {
    pub(crate) fn forced(&self) -> Forced {
        if self.formulas { Forced::Formulas } else { Forced::Nothing }
    }

    pub(crate) fn spaced(&self) -> Spaced {
        let plain = Spaced::default();
        Spaced {
            separator: self.separator.clone().unwrap_or(plain.separator),
            tags: if self.tags { Tags::Write } else { Tags::Omit },
            layout: if self.lines { Layout::Lines } else { Layout::Document },
        }
    }

    /// Returns the options given that only spaced text has.
    pub(crate) fn only_spaced(&self) -> Option<&'static str> {
        if self.lines { Some("--lines") } else { self.separator.as_ref().map(|_| "--separator") }
    }
}

/// The tokenizer's modes under their names on the command line.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum ModeArg {
    /// Most probable path through dictionary words
    #[default]
    Dictionary,
    /// The same with jieba's hidden Markov model for unknown words
    JiebaHmm,
    /// jieba-hmm with the short words inside long ones added
    Search,
    /// dictionary with the short words inside long ones added
    DictionarySearch,
    /// Every dictionary word that occurs
    AllWords,
}

impl From<ModeArg> for Mode {
    fn from(mode: ModeArg) -> Mode {
        match mode {
            ModeArg::Dictionary => Mode::Dictionary,
            ModeArg::JiebaHmm => Mode::JiebaHmm,
            ModeArg::Search => Mode::Search,
            ModeArg::DictionarySearch => Mode::DictionarySearch,
            ModeArg::AllWords => Mode::AllWords,
        }
    }
}

#[derive(Args)]
pub(crate) struct FormulasArgs {
    #[command(flatten)]
    pub(crate) texts: TextsArgs,
    /// Keep only these classes: numeral-formula, fixed-phrase, slogan, title, counted, numeral-idiom
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = parse_class)]
    pub(crate) class: Vec<String>,
    /// Show every hit with the line around it and the heading above it (table format)
    #[arg(long, conflicts_with = "by")]
    pub(crate) excerpts: bool,
    /// Count instead of list: by formula, document, or a metadata column (year, date, issuer, genre, …)
    #[arg(long, value_name = "formula|document|COLUMN")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct DiscoverArgs {
    #[command(flatten)]
    pub(crate) texts: TextsArgs,
    /// What is sought
    #[arg(long, value_enum, default_value_t)]
    pub(crate) kind: DiscoverKind,
    /// Show labels of these classes: numeral-formula, slogan, counted (those that only count) [default: the first two]
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = parse_label_class)]
    pub(crate) class: Vec<String>,
    #[command(flatten)]
    pub(crate) top: Top,
    /// Leave out what occurs less often [default: 1 for labels, 5 for phrases]
    #[arg(long, value_name = "N")]
    pub(crate) min_count: Option<u64>,
    /// Leave out what is in fewer documents [default: 1 for labels, 3 for phrases]
    #[arg(long, value_name = "N")]
    pub(crate) min_docs: Option<u64>,
    /// The most words of a phrase, 2 to 12 [default: 6]
    #[arg(long, value_name = "N", value_parser = parse_max_words)]
    pub(crate) max_words: Option<usize>,
    /// Leave out phrases with less cohesion (-1 to 1: the least NPMI of any cut) [default: 0.4]
    #[arg(long, value_name = "X", value_parser = parse_cohesion, allow_negative_numbers = true)]
    pub(crate) min_cohesion: Option<f64>,
    /// Leave out phrases with less entropy (in bits) of what stands before or after [default: 1.5]
    #[arg(long, value_name = "BITS", value_parser = parse_entropy)]
    pub(crate) min_entropy: Option<f64>,
    /// Write what was found to FILE as a lexicon of candidates (TOML): all of it, or the first rows of --top
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl DiscoverArgs {
    /// Returns the options given that only phrases have.
    pub(crate) fn only_phrases(&self) -> Option<&'static str> {
        let max_words = self.max_words.map(|_| "--max-words");
        let cohesion = self.min_cohesion.map(|_| "--min-cohesion");
        max_words.or(cohesion).or(self.min_entropy.map(|_| "--min-entropy"))
    }
}

/// What is sought.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum DiscoverKind {
    /// Numeral labels, slogans and quoted brands, with their lists
    #[default]
    Labels,
    /// Sequences of words without numerals that recur
    Phrases,
}

#[derive(Args)]
pub(crate) struct FreqArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    /// What is counted
    #[arg(long, value_enum, default_value_t)]
    pub(crate) of: CountingArg,
    /// Count each value of this metadata column by itself (year, genre, issuer …)
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) top: Top,
    /// Leave out words with fewer occurrences
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_count: u64,
    /// Leave out words in fewer documents
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_docs: u64,
    /// Which tokens count as words
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum CountingArg {
    /// Words
    #[default]
    Words,
    /// Characters
    Characters,
    /// Formulas
    Formulas,
}

impl From<CountingArg> for Counting {
    fn from(of: CountingArg) -> Counting {
        match of {
            CountingArg::Words => Counting::Words,
            CountingArg::Characters => Counting::Characters,
            CountingArg::Formulas => Counting::Formulas,
        }
    }
}

/// Which tokens count.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum TokensArg {
    /// Every token but blanks, punctuation included
    All,
    /// Tokens with a letter, a digit or a Han character
    #[default]
    Words,
    /// Tokens of Han characters only
    Han,
}

impl From<TokensArg> for TokenFilter {
    fn from(tokens: TokensArg) -> TokenFilter {
        match tokens {
            TokensArg::All => TokenFilter::All,
            TokensArg::Words => TokenFilter::Words,
            TokensArg::Han => TokenFilter::Han,
        }
    }
}

fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads @ 1..=1024) => Ok(threads),
        _ => Err("expected a number from 1 to 1024".to_string()),
    }
}

fn parse_separator(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("words could not be told apart; expected at least one character".to_string());
    }
    let mut separator = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        separator.push(match c {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('\\') => '\\',
                _ => return Err(r"a backslash stands before t, n or another backslash".to_string()),
            },
            c => c,
        });
    }
    Ok(separator)
}

fn parse_class(text: &str) -> Result<String, String> {
    gongwen::class_named(text).map(|class| class.as_str().to_string()).ok_or_else(|| {
        "expected one of numeral-formula, fixed-phrase, slogan, title, counted, numeral-idiom".to_string()
    })
}

fn parse_label_class(text: &str) -> Result<String, String> {
    match text {
        "numeral-formula" | "slogan" | "counted" => Ok(text.to_string()),
        _ => Err("expected one of numeral-formula, slogan, counted".to_string()),
    }
}

fn parse_max_words(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(words @ 2..=PhraseOptions::LONGEST) => Ok(words),
        _ => Err(format!("expected a number from 2 to {}", PhraseOptions::LONGEST)),
    }
}

fn parse_cohesion(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (-1.0..=1.0).contains(&value) => Ok(value),
        _ => Err("expected a number from -1 to 1".to_string()),
    }
}

fn parse_entropy(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value >= 0.0 && value.is_finite() => Ok(value),
        _ => Err("expected a number of bits, 0 or more".to_string()),
    }
}
