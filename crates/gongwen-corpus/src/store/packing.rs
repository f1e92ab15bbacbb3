//! How numbers lie in a corpus file: columns of fixed width, and ascending positions in blocks.
//!
//! A *column* keeps every number in the same number of bits, so that any of them is one load, a shift and a mask away;
//! variable codes make random access slow, which is what sorting and collocates do all day.
//! *Positions* ascend, so their differences are kept: few of them as varints, many in blocks of 128 with one width each and the
//! few that are wider apart put behind (patched frame of reference: Zukowski et al. 2006, Lemire & Boytsov 2015).
//! Reading never panics: whatever the bytes say, positions ascend, and end where the bytes do.

/// Differences in a block.
const BLOCK: usize = 128;
/// So many positions and fewer are kept as varints.
const FEW: usize = 16;
/// Bytes that may be read beyond the last number of a column.
const SLACK: usize = 8;

/// Returns how many bits the numbers up to `largest` need; at least one.
pub(crate) fn width_for(largest: u32) -> u32 {
    (32 - largest.leading_zeros()).max(1)
}

/// Appends a column. `width` is that of [`width_for`] the largest number.
pub(crate) fn pack_column(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    out.reserve(numbers.len() * width as usize / 8 + 2 * SLACK);
    let mut writer = BitWriter::default();
    for &number in numbers {
        writer.put(number, width, out);
    }
    writer.finish(out);
    out.extend([0; SLACK]);
}

/// A column of numbers, borrowed from the bytes of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<'b> {
    bytes: &'b [u8],
    width: u32,
    mask: u32,
}

impl<'b> Column<'b> {
    pub(crate) fn new(bytes: &'b [u8], width: u32) -> Self {
        let width = width.clamp(1, 32);
        Column { bytes, width, mask: (u64::MAX >> (64 - width)) as u32 }
    }

    /// Returns the number at an index; 0 beyond the end.
    #[inline(always)]
    pub(crate) fn at(&self, index: usize) -> u32 {
        let bit = index * self.width as usize;
        match self.bytes.get(bit >> 3..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(bytes) => (u64::from_le_bytes(*bytes) >> (bit & 7)) as u32 & self.mask,
            None => 0,
        }
    }

    /// Returns whether the bytes hold so many numbers.
    pub(crate) fn holds(&self, numbers: usize) -> bool {
        numbers
            .checked_mul(self.width as usize)
            .is_some_and(|bits| bits.div_ceil(8) + SLACK <= self.bytes.len())
    }
}

/// Appends ascending, different positions; returns the byte at which they start.
pub(crate) fn pack_positions(positions: &[u32], out: &mut Vec<u8>) -> usize {
    let start = out.len();
    put_varint(positions.len() as u64, out);
    let mut before = 0;
    let mut gaps = positions.iter().enumerate().map(|(index, &position)| {
        let gap = position - before - u32::from(index > 0);
        before = position;
        gap
    });
    if positions.len() <= FEW {
        gaps.for_each(|gap| put_varint(gap.into(), out));
        return start;
    }
    if let Some(first) = gaps.next() {
        put_varint(first.into(), out);
    }
    let mut block = [0; BLOCK];
    loop {
        let mut length = 0;
        for (place, gap) in block.iter_mut().zip(&mut gaps) {
            *place = gap;
            length += 1;
        }
        if length == 0 {
            return start;
        }
        pack_block(&block[..length], out);
    }
}

/// Appends a block: width, number of exceptions, the lower bits of all, the exceptions with what is left of them.
fn pack_block(gaps: &[u32], out: &mut Vec<u8>) {
    let mut of_width = [0_u32; 33];
    for &gap in gaps {
        of_width[32 - gap.leading_zeros() as usize] += 1;
    }
    // A block of the width w costs w bits for each of its numbers and about 8 + 7·⌈(v − w) / 7⌉ for each that needs v > w.
    let (mut best, mut least, mut wider, mut beyond) = (32, 32 * gaps.len() as u32, 0, 0);
    for width in (0..32_u32).rev() {
        wider += of_width[width as usize + 1];
        beyond += wider;
        let cost = width * gaps.len() as u32 + 12 * wider + beyond * 8 / 7;
        if cost < least {
            (best, least) = (width, cost);
        }
    }
    let exceptions = gaps.iter().filter(|&&gap| u64::from(gap) >> best != 0);
    out.push(best as u8);
    out.push(exceptions.count() as u8);
    let mut writer = BitWriter::default();
    for &gap in gaps {
        writer.put(gap & low_bits(best), best, out);
    }
    writer.finish(out);
    for (index, &gap) in gaps.iter().enumerate() {
        let high = u64::from(gap) >> best;
        if high != 0 {
            out.push(index as u8);
            put_varint(high, out);
        }
    }
}

fn low_bits(width: u32) -> u32 {
    ((1_u64 << width) - 1) as u32
}

/// Returns how many positions start at a byte.
pub(crate) fn count_positions(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    // No position takes less than a bit of a block.
    (varint(&mut rest) as usize).min(rest.len().saturating_mul(BLOCK))
}

/// Appends the positions that start at a byte. Cost: about two nanoseconds each.
pub(crate) fn unpack_positions(bytes: &[u8], start: usize, out: &mut Vec<u32>) {
    let mut rest = bytes.get(start..).unwrap_or_default();
    let count = count_positions(bytes, start);
    varint(&mut rest);
    out.reserve(count);
    if count <= FEW {
        let mut at = 0_u32;
        for index in 0..count {
            let gap = varint(&mut rest) + u64::from(index > 0);
            let Some(next) = u32::try_from(gap).ok().and_then(|gap| at.checked_add(gap)) else { return };
            at = next;
            out.push(at);
        }
        return;
    }
    let mut at = varint(&mut rest) as u32;
    out.push(at);
    let mut left = count - 1;
    let mut block = [0; BLOCK];
    while left > 0 {
        let length = left.min(BLOCK);
        if !unpack_block(&mut rest, &mut block[..length]) {
            return;
        }
        for &gap in &block[..length] {
            // Positions ascend; bytes that say otherwise are none of ours.
            let Some(next) = at.checked_add(gap).and_then(|at| at.checked_add(1)) else { return };
            at = next;
            out.push(at);
        }
        left -= length;
    }
}

fn unpack_block(rest: &mut &[u8], block: &mut [u32]) -> bool {
    let [width, exceptions, body @ ..] = *rest else { return false };
    let width = u32::from(*width).min(32);
    let length = (block.len() * width as usize).div_ceil(8);
    let Some((packed, behind)) = body.split_at_checked(length) else { return false };
    let mask = u64::from(low_bits(width));
    // Whole words where eight bytes may be read, the last few numbers from a copy.
    let mut bit = 0;
    let safe = if width == 0 { block.len() } else { (packed.len().saturating_sub(8) * 8) / width as usize };
    let (fast, slow) = block.split_at_mut(safe.min(block.len()));
    for place in fast {
        let word = packed.get(bit >> 3..).and_then(|rest| rest.first_chunk::<8>());
        *place = (word.map_or(0, |bytes| u64::from_le_bytes(*bytes) >> (bit & 7)) & mask) as u32;
        bit += width as usize;
    }
    for place in slow {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(packed.get(bit >> 3..).unwrap_or_default()) {
            *to = *from;
        }
        *place = (u64::from_le_bytes(word) >> (bit & 7) & mask) as u32;
        bit += width as usize;
    }
    *rest = behind;
    for _ in 0..*exceptions {
        let Some(index) = rest.split_off_first() else { return false };
        let high = varint(rest);
        if let Some(place) = block.get_mut(usize::from(*index)) {
            *place |= (high << width) as u32;
        }
    }
    true
}

/// Appends a number in groups of seven bits, the lowest first.
pub(crate) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front; 0 when there is none.
pub(crate) fn varint(rest: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some(&byte) = rest.split_off_first() {
        number |= u64::from(byte & 0x7F) << shift;
        shift += 7;
        if byte < 0x80 || shift > 56 {
            break;
        }
    }
    number
}

/// Collects bits, the lowest first.
#[derive(Default)]
struct BitWriter {
    word: u64,
    bits: u32,
}

impl BitWriter {
    #[inline(always)]
    fn put(&mut self, number: u32, width: u32, out: &mut Vec<u8>) {
        self.word |= u64::from(number) << self.bits;
        self.bits += width;
        if self.bits >= 32 {
            out.extend_from_slice(&(self.word as u32).to_le_bytes());
            self.word >>= 32;
            self.bits -= 32;
        }
    }

    fn finish(self, out: &mut Vec<u8>) {
        let bytes = self.bits.div_ceil(8) as usize;
        out.extend_from_slice(&self.word.to_le_bytes()[..bytes]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_column_gives_back_its_numbers(numbers in prop::collection::vec(any::<u32>(), 0..300), shift in 0..32_u32) {
            let numbers: Vec<u32> = numbers.iter().map(|number| number >> shift).collect();
            let width = width_for(numbers.iter().copied().max().unwrap_or(0));
            let mut bytes = Vec::new();
            pack_column(&numbers, width, &mut bytes);
            let column = Column::new(&bytes, width);
            prop_assert!(column.holds(numbers.len()));
            let back: Vec<u32> = (0..numbers.len()).map(|index| column.at(index)).collect();
            prop_assert_eq!(back, numbers);
        }

        #[test]
        fn positions_come_back(
            gaps in prop::collection::vec(prop_oneof![0..4_u32, 0..300_u32, 0..100_000_u32], 0..700),
            lead in 0..5_usize,
        ) {
            let mut at = 0;
            let positions: Vec<u32> = gaps.iter().map(|gap| { at += gap + 1; at - 1 }).collect();
            let mut bytes = vec![7; lead];
            let start = pack_positions(&positions, &mut bytes);
            prop_assert_eq!(count_positions(&bytes, start), positions.len());
            let mut back = Vec::new();
            unpack_positions(&bytes, start, &mut back);
            prop_assert_eq!(back, positions);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..500_usize) {
            let mut out = Vec::new();
            unpack_positions(&bytes, start, &mut out);
            Column::new(&bytes, 17).at(start);
        }
    }
}
