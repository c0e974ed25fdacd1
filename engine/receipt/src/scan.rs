//! Finds the separators of a batch: a bit mask of commas and the list of line ends.
//!
//! Trail bytes of Shift_JIS (40–FC) and of UTF-8 (80–BF) never equal a comma, CR or LF, so raw bytes can be split.
//! PERF: one pass of 64 bytes at a time with AVX2 where the processor has it (through `pulp`, chosen at run time),
//! else a plain loop; both give the same marks (proved by a property test below).

#[cfg(target_arch = "x86_64")]
use pulp::x86::V3;

use crate::batch::Column;

/// The separators of a batch. Reused from batch to batch.
#[derive(Debug, Default)]
pub struct Marks {
    /// Bit `i % 64` of word `i / 64` is set when byte `i` is a comma. Three spare words at the end are zero.
    pub commas: Vec<u64>,
    /// Offsets of the line feeds.
    pub line_feeds: Column<u32>,
}

/// How many bytes are looked at in one go.
pub const BLOCK: usize = 64;

/// Something that looks at 64 bytes in one go.
pub trait Masks: Copy {
    /// Bit masks of commas and line feeds.
    fn masks(self, block: &[u8; BLOCK]) -> (u64, u64);

    /// How many bytes two blocks have in common at their start.
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> usize;
}

/// The plain loop.
#[derive(Clone, Copy)]
pub struct Portable;

impl Masks for Portable {
    #[inline(always)]
    fn masks(self, block: &[u8; 64]) -> (u64, u64) {
        let bits = |wanted: u8| {
            block.iter().enumerate().fold(0_u64, |mask, (i, &b)| mask | u64::from(b == wanted) << i)
        };
        (bits(b','), bits(b'\n'))
    }

    #[inline(always)]
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> usize {
        a.iter().zip(b).take_while(|(a, b)| a == b).count()
    }
}

/// AVX2, proved present by the token.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx2(pub V3);

#[cfg(target_arch = "x86_64")]
impl Masks for Avx2 {
    #[inline(always)]
    fn masks(self, block: &[u8; 64]) -> (u64, u64) {
        let [low, high]: [core::arch::x86_64::__m256i; 2] = pulp::cast(*block);
        let V3 { avx, avx2, .. } = self.0;
        let bits = |half, wanted: u8| {
            let equal = avx2._mm256_cmpeq_epi8(half, avx._mm256_set1_epi8(wanted.cast_signed()));
            u64::from(avx2._mm256_movemask_epi8(equal).cast_unsigned())
        };
        (bits(low, b',') | bits(high, b',') << 32, bits(low, b'\n') | bits(high, b'\n') << 32)
    }

    #[inline(always)]
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> usize {
        let V3 { avx2, .. } = self.0;
        let halves = |block: &[u8; BLOCK]| -> [core::arch::x86_64::__m256i; 2] { pulp::cast(*block) };
        let ([low, high], [other_low, other_high]) = (halves(a), halves(b));
        let equal = |a, b| u64::from(avx2._mm256_movemask_epi8(avx2._mm256_cmpeq_epi8(a, b)).cast_unsigned());
        (equal(low, other_low) | equal(high, other_high) << 32).trailing_ones() as usize
    }
}

impl Marks {
    /// Finds the separators of `bytes`.
    #[inline(always)]
    pub fn scan<M: Masks>(&mut self, with: M, bytes: &[u8]) {
        let (blocks, rest) = bytes.as_chunks::<64>();
        self.commas.clear();
        self.commas.resize(blocks.len() + 4, 0);
        // A line has at least its line feed, but place for one in four bytes is made first: shorter lines are rare.
        self.line_feeds.open(bytes.len() / 4 + 64);
        let (mut base, mut found) = (0_u32, 0_usize);
        for (word, block) in self.commas.iter_mut().zip(blocks) {
            let (commas, feeds) = with.masks(block);
            *word = commas;
            found = put_feeds(&mut self.line_feeds, feeds, base, found, bytes.len());
            base += 64;
        }
        let mut last = [0_u8; 64];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let (commas, feeds) = with.masks(&last);
        if let Some(word) = self.commas.get_mut(blocks.len()) {
            *word = commas;
        }
        found = put_feeds(&mut self.line_feeds, feeds, base, found, bytes.len());
        self.line_feeds.close(found);
    }

    /// The 64 bits of the comma mask that start at a byte.
    #[inline(always)]
    pub fn window(&self, at: usize) -> u64 {
        let (word, shift) = (at / 64, at % 64);
        match self.commas.get(word..word + 2) {
            Some(&[low, high]) => low >> shift | (high << 1) << (63 - shift),
            _ => 0,
        }
    }

    /// Where the comma stands that follows `before` others from a byte on; behind all bytes when there is none.
    pub fn comma(&self, from: usize, mut before: usize) -> usize {
        let mut at = from;
        while at / 64 < self.commas.len() {
            let mut commas = self.window(at);
            let found = commas.count_ones() as usize;
            if before < found {
                (0..before).for_each(|_| commas &= commas - 1);
                return at + commas.trailing_zeros() as usize;
            }
            (before, at) = (before - found, at + 64);
        }
        usize::MAX - 1
    }
}

/// Writes the places of line feeds; gives how many there are now.
#[inline(always)]
fn put_feeds(
    line_feeds: &mut Column<u32>,
    mut feeds: u64,
    base: u32,
    mut found: usize,
    most: usize,
) -> usize {
    if found + 64 > line_feeds.room() {
        line_feeds.make_room(most + 64);
    }
    while feeds != 0 {
        line_feeds.put(found, base + feeds.trailing_zeros());
        found += 1;
        feeds &= feeds - 1;
    }
    found
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::{Avx2, Marks, Portable, V3};

    #[test]
    fn both_ways_find_the_same_separators() {
        let Some(v3) = V3::try_new() else { return };
        let mut seed = 7_u64;
        for len in 0..300 {
            let bytes: Vec<u8> = (0..len)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    *b",\n\r1A\x81,".get((seed >> 33) as usize % 7).unwrap_or(&0)
                })
                .collect();
            let (mut plain, mut fast) = (Marks::default(), Marks::default());
            plain.scan(Portable, &bytes);
            fast.scan(Avx2(v3), &bytes);
            assert_eq!(plain.commas, fast.commas);
            assert_eq!(*plain.line_feeds, *fast.line_feeds);
            for at in 0..len {
                let expected = (0..64).fold(0, |m, i| m | u64::from(bytes.get(at + i) == Some(&b',')) << i);
                assert_eq!(plain.window(at), expected);
            }
        }
    }
}
