//! Errors that are put into compliant drafts: one file a kind of check, one line of the registry.
//!
//! Every error changes a draft so that only what it is about becomes wrong: sums follow by themselves.
//! An error that finds no room in a draft leaves it as it was.

mod case;

use model::{CheckKind, Conclusion};

use crate::draft::{Draft, Scene};
use crate::people::Stage;
pub(crate) use case::Case;

/// What an error did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoil {
    /// The day of the month it is about.
    pub(crate) day: Option<u32>,
    /// Whether the file and the masters are enough to decide.
    pub(crate) decidable: bool,
}

impl Spoil {
    /// Decidable from the file and the masters, about a day.
    const fn on(day: u32) -> Self {
        Self { day: Some(day), decidable: true }
    }

    /// Decidable from the file and the masters, about no day.
    const SURE: Self = Self { day: None, decidable: true };
}

/// A way to spoil a draft.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Error {
    pub(crate) kind: CheckKind,
    pub(crate) expected: Conclusion,
    /// Spoils the draft and marks its lines; `None` when there is no room, with the draft as it was.
    spoil: fn(&mut Case<'_>) -> Option<Spoil>,
}

macro_rules! registry {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All errors, in the order of the contract.
        pub(crate) const REGISTRY: &[Error] = &[$($module::ERROR,)*];
    };
}

registry! {
    unknown_code
    abolished_code
    not_yet_in_force
    fixed_points
    points_total
    real_days
    age
    sex
    inpatient_outpatient
    hospital_clinic
    count_limit
    exclusion
    inclusion
    basic_fee_addition
    addition_without_parent
    no_disease
    main_disease
    disease_code
    suspected_too_long
    acute_too_long
    disease_sex
    too_many_diseases
    indication_drug
    indication_procedure
    contraindicated_disease
    interaction
    dose
    days_supplied
    long_use
    material_price
    comment_missing
    comment_code
    facility_standard
    missed_claim
    repeated_first_visit
    longitudinal
    inpatient_and_outpatient
    high_points
    eligibility
    other
}

/// An error that was put in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoiled {
    pub(crate) check: CheckKind,
    pub(crate) expected: Conclusion,
    pub(crate) day: Option<u32>,
    pub(crate) decidable: bool,
}

/// Steps through the registry; none has a divisor in common with its length.
const STRIDES: [usize; 8] = [1, 3, 7, 11, 13, 17, 19, 23];

/// Puts errors into a share of the drafts.
#[derive(Debug)]
pub(crate) struct Injector<'a> {
    only: &'a [CheckKind],
    ppm: u32,
}

impl<'a> Injector<'a> {
    pub(crate) const fn new(only: &'a [CheckKind], ppm: u32) -> Self {
        Self { only, ppm }
    }

    /// Spoils a draft when its turn comes: when a kind finds no room, others follow in a drawn order.
    pub(crate) fn spoil(&self, scene: &Scene<'_>, draft: &mut Draft) -> Option<Spoiled> {
        let mut draw = draft.patient.draws_of(Stage::Error, scene.month);
        if draft.inpatient {
            draw.below(2);
        }
        if !draw.chance_ppm(self.ppm) {
            return None;
        }
        let wanted = |e: &&Error| self.only.is_empty() || self.only.contains(&e.kind);
        let count = REGISTRY.len();
        let first = draw.below(count as u32) as usize;
        // Odd strides that are no multiple of five meet all of the forty kinds once; what a rare kind leaves then goes to
        // all others alike.
        let stride = draw.pick(&STRIDES).copied().unwrap_or(1);
        let mut case = Case { scene, draft, draw };
        (0..count).filter_map(|n| REGISTRY.get((first + n * stride) % count)).filter(wanted).find_map(
            |error| {
                let Spoil { day, decidable } = (error.spoil)(&mut case)?;
                Some(Spoiled { check: error.kind, expected: error.expected, day, decidable })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_has_every_medical_kind_once_in_the_order_of_the_contract() {
        let elsewhere = [CheckKind::CrossDispensing, CheckKind::DpcCoding, CheckKind::Tooth];
        let expected: Vec<CheckKind> =
            CheckKind::ALL.iter().copied().filter(|k| !elsewhere.contains(k)).collect();
        assert_eq!(REGISTRY.iter().map(|e| e.kind).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_stride_meets_every_kind() {
        for stride in STRIDES {
            let met: std::collections::BTreeSet<usize> =
                (0..REGISTRY.len()).map(|n| n * stride % REGISTRY.len()).collect();
            assert_eq!(met.len(), REGISTRY.len(), "{stride}");
        }
    }
}
