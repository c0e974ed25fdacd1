//! The defects of a whole file, cut into batches of any size: what the intake says must not depend on the size.

use intake::file::FileState;
use model::Defect;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

/// Reads and checks a file batch by batch.
pub fn defects(file: &[u8], size: usize) -> Vec<Defect> {
    let mut cutter = Cutter::new(file, Limits { batch: size, receipt: 1 << 24 });
    let (mut batch, mut state, mut all) = (Batch::default(), FileState::default(), Vec::new());
    while cutter.next(&mut batch).expect("a slice can be read") {
        receipt::read(&mut batch);
        intake::structure::check(&mut batch);
        state.take(&mut batch);
        all.append(&mut batch.defects);
    }
    all.extend(state.finish());
    all.sort();
    all
}

/// Stops with the first defect that is told only in small batches, or only in one.
#[track_caller]
pub fn check(file: &[u8], size: usize) {
    let (whole, cut) = (defects(file, 1 << 24), defects(file, size));
    let differ = whole.iter().zip(&cut).find(|(a, b)| a != b);
    assert!(whole == cut, "batches of {size} bytes differ: {differ:#?}\n{}", file.escape_ascii());
}
