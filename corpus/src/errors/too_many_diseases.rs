//! More diseases than anybody treats: what was never struck off.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::diseases::*;

pub(super) const ERROR: Error = Error { kind: CheckKind::TooManyDiseases, expected: Conclusion::Notice, spoil };

const PILE: &[u32] = &[
    BACK_PAIN, NECK_SPONDYLOSIS, FROZEN_SHOULDER, KNEE_OSTEOARTHRITIS, LUMBAR_SPONDYLOSIS, NEUROPATHY, INSOMNIA,
    CONSTIPATION, REFLUX, CHRONIC_GASTRITIS, HEADACHE, VERTIGO, ALLERGIC_RHINITIS, CHRONIC_SINUSITIS, DRY_EYE,
    CATARACT, ECZEMA, XEROTIC_ECZEMA, ATHLETES_FOOT, NAIL_FUNGUS, DYSLIPIDEMIA, HYPERURICEMIA, LIVER_DYSFUNCTION,
    IRON_DEFICIENCY, OVERACTIVE_BLADDER, ANXIETY, MIGRAINE, OSTEOPOROSIS, ANGINA, HYPOTHYROIDISM,
];

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if case.age() < 40 || !case.runs_on() {
        return None;
    }
    for &code in PILE {
        if !case.has_disease(code) {
            let days = case.draw.within(400, 4000);
            case.add_disease(code, days, false);
        }
    }
    case.draft.overrides.mark_receipt = true;
    Some(Spoil::SURE)
}
