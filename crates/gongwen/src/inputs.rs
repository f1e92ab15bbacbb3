//! Inputs: what the user named, resolved to files, and how they are read one after the other.

use crate::Error;
use gongwen_corpus::Ordinal;
use gongwen_ingest::{Document, Entry, ReadOptions, WalkOptions};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The name that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// The files of a run in their final order: standard input first when it was named, then files sorted by path.
#[derive(Debug)]
pub struct Inputs {
    pub(crate) sources: Vec<Source>,
    /// Documents that are passed by.
    left_out: BTreeSet<Ordinal>,
}

/// One thing to read.
#[derive(Debug)]
pub(crate) enum Source {
    /// Kept once it is read: some verbs go over their inputs more than once.
    StandardInput(OnceLock<Vec<u8>>),
    File(Entry),
}

impl Inputs {
    /// Resolves files, folders and `-`. Folders are walked with ignore rules; a file named twice is read once.
    ///
    /// # Errors
    ///
    /// When a path does not exist or a folder cannot be listed.
    pub fn resolve(paths: &[PathBuf]) -> Result<Inputs, Error> {
        let is_standard_input = |path: &&PathBuf| path.as_path() == Path::new(STANDARD_INPUT);
        let named: Vec<PathBuf> = paths.iter().filter(|path| !is_standard_input(path)).cloned().collect();
        let mut sources = Vec::new();
        if paths.iter().any(|path| is_standard_input(&path)) {
            sources.push(Source::StandardInput(OnceLock::new()));
        }
        if !named.is_empty() {
            sources
                .extend(gongwen_ingest::walk(&named, &WalkOptions::default())?.into_iter().map(Source::File));
        }
        Ok(Inputs { sources, left_out: BTreeSet::new() })
    }

    /// Leaves out some documents: whoever reads the inputs does not meet them.
    #[must_use]
    pub fn without(mut self, documents: BTreeSet<Ordinal>) -> Inputs {
        self.left_out.extend(documents);
        self
    }

    /// Reads the documents of a source that are not left out, each with its place in the source.
    pub(crate) fn read(
        &self,
        index: usize,
        options: &ReadOptions,
    ) -> Result<impl Iterator<Item = (u64, Document)>, gongwen_ingest::Error> {
        let documents = (0..).zip(self.sources[index].read(options)?);
        Ok(documents.filter(move |&(part, _)| !self.left_out.contains(&Ordinal { item: index as u64, part })))
    }

    /// Returns the number of files, standard input included.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Returns whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

impl Source {
    pub(crate) fn name(&self) -> &Path {
        match self {
            Source::StandardInput(_) => Path::new(STANDARD_INPUT),
            Source::File(entry) => &entry.path,
        }
    }

    /// Returns whether a failure only says that the file holds no documents: a table or JSON file without a text
    /// column that was met in a folder, not named.
    pub(crate) fn holds_none(&self, error: &gongwen_ingest::Error) -> bool {
        matches!(self, Source::File(entry) if !entry.is_named)
            && matches!(error.kind(), gongwen_ingest::ErrorKind::NoTextColumn { wanted: None, .. })
    }

    /// Reads the documents of the source.
    pub(crate) fn read(&self, options: &ReadOptions) -> Result<Vec<Document>, gongwen_ingest::Error> {
        match self {
            Source::File(entry) => gongwen_ingest::read_entry(entry, options),
            Source::StandardInput(_) => self.read_as(&self.bytes(options)?, options),
        }
    }

    /// Returns the bytes of the source.
    pub(crate) fn bytes(&self, options: &ReadOptions) -> Result<Cow<'_, [u8]>, gongwen_ingest::Error> {
        match self {
            Source::File(entry) => gongwen_ingest::load(&entry.path, &options.limits).map(Cow::Owned),
            Source::StandardInput(kept) => {
                let bytes = match kept.get() {
                    Some(bytes) => bytes,
                    None => {
                        let bytes = standard_input(options)?;
                        kept.get_or_init(|| bytes)
                    }
                };
                Ok(Cow::Borrowed(bytes))
            }
        }
    }

    /// Reads the documents of the source as if these were its bytes.
    pub(crate) fn read_as(
        &self,
        bytes: &[u8],
        options: &ReadOptions,
    ) -> Result<Vec<Document>, gongwen_ingest::Error> {
        match self {
            Source::File(entry) => gongwen_ingest::read_loaded(entry, bytes, options),
            Source::StandardInput(_) => gongwen_ingest::read_bytes(STANDARD_INPUT, bytes, options),
        }
    }
}

fn standard_input(options: &ReadOptions) -> Result<Vec<u8>, gongwen_ingest::Error> {
    let mut bytes = Vec::new();
    let limit = options.limits.max_file_bytes.saturating_add(1);
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| gongwen_ingest::Error::new(Path::new(STANDARD_INPUT), error))?;
    Ok(bytes)
}
