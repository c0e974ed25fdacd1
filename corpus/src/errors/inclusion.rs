//! A procedure that is included in another of the same day or month (L7111).

use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};
use crate::catalog::place_of;
use crate::codes::Code;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::Inclusion, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let present: Vec<(usize, u32)> = case
        .draft
        .live()
        .flat_map(|(at, g)| case.draft.lines_of(g).iter().map(move |l| (at, l.code)))
        .filter(|&(_, code)| code / 100_000_000 == 1)
        .collect();
    for (at, number) in present {
        let Some(code) = included(case, number) else { continue };
        let day = case.day_of(at)?;
        case.add(section_of(code), Days::on(day), &[(code, 0)])?;
        let including = case.draft.groups.get(at).map(|g| case.draft.lines_of(g));
        let nth = including.and_then(|lines| lines.iter().position(|l| l.code == number));
        nth.into_iter().for_each(|nth| case.draft.mark(at, nth));
        return Some(Spoil::on(day));
    }
    None
}

/// A test or treatment of the courses that a procedure includes and that is not there.
fn included(case: &Case<'_>, number: u32) -> Option<Code> {
    let on = case.first();
    for links in case.masters().fee_table_links(ProcedureCode(number), on) {
        for (_, group) in links.inclusion_groups() {
            for row in case.masters().included(group, on).filter(|r| !r.is_special()) {
                let Some(index) = place_of(row.code().0) else { continue };
                let code = Code { index: index as u16, number: row.code().0 };
                let simple = case.catalog().entry(code.index).is_some_and(|e| e.fee.bundle == 0 && e.fee.steps.is_none());
                // Visits and drugs would change more than one thing.
                let kind = code.number / 10_000_000;
                if simple && (kind == 14 || kind == 16) && case.fits(code) && !case.draft.has(code) {
                    return Some(code);
                }
            }
        }
    }
    None
}

/// 処置 or 検査.
const fn section_of(code: Code) -> u8 {
    if code.number / 10_000_000 == 14 { 40 } else { 60 }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tests_and_treatments_have_their_sections() {
        assert_eq!(super::section_of(crate::codes::procedures::NOSE), 40);
        assert_eq!(super::section_of(crate::codes::procedures::BLOOD_COUNT), 60);
    }
}
