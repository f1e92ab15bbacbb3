//! The verb `freq` over a corpus: words, characters or formulas with their spread, by group where that is asked for.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::query::{
    DocumentCounts, Posting, WordSpread, document_counts, hits_of, spread, spread_of,
};
use gongwen_table::{Provenance, Table};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Words as the text was cut.
    #[default]
    Words,
    /// Characters.
    Characters,
    /// Formulas; sizes of documents are then characters.
    Formulas,
}

/// What `freq` counts in a corpus.
#[derive(Clone, Debug, Default)]
pub struct CorpusFreqOptions {
    /// What is counted.
    pub of: Counting,
    /// Which tokens count; for characters which of them.
    pub tokens: TokenFilter,
    /// Only what occurs at least so often, in its group.
    pub min_count: u64,
    /// Only what is in at least so many documents, of its group.
    pub min_docs: u64,
    /// The metadata column whose values are groups.
    pub by: Option<String>,
}

/// What is counted, by number, and how often it is in each document.
struct Items {
    names: Vec<String>,
    postings: Vec<Posting>,
    sizes: DocumentCounts,
}

impl CorpusView<'_> {
    /// Returns the words, characters or formulas of the selected documents, the most frequent first, equally frequent ones by code
    /// point; group by group where there are groups, in the order of their names. For words it is the table of
    /// [`Engine::freq`](crate::Engine::freq).
    ///
    /// # Errors
    ///
    /// When no document has the column.
    pub fn freq(self, options: &CorpusFreqOptions) -> Result<Counted, Error> {
        let items = match options.of {
            Counting::Words => self.word_items(options.tokens),
            Counting::Characters => self.character_items(options.tokens),
            Counting::Formulas => self.formula_items(),
        };
        let groups = match &options.by {
            None => vec![(String::new(), items.sizes.clone())],
            Some(column) => {
                let parts = self.parts(Some(column), &items.sizes.sizes)?;
                let of_group = |group: usize| DocumentCounts {
                    sizes: (0..parts.of.len())
                        .map(|document| {
                            items.sizes.sizes[document].filter(|_| parts.of[document] == Some(group))
                        })
                        .collect(),
                };
                parts.names.iter().enumerate().map(|(group, name)| (name.clone(), of_group(group))).collect()
            }
        };
        let counted = self.counted(options.tokens);
        let mut rows: Vec<(usize, usize, WordSpread)> = Vec::new();
        for (group, (_, sizes)) in groups.iter().enumerate() {
            let spreads = match options.of {
                Counting::Words => spread(self.corpus(), sizes, |id| counted[id as usize]),
                _ => spread_of(&items.postings, items.names.len(), sizes),
            };
            let first = rows.len();
            rows.extend(spreads.into_iter().enumerate().map(|(item, spread)| (group, item, spread)).filter(
                |row| row.2.frequency >= options.min_count.max(1) && row.2.documents >= options.min_docs,
            ));
            rows[first..].sort_unstable_by_key(|row| (Reverse(row.2.frequency), items.names[row.1].as_str()));
        }
        let all = || rows.iter();
        let (name, rate, unit) = match options.of {
            Counting::Words => ("word", "per_million", 1e6),
            Counting::Characters => ("character", "per_million", 1e6),
            Counting::Formulas => ("formula", "per_100k", 1e5),
        };
        let totals: Vec<(u64, u64)> =
            groups.iter().map(|(_, sizes)| (sizes.tokens(), sizes.documents())).collect();
        let mut table = Table::builder(format!("{name}s"));
        if let Some(column) = &options.by {
            table = table.text(column, all().map(|row| &groups[row.0].0));
        }
        let mut table = table.text(name, all().map(|row| &items.names[row.1]));
        if options.of == Counting::Formulas {
            let keys: BTreeMap<&str, (Option<&str>, &str)> = (0..self.corpus().formula_count())
                .filter_map(|number| self.corpus().formula(number))
                .map(|key| (key.canonical, (key.id, key.class)))
                .collect();
            let key = |row: &(usize, usize, WordSpread)| keys.get(items.names[row.1].as_str()).copied();
            table = table
                .optional_text("id", all().map(|row| key(row).and_then(|key| key.0)))
                .optional_text("class", all().map(|row| key(row).map(|key| key.1)));
        }
        let table = table
            .count("freq", all().map(|row| row.2.frequency))
            .real(rate, all().map(|row| row.2.frequency as f64 * unit / totals[row.0].0 as f64))
            .decimals(2)
            .count("docs", all().map(|row| row.2.documents))
            .real("doc_share", all().map(|row| row.2.documents as f64 / totals[row.0].1 as f64))
            .optional_real("dp", all().map(|row| row.2.dp))
            .optional_real("dp_norm", all().map(|row| row.2.dp_norm))
            .provenance(self.freq_provenance(options, items.sizes.tokens()))
            .build()?;
        Ok(self.answer(table))
    }

    fn freq_provenance(&self, options: &CorpusFreqOptions, size: u64) -> Provenance {
        let mut provenance = self.provenance();
        match options.of {
            Counting::Formulas => provenance.set_parameter("characters", size),
            Counting::Words => provenance.set_parameter("words", size),
            Counting::Characters => provenance.set_parameter("characters_counted", size),
        }
        if options.of != Counting::Formulas {
            provenance.set_parameter("tokens", options.tokens.as_str());
        }
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_docs);
        if let Some(column) = &options.by {
            provenance.set_parameter("by", column);
        }
        provenance
    }

    /// Words are counted from their positions, so that their postings are not made.
    fn word_items(&self, filter: TokenFilter) -> Items {
        let counted = self.counted(filter);
        let words = self.corpus().vocabulary();
        let names =
            std::iter::once(String::new()).chain(words.ids().map(|id| words.word(id).to_owned())).collect();
        let sizes = document_counts(self.corpus(), self.selection(), |id| counted[id as usize]);
        Items { names, postings: Vec::new(), sizes }
    }

    fn character_items(&self, filter: TokenFilter) -> Items {
        let words = self.corpus().vocabulary();
        let mut buffer = [0; 4];
        let mut numbers: BTreeMap<char, u32> = BTreeMap::new();
        for c in words.ids().flat_map(|id| words.word(id).chars()) {
            if filter.accepts(c.encode_utf8(&mut buffer)) {
                let next = numbers.len() as u32;
                numbers.entry(c).or_insert(next);
            }
        }
        let of_word: Vec<Vec<u32>> = std::iter::once(Vec::new())
            .chain(
                words
                    .ids()
                    .map(|id| words.word(id).chars().filter_map(|c| numbers.get(&c).copied()).collect()),
            )
            .collect();
        let mut names = vec![String::new(); numbers.len()];
        for (c, number) in numbers {
            names[number as usize] = c.to_string();
        }
        let (postings, sizes) = self.postings(names.len(), |document, count| {
            for (word, _) in self.corpus().words_of(document) {
                of_word[word as usize].iter().for_each(|&character| count(character));
            }
        });
        Items { names, postings, sizes }
    }

    fn formula_items(&self) -> Items {
        let corpus = self.corpus();
        // A formula is one row, whatever its kind and level are at a place.
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let of_key: Vec<u32> = (0..corpus.formula_count())
            .map(|number| {
                let next = numbers.len() as u32;
                corpus.formula(number).map_or(0, |key| *numbers.entry(key.canonical).or_insert(next))
            })
            .collect();
        let mut names = vec![String::new(); numbers.len()];
        for (name, number) in numbers {
            names[number as usize] = name.to_owned();
        }
        let (postings, mut sizes) = self.postings(names.len(), |document, count| {
            hits_of(corpus, document).for_each(|(key, _)| count(of_key[key]));
        });
        for (document, size) in sizes.sizes.iter_mut().enumerate() {
            *size = size.map(|_| corpus.document(document).characters());
        }
        Items { names, postings, sizes }
    }

    /// Returns how often each item is in each selected document, sorted, and how many items each document has.
    fn postings(
        &self,
        items: usize,
        each: impl Fn(usize, &mut dyn FnMut(u32)),
    ) -> (Vec<Posting>, DocumentCounts) {
        let corpus = self.corpus();
        let (mut here, mut touched) = (vec![0_u64; items], Vec::new());
        let (mut postings, mut sizes) = (Vec::new(), Vec::new());
        for document in 0..corpus.documents() {
            if !corpus.is_selected(self.selection(), document) {
                sizes.push(None);
                continue;
            }
            each(document, &mut |item| {
                if here[item as usize] == 0 {
                    touched.push(item);
                }
                here[item as usize] += 1;
            });
            let mut size = 0;
            for item in touched.drain(..) {
                let count = std::mem::take(&mut here[item as usize]);
                size += count;
                postings.push((item, document as u32, count));
            }
            sizes.push(Some(size));
        }
        postings.sort_unstable();
        (postings, DocumentCounts { sizes })
    }
}
