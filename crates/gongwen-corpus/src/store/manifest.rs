//! What a saved corpus consists of: the one file that makes its other files known.

use serde::{Deserialize, Serialize};

/// The name of the file.
pub(crate) const MANIFEST: &str = "corpus.json";
/// The version of the layout.
const FORMAT: u32 = 1;

/// How a corpus was cut, and what was sought in it. Only what is equal can be added to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    /// The program and its version.
    pub program: String,
    /// The tokenizer with its dictionary.
    pub tokenizer: String,
    /// How text was cut.
    pub mode: String,
    /// The user's lists of words and the lexicons, where formulas were sought: name, version, hash.
    pub lexicons: Vec<(String, String, String)>,
    /// Whether formulas were sought.
    pub has_formulas: bool,
}

/// The manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) generation: u32,
    pub(crate) making: Making,
    /// One a generation that brought words.
    pub(crate) words: Vec<FileEntry>,
    pub(crate) formulas: FileEntry,
    pub(crate) parts: Vec<PartEntry>,
}

/// A part of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartEntry {
    /// How many documents.
    pub(crate) count: u64,
    /// How many words and marks.
    pub(crate) length: u64,
    pub(crate) tokens: FileEntry,
    pub(crate) documents: FileEntry,
}

/// A file with what proves it whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) crc32: u32,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    crc32: u32,
    corpus: Manifest,
}

impl Manifest {
    pub(crate) fn new(making: Making) -> Self {
        Manifest {
            format: FORMAT,
            generation: 0,
            making,
            words: Vec::new(),
            formulas: FileEntry::default(),
            parts: Vec::new(),
        }
    }

    /// Returns all files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &FileEntry> {
        let parts = self.parts.iter().flat_map(|part| [&part.tokens, &part.documents]);
        self.words.iter().chain([&self.formulas]).chain(parts)
    }

    pub(crate) fn to_json(&self) -> String {
        let sealed = Sealed { crc32: self.seal(), corpus: self.clone() };
        serde_json::to_string_pretty(&sealed).unwrap_or_default() + "\n"
    }

    /// Reads a manifest, or says what is wrong with it.
    pub(crate) fn from_json(text: &[u8]) -> Result<Manifest, &'static str> {
        let sealed: Sealed = serde_json::from_slice(text).map_err(|_| "is not the manifest of a corpus")?;
        if sealed.corpus.format != FORMAT {
            return Err("is of another version of the layout; build the corpus again");
        }
        if sealed.crc32 != sealed.corpus.seal() {
            return Err("does not have the checksum that it states");
        }
        Ok(sealed.corpus)
    }

    fn seal(&self) -> u32 {
        crc32fast::hash(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }
}
