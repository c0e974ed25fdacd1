//! A new password: typed twice without being seen, or the first line of standard input; never an argument, which others
//! of the machine can read.

use std::io::{BufRead, IsTerminal};

use anyhow::Context;
use model::{Lang, Text};
use server::settings::Fault;
use store::Secret;

use super::Result;

/// Asks for it.
pub(super) fn ask(lang: Lang) -> Result<Secret> {
    if !std::io::stdin().is_terminal() {
        return of_input();
    }
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    let first = typed(word("パスワード（12文字以上）: ", "password (12 characters or more): "))?;
    let again = typed(word("もう一度: ", "once more: "))?;
    if first.reveal() == again.reveal() {
        return Ok(first);
    }
    Err(Fault::new("二度の入力が違います。やり直してください", "the two are not the same: try again").into())
}

fn typed(prompt: &str) -> Result<Secret> {
    Ok(Secret::new(rpassword::prompt_password(prompt).context("password")?))
}

fn of_input() -> Result<Secret> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("stdin")?;
    let text = line.strip_suffix('\n').unwrap_or(&line);
    Ok(Secret::new(text.strip_suffix('\r').unwrap_or(text)))
}
