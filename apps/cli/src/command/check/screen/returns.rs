//! Returns on screen: how many are known, and which of them a receipt answers.

use std::io::Write;

use model::{Lang, Level, Text};
use wire::{AnswerRow, AnsweredRow};

use super::told::Parts;
use crate::output::FAINT;

/// What is told of a receipt that is filed again.
pub fn parts(row: &AnsweredRow, lang: Lang) -> Parts {
    let (what, advice) = match row.state.as_str() {
        "one" => {
            (Text::new("再請求です。答える返戻: ", "filed again; it answers the return "), Text::new("", ""))
        }
        "several" => (
            Text::new(
                "再請求です。次のどの返戻に答えるものか決められません: ",
                "filed again; it may answer any of these returns: ",
            ),
            Text::new(
                "検索番号（RE）を返戻ファイルのとおりに残してください",
                "leave the 検索番号 of RE as it stands in the return file",
            ),
        ),
        _ => (
            Text::new(
                "再請求ですが、答える返戻が見つかりません",
                "filed again, and no known return is the one it answers",
            ),
            Text::new(
                "検索番号（RE）と履歴が返戻ファイルのとおりか、--returns に足りない返戻ファイルがないか確かめてください",
                "see that 検索番号 and history are as in the return file, and that no return file is missing in --returns",
            ),
        ),
    };
    let places: Vec<String> = row.returns.iter().map(|one| place(one, lang)).collect();
    Parts {
        level: Level::L48,
        code: Text::new("返戻", "RETURN").in_lang(lang),
        what: format!("{}{}", what.in_lang(lang), places.join(Text::new("、", ", ").in_lang(lang))),
        advice: advice.in_lang(lang).to_owned(),
        basis: String::new(),
        rows: Vec::new(),
    }
}

fn place(one: &AnswerRow, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{} の{}件目", one.file, one.ordinal),
        Lang::En => format!("{} no. {}", one.file, one.ordinal),
    }
}

/// Says how many returns were read.
pub fn known(out: &mut dyn Write, known: usize, lang: Lang) -> anyhow::Result<()> {
    let line = match lang {
        Lang::Ja => format!("返戻: {known}件"),
        Lang::En => format!("returns: {known}"),
    };
    writeln!(out, "{FAINT}{line}{FAINT:#}")?;
    Ok(())
}
