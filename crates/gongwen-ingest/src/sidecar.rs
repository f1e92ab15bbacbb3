//! `metadata.csv`: what a person wrote down about the files of a folder.
//!
//! Its first row names the columns. A row belongs to the file whose path, relative to the folder of the
//! `metadata.csv`, stands in the column `path`, or whose name without extension stands in `id`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::decode;
use crate::document::Note;
use crate::metadata::{Metadata, MetadataSource};

/// Larger than any list of documents that was written by hand or made for a corpus of a million.
const MAX_BYTES: u64 = 1 << 30;

/// The rows of one `metadata.csv`.
#[derive(Debug)]
pub(crate) struct Sidecar {
    pub(crate) path: PathBuf,
    rows: Vec<Metadata>,
    by_path: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    problem: Option<String>,
}

/// A sidecar with the folder that its paths start from.
#[derive(Clone, Debug)]
pub(crate) struct SidecarAt {
    pub(crate) sidecar: Arc<Sidecar>,
    pub(crate) folder: PathBuf,
}

impl Sidecar {
    /// Reads the `metadata.csv` of `folder`, if there is one.
    pub(crate) fn beside(folder: &Path) -> Option<Self> {
        let path = folder.join("metadata.csv");
        let size = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?.len();
        let mut sidecar =
            Self { path, rows: Vec::new(), by_path: HashMap::new(), by_id: HashMap::new(), problem: None };
        if size > MAX_BYTES {
            sidecar.problem = Some(format!("it has {size} bytes; at most {MAX_BYTES} are allowed"));
            return Some(sidecar);
        }
        match std::fs::read(&sidecar.path) {
            Ok(bytes) => sidecar.fill(&bytes),
            Err(error) => sidecar.problem = Some(error.to_string()),
        }
        Some(sidecar)
    }

    fn fill(&mut self, bytes: &[u8]) {
        let text = match decode::decode(bytes, None) {
            Ok(decoded) => decoded.text,
            Err(error) => {
                self.problem = Some(error.to_string());
                return;
            }
        };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
            Err(error) => {
                self.problem = Some(error.to_string());
                return;
            }
        };
        if !header.iter().any(|name| name == "id" || name == "path") {
            self.problem = Some("it has no column `id` or `path`".to_owned());
            return;
        }
        for record in reader.records() {
            // The reader goes on after a bad row; so do we, since the other rows are still right.
            let Ok(record) = record else { continue };
            let row = self.rows.len();
            let mut metadata = Metadata::default();
            for (name, value) in header.iter().zip(&record) {
                let value = value.trim();
                match name.as_str() {
                    "path" if !value.is_empty() => {
                        self.by_path.entry(slashed(Path::new(value))).or_insert(row);
                    }
                    "id" if !value.is_empty() => {
                        self.by_id.entry(value.to_owned()).or_insert(row);
                        metadata.offer_named("id", value, MetadataSource::Sidecar);
                    }
                    _ => metadata.offer_named(name, value, MetadataSource::Sidecar),
                }
            }
            self.rows.push(metadata);
        }
    }
}

impl SidecarAt {
    /// Returns what the sidecar says about `path`.
    pub(crate) fn about(&self, path: &Path) -> Option<&Metadata> {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        let row = self.sidecar.by_path.get(&slashed(relative)).or_else(|| {
            let name = |part: Option<&std::ffi::OsStr>| part.and_then(|s| s.to_str()).map(str::to_owned);
            let by_id = &self.sidecar.by_id;
            name(path.file_stem())
                .and_then(|stem| by_id.get(&stem))
                .or_else(|| by_id.get(&name(path.file_name())?))
        })?;
        self.sidecar.rows.get(*row)
    }

    /// Returns a note when the sidecar could not be used.
    pub(crate) fn note(&self) -> Option<Note> {
        let reason = self.sidecar.problem.clone()?;
        Some(Note::SidecarSkipped { path: self.sidecar.path.display().to_string(), reason })
    }
}

/// Writes a relative path with forward slashes and without leading `./`.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().replace('\\', "/"))
        .collect();
    parts.join("/")
}
