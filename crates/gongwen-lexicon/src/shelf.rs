//! The entries of one sort, by id: either all in memory, or packed and each read when it is first asked for.
//!
//! A run over one short document meets a handful of the thousands of built-in entries. So that starting does not cost
//! more with every entry that is added, the built-in ones stay packed in the program until a hit, a search by id or a
//! listing touches them.

use std::sync::OnceLock;

use crate::pack::{Pack, packed, take_bytes};

/// Entries of one sort, sorted by id.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<T> {
    /// Boxed, so that an entry that nobody asks for takes two words.
    entries: Vec<OnceLock<Box<T>>>,
    packed: Packed,
}

/// Entries as the build script wrote them; empty on a shelf that was filled by hand.
#[derive(Clone, Copy, Default, Debug)]
struct Packed {
    /// Where each entry begins in `bytes`, four bytes each, the least significant first.
    starts: &'static [u8],
    bytes: &'static [u8],
}

impl Packed {
    fn read<T: Pack>(self, at: usize) -> Option<T> {
        let start = self.starts.get(at * 4..at * 4 + 4)?;
        let start = u32::from_le_bytes(start.try_into().ok()?) as usize;
        T::take(&mut self.bytes.get(start..)?)
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), packed: Packed::default() }
    }
}

impl<T> From<Vec<T>> for Shelf<T> {
    fn from(entries: Vec<T>) -> Self {
        let entries = entries.into_iter().map(|entry| OnceLock::from(Box::new(entry))).collect();
        Self { entries, packed: Packed::default() }
    }
}

impl<T: Pack> Shelf<T> {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        let entry = self.entries.get(at)?;
        Some(entry.get_or_init(|| {
            Box::new(self.packed.read(at).expect("the build script packed every entry of the shelf"))
        }))
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + Clone {
        (0..self.len()).map(|at| &self[at])
    }

    /// Returns the position of the entry whose text by `key` is `wanted`, on a shelf sorted by it.
    ///
    /// Cost: `O(log entries)`.
    pub(crate) fn position(&self, wanted: &str, key: impl Fn(&T) -> &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match key(&self[middle]).cmp(wanted) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// Appends the packed entries: their number, where each begins, the bytes of all.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let (mut starts, mut bytes) = (Vec::new(), Vec::new());
        for entry in self.iter() {
            starts.extend((bytes.len() as u32).to_le_bytes());
            bytes.extend(packed(entry));
        }
        (self.len() as u32).put(out);
        (bytes.len() as u32).put(out);
        out.extend(starts);
        out.extend(bytes);
    }

    /// Returns the shelf that [`Shelf::write`] wrote, without reading an entry.
    pub(crate) fn open(from: &mut &'static [u8]) -> Option<Self> {
        let (count, length) = (u32::take(from)? as usize, u32::take(from)? as usize);
        let packed = Packed { starts: take_bytes(from, count * 4)?, bytes: take_bytes(from, length)? };
        Some(Self { entries: (0..count).map(|_| OnceLock::new()).collect(), packed })
    }
}

impl<T: Pack> std::ops::Index<usize> for Shelf<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        self.get(at).expect("a position on the shelf")
    }
}
