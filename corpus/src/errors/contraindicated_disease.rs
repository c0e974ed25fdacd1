//! A disease for which a drug of the receipt must not be given.

use model::{CheckKind, Conclusion, DrugCode};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error =
    Error { kind: CheckKind::ContraindicatedDisease, expected: Conclusion::Flag, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if !case.runs_on() {
        return None;
    }
    let mut found = None;
    for (at, group) in case.draft.live() {
        for (nth, line) in case.draft.lines_of(group).iter().enumerate().filter(|(_, l)| l.code / 100_000_000 == 6) {
            let mut rows = case.masters().contraindications(DrugCode(line.code), case.first());
            let disease = rows.find_map(|r| r.disease().filter(|d| !case.has_disease(d.0)));
            found = found.or(disease.map(|d| (at, nth, d.0)));
        }
    }
    let (at, nth, disease) = found?;
    case.draft.mark(at, nth);
    let days = case.draw.within(30, 900);
    case.add_disease(disease, days, true);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
