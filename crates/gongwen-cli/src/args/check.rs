//! The options of `check`.

use super::InputArgs;
use clap::Args;
use gongwen::{CheckOptions, Date, Profile, Selection, Severity};
use std::path::PathBuf;

/// Options of `check`.
#[derive(Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Output format: human, json, jsonl, csv, github
    #[arg(long, short, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "jsonl", "csv", "github"])]
    pub(crate) format: String,
    /// Write to FILE, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The kind of text: gongwen, speech, press, ocr-raw
    #[arg(long, value_name = "NAME", default_value = "gongwen", value_parser = parse_profile)]
    profile: Profile,
    /// Only these rules, by id or the beginning of one: quote,formula-order
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Leave out what weighs less: info, warning, error
    #[arg(long, value_name = "S", default_value = "info", value_parser = parse_severity)]
    min_severity: Severity,
    /// Rules that are still previews too
    #[arg(long)]
    preview: bool,
    /// The day under which texts are judged: 2023-05 or 2023-05-01 [default: the one they bear]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Further rules, in the form of lexicons/rules
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
}

impl CheckArgs {
    /// Returns the options, with the texts of the rule files still to be read.
    pub(crate) fn options(&self) -> CheckOptions {
        CheckOptions {
            selection: Selection {
                profile: self.profile,
                select: self.select.clone(),
                ignore: self.ignore.clone(),
                min_severity: self.min_severity,
                preview: self.preview,
            },
            date: self.date,
            rule_files: Vec::new(),
        }
    }
}

fn parse_profile(name: &str) -> Result<Profile, String> {
    Profile::ALL
        .into_iter()
        .find(|profile| profile.as_str() == name)
        .ok_or_else(|| "expected gongwen, speech, press or ocr-raw".to_owned())
}

fn parse_severity(name: &str) -> Result<Severity, String> {
    Severity::ALL
        .into_iter()
        .find(|severity| severity.as_str() == name)
        .ok_or_else(|| "expected info, warning or error".to_owned())
}

fn parse_date(date: &str) -> Result<Date, String> {
    date.parse().map_err(|error: gongwen::InvalidDate| error.to_string())
}
