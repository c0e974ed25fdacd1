//! `shinsa`: the command line. Reads what the user asks for, runs one command, turns its end into an exit code.

mod args;
mod command;
mod exit;
mod lang;
mod output;

use std::process::ExitCode;

fn main() -> ExitCode {
    let lang = lang::of_process();
    let arguments = match args::parse(lang) {
        Ok(arguments) => arguments,
        Err(told) => return told,
    };
    match command::run(arguments) {
        Ok(done) => done.into(),
        Err(error) => exit::failed(&error, lang),
    }
}
