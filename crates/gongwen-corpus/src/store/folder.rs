//! The folder of a saved corpus: files that appear whole or not at all.
//!
//! Every file is written under a name that no corpus had before and flushed to the disk; then the manifest that names them
//! takes the place of the old one in a single step. Whatever ends a run before that step leaves the old corpus as it was;
//! what it left behind is known by its name and removed by the next run.

use super::bytes::Bytes;
use super::manifest::{FileEntry, MANIFEST, Manifest};
use super::sections::Sections;
use crate::{Error, ErrorKind};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const LOCK: &str = "lock";

/// A folder that one run at a time writes to.
pub(crate) struct Folder {
    path: PathBuf,
    is_new: bool,
    is_published: bool,
    /// Held as long as the run lasts; the system lets go of it even when the run is killed.
    _lock: File,
    /// The files written so far, to be removed if the run fails.
    written: Vec<PathBuf>,
}

impl Folder {
    /// Takes a folder for writing, and makes it where it does not exist.
    pub(crate) fn take(path: &Path) -> Result<Folder, Error> {
        let is_new = !path.exists();
        if is_new {
            fs::create_dir_all(path).map_err(|error| failed(path, "make", error))?;
        } else if let Some(stranger) = stranger_in(path)? {
            return Err(ErrorKind::Occupied { path: path.to_path_buf(), by: stranger }.into());
        }
        let lock = path.join(LOCK);
        let file = File::options().create(true).truncate(false).write(true).open(&lock);
        let file = file.map_err(|error| failed(&lock, "write", error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ErrorKind::Busy { path: path.to_path_buf() }.into()),
            Err(TryLockError::Error(error)) => return Err(failed(&lock, "lock", error)),
        }
        Ok(Folder { path: path.to_path_buf(), is_new, is_published: false, _lock: file, written: Vec::new() })
    }

    /// Returns the highest generation of which there are files.
    pub(crate) fn newest(&self) -> Result<u32, Error> {
        let generation = |name: &String| name.split('-').next()?.parse().ok();
        Ok(names_in(&self.path)?.iter().filter_map(generation).max().unwrap_or(0))
    }

    /// Returns the manifest that stands, if there is one.
    pub(crate) fn manifest(&self) -> Result<Option<Manifest>, Error> {
        match read_manifest(&self.path) {
            Ok(manifest) => Ok(Some(manifest)),
            Err(error) if matches!(error.kind(), ErrorKind::NoCorpus { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes a file of a generation.
    pub(crate) fn write(&mut self, generation: u32, name: &str, bytes: &[u8]) -> Result<FileEntry, Error> {
        let name = format!("{generation:04}-{name}");
        let path = self.path.join(&name);
        self.written.push(path.clone());
        let write = || {
            let mut file = File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|error| failed(&path, "write", error))?;
        Ok(FileEntry { name, bytes: bytes.len() as u64, crc32: crc32fast::hash(bytes) })
    }

    /// Makes a generation known, and removes what it replaces.
    pub(crate) fn publish(mut self, manifest: &Manifest) -> Result<(), Error> {
        let path = self.path.join(MANIFEST);
        let new = self.path.join(format!("{MANIFEST}.new"));
        self.written.push(new.clone());
        let publish = || {
            let mut file = File::create(&new)?;
            file.write_all(manifest.to_json().as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &path)?;
            sync_folder(&self.path)
        };
        publish().map_err(|error| failed(&path, "write", error))?;
        self.is_published = true;
        for name in names_in(&self.path)? {
            if is_of_a_corpus(&name) && !manifest.files().any(|file| file.name == name) {
                // What cannot be removed now is removed by the next run.
                let _ = fs::remove_file(self.path.join(name));
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_published {
            return;
        }
        for path in &self.written {
            let _ = fs::remove_file(path);
        }
        if self.is_new {
            let _ = fs::remove_file(self.path.join(LOCK));
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Returns the manifest of a saved corpus.
pub(crate) fn read_manifest(folder: &Path) -> Result<Manifest, Error> {
    let path = folder.join(MANIFEST);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error)
            if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory =>
        {
            return Err(ErrorKind::NoCorpus { path: folder.to_path_buf() }.into());
        }
        Err(error) => return Err(failed(&path, "read", error)),
    };
    Manifest::from_json(&text).map_err(|problem| ErrorKind::Damaged { path, problem }.into())
}

/// Maps a file of a corpus after its length and checksum have been compared. Cost: one look at every byte.
pub(crate) fn open_file(folder: &Path, entry: &FileEntry) -> Result<Bytes, Error> {
    let path = folder.join(&entry.name);
    let bytes =
        File::open(&path).and_then(|file| Bytes::map(&file)).map_err(|error| failed(&path, "read", error))?;
    let problem = if bytes.len() as u64 != entry.bytes {
        "does not have the length that the manifest states"
    } else if crc32fast::hash(&bytes) != entry.crc32 {
        "does not have the checksum that the manifest states"
    } else {
        return Ok(bytes);
    };
    Err(ErrorKind::Damaged { path, problem }.into())
}

/// The same for a file of sections.
pub(crate) fn open_sections(folder: &Path, entry: &FileEntry) -> Result<Sections, Error> {
    Sections::parse(open_file(folder, entry)?)
        .map_err(|problem| ErrorKind::Damaged { path: folder.join(&entry.name), problem }.into())
}

/// Returns whether a path is the folder of a saved corpus.
pub(crate) fn is_corpus(path: &Path) -> bool {
    path.join(MANIFEST).is_file()
}

fn names_in(folder: &Path) -> Result<Vec<String>, Error> {
    let list = || -> io::Result<Vec<String>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    };
    list().map_err(|error| failed(folder, "list", error))
}

/// Returns a file that is none of a corpus.
fn stranger_in(folder: &Path) -> Result<Option<String>, Error> {
    let known = |name: &String| is_of_a_corpus(name) || name == MANIFEST || name == LOCK;
    let mut strangers: Vec<String> = names_in(folder)?.into_iter().filter(|name| !known(name)).collect();
    strangers.sort_unstable();
    Ok(strangers.into_iter().next())
}

/// Returns whether a name is one that only a corpus gives, the manifest excepted.
fn is_of_a_corpus(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    (digits >= 4 && name.as_bytes().get(digits) == Some(&b'-')) || name == format!("{MANIFEST}.new")
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(crate) fn failed(path: &Path, action: &'static str, error: io::Error) -> Error {
    ErrorKind::File { path: path.to_path_buf(), action, error }.into()
}
