//! `shinsa corpus generate`: months of made-up claims, with labels of the errors put in.

use std::io::{IsTerminal, Write};
use std::path::Path;

use corpus::{Config, CorpusError, Kind, Summary};
use indicatif::{ProgressBar, ProgressStyle};
use model::{Lang, Text};

use super::{create, failed, name_of};
use crate::args::corpus::{Generate, KindChoice};
use crate::command::masters::store;
use crate::exit::Done;

/// Makes the corpus.
pub fn run(options: &Generate, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let opened = store::open(options.store.masters.as_deref(), lang)?;
    let mut out = create(&options.out, lang)?;
    let mut labels = options.labels.as_deref().map(|path| create(path, lang)).transpose()?;
    let name = name_of(&options.out);
    let bar = bar(options.receipts, lang, quiet);
    let mut label = |label: &corpus::Label| match &mut labels {
        Some(file) => writeln!(file, "{}", label.to_json(&name)),
        None => Ok(()),
    };
    let made = corpus::generate(&config(options), opened.masters(), &mut out, &mut label, &mut |progress| {
        bar.set_position(progress.receipts);
    });
    bar.finish_and_clear();
    let summary = match made {
        Ok(summary) => summary,
        Err(CorpusError::NothingToClaim(month)) => {
            anstream::eprintln!("{}", nothing(month, lang));
            discard(&options.out);
            return Ok(Done::Misused);
        }
        // Whoever reads the corpus may stop reading.
        Err(CorpusError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            return Ok(Done::Clean);
        }
        Err(CorpusError::Output(error)) => return Err(failed(&options.out, &error, lang)),
        Err(error) => return Err(error.into()),
    };
    labels.as_mut().map_or(Ok(()), |file| file.flush())?;
    if !quiet {
        tell(&summary, &opened.name(lang), lang);
    }
    Ok(Done::Clean)
}

/// Takes away the file that was begun in vain; a file that cannot be taken away is empty and harms nobody.
fn discard(path: &Path) {
    if path.to_str() != Some("-") {
        let _ = std::fs::remove_file(path);
    }
}

fn config(options: &Generate) -> Config {
    Config {
        receipts: options.receipts,
        seed: options.seed,
        month: options.month,
        months: options.months,
        errors_ppm: options.errors.0,
        only: options.only.clone(),
        kind: match options.kind.first() {
            Some(KindChoice::Medical) | None => Kind::Medical,
        },
        jobs: options.jobs,
    }
}

fn bar(receipts: u64, lang: Lang, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = Text::new(
        "作成中 {bar:30} {human_pos}/{human_len}件 残り{eta}",
        "making {bar:30} {human_pos}/{human_len} receipts, {eta} left",
    );
    let style =
        ProgressStyle::with_template(template.in_lang(lang)).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(receipts).with_style(style)
}

fn nothing(month: model::Month, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!(
            "{month}に算定できる診療行為がマスターにありません。--month か --masters を変えてください"
        ),
        Lang::En => format!("the masters have nothing to claim in {month}: change --month or --masters"),
    }
}

fn tell(summary: &Summary, masters: &str, lang: Lang) {
    let Summary { receipts, bytes, blocks, errors, .. } = summary;
    let wrong: u64 = errors.iter().map(|(_, count)| count).sum();
    match lang {
        Lang::Ja => {
            anstream::eprintln!(
                "作成 {receipts}件（IR〜GO {blocks}組、{bytes}バイト、誤り{wrong}件）　マスター: {masters}"
            );
        }
        Lang::En => {
            anstream::eprintln!(
                "made {receipts} receipts ({blocks} blocks, {bytes} bytes, {wrong} errors); masters: {masters}"
            );
        }
    }
    for (kind, count) in errors {
        anstream::eprintln!("  {count:>8}  {} {}", kind.slug(), kind.name().in_lang(lang));
    }
}
