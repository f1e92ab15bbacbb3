//! The frequent words of two characters by what a slip leaves of them: one character, and the sound or look of the other.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::alike::{Sounds, looks_of};
use crate::buckets::Buckets;

/// Frequent words, the most frequent first, and pairs that look like slips and are none.
const WORDS: &str = include_str!("../../../lexicons/rules/common-words.txt");
const PAIRS: &str = include_str!("../../../lexicons/rules/rare-pairs.txt");

/// Two characters of the basic plane, the first in the upper half.
type Pair = u32;

/// Words by what a slip leaves of them.
pub(crate) struct Slips {
    sounds: Sounds,
    /// What each word leaves, each with the word's rank in the lower bits.
    traces: Buckets<RANK>,
    /// A bit for each hash of a trace: most pairs leave none.
    seen: Box<[u64; SEEN / 64]>,
    words: Vec<Pair>,
    /// The words, and the pairs that are right though no words.
    right: FxHashSet<Pair>,
}

/// The bits of a rank.
const RANK: u32 = 16;
/// Hashes of traces.
const SEEN: usize = 1 << 19;

/// What is left of a word when one character is slipped.
#[derive(Clone, Copy)]
enum Trace {
    /// The sound of the first and the last.
    Last,
    /// The first and the sound of the last.
    First,
    /// A pair that looks like it.
    Look,
}

impl Trace {
    #[inline(always)]
    fn of(self, a: u16, b: u16) -> u64 {
        (self as u64) << 32 | u64::from(a) << 16 | u64::from(b)
    }
}

static SLIPS: LazyLock<Slips> = LazyLock::new(Slips::new);

impl Slips {
    /// Returns the words of the table. Cost of the first call: some three milliseconds.
    pub(crate) fn shared() -> &'static Self {
        &SLIPS
    }

    fn new() -> Self {
        let sounds = Sounds::new();
        let pairs = |table: &'static str| {
            let rows = table.lines().filter(|line| !line.starts_with('#'));
            rows.flat_map(str::split_whitespace).filter_map(pair)
        };
        let words: Vec<Pair> = pairs(WORDS).collect();
        let mut traces = Vec::with_capacity(8 * words.len());
        for (rank, &word) in words.iter().enumerate() {
            let (rank, a, b) = (rank as u64, (word >> 16) as u16, word as u16);
            let sounded = [
                sounds.of(a).map(|sound| Trace::Last.of(sound, b)),
                sounds.of(b).map(|sound| Trace::First.of(a, sound)),
            ];
            let looks = looks_of(a).map(|look| Trace::Look.of(look, b));
            let looks = looks.chain(looks_of(b).map(|look| Trace::Look.of(a, look)));
            traces.extend(sounded.into_iter().flatten().chain(looks).map(|trace| trace << RANK | rank));
        }
        let mut seen = Box::new([0; SEEN / 64]);
        for trace in traces.iter().map(|traced| traced >> RANK) {
            let bit = hash(trace);
            seen[bit / 64] |= 1 << (bit % 64);
        }
        let right = words.iter().copied().chain(pairs(PAIRS)).collect();
        Self { sounds, traces: Buckets::of(&traces), seen, words, right }
    }

    /// Returns the words that a pair of Han characters of the basic plane may be a slip of, the most frequent first; none
    /// where it is a word, or known to be right. Cost: mostly three looks at a table of 64 kB.
    #[inline(always)]
    pub(crate) fn meant(&self, a: char, b: char) -> Vec<[char; 2]> {
        let (a, b) = (a as u32 as u16, b as u32 as u16);
        let traces = [
            self.sounds.of(a).map(|sound| Trace::Last.of(sound, b)),
            self.sounds.of(b).map(|sound| Trace::First.of(a, sound)),
            Some(Trace::Look.of(a, b)),
        ];
        let is_seen = |trace: &Option<u64>| {
            trace.is_some_and(|trace| {
                let bit = hash(trace);
                self.seen[bit / 64] >> (bit % 64) & 1 == 1
            })
        };
        if traces.iter().any(is_seen) { self.words_of(a, b, traces) } else { Vec::new() }
    }

    #[inline(never)]
    fn words_of(&self, a: u16, b: u16, traces: [Option<u64>; 3]) -> Vec<[char; 2]> {
        if self.right.contains(&(u32::from(a) << 16 | u32::from(b))) {
            return Vec::new();
        }
        let traced = traces.into_iter().flatten().flat_map(|trace| self.traces.with(trace));
        let mut ranks: Vec<u16> = traced.map(|traced| traced as u16).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let chars = |pair: Pair| [pair >> 16, pair & 0xFFFF].map(|c| char::from_u32(c).unwrap_or_default());
        ranks.into_iter().map(|rank| chars(self.words[usize::from(rank)])).collect()
    }
}

fn pair(word: &str) -> Option<Pair> {
    let mut chars = word.chars().map(u32::from);
    Some(chars.next()? << 16 | chars.next()?)
}

#[inline(always)]
fn hash(trace: u64) -> usize {
    (trace.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 45) as usize
}

#[cfg(test)]
mod tests {
    use super::Slips;

    #[test]
    fn a_slip_means_the_words_of_its_sound_or_look() {
        let slips = Slips::shared();
        let meant = |pair: &str| {
            let mut chars = pair.chars();
            let (a, b) = (chars.next().expect("two"), chars.next().expect("two"));
            slips.meant(a, b).into_iter().map(String::from_iter).collect::<Vec<_>>()
        };
        assert_eq!(meant("己经")[0], "已经");
        assert_eq!(meant("举错"), ["举措"]);
        assert!(meant("已经").is_empty());
        assert!(meant("抗疫").is_empty());
    }
}
