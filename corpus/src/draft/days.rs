//! Days of a month with counts.

/// How often something was done on each day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Days {
    /// Bit 0 is the 1st.
    pub(crate) mask: u32,
    counts: [u8; 32],
}

impl Days {
    /// Once on every day of a mask.
    pub(crate) fn once(mask: u32) -> Self {
        Self::each(mask, 1)
    }

    /// So many times on every day of a mask.
    pub(crate) fn each(mask: u32, times: u8) -> Self {
        let mut days = Self { mask, counts: [0; 32] };
        for (bit, count) in days.counts.iter_mut().enumerate() {
            *count = if mask >> bit & 1 == 1 { times } else { 0 };
        }
        days
    }

    /// Once on one day of the month.
    pub(crate) fn on(day: u32) -> Self {
        Self::once(bit(day))
    }

    /// The days with their counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        let mut rest = self.mask;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            self.counts.get(at as usize).map(|&count| (at + 1, count))
        })
    }

    /// How often in the month.
    pub(crate) fn total(&self) -> u32 {
        self.counts.iter().map(|&c| u32::from(c)).sum()
    }

    /// The same without the days of a mask.
    pub(crate) fn without(mut self, mask: u32) -> Self {
        self.mask &= !mask;
        for (bit, count) in self.counts.iter_mut().enumerate() {
            *count = if self.mask >> bit & 1 == 1 { *count } else { 0 };
        }
        self
    }
}

/// The bit of a day of the month.
pub(crate) const fn bit(day: u32) -> u32 {
    1 << ((day - 1) & 31)
}
