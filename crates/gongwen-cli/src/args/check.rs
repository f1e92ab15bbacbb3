//! The options of `check`.

use super::InputArgs;
use clap::Args;
use gongwen::{
    AnnotateOptions, CheckOptions, CheckSettings, Date, Fix, Profile, Report, Selection, Severity,
};
use std::path::PathBuf;

/// Options of `check`.
#[derive(Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Output format: human, json, jsonl, csv, github, sarif, checkstyle, junit, rdjson, html
    #[arg(long, short, value_name = "FORMAT", default_value = "human", value_parser = parse_format)]
    pub(crate) format: CheckFormat,
    /// Write to FILE, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The kind of text: gongwen, speech, press, ocr-raw [default: gongwen]
    #[arg(long, value_name = "NAME", value_parser = parse_profile)]
    profile: Option<Profile>,
    /// Only these rules, by id or the beginning of one: quote,formula-order
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Leave out what weighs less: info, warning, error [default: info]
    #[arg(long, value_name = "S", value_parser = parse_severity)]
    min_severity: Option<Severity>,
    /// Rules that are still previews too
    #[arg(long)]
    preview: bool,
    /// The day under which texts are judged: 2023-05 or 2023-05-01 [default: the one they bear]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Apply the fixes that change no Han character, in the files; with - the fixed text is the output
    #[arg(long, conflicts_with = "fix_suggested")]
    fix: bool,
    /// Apply the first suggestion too
    #[arg(long)]
    fix_suggested: bool,
    /// Show what --fix or --fix-suggested would change, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Write the findings of one DOCX into a copy of it, as comments
    #[arg(long, value_name = "OUT.docx", conflicts_with = "diff")]
    pub(crate) annotate: Option<PathBuf>,
    /// With --annotate: safe fixes become tracked changes, with --fix-suggested the first suggestions too
    #[arg(long, requires = "annotate")]
    pub(crate) revisions: bool,
    /// Leave out the findings of an earlier run, written as json or jsonl
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Vec<PathBuf>,
    /// Leave out what the lines of FILE describe: rule, words and the text around them, separated by tabs
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore_file: Vec<PathBuf>,
    /// Leave out findings on these names and terms, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Vec<PathBuf>,
    /// Further rules, in the form of lexicons/rules
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
}

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CheckFormat {
    Human,
    Json,
    JsonLines,
    Csv,
    Github,
    Report(Report),
}

impl CheckArgs {
    /// Returns the least safe fix that is to be applied, if any is; `--diff` alone shows the safe ones.
    pub(crate) fn least_fix(&self) -> Option<Fix> {
        match (self.fix_suggested, self.fix || self.diff) {
            (true, _) => Some(Fix::Suggested),
            (false, true) => Some(Fix::Safe),
            (false, false) => None,
        }
    }

    /// Returns how findings are written into a DOCX.
    pub(crate) fn annotate_options(&self) -> anyhow::Result<AnnotateOptions> {
        anyhow::ensure!(
            self.revisions || !(self.fix || self.fix_suggested),
            "--annotate leaves the text as it is; add --revisions to track the fixes as changes"
        );
        let least = if self.fix_suggested { Fix::Suggested } else { Fix::Safe };
        Ok(AnnotateOptions { revisions: self.revisions.then_some(least), date: self.date })
    }

    /// Returns the options laid over what the settings file says, with the texts of the rule files still to be read.
    pub(crate) fn options(&self, settings: &CheckSettings) -> CheckOptions {
        let select = if self.select.is_empty() { &settings.select } else { &self.select };
        CheckOptions {
            selection: Selection {
                profile: self.profile.or(settings.profile).unwrap_or_default(),
                select: select.clone(),
                ignore: [&settings.ignore[..], &self.ignore[..]].concat(),
                min_severity: self.min_severity.or(settings.min_severity).unwrap_or(Severity::Info),
                preview: self.preview || settings.preview,
            },
            date: self.date,
            rule_files: Vec::new(),
        }
    }
}

fn parse_format(name: &str) -> Result<CheckFormat, String> {
    Ok(match name {
        "human" => CheckFormat::Human,
        "json" => CheckFormat::Json,
        "jsonl" => CheckFormat::JsonLines,
        "csv" => CheckFormat::Csv,
        "github" => CheckFormat::Github,
        other => {
            CheckFormat::Report(Report::ALL.into_iter().find(|report| report.as_str() == other).ok_or(
                "expected human, json, jsonl, csv, github, sarif, checkstyle, junit, rdjson or html",
            )?)
        }
    })
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
