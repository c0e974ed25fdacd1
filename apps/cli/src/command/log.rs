//! `shinsa log verify`: whether decision logs, and the runs that they are of, are as they were written.

use std::path::Path;

use batch::{Broken, LogError, LogState, Run, Wrong, append, verify_log, verify_run};
use model::{Lang, Text};
use serde::Serialize;

use crate::args::log::{Log, Verify};
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// Runs a subcommand.
pub fn run(options: &Log, lang: Lang) -> anyhow::Result<Done> {
    match options {
        Log::Verify(options) => verify(options, lang),
    }
}

/// What is told of a folder.
#[derive(Debug, Serialize)]
struct Told {
    folder: String,
    whole: bool,
    records: Option<u64>,
    runs: Option<usize>,
    head: Option<String>,
    wrong: Vec<String>,
}

fn verify(options: &Verify, lang: Lang) -> anyhow::Result<Done> {
    let all = options.dirs.iter().map(|dir| told(dir, lang)).collect::<anyhow::Result<Vec<_>>>()?;
    to_stdout(|out| {
        for told in &all {
            if options.json {
                serde_json::to_writer(&mut *out, told)?;
                writeln!(out)?;
            } else {
                on_screen(out, told, lang)?;
            }
        }
        Ok(())
    })?;
    Ok(if all.iter().all(|told| told.whole) { Done::Clean } else { Done::Troubled })
}

fn on_screen(out: &mut dyn std::io::Write, told: &Told, lang: Lang) -> anyhow::Result<()> {
    let whole = Text::new("書かれたときのままです", "as it was written").in_lang(lang);
    let head = told.head.as_deref().unwrap_or_default();
    if told.whole {
        writeln!(out, "{}: {whole} {head}", told.folder)?;
    }
    for wrong in &told.wrong {
        writeln!(out, "{}: {wrong}", told.folder)?;
    }
    Ok(())
}

/// A folder with `run.json` is a run, any other a lasting log.
fn told(dir: &Path, lang: Lang) -> anyhow::Result<Told> {
    let folder = dir.display().to_string();
    if dir.join("run.json").exists() {
        let (run, wrong) = verify_run(dir).map_err(|error| machine(error, lang))?;
        let wrong: Vec<String> = wrong.iter().map(|wrong| of_wrong(wrong, lang)).collect();
        let head = Some(run.decisions);
        return Ok(Told { folder, whole: wrong.is_empty(), records: None, runs: None, head, wrong });
    }
    if !dir.join("000001.log").exists() {
        let text =
            Text::new("決定ログも run.json もありません", "there is neither a decision log nor run.json");
        anyhow::bail!("{folder}: {}", text.in_lang(lang));
    }
    Ok(match verify_log(dir) {
        Ok(LogState { head, runs, torn, .. }) => {
            let wrong: Vec<String> = torn.then(|| of_wrong(&Wrong::Torn, lang)).into_iter().collect();
            Told {
                folder,
                whole: !torn,
                records: Some(head.records),
                runs: Some(runs.len()),
                head: Some(head.hash),
                wrong,
            }
        }
        Err(LogError::Broken(broken)) => {
            let wrong = vec![of_broken(&broken, lang)];
            Told { folder, whole: false, records: None, runs: None, head: None, wrong }
        }
        Err(LogError::Machine(error)) => return Err(machine(error, lang)),
    })
}

/// Appends a run to the lasting log that was asked for; whether it could be.
pub fn keep(dir: Option<&Path>, run: &Run, lang: Lang) -> anyhow::Result<bool> {
    let Some(dir) = dir else { return Ok(true) };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    match append(dir, run, now.map_or(0, |since| since.as_secs())) {
        Ok(_) => Ok(true),
        Err(LogError::Machine(error)) => Err(machine(error, lang)),
        Err(LogError::Broken(broken)) => {
            let text = Text::new(
                "この審査は決定ログに加えていません。ログを調べるか、別のフォルダーを --log に指定してください",
                "the run was not added to the decision log; look into it or name another folder with --log",
            );
            let (folder, what) = (dir.display(), of_broken(&broken, lang));
            anstream::eprintln!("{folder}: {what}\n{folder}: {}", text.in_lang(lang));
            Ok(false)
        }
    }
}

/// What is wrong, for people.
pub fn of_wrong(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Chain(broken) => of_broken(broken, lang),
        Wrong::Torn => Text::new(
            "最後の記録が途中で切れています（書き込みの中断）",
            "the last record is cut short (a writer was broken off)",
        )
        .in_lang(lang)
        .to_owned(),
        Wrong::Run => {
            Text::new("run.json が書き換えられています", "run.json was changed").in_lang(lang).to_owned()
        }
        Wrong::Output(name) => {
            let text = Text::new("審査のときと内容が違います", "it is not what the run wrote");
            format!("{name}: {}", text.in_lang(lang))
        }
    }
}

fn of_broken(broken: &Broken, lang: Lang) -> String {
    let (n, what) = (broken.record, broken.fault.message().in_lang(lang));
    match lang {
        Lang::Ja => format!("{n}番目の記録: {what}"),
        Lang::En => format!("record {n}: {what}"),
    }
}

/// A failure of the machine, in the words of the user.
pub fn machine(error: batch::BatchError, lang: Lang) -> anyhow::Error {
    match error {
        batch::BatchError::Machine { path, cause, .. } => {
            anyhow::anyhow!("{}: {}", path.display(), io_cause(&cause, lang))
        }
        other => other.into(),
    }
}
