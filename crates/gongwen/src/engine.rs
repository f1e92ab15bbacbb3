//! The engine: resources loaded once, and the loop over documents that every verb shares.

use crate::inputs::Inputs;
use crate::lexicon::load_lexicon;
use crate::ordered::ordered;
use crate::words::Words;
use crate::{Error, Settings};
use gongwen_formula::Extractor;
use gongwen_ingest::{Document, ReadOptions, guarded};
use gongwen_lexicon::Lexicon;
use gongwen_segment::Segmenter;
use gongwen_table::{LexiconSource, Provenance};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Everything that is loaded once a run and shared by all threads. What a verb does not need is not loaded.
///
/// # Examples
///
/// ```
/// use gongwen::{Engine, Settings};
///
/// let engine = Engine::new(Settings::default())?;
/// let rows = engine.formulas_in("党章", "坚决做到“两个维护”。");
/// assert_eq!(rows[0].canonical, "两个维护");
/// assert_eq!(rows[0].verb.as_deref(), Some("做到"));
/// # Ok::<(), gongwen::Error>(())
/// ```
pub struct Engine {
    formulas: OnceLock<Formulas>,
    words: OnceLock<Words>,
    settings: Settings,
}

/// What finds formulas.
struct Formulas {
    lexicon: Arc<Lexicon>,
    extractor: Extractor,
}

impl Formulas {
    fn load(settings: &Settings) -> Result<Formulas, Error> {
        let lexicon = Arc::new(load_lexicon(settings)?);
        let extractor = Extractor::new(Arc::clone(&lexicon))?;
        Ok(Formulas { lexicon, extractor })
    }
}

/// What one file came to.
#[derive(Debug)]
pub enum Outcome<T> {
    /// A result for each of its documents, or the fault of the program that kept one from having any.
    Read(Vec<Result<T, gongwen_ingest::Error>>),
    /// It lies in a folder that was named and holds no documents: a table without a text column.
    PassedOver(gongwen_ingest::Error),
    /// It could not be read.
    Failed(gongwen_ingest::Error),
}

/// What a run over many files came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Files that could not be read, or that hold a document that could not be worked on.
    pub failed: usize,
    /// Documents read and worked on.
    pub documents: usize,
}

impl Engine {
    /// Makes an engine. Lexicons of the settings are loaded at once, so that their errors are known; the built-in one
    /// alone when it is first needed.
    ///
    /// # Errors
    ///
    /// When a lexicon file cannot be read or has errors.
    pub fn new(settings: Settings) -> Result<Engine, Error> {
        let formulas = OnceLock::new();
        if !settings.lexicons.is_empty() {
            let loaded = Formulas::load(&settings)?;
            formulas.get_or_init(|| loaded);
        }
        Ok(Engine { formulas, words: OnceLock::new(), settings })
    }

    /// Returns the merged lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.loaded().lexicon
    }

    /// Returns the formula extractor.
    pub fn extractor(&self) -> &Extractor {
        &self.loaded().extractor
    }

    fn loaded(&self) -> &Formulas {
        self.formulas.get_or_init(|| {
            // Lexicons of the settings were loaded when the engine was made.
            Formulas::load(&self.settings).expect("the built-in matcher was compiled with the program")
        })
    }

    /// Returns the tokenizer under these settings. It is made, and its lists of words are read, on first use: a verb
    /// that does not segment pays nothing for it.
    ///
    /// # Errors
    ///
    /// When a list of words cannot be read or has errors; all of them are listed.
    pub fn segmenter(&self) -> Result<&Segmenter, Error> {
        Ok(&self.words()?.segmenter)
    }

    pub(crate) fn words(&self) -> Result<&Words, Error> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        let words = Words::load(&self.settings)?;
        Ok(self.words.get_or_init(|| words))
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the provenance that every result of this engine carries; verbs add their parameters.
    pub fn provenance(&self) -> Provenance {
        let mut provenance = self.provenance_without_lexicons();
        provenance.lexicons = self
            .lexicon()
            .files()
            .iter()
            .map(|file| LexiconSource {
                name: file.name.clone(),
                version: file.version.clone(),
                hash: file.hash.to_string(),
            })
            .collect();
        provenance
    }

    /// Returns the provenance of results that no lexicon took part in, and loads none.
    pub(crate) fn provenance_without_lexicons(&self) -> Provenance {
        Provenance::new("gongwen", env!("CARGO_PKG_VERSION"))
    }

    /// Reads all inputs on the engine's threads, does `work` on each document, and hands the outcomes of the files to
    /// `emit` in the order of the inputs. Stops early when `emit` breaks.
    ///
    /// A document on which `work` panics is an error of its own; the others are worked on all the same. Memory is
    /// bounded by the largest files that are read at the same time, not by their number.
    pub fn each_document<T: Send>(
        &self,
        inputs: &Inputs,
        work: impl Fn(&Document) -> T + Sync,
        mut emit: impl FnMut(&Path, Outcome<T>) -> ControlFlow<()>,
    ) -> Tally {
        let options = self.read_options();
        let mut tally = Tally::default();
        ordered(
            inputs.len(),
            self.settings.thread_count(),
            |index| {
                let source = &inputs.sources[index];
                match inputs.read(index, &options) {
                    Ok(documents) => Outcome::Read(
                        documents
                            .map(|(_, document)| guarded(source.name(), &document.id, || work(&document)))
                            .collect(),
                    ),
                    Err(error) if source.holds_none(&error) => Outcome::PassedOver(error),
                    Err(error) => Outcome::Failed(error),
                }
            },
            |index, outcome: Outcome<T>| {
                tally.files += 1;
                match &outcome {
                    Outcome::Read(results) => {
                        let worked_on = results.iter().filter(|result| result.is_ok()).count();
                        tally.documents += worked_on;
                        tally.failed += usize::from(worked_on < results.len());
                    }
                    Outcome::PassedOver(_) => {}
                    Outcome::Failed(_) => tally.failed += 1,
                }
                emit(inputs.sources[index].name(), outcome)
            },
        );
        tally
    }

    /// Returns how files are read under these settings.
    pub(crate) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            encoding: self.settings.encoding.clone(),
            text_column: self.settings.text_column.clone(),
            ..ReadOptions::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_cannot_be_worked_on_is_named_and_the_others_are_worked_on() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["甲", "乙", "丙"] {
            std::fs::write(folder.path().join(format!("{name}.txt")), format!("{name}的报告。")).unwrap();
        }
        std::fs::write(
            folder.path().join("丁.jsonl"),
            "{\"id\":\"丁一\",\"text\":\"丁一的报告。\"}\n{\"id\":\"丁二\",\"text\":\"乙见丁二的报告。\"}\n",
        )
        .unwrap();
        let inputs = Inputs::resolve(&[folder.path().to_owned()]).unwrap();
        for threads in [1, 3] {
            let engine = Engine::new(Settings { threads: Some(threads), ..Settings::default() }).unwrap();
            let work = |document: &Document| {
                let text = document.text.as_str();
                assert!(!text.contains('乙'), "odd");
                text.chars().count()
            };
            let (mut worked_on, mut faults) = (Vec::new(), Vec::new());
            let tally = engine.each_document(&inputs, work, |_, outcome| {
                let Outcome::Read(documents) = outcome else { panic!("all are read") };
                for document in documents {
                    match document {
                        Ok(characters) => worked_on.push(characters),
                        Err(error) => faults.push(error.to_string()),
                    }
                }
                ControlFlow::Continue(())
            });
            assert_eq!(worked_on.iter().sum::<usize>(), 5 + 5 + 6);
            assert_eq!(faults.len(), 2, "{faults:?}");
            assert!(faults[0].contains("丁.jsonl#2"), "{faults:?}");
            assert!(faults.iter().all(|fault| fault.contains("odd (at ")), "{faults:?}");
            assert_eq!(tally, Tally { files: 4, failed: 2, documents: 3 });
        }
    }
}
