//! The table of words: which columns, which rows, in which order.

use gongwen_table::{Provenance, Table};

use crate::{
    error::{Error, ErrorKind},
    measures::dispersion::Part,
    words::{Detail, WordCounts},
};

/// A column of the word table beside `word` and `freq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordColumn {
    /// `per_million`: occurrences in a million words, freq · 10⁶ / N.
    PerMillion,
    /// `docs`: the number of documents that have the word.
    Documents,
    /// `doc_share`: docs divided by all documents, those without a word included; from 0 to 1.
    DocumentShare,
    /// `dp`: [deviation of proportions](crate::measures::dispersion) over the documents.
    Dp,
    /// `dp_norm`: [normalised deviation of proportions](crate::measures::dispersion); null for a corpus of one document.
    DpNorm,
}

impl WordColumn {
    /// All columns, in the usual order.
    pub const ALL: [WordColumn; 5] = [
        WordColumn::PerMillion,
        WordColumn::Documents,
        WordColumn::DocumentShare,
        WordColumn::Dp,
        WordColumn::DpNorm,
    ];

    /// Returns the name of the column in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            WordColumn::PerMillion => "per_million",
            WordColumn::Documents => "docs",
            WordColumn::DocumentShare => "doc_share",
            WordColumn::Dp => "dp",
            WordColumn::DpNorm => "dp_norm",
        }
    }

    /// Returns what has to be counted for the column.
    pub const fn needs(self) -> Detail {
        match self {
            WordColumn::PerMillion => Detail::Frequency,
            WordColumn::Documents | WordColumn::DocumentShare => Detail::Documents,
            WordColumn::Dp | WordColumn::DpNorm => Detail::Dispersion,
        }
    }
}

/// What the word table shows.
#[derive(Clone, Debug)]
pub struct WordTableOptions {
    /// Only so many rows, the most frequent.
    pub top: Option<usize>,
    /// Only words that occur at least so often.
    pub min_count: u64,
    /// Only words that are in at least so many documents.
    pub min_documents: u64,
    /// The columns beside `word` and `freq`, in this order.
    pub columns: Vec<WordColumn>,
}

/// Every word, every column.
impl Default for WordTableOptions {
    fn default() -> Self {
        WordTableOptions { top: None, min_count: 1, min_documents: 1, columns: WordColumn::ALL.to_vec() }
    }
}

impl WordCounts<'_> {
    /// Returns the table of words, most frequent first, equally frequent ones by code point.
    ///
    /// Columns: `word`, `freq`, then those of the options. The filter, the limits and the number of words counted are
    /// added to the parameters of `provenance`, and the number of documents is set.
    /// Cost: `O(types · log types + postings)`.
    ///
    /// # Errors
    /// [`ErrorKind::NotCounted`] when a column or limit asks for more detail than was counted.
    ///
    /// # Examples
    /// ```
    /// use gongwen_corpus::{Detail, TokenFilter, WordColumn, WordCounts, WordTableOptions};
    /// use gongwen_segment::{Mode, Scratch, Segmenter};
    /// use gongwen_table::{Format, Provenance, WriteOptions};
    ///
    /// let (segmenter, mut scratch) = (Segmenter::new(), Scratch::default());
    /// let mut counts = WordCounts::new(&segmenter, TokenFilter::Words, Detail::Documents);
    /// for text in ["坚持发展，坚持改革。", "发展发展"] {
    ///     counts.add(segmenter.segment(text, Mode::Dictionary, &[], &mut scratch));
    /// }
    /// let options = WordTableOptions { columns: vec![WordColumn::Documents], ..WordTableOptions::default() };
    /// let table = counts.table(&options, Provenance::default())?;
    /// let mut csv = Vec::new();
    /// table.write(Format::Csv, &mut csv, &WriteOptions::default())?;
    /// assert_eq!(String::from_utf8_lossy(&csv), "word,freq,docs\n发展,3,2\n坚持,2,1\n改革,1,1\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn table(&self, options: &WordTableOptions, provenance: Provenance) -> Result<Table, Error> {
        let limit = (options.min_documents > 1).then_some(("docs", Detail::Documents));
        let needs = options.columns.iter().map(|column| (column.as_str(), column.needs())).chain(limit);
        let (column, needed) = needs.max_by_key(|need| need.1).unwrap_or(("freq", Detail::Frequency));
        if needed > self.detail {
            return Err(ErrorKind::NotCounted { column, detail: needed }.into());
        }
        let rows = self.rows(options);
        let total = self.tokens();
        let excess = if needed == Detail::Dispersion { self.excess() } else { Vec::new() };
        let frequency = |word: usize| self.frequency(word);
        let words = || rows.iter().map(|&(_, word)| word);
        let mut table = Table::builder("words")
            .text("word", rows.iter().map(|(text, _)| text))
            .count("freq", words().map(frequency));
        for &column in &options.columns {
            let name = column.as_str();
            table = match column {
                WordColumn::PerMillion => table
                    .real(name, words().map(|word| frequency(word) as f64 * 1e6 / total as f64))
                    .decimals(2),
                WordColumn::Documents => {
                    table.count(name, words().map(|word| u64::from(self.documents_with(word))))
                }
                WordColumn::DocumentShare => table.real(
                    name,
                    words().map(|word| f64::from(self.documents_with(word)) / self.all_documents as f64),
                ),
                WordColumn::Dp => table
                    .optional_real(name, words().map(|word| self.sizes.dp(frequency(word), excess[word]))),
                WordColumn::DpNorm => table.optional_real(
                    name,
                    words().map(|word| self.sizes.dp_norm(frequency(word), excess[word])),
                ),
            };
        }
        Ok(table.provenance(self.provenance(options, total, provenance)).build()?)
    }

    /// Returns the words to show and their numbers, in the order to show them.
    fn rows(&self, options: &WordTableOptions) -> Vec<(&str, usize)> {
        let shown = |&word: &usize| {
            self.frequency(word) >= options.min_count
                && (options.min_documents <= 1
                    || u64::from(self.documents_with(word)) >= options.min_documents)
        };
        let mut rows: Vec<(&str, usize)> =
            self.words().filter(shown).map(|word| (self.text(word), word)).collect();
        rows.sort_unstable_by(|a, b| {
            self.frequency(b.1).cmp(&self.frequency(a.1)).then_with(|| a.0.cmp(b.0))
        });
        rows.truncate(options.top.unwrap_or(usize::MAX));
        rows
    }

    /// Returns Σ max(0, vᵢ·N − f·nᵢ) of every word, from which both measures follow.
    fn excess(&self) -> Vec<u128> {
        let mut excess = vec![0; self.numbered()];
        let mut postings = self.kept.iter();
        for &(size, words) in &self.kept_documents {
            for (word, count) in postings.by_ref().take(words as usize) {
                let part = Part { count: u64::from(count), size };
                excess[word] += self.sizes.excess(part, self.frequency(word));
            }
        }
        excess
    }

    fn provenance(&self, options: &WordTableOptions, total: u64, mut provenance: Provenance) -> Provenance {
        provenance.documents = Some(self.all_documents);
        provenance.set_parameter("tokens_counted", self.filter.as_str());
        provenance.set_parameter("tokens", total);
        if self.detail > Detail::Frequency {
            provenance.set_parameter("documents_with_tokens", self.sizes.parts);
        }
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_documents);
        if let Some(top) = options.top {
            provenance.set_parameter("top", top);
        }
        provenance
    }
}
