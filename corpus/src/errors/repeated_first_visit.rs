//! 初診料 although the treatment of a disease runs on (L4451).

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::{Days, bit};

pub(super) const ERROR: Error = Error { kind: CheckKind::RepeatedFirstVisit, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let fee = if case.scene.place.is_large() { HOSPITAL_VISIT } else { AGAIN };
    let (at, _) = case.draft.find(fee)?;
    let month = case.month();
    let runs_on = case.draft.diseases.iter().any(|d| d.start.month() < month && d.outcome == 1 && !d.is_suspected());
    if case.draft.has(FIRST_VISIT) || case.forbids_first_visit() || !runs_on {
        return None;
    }
    let day = case.day_of(at)?;
    case.drop_management(day);
    case.take_days(at, bit(day));
    case.add(11, Days::on(day), &[(FIRST_VISIT, 0)])?;
    Some(Spoil::on(day))
}
