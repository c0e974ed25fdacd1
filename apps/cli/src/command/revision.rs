//! Signed revisions as the commands use them: where they are kept, which one is active, and how a refusal is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use indicatif::ProgressBar;
use model::{Lang, Text};
use review::session::{Failure, Snapshot, Stage};
use revisions::{Error, Home};

use crate::exit::{Done, Misused, io_cause};

/// So many single things of a failure are shown.
const SHOWN: usize = 20;

/// The folder that was asked for: the argument, else `revisions` under `SHINSA_HOME`.
pub fn folder(asked: Option<&Path>) -> Option<PathBuf> {
    let home = || std::env::var_os("SHINSA_HOME").filter(|home| !home.is_empty());
    asked.map(Path::to_owned).or_else(|| home().map(|home| Path::new(&home).join("revisions")))
}

/// The home of revisions; without a word on where it is, nothing can be done.
pub fn home(asked: Option<&Path>, lang: Lang) -> Result<Home, Done> {
    folder(asked).map(Home::new).ok_or_else(|| {
        let text = Text::new(
            "改訂の保管先が分かりません。--revision-home で指定するか、SHINSA_HOME を設定してください",
            "where revisions are kept is not known: name it with --revision-home, or set SHINSA_HOME",
        );
        anstream::eprintln!("{}", text.in_lang(lang));
        Done::Misused
    })
}

/// The active revision, pinned for a whole run: that of the folder that was named; else, where neither rules nor masters
/// are named, that of `SHINSA_HOME`, if there is one.
pub fn pin(asked: Option<&Path>, named_otherwise: bool, lang: Lang) -> anyhow::Result<Option<Arc<Snapshot>>> {
    let Some(dir) = folder(asked).filter(|_| asked.is_some() || !named_otherwise) else { return Ok(None) };
    let active = active(&dir, lang)?;
    if active.is_none() && asked.is_some() {
        let word = Text::new("有効な改訂がありません", "no revision is active there").in_lang(lang);
        return Err(Misused(format!("{}: {word}", dir.display())).into());
    }
    Ok(active)
}

/// A revision that was once active and is kept, by its digest: what judged a run that is made again.
pub fn kept(asked: Option<&Path>, digits: &str, lang: Lang) -> anyhow::Result<Arc<Snapshot>> {
    let unknown = Text::new(
        "改訂の保管先が分かりません。--revision-home で指定するか、SHINSA_HOME を設定してください",
        "where revisions are kept is not known: name it with --revision-home, or set SHINSA_HOME",
    );
    let Some(dir) = folder(asked) else { return Err(Misused(unknown.in_lang(lang).to_owned()).into()) };
    Home::new(&dir).open_kept(digits, &[]).map_err(|error| match error {
        Error::Misuse(_) => Misused(format!("{}: {}", dir.display(), error.message(lang))).into(),
        error => anyhow!("{}: {}", dir.display(), error.message(lang)),
    })
}

/// The active revision of a folder, if there is one.
pub fn active(dir: &Path, lang: Lang) -> anyhow::Result<Option<Arc<Snapshot>>> {
    Home::new(dir).open_active(&[]).map_err(|error| {
        let word = Text::new("有効な改訂を開けません", "the active revision cannot be opened").in_lang(lang);
        anyhow!("{word}: {}", error.message(lang))
    })
}

/// A revision, as people call it.
pub fn name(snapshot: &Snapshot, lang: Lang) -> String {
    let (origin, short) = (snapshot.origin(), snapshot.revision().short());
    match lang {
        Lang::Ja => format!("改訂{}「{}」（{short}）", origin.number, origin.name),
        Lang::En => format!("revision {} `{}` ({short})", origin.number, origin.name),
    }
}

/// Tells somebody who watches which step is being taken.
pub fn watched<T>(lang: Lang, run: impl FnOnce(&mut dyn FnMut(Stage)) -> T) -> T {
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(200));
    let result = run(&mut |stage| bar.set_message(stage.title().in_lang(lang)));
    bar.finish_and_clear();
    result
}

/// Tells why something was not done; only a failing machine is an error of the command.
pub fn told(error: Error, lang: Lang) -> anyhow::Result<Done> {
    match error {
        Error::AlreadyActive(_) => {
            anstream::eprintln!("{}", error.message(lang));
            Ok(Done::Clean)
        }
        Error::Misuse(_) => {
            anstream::eprintln!("{}", error.message(lang));
            Ok(Done::Misused)
        }
        Error::Refused(failure) => {
            tell(&failure, lang);
            Ok(if failure.stage == Stage::Read { Done::Partly } else { Done::Troubled })
        }
        Error::Disk { path, cause } if is_of_input(&cause) => {
            anstream::eprintln!("{path}: {}", io_cause(&cause, lang));
            Ok(Done::Partly)
        }
        Error::Disk { path, cause } => Err(anyhow!("{path}: {}", io_cause(&cause, lang))),
    }
}

/// What was named is not there or not ours to read.
fn is_of_input(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    matches!(cause.kind(), NotFound | PermissionDenied | IsADirectory)
}

fn tell(failure: &Failure, lang: Lang) {
    let word = Text::new("この改訂は使えません", "the revision is refused").in_lang(lang);
    anstream::eprintln!("{word}: {}", failure.message(lang));
    for detail in failure.details.iter().take(SHOWN) {
        anstream::eprintln!("  {}", detail.in_lang(lang));
    }
    if failure.details.len() > SHOWN {
        let more = failure.details.len() - SHOWN;
        match lang {
            Lang::Ja => anstream::eprintln!("  ほか{more}件"),
            Lang::En => anstream::eprintln!("  and {more} more"),
        }
    }
}

/// A value, or the end of the command that its absence makes.
macro_rules! or_told {
    ($result:expr, $lang:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return $crate::command::revision::told(error.into(), $lang),
        }
    };
}
pub(super) use or_told;
