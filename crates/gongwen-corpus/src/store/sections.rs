//! The frame of a corpus file: a magic number, a version, and named sections that start at multiples of eight bytes.

use super::bytes::Bytes;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"gongwen\x01";
/// A name of at most eight letters, where the section starts, how long it is.
const ENTRY: usize = 24;

/// Writes sections one after the other; the table of contents comes last, its place is in the first bytes.
pub(crate) struct SectionWriter {
    bytes: Vec<u8>,
    contents: Vec<([u8; 8], u64, u64)>,
}

impl SectionWriter {
    /// Returns a file without sections, with room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        let mut file = SectionWriter::new();
        file.bytes.reserve_exact(bytes);
        file
    }

    pub(crate) fn new() -> Self {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([0; 16]);
        SectionWriter { bytes, contents: Vec::new() }
    }

    /// Adds a section that `write` appends.
    pub(crate) fn section(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        let mut key = [0; 8];
        key[..name.len()].copy_from_slice(name.as_bytes());
        self.contents.push((key, start as u64, (self.bytes.len() - start) as u64));
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }

    pub(crate) fn numbers(&mut self, name: &str, numbers: impl IntoIterator<Item = u32>) {
        self.section(name, |out| numbers.into_iter().for_each(|number| out.extend(number.to_le_bytes())));
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let place = self.bytes.len() as u64;
        for (name, start, length) in &self.contents {
            self.bytes.extend(name);
            self.bytes.extend(start.to_le_bytes());
            self.bytes.extend(length.to_le_bytes());
        }
        self.bytes[8..16].copy_from_slice(&place.to_le_bytes());
        self.bytes[16..24].copy_from_slice(&(self.contents.len() as u64).to_le_bytes());
        self.bytes
    }
}

/// The sections of a file.
#[derive(Debug)]
pub(crate) struct Sections {
    bytes: Bytes,
    contents: Vec<([u8; 8], Range<usize>)>,
}

impl Sections {
    /// Returns the sections, or what is wrong with the file.
    pub(crate) fn parse(bytes: Bytes) -> Result<Self, &'static str> {
        let number = |at: usize| {
            let bytes = bytes.get(at..)?.first_chunk::<8>()?;
            usize::try_from(u64::from_le_bytes(*bytes)).ok()
        };
        if !bytes.starts_with(MAGIC) {
            return Err("does not begin as a corpus file of this version");
        }
        let (place, count) = (number(8).unwrap_or(0), number(16).unwrap_or(0));
        let table = count.checked_mul(ENTRY).and_then(|length| bytes.get(place..place.checked_add(length)?));
        let Some(table) = table else { return Err("is cut off") };
        let mut contents = Vec::with_capacity(count);
        for (index, entry) in table.chunks_exact(ENTRY).enumerate() {
            let mut name = [0; 8];
            name.copy_from_slice(&entry[..8]);
            let at = place + index * ENTRY;
            let (Some(start), Some(length)) = (number(at + 8), number(at + 16)) else {
                return Err("has no table of contents");
            };
            let range = start..start.saturating_add(length);
            if bytes.get(range.clone()).is_none() {
                return Err("has a section beyond its end");
            }
            contents.push((name, range));
        }
        Ok(Sections { bytes, contents })
    }

    /// Returns where a section is; nowhere when there is none.
    pub(crate) fn range(&self, name: &str) -> Range<usize> {
        let mut key = [0; 8];
        key[..name.len()].copy_from_slice(name.as_bytes());
        self.contents.iter().find(|(name, _)| *name == key).map_or(0..0, |(_, range)| range.clone())
    }

    pub(crate) fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    pub(crate) fn section(&self, name: &str) -> &[u8] {
        self.slice(&self.range(name))
    }

    /// Returns the whole numbers of a section.
    pub(crate) fn numbers(&self, name: &str) -> Vec<u32> {
        self.section(name).as_chunks().0.iter().map(|&bytes| u32::from_le_bytes(bytes)).collect()
    }
}
