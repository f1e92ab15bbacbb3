//! Which files to read: what the caller names, and what the named folders hold.
//!
//! A file that is named is always taken. Of a folder, those files are taken whose extension is
//! known and which no ignore file names, but for what describes the folder rather than belongs to
//! it: `metadata.csv`, README, MANIFEST and LICENSE files.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use crate::document::FileFormat;
use crate::error::{Error, ErrorKind};
use crate::options::{Hidden, Ignored, WalkOptions};
use crate::sidecar::{Sidecar, SidecarAt};

/// A file to read, with the metadata files that may know of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    pub path: PathBuf,
    /// Whether the caller named the file itself, rather than a folder that it lies in.
    pub is_named: bool,
    pub(crate) sidecars: Vec<SidecarAt>,
}

impl Entry {
    /// Makes an entry of a file that was named, looking for a `metadata.csv` beside it.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let root = path.parent().map(Path::to_owned).unwrap_or_default();
        let sidecars = sidecars_of(&path, &root, &mut HashMap::new());
        Self { path, is_named: true, sidecars }
    }
}

/// Returns the files that `inputs` stand for, each once, sorted by path.
///
/// The order does not depend on the order of `inputs`, on the disk or on the locale. A
/// `metadata.csv` is read once, for all files below it. Symbolic links inside folders are not
/// followed.
///
/// # Errors
///
/// A path that does not exist, or a folder that cannot be listed.
///
/// # Examples
///
/// ```
/// let missing = gongwen_ingest::walk(&["没有这个文件.txt".into()], &Default::default());
/// assert_eq!(missing.unwrap_err().to_string(), "没有这个文件.txt: no such file or folder");
/// ```
pub fn walk(inputs: &[PathBuf], options: &WalkOptions) -> Result<Vec<Entry>, Error> {
    let mut roots: BTreeMap<PathBuf, (PathBuf, bool)> = BTreeMap::new();
    for input in inputs {
        let about = std::fs::metadata(input).map_err(|error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            Error::new(input, if missing { ErrorKind::NotFound } else { error.into() })
        })?;
        if about.is_dir() {
            for path in folder(input, options)? {
                roots.entry(path).or_insert_with(|| (input.clone(), false));
            }
        } else {
            let parent = input.parent().map(Path::to_owned).unwrap_or_default();
            roots.entry(input.clone()).or_insert((parent, true)).1 = true;
        }
    }
    let mut cache = HashMap::new();
    Ok(roots
        .into_iter()
        .map(|(path, (root, is_named))| {
            let sidecars = sidecars_of(&path, &root, &mut cache);
            Entry { path, is_named, sidecars }
        })
        .collect())
}

fn folder(root: &Path, options: &WalkOptions) -> Result<Vec<PathBuf>, Error> {
    let ignored = options.ignored == Ignored::Skip;
    let walker = WalkBuilder::new(root)
        .hidden(options.hidden == Hidden::Skip)
        .ignore(ignored)
        .git_ignore(ignored)
        .git_exclude(ignored)
        .parents(ignored)
        // What is read must not depend on who reads it.
        .git_global(false)
        .require_git(false)
        .follow_links(false)
        .build();
    let mut files = Vec::new();
    for entry in walker {
        let entry = entry.map_err(|error| {
            let message = error.to_string();
            let io = error.into_io_error().unwrap_or_else(|| std::io::Error::other(message));
            Error::new(root, io)
        })?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) && is_document(entry.path()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn is_document(path: &Path) -> bool {
    let lower =
        |part: Option<&std::ffi::OsStr>| part.and_then(|s| s.to_str()).unwrap_or_default().to_lowercase();
    let (stem, extension) = (lower(path.file_stem()), lower(path.extension()));
    if stem == "metadata" && extension == "csv" {
        return false;
    }
    let describes = ["readme", "manifest", "license", "licence"]
        .iter()
        .any(|name| stem.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    // Temporary files of Word: "~$报告.docx".
    !describes && !stem.starts_with("~$") && FileFormat::EXTENSIONS.contains(&extension.as_str())
}

/// Returns the sidecars from the folder of `path` up to `root`, nearest first.
fn sidecars_of(
    path: &Path,
    root: &Path,
    cache: &mut HashMap<PathBuf, Option<Arc<Sidecar>>>,
) -> Vec<SidecarAt> {
    let mut found = Vec::new();
    let mut folder = path.parent();
    while let Some(here) = folder {
        let sidecar = cache.entry(here.to_owned()).or_insert_with(|| Sidecar::beside(here).map(Arc::new));
        if let Some(sidecar) = sidecar
            && sidecar.path != path
        {
            found.push(SidecarAt { sidecar: Arc::clone(sidecar), folder: here.to_owned() });
        }
        if here == root {
            break;
        }
        folder = here.parent();
    }
    found
}
