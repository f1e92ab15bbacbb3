//! The saved corpus and the questions to it: building, adding, opening; each verb in a file of its own.
//!
//! A verb that asks takes files or a saved corpus. Files are cut into a corpus in memory and then asked in the same way, so that the
//! answer is the same: there is one path, and the saved corpus only spares the cutting.

mod collocates;
mod cooccur;
mod dispersion;
mod diversity;
mod export;
mod keyness;
mod kwic;
mod ngrams;
mod target;
mod words;

use crate::counts::Account;
use crate::ordered::ordered;
use crate::{Counted, Engine, Error, ErrorKind, Inputs, Note, Outcome, STANDARD_INPUT, Traditional};
use gongwen_corpus::parallel::Pool;
use gongwen_corpus::reuse::{ReuseDocument, ReuseOptions, ReuseTexts};
use gongwen_corpus::store::{
    Condition, Corpus, CorpusBuilder, CutDocument, Cutter, DocumentInfo, Existing, FormulaHit, Making,
    Selection, is_corpus,
};
use gongwen_corpus::{FormulaKey, Ordinal, TokenFilter};
use gongwen_ingest::Document;
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_table::{LexiconSource, Provenance, Table};
use gongwen_text::Reading;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use collocates::{CollocateSettings, Measure};
pub use cooccur::{CooccurOptions, Neighbourhood, network_of};
pub use dispersion::DispersionOptions;
pub use diversity::DiversityOptions;
pub use export::export_corpus;
pub use keyness::{KeynessOptions, Reference, key_bars};
pub use kwic::{KwicLine, KwicOptions};
pub use target::Sought;
pub use words::{CorpusFreqOptions, Counting};

/// Whether formulas are sought when a corpus is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formulas {
    /// They are: it takes as long again as cutting.
    #[default]
    Find,
    /// They are not.
    Skip,
}

/// How a corpus is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct CorpusOptions {
    /// How text is cut.
    pub mode: Mode,
    /// Whether formulas are sought.
    pub formulas: Formulas,
}

/// What building a corpus came to, with the account of the run.
#[derive(Debug)]
pub struct BuiltCorpus {
    /// How large it is.
    pub built: gongwen_corpus::store::Built,
    /// Files, failures and notes; the table says how large the corpus is.
    pub counted: Counted,
}

/// What a verb that asks is given.
#[derive(Debug)]
pub enum CorpusSource {
    /// The folder of a saved corpus.
    Saved(PathBuf),
    /// Documents.
    Documents(Inputs),
}

impl CorpusSource {
    /// Returns what the paths name: a saved corpus, or files and folders.
    ///
    /// # Errors
    ///
    /// When a path does not exist, or a saved corpus is named beside other paths.
    pub fn resolve(paths: &[PathBuf]) -> Result<CorpusSource, Error> {
        match paths.iter().find(|path| is_saved(path)) {
            None => Ok(CorpusSource::Documents(Inputs::resolve(paths)?)),
            Some(path) if paths.len() == 1 => Ok(CorpusSource::Saved(path.clone())),
            Some(path) => Err(Error::new(ErrorKind::CorpusAmongOthers { path: path.clone() })),
        }
    }

    /// Returns the number of files to be read; a saved corpus counts as one.
    pub fn files(&self) -> usize {
        match self {
            CorpusSource::Saved(_) => 1,
            CorpusSource::Documents(inputs) => inputs.len(),
        }
    }
}

/// A corpus that is asked: its documents of interest, and the account of reading them.
pub struct CorpusView<'e> {
    engine: &'e Engine,
    corpus: Corpus,
    selection: Selection,
    conditions: Vec<Condition>,
    /// Documents left out because they repeat earlier ones, where that was asked for.
    reposts: Option<usize>,
    account: Account,
}

impl Engine {
    /// Makes a corpus of all inputs in a folder. It appears when it is complete; one that stands there stays until then.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written to, holds something else, or holds a corpus that is to be kept; when a list of words cannot
    /// be read or the tokens of the mode overlap. Unreadable files are part of the result.
    pub fn build_corpus(
        &self,
        inputs: &Inputs,
        path: &Path,
        options: CorpusOptions,
        existing: Existing,
        progress: &dyn Fn(),
    ) -> Result<BuiltCorpus, Error> {
        let making = self.making(options)?;
        let builder = CorpusBuilder::create(path, self.segmenter()?, making, existing)?;
        self.fill(inputs, builder, options, progress)
    }

    /// Adds all inputs to a saved corpus, which stays as it is until they are all in it. They are cut as it was.
    ///
    /// # Errors
    ///
    /// When there is no corpus, it is damaged, or the settings are not those it was made with.
    pub fn add_to_corpus(
        &self,
        inputs: &Inputs,
        path: &Path,
        options: CorpusOptions,
        progress: &dyn Fn(),
    ) -> Result<BuiltCorpus, Error> {
        let builder = CorpusBuilder::append(path, self.segmenter()?, &self.making(options)?)?;
        self.fill(inputs, builder, options, progress)
    }

    /// Makes a corpus of the documents of a saved one, cut anew under other settings or with other lexicons; their files are not read
    /// again. The answer to any question is that of a corpus built of the files. `progress` is called after each document.
    ///
    /// # Errors
    ///
    /// As [`Engine::build_corpus`], and when there is no saved corpus or it is damaged.
    pub fn recut_corpus(
        &self,
        old: &Corpus,
        path: &Path,
        options: CorpusOptions,
        existing: Existing,
        progress: &dyn Fn(),
    ) -> Result<BuiltCorpus, Error> {
        let segmenter = self.segmenter()?;
        let mut builder = CorpusBuilder::create(path, segmenter, self.making(options)?, existing)?;
        let tools = Tools { segmenter, idle: Mutex::new(Vec::new()) };
        let mut failure = None;
        let cut = |document: usize| {
            let text = old.text(document);
            let cut = self.cut_text(old.info(document), &Reading::verbatim(&text), options, &tools);
            old.with_source_of(document, cut)
        };
        ordered(old.documents(), self.settings().thread_count(), cut, |_, document| {
            progress();
            match builder.add(&document) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match failure {
            Some(error) => Err(error.into()),
            None => finished(builder, Account::of_saved(old.documents())),
        }
    }

    fn fill(
        &self,
        inputs: &Inputs,
        mut builder: CorpusBuilder<'_>,
        options: CorpusOptions,
        progress: &dyn Fn(),
    ) -> Result<BuiltCorpus, Error> {
        let account = self.cut_into(inputs, &mut builder, options, progress)?;
        finished(builder, account)
    }

    /// Cuts all inputs on the engine's threads and adds them in order.
    fn cut_into(
        &self,
        inputs: &Inputs,
        builder: &mut CorpusBuilder<'_>,
        options: CorpusOptions,
        progress: &dyn Fn(),
    ) -> Result<Account, Error> {
        let segmenter = self.segmenter()?;
        let tools = Tools { segmenter, idle: Mutex::new(Vec::new()) };
        let is_simplified = self.settings().traditional == Some(Traditional::Simplify);
        let mut account = Account::default();
        let mut failure = None;
        let work = |document: &Document| {
            let reading = Reading::of(document.text.as_str());
            let note = if is_simplified { None } else { Note::of_traditional(reading.as_str()) };
            let notes: Vec<Note> = document.notes.iter().cloned().map(Note::from).chain(note).collect();
            (self.cut_document(document, &reading, options, &tools), notes)
        };
        let tally = self.each_document(inputs, work, |_, outcome: Outcome<(CutDocument, Vec<Note>)>| {
            progress();
            match outcome {
                Outcome::PassedOver(error) => account.passed_over(error),
                Outcome::Failed(error) => account.failed(error),
                Outcome::Read(documents) => {
                    for document in documents {
                        let (document, notes) = match document {
                            Ok(cut) => cut,
                            Err(error) => {
                                account.failed(error);
                                continue;
                            }
                        };
                        account.cut(document.id(), notes);
                        if let Err(error) = builder.add(&document) {
                            failure = Some(error);
                            return ControlFlow::Break(());
                        }
                    }
                }
            }
            ControlFlow::Continue(())
        });
        account.finish(tally);
        match failure {
            Some(error) => Err(error.into()),
            None => Ok(account),
        }
    }

    fn cut_document(
        &self,
        document: &Document,
        reading: &Reading<'_>,
        options: CorpusOptions,
        tools: &Tools<'_>,
    ) -> CutDocument {
        let metadata = &document.metadata;
        let info = DocumentInfo {
            id: document.id.clone(),
            title: metadata.title.clone(),
            date: metadata.date.clone(),
            issuer: metadata.issuer.clone(),
            number: metadata.number.clone(),
            genre: metadata.genre.clone(),
            extra: metadata.extra.clone(),
            digest: Sha256::digest(document.text.as_str()).into(),
        };
        self.cut_text(info, reading, options, tools)
    }

    fn cut_text(
        &self,
        info: DocumentInfo,
        reading: &Reading<'_>,
        options: CorpusOptions,
        tools: &Tools<'_>,
    ) -> CutDocument {
        let found = match options.formulas {
            Formulas::Skip => Vec::new(),
            Formulas::Find => self.extractor().extract(reading),
        };
        let hits: Vec<FormulaHit<'_>> = found
            .iter()
            .map(|hit| {
                let span = reading.from_source(hit.span);
                FormulaHit {
                    key: FormulaKey {
                        canonical: &hit.canonical,
                        id: hit.entry.map(|entry| self.lexicon().entry(entry).id()),
                        class: hit.class.as_str(),
                        kind: hit.kind.as_str(),
                        level: hit.level.as_str(),
                    },
                    start: span.start,
                    end: span.end,
                }
            })
            .collect();
        tools.with(|(cutter, scratch)| {
            let tokens = tools.segmenter.segment(reading.as_str(), options.mode, &[], scratch);
            cutter.cut(info, reading, tokens, &hits)
        })
    }

    /// Returns how a corpus is made under these settings.
    fn making(&self, options: CorpusOptions) -> Result<Making, Error> {
        if !options.mode.tiles() {
            return Err(Error::new(ErrorKind::Overlapping { mode: options.mode }));
        }
        let words = self.words()?;
        let mut lexicons = words.dictionaries.clone();
        if options.formulas == Formulas::Find {
            lexicons.extend(self.provenance().lexicons);
        }
        let name = |source: LexiconSource| (source.name, source.version, source.hash);
        Ok(Making {
            program: format!("gongwen {}", env!("CARGO_PKG_VERSION")),
            tokenizer: words.segmenter.name(),
            mode: options.mode.as_str().to_owned(),
            lexicons: lexicons.into_iter().map(name).collect(),
            has_formulas: options.formulas == Formulas::Find,
        })
    }

    /// Opens a saved corpus, or reads documents into one in memory. Only documents that fulfil all conditions are looked at.
    ///
    /// # Errors
    ///
    /// When a saved corpus is damaged or lacks formulas that are wanted, or no document has the column of a condition. Unreadable files are
    /// part of the account.
    pub fn open_corpus(
        &self,
        source: &CorpusSource,
        options: CorpusOptions,
        conditions: &[Condition],
        progress: &dyn Fn(),
    ) -> Result<CorpusView<'_>, Error> {
        let (corpus, account) = match source {
            CorpusSource::Documents(inputs) => {
                let mut builder = CorpusBuilder::in_memory(self.segmenter()?, self.making(options)?);
                let account = self.cut_into(inputs, &mut builder, options, progress)?;
                (builder.finish()?, account)
            }
            CorpusSource::Saved(path) => {
                let corpus = Corpus::open(path)?;
                if options.formulas == Formulas::Find && !corpus.making().has_formulas {
                    return Err(Error::new(ErrorKind::WithoutFormulas { path: path.clone() }));
                }
                let account = Account::of_saved(corpus.documents());
                (corpus, account)
            }
        };
        let selection = corpus.select(conditions)?;
        Ok(CorpusView {
            engine: self,
            corpus,
            selection,
            conditions: conditions.to_vec(),
            reposts: None,
            account,
        })
    }
}

/// Completes a corpus and says how large it is.
fn finished(builder: CorpusBuilder<'_>, account: Account) -> Result<BuiltCorpus, Error> {
    let built = builder.save()?;
    let table = Table::builder("corpus")
        .count("documents", [built.documents])
        .count("tokens", [built.tokens])
        .count("types", [built.types])
        .count("bytes", [built.bytes])
        .build()?;
    Ok(BuiltCorpus { built, counted: account.with(table) })
}

/// Returns which words of a corpus a filter accepts, by number.
fn counted_in(corpus: &Corpus, filter: TokenFilter) -> Vec<bool> {
    let words = corpus.vocabulary();
    std::iter::once(false).chain(words.ids().map(|id| filter.accepts(words.word(id)))).collect()
}

/// Opens a saved corpus.
///
/// # Errors
///
/// When there is none or it is damaged.
pub fn open_saved(path: &Path) -> Result<Corpus, Error> {
    Ok(Corpus::open(path)?)
}

/// Returns the files of a saved corpus with their bytes, and what is wrong with those that are damaged.
///
/// # Errors
///
/// When there is none or its manifest is damaged.
pub fn verify_corpus(path: &Path) -> Result<Vec<(String, u64, Option<String>)>, Error> {
    let files = Corpus::verify(path)?;
    Ok(files
        .into_iter()
        .map(|(name, bytes, error)| (name, bytes, error.map(|error| error.to_string())))
        .collect())
}

/// Returns a row about a corpus: how large it is, and how it was made.
///
/// # Errors
///
/// When the table cannot be made.
pub fn corpus_table(corpus: &Corpus) -> Result<Table, Error> {
    let making = corpus.making();
    let dates: Vec<&str> =
        (0..corpus.documents()).filter_map(|document| corpus.document(document).date()).collect();
    let characters = (0..corpus.documents()).map(|document| corpus.document(document).characters()).sum();
    let lexicons = making.lexicons.iter().map(|(name, version, hash)| format!("{name} {version} {hash}"));
    Ok(Table::builder("corpus")
        .count("documents", [corpus.documents() as u64])
        .count("tokens", [corpus.tokens()])
        .count("types", [corpus.vocabulary().len() as u64])
        .count("characters", [characters])
        .optional_date("first_date", [dates.iter().min()])
        .optional_date("last_date", [dates.iter().max()])
        .list("columns", [corpus.columns()])
        .flag("formulas", [making.has_formulas])
        .text("program", [&making.program])
        .text("tokenizer", [&making.tokenizer])
        .text("mode", [&making.mode])
        .list("lexicons", [lexicons.collect::<Vec<_>>()])
        .text("hash", [corpus.hash()])
        .build()?)
}

/// Returns whether a path is the folder of a saved corpus.
pub fn is_saved(path: &Path) -> bool {
    path != Path::new(STANDARD_INPUT) && is_corpus(path)
}

/// What cutting needs, handed from thread to thread.
struct Tools<'s> {
    segmenter: &'s Segmenter,
    idle: Mutex<Vec<(Cutter<'s>, Scratch)>>,
}

impl<'s> Tools<'s> {
    fn with<T>(&self, work: impl FnOnce(&mut (Cutter<'s>, Scratch)) -> T) -> T {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut tools = idle.unwrap_or_else(|| (Cutter::new(self.segmenter), Scratch::default()));
        let result = work(&mut tools);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(tools);
        result
    }
}

impl CorpusView<'_> {
    /// Returns the corpus.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Leaves out the documents that repeat an earlier one of those looked at, word for word or nearly so: see
    /// [`gongwen_corpus::reuse`]. Memory: the texts, and about half of that beside them.
    #[must_use]
    pub fn without_reposts(mut self) -> Self {
        let options = ReuseOptions::default();
        let mut texts = ReuseTexts::new(&options);
        for document in (0..self.corpus.documents()).filter(|&document| self.is_looked_at(document)) {
            let view = self.corpus.document(document);
            let text = self.corpus.text(document);
            let ordinal = Ordinal { item: document as u64, part: 0 };
            let known = ReuseDocument { ordinal, name: view.id(), date: view.date() };
            texts.add(&known, &Reading::verbatim(&text));
        }
        let threads = NonZero::new(self.engine.settings().thread_count()).unwrap_or(NonZero::<usize>::MIN);
        let reuse = texts.compare(&Pool::new(threads));
        let left_out: BTreeSet<u64> = reuse.reposts().map(|known| known.ordinal.item).collect();
        self.selection = self.corpus.select_where(|document, _| {
            self.is_looked_at(document) && !left_out.contains(&(document as u64))
        });
        self.reposts = Some(left_out.len());
        self
    }

    fn is_looked_at(&self, document: usize) -> bool {
        self.corpus.is_selected(&self.selection, document)
    }

    /// Returns how many documents are left out because they repeat earlier ones.
    pub fn reposts(&self) -> usize {
        self.reposts.unwrap_or(0)
    }

    /// Returns the documents that are looked at.
    pub(crate) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Returns how many documents are looked at.
    pub fn selected(&self) -> usize {
        if self.selection.is_all() {
            return self.corpus.documents();
        }
        (0..self.corpus.documents())
            .filter(|&document| self.corpus.is_selected(&self.selection, document))
            .count()
    }

    /// Returns the provenance of what is said of these documents.
    pub(crate) fn provenance(&self) -> Provenance {
        let making = self.corpus.making();
        let mut provenance = self.engine.provenance_without_lexicons();
        provenance.tokenizer = Some(making.tokenizer.clone());
        let source = |(name, version, hash): &(String, String, String)| LexiconSource {
            name: name.clone(),
            version: version.clone(),
            hash: hash.clone(),
        };
        provenance.lexicons = making.lexicons.iter().map(source).collect();
        provenance.set_parameter("mode", &making.mode);
        if !self.conditions.is_empty() {
            let conditions: Vec<String> = self.conditions.iter().map(ToString::to_string).collect();
            provenance.set_parameter("where", conditions.join(" & "));
        }
        if let Some(reposts) = self.reposts {
            provenance.set_parameter("reposts_left_out", reposts);
        }
        provenance.corpus_hash = Some(self.corpus.hash());
        provenance.documents = Some(self.selected() as u64);
        provenance
    }

    /// Returns the account of reading these documents.
    pub fn account(self) -> Counted {
        let table = Table::builder("documents").count("documents", [self.selected() as u64]).build();
        self.account.with(table.expect("one column of one row"))
    }

    /// Returns an answer with the account of reading.
    pub(crate) fn answer(self, table: Table) -> Counted {
        self.account.with(table)
    }

    /// Returns which words a filter accepts, by number.
    pub(crate) fn counted(&self, filter: TokenFilter) -> Vec<bool> {
        counted_in(&self.corpus, filter)
    }
}
