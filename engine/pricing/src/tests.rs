//! Cases computed by hand from the fee table and its notice.

use model::{Date, ProcedureCode};

use crate::Undecided;
use crate::testing::{after, batch, check, check_undecided, masters};

#[test]
fn nothing_falls_everything_falls() {
    let unit = ["SI,11,1,111000110,,", "SI,,1,111703270,,292"];
    check(&unit, &[], 292, &[]);
    check(&unit, &[0, 1], 0, &[]);
    check(&unit, &[7], 292, &[]);
}

#[test]
fn an_addition_falls_alone_and_with_its_base() {
    let unit = ["SI,11,1,111000110,,", "SI,,1,111000370,,", "SI,,1,111703270,,367"];
    check(&unit, &[1], 292, &[]);
    check(&unit, &[0], 0, &[1, 2]);
}

#[test]
fn a_claim_that_the_masters_do_not_give_is_not_recomputed() {
    let unit = ["SI,11,1,111000110,,", "SI,,1,111703270,,300"];
    check_undecided(&unit, &[1], Undecided::Disagrees { computed: 292, claimed: 300 });
}

/// D007 注: five to seven items 93 points, eight or nine 99, ten and more 103 (令和6年).
#[test]
fn bundled_tests_step_down_by_their_number() {
    let mut unit = vec!["SI,60,1,160017410,,", "SI,,1,160018910,,", "SI,,1,160019010,,", "SI,,1,160019210,,"];
    unit.extend(["SI,,1,160019310,,", "SI,,1,160020010,,", "SI,,1,160020410,,", "SI,,1,160020910,,"]);
    unit.extend(["SI,,1,160022510,,", "SI,,1,160022610,,103"]);
    check(&unit, &[0], 99, &[]);
    check(&unit, &[0, 1], 99, &[]);
    check(&unit, &[0, 1, 2], 93, &[]);
    // Four remain: TG 11, γ-GT 11, AST 17, ALT 17.
    check(&unit, &[0, 1, 2, 3, 4, 5], 56, &[]);
}

#[test]
fn fewer_tests_that_cost_more_than_their_bundle_are_undecided() {
    let unit = [
        "SI,60,1,160000001,,",
        "SI,,1,160000002,,",
        "SI,,1,160000003,,",
        "SI,,1,160000004,,",
        "SI,,1,160017410,,93",
    ];
    check_undecided(&unit, &[4], Undecided::Dearer { after: 108, claimed: 93 });
    check(&unit, &[3, 4], 81, &[]);
}

#[test]
fn the_first_test_in_hospital_needs_ten_items() {
    let mut unit = vec!["SI,60,1,160017410,,", "SI,,1,160018910,,", "SI,,1,160019010,,", "SI,,1,160019210,,"];
    unit.extend(["SI,,1,160019310,,", "SI,,1,160020010,,", "SI,,1,160020410,,", "SI,,1,160020910,,"]);
    unit.extend(["SI,,1,160022510,,", "SI,,1,160022610,,", "SI,,1,160022410,,", "SI,,1,160161510,,123"]);
    check(&unit, &[0], 123, &[]);
    check(&unit, &[0, 1], 99, &[11]);
}

#[test]
fn one_test_twice_in_a_bundle_is_undecided() {
    let unit = ["SI,60,1,160017410,,", "SI,,1,160017410,,22"];
    check_undecided(&unit, &[0], Undecided::Bundle { group: 1 });
}

/// 通知 第４部第１節 １（９）: two films of a head cost 127.5 → 128 and 102 points.
#[test]
fn films_cost_half_from_the_second_on() {
    let unit = ["SI,70,1,170000410,2,", "SI,,1,170027910,2,", "SI,,1,170000210,,287"];
    check(&unit, &[2], 230, &[]);
    check(&unit, &[0, 1], 0, &[2]);
    // The keeping of images stands on the film alone: 128 and 57 less the reading, 128 less the film.
    check(&unit, &[0], 159, &[]);
    check(&unit, &[1], 128, &[2]);
}

/// 通知 E002（７）: 68 points by 1.3 are 88.4 → 88; the addition by age stands on the film, not on its reading.
#[test]
fn an_addition_by_age_is_a_share_of_the_film() {
    let unit = ["SI,70,1,170000410,1,", "SI,,1,170027910,1,", "SI,,1,170034170,,173"];
    check(&unit, &[2], 153, &[]);
    check(&unit, &[0], 88, &[]);
    check(&unit, &[1], 85, &[2]);
}

/// The official sample of October 2021 has (130 + 1,140) × 1.7 = 2,159 and 130 × 1.7 = 221.
#[test]
fn an_addition_by_age_is_a_share_of_every_test_that_names_it() {
    let unit = ["SI,60,1,160068410,,", "SI,,1,160093810,,", "SI,,1,160155390,,2159"];
    check(&unit, &[1], 221, &[]);
    check(&unit, &[0], 1938, &[]);
    check(&unit, &[2], 1270, &[]);
    check(&unit, &[0, 1], 0, &[2]);
    // Claimed for the second test alone: 1,270 + 798. When that test falls, who knows.
    let one = ["SI,60,1,160068410,,", "SI,,1,160093810,,", "SI,,1,160155390,,2068"];
    check_undecided(&one, &[1], Undecided::WhichBase { code: 160_155_390 });
    check(&one, &[2], 1270, &[]);
}

#[test]
fn an_addition_without_a_base_told_is_undecided_when_one_of_two_falls() {
    let unit = ["SI,60,1,160068410,,", "SI,,1,160093810,,", "SI,,1,160204070,,1778"];
    check_undecided(&unit, &[0], Undecided::WhichBase { code: 160_204_070 });
    check(&unit, &[0, 1], 0, &[2]);
}

/// 通知 第３部第３節 ４: 90 % is taken of the test with its addition by age: 130 × 1.7 × 0.9 = 198.9 → 199.
#[test]
fn a_reduction_counts_additions_by_per_cent() {
    let unit = ["SI,60,1,160068410,,", "SI,,1,160155390,,", "SI,,1,160000190,,199"];
    check(&unit, &[1], 117, &[]);
    check(&unit, &[2], 221, &[]);
}

#[test]
fn a_second_scan_costs_four_fifths_and_its_image_keeping_all() {
    let unit = ["SI,70,1,170011810,,", "SI,,1,170022290,,", "SI,,1,170000210,,777"];
    check(&unit, &[2], 720, &[]);
    check(&unit, &[0], 0, &[1, 2]);
    check(&unit, &[1], 957, &[]);
}

/// 通知 第10部 通則 9 and 14: 所定点数 counts the notes' additions (unless item 62 says not) and no other general addition.
#[test]
fn general_additions_are_shares_of_the_operation_and_its_notes() {
    let unit = [
        "SI,50,1,150000004,,",
        "SI,,1,150000002,,",
        "SI,,1,150000003,,",
        "SI,,1,150000490,,",
        "SI,,1,150000690,,3360",
    ];
    // 1,000 + 500 + 300, 40 % and 80 % of 1,300.
    check(&unit, &[4], 2320, &[]);
    check(&unit, &[2], 2700, &[]);
    check(&unit, &[0], 0, &[1, 2, 3, 4]);
}

/// K 通則 14: half of the lesser of two operations, 801 / 2 = 400.5 taken off as 401, or 1,400.5 rounded once.
#[test]
fn half_of_the_second_operation() {
    let unit = ["SI,50,1,150000001,,", "SI,,1,150000005,,", "SI,,1,150268970,,1400"];
    check(&unit, &[1, 2], 1000, &[]);
    check_undecided(&unit, &[1], Undecided::WhichBase { code: 150_268_970 });
    let once = ["SI,50,1,150000001,,", "SI,,1,150000005,,", "SI,,1,150268970,,1401"];
    check(&once, &[1, 2], 1000, &[]);
}

#[test]
fn steps_and_ceilings_of_a_test_by_number() {
    // 13 antigens are 1,430 points, 14 are no more.
    check(&["SI,60,1,160056110,13,", "SI,,1,160017410,,1441"], &[1], 1430, &[]);
    check(&["SI,60,1,160056110,14,", "SI,,1,160017410,,1441"], &[1], 1430, &[]);
    check(&["SI,60,1,160056110,2,", "SI,,1,160017410,,231"], &[1], 220, &[]);
    let unit = ["SI,60,1,160056110,,", "SI,,1,160017410,,121"];
    check_undecided(&unit, &[1], Undecided::NoQuantity { code: 160_056_110 });
}

#[test]
fn points_off_are_taken_off_and_come_back() {
    let unit = ["SI,12,1,112007410,,", "SI,,1,190000001,,53"];
    check(&unit, &[1], 75, &[]);
}

#[test]
fn meals_are_yen_and_do_not_mix_with_points() {
    let unit = ["SI,97,1,197000110,3,", "SI,,1,197000570,,2120"];
    check(&unit, &[1], 2070, &[]);
    let unit = ["SI,97,1,197000110,3,", "SI,,1,112007410,,2145"];
    check_undecided(&unit, &[1], Undecided::YenAndPoints);
}

#[test]
fn a_judgement_fee_beside_its_tests_is_undecided_when_the_last_falls() {
    let unit = ["SI,60,1,160017410,,", "SI,,1,160019010,,", "SI,,1,160061910,,166"];
    check(&unit, &[0], 155, &[]);
    check_undecided(&unit, &[0, 1], Undecided::Judgement { code: 160_061_910 });
    check(&["SI,60,1,160061910,,", "SI,,1,160095710,,184"], &[1], 144, &[]);
}

/// F200: 5.9 × 3 + 12.3 = 30.0 yen, 3 points; 12.3 and 5.9 × 2 alone are up to 15 yen: one point.
#[test]
fn drugs_are_one_sum_and_no_less_than_a_point() {
    let unit = ["IY,21,1,620000001,3,", "IY,,1,620000002,1,3"];
    check(&unit, &[0], 1, &[]);
    // 17.7 yen.
    check(&unit, &[1], 2, &[]);
}

/// J300, K940, D500 …: nothing up to 15 yen.
#[test]
fn drugs_of_treatments_cost_nothing_up_to_fifteen_yen() {
    let unit = ["IY,40,1,620000003,1,", "IY,,1,620000002,1,11"];
    check(&unit, &[1], 10, &[]);
    check(&unit, &[0], 0, &[]);
    check_undecided(
        &["IY,25,1,620000003,1,", "IY,,1,620000002,1,11"],
        &[0],
        Undecided::DrugSection { section: 25 },
    );
}

#[test]
fn drugs_without_a_price_or_a_quantity_are_undecided() {
    let unit = ["IY,21,1,620000004,1,", "IY,,1,620000002,1,1"];
    check_undecided(&unit, &[1], Undecided::PriceKind { code: 620_000_004, kind: 7 });
    let unit = ["IY,21,1,620000001,,", "IY,,1,620000002,1,1"];
    check_undecided(&unit, &[1], Undecided::NoQuantity { code: 620_000_001 });
}

/// 56.1 and 56.4 are 56 each, together 112.5 → 113: both ways of rounding are tried, the claim tells.
#[test]
fn materials_round_as_the_claim_does() {
    let each = ["TO,40,1,710000001,1,", "TO,,1,710000002,1,112"];
    check(&each, &[0], 56, &[]);
    let once = ["TO,40,1,710000001,1,", "TO,,1,710000002,1,113"];
    check(&once, &[1], 56, &[]);
}

/// 112.8 + 56.1 + 56.4 is 225 rounded once and rounded each; without the first it is 112.5 → 113 or 56 + 56 = 112.
#[test]
fn what_two_ways_of_rounding_price_differently_is_undecided() {
    let unit = ["TO,40,1,710000002,2,", "TO,,1,710000001,1,", "TO,,1,710000002,1,225"];
    check_undecided(&unit, &[0], Undecided::Readings { least: 112, most: 113 });
    check(&unit, &[1, 2], 113, &[]);
}

#[test]
fn a_purchase_price_stands_on_the_line() {
    check(&["TO,40,1,710000003,2,,123.40", "TO,,1,710000001,1,81"], &[1], 25, &[]);
    let unit = ["TO,40,1,710000003,2,", "TO,,1,710000001,1,81"];
    check_undecided(&unit, &[1], Undecided::NoQuantity { code: 710_000_003 });
}

/// 通知 第９部 酸素 （４）: 0.42 × 555 × 1.3 = 303.03 → 303 yen → 30 points; 0.42 × 555 = 233.1 → 233 yen → 23.
#[test]
fn oxygen_is_rounded_to_yen_and_then_to_points() {
    let unit = ["TO,40,1,739220000,555,,0.42", "TO,,1,739230000,100,,2.00", "TO,,1,770020070,,56"];
    check(&unit, &[1], 30, &[]);
    check(&unit, &[0, 1], 0, &[2]);
    check(&unit, &[1, 2], 23, &[]);
    check_undecided(
        &["TO,40,1,739220000,555,", "TO,,1,770020070,,30"],
        &[1],
        Undecided::NoQuantity { code: 739_220_000 },
    );
    check_undecided(
        &["TO,40,1,739220000,555,,0.42", "TO,,1,770030070,2,60"],
        &[1],
        Undecided::Oxygen { code: 770_030_070 },
    );
}

/// E400 注: 120 yen × 2 × 1.1 = 264 → 26 points.
#[test]
fn films_of_small_children_cost_a_tenth_more() {
    let unit = ["TO,70,1,700010000,2,", "TO,,1,799990070,,26"];
    check(&unit, &[1], 24, &[]);
    check(&unit, &[0], 0, &[1]);
}

/// A file may write anything as a quantity and a price.
#[test]
fn numbers_beyond_all_prices_are_undecided() {
    let most = "9999999999999";
    let price = format!("TO,40,1,710000003,{most},,{most}");
    check_undecided(&[&price, "TO,,1,710000001,1,81"], &[1], Undecided::TooLarge);
    let gas = format!("TO,40,1,739220000,{most},,{most}");
    check_undecided(&[&gas, "TO,,1,770020070,,30"], &[1], Undecided::TooLarge);
    let drug = format!("IY,21,1,620000001,{most},");
    check_undecided(&[&drug, "IY,,1,620000002,1,1"], &[1], Undecided::TooLarge);
    let steps = format!("SI,60,1,160056110,{most},");
    let undecided = after(&[&steps, "SI,,1,160017410,,1430"], &[1]);
    assert!(undecided.is_err(), "{undecided:?}");
}

#[test]
fn a_price_that_the_institution_states_is_undecided() {
    let unit = ["SI,12,1,112007410,,", "SI,,1,190000002,,80"];
    check_undecided(&unit, &[1], Undecided::PriceKind { code: 190_000_002, kind: 4 });
}

#[test]
fn procedures_and_drugs_of_one_unit_are_added() {
    let unit = ["SI,40,1,112007410,,", "IY,,1,620000003,1,85"];
    check(&unit, &[0], 10, &[]);
    check(&unit, &[1], 75, &[]);
}

#[test]
fn codes_that_the_masters_do_not_have_are_undecided() {
    let unit = ["SI,12,1,112007410,,", "SI,,1,199999910,,80"];
    assert_eq!(after(&unit, &[1]), Err(Undecided::NotInForce { code: 199_999_910 }));
}

#[test]
fn a_unit_without_days_is_priced_when_the_month_is_one() {
    let batch = batch(&["SI,11,1,111000110,,", "SI,,1,111703270,,292"]);
    let rest = crate::remaining(&batch, 0, 0, 0, &[1], masters());
    assert_eq!(rest.map(|r| r.points), Ok(291), "0 asks for the whole month");
}

#[test]
fn places_that_are_not_there_are_told() {
    let batch = batch(&["SI,11,1,111000110,,", "SI,,1,111703270,,292"]);
    for (receipt, unit, day) in [(1, 0, 1), (0, 1, 1), (0, 0, 31), (0, 0, 2), (0, 0, 255)] {
        let rest = crate::remaining(&batch, receipt, unit, day, &[1], masters());
        assert_eq!(rest, Err(Undecided::NoUnit), "{receipt} {unit} {day}");
    }
    let batch = crate::testing::batch(&["SI,11,1,111000110,,", "SI,,1,111703270,,"]);
    assert_eq!(crate::remaining(&batch, 0, 0, 1, &[1], masters()), Err(Undecided::NoPoints));
}

/// A001 注15 and 16: 連携強化加算 is for those who claim 外来感染対策向上加算.
#[test]
fn an_addition_falls_with_the_addition_it_stands_on() {
    let unit = ["SI,12,1,112007410,,", "SI,,1,112024370,,", "SI,,1,112024470,,", "SI,,1,112015770,,85"];
    check(&unit, &[1], 76, &[2]);
    check(&unit, &[2], 82, &[]);
    check(&unit, &[0], 0, &[1, 2, 3]);
}

/// H002 注３ says 更に, and not whether 初期加算 may stand alone.
#[test]
fn an_addition_that_may_stand_on_another_is_undecided() {
    let unit = ["SI,80,1,180000001,,", "SI,,1,180030770,,", "SI,,1,180033870,,315"];
    check_undecided(&unit, &[1], Undecided::WhichBase { code: 180_033_870 });
    check(&unit, &[2], 270, &[]);
}

/// A234-2 is a basic item by its class and an addition by its name: its notes stand on it, and it on the basic fee.
#[test]
fn additions_to_basic_fees_carry_their_own_notes() {
    let unit = ["SI,90,1,190000003,,", "SI,,1,190000004,,", "SI,,1,190243970,,1105"];
    check(&unit, &[1], 1000, &[2]);
    check(&unit, &[0], 0, &[1, 2]);
    check(&unit, &[2], 1075, &[]);
}

/// An addition that stands on another stays with it, and where the other is not in the unit: it may stand elsewhere.
#[test]
fn an_addition_stays_while_what_it_stands_on_does() {
    let unit = ["SI,12,1,112007410,,", "SI,,1,112024370,,", "SI,,1,112024470,,", "SI,,1,112015770,,85"];
    check(&unit, &[3], 84, &[]);
    check(&["SI,12,1,112007410,,", "SI,,1,112024470,,", "SI,,1,112015770,,79"], &[2], 78, &[]);
    check(&["SI,80,1,180000001,,", "SI,,1,180033870,,", "SI,,1,112015770,,291"], &[2], 290, &[]);
}

/// D007 注: eight and nine items cost the same, so that the ninth takes nothing with it.
#[test]
fn a_line_may_fall_and_leave_the_points_as_they_are() {
    let mut unit = vec!["SI,60,1,160017410,,", "SI,,1,160018910,,", "SI,,1,160019010,,", "SI,,1,160019210,,"];
    unit.extend(["SI,,1,160019310,,", "SI,,1,160020010,,", "SI,,1,160020410,,", "SI,,1,160020910,,"]);
    unit.push("SI,,1,160022510,,99");
    check(&unit, &[0], 99, &[]);
}

/// A row that no edition at hand confirms for the day may have changed by then: it is not computed with.
#[test]
fn a_row_after_the_last_edition_is_not_sure() {
    let row = |day: u32| {
        let on = Date::from_number(day).unwrap_or(Date::FIRST);
        let found = masters().procedure(ProcedureCode(112_007_410), on);
        crate::line::in_force(112_007_410, found, |row| row.row()).map(|row| row.points().scaled())
    };
    assert_eq!(row(2024_06_30), Ok(7_500_000));
    assert_eq!(row(2024_08_01), Err(Undecided::Provisional { code: 112_007_410 }));
}
