//! What the caller may choose: encodings, columns, and the limits that keep a hostile file harmless.

use std::time::Duration;

/// Options of [`read`](crate::read) and its kin.
///
/// # Examples
///
/// ```
/// let options = gongwen_ingest::ReadOptions { encoding: Some("gbk".into()), ..Default::default() };
/// let bytes = [0xb9, 0xab, 0xce, 0xc4];
/// let documents = gongwen_ingest::read_bytes("a.txt", &bytes, &options)?;
/// assert_eq!(documents[0].text.as_str(), "公文");
/// # Ok::<(), gongwen_ingest::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of text files (a WHATWG label: `utf-8`, `gb18030`, `big5` …); detected when absent.
    pub encoding: Option<String>,
    /// The column or field that holds the text of CSV, TSV, JSON and JSON Lines; detected when absent.
    pub text_column: Option<String>,
    /// What a file may cost.
    pub limits: Limits,
}

/// Bounds on what one file may cost. Every error that comes from one names its field and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. 256 MiB.
    pub max_file_bytes: u64,
    /// Entries of an archive (a DOCX is one). 10,000.
    pub max_archive_entries: u64,
    /// Bytes that one archive or PDF may expand to. 512 MiB.
    pub max_expanded_bytes: u64,
    /// Expanded bytes per packed byte, looked at above 1 MiB expanded. 500.
    pub max_expansion: u64,
    /// Nesting of XML elements, JSON values and HTML elements. 256. Deeper HTML is stripped of
    /// its tags instead of parsed.
    pub max_depth: u64,
    /// Pages of a PDF. 20,000.
    pub max_pages: u64,
    /// Objects of a PDF. 2,000,000.
    pub max_objects: u64,
    /// Time for a reader that runs on its own thread (HTML, PDF, legacy DOC), before the size
    /// counts. 2 s.
    pub base_time: Duration,
    /// Time added for every MiB of the file. 1 s.
    pub time_per_mib: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 256 << 20,
            max_archive_entries: 10_000,
            max_expanded_bytes: 512 << 20,
            max_expansion: 500,
            max_depth: 256,
            max_pages: 20_000,
            max_objects: 2_000_000,
            base_time: Duration::from_secs(2),
            time_per_mib: Duration::from_secs(1),
        }
    }
}

impl Limits {
    /// Returns the time allowed for a file of `bytes` bytes.
    pub fn time(&self, bytes: usize) -> Duration {
        let mib = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        self.base_time.saturating_add(self.time_per_mib.saturating_mul(mib))
    }
}

/// Options of [`walk`](crate::walk).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkOptions {
    /// Whether files named by ignore files are passed over.
    pub ignored: Ignored,
    /// Whether hidden files and folders are passed over.
    pub hidden: Hidden,
}

impl Default for WalkOptions {
    fn default() -> Self {
        Self { ignored: Ignored::Skip, hidden: Hidden::Skip }
    }
}

/// What happens to files that `.gitignore` and `.ignore` name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// They are passed over.
    Skip,
    /// They are read.
    Read,
}

/// What happens to files and folders whose name begins with a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// They are passed over.
    Skip,
    /// They are read.
    Read,
}
