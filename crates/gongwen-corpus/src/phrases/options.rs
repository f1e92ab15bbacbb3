//! What is a phrase: the thresholds, and what they are unless told otherwise.

/// The thresholds of a search for phrases.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PhraseOptions {
    /// The most words of a phrase, from 2 to 12.
    pub longest: usize,
    /// Only phrases that occur at least so often; at least 2.
    pub min_count: u64,
    /// Only phrases that are in at least so many documents.
    pub min_documents: u64,
    /// Only phrases with at least this [cohesion](super::cohesion), from −1 to 1.
    pub min_cohesion: f64,
    /// Only phrases with at least this [entropy](super::entropy) in bits on the side where it is less.
    pub min_entropy: f64,
}

impl PhraseOptions {
    /// The most words that a phrase may be allowed.
    pub const LONGEST: usize = 12;

    /// Returns the options with every threshold in its range.
    #[must_use]
    pub fn in_range(self) -> Self {
        PhraseOptions {
            longest: self.longest.clamp(2, Self::LONGEST),
            min_count: self.min_count.max(2),
            ..self
        }
    }
}

impl Default for PhraseOptions {
    fn default() -> Self {
        PhraseOptions { longest: 6, min_count: 5, min_documents: 3, min_cohesion: 0.4, min_entropy: 1.5 }
    }
}
