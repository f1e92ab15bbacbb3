//! The options of `compare`.

use super::{OutputArgs, Top, UniqueArgs, parse_class};
use clap::Args;
use std::path::PathBuf;

/// Options of `compare`.
#[derive(Args)]
pub(crate) struct CompareArgs {
    /// The draft: a file, or - for standard input
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: PathBuf,
    /// The corpus: files and folders
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    pub(crate) against: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) unique: UniqueArgs,
    /// Only these classes: numeral-formula, fixed-phrase, slogan, title, counted, numeral-idiom [default: all but counted]
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = parse_class)]
    pub(crate) class: Vec<String>,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
