//! How a command ends: the exit codes that scripts rely on.

use std::io;
use std::process::ExitCode;

use model::{Lang, Text};

/// How a command that ran to its end came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// Nothing to correct.
    Clean = 0,
    /// Findings or defects.
    Troubled = 1,
    /// The command line asks for something that cannot be (told to the user).
    Misused = 2,
    /// Some input could not be processed; the rest was.
    Partly = 3,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        Self::from(done as u8)
    }
}

/// Wrong use of the command line.
pub const WRONG_USE: u8 = 2;

/// What the user gave cannot be used: rules with errors, a folder without a store, a file that is not what it should be.
#[derive(Debug)]
pub struct Misused(pub String);

impl std::fmt::Display for Misused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misused {}

/// Says why and gives the code: 2 where the user can mend it, 4 where the machine failed.
pub fn failed(error: &anyhow::Error, lang: Lang) -> ExitCode {
    let word = Text::new("エラー", "error").in_lang(lang);
    anstream::eprintln!("{word}: {error:#}");
    ExitCode::from(if error.is::<Misused>() { WRONG_USE } else { 4 })
}

/// Why a file could not be read or written, in words that say what to do.
pub fn io_cause(error: &io::Error, lang: Lang) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => Text::new("ファイルがありません。名前を確認してください", "no such file"),
        io::ErrorKind::PermissionDenied => Text::new("読み書きの権限がありません", "permission denied"),
        io::ErrorKind::IsADirectory => {
            Text::new("フォルダーです。ファイルを指定してください", "this is a folder; name a file")
        }
        io::ErrorKind::StorageFull => Text::new("ディスクに空きがありません", "the disk is full"),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Text::new(
            "圧縮ファイルが壊れているか、途中で切れています",
            "the packed file is damaged or cut short",
        ),
        io::ErrorKind::InvalidFilename => Text::new(
            "ファイル名を扱えません（UTF-8でないか、長すぎます）。名前を変えてください",
            "the name of the file cannot be used (it is not UTF-8, or too long); rename it",
        ),
        io::ErrorKind::Unsupported => Text::new(
            "パスワードが付いているか、読めない方式で圧縮されています。パスワードなしで圧縮し直してください",
            "it has a password or is packed in a way that cannot be read; pack it again without a password",
        ),
        _ => return error.to_string(),
    };
    text.in_lang(lang).to_owned()
}

/// Why a file could not be written, in words that say what to do.
pub fn output_cause(error: &io::Error, lang: Lang) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Text::new("書き出し先のフォルダーがありません", "the folder to write to does not exist")
                .in_lang(lang)
                .to_owned()
        }
        io::ErrorKind::IsADirectory => {
            Text::new("フォルダーです。ファイル名を指定してください", "this is a folder; name a file")
                .in_lang(lang)
                .to_owned()
        }
        _ => io_cause(error, lang),
    }
}
