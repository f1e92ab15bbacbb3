//! Sets of Han characters that are asked at every place of a text.

/// Characters of three bytes, collected when the program is compiled.
pub(crate) struct CharSet([u64; 1 << 10]);

impl CharSet {
    /// Collects the characters of a text, which are of three bytes each.
    pub(crate) const fn of(text: &str) -> Self {
        let (bytes, mut bits, mut at) = (text.as_bytes(), [0; 1 << 10], 0);
        while at < bytes.len() {
            assert!(bytes[at] & 0xF0 == 0xE0, "a character of three bytes");
            let (high, middle, low) = (bytes[at] & 0xF, bytes[at + 1] & 0x3F, bytes[at + 2] & 0x3F);
            let code = (high as usize) << 12 | (middle as usize) << 6 | low as usize;
            bits[code / 64] |= 1 << (code % 64);
            at += 3;
        }
        Self(bits)
    }

    /// Says whether a character is one of them. Cost: a look at a table of 8 kB.
    #[inline(always)]
    pub(crate) fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn only_what_was_collected_is_held() {
        const SET: CharSet = CharSet::of("一龥的");
        assert!("一龥的".chars().all(|c| SET.contains(c)));
        assert!("二a𠀀\0丁".chars().all(|c| !SET.contains(c)));
    }
}
