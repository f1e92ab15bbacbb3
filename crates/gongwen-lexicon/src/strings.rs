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
/// How many places are looked at together.
const TOGETHER: usize = 32;
/// Bits for each different beginning, which sets two of them: about one refused place in 200 gets past them by chance.
const SPARSENESS: usize = 32;
/// The fewest bits, since fewer would not be nearer: 32 KiB.
const FEWEST_BITS: usize = 1 << 18;
/// Odd numbers whose product with a number has its bits well mixed at the top (Steele and Vigna 2022).
const MULTIPLIERS: [u64; 2] = [0xd134_2543_de82_ef95, 0xaf25_1af3_b0f0_25b5];

/// Different strings in byte order, prepared to be sought.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Strings {
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
    /// Which hashes occur, a Bloom filter with both bits of a hash in one word (Putze, Sanders and Singler 2007): the highest
    /// bits of the hash say which word, the next ones which bits.
    bits: Vec<u64>,
    bits_shift: u32,
    /// Open addressing with linear probing, at most half full; free where the bucket is empty.
    buckets: Vec<Bucket>,
    shift: u32,
}

/// The strings with one beginning, in sixteen bytes that say what most places ask: the table of many strings is far away in
/// memory, and their texts are farther.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Bucket {
    /// The beginning: eight bytes, the first one lowest, and below the one more that the widest tier has.
    low: u64,
    from: u32,
    high: u8,
    /// How many, [`Bucket::MANY`] for that many and more.
    count: u8,
    /// The bytes of the first one, [`Bucket::LONG`] for that many and more.
    length: u8,
}

/// The first bytes of a place, zeros after the end: eight, the first one lowest, and the one more that the widest tier has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Head(u64, u8);

/// A string found: its number and the bytes of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Which string, counted from 0 in the order given.
    pub number: u32,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Strings {
    /// Returns `sorted`, different strings in byte order, prepared; `None` when all together have 4 GiB or more.
    ///
    /// Cost: `O(bytes)`.
    ///
    /// ```
    /// use gongwen_lexicon::Strings;
    /// let sought = Strings::of(["四个", "四个自信"].into_iter()).expect("little text");
    /// let found = sought.places("坚定四个自信").next().expect("it is there");
    /// assert_eq!((found.number, found.start, found.end), (1, 6, 18));
    /// assert_eq!(sought.inside(found).map(|found| found.number).collect::<Vec<_>>(), [1, 0]);
    /// ```
    pub fn of<'s>(sorted: impl Iterator<Item = &'s str>) -> Option<Self> {
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
        let tiers = WIDTHS.map(|width| {
            let widths = width..std::mem::replace(&mut most, width);
            let strings = (0..self.len() as u32).map(|number| (number, self.get(number).as_bytes()));
            Tier::of(width, beginnings(width, strings.filter(|(_, string)| widths.contains(&string.len()))))
        });
        self.short = tiers[2..].iter().any(|short| !short.buckets.is_empty());
        self.tiers = tiers;
    }

    /// Says whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the string with this number.
    #[inline]
    pub fn get(&self, number: u32) -> &str {
        &self.text[self.start(number)..self.ends[number as usize] as usize]
    }

    /// Returns where in the text of all strings the one with this number begins.
    #[inline]
    fn start(&self, number: u32) -> usize {
        if number == 0 { 0 } else { self.ends[number as usize - 1] as usize }
    }

    /// Returns every place of `text` where a string begins, in order, with the longest one.
    ///
    /// Cost: `O(bytes)`, plus at a place that some string's beginning fits `O(log strings)` comparisons; no allocation.
    pub fn places<'s, 't>(&'s self, text: &'t str) -> Places<'s, 't> {
        Places::of(self, text, false)
    }

    /// Returns the first place of `text` where a string begins, with the longest one, then the first after its end, and so on.
    ///
    /// Cost: as [`Strings::places`].
    pub fn places_apart<'s, 't>(&'s self, text: &'t str) -> Places<'s, 't> {
        Places::of(self, text, true)
    }

    /// Returns whether the bits let a place pass.
    #[inline(always)]
    fn passes(&self, head: Head) -> bool {
        let [wide, narrow, shorter @ ..] = &self.tiers;
        // Without a branch for each tier, since which of them lets a place pass cannot be foreseen.
        wide.may_have(head.hash(WIDTHS[0])) | narrow.may_have(head.hash(WIDTHS[1]))
            || self.short
                && shorter.iter().zip(&WIDTHS[2..]).any(|(tier, &width)| tier.may_have(head.hash(width)))
    }

    /// Finds the next places that the bits let pass and where reading goes on after them.
    #[inline(never)]
    fn passing(&self, bytes: &[u8], from: usize, places: &mut [usize; TOGETHER]) -> (usize, usize) {
        let (mut count, mut start) = (0, from);
        // Without a branch for a place that passes, since which do cannot be foreseen.
        while count < TOGETHER
            && let Some(first) = bytes[start..].first_chunk()
        {
            let head = Head::of_many(first);
            places[count] = start;
            count += usize::from(self.passes(head));
            start += width(first[0]);
        }
        while count < TOGETHER && start < bytes.len() {
            let head = Head::of(&bytes[start..]);
            places[count] = start;
            count += usize::from(self.passes(head));
            start += width(bytes[start]);
        }
        (count, start)
    }

    /// Reads the places of the tables that the lookup of a head begins with.
    #[inline]
    fn touch(&self, head: Head) -> u32 {
        self.tiers[..2].iter().zip(WIDTHS).fold(0, |all, (tier, width)| {
            all | tier.buckets.get((head.hash(width) >> tier.shift) as usize).map_or(0, |bucket| bucket.from)
        })
    }

    /// Returns the longest string that `text`, whose head is given, begins with, and its length.
    #[inline(never)]
    fn longest_at(&self, text: &[u8], head: Head) -> Option<(u32, usize)> {
        // Most places that pass do so for the widest tier: its bits are not asked twice.
        let [wide, others @ ..] = &self.tiers;
        let bucket = wide.bucket(head, head.hash(MOST));
        if let Some(longest) = bucket.and_then(|bucket| self.longest(bucket, MOST, text)) {
            return Some(longest);
        }
        others.iter().zip(&WIDTHS[1..]).find_map(|(tier, &width)| {
            let head = head.first(width);
            let hash = head.hash(width);
            let bucket = tier.may_have(hash).then(|| tier.bucket(head, hash)).flatten();
            bucket.and_then(|bucket| self.longest(bucket, width, text))
        })
    }

    /// Returns the strings that `found` begins with, longest first, at the same place.
    pub fn inside(&self, found: Found) -> impl Iterator<Item = Found> + '_ {
        std::iter::successors(Some(found), |longer| {
            let number = self.shorter[longer.number as usize]?;
            Some(Found { number, end: longer.start + self.get(number).len(), ..*longer })
        })
    }

    /// Returns whether `text`, long enough, has these bytes of a string at the same place.
    #[inline]
    fn goes_on(&self, number: u32, bytes: Range<usize>, text: &[u8]) -> bool {
        let start = self.start(number);
        // Up to eight bytes without a branch for how many, which cannot be foreseen.
        if bytes.len() <= 8
            && let Some(here) = eight(text, bytes.start)
            && let Some(there) = eight(self.text.as_bytes(), start + bytes.start)
        {
            let kept = u64::MAX.checked_shr(64 - 8 * bytes.len() as u32).unwrap_or(0);
            return (here ^ there) & kept == 0;
        }
        text[bytes.clone()] == self.text.as_bytes()[start + bytes.start..start + bytes.end]
    }

    /// Returns the longest string of `bucket` that `text` begins with, and its length. The bucket has the first `width` bytes of
    /// `text`, zeros after its end.
    fn longest(&self, bucket: Bucket, width: usize, text: &[u8]) -> Option<(u32, usize)> {
        if bucket.count == 1 && bucket.length < Bucket::LONG {
            let length = usize::from(bucket.length);
            let is_there =
                text.len() >= length && (length == width || self.goes_on(bucket.from, width..length, text));
            return is_there.then_some((bucket.from, length));
        }
        let mut last = bucket.from;
        let mut to = match bucket.count {
            Bucket::MANY => self.len() as u32,
            count => last + u32::from(count),
        };
        while to - last > 1 {
            let middle = last + (to - last) / 2;
            if self.get(middle).as_bytes() <= text { last = middle } else { to = middle }
        }
        std::iter::successors(Some(last), |&number| self.shorter[number as usize])
            .take_while(|&number| number >= bucket.from)
            .map(|number| (number, self.get(number)))
            .find(|(_, string)| text.starts_with(string.as_bytes()))
            .map(|(number, string)| (number, string.len()))
    }
}

/// The places of a text where strings begin: see [`Strings::places`].
#[derive(Clone, Debug)]
pub struct Places<'s, 't> {
    strings: &'s Strings,
    text: &'t str,
    /// Whether places inside a string found are left out.
    apart: bool,
    /// Where the last string found ends.
    end: usize,
    /// Where reading goes on.
    from: usize,
    /// Places that the bits let pass, how many, and the next of them to be looked at.
    passing: [usize; TOGETHER],
    count: usize,
    next: usize,
}

impl<'s, 't> Places<'s, 't> {
    fn of(strings: &'s Strings, text: &'t str, apart: bool) -> Self {
        Places { strings, text, apart, end: 0, from: 0, passing: [0; TOGETHER], next: 0, count: 0 }
    }

    /// Goes on to the next places that may begin a string, and reads what each will need once by a loop that does nothing
    /// else, so that the machine waits for many at once.
    #[inline(never)]
    fn fill(&mut self) {
        let bytes = self.text.as_bytes();
        self.next = 0;
        (self.count, self.from) = self.strings.passing(bytes, self.from, &mut self.passing);
        let touch =
            self.passing[..self.count].iter().map(|&place| self.strings.touch(Head::at(bytes, place)));
        std::hint::black_box(touch.fold(0, |all, one| all | one));
    }
}

impl Iterator for Places<'_, '_> {
    type Item = Found;

    #[inline]
    fn next(&mut self) -> Option<Found> {
        let bytes = self.text.as_bytes();
        loop {
            while self.next < self.count {
                let start = self.passing[self.next];
                self.next += 1;
                if self.apart && start < self.end {
                    continue;
                }
                if let Some((number, length)) =
                    self.strings.longest_at(&bytes[start..], Head::at(bytes, start))
                {
                    self.end = start + length;
                    return Some(Found { number, start, end: self.end });
                }
            }
            if self.apart {
                self.from = self.from.max(self.end);
            }
            if self.from >= bytes.len() {
                return None;
            }
            self.fill();
        }
    }
}

/// Returns the eight bytes from a place on as one number, the first one lowest; `None` where there are fewer.
#[inline]
fn eight(bytes: &[u8], place: usize) -> Option<u64> {
    bytes.get(place..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
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

/// Strings that begin alike, in a row.
struct Beginning {
    head: Head,
    strings: Range<u32>,
    /// The bytes of the first one.
    length: usize,
}

/// Returns the beginnings of the strings, given in order with their numbers.
fn beginnings<'s>(width: usize, strings: impl Iterator<Item = (u32, &'s [u8])>) -> Vec<Beginning> {
    let mut out: Vec<Beginning> = Vec::new();
    let mut last: &[u8] = &[];
    for (number, string) in strings {
        match out.last_mut() {
            // Longer strings of a wider tier may lie between.
            Some(Beginning { strings, .. }) if string.starts_with(last) => strings.end = number + 1,
            _ => {
                last = &string[..width];
                let (head, strings) = (Head::of(last), number..number + 1);
                out.push(Beginning { head, strings, length: string.len() });
            }
        }
    }
    out
}

impl Tier {
    fn of(width: usize, beginnings: Vec<Beginning>) -> Self {
        if beginnings.is_empty() {
            return Self::default();
        }
        let bits = (SPARSENESS * beginnings.len()).next_power_of_two().max(FEWEST_BITS);
        let places = (2 * beginnings.len()).next_power_of_two();
        let mut tier = Self {
            bits: vec![0; bits / 64],
            // What is left has the number of the word and twice six bits.
            bits_shift: 64 - 6 - bits.trailing_zeros(),
            buckets: vec![Bucket::default(); places],
            shift: 64 - places.trailing_zeros(),
        };
        for Beginning { head, strings, length } in beginnings {
            let hash = head.hash(width);
            let (word, mask) = tier.bits_of(hash);
            tier.bits[word] |= mask;
            let mut at = (hash >> tier.shift) as usize;
            while !tier.buckets[at].is_empty() {
                at = (at + 1) & (places - 1);
            }
            let count = u8::try_from(strings.len()).unwrap_or(Bucket::MANY);
            let length = u8::try_from(length).unwrap_or(Bucket::LONG);
            tier.buckets[at] = Bucket { low: head.0, from: strings.start, high: head.1, count, length };
        }
        tier
    }

    /// Returns the word and the bits in it for a hash.
    #[inline]
    fn bits_of(&self, hash: u64) -> (usize, u64) {
        let low = hash >> self.bits_shift;
        ((low >> 12) as usize, 1 << (low & 63) | 1 << (low >> 6 & 63))
    }

    /// Returns whether a string may have a beginning with this hash.
    #[inline]
    fn may_have(&self, hash: u64) -> bool {
        let (word, mask) = self.bits_of(hash);
        self.bits.get(word).is_some_and(|bits| bits & mask == mask)
    }

    /// Returns the strings with this beginning, whose hash is given.
    #[inline]
    fn bucket(&self, head: Head, hash: u64) -> Option<Bucket> {
        let mask = self.buckets.len().wrapping_sub(1);
        let mut at = (hash >> self.shift) as usize;
        loop {
            let bucket = self.buckets.get(at & mask)?;
            if bucket.low == head.0 && bucket.high == head.1 && !bucket.is_empty() {
                return Some(*bucket);
            }
            if bucket.is_empty() {
                return None;
            }
            at += 1;
        }
    }
}

impl Bucket {
    const MANY: u8 = u8::MAX;
    const LONG: u8 = u8::MAX;

    fn is_empty(self) -> bool {
        self.count == 0
    }
}

impl Head {
    /// Returns the hash of the first `width` bytes.
    #[inline]
    fn hash(self, width: usize) -> u64 {
        match width {
            1..8 => (self.0 & (u64::MAX >> (64 - 8 * width))).wrapping_mul(MULTIPLIERS[0]),
            _ => self.0.wrapping_mul(MULTIPLIERS[0]) ^ u64::from(self.1).wrapping_mul(MULTIPLIERS[1]),
        }
    }

    /// Returns the first `width` bytes of it, zeros after them.
    #[inline]
    fn first(self, width: usize) -> Self {
        match width {
            1..8 => Self(self.0 & (u64::MAX >> (64 - 8 * width)), 0),
            _ => self,
        }
    }

    #[inline]
    fn of_many(bytes: &[u8; MOST]) -> Self {
        let (low, high) = bytes.split_first_chunk().expect("nine bytes hold eight");
        Self(u64::from_le_bytes(*low), high[0])
    }

    /// Returns the head of a place.
    #[inline]
    fn at(bytes: &[u8], place: usize) -> Self {
        let rest = &bytes[place..];
        rest.first_chunk().map_or_else(|| Self::of(rest), Self::of_many)
    }

    fn of(bytes: &[u8]) -> Self {
        let mut padded = [0; MOST];
        let length = bytes.len().min(MOST);
        padded[..length].copy_from_slice(&bytes[..length]);
        Self::of_many(&padded)
    }
}

/// Returns how many bytes the character that begins with `lead` has.
#[inline]
fn width(lead: u8) -> usize {
    // A jump and no table: the next place need not wait for the lead byte when the jump is foreseen, as in a run of Han.
    if (0xe0..0xf0).contains(&lead) { 3 } else { other_width(lead) }
}

#[inline(never)]
fn other_width(lead: u8) -> usize {
    match lead {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        _ => 4,
    }
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
            text in "[ab四个é𠮷]{0,200}",
        ) {
            let sought = Strings::of(strings.iter().map(String::as_str)).expect("little text");
            let all = |found| -> Vec<&str> { sought.inside(found).map(|f: Found| &text[f.start..f.end]).collect() };
            let mut places = sought.places(&text).peekable();
            let mut places_apart = sought.places_apart(&text).peekable();
            let (mut place, mut end) = (0, 0);
            for (start, c) in text.char_indices() {
                prop_assert_eq!(place, start);
                place += width(text.as_bytes()[start]);
                prop_assert_eq!(place, start + c.len_utf8());
                let mut fits: Vec<&str> =
                    strings.iter().map(String::as_str).filter(|string| text[start..].starts_with(string)).collect();
                fits.reverse();
                let found = places.next_if(|found| found.start == start);
                prop_assert_eq!(found.map_or(Vec::new(), all), &fits[..]);
                let apart = places_apart.next_if(|found| found.start == start);
                prop_assert_eq!(apart, found.filter(|_| start >= end));
                end = apart.map_or(end, |found| found.end);
            }
            prop_assert_eq!((places.next(), places_apart.next()), (None, None));
            let mut packed = Vec::new();
            sought.put(&mut packed);
            prop_assert_eq!(Strings::take(&mut packed.as_slice()), Some(sought));
        }
    }

    /// More strings with one beginning than a bucket counts, and others after them.
    #[test]
    fn a_full_bucket_ends_where_its_beginning_does() {
        let strings: BTreeSet<String> =
            (0..700).map(|n| format!("三个{}{n}", ["代表", "体系"][n % 2])).collect();
        let sought = Strings::of(strings.iter().map(String::as_str)).expect("little text");
        for string in &strings {
            let text = format!("{string}。");
            assert_eq!(sought.places(&text).next().map(|found| found.end), Some(string.len()), "{string}");
        }
        assert_eq!(sought.places("三个代表").next(), None);
    }

    /// A string between two of its tier, and equal first bytes with a zero at the end.
    #[test]
    fn tiers_do_not_hide_each_other() {
        let sorted = ["三", "三a", "三a四", "三a四个", "三\0\0\0"];
        let sorted: BTreeSet<&str> = sorted.into_iter().collect();
        let sought = Strings::of(sorted.iter().copied()).expect("little text");
        for string in sorted {
            let found = sought.places(string).next().expect("the string itself");
            assert_eq!((found.start, found.end), (0, string.len()), "{string:?}");
        }
        assert_eq!(sought.places("a四").next(), None);
        assert_eq!(Strings::default().places("三").next(), None);
    }
}
