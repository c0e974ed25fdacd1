//! Tests whose points follow from their number (包括対象検査, まるめ).

use model::Date;

use crate::Undecided;

/// From how many items on a group costs how much.
type Bands = &'static [(usize, i128)];

/// A group of one edition of the fee table.
struct Row {
    group: u8,
    /// First and last day of the edition.
    days: (u32, u32),
    bands: Bands,
}

/// Editions of 医科点数表, as first and last day. The last day is the last that was read, not one that a notice names.
const R2: (u32, u32) = (2020_04_01, 2022_03_31);
const R4: (u32, u32) = (2022_04_01, 2024_05_31);
const R6_R8: (u32, u32) = (2024_06_01, 2028_03_31);
/// What these editions have alike.
const R2_TO_R8: (u32, u32) = (2020_04_01, 2028_03_31);
const R4_TO_R8: (u32, u32) = (2022_04_01, 2028_03_31);

const fn row(group: u8, days: (u32, u32), bands: Bands) -> Row {
    Row { group, days, bands }
}

/// SPEC: 診療報酬の算定方法（平成20年厚生労働省告示第59号）別表第一 第２章第３部, 注 of the section named, as of 令和2年4月, 令和4年4月, 令和6年6月 and
/// 令和8年6月 (docs/design/pricing.md names the files). Groups: マスターファイル仕様説明書（令和6年度版）３（７）item 16. 13 to 16 were
/// widened within the edition of 令和4, so they begin with that of 令和6.
const TABLE: &[Row] = &[
    // D007 注.
    row(1, R2, &[(5, 93), (8, 99), (10, 109)]),
    row(1, R4, &[(5, 93), (8, 99), (10, 106)]),
    row(1, R6_R8, &[(5, 93), (8, 99), (10, 103)]),
    // D008 注.
    row(2, R2_TO_R8, &[(3, 410), (6, 623), (8, 900)]),
    // D013 注.
    row(3, R2, &[(3, 290), (4, 360), (5, 438)]),
    row(3, R4_TO_R8, &[(3, 290), (4, 360), (5, 425)]),
    // D009 注２.
    row(5, R2, &[(2, 230), (3, 290), (4, 408)]),
    row(5, R4, &[(2, 230), (3, 290), (4, 396)]),
    row(5, R6_R8, &[(2, 230), (3, 290), (4, 385)]),
    // D006 注; that of 令和2 was not read.
    row(6, R4_TO_R8, &[(3, 530), (5, 722)]),
    // D014 注１.
    row(7, R2_TO_R8, &[(2, 320), (3, 490)]),
    // D004-2 １注１ and 注２.
    row(13, R6_R8, &[(2, 4000), (3, 6000), (4, 8000)]),
    row(14, R6_R8, &[(2, 8000), (3, 12_000)]),
    // D006-27 注１ and 注２.
    row(15, R6_R8, &[(2, 4000), (3, 6000), (4, 8000)]),
    row(16, R6_R8, &[(2, 8000), (3, 12_000)]),
];

/// The bundled points of so many items of a group; `None` when they cost what each costs.
pub(super) fn points(group: u8, items: usize, on: Date) -> Result<Option<i128>, Undecided> {
    if items == 1 {
        return Ok(None);
    }
    let day = on.number();
    let row = TABLE.iter().find(|row| row.group == group && row.days.0 <= day && day <= row.days.1);
    let bands = row.ok_or(Undecided::Bundle { group })?.bands;
    Ok(bands.iter().rev().find(|(least, _)| items >= *least).map(|&(_, points)| points))
}

/// The most points of a group on one draw of blood; `None` when there is no such limit.
///
/// SPEC: 告示 別表第一 D015の13 注 特異的ＩｇＥ半定量・定量: 1,430 points in all four editions.
pub(super) const fn most_points(group: u8, on: Date) -> Option<i128> {
    let day = on.number();
    if group == 11 && R2_TO_R8.0 <= day && day <= R2_TO_R8.1 { Some(1430) } else { None }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[track_caller]
    fn check(group: u8, on: u32, expected: &[(usize, Option<i128>)]) {
        let on = Date::from_number(on).unwrap();
        for &(items, points) in expected {
            assert_eq!(super::points(group, items, on).unwrap(), points, "{items} of {group} on {on}");
        }
    }

    #[test]
    fn blood_chemistry_has_three_bands_and_changes_with_the_edition() {
        check(
            1,
            2024_06_01,
            &[
                (4, None),
                (5, Some(93)),
                (7, Some(93)),
                (8, Some(99)),
                (9, Some(99)),
                (10, Some(103)),
                (30, Some(103)),
            ],
        );
        check(1, 2024_05_31, &[(10, Some(106))]);
        check(1, 2021_10_01, &[(10, Some(109))]);
    }

    #[test]
    fn tumour_markers_are_bundled_from_the_second_on() {
        check(5, 2024_06_01, &[(1, None), (2, Some(230)), (3, Some(290)), (4, Some(385)), (9, Some(385))]);
    }

    #[test]
    fn an_edition_that_nobody_read_is_undecided() {
        let on = Date::from_number(2028_04_01).unwrap();
        assert_eq!(super::points(1, 10, on), Err(Undecided::Bundle { group: 1 }));
        assert_eq!(super::points(1, 1, on), Ok(None));
    }
}
