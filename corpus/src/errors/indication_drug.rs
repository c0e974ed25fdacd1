//! A drug without a disease that it is for.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::catalog::whole;
use crate::codes::Code;
use crate::codes::drugs::*;
use crate::draft::{Days, bit};

pub(super) const ERROR: Error = Error { kind: CheckKind::IndicationDrug, expected: Conclusion::Flag, spoil };

/// Drugs without contraindications or limits of days that could be hit besides.
const DRUGS: &[Code] = &[LEVOTHYROXINE, ALLOPURINOL, FEBUXOSTAT, ROSUVASTATIN, SITAGLIPTIN, AMBROXOL, IRON, MOSAPRIDE];

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let (day, times) = case.dispensing()?;
    let candidates: Vec<Code> =
        DRUGS.iter().copied().filter(|&d| case.catalog().has(d) && !case.draft.has(d) && !case.is_indicated(d)).collect();
    let &drug = case.draw.pick(&candidates)?;
    case.add(21, Days::each(bit(day), times), &[(drug, whole(1))])?;
    Some(Spoil::on(day))
}
