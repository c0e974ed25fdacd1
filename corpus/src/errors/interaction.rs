//! Two drugs that must not be given together.

use model::{CheckKind, Conclusion, DrugCode};

use super::{Case, Error, Spoil};
use crate::catalog::whole;
use crate::codes::Code;
use crate::codes::diseases::{INSOMNIA, NAIL_FUNGUS};
use crate::codes::drugs::{ITRACONAZOLE, TRIAZOLAM};
use crate::draft::{Days, bit};

pub(super) const ERROR: Error = Error { kind: CheckKind::Interaction, expected: Conclusion::Flag, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let (day, times) = case.dispensing().filter(|_| case.runs_on())?;
    let free = |c: Code| case.catalog().has(c) && !case.draft.has(c);
    let mut rows = case.masters().interactions(DrugCode(ITRACONAZOLE.number), case.first());
    if !free(ITRACONAZOLE) || !free(TRIAZOLAM) || !rows.any(|r| r.other().0 == TRIAZOLAM.number) {
        return None;
    }
    // Both have their disease, so that only their meeting is wrong.
    for disease in [NAIL_FUNGUS, INSOMNIA] {
        if !case.has_disease(disease) {
            case.add_disease(disease, 60, false);
        }
    }
    let days = Days::each(bit(day), times);
    case.add(21, days, &[(ITRACONAZOLE, whole(4))])?;
    case.add(21, days, &[(TRIAZOLAM, whole(1))])?;
    Some(Spoil::on(day))
}
