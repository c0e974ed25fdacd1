//! The donor's part of a receipt: TI, TR, TS, then his own diseases and lines.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（キ）, （４）キ, 別表２４ to ２６: it stands behind the statements of who got the
//! organ; its lines name the payers of that receipt.

use model::Sex;
use receipt::records::RecordKind;
use receipt::write::WriteError;

use super::{BlockWriter, Marked, disease_record};
use crate::draft::Draft;
use crate::people::Place;

/// 腎提供者.
const KIDNEY: u8 = 1;
/// 添付先レセプトと同一の医療機関.
const HERE: u8 = 1;
/// 臓器提供者の入院（一般）.
const INPATIENT: u16 = 1991;

impl BlockWriter<'_> {
    pub(super) fn donor(
        &mut self,
        draft: &Draft,
        place: &Place,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        let Some(donor) = draft.donor.as_deref() else { return Ok(()) };
        self.line += 3;
        self.out.record(RecordKind::Ti).code(2, KIDNEY).code(3, HERE).end()?;
        let patient = &donor.patient;
        let mut record = self.out.record(RecordKind::Tr);
        record.number(2, 1_u8).code(3, INPATIENT).month(4, donor.month);
        record.code(6, if patient.sex == Sex::Male { 1_u8 } else { 2 }).date(7, patient.birth);
        if let Some(admitted) = donor.admitted {
            record.date(9, admitted);
        }
        record.number(14, patient.index + 1).end()?;
        let share = donor.share();
        let mut record = self.out.record(RecordKind::Ts);
        record.number(2, share.days.count_ones()).number(3, share.points);
        if share.meals != 0 {
            record.number(4, share.meals).number(5, share.yen);
        }
        record.end()?;
        for disease in &donor.diseases {
            self.line += 1;
            disease_record(&mut self.out, &mut self.glyphs, disease)?;
        }
        self.details(donor, place, marked)
    }
}
