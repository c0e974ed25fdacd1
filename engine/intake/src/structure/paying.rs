//! All payers of a receipt in one look: who they are, and which checks of payers have to look closer.
//!
//! PERF: most receipts have one payer or two, so a loop for each check costs more than what it tests.
//!
//! INVARIANT: what is gathered here may ask for a closer look in vain, but never misses one that would tell something.

use super::{insured, payer_numbers};
use crate::ReceiptView;

/// What the payers of a receipt say together.
#[derive(Default)]
pub struct Paying {
    /// The payers as a set: bit 0 is HO, bits 1 to 4 are the KO in their order.
    pub set: u8,
    /// How many KO.
    pub funds: u8,
    /// Whether any HO is not one of national health insurance.
    pub not_national: bool,
    /// Whether the check digit of any number may not fit.
    pub odd_number: bool,
    /// Whether what tells the insured may be too short or too long.
    pub odd_card: bool,
    /// The most 診療実日数.
    pub days: u32,
    /// Whether the patient bears an amount.
    pub borne: bool,
    /// Whether any has meals.
    pub meals: bool,
}

impl Paying {
    /// Looks at all payers.
    #[inline(always)]
    pub fn of(receipt: ReceiptView<'_>) -> Self {
        let mut all = Self::default();
        for payer in receipt.payers() {
            let (insurer, national) = (payer.slot == 0, payer.number.starts_with(b"  "));
            all.set |= 1_u8.checked_shl(u32::from(payer.slot)).unwrap_or(0);
            all.funds = all.funds.saturating_add(u8::from(!insurer));
            all.not_national |= insurer & !national;
            all.odd_number |= !payer_numbers::fits(payer.number);
            all.odd_card |= !insured::has_length(payer);
            all.days = all.days.max(payer.days.unwrap_or(0));
            all.borne |= payer.burden.is_some();
            all.meals |= payer.meals.is_some() | payer.meal_yen.is_some();
        }
        all
    }

    /// Whether there is an HO.
    pub const fn insurer(&self) -> bool {
        self.set & 1 == 1
    }
}
