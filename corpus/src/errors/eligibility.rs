//! A claim type that does not fit the age: preschool for a schoolchild or adult, insured for a child (L3129, L3140).

use model::{CheckKind, Conclusion, Coverage};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::Eligibility, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let age = case.age();
    if case.draft.payer.coverage != Coverage::Insurance || age == 6 || age == 7 {
        return None;
    }
    // A child can be the head of a household in national health insurance, but never an employee.
    if age < 6 && case.draft.payer.agency == 2 {
        return None;
    }
    let digit = if age > 7 { 4 } else { 2 };
    let own = case.draft.payer.claim_type(case.draft.inpatient);
    case.draft.overrides.claim_type = Some(own / 10 * 10 + digit - u16::from(case.draft.inpatient));
    case.draft.overrides.mark_receipt = true;
    Some(Spoil::SURE)
}
