//! The layout of the compiled dictionary: shared by the build script, which writes it, and the engine, which reads it.
//!
//! Characters are renumbered: a *code* says what a character is to the tokenizer, and the codes of dictionary characters
//! run in the order of how often the dictionary's words use them, so that what a text touches lies together.

use std::hint::select_unpredictable;
use std::ops::RangeInclusive;

/// A character that ends a block of words and is none of the frequent ones. No word crosses it.
pub const SEPARATOR: u16 = 0;
/// The frequent separators. Each has a code and an id, so that whoever counts tokens need not look at their text: a fifth
/// of the tokens of official prose are of these.
pub const MARKS: [char; 90] = [
    '，', '。', '、', '；', '：', '？', '！', '“', '”', '‘', '’', '（', '）', '《', '》', '〈', '〉', '「',
    '」', '『', '』', '【', '】', '〔', '〕', '［', '］', '—', '―', '…', '·', '－', '～', '．', '％', '＋',
    '／', '＝', '×', '℃', '°', '〇', '○', '●', '■', '◆', '①', '②', '③', '④', '⑤', '０', '１', '２', '３',
    '４', '５', '６', '７', '８', '９', '\n', '\t', ' ', '\u{a0}', '\u{3000}', '\u{2002}', '(', ')', '[',
    ']', '<', '>', '"', '\'', ',', ':', ';', '!', '?', '/', '=', '*', '@', '$', '|', '~', '^', '∶',
    '\u{feff}',
];
/// The carriage return, the last of the separators: it joins a line feed after it.
pub const CARRIAGE_RETURN: u16 = 1 + MARKS.len() as u16;
/// The first of the 62 ASCII letters and digits, in the order `0–9A–Za–z`.
pub const FIRST_ALPHANUMERIC: u16 = CARRIAGE_RETURN + 1;
/// The last of them.
pub const LAST_ALPHANUMERIC: u16 = FIRST_ALPHANUMERIC + 61;
/// A character that may stand in a block and that no word of the dictionary has.
pub const STRANGER: u16 = LAST_ALPHANUMERIC + 1;
/// The first of the other dictionary characters.
pub const FIRST_OTHER: u16 = STRANGER + 1;

/// What stands for the id of a word where there is none.
pub const NO_WORD: u32 = u32::MAX;

/// Words whose lengths are summed to find one of them: the start of such a block is kept, then the lengths in it.
pub const BLOCK: usize = 64;

/// The logarithm that jieba's models take for a probability of 0.
pub const NEVER: f64 = -3.14e100;

/// The characters that jieba's hidden Markov model of words is asked about.
pub const COVERED: RangeInclusive<char> = '\u{4e00}'..='\u{9fd5}';

/// Returns whether a character is Han to jieba.
pub fn is_han(c: char) -> bool {
    is_near_han(c) || is_far_han(c)
}

/// Returns whether one of the Basic Multilingual Plane is.
pub fn is_near_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

/// Returns whether one beyond it is.
pub fn is_far_han(c: char) -> bool {
    matches!(c, '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Returns the bit of two characters in the filter of those pairs that start words.
#[inline(always)]
pub fn pair_bit(first: u16, second: u16) -> usize {
    // Fibonacci hashing (Knuth, TAOCP 6.4); the codes have 14 bits each.
    let key = u32::from(first) << 14 | u32::from(second);
    (key.wrapping_mul(0x9e37_79b1) >> (32 - PAIR_BITS)) as usize
}

/// The binary logarithm of the number of bits of that filter: of 100 pairs that start no word, 8 look as if they did.
const PAIR_BITS: u32 = 21;
/// The words of the filter: 256 KiB.
pub const PAIR_WORDS: usize = 1 << (PAIR_BITS - 6);

/// Into how many families the children of a first character are divided, by `code % RESIDUES`.
pub const RESIDUES: usize = 4;

/// One node of the double array, in eight bytes.
///
/// The node of a prefix stands at `base of its parent + code of its last character`. No two nodes have the same base, so
/// that a node belongs to the prefix asked for if, and only if, it has the code of that last character.
///
/// | bits | field | |
/// |---|---|---|
/// | 0–15 | children | bit `code % 16` is set for the code of each child |
/// | 16–29 | code | the last character of the prefix |
/// | 30–42 | value | which frequency the word has that ends here, 0 for none |
/// | 43–63 | base | where the children are |
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node(pub u64);

impl Node {
    /// What the walk goes on with when no word starts so: no word, no children.
    pub const NOTHING: Node = Node(0);
    /// A slot that no prefix uses: its code is none that a character has.
    pub const FREE: Node = Node(0x3fff << 16);

    /// One more than the greatest code.
    pub const CODES: u32 = 0x3fff;
    /// One more than the greatest value.
    pub const VALUES: u32 = 1 << 13;
    /// One more than the greatest base.
    pub const BASES: u32 = 1 << 21;

    /// Packs the fields of a node.
    pub fn new(children: u16, code: u16, value: u16, base: u32) -> Self {
        assert!(u32::from(code) < Self::CODES && u32::from(value) < Self::VALUES && base < Self::BASES);
        Node(u64::from(children) | u64::from(code) << 16 | u64::from(value) << 30 | u64::from(base) << 43)
    }

    /// Returns whether a child with this code is possible. Most characters that are none are told at once.
    #[inline(always)]
    pub fn may_continue(self, code: u16) -> bool {
        self.0 >> (code & 15) & 1 != 0
    }

    /// Returns the code of the last character of the prefix.
    #[inline(always)]
    pub fn code(self) -> u16 {
        (self.0 >> 16) as u16 & 0x3fff
    }

    /// Returns the number of the frequency of the word that ends here, 0 when none does.
    #[inline(always)]
    pub fn value(self) -> usize {
        (self.0 >> 30) as usize & 0x1fff
    }

    /// Returns the node if it has this code, else [`Node::NOTHING`].
    #[inline(always)]
    pub fn or_nothing(self, code: u16) -> Node {
        // Which it is, is not to be foreseen: a branch would be taken wrongly before the node is read.
        select_unpredictable(self.code() == code, self, Node::NOTHING)
    }

    /// Returns the same node without a word.
    pub fn without_value(self) -> Node {
        Node(self.0 & !(0x1fff << 30))
    }

    /// Returns the slot of the child with this code, if there is one.
    #[inline(always)]
    pub fn child(self, code: u16) -> usize {
        (self.0 >> 43) as usize + code as usize
    }
}
