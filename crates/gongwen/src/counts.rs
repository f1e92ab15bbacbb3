//! The verbs that count over all inputs: each thread counts the documents it gets, and the parts are merged.

use crate::inputs::Inputs;
use crate::{Engine, Error, ErrorKind, Note, SegmentOptions, Tally, Traditional, document_value};
use gongwen_corpus::parallel::{Folded, Pool, Progress};
use gongwen_corpus::store::{USUAL_COLUMNS, hash_of};
use gongwen_corpus::{
    Detail, FormulaCounts, FormulaDocument, FormulaKey, FormulaTableOptions, Ordinal, TokenFilter,
    WordCounts, WordTableOptions,
};
use gongwen_ingest::Document;
use gongwen_segment::{Mode, Scratch};
use gongwen_table::Table;
use gongwen_text::Reading;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::num::NonZero;

/// A table with the account of the run that made it.
#[derive(Debug)]
pub struct Counted {
    /// The counts.
    pub table: Table,
    /// How many files and documents.
    pub tally: Tally,
    /// Files that could not be read, in the order of the inputs.
    pub failures: Vec<gongwen_ingest::Error>,
    /// Files of a folder that hold no documents, in the order of the inputs.
    pub passed_over: Vec<gongwen_ingest::Error>,
    /// Documents that were odd but read, in the order of the inputs.
    pub notes: Vec<(String, Vec<Note>)>,
}

/// What a word list counts and shows.
#[derive(Clone, Debug, Default)]
pub struct FreqOptions {
    /// How text is cut.
    pub mode: Mode,
    /// Which tokens count.
    pub tokens: TokenFilter,
    /// Only words that occur at least so often.
    pub min_count: u64,
    /// Only words that are in at least so many documents.
    pub min_docs: u64,
}

impl Engine {
    /// Counts the words of all inputs: frequency, per million, documents, share of documents, dispersion (DP and
    /// normalised DP over documents). Words are those of the reading, so that boilerplate does not count.
    ///
    /// The table is the same to the byte for any number of threads and any order of the inputs. `progress` is called
    /// after each file.
    ///
    /// # Errors
    ///
    /// When a list of words cannot be read, the tokens of the mode overlap, or the table cannot be made; unreadable
    /// files are part of the result.
    pub fn freq(
        &self,
        inputs: &Inputs,
        options: &FreqOptions,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Counted, Error> {
        if !options.mode.tiles() {
            return Err(Error::new(ErrorKind::Overlapping { mode: options.mode }));
        }
        let segmenter = self.segmenter()?;
        let is_simplified = self.settings().traditional == Some(Traditional::Simplify);
        let new = || (WordCounts::new(segmenter, options.tokens, Detail::Dispersion), Scratch::default());
        let (counts, account) = self.count(
            inputs,
            progress,
            new,
            |(counts, scratch), _, document| {
                let reading = Reading::of(document.text.as_str());
                counts.add(segmenter.segment(reading.as_str(), options.mode, &[], scratch));
                if is_simplified { None } else { Note::of_traditional(reading.as_str()) }
            },
            |(counts, _), (other, _)| counts.merge(other),
        );
        let as_cut = SegmentOptions { mode: options.mode, ..SegmentOptions::default() };
        let mut provenance = self.tokenizer(as_cut)?.provenance();
        provenance.corpus_hash = Some(account.corpus_hash());
        let shown = WordTableOptions {
            min_count: options.min_count,
            min_documents: options.min_docs,
            ..WordTableOptions::default()
        };
        let table = counts.0.table(&shown, provenance)?;
        Ok(account.with(table))
    }

    /// Counts the formulas of all inputs: by formula, by document, or by a column of the documents' metadata, as
    /// [`document_value`] names them. `classes` keeps only hits of these classes, or all when it is empty.
    ///
    /// The table is the same to the byte for any number of threads. `progress` is called after each file.
    ///
    /// # Errors
    ///
    /// When no document has the column; unreadable files are part of the result.
    pub fn count_formulas(
        &self,
        inputs: &Inputs,
        by: &str,
        classes: &[String],
        progress: &(dyn Fn() + Sync),
    ) -> Result<Counted, Error> {
        let grouped = !matches!(by, "formula" | "document");
        let (counts, account) = self.count(
            inputs,
            progress,
            FormulaCounts::new,
            |counts, ordinal, document| {
                let reading = Reading::of(document.text.as_str());
                let hits = self.extractor().extract(&reading);
                let group = if grouped { document_value(document, by) } else { None };
                let counted = FormulaDocument {
                    ordinal,
                    name: &document.id,
                    characters: reading.as_str().chars().count() as u64,
                    group: group.as_deref(),
                };
                counts.add(
                    &counted,
                    hits.iter().map(|hit| FormulaKey {
                        canonical: &hit.canonical,
                        id: hit.entry.map(|entry| self.lexicon().entry(entry).id()),
                        class: hit.class.as_str(),
                        kind: hit.kind.as_str(),
                        level: hit.level.as_str(),
                    }),
                );
                None
            },
            FormulaCounts::merge,
        );
        if grouped {
            account.require_column(by, &["formula", "document"])?;
        }
        let mut provenance = self.provenance().parameter("by", by);
        provenance.corpus_hash = Some(account.corpus_hash());
        let options = FormulaTableOptions { classes: classes.to_vec(), ..FormulaTableOptions::default() };
        let table = match by {
            "formula" => counts.by_formula(&options, provenance)?,
            "document" => counts.by_document(&options, provenance)?,
            column => counts.by_group(column, &options, provenance)?,
        };
        Ok(account.with(table))
    }

    /// Reads all inputs, adds each document to the accumulator of its thread, and merges these. `add` may have a note.
    pub(crate) fn count<A: Send>(
        &self,
        inputs: &Inputs,
        progress: &(dyn Fn() + Sync),
        new: impl Fn() -> A + Sync,
        add: impl Fn(&mut A, Ordinal, &Document) -> Option<Note> + Sync,
        mut merge: impl FnMut(&mut A, A),
    ) -> (A, Account) {
        let options = self.read_options();
        let threads = NonZero::new(self.settings().thread_count()).unwrap_or(NonZero::<usize>::MIN);
        let told = |_: Progress| progress();
        let Folded { value: (value, mut account), failures } = Pool::new(threads).with_progress(&told).fold(
            inputs.len(),
            || (new(), Account::default()),
            |(value, account), index| {
                for (part, document) in inputs.read(index, &options)? {
                    let note = add(value, Ordinal { item: index as u64, part }, &document);
                    account.document(index, &document, note);
                }
                Ok(())
            },
            |(value, account), (other_value, other_account)| {
                merge(value, other_value);
                account.merge(other_account);
            },
        );
        account.files = inputs.len();
        for (index, error) in failures {
            let holds_none = inputs.sources[index].holds_none(&error);
            if holds_none { &mut account.passed_over } else { &mut account.failures }.push(error);
        }
        account.notes.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        (value, account)
    }
}

/// What a counting run notes beside the counts.
#[derive(Default)]
pub(crate) struct Account {
    files: usize,
    /// The documents of a corpus.
    saved_documents: usize,
    failures: Vec<gongwen_ingest::Error>,
    passed_over: Vec<gongwen_ingest::Error>,
    notes: Vec<(usize, String, Vec<Note>)>,
    /// The hash of each document's text.
    documents: Vec<[u8; 32]>,
    /// The columns by which at least one document can be grouped.
    columns: BTreeSet<String>,
}

impl Account {
    /// Returns the account of a corpus that was read before.
    pub(crate) fn of_saved(documents: usize) -> Account {
        Account { saved_documents: documents, ..Account::default() }
    }

    pub(crate) fn failed(&mut self, error: gongwen_ingest::Error) {
        self.failures.push(error);
    }

    pub(crate) fn passed_over(&mut self, error: gongwen_ingest::Error) {
        self.passed_over.push(error);
    }

    /// Takes note of a document that goes into a corpus, which keeps its hash and columns itself.
    pub(crate) fn cut(&mut self, document: &str, notes: Vec<Note>) {
        self.saved_documents += 1;
        if !notes.is_empty() {
            self.notes.push((0, document.to_owned(), notes));
        }
    }

    pub(crate) fn finish(&mut self, tally: Tally) {
        self.files = tally.files;
    }

    fn document(&mut self, file: usize, document: &Document, note: Option<Note>) {
        self.documents.push(Sha256::digest(document.text.as_str()).into());
        let derived = USUAL_COLUMNS.iter().copied();
        for column in derived.chain(document.metadata.extra.keys().map(String::as_str)) {
            if !self.columns.contains(column) && document_value(document, column).is_some() {
                self.columns.insert(column.to_string());
            }
        }
        let notes: Vec<Note> = document.notes.iter().cloned().map(Note::from).chain(note).collect();
        if !notes.is_empty() {
            self.notes.push((file, document.id.clone(), notes));
        }
    }

    fn merge(&mut self, other: Account) {
        self.notes.extend(other.notes);
        self.documents.extend(other.documents);
        self.columns.extend(other.columns);
    }

    /// Fails when there are documents and none can be grouped by the column; `also` is what else could have been asked for.
    pub(crate) fn require_column(&self, column: &str, also: &[&str]) -> Result<(), Error> {
        if self.documents.is_empty() || self.columns.contains(column) {
            return Ok(());
        }
        let columns = self.columns.iter().map(String::as_str);
        let known = also.iter().copied().chain(columns).map(str::to_string).collect();
        Err(Error::new(ErrorKind::UnknownColumn { column: column.to_string(), known }))
    }

    /// Returns the hash of all documents' hashes, sorted: equal for the same texts in any order under any name.
    pub(crate) fn corpus_hash(&self) -> String {
        hash_of(self.documents.clone())
    }

    pub(crate) fn with(self, table: Table) -> Counted {
        let documents = self.documents.len() + self.saved_documents;
        let tally = Tally { files: self.files, failed: self.failures.len(), documents };
        let notes = self.notes.into_iter().map(|(_, id, notes)| (id, notes)).collect();
        Counted { table, tally, failures: self.failures, passed_over: self.passed_over, notes }
    }
}
