//! Graphs for programs that lay out networks: GraphML (yEd, Cytoscape, NetworkX) and GEXF (Gephi).
//!
//! Nodes and edges are written in the order given, so that equal graphs give equal bytes.

use std::fmt::Write;

use crate::picture::escaped;
use crate::provenance::Provenance;

/// Nodes with attributes, and edges with weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// What it is called.
    pub name: String,
    /// Whether edges have a direction.
    pub edges_are: Edges,
    /// The nodes.
    pub nodes: Vec<GraphNode>,
    /// The edges.
    pub edges: Vec<GraphEdge>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Whether edges have a direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Edges {
    /// From source to target.
    Directed,
    /// Between two nodes.
    #[default]
    Undirected,
}

/// A node of a [`Graph`]. Its id is its place in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GraphNode {
    /// What it is called.
    pub label: String,
    /// Further attributes by name; a node need not have what another has.
    pub attributes: Vec<(String, Attribute)>,
}

/// An edge of a [`Graph`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GraphEdge {
    /// The place of one node in the list.
    pub source: usize,
    /// The place of the other.
    pub target: usize,
    /// Its weight; one that is not finite is left out.
    pub weight: f64,
}

/// A value of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute {
    /// Text.
    Text(String),
    /// A number of things.
    Count(u64),
    /// A real; one that is not finite is left out.
    Real(f64),
}

impl Attribute {
    fn type_name(&self) -> &'static str {
        match self {
            Attribute::Text(_) => "string",
            Attribute::Count(_) => "long",
            Attribute::Real(_) => "double",
        }
    }

    fn written(&self) -> Option<String> {
        match self {
            Attribute::Text(text) => Some(escaped(text)),
            Attribute::Count(count) => Some(count.to_string()),
            Attribute::Real(real) => real.is_finite().then(|| format!("{real:?}")),
        }
    }
}

impl Graph {
    /// Returns the graph as GraphML.
    #[must_use]
    pub fn graphml(&self) -> String {
        let keys = self.keys();
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        );
        let _ = writeln!(out, "<desc>{}</desc>", self.description());
        out.push_str("<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
        out.push_str("<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n");
        for (at, (name, kind)) in keys.iter().enumerate() {
            let _ = writeln!(
                out,
                "<key id=\"a{at}\" for=\"node\" attr.name=\"{}\" attr.type=\"{kind}\"/>",
                escaped(name)
            );
        }
        let direction = self.direction();
        let _ = writeln!(out, "<graph id=\"{}\" edgedefault=\"{direction}\">", escaped(&self.name));
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = write!(out, "<node id=\"n{at}\"><data key=\"label\">{}</data>", escaped(&node.label));
            for (key, value) in Self::values(node, &keys) {
                let _ = write!(out, "<data key=\"a{key}\">{value}</data>");
            }
            out.push_str("</node>\n");
        }
        for (at, edge) in self.sound_edges().enumerate() {
            let GraphEdge { source, target, weight } = edge;
            let _ = write!(out, "<edge id=\"e{at}\" source=\"n{source}\" target=\"n{target}\">");
            if weight.is_finite() {
                let _ = write!(out, "<data key=\"weight\">{weight:?}</data>");
            }
            out.push_str("</edge>\n");
        }
        out.push_str("</graph>\n</graphml>\n");
        out
    }

    /// Returns the graph as GEXF 1.3.
    #[must_use]
    pub fn gexf(&self) -> String {
        let keys = self.keys();
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
        );
        let Provenance { program, version, .. } = &self.provenance;
        let creator = escaped(format!("{program} {version}").trim());
        let _ = writeln!(
            out,
            "<meta><creator>{creator}</creator><description>{}</description></meta>",
            self.description()
        );
        let _ = writeln!(out, "<graph defaultedgetype=\"{}\">", self.direction());
        if !keys.is_empty() {
            out.push_str("<attributes class=\"node\">\n");
            for (at, (name, kind)) in keys.iter().enumerate() {
                let _ = writeln!(out, "<attribute id=\"{at}\" title=\"{}\" type=\"{kind}\"/>", escaped(name));
            }
            out.push_str("</attributes>\n");
        }
        out.push_str("<nodes>\n");
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = write!(out, "<node id=\"{at}\" label=\"{}\">", escaped(&node.label));
            let values = Self::values(node, &keys);
            if !values.is_empty() {
                out.push_str("<attvalues>");
                for (key, value) in values {
                    let _ = write!(out, "<attvalue for=\"{key}\" value=\"{value}\"/>");
                }
                out.push_str("</attvalues>");
            }
            out.push_str("</node>\n");
        }
        out.push_str("</nodes>\n<edges>\n");
        for (at, edge) in self.sound_edges().enumerate() {
            let GraphEdge { source, target, weight } = edge;
            let weight = if weight.is_finite() { format!(" weight=\"{weight:?}\"") } else { String::new() };
            let _ = writeln!(out, "<edge id=\"{at}\" source=\"{source}\" target=\"{target}\"{weight}/>");
        }
        out.push_str("</edges>\n</graph>\n</gexf>\n");
        out
    }

    /// Returns names and types of the attributes in the order in which they first occur.
    fn keys(&self) -> Vec<(&str, &'static str)> {
        let mut keys: Vec<(&str, &'static str)> = Vec::new();
        for (name, value) in self.nodes.iter().flat_map(|node| &node.attributes) {
            if !keys.iter().any(|(known, _)| known == name) {
                keys.push((name, value.type_name()));
            }
        }
        keys
    }

    /// Returns the attributes of a node that can be written, by number; one of another type than its first namesake is left out.
    fn values(node: &GraphNode, keys: &[(&str, &'static str)]) -> Vec<(usize, String)> {
        let number = |(name, value): &(String, Attribute)| {
            let at = keys.iter().position(|key| *key == (name.as_str(), value.type_name()))?;
            Some((at, value.written()?))
        };
        node.attributes.iter().filter_map(number).collect()
    }

    /// Returns the edges whose nodes are there.
    fn sound_edges(&self) -> impl Iterator<Item = GraphEdge> {
        self.edges.iter().copied().filter(|edge| edge.source.max(edge.target) < self.nodes.len())
    }

    fn direction(&self) -> &'static str {
        match self.edges_are {
            Edges::Directed => "directed",
            Edges::Undirected => "undirected",
        }
    }

    fn description(&self) -> String {
        let entries = self.provenance.entries();
        let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        escaped(&entries.join("; "))
    }
}
