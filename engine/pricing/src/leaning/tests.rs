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
