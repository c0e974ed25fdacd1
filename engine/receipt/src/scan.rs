//! Finds the separators of a batch: a bit mask of commas and the list of line ends.
//!
//! Trail bytes of Shift_JIS (40–FC) and of UTF-8 (80–BF) never equal a comma, CR or LF, so raw bytes can be split.
//! PERF: one pass of 64 bytes at a time with AVX-512 or AVX2 where the processor has it (through `pulp`, chosen at run
//! time), else a plain loop; all give the same marks (proved by a property test below).

#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};

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

/// How many bytes of the starts of two lines are compared in one go.
pub const START: usize = 40;

/// Something that looks at 64 bytes in one go.
pub trait Masks: Copy {
    /// Where a byte stands in a block.
    fn places(self, block: &[u8; BLOCK], byte: u8) -> u64;

    /// Where a byte from `low` to `high` stands in a block.
    fn between(self, block: &[u8; BLOCK], low: u8, high: u8) -> u64;

    /// Where commas and line feeds stand in a block.
    #[inline(always)]
    fn masks(self, block: &[u8; BLOCK]) -> (u64, u64) {
        (self.places(block, b','), self.places(block, b'\n'))
    }

    /// Where two blocks have the same byte; what is said of the bytes behind [`START`] is anything.
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> u64;
}

/// The plain loop.
#[derive(Clone, Copy)]
pub struct Portable;

impl Masks for Portable {
    #[inline(always)]
    fn places(self, block: &[u8; BLOCK], byte: u8) -> u64 {
        let (words, _) = block.as_chunks::<8>();
        let wanted = u64::from(byte) * (u64::MAX / 255);
        words.iter().rev().fold(0, |mask, word| mask << 8 | noughts(u64::from_le_bytes(*word) ^ wanted))
    }

    #[inline(always)]
    fn between(self, block: &[u8; BLOCK], low: u8, high: u8) -> u64 {
        let (words, _) = block.as_chunks::<8>();
        let within = |word: u64| at_least(word, low) & !high.checked_add(1).map_or(0, |h| at_least(word, h));
        words.iter().rev().fold(0, |mask, word| mask << 8 | gathered(within(u64::from_le_bytes(*word))))
    }

    #[inline(always)]
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> u64 {
        let (words, others) = (a.as_chunks::<8>().0.iter(), b.as_chunks::<8>().0.iter());
        let starts = words.zip(others).take(START / 8);
        starts
            .rev()
            .fold(0, |mask, (a, b)| mask << 8 | noughts(u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b)))
    }
}

/// Which of eight bytes are nought, as eight bits.
#[inline(always)]
const fn noughts(bytes: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    // The high bit of a byte stays clear only when all of the byte is.
    gathered(!(((bytes & LOW) + LOW) | bytes | LOW))
}

/// The high bit of each of eight bytes is set when the byte is at least `least`; the other bits are anything.
#[inline(always)]
const fn at_least(bytes: u64, least: u8) -> u64 {
    // With its high bit set, no byte borrows from the next.
    let low_bits = (bytes | 0x8080_8080_8080_8080) - (least & 0x7F) as u64 * (u64::MAX / 255);
    if least < 0x80 { low_bits | bytes } else { low_bits & bytes }
}

/// The high bits of eight bytes, moved together.
#[inline(always)]
const fn gathered(bytes: u64) -> u64 {
    ((bytes & 0x8080_8080_8080_8080) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// AVX2, proved present by the token.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx2(pub V3);

#[cfg(target_arch = "x86_64")]
impl Avx2 {
    /// The high bits of the bytes. No closure does this: it would be a function of its own, without the wide instructions.
    #[inline(always)]
    fn bits(self, bytes: core::arch::x86_64::__m256i) -> u64 {
        u64::from(self.0.avx2._mm256_movemask_epi8(bytes).cast_unsigned())
    }
}

#[cfg(target_arch = "x86_64")]
impl Masks for Avx2 {
    #[inline(always)]
    fn places(self, block: &[u8; BLOCK], byte: u8) -> u64 {
        let [low, high]: [core::arch::x86_64::__m256i; 2] = pulp::cast(*block);
        let V3 { avx, avx2, .. } = self.0;
        let wanted = avx._mm256_set1_epi8(byte.cast_signed());
        self.bits(avx2._mm256_cmpeq_epi8(low, wanted)) | self.bits(avx2._mm256_cmpeq_epi8(high, wanted)) << 32
    }

    #[inline(always)]
    fn between(self, block: &[u8; BLOCK], low: u8, high: u8) -> u64 {
        let [first, last]: [core::arch::x86_64::__m256i; 2] = pulp::cast(*block);
        let V3 { avx, avx2, .. } = self.0;
        let (low, high) = (avx._mm256_set1_epi8(low.cast_signed()), avx._mm256_set1_epi8(high.cast_signed()));
        let (within, others) = (
            avx2._mm256_min_epu8(avx2._mm256_max_epu8(first, low), high),
            avx2._mm256_min_epu8(avx2._mm256_max_epu8(last, low), high),
        );
        self.bits(avx2._mm256_cmpeq_epi8(within, first))
            | self.bits(avx2._mm256_cmpeq_epi8(others, last)) << 32
    }

    #[inline(always)]
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> u64 {
        let V3 { sse2, avx2, .. } = self.0;
        let (Some(first), Some(other_first)) = (a.first_chunk::<32>(), b.first_chunk::<32>()) else {
            return 0;
        };
        let last = |block: &[u8; BLOCK]| {
            block.first_chunk::<START>().and_then(|start| start.last_chunk::<16>()).copied()
        };
        let (Some(last), Some(other_last)) = (last(a), last(b)) else { return 0 };
        let first = avx2._mm256_cmpeq_epi8(pulp::cast(*first), pulp::cast(*other_first));
        let last = sse2._mm_cmpeq_epi8(pulp::cast(last), pulp::cast(other_last));
        u64::from(avx2._mm256_movemask_epi8(first).cast_unsigned())
            | u64::from(sse2._mm_movemask_epi8(last).cast_unsigned()) << (START - 16)
    }
}

/// AVX-512 for bytes, proved present by the token.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx512(pub V4);

#[cfg(target_arch = "x86_64")]
impl Masks for Avx512 {
    #[inline(always)]
    fn places(self, block: &[u8; BLOCK], byte: u8) -> u64 {
        let V4 { avx512f, avx512bw, .. } = self.0;
        avx512bw._mm512_cmpeq_epi8_mask(pulp::cast(*block), avx512f._mm512_set1_epi8(byte.cast_signed()))
    }

    #[inline(always)]
    fn between(self, block: &[u8; BLOCK], low: u8, high: u8) -> u64 {
        let V4 { avx512f, avx512bw, .. } = self.0;
        let above = avx512bw._mm512_sub_epi8(pulp::cast(*block), avx512f._mm512_set1_epi8(low.cast_signed()));
        avx512bw._mm512_cmple_epu8_mask(above, avx512f._mm512_set1_epi8((high - low).cast_signed()))
    }

    #[inline(always)]
    fn same(self, a: &[u8; BLOCK], b: &[u8; BLOCK]) -> u64 {
        self.0.avx512bw._mm512_cmpeq_epi8_mask(pulp::cast(*a), pulp::cast(*b))
    }
}

impl Marks {
    /// Finds the separators of `bytes`.
    #[inline(always)]
    pub fn scan<M: Masks>(&mut self, with: M, bytes: &[u8]) {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        // Every word is written below: what is left of the last batch needs no clearing.
        self.commas.resize(blocks.len() + 4, 0);
        // A line has at least its line feed, but place for one in four bytes is made first: shorter lines are rare.
        self.line_feeds.open(bytes.len() / 4 + STRETCH);
        let (mut base, mut found) = (0_u32, 0_usize);
        let (whole, end) = self.commas.split_at_mut(blocks.len());
        // PERF: asked once a stretch of blocks, not for each, whether there is place for all line feeds it may have.
        for (blocks, words) in blocks.chunks(STRETCH / BLOCK).zip(whole.chunks_mut(STRETCH / BLOCK)) {
            if self.line_feeds.places::<STRETCH>(found).is_none() {
                self.line_feeds.make_room(bytes.len() + 2 * STRETCH);
            }
            let Some(places) = self.line_feeds.places::<STRETCH>(found) else { break };
            let mut own = 0;
            for (block, word) in blocks.iter().zip(words) {
                let (commas, feeds) = with.masks(block);
                *word = commas;
                own += put_feeds(places, own, feeds, base);
                base += BLOCK as u32;
            }
            found += own;
        }
        let mut last = [0_u8; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let (commas, feeds) = with.masks(&last);
        end.iter_mut().zip([commas, 0, 0, 0]).for_each(|(word, commas)| *word = commas);
        if self.line_feeds.places::<STRETCH>(found).is_none() {
            self.line_feeds.make_room(bytes.len() + 2 * STRETCH);
        }
        if let Some(places) = self.line_feeds.places::<STRETCH>(found) {
            found += put_feeds(places, 0, feeds, base);
        }
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

/// How many bytes are looked at before it is asked again whether there is place for their line feeds.
const STRETCH: usize = 16 * BLOCK;

/// Writes the line feeds of a block behind the `own` that its stretch has so far; gives how many they are.
///
/// PERF: two are written always, then counted: whether a block has none, one or two cannot be guessed, and a wrong guess
/// costs more.
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "below the length")]
fn put_feeds(places: &mut [u32; STRETCH], own: usize, feeds: u64, base: u32) -> usize {
    let mut left = feeds;
    for nth in 0..2 {
        places[(own + nth) % STRETCH] = base + left.trailing_zeros();
        left &= left.wrapping_sub(1);
    }
    let mut nth = 2;
    while left != 0 {
        places[(own + nth) % STRETCH] = base + left.trailing_zeros();
        left &= left - 1;
        nth += 1;
    }
    feeds.count_ones() as usize
}

#[cfg(all(test, target_arch = "x86_64"))]
#[expect(clippy::indexing_slicing, reason = "places below the length")]
mod tests {
    use super::{Avx2, Avx512, BLOCK, Marks, Masks, Portable, START, V3, V4};

    fn bytes(len: usize, seed: &mut u64) -> Vec<u8> {
        let mut byte = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *b",\n\r1A\x81,".get((*seed >> 33) as usize % 7).unwrap_or(&0)
        };
        (0..len).map(|_| byte()).collect()
    }

    fn same_as_the_plain_loop<M: Masks>(with: M) {
        let mut seed = 7;
        let (mut plain, mut fast) = (Marks::default(), Marks::default());
        // From long to short: what is left of a longer batch may not show through.
        for len in (0..300).rev() {
            let bytes = bytes(len, &mut seed);
            plain.scan(Portable, &bytes);
            fast.scan(with, &bytes);
            assert_eq!(plain.commas, fast.commas);
            assert_eq!(*plain.line_feeds, *fast.line_feeds);
            let feeds: Vec<u32> = (0..len as u32).filter(|&at| bytes[at as usize] == b'\n').collect();
            assert_eq!(*plain.line_feeds, feeds);
            for at in 0..len {
                let expected = (0..64).fold(0, |m, i| m | u64::from(bytes.get(at + i) == Some(&b',')) << i);
                assert_eq!(plain.window(at), expected);
            }
        }
        for step in 1..START {
            let (a, mut b) = ([b'a'; BLOCK], [b'a'; BLOCK]);
            b.iter_mut().step_by(step).for_each(|byte| *byte ^= 1 << (step % 8));
            let expected = (0..START).filter(|at| at % step != 0).fold(0, |mask, at| mask | 1 << at);
            let starts = (1 << START) - 1;
            assert_eq!((with.same(&a, &b) & starts, Portable.same(&a, &b) & starts), (expected, expected));
        }
    }

    fn finds_ranges<M: Masks>(with: M) {
        let block = |first: u8| std::array::from_fn(|i| first.wrapping_add(i as u8));
        for (low, high) in
            [(0, 0), (0, 255), (0x30, 0x39), (0x40, 0x7F), (0x40, 0x80), (0x80, 0xFC), (0x9F, 0xFF)]
        {
            for first in [0, 0x20, 0x40, 0x60, 0x80, 0xC0, 0xF0] {
                let block: [u8; 64] = block(first);
                let expected = (0..64).fold(0, |m, i| m | u64::from((low..=high).contains(&block[i])) << i);
                assert_eq!(with.between(&block, low, high), expected, "{low}..={high} from {first}");
            }
        }
    }

    #[test]
    fn all_ways_find_the_same_ranges() {
        finds_ranges(Portable);
        if let Some(v3) = V3::try_new() {
            finds_ranges(Avx2(v3));
        }
        if let Some(v4) = V4::try_new() {
            finds_ranges(Avx512(v4));
        }
    }

    #[test]
    fn all_ways_find_the_same_separators() {
        if let Some(v3) = V3::try_new() {
            same_as_the_plain_loop(Avx2(v3));
        }
        if let Some(v4) = V4::try_new() {
            same_as_the_plain_loop(Avx512(v4));
        }
    }
}
