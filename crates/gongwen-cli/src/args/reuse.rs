//! The options of `reuse`.

use super::{InputArgs, OutputArgs, Top};
use clap::Args;
use gongwen::{ReuseOptions, ReuseView};

/// Options of `reuse`.
#[derive(Args)]
pub(crate) struct ReuseArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Show the shared passages with their places instead of the pairs
    #[arg(long, conflicts_with = "clusters")]
    pub(crate) passages: bool,
    /// Show the clusters of copies and near copies instead of the pairs
    #[arg(long)]
    pub(crate) clusters: bool,
    /// The least passage, in characters without blanks and punctuation
    #[arg(long, value_name = "N", default_value_t = ReuseOptions::default().min_span, value_parser = parse_span)]
    min_span: usize,
    /// Characters of the shingles that resemblance and containment count
    #[arg(long, value_name = "N", default_value_t = ReuseOptions::default().shingle, value_parser = parse_span)]
    shingle: usize,
    /// The least resemblance (Jaccard, 0 to 1) of near copies
    #[arg(long, value_name = "X", default_value_t = ReuseOptions::default().near, value_parser = parse_share)]
    near: f64,
    /// Wording in more than N clusters is everybody's and makes no pair
    #[arg(long, value_name = "N", default_value_t = ReuseOptions::default().common)]
    common: usize,
    #[command(flatten)]
    pub(crate) top: Top,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl ReuseArgs {
    /// Characters of a passage that a table for people shows.
    const REACH: usize = 40;

    /// Returns the options.
    pub(crate) fn options(&self) -> ReuseOptions {
        ReuseOptions { shingle: self.shingle, min_span: self.min_span, near: self.near, common: self.common }
    }

    /// Returns which table is meant, for people or not.
    pub(crate) fn view(&self, is_for_people: bool) -> ReuseView {
        match (self.passages, self.clusters) {
            (true, _) => ReuseView::Passages { reach: is_for_people.then_some(Self::REACH) },
            (false, true) => ReuseView::Clusters,
            (false, false) => ReuseView::Pairs,
        }
    }
}

fn parse_span(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(letters @ 2..=1000) => Ok(letters),
        _ => Err("expected a number from 2 to 1000".to_owned()),
    }
}

fn parse_share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}
