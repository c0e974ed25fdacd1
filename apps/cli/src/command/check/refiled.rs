//! `--returns`: which earlier return each receipt answers that is filed again.

use batch::Returns;
use history::{InForce, institution_at};
use model::Lang;
use receipt::Batch;
use wire::AnsweredRow;

use crate::args::Check;
use crate::command::outputs::write::refused;

/// The returns that were named, and where in the file we are.
pub struct Refiled {
    returns: Returns,
    in_force: InForce,
}

/// What a receipt that is filed again answers.
#[derive(Debug)]
pub struct Answered {
    /// The receipt.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub number: Option<u32>,
    /// The line of its RE.
    pub line: u64,
    /// The returns.
    pub row: AnsweredRow,
}

/// Reads the returns that the options name; `None` when that cannot be done, which was told.
pub fn read(options: &Check, lang: Lang) -> anyhow::Result<Option<Refiled>> {
    match Returns::read(&options.returns) {
        Ok(returns) => Ok(Some(Refiled { returns, in_force: InForce::default() })),
        Err(error) => {
            let Some(why) = refused(&error, lang) else { return Err(error.into()) };
            anstream::eprintln!("{why}");
            Ok(None)
        }
    }
}

impl Refiled {
    /// How many returns are known.
    pub const fn known(&self) -> usize {
        self.returns.len()
    }

    /// A file begins.
    pub fn begin(&mut self) {
        self.in_force = InForce::default();
    }

    /// The receipts of a batch that are filed again; batches come in the order of the file.
    pub fn of(&mut self, batch: &Batch) -> Vec<Answered> {
        let before = self.in_force.pass(batch);
        let one = |receipt: usize| {
            let row = self.returns.answered(batch, receipt, institution_at(before, batch, receipt))?;
            let own = batch.receipts.get(receipt)?;
            let (seq, line) = (batch.seq_of(receipt), batch.line_of(own.row));
            Some(Answered { seq, number: own.number, line, row })
        };
        (0..batch.receipts.len()).filter_map(one).collect()
    }
}
