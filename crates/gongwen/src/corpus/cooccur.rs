//! The verb `cooccur`: which formulas stand together, as a network.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::measures::association::Contingency;
use gongwen_corpus::query::{Unit, units_of};
use gongwen_table::Table;
use std::collections::{BTreeMap, BTreeSet};

pub use gongwen_corpus::query::Unit as Neighbourhood;

/// What `cooccur` counts and shows.
#[derive(Clone, Debug)]
pub struct CooccurOptions {
    /// In what formulas stand together.
    pub unit: Unit,
    /// Only formulas of these classes; all when there is none.
    pub classes: Vec<String>,
    /// Only formulas in at least so many units.
    pub min_units: u64,
    /// Only pairs in at least so many units.
    pub min_together: u64,
}

impl Default for CooccurOptions {
    fn default() -> Self {
        CooccurOptions { unit: Unit::Paragraph, classes: Vec::new(), min_units: 2, min_together: 2 }
    }
}

/// A formula of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaNode {
    /// Its canonical form.
    pub formula: String,
    /// Its class.
    pub class: String,
    /// In how many units it stands.
    pub units: u64,
}

impl CorpusView<'_> {
    /// Returns the pairs of formulas that stand together, the most frequent first, and the formulas themselves.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub fn cooccur(self, options: &CooccurOptions) -> Result<(Vec<FormulaNode>, Counted), Error> {
        let corpus = &self.corpus;
        // A formula is one node, whatever its kind and level are at a place.
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        let is_wanted =
            |class: &str| options.classes.is_empty() || options.classes.iter().any(|wanted| wanted == class);
        let keys: Vec<_> = (0..corpus.formula_count()).filter_map(|number| corpus.formula(number)).collect();
        for key in keys.iter().filter(|key| is_wanted(key.class)) {
            let class = names.entry(key.canonical).or_insert(key.class);
            *class = (*class).min(key.class);
        }
        let nodes: Vec<(&str, &str)> = names.into_iter().collect();
        let node_of: Vec<Option<u32>> = keys
            .iter()
            .map(|key| {
                let place = nodes.binary_search_by(|(name, _)| (*name).cmp(key.canonical)).ok()?;
                is_wanted(key.class).then_some(place as u32)
            })
            .collect();
        let (mut alone, mut together, mut units) =
            (vec![0_u64; nodes.len()], BTreeMap::<(u32, u32), u64>::new(), 0);
        let mut sets: Vec<Vec<u32>> = Vec::new();
        for document in
            (0..corpus.documents()).filter(|&document| corpus.is_selected(&self.selection, document))
        {
            for unit in units_of(corpus, document, options.unit) {
                units += 1;
                let set: BTreeSet<u32> = unit.into_iter().filter_map(|key| node_of[key]).collect();
                set.iter().for_each(|&node| alone[node as usize] += 1);
                if set.len() > 1 {
                    sets.push(set.into_iter().collect());
                }
            }
        }
        for set in &sets {
            let kept: Vec<u32> =
                set.iter().copied().filter(|&node| alone[node as usize] >= options.min_units).collect();
            for (at, &a) in kept.iter().enumerate() {
                for &b in &kept[at + 1..] {
                    *together.entry((a, b)).or_default() += 1;
                }
            }
        }
        let mut pairs: Vec<((u32, u32), u64)> =
            together.into_iter().filter(|(_, count)| *count >= options.min_together.max(1)).collect();
        pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let cells: Vec<Contingency> = pairs
            .iter()
            .map(|&((a, b), o11)| Contingency { o11, r1: alone[a as usize], c1: alone[b as usize], n: units })
            .collect();
        let provenance = self
            .provenance()
            .parameter("unit", options.unit.as_str())
            .parameter("units", units)
            .parameter(
                "classes",
                if options.classes.is_empty() { "all".to_owned() } else { options.classes.join(",") },
            )
            .parameter("min_units", options.min_units)
            .parameter("min_together", options.min_together);
        let name = |node: u32| nodes[node as usize].0;
        let table = Table::builder("cooccurrence")
            .text("source", pairs.iter().map(|pair| name(pair.0.0)))
            .text("target", pairs.iter().map(|pair| name(pair.0.1)))
            .count("together", pairs.iter().map(|pair| pair.1))
            .count("source_units", pairs.iter().map(|pair| alone[pair.0.0 as usize]))
            .count("target_units", pairs.iter().map(|pair| alone[pair.0.1 as usize]))
            .real("ll", cells.iter().map(Contingency::log_likelihood))
            .decimals(2)
            .real("log_dice", cells.iter().map(Contingency::log_dice))
            .decimals(2)
            .real("mi", cells.iter().map(Contingency::mi))
            .decimals(2)
            .real("delta_p", cells.iter().map(Contingency::delta_p_forward))
            .real("delta_p_back", cells.iter().map(Contingency::delta_p_backward))
            .provenance(provenance)
            .build()?;
        let in_pairs: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.0.0, pair.0.1]).collect();
        let shown = in_pairs
            .into_iter()
            .map(|node| FormulaNode {
                formula: name(node).to_owned(),
                class: nodes[node as usize].1.to_owned(),
                units: alone[node as usize],
            })
            .collect();
        Ok((shown, self.answer(table)))
    }
}
