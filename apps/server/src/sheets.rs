//! Receipts as on paper, laid out from the bytes of claims by the rules and masters of now.

use desk::{CheckedReceipt, Sheet};
use model::Lang;

use crate::app::App;

/// The sheet of a receipt of a file; `None` when its bytes hold no receipt.
pub fn laid_out(app: &App, claims: &[u8], of: &CheckedReceipt, lang: Lang) -> Option<Sheet> {
    let standing = app.session().pin();
    desk::sheet(part(claims, of.bytes), part(claims, of.frame), of, &standing.live, lang)
}

/// The bytes between two places of a file.
pub fn part(bytes: &[u8], (from, to): (u64, u64)) -> &[u8] {
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
    bytes.get(at(from)..at(to)).unwrap_or_default()
}
