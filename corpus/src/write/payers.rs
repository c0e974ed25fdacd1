//! Who pays: HO and KO with what each bears, and what was confirmed beside them (SN, JD, MF, GR).

use model::Coverage;
use receipt::records::RecordKind;
use receipt::write::{RecordWriter, WriteError};

use super::{BlockWriter, Glyphs, Marked};
use crate::draft::{Draft, Share};
use crate::people::{Fund, Insurer, Place, Window};

/// What a payer's record says: days, points, meals.
struct Sums {
    days: u32,
    points: i64,
    yen: i64,
    meals: i64,
}

impl Sums {
    /// With what an error puts on top.
    fn of(draft: &Draft, share: &Share) -> Self {
        let days = (share.days.count_ones() as i32 + draft.overrides.days).max(0);
        let points = share.points + draft.overrides.points;
        Self { days: days.unsigned_abs(), points, yen: share.yen, meals: share.meals }
    }
}

impl BlockWriter<'_> {
    pub(super) fn payers(
        &mut self,
        draft: &Draft,
        place: &Place,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        let all = draft.share();
        let first = if draft.payer.partial { draft.own_share() } else { all };
        let window = Window::of(draft, all.points);
        let before = self.line + 1;
        if let Some(insurer) = draft.payer.insurer {
            self.line += 1;
            insurer_record(&mut self.out, &mut self.glyphs, &insurer, &Sums::of(draft, &all), &window)?;
        }
        for (fund, share) in draft.payer.funds.iter().flatten().zip([&first, &all]) {
            self.line += 1;
            fund_record(&mut self.out, fund, draft, &Sums::of(draft, share))?;
        }
        if draft.overrides.mark_payer {
            marked.lines.extend(before..=self.line);
        }
        let main = if draft.payer.insurer.is_some() { &all } else { &first };
        self.count(draft, main.points + draft.overrides.points);
        self.confirmed(draft)?;
        if place.confirms {
            self.visits(draft, [&all, &first, &all])?;
            if let Some(class) = window.class {
                self.line += 1;
                self.out.record(RecordKind::Mf).code(2, class).end()?;
            }
        }
        if draft.inpatient && place.flat_rate {
            self.line += 1;
            self.out.record(RecordKind::Gr).code(2, OTHER_WARD).end()?;
        }
        Ok(())
    }

    /// SPEC: 記録条件仕様（医科用）2023-03, カ 診療報酬請求書レコード 注: a claim a payer, points of the insurer or the first fund.
    fn count(&mut self, draft: &Draft, points: i64) {
        let funds = draft.payer.funds.iter().flatten().count() as u64;
        self.totals.claims += funds + u64::from(draft.payer.insurer.is_some());
        self.totals.points += points;
    }

    /// SPEC: 記録条件仕様（医科用）2023-03, ウ（ウ）資格確認レコード: 枝番 is not given for late elderly.
    fn confirmed(&mut self, draft: &Draft) -> Result<(), WriteError> {
        let insured = draft.payer.insurer.filter(|_| draft.payer.coverage != Coverage::PublicOnly);
        let Some(insurer) = insured else { return Ok(()) };
        self.line += 1;
        let mut record = self.out.record(RecordKind::Sn);
        record.code(2, 1).code(3, 1);
        if draft.payer.coverage != Coverage::LateElderly {
            record.code(7, insurer.branch);
        }
        record.end()
    }

    /// JD for every payer: days of service, and days on which something was done without one.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, ウ（エ）受診日等レコード, 別表２８, 別表３０.
    fn visits(&mut self, draft: &Draft, shares: [&Share; 3]) -> Result<(), WriteError> {
        let [first, second] = draft.payer.funds.map(|fund| fund.is_some());
        let payers = [draft.payer.insurer.is_some(), first, second];
        let attendant = draft.attendant & draft.live().fold(0, |days, (_, group)| days | group.days.mask);
        for (kind, (there, share)) in (1_u8..).zip(payers.into_iter().zip(shares)) {
            if !there {
                continue;
            }
            self.line += 1;
            let mut record = self.out.record(RecordKind::Jd);
            record.code(2, kind);
            for day in 0..31_u8 {
                if share.days >> day & 1 == 1 {
                    record.code(3 + day, COUNTED);
                } else if attendant >> day & 1 == 1 {
                    record.code(3 + day, NOT_COUNTED);
                }
            }
            record.end()?;
        }
        Ok(())
    }
}

/// 診療実日数に計上する受診及び入院, 計上しない受診.
const COUNTED: u8 = 1;
const NOT_COUNTED: u8 = 2;

/// 医科点数表算定理由: a ward that the payment by diagnosis groups does not cover.
///
/// SPEC: 記録条件仕様（医科用）2023-03, ウ（カ）包括評価対象外理由レコード, 別表１７: 05; ＤＰＣコード is optional with it.
const OTHER_WARD: u8 = 5;

fn insurer_record(
    out: &mut RecordWriter<'_>,
    glyphs: &mut Glyphs,
    insurer: &Insurer,
    sums: &Sums,
    window: &Window,
) -> Result<(), WriteError> {
    let mut record = out.record(RecordKind::Ho);
    if insurer.digits == 8 {
        record.code(2, insurer.number);
    } else {
        record.raw(2, glyphs.six_digits(insurer.number));
    }
    if let Some(symbol) = insurer.symbol {
        record.raw(3, glyphs.wide(symbol));
    }
    record.raw(4, glyphs.wide(insurer.insured)).number(5, sums.days).number(6, sums.points);
    if sums.meals != 0 {
        record.number(8, sums.meals).number(9, sums.yen);
    }
    if let Some(borne) = window.borne {
        record.number(12, borne);
    }
    record.end()
}

fn fund_record(
    out: &mut RecordWriter<'_>,
    fund: &Fund,
    draft: &Draft,
    sums: &Sums,
) -> Result<(), WriteError> {
    // Ten yen a point, one tenth of it up to the ceiling; funds without a ceiling leave nothing to the patient.
    let insured = draft.payer.insurer.is_some();
    let burden = if insured { sums.points.clamp(0, i64::from(fund.ceiling)) } else { 0 };
    let mut record = out.record(RecordKind::Ko);
    record.code(2, fund.number).code(3, fund.beneficiary).number(5, sums.days);
    record.number(6, sums.points).number(7, burden);
    if sums.meals != 0 {
        record.number(11, sums.meals).number(12, sums.yen);
    }
    record.end()
}
