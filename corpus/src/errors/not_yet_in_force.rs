//! A test that comes into force only after the month.

use masters::Lookup;
use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::{Days, Group, Line};

pub(super) const ERROR: Error = Error { kind: CheckKind::NotYetInForce, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let day = case.day()?;
    let last = case.month().last();
    for code in [MONKEYPOX, IDH1] {
        let Lookup::NotYetInForce { row, .. } = case.masters().procedure(ProcedureCode(code.number), last) else {
            continue;
        };
        let points = row.points().scaled() / model::Quantity::SCALE;
        let first = case.draft.lines.len() as u16;
        case.draft.lines.push(Line {
            code: code.number,
            index: code.index,
            quantity: 0,
            comments: (0, 0),
            marked: true,
        });
        let days = Days::on(day);
        case.draft.groups.push(Group { section: 60, first, len: 1, points, yen: false, days, dropped: false, aside: false });
        return Some(Spoil::on(day));
    }
    None
}
