//! `shinsa completions`: a completion script made from the command tree.

use model::Lang;

use crate::args::{Completions, tree};
use crate::exit::Done;

/// Writes the script to standard output.
#[expect(clippy::unnecessary_wraps, reason = "all commands end alike")]
pub fn run(options: &Completions, lang: Lang) -> anyhow::Result<Done> {
    clap_complete::generate(options.shell, &mut tree(lang), "shinsa", &mut std::io::stdout());
    Ok(Done::Clean)
}
