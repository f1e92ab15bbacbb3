//! Files and folders to documents: the way in for everything that gongwen reads.
//!
//! [`walk`] finds the files, [`read`] turns one into [`Document`]s: it tells the format by content,
//! decodes the text, extracts what a reader of the document sees, and gathers what is known about
//! it. One file gives several documents when it is JSON Lines, CSV or the like.
//!
//! Files come from anywhere, so every reader is bounded ([`Limits`]) and guarded: third-party code
//! that panics gives an error, and the parsers of HTML, PDF and legacy DOC run on a thread of their
//! own with a deadline. This crate may read the disk and start such threads; it prints nothing and
//! knows nothing of words.
//!
//! # Examples
//!
//! ```
//! let page = "<title>关于做好防汛工作的通知</title><nav>首页</nav><p>各区县：<p>现就有关事项通知如下。";
//! let documents = gongwen_ingest::read_bytes("a.html", page.as_bytes(), &Default::default())?;
//! assert_eq!(documents[0].text.as_str(), "各区县：\n现就有关事项通知如下。");
//! assert_eq!(documents[0].metadata.title.as_deref(), Some("关于做好防汛工作的通知"));
//! # Ok::<(), gongwen_ingest::Error>(())
//! ```
#![forbid(unsafe_code)]

mod date;
mod decode;
mod doc;
mod document;
mod docx;
mod error;
mod extract;
mod format;
mod guard;
mod html;
mod imprint;
mod json;
mod markdown;
mod metadata;
mod options;
mod pdf;
mod records;
mod rtf;
mod sidecar;
mod table;
mod walk;
mod xml;

use std::io::Read;
use std::path::Path;

use gongwen_text::SourceText;

use crate::decode::decode;
pub use crate::document::{Document, FileFormat, Note};
pub use crate::docx::{
    DocxAuthor, DocxComment, DocxLook, DocxParagraph, DocxRevision, MarkedDocx, Placed, RunMap, RunPiece,
    RunPosition, comment_docx, revise_docx,
};
pub use crate::error::{Error, ErrorKind};
use crate::extract::Extract;
pub use crate::guard::guarded;
pub use crate::metadata::{Metadata, MetadataSource};
pub use crate::options::{Hidden, Ignored, Limits, ReadOptions, WalkOptions};
pub use crate::walk::{Entry, walk};

/// Reads the documents of a file, with the metadata that a `metadata.csv` beside it has.
///
/// Cost: `O(bytes)` for most formats. Files are read whole, up to [`Limits::max_file_bytes`].
///
/// # Errors
///
/// The file cannot be read, is of a kind that is not read, is encrypted or a scan, or passes a
/// limit. What is merely odd is noted in [`Document::notes`].
pub fn read(path: &Path, options: &ReadOptions) -> Result<Vec<Document>, Error> {
    read_entry(&Entry::named(path), options)
}

/// Reads the documents of a file that [`walk`] found. As [`read`], but each `metadata.csv` is
/// parsed once a walk.
///
/// # Errors
///
/// As [`read`].
pub fn read_entry(entry: &Entry, options: &ReadOptions) -> Result<Vec<Document>, Error> {
    read_loaded(entry, &load(&entry.path, &options.limits)?, options)
}

/// Returns the bytes of a file that is within the limits.
///
/// # Errors
///
/// The file cannot be read or is too large.
pub fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, Error> {
    load_within(path, limits).map_err(|kind| Error::new(path, kind))
}

/// Reads the documents of a file that [`walk`] found and that is in memory, perhaps changed since.
///
/// # Errors
///
/// As [`read`].
pub fn read_loaded(entry: &Entry, bytes: &[u8], options: &ReadOptions) -> Result<Vec<Document>, Error> {
    let path = entry.path.as_path();
    let mut documents = read_bytes_at(path, bytes, options, |metadata, is_only| {
        for about in entry.sidecars.iter().filter_map(|sidecar| sidecar.about(path)) {
            // A row about a file with many documents names none of them.
            metadata.merge(&if is_only { about.clone() } else { about.without_title() });
        }
    })?;
    if let Some(first) = documents.first_mut() {
        first.notes.extend(entry.sidecars.iter().filter_map(|sidecar| sidecar.note()));
    }
    Ok(documents)
}

/// Reads the documents of a file that is in memory; `name` gives the extension and the
/// [`Document::id`].
///
/// # Errors
///
/// As [`read`].
///
/// # Examples
///
/// ```
/// let lines = "{\"title\": \"甲\", \"text\": \"第一篇。\"}\n{\"title\": \"乙\", \"text\": \"第二篇。\"}";
/// let documents = gongwen_ingest::read_bytes("a.jsonl", lines.as_bytes(), &Default::default())?;
/// assert_eq!(documents[1].id, "a.jsonl#2");
/// assert_eq!(documents[1].metadata.title.as_deref(), Some("乙"));
/// # Ok::<(), gongwen_ingest::Error>(())
/// ```
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Vec<Document>, Error> {
    read_bytes_at(Path::new(name), bytes, options, |_, _| ())
}

/// Decodes bytes that are plain text whatever their name: word lists and the like, which are no documents.
///
/// The encoding is detected as for documents when `encoding` is absent; a byte order mark is dropped.
///
/// # Errors
///
/// The name of the encoding is not known.
///
/// # Examples
///
/// ```
/// let text = gongwen_ingest::decode_text("words.txt".as_ref(), &[0xb9, 0xab, 0xce, 0xc4], Some("gbk"))?;
/// assert_eq!(text, "公文");
/// # Ok::<(), gongwen_ingest::Error>(())
/// ```
pub fn decode_text(name: &Path, bytes: &[u8], encoding: Option<&str>) -> Result<String, Error> {
    decode(bytes, encoding).map(|decoded| decoded.text).map_err(|kind| Error::new(name, kind))
}

fn load_within(path: &Path, limits: &Limits) -> Result<Vec<u8>, ErrorKind> {
    let missing = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => ErrorKind::NotFound,
        _ => ErrorKind::Io(error),
    };
    let mut file = std::fs::File::open(path).map_err(missing)?;
    let size = file.metadata().map(|about| about.len()).unwrap_or(0);
    check_size(size, limits)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // A pipe or a growing file states no size: what is read counts.
    file.by_ref().take(limits.max_file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    check_size(bytes.len() as u64, limits)?;
    Ok(bytes)
}

fn check_size(value: u64, limits: &Limits) -> Result<(), ErrorKind> {
    let max = limits.max_file_bytes;
    if value > max {
        return Err(ErrorKind::Limit { limit: "max_file_bytes", what: "the size in bytes", value, max });
    }
    Ok(())
}

fn read_bytes_at(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    describe: impl Fn(&mut Metadata, bool),
) -> Result<Vec<Document>, Error> {
    let (format, encoding, extracts) =
        extract(path, bytes, options).map_err(|kind| Error::new(path, kind))?;
    let name = path.to_string_lossy();
    let is_only = extracts.len() == 1 && extracts[0].row.is_none();
    let documents = extracts.into_iter().map(|mut extract| {
        describe(&mut extract.metadata, is_only);
        let mut of_name = Metadata::default();
        of_name.offer_file_name(path);
        extract.metadata.merge(&if is_only { of_name } else { of_name.without_title() });
        imprint::offer(&extract.text, &mut extract.metadata);
        extract.metadata.offer_year_of_name(path);
        Document {
            id: extract.row.map_or_else(|| name.to_string(), |row| format!("{name}#{row}")),
            path: path.to_owned(),
            text: SourceText::new(extract.text),
            metadata: extract.metadata,
            format,
            encoding,
            notes: extract.notes,
            runs: extract.runs,
        }
    });
    Ok(documents.collect())
}

type Extracts = (FileFormat, Option<&'static str>, Vec<Extract>);

fn extract(path: &Path, bytes: &[u8], options: &ReadOptions) -> Result<Extracts, ErrorKind> {
    let limits = &options.limits;
    check_size(bytes.len() as u64, limits)?;
    let detected = guard::caught(FileFormat::Docx, || format::detect(path, bytes, limits))?;
    let format = detected.format;
    let time = limits.time(bytes.len());
    let binary = match format {
        FileFormat::Docx => Some(guard::caught(format, || docx::read(bytes, limits))?),
        FileFormat::Pdf => {
            let (bytes, limits) = (bytes.to_vec(), limits.clone());
            Some(guard::timed(format, time, move || pdf::read(&bytes, &limits))?)
        }
        FileFormat::Doc => {
            let bytes = bytes.to_vec();
            Some(guard::timed(format, time, move || doc::read(&bytes))?)
        }
        FileFormat::Rtf => Some(guard::caught(format, || Ok(rtf::read(bytes, limits.max_depth)))?),
        _ => None,
    };
    let (encoding, mut extracts) = match binary {
        Some(extract) => (None, vec![extract]),
        None => {
            let decoded = decode(bytes, options.encoding.as_deref())?;
            let (text, wanted) = (decoded.text, options.text_column.as_deref());
            let mut extracts = guard::caught(format, || {
                Ok(match format {
                    FileFormat::Html => vec![html::read(text, limits)?],
                    FileFormat::Markdown => vec![markdown::read(&text)],
                    FileFormat::Json => json::read(&text, wanted)?,
                    FileFormat::JsonLines => json::read_lines(&text, wanted)?,
                    FileFormat::Csv | FileFormat::Tsv => table::read(&text, format, wanted)?,
                    _ => vec![Extract { text, ..Extract::default() }],
                })
            })?;
            if let Some(first) = extracts.first_mut() {
                first.notes.splice(..0, decoded.notes).for_each(drop);
            }
            (Some(decoded.encoding), extracts)
        }
    };
    if let (Some(named), Some(first)) = (detected.named, extracts.first_mut()) {
        first.notes.insert(0, Note::Disguised { named, found: format });
    }
    Ok((format, encoding, extracts))
}
