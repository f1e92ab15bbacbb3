//! The engine: the most probable path through the dictionary, one stretch of text at a time.
//!
//! A stretch is decoded to codes once; the first two characters of every possible word are looked up in one pass whose
//! loads do not wait for each other; then one pass from the end finds the best path, walking the trie only where a word
//! may be longer than two characters. There is no graph of words. The sums are jieba's, in jieba's order, so that ties
//! and rounding fall the same way.

use crate::dictionary::Dictionary;
use crate::layout::{
    CARRIAGE_RETURN, FIRST_ALPHANUMERIC, LAST_ALPHANUMERIC, SEPARATOR, STRANGER, is_far_han,
};
use std::hint::select_unpredictable;

/// Bytes of a stretch, rounded up to the next separator: what belongs to it stays in the first caches.
const AT_ONCE: usize = 1 << 11;

/// One stretch of text: its characters, and the best path through them.
#[derive(Default, Debug)]
pub(crate) struct Lattice {
    /// How many characters it has.
    count: usize,
    /// The codes of the characters and some separators.
    pub(crate) codes: Vec<u16>,
    /// Where each character starts, in bytes of the text, and where the last ends.
    pub(crate) starts: Vec<u32>,
    prefixes: Vec<Prefixes>,
    /// The characters that may end the first two of a word, and how many they are; then those that may start three.
    seconds: Vec<u32>,
    found: usize,
    /// The logarithm of the probability of the best path from each character to the end of its block.
    scores: Vec<f64>,
    /// The first step of it.
    pub(crate) steps: Vec<Step>,
}

/// A word: its number of characters in the highest byte, its slot below.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Step(u32);

impl Step {
    #[inline(always)]
    fn new(slot: usize, characters: usize) -> Self {
        Step(slot as u32 | (characters as u32) << 24)
    }

    #[inline(always)]
    pub(crate) fn characters(self) -> usize {
        (self.0 >> 24) as usize
    }

    #[inline(always)]
    pub(crate) fn slot(self) -> usize {
        (self.0 & 0x00ff_ffff) as usize
    }

    /// Returns whether the step is a letter or digit alone, or a carriage return.
    #[inline(always)]
    pub(crate) fn is_special(self) -> bool {
        self.0.wrapping_sub(1 << 24 | CARRIAGE_RETURN as u32) <= (LAST_ALPHANUMERIC - CARRIAGE_RETURN) as u32
    }

    /// Returns whether the step is a carriage return.
    #[inline(always)]
    pub(crate) fn is_carriage_return(self) -> bool {
        self.0 == 1 << 24 | CARRIAGE_RETURN as u32
    }

    /// Returns whether the step is a character alone that may be joined to its neighbours: no separator.
    #[inline(always)]
    pub(crate) fn is_joinable(self) -> bool {
        self.0.wrapping_sub(1 << 24 | FIRST_ALPHANUMERIC as u32) < (1 << 24) - FIRST_ALPHANUMERIC as u32
    }

    /// Returns whether the step is a letter or digit alone.
    #[inline(always)]
    pub(crate) fn is_alphanumeric(self) -> bool {
        self.0.wrapping_sub(1 << 24 | FIRST_ALPHANUMERIC as u32)
            <= (LAST_ALPHANUMERIC - FIRST_ALPHANUMERIC) as u32
    }
}

impl Lattice {
    /// Returns the number of characters.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Reads some kilobytes of `text` from byte `from` on, to a place where no word can be going on, and returns that
    /// place. A line feed is no such place when `lines` are joined.
    pub(crate) fn read(&mut self, dictionary: &Dictionary, text: &str, from: usize, lines: bool) -> usize {
        let end = self.decode(dictionary, text, from, lines);
        self.look_ahead(dictionary);
        end
    }

    /// Turns characters into codes. Cost: a loop of its own, with all it needs in registers; together with what follows it
    /// takes half as long again.
    #[inline(never)]
    fn decode(&mut self, dictionary: &Dictionary, text: &str, from: usize, lines: bool) -> usize {
        let Lattice { codes, starts, .. } = self;
        let mut rest = &text.as_bytes()[from..];
        let mut count = 0;
        let end = 'reading: loop {
            if codes.len() <= count + AT_ONCE + PADDING {
                codes.resize(count + 2 * AT_ONCE, SEPARATOR);
                starts.resize(count + 2 * AT_ONCE, 0);
            }
            for (code, start) in codes[count..count + AT_ONCE].iter_mut().zip(&mut starts[count..]) {
                let at = text.len() - rest.len();
                *start = at as u32;
                (*code, rest) = match *rest {
                    // Most characters of a Chinese text have three bytes.
                    [a @ 0xe0..=0xef, b, c, ref rest @ ..] => {
                        let unit = u16::from(a) << 12 | u16::from(b & 0x3f) << 6 | u16::from(c & 0x3f);
                        (dictionary.code(unit), rest)
                    }
                    [a @ 0..0x80, ref rest @ ..] => (dictionary.code(u16::from(a)), rest),
                    [a @ 0xc2..=0xdf, b, ref rest @ ..] => {
                        (dictionary.code(u16::from(a & 0x1f) << 6 | u16::from(b & 0x3f)), rest)
                    }
                    [] => break 'reading text.len(),
                    // Four bytes: beyond the Basic Multilingual Plane.
                    _ => {
                        let is_far = text[at..].chars().next().is_some_and(is_far_han);
                        (if is_far { STRANGER } else { SEPARATOR }, &rest[4..])
                    }
                };
                count += 1;
                let is_line_end = || text.as_bytes()[at] == b'\n';
                if *code < CARRIAGE_RETURN && at - from >= AT_ONCE && !(lines && is_line_end()) {
                    break 'reading text.len() - rest.len();
                }
            }
        };
        starts[count] = end as u32;
        codes[count..count + PADDING].fill(SEPARATOR);
        self.count = count;
        end
    }

    /// Finds the pairs of characters that may start words: the node of each is asked for here, and read much later.
    #[inline(never)]
    fn look_ahead(&mut self, dictionary: &Dictionary) {
        let Lattice { codes, prefixes, seconds, count, .. } = self;
        let codes = &codes[..*count];
        if prefixes.len() <= codes.len() {
            prefixes.resize(codes.len() + 1, Prefixes::default());
            seconds.resize(codes.len() + 1, 0);
        }
        let seconds = &mut seconds[..codes.len() + 1];
        let mut found = 0;
        prefixes[0] = Prefixes::default();
        for (place, (pair, prefixes)) in codes.windows(2).zip(&mut prefixes[1..]).enumerate() {
            let pair = dictionary.second(pair[0], pair[1]);
            dictionary.prefetch(pair);
            *prefixes = Prefixes { pair: pair as u32, ..Prefixes::default() };
            seconds[found] = place as u32 + 1;
            found += usize::from(pair != 0);
        }
        prefixes[codes.len()] = Prefixes::default();
        self.found = found;
    }

    /// Finds the best path.
    pub(crate) fn solve(&mut self, dictionary: &Dictionary) {
        self.look_up(dictionary);
        let count = self.count;
        let Lattice { codes, prefixes, scores, steps, .. } = self;
        let prefixes = &prefixes[..count + 1];
        let codes = &codes[..count + PADDING];
        scores.resize(count + 1, 0.0);
        scores[count] = 0.0;
        steps.resize(count, Step::default());
        let mut second = prefixes[count].pair;
        // The scores one, two and three characters on.
        let (mut next, mut second_next, mut third_next) = (0.0, 0.0, 0.0);
        for at in (0..count).rev() {
            let code = codes[at];
            let Prefixes { pair, third, second_value, third_value } = prefixes[at];
            let two = dictionary.weight(usize::from(second_value)) + second_next;
            let three = dictionary.weight(usize::from(third_value)) + third_next;
            let mut longer = larger(two, three);
            let mut longer_step = select_unpredictable(
                three >= two,
                Step::new(third as usize, 3),
                Step::new(second as usize, 2),
            );
            second = pair;
            if third_value & GOES_ON != 0 {
                (longer, longer_step) =
                    long_words(dictionary, codes, scores, at, third as usize, (longer, longer_step));
            }
            // Blocks are paths of their own: what is before a separator starts again from 0.
            let kept = u64::from(code >= FIRST_ALPHANUMERIC).wrapping_neg();
            let one = dictionary.weight_alone(code) + f64::from_bits(f64::to_bits(next) & kept);
            let one_step = Step::new(usize::from(code), 1);
            let mut best = larger(one, longer);
            let mut step = select_unpredictable(longer >= one, longer_step, one_step);
            if best == f64::NEG_INFINITY {
                best = unexplained(dictionary, next);
                step = one_step;
            }
            scores[at] = best;
            steps[at] = step;
            (next, second_next, third_next) = (best, next, second_next);
        }
    }

    /// Looks up the prefixes of two and three characters, each some hundred characters after its place in memory was
    /// asked for: most of the time of a walk is waiting for it.
    fn look_up(&mut self, dictionary: &Dictionary) {
        let Lattice { codes, prefixes, seconds, found, count, .. } = self;
        let (codes, prefixes) = (&codes[..*count + PADDING], &mut prefixes[..*count + 1]);
        let mut thirds = 0;
        for place in 0..*found {
            let end = seconds[place] as usize;
            let node = dictionary.node(prefixes[end].pair as usize).or_nothing(codes[end]);
            let after = codes[end + 1];
            let third = select_unpredictable(node.may_continue(after), node.child(after), 0);
            dictionary.prefetch(third);
            let start = end - 1;
            prefixes[start].second_value = node.value() as u16;
            prefixes[start].third = third as u32;
            seconds[thirds] = start as u32;
            thirds += usize::from(third != 0);
        }
        for &start in &seconds[..thirds] {
            let start = start as usize;
            let (code, after) = (codes[start + 2], codes[start + 3]);
            let node = dictionary.node(prefixes[start].third as usize).or_nothing(code);
            let goes_on = node.may_continue(after);
            prefixes[start].third_value = node.value() as u16 | (u16::from(goes_on) * GOES_ON);
            dictionary.prefetch(select_unpredictable(goes_on, node.child(after), 0));
        }
    }
}

impl Lattice {
    /// Returns the slot of the word with these characters, 0 when they are none. Cost: nothing is looked up for words of up
    /// to three characters.
    #[inline(always)]
    pub(crate) fn slot(&self, dictionary: &Dictionary, start: usize, end: usize) -> usize {
        let Prefixes { third, second_value, third_value, .. } = self.prefixes[start];
        match end - start {
            1 => usize::from(self.codes[start]),
            2 if second_value > 0 => self.prefixes[start + 1].pair as usize,
            3 if third_value & !GOES_ON > 0 => third as usize,
            4.. if third_value & GOES_ON != 0 => dictionary.slot_of(&self.codes[start..end]),
            _ => 0,
        }
    }
}

/// Walks on from a prefix of three characters that may be longer; returns the best of the words found and of the one given.
#[inline(always)]
fn long_words(
    dictionary: &Dictionary,
    codes: &[u16],
    scores: &[f64],
    start: usize,
    third: usize,
    (mut best, mut step): (f64, Step),
) -> (f64, Step) {
    let mut node = dictionary.node(third);
    let mut end = start + 3;
    loop {
        let code = codes[end];
        let slot = node.child(code);
        node = dictionary.node(slot);
        if node.code() != code {
            return (best, step);
        }
        end += 1;
        let score = dictionary.weight(node.value()) + scores[end];
        if score >= best {
            (best, step) = (score, Step::new(slot, end - start));
        }
        if !node.may_continue(codes[end]) {
            return (best, step);
        }
    }
}

/// The prefixes of two and three characters that a character starts, with the slot of another.
#[derive(Clone, Copy, Default, Debug)]
struct Prefixes {
    /// The slot of the character before with this one, which is where the second slot of that is.
    pair: u32,
    /// The slot of this character with the two after it.
    third: u32,
    /// The value of the node of two characters.
    second_value: u16,
    /// The value of the node of three, with [`GOES_ON`].
    third_value: u16,
}

/// Set where a prefix of four characters is possible.
const GOES_ON: u16 = 1 << 15;

/// Separators after the last code, so that looking ahead needs no question.
const PADDING: usize = 3;

/// Returns the larger number; one instruction.
#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Returns the score of a character that starts words, none of which is there, and is none itself.
#[cold]
#[inline(never)]
fn unexplained(dictionary: &Dictionary, next: f64) -> f64 {
    dictionary.stranger() + next
}
