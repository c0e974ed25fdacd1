//! The outputs, made of the segments of all units and parts in their order.

use crate::error::{BatchError, Step};
use crate::folder::{Folder, write_whole};
use crate::segment::{KINDS, Reader};
use crate::unit::segment_name;

/// Writes `receipts.jsonl`, `findings.jsonl` and `defects.jsonl`, each whole or not at all.
pub(crate) fn join(folder: &Folder, units: usize, parts: u64) -> Result<(), BatchError> {
    for kind in KINDS {
        let mut failed = None;
        let path = folder.output(&format!("{kind}.jsonl"));
        let written = write_whole(&path, |to| {
            for unit in 0..units {
                let opened =
                    (0..parts).map(|part| Reader::open(&folder.work(&segment_name(unit, part, kind))));
                match opened.collect::<Result<Vec<_>, _>>() {
                    Ok(mut readers) => merge(&mut readers, to)?,
                    Err(error) => {
                        failed = Some(error);
                        return Err(std::io::ErrorKind::Other.into());
                    }
                }
            }
            Ok(())
        });
        match (written, failed) {
            (_, Some(error)) => return Err(error),
            // What was read of a segment is checked by its length.
            (Err(BatchError::Machine { path, cause, .. }), None) => {
                return Err(BatchError::Machine { path, step: Step::Write, cause });
            }
            (written, None) => written?,
        }
    }
    Ok(())
}

/// Frames of several parts in the order of their keys; no two parts have the same receipt.
fn merge(readers: &mut [Reader], to: &mut impl std::io::Write) -> std::io::Result<()> {
    loop {
        let next =
            readers.iter_mut().filter(|reader| reader.key().is_some()).min_by_key(|reader| reader.key());
        match next {
            Some(reader) => reader.copy_next(to)?,
            None => return Ok(()),
        }
    }
}
