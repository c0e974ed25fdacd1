//! What is asked of a source of eligibility, and what it may answer.

use model::{Date, PayerSlot, Sex};
use receipt::{Batch, batch::Payer};

/// The one who is asked about: nobody can be named by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insured {
    /// 保険者番号.
    pub insurer: [u8; 8],
    /// 保険者番号, 記号 and 番号 as a one-way number.
    pub key: u64,
    /// The birthday.
    pub birth: Date,
    /// The sex, when the receipt says it.
    pub sex: Option<Sex>,
    /// 枝番; it may be left out.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 資格確認レコード, 枝番 ４・５ and 注２.
    pub branch: Option<u8>,
}

/// A time in which somebody is insured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// 資格取得日: the first day.
    pub from: Date,
    /// 資格喪失日: the first day without.
    pub until: Option<Date>,
}

/// What a source says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Insured on the day.
    Valid(Span),
    /// No longer insured; the time that ended last before the day.
    Lost(Span),
    /// Not insured yet; the time that begins first after the day.
    NotYet(Span),
    /// The card is not known to the insurer.
    None,
    /// The card is known, but nobody on it has this birthday, sex and 枝番.
    NoSuchPerson,
    /// Several persons on the card fit; so many.
    Several(usize),
    /// The source does not cover the insurer, or not the day.
    NotCovered,
}

/// A source of eligibility.
pub trait Eligibility: std::fmt::Debug + Sync {
    /// Whether somebody is insured on a day.
    fn on(&self, insured: &Insured, day: Date) -> Answer;
}

impl Insured {
    /// The insured of a receipt; `None` when the receipt does not say who it is.
    pub(crate) fn of(batch: &Batch, receipt: usize, insurer: &Payer, buffer: &mut Vec<u8>) -> Option<Self> {
        let own = batch.receipts.get(receipt)?;
        let items = [2, 3, 4].map(|item| batch.field(insurer.row, item));
        let key = history::card_key(items, batch.encoding, buffer)?;
        let number = Some(insurer.number).filter(|number| *number != [0; 8])?;
        let branch = history::branch_of(batch, receipt);
        Some(Self { insurer: number, key, birth: own.birth?, sex: own.sex, branch })
    }

    /// The insurer of a receipt. 公費単独 has none, and nothing is asked of it.
    pub(crate) fn insurer(batch: &Batch, receipt: usize) -> Option<&Payer> {
        let own = batch.receipts.get(receipt)?;
        let payers = batch.payers.get(own.payers.start as usize..own.payers.end as usize)?;
        payers.iter().find(|payer| payer.slot == PayerSlot::Insurance as u8)
    }
}
