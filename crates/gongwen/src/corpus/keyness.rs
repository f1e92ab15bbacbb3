//! The verb `keyness`: what one set of documents has more of than another.

use super::{CorpusView, counted_in};
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::measures::correction::{benjamini_hochberg, holm};
use gongwen_corpus::measures::documents::mann_whitney;
use gongwen_corpus::measures::keyness::{Comparison, bic};
use gongwen_corpus::measures::special::chi_squared_tail;
use gongwen_corpus::query::{DocumentCounts, Target, Within, WordSpread, document_counts, find, spread};
use gongwen_corpus::store::{Condition, Corpus, Selection};
use gongwen_table::picture::{Bar, BarChart, Caption};
use gongwen_table::{Table, Value};
use std::cmp::Ordering;

/// What `keyness` compares and shows.
#[derive(Clone, Copy, Debug)]
pub struct KeynessOptions {
    /// Which tokens count.
    pub tokens: TokenFilter,
    /// Only words that come at least so often in one of the two.
    pub min_count: u64,
    /// The level of intervals, before it is divided by the number of words compared.
    pub alpha: f64,
    /// The constant of simple maths.
    pub simple_maths: f64,
    /// Whether documents are compared too (Mann–Whitney over the rates of documents).
    pub by_document: bool,
}

impl Default for KeynessOptions {
    fn default() -> Self {
        KeynessOptions {
            tokens: TokenFilter::Words,
            min_count: 5,
            alpha: 0.05,
            simple_maths: 1.0,
            by_document: false,
        }
    }
}

/// What documents are compared with.
#[derive(Clone, Copy)]
pub enum Reference<'r> {
    /// All other documents of the corpus.
    Rest,
    /// The documents of the same corpus that fulfil all conditions.
    Where(&'r [Condition]),
    /// The documents of another corpus.
    Corpus(&'r CorpusView<'r>),
}

/// One of the two sides.
struct Side<'c> {
    corpus: &'c Corpus,
    selection: &'c Selection,
    sizes: DocumentCounts,
    spreads: Vec<WordSpread>,
}

impl<'c> Side<'c> {
    fn of(corpus: &'c Corpus, selection: &'c Selection, filter: TokenFilter) -> Self {
        let counted = counted_in(corpus, filter);
        let sizes = document_counts(corpus, selection, |id| counted[id as usize]);
        let spreads = spread(corpus, &sizes, |id| counted[id as usize]);
        Side { corpus, selection, sizes, spreads }
    }

    fn spread(&self, id: Option<u32>) -> WordSpread {
        id.map(|id| self.spreads[id as usize]).unwrap_or_default()
    }

    /// The rates of a word in the documents that have words at all.
    fn rates(&self, word: &str) -> Vec<f64> {
        let matches = find(self.corpus, &Target::Word(word.to_owned()), self.selection, Within::Document)
            .by_document(self.corpus);
        let mut matches = matches.into_iter().peekable();
        let sizes = self.sizes.sizes.iter().enumerate();
        sizes
            .filter_map(|(document, size)| {
                let count = matches.next_if(|(of, _)| *of == document).map_or(0, |(_, count)| count);
                size.filter(|&size| size > 0).map(|size| count as f64 / size as f64)
            })
            .collect()
    }
}

impl CorpusView<'_> {
    /// Compares the words of the selected documents with those of a reference. Rows are sorted by signed log-likelihood, the most typical of these documents first.
    ///
    /// # Errors
    ///
    /// When no document has the column of a condition.
    pub fn keyness(self, reference: Reference<'_>, options: &KeynessOptions) -> Result<Counted, Error> {
        let same = match reference {
            Reference::Rest => self.corpus.select_where(|document, _| !self.is_looked_at(document)),
            Reference::Where(conditions) => self.corpus.select(conditions)?,
            Reference::Corpus(_) => Selection::all(),
        };
        let (other, other_selection) = match reference {
            Reference::Corpus(view) => (&view.corpus, &view.selection),
            _ => (&self.corpus, &same),
        };
        let first = Side::of(&self.corpus, &self.selection, options.tokens);
        let second = Side::of(other, other_selection, options.tokens);
        let (n1, n2) = (first.sizes.tokens(), second.sizes.tokens());
        let least = options.min_count.max(1);
        let mut rows = Vec::new();
        for (word, a, b) in joined(&self.corpus, other) {
            let (a, b) = (first.spread(a), second.spread(b));
            if a.frequency.max(b.frequency) >= least {
                let cells = Comparison { f1: a.frequency, n1, f2: b.frequency, n2 };
                rows.push((cells.log_likelihood(), word, a, b, cells));
            }
        }
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let p: Vec<f64> = rows.iter().map(|row| chi_squared_tail(row.0.abs())).collect();
        let ln_words = ((n1 + n2) as f64).ln();
        let family = rows.len().max(1);
        let alpha = options.alpha / family as f64;
        let all = || rows.iter();
        let intervals: Vec<(f64, f64)> = all().map(|row| row.4.log_ratio_interval(alpha)).collect();
        let mut table = Table::builder("keyness")
            .text("word", all().map(|row| row.1))
            .count("freq", all().map(|row| row.2.frequency))
            .count("ref_freq", all().map(|row| row.3.frequency))
            .real("per_million", all().map(|row| row.2.frequency as f64 * 1e6 / n1 as f64))
            .decimals(2)
            .real("ref_per_million", all().map(|row| row.3.frequency as f64 * 1e6 / n2 as f64))
            .decimals(2)
            .real("ll", all().map(|row| row.0))
            .decimals(2)
            .real("log_ratio", all().map(|row| row.4.log_ratio_hardie()))
            .decimals(2)
            .real("lrc", all().map(|row| row.4.lrc(alpha)))
            .decimals(2)
            .count("docs", all().map(|row| row.2.documents))
            .count("ref_docs", all().map(|row| row.3.documents))
            .optional_real("dp_norm", all().map(|row| row.2.dp_norm))
            .decimals(2)
            .optional_real("ref_dp_norm", all().map(|row| row.3.dp_norm))
            .decimals(2)
            .real("log_ratio_walter", all().map(|row| row.4.log_ratio_walter()))
            .real("log_ratio_low", intervals.iter().map(|interval| interval.0))
            .real("log_ratio_high", intervals.iter().map(|interval| interval.1))
            .real("ll_two_cell", all().map(|row| row.4.log_likelihood_two_cell()))
            .real("diff_percent", all().map(|row| row.4.percent_diff()))
            .real("bic", all().map(|row| bic(row.0, ln_words)))
            .real("odds_ratio", all().map(|row| row.4.odds_ratio()))
            .real("simple_maths", all().map(|row| row.4.simple_maths(options.simple_maths)))
            .real("p", p.iter().copied())
            .real("p_holm", holm(&p))
            .real("p_bh", benjamini_hochberg(&p));
        if options.by_document {
            let tests: Vec<_> =
                all().map(|row| mann_whitney(&first.rates(row.1), &second.rates(row.1))).collect();
            table = table
                .optional_real("doc_u", tests.iter().map(|test| test.as_ref().map(|test| test.u)))
                .optional_real("doc_p", tests.iter().map(|test| test.as_ref().map(|test| test.p)));
        }
        let mut provenance = self
            .provenance()
            .parameter("tokens", options.tokens.as_str())
            .parameter("words", n1)
            .parameter("ref_words", n2)
            .parameter("ref_documents", second.sizes.documents());
        match reference {
            Reference::Rest => provenance.set_parameter("reference", "all other documents"),
            Reference::Where(conditions) => {
                let conditions: Vec<String> = conditions.iter().map(ToString::to_string).collect();
                provenance.set_parameter("reference", conditions.join(" & "));
            }
            Reference::Corpus(view) => {
                let of = view.provenance();
                provenance.set_parameter("reference", of.corpus_hash.unwrap_or_default());
                if let Some((_, value)) = of.parameters.iter().find(|(name, _)| name == "where") {
                    provenance.set_parameter("reference_where", value);
                }
            }
        }
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("alpha", options.alpha);
        provenance.set_parameter("family", family);
        provenance.set_parameter("simple_maths", options.simple_maths);
        let table = table.provenance(provenance).build()?;
        Ok(self.answer(table))
    }
}

/// Returns the picture of a table of keyness: the log ratios with their intervals of the `words` words that are most typical of each side.
pub fn key_bars(table: &Table, words: usize) -> BarChart {
    let real = |column: &str, row: usize| match table.column(column).map(|column| column.value(row)) {
        Ok(Value::Real(value)) => Some(value),
        _ => None,
    };
    let text = |row: usize| match table.column("word").map(|column| column.value(row)) {
        Ok(Value::Text(text)) => text.to_owned(),
        _ => String::new(),
    };
    let is_of = |row: &usize, sign: f64| real("ll", *row).is_some_and(|ll| ll * sign > 0.0);
    let first = (0..table.len()).filter(|row| is_of(row, 1.0)).take(words);
    let second: Vec<usize> = (0..table.len()).rev().filter(|row| is_of(row, -1.0)).take(words).collect();
    let bars = first
        .chain(second.into_iter().rev())
        .map(|row| Bar {
            name: text(row),
            value: real("log_ratio", row),
            interval: real("log_ratio_low", row)
                .zip(real("log_ratio_high", row))
                .map(|(low, high)| [low, high]),
        })
        .collect();
    let caption = Caption {
        title: "Keyness".to_owned(),
        description: "Log ratio of the words with the greatest log-likelihood on each side, with intervals."
            .to_owned(),
    };
    let side = |text: &str| text.to_owned();
    BarChart {
        caption,
        bars,
        unit: side("log ratio"),
        left: side("the reference"),
        right: side("these documents"),
    }
}

/// Returns every word of two corpora with its number in each, in the order of the texts.
fn joined<'c>(
    first: &'c Corpus,
    second: &'c Corpus,
) -> impl Iterator<Item = (&'c str, Option<u32>, Option<u32>)> + use<'c> {
    let mut one = first.vocabulary().sorted().iter().copied().peekable();
    let mut two = second.vocabulary().sorted().iter().copied().peekable();
    std::iter::from_fn(move || {
        let word = |corpus: &'c Corpus, id: u32| corpus.vocabulary().word(id);
        let order = match (one.peek(), two.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(&a), Some(&b)) => word(first, a).cmp(word(second, b)),
        };
        let a = if order == Ordering::Greater { None } else { one.next() };
        let b = if order == Ordering::Less { None } else { two.next() };
        let text = a.map(|id| word(first, id)).or(b.map(|id| word(second, id)))?;
        Some((text, a, b))
    })
}
