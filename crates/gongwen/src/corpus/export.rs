//! The verb `corpus export`: a corpus as Parquet tables for other programs.

use crate::{Error, ErrorKind};
use gongwen_corpus::query::hits_of;
use gongwen_corpus::store::Corpus;
use gongwen_table::{Format, ParquetStream, Table, WriteOptions};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Rows of tokens that are held at a time.
const ROWS: usize = 1 << 20;

/// Writes `documents.parquet`, `vocabulary.parquet`, `tokens.parquet` and `hits.parquet` into a folder, which is made where it does not
/// exist. Each file appears when it is complete. Returns the files with their rows.
///
/// | table | columns |
/// |---|---|
/// | documents | `document` (number), `doc`, `title`, `date`, `issuer`, `number`, `genre`, `extra` (JSON), `tokens`, `characters` |
/// | vocabulary | `word_id`, `word`, `tag`, `freq` |
/// | tokens | `document`, `position` in the document, `word_id`, `sentence` in the document; all from 0 |
/// | hits | `document`, `start`, `end` (code points of the source), `formula`, `id`, `class`, `kind`, `level` |
///
/// # Errors
///
/// When a file cannot be written.
pub fn export_corpus(corpus: &Corpus, folder: &Path) -> Result<Vec<(PathBuf, u64)>, Error> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))?;
    let views = || (0..corpus.documents()).map(|document| corpus.document(document));
    let column = |name: &'static str| views().map(move |view| view.value(name));
    let extra = views().map(|view| {
        let extra = view.extra();
        (!extra.is_empty()).then(|| serde_json::to_string(&extra).unwrap_or_default())
    });
    let documents = Table::builder("documents")
        .count("document", 0..corpus.documents() as u64)
        .text("doc", views().map(|view| view.id().to_owned()))
        .optional_text("title", column("title"))
        .optional_text("date", column("date"))
        .optional_text("issuer", column("issuer"))
        .optional_text("number", column("number"))
        .optional_text("genre", column("genre"))
        .optional_text("extra", extra)
        .count("tokens", views().map(|view| view.tokens()))
        .count("characters", views().map(|view| view.characters()))
        .build()?;
    let words = corpus.vocabulary();
    let vocabulary = Table::builder("vocabulary")
        .count("word_id", words.ids().map(u64::from))
        .text("word", words.ids().map(|id| words.word(id)))
        .text("tag", words.ids().map(|id| words.tag(id)))
        .count("freq", words.ids().map(|id| corpus.frequencies()[id as usize]))
        .build()?;
    let hits: Vec<_> = (0..corpus.documents())
        .flat_map(|document| hits_of(corpus, document).map(move |(key, found)| (document, key, found)))
        .collect();
    let sources: Vec<_> = hits.iter().map(|(_, _, found)| found.source(corpus)).collect();
    let keys = || hits.iter().filter_map(|(_, key, _)| corpus.formula(*key));
    let formulas = Table::builder("hits")
        .count("document", hits.iter().map(|(document, ..)| *document as u64))
        .count("start", sources.iter().map(|source| source.start as u64))
        .count("end", sources.iter().map(|source| source.end as u64))
        .text("formula", keys().map(|key| key.canonical))
        .optional_text("id", keys().map(|key| key.id))
        .text("class", keys().map(|key| key.class))
        .text("kind", keys().map(|key| key.kind))
        .text("level", keys().map(|key| key.level))
        .build()?;
    let mut written = Vec::new();
    for (name, table) in [("documents", &documents), ("vocabulary", &vocabulary), ("hits", &formulas)] {
        let path = folder.join(format!("{name}.parquet"));
        whole(&path, |file| {
            table.write(Format::Parquet, file, &WriteOptions::default())?;
            Ok(())
        })?;
        written.push((path, table.len() as u64));
    }
    let path = folder.join("tokens.parquet");
    whole(&path, |file| write_tokens(corpus, file))?;
    written.push((path, corpus.tokens()));
    Ok(written)
}

fn write_tokens(corpus: &Corpus, file: &mut (impl Write + Send)) -> Result<(), Error> {
    let mut rows: [Vec<u64>; 4] = Default::default();
    let table = |rows: &mut [Vec<u64>; 4]| {
        let [documents, positions, words, sentences] = rows.each_mut().map(std::mem::take);
        Table::builder("tokens")
            .count("document", documents)
            .count("position", positions)
            .count("word_id", words)
            .count("sentence", sentences)
            .build()
    };
    let mut stream = ParquetStream::new(file, &table(&mut rows)?)?;
    for document in 0..corpus.documents() {
        for (position, (word, sentence)) in (0..).zip(corpus.words_of(document)) {
            for (column, value) in
                rows.iter_mut().zip([document as u64, position, word.into(), sentence.into()])
            {
                column.push(value);
            }
            if rows[0].len() == ROWS {
                stream.append(&table(&mut rows)?)?;
            }
        }
    }
    if !rows[0].is_empty() {
        stream.append(&table(&mut rows)?)?;
    }
    stream.finish()?;
    Ok(())
}

/// Writes a file that appears under its name when it is complete.
fn whole(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Error>) -> Result<(), Error> {
    let new = path.with_extension("parquet.new");
    let done = (|| {
        let mut file = BufWriter::new(File::create(&new).map_err(|error| unwritable(&new, error))?);
        write(&mut file)?;
        let file = file.into_inner().map_err(|error| unwritable(&new, error.into_error()))?;
        file.sync_all().map_err(|error| unwritable(&new, error))?;
        fs::rename(&new, path).map_err(|error| unwritable(path, error))
    })();
    if done.is_err() {
        // The error that is told is the one that led here.
        let _ = fs::remove_file(&new);
    }
    done
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Write { path: path.to_path_buf(), error })
}
