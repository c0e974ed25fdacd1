//! Draws numbers from keys: the same key gives the same draws, whatever was drawn before.

use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

/// A stream of draws.
#[derive(Clone, Debug)]
pub(crate) struct Draw(SplitMix64);

impl Draw {
    /// The stream of a key; keys that differ in one part give unrelated streams.
    pub(crate) fn keyed(parts: &[u64]) -> Self {
        let mix = |key: u64, &part: &u64| SplitMix64::seed_from_u64(key ^ part.rotate_left(32)).next_u64();
        let key = parts.iter().fold(0x5348_494E_5341_u64, mix);
        Self(SplitMix64::seed_from_u64(key))
    }

    /// A number below `n`; 0 when `n` is 0.
    #[inline]
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        // Multiply and shift (Lemire): the bias is below 2^-32 * n, which nobody can see in a corpus.
        ((u64::from(n) * (self.0.next_u64() >> 32)) >> 32) as u32
    }

    /// A number from `low` to `high`, both included.
    #[inline]
    pub(crate) fn within(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether something happens that does so in `per_mille` of 1000 cases.
    #[inline]
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// Whether something happens that does so in `ppm` of a million cases.
    #[inline]
    pub(crate) fn chance_ppm(&mut self, ppm: u32) -> bool {
        self.below(1_000_000) < ppm
    }

    /// One of several; `None` only when there is none.
    #[inline]
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(u32::try_from(from.len()).unwrap_or(u32::MAX)) as usize)
    }

    /// One of several, each as often as its weight says; `None` only when all weights are 0.
    pub(crate) fn weighted<'a, T>(&mut self, from: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let total = from.iter().map(&weight).sum();
        let mut rest = self.below(total);
        from.iter().find(|item| {
            let w = weight(item);
            let found = rest < w;
            rest = rest.saturating_sub(w);
            found
        })
    }

    /// One of the days of a mask (bit 0 is the 1st); `None` when the mask is empty.
    pub(crate) fn day_of(&mut self, mask: u32) -> Option<u32> {
        let nth = self.below(mask.count_ones());
        let mut rest = mask;
        for _ in 0..nth {
            rest &= rest.wrapping_sub(1);
        }
        (rest != 0).then(|| rest.trailing_zeros() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn a_key_gives_its_draws_and_no_others() {
        let numbers = |parts: &[u64]| {
            (0..5)
                .map({
                    let mut d = Draw::keyed(parts);
                    move |_| d.below(1000)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&[1, 2, 3]), numbers(&[1, 2, 3]));
        assert_ne!(numbers(&[1, 2, 3]), numbers(&[1, 3, 2]));
        // Value stability is a promise: this line may change only with the version of the corpus format.
        assert_eq!(numbers(&[1, 2, 3]), [926, 824, 12, 74, 974]);
    }

    #[test]
    fn draws_stay_in_their_range_and_reach_its_ends() {
        let mut draw = Draw::keyed(&[7]);
        let drawn: std::collections::BTreeSet<u32> = (0..200).map(|_| draw.within(3, 6)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
        let days: std::collections::BTreeSet<u32> =
            (0..200).filter_map(|_| draw.day_of(0b1001_0001)).collect();
        assert_eq!(days.into_iter().collect::<Vec<_>>(), [1, 5, 8]);
        assert_eq!(draw.day_of(0), None);
        let weights = [("never", 0), ("always", 3)];
        assert!((0..50).all(|_| draw.weighted(&weights, |w| w.1) == Some(&("always", 3))));
    }
}
