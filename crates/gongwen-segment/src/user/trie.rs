//! A trie over characters that grows a word at a time: one hash map of edges, so that a word costs its length.
//!
//! It never shrinks. A removed word keeps its place, marked, and with it its number.

use rustc_hash::FxHashMap;

/// What the end of a word says about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct End(u32);

impl End {
    /// No word ends here, or ever did.
    const NONE: End = End(u32::MAX);
    const REMOVED: u32 = 1 << 31;

    /// The end of the word with this number, which must be below 2³¹.
    pub(super) fn live(number: u32) -> Self {
        End(number)
    }

    /// The end of a word that is no longer one.
    pub(super) fn removed(number: u32) -> Self {
        End(number | Self::REMOVED)
    }

    /// Returns the number of the word, when one ends here.
    #[inline]
    pub(super) fn number(self) -> Option<u32> {
        (self.0 & Self::REMOVED == 0).then_some(self.0)
    }

    /// Returns the number of a word that ends here or did.
    pub(super) fn any_number(self) -> Option<u32> {
        (self != Self::NONE).then_some(self.0 & !Self::REMOVED)
    }
}

/// The step from a node along one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The word that ends there.
    pub(super) end: End,
    /// The node that it leads to.
    child: u32,
    /// The low six bits of the characters that go on from there: most steps that lead nowhere cost no look-up.
    onward: u64,
}

/// The trie.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// The edges from the root, which every search asks: a map of their own stays in the cache.
    roots: FxHashMap<char, Edge>,
    edges: FxHashMap<u64, Edge>,
    /// The empty word, which has no edge.
    empty: End,
}

impl Trie {
    pub(super) fn new() -> Self {
        Trie { roots: FxHashMap::default(), edges: FxHashMap::default(), empty: End::NONE }
    }

    /// Returns the step along the first character of a word.
    #[inline]
    pub(super) fn first(&self, c: char) -> Option<&Edge> {
        self.roots.get(&c)
    }

    /// Returns the step along the character that follows `edge`.
    #[inline]
    pub(super) fn next(&self, edge: &Edge, c: char) -> Option<&Edge> {
        if edge.onward & bit(c) == 0 {
            return None;
        }
        self.edges.get(&key(edge.child, c))
    }

    /// Returns the end of `word`, or [`End::NONE`].
    pub(super) fn end(&self, word: &str) -> End {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return self.empty };
        let last = chars.try_fold(self.first(first), |edge, c| Some(self.next(edge?, c)));
        last.flatten().map_or(End::NONE, |edge| edge.end)
    }

    /// Lays the path of `word` and returns its end to be set.
    pub(super) fn end_mut(&mut self, word: &str) -> &mut End {
        let mut chars = word.chars();
        let Some(last) = chars.next_back() else { return &mut self.empty };
        let onward = word.chars().skip(1);
        let mut node = None;
        for (c, next) in chars.zip(onward) {
            let edge = self.edge_mut(node, c);
            edge.onward |= bit(next);
            node = Some(edge.child);
        }
        &mut self.edge_mut(node, last).end
    }

    /// Returns the edge from a node, or from the root, along `c`; it is new where there was none.
    fn edge_mut(&mut self, node: Option<u32>, c: char) -> &mut Edge {
        // One edge leads to each node, so that the number of edges is the number of the next node.
        let fresh = Edge { end: End::NONE, child: (self.roots.len() + self.edges.len()) as u32, onward: 0 };
        match node {
            None => self.roots.entry(c).or_insert(fresh),
            Some(node) => self.edges.entry(key(node, c)).or_insert(fresh),
        }
    }
}

#[inline]
fn bit(c: char) -> u64 {
    1 << (u32::from(c) & 63)
}

/// Packs a node and a character, which has 21 bits.
#[inline]
fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 21 | u64::from(u32::from(c))
}
