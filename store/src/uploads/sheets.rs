//! The bytes of a sheet: for each receipt its length (32 bits, little endian) and its result.

use crate::error::{Problem, Result, StoreError};

/// Puts results into one sheet.
pub fn pack(receipts: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(receipts.iter().map(|r| r.len() + 4).sum());
    for receipt in receipts {
        let length =
            u32::try_from(receipt.len()).map_err(|_| StoreError::new("upload_sheets", Problem::Text))?;
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(receipt);
    }
    Ok(bytes)
}

/// Takes them out again.
pub fn unpack(mut bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    let damaged = || StoreError::new("upload_sheets", Problem::Damaged);
    let mut receipts = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| damaged())?;
        let (receipt, rest) = rest.split_at_checked(length).ok_or_else(damaged)?;
        receipts.push(receipt.to_vec());
        bytes = rest;
    }
    Ok(receipts)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]
    use super::*;

    #[test]
    fn what_was_packed_comes_out_and_a_cut_sheet_is_told() {
        let receipts = vec![b"{}".to_vec(), Vec::new(), vec![0; 300]];
        let bytes = pack(&receipts).unwrap();
        assert_eq!(unpack(&bytes).unwrap(), receipts);
        assert_eq!(unpack(&bytes[..bytes.len() - 1]).unwrap_err().problem(), Problem::Damaged);
        assert_eq!(unpack(&[1, 0]).unwrap_err().problem(), Problem::Damaged);
    }
}
