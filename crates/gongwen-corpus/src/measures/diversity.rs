//! How varied the words of a text are: type–token ratios and what was made to free them from the length of the text.
//!
//! A text is a slice of word ids; which words those are does not matter. Everything is from the order of the text, so that a result is
//! the same to the bit for the same text. Not defined, and null in tables: what the functions return `None` for.

use rustc_hash::FxHashMap;

/// The text, with its words numbered from 0 in the order in which they first come.
#[derive(Clone, Debug)]
pub struct Diversity {
    words: Vec<u32>,
    types: usize,
}

/// Where a factor of MTLD ends, on which implementations differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactorEnd {
    /// Where the type–token ratio is below the threshold: the authors' own program, and koRpus.
    #[default]
    Below,
    /// Where it is at or below the threshold: lexicalrichness.
    AtOrBelow,
}

impl FactorEnd {
    /// Returns the comparison as results name it: `<` or `<=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FactorEnd::Below => "<",
            FactorEnd::AtOrBelow => "<=",
        }
    }
}

impl Diversity {
    /// The usual threshold of MTLD.
    pub const MTLD_THRESHOLD: f64 = 0.72;
    /// The usual sample of HD-D.
    pub const HDD_SAMPLE: usize = 42;

    /// Takes a text. Cost: `O(tokens)`.
    pub fn new(text: &[u32]) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let words = text
            .iter()
            .map(|&word| {
                let next = numbers.len() as u32;
                *numbers.entry(word).or_insert(next)
            })
            .collect();
        Diversity { words, types: numbers.len() }
    }

    /// Returns the number of tokens, N.
    pub fn tokens(&self) -> usize {
        self.words.len()
    }

    /// Returns the number of different words, V.
    pub fn types(&self) -> usize {
        self.types
    }

    /// Returns the type–token ratio V/N, above 0 to 1; `None` for an empty text. Falls with the length of the text.
    pub fn ttr(&self) -> Option<f64> {
        (!self.words.is_empty()).then(|| self.types as f64 / self.tokens() as f64)
    }

    /// Returns the standardised ratio STTR: the mean over disjoint windows of `window` tokens, from the start; what is left at the end
    /// does not count (Scott 1996). `None` for a text shorter than a window and for windows of 0.
    ///
    /// Cost: `O(tokens)`.
    pub fn sttr(&self, window: usize) -> Option<f64> {
        if window == 0 || self.tokens() < window {
            return None;
        }
        let mut seen = Marks::new(self.types);
        let types: usize = self
            .words
            .chunks_exact(window)
            .map(|chunk| {
                seen.clear();
                chunk.iter().filter(|&&word| seen.mark(word)).count()
            })
            .sum();
        Some(types as f64 / (self.tokens() / window * window) as f64)
    }

    /// Returns the moving-average ratio MATTR: the mean over all windows of `window` tokens (Covington & McFall 2010). `None` for a text
    /// shorter than a window and for windows of 0.
    ///
    /// Cost: `O(tokens)`; the sum is of whole numbers.
    pub fn mattr(&self, window: usize) -> Option<f64> {
        if window == 0 || self.tokens() < window {
            return None;
        }
        let mut counts = vec![0_u32; self.types];
        let (mut types, mut sum) = (0_u64, 0_u128);
        for (index, &word) in self.words.iter().enumerate() {
            let count = &mut counts[word as usize];
            types += u64::from(*count == 0);
            *count += 1;
            if index + 1 < window {
                continue;
            }
            sum += u128::from(types);
            let count = &mut counts[self.words[index + 1 - window] as usize];
            *count -= 1;
            types -= u64::from(*count == 0);
        }
        Some(sum as f64 / ((self.tokens() - window + 1) as f64 * window as f64))
    }

    /// Returns MTLD: the mean length of stretches whose type–token ratio stays above `threshold`, forwards and backwards
    /// averaged (McCarthy & Jarvis 2010). What is left at the end is the part (1 − TTR)/(1 − threshold) of a stretch.
    ///
    /// `end` says whether a stretch ends below the threshold or already at it. `None` for an empty text, for one that does not
    /// repeat a word, and for a threshold that is not between 0 and 1. Cost: `O(tokens)`.
    pub fn mtld(&self, threshold: f64, end: FactorEnd) -> Option<f64> {
        if !(threshold > 0.0 && threshold < 1.0) || self.types == self.tokens() {
            return None;
        }
        let mut seen = Marks::new(self.types);
        let forwards = factors(self.words.iter(), threshold, end, &mut seen);
        let backwards = factors(self.words.iter().rev(), threshold, end, &mut seen);
        let tokens = self.tokens() as f64;
        Some(0.5 * (tokens / forwards + tokens / backwards))
    }

    /// Returns HD-D: how many different words a random sample of `sample` tokens has on the average, divided by `sample`
    /// (McCarthy & Jarvis 2007), above 0 to 1. `None` for a text shorter than the sample and for a sample of 0.
    ///
    /// Σ over the words of 1 − C(N − f, sample)/C(N, sample), in the order of their frequencies. Cost: `O(tokens + different
    /// frequencies · sample)`.
    pub fn hdd(&self, sample: usize) -> Option<f64> {
        if sample == 0 || self.tokens() < sample {
            return None;
        }
        let tokens = self.tokens() as f64;
        let sum: f64 = self
            .spectrum()
            .into_iter()
            .map(|(frequency, words)| {
                let without: f64 = (0..sample)
                    .map(|drawn| {
                        let left = tokens - drawn as f64;
                        ((left - f64::from(frequency)) / left).max(0.0)
                    })
                    .product();
                words as f64 * (1.0 - without)
            })
            .sum();
        Some(sum / sample as f64)
    }

    /// Returns Yule's K = 10⁴·(Σ f²·V(f) − N)/N², the chance that two words are the same; 0 for a text that repeats none (Yule
    /// 1944). `None` for an empty text.
    pub fn yule_k(&self) -> Option<f64> {
        let squares: u128 = self
            .spectrum()
            .iter()
            .map(|&(frequency, words)| u128::from(frequency) * u128::from(frequency) * words as u128)
            .sum();
        let tokens = self.tokens() as f64;
        (!self.words.is_empty()).then(|| 1e4 * (squares - self.tokens() as u128) as f64 / (tokens * tokens))
    }

    /// Returns the share of words that occur once, V(1)/V, from 0 to 1. `None` for an empty text.
    pub fn hapax_share(&self) -> Option<f64> {
        let once = self.spectrum().first().filter(|first| first.0 == 1).map_or(0, |first| first.1);
        (self.types > 0).then(|| once as f64 / self.types as f64)
    }

    /// Returns the frequencies that occur, in ascending order, and how many words have each.
    pub fn spectrum(&self) -> Vec<(u32, usize)> {
        let mut counts = vec![0_u32; self.types];
        self.words.iter().for_each(|&word| counts[word as usize] += 1);
        counts.sort_unstable();
        counts.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
    }
}

fn factors<'w>(
    words: impl Iterator<Item = &'w u32>,
    threshold: f64,
    end: FactorEnd,
    seen: &mut Marks,
) -> f64 {
    let (mut whole, mut tokens, mut types) = (0_u64, 0_u64, 0_u64);
    seen.clear();
    for &word in words {
        tokens += 1;
        types += u64::from(seen.mark(word));
        let ratio = types as f64 / tokens as f64;
        let ends = match end {
            FactorEnd::Below => ratio < threshold,
            FactorEnd::AtOrBelow => ratio <= threshold,
        };
        if ends {
            whole += 1;
            (tokens, types) = (0, 0);
            seen.clear();
        }
    }
    let part = if tokens == 0 { 0.0 } else { (1.0 - types as f64 / tokens as f64) / (1.0 - threshold) };
    whole as f64 + part
}

/// Which words were seen, cleared in no time.
struct Marks {
    marks: Vec<u32>,
    round: u32,
}

impl Marks {
    fn new(types: usize) -> Self {
        Marks { marks: vec![0; types], round: 0 }
    }

    fn clear(&mut self) {
        self.round += 1;
    }

    /// Returns whether the word was new.
    fn mark(&mut self, word: u32) -> bool {
        std::mem::replace(&mut self.marks[word as usize], self.round) != self.round
    }
}
