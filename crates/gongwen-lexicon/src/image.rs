//! The image of the built-in lexicon: what the build script writes of the merged files, and how it is opened.
//!
//! The files are parsed, checked and merged when the program is built, by this crate's own modules; faulty files fail
//! the build. The image holds the files' headers, the entries packed one by one, and the compiled matcher of what
//! official prose recites.

use std::collections::HashMap;

use crate::error::{Diagnostic, Error, Problem};
use crate::file::LexiconFile;
use crate::lexicon::{Lexicon, LexiconInfo};
use crate::matcher::Matcher;
use crate::model::Place;
use crate::pack::{Pack, packed, take_bytes};
use crate::shelf::Shelf;

/// The built-in lexicon, and the files that it was merged from.
pub(crate) struct Image {
    pub(crate) lexicon: Lexicon,
    /// The files without their entries, which stand in the lexicon.
    heads: Vec<LexiconFile>,
}

/// Returns the image of `files`.
///
/// # Errors
///
/// Every problem of merging them. They may not override one another: the image keeps an entry once.
pub(crate) fn write(files: Vec<LexiconFile>) -> Result<Vec<u8>, Error> {
    check_distinct(&files)?;
    let heads: Vec<LexiconFile> = files.iter().map(without_entries).collect();
    let lexicon = Lexicon::merge(files)?;
    let mut out = Vec::new();
    heads.put(&mut out);
    lexicon.origins.put(&mut out);
    lexicon.chain_origins.put(&mut out);
    lexicon.by_label.put(&mut out);
    packed(&Matcher::recited(&lexicon)?).put(&mut out);
    lexicon.formulas.write(&mut out);
    lexicon.phrases.write(&mut out);
    lexicon.names.write(&mut out);
    lexicon.chains.write(&mut out);
    Ok(out)
}

/// Reports every id that stands in two files.
fn check_distinct(files: &[LexiconFile]) -> Result<(), Error> {
    let mut seen: HashMap<&str, (&str, Place)> = HashMap::new();
    let mut diagnostics = Vec::new();
    for file in files {
        for (id, place) in ids(file) {
            if let Some((first, first_place)) = seen.insert(id, (&file.file, place)) {
                let first = format!("{first}:{}:{}", first_place.line, first_place.column);
                let (file, id) = (file.file.clone(), Some(id.to_owned()));
                diagnostics.push(Diagnostic { file, place, id, problem: Problem::DuplicateId { first } });
            }
        }
    }
    Error::unless(diagnostics, ())
}

fn ids(file: &LexiconFile) -> impl Iterator<Item = (&str, Place)> {
    let formulas = file.formulas.iter().map(|entry| (entry.id.as_str(), entry.place));
    let phrases = file.phrases.iter().map(|entry| (entry.id.as_str(), entry.place));
    let names = file.names.iter().map(|entry| (entry.id.as_str(), entry.place));
    let chains = file.chains.iter().map(|entry| (entry.id.as_str(), entry.place));
    formulas.chain(phrases).chain(names).chain(chains)
}

fn without_entries(file: &LexiconFile) -> LexiconFile {
    let (formulas, phrases, names, chains) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    LexiconFile { formulas, phrases, names, chains, ..file.clone() }
}

impl Image {
    /// Opens an image that [`write`] wrote.
    ///
    /// Cost: a few words an entry; no entry is read.
    pub(crate) fn open(mut bytes: &'static [u8]) -> Option<Self> {
        let from = &mut bytes;
        let heads: Vec<LexiconFile> = Pack::take(from)?;
        let origins = Pack::take(from)?;
        let chain_origins = Pack::take(from)?;
        let by_label = Pack::take(from)?;
        let length = u32::take(from)? as usize;
        let recited = take_bytes(from, length)?;
        let lexicon = Lexicon {
            formulas: Shelf::open(from)?,
            phrases: Shelf::open(from)?,
            names: Shelf::open(from)?,
            chains: Shelf::open(from)?,
            origins,
            chain_origins,
            by_label,
            files: heads.iter().map(LexiconInfo::of).collect(),
            shadowed: Vec::new(),
            recited: Some(recited),
        };
        Some(Self { lexicon, heads })
    }

    /// Returns the files as they were parsed: entries stand by id in a file as they do in the lexicon.
    pub(crate) fn into_files(self) -> Vec<LexiconFile> {
        let Self { lexicon, heads: mut files } = self;
        let mut origins = lexicon.origins.iter().map(|file| *file as usize);
        for (entry, file) in lexicon.formulas.iter().zip(&mut origins) {
            files[file].formulas.push(entry.clone());
        }
        for (entry, file) in lexicon.phrases.iter().zip(&mut origins) {
            files[file].phrases.push(entry.clone());
        }
        for (entry, file) in lexicon.names.iter().zip(&mut origins) {
            files[file].names.push(entry.clone());
        }
        for (entry, file) in lexicon.chains.iter().zip(&lexicon.chain_origins) {
            files[*file as usize].chains.push(entry.clone());
        }
        files
    }
}
