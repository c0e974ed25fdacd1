//! What a receipt says of itself that the official lists repeat.

use formats::class::Class;
use formats::return_list::ReturnedPayer;
use formats::{Personal, Request};
use model::{Date, Month, Points, Yen};
use receipt::Batch;
use receipt::batch::{Line, Payer};

/// Items of RE, 1-based.
///
/// SPEC: 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード.
mod re {
    pub(super) const NAME: u8 = 5;
    pub(super) const NOTES: u8 = 12;
    pub(super) const CHART: u8 = 14;
    pub(super) const SEARCH: u8 = 19;
    pub(super) const INFORMATION: u8 = 21;
}

/// Items of HO.
///
/// SPEC: 記録条件仕様（医科用）令和4年4月版 保険者レコード.
mod ho {
    pub(super) const DUTY: u8 = 10;
    pub(super) const REDUCTION: u8 = 13;
}

/// 保険者番号 of HO and 負担者番号 of KO.
const PAYER_NUMBER: u8 = 2;
/// 負担区分 of SI, IY and TO.
const BURDEN: u8 = 3;

/// A receipt of a batch.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// Where it stands.
    pub batch: &'a Batch,
    /// Which of the receipts of the batch.
    pub receipt: usize,
}

impl<'a> Facts<'a> {
    fn own(self) -> Option<&'a receipt::batch::Receipt> {
        self.batch.receipts.get(self.receipt)
    }

    fn text(self, item: u8) -> String {
        self.own().map_or_else(String::new, |of| self.batch.text(of.row, item).trim().to_owned())
    }

    /// レセプト番号.
    pub fn number(self) -> Option<u32> {
        self.own()?.number
    }

    /// 診療年月.
    pub fn month(self) -> Option<Month> {
        self.own()?.month
    }

    /// 生年月日.
    pub fn birth(self) -> Option<Date> {
        self.own()?.birth
    }

    /// SPEC: an organ donor's part of a receipt does not make it the receipt of a donor.
    pub fn class(self) -> Option<Class> {
        Some(Class { claim: self.own()?.claim_type?, donor: false })
    }

    /// Whether it is of inpatients.
    pub fn inpatient(self) -> Option<bool> {
        Some(self.own()?.claim_type?.inpatient)
    }

    /// 氏名.
    pub fn name(self) -> Personal {
        self.text(re::NAME).into()
    }

    /// カルテ番号等.
    pub fn chart(self) -> Personal {
        self.text(re::CHART).into()
    }

    /// 検索番号.
    pub fn search_number(self) -> String {
        self.text(re::SEARCH)
    }

    /// 請求情報.
    pub fn information(self) -> Personal {
        self.text(re::INFORMATION).into()
    }

    /// 特記事項: two digits each.
    pub fn notes(self) -> Vec<u8> {
        let text = self.text(re::NOTES);
        let pairs = text.as_bytes().chunks_exact(2);
        pairs.filter_map(|pair| std::str::from_utf8(pair).ok()?.parse().ok()).collect()
    }

    /// 職務上の事由.
    pub fn duty(self) -> Option<u8> {
        let insurer = self.payers().iter().find(|payer| payer.slot == 0)?;
        self.batch.text(insurer.row, ho::DUTY).trim().parse().ok()
    }

    /// Insurer and public funds.
    pub fn payers(self) -> &'a [Payer] {
        let of = self.own().map_or(0..0, |own| own.payers.start as usize..own.payers.end as usize);
        self.batch.payers.get(of).unwrap_or_default()
    }

    /// 保険者番号 or 負担者番号.
    pub fn payer_number(self, payer: &Payer) -> String {
        self.batch.text(payer.row, PAYER_NUMBER).trim().to_owned()
    }

    /// 法別番号 of a payer: blank for numbers of 国保, which have six digits.
    pub fn law(self, slot: u8) -> String {
        let payer = self.payers().iter().find(|payer| payer.slot == slot);
        let number = payer.map(|payer| self.payer_number(payer)).filter(|number| number.len() == 8);
        number.as_deref().and_then(|number| number.get(..2)).unwrap_or_default().to_owned()
    }

    /// A payer, for 返戻内訳書.
    pub fn returned_payer(self, payer: &Payer) -> ReturnedPayer {
        let yen = |amount: Option<u32>| amount.map(|amount| Yen(i64::from(amount)));
        let insurer = payer.slot == 0;
        let reduction = self.batch.text(payer.row, ho::REDUCTION).trim().parse().ok();
        ReturnedPayer {
            number: self.payer_number(payer),
            days: payer.days,
            points: payer.points.map(Points),
            reduction: reduction.filter(|_| insurer),
            share: yen(payer.burden).filter(|_| insurer),
            public_share: yen(payer.burden).filter(|_| !insurer),
            meals: yen(payer.meal_yen),
            // 標準負担額 has no item in the records.
            meal_share: None,
        }
    }

    /// The line on a physical line of the file.
    pub fn line(self, physical: u64) -> Option<&'a Line> {
        let row = u32::try_from(physical.checked_sub(self.batch.lines_before + 1)?).ok()?;
        let of = self.own()?.lines.clone();
        let lines = self.batch.lines.get(of.start as usize..of.end as usize)?;
        lines.get(lines.binary_search_by_key(&row, |line| line.row).ok()?)
    }

    /// The lines of the 点数・回数算定単位 of a line.
    pub fn unit(self, line: &Line) -> &'a [Line] {
        let unit = self.batch.units.get(line.unit as usize);
        let lines = unit.map_or(0..0, |unit| unit.lines.start as usize..unit.lines.end as usize);
        self.batch.lines.get(lines).unwrap_or_default()
    }

    /// 負担区分 as it stands on a line.
    pub fn burden(self, line: &Line) -> Option<char> {
        self.batch.text(line.row, BURDEN).chars().next()
    }

    /// The lines of its history block.
    pub fn history(self) -> impl Iterator<Item = &'a [u8]> {
        let rows = self.own().map_or(0..0, |own| own.rows.clone());
        let is_history = |row: &&[u8]| row.first().is_some_and(u8::is_ascii_digit);
        rows.map(|row| self.batch.row(row)).filter(is_history)
    }

    /// Its records as filed.
    pub fn request(self, institution: Option<&[u8]>) -> Option<Request> {
        Request::of(self.batch, self.receipt, institution)
    }
}
