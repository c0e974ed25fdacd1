//! Two procedures of one day that exclude each other.

use masters::Window;
use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::Exclusion, expected: Conclusion::Assess, spoil };

const PAIRS: &[(Code, Code)] = &[(PHYSIOTHERAPY, MASSAGE), (CATHETER_STAY, CATHETER)];

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let &(one, other) = case.draw.pick(PAIRS)?;
    let day = case.day()?;
    let free = [one, other].into_iter().all(|c| case.fits(c) && !case.draft.has(c));
    // Bundled fees would take both in.
    let bundled = case.draft.has(HOSPITAL_VISIT) || case.draft.has(LONG_TERM_WARD) || case.draft.groups.len() < 2;
    let mut pairs = case.masters().exclusions(ProcedureCode(one.number), Window::Day, case.first());
    if !free || bundled || !pairs.any(|p| p.other().0 == other.number && !p.is_special()) {
        return None;
    }
    case.drop_management(day);
    case.add(40, Days::on(day), &[(one, 0)])?;
    case.add(40, Days::on(day), &[(other, 0)])?;
    Some(Spoil::on(day))
}
