//! An addition that does not go with the basic inpatient fee.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::catalog::contains;
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::BasicFeeAddition, expected: Conclusion::Assess, spoil };

/// Additions of acute wards, which do not go with those for long stays.
const ADDITIONS: &[Code] = &[WARD_ENVIRONMENT, PRESSURE_SORE, GENERIC_DRUGS];

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let rules = &case.scene.catalog.rules;
    let lines = case.draft.live().flat_map(|(_, g)| case.draft.lines_of(g));
    let fees: Vec<_> = lines.filter_map(|l| rules.additions(usize::from(l.index))).collect();
    let wrong = |c: &&Code| {
        let place = usize::from(c.index);
        !fees.is_empty() && rules.is_listed(place) && !fees.iter().any(|set| contains(set, place))
    };
    let code = *ADDITIONS.iter().find(|c| wrong(c) && case.fits(**c) && !case.draft.has(**c))?;
    let day = case.draft.first_day()?;
    case.add(90, Days::on(day), &[(code, 0)])?;
    Some(Spoil::on(day))
}
