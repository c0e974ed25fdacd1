//! Reading: the bytes of a batch become columns and defects. Never fails as a whole.
//!
//! 1. [`Marks`] finds commas and line ends of the whole batch.
//! 2. Every row goes to [`quick`], which takes the ordinary row of most kinds in one go when nothing about it is doubtful,
//!    else to [`careful`], which splits the row, tests every field by its layout and says exactly what is wrong.
//! 3. Both hand the values to the same columns through [`pass::Pass`].
//!
//! Note to whoever changes this: `quick` may only take a row that `careful` would take without a defect and with the
//! same values. The tests crate holds a slow reader made from the same layouts, and compares all three.

mod careful;
mod details;
mod fields;
mod history_line;
mod into_columns;
mod order;
mod pass;
#[expect(
    clippy::indexing_slicing,
    reason = "tables of 256 by a byte; a window of 128 by constants and small offsets"
)]
mod quick;
mod rows;
mod values;

pub use fields::Fields;
pub use quick::memo;

use std::sync::LazyLock;

use crate::batch::Batch;
use crate::layout::Compiled;
use crate::records::RecordKind;
use crate::scan::{Masks, Portable};
use pass::Pass;

/// Compiled layouts of all kinds of records, in the order of [`RecordKind::ALL`].
static LAYOUTS: LazyLock<Vec<Compiled>> =
    LazyLock::new(|| RecordKind::ALL.iter().map(|kind| Compiled::new(kind.layout())).collect());

/// The compiled layout of a kind of record.
pub fn compiled(kind: RecordKind) -> Option<&'static Compiled> {
    LAYOUTS.get(kind as usize)
}

/// The most bytes that a row may have; longer ones are left aside and reported.
///
/// The longest record of the format (SJ, 2,400 bytes of text) is far below; rows are measured with 16 bits.
pub const MAX_ROW: usize = 60_000;

/// Reads `batch.bytes` into the columns of `batch`.
pub fn read(batch: &mut Batch) {
    #[cfg(target_arch = "x86_64")]
    if let Some(v4) = pulp::x86::V4::try_new() {
        let with = crate::scan::Avx512(v4);
        v4.vectorize(Scanning { batch, with });
        return v4.vectorize(Reading { batch, with });
    }
    read_with_avx2(batch);
}

/// Reads with AVX2 at most: what older processors do.
pub fn read_with_avx2(batch: &mut Batch) {
    #[cfg(target_arch = "x86_64")]
    if let Some(v3) = pulp::x86::V3::try_new() {
        let with = crate::scan::Avx2(v3);
        v3.vectorize(Scanning { batch, with });
        return v3.vectorize(Reading { batch, with });
    }
    read_portably(batch);
}

/// Reads without any special instruction: for processors that lack them, and for comparison in tests.
pub fn read_portably(batch: &mut Batch) {
    batch.marks.scan(Portable, &batch.bytes);
    read_with(batch, Portable);
}

/// Reads with every row taken the careful way: for comparison in tests.
pub fn read_carefully(batch: &mut Batch) {
    batch.clear_columns();
    let bytes = std::mem::take(&mut batch.bytes);
    let mut marks = std::mem::take(&mut batch.marks);
    marks.scan(Portable, &bytes);
    batch.make_room(marks.line_feeds.len() + 2);
    let mut memo = std::mem::take(&mut batch.memo);
    let mut pass = Pass::new(&bytes, &marks, memo.open(), batch);
    pass.rows(|_, _| false);
    pass.finish();
    (batch.bytes, batch.marks, batch.memo) = (bytes, marks, memo);
}

/// PERF: a function of its own, whose few values then stay in registers.
struct Scanning<'a, M> {
    batch: &'a mut Batch,
    with: M,
}

impl<M: Masks> pulp::NullaryFnOnce for Scanning<'_, M> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.batch.marks.scan(self.with, &self.batch.bytes);
    }
}

struct Reading<'a, M> {
    batch: &'a mut Batch,
    with: M,
}

impl<M: Masks> pulp::NullaryFnOnce for Reading<'_, M> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        read_with(self.batch, self.with);
    }
}

/// Reads bytes whose separators were found.
#[inline(always)]
fn read_with<M: Masks>(batch: &mut Batch, with: M) {
    batch.clear_columns();
    let bytes = std::mem::take(&mut batch.bytes);
    let marks = std::mem::take(&mut batch.marks);
    batch.make_room(marks.line_feeds.len() + 2);
    let mut memo = std::mem::take(&mut batch.memo);
    let mut pass = Pass::new(&bytes, &marks, memo.open(), batch);
    pass.rows(
        #[inline(always)]
        |pass, rows| quick::take(pass, with, rows),
    );
    pass.finish();
    (batch.bytes, batch.marks, batch.memo) = (bytes, marks, memo);
}
