//! SplitMix64 (Steele, Lea & Flood 2014; Sebastiano Vigna's constants): numbers that look random and are the same on every machine.

/// Numbers from a counter, which is the seed.
pub(crate) struct SplitMix64(pub(crate) u64);

impl SplitMix64 {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// Returns a number below `bound`: the upper half of a product, whose bias is bound/2⁶⁴.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}

/// What is added from number to number.
pub(crate) const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns the finaliser: numbers that are alike become numbers that are not.
#[inline]
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
