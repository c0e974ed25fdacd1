//! `shinsa rules`: what a rule author does, one file a subcommand.

mod activate;
mod book;
mod bundle;
mod cases;
mod catalog;
mod check;
mod coverage;
mod diff;
mod effect;
mod facts;
mod fmt;
mod import;
mod keygen;
mod lint;
mod new;
mod plan;
mod program;
mod prune;
mod rollback;
mod status;
mod test;
mod verify;
mod watch;

pub use book::{Loaded, Written, load};

use std::path::PathBuf;

use model::{Lang, Text};

use crate::args::rules::{Printed, Rules};
use crate::exit::{Done, Misused, io_cause};

/// Runs a subcommand.
pub fn run(options: &Rules, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    match options {
        Rules::Activate(options) => activate::run(options, lang),
        Rules::Bundle(options) => bundle::run(options, lang),
        Rules::Cases(options) => cases::run(options, lang),
        Rules::Catalog(options) => catalog::run(options, lang),
        Rules::Check(options) => match options.print {
            Some(Printed::Plan) => plan::run(options, lang),
            Some(Printed::Program) => program::run(options, lang),
            None => check::run(options, lang),
        },
        Rules::Coverage(options) => coverage::run(options, lang),
        Rules::Diff(options) => diff::run(options, lang, quiet),
        Rules::Effect(options) => effect::run(options, lang),
        Rules::Facts(options) => facts::run(options, lang),
        Rules::Fmt(options) => fmt::run(options, lang),
        Rules::Import(options) => import::run(options, lang),
        Rules::Keygen(options) => keygen::run(options, lang),
        Rules::Lint(options) => lint::run(options, lang),
        Rules::New(options) => new::run(options, lang),
        Rules::Prune(options) => prune::run(options, lang),
        Rules::Rollback(options) => rollback::run(options, lang),
        Rules::Status(options) => status::run(options, lang),
        Rules::Test(options) => test::run(options, lang),
        Rules::Verify(options) => verify::run(options, lang),
        Rules::Watch(options) => watch::run(options, lang),
    }
}

/// A rule file: where it is and what it says.
struct Source {
    path: PathBuf,
    text: String,
}

impl AsRef<str> for Source {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// The rule book inside this program.
fn built_in() -> Vec<Source> {
    let file = |file: &rulebook::File| Source { path: PathBuf::from(file.path), text: file.text.to_owned() };
    rulebook::FILES.iter().map(file).collect()
}

/// All rule files under the paths; a file that is named stands for itself whatever its name.
fn read(paths: &[PathBuf], lang: Lang) -> anyhow::Result<Vec<Source>> {
    let named = |path: &PathBuf| paths.contains(path);
    let found = sources::walk(paths)
        .map_err(|error| Misused(format!("{}: {}", error.name, io_cause(&error.cause, lang))))?;
    let rules = found.into_iter().map(|found| found.path);
    let rules =
        rules.filter(|path| named(path) || path.extension().is_some_and(|extension| extension == "rule"));
    let read = |path: PathBuf| {
        let told = |why: &str| Misused(format!("{}: {why}", path.display()));
        let bytes = std::fs::read(&path).map_err(|error| told(&io_cause(&error, lang)))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            told(
                Text::new(
                    "ルールのファイルはUTF-8で書きます（このファイルは別の文字コードか、文字のファイルではありません）。エディターでUTF-8にして保存してください",
                    "rule files are UTF-8, and this is another encoding or no text; save it as UTF-8",
                )
                .in_lang(lang),
            )
        })?;
        // Some editors begin UTF-8 with a mark.
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        Ok(Source { path, text })
    };
    let sources = rules.map(read).collect::<anyhow::Result<Vec<_>>>()?;
    if sources.is_empty() {
        let word = Text::new("ルールのファイル（.rule）がありません", "there is no rule file (.rule)");
        return Err(Misused(word.in_lang(lang).to_owned()).into());
    }
    Ok(sources)
}
