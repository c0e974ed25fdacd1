//! Wrong use of the command line, told in the user's language.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use model::{Lang, Text};

use crate::exit::WRONG_USE;

/// Tells what clap found and gives the exit code; help and version are no mistakes.
pub fn tell(error: &clap::Error, lang: Lang) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if lang == Lang::En || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return ExitCode::from(WRONG_USE);
    }
    anstream::eprintln!("エラー: {}", sentence(error));
    anstream::eprintln!("使い方は「shinsa --help」で確認できます");
    ExitCode::from(WRONG_USE)
}

fn sentence(error: &clap::Error) -> String {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = value(ContextKind::InvalidArg);
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません", value(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("「{argument}」という引数はありません"),
        ErrorKind::MissingRequiredArgument => format!("必要な引数がありません: {argument}"),
        ErrorKind::MissingSubcommand => "コマンドを指定してください".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{argument}」の値「{}」は正しくありません", value(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => format!("「{argument}」は一緒に指定できない引数があります"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("「{argument}」の値の数が正しくありません")
        }
        _ => Text::new("引数が正しくありません", "wrong arguments").ja.to_owned(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .map(value)
        .into_iter()
        .find(|near| !near.is_empty());
    if let Some(near) = near {
        text.push_str(&format!("（「{near}」ではありませんか）"));
    }
    // The parsers of values say what they take; clap keeps it as the source, or as a list.
    let takes =
        std::error::Error::source(error).map_or_else(|| value(ContextKind::ValidValue), ToString::to_string);
    if matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) && !takes.is_empty() {
        text.push_str(&format!("。指定できる値: {takes}"));
    }
    text
}
