//! Copies by their letters, and clusters of whatever is a copy or nearly one.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::compare::direction;
use super::texts::Text;
use super::{Cluster, Known, Pair, Passage, ReuseKind};

/// For each document the first one with the same letters: itself, unless it is a copy.
pub(super) struct Copies {
    first: Vec<u32>,
}

/// Groups documents with the same letters, and forgets the texts of all but the first. Cost: `O(letters)`.
pub(super) fn copies(documents: &[Known], texts: &mut [Text]) -> Copies {
    let mut by_hash: FxHashMap<(u64, u64), Vec<u32>> = FxHashMap::default();
    let mut first = Vec::with_capacity(texts.len());
    for at in 0..texts.len() {
        let same = by_hash.entry((texts[at].hash, documents[at].letters)).or_default();
        let original = same.iter().copied().find(|&other| {
            documents[at].letters > 0 && texts[other as usize].letters().codes == texts[at].letters().codes
        });
        match original {
            Some(original) => {
                texts[original as usize].measure();
                texts[at].measure();
                texts[at].forget();
            }
            None => same.push(at as u32),
        }
        first.push(original.unwrap_or(at as u32));
    }
    Copies { first }
}

impl Copies {
    pub(super) fn is_copy(&self, document: usize) -> bool {
        self.first[document] as usize != document
    }

    /// Returns a pair for every copy, with its original.
    pub(super) fn pairs<'c>(
        &'c self,
        documents: &'c [Known],
        texts: &'c [Text],
    ) -> impl Iterator<Item = Pair> + 'c {
        let copies = (0..self.first.len()).filter(|&at| self.is_copy(at));
        copies.map(|b| {
            let a = self.first[b] as usize;
            let letters = documents[b].letters;
            Pair {
                a,
                b,
                direction: direction(&documents[a], &documents[b]),
                kind: ReuseKind::Copy,
                shared_shingles: texts[b].shingles,
                shingles: [texts[b].shingles; 2],
                shared: letters,
                longest: letters,
                passages: texts[a]
                    .extent
                    .zip(texts[b].extent)
                    .map(|(a, b)| Passage { a, b, letters })
                    .into_iter()
                    .collect(),
            }
        })
    }
}

/// Joins what copies and near copies connect; clusters of one are left out. The largest first, then the earliest.
pub(super) fn of(documents: usize, pairs: &[Pair]) -> Vec<Cluster> {
    let mut parents: Vec<u32> = (0..documents as u32).collect();
    for pair in pairs.iter().filter(|pair| pair.kind != ReuseKind::Part) {
        let (a, b) = (root(&mut parents, pair.a as u32), root(&mut parents, pair.b as u32));
        // The root is the earliest, so that members come out in order and the first represents them.
        parents[a.max(b) as usize] = a.min(b);
    }
    let mut members: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for at in 0..documents as u32 {
        members.entry(root(&mut parents, at)).or_default().push(at as usize);
    }
    let mut clusters: Vec<Cluster> = members
        .into_values()
        .filter(|members| members.len() > 1)
        .map(|members| Cluster { members })
        .collect();
    clusters.sort_unstable_by_key(|cluster| (Reverse(cluster.members.len()), cluster.members[0]));
    clusters
}

fn root(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        let above = parents[parents[at as usize] as usize];
        parents[at as usize] = above;
        at = above;
    }
    at
}
