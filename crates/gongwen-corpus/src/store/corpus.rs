//! A corpus: what queries look at, whether it is mapped from disk or was built in memory.

use super::condition::Condition;
use super::cut::{CutDocument, DocumentInfo, OwnedKey, Place};
use super::documents::{DocumentView, Documents, USUAL_COLUMNS};
use super::folder::{open_file, open_sections, read_manifest};
use super::manifest::{FileEntry, Making, Manifest};
use super::sections::Sections;
use super::segment::{Blanks, Segment};
use super::vocabulary::Vocabulary;
use crate::{Error, ErrorKind};
use gongwen_table::{Table, Value};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::OnceLock;

/// A corpus of documents: their words in order, where each word stands, their formulas and metadata.
#[derive(Debug)]
pub struct Corpus {
    words: Vocabulary,
    formulas: Formulas,
    parts: Vec<Part>,
    making: Making,
    /// For each part the documents before it.
    first_documents: Vec<usize>,
    frequencies: OnceLock<Vec<u64>>,
}

/// A part of a corpus with what is unpacked of it once.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) segment: Segment,
    pub(crate) documents: Documents,
    blanks: OnceLock<Blanks>,
    sentences: OnceLock<Vec<u32>>,
    hits: OnceLock<Vec<(u32, Place)>>,
}

impl Part {
    pub(crate) fn new(segment: Segment, documents: Documents) -> Self {
        Part {
            segment,
            documents,
            blanks: OnceLock::new(),
            sentences: OnceLock::new(),
            hits: OnceLock::new(),
        }
    }

    pub(crate) fn blanks(&self) -> &Blanks {
        self.blanks.get_or_init(|| self.segment.blanks())
    }

    /// Returns the tokens that begin sentences, in order.
    pub(crate) fn sentences(&self) -> &[u32] {
        self.sentences.get_or_init(|| self.segment.sentences())
    }

    /// Returns the formulas, in order.
    pub(crate) fn hits(&self) -> &[(u32, Place)] {
        self.hits.get_or_init(|| self.segment.hits())
    }
}

/// The formulas of a corpus by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Formulas {
    pub(crate) keys: Vec<OwnedKey>,
}

impl Formulas {
    pub(crate) fn table(&self) -> Result<Table, gongwen_table::Error> {
        let keys = || self.keys.iter();
        Table::builder("formulas")
            .text("formula", keys().map(|key| &key.canonical))
            .optional_text("id", keys().map(|key| key.id.as_deref()))
            .text("class", keys().map(|key| &key.class))
            .text("kind", keys().map(|key| &key.kind))
            .text("level", keys().map(|key| &key.level))
            .build()
    }

    pub(crate) fn read(folder: &Path, file: &FileEntry) -> Result<Formulas, Error> {
        let table = Table::from_parquet(open_file(folder, file)?.to_vec())?;
        let text = |column: &str, row: usize| -> Result<Option<String>, Error> {
            Ok(match table.column(column)?.value(row) {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            })
        };
        let key = |row: usize| -> Result<OwnedKey, Error> {
            Ok(OwnedKey {
                canonical: text("formula", row)?.unwrap_or_default(),
                id: text("id", row)?,
                class: text("class", row)?.unwrap_or_default(),
                kind: text("kind", row)?.unwrap_or_default(),
                level: text("level", row)?.unwrap_or_default(),
            })
        };
        Ok(Formulas { keys: (0..table.len()).map(key).collect::<Result<_, _>>()? })
    }
}

/// The documents that a query looks at.
#[derive(Clone, Debug)]
pub struct Selection {
    /// For each part, which documents; all of them where there is nothing.
    parts: Option<Vec<Vec<bool>>>,
}

impl Selection {
    /// Returns the selection of all documents.
    pub const fn all() -> Self {
        Selection { parts: None }
    }

    /// Returns whether it leaves nothing out.
    pub fn is_all(&self) -> bool {
        self.parts.is_none()
    }

    /// Returns whether a document of a part is selected.
    #[inline]
    pub(crate) fn has(&self, part: usize, document: usize) -> bool {
        match &self.parts {
            None => true,
            Some(parts) => parts.get(part).and_then(|part| part.get(document)).copied().unwrap_or(false),
        }
    }
}

/// A formula of a corpus, borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormulaView<'c> {
    /// The canonical form.
    pub canonical: &'c str,
    /// The lexicon's id.
    pub id: Option<&'c str>,
    /// The class.
    pub class: &'c str,
    /// The kind.
    pub kind: &'c str,
    /// The level.
    pub level: &'c str,
}

/// Returns the hash of documents' hashes, sorted: equal for the same texts in any order under any name.
pub fn hash_of(mut digests: Vec<[u8; 32]>) -> String {
    digests.sort_unstable();
    let digest = Sha256::digest(digests.as_flattened());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Returns whether a path is the folder of a saved corpus. Cost: a look at the disk.
pub fn is_corpus(path: &Path) -> bool {
    super::folder::is_corpus(path)
}

impl Corpus {
    pub(crate) fn new(words: Vocabulary, formulas: Formulas, parts: Vec<Part>, making: Making) -> Self {
        let mut before = 0;
        let first_documents = parts
            .iter()
            .map(|part| {
                before += part.documents.len();
                before - part.documents.len()
            })
            .collect();
        Corpus { words, formulas, parts, making, first_documents, frequencies: OnceLock::new() }
    }

    /// Opens a saved corpus. Every file is compared with its checksum before anything is read from it. Cost: one look at each byte.
    ///
    /// # Errors
    /// [`ErrorKind::NoCorpus`] when there is none, [`ErrorKind::Damaged`] with the file when one is not as it was written,
    /// [`ErrorKind::File`] when one cannot be read.
    pub fn open(path: &Path) -> Result<Corpus, Error> {
        let mut manifest = read_manifest(path)?;
        loop {
            let error = match Corpus::open_generation(path, &manifest) {
                Ok(corpus) => return Ok(corpus),
                Err(error) => error,
            };
            // Another run may have published a new generation since and removed the files of this one.
            let newer = read_manifest(path)?;
            if newer.generation == manifest.generation {
                return Err(error);
            }
            manifest = newer;
        }
    }

    fn open_generation(path: &Path, manifest: &Manifest) -> Result<Corpus, Error> {
        let damaged = |file: &FileEntry, problem| {
            Error::from(ErrorKind::Damaged { path: path.join(&file.name), problem })
        };
        let files: Vec<Sections> =
            manifest.words.iter().map(|file| open_sections(path, file)).collect::<Result<_, _>>()?;
        let words =
            Vocabulary::read(&files).map_err(|(index, problem)| damaged(&manifest.words[index], problem))?;
        let formulas = Formulas::read(path, &manifest.formulas)?;
        let mut parts = Vec::with_capacity(manifest.parts.len());
        for part in &manifest.parts {
            let segment = Segment::read(open_sections(path, &part.tokens)?, &words)
                .map_err(|problem| damaged(&part.tokens, problem))?;
            let documents = Documents::read(open_file(path, &part.documents)?.to_vec())?;
            if documents.len() != segment.documents() {
                return Err(damaged(&part.documents, "has another number of documents than the tokens"));
            }
            parts.push(Part::new(segment, documents));
        }
        Ok(Corpus::new(words, formulas, parts, manifest.making.clone()))
    }

    /// Returns the names and sizes in bytes of the files of a saved corpus, and which of them are damaged.
    ///
    /// # Errors
    /// When there is no corpus or its manifest is damaged.
    pub fn verify(path: &Path) -> Result<Vec<(String, u64, Option<Error>)>, Error> {
        let manifest = read_manifest(path)?;
        let check = |file: &FileEntry| (file.name.clone(), file.bytes, open_file(path, file).err());
        Ok(manifest.files().map(check).collect())
    }

    /// Returns the words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.words
    }

    /// Returns how the corpus was made.
    pub fn making(&self) -> &Making {
        &self.making
    }

    /// Returns the number of documents.
    pub fn documents(&self) -> usize {
        self.parts.iter().map(|part| part.documents.len()).sum()
    }

    /// Returns the number of tokens: words and marks, blanks not counted.
    pub fn tokens(&self) -> u64 {
        self.parts.iter().map(|part| (part.segment.length() - part.segment.documents() - 1) as u64).sum()
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the number of a document of a part.
    pub(crate) fn document_number(&self, part: usize, document: usize) -> usize {
        self.first_documents[part] + document
    }

    /// Returns the part of a document and its number there.
    pub(crate) fn part_of(&self, document: usize) -> (usize, usize) {
        let part = self.first_documents.partition_point(|&first| first <= document).saturating_sub(1);
        (part, document - self.first_documents.get(part).copied().unwrap_or(0))
    }

    /// Returns what is known about a document.
    ///
    /// # Panics
    /// When there are not so many.
    pub fn document(&self, document: usize) -> DocumentView<'_> {
        let (part, row) = self.part_of(document);
        self.parts[part].documents.view(row)
    }

    /// Returns whether a document is selected.
    pub fn is_selected(&self, selection: &Selection, document: usize) -> bool {
        let (part, row) = self.part_of(document);
        selection.has(part, row)
    }

    /// Returns the numbers of the words of a document in order, each with the number of its sentence in the document, from 0.
    pub fn words_of(&self, document: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (part, row) = self.part_of(document);
        let part = &self.parts[part];
        let tokens = part.segment.tokens_of(row);
        let mut starts = part.sentences();
        starts = &starts[starts.partition_point(|&start| start <= tokens.start)..];
        let column = part.segment.column();
        let mut sentence = 0;
        tokens.map(move |token| {
            if starts.first().is_some_and(|&start| start <= token) {
                starts = &starts[1..];
                sentence += 1;
            }
            (column.at(token as usize), sentence)
        })
    }

    /// Returns the reading of a document: the text that was cut. Cost: `O(tokens)`.
    pub fn text(&self, document: usize) -> String {
        let (part, row) = self.part_of(document);
        let part = &self.parts[part];
        let tokens = part.segment.tokens_of(row);
        let mut text = String::with_capacity(tokens.len() * 5);
        // A blank at the end stands before the boundary.
        let mut blanks = part.blanks().within(tokens.start..tokens.end + 1).peekable();
        let column = part.segment.column();
        for token in tokens.start..=tokens.end {
            if let Some((_, blank)) = blanks.next_if(|&(before, _)| before == token) {
                text.push_str(blank);
            }
            if token < tokens.end {
                text.push_str(self.words.word(column.at(token as usize)));
            }
        }
        text
    }

    /// Returns what is known about a document, with the hash of its source.
    pub fn info(&self, document: usize) -> DocumentInfo {
        let (part, row) = self.part_of(document);
        let part = &self.parts[part];
        DocumentInfo { digest: part.segment.digests()[row], ..part.documents.view(row).to_row().info }
    }

    /// Returns a document cut anew from its [`Corpus::text`], with the way back to the source that it has here.
    #[must_use]
    pub fn with_source_of(&self, document: usize, mut cut: CutDocument) -> CutDocument {
        let (part, row) = self.part_of(document);
        cut.shifts = self.parts[part].segment.shifts(row);
        cut
    }

    /// Returns the documents that fulfil all conditions.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownColumn`] when no document has the column of a condition.
    pub fn select(&self, conditions: &[Condition]) -> Result<Selection, Error> {
        if conditions.is_empty() {
            return Ok(Selection::all());
        }
        for condition in conditions {
            let known = (0..self.documents())
                .any(|document| self.document(document).value(condition.column()).is_some());
            if !known && self.documents() > 0 {
                let column = condition.column().to_string();
                return Err(ErrorKind::UnknownColumn { column, known: self.columns() }.into());
            }
        }
        Ok(self.select_where(|_, document| conditions.iter().all(|condition| condition.accepts(document))))
    }

    /// Returns the documents that a closure accepts.
    pub fn select_where(&self, accepts: impl Fn(usize, DocumentView<'_>) -> bool) -> Selection {
        let mut number = 0;
        let parts = self
            .parts
            .iter()
            .map(|part| {
                let row = |row| {
                    number += 1;
                    accepts(number - 1, part.documents.view(row))
                };
                (0..part.documents.len()).map(row).collect()
            })
            .collect();
        Selection { parts: Some(parts) }
    }

    /// Returns the columns in which at least one document has something, in alphabetical order, those derived from a date included.
    pub fn columns(&self) -> Vec<String> {
        let mut columns = std::collections::BTreeSet::new();
        for document in 0..self.documents() {
            let document = self.document(document);
            for column in USUAL_COLUMNS {
                if !columns.contains(column) && document.value(column).is_some() {
                    columns.insert(column.to_string());
                }
            }
            columns.extend(document.extra().into_keys());
        }
        columns.into_iter().collect()
    }

    /// Returns how often each word comes, by number. Cost: a look at the directory, once.
    pub fn frequencies(&self) -> &[u64] {
        self.frequencies.get_or_init(|| {
            let mut frequencies = vec![0; self.words.len() + 1];
            for part in &self.parts {
                for (id, frequency) in (1..).zip(&mut frequencies[1..]) {
                    *frequency += part.segment.frequency(id) as u64;
                }
            }
            frequencies
        })
    }

    /// Returns the number of formulas that come.
    pub fn formula_count(&self) -> usize {
        self.formulas.keys.len()
    }

    /// Returns a formula by number.
    pub fn formula(&self, number: usize) -> Option<FormulaView<'_>> {
        let OwnedKey { canonical, id, class, kind, level } = self.formulas.keys.get(number)?;
        Some(FormulaView { canonical, id: id.as_deref(), class, kind, level })
    }

    /// Returns the hash of all documents' sources, sorted: equal for the same texts in any order under any name.
    pub fn hash(&self) -> String {
        hash_of(self.parts.iter().flat_map(|part| part.segment.digests()).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::bytes::Bytes;
    use super::super::cut::{Cutter, FormulaHit};
    use super::super::segment::GrowingSegment;
    use super::super::vocabulary::Growing;
    use super::*;
    use crate::FormulaKey;
    use crate::query::{
        CollocateOptions, Concordance, Context, NgramOptions, SortKey, Target, Unit, Within, collocates,
        document_counts, find, ngrams, spread, units_of,
    };
    use gongwen_segment::{Mode, Scratch, Segmenter};
    use gongwen_text::Reading;
    use proptest::prelude::*;

    /// The files of a small corpus: words, a part, documents.
    fn files() -> (Vec<u8>, Vec<u8>, Documents) {
        let segmenter = Segmenter::new();
        let mut scratch = Scratch::default();
        let mut words = Growing::new(&segmenter);
        let mut part = GrowingSegment::default();
        let mut rows = Vec::new();
        for number in 0..3 {
            let text = "坚持“两个维护”，发展。\n\u{3000}高质量发展***，改革开放！第7条\n".repeat(6 + number);
            let reading = Reading::of(&text);
            let tokens = segmenter.segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch);
            let key = FormulaKey { canonical: "两个维护", id: None, class: "n", kind: "k", level: "c" };
            let hits: Vec<FormulaHit<'_>> = reading
                .as_str()
                .match_indices("两个维护")
                .map(|(start, found)| FormulaHit { key, start, end: start + found.len() })
                .collect();
            let cut = Cutter::new(&segmenter).cut(DocumentInfo::default(), &reading, tokens, &hits);
            let characters = part.add(&cut, &vec![0; hits.len()], &mut words);
            rows.push(super::super::documents::DocumentRow {
                info: DocumentInfo { id: number.to_string(), ..DocumentInfo::default() },
                tokens: cut.ids.len() as u64,
                characters,
            });
        }
        let part = part.finish(words.len());
        (words.finish().to_bytes(1), part, Documents::of(&rows).unwrap())
    }

    /// Asks everything there is to ask.
    fn ask(corpus: &Corpus) {
        let all = Selection::all();
        for document in 0..corpus.documents() {
            let _ = (corpus.text(document), corpus.words_of(document).count());
            let _ = units_of(corpus, document, Unit::Paragraph);
        }
        for target in
            [Target::Word("发展".into()), Target::Text("展。".into()), Target::Formula("两个维护".into())]
        {
            for within in [Within::Document, Within::Sentence] {
                let matches = find(corpus, &target, &all, within);
                let _ = matches.by_document(corpus);
                let sizes = document_counts(corpus, &all, |_| true);
                let _ = matches.positions(corpus, &sizes, |_| true);
                let _ = collocates(corpus, &matches, &all, &CollocateOptions::default(), |_| true);
                let keys = [SortKey::Right(1), SortKey::Left(2), SortKey::Node, SortKey::Document];
                let concordance = Concordance::new(corpus, matches).sorted(&keys);
                for context in [Context::Characters(9), Context::Tokens(3), Context::Sentences(1)] {
                    let _ = concordance.lines(0..50, context);
                }
            }
        }
        let sizes = document_counts(corpus, &all, |_| true);
        let _ = spread(corpus, &sizes, |_| true);
        let options = NgramOptions { longest: 3, ..NgramOptions::default() };
        ngrams(corpus, &all, &options, |_| true, |_, _, _| ());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

        /// Checksums keep damage out; what gets past them all the same gives nonsense, not a crash.
        #[test]
        fn no_bytes_make_a_question_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            of_words in any::<bool>(),
            cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
        ) {
            let (mut words, mut part, documents) = files();
            let file = if of_words { &mut words } else { &mut part };
            for (at, byte) in changes {
                let at = at.index(file.len());
                file[at] = byte;
            }
            if let Some(cut) = cut {
                file.truncate(cut.index(file.len()));
            }
            let read = Sections::parse(Bytes::Owned(words))
                .map_err(|problem| (0, problem))
                .and_then(|file| Vocabulary::read(&[file]));
            if let Ok(words) = read
                && let Ok(segment) = Sections::parse(Bytes::Owned(part)).and_then(|file| Segment::read(file, &words))
                && segment.documents() == documents.len()
            {
                let text = || "两个维护".to_owned();
                let key = OwnedKey { canonical: text(), id: None, class: text(), kind: text(), level: text() };
                let formulas = Formulas { keys: vec![key] };
                ask(&Corpus::new(words, formulas, vec![Part::new(segment, documents)], Making::default()));
            }
        }
    }
}
