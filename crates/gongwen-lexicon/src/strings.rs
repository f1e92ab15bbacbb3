//! Many strings sought at once: for every place of a text the longest of them that begins there.
//!
//! Nearly every place has to be refused, so that refusing is what must be cheap. The first bytes of a place, three Han
//! characters where the strings have so many, are hashed into a set of bits; where the bit is there, a table gives the
//! strings that begin with these bytes. They lie in order: the last one that is not after the text begins with every
//! string that matches here, so that the longest match is found among it and the strings that it begins with itself.

use std::ops::Range;

use crate::pack::Pack;

/// How many first bytes the tiers look at, widest first: three Han characters, two, one, any character.
const WIDTHS: [usize; 4] = [MOST, 6, 3, 1];
const MOST: usize = 9;
/// Bits for each different beginning: one refused place in so many gets past the bits by chance.
const SPARSENESS: usize = 32;
/// Odd numbers whose product with a number has its bits well mixed at the top (Steele and Vigna 2022, table 4).
const MULTIPLIERS: [u64; 2] = [0xd134_2543_de82_ef95, 0xaf25_1af3_b0f0_25b5];

/// Different strings in byte order, prepared to be sought.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Strings {
    /// One after the other.
    text: String,
    /// Where each ends; it starts where the one before ends.
    ends: Vec<u32>,
    /// For each the longest other one that it begins with.
    shorter: Vec<Option<u32>>,
    /// For each of the [`WIDTHS`] the strings with that many bytes and less than the wider one.
    tiers: [Tier; WIDTHS.len()],
    /// Whether any string has less than two Han characters.
    short: bool,
}

/// Strings of at least so many bytes by their beginning.
#[derive(Clone, PartialEq, Debug, Default)]
struct Tier {
    /// The bytes looked at.
    width: usize,
    mask: Head,
    /// Which hashes occur: the highest bits of a hash say where its bit is.
    bits: Vec<u64>,
    bits_shift: u32,
    /// Open addressing with linear probing, at most half full; free where the range is empty.
    buckets: Vec<Bucket>,
    buckets_shift: u32,
}

/// The numbers of the strings with one beginning.
type Bucket = Range<u32>;

/// The first bytes of a place, zeros after the end: eight, the first one lowest, and as many more as the widest tier has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Head(u64, u64);

/// A string found: its number and the bytes of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) number: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Strings {
    /// Returns `sorted` prepared, or `None` when all together have 4 GiB or more.
    ///
    /// Cost: `O(bytes)`.
    pub(crate) fn of<'s>(sorted: impl Iterator<Item = &'s str>) -> Option<Self> {
        let mut strings = Self::default();
        for string in sorted {
            strings.text.push_str(string);
            strings.ends.push(u32::try_from(strings.text.len()).ok()?);
        }
        strings.prepare();
        Some(strings)
    }

    fn prepare(&mut self) {
        // The strings that the one at hand may begin with, each beginning with the one before.
        let mut open: Vec<u32> = Vec::new();
        for number in 0..self.len() as u32 {
            let string = self.get(number);
            while open.last().is_some_and(|&shorter| !string.starts_with(self.get(shorter))) {
                open.pop();
            }
            self.shorter.push(open.last().copied());
            open.push(number);
        }
        let mut most = usize::MAX;
        self.tiers = WIDTHS.map(|width| {
            let widths = width..std::mem::replace(&mut most, width);
            let strings = (0..self.len() as u32).map(|number| (number, self.get(number).as_bytes()));
            Tier::of(width, strings.filter(|(_, string)| widths.contains(&string.len())))
        });
        self.short = self.tiers[2..].iter().any(|tier| !tier.is_empty());
    }

    /// Returns the number of strings.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the string with this number.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// Returns the first place at or after `from`, the start of a character, where a string begins, with the longest one.
    ///
    /// Cost: `O(bytes passed)`, plus at a place that some string's beginning fits `O(log strings)` comparisons.
    #[inline]
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<Found> {
        let bytes = text.as_bytes();
        let mut start = from;
        while let Some(&lead) = bytes.get(start) {
            let head = Head::of(&bytes[start..]);
            // Without a branch for each tier, since which of them lets a place pass cannot be foreseen.
            if (self.tiers[0].passes(head)
                | self.tiers[1].passes(head)
                | (self.short && self.passes_short(head)))
                && let Some(number) = self.longest_at(&bytes[start..], head)
            {
                return Some(Found { number, start, end: start + self.get(number).len() });
            }
            start += width(lead);
        }
        None
    }

    fn passes_short(&self, head: Head) -> bool {
        self.tiers[2..].iter().any(|tier| tier.passes(head))
    }

    /// Returns the longest string that `text`, whose head is given, begins with.
    #[inline(never)]
    fn longest_at(&self, text: &[u8], head: Head) -> Option<u32> {
        let mut passing = self.tiers.iter().filter(|tier| tier.passes(head));
        passing.find_map(|tier| self.longest(self.bucket(tier, head, text), text))
    }

    /// Returns the strings that `found` begins with, longest first, at the same place.
    pub(crate) fn inside(&self, found: Found) -> impl Iterator<Item = Found> + '_ {
        std::iter::successors(Some(found), |longer| {
            let number = self.shorter[longer.number as usize]?;
            Some(Found { number, end: longer.start + self.get(number).len(), ..*longer })
        })
    }

    /// Returns the strings of the tier that begin like `text`, whose head is given.
    fn bucket(&self, tier: &Tier, head: Head, text: &[u8]) -> Bucket {
        let mut at = (tier.hash(head) >> tier.buckets_shift) as usize;
        loop {
            let bucket = &tier.buckets[at];
            if bucket.is_empty()
                || text.get(..tier.width) == self.get(bucket.start).as_bytes().get(..tier.width)
            {
                return bucket.clone();
            }
            at = (at + 1) & (tier.buckets.len() - 1);
        }
    }

    /// Returns the longest of the strings of `bucket`, or that they begin with, that `text` begins with.
    fn longest(&self, bucket: Bucket, text: &[u8]) -> Option<u32> {
        let (first, mut from, mut to) = (bucket.start, bucket.start, bucket.end);
        while from < to {
            let middle = from + (to - from) / 2;
            if self.get(middle).as_bytes() <= text { from = middle + 1 } else { to = middle }
        }
        let last = from.checked_sub(1).filter(|&last| last >= first)?;
        std::iter::successors(Some(last), |&number| self.shorter[number as usize])
            .find(|&number| text.starts_with(self.get(number).as_bytes()))
    }
}

/// The strings alone are written; what prepares them is made again.
impl Pack for Strings {
    fn put(&self, out: &mut Vec<u8>) {
        self.text.put(out);
        self.ends.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut strings = Self { text: Pack::take(from)?, ends: Pack::take(from)?, ..Self::default() };
        strings.prepare();
        Some(strings)
    }
}

impl Tier {
    /// Returns the tier of the strings given with their numbers, in order.
    fn of<'s>(width: usize, strings: impl Iterator<Item = (u32, &'s [u8])>) -> Self {
        let mut ranges: Vec<(&[u8], Bucket)> = Vec::new();
        for (number, string) in strings {
            match ranges.last_mut() {
                // Longer strings of a wider tier may lie between.
                Some((start, range)) if string.starts_with(start) => range.end = number + 1,
                _ => ranges.push((&string[..width], number..number + 1)),
            }
        }
        let bits = (SPARSENESS * ranges.len()).next_power_of_two().max(64);
        let places = (2 * ranges.len()).next_power_of_two().max(2);
        let mut tier = Self {
            width,
            mask: Head::of(&[u8::MAX; MOST][..width]),
            bits: vec![0; bits / 64],
            bits_shift: 64 - bits.trailing_zeros(),
            buckets: vec![0..0; places],
            buckets_shift: 64 - places.trailing_zeros(),
        };
        for (start, range) in ranges {
            let hash = tier.hash(Head::of(start));
            let bit = (hash >> tier.bits_shift) as usize;
            tier.bits[bit / 64] |= 1 << (bit % 64);
            let mut at = (hash >> tier.buckets_shift) as usize;
            while !tier.buckets[at].is_empty() {
                at = (at + 1) & (places - 1);
            }
            tier.buckets[at] = range;
        }
        tier
    }

    #[inline]
    fn hash(&self, head: Head) -> u64 {
        let (low, high) = (head.0 & self.mask.0, head.1 & self.mask.1);
        low.wrapping_mul(MULTIPLIERS[0]) ^ high.wrapping_mul(MULTIPLIERS[1])
    }

    #[inline]
    fn passes(&self, head: Head) -> bool {
        let bit = (self.hash(head) >> self.bits_shift) as usize;
        self.bits.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0)
    }

    fn is_empty(&self) -> bool {
        self.bits.iter().all(|&bits| bits == 0)
    }
}

impl Head {
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        match bytes.first_chunk::<MOST>() {
            Some(&[a, b, c, d, e, f, g, h, rest @ ..]) => {
                Self(u64::from_le_bytes([a, b, c, d, e, f, g, h]), u64::from(rest[0]))
            }
            None => {
                let number =
                    |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
                let (low, high) = bytes.split_at(bytes.len().min(8));
                Self(number(low), number(high))
            }
        }
    }
}

/// Returns how many bytes the character that begins with `lead` has.
#[inline]
fn width(lead: u8) -> usize {
    const WIDTHS: [u8; 16] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];
    usize::from(WIDTHS[usize::from(lead >> 4)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn every_string_is_found_at_every_place(
            strings in prop::collection::btree_set("[a四个é𠮷]{1,5}", 0..24),
            text in "[ab四个é𠮷]{0,24}",
        ) {
            let sought = Strings::of(strings.iter().map(String::as_str)).expect("little text");
            let mut place = 0;
            for (start, c) in text.char_indices() {
                let fits: BTreeSet<&str> =
                    strings.iter().map(String::as_str).filter(|string| text[start..].starts_with(string)).collect();
                let found = sought.find(&text, start).filter(|found| found.start == start);
                let all: Vec<&str> = found.iter().flat_map(|&found| sought.inside(found))
                    .map(|found| &text[found.start..found.end]).collect();
                prop_assert_eq!(all, fits.into_iter().rev().collect::<Vec<_>>());
                prop_assert_eq!(place, start);
                place += width(text.as_bytes()[start]);
                prop_assert_eq!(place, start + c.len_utf8());
            }
            let mut packed = Vec::new();
            sought.put(&mut packed);
            prop_assert_eq!(Strings::take(&mut packed.as_slice()), Some(sought));
        }
    }

    /// A string between two of its tier, and equal first bytes with a zero at the end.
    #[test]
    fn tiers_do_not_hide_each_other() {
        let sorted = ["三", "三a", "三a四", "三a四个", "三\0\0\0"];
        let sorted: BTreeSet<&str> = sorted.into_iter().collect();
        let sought = Strings::of(sorted.iter().copied()).expect("little text");
        for string in sorted {
            let found = sought.find(string, 0).expect("the string itself");
            assert_eq!((found.start, found.end), (0, string.len()), "{string:?}");
        }
        assert_eq!(sought.find("a四", 0), None);
        assert_eq!(Strings::default().find("三", 0), None);
    }
}
