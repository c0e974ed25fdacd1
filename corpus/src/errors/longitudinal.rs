//! A test again before the months are over that must lie between two of it.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::BONE_DENSITY;
use crate::course::{outpatient, stay_in};
use crate::draft::{Days, Draft, Scene};

pub(super) const ERROR: Error = Error { kind: CheckKind::Longitudinal, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let limited = case.catalog().has(BONE_DENSITY) && !case.draft.has(BONE_DENSITY) && !case.draft.inpatient;
    if !case.scene.has_history || !limited || !had_it_last_month(case)? {
        return None;
    }
    let day = case.day()?;
    case.add(60, Days::on(day), &[(BONE_DENSITY, 0)])?;
    Some(Spoil::on(day))
}

/// Makes last month's receipt of the patient again and looks.
fn had_it_last_month(case: &Case<'_>) -> Option<bool> {
    let month = case.month().plus(-1).filter(|m| *m >= case.scene.first)?;
    let place = case.scene.place;
    let scene = Scene {
        month,
        open: crate::stream::open_days(place, month),
        has_history: false,
        ..*case.scene
    };
    let patient = case.draft.patient;
    let mut draft = Draft::new(month, patient, case.draft.payer);
    let stay = stay_in(place, &patient, month);
    Some(outpatient(&scene, &patient, stay.as_ref(), &mut draft) && draft.has(BONE_DENSITY))
}
