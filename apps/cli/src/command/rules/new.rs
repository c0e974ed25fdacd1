//! `shinsa rules new`: a file with one rule to write, every clause in its place; an existing file is never touched.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use dsl::diagnostic::near;
use dsl::scaffold::Scaffold;
use dsl::{DiagnosticCode, Surface};
use masters::column::Cycle;
use model::{CheckKind, Date, Lang};

use crate::args::rules::{New, SurfaceChoice};
use crate::exit::{Done, output_cause};
use crate::output::to_stdout;

/// Writes the file.
pub fn run(options: &New, lang: Lang) -> anyhow::Result<Done> {
    let check = match kind(options.kind.as_deref()) {
        Ok(check) => check,
        Err(written) => return Ok(no_such_kind(written, lang)),
    };
    let surface = match options.surface {
        SurfaceChoice::Ja => Surface::Japanese,
        SurfaceChoice::En => Surface::English,
    };
    let scaffold = Scaffold { code: &options.code, title: options.title.as_deref(), check, from: newest() };
    let Ok(text) = scaffold.text(surface) else { return Ok(bad_code(&options.code, lang)) };
    let path = options.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.rule", options.code)));
    match write(&path, &text) {
        Ok(()) => told(&path, lang),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(already_there(&path, lang)),
        Err(error) => Err(anyhow!("{}: {}", path.display(), output_cause(&error, lang))),
    }
}

/// The first day of the newest revision that official data show.
pub(super) fn newest() -> Date {
    let seen = masters::revisions(Cycle::Fees).iter().rev().filter(|revision| revision.verified);
    seen.filter_map(|revision| Date::from_number(revision.start)).next().unwrap_or(Date::FIRST)
}

fn kind(written: Option<&str>) -> Result<CheckKind, &str> {
    let Some(written) = written else { return Ok(CheckKind::Other) };
    let named = |kind: &&CheckKind| kind.name().ja == written || kind.slug() == written;
    CheckKind::ALL.iter().find(named).copied().ok_or(written)
}

fn no_such_kind(written: &str, lang: Lang) -> Done {
    let names: Vec<&str> = CheckKind::ALL
        .iter()
        .map(|kind| match lang {
            Lang::Ja => kind.name().ja,
            Lang::En => kind.slug(),
        })
        .collect();
    let near = near(written, CheckKind::ALL.iter().flat_map(|kind| [kind.name().ja, kind.slug()]));
    match (lang, near.is_empty()) {
        (Lang::Ja, false) => {
            anstream::eprintln!("「{written}」という区分はありません。もしかして: {}", near.join("、"))
        }
        (Lang::Ja, true) => {
            anstream::eprintln!("「{written}」という区分はありません。区分: {}", names.join("、"))
        }
        (Lang::En, false) => {
            anstream::eprintln!("no kind of check is called `{written}`; did you mean: {}", near.join(", "))
        }
        (Lang::En, true) => {
            anstream::eprintln!("no kind of check is called `{written}`; kinds: {}", names.join(", "))
        }
    }
    Done::Misused
}

fn bad_code(code: &str, lang: Lang) -> Done {
    match lang {
        Lang::Ja => anstream::eprintln!(
            "「{code}」は規則コードにできません。漢字・カタカナ・英数字と「-」で、空白とひらがなを入れずに書きます（例: B001-2-年齢）"
        ),
        Lang::En => anstream::eprintln!(
            "`{code}` cannot be a rule code: letters, digits and `-`, no space and no hiragana (as B001-2-年齢)"
        ),
    }
    Done::Misused
}

fn already_there(path: &Path, lang: Lang) -> Done {
    let path = path.display();
    match lang {
        Lang::Ja => {
            anstream::eprintln!("{path}: 既にあるので書きません。別の名前を --out で指定してください")
        }
        Lang::En => {
            anstream::eprintln!("{path}: is there already and is left as it is; give another name with --out")
        }
    }
    Done::Misused
}

/// Only a file that is not there yet is made: looking first and writing then would not be safe.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn told(path: &Path, lang: Lang) -> anyhow::Result<Done> {
    let (path, code) = (path.display(), DiagnosticCode::Unwritten.code());
    to_stdout(|out| {
        match lang {
            Lang::Ja => writeln!(
                out,
                "{path}を作りました。「未記入」を書き換え、shinsa rules check {path} で確かめてください（残りは{code}として示します）"
            )?,
            Lang::En => writeln!(
                out,
                "{path} is made: write what is unwritten, then shinsa rules check {path} (what is left is told as {code})"
            )?,
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}
