//! What a return file leaves to be remembered: which receipts were returned, without their text.

use crate::refile::{KnownReturn, digest, history_line};

/// The returns of a file, in its order; `None` when it is no return file, or does not say whose it is.
pub fn known(bytes: &[u8]) -> Option<Vec<KnownReturn>> {
    let bytes = bytes.strip_suffix(&[0x1A]).unwrap_or(bytes);
    let rows = bytes.split(|&b| b == b'\n').map(|row| row.strip_suffix(b"\r").unwrap_or(row));
    let mut rows = rows.filter(|row| !row.is_empty());
    let head = rows.next().filter(|row| row.starts_with(b"HI,"))?;
    let (agency, institution) = (number(head, 2)?, (number(head, 4)?, number(head, 6)?));
    let (mut known, mut own) = (Vec::new(), Vec::new());
    let mut close = |own: &mut Vec<&[u8]>| {
        if let Some(receipt) = own.iter().find(|row| row.starts_with(b"RE,")) {
            let search_number = item(receipt, 19).filter(|number| !number.is_empty()).map(str::to_owned);
            known.push(KnownReturn {
                agency,
                institution,
                search_number,
                digest: digest(own.iter().copied()),
            });
        }
        own.clear();
    };
    for row in rows {
        match row.get(..2) {
            // What follows a receipt's records ends them: reasons, history, sums.
            Some(b"HR" | b"HG") => close(&mut own),
            _ if history_line(row).is_some() => close(&mut own),
            Some(b"IR") => {
                close(&mut own);
                own.push(row);
            }
            Some(b"RE") if own.iter().any(|row| row.starts_with(b"RE,")) => {
                close(&mut own);
                own.push(row);
            }
            _ => own.push(row),
        }
    }
    close(&mut own);
    Some(known)
}

fn item(row: &[u8], item: usize) -> Option<&str> {
    let field = row.split(|&b| b == b',').nth(item.checked_sub(1)?)?;
    std::str::from_utf8(field).ok().map(str::trim)
}

fn number<T: std::str::FromStr>(row: &[u8], at: usize) -> Option<T> {
    item(row, at)?.parse().ok()
}
