//! `trend`: formulas, words and strings through time.

use super::engine_for_words;
use crate::args::{Common, Top, TrendArgs};
use crate::output::Output;
use crate::report;
use anyhow::Result;
use gongwen::{Basis, Format, Grain, Inputs, Mode, Sparkline, TrendOptions, TrendView};

/// What the summary shows to people; the other formats have every column but the first of these that is drawn.
const SUMMARY: &[&str] = &[
    "target",
    "spark",
    "hits",
    "docs",
    "tau",
    "p_hamed_rao",
    "slope",
    "changes",
    "bursts",
    "first_date",
    "first_at_edge",
    "last_date",
];
/// What the table of periods shows to people.
const PERIODS: &[&str] =
    &["target", "period", "hits", "per_10k", "docs", "period_docs", "doc_share", "share_low", "share_high"];

pub(crate) fn run(common: &Common, args: &TrendArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.words, &args.input.paths)?;
    let tiers = args.tiers.as_deref().map(gongwen::read_tiers).transpose()?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let output = Output::open(&args.output)?;
    let is_for_people = output.format == Format::Table;
    let sparkline = if is_for_people { Sparkline::Draw } else { Sparkline::Omit };
    let view = match args.adoption() {
        Some(by) => TrendView::Adoption { by: by.to_string(), tiers },
        None if args.summary => TrendView::Summary { basis: Basis::from(args.of), sparkline },
        None => TrendView::Periods,
    };
    let columns = match view {
        TrendView::Summary { .. } => Some(SUMMARY),
        TrendView::Periods => Some(PERIODS),
        TrendView::Adoption { .. } => None,
    };
    let grain = Grain::from(args.by);
    let options = TrendOptions { targets: args.targets.0.clone(), mode: Mode::from(args.mode), grain, view };
    let mut advice = Vec::new();
    let complete = super::count(&inputs, common.quiet, output, &Top::all(), |progress| {
        let mut trend = engine.trend(&inputs, &options, progress)?;
        if trend.unplaced > 0 {
            let exact = if args.adoption().is_some() { Grain::Year } else { grain };
            let (left_out, all) = (trend.unplaced, trend.counted.tally.documents);
            advice.push(format!(
                "{left_out} of {all} documents do not say their {} and are left out",
                exact.as_str()
            ));
        }
        advice.extend(trend.unknown_words.iter().map(|word| {
            format!("the tokenizer has no word {word}; try --string {word}, or add it with --dictionary")
        }));
        if let Some(columns) = columns.filter(|_| is_for_people) {
            trend.counted.table = trend.counted.table.select(columns)?;
        }
        Ok(trend.counted)
    })?;
    if !common.quiet {
        advice.iter().for_each(|line| report::advice(line));
    }
    Ok(complete)
}
