//! Ways of judging a claim file by a rule book: reading alone, judging alone, both fused.

use eval::{Book, Config, Earlier, Judgement, Scratch};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

/// What judging a file came to; findings are kept as a program that shows them would keep them.
#[derive(Debug, Default)]
pub struct Judged {
    /// Receipts judged.
    pub receipts: u64,
    /// What the rules said, receipt by receipt.
    pub judgements: Vec<(u64, Judgement)>,
}

/// Goes through a file batch by batch; every batch is read.
///
/// # Panics
/// When the bytes end early, which bytes in memory never do.
pub fn each_batch(bytes: &[u8], mut take: impl FnMut(&Batch)) {
    let (mut cutter, mut batch) = (Cutter::new(bytes, Limits::default()), Batch::default());
    let mut before = 0;
    while cutter.next(&mut batch).expect("bytes in memory") {
        receipt::read(&mut batch);
        batch.receipts_before = before;
        before += batch.receipts.len() as u64;
        take(&batch);
    }
}

/// Reading alone: the columns of every receipt, and nothing done with them.
pub fn read(bytes: &[u8]) -> u64 {
    let mut receipts = 0;
    each_batch(bytes, |batch| receipts += batch.receipts.len() as u64);
    receipts
}

/// Batches that stay in memory, for judging alone.
pub fn batches(bytes: &[u8]) -> Vec<Batch> {
    let mut cutter = Cutter::new(bytes, Limits::default());
    let (mut all, mut before) = (Vec::new(), 0);
    loop {
        let mut batch = Batch::default();
        if !cutter.next(&mut batch).expect("bytes in memory") {
            return all;
        }
        receipt::read(&mut batch);
        batch.receipts_before = before;
        before += batch.receipts.len() as u64;
        all.push(batch);
    }
}

/// Judges the receipts of one batch.
pub fn judge(book: &Book<'_>, batch: &Batch, scratch: &mut Scratch, into: &mut Judged) {
    for receipt in 0..batch.receipts.len() {
        let seq = batch.seq_of(receipt);
        let said = book.judge(batch, receipt, Earlier::default(), Config::default(), scratch);
        into.judgements.extend(said.into_iter().map(|one| (seq, one)));
    }
    into.receipts += batch.receipts.len() as u64;
}

/// Judging alone, of batches that were read before.
pub fn judge_all(book: &Book<'_>, batches: &[Batch]) -> Judged {
    let (mut scratch, mut judged) = (Scratch::default(), Judged::default());
    batches.iter().for_each(|batch| judge(book, batch, &mut scratch, &mut judged));
    judged
}

/// Reading and judging, batch by batch.
pub fn read_and_judge(book: &Book<'_>, bytes: &[u8]) -> Judged {
    let (mut scratch, mut judged) = (Scratch::default(), Judged::default());
    each_batch(bytes, |batch| judge(book, batch, &mut scratch, &mut judged));
    judged
}
