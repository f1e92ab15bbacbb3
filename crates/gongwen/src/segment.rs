//! The verb `segment`: the words of a document, as rows or as spaced text.

use crate::words::Words;
use crate::{Engine, Error, Note, Traditional};
use gongwen_ingest::Document;
use gongwen_segment::{Mode, Scratch, Segmenter, WordId};
use gongwen_table::{Provenance, Table};
use gongwen_text::{Reading, Span};
use serde::Serialize;
use std::cell::RefCell;

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
    /// The id of the word: the dictionary's, above these the user's; none for words that neither holds.
    pub id: Option<u32>,
    /// Part of speech, after ICTCLAS.
    pub tag: String,
    /// Who knows the word: `dictionary`, `user` or `unknown`; `mark` for a frequent separator, a letter or digit alone.
    pub source: &'static str,
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

/// How a document is cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SegmentOptions {
    /// The mode of the tokenizer.
    pub mode: Mode,
    /// What is kept whole.
    pub forced: Forced,
}

/// What spaced text looks like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spaced {
    /// What stands between two words.
    pub separator: String,
    /// Whether words carry their parts of speech.
    pub tags: Tags,
    /// What is a line.
    pub layout: Layout,
}

/// Whether words carry their parts of speech in spaced text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tags {
    /// `word`
    #[default]
    Omit,
    /// `word/tag`
    Write,
}

/// What is a line of spaced text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// A document.
    #[default]
    Document,
    /// A line of the source text; empty ones stay. A token that goes over a line end stands where it begins.
    Lines,
}

/// One document a line, words separated by spaces.
impl Default for Spaced {
    fn default() -> Self {
        Spaced { separator: " ".to_string(), tags: Tags::default(), layout: Layout::default() }
    }
}

/// Cuts documents in one way. Shared between threads by reference.
pub struct Tokenizer<'e> {
    engine: &'e Engine,
    words: &'e Words,
    options: SegmentOptions,
}

thread_local! {
    /// The buffers of the thread, which serve one document after the other.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Engine {
    /// Returns the tokenizer of documents.
    ///
    /// # Errors
    ///
    /// When a list of words of the settings cannot be read or has errors.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen::{Engine, Numbers, SegmentOptions, Settings, Spaced};
    ///
    /// let engine = Engine::new(Settings { numbers: Some(Numbers::Whole), ..Settings::default() })?;
    /// let tokenizer = engine.tokenizer(SegmentOptions::default())?;
    /// assert_eq!(tokenizer.spaced_text("增长23.08%。", &Spaced::default()), "增长 23.08% 。");
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn tokenizer(&self, options: SegmentOptions) -> Result<Tokenizer<'_>, Error> {
        Ok(Tokenizer { engine: self, words: self.words()?, options })
    }
}

impl Tokenizer<'_> {
    /// Returns the tokens of a document's source text, blanks and line breaks left out.
    pub fn rows(&self, document: &Document) -> Vec<TokenRow> {
        let lines = document.text.line_index();
        let mut rows = Vec::new();
        self.each_token(document.text.as_str(), |word, span, id| {
            rows.push(TokenRow {
                doc: document.id.clone(),
                start: lines.chars(span.start),
                end: lines.chars(span.end),
                word: word.to_string(),
                id: id.index().map(|_| id.0),
                tag: self.segmenter().tag(id, word).to_string(),
                source: self.words.source(id),
            });
        });
        rows
    }

    /// Returns a document as spaced text, without a line end after its last line.
    pub fn spaced(&self, document: &Document, spaced: &Spaced) -> String {
        self.spaced_text(document.text.as_str(), spaced)
    }

    /// Returns a text as spaced text, without a line end after its last line.
    ///
    /// Every word is one field: blanks are left out, also those inside a word that is kept whole; between two Latin
    /// letters or digits they become `_`.
    pub fn spaced_text(&self, text: &str, spaced: &Spaced) -> String {
        let mut out = String::with_capacity(text.len() * 3 / 2);
        let (mut is_first, mut reached) = (true, 0);
        let body = text.strip_suffix('\n').unwrap_or(text);
        let line_ends = |from: usize, to: usize| match spaced.layout {
            Layout::Document => 0,
            Layout::Lines => {
                let passed = body.as_bytes().get(from..to).unwrap_or_default();
                passed.iter().filter(|&&byte| byte == b'\n').count()
            }
        };
        self.each_token(text, |word, span, id| {
            let ends = line_ends(reached, span.start);
            reached = reached.max(span.start);
            (0..ends).for_each(|_| out.push('\n'));
            if !std::mem::replace(&mut is_first, false) && ends == 0 {
                out.push_str(&spaced.separator);
            }
            push_field(&mut out, word);
            if spaced.tags == Tags::Write {
                out.push('/');
                out.push_str(self.segmenter().tag(id, word));
            }
        });
        out.extend(std::iter::repeat_n('\n', line_ends(reached, body.len())));
        out
    }

    /// Returns the note about a document in traditional characters, when it is not cut through a simplified view.
    pub fn note(&self, document: &Document) -> Option<Note> {
        match self.engine.settings().traditional.unwrap_or_default() {
            Traditional::AsIs => Note::of_traditional(document.text.as_str()),
            Traditional::Simplify => None,
        }
    }

    /// Returns the provenance of what is cut so.
    pub fn provenance(&self) -> Provenance {
        let mut provenance = match self.options.forced {
            Forced::Nothing => self.engine.provenance_without_lexicons(),
            Forced::Formulas => self.engine.provenance().parameter("formulas", "whole"),
        };
        provenance.set_parameter("mode", self.options.mode.as_str());
        provenance.lexicons.extend(self.words.dictionaries.iter().cloned());
        provenance.tokenizer = Some(self.segmenter().name());
        provenance
    }

    fn segmenter(&self) -> &Segmenter {
        &self.words.segmenter
    }

    fn each_token(&self, text: &str, mut each: impl FnMut(&str, Span, WordId)) {
        let spans: Vec<Span> = match self.options.forced {
            Forced::Nothing => Vec::new(),
            Forced::Formulas => {
                let hits = self.engine.extractor().extract(&Reading::of(text));
                hits.into_iter().map(|hit| hit.span).collect()
            }
        };
        SCRATCH.with_borrow_mut(|scratch| {
            for token in self.segmenter().segment(text, self.options.mode, &spans, scratch).iter() {
                if token.text.contains(|c: char| !c.is_whitespace()) {
                    each(token.text, token.span, token.id);
                }
            }
        });
    }
}

/// Appends a word as one field of spaced text.
fn push_field(out: &mut String, word: &str) {
    if !word.contains(char::is_whitespace) {
        return out.push_str(word);
    }
    let mut parts = word.split_whitespace();
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        if out.ends_with(is_latin) && part.starts_with(is_latin) {
            out.push('_');
        }
        out.push_str(part);
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
        .text("source", rows.iter().map(|row| row.source))
        .build()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use gongwen_ingest::ReadOptions;

    /// Returns word, tag and source of each token of `text` under a list of words.
    fn tokens(list: &str, traditional: Traditional, text: &str) -> Vec<(String, String, &'static str)> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("words.txt");
        std::fs::write(&path, list).expect("a file can be written");
        let settings =
            Settings { dictionaries: vec![path], traditional: Some(traditional), ..Settings::default() };
        let engine = Engine::new(settings).expect("the settings are good");
        let tokenizer = engine.tokenizer(SegmentOptions::default()).expect("the list is good");
        let documents = gongwen_ingest::read_bytes("a.txt", text.as_bytes(), &ReadOptions::default());
        let rows = tokenizer.rows(&documents.expect("a text is read")[0]);
        rows.into_iter().map(|row| (row.word, row.tag, row.source)).collect()
    }

    #[test]
    fn a_word_of_the_user_is_known_in_either_script() {
        for list in ["石棠县 3 ns\n", "石棠縣 3 ns\n"] {
            let tokens = tokens(list, Traditional::Simplify, "石棠縣學習");
            let expected = [("石棠縣", "ns", "user"), ("學習", "v", "dictionary")];
            assert_eq!(
                tokens,
                expected.map(|(word, tag, source)| (word.into(), tag.into(), source)),
                "{list}"
            );
        }
    }

    #[test]
    fn a_word_taken_away_is_unknown() {
        let tokens = tokens("-办实事\n-实事\n", Traditional::AsIs, "办实事");
        assert!(tokens.iter().all(|token| token.0.chars().count() == 1), "{tokens:?}");
    }

    #[test]
    fn a_word_is_one_field() {
        for (word, field) in [
            ("New York", "New_York"),
            ("〔 2018 〕 5 号", "〔2018〕5号"),
            ("两个\n　　确立", "两个确立"),
            ("5 G", "5_G"),
            ("确立", "确立"),
        ] {
            let mut out = String::new();
            push_field(&mut out, word);
            assert_eq!(out, field);
        }
    }
}
