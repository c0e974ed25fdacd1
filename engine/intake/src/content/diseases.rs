//! Diseases against the disease master: one can be claimed, and none stands alone that may not.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（１） items 19 and 20; L4222 (docs/intake-codes.md).
//! A receipt without any SY is a defect (`no-disease`). The master does not tie diseases to a sex.

use masters::{Disease, Lookup};

use super::case::Case;
use super::rules;
use super::{Missing, Outcome};

/// Suffixes are 8000 to 8999: they do not say where.
const SUFFIXES: std::ops::Range<u16> = 8000..9000;

/// Checks the diseases of a receipt.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    claimable(case, outcome);
    let batch = case.receipt.batch;
    for line in &case.diseases {
        let Lookup::InForce(disease) = line.lookup else { continue };
        let prefixed = batch.modifiers_of(line.index).iter().any(|code| !SUFFIXES.contains(code));
        if disease.is_sole_use_forbidden() && !prefixed {
            let row = batch.diseases.get(line.index).map_or(0, |disease| disease.row);
            let place = vec![case.subject_row(row, Some(line.code))];
            case.tell(outcome, &rules::DISEASE_NEEDS_MODIFIER, place, 0, [disease.name(), ""]);
            case.rests_on(outcome, disease.row(), &[19]);
        }
    }
}

/// All diseases are coded, known and not claimable. A disease written as text may be claimable: a person decides.
fn claimable(case: &Case<'_>, outcome: &mut Outcome) {
    let written = case.receipt.diseases().len();
    if written == 0 || case.diseases.len() < written {
        return;
    }
    let mut untold = None;
    for line in &case.diseases {
        match line.lookup {
            Lookup::CannotTell(cause) => untold = Some(cause),
            // A code that the master does not have is told by `codes`.
            Lookup::Unknown => return,
            lookup if lookup.row().is_some_and(|disease: Disease<'_>| !disease.is_not_claimable()) => return,
            _ => {}
        }
    }
    match untold {
        Some(cause) => outcome.cannot_tell(case, &rules::NO_CLAIMABLE_DISEASE, Missing::Master(cause)),
        None => {
            case.tell(outcome, &rules::NO_CLAIMABLE_DISEASE, vec![case.head()], 0, ["", ""]);
            for disease in case.diseases.iter().filter_map(|line| line.lookup.row()) {
                case.rests_on(outcome, disease.row(), &[20]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;

    const SY: &str = "SY,8830001,20240601,1,1001,,01\n";

    #[test]
    fn a_disease_can_be_claimed() {
        check_with(&[(SY, "SY,8830002,20240601,1\n")], &["no-claimable-disease@2"]);
        check_with(&[(SY, "SY,8830002,20240601,1\nSY,8830001,20240601,1,1001\n")], &[]);
        check_with(&[(SY, "SY,8830002,20240601,1\nSY,0000999,20240601,1,,腹痛\n")], &[]);
        check_with(&[(SY, "SY,8830009,20240601,1\n")], &["unknown-disease@4"]);
    }

    #[test]
    fn some_diseases_need_a_body_part() {
        check_with(&[(SY, "SY,8830001,20240601,1\n")], &["disease-needs-modifier@4"]);
        check_with(&[(SY, "SY,8830001,20240601,1,8002\n")], &["disease-needs-modifier@4"]);
        check_with(&[(SY, "SY,8830001,20240601,1,10018002\n")], &[]);
        check_with(&[(SY, "SY,8830003,20240601,1\n")], &[]);
    }
}
