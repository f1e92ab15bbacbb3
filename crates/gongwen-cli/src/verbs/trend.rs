//! `trend`: formulas, words and strings through time.

use super::{Asked, engine_for_words};
use crate::args::{Common, Top, TrendArgs};
use crate::output::Output;
use crate::report::Reporter;
use anyhow::Result;
use gongwen::{
    Basis, Format, Formulas, Grain, Inputs, Mode, Sparkline, TargetKind, Trend, TrendOptions, TrendView,
};

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
    let paths = &args.asked.paths;
    let engine = engine_for_words(common, &args.asked.words, paths)?;
    let tiers = args.tiers.as_deref().map(gongwen::read_tiers).transpose()?;
    let mut output = Output::open(&args.output)?;
    let is_for_people = output.format == Format::Table;
    let sparkline = if is_for_people { Sparkline::Draw } else { Sparkline::Omit };
    let view = match args.adoption() {
        Some(by) => TrendView::Adoption { by: by.to_string(), tiers },
        None if args.summary => TrendView::Summary { basis: Basis::from(args.of), sparkline },
        None => TrendView::Periods,
    };
    let columns = match view {
        TrendView::Summary { .. } => SUMMARY,
        TrendView::Periods => PERIODS,
        TrendView::Adoption { .. } => &[],
    };
    let has_picture = matches!(view, TrendView::Periods);
    let grain = Grain::from(args.by);
    let options =
        TrendOptions { targets: args.targets.0.clone(), mode: Mode::from(args.asked.mode), grain, view };
    // Files are counted as they are read; everything else goes through the corpus.
    let through_corpus = !args.asked.conditions.is_empty()
        || args.asked.unique.unique
        || paths.iter().any(|path| gongwen::is_saved(path));
    let (trend, reporter) = if through_corpus {
        let has_formula = options.targets.iter().any(|target| target.kind == TargetKind::Formula);
        let formulas = if has_formula { Formulas::Find } else { Formulas::Skip };
        let Asked { view, reporter } = super::ask(&engine, &args.asked, formulas, common.quiet)?;
        (view.trend(&options)?, reporter)
    } else {
        let inputs = Inputs::resolve(paths)?;
        let reporter = Reporter::new(inputs.len(), common.quiet);
        (engine.trend(&inputs, &options, &|| reporter.advance())?, reporter)
    };
    let Trend { counted, unplaced, unknown_words } = trend;
    super::tell(&reporter, &counted);
    match output.format {
        Format::Svg | Format::Html if has_picture => {
            output.illustrated(&counted.table, || gongwen::trend_lines(&counted.table).draw())?;
        }
        _ => super::show(&reporter, &mut output, &counted.table, &Top::all(), columns)?,
    }
    output.finish(Some(counted.table.provenance_json()))?;
    if unplaced > 0 {
        let exact = if args.adoption().is_some() { Grain::Year } else { grain };
        let all = counted.tally.documents;
        reporter.advice(&format!(
            "{unplaced} of {all} documents do not say their {} and are left out",
            exact.as_str()
        ));
    }
    for word in unknown_words {
        reporter.advice(&format!(
            "the tokenizer has no word {word}; try --string {word}, or add it with --dictionary"
        ));
    }
    Ok(reporter.finish(counted.tally))
}
