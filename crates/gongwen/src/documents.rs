//! What is known about a document besides its text, as fronts show it and statistics group by it.

use gongwen_corpus::store::derived;
use gongwen_ingest::Document;
use serde::Serialize;
use std::borrow::Cow;

/// The head of a document: its id and metadata.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DocumentHead {
    /// The document's id.
    pub doc: String,
    /// Title.
    pub title: Option<String>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Issuing organ.
    pub issuer: Option<String>,
    /// Document number.
    pub number: Option<String>,
    /// Genre.
    pub genre: Option<String>,
}

impl DocumentHead {
    /// Returns the head of `document`.
    pub fn of(document: &Document) -> DocumentHead {
        let metadata = &document.metadata;
        DocumentHead {
            doc: document.id.clone(),
            title: metadata.title.clone(),
            date: metadata.date.clone(),
            issuer: metadata.issuer.clone(),
            number: metadata.number.clone(),
            genre: metadata.genre.clone(),
        }
    }
}

/// Returns what a document has in a metadata column: `title`, `date`, `issuer`, `number`, `genre`, any further column of
/// its metadata, or one derived from the date: `year` (2023), `quarter` (2023-Q2), `month` (2023-05).
///
/// `None` when the document does not say. A date without month has no quarter and no month.
///
/// # Examples
///
/// ```
/// let options = gongwen_ingest::ReadOptions::default();
/// let documents = gongwen_ingest::read_bytes("2023-05-01_通知.txt", "通知".as_bytes(), &options)?;
/// assert_eq!(gongwen::document_value(&documents[0], "quarter").as_deref(), Some("2023-Q2"));
/// # Ok::<(), gongwen_ingest::Error>(())
/// ```
pub fn document_value(document: &Document, column: &str) -> Option<String> {
    let metadata = &document.metadata;
    let date = metadata.date.as_deref();
    match column {
        "title" => metadata.title.clone(),
        "date" => metadata.date.clone(),
        "issuer" => metadata.issuer.clone(),
        "number" => metadata.number.clone(),
        "genre" => metadata.genre.clone(),
        "year" | "quarter" | "month" => derived(date?, column).map(Cow::into_owned),
        other => metadata.extra.get(other).cloned(),
    }
}
