//! What comes out of a file: documents, with what is known about them and what was odd.

use std::fmt;
use std::path::PathBuf;

use gongwen_text::SourceText;

use crate::docx::RunMap;
use crate::metadata::Metadata;

/// One document: its text as the user sees it, and where it came from.
#[derive(Debug)]
pub struct Document {
    /// The path as given; `#` and the row (from 1) follow for the second kind of file: JSON, JSON
    /// Lines, CSV, TSV.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// The text. All spans of all results refer to it.
    pub text: SourceText,
    /// Title, date, issuer and the like, each with where it was found.
    pub metadata: Metadata,
    /// The format that the content turned out to have.
    pub format: FileFormat,
    /// The character encoding that was read, for formats that are text.
    pub encoding: Option<&'static str>,
    /// What was odd about the file.
    pub notes: Vec<Note>,
    /// For a DOCX, where each stretch of the text stands in the file.
    pub runs: Option<RunMap>,
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FileFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Word, since 2007.
    Docx,
    /// Word 97–2003.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// PDF with a text layer.
    Pdf,
    /// JSON.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
}

impl FileFormat {
    /// The file name extensions that a folder is searched for.
    pub const EXTENSIONS: &[&str] = &[
        "csv", "doc", "docx", "htm", "html", "json", "jsonl", "markdown", "md", "ndjson", "pdf", "rtf",
        "text", "tsv", "txt",
    ];

    /// Returns the format that an extension (without dot, in any case) stands for.
    ///
    /// ```
    /// use gongwen_ingest::FileFormat;
    /// assert_eq!(FileFormat::from_extension("NDJSON"), Some(FileFormat::JsonLines));
    /// assert_eq!(FileFormat::from_extension("xlsx"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "docx" | "docm" | "dotx" => Self::Docx,
            "doc" | "dot" | "wps" => Self::Doc,
            "rtf" => Self::Rtf,
            "pdf" => Self::Pdf,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            _ => return None,
        })
    }

    /// Returns the name of the format as users know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Doc => "DOC",
            Self::Rtf => "RTF",
            Self::Pdf => "PDF",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
        }
    }
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something odd about a file that was read all the same.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// Bytes that the encoding does not know became U+FFFD.
    #[error(
        "{count} of {characters} characters could not be decoded as {encoding}; the encoding may be another"
    )]
    Undecodable {
        /// The encoding that was read.
        encoding: &'static str,
        /// How many characters became U+FFFD.
        count: usize,
        /// How many characters the text has.
        characters: usize,
    },
    /// Private-use characters: the wrong encoding, or a font of one's own.
    #[error(
        "{count} of {characters} characters are private-use after decoding as {encoding}; the encoding may be another"
    )]
    PrivateUse {
        /// The encoding that was read.
        encoding: &'static str,
        /// How many private-use characters there are.
        count: usize,
        /// How many characters the text has.
        characters: usize,
    },
    /// The page says one encoding, its bytes another.
    #[error("declared as {declared} but read as {read}, which fits better")]
    DeclaredEncoding {
        /// What the page says.
        declared: &'static str,
        /// What was read.
        read: &'static str,
    },
    /// The extension says one format, the content another.
    #[error("named as {named} but its content is {found}")]
    Disguised {
        /// What the extension says.
        named: FileFormat,
        /// What the content is.
        found: FileFormat,
    },
    /// A row or item that could not be read was left out.
    #[error("row {row} skipped: {reason}")]
    RowSkipped {
        /// The row, from 1; for JSON Lines the line.
        row: usize,
        /// Why.
        reason: String,
    },
    /// The main text of a page could not be told from the rest, so that all of it was kept.
    #[error("the main text could not be told from the rest of the page; all text was kept")]
    WholePage,
    /// The markup was too deep or too long to be parsed; its tags were stripped.
    #[error("markup too deep or too long to parse ({reason}); tags were stripped instead")]
    Stripped {
        /// Which bound was passed.
        reason: &'static str,
    },
    /// A part of the file could not be read and was left out.
    #[error("{part} left out: {reason}")]
    PartSkipped {
        /// The part: `page 3`, `word/header1.xml`.
        part: String,
        /// Why.
        reason: String,
    },
    /// Characters of a PDF whose font does not say which characters they are.
    #[error("{count} characters left out: their fonts do not say which characters they are")]
    UnmappedGlyphs {
        /// How many.
        count: usize,
    },
    /// The text layer of a PDF covers only some pages.
    #[error("{without} of {pages} pages have no text layer")]
    PagesWithoutText {
        /// Pages without text.
        without: usize,
        /// All pages.
        pages: usize,
    },
    /// The file with metadata beside the documents could not be read.
    #[error("{path} not used: {reason}")]
    SidecarSkipped {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}
