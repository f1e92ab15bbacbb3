//! Which documents to compare: each against an index of those before it.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ReuseOptions;
use super::clusters::Copies;
use super::prints::{has_common, shared};
use super::texts::{Text, sorted};
use crate::parallel::Pool;

/// Bits of a [`Seen`] for each fingerprint.
const BITS: usize = 8;

/// The pairs to compare, earlier document first, sorted.
pub(super) struct Found {
    pub(super) pairs: Vec<[u32; 2]>,
    /// Fingerprints that suggested none because they are everywhere.
    pub(super) common: FxHashSet<u64>,
}

/// Finds the pairs to compare. Cost: `O(fingerprints · clusters that share one)`, the latter bounded by the limit of what is common.
pub(super) fn find(texts: &[Text], copies: &Copies, options: &ReuseOptions, pool: &Pool<'_>) -> Found {
    let total = texts.iter().map(|text| text.prints.len()).sum();
    let (mut once, mut again) = (Seen::new(total), Seen::new(total));
    for print in texts.iter().flat_map(|text| &text.prints) {
        if once.insert(*print) {
            again.insert(*print);
        }
    }
    drop(once);
    let mut search = Search {
        texts,
        near: options.near_prints(),
        limit: options.common,
        again,
        index: FxHashMap::default(),
        clusters: (0..texts.len() as u32).collect(),
        counts: vec![0; texts.len()],
    };
    let mut pairs = Vec::new();
    for document in (0..texts.len()).filter(|&at| !copies.is_copy(at)) {
        search.document(document as u32, &mut pairs);
    }
    let Search { index, .. } = search;
    let common: FxHashSet<u64> =
        index.into_iter().filter(|(_, carriers)| carriers.is_common()).map(|(print, _)| print).collect();
    // What a fingerprint suggested before it turned out to be common is taken back.
    let evidence = evidence(texts, &pairs, &common, options, pool);
    pairs.retain(|candidate| {
        let [a, b] = candidate.pair.map(|document| &evidence[document as usize]);
        candidate.is_near || has_common(a, b)
    });
    let mut pairs: Vec<[u32; 2]> = pairs.into_iter().map(|candidate| candidate.pair).collect();
    pairs.sort_unstable();
    Found { pairs, common }
}

/// Returns for each document of the pairs the fingerprints that have no letter in common wording; for the others none.
fn evidence(
    texts: &[Text],
    pairs: &[Candidate],
    common: &FxHashSet<u64>,
    options: &ReuseOptions,
    pool: &Pool<'_>,
) -> Vec<Box<[u64]>> {
    let mut is_wanted = vec![false; texts.len()];
    for candidate in pairs.iter().filter(|candidate| !candidate.is_near) {
        candidate.pair.iter().for_each(|&document| is_wanted[document as usize] = true);
    }
    let work = |found: &mut Vec<(usize, Vec<u64>)>, at: usize| -> Result<(), std::convert::Infallible> {
        if is_wanted[at] {
            found.push((at, apart(&options.prints(&texts[at].letters()), common, options.print_length())));
        }
        Ok(())
    };
    let found = pool.fold(texts.len(), Vec::new, work, |all, part| all.extend(part)).value;
    let mut evidence = vec![Box::default(); texts.len()];
    for (at, prints) in found {
        evidence[at] = prints.into();
    }
    evidence
}

/// Returns the fingerprints, sorted, whose runs share no letter with that of a common one.
fn apart(prints: &[(usize, u64)], common: &FxHashSet<u64>, length: usize) -> Vec<u64> {
    let places: Vec<usize> =
        prints.iter().filter(|(_, print)| common.contains(print)).map(|&(place, _)| place).collect();
    let is_apart = |place: usize| {
        let next = places.partition_point(|&other| other < place);
        let ahead = places.get(next).is_none_or(|&other| other >= place + length);
        let behind = next.checked_sub(1).is_none_or(|last| places[last] + length <= place);
        ahead && behind
    };
    sorted(prints.iter().filter(|(place, _)| is_apart(*place)).map(|&(_, print)| print).collect())
}

struct Candidate {
    pair: [u32; 2],
    is_near: bool,
}

struct Search<'t> {
    texts: &'t [Text],
    near: f64,
    limit: usize,
    /// Fingerprints of more than one document, and a few others.
    again: Seen,
    index: FxHashMap<u64, Carriers>,
    /// For each document the first of its cluster, as fingerprints have it.
    clusters: Vec<u32>,
    /// Of the document at hand, fingerprints that each earlier one has; all zero between documents.
    counts: Vec<u32>,
}

impl Search<'_> {
    fn document(&mut self, document: u32, pairs: &mut Vec<Candidate>) {
        let carriers = self.carriers(document, None);
        let nearest = self.nearest(document, &carriers);
        self.clear(&carriers);
        match nearest {
            None => {
                pairs.extend(carriers.into_iter().map(|a| Candidate { pair: [a, document], is_near: false }));
            }
            Some(original) => {
                let cluster = self.clusters[original as usize];
                self.clusters[document as usize] = cluster;
                pairs.push(Candidate { pair: [original, document], is_near: true });
                if cluster != original {
                    pairs.push(Candidate { pair: [cluster, document], is_near: true });
                }
                let others = self.carriers(document, Some(cluster));
                self.clear(&others);
                pairs.extend(others.into_iter().map(|a| Candidate { pair: [a, document], is_near: false }));
            }
        }
        self.enter(document);
    }

    /// Returns the earlier documents that are in the index under a fingerprint of this one, and counts how many. With a
    /// cluster, only under fingerprints that no document of the cluster has.
    fn carriers(&mut self, document: u32, cluster: Option<u32>) -> Vec<u32> {
        let mut found = Vec::new();
        for print in self.texts[document as usize].prints.iter().filter(|&&print| self.again.contains(print))
        {
            let carriers = self.index.get(print).map_or(&[][..], Carriers::as_slice);
            if carriers.iter().any(|&carrier| Some(self.clusters[carrier as usize]) == cluster) {
                continue;
            }
            for &carrier in carriers {
                let count = &mut self.counts[carrier as usize];
                if *count == 0 {
                    found.push(carrier);
                }
                *count += 1;
            }
        }
        found.sort_unstable();
        found
    }

    fn clear(&mut self, carriers: &[u32]) {
        for &carrier in carriers {
            self.counts[carrier as usize] = 0;
        }
    }

    /// Returns the document that this one resembles most, the earliest of equal ones, if it resembles any enough.
    fn nearest(&self, document: u32, carriers: &[u32]) -> Option<u32> {
        let prints = &self.texts[document as usize].prints;
        let mut nearest: Option<(f64, u32)> = None;
        for &carrier in carriers {
            // The first of a cluster stands in the index under all its fingerprints but common ones, so the count tells nearly all.
            let is_first = self.clusters[carrier as usize] == carrier;
            let count = f64::from(self.counts[carrier as usize]);
            if is_first && 2.0 * count < self.near * prints.len() as f64 {
                continue;
            }
            let other = &self.texts[carrier as usize].prints;
            let both = shared(prints, other);
            let resemblance = both as f64 / (prints.len() + other.len() - both) as f64;
            if resemblance >= self.near && nearest.is_none_or(|(best, _)| resemblance > best) {
                nearest = Some((resemblance, carrier));
            }
        }
        nearest.map(|(_, carrier)| carrier)
    }

    /// Enters a document under each fingerprint that its cluster does not have yet.
    fn enter(&mut self, document: u32) {
        let cluster = self.clusters[document as usize];
        for &print in self.texts[document as usize].prints.iter().filter(|&&print| self.again.contains(print))
        {
            match self.index.entry(print) {
                Entry::Vacant(entry) => {
                    entry.insert(Carriers::One(document));
                }
                Entry::Occupied(mut entry) => {
                    let carriers = entry.get_mut();
                    if carriers.as_slice().iter().all(|&carrier| self.clusters[carrier as usize] != cluster) {
                        carriers.add(document, self.limit);
                    }
                }
            }
        }
    }
}

/// The first document of each cluster that has a fingerprint. Nearly always there is one, so that one takes no room of its own.
enum Carriers {
    One(u32),
    Several(Box<[u32]>),
    /// More than the limit.
    Common,
}

impl Carriers {
    fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(carrier) => std::slice::from_ref(carrier),
            Self::Several(carriers) => carriers,
            Self::Common => &[],
        }
    }

    fn is_common(&self) -> bool {
        matches!(self, Self::Common)
    }

    fn add(&mut self, document: u32, limit: usize) {
        let carriers = self.as_slice();
        if self.is_common() || carriers.len() >= limit {
            *self = Self::Common;
        } else {
            *self = Self::Several(carriers.iter().copied().chain([document]).collect());
        }
    }
}

/// A set of fingerprints that may hold a few more than were put in: one bit each.
struct Seen {
    bits: Vec<u64>,
}

impl Seen {
    fn new(prints: usize) -> Seen {
        Seen { bits: vec![0; (prints * BITS / 64 + 1).next_power_of_two()] }
    }

    /// Puts a fingerprint in; says whether it may have been there.
    fn insert(&mut self, print: u64) -> bool {
        let (word, bit) = self.place(print);
        let was = self.bits[word] & bit != 0;
        self.bits[word] |= bit;
        was
    }

    fn contains(&self, print: u64) -> bool {
        let (word, bit) = self.place(print);
        self.bits[word] & bit != 0
    }

    fn place(&self, print: u64) -> (usize, u64) {
        ((print >> 6) as usize & (self.bits.len() - 1), 1 << (print & 63))
    }
}
