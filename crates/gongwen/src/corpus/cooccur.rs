//! The verb `cooccur`: which formulas stand together, as a network.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::measures::association::Contingency;
use gongwen_corpus::query::{Unit, units_of};
use gongwen_table::picture::{Caption, Edge, Network, Node};
use gongwen_table::{Attribute, Edges, Graph, GraphEdge, GraphNode, Table};
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

impl CorpusView<'_> {
    /// Returns the pairs of formulas that stand together, the most frequent first, and the network of them.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub fn cooccur(self, options: &CooccurOptions) -> Result<(Graph, Counted), Error> {
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
        let place: BTreeMap<u32, usize> = in_pairs.iter().copied().zip(0..).collect();
        let graph = Graph {
            name: "formulas".to_owned(),
            edges_are: Edges::Undirected,
            nodes: in_pairs
                .iter()
                .map(|&node| GraphNode {
                    label: name(node).to_owned(),
                    attributes: vec![
                        ("class".to_owned(), Attribute::Text(nodes[node as usize].1.to_owned())),
                        ("units".to_owned(), Attribute::Count(alone[node as usize])),
                    ],
                })
                .collect(),
            edges: pairs
                .iter()
                .map(|&((a, b), together)| GraphEdge {
                    source: place[&a],
                    target: place[&b],
                    weight: together as f64,
                })
                .collect(),
            provenance: table.provenance().clone(),
        };
        Ok((graph, self.answer(table)))
    }
}

/// Returns the picture of a network of formulas: the `most` that stand in the most units, coloured by class.
pub fn network_of(graph: &Graph, most: usize) -> Network {
    let attribute = |node: &GraphNode, name: &str| {
        node.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    };
    let weight = |node: &GraphNode| match attribute(node, "units") {
        Some(Attribute::Count(units)) => units as f64,
        _ => 0.0,
    };
    let class = |node: &GraphNode| match attribute(node, "class") {
        Some(Attribute::Text(class)) => class,
        _ => String::new(),
    };
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by(|&a, &b| weight(&graph.nodes[b]).total_cmp(&weight(&graph.nodes[a])).then(a.cmp(&b)));
    order.truncate(most);
    let classes: BTreeSet<String> = graph.nodes.iter().map(class).collect();
    let place: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
    let nodes = order
        .iter()
        .map(|&node| &graph.nodes[node])
        .map(|node| Node {
            name: node.label.clone(),
            weight: weight(node),
            group: classes.iter().position(|name| *name == class(node)).unwrap_or(0),
        })
        .collect();
    let edges = graph
        .edges
        .iter()
        .filter_map(|edge| {
            Some(Edge { a: *place.get(&edge.source)?, b: *place.get(&edge.target)?, weight: edge.weight })
        })
        .collect();
    let caption = Caption {
        title: "Formulas that stand together".to_owned(),
        description: format!(
            "The {} of {} formulas that stand in the most units.",
            order.len(),
            graph.nodes.len()
        ),
    };
    Network { caption, nodes, edges }
}
