//! The options of `density`.

use super::{OutputArgs, TextsArgs, Top};
use clap::{Args, ValueEnum};
use gongwen::{DensityBy, Total};

/// Options of `density`.
#[derive(Args)]
pub(crate) struct DensityArgs {
    #[command(flatten)]
    pub(crate) texts: TextsArgs,
    /// What has a row
    #[arg(long, value_enum, default_value_t)]
    by: DensityByArg,
    /// Begin with a row for everything together
    #[arg(long)]
    total: bool,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, ValueEnum, Default)]
enum DensityByArg {
    /// Each document
    #[default]
    Document,
    /// What stands under each heading of the highest level that a document has
    Section,
}

impl DensityArgs {
    pub(crate) fn by(&self) -> DensityBy {
        match self.by {
            DensityByArg::Document => DensityBy::Document,
            DensityByArg::Section => DensityBy::Section,
        }
    }

    pub(crate) fn total(&self) -> Total {
        if self.total { Total::With } else { Total::Without }
    }
}
