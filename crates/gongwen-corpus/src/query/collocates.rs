//! What stands beside something: the words in a window around its matches.
//!
//! The window is counted in words and marks, blanks not counted, and never goes beyond the document, nor beyond the sentence where
//! that is asked for. Every word in the window of a match counts once for that match; a word between two matches counts for
//! both. The matches themselves are not in their own windows.
//!
//! With N words and marks in the selected documents, f(node) matches whose windows have W places together, and f(c) occurrences of
//! a word c, the expected number of occurrences in the windows is W · f(c) / N, which is f(node) · span · f(c) / N of Evert (2008) with
//! the places that the ends of documents cut off taken off the span ([`Expectation::Window`]). Sketch Engine leaves the span out,
//! f(node) · f(c) / N ([`Expectation::Node`]). The table of a word is O11 = its count in the windows, R1 = W or f(node), C1 = f(c),
//! N.

use super::frequencies::frequencies;
use super::matches::{Matches, Within, is_inside, limits};
use crate::store::{Corpus, Selection};

/// The places around a match that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Words before it.
    pub left: u32,
    /// Words behind it.
    pub right: u32,
    /// How far it reaches.
    pub within: Within,
}

impl Default for Window {
    fn default() -> Self {
        Window { left: 5, right: 5, within: Within::Document }
    }
}

/// What a word is expected to be beside the node by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expectation {
    /// As often as in any text as long as the windows (Evert 2008).
    #[default]
    Window,
    /// As often as in a text of as many words as there are matches (Sketch Engine).
    Node,
}

impl Expectation {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            Expectation::Window => "window",
            Expectation::Node => "node",
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct CollocateOptions {
    /// Where.
    pub window: Window,
    /// Leave out words with fewer occurrences in the windows.
    pub min_count: u64,
}

/// A word beside a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collocate {
    /// The number of the word.
    pub id: u32,
    /// How often it stands before a match, in a window.
    pub left: u64,
    /// How often behind one.
    pub right: u64,
    /// How often in the selected documents.
    pub frequency: u64,
    /// In the windows of how many documents.
    pub documents: u64,
}

impl Collocate {
    /// Returns how often it stands in a window.
    pub fn count(&self) -> u64 {
        self.left + self.right
    }
}

/// The words beside a node, with what their measures need.
#[derive(Clone, Debug, Default)]
pub struct Collocates {
    /// The words by number, unordered by any measure.
    pub words: Vec<Collocate>,
    /// f(node): the matches.
    pub matches: u64,
    /// W: the places of all windows.
    pub places: u64,
    /// N: the words and marks of the selected documents.
    pub tokens: u64,
}

/// Returns the words in the windows around matches that `counts` accepts. `selection` is what the matches were sought in. Cost: `O(matches ·
/// window + words)`.
pub fn collocates(
    corpus: &Corpus,
    matches: &Matches,
    selection: &Selection,
    options: &CollocateOptions,
    counts: impl Fn(u32) -> bool,
) -> Collocates {
    let Window { left, right, within } = options.window;
    // Before, behind, documents, and the last document that has it, together for one look at memory.
    let mut beside = vec![[0_u32; 4]; corpus.vocabulary().len() + 1];
    let mut places = 0_u64;
    let (mut document, mut behind_document) = (0, (u32::MAX, 0));
    for found in &matches.found {
        let part = &corpus.parts()[found.part as usize];
        let column = part.segment.column();
        let place = &found.place;
        if found.part != behind_document.0 || place.token >= behind_document.1 {
            let tokens = part.segment.tokens_of(part.segment.document_of(place.token));
            behind_document = (found.part, tokens.end);
            document += 1;
        }
        let behind = place.token + place.tokens;
        let (mut from, mut to) = (place.token.saturating_sub(left), behind.saturating_add(right));
        if within == Within::Sentence {
            let limits = limits(part, place, within);
            (from, to) = (from.max(limits.start), to.min(limits.end));
        }
        let mut see = |side: usize, token: u32| {
            let id = column.at(token as usize);
            let is_there = is_inside(id);
            if is_there && let Some(word) = beside.get_mut(id as usize) {
                word[side] += 1;
                word[2] += u32::from(word[3] != document);
                word[3] = document;
            }
            places += u64::from(is_there);
            is_there
        };
        let _ = (from..place.token).rev().all(|token| see(0, token));
        let _ = (behind..to).all(|token| see(1, token));
    }
    let in_all = if selection.is_all() { None } else { Some(frequencies(corpus, selection)) };
    let in_all = in_all.as_deref().unwrap_or_else(|| corpus.frequencies());
    let least = options.min_count.max(1);
    let words = (0..)
        .zip(&beside)
        .filter(|(_, [left, right, ..])| u64::from(*left) + u64::from(*right) >= least)
        .filter(|(id, _)| counts(*id))
        .map(|(id, &[left, right, documents, _])| Collocate {
            id,
            left: left.into(),
            right: right.into(),
            frequency: in_all[id as usize],
            documents: documents.into(),
        })
        .collect();
    let tokens = if selection.is_all() { corpus.tokens() } else { in_all.iter().sum() };
    Collocates { words, matches: matches.len() as u64, places, tokens }
}
