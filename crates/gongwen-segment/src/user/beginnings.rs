//! How words begin: most of a text is passed over by a bit or two a character, before any search.

/// A set of beginnings of words. It may answer yes for one that is not there, never no for one that is.
#[derive(Clone, Debug)]
pub(super) struct Beginnings {
    /// The first characters of the Basic Multilingual Plane.
    first: Plane,
    /// Those of them that are words alone.
    alone: Plane,
    /// The first two characters, where both have three bytes as Han does: one bit for each, chosen by a hash.
    pairs: Box<[u64; PAIR_BITS / 64]>,
    /// Whether a word begins beyond the plane.
    beyond: bool,
    /// How many characters are in `first`, and whether they are so many that a text goes in and out of them all the
    /// time: asking for the pair at once is then faster than a branch that cannot be foretold.
    firsts: usize,
    many: bool,
}

/// One bit for each character of the plane: the low six bits of a character choose the bit.
type Plane = Box<[u64; 1024]>;

/// Few enough for a cache near the core, many enough that a hundred thousand words leave most bits unset.
const PAIR_BITS: usize = 1 << 19;

/// The number of first characters from which they are many.
const MANY: usize = 64;

impl Beginnings {
    pub(super) fn new() -> Self {
        Beginnings {
            first: Box::new([0; 1024]),
            alone: Box::new([0; 1024]),
            pairs: Box::new([0; PAIR_BITS / 64]),
            beyond: false,
            firsts: 0,
            many: false,
        }
    }

    /// Adds the beginning of a word.
    pub(super) fn insert(&mut self, word: &str) {
        let mut codes = word.chars().map(u32::from);
        let Some(first) = codes.next() else { return };
        if first > 0xffff {
            self.beyond = true;
            return;
        }
        self.firsts += usize::from(bit(&self.first, first) == 0);
        self.many = self.firsts >= MANY;
        set(&mut self.first, first);
        match codes.next() {
            None => set(&mut self.alone, first),
            Some(second) => {
                let pair = pair(first, second);
                self.pairs[pair >> 6] |= 1 << (pair & 63);
            }
        }
    }

    /// Returns the first place at or after `at`, where a character begins, at which a word may begin.
    #[inline]
    pub(super) fn next(&self, bytes: &[u8], mut at: usize) -> Option<usize> {
        loop {
            // A valid text has the bytes that a lead byte promises, so that nothing is cut off here.
            let (may_begin, length) = match *bytes.get(at..)? {
                [a @ 0xe0..=0xef, b, c, ref rest @ ..] => (self.may_begin(three(a, b, c), rest), 3),
                [a @ 0..=0x7f, ..] => (bit(&self.first, u32::from(a)) == 1, 1),
                [a @ 0xc0..=0xdf, b, ..] => {
                    (bit(&self.first, u32::from(a & 0x1f) << 6 | u32::from(b & 0x3f)) == 1, 2)
                }
                [_, ..] => (self.beyond, 4),
                [] => return None,
            };
            if may_begin {
                return Some(at);
            }
            at += length;
        }
    }

    /// Returns whether a word may begin with a character of three bytes, before `rest`.
    #[inline]
    fn may_begin(&self, first: u32, rest: &[u8]) -> bool {
        if !self.many && bit(&self.first, first) == 0 {
            return false;
        }
        let [d @ 0xe0..=0xef, e, f, ..] = *rest else { return bit(&self.first, first) == 1 };
        let pair = pair(first, three(d, e, f));
        bit(&self.alone, first) | (self.pairs[pair >> 6] >> (pair & 63) & 1) == 1
    }
}

/// Decodes a character of three bytes.
#[inline]
fn three(a: u8, b: u8, c: u8) -> u32 {
    u32::from(a & 0x0f) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)
}

/// Returns the bit of two characters. The golden ratio spreads neighbours (Knuth, TAOCP 6.4).
#[inline]
fn pair(first: u32, second: u32) -> usize {
    const SHIFT: u32 = 32 - PAIR_BITS.trailing_zeros();
    ((first << 16 ^ second).wrapping_mul(0x9e37_79b1) >> SHIFT) as usize
}

#[inline]
fn bit(plane: &Plane, code: u32) -> u64 {
    plane[code as usize >> 6 & 1023] >> (code & 63) & 1
}

fn set(plane: &mut Plane, code: u32) {
    plane[code as usize >> 6 & 1023] |= 1 << (code & 63);
}
