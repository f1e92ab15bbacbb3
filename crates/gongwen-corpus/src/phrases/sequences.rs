//! Exact counts of the sequences that may be frequent, and the choice of phrases among them.
//!
//! A sequence is a path in a trie: its number, for each of its beginnings, is found by one look-up from the number of the
//! beginning before. A sequence is followed only as long as its bound allows, and no longer one is more frequent than its beginning.

use gongwen_formula::discover::Unit;
use rustc_hash::FxHashMap;

use super::bounds::Hash;
use super::{Bounds, PhraseOptions, measures, stretches};

/// The number of the empty sequence.
const ROOT: u32 = 0;

/// Counts of sequences of words; merges. Make one a thread.
#[derive(Clone, Debug)]
pub struct Sequences {
    longest: usize,
    steps: FxHashMap<(u32, Unit), u32>,
    nodes: Vec<Node>,
    documents: u64,
    /// N: the words of all documents.
    words: u64,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    beginning: u32,
    last: Unit,
    documents: u32,
    frequency: u64,
    /// The last document that had it, plus one.
    seen: u64,
}

impl Sequences {
    /// Returns empty counts.
    #[must_use]
    pub fn new(options: &PhraseOptions) -> Self {
        let root = Node { beginning: ROOT, last: Unit::BREAK, documents: 0, frequency: 0, seen: 0 };
        Sequences {
            longest: options.in_range().longest,
            steps: FxHashMap::default(),
            nodes: vec![root],
            documents: 0,
            words: 0,
        }
    }

    /// Counts a document, which has to be among those of `bounds`. Cost: a look-up a word, and one for each sequence that the bounds allow.
    pub fn add(&mut self, units: &[Unit], bounds: &Bounds) {
        self.documents += 1;
        for (_, stretch) in stretches(units) {
            self.words += stretch.len() as u64;
            for start in 0..stretch.len() {
                let (mut hash, mut node) = (Hash::default(), ROOT);
                for (length, unit) in (1..=self.longest).zip(&stretch[start..]) {
                    hash = hash.with(*unit);
                    if length > 1 && !bounds.allow(hash) {
                        break;
                    }
                    node = self.count(node, *unit);
                }
            }
        }
    }

    fn count(&mut self, beginning: u32, last: Unit) -> u32 {
        let number = self.step(beginning, last);
        let node = &mut self.nodes[number as usize];
        node.frequency += 1;
        if node.seen != self.documents {
            node.seen = self.documents;
            node.documents += 1;
        }
        number
    }

    /// Returns the number of a sequence, a new one when it has none.
    fn step(&mut self, beginning: u32, last: Unit) -> u32 {
        let next = u32::try_from(self.nodes.len()).expect("fewer than 2^32 frequent sequences");
        let number = *self.steps.entry((beginning, last)).or_insert(next);
        if number == next {
            self.nodes.push(Node { beginning, last, documents: 0, frequency: 0, seen: 0 });
        }
        number
    }

    /// Adds the counts of other documents. Cost: a look-up for each sequence of `other`.
    pub fn merge(&mut self, other: &Sequences) {
        let mut renumbered = vec![ROOT; other.nodes.len()];
        // A beginning comes before what goes on from it.
        for (number, node) in other.nodes.iter().enumerate().skip(1) {
            let here = self.step(renumbered[node.beginning as usize], node.last);
            renumbered[number] = here;
            let sum = &mut self.nodes[here as usize];
            sum.frequency += node.frequency;
            sum.documents += node.documents;
        }
        self.documents += other.documents;
        self.words += other.words;
    }

    /// Returns the number of documents counted.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Returns the number of words counted.
    #[must_use]
    pub fn words(&self) -> u64 {
        self.words
    }

    /// Chooses the phrases: sequences of two words or more that reach the counts and the cohesion, and that `is_wanted` takes.
    ///
    /// Cost: one pass over the sequences; those that reach the counts are looked at in full.
    #[must_use]
    pub fn choose(self, options: &PhraseOptions, is_wanted: impl Fn(&[Unit]) -> bool) -> Phrases {
        let options = options.in_range();
        let kept = |node: &Node| node.frequency >= options.min_count;
        let mut chosen: Vec<(Vec<Unit>, Counted)> = Vec::new();
        let mut units = Vec::with_capacity(options.longest);
        for (number, node) in self.nodes.iter().enumerate().skip(1) {
            if node.beginning == ROOT || !kept(node) || u64::from(node.documents) < options.min_documents {
                continue;
            }
            self.units(number as u32, &mut units);
            if !is_wanted(&units) {
                continue;
            }
            let cohesion = measures::cohesion(node.frequency, self.words, self.cuts(&units));
            if cohesion >= options.min_cohesion {
                let documents = u64::from(node.documents);
                chosen.push((units.clone(), Counted { frequency: node.frequency, documents, cohesion }));
            }
        }
        // By their words, not by the numbers that threads gave them.
        chosen.sort_by(|(a, _), (b, _)| a.cmp(b));
        Phrases::new(chosen, self.words)
    }

    fn units(&self, mut number: u32, out: &mut Vec<Unit>) {
        out.clear();
        while number != ROOT {
            let node = self.nodes[number as usize];
            out.push(node.last);
            number = node.beginning;
        }
        out.reverse();
    }

    fn frequency(&self, units: &[Unit]) -> u64 {
        let step = |number: u32, unit: &Unit| self.steps.get(&(number, *unit)).copied();
        units.iter().try_fold(ROOT, step).map_or(0, |number| self.nodes[number as usize].frequency)
    }

    /// Returns the frequencies of the two parts for each cut of a sequence. No part is rarer than the whole, so all have been counted.
    fn cuts<'s>(&'s self, units: &'s [Unit]) -> impl Iterator<Item = (u64, u64)> + 's {
        (1..units.len()).map(|at| (self.frequency(&units[..at]), self.frequency(&units[at..])))
    }
}

/// What has been counted of a phrase.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Counted {
    pub(super) frequency: u64,
    pub(super) documents: u64,
    pub(super) cohesion: f64,
}

/// Phrases that are frequent and hold together, ready to be found again.
#[derive(Debug)]
pub struct Phrases {
    pub(super) chosen: Vec<(Vec<Unit>, Counted)>,
    steps: FxHashMap<(u32, Unit), u32>,
    /// By number of a sequence: the phrase that it is.
    phrases: Vec<Option<u32>>,
    pub(super) words: u64,
}

impl Phrases {
    fn new(chosen: Vec<(Vec<Unit>, Counted)>, words: u64) -> Self {
        let mut steps = FxHashMap::default();
        let mut phrases = vec![None];
        for (phrase, (units, _)) in (0..).zip(&chosen) {
            let mut number = ROOT;
            for &unit in units {
                let next = phrases.len() as u32;
                number = *steps.entry((number, unit)).or_insert(next);
                if number == next {
                    phrases.push(None);
                }
            }
            phrases[number as usize] = Some(phrase);
        }
        Phrases { chosen, steps, phrases, words }
    }

    /// Returns the number of phrases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Calls `each` with every phrase that begins where `units` do, and its length.
    pub(super) fn at(&self, units: &[Unit], mut each: impl FnMut(u32, usize)) {
        let mut number = ROOT;
        for (at, unit) in units.iter().enumerate() {
            let Some(&next) = self.steps.get(&(number, *unit)) else { return };
            number = next;
            if let Some(phrase) = self.phrases[number as usize] {
                each(phrase, at + 1);
            }
        }
    }
}
