//! Damage to the file as a whole: line ends, cut, encoding, packing.

use std::io::Write;

use super::{File, Where};
use crate::random::Draw;

/// The whole file.
const WHOLE: Where = (None, None);

fn replace(file: &mut File, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let bytes = file.clone().into_bytes();
    file.bytes = Some(change(bytes));
}

/// Ends lines with LF only.
pub(super) fn lf_only(file: &mut File, _: &mut Draw) -> Option<Where> {
    file.line_end = b"\n";
    Some(WHOLE)
}

/// Leaves the end-of-file code off.
pub(super) fn no_end(file: &mut File, _: &mut Draw) -> Option<Where> {
    file.end.clear();
    Some(WHOLE)
}

/// Cuts the file off anywhere.
pub(super) fn truncate(file: &mut File, draw: &mut Draw) -> Option<Where> {
    replace(file, |mut bytes| {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        bytes.truncate(draw.below(length) as usize);
        bytes
    });
    Some(WHOLE)
}

/// Writes the file in UTF-8.
pub(super) fn utf8(file: &mut File, _: &mut Draw) -> Option<Where> {
    replace(file, |bytes| {
        encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned().into_bytes()
    });
    Some(WHOLE)
}

/// Writes the file in UTF-8 with a byte-order mark.
pub(super) fn utf8_mark(file: &mut File, draw: &mut Draw) -> Option<Where> {
    utf8(file, draw)?;
    replace(file, |bytes| [b"\xEF\xBB\xBF", bytes.as_slice()].concat());
    Some(WHOLE)
}

/// Packs the file with gzip.
pub(super) fn gzip(file: &mut File, _: &mut Draw) -> Option<Where> {
    let bytes = file.clone().into_bytes();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&bytes).ok()?;
    file.bytes = Some(packer.finish().ok()?);
    Some(WHOLE)
}
