//! The work of a month from the command line.

mod results;
mod take;

use model::Lang;

use super::Result;
use crate::args::service::staff::Staff;
use crate::exit::Done;

/// Runs one of them.
pub async fn run(options: &Staff, lang: Lang) -> Result<Done> {
    match options {
        Staff::Take(options) => take::run(options, lang).await,
        Staff::Results(options) => results::run(options, lang).await,
    }
}
