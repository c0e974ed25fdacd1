//! The desk: what a person sees of a claim file, and how it is mended. Knows nothing of HTTP, databases and files.
//!
//! [`check`] judges the bytes of one claim file by one snapshot and gives a [`Checked`], which holds nothing that names a
//! patient. See docs/design/service.md.

mod built_in;
pub mod called;
mod check;
mod checked;
pub mod comments;
pub mod compare;
mod earlier;
pub mod mending;
pub mod official;
mod one;
pub mod returned;
pub mod sheet;
mod taken;
pub mod trace;

pub use built_in::built_in;
pub use called::Called;
pub use check::{Asked, Failed, check, check_beside, routing};
pub use checked::{
    Checked, CheckedDefect, CheckedFinding, CheckedLine, CheckedReason, CheckedReceipt, CheckedRevision,
    CheckedSummary, Excluded, Open, PayerPoints,
};
pub use comments::{CommentChoice, CommentChoices, TextRefused, comment_choices};
pub use compare::{Comparison, compare};
pub use earlier::{Filing, earlier, filings};
pub use mending::{Mend, MendError, Repair, mend, repairs};
pub use official::{AspList, AspLists, Unwritten, asp_list};
pub use sheet::{Sheet, sheet};
pub use taken::{Linked, Rows as TakenRows, Taken};
pub use trace::{Trace, TraceNode, trace};
