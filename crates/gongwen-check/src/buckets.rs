//! Numbers by the hash of their upper bits: the few of one key lie side by side.

/// Numbers by what is left of them without the lower `LOW` bits.
pub(crate) struct Buckets<const LOW: u32> {
    /// Where the numbers of each hash begin, and where the last end.
    starts: Vec<u32>,
    numbers: Vec<u64>,
}

/// Hashes of keys: so few that the starts stay at hand, so many that the numbers of one hash are few.
const HASHES: usize = 1 << 14;

impl<const LOW: u32> Buckets<LOW> {
    /// Sorts the numbers by their keys; those of one key stay in order.
    pub(crate) fn of(numbers: &[u64]) -> Self {
        let mut starts = vec![0; HASHES + 1];
        for number in numbers {
            starts[hash(number >> LOW) + 1] += 1;
        }
        for at in 0..HASHES {
            starts[at + 1] += starts[at];
        }
        let mut next: Vec<u32> = starts[..HASHES].to_vec();
        let mut sorted = vec![0; numbers.len()];
        for &number in numbers {
            let next = &mut next[hash(number >> LOW)];
            sorted[*next as usize] = number;
            *next += 1;
        }
        Self { starts, numbers: sorted }
    }

    /// Returns the numbers with this key, in the order in which they were given. Cost: a look at two places.
    #[inline(always)]
    pub(crate) fn with(&self, key: u64) -> impl Iterator<Item = u64> {
        let hash = hash(key);
        let bucket = &self.numbers[self.starts[hash] as usize..self.starts[hash + 1] as usize];
        bucket.iter().copied().filter(move |number| number >> LOW == key)
    }
}

#[inline(always)]
fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - HASHES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::Buckets;

    #[test]
    fn numbers_are_found_by_their_keys() {
        let numbers: Vec<u64> = (0..5_000).map(|number| number * 79_190).collect();
        let buckets = Buckets::<20>::of(&numbers);
        for key in 0..=numbers[numbers.len() - 1] >> 20 {
            let with: Vec<u64> = buckets.with(key).collect();
            let slow: Vec<u64> = numbers.iter().copied().filter(|number| number >> 20 == key).collect();
            assert_eq!(with, slow);
        }
    }
}
