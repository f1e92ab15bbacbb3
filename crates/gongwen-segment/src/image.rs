//! The images that the build script compiled, as slices: loading them is a cast.

use std::sync::LazyLock;

/// Bytes that stand in memory as the numbers in them must.
#[repr(C, align(8))]
struct Aligned<B: ?Sized>(B);

macro_rules! image {
    ($(#[$doc:meta])* $name:ident: [$number:ty], $file:literal) => {
        $(#[$doc])*
        pub(crate) fn $name() -> &'static [$number] {
            static IMAGE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/", $file)));
            bytemuck::cast_slice(&IMAGE.0)
        }
    };
}

image!(
    /// The code in texts of each character of the Basic Multilingual Plane.
    codes: [u16], "codes"
);
image!(
    /// Pairs of a character and its code in words, ascending, where that is not its code in texts.
    far_codes: [u32], "far_codes"
);
image!(
    /// The filter of the pairs of characters that start words.
    pairs: [u64], "pairs"
);
image!(
    /// Whether words go on after each first character.
    root_goes_on: [u8], "root_goes_on"
);
image!(
    /// Where they are: for each first character a base for each residue of their codes.
    root_bases: [u32], "root_bases"
);
image!(
    /// The slots of the double array.
    nodes: [u64], "nodes"
);
image!(
    /// The id of the word or single character that ends at each slot.
    ids: [u32], "ids"
);
image!(
    /// The different frequencies, ascending; the first is for what is no word.
    frequencies: [u32], "frequencies"
);
image!(
    /// The sum of the frequencies of all words.
    total_frequency: [u64], "total_frequency"
);
image!(
    /// The bytes of each word, by id.
    word_lengths: [u8], "word_lengths"
);
image!(
    /// Where each block of words starts among their bytes.
    word_starts: [u32], "word_starts"
);
image!(
    /// Which tag each word has.
    word_tags: [u8], "word_tags"
);
image!(
    /// The row of emissions of each code.
    hmm_rows: [u16], "hmm_rows"
);
image!(
    /// Initial logarithms, transitions, rows of emissions.
    hmm_numbers: [f64], "hmm_numbers"
);
image!(
    /// Logarithms of the start states of the tag model, then those of its links.
    guess_numbers: [f64], "guess_numbers"
);
image!(
    /// The links: `to · 256 + from`.
    guess_links: [u32], "guess_links"
);
image!(
    /// Pairs of a character, ascending, and the index of its first state.
    guess_characters: [u32], "guess_characters"
);
image!(
    /// The states of the characters.
    guess_states: [u16], "guess_states"
);
image!(
    /// Their logarithms.
    guess_emissions: [f64], "guess_emissions"
);

/// The text of all words in the order of their ids.
pub(crate) const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words"));

/// The characters that have ids after those of the words, in their order.
pub(crate) const SINGLES: &str = include_str!(concat!(env!("OUT_DIR"), "/singles"));

/// The tags of the words, by number.
pub(crate) static TAGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/tag_names")).split(',').collect());

/// The tags of the tag model, by number.
pub(crate) static GUESSED_TAGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/guess_tags")).split(',').collect());
