//! Receipts by who pays, month of service and how far they had to go: the ground of fees by tiers.

use std::collections::BTreeMap;

use outcome::{Effort, Fees};
use receipt::Batch;
use review::Decided;
use serde::{Deserialize, Serialize};

use crate::counts::at;

/// Counts by 保険者番号 (負担者番号 where there is no insurer; empty when it cannot be read), then by month of service as
/// YYYYMM (0 when it cannot be read); the counts in the order of [`Effort::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Efforts(pub BTreeMap<String, BTreeMap<u32, [u64; 5]>>);

impl Efforts {
    pub(crate) fn count(&mut self, batch: &Batch, decided: &Decided) {
        let Some(own) = batch.receipts.get(decided.receipt) else { return };
        let payers = batch.payers.get(own.payers.start as usize..own.payers.end as usize);
        let payer = payers.unwrap_or_default().iter().min_by_key(|payer| payer.slot);
        let number = payer.map_or([0; 8], |payer| payer.number);
        let readable = number.iter().all(|byte| byte.is_ascii_digit() || *byte == b' ');
        let number = std::str::from_utf8(&number).ok().filter(|_| readable).map_or("", str::trim);
        let counts = at(&mut self.0, number).entry(own.month.map_or(0, model::Month::number)).or_default();
        let effort = Effort::of(&decided.settled);
        counts.iter_mut().zip(Effort::ALL).filter(|(_, of)| *of == effort).for_each(|(n, _)| *n += 1);
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (payer, months) in &other.0 {
            let own = at(&mut self.0, payer);
            for (month, counts) in months {
                let to = own.entry(*month).or_default();
                to.iter_mut().zip(counts).for_each(|(to, from)| *to += from);
            }
        }
    }
}

/// What one payer owes for one month of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bill {
    /// 保険者番号 or 負担者番号.
    pub payer: String,
    /// Month of service, YYYYMM; 0 when it cannot be read.
    pub month: u32,
    /// Receipts by effort, in the order of [`Effort::ALL`].
    pub receipts: [u64; 5],
    /// Hundredths of a yen; `None` when a receipt of it has no price.
    pub yen_hundredths: Option<u64>,
    /// Whether every price in it was read in its source.
    pub verified: bool,
}

/// The bills of all payers, by payer and month.
pub fn bills(efforts: &Efforts, fees: &Fees) -> Vec<Bill> {
    let all = efforts.0.iter().flat_map(|(payer, months)| months.iter().map(move |one| (payer, one)));
    all.map(|(payer, (month, receipts))| {
        let (mut sum, mut verified) = (Some(0_u64), true);
        for (effort, n) in Effort::ALL.into_iter().zip(receipts).filter(|(_, n)| **n > 0) {
            let price = model::Month::from_number(*month).and_then(|month| fees.price(month, effort));
            verified &= price.is_some_and(|price| price.verified);
            sum = sum.zip(price).and_then(|(sum, price)| sum.checked_add(n.checked_mul(price.hundredths)?));
        }
        Bill { payer: payer.clone(), month: *month, receipts: *receipts, yen_hundredths: sum, verified }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use super::{Efforts, bills};

    #[test]
    fn a_receipt_without_a_price_leaves_its_bill_open() {
        let row = |effort: &str, yen| {
            format!(
                "[[fee]]\nfrom=\"2024-06\"\neffort=\"{effort}\"\nyen_hundredths={yen}\nsource=\"-\"\nverified=true\n"
            )
        };
        let fees =
            outcome::Fees::parse(&format!("edition=\"x\"\n{}{}", row("computer", 150), row("staff", 400)))
                .unwrap();
        let mut efforts = Efforts::default();
        for (payer, month, counts) in [
            ("06130012", 202406, [2, 3, 0, 0, 9]),
            ("06130012", 202405, [1, 0, 0, 0, 0]),
            ("", 0, [0, 0, 0, 0, 1]),
        ] {
            efforts.0.entry(payer.to_owned()).or_default().insert(month, counts);
        }
        let mut twice = efforts.clone();
        twice.add(&efforts);
        let sums = |efforts| -> Vec<_> {
            bills(efforts, &fees)
                .into_iter()
                .map(|bill| (bill.payer, bill.month, bill.yen_hundredths))
                .collect()
        };
        let bill = |payer: &str, month, sum| (payer.to_owned(), month, sum);
        assert_eq!(
            sums(&efforts),
            [bill("", 0, None), bill("06130012", 202405, None), bill("06130012", 202406, Some(1500))]
        );
        assert_eq!(sums(&twice).last(), Some(&bill("06130012", 202406, Some(3000))));
    }
}
