//! Whole points from fractions.

use model::Quantity;

use crate::Undecided;

/// 1/100,000 of a point or yen.
pub(super) const ONE: i128 = Quantity::SCALE as i128;

/// A million million yen, or so many points, in the finest unit that is computed with: no line costs as much, and all lines
/// of a receipt with all factors stay far below what a number holds.
const MOST: i128 = 1_000_000_000_000 * ONE * ONE;

/// An amount of a line, if it is one that can be computed with: what a file writes as quantity or price has no other limit.
pub(super) fn within(amount: i128) -> Result<i128, Undecided> {
    if (-MOST..=MOST).contains(&amount) { Ok(amount) } else { Err(Undecided::TooLarge) }
}

/// Rounds a fraction half up.
///
/// SPEC: 診療報酬の算定方法の一部改正に伴う実施上の留意事項について（令和4年保医発0304第1号）別添１ 第１章第２部 通則６, 第２章第３部第３節 ４,
/// 第４部第１節 １（９）: fractions of a point are rounded half up.
pub(super) const fn half_up(number: i128, over: i128) -> i128 {
    (number * 2 + over).div_euclid(over * 2)
}

/// Rounds a fraction up.
pub(super) const fn up(number: i128, over: i128) -> i128 {
    -(-number).div_euclid(over)
}
