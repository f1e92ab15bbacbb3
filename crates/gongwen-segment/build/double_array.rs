//! The trie of the words as a double array over character codes.
//!
//! Nodes are placed wide ones first, those that the list's own frequencies make a text come by most before others of the
//! same width: what is hot lies together, and the many single children fill the holes. The second characters of words are
//! too many for that (a common first character goes on in hundreds of ways, all among the same common characters), so a
//! first character has a base for each residue of the codes.

use crate::Result;
use crate::layout::{NO_WORD, Node, PAIR_WORDS, RESIDUES, pair_bit};
use crate::words::{Codes, WordList};
use std::cmp::Reverse;

pub struct DoubleArray {
    /// The filter of the pairs of characters that start words, by [`pair_bit`].
    pub pairs: Vec<u64>,
    /// Of each code: how words that start with it go on.
    pub roots: Vec<Root>,
    /// The slots. The first are those of single characters, at their codes.
    pub nodes: Vec<Node>,
    /// The id of the word or single character that ends at each slot, [`NO_WORD`] where none does.
    pub ids: Vec<u32>,
}

#[derive(Clone, Copy)]
pub struct Root {
    /// Whether any word goes on after it.
    pub goes_on: bool,
    pub bases: [u32; RESIDUES],
}

/// A prefix while the trie is being built.
#[derive(Default)]
struct Prefix {
    /// By code.
    children: Vec<(u16, u32)>,
    word: Option<u32>,
    /// Frequencies of all words that go on from here.
    traffic: u64,
}

/// Children that are placed together: codes and prefixes.
struct Family {
    parent: usize,
    children: Vec<(u16, u32)>,
    base: u32,
}

pub fn build(list: &WordList, codes: &Codes) -> Result<DoubleArray> {
    let trie = trie(list, codes);
    let mut families = families(&trie);
    let mut places = Places::new(codes.len);
    for family in &mut families {
        family.base = places.take(&family.children);
    }

    let mut pairs = vec![0; PAIR_WORDS];
    for &(first, prefix) in &trie[0].children {
        for &(second, _) in &trie[prefix as usize].children {
            let bit = pair_bit(first, second);
            pairs[bit / 64] |= 1 << (bit % 64);
        }
    }

    // A family that is not there: whatever the code, its slot is free.
    let nowhere = Root { goes_on: false, bases: [places.slots() as u32; RESIDUES] };
    let mut roots = vec![nowhere; codes.len];
    let mut bases = vec![0; trie.len()];
    let first_characters = &trie[0].children;
    let firsts: Vec<Option<usize>> = {
        let mut firsts = vec![None; trie.len()];
        for &(code, prefix) in first_characters {
            firsts[prefix as usize] = Some(usize::from(code));
        }
        firsts
    };
    for family in &families {
        match firsts[family.parent] {
            Some(code) => {
                let root = &mut roots[code];
                root.bases[usize::from(family.children[0].0) % RESIDUES] = family.base;
                root.goes_on = true;
            }
            None => bases[family.parent] = family.base,
        }
    }

    // Whatever base and code come together, the slot exists: the engine need not ask where the array ends.
    let slots = places.slots() + codes.len;
    if slots > Node::BASES as usize {
        return Err("word list: the double array is too long for its nodes".into());
    }
    let mut nodes = vec![Node::FREE; slots];
    let mut ids = vec![NO_WORD; slots];
    let mut put = |slot: usize, &(code, prefix): &(u16, u32)| {
        let Prefix { children, word, .. } = &trie[prefix as usize];
        let filter = children.iter().fold(0, |filter, child| filter | 1 << (child.0 & 15));
        let value = word.map_or(0, |word| list.entries[word as usize].value);
        assert!(nodes[slot] == Node::FREE, "two prefixes in one slot");
        nodes[slot] = Node::new(filter, code, value, bases[prefix as usize]);
        ids[slot] = word.unwrap_or(NO_WORD);
    };
    first_characters.iter().for_each(|first| put(usize::from(first.0), first));
    for family in &families {
        family.children.iter().for_each(|child| put(family.base as usize + usize::from(child.0), child));
    }
    for (c, id) in list.single_ids() {
        ids[usize::from(codes.in_text(c))] = id;
    }
    Ok(DoubleArray { pairs, roots, nodes, ids })
}

fn trie(list: &WordList, codes: &Codes) -> Vec<Prefix> {
    let mut trie = vec![Prefix::default()];
    for (id, entry) in list.entries.iter().enumerate() {
        let mut at = 0;
        for c in entry.word.chars() {
            trie[at].traffic += u64::from(entry.frequency);
            let code = codes.in_words(c);
            at = match trie[at].children.binary_search_by_key(&code, |child| child.0) {
                Ok(index) => trie[at].children[index].1 as usize,
                Err(index) => {
                    let new = trie.len();
                    trie[at].children.insert(index, (code, new as u32));
                    trie.push(Prefix::default());
                    new
                }
            };
        }
        trie[at].word = Some(id as u32);
    }
    trie
}

/// Returns the families of children that have to be placed, in the order in which they are.
fn families(trie: &[Prefix]) -> Vec<Family> {
    let mut is_first = vec![false; trie.len()];
    for child in &trie[0].children {
        is_first[child.1 as usize] = true;
    }
    let mut families = Vec::new();
    for (parent, prefix) in trie.iter().enumerate().skip(1) {
        let parts = if is_first[parent] { RESIDUES } else { 1 };
        for part in 0..parts {
            let belongs = |child: &&(u16, u32)| usize::from(child.0) % parts == part;
            let children: Vec<(u16, u32)> = prefix.children.iter().filter(belongs).copied().collect();
            if !children.is_empty() {
                families.push(Family { parent, children, base: 0 });
            }
        }
    }
    families.sort_by_key(|family| {
        let traffic = trie[family.parent].traffic.checked_ilog2();
        (Reverse(traffic.map(|t| t / HEAT)), Reverse(family.children.len()))
    });
    families
}

/// The slots: which are taken, and a way from any to the next free one.
struct Places {
    codes: usize,
    taken: Vec<bool>,
    used_bases: Vec<bool>,
    /// Of a taken slot: one after it, none between them free.
    onward: Vec<u32>,
    /// By width: before it, a family of that width rarely fits.
    from: [usize; 33],
}

const HEAT: u32 = 1;

/// Failures after which the start of the search moves on: a longer search makes the array shorter by little.
const PATIENCE: usize = 300;

impl Places {
    fn new(codes: usize) -> Self {
        let mut places = Places {
            codes,
            taken: Vec::new(),
            used_bases: Vec::new(),
            onward: Vec::new(),
            from: [codes; 33],
        };
        places.make_room(2 * codes);
        places.taken[..codes].fill(true);
        places
    }

    fn make_room(&mut self, slots: usize) {
        if self.taken.len() < slots {
            self.onward.extend(self.taken.len() as u32 + 1..=2 * slots as u32);
            self.taken.resize(2 * slots, false);
            self.used_bases.resize(2 * slots, false);
        }
    }

    /// Finds a base at which all codes are free and which no other family has, takes the slots and returns it.
    fn take(&mut self, children: &[(u16, u32)]) -> u32 {
        let width = children.len().min(32);
        let first = usize::from(children[0].0);
        let start = self.free_from(self.from[width]);
        let (mut slot, mut failures) = (start, 0);
        let base = loop {
            let base = slot - first;
            self.make_room(base + self.codes);
            let free = |child: &(u16, u32)| !self.taken[base + usize::from(child.0)];
            if !self.used_bases[base] && children[1..].iter().all(free) {
                break base;
            }
            failures += 1;
            slot = self.free_from(slot + 1);
        };
        if failures > PATIENCE {
            self.from[width] = start + (slot - start) / 8;
        }
        self.used_bases[base] = true;
        for child in children {
            self.taken[base + usize::from(child.0)] = true;
        }
        base as u32
    }

    /// Returns the first free slot at or after this one.
    fn free_from(&mut self, slot: usize) -> usize {
        self.make_room(slot + self.codes);
        let mut free = slot;
        while self.taken[free] {
            free = self.onward[free] as usize;
            self.make_room(free + self.codes);
        }
        let mut at = slot;
        while at != free {
            at = std::mem::replace(&mut self.onward[at], free as u32) as usize;
        }
        free
    }

    /// Returns the number of slots up to the last one taken.
    fn slots(&self) -> usize {
        self.taken.iter().rposition(|&taken| taken).map_or(0, |last| last + 1)
    }
}
