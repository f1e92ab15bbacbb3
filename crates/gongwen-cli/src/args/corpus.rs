//! The options of `corpus` and of the verbs that ask one.

use super::{ModeArg, OutputArgs, TokensArg, Top, UniqueArgs, WordArgs};
use clap::{Args, Subcommand, ValueEnum};
use gongwen::{Condition, Expectation, FactorEnd, Measure, Neighbourhood, SortKey, Sought, Within};
use std::path::PathBuf;

/// Makes, shows and exports saved corpora.
#[derive(Subcommand)]
pub(crate) enum CorpusVerb {
    /// Make a corpus of documents, for repeated questions
    Build(CorpusBuildArgs),
    /// Add documents to a corpus; it is cut with the settings it was made with, or refused
    Add(CorpusAddArgs),
    /// Make a corpus of the documents of another one, cut anew; their files are not needed
    Recut(CorpusRecutArgs),
    /// Show what a corpus holds and how it was made
    Info(CorpusInfoArgs),
    /// Write a corpus as Parquet tables: documents, vocabulary, tokens, hits
    Export(CorpusExportArgs),
}

#[derive(Args)]
pub(crate) struct CorpusMaking {
    /// How text is cut: dictionary or jieba-hmm
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ModeArg,
    /// Do not seek formulas: half the time, but no question about formulas
    #[arg(long)]
    pub(crate) no_formulas: bool,
    #[command(flatten)]
    pub(crate) words: WordArgs,
}

#[derive(Args)]
pub(crate) struct CorpusBuildArgs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder to make; it appears when it is complete
    #[arg(long, short, value_name = "NAME")]
    pub(crate) output: PathBuf,
    /// Replace the corpus that is there, when the new one is complete
    #[arg(long)]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) making: CorpusMaking,
}

#[derive(Args)]
pub(crate) struct CorpusAddArgs {
    /// The corpus
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) making: CorpusMaking,
}

#[derive(Args)]
pub(crate) struct CorpusRecutArgs {
    /// The corpus
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// The folder to make; it appears when it is complete
    #[arg(long, short, value_name = "NEW")]
    pub(crate) output: PathBuf,
    /// Replace the corpus that is there, when the new one is complete; it may be the old one itself
    #[arg(long)]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) making: CorpusMaking,
}

#[derive(Args)]
pub(crate) struct CorpusInfoArgs {
    /// The corpus
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// Compare every file with its checksum and list them; exit status 2 when one is damaged
    #[arg(long)]
    pub(crate) verify: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct CorpusExportArgs {
    /// The corpus
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// The folder for the tables
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

/// What is asked: documents, and which of them.
#[derive(Args)]
pub(crate) struct AskedArgs {
    /// A saved corpus; or files, folders, - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Look only at documents whose metadata fulfil this: issuer=国务院, genre!=讲话, date=2016..2020, genre=通知|意见, title~正则,
    /// number, !issuer; all of them when repeated
    #[arg(long = "where", value_name = "CONDITION", num_args = 1)]
    pub(crate) conditions: Vec<Condition>,
    #[command(flatten)]
    pub(crate) unique: UniqueArgs,
    /// How text is cut, when documents are named: dictionary or jieba-hmm
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ModeArg,
    #[command(flatten)]
    pub(crate) words: WordArgs,
}

/// What is sought.
#[derive(Args)]
#[command(next_help_heading = "What is sought")]
pub(crate) struct SoughtArgs {
    /// A string of characters, wherever words begin and end
    #[arg(long, short, value_name = "TEXT", num_args = 1)]
    string: Vec<String>,
    /// A word as the text is cut
    #[arg(long, short, value_name = "WORD", num_args = 1)]
    word: Vec<String>,
    /// A sequence of words: 坚持 []{0,5} 发展; "高.*" [tag="v.*"]
    #[arg(long, value_name = "PATTERN", num_args = 1)]
    query: Vec<String>,
    /// A word by a regular expression that matches it as a whole
    #[arg(long, value_name = "REGEX", num_args = 1)]
    regex: Vec<String>,
    /// A formula, by id or canonical form
    #[arg(long, value_name = "FORMULA", num_args = 1)]
    formula: Vec<String>,
}

impl SoughtArgs {
    /// Returns everything that is sought.
    pub(crate) fn all(&self) -> Vec<Sought> {
        let expression = |regex: &String| Sought::Pattern(format!("\"{}\"", regex.replace('"', "\\\"")));
        let strings = self.string.iter().cloned().map(Sought::Text);
        let words = self.word.iter().cloned().map(Sought::Word);
        let queries =
            self.query.iter().cloned().map(Sought::Pattern).chain(self.regex.iter().map(expression));
        strings.chain(words).chain(queries).chain(self.formula.iter().cloned().map(Sought::Formula)).collect()
    }
}

/// How far something may reach.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub(crate) enum WithinArg {
    /// Anywhere in a document
    #[default]
    Document,
    /// Not beyond the end of a sentence
    Sentence,
}

impl From<WithinArg> for Within {
    fn from(within: WithinArg) -> Within {
        match within {
            WithinArg::Document => Within::Document,
            WithinArg::Sentence => Within::Sentence,
        }
    }
}

#[derive(Args)]
pub(crate) struct KwicArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[command(flatten)]
    pub(crate) sought: SoughtArgs,
    /// Show so many characters on each side [default: 20]
    #[arg(long, value_name = "N", conflicts_with_all = ["words_around", "sentences"])]
    pub(crate) characters: Option<usize>,
    /// Show so many words on each side
    #[arg(long, value_name = "N", conflicts_with = "sentences")]
    pub(crate) words_around: Option<usize>,
    /// Show the whole sentence, and so many sentences on each side of it
    #[arg(long, value_name = "N")]
    pub(crate) sentences: Option<usize>,
    /// A match of several words stays within this
    #[arg(long, value_enum, default_value_t)]
    pub(crate) within: WithinArg,
    /// Sort by: 1r (the first word behind), 2r … , 1l (the first word before), node, date, doc
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = parse_sort_key)]
    pub(crate) sort: Vec<SortKey>,
    /// Show N lines drawn at random
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,
    /// The seed of the draw
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    pub(crate) seed: u64,
    /// Leave out the first N lines
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) skip: usize,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct CollocatesArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[command(flatten)]
    pub(crate) sought: SoughtArgs,
    /// Look at so many words before; 0 for none
    #[arg(long, short, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub(crate) left: u32,
    /// Look at so many words behind; 0 for none
    #[arg(long, short, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub(crate) right: u32,
    /// Windows and matches stay within this
    #[arg(long, value_enum, default_value_t)]
    pub(crate) within: WithinArg,
    /// What is expected by chance
    #[arg(long, value_enum, default_value_t)]
    pub(crate) expectation: ExpectationArg,
    /// Which tokens are shown; all of them fill the window
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    /// Leave out words that are in the windows less often
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) min_count: u64,
    /// Sort by this measure, the greatest first: ll, log_dice, mi, mi2, mi3, t, z, simple_ll, chi_squared, dice, min_sens, mi_log_f,
    /// delta_p, delta_p_back, odds_ratio, log_odds_ratio, fisher, expected
    #[arg(long, value_name = "MEASURE", default_value = "ll", value_parser = parse_measure)]
    pub(crate) sort: Measure,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// What is expected by chance.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum ExpectationArg {
    /// As in any text as long as the windows: f(node) · span · f(word) / N (Evert 2008)
    #[default]
    Window,
    /// Without the span: f(node) · f(word) / N (Sketch Engine)
    Node,
}

impl From<ExpectationArg> for Expectation {
    fn from(expectation: ExpectationArg) -> Expectation {
        match expectation {
            ExpectationArg::Window => Expectation::Window,
            ExpectationArg::Node => Expectation::Node,
        }
    }
}

#[derive(Args)]
pub(crate) struct NgramsArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    /// Sequences of N words, or of N to M: 3, 2-5
    #[arg(short, long, value_name = "N[-M]", default_value = "2", value_parser = parse_lengths)]
    pub(crate) n: (usize, usize),
    /// Leave out sequences that come less often
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) min_count: u64,
    /// Leave out sequences in fewer documents: lexical bundles are in many
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_docs: u64,
    /// Sequences stay within this
    #[arg(long, value_enum, default_value = "sentence")]
    pub(crate) within: WithinArg,
    /// Which tokens count; sequences do not go over others
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct KeynessArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    /// Compare with these documents or this corpus [default: all other documents of the first]
    #[arg(long, value_name = "PATH", num_args = 1)]
    pub(crate) against: Vec<PathBuf>,
    /// Compare only with documents whose metadata fulfil this
    #[arg(long, value_name = "CONDITION", num_args = 1)]
    pub(crate) against_where: Vec<Condition>,
    /// Which tokens count
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    /// Leave out words that come less often in both
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) min_count: u64,
    /// The level of intervals, divided by the number of words compared
    #[arg(long, value_name = "X", default_value_t = 0.05, value_parser = parse_alpha)]
    pub(crate) alpha: f64,
    /// The constant of simple maths
    #[arg(long, value_name = "K", default_value_t = 1.0, value_parser = parse_positive)]
    pub(crate) simple_maths: f64,
    /// Compare documents too: Mann-Whitney over their rates (slower)
    #[arg(long)]
    pub(crate) by_document: bool,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct DispersionArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[command(flatten)]
    pub(crate) sought: SoughtArgs,
    /// The parts are the values of this metadata column instead of documents
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Option<String>,
    /// A match of several words stays within this
    #[arg(long, value_enum, default_value_t)]
    pub(crate) within: WithinArg,
    /// Which tokens make up the size of a part
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct DiversityArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    /// A row for each value of this metadata column instead of each document
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Option<String>,
    /// Which tokens count
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tokens: TokensArg,
    /// Words of a window of STTR and MATTR
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = parse_size)]
    pub(crate) window: usize,
    /// Words of a sample of HD-D
    #[arg(long, value_name = "N", default_value_t = 42, value_parser = parse_size)]
    pub(crate) sample: usize,
    /// The type-token ratio at which a factor of MTLD ends
    #[arg(long, value_name = "X", default_value_t = 0.72, value_parser = parse_alpha)]
    pub(crate) threshold: f64,
    /// A factor of MTLD ends below the threshold, or at it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) factor_end: FactorEndArg,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Where a factor of MTLD ends.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum FactorEndArg {
    /// As soon as the ratio is below the threshold (McCarthy & Jarvis 2010)
    #[default]
    Below,
    /// As soon as it is not above it
    AtOrBelow,
}

impl From<FactorEndArg> for FactorEnd {
    fn from(end: FactorEndArg) -> FactorEnd {
        match end {
            FactorEndArg::Below => FactorEnd::Below,
            FactorEndArg::AtOrBelow => FactorEnd::AtOrBelow,
        }
    }
}

#[derive(Args)]
pub(crate) struct CooccurArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    /// Formulas stand together in this
    #[arg(long, value_enum, default_value_t)]
    pub(crate) unit: UnitArg,
    /// Keep only these classes: numeral-formula, fixed-phrase, slogan, title, counted, numeral-idiom
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = super::parse_class)]
    pub(crate) class: Vec<String>,
    /// Leave out formulas in fewer units
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) min_units: u64,
    /// Leave out pairs in fewer units
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) min_together: u64,
    /// Write the network to FILE: .graphml or .gexf
    #[arg(long, value_name = "FILE")]
    pub(crate) graph: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// In what formulas stand together.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum UnitArg {
    /// A sentence
    Sentence,
    /// A paragraph
    #[default]
    Paragraph,
    /// A document
    Document,
}

impl From<UnitArg> for Neighbourhood {
    fn from(unit: UnitArg) -> Neighbourhood {
        match unit {
            UnitArg::Sentence => Neighbourhood::Sentence,
            UnitArg::Paragraph => Neighbourhood::Paragraph,
            UnitArg::Document => Neighbourhood::Document,
        }
    }
}

fn parse_sort_key(text: &str) -> Result<SortKey, String> {
    let wrong = || "expected 1r, 2r …, 1l, 2l …, node, date or doc".to_string();
    let side = |digits: &str| {
        digits.parse::<u32>().ok().filter(|distance| (1..=100).contains(distance)).ok_or_else(wrong)
    };
    match text.to_ascii_lowercase().as_str() {
        "node" => Ok(SortKey::Node),
        "date" => Ok(SortKey::Date),
        "doc" => Ok(SortKey::Document),
        key => match (key.strip_suffix('r'), key.strip_suffix('l')) {
            (Some(digits), _) => side(digits).map(SortKey::Right),
            (_, Some(digits)) => side(digits).map(SortKey::Left),
            _ => Err(wrong()),
        },
    }
}

fn parse_measure(text: &str) -> Result<Measure, String> {
    Measure::named(text).ok_or_else(|| {
        let names: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name).collect();
        format!("expected one of {}", names.join(", "))
    })
}

fn parse_lengths(text: &str) -> Result<(usize, usize), String> {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    match (least.parse(), most.parse()) {
        (Ok(least), Ok(most)) if 1 <= least && least <= most && most <= 50 => Ok((least, most)),
        _ => Err("expected a number from 1 to 50, or a range such as 2-5".to_string()),
    }
}

fn parse_alpha(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|value| 0.0 < *value && *value < 1.0)
        .ok_or_else(|| "expected a number between 0 and 1".to_string())
}

fn parse_positive(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|value: &f64| *value > 0.0 && value.is_finite())
        .ok_or_else(|| "expected a number above 0".to_string())
}

fn parse_size(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|size| *size > 0).ok_or_else(|| "expected a number above 0".to_string())
}
