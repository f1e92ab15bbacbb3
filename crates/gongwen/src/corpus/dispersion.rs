//! The verb `dispersion`: how evenly something is spread over documents, or over the groups of a column.

use super::{CorpusView, Sought};
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::measures::dispersion::{Distances, Part, Sizes, Spread};
use gongwen_corpus::query::{Within, document_counts, find};
use gongwen_table::Table;
use gongwen_table::picture::{Caption, Strip, StripPlot, StripScale};
use std::collections::BTreeMap;

/// What `dispersion` looks at.
#[derive(Clone, Debug, Default)]
pub struct DispersionOptions {
    /// Which tokens make up the sizes of parts.
    pub tokens: TokenFilter,
    /// How far a match of several words may reach.
    pub within: Within,
    /// The metadata column whose values are the parts; documents where there is none. Documents without a value are one part
    /// each.
    pub by: Option<String>,
}

impl CorpusView<'_> {
    /// Returns a row for each thing sought with every measure of dispersion, and the plot of where each stands: the documents that have it, in
    /// the order of the corpus.
    ///
    /// # Errors
    ///
    /// When a pattern cannot be read or no document has the column.
    pub fn dispersion(
        self,
        sought: &[Sought],
        options: &DispersionOptions,
    ) -> Result<(StripPlot, Counted), Error> {
        let counted = self.counted(options.tokens);
        let sizes = document_counts(&self.corpus, &self.selection, |id| counted[id as usize]);
        let parts_of = self.parts(options.by.as_deref(), &sizes.sizes)?;
        let mut part_sizes = vec![0; parts_of.names.len()];
        for (document, part) in parts_of.of.iter().enumerate() {
            if let Some(part) = part {
                part_sizes[*part] += sizes.sizes[document].unwrap_or(0);
            }
        }
        let all_sizes = Sizes::of(part_sizes.iter().copied());
        let (mut rows, mut strips) = (Vec::new(), Vec::new());
        let several = sought.len() > 1;
        let starts = sizes.starts();
        for sought in sought {
            let target = self.target(sought)?;
            let matches = find(&self.corpus, &target, &self.selection, options.within);
            let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
            for (document, count) in matches.by_document(&self.corpus) {
                if let Some(part) = parts_of.of[document] {
                    *counts.entry(part).or_default() += count;
                }
            }
            let parts: Vec<Part> =
                counts.iter().map(|(&part, &count)| Part { count, size: part_sizes[part] }).collect();
            let positions = matches.positions(&self.corpus, &sizes, |id| counted[id as usize]);
            let several = if several { format!("{} · ", target.name()) } else { String::new() };
            let mut by_document: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
            for (found, &position) in matches.iter().zip(&positions) {
                let document = found.document(&self.corpus);
                by_document.entry(document).or_default().push(position - starts[document]);
            }
            strips.extend(by_document.into_iter().map(|(document, places)| Strip {
                name: format!("{several}{}", self.corpus.document(document).id()),
                length: sizes.sizes[document].unwrap_or(0),
                places,
            }));
            rows.push((target, matches.len() as u64, parts, positions));
        }
        let total = sizes.tokens();
        let spreads: Vec<Spread<'_>> = rows.iter().map(|row| Spread::new(&row.2, all_sizes)).collect();
        let distances: Vec<Option<Distances<'_>>> =
            rows.iter().map(|row| Distances::new(&row.3, total)).collect();
        let distance = |of: fn(&Distances<'_>) -> f64| -> Vec<Option<f64>> {
            distances.iter().map(|distances| distances.as_ref().map(of)).collect()
        };
        let by = options.by.as_deref().unwrap_or("document");
        let provenance = self
            .provenance()
            .parameter("parts", by)
            .parameter("part_count", all_sizes.parts())
            .parameter("tokens", options.tokens.as_str())
            .parameter("words", total);
        let table = Table::builder("dispersion")
            .text("target", rows.iter().map(|row| row.0.name()))
            .text("type", rows.iter().map(|row| row.0.kind()))
            .count("freq", rows.iter().map(|row| row.1))
            .real("per_million", rows.iter().map(|row| row.1 as f64 * 1e6 / total as f64))
            .decimals(2)
            .count("range", spreads.iter().map(Spread::range))
            .count("parts", spreads.iter().map(|_| all_sizes.parts()))
            .optional_real("dp", spreads.iter().map(Spread::dp))
            .optional_real("dp_norm", spreads.iter().map(Spread::dp_norm))
            .optional_real("kld", spreads.iter().map(Spread::kld))
            .optional_real("juilland_d", spreads.iter().map(Spread::juilland_d))
            .optional_real("carroll_d2", spreads.iter().map(Spread::carroll_d2))
            .optional_real("rosengren_s", spreads.iter().map(Spread::rosengren_s))
            .optional_real("arf", distance(|distances| distances.arf()))
            .optional_real("awt", distance(|distances| distances.awt()))
            .optional_real("ald", distance(|distances| distances.ald()))
            .provenance(provenance)
            .build()?;
        let names: Vec<&str> = rows.iter().map(|row| row.0.name()).collect();
        let caption = Caption {
            title: names.join("、"),
            description: format!(
                "{} of {} documents, one a strip; a tick is an occurrence.",
                strips.iter().filter(|strip| !strip.places.is_empty()).count(),
                sizes.documents()
            ),
        };
        let plot = StripPlot { caption, strips, scale: StripScale::Whole };
        Ok((plot, self.answer(table)))
    }

    /// Returns the parts that documents belong to; none for those that are not selected.
    pub(super) fn parts(&self, by: Option<&str>, sizes: &[Option<u64>]) -> Result<PartsOf, Error> {
        let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut known = by.is_none();
        for document in (0..sizes.len()).filter(|&document| sizes[document].is_some()) {
            let view = self.corpus.document(document);
            let value = by.and_then(|column| view.value(column));
            known |= value.is_some();
            // A part of one's own for a document without a value, told apart from values by its first character.
            let name = value.map_or_else(|| format!("\u{0}{}", view.id()), |value| value.into_owned());
            numbers.entry(name).or_default().push(document);
        }
        if let (false, Some(column)) = (known || self.corpus.documents() == 0, by) {
            return Err(gongwen_corpus::Error::from(gongwen_corpus::ErrorKind::UnknownColumn {
                column: column.to_owned(),
                known: self.corpus.columns(),
            })
            .into());
        }
        let mut parts = PartsOf { names: Vec::new(), of: vec![None; sizes.len()] };
        for (name, documents) in numbers {
            for document in documents {
                parts.of[document] = Some(parts.names.len());
            }
            parts.names.push(name.trim_start_matches('\u{0}').to_owned());
        }
        Ok(parts)
    }
}

/// The parts of a corpus.
pub(super) struct PartsOf {
    /// Their names, sorted.
    pub(super) names: Vec<String>,
    /// By document: which part.
    pub(super) of: Vec<Option<usize>>,
}
