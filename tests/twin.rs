//! The slow twin of the reader: the same layouts read by grammars, one field after another, with nothing made ready.
//!
//! It shares the layouts, the registry and the tables with engine/receipt, and no other code: rows and fields are
//! split by nom, items are found by their names, groups, units and comments are put together from whole receipts.
//! It takes any bytes; what it says must equal what every way of the fast reader says.

mod assemble;
mod characters;
mod content;
mod fields;
mod form;
mod glances;
mod groups;
mod order;
mod parts;
mod rows;
pub mod values;
mod view;

pub use assemble::read;
pub use content::Content;
pub use view::content_of;

use receipt::{Batch, Encoding};

/// Bytes read by one of the ways of the fast reader.
pub fn batch_of(bytes: &[u8], encoding: Encoding, read: fn(&mut Batch)) -> Batch {
    let mut batch = Batch { bytes: bytes.to_vec(), encoding, ..Batch::default() };
    read(&mut batch);
    batch
}

/// Reads in all ways there are and compares.
#[track_caller]
pub fn check(bytes: &[u8], encoding: Encoding) {
    let slow = read(bytes, encoding);
    use receipt::read::{read_carefully, read_portably, read_with_avx2};
    for read in [receipt::read, read_with_avx2, read_portably, read_carefully] {
        let batch = batch_of(bytes, encoding, read);
        glances::check(&batch);
        assert_same(&content_of(&batch), &slow, bytes);
    }
}

/// Stops with the first difference and the bytes that led to it.
#[track_caller]
pub fn assert_same(fast: &Content, slow: &Content, bytes: &[u8]) {
    if fast == slow {
        return;
    }
    let (fast, slow) = (format!("{fast:#?}"), format!("{slow:#?}"));
    let at = fast.lines().zip(slow.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let part = |text: &str| text.lines().skip(at.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
    let shown = bytes.escape_ascii();
    panic!("the readers differ\n--- fast\n{}\n--- slow\n{}\n--- bytes\n{shown}", part(&fast), part(&slow));
}
