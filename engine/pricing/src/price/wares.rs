//! Points of drugs and of materials.

use super::Reading;
use super::rounding::{ONE, half_up, up, within};
use crate::Undecided;
use crate::line::{PERCENT_MORE, PURCHASED, Ware, is_factor_of_gas, is_gas};

/// A drug or material with its quantity.
type Item = (Ware, Option<i64>);

/// Where drugs are charged, by 診療識別.
///
/// SPEC: 記録条件仕様 別表２０ 診療識別コード. SPEC: 告示 別表第一 (令和4年; the same sections in 令和6年): F200 for 投薬, G100 for 注射: one
/// point up to 15 yen; C200, D500, E300, H100, I100, J300, K940, L200 and N300: nothing up to 15 yen.
const fn least_points(section: u8) -> Option<i128> {
    match section {
        21..=23 | 28 | 31..=33 => Some(1),
        14 | 40 | 50 | 54 | 60 | 70 | 80 => Some(0),
        _ => None,
    }
}

/// 金額種別 of drugs: yen.
const YEN: u8 = 1;

/// Points of the drugs of a unit: one sum.
pub(super) fn drugs(wares: &[Item], section: u8) -> Result<i128, Undecided> {
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
        (Some(price), Some(quantity)) => within(i128::from(price) * i128::from(quantity)),
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
pub(super) fn materials(wares: &[Item], reading: Reading) -> Result<i128, Undecided> {
    let (gases, others): (Vec<Item>, Vec<Item>) =
        wares.iter().partition(|(ware, _)| is_gas(ware.oxygen) || is_factor_of_gas(ware));
    Ok(oxygen(&gases, reading)? + solids(&others, reading)?)
}

/// Points of oxygen.
///
/// SPEC: 通知 別添１ 第２章第９部 J201 酸素加算（４）(令和4年, 令和6年): unit price × litres × factor, rounded to whole yen; マスターファイル仕様説明書
/// （令和6年度版）３（５）item 22: over 10 yen, rounded. The pressure of 高気圧酸素加算 is left out: where it stands was not verified.
fn oxygen(wares: &[Item], reading: Reading) -> Result<i128, Undecided> {
    let percent = factor(wares)?;
    let (mut points, mut yen) = (0, 0);
    for (ware, quantity) in wares.iter().filter(|(ware, _)| ware.kind != PERCENT_MORE) {
        if is_factor_of_gas(ware) {
            return Err(Undecided::Oxygen { code: ware.code });
        }
        let price = half_up(cost(ware, *quantity)? * percent, 100 * ONE * ONE);
        match reading.rounds_each() {
            true => points += half_up(price, 10),
            false => yen += price,
        }
    }
    Ok(points + half_up(yen, 10))
}

/// Points of all other materials.
///
/// SPEC: 告示 別表第一 E400 注: the price of films times 1.1 for children under six, over 10 yen.
fn solids(wares: &[Item], reading: Reading) -> Result<i128, Undecided> {
    let percent = factor(wares)?;
    let (mut points, mut amounts) = (0, 0);
    let priced = || wares.iter().filter(|(ware, _)| ware.kind != PERCENT_MORE);
    for (ware, quantity) in priced() {
        let over = divisor(ware, wares.len())?;
        let amount = cost(ware, *quantity)? * percent;
        match reading.rounds_each() {
            true => points += half_up(amount, 100 * over * ONE * ONE),
            // Everything as if over 1,000 yen, so that amounts of different divisors add up.
            false => amounts += amount * (1000 / over),
        }
    }
    let points = points + half_up(amounts, 100 * 1000 * ONE * ONE);
    match wares {
        [(Ware { ceiling: Some(most), .. }, _)] => Ok(points.min(i128::from(*most))),
        _ => Ok(points),
    }
}

/// No factor of the masters is above this.
const MOST_PERCENT: i128 = 10_000;

/// In how many hundredths of their prices materials count: 100, or more with a factor.
fn factor(wares: &[Item]) -> Result<i128, Undecided> {
    let factors: Vec<&Ware> = wares.iter().map(|(ware, _)| ware).filter(|w| w.kind == PERCENT_MORE).collect();
    match factors.as_slice() {
        [] => Ok(100),
        [one] => {
            let percent = one.price.ok_or(Undecided::NoQuantity { code: one.code })?;
            match i128::from(percent) / ONE {
                percent @ 0..=MOST_PERCENT => Ok(100 + percent),
                _ => Err(Undecided::TooLarge),
            }
        }
        [one, ..] => Err(Undecided::PriceKind { code: one.code, kind: one.kind }),
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
