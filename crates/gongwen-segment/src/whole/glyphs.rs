//! Characters and how they are read at a byte of a text. All functions are total: no place is out of bounds.

/// Chinese numerals that build quantities and dates. The capital forms (壹, 贰) are those of bank forms, not of prose.
pub(super) const NUMERALS: &str = "〇零○一二两三四五六七八九十百千万亿";

/// Brackets that open a document number, in good and in damaged copies.
pub(super) const OPENING: &str = "〔[［(（【〖﹝";

/// Brackets that close it; copies mix the kinds.
const CLOSING: &str = "〕]］)）】〗﹞";

/// A set of characters of the Basic Multilingual Plane, one bit each, made at compile time.
pub(super) struct CharSet([u64; 1024]);

impl CharSet {
    /// Returns the set of all characters of `texts`.
    pub(super) const fn new(texts: &[&str]) -> Self {
        let mut bits = [0; 1024];
        let mut text = 0;
        while text < texts.len() {
            let bytes = texts[text].as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                let (code, len) = decode(bytes, at);
                bits[code >> 6] |= 1 << (code & 63);
                at += len;
            }
            text += 1;
        }
        CharSet(bits)
    }

    /// Says whether the character of this code is in the set.
    pub(super) fn has_code(&self, code: u16) -> bool {
        self.0[usize::from(code >> 6)] >> (code & 63) & 1 == 1
    }

    /// Says whether `c` is in the set.
    pub(super) fn has(&self, c: char) -> bool {
        u16::try_from(u32::from(c)).is_ok_and(|code| self.has_code(code))
    }
}

/// Decodes a character of one to three bytes, for constants only.
const fn decode(bytes: &[u8], at: usize) -> (usize, usize) {
    let lead = bytes[at] as usize;
    if lead < 0x80 {
        (lead, 1)
    } else if lead < 0xe0 {
        ((lead & 0x1f) << 6 | (bytes[at + 1] & 0x3f) as usize, 2)
    } else {
        ((lead & 0x0f) << 12 | ((bytes[at + 1] & 0x3f) as usize) << 6 | (bytes[at + 2] & 0x3f) as usize, 3)
    }
}

/// Returns the first character of a text that is not empty, for constants only.
pub(super) const fn first(text: &str) -> &str {
    text.split_at(decode(text.as_bytes(), 0).1).0
}

/// Returns its code, for constants only.
pub(super) const fn first_code(text: &str) -> u16 {
    decode(text.as_bytes(), 0).0 as u16
}

static NUMERAL_SET: CharSet = CharSet::new(&[NUMERALS]);

/// Returns the character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the character that ends before byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Says whether `word` stands at byte `at`.
pub(super) fn stands(text: &str, at: usize, word: &str) -> bool {
    text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
}

/// Says whether the character at byte `at` is one of `set`.
pub(super) fn one_of(text: &str, at: usize, set: &str) -> bool {
    char_at(text, at).is_some_and(|c| set.contains(c))
}

/// Returns the end of the first of `words` that stands at byte `at`.
pub(super) fn after_any(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| stands(text, at, word)).map(|word| at + word.len())
}

/// Says whether `c` opens a document number.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '〔' | '[' | '［' | '(' | '（' | '【' | '〖' | '﹝')
}

/// Says whether `c` closes a document number.
pub(super) fn is_closing(c: char) -> bool {
    CLOSING.contains(c)
}

/// Says whether `c` is a Chinese numeral of [`NUMERALS`].
pub(super) fn is_numeral(c: char) -> bool {
    NUMERAL_SET.has(c)
}

/// Returns the value of a digit of either width.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Says whether `c` is a Latin letter of either width.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ')
}

/// Says whether `c` is a digit or Latin letter of either width.
pub(super) fn is_alphanumeric(c: char) -> bool {
    is_letter(c) || digit(c).is_some()
}

/// Digits that were read: how many, their value as far as it matters, and where they end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Digits {
    pub(super) count: usize,
    /// The value; saturated for long runs.
    pub(super) value: u32,
    pub(super) end: usize,
}

impl Digits {
    /// Says whether these are the four digits of a year.
    pub(super) fn is_year(self) -> bool {
        self.count == 4 && (1000..3000).contains(&self.value)
    }
}

/// Reads the digits at byte `at`; there may be none.
pub(super) fn digits(text: &str, at: usize) -> Digits {
    let mut read = Digits { count: 0, value: 0, end: at };
    for c in text.get(at..).unwrap_or_default().chars() {
        let Some(value) = digit(c) else { break };
        read.count += 1;
        read.value = read.value.saturating_mul(10).saturating_add(value);
        read.end += c.len_utf8();
    }
    read
}

/// Chinese numerals that were read: how many, and where they end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Numerals {
    pub(super) count: usize,
    pub(super) end: usize,
}

/// Reads the Chinese numerals at byte `at`; there may be none.
pub(super) fn numerals(text: &str, at: usize) -> Numerals {
    let mut read = Numerals { count: 0, end: at };
    for c in text.get(at..).unwrap_or_default().chars() {
        if !is_numeral(c) {
            break;
        }
        read.count += 1;
        read.end += c.len_utf8();
    }
    read
}

/// Returns the end of a dash between the two ends of a range at byte `at`: - – — － ~ ～, or a doubled —.
pub(super) fn after_dash(text: &str, at: usize) -> Option<usize> {
    after_any(text, at, &["——", "—", "-", "–", "－", "−", "~", "～"])
}
