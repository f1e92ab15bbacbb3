//! `gongwen` (公文, official documents) reads Chinese official prose: it finds the set formulas (提法) in it, segments it,
//! and counts over one document or many.
//!
//! This crate is the facade over the others: it reads settings, loads resources, chooses parallelism and returns plain
//! data. It has no linguistic logic of its own. Fronts (the command line; later bindings and servers) use it alone.
//!
//! # Examples
//!
//! ```
//! use gongwen::{Engine, Settings};
//!
//! let engine = Engine::new(Settings::default())?;
//! let text = "形成领导体制、工作推进、考核评价、结果运用“四个体系”闭环。";
//! let rows = engine.formulas_in("通知", text);
//! assert_eq!(rows[0].surface, "四个体系");
//! assert_eq!(rows[0].items.as_deref().unwrap(), ["领导体制", "工作推进", "考核评价", "结果运用"]);
//! # Ok::<(), gongwen::Error>(())
//! ```
#![forbid(unsafe_code)]

mod candidates;
mod check;
mod compare;
mod corpus;
mod counts;
mod density;
mod discover;
mod documents;
mod engine;
mod error;
mod excerpts;
mod formulas;
mod inputs;
mod lexicon;
mod note;
mod ordered;
mod reuse;
mod segment;
mod settings;
mod text;
mod trend;
mod words;

pub use candidates::CandidateLexicon;
pub use check::{AnnotateOptions, Annotated, CheckRow, EditOfFix, Known, Report, check_table};
pub use corpus::{
    BuiltCorpus, CollocateSettings, CooccurOptions, CorpusFreqOptions, CorpusOptions, CorpusSource,
    CorpusView, Counting, DispersionOptions, DiversityOptions, Formulas, KeynessOptions, KwicLine,
    KwicOptions, Measure, Neighbourhood, Reference, Sought, corpus_table, export_corpus, is_saved, key_bars,
    network_of, open_saved, verify_corpus,
};
pub use counts::{Counted, FreqOptions};
pub use density::DensityBy;
pub use discover::{Discovery, LabelOptions};
pub use documents::{DocumentHead, document_value};
pub use engine::{Engine, Outcome, Tally};
pub use error::{Error, ErrorKind};
pub use excerpts::{Excerpt, finding_excerpts};
pub use formulas::{
    ChainRow, FormulaRow, ItemsFromRow, LinkRow, SpeakerRow, class_named, formula_table, sidecar,
};
pub use inputs::{Inputs, STANDARD_INPUT};
pub use lexicon::{
    BUILTIN_LEXICON, EntryCard, ExportFormat, Field, LexiconDiff, LexiconReport, LexiconSyntax, NewHeader,
    check_lexicon, diff_lexicons, export_lexicons, import_lexicon, load_lexicon_file,
};
pub use note::{Note, TRADITIONAL_FROM};
pub use reuse::ReuseView;
pub use segment::{Forced, Layout, SegmentOptions, Spaced, Tags, TokenRow, Tokenizer, token_table};
pub use settings::{CheckSettings, Numbers, SETTINGS_FILE, Settings, Traditional};
pub use text::{EditRow, StructureRow, TextRow, View};
pub use trend::{Trend, TrendOptions, TrendView, read_tiers, trend_lines};

pub use gongwen_check::{Checker, Fix, Options as CheckOptions, Profile, RuleInfo, Selection, Severity};
pub use gongwen_corpus::measures::diversity::FactorEnd;
pub use gongwen_corpus::phrases::PhraseOptions;
pub use gongwen_corpus::query::{
    CollocateOptions, Context, Expectation, NgramOptions, SortKey, Window, Within,
};
pub use gongwen_corpus::reuse::ReuseOptions;
pub use gongwen_corpus::store::{Condition, Corpus, Existing};
pub use gongwen_corpus::trend::{Basis, Grain, Sparkline, Target, TargetKind, Tiers};
pub use gongwen_corpus::{Ordinal, TokenFilter, Total};
pub use gongwen_ingest::{Document, Error as IngestError, Note as ReadNote};
pub use gongwen_lexicon::{Date, InvalidDate};
pub use gongwen_segment::Mode;
pub use gongwen_table::picture;
pub use gongwen_table::{
    Emphasis, Error as TableError, Format, Graph, Header, Provenance, Table, Value, WriteOptions,
};
