//! What leans on lines that fall, by made-up receipts.

#![expect(clippy::expect_used, reason = "tests")]

use receipt::Batch;

use crate::testing::{batch, batch_on, masters};
use crate::{Cut, Tie};

/// What is told of the first day when some lines fall, or some times of them.
#[track_caller]
fn check_cuts(batch: &Batch, cuts: &[Cut], expected: &[(u32, Tie)]) {
    let told = crate::leaning(batch, 0, 1, cuts, masters()).expect("the masters know every line");
    let told: Vec<(u32, Tie)> = told.into_iter().map(|leaning| (leaning.line, leaning.tie)).collect();
    assert_eq!(told, expected, "without {cuts:?}");
}

/// Lines of several units, those of the second and later under their own 診療識別.
#[track_caller]
fn check_leaning(lines: &[&str], fallen: &[u32], expected: &[(u32, Tie)]) {
    let cuts: Vec<Cut> = fallen.iter().map(|&line| cut(line, 1, 0)).collect();
    check_cuts(&batch(lines), &cuts, expected);
}

const fn cut(line: u32, day: u8, left: u16) -> Cut {
    Cut { line, day, left }
}

#[test]
fn a_judgement_fee_leans_on_the_last_test_of_its_group() {
    let receipt = ["SI,60,1,160017410,,", "SI,,1,160019010,,22", "SI,60,1,160061910,,144"];
    check_leaning(&receipt, &[0], &[]);
    check_leaning(&receipt, &[0, 1], &[(2, Tie::Judgement)]);
    check_leaning(&receipt, &[0, 1, 2], &[]);
}

#[test]
fn an_addition_written_apart_leans_on_its_base() {
    let receipt = ["SI,11,1,111000110,,291", "SI,11,1,111703270,,1", "SI,12,1,112007410,,75"];
    check_leaning(&receipt, &[0], &[(1, Tie::Addition)]);
    check_leaning(&receipt, &[2], &[]);
    // In one unit it falls with its base, and is no matter of other units.
    check_leaning(&["SI,11,1,111000110,,", "SI,,1,111703270,,292"], &[0], &[]);
}

#[test]
fn an_addition_that_names_no_base_leans_on_the_items_of_its_section() {
    let receipt = ["SI,90,1,190000003,,1000", "SI,90,1,190000004,,75", "SI,60,1,160017410,,11"];
    check_leaning(&receipt, &[0], &[(1, Tie::Addition)]);
    check_leaning(&receipt, &[2], &[]);
    let receipt = ["SI,12,1,112007410,,75", "SI,12,1,112024370,,6", "SI,12,1,112024470,,3"];
    check_leaning(&receipt, &[1], &[(2, Tie::Addition)]);
    check_leaning(&receipt, &[0, 1, 2], &[]);
}

#[test]
fn a_reduction_leans_on_the_earlier_test() {
    let receipt =
        ["SI,60,1,160068410,,130", "SI,60,1,160068410,,", "SI,,1,160000190,,117", "SI,60,1,160093810,,1140"];
    check_leaning(&receipt, &[0], &[(2, Tie::Diminishing)]);
    check_leaning(&receipt, &[3], &[]);
}

#[test]
fn fees_for_drugs_lean_on_the_last_drug_of_the_day() {
    let receipt = [
        "IY,21,1,620000001,3,2",
        "IY,21,1,620000005,1,1",
        "SI,25,1,120000710,,42",
        "SI,25,1,120001310,,1",
        "SI,33,1,130003510,,102",
        "IY,33,1,620000003,1,10",
    ];
    check_leaning(&receipt, &[0], &[]);
    check_leaning(&receipt, &[1], &[(3, Tie::Drug)]);
    check_leaning(&receipt, &[0, 1], &[(2, Tie::Drug), (3, Tie::Drug)]);
    check_leaning(&receipt, &[5], &[(4, Tie::Drug)]);
}

/// D026 注１: once a month for all tests of its group, on whatever days they were made.
#[test]
fn a_judgement_fee_leans_on_tests_of_all_days() {
    let receipt = ["SI,60,1,160017410,,11", "SI,60,1,160019010,,11", "SI,60,1,160061910,,144"];
    let batch = batch_on(&receipt, |at| if at == 1 { &[(10, 1)] } else { &[(1, 1)] });
    check_cuts(&batch, &[cut(0, 1, 0)], &[]);
    check_cuts(&batch, &[cut(0, 1, 0), cut(1, 10, 0)], &[(2, Tie::Judgement)]);
    check_cuts(&batch, &[cut(0, 1, 0), cut(1, 10, 0), cut(2, 1, 0)], &[]);
    // On a day on which no test fell nothing is told.
    let on_the_fifth = crate::leaning(&batch, 0, 5, &[cut(0, 1, 0), cut(1, 10, 0)], masters());
    assert_eq!(on_the_fifth, Ok(Vec::new()));
}

#[test]
fn an_addition_leans_on_a_base_of_which_less_is_left_than_of_itself() {
    let batch = batch_on(&["SI,12,1,112007410,,75", "SI,12,1,112015770,,1"], |_| &[(1, 2)]);
    check_cuts(&batch, &[cut(0, 1, 1)], &[(1, Tie::Addition)]);
    check_cuts(&batch, &[cut(0, 1, 1), cut(1, 1, 1)], &[]);
    check_cuts(&batch, &[cut(0, 1, 0), cut(1, 1, 1)], &[(1, Tie::Addition)]);
    check_cuts(&batch, &[cut(1, 1, 1)], &[]);
}

/// F200 注３ and F100 ２: with fewer drugs by mouth the reduction and the class of 処方料 may be others.
#[test]
fn what_follows_from_the_kinds_of_drugs_leans_on_each_of_them() {
    let receipt = [
        "IY,21,1,620000001,3,2",
        "IY,21,1,620000005,1,1",
        "IY,21,1,630010002,,1",
        "SI,25,1,120002610,,29",
        "IY,33,1,620000003,1,10",
    ];
    check_leaning(&receipt, &[0], &[(2, Tie::Drug), (3, Tie::Drug)]);
    check_leaning(&receipt, &[0, 2, 3], &[]);
    check_leaning(&receipt, &[4], &[]);
}

/// Meals are in yen: nothing of points stands on them, so that their rows of the masters are not asked.
#[test]
fn meals_that_no_master_knows_are_passed_over() {
    check_leaning(&["SI,60,1,160017410,,11", "SI,97,1,197999910,,690"], &[0], &[]);
}

/// Claims before 2012-04 write no days: what falls, falls on no day, and the counts tell how much is left.
#[test]
fn without_days_the_counts_tell_what_is_left() {
    let told = |batch: &Batch, cuts: &[Cut]| {
        let told = crate::leaning(batch, 0, 0, cuts, masters()).expect("the masters know every line");
        told.into_iter().map(|leaning| (leaning.line, leaning.tie)).collect::<Vec<_>>()
    };
    let lines = ["SI,12,1,112007410,,75", "SI,12,1,112015770,,1"];
    let without = batch_on(&lines, |_| &[(0, 2)]);
    assert_eq!(told(&without, &[cut(0, 0, 1)]), [(1, Tie::Addition)]);
    assert_eq!(told(&without, &[cut(0, 0, 1), cut(1, 0, 1)]), []);
    assert_eq!(told(&without, &[cut(0, 0, 0), cut(1, 0, 0)]), []);
    // The addition has its days, its base has none: both may be of one day.
    let with = batch_on(&lines, |at| if at == 0 { &[(0, 2)] } else { &[(1, 1), (9, 1)] });
    assert_eq!(told(&with, &[cut(0, 0, 1)]), [(1, Tie::Addition)]);
    assert_eq!(told(&with, &[cut(0, 0, 2)]), []);
    // A drug of another day is none that the fee was for; one without days may have been.
    let drugs = ["IY,21,1,620000001,3,2", "IY,21,1,620000003,1,10", "SI,25,1,120000710,,42"];
    let days: [&[(usize, u16)]; 3] = [&[(0, 1)], &[(3, 1)], &[(5, 1)]];
    let mixed = batch_on(&drugs, |at| days.get(at).copied().unwrap_or_default());
    assert_eq!(told(&mixed, &[cut(0, 0, 0)]), [(2, Tie::Drug)]);
    check_cuts(&with, &[cut(0, 1, 0)], &[(1, Tie::Addition)]);
}

/// What falls on one day takes nothing from what stands on another.
#[test]
fn what_leans_stands_on_the_same_day() {
    let visits = ["SI,12,1,112007410,,75", "SI,12,1,112015770,,1"];
    let apart = batch_on(&visits, |at| if at == 0 { &[(1, 1), (2, 1)] } else { &[(2, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[]);
    let drugs = ["IY,21,1,620000001,3,2", "SI,25,1,120000710,,42"];
    let apart = batch_on(&drugs, |at| if at == 0 { &[(1, 1), (2, 1)] } else { &[(2, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[]);
    let by_kinds = ["IY,21,1,620000001,3,2", "SI,25,1,120002610,,29"];
    let apart = batch_on(&by_kinds, |at| if at == 0 { &[(1, 1), (2, 1)] } else { &[(2, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[]);
    let less = ["IY,21,1,620000001,3,2", "IY,21,1,630010002,,1"];
    let apart = batch_on(&less, |at| if at == 0 { &[(1, 1), (2, 1)] } else { &[(2, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[]);
    let together = batch_on(&less, |_| &[(1, 1), (2, 1)]);
    check_cuts(&together, &[cut(0, 1, 0)], &[(1, Tie::Drug)]);
}

/// 告示 第２章第３部 通則: an addition by age goes with the test that names it, one without a base with all of its section.
#[test]
fn an_addition_leans_on_what_names_it_and_on_nothing_else() {
    let receipt = ["SI,60,1,160068410,,130", "SI,60,1,160155390,,91", "SI,60,1,160017410,,11"];
    check_leaning(&receipt, &[0], &[(1, Tie::Addition)]);
    check_leaning(&receipt, &[2], &[]);
    // Two additions that have no 注加算コード have nothing to do with each other for that.
    let receipt = ["SI,60,1,160017410,,11", "SI,40,1,190000002,,8", "SI,60,1,160204070,,4"];
    check_leaning(&receipt, &[0], &[(2, Tie::Addition)]);
    check_leaning(&receipt, &[1], &[]);
    // One of two items of the section is left, as often as the addition stands.
    let receipt = ["SI,60,1,160017410,,11", "SI,60,1,160019010,,11", "SI,60,1,160204070,,4"];
    check_leaning(&receipt, &[0], &[]);
    check_leaning(&receipt, &[0, 1], &[(2, Tie::Addition)]);
    // Names of specimens cost nothing: no addition stands on them, and none falls with them.
    let receipt = ["SI,60,1,190000002,,0", "SI,60,1,160204070,,4", "SI,60,1,160017410,,11"];
    check_leaning(&receipt, &[0], &[]);
}

/// D026 注１: a test of another group keeps no judgement fee, and takes none.
#[test]
fn a_judgement_fee_leans_on_its_own_group_alone() {
    let receipt = ["SI,60,1,160017410,,11", "SI,60,1,160061910,,144", "SI,60,1,160068410,,130"];
    check_leaning(&receipt, &[0], &[(1, Tie::Judgement)]);
    check_leaning(&receipt, &[2], &[]);
    // The test is made twice that day, and once is left.
    let twice = batch_on(&receipt, |at| if at == 0 { &[(1, 2)] } else { &[(1, 1)] });
    check_cuts(&twice, &[cut(0, 1, 1)], &[]);
    check_cuts(&twice, &[cut(0, 1, 0)], &[(1, Tie::Judgement)]);
}

/// G000 and F100 with their notes: additions for kinds of drugs ask for a drug of the kind on their day.
#[test]
fn an_addition_for_a_kind_of_drug_leans_on_the_last_of_its_kind() {
    for (addition, drug) in
        [("130000001", "620000006"), ("130000002", "620000007"), ("120001310", "620000005")]
    {
        let fee = format!("SI,33,1,{addition},,15");
        let own = format!("IY,33,1,{drug},1,10");
        let receipt = [own.as_str(), fee.as_str(), "IY,33,1,620000003,1,10", own.as_str()];
        check_leaning(&receipt, &[0], &[]);
        check_leaning(&receipt, &[2], &[]);
        check_leaning(&receipt, &[0, 3], &[(1, Tie::Drug)]);
    }
}

/// 別表２０: 24 to 27 give and prescribe the drugs of 21 to 23, 31 to 33 are injections.
#[test]
fn fees_lean_on_the_drugs_of_their_own_part() {
    for (fee, drug, leans) in [
        (24, 21, true),
        (27, 23, true),
        (25, 28, false),
        (25, 33, false),
        (31, 33, true),
        (33, 31, true),
        (33, 21, false),
        (40, 21, false),
        (28, 21, false),
    ] {
        let (given, giving) = (format!("IY,{drug},1,620000003,1,10"), format!("SI,{fee},1,120000710,,42"));
        let expected: &[(u32, Tie)] = if leans { &[(1, Tie::Drug)] } else { &[] };
        check_leaning(&[&given, &giving], &[0], expected);
    }
    // Drugs that stay keep the fee as often as they stand.
    let receipt = ["IY,21,1,620000001,3,2", "IY,21,1,620000003,1,10", "SI,25,1,120000710,,42"];
    let twice = batch_on(&receipt, |_| &[(1, 2)]);
    check_cuts(&twice, &[cut(0, 1, 0)], &[]);
    check_cuts(&twice, &[cut(0, 1, 0), cut(1, 1, 1)], &[(2, Tie::Drug)]);
}

/// 薬剤料逓減 is taken off drugs by mouth: it does not stand on itself, nor on injections, and is gone when all of it fell.
#[test]
fn what_is_taken_off_drugs_leans_on_them_and_not_on_itself() {
    let receipt = ["IY,21,1,620000001,3,2", "IY,21,1,630010002,,1"];
    let twice = batch_on(&receipt, |_| &[(1, 2)]);
    check_cuts(&twice, &[cut(1, 1, 1)], &[]);
    check_cuts(&twice, &[cut(0, 1, 1)], &[(1, Tie::Drug)]);
    check_cuts(&twice, &[cut(0, 1, 1), cut(1, 1, 1)], &[(1, Tie::Drug)]);
    check_cuts(&twice, &[cut(0, 1, 1), cut(1, 1, 0)], &[]);
}

/// 第４部 通則 and E200, E202: CT and its like of one month count as the same scan, so a second one may become the first.
#[test]
fn a_reduction_leans_on_whatever_counts_as_the_same() {
    let receipt =
        ["SI,70,1,170000002,,1330", "SI,70,1,170011810,,", "SI,,1,170022290,,720", "SI,60,1,160068410,,130"];
    check_leaning(&receipt, &[0], &[(2, Tie::Diminishing)]);
    check_leaning(&receipt, &[3], &[]);
    // Tests without a group are not the same for that.
    let receipt = ["SI,60,1,160017410,,11", "SI,60,1,160019010,,", "SI,,1,160000190,,10"];
    check_leaning(&receipt, &[0], &[]);
}

/// 告示 第３部第１節第１款 通則３: 10 points for each test; of which tests nothing here tells, so any of them may be one.
#[test]
fn an_addition_by_quantity_leans_on_each_line_that_bears_it() {
    let receipt =
        ["SI,60,1,160017410,,11", "SI,60,1,160019010,,11", "SI,60,1,160177770,2,20", "SI,12,1,112007410,,75"];
    check_leaning(&receipt, &[0], &[(2, Tie::Addition)]);
    check_leaning(&receipt, &[1], &[(2, Tie::Addition)]);
    check_leaning(&receipt, &[0, 2], &[]);
    check_leaning(&receipt, &[3], &[]);
    // Tests of one unit, and of another day.
    let receipt = ["SI,60,1,160017410,,", "SI,,1,160019010,,22", "SI,60,1,160177770,2,20"];
    check_leaning(&receipt, &[0], &[(2, Tie::Addition)]);
    let apart = batch_on(&receipt, |at| if at == 2 { &[(2, 1)] } else { &[(1, 1), (2, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[]);
}

/// 通知 K920 （２）: the first time is the first 200 mL of a run; when it falls, a later one may be the first.
#[test]
fn a_fee_for_later_times_leans_on_the_earlier_one() {
    let receipt = ["SI,50,1,150224910,200,450", "SI,50,1,150286310,200,350", "SI,12,1,112007410,,75"];
    check_leaning(&receipt, &[0], &[(1, Tie::Diminishing)]);
    check_leaning(&receipt, &[1], &[]);
    check_leaning(&receipt, &[2], &[]);
    check_leaning(&receipt, &[0, 1], &[]);
    // On another day of the run, and in the unit of the first.
    let apart = batch_on(&receipt, |at| if at == 1 { &[(2, 1)] } else { &[(1, 1)] });
    check_cuts(&apart, &[cut(0, 1, 0)], &[(1, Tie::Diminishing)]);
    let together = ["SI,50,1,150224910,200,", "SI,,1,150286310,200,800"];
    check_leaning(&together, &[0], &[(1, Tie::Diminishing)]);
}
