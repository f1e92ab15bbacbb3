//! The summary: for each target whether it rises, where its level changes, when it bursts, when it was first and last used.

use std::cmp::Reverse;

use gongwen_table::{Provenance, Table};

use super::{Course, Grain, Target, TrendCounts, Use, rate};
use crate::error::Error;
use crate::measures::burst::{BurstOptions, States, bursts};
use crate::measures::change::{Series, overdispersion};
use crate::measures::trend::{Autocorrelation, MannKendall, TheilSen, mann_kendall, theil_sen};

/// What the rates of a summary are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// Hits in 10,000 characters.
    #[default]
    Hits,
    /// The share of documents that have it, which one document that repeats it cannot push up.
    Documents,
}

impl Basis {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            Basis::Hits => "hits",
            Basis::Documents => "documents",
        }
    }
}

/// Whether the summary has a column `spark`, the rates as a line of bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sparkline {
    /// For people at a terminal.
    Draw,
    /// For programs.
    #[default]
    Omit,
}

struct Row<'c> {
    target: &'c Target,
    total: Use,
    /// Periods with documents that have it.
    periods: u64,
    spark: String,
    plain: Option<MannKendall>,
    corrected: Option<MannKendall>,
    line: Option<TheilSen>,
    changes: Vec<String>,
    bursts: Vec<String>,
    levels: Vec<String>,
    first: Option<Seen<'c>>,
    last: Option<Seen<'c>>,
}

/// A first or last use.
struct Seen<'c> {
    date: &'c str,
    document: &'c str,
    at_edge: bool,
}

impl TrendCounts {
    /// Returns the summary, one row a target.
    ///
    /// Columns: `target`, `kind`, `spark` (if drawn), `hits`, `docs`, `periods` (that have it); over the rates of the periods with documents
    /// `tau` and `p` of [Mann and Kendall](crate::measures::trend), `p_hamed_rao`, `slope` of Theil and Sen (per period, gaps counted);
    /// `changes`: periods in which a new level begins ([PELT](crate::measures::change) over Poisson rates, penalty 2·ln n times the overdispersion);
    /// `bursts` (as `FIRST/LAST`) and `burst_levels` ([Kleinberg's](crate::measures::burst) automaton with many states; of levels with the same periods the
    /// highest); `first_date`, `first_doc`,
    /// `first_at_edge` (in the first period of the corpus), and the same for the last. Of documents of one date the first is that
    /// first by name, the last that last by name.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn summary(
        &self,
        grain: Grain,
        basis: Basis,
        sparkline: Sparkline,
        provenance: Provenance,
    ) -> Result<Table, Error> {
        let course = self.course(grain);
        let rows: Vec<Row<'_>> = self
            .targets
            .iter()
            .enumerate()
            .map(|(number, target)| row(&course, number, target, basis))
            .collect();
        let first = || rows.iter().map(|row| row.first.as_ref());
        let last = || rows.iter().map(|row| row.last.as_ref());
        let mut table = Table::builder("trend summary")
            .text("target", rows.iter().map(|row| &row.target.name))
            .text("kind", rows.iter().map(|row| row.target.kind.as_str()));
        if sparkline == Sparkline::Draw {
            table = table.text("spark", rows.iter().map(|row| &row.spark));
        }
        let table = table
            .count("hits", rows.iter().map(|row| row.total.hits))
            .count("docs", rows.iter().map(|row| row.total.documents))
            .count("periods", rows.iter().map(|row| row.periods))
            .optional_real("tau", rows.iter().map(|row| Some(row.plain?.tau)))
            .optional_real("p", rows.iter().map(|row| Some(row.plain?.p)))
            .optional_real("p_hamed_rao", rows.iter().map(|row| Some(row.corrected?.p)))
            .optional_real("slope", rows.iter().map(|row| Some(row.line?.slope)))
            .list("changes", rows.iter().map(|row| &row.changes))
            .list("bursts", rows.iter().map(|row| &row.bursts))
            .list("burst_levels", rows.iter().map(|row| &row.levels))
            .optional_date("first_date", first().map(|seen| Some(seen?.date)))
            .optional_text("first_doc", first().map(|seen| Some(seen?.document)))
            .optional_flag("first_at_edge", first().map(|seen| Some(seen?.at_edge)))
            .optional_date("last_date", last().map(|seen| Some(seen?.date)))
            .optional_text("last_doc", last().map(|seen| Some(seen?.document)))
            .optional_flag("last_at_edge", last().map(|seen| Some(seen?.at_edge)));
        let provenance = self
            .provenance(grain, provenance)
            .parameter("basis", basis.as_str())
            .parameter("changes", "PELT, Poisson rates, penalty 2 ln n times overdispersion")
            .parameter("bursts", "Kleinberg, batched, many states, s 2, gamma 1");
        Ok(table.provenance(provenance).build()?)
    }
}

fn row<'c>(course: &Course<'c>, number: usize, target: &'c Target, basis: Basis) -> Row<'c> {
    let uses = course.uses(number);
    let total = uses.iter().fold(Use::default(), |sum, used| Use {
        hits: sum.hits + used.hits,
        documents: sum.documents + used.documents,
    });
    // For every period what is counted and of how much; a gap where that is nothing.
    let counted: Vec<(u64, u64)> = uses
        .iter()
        .zip(&course.sizes)
        .map(|(used, size)| match basis {
            Basis::Hits => (used.hits, size.characters),
            Basis::Documents => (used.documents, size.documents),
        })
        .collect();
    let unit = if basis == Basis::Hits { 1e4 } else { 1.0 };
    let present: Vec<usize> = (0..counted.len()).filter(|&index| counted[index].1 > 0).collect();
    let series: Vec<(u64, u64)> = present.iter().map(|&index| counted[index]).collect();
    let rates: Vec<f64> = series.iter().map(|&(count, size)| rate(count, size, unit)).collect();
    let points: Vec<(f64, f64)> =
        present.iter().zip(&rates).map(|(&index, &rate)| (index as f64, rate)).collect();
    let segments = Series::poisson(&series);
    let penalty = segments.usual_penalty() * overdispersion(&series);
    let options = BurstOptions { states: States::Infinite, ..BurstOptions::default() };
    let mut found = bursts(&series, &options);
    // Of levels with the same periods the highest says it all.
    found.sort_by_key(|burst| (burst.start, Reverse(burst.end), Reverse(burst.level)));
    found.dedup_by_key(|burst| (burst.start, burst.end));
    let name = |at: usize| course.period(present[at]);
    let having = || course.documents.iter().filter(|(_, document)| document.hits(number) > 0);
    let seen = |edge: usize| {
        move |&(index, document): &(usize, &'c super::Counted)| Seen {
            date: document.date.as_deref().unwrap_or_default(),
            document: &document.name,
            at_edge: index == edge,
        }
    };
    Row {
        target,
        total,
        periods: uses.iter().filter(|used| used.hits > 0).count() as u64,
        spark: spark(&counted),
        plain: mann_kendall(&rates, Autocorrelation::Ignored),
        corrected: mann_kendall(&rates, Autocorrelation::HamedRao),
        line: theil_sen(&points),
        changes: segments.pelt(penalty).into_iter().map(name).collect(),
        bursts: found.iter().map(|burst| format!("{}/{}", name(burst.start), name(burst.end))).collect(),
        levels: found.iter().map(|burst| burst.level.to_string()).collect(),
        first: having().next().map(seen(0)),
        last: having().next_back().map(seen(course.sizes.len().saturating_sub(1))),
    }
}

/// The most bars of a line; longer courses have several periods a bar.
const BARS: usize = 40;
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the rates as bars, the highest for the largest one; a blank for a gap, and the lowest bar for none at all.
fn spark(counted: &[(u64, u64)]) -> String {
    let periods = counted.len().div_ceil(BARS).max(1);
    let rates: Vec<Option<f64>> = counted
        .chunks(periods)
        .map(|chunk| {
            let (count, size) = chunk.iter().fold((0, 0), |sum, period| (sum.0 + period.0, sum.1 + period.1));
            (size > 0).then(|| count as f64 / size as f64)
        })
        .collect();
    let largest = rates.iter().flatten().copied().fold(0.0, f64::max);
    let bar = |rate: f64| match rate {
        0.0 => HEIGHTS[0],
        // What is there at all stands above the lowest bar.
        rate => HEIGHTS[((rate / largest * 7.0 - 1e-9).ceil() as usize).clamp(1, 7)],
    };
    rates.into_iter().map(|rate| rate.map_or(' ', bar)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_with_the_rate_and_gaps_are_blank() {
        assert_eq!(spark(&[(0, 10), (1, 10), (0, 0), (7, 10), (5, 10)]), "▁▂ █▆");
        assert_eq!((spark(&[]), spark(&[(0, 5)])), (String::new(), "▁".to_string()));
        assert_eq!(spark(&vec![(1, 1); 100]).chars().count(), 34);
    }
}
