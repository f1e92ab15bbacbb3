//! The verb `segment`: the words of a document.

use crate::{Engine, Error};
use gongwen_ingest::Document;
use gongwen_segment::{Mode, Scratch};
use gongwen_table::Table;
use gongwen_text::Span;
use serde::Serialize;

/// One token of one document, with every field of the row contract.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TokenRow {
    /// The document's id.
    pub doc: String,
    /// First code point of the source text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The word.
    pub word: String,
    /// The dictionary's id of the word; none for words that it does not hold.
    pub id: Option<u32>,
    /// Part of speech, after ICTCLAS.
    pub tag: String,
}

/// What is kept whole whatever the dictionary says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Forced {
    /// Nothing: the plain output of the mode.
    #[default]
    Nothing,
    /// Every lexicon entry and formula that the extractor finds.
    Formulas,
}

impl Engine {
    /// Returns the tokens of a document's source text, blanks and line breaks left out.
    pub fn tokens(&self, document: &Document, mode: Mode, forced: Forced) -> Vec<TokenRow> {
        let lines = document.text.line_index();
        let mut rows = Vec::new();
        self.each_token(document, mode, forced, |word, span, id, tag| {
            rows.push(TokenRow {
                doc: document.id.clone(),
                start: lines.chars(span.start),
                end: lines.chars(span.end),
                word: word.to_string(),
                id,
                tag: tag.to_string(),
            });
        });
        rows
    }

    /// Returns a document as one line: its tokens, separated by spaces.
    pub fn segmented(&self, document: &Document, mode: Mode, forced: Forced) -> String {
        let mut line = String::with_capacity(document.text.as_str().len() * 3 / 2);
        self.each_token(document, mode, forced, |word, _, _, _| {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        });
        line
    }

    fn each_token(
        &self,
        document: &Document,
        mode: Mode,
        forced: Forced,
        mut each: impl FnMut(&str, Span, Option<u32>, &str),
    ) {
        let text = document.text.as_str();
        let spans: Vec<Span> = match forced {
            Forced::Nothing => Vec::new(),
            Forced::Formulas => self
                .extractor()
                .extract(&gongwen_text::Reading::of(text))
                .into_iter()
                .map(|hit| hit.span)
                .collect(),
        };
        let segmenter = self.segmenter();
        let mut scratch = Scratch::default();
        for token in segmenter.segment(text, mode, &spans, &mut scratch).iter() {
            if !token.text.trim().is_empty() {
                let id = token.id.index().map(|_| token.id.0);
                each(token.text, token.span, id, segmenter.tag(token.id, token.text));
            }
        }
    }
}

/// Returns the rows as a table.
///
/// # Errors
///
/// Only when the rows do not fit one table.
pub fn token_table(rows: &[TokenRow]) -> Result<Table, Error> {
    Ok(Table::builder("tokens")
        .text("doc", rows.iter().map(|row| &row.doc))
        .count("start", rows.iter().map(|row| row.start as u64))
        .count("end", rows.iter().map(|row| row.end as u64))
        .text("word", rows.iter().map(|row| &row.word))
        .optional_count("id", rows.iter().map(|row| row.id.map(u64::from)))
        .text("tag", rows.iter().map(|row| &row.tag))
        .build()?)
}
