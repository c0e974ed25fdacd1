//! A test without a disease that it is for.

use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::IndicationProcedure, expected: Conclusion::Flag, spoil };

/// Tests without a 判断料 of their own, and those whose 判断料 is there already.
const TESTS: &[(Code, Option<Code>)] = &[
    (BONE_DENSITY, None),
    (COGNITION, None),
    (HBA1C, Some(JUDGE_BLOOD)),
    (TSH, Some(JUDGE_CHEMISTRY_2)),
    (CEA, Some(JUDGE_CHEMISTRY_2)),
    (PYLORI_ANTIBODY, Some(JUDGE_IMMUNE)),
];

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let day = case.day()?;
    // Bundled fees would take the test in.
    if case.draft.has(LONG_TERM_WARD) || case.draft.groups.len() < 3 {
        return None;
    }
    let fits = |&(code, judged): &(Code, Option<Code>)| {
        case.fits(code)
            && !case.draft.has(code)
            && judged.is_none_or(|j| case.draft.has(j))
            && lacks_reason(case, code)
    };
    let candidates: Vec<(Code, Option<Code>)> = TESTS.iter().copied().filter(fits).collect();
    let &(code, _) = case.draw.pick(&candidates)?;
    case.add(60, Days::on(day), &[(code, 0)])?;
    Some(Spoil::on(day))
}

/// Whether the masters name diseases for a test and none of them is there.
fn lacks_reason(case: &Case<'_>, code: Code) -> bool {
    let mut any = false;
    for row in case.masters().procedure_indications(ProcedureCode(code.number), case.first()) {
        any = true;
        if row.disease().is_some_and(|d| case.has_disease(d.0)) {
            return false;
        }
    }
    any
}
