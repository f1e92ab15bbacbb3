//! What a reader of one format hands over, before it becomes a document.

use crate::document::Note;
use crate::docx::RunMap;
use crate::metadata::Metadata;

/// Text with what was learnt on the way.
#[derive(Debug, Default)]
pub(crate) struct Extract {
    /// The row or item it came from, for files that hold several documents.
    pub(crate) row: Option<usize>,
    pub(crate) text: String,
    pub(crate) metadata: Metadata,
    pub(crate) notes: Vec<Note>,
    pub(crate) runs: Option<RunMap>,
}
