//! 初診料 while a disease is under treatment.
//!
//! SPEC: 診療報酬の算定方法 別表第一 A000 and its 通知 (a first visit while the patient is under treatment is none); L4451
//! (docs/intake-codes.md). The file shows starts and outcomes, not why a treatment was broken off, so a person decides.

use masters::Procedure;
use receipt::batch::Disease;

use super::Outcome;
use super::case::Case;
use super::rules;

/// Item 27 of visits and item 28 of first visits.
const VISITS: u8 = 2;
const FIRST: u8 = 1;

/// 転帰区分: neither healed nor dead nor broken off.
const CONTINUING: u8 = 1;

/// Tells each first visit that comes after the start of a disease that goes on.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    let is_first =
        |procedure: &Procedure<'_>| procedure.real_days() == VISITS && procedure.days_or_times() == FIRST;
    for (line, procedure) in case.procedures().filter(|(_, procedure)| is_first(procedure)) {
        let days = case.days(line);
        let Some(day) = (days != 0).then(|| case.month.day(days.trailing_zeros() + 1)).flatten() else {
            continue;
        };
        let before: Vec<u32> = under_treatment(case, day.number()).collect();
        if before.is_empty() {
            continue;
        }
        let mut lines: Vec<_> = before
            .into_iter()
            .map(|row| model::FindingLine { role: model::LineRole::Witness, ..case.subject_row(row, None) })
            .collect();
        lines.push(case.subject(line));
        case.tell(outcome, &rules::FIRST_VISIT, lines, days, ["", ""]);
        case.rests_on(outcome, procedure.row(), &[27, 28]);
    }
    case.procedures_untold(outcome, &rules::FIRST_VISIT);
}

/// The rows of diseases that started before a day and go on.
fn under_treatment(case: &Case<'_>, day: u32) -> impl Iterator<Item = u32> {
    let started = move |disease: &&Disease| disease.start != 0 && disease.start < day;
    let goes_on = |disease: &&Disease| disease.outcome == CONTINUING;
    case.receipt.diseases().iter().filter(started).filter(goes_on).map(|disease| disease.row)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;

    #[test]
    fn a_first_visit_comes_with_the_first_disease() {
        // The first visit is on the 1st.
        check_with(&[("20240601,1,", "20240601,1,")], &[]);
        check_with(&[("20240601,1,", "20240531,1,")], &["first-visit@4,5"]);
        check_with(&[("20240601,1,", "20240531,2,")], &[]);
        check_with(&[("20240601,1,", "20240531,1,"), ("111000110,,291", "112007410,,75")], &[]);
    }
}
