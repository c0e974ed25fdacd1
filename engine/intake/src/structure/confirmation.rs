//! SN, JD, MF (online check of entitlement), GR (outside the flat rate) and SJ (statements).
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（カ） and （４）ウ（ウ）–（カ）, カ; 別表１７ notes, 別表２８, 別表３０.
//! JD is optional and what is wrong in it only takes the receipt out of レセプト分割 (（４）ウ（エ） 備考２ and 注１), so it is
//! told and refuses nothing; that its days marked 1 are the days of service follows from 別表３０.
//! Not judged, because the text of the specification lost its shading: which codes of 別表２９, ３０ and ３１ are not
//! used in a first filing.

use model::{Defect, DefectKind, Detail};
use receipt::RecordKind;

use super::beside::Beside;
use super::calendar::Calendar;
use super::paying::Paying;
use crate::ReceiptView;

/// Item of 負担者種別 in SN and JD, of the reason in GR, of the kind in SJ.
const KIND: u8 = 2;

/// Item of ＤＰＣコード in GR, and the first month in which it is written.
const DPC_CODE: u8 = 3;
const DPC_CODE_FROM: u32 = 2016_10;

/// Item of the first day in JD.
const FIRST_DAY: u8 = 3;

/// Checks the records that stand beside payers and details.
#[inline(always)]
pub fn check(
    receipt: ReceiptView<'_>,
    calendar: &Calendar,
    paying: &Paying,
    beside: &Beside<'_>,
    defects: &mut Vec<Defect>,
) {
    if beside.may_be_wrong(receipt, calendar, paying) {
        closer(receipt, calendar.early, paying, beside.named, defects);
    }
}

#[inline(never)]
fn closer(receipt: ReceiptView<'_>, early: bool, paying: &Paying, named: u8, defects: &mut Vec<Defect>) {
    let mut visits = Days::default();
    let mut statement = None;
    for &(kind, row) in receipt.others() {
        match kind {
            // The records of a donor follow; they are no part of what is judged here.
            RecordKind::Ti => break,
            RecordKind::Sn | RecordKind::Jd | RecordKind::Mf if early => {
                defects.push(receipt.defect(row, None, DefectKind::ConfirmationTooEarly, Detail::None));
            }
            // PERF: whom SN names is known from its column: the bytes are looked at when one may not be there.
            RecordKind::Sn if named & !paying.set != 0 => {
                payer_kind(receipt, row, paying.set, defects);
            }
            RecordKind::Jd => {
                if let Some(slot) = payer_kind(receipt, row, paying.set, defects) {
                    visits.take(receipt, row, slot, defects);
                }
            }
            RecordKind::Gr => outside_dpc(receipt, row, defects),
            RecordKind::Sj => {
                statement.get_or_insert(row);
            }
            _ => {}
        }
    }
    visits.finish(receipt, paying.set, defects);
    if let Some(row) = statement.filter(|&row| receipt.batch.field(row, KIND).is_empty()) {
        defects.push(receipt.defect(row, Some(KIND), DefectKind::StatementKindMissing, Detail::None));
    }
}

/// The payer that a record speaks of (別表２８: 1 the insurer, 2 to 5 the funds), when the receipt has it.
fn payer_kind(receipt: ReceiptView<'_>, row: u32, payers: u8, defects: &mut Vec<Defect>) -> Option<u8> {
    let start = receipt.batch.row_start(row);
    let kind = match receipt.batch.bytes.get(start..start + 5) {
        Some(&[_, _, b',', kind @ b'1'..=b'5', b',']) => kind - b'0',
        // Another form is told by the reader.
        _ => return None,
    };
    if payers >> (kind - 1) & 1 == 0 {
        let detail = Detail::One(i64::from(kind));
        defects.push(receipt.defect(row, Some(KIND), DefectKind::PayerKindMissing, detail));
        return None;
    }
    Some(kind - 1)
}

/// What was seen of JD.
#[derive(Default)]
struct Days {
    slots: u8,
    last_row: Option<u32>,
}

impl Days {
    fn take(&mut self, receipt: ReceiptView<'_>, row: u32, slot: u8, defects: &mut Vec<Defect>) {
        if self.slots >> slot & 1 == 1 {
            let detail = Detail::One(i64::from(slot) + 1);
            defects.push(receipt.defect(row, Some(KIND), DefectKind::VisitsRepeated, detail));
        }
        self.slots |= 1 << slot;
        self.last_row = Some(row);
        let (mut counted, mut days, mut disagreeing) = (0_u32, 0_u32, false);
        for (day, value) in receipt.batch.fields(row).skip(usize::from(FIRST_DAY) - 1).take(31).enumerate() {
            counted += u32::from(value == b"1");
            disagreeing |= value == b"9";
            days |= u32::from(!value.is_empty()) << day;
        }
        let month_days = receipt.receipt.month.map_or(31, model::Month::days);
        for day in (28..31_u8).filter(|&day| u32::from(day) >= month_days && days >> day & 1 == 1) {
            let detail = Detail::One(i64::from(day) + 1);
            defects.push(receipt.defect(row, Some(FIRST_DAY + day), DefectKind::VisitNotInMonth, detail));
        }
        let payer = receipt.payers().iter().find(|payer| payer.slot == slot);
        // 9 says itself that the days disagree.
        if let Some(real) = payer.and_then(|payer| payer.days).filter(|&real| real != counted && !disagreeing)
        {
            let detail = Detail::Two(i64::from(real), i64::from(counted));
            defects.push(receipt.defect(row, None, DefectKind::VisitDays, detail));
        }
    }

    /// JD stands for every payer or for none.
    fn finish(&self, receipt: ReceiptView<'_>, payers: u8, defects: &mut Vec<Defect>) {
        let Some(row) = self.last_row else { return };
        let (payers, seen) = (payers.count_ones(), self.slots.count_ones());
        if seen < payers {
            let detail = Detail::Two(i64::from(payers), i64::from(seen));
            defects.push(receipt.defect(row, None, DefectKind::VisitsNotOfAll, detail));
        }
    }
}

/// SPEC: 別表１７ notes: 07 up to 2018-03, 11 from 2020-04. （カ） 包括評価対象外理由レコード: 08 to 11 go with a DPC code,
/// which is written for services from 2016-10 on. L4252: not on outpatient receipts.
fn outside_dpc(receipt: ReceiptView<'_>, row: u32, defects: &mut Vec<Defect>) {
    if receipt.receipt.claim_type.is_some_and(|kind| !kind.inpatient) {
        defects.push(receipt.defect(row, None, DefectKind::OutsideDpcOutpatient, Detail::None));
        return;
    }
    let Some(month) = receipt.receipt.month else { return };
    let reason = receipt.batch.field(row, KIND);
    let out_of_period = match reason {
        b"07" => month.number() > 2018_03,
        b"11" => month.number() < 2020_04,
        _ => false,
    };
    let detail = Detail::One(i64::from(receipt::form::to_u32(reason).unwrap_or(0)));
    let needs_code = matches!(reason, b"08" | b"09" | b"10" | b"11") && month.number() >= DPC_CODE_FROM;
    if out_of_period {
        defects.push(receipt.defect(row, Some(KIND), DefectKind::OutsideDpcPeriod, detail));
    } else if needs_code && receipt.batch.field(row, DPC_CODE).is_empty() {
        defects.push(receipt.defect(row, Some(DPC_CODE), DefectKind::DpcCodeMissing, detail));
    }
}

#[cfg(test)]
mod tests {
    use model::Level;

    use super::super::testing::{INPATIENT, OUTPATIENT, check_with, read};

    #[track_caller]
    fn with(records: &str, expected: &[&str]) {
        check_with(OUTPATIENT, &[("SY,", &format!("{records}\nSY,"))], expected);
    }

    #[test]
    fn the_online_check_began_in_september_2021() {
        let at = |month| [("202404", month), ("20240401", "20210801"), ("SY,", "SN,1,01,,,,00\nSY,")];
        check_with(OUTPATIENT, &at("202109"), &[]);
        check_with(OUTPATIENT, &at("202108"), &["confirmation-too-early@4SN"]);
    }

    #[test]
    fn records_speak_of_payers_that_are_there() {
        with("SN,2,01,,,,00", &["payer-kind-missing@4SN.2"]);
        with("SN,1,01,,,,00", &[]);
        // A kind outside the table is told by the reader alone.
        with("SN,6,01,,,,00", &["not-in-table@4SN.2"]);
    }

    #[test]
    fn visits_are_the_days_of_service() {
        with("JD,1,1,,1", &[]);
        with("JD,1,1,,1,,2", &[]);
        with("JD,1,1,,1,,1", &["visit-days@4JD"]);
        with("JD,1,1", &["visit-days@4JD"]);
        with("JD,1,1,,9", &[]);
        let day = |n: usize| format!("JD,1,1{}1", ",".repeat(n - 1));
        with(&day(30), &[]);
        with(&day(31), &["visit-not-in-month@4JD.33"]);
    }

    #[test]
    fn visits_stand_once_for_every_payer() {
        with("JD,1,1,,1\nJD,1,1,,1", &["visits-repeated@5JD.2"]);
        // However many there are, nothing but the repetition is told.
        let six = ["JD,1,1,,1"; 6].join("\n");
        let told: Vec<String> = (5..10).map(|line| format!("visits-repeated@{line}JD.2")).collect();
        with(&six, &told.iter().map(String::as_str).collect::<Vec<_>>());
        let fund = |visits: &str| format!("KO,54136015,1234567,,0,0\n{visits}\nSY,");
        let one = fund("JD,1,1,,1");
        check_with(OUTPATIENT, &[("1112", "1122"), ("SY,", &one)], &["visits-not-of-all@5JD"]);
        let both = fund("JD,1,1,,1\nJD,2,2");
        check_with(OUTPATIENT, &[("1112", "1122"), ("SY,", &both)], &[]);
    }

    #[test]
    fn nothing_in_visits_refuses_a_receipt() {
        for visits in ["JD,1,1", "JD,1,1,,1\nJD,1,1,,1"] {
            let batch = read(&OUTPATIENT.replacen("SY,", &format!("{visits}\nSY,"), 1));
            assert_eq!(batch.defects.iter().map(|d| d.level).collect::<Vec<_>>(), [Level::L48], "{visits}");
        }
    }

    #[test]
    fn reasons_outside_dpc_are_for_inpatients_in_their_months() {
        with("GR,01", &["outside-dpc-outpatient@4GR"]);
        let at = |month, reason| {
            [("202404", month), ("20240410", "20180101"), ("20240401", "20180101"), ("SY,", reason)]
        };
        check_with(INPATIENT, &[("SY,", "GR,01\nSY,")], &[]);
        check_with(INPATIENT, &at("201803", "GR,07\nSY,"), &[]);
        check_with(INPATIENT, &at("201804", "GR,07\nSY,"), &["outside-dpc-period@4GR.2"]);
        check_with(INPATIENT, &at("202003", "GR,11\nSY,"), &["outside-dpc-period@4GR.2"]);
        check_with(INPATIENT, &at("202004", "GR,11,050050xx9910xx\nSY,"), &[]);
    }

    #[test]
    fn some_reasons_go_with_a_dpc_code() {
        check_with(INPATIENT, &[("SY,", "GR,10,050050xx9910xx\nSY,")], &[]);
        check_with(INPATIENT, &[("SY,", "GR,10\nSY,")], &["dpc-code-missing@4GR.3"]);
        check_with(INPATIENT, &[("SY,", "GR,06\nSY,")], &[]);
        let old = |month| {
            [("202404", month), ("20240410", "20160801"), ("20240401", "20160801"), ("SY,", "GR,09\nSY,")]
        };
        check_with(INPATIENT, &old("201610"), &["dpc-code-missing@4GR.3"]);
        check_with(INPATIENT, &old("201609"), &[]);
    }

    #[test]
    fn the_first_statement_says_its_kind() {
        let sj = |records: &'static str| [("GO,", records)];
        check_with(OUTPATIENT, &sj("SJ,01,あ\nSJ,,い\nGO,"), &[]);
        check_with(OUTPATIENT, &sj("SJ,,あ\nSJ,01,い\nGO,"), &["statement-kind-missing@9SJ.2"]);
    }
}
