//! Points of procedures: sums, steps, points taken off, bundled tests, per cent.

use masters::Steps;
use model::Date;

use super::rounding::{ONE, half_up, up, within};
use super::{Reading, bundles};
use crate::Undecided;
use crate::bond::bases;
use crate::line::{Fee, PERCENT_LESS, PERCENT_MORE, POINTS, POINTS_OFF, YEN};

/// A procedure with its quantity.
type Item = (Fee, Option<i64>);

/// The points of procedures of one unit, and whether they are yen.
pub(super) fn price(items: &[Item], on: Date, reading: Reading) -> Result<(i128, bool), Undecided> {
    let yen = items.iter().any(|(fee, _)| fee.kind == YEN);
    if yen && items.iter().any(|(fee, _)| matches!(fee.kind, POINTS | POINTS_OFF)) {
        return Err(Undecided::YenAndPoints);
    }
    let mut amounts = items.iter().map(|item| amount(item, reading)).collect::<Result<Vec<_>, _>>()?;
    bundle(items, &mut amounts, on)?;
    let fees: Vec<Fee> = items.iter().map(|(fee, _)| *fee).collect();
    shares(&fees, &mut amounts, reading);
    Ok((half_up(amounts.iter().sum(), ONE), yen))
}

/// What a line costs by itself, in 1/100,000; nothing yet for per cent.
fn amount((fee, quantity): &Item, reading: Reading) -> Result<i128, Undecided> {
    // SPEC: マスターファイル仕様説明書（令和6年度版）３（７）item 11: 1 yen, 3 points, 5 % more, 6 % less, 8 points off; 4 is a price paid, 7
    // a sum that the institution computes.
    let points = match fee.kind {
        PERCENT_MORE | PERCENT_LESS => return Ok(0),
        YEN | POINTS | POINTS_OFF => stepped(fee, *quantity)?,
        kind => return Err(Undecided::PriceKind { code: fee.code, kind }),
    };
    let points = if reading.rounds_each() { half_up(points, ONE) * ONE } else { points };
    Ok(if fee.kind == POINTS_OFF { -points } else { points })
}

/// Points by steps (きざみ): 基本点数 and きざみ点数 for each begun step above the lower limit.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）items 30 to 35, 点数算定式１ and ２ and the table of 上下限エラー処理.
fn stepped(fee: &Fee, quantity: Option<i64>) -> Result<i128, Undecided> {
    let Some(steps) = fee.steps else { return Ok(i128::from(fee.value)) };
    let quantity = i128::from(quantity.ok_or(Undecided::NoQuantity { code: fee.code })?);
    let Steps { low, high, size, .. } = steps;
    let (low, high, size) = (i128::from(low) * ONE, i128::from(high) * ONE, i128::from(size) * ONE);
    if size <= 0 || (quantity <= low - size && steps.error >= 2) {
        return Err(Undecided::OutsideSteps { code: fee.code });
    }
    // 1 and 3 cut the quantity at the upper limit, 0 and 2 warn and go on.
    let counted = if matches!(steps.error, 1 | 3) { quantity.min(high) } else { quantity };
    let over = up((counted - low).max(0), size);
    let more = over.checked_mul(i128::from(steps.points.scaled())).ok_or(Undecided::TooLarge)?;
    within(i128::from(fee.value) + more)
}

/// Replaces the points of bundled tests by those of their number.
fn bundle(items: &[Item], amounts: &mut [i128], on: Date) -> Result<(), Undecided> {
    let mut groups: Vec<u8> = items.iter().map(|(fee, _)| fee.bundle).filter(|&group| group != 0).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let places: Vec<usize> =
            items.iter().enumerate().filter(|(_, (fee, _))| fee.bundle == group).map(|(at, _)| at).collect();
        let own: i128 = places.iter().filter_map(|&at| amounts.get(at)).sum();
        let Some(points) = together(group, &places, items, own, on)? else { continue };
        for (nth, &at) in places.iter().enumerate() {
            if let Some(amount) = amounts.get_mut(at) {
                *amount = if nth == 0 { points } else { 0 };
            }
        }
    }
    Ok(())
}

/// What the tests of a group cost together; `None` when what each costs. Amounts in 1/100,000.
fn together(
    group: u8,
    places: &[usize],
    items: &[Item],
    own: i128,
    on: Date,
) -> Result<Option<i128>, Undecided> {
    let unknown = Err(Undecided::Bundle { group });
    let fees = || places.iter().filter_map(|&at| items.get(at));
    let mut codes: Vec<u32> = fees().map(|(fee, _)| fee.code).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() < places.len() {
        return unknown;
    }
    // SPEC: マスターファイル仕様説明書（令和6年度版）３（７）item 16, 告示 別表第一 D012の11 and 44 注, D015の13 注, D287 注１.
    match group {
        8 if own <= 3600 * ONE => Ok(None),
        9 if counted(fees()) <= 8 * ONE => Ok(None),
        10 if counted(fees()) <= 2 * ONE => Ok(None),
        8..=10 => unknown,
        11 => match bundles::most_points(group, on) {
            Some(most) => Ok((own > most * ONE).then_some(most * ONE)),
            None => unknown,
        },
        // How many items a line with a quantity is, no text says.
        _ if fees().any(|(fee, _)| fee.steps.is_some()) => unknown,
        _ => Ok(bundles::points(group, places.len(), on)?.map(|points| points * ONE)),
    }
}

/// How many items: quantities where they are written, one for each other line.
fn counted<'a>(items: impl Iterator<Item = &'a Item>) -> i128 {
    items.map(|(_, quantity)| quantity.map_or(ONE, i128::from)).sum()
}

/// Fills in per cent, in the order of the lines, general additions last.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）(３) 25 ％加算: so much per cent of 所定点数. Item 62 says what 所定点数 of a general addition
/// leaves out; 通知 第10部 通則 9 and 14, 第９部 通則 10: it counts the items and the additions of their notes, never another general
/// addition.
fn shares(fees: &[Fee], amounts: &mut [i128], reading: Reading) {
    for general in [false, true] {
        for (at, fee) in fees.iter().enumerate() {
            if fee.general != general || !matches!(fee.kind, PERCENT_MORE | PERCENT_LESS) {
                continue;
            }
            let of = if general { of_general(fees, amounts) } else { of_note(at, fees, amounts, reading) };
            let share = of * i128::from(fee.value) / (100 * ONE);
            let share = if reading.rounds_each() { half_up(share, ONE) * ONE } else { share };
            if let Some(amount) = amounts.get_mut(at) {
                *amount = if fee.kind == PERCENT_LESS { -share } else { share };
            }
        }
    }
}

/// What a general addition is a share of.
fn of_general(fees: &[Fee], amounts: &[i128]) -> i128 {
    fees.iter().zip(amounts).filter(|(fee, _)| !fee.general && !fee.apart).map(|(_, amount)| amount).sum()
}

/// What a share by a note is of: the lines it stands on, for reductions also their additions by per cent.
fn of_note(at: usize, fees: &[Fee], amounts: &[i128], reading: Reading) -> i128 {
    let Some(own) = fees.get(at) else { return 0 };
    let mut on = bases(own, fees).places;
    if reading.nearest {
        let before = on.iter().rposition(|&place| place < at);
        on = before.and_then(|nth| on.get(nth)).copied().into_iter().collect();
    }
    let counts = |place: usize, fee: &Fee| {
        let beside = fee.addition && !fee.general && bases(fee, fees).places.iter().any(|p| on.contains(p));
        let by_percent = matches!(fee.kind, PERCENT_MORE | PERCENT_LESS);
        on.contains(&place)
            || beside && by_percent && own.kind == PERCENT_LESS
            || beside && !by_percent && reading.with_additions
    };
    let all = fees.iter().zip(amounts).enumerate();
    all.filter(|(place, (fee, _))| *place != at && counts(*place, fee)).map(|(_, (_, amount))| amount).sum()
}
