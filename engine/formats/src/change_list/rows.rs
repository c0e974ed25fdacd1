//! The lines of 増減点連絡書: what stands on the first line of a receipt and of a reduction, and what follows.

use model::Month;

use super::{Change, ChangedReceipt, FORM, GivenReason, Place, Reduction};
use crate::class::{List, duty_word, note_word};
use crate::column::Part;
use crate::issue::Issue;
use crate::name;
use crate::sheet::{Sheet, Standing, Values, WriteError, WriteFault, Written};

/// A 増減点連絡書 being written.
pub struct ChangeList<'i> {
    issue: &'i Issue,
    sheet: Sheet,
}

impl<'i> ChangeList<'i> {
    /// Begins a list: head and titles.
    pub fn begin(issue: &'i Issue) -> Result<Self, WriteError> {
        Ok(Self { issue, sheet: issue.begin(&FORM)? })
    }

    /// Writes a receipt with all its changes, or nothing of it.
    pub fn push(&mut self, receipt: &ChangedReceipt) -> Result<(), WriteError> {
        let before = self.sheet.mark();
        let written = self.receipt(receipt);
        if written.is_err() {
            self.sheet.back_to(before);
        }
        written
    }

    fn receipt(&mut self, receipt: &ChangedReceipt) -> Result<(), WriteError> {
        let mut first = true;
        for reduction in &receipt.reductions {
            self.known_here(reduction)?;
            for at in 0..reduction.amounts.len().max(reduction.lines.len()).max(1) {
                let mut values = self.sheet.line(Part::Detail);
                let tag = tag(reduction.place, first);
                values.put(1, tag);
                self.put_receipt(&mut values, receipt);
                if tag == 3 {
                    // SPEC: 注3: items 29 and 30 on lines of kind 3 only.
                    values.put(29, &receipt.search_number);
                    values.put(30, &receipt.claim_information.0);
                }
                self.put_reduction(&mut values, reduction, at);
                self.sheet.end(values, Standing { first, first_of_reduction: at == 0 })?;
                first = false;
            }
        }
        Ok(())
    }

    /// Whether the reasons are those of the agency that sends the list.
    fn known_here(&self, reduction: &Reduction) -> Result<(), WriteError> {
        let users = self.issue.agency.users();
        if reduction.reasons.iter().all(|given| given.reason.users == users) {
            return Ok(());
        }
        Err(self.sheet.error(Part::Detail, 24, WriteFault::Value))
    }

    fn put_receipt(&self, values: &mut Values, receipt: &ChangedReceipt) {
        values.put_some(2, late_month(receipt.month, self.issue.month));
        values.put(3, receipt.number);
        values.put_some(4, receipt.reception);
        values.put(6, if receipt.special_review { "（特別審査委員会）" } else { "" });
        values.put_some(8, receipt.insurer.as_ref());
        values.put_some(9, receipt.municipality.as_ref());
        for (item, fund) in (10..=13).zip(&receipt.funds) {
            values.put(item, fund);
        }
        values.left_out(13, receipt.funds.len().saturating_sub(4));
        values.put_some(14, receipt.class.word(List::Changes, receipt.month));
        values.put_some(15, note_word(&receipt.notes));
        values.put_some(16, duty_word(receipt.duty));
        values.put(18, &receipt.name.0);
        values.put(19, &receipt.chart.0);
    }

    /// The line `at` of a reduction.
    ///
    /// SPEC: 明細部 項番22–23: 法別 by 法別; 項番26, 28: one line a statement. How both share lines is not said
    /// (unverified): they stand side by side from the first line on. The reason stands on the first line.
    fn put_reduction(&self, values: &mut Values, reduction: &Reduction, at: usize) {
        match reduction.place {
            Place::Section(section) => values.put(20, format_args!("{section:02}")),
            Place::Total => values.put(21, "合計"),
            Place::Meals => values.put(21, "食事"),
            Place::DonorSums => values.put(21, "集計"),
            Place::Burden => {}
        }
        if let Some(amount) = reduction.amounts.get(at) {
            values.put(22, &amount.law);
            let change = told(amount.change);
            let again = reduction.place == Place::DonorSums;
            values.put(23, if again { format!("[{change}]") } else { change });
        }
        if at == 0 {
            let letters = letters(&reduction.reasons);
            values.put(24, letters.iter().take(2).collect::<String>());
            values.left_out(24, letters.len().saturating_sub(2));
        }
        if let Some(line) = reduction.lines.get(at) {
            values.put_some(25, line.claimed.burden);
            values.put(26, &line.claimed.text.0);
            values.put_some(27, line.corrected.burden);
            values.put(28, &line.corrected.text.0);
        }
    }

    /// The file; `None` when the month of processing has no name.
    pub fn finish(self) -> Option<Written> {
        Some(self.sheet.finish(name::monthly(FORM.id, self.issue)?))
    }
}

/// SPEC: 明細部 項番1: 3 the first line, 4 the following ones, 5 合計 or 食事, 6 集計.
const fn tag(place: Place, first: bool) -> u8 {
    match (place, first) {
        (Place::Total | Place::Meals, _) => 5,
        (Place::DonorSums, _) => 6,
        (Place::Section(_) | Place::Burden, true) => 3,
        (Place::Section(_) | Place::Burden, false) => 4,
    }
}

fn late_month(month: Month, current: Month) -> Option<String> {
    month.era_number().filter(|_| month != current).map(|told| format!("{told:05}"))
}

/// `-216`, `+¥7000`.
fn told(change: Change) -> String {
    match change {
        Change::Points(points) => format!("{:+}", points.0),
        Change::Yen(yen) => {
            let sign = if yen.0 < 0 { '-' } else { '+' };
            format!("{sign}\u{A5}{}", yen.0.unsigned_abs())
        }
    }
}

/// The letters in the order in which they are told, each once.
///
/// SPEC: 明細部 項番24: 審査 first, then 事務共助, then 事務点検; two at most.
fn letters(reasons: &[GivenReason]) -> Vec<char> {
    let mut sorted: Vec<&GivenReason> = reasons.iter().collect();
    sorted.sort_by_key(|given| given.origin);
    let mut letters = Vec::new();
    for letter in sorted.iter().map(|given| given.reason.letter) {
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    letters
}
