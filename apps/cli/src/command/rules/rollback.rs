//! `shinsa rules rollback`: back to the revision that was active before.

use model::Lang;
use revisions::home::months_of_now;

use crate::args::rules::revision::Rollback;
use crate::command::revision::{self, or_told};
use crate::exit::Done;

/// Goes back.
pub fn run(options: &Rollback, lang: Lang) -> anyhow::Result<Done> {
    let home = match revision::home(options.revision_home.as_deref(), lang) {
        Ok(home) => home,
        Err(done) => return Ok(done),
    };
    let activated = or_told!(home.roll_back(options.to.as_deref(), &months_of_now()), lang);
    super::activate::tell(&activated, lang)
}
