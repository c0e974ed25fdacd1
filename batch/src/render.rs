//! The rows of a reviewed part, as text, made on the thread that reviewed it.

use masters::Masters;
use model::{Defect, Lang};
use review::Reviewed;
use serde::Serialize;
use wire::{Causes, DefectLine, ReceiptOut, SettledFinding};

use crate::counts::{Counts, at};
use crate::returns::Returns;

/// Rows of a part: those of its receipts, and of what they were found to have.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub receipts: Vec<u8>,
    pub findings: Vec<u8>,
    pub defects: Vec<u8>,
    /// Where the rows of a receipt end, when they are needed one by one: ordinal, ends in `receipts` and `findings`.
    pub ends: Vec<(u64, usize, usize)>,
    pub counts: Counts,
    /// How many receipts there are.
    pub settled: u64,
}

/// What rows are made for.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub file: &'a str,
    pub lang: Lang,
    /// The names of lines.
    pub masters: &'a Masters,
    /// What was sent back before.
    pub returns: Option<&'a Returns>,
    /// Whether the ends of each receipt's rows are needed.
    pub single: bool,
    /// Whether defects are told here: once for all parts of the patients.
    pub defects: bool,
}

impl Rows<'_> {
    pub(crate) fn of(self, part: Reviewed<'_>) -> Rendered {
        let mut out = Rendered { settled: part.decided.len() as u64, ..Rendered::default() };
        let mut causes = Causes::new(self.lang);
        causes.meet(part.not_evaluated);
        out.counts.part(&part, &causes);
        if let Some(batch) = part.batch {
            for decided in part.decided {
                let open = part.not_evaluated.get(decided.not_evaluated.clone()).unwrap_or_default();
                let mut settled = ReceiptOut::new(self.file, batch, decided, open, &causes);
                settled.answers = self
                    .returns
                    .and_then(|returns| returns.answered(batch, decided.receipt, decided.institution));
                row(&mut out.receipts, &settled);
                let findings = part.findings.get(decided.findings.clone()).unwrap_or_default();
                for pair in findings.iter().zip(&decided.settled.findings) {
                    let told = (self.masters, self.lang);
                    row(&mut out.findings, &SettledFinding::new(self.file, batch, decided, pair, told));
                }
                if self.single {
                    let seq = batch.seq_of(decided.receipt);
                    out.ends.push((seq, out.receipts.len(), out.findings.len()));
                }
            }
        }
        if self.defects {
            // By receipt, those of the file first, so that rows can be read beside those of receipts.
            let mut defects: Vec<&Defect> = part.defects.iter().collect();
            defects.sort_by_key(|defect| defect.seq);
            defects.into_iter().for_each(|defect| self.defect(part, defect, &mut out));
        }
        out
    }

    fn defect(self, part: Reviewed<'_>, defect: &Defect, out: &mut Rendered) {
        *at(&mut out.counts.defects, defect.level.name()) += 1;
        row(&mut out.defects, &DefectLine::new(self.file, part.batch, defect, self.lang));
    }
}

/// Adds a row. Writing into memory cannot fail, and these shapes have only keys that are texts.
fn row<T: Serialize>(to: &mut Vec<u8>, value: &T) {
    let before = to.len();
    match serde_json::to_writer(&mut *to, value) {
        Ok(()) => to.push(b'\n'),
        Err(_) => to.truncate(before),
    }
}
