//! Who is the same patient: keys of a receipt, and what two receipts of them say of each other.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, レセプト共通レコード, 保険者レコード, 公費レコード, 資格確認レコード; what it means is decided
//! in docs/design/history.md, "the same patient".

use model::PayerSlot;
use receipt::batch::{Payer, Receipt};
use receipt::{Batch, Encoding, Institution};

use crate::fold::fold;

/// What tells a patient from others, as one-way numbers; nought where a receipt does not say.
///
/// Two receipts are held against each other only when institution, birth date and sex are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Patient {
    /// Institution, birth date, sex.
    pub(crate) group: u64,
    /// Insurer, symbol and number; or public fund and beneficiary.
    identity: u64,
    name: u64,
    chart: u64,
    /// 枝番.
    branch: Option<u8>,
}

/// Whether two receipts are the same patient's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Surely.
    Same,
    /// It cannot be told.
    Perhaps,
    /// Surely not.
    Other,
}

/// What two receipts say of one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Same,
    Different,
    Nothing,
}

impl Patient {
    /// The patient of a receipt; `None` when it does not say institution, birth date or sex.
    ///
    /// `buffer` is worked in and left empty, so that nothing personal stays in it.
    pub fn of(
        batch: &Batch,
        receipt: usize,
        institution: Option<Institution>,
        buffer: &mut Vec<u8>,
    ) -> Option<Self> {
        let own = batch.receipts.get(receipt)?;
        let (institution, birth, sex) = (institution?, own.birth?, own.sex?);
        buffer.clear();
        buffer.push(b'G');
        // The agency is left out: one institution files to both, and a patient may go from one to the other.
        buffer.extend_from_slice(&[institution.prefecture, institution.fee_table, sex as u8]);
        buffer.extend_from_slice(&institution.code.to_le_bytes());
        buffer.extend_from_slice(&birth.number().to_le_bytes());
        let group = number(buffer);
        let mut text = |tag: u8, row: u32, item: u8| {
            buffer.clear();
            buffer.push(tag);
            let some = fold(batch.field(row, item), batch.encoding, buffer);
            if some { number(buffer) } else { 0 }
        };
        let (name, chart) = (text(b'N', own.row, NAME), text(b'C', own.row, CHART));
        let identity = identity(batch, own, buffer);
        buffer.fill(0);
        buffer.clear();
        Some(Self { group, identity, name, chart, branch: branch_of(batch, receipt) })
    }

    /// The same in one-way bytes, for what is to be held against one patient alone: the chart number is left out, which an
    /// institution may write later.
    pub fn bytes(&self) -> [u8; 26] {
        let mut bytes = [0; 26];
        let numbers = [self.group, self.identity, self.name].map(u64::to_le_bytes);
        let branch = self.branch.map_or([0, 0], |branch| [1, branch]);
        let all = numbers.as_flattened().iter().chain(&branch);
        bytes.iter_mut().zip(all).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// What another receipt of the same institution, birth date and sex is to this one.
    pub fn relation(&self, other: &Self) -> Relation {
        if self.group != other.group {
            return Relation::Other;
        }
        let (name, chart) = (says(self.name, other.name), says(self.chart, other.chart));
        let branch = match (self.branch, other.branch) {
            (Some(one), Some(two)) if one == two => Says::Same,
            (Some(_), Some(_)) => Says::Different,
            _ => Says::Nothing,
        };
        match (says(self.identity, other.identity), branch, name, chart) {
            // 枝番 is copied from card to card, as "00" for one: twins may bear it both.
            (Says::Same, Says::Same, Says::Different, Says::Different) => Relation::Perhaps,
            (Says::Same, Says::Same, ..) => Relation::Same,
            // 枝番 may be left out: then twins of one family differ by their names alone.
            (Says::Same, Says::Nothing, Says::Same, _) => Relation::Same,
            // Twins with 枝番; one who has the same chart or name was perhaps given a wrong one.
            (Says::Same, Says::Different, Says::Different, Says::Different | Says::Nothing) => {
                Relation::Other
            }
            // Whom neither name nor chart joins is another patient with the same birthday.
            (_, _, Says::Different, Says::Different) => Relation::Other,
            // A new insurer, a new number, a new name, a number left out: no two of them are joined in silence.
            _ => Relation::Perhaps,
        }
    }
}

/// Items of RE.
const NAME: u8 = 5;
const CHART: u8 = 14;

const fn says(one: u64, other: u64) -> Says {
    match (one, other) {
        (0, _) | (_, 0) => Says::Nothing,
        (one, other) if one == other => Says::Same,
        _ => Says::Different,
    }
}

/// Insurer number, symbol and number; without insurer (公費単独) fund and beneficiary. Nought when the number is missing.
fn identity(batch: &Batch, receipt: &Receipt, buffer: &mut Vec<u8>) -> u64 {
    let payers = batch.payers.get(receipt.payers.start as usize..receipt.payers.end as usize);
    let payers = payers.unwrap_or_default();
    let of = |slot: PayerSlot| payers.iter().find(|payer| payer.slot == slot as u8);
    let mut write = |payer: &Payer, items: &[u8], tag: u8| {
        one_way(items.iter().map(|&item| batch.field(payer.row, item)), tag, batch.encoding, buffer)
            .unwrap_or(0)
    };
    match (of(PayerSlot::Insurance), of(PayerSlot::Public1)) {
        (Some(insurer), _) => write(insurer, &[2, 3, 4], b'H'),
        (None, Some(fund)) => write(fund, &[2, 3], b'K'),
        (None, None) => 0,
    }
}

/// 保険者番号, 記号 and 番号 as a one-way number, the same whoever writes them; `None` without 番号.
///
/// `buffer` is worked in and must be emptied by the caller, for it holds what was hashed.
pub fn card_key(items: [&[u8]; 3], encoding: Encoding, buffer: &mut Vec<u8>) -> Option<u64> {
    one_way(items.into_iter(), b'H', encoding, buffer)
}

/// Items as one number; `None` when the last one, without which nobody is meant, is blank.
fn one_way<'a>(
    items: impl Iterator<Item = &'a [u8]>,
    tag: u8,
    encoding: Encoding,
    buffer: &mut Vec<u8>,
) -> Option<u64> {
    buffer.clear();
    buffer.push(tag);
    let mut some = false;
    for item in items {
        some = fold(item, encoding, buffer);
        buffer.push(b',');
    }
    some.then(|| number(buffer))
}

/// 枝番 of the insurance, when the receipt says just one.
pub fn branch_of(batch: &Batch, receipt: usize) -> Option<u8> {
    let all = &batch.confirmations;
    let first = all.partition_point(|one| (one.receipt as usize) < receipt);
    let own = all.get(first..).unwrap_or_default().iter();
    let own = own.take_while(|one| one.receipt as usize == receipt).filter(|one| one.payer == 1);
    let mut branches = own.filter_map(|one| one.branch);
    let branch = branches.next()?;
    branches.all(|other| other == branch).then_some(branch)
}

/// A one-way number of some bytes; never nought.
fn number(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    let first = hash.as_bytes().first_chunk().copied().unwrap_or_default();
    u64::from_le_bytes(first).max(1)
}
