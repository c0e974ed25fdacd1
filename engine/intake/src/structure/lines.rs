//! All lines of a receipt in one look: what they add up to, and which checks of lines have to look closer.
//!
//! PERF: a receipt has some eight lines, too few for a loop for each check to pay: one pass with everything in registers
//! costs a third of what the loops did.
//!
//! INVARIANT: what is gathered here may ask for a closer look in vain, but never misses one that would tell something.

use receipt::batch::{LineKind, NO_POINTS};

use super::sections;
use crate::ReceiptView;

/// What the lines of a receipt say together.
#[derive(Default)]
pub struct Lines {
    /// The payers that any line names.
    pub any_payer: u8,
    /// The payers that every line names.
    pub every_payer: u8,
    /// The days of all lines; bit 0 is the 1st.
    pub days: u32,
    /// Signs of their 診療識別 ([`sections::signs`]).
    pub sections: u8,
    /// Points times count, whatever they are for.
    pub points: i64,
    /// Whether any line subtracts.
    pub subtracts: bool,
    /// Whether the days of any line do not add up to its count.
    pub odd: bool,
    /// Whether a line may differ in count or days from the one before it in its unit.
    pub uneven: bool,
    /// Whether any count is 0.
    pub uncounted: bool,
    /// Whether any count is larger than a record can hold ([`super::sums::MOST`]).
    pub huge: bool,
    /// Whether any line is a material.
    pub materials: bool,
    /// How many lines bear points: each ends its unit.
    pub ends: usize,
}

impl Lines {
    /// Looks at all lines.
    #[inline(always)]
    pub fn of(receipt: ReceiptView<'_>) -> Self {
        let mut all = Self { every_payer: u8::MAX, ..Self::default() };
        let (mut signs, mut odd, mut uneven, mut counts, mut least) = (0_i32, 0_u16, 0_u32, 0_u16, u16::MAX);
        let mut kinds = 0;
        // Whether the unit goes on from the line before, and the days and count of that line.
        let mut before = (false, 0, 0);
        for line in receipt.lines() {
            let blank = line.points == NO_POINTS;
            let points = if blank { 0 } else { line.points };
            all.any_payer |= line.burden;
            all.every_payer &= line.burden;
            all.days |= line.days;
            all.sections |= sections::signs(line.section);
            all.points = all.points.wrapping_add(i64::from(points).wrapping_mul(i64::from(line.count)));
            kinds |= 1_u8 << line.kind as u8;
            // No line is counted twice: this does not overflow.
            all.ends = all.ends.wrapping_add(usize::from(!blank));
            signs |= points;
            odd |= line.day_total ^ line.count;
            counts |= line.count;
            least = least.min(line.count);
            let (goes_on, days, count) = before;
            // A day that counts more than once: equal days may then still be spread differently.
            let spread = line.days.count_ones() ^ u32::from(line.count);
            let differs = (line.days ^ days) | u32::from(line.count ^ count) | spread;
            uneven |= if goes_on { differs } else { 0 };
            before = (blank, line.days, line.count);
        }
        all.materials = kinds >> LineKind::Material as u8 & 1 == 1;
        all.subtracts = signs < 0;
        all.odd = odd != 0;
        all.uneven = uneven != 0;
        all.uncounted = least == 0;
        all.huge = counts > super::sums::MOST;
        all
    }

    /// Whether all lines name the same payers.
    pub const fn same_payers(&self) -> bool {
        self.any_payer == self.every_payer
    }
}
