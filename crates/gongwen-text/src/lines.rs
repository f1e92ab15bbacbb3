//! From bytes to the positions that people and editors use.
//!
//! The index keeps no text. Two bit maps, one bit a byte, mark where characters start and which of them are
//! two columns wide; a running count every 512 bytes makes every conversion a table look-up and a few
//! population counts. The rare rest (characters beyond the BMP, characters without width) are sorted lists.

use unicode_width::UnicodeWidthChar;

use crate::span::Span;

const WORD: usize = 64;
/// Words between two running counts.
const STRIDE: usize = 8;

/// Converts byte offsets to code points, UTF-16 units, lines and columns.
///
/// Lines end at `\n`; the `\r` of `\r\n` belongs to the line end. An offset inside a character counts as the
/// start of that character, one past the end as the end.
#[derive(Clone, Debug)]
pub struct LineIndex {
    len: usize,
    starts: BitMap,
    wide: BitMap,
    /// Starts of characters that take four bytes, hence two UTF-16 units.
    astral: Vec<usize>,
    /// Starts of characters that take no column.
    zero: Vec<usize>,
    /// Start of every line.
    lines: Vec<usize>,
    /// Lines whose end is `\r\n`.
    crlf: Vec<usize>,
}

/// Where a byte offset is for a reader. All numbers count from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in code points.
    pub column: usize,
    /// The column in UTF-16 units.
    pub utf16_column: usize,
    /// The column on a screen, where Han and full-width characters take two; no character counts for more.
    pub display_column: usize,
}

impl LineIndex {
    /// Reads `text` once. Cost: `O(bytes)`, a quarter of the text in memory.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let words = bytes.len().div_ceil(WORD);
        let (mut starts, mut wide) = (Vec::with_capacity(words), Vec::with_capacity(words));
        let (mut astral, mut zero) = (Vec::new(), Vec::new());
        for (word, chunk) in bytes.chunks(WORD).enumerate() {
            let (mut start_bits, mut wide_bits, mut other_bits) = (0_u64, 0_u64, 0_u64);
            for (eighth, bytes) in chunk.chunks(8).enumerate() {
                let mut eight = [0x80; 8];
                eight[..bytes.len()].copy_from_slice(bytes);
                let (starts, wide, other) = classes(eight);
                start_bits |= starts << (8 * eighth);
                wide_bits |= wide << (8 * eighth);
                other_bits |= other << (8 * eighth);
            }
            while other_bits != 0 {
                let bit = other_bits.trailing_zeros();
                other_bits &= other_bits - 1;
                let at = word * WORD + bit as usize;
                let Some(c) = text[at..].chars().next() else { continue };
                match c {
                    // The marks of every line, ahead of the table.
                    '\u{3000}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}' => wide_bits |= 1 << bit,
                    _ => match c.width().unwrap_or(0) {
                        0 => zero.push(at),
                        1 => {}
                        _ => wide_bits |= 1 << bit,
                    },
                }
                if c.len_utf8() == 4 {
                    astral.push(at);
                }
            }
            starts.push(start_bits);
            wide.push(wide_bits);
        }
        let mut lines = vec![0];
        let mut crlf = Vec::new();
        for at in memchr::memchr_iter(b'\n', bytes) {
            if at > 0 && bytes[at - 1] == b'\r' {
                crlf.push(lines.len() - 1);
            }
            lines.push(at + 1);
        }
        Self {
            len: bytes.len(),
            starts: BitMap::new(starts),
            wide: BitMap::new(wide),
            astral,
            zero,
            lines,
            crlf,
        }
    }

    /// Returns how many code points stand before `byte`.
    ///
    /// ```
    /// let index = gongwen_text::LineIndex::new("“四风”问题");
    /// assert_eq!(index.chars(9), 3);
    /// assert_eq!(index.chars(10), 3);
    /// ```
    #[must_use]
    pub fn chars(&self, byte: usize) -> usize {
        self.starts.rank(self.floor(byte))
    }

    /// Returns how many UTF-16 units stand before `byte`.
    #[must_use]
    pub fn utf16(&self, byte: usize) -> usize {
        let byte = self.floor(byte);
        self.starts.rank(byte) + self.astral.partition_point(|&at| at < byte)
    }

    /// Returns the byte at which code point number `chars` starts; the length of the text when there are fewer.
    #[must_use]
    pub fn byte_of_char(&self, chars: usize) -> usize {
        self.starts.select(chars).unwrap_or(self.len)
    }

    /// Returns the byte at which UTF-16 unit number `units` stands, the start of its character.
    #[must_use]
    pub fn byte_of_utf16(&self, units: usize) -> usize {
        // Counts the characters of two units that end at or before `units`; their number rises with the byte.
        let (mut low, mut high) = (0, self.astral.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.starts.rank(self.astral[middle]) + middle + 2 <= units {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // In the middle of a pair: back to its first unit.
        let inside = self.astral.get(low).is_some_and(|&at| self.starts.rank(at) + low < units);
        let before = low + usize::from(inside);
        self.byte_of_char(units.saturating_sub(before))
    }

    /// Returns line and columns of `byte`.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.floor(byte);
        let line = self.lines.partition_point(|&start| start <= byte);
        let start = self.lines[line - 1];
        let between =
            |list: &[usize]| list.partition_point(|&at| at < byte) - list.partition_point(|&at| at < start);
        let chars = self.starts.rank(byte) - self.starts.rank(start);
        let wide = self.wide.rank(byte) - self.wide.rank(start);
        Position {
            line,
            column: chars + 1,
            utf16_column: chars + between(&self.astral) + 1,
            display_column: chars + wide - between(&self.zero) + 1,
        }
    }

    /// Returns line number `line` (from 1) without its line end, or `None` when there is no such line.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let number = line.checked_sub(1)?;
        let start = *self.lines.get(number)?;
        let end = match self.lines.get(line) {
            Some(next) => next - 1 - usize::from(self.crlf.binary_search(&number).is_ok()),
            None => self.len,
        };
        Some(Span::new(start, end))
    }

    /// Returns the number of lines: one more than there are line ends.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The start of the character that holds `byte`.
    fn floor(&self, byte: usize) -> usize {
        if byte >= self.len {
            return self.len;
        }
        (0..4).map(|back| byte.saturating_sub(back)).find(|&at| self.starts.get(at)).unwrap_or(byte)
    }
}

/// Sorts eight bytes at once, one bit each: those that start a character, those that start a wide one for sure
/// (U+4000..U+9FFF), and those whose character must be looked at (all but these and printable ASCII).
const fn classes(eight: [u8; 8]) -> (u64, u64, u64) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let x = u64::from_le_bytes(eight);
    let low = x & !HIGH;
    // Adding to the seven low bits carries into the eighth exactly from a threshold on.
    let (from_e4, from_ea) = (low + (0x80 - 0x64) * ONES, low + (0x80 - 0x6A) * ONES);
    let (from_blank, from_delete) = (low + (0x80 - 0x20) * ONES, low + ONES);
    let continuation = x & !(x << 1) & HIGH;
    let starts = !continuation & HIGH;
    let wide = x & from_e4 & !from_ea & HIGH;
    let printable = !x & from_blank & !from_delete & HIGH;
    (gather(starts), gather(wide), gather(starts & !wide & !printable))
}

/// Moves the high bits of eight bytes together.
const fn gather(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// One bit a byte of text, with running counts.
#[derive(Clone, Debug)]
struct BitMap {
    words: Vec<u64>,
    /// Ones before every `STRIDE`-th word.
    counts: Vec<usize>,
}

impl BitMap {
    fn new(words: Vec<u64>) -> Self {
        let mut total = 0;
        let counts = words
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                total += chunk.iter().map(|word| word.count_ones() as usize).sum::<usize>();
                before
            })
            .collect();
        Self { words, counts }
    }

    fn get(&self, bit: usize) -> bool {
        self.words[bit / WORD] >> (bit % WORD) & 1 == 1
    }

    /// Ones before `bit`.
    fn rank(&self, bit: usize) -> usize {
        let word = bit / WORD;
        if word >= self.words.len() && self.words.len().is_multiple_of(STRIDE) {
            let last = self.words.len().saturating_sub(STRIDE);
            return self.counts.last().copied().unwrap_or(0) + ones(&self.words[last..]);
        }
        let block = word / STRIDE;
        let whole = ones(&self.words[block * STRIDE..word]);
        let part = match self.words.get(word) {
            Some(bits) => (bits & ((1 << (bit % WORD)) - 1)).count_ones() as usize,
            None => 0,
        };
        self.counts[block] + whole + part
    }

    /// The bit that has `before` ones before it and is one itself.
    fn select(&self, before: usize) -> Option<usize> {
        let block = self.counts.partition_point(|&count| count <= before).checked_sub(1)?;
        let mut left = before - self.counts[block];
        for (offset, &word) in self.words[block * STRIDE..].iter().take(STRIDE).enumerate() {
            let here = word.count_ones() as usize;
            if left < here {
                let mut bits = word;
                for _ in 0..left {
                    bits &= bits - 1;
                }
                return Some((block * STRIDE + offset) * WORD + bits.trailing_zeros() as usize);
            }
            left -= here;
        }
        None
    }
}

fn ones(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow and plain way.
    fn naive(text: &str, byte: usize) -> (usize, usize, Position) {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &text[start..byte];
        let utf16 = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
        let position = Position {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            utf16_column: utf16(line) + 1,
            display_column: line.chars().map(|c| c.width().unwrap_or(0).min(2)).sum::<usize>() + 1,
        };
        (before.chars().count(), utf16(before), position)
    }

    fn agrees(text: &str) {
        let index = LineIndex::new(text);
        for byte in 0..text.len() + 3 {
            let (chars, utf16, position) = naive(text, byte);
            assert_eq!(index.chars(byte), chars, "chars before {byte} of {text:?}");
            assert_eq!(index.utf16(byte), utf16, "utf16 before {byte} of {text:?}");
            assert_eq!(index.position(byte), position, "position of {byte} in {text:?}");
        }
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.byte_of_char(chars), byte);
            assert_eq!(index.byte_of_utf16(index.utf16(byte)), byte);
            assert_eq!(
                index.byte_of_utf16(index.utf16(byte) + text[byte..].chars().next().unwrap().len_utf16() - 1),
                byte
            );
        }
        assert_eq!(index.byte_of_char(text.chars().count() + 7), text.len());
        assert_eq!(index.byte_of_utf16(text.len() + 7), text.len());
        let lines: Vec<_> = text.split('\n').collect();
        assert_eq!(index.line_count(), lines.len());
        for (number, line) in lines.iter().enumerate() {
            let ended = number + 1 < lines.len();
            let line = if ended { line.strip_suffix('\r').unwrap_or(line) } else { line };
            assert_eq!(index.line_span(number + 1).unwrap().slice(text), line);
        }
        assert_eq!(index.line_span(0), None);
        assert_eq!(index.line_span(lines.len() + 1), None);
    }

    #[test]
    fn positions_of_mixed_text() {
        for text in [
            "",
            "\n",
            "\r\n",
            "a",
            "党",
            "“四风”\r\n𠮷e\u{301}\t３个\n\n方面",
            "\u{FEFF}\u{3000}\u{3000}一、\r二",
        ] {
            agrees(text);
        }
    }

    #[test]
    fn word_and_block_edges() {
        for len in [63, 64, 65, 511, 512, 513, 1024] {
            agrees(&"x".repeat(len));
        }
        agrees(&"党".repeat(400));
    }

    #[test]
    fn leads_taken_for_wide_are_wide() {
        for c in '\u{4000}'..='\u{9FFF}' {
            assert_eq!(c.width(), Some(2), "{c}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_agrees_with_the_plain_way(text in "(?s)(\\PC|[\r\n\t党的，“”a１𠮷\u{301}]){0,200}") {
            agrees(&text);
        }
    }
}
