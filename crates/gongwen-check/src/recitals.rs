//! The steady wordings of three parts and more, by their parts, for texts that recite one with a part changed.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::wordings;

/// A steady wording that marks divide.
#[derive(Debug)]
pub(crate) struct Recital {
    pub(crate) whole: &'static str,
    pub(crate) parts: Vec<&'static str>,
}

/// Recitals by their parts.
pub(crate) struct Recitals {
    all: Vec<Recital>,
    /// Where each part stands: the recital, and the number of the part in it.
    by_part: FxHashMap<&'static str, Vec<(u32, usize)>>,
    /// The length of the longest part, in bytes.
    longest: usize,
    /// The lengths of first parts, in bytes, and the last bytes of them.
    firsts: Vec<usize>,
    ends: FxHashSet<&'static [u8]>,
}

static RECITALS: LazyLock<Recitals> = LazyLock::new(|| {
    let divided = wordings::steady().map(|whole| Recital { whole, parts: whole.split(is_divider).collect() });
    let is_recital = |one: &Recital| {
        one.parts.len() > 2
            && one.parts.iter().all(|part| part.len() >= FEWEST * 3)
            && !one.whole.contains(['“', '《'])
    };
    let all: Vec<Recital> = divided.filter(is_recital).collect();
    let mut by_part: FxHashMap<&str, Vec<(u32, usize)>> = FxHashMap::default();
    for (number, one) in all.iter().enumerate() {
        for (nth, part) in one.parts.iter().enumerate() {
            by_part.entry(part).or_default().push((number as u32, nth));
        }
    }
    let mut firsts: Vec<usize> = all.iter().map(|one| one.parts[0].len()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let ends = all.iter().map(|one| last_of(one.parts[0])).collect();
    let longest = by_part.keys().map(|part| part.len()).max().unwrap_or(0);
    Recitals { all, by_part, longest, firsts, ends }
});

/// How many characters the shortest part has.
const FEWEST: usize = 2;

/// Returns the last bytes of words, as many as every part has.
fn last_of(words: &str) -> &[u8] {
    let words = words.as_bytes();
    &words[words.len().saturating_sub(FEWEST * 3)..]
}

/// Says whether a mark divides the parts of a recital.
pub(crate) fn is_divider(c: char) -> bool {
    matches!(c, '、' | '，' | '；')
}

impl Recitals {
    /// Returns those of the steady wordings. Cost of the first call: one walk over them.
    pub(crate) fn shared() -> &'static Self {
        &RECITALS
    }

    /// Calls `found` with every recital that has these words as a part, and the number of the part.
    pub(crate) fn with(&self, words: &str, mut found: impl FnMut(&'static Recital, usize))
    where
        Self: 'static,
    {
        if words.len() > self.longest {
            return;
        }
        for &(number, nth) in self.by_part.get(words).map_or(&[][..], Vec::as_slice) {
            found(&RECITALS.all[number as usize], nth);
        }
    }

    /// Calls `found` with every recital whose first part ends these words.
    pub(crate) fn ending(&self, words: &str, mut found: impl FnMut(&'static Recital)) {
        if !self.ends.contains(last_of(words)) {
            return;
        }
        for &length in self.firsts.iter().take_while(|&&length| length < words.len()) {
            let from = words.len() - length;
            if words.is_char_boundary(from) {
                self.with(&words[from..], |one, nth| {
                    if nth == 0 {
                        found(one);
                    }
                });
            }
        }
    }
}
