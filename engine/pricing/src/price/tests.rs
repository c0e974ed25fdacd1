//! What lines cost together where the fee table draws a limit: on it, and just beyond.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use masters::Steps;
use model::{Date, Quantity};

use super::{Reading, price};
use crate::{Fee, Line, Undecided, Ware};

const ONE: i64 = Quantity::SCALE;

/// Only the sum is rounded.
const ONCE: Reading = Reading { each: false, ..Reading::FIRST };

fn on(day: u32, section: u8, lines: &[Line], reading: Reading) -> Result<i64, Undecided> {
    price(lines, section, Date::from_number(day).unwrap(), reading).map(|(points, _)| points)
}

fn under(section: u8, lines: &[Line]) -> Result<i64, Undecided> {
    on(2024_06_01, section, lines, Reading::FIRST)
}

fn test(code: u32, group: u8, points: i64) -> Line {
    Line::Procedure(Fee { code, kind: 3, value: points * ONE, bundle: group, ..Fee::default() }, None)
}

/// 79 points for each item: きざみ of one from the second on.
fn titre(code: u32, items: i64) -> Line {
    let steps = Steps { low: 1, high: 99_999_999, size: 1, points: Quantity::whole(79), error: 0 };
    let fee = Fee { code, kind: 3, value: 79 * ONE, bundle: 9, steps: Some(steps), ..Fee::default() };
    Line::Procedure(fee, Some(items * ONE))
}

/// So many hundredths of a yen.
fn drug(code: u32, hundredths: i64) -> Line {
    Line::Drug(Ware { code, kind: 1, price: Some(hundredths * ONE / 100), ..Ware::default() }, Some(ONE))
}

fn material(code: u32, yen: i64, calculation: u8) -> Line {
    let ware = Ware { code, kind: 1, price: Some(yen * ONE), calculation, ..Ware::default() };
    Line::Material(ware, Some(ONE))
}

fn ceiled(code: u32, yen: i64, ceiling: u32) -> Line {
    let ware = Ware { code, kind: 1, price: Some(yen * ONE), ceiling: Some(ceiling), ..Ware::default() };
    Line::Material(ware, Some(ONE))
}

/// 酸素等区分 1 is the factor for gases, 0 that for other materials.
fn factor(code: u32, percent: i64, oxygen: u8) -> Line {
    Line::Material(Ware { code, kind: 5, price: Some(percent * ONE), oxygen, ..Ware::default() }, None)
}

/// The law leaves three questions open, and a claim may answer them in any mix: none may be left untried, or its unit is
/// called wrong.
#[test]
fn every_mix_of_readings_is_tried() {
    let mixes = Reading::ALL.map(|reading| (reading.each, reading.with_additions, reading.nearest));
    assert_eq!(BTreeSet::from(mixes).len(), 2 * 2 * 2, "{mixes:?}");
}

/// 告示 D012の11 注: eight titres of one draw of blood are paid; which of nine are is not said.
#[test]
fn titres_of_viruses_are_priced_up_to_eight() {
    let undecided = Err(Undecided::Bundle { group: 9 });
    assert_eq!(under(60, &[titre(1, 8)]), Ok(632));
    assert_eq!(under(60, &[titre(1, 9)]), undecided);
    // Lines count together; one without a quantity is one item.
    assert_eq!(under(60, &[titre(1, 7), test(2, 9, 79)]), Ok(632));
    assert_eq!(under(60, &[titre(1, 8), test(2, 9, 79)]), undecided);
}

/// 告示 D012の44 注: two classes of globulins.
#[test]
fn classes_of_globulins_are_priced_up_to_two() {
    let [one, two, three] = [1, 2, 3].map(|code| test(code, 10, 200));
    assert_eq!(under(60, &[one, two]), Ok(400));
    assert_eq!(under(60, &[one, two, three]), Err(Undecided::Bundle { group: 10 }));
}

/// 告示 D287 注１: 3,600 points a month at most; what other days and receipts of the month have is not seen here.
#[test]
fn loading_tests_are_priced_up_to_their_month() {
    assert_eq!(under(60, &[test(1, 8, 1600), test(2, 8, 2000)]), Ok(3600));
    assert_eq!(under(60, &[test(1, 8, 1601), test(2, 8, 2000)]), Err(Undecided::Bundle { group: 8 }));
}

/// 告示 D015の13 注: 特異的ＩｇＥ of one draw of blood cost 1,430 points at most, as the editions that were read have it.
#[test]
fn specific_antibodies_have_a_ceiling_in_the_editions_that_were_read() {
    let lines = |points| [test(1, 11, points), test(2, 11, 715)];
    assert_eq!(under(60, &lines(714)), Ok(1429));
    assert_eq!(under(60, &lines(716)), Ok(1430));
    for (day, known) in [(2020_03_31, false), (2020_04_01, true), (2028_03_31, true), (2028_04_01, false)] {
        let expected = if known { Ok(1430) } else { Err(Undecided::Bundle { group: 11 }) };
        assert_eq!(on(day, 60, &lines(2000), Reading::FIRST), expected, "{day}");
    }
}

/// No text says how many items of a bundle a line with a quantity is.
#[test]
fn a_bundled_test_with_a_quantity_is_undecided() {
    let steps = Steps { low: 1, high: 5, size: 1, points: Quantity::whole(11), error: 0 };
    let fee = Fee { code: 2, kind: 3, value: 11 * ONE, bundle: 1, steps: Some(steps), ..Fee::default() };
    let lines = [test(1, 1, 11), Line::Procedure(fee, Some(ONE))];
    assert_eq!(under(60, &lines), Err(Undecided::Bundle { group: 1 }));
}

/// A fee of 100 points up to 30 minutes and 20 for each begun ten more, up to 60.
fn lasting(error: u8, minutes: Option<i64>) -> Result<i64, Undecided> {
    let steps = Steps { low: 30, high: 60, size: 10, points: Quantity::whole(20), error };
    let fee = Fee { code: 7, kind: 3, value: 100 * ONE, steps: Some(steps), ..Fee::default() };
    under(40, &[Line::Procedure(fee, minutes)])
}

/// 点数算定式１ and ２ of the procedure master.
#[test]
fn each_begun_step_above_the_lower_limit_costs_its_points() {
    for error in 0..=3 {
        for (minutes, points) in [(30 * ONE, 100), (31 * ONE, 120), (40 * ONE, 120), (40 * ONE + 1, 140)] {
            assert_eq!(lasting(error, Some(minutes)), Ok(points), "{minutes} by {error}");
        }
        assert_eq!(lasting(error, Some(60 * ONE)), Ok(160));
        assert_eq!(lasting(error, None), Err(Undecided::NoQuantity { code: 7 }));
    }
}

/// 上下限エラー処理: 1 and 3 pay no more than the upper limit, 2 and 3 refuse a quantity that is a step or more below the lower one.
#[test]
fn what_lies_outside_the_steps_goes_by_the_masters_mark() {
    let outside = Err(Undecided::OutsideSteps { code: 7 });
    for (error, above, below) in
        [(0, 180, Ok(100)), (1, 160, Ok(100)), (2, 180, outside.clone()), (3, 160, outside)]
    {
        assert_eq!(lasting(error, Some(70 * ONE)), Ok(above), "{error}");
        assert_eq!(lasting(error, Some(20 * ONE)), below, "{error}");
        assert_eq!(lasting(error, Some(20 * ONE + 1)), Ok(100), "{error}");
    }
}

/// A master's row whose step has no size says nothing that can be computed.
#[test]
fn steps_without_a_size_are_undecided() {
    let steps = Steps { low: 0, high: 9, size: 0, points: Quantity::whole(20), error: 0 };
    let fee = Fee { code: 7, kind: 3, value: 100 * ONE, steps: Some(steps), ..Fee::default() };
    let line = Line::Procedure(fee, Some(ONE));
    assert_eq!(under(40, &[line]), Err(Undecided::OutsideSteps { code: 7 }));
}

/// 告示 F200 and G100: 15 yen are one point; C200, D500, E300, H100, I100, J300, K940, L200 and N300: nothing.
#[test]
fn a_drug_of_fifteen_yen_costs_a_point_where_drugs_are_given_and_nothing_where_they_are_used() {
    for section in 0..=99 {
        let least = match section {
            21..=23 | 28 | 31..=33 => Ok(1),
            14 | 40 | 50 | 54 | 60 | 70 | 80 => Ok(0),
            _ => Err(Undecided::DrugSection { section }),
        };
        assert_eq!(under(section, &[drug(1, 15_00)]), least, "{section}");
    }
    for (hundredths, points) in [(15_01, 2), (25_00, 2), (25_01, 3), (35_00, 3)] {
        assert_eq!(under(21, &[drug(1, hundredths)]), Ok(points), "{hundredths}");
        assert_eq!(under(40, &[drug(1, hundredths)]), Ok(points), "{hundredths}");
    }
}

/// 特定器材種別: over 10 yen, 50 for iridium, 1,000 for cobalt; other classes were not read.
#[test]
fn materials_are_divided_as_their_class_says() {
    for (class, points) in [(0, 201), (2, 201), (3, 40), (4, 2)] {
        assert_eq!(under(80, &[material(1, 2005, class)]), Ok(points), "{class}");
    }
    for class in [1, 5, 9] {
        assert_eq!(under(80, &[material(1, 2005, class)]), Err(Undecided::PriceKind { code: 1, kind: 1 }));
    }
}

/// Nobody says whether fractions of several materials are rounded apart or together; with several divisors, too.
#[test]
fn materials_of_several_classes_add_up_by_either_rounding() {
    let lines = [material(1, 64, 0), material(2, 170, 3)];
    assert_eq!(on(2024_06_01, 80, &lines, Reading::FIRST), Ok(9), "6 and 3");
    assert_eq!(on(2024_06_01, 80, &lines, ONCE), Ok(10), "6.4 and 3.4");
    let gas = |code| match material(code, 14, 2) {
        Line::Material(ware, quantity) => Line::Material(Ware { oxygen: 4, ..ware }, quantity),
        other => other,
    };
    assert_eq!(on(2024_06_01, 40, &[gas(1), gas(2)], Reading::FIRST), Ok(2), "1 and 1");
    assert_eq!(on(2024_06_01, 40, &[gas(1), gas(2)], ONCE), Ok(3), "28 yen");
    // Gases and other materials are added.
    assert_eq!(under(40, &[gas(1), material(2, 64, 0)]), Ok(7));
}

/// 上限点数 (item 24) is that of the material alone: beside others no text says what it is of.
#[test]
fn a_ceiling_holds_for_a_material_alone() {
    for (yen, points) in [(990, 99), (1000, 100), (1010, 100)] {
        assert_eq!(under(80, &[ceiled(1, yen, 100)]), Ok(points), "{yen}");
    }
    assert_eq!(
        under(80, &[ceiled(1, 990, 100), material(2, 10, 0)]),
        Err(Undecided::PriceKind { code: 1, kind: 1 })
    );
}

/// 告示 E400 注 has one factor; two at a time, or one that no master has, are not computed with.
#[test]
fn one_factor_is_on_the_materials_of_its_kind() {
    let film = material(1, 100, 0);
    for (percent, points) in [(0, 10), (10, 11), (10_000, 1010)] {
        assert_eq!(under(70, &[film, factor(9, percent, 0)]), Ok(points), "{percent}");
    }
    for percent in [-1, 10_001] {
        assert_eq!(under(70, &[film, factor(9, percent, 0)]), Err(Undecided::TooLarge), "{percent}");
    }
    let twice = [film, factor(8, 10, 0), factor(9, 10, 0)];
    assert_eq!(under(70, &twice), Err(Undecided::PriceKind { code: 8, kind: 5 }));
    assert_eq!(under(70, &[film, factor(9, 30, 1)]), Ok(10), "a factor of gases is on gases");
}

#[test]
fn procedures_drugs_and_materials_of_a_unit_are_added() {
    assert_eq!(under(40, &[test(1, 0, 75), drug(2, 25_00), material(3, 64, 0)]), Ok(75 + 2 + 6));
}

/// 食事療養 is in yen: nothing in points can stand in its unit.
#[test]
fn yen_stand_alone() {
    let meal = Line::Procedure(Fee { code: 1, kind: 1, value: 690 * ONE, ..Fee::default() }, None);
    let date = Date::from_number(2024_06_01).unwrap();
    assert_eq!(price(&[meal], 97, date, Reading::FIRST), Ok((690, true)));
    for other in [test(2, 0, 75), drug(2, 25_00), material(2, 64, 0)] {
        assert_eq!(under(21, &[meal, other]), Err(Undecided::YenAndPoints), "{other:?}");
    }
}

/// A file may write any quantity; no line costs more than a million million yen.
#[test]
fn amounts_are_computed_up_to_a_million_million_yen() {
    let gold = |times: i64| {
        let ware = Ware { code: 1, kind: 2, price: Some(1_000_000 * ONE), ..Ware::default() };
        under(50, &[Line::Material(ware, Some(times * ONE))])
    };
    assert_eq!(gold(1_000_000), Ok(100_000_000_000));
    assert_eq!(gold(1_000_001), Err(Undecided::TooLarge));
}
