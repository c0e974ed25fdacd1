//! Points of drugs and of materials.

use super::Reading;
use super::rounding::{ONE, half_up, up};
use crate::Undecided;
use crate::line::{PURCHASED, Ware};

/// Where drugs are charged, by 診療識別.
///
/// SPEC: 記録条件仕様 別表２０ 診療識別コード. SPEC: 告示 別表第一 (令和4年; the same sections in 令和6年): F200 for 投薬, G100 for 注射: one
/// point up to 15 yen; C200, D500, E300, H100, I100, J300, K940, L200 and N300: nothing up to 15 yen.
const fn least_points(section: u8) -> Option<i128> {
    match section {
        21..=23 | 27 | 28 | 31..=33 => Some(1),
        14 | 40 | 50 | 54 | 60 | 70 | 80 => Some(0),
        _ => None,
    }
}

/// 金額種別 of drugs: yen.
const YEN: u8 = 1;

/// Points of the drugs of a unit: one sum.
pub(super) fn drugs(wares: &[(Ware, Option<i64>)], section: u8) -> Result<i128, Undecided> {
    let mut amount = 0;
    for (ware, quantity) in wares {
        if ware.kind != YEN {
            return Err(Undecided::PriceKind { code: ware.code, kind: ware.kind });
        }
        amount += cost(ware, *quantity)?;
    }
    let least = least_points(section).ok_or(Undecided::DrugSection { section })?;
    Ok(drug_points(amount, least))
}

/// Price times quantity, in 1/100,000 of 1/100,000 yen.
fn cost(ware: &Ware, quantity: Option<i64>) -> Result<i128, Undecided> {
    let missing = Undecided::NoQuantity { code: ware.code };
    match (ware.price, quantity) {
        (Some(price), Some(quantity)) => Ok(i128::from(price) * i128::from(quantity)),
        _ => Err(missing),
    }
}

/// SPEC: 告示 F200 注１ and G100: up to 15 yen one point, above it one point more for every 10 yen or part of it; C200 and the
/// like: the price less 15 yen, over 10 yen, rounded up, and one point.
const fn drug_points(amount: i128, least: i128) -> i128 {
    let fifteen = 15 * ONE * ONE;
    if amount <= fifteen { least } else { up(amount - fifteen, 10 * ONE * ONE) + 1 }
}

/// Points of the materials of a unit.
pub(super) fn materials(wares: &[(Ware, Option<i64>)], reading: Reading) -> Result<i128, Undecided> {
    let (mut sum, mut amounts) = (0, 0);
    for (ware, quantity) in wares {
        if ware.oxygen != 0 {
            // SPEC: 通知 第２章第９部 処置 酸素: the unit price is what the institution paid in the year before.
            return Err(Undecided::Oxygen { code: ware.code });
        }
        let over = divisor(ware, wares.len())?;
        let amount = cost(ware, *quantity)?;
        match reading.rounds_each() {
            true => sum += half_up(amount, over * ONE * ONE),
            // Everything as if over 1,000 yen, so that amounts of different divisors add up.
            false => amounts += amount * (1000 / over),
        }
    }
    let points = sum + half_up(amounts, 1000 * ONE * ONE);
    match wares {
        [(Ware { ceiling: Some(most), .. }, _)] => Ok(points.min(i128::from(*most))),
        _ => Ok(points),
    }
}

/// By how many yen a price is divided.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（５）item 22 特定器材種別: 10, 50 (iridium) or 1,000 yen (cobalt), rounded half up; item 24
/// 上限点数. SPEC: 告示 B200, C300, D600, E400, E401, F300, G200, J400, K950, L300, M200: the price over 10 yen.
const fn divisor(ware: &Ware, beside: usize) -> Result<i128, Undecided> {
    // A ceiling beside other materials, per cent and factors: no text says what they are of.
    if !matches!(ware.kind, 1 | PURCHASED) || (ware.ceiling.is_some() && beside > 1) {
        return Err(Undecided::PriceKind { code: ware.code, kind: ware.kind });
    }
    match ware.calculation {
        0 | 2 => Ok(10),
        3 => Ok(50),
        4 => Ok(1000),
        _ => Err(Undecided::PriceKind { code: ware.code, kind: ware.kind }),
    }
}
