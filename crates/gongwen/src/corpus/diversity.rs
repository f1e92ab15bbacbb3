//! The verb `diversity`: how rich the vocabulary is, by document or by group.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::measures::diversity::{Diversity, FactorEnd};
use gongwen_table::Table;

/// What `diversity` measures.
#[derive(Clone, Debug)]
pub struct DiversityOptions {
    /// Which tokens count.
    pub tokens: TokenFilter,
    /// The metadata column whose values are rows; documents where there is none.
    pub by: Option<String>,
    /// Words of a window of STTR and MATTR.
    pub window: usize,
    /// Words of a sample of HD-D.
    pub sample: usize,
    /// The type-token ratio at which a factor of MTLD ends.
    pub threshold: f64,
    /// Whether it ends below the threshold or at it.
    pub factor_end: FactorEnd,
}

impl Default for DiversityOptions {
    fn default() -> Self {
        DiversityOptions {
            tokens: TokenFilter::Words,
            by: None,
            window: 100,
            sample: 42,
            threshold: 0.72,
            factor_end: FactorEnd::Below,
        }
    }
}

impl CorpusView<'_> {
    /// Returns the measures of lexical diversity of each document or group, in the order of their names. The documents of a group are
    /// read one after the other in the order of the corpus.
    ///
    /// # Errors
    ///
    /// When no document has the column.
    pub fn diversity(self, options: &DiversityOptions) -> Result<Counted, Error> {
        let counted = self.counted(options.tokens);
        let documents = self.corpus.documents();
        let selected: Vec<Option<u64>> = (0..documents)
            .map(|document| self.corpus.is_selected(&self.selection, document).then_some(0))
            .collect();
        let parts = self.parts(options.by.as_deref(), &selected)?;
        let mut texts: Vec<(u64, Vec<u32>)> = vec![(0, Vec::new()); parts.names.len()];
        for (document, part) in parts.of.iter().enumerate() {
            if let Some(part) = part {
                let (documents, text) = &mut texts[*part];
                *documents += 1;
                text.extend(
                    self.corpus.words_of(document).map(|(id, _)| id).filter(|&id| counted[id as usize]),
                );
            }
        }
        let measured: Vec<Diversity> = texts.iter().map(|(_, text)| Diversity::new(text)).collect();
        let all = || measured.iter();
        let end = match options.factor_end {
            FactorEnd::Below => "<",
            FactorEnd::AtOrBelow => "<=",
        };
        let provenance = self
            .provenance()
            .parameter("tokens", options.tokens.as_str())
            .parameter("window", options.window)
            .parameter("hdd_sample", options.sample)
            .parameter("mtld_threshold", format!("{end} {}", options.threshold));
        let table = Table::builder("diversity")
            .text(options.by.as_deref().unwrap_or("doc"), &parts.names)
            .count("docs", texts.iter().map(|(documents, _)| *documents))
            .count("tokens", all().map(|text| text.tokens() as u64))
            .count("types", all().map(|text| text.types() as u64))
            .optional_real("ttr", all().map(Diversity::ttr))
            .optional_real("sttr", all().map(|text| text.sttr(options.window)))
            .optional_real("mattr", all().map(|text| text.mattr(options.window)))
            .optional_real("mtld", all().map(|text| text.mtld(options.threshold, options.factor_end)))
            .decimals(2)
            .optional_real("hdd", all().map(|text| text.hdd(options.sample)))
            .optional_real("yule_k", all().map(Diversity::yule_k))
            .decimals(2)
            .optional_real("hapax_share", all().map(Diversity::hapax_share))
            .provenance(provenance)
            .build()?;
        Ok(self.answer(table))
    }
}
