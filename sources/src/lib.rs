//! Where bytes come from: files, folders, gzip, zip, standard input. The I/O that the engine does not do.
//!
//! What comes in: paths as a user names them. What goes out: named streams of unpacked bytes, in a stable order.
//! Packing is recognised by content, never by name; a member of a zip is named `a.zip!/b.UKE`.

mod error;
mod stream;
mod walk;

pub use error::SourceError;
pub use stream::{Stream, each_stream, each_stream_in, each_stream_or_stdin, open_stdin};
pub use walk::{Found, walk};
