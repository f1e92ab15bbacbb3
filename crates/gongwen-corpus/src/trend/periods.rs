//! The table of periods: for each target what each period has of it.

use gongwen_table::{Provenance, Table};

use super::{Grain, Size, Target, TrendCounts, Use, rate};
use crate::error::Error;
use crate::measures::shares::{Z_95, wilson};

struct Row<'c> {
    target: &'c Target,
    period: String,
    used: Use,
    size: Size,
}

impl TrendCounts {
    /// Returns the table of periods, for each target in turn from the first period with documents to the last.
    ///
    /// Columns: `target`, `kind`, `period`, `hits`, `per_10k` and `per_million` (in so many characters), `docs` (with the target), `period_docs`
    /// (all), `doc_share`, `share_low` and `share_high` ([Wilson's interval](wilson) of 95 %), `characters`; with a word among
    /// the targets `words` and `per_million_words` as well. In a period without documents the rates and shares are null.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn by_period(&self, grain: Grain, provenance: Provenance) -> Result<Table, Error> {
        let course = self.course(grain);
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (number, target) in self.targets.iter().enumerate() {
            let uses = course.uses(number).into_iter().zip(&course.sizes).enumerate();
            rows.extend(uses.map(|(index, (used, &size))| Row {
                target,
                period: course.period(index),
                used,
                size,
            }));
        }
        let share = |row: &Row<'_>| wilson(row.used.documents, row.size.documents, Z_95);
        let per = |unit: f64| rows.iter().map(move |row| rate(row.used.hits, row.size.characters, unit));
        let mut table = Table::builder("trend")
            .text("target", rows.iter().map(|row| &row.target.name))
            .text("kind", rows.iter().map(|row| row.target.kind.as_str()))
            .text("period", rows.iter().map(|row| &row.period))
            .count("hits", rows.iter().map(|row| row.used.hits))
            .real("per_10k", per(1e4))
            .real("per_million", per(1e6))
            .decimals(2)
            .count("docs", rows.iter().map(|row| row.used.documents))
            .count("period_docs", rows.iter().map(|row| row.size.documents))
            .real("doc_share", rows.iter().map(|row| rate(row.used.documents, row.size.documents, 1.0)))
            .optional_real("share_low", rows.iter().map(|row| Some(share(row)?.0)))
            .optional_real("share_high", rows.iter().map(|row| Some(share(row)?.1)))
            .count("characters", rows.iter().map(|row| row.size.characters));
        if self.counts_words() {
            table = table
                .count("words", rows.iter().map(|row| row.size.words))
                .real("per_million_words", rows.iter().map(|row| rate(row.used.hits, row.size.words, 1e6)))
                .decimals(2);
        }
        let provenance = self.provenance(grain, provenance).parameter("interval", "Wilson, 95 %");
        Ok(table.provenance(provenance).build()?)
    }
}
