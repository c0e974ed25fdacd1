//! 病床数 of RE: hospitals write it with 外来診療料 and 特定疾患療養管理料, and nobody else does.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）イ 病床数; L3639, L4805 (docs/intake-codes.md). On inpatient receipts a number
//! of beds is a defect (`beds-inpatient`).

use masters::{Lookup, Procedure};

use super::Outcome;
use super::case::{Case, LineItem};
use super::rules;

/// Item of 病床数 in RE.
const BEDS: u8 = 13;

/// 病院・診療所区分 of hospitals.
const HOSPITAL: u8 = 1;

/// Compares the number of beds with what is claimed.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    if case.inpatient() != Some(false) {
        return;
    }
    let written = !case.receipt.batch.field(case.receipt.receipt.row, BEDS).is_empty();
    let asking = case.procedures().find(|(_, procedure)| asks_for_beds(procedure));
    match (asking, written) {
        (Some((line, procedure)), false) => {
            let lines = vec![case.head(), case.subject(line)];
            case.tell(outcome, &rules::BEDS_MISSING, lines, 0, [procedure.short_name(), ""]);
            case.rests_on(outcome, procedure.row(), &[19, 85, 92]);
        }
        (None, true) => unneeded(case, outcome),
        _ => {}
    }
}

/// A number of beds that nothing asks for; a procedure that no master knows might ask for it.
fn unneeded(case: &Case<'_>, outcome: &mut Outcome) {
    let untold = |item: &LineItem<'_>| matches!(item, LineItem::Procedure(Lookup::CannotTell(_)));
    if case.lines.iter().any(|line| untold(&line.item)) {
        case.procedures_untold(outcome, &rules::BEDS_UNNEEDED);
    } else {
        case.tell(outcome, &rules::BEDS_UNNEEDED, vec![case.head()], 0, ["", ""]);
    }
}

/// 外来診療料 (A002) and the 特定疾患療養管理料 of hospitals (B000).
fn asks_for_beds(procedure: &Procedure<'_>) -> bool {
    let section = procedure.section();
    procedure.hospital_clinic() == HOSPITAL
        && matches!((section.letter, section.number), ("A", "002") | ("B", "000"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{RECEIPT, check_as};
    use model::InstitutionKind;

    #[test]
    fn hospitals_write_their_beds_where_they_matter() {
        let asking = RECEIPT.replace("112007410,,75", "112011310,,76");
        let beds = |text: &str| text.replace("19800115", "19800115,,,,,,250");
        check_as(InstitutionKind::Hospital, &asking, &["beds-missing@2,6"]);
        check_as(InstitutionKind::Hospital, &beds(&asking), &[]);
        check_as(InstitutionKind::Hospital, &beds(RECEIPT), &["beds-unneeded@2"]);
        check_as(InstitutionKind::Hospital, RECEIPT, &[]);
    }
}
