//! Points of a 剤 from the masters: sums, steps, percentages, bundled tests, rounding of drugs and materials.

use model::Quantity;

use super::{Catalog, Entry};
use crate::draft::Line;

/// 点数識別.
const YEN: u8 = 1;
const PERCENT_MORE: u8 = 5;
const PERCENT_LESS: u8 = 6;
const POINTS_OFF: u8 = 8;

impl Catalog {
    /// Points of one time of a 剤, and whether they are yen.
    pub(crate) fn price(&self, section: u8, lines: &[Line]) -> (i64, bool) {
        match lines.first().map(|l| l.code / 100_000_000) {
            Some(1) => self.procedures(lines),
            Some(6) => (drug_points(self.amount(lines), section), false),
            Some(7) => (material_points(self.amount(lines)), false),
            _ => (0, false),
        }
    }

    /// Price times quantity of all lines, in 1/100,000 yen.
    fn amount(&self, lines: &[Line]) -> i64 {
        let of = |line: &Line| {
            let price = self.entry(line.index).map_or(0, |e| e.value);
            let quantity = if line.quantity == 0 { Quantity::SCALE } else { line.quantity };
            // Prices have two decimals, so the hundredth is exact and the product stays far below the limits of i64.
            price / 1000 * quantity / 100
        };
        lines.iter().map(of).sum()
    }

    fn procedures(&self, lines: &[Line]) -> (i64, bool) {
        let entries = || lines.iter().filter_map(|l| Some((l, self.entry(l.index)?)));
        let bundled = entries().filter(|(_, e)| e.bundle == 1).count();
        if bundled == lines.len() && bundled >= 5 {
            return (bundle_points(bundled), false);
        }
        let (mut sum, mut base, mut yen) = (0, 0, false);
        for (line, entry) in entries() {
            yen |= entry.kind == YEN;
            let points = entry.points(line.quantity / Quantity::SCALE);
            sum += match entry.kind {
                PERCENT_MORE => round(base * entry.value / 100),
                PERCENT_LESS => -round(base * entry.value / 100),
                POINTS_OFF => -points,
                _ => points,
            };
            if base == 0 {
                base = points;
            }
        }
        (sum, yen)
    }
}

impl Entry {
    /// Points of a quantity, steps included, rounded half up.
    fn points(&self, quantity: i64) -> i64 {
        let Some(steps) = self.steps.filter(|s| quantity > i64::from(s.low) && s.size > 0) else {
            return round(self.value);
        };
        let over = quantity.min(i64::from(steps.high)) - i64::from(steps.low);
        let size = i64::from(steps.size);
        round(self.value + (over + size - 1) / size * steps.points.scaled())
    }
}

/// Rounds 1/100,000 half up to whole points.
const fn round(scaled: i64) -> i64 {
    (scaled + Quantity::SCALE / 2).div_euclid(Quantity::SCALE)
}

/// Points of five and more 血液化学検査 together.
///
/// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 D007 注: 5 to 7 items 93, 8 or 9 99, 10 and more 103 points
/// (the text available to the authors is that of fiscal 2022, with 106 points for 10 and more; 103 is from memory of the 2024 revision).
const fn bundle_points(items: usize) -> i64 {
    match items {
        0..=7 => 93,
        8 | 9 => 99,
        _ => 103,
    }
}

/// Points of drugs that cost `amount` (1/100,000 yen) at one time or for one day.
///
/// SPEC: 同 F200 注１, G100 注１: up to 15 yen one point, above it one point more for every 10 yen or part of it; C200, J300, K940,
/// L200, D500, E300: nothing up to 15 yen.
const fn drug_points(amount: i64, section: u8) -> i64 {
    let fifteen = 15 * Quantity::SCALE;
    if amount <= fifteen {
        return matches!(section, 21..=23 | 28 | 31..=33) as i64;
    }
    let ten = 10 * Quantity::SCALE;
    (amount - fifteen + ten - 1) / ten + 1
}

/// Points of materials that cost `amount` (1/100,000 yen).
///
/// SPEC: 同 K950, J400 and others: the price divided by 10 yen, rounded half up.
const fn material_points(amount: i64) -> i64 {
    let ten = 10 * Quantity::SCALE;
    (amount + ten / 2) / ten
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drugs_round_up_above_fifteen_yen() {
        let yen = |text: &str| Quantity::parse(text.as_bytes()).map_or(0, Quantity::scaled);
        for (amount, points) in [("5.9", 1), ("15", 1), ("15.1", 2), ("25", 2), ("25.01", 3), ("101.3", 10)] {
            assert_eq!(drug_points(yen(amount), 21), points, "{amount}");
        }
        assert_eq!(drug_points(yen("15"), 40), 0);
        assert_eq!(drug_points(yen("15.1"), 40), 2);
        assert_eq!(material_points(yen("561")), 56);
        assert_eq!(material_points(yen("565")), 57);
    }

    #[test]
    fn bundles_grow_with_their_items() {
        assert_eq!([5, 7, 8, 9, 10, 14].map(bundle_points), [93, 93, 99, 99, 103, 103]);
    }
}
