//! The verb `lexicon` as clap sees it.

use super::OutputArgs;
use clap::{Args, Subcommand, ValueEnum};
use gongwen::{ExportFormat, LexiconSyntax, STANDARD_INPUT};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum LexiconVerb {
    /// List all entries
    List {
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Show everything known about one entry
    Show {
        /// Id, label or short form
        name: String,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Check lexicon files: every problem with file, line, id and what would be right
    Check {
        /// TOML files, one formula a line in .tsv, rows in .csv or .jsonl; - for TOML on standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Compare two lexicons: entries added, removed, and changed field by field
    Diff(DiffArgs),
    /// Write entries as CSV or JSON Lines, for spreadsheets and programs
    Export(ExportArgs),
    /// Turn rows of a spreadsheet or the one-line short form into a TOML lexicon
    Import(ImportArgs),
}

#[derive(Args)]
pub(crate) struct DiffArgs {
    /// File or folder; `builtin` for the lexicons that come with the program. Alone: show what it changes there
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The other, likewise
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// Files or folders; `builtin` for the lexicons that come with the program [default: all that are loaded, merged]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Output format [default: by the extension of -o, else csv]
    #[arg(long, short, value_enum)]
    format: Option<RowsArg>,
    /// Write to FILE, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl ExportArgs {
    pub(crate) fn format(&self) -> ExportFormat {
        let by_name = || self.output.as_deref().map(LexiconSyntax::of_path);
        match (self.format, by_name()) {
            (Some(RowsArg::Jsonl), _) | (None, Some(LexiconSyntax::JsonLines)) => ExportFormat::JsonLines,
            _ => ExportFormat::Csv,
        }
    }
}

/// The formats of rows.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum RowsArg {
    /// A table with a line of column names
    Csv,
    /// One JSON object a line
    Jsonl,
}

#[derive(Args)]
pub(crate) struct ImportArgs {
    /// The file; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What the file is [default: by its extension, csv on standard input]
    #[arg(long, value_enum)]
    from: Option<SyntaxArg>,
    /// The name that the lexicon gives itself [default: that of the file]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Its version [default: 1]
    #[arg(long = "lexicon-version", value_name = "VERSION")]
    pub(crate) lexicon_version: Option<String>,
    /// Its licence [default: unstated]
    #[arg(long, value_name = "LICENCE")]
    pub(crate) license: Option<String>,
    /// The source of entries that name none [default: the file]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Write to FILE, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl ImportArgs {
    pub(crate) fn syntax(&self) -> LexiconSyntax {
        match self.from {
            Some(SyntaxArg::Csv) => LexiconSyntax::Csv,
            Some(SyntaxArg::Jsonl) => LexiconSyntax::JsonLines,
            Some(SyntaxArg::Tsv) => LexiconSyntax::Short,
            None if self.file.as_os_str() == STANDARD_INPUT => LexiconSyntax::Csv,
            None => LexiconSyntax::of_path(&self.file),
        }
    }
}

/// What can be imported.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum SyntaxArg {
    /// Rows as `lexicon export` writes them
    Csv,
    /// The same, one JSON object a line
    Jsonl,
    /// One formula a line: label, items, verbs, note, separated by tabs
    Tsv,
}
