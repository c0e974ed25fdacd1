//! The commands, one file each.

mod check;
mod completions;
mod corpus;
mod eligibility;
mod explain;
mod fees;
mod log;
mod masters;
mod outputs;
mod replay;
pub mod revision;
mod rules;
mod screen;
mod serve;
mod service;

use model::Lang;

use crate::args::{Arguments, Command};
use crate::exit::Done;

/// Runs the command that was asked for.
pub fn run((arguments, lang): (Arguments, Lang)) -> anyhow::Result<Done> {
    let quiet = arguments.quiet;
    match arguments.command {
        Command::Check(options) => check::run(&options, lang, quiet),
        Command::Screen(options) => screen::run(&options, lang, quiet),
        Command::Explain(options) => explain::run(&options, lang),
        Command::Masters(options) => masters::run(&options, lang, quiet),
        Command::Corpus(options) => corpus::run(&options, lang, quiet),
        Command::Rules(options) => rules::run(&options, lang, arguments.quiet),
        Command::Outputs(options) => outputs::run(&options, lang),
        Command::Fees(options) => fees::run(&options, lang),
        Command::Log(options) => log::run(&options, lang),
        Command::Replay(options) => replay::run(&options, lang, quiet),
        Command::Serve(options) => serve::run(&options, lang, quiet),
        Command::Service(options) => service::run(&options, lang),
        Command::Completions(options) => completions::run(&options, lang),
    }
}
