//! Whole points from fractions.

use model::Quantity;

/// 1/100,000 of a point or yen.
pub(super) const ONE: i128 = Quantity::SCALE as i128;

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
