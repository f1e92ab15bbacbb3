//! What is sought in a corpus.

use super::matches::{Match, Matches, Within};
use super::pattern::Pattern;
use super::text_search::find_text;
use crate::store::{Corpus, Selection};

/// What is sought.
#[derive(Clone, Debug)]
pub enum Target {
    /// A string of characters, wherever words begin and end.
    Text(String),
    /// A word as the text was cut.
    Word(String),
    /// A sequence of words, described one by one.
    Pattern(Pattern),
    /// A formula, by its id or canonical form.
    Formula(String),
}

impl Target {
    /// Returns what is sought as it is shown.
    pub fn name(&self) -> &str {
        match self {
            Target::Text(name) | Target::Word(name) | Target::Formula(name) => name,
            Target::Pattern(pattern) => pattern.as_str(),
        }
    }

    /// Returns the kind as it is shown: `string`, `word`, `query` or `formula`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Target::Text(_) => "string",
            Target::Word(_) => "word",
            Target::Pattern(_) => "query",
            Target::Formula(_) => "formula",
        }
    }
}

/// Finds everything that is sought in the selected documents, in the order of the corpus. Cost: `O(matches)` for a word; for a string that
/// of the words that may begin it; for a pattern that of its rarest word.
pub fn find(corpus: &Corpus, target: &Target, selection: &Selection, within: Within) -> Matches {
    let found = match target {
        Target::Text(text) => find_text(corpus, text),
        Target::Word(word) => {
            corpus.vocabulary().id(word).map_or_else(Vec::new, |id| word_places(corpus, id))
        }
        Target::Pattern(pattern) => pattern.find(corpus),
        Target::Formula(name) => {
            let is_meant = |number: u32| {
                corpus
                    .formula(number as usize)
                    .is_some_and(|formula| formula.canonical == name || formula.id == Some(name.as_str()))
            };
            let wanted: Vec<bool> = (0..corpus.formula_count() as u32).map(is_meant).collect();
            let hits =
                (0..).zip(corpus.parts()).flat_map(|(part, of)| of.hits().iter().map(move |hit| (part, hit)));
            let hits = hits.filter(|(_, (key, _))| wanted.get(*key as usize).copied().unwrap_or(false));
            hits.map(|(part, &(_, place))| Match { part, place }).collect()
        }
    };
    Matches { found }.kept(corpus, selection, within)
}

fn word_places(corpus: &Corpus, id: u32) -> Vec<Match> {
    let mut found = Vec::new();
    let mut positions = Vec::new();
    for (number, part) in (0..).zip(corpus.parts()) {
        positions.clear();
        part.segment.positions(id, &mut positions);
        found.extend(
            positions
                .iter()
                .map(|&token| Match { part: number, place: crate::store::Place::of_token(token) }),
        );
    }
    found
}
