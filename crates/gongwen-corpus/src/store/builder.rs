//! Building a corpus: documents in order, parts of bounded size, in memory or into a folder.

use super::corpus::{Corpus, Part};
use super::cut::{CutDocument, OwnedKey};
use super::documents::{DocumentRow, Documents};
use super::folder::{Folder, open_file, open_sections};
use super::manifest::{Making, Manifest, PartEntry};
use super::sections::Sections;
use super::segment::{GrowingSegment, MOST_TOKENS, Segment};
use super::vocabulary::{Growing, Vocabulary};
use super::{bytes::Bytes, corpus::Formulas};
use crate::{Error, ErrorKind};
use gongwen_segment::Segmenter;
use gongwen_table::{Format, Table, WriteOptions};
use std::collections::HashMap;
use std::path::Path;

/// Builds a corpus from documents in the order in which they are to stand. Memory: that of one part, and the words.
pub struct CorpusBuilder<'s> {
    words: Growing<'s>,
    keys: HashMap<OwnedKey, u32>,
    formulas: Vec<OwnedKey>,
    segment: GrowingSegment,
    documents: Vec<DocumentRow>,
    sink: Sink,
    most_tokens: usize,
    numbers: Vec<u32>,
}

/// Where finished parts go.
enum Sink {
    Memory { making: Making, parts: Vec<(Vec<u8>, Documents)> },
    Folder { folder: Folder, manifest: Manifest, old_words: usize },
}

/// What a build into a folder came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// Documents in the corpus.
    pub documents: u64,
    /// Words and marks in the corpus.
    pub tokens: u64,
    /// Different ones.
    pub types: u64,
    /// Bytes of all files.
    pub bytes: u64,
}

/// What becomes of a corpus that stands where one is to be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Existing {
    /// It is an error.
    #[default]
    Keep,
    /// The new one takes its place when it is complete.
    Replace,
}

impl<'s> CorpusBuilder<'s> {
    /// Returns a builder of a corpus in memory.
    pub fn in_memory(segmenter: &'s Segmenter, making: Making) -> Self {
        CorpusBuilder::with(Growing::new(segmenter), Sink::Memory { making, parts: Vec::new() })
    }

    /// Returns a builder of a corpus in a folder, which is made where it does not exist.
    ///
    /// # Errors
    /// [`ErrorKind::Exists`] when a corpus stands there and is to be kept, [`ErrorKind::Occupied`] when other files do,
    /// [`ErrorKind::Busy`] when another run writes to it, [`ErrorKind::File`] when it cannot be written to.
    pub fn create(
        path: &Path,
        segmenter: &'s Segmenter,
        making: Making,
        existing: Existing,
    ) -> Result<Self, Error> {
        let folder = Folder::take(path)?;
        // A damaged corpus may be replaced.
        let old = match (folder.manifest(), existing) {
            (Err(error), Existing::Keep) => return Err(error),
            (Ok(Some(_)), Existing::Keep) => {
                return Err(ErrorKind::Exists { path: path.to_path_buf() }.into());
            }
            (Ok(old), _) => old,
            (Err(_), Existing::Replace) => None,
        };
        let mut manifest = Manifest::new(making);
        manifest.generation = match old {
            Some(old) => old.generation + 1,
            None => folder.newest()? + 1,
        };
        let sink = Sink::Folder { folder, manifest, old_words: 1 };
        Ok(CorpusBuilder::with(Growing::new(segmenter), sink))
    }

    /// Returns a builder that adds to a saved corpus. What stands in it is neither read again nor rewritten, but for a last part
    /// that is far from full.
    ///
    /// # Errors
    /// [`ErrorKind::NoCorpus`] when there is none, [`ErrorKind::OtherMaking`] when it was cut in another way,
    /// [`ErrorKind::Damaged`], and as [`CorpusBuilder::create`].
    pub fn append(path: &Path, segmenter: &'s Segmenter, making: &Making) -> Result<Self, Error> {
        if !super::folder::is_corpus(path) {
            return Err(ErrorKind::NoCorpus { path: path.to_path_buf() }.into());
        }
        let folder = Folder::take(path)?;
        let Some(mut manifest) = folder.manifest()? else {
            return Err(ErrorKind::NoCorpus { path: path.to_path_buf() }.into());
        };
        if let Some(difference) = difference(&manifest.making, making) {
            return Err(ErrorKind::OtherMaking { path: path.to_path_buf(), difference }.into());
        }
        let files: Vec<Sections> =
            manifest.words.iter().map(|file| open_sections(path, file)).collect::<Result<_, _>>()?;
        let words = Vocabulary::read(&files).map_err(|(index, problem)| {
            Error::from(ErrorKind::Damaged { path: path.join(&manifest.words[index].name), problem })
        })?;
        let formulas = Formulas::read(path, &manifest.formulas)?;
        let old_words = words.len() + 1;
        let last = manifest.parts.pop_if(|part| part.tokens.bytes < (MOST_TOKENS as u64) * 2);
        let mut segment = GrowingSegment::default();
        let mut documents = Vec::new();
        if let Some(part) = last {
            let tokens = path.join(&part.tokens.name);
            let old = Segment::read(open_sections(path, &part.tokens)?, &words)
                .map_err(|problem| Error::from(ErrorKind::Damaged { path: tokens, problem }))?;
            let table = Documents::read(open_file(path, &part.documents)?.to_vec())?;
            documents = (0..table.len()).map(|row| table.view(row).to_row()).collect();
            segment = GrowingSegment::reopen(&old);
        }
        manifest.generation += 1;
        let sink = Sink::Folder { folder, manifest, old_words };
        let mut builder = CorpusBuilder::with(Growing::from(segmenter, words), sink);
        builder.keys = formulas.keys.iter().cloned().zip(0..).collect();
        builder.formulas = formulas.keys;
        builder.segment = segment;
        builder.documents = documents;
        Ok(builder)
    }

    fn with(words: Growing<'s>, sink: Sink) -> Self {
        CorpusBuilder {
            words,
            keys: HashMap::new(),
            formulas: Vec::new(),
            segment: GrowingSegment::default(),
            documents: Vec::new(),
            sink,
            most_tokens: MOST_TOKENS,
            numbers: Vec::new(),
        }
    }

    /// Makes parts of at most so many tokens, where single documents are not longer.
    #[must_use]
    pub fn with_part_size(mut self, tokens: usize) -> Self {
        self.most_tokens = tokens.clamp(1, MOST_TOKENS);
        self
    }

    /// Adds a document. Cost: `O(tokens)`, and that of writing a part when one is full.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a part cannot be written, [`ErrorKind::TooLong`] for a document of more than 2³⁰ tokens.
    pub fn add(&mut self, document: &CutDocument) -> Result<(), Error> {
        let tokens = document.ids.len();
        if tokens > 1 << 30 {
            return Err(ErrorKind::TooLong { document: document.info.id.clone() }.into());
        }
        if !self.segment.is_empty() && self.segment.tokens.len() + tokens >= self.most_tokens {
            self.flush()?;
        }
        self.numbers.clear();
        for (key, _) in &document.hits {
            let number = match self.keys.get(key) {
                Some(&number) => number,
                None => {
                    let number = self.formulas.len() as u32;
                    self.formulas.push(key.clone());
                    self.keys.insert(key.clone(), number);
                    number
                }
            };
            self.numbers.push(number);
        }
        let characters = self.segment.add(document, &self.numbers, &mut self.words);
        self.documents.push(DocumentRow { info: document.info.clone(), tokens: tokens as u64, characters });
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        let bytes = std::mem::take(&mut self.segment).finish(self.words.len());
        let rows = std::mem::take(&mut self.documents);
        let (count, length) = (rows.len() as u64, rows.iter().map(|row| row.tokens).sum());
        let documents = Documents::of(&rows)?;
        match &mut self.sink {
            Sink::Memory { parts, .. } => parts.push((bytes, documents)),
            Sink::Folder { folder, manifest, .. } => {
                let (generation, number) = (manifest.generation, manifest.parts.len() + 1);
                let tokens = folder.write(generation, &format!("part{number}"), &bytes)?;
                let table = parquet(documents.table())?;
                let documents = folder.write(generation, &format!("documents{number}.parquet"), &table)?;
                manifest.parts.push(PartEntry { count, length, tokens, documents });
            }
        }
        Ok(())
    }

    /// Completes a corpus in memory.
    ///
    /// # Errors
    /// When a table cannot be made.
    ///
    /// # Panics
    /// When the builder writes to a folder.
    pub fn finish(mut self) -> Result<Corpus, Error> {
        if !self.segment.is_empty() {
            self.flush()?;
        }
        let Sink::Memory { making, parts } = self.sink else { panic!("a corpus in memory is finished here") };
        let words = self.words.finish();
        let read = |(bytes, documents)| {
            let segment = Sections::parse(Bytes::Owned(bytes)).and_then(|file| Segment::read(file, &words));
            Part::new(segment.expect("what was just written can be read"), documents)
        };
        let parts = parts.into_iter().map(read).collect();
        Ok(Corpus::new(words, Formulas { keys: self.formulas }, parts, making))
    }

    /// Completes a saved corpus: only now it is seen.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when something cannot be written; what stood there before stands there still.
    ///
    /// # Panics
    /// When the builder builds in memory.
    pub fn save(mut self) -> Result<Built, Error> {
        if !self.segment.is_empty() {
            self.flush()?;
        }
        let Sink::Folder { mut folder, mut manifest, old_words } = self.sink else {
            panic!("a corpus in a folder is saved here")
        };
        let words = self.words.finish();
        if words.len() + 1 > old_words || manifest.words.is_empty() {
            let file = folder.write(manifest.generation, "words", &words.to_bytes(old_words))?;
            manifest.words.push(file);
        }
        let formulas = parquet(&Formulas { keys: self.formulas }.table()?)?;
        manifest.formulas = folder.write(manifest.generation, "formulas.parquet", &formulas)?;
        let built = Built {
            documents: manifest.parts.iter().map(|part| part.count).sum(),
            tokens: manifest.parts.iter().map(|part| part.length).sum(),
            types: words.len() as u64,
            bytes: manifest.files().map(|file| file.bytes).sum(),
        };
        folder.publish(&manifest)?;
        Ok(built)
    }
}

/// Returns what differs in how two corpora were made.
fn difference(old: &Making, new: &Making) -> Option<String> {
    let pairs = [
        ("tokenizer", old.tokenizer.clone(), new.tokenizer.clone()),
        ("mode", old.mode.clone(), new.mode.clone()),
        ("formulas", old.has_formulas.to_string(), new.has_formulas.to_string()),
        ("lexicons", names(old), names(new)),
    ];
    let (what, old, new) = pairs.into_iter().find(|(_, old, new)| old != new)?;
    Some(format!("{what}: {old} there, {new} here"))
}

fn names(making: &Making) -> String {
    let name = |(name, version, hash): &(String, String, String)| format!("{name} {version} {hash}");
    making.lexicons.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn parquet(table: &Table) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    table.write(Format::Parquet, &mut bytes, &WriteOptions::default())?;
    Ok(bytes)
}
