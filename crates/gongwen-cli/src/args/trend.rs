//! The verb `trend` as clap sees it.

use super::{AskedArgs, OutputArgs};
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use gongwen::{Basis, Grain, Target, TargetKind};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct TrendArgs {
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[command(flatten)]
    pub(crate) targets: TargetArgs,
    /// How long a period is
    #[arg(long, value_enum, default_value_t)]
    pub(crate) by: GrainArg,
    /// Show one row a target instead: trend, changes, bursts, first and last use
    #[arg(long, conflicts_with_all = ["adoption", "adoption_by", "tiers"])]
    pub(crate) summary: bool,
    /// What the rates of --summary are made of
    #[arg(long, value_enum, requires = "summary", default_value_t)]
    pub(crate) of: BasisArg,
    /// Show who took each target up when instead, by issuer
    #[arg(long)]
    pub(crate) adoption: bool,
    /// The same by another column of the metadata than the issuer
    #[arg(long, value_name = "COLUMN")]
    pub(crate) adoption_by: Option<String>,
    /// Show adoption by tier: FILE has an issuer, a tab and its tier (中央, 省 …) a line
    #[arg(long, value_name = "FILE")]
    pub(crate) tiers: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl TrendArgs {
    /// Returns the column of the adoption, where it is asked for.
    pub(crate) fn adoption(&self) -> Option<&str> {
        let asked = self.adoption || self.adoption_by.is_some() || self.tiers.is_some();
        asked.then(|| self.adoption_by.as_deref().unwrap_or("issuer"))
    }
}

/// What is followed, in the order of the command line.
pub(crate) struct TargetArgs(pub(crate) Vec<Target>);

/// The options as clap lists them; their order among one another is known from the indices.
#[derive(Args)]
#[group(required = true, multiple = true)]
struct TargetOptions {
    /// Follow a formula, by canonical form or lexicon id; may be repeated, as the other two
    #[arg(long, value_name = "FORMULA", num_args = 1, value_parser = parse_target)]
    formula: Vec<String>,
    /// Follow a word of the tokenizer
    #[arg(long, value_name = "WORD", num_args = 1, value_parser = parse_target)]
    word: Vec<String>,
    /// Follow a string of characters
    #[arg(long, value_name = "STRING", num_args = 1, value_parser = parse_target)]
    string: Vec<String>,
}

impl Args for TargetArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        TargetOptions::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        TargetOptions::augment_args_for_update(command)
    }
}

impl FromArgMatches for TargetArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let options = TargetOptions::from_arg_matches(matches)?;
        let kinds = [
            ("formula", TargetKind::Formula, options.formula),
            ("word", TargetKind::Word, options.word),
            ("string", TargetKind::String, options.string),
        ];
        let mut targets: Vec<(usize, Target)> = Vec::new();
        for (name, kind, values) in kinds {
            let indices = matches.indices_of(name).into_iter().flatten();
            targets.extend(indices.zip(values.into_iter().map(|name| Target { name, kind })));
        }
        targets.sort_by_key(|(index, _)| *index);
        let mut targets: Vec<Target> = targets.into_iter().map(|(_, target)| target).collect();
        let mut at = 0;
        while at < targets.len() {
            let is_new = !targets[..at].contains(&targets[at]);
            if is_new {
                at += 1;
            } else {
                targets.remove(at);
            }
        }
        Ok(TargetArgs(targets))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = TargetArgs::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The lengths of periods under their names on the command line.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum GrainArg {
    /// Calendar years
    #[default]
    Year,
    /// Quarters of years
    Quarter,
    /// Months
    Month,
}

impl From<GrainArg> for Grain {
    fn from(grain: GrainArg) -> Grain {
        match grain {
            GrainArg::Year => Grain::Year,
            GrainArg::Quarter => Grain::Quarter,
            GrainArg::Month => Grain::Month,
        }
    }
}

/// What rates are made of.
#[derive(Clone, Copy, ValueEnum, Default)]
pub(crate) enum BasisArg {
    /// Hits in 10,000 characters
    #[default]
    Hits,
    /// The share of documents
    Documents,
}

impl From<BasisArg> for Basis {
    fn from(basis: BasisArg) -> Basis {
        match basis {
            BasisArg::Hits => Basis::Hits,
            BasisArg::Documents => Basis::Documents,
        }
    }
}

fn parse_target(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("expected at least one character".to_string()) } else { Ok(text.to_string()) }
}
