//! A drug given for longer than makes sense.

use model::{CheckKind, Conclusion, DrugCode};

use super::{Case, Error, Spoil};
use crate::catalog::whole;
use crate::codes::diseases::NEUROPATHY;
use crate::codes::drugs::MECOBALAMIN;
use crate::draft::{Days, bit};

pub(super) const ERROR: Error = Error { kind: CheckKind::LongUse, expected: Conclusion::Flag, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let (day, _) = case.dispensing().filter(|_| !case.draft.inpatient && case.runs_on())?;
    if case.draft.has(MECOBALAMIN) || !case.catalog().has(MECOBALAMIN) {
        return None;
    }
    let mut rows = case.masters().long_uses(DrugCode(MECOBALAMIN.number), case.first());
    let limit = rows.find_map(|r| r.days());
    if !case.has_disease(NEUROPATHY) {
        case.add_disease(NEUROPATHY, 400, false);
    }
    // More than the limit at once, so that no history is needed.
    let times = u8::try_from(limit.unwrap_or(90) + 14).unwrap_or(u8::MAX);
    case.add(21, Days::each(bit(day), times), &[(MECOBALAMIN, whole(3))])?;
    Some(Spoil { day: Some(day), decidable: limit.is_some() })
}
