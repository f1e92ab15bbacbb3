//! The bytes of a corpus file: mapped from disk, or owned by a corpus in memory.

#![expect(unsafe_code, reason = "a file is mapped; the one block says why that is sound")]

use std::fs::File;
use std::io;
use std::ops::Deref;

/// Bytes that are read as if they were a slice.
pub(crate) enum Bytes {
    Owned(Vec<u8>),
    Mapped(memmap2::Mmap),
}

impl Bytes {
    /// Maps a file.
    pub(crate) fn map(file: &File) -> io::Result<Bytes> {
        // A file of no bytes cannot be mapped everywhere.
        if file.metadata()?.len() == 0 {
            return Ok(Bytes::Owned(Vec::new()));
        }
        // SAFETY: a mapping is a slice that another process may change or cut off under our hands. The files of a corpus are
        // written once under a new name, made known by the manifest when they are complete, and never written again; a
        // corpus is only read through bounds-checked slices, and its checksums are compared before anything is read as
        // data. The fault tests flip bits and cut files.
        Ok(Bytes::Mapped(unsafe { memmap2::Mmap::map(file)? }))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}
