//! `shinsa outputs write`: the official lists of a run, written when they are needed.

use batch::{Asked, BatchError, Official};
use formats::return_file;
use model::{Lang, Text};

use crate::args::outputs::Write;
use crate::exit::{Done, io_cause};

/// Writes the lists of a run.
pub fn run(options: &Write, lang: Lang) -> anyhow::Result<Done> {
    let asked = Asked { processed: options.processed, sent: options.sent };
    match batch::official(&options.run, &options.out, &asked) {
        Ok(official) => {
            tell(&official, &options.out.display().to_string(), lang);
            Ok(Done::Clean)
        }
        Err(error) => {
            let Some(why) = refused(&error, lang) else { return Err(error.into()) };
            anstream::eprintln!("{why}");
            Ok(Done::Misused)
        }
    }
}

/// What was written, for people.
fn tell(official: &Official, out: &str, lang: Lang) {
    let ja = lang == Lang::Ja;
    for (list, n) in &official.files {
        let name = name_of(list).in_lang(lang);
        anstream::eprintln!("{name}: {n}{}", if ja { "ファイル" } else { " files" });
    }
    let (left, fitted) = (official.left_out, official.fitted);
    if left + fitted > 0 {
        anstream::eprintln!(
            "{}",
            match lang {
                Lang::Ja => format!(
                    "帳票に記録できなかったもの{left}件、欄に合わせて直した文字列{fitted}件: {out}/notes.jsonl"
                ),
                Lang::En => format!("{left} left out of the lists, {fitted} texts fitted: {out}/notes.jsonl"),
            }
        );
    }
    if official.files.contains_key("HEN") {
        anstream::eprintln!("{}", return_file::UNVERIFIED.in_lang(lang));
    }
}

/// The name of a list.
fn name_of(list: &str) -> Text {
    let forms = [
        &formats::return_list::FORM,
        &formats::change_list::FORM,
        &formats::asp_list::FORM,
        &formats::reception_list::FORM,
        &return_file::FORM,
    ];
    forms.into_iter().find(|form| form.id == list).map_or(Text::new("帳票", "list"), |form| form.name)
}

/// Why lists of a run cannot be written, when it is for the user to mend.
pub fn refused(error: &BatchError, lang: Lang) -> Option<String> {
    Some(match (error, lang) {
        (BatchError::Changed { file }, Lang::Ja) => format!(
            "{file}: 審査した後に変わっています。帳票は書きません。審査したときのファイルに戻すか、もう一度審査してください"
        ),
        (BatchError::Changed { file }, Lang::En) => format!(
            "{file}: it changed since it was screened, so no list is written; put the file back or screen again"
        ),
        (BatchError::Stdin, Lang::Ja) => {
            "-: 標準入力で審査したものは、後からは読み直せません。ファイルで審査してください".to_owned()
        }
        (BatchError::Stdin, Lang::En) => {
            "-: what came by standard input cannot be read again; screen files instead".to_owned()
        }
        (BatchError::Row { path, line }, Lang::Ja) => format!(
            "{}: {line}行目が読めません。審査の結果のフォルダーか、同じ版のプログラムで書いたものか確かめてください",
            path.display()
        ),
        (BatchError::Row { path, line }, Lang::En) => format!(
            "{}: row {line} cannot be read; see that it is a folder of results, written by this version",
            path.display()
        ),
        (BatchError::Exists { path }, Lang::Ja) => {
            format!("{}: 既にあります。別のフォルダーを指定してください", path.display())
        }
        (BatchError::Exists { path }, Lang::En) => {
            format!("{}: is there already; name another folder", path.display())
        }
        (BatchError::NoRun, Lang::Ja) => {
            "run.json がありません。shinsa screen が終わったフォルダーを指定してください".to_owned()
        }
        (BatchError::NoRun, Lang::En) => {
            "there is no run.json; name a folder in which shinsa screen came to its end".to_owned()
        }
        (BatchError::NotReturns { file }, Lang::Ja) => {
            format!("{file}: 返戻ファイル（HEN）ではありません。HIレコードで始まるファイルを指定してください")
        }
        (BatchError::NotReturns { file }, Lang::En) => {
            format!("{file}: it is no return file (HEN); name one that begins with an HI record")
        }
        (BatchError::Input(error), _) => format!("{}: {}", error.name, io_cause(&error.cause, lang)),
        _ => return None,
    })
}
