//! `--history`: the claims of earlier months, and those of the checked file, taken in before the check.
//!
//! A file that cannot be read is told and leaves the others as they are; what it held counts as missing.
//! Masters and rules are not needed for it, so it may go on beside their reading; what is to be told waits until they are read.

use std::path::Path;

use ::history::{Collector, FileReport, History, Partition};
use model::{Lang, Text};
use review::gather;
use sources::{SourceError, Stream};

use crate::args::Check;
use crate::exit::io_cause;

/// What is known, and what is to be told of it.
pub struct Taken {
    history: History,
    told: Vec<String>,
}

/// Whether what the options name cannot be taken in, which is told.
pub fn is_refused(options: &Check, lang: Lang) -> bool {
    let refused = !options.history.is_empty() && options.file == Path::new("-");
    if refused {
        let word = Text::new(
            "標準入力は二度読めないので、--history と一緒には使えません。ファイルに保存して指定してください",
            "standard input cannot be read twice, as --history needs it; save it and name the file",
        );
        anstream::eprintln!("{}", word.in_lang(lang));
    }
    refused
}

/// Takes in what the options name; without `--history` nothing is read.
pub fn take_in(options: &Check, lang: Lang) -> anyhow::Result<Option<Taken>> {
    if options.history.is_empty() {
        return Ok(None);
    }
    let mut taking = Taking { collector: Collector::new(Partition::WHOLE), told: Vec::new(), lang };
    // What is wrong with the checked file itself is told when it is checked.
    taking.file(&options.file, false)?;
    let checked = taking.collector.files().len();
    for path in &options.history {
        taking.path(path)?;
    }
    let (history, mut told) = (taking.collector.finish(options.history_complete_from), taking.told);
    for file in history.files().get(checked..).unwrap_or_default() {
        tell(file, lang, &mut told);
    }
    Ok(Some(Taken { history, told }))
}

impl Taken {
    /// What is known, once what is wrong with it was told.
    pub fn tell(self) -> History {
        for line in self.told {
            anstream::eprintln!("{line}");
        }
        self.history
    }
}

struct Taking {
    collector: Collector,
    told: Vec<String>,
    lang: Lang,
}

impl Taking {
    fn path(&mut self, path: &Path) -> anyhow::Result<()> {
        match sources::walk(&[path.to_owned()]) {
            Ok(found) => found.iter().try_for_each(|found| self.file(&found.path, true)),
            Err(error) => {
                self.lost(&error, true);
                Ok(())
            }
        }
    }

    fn file(&mut self, path: &Path, told: bool) -> anyhow::Result<()> {
        let (collector, lost, lang) = (&mut self.collector, &mut self.told, self.lang);
        let each = |stream: Stream<'_>| -> anyhow::Result<()> {
            let broken = gather(stream.bytes, &stream.name, review::Config::default(), collector);
            if let Some(error) = broken.filter(|_| told) {
                lost.push(cannot_read(&stream.name, &io_cause(&error, lang), lang));
            }
            Ok(())
        };
        match sources::each_stream(path, each).map_err(|error| error.downcast::<SourceError>()) {
            Ok(()) => Ok(()),
            Err(Ok(error)) => {
                self.lost(&error, told);
                Ok(())
            }
            Err(Err(error)) => Err(error),
        }
    }

    /// Notes that something could not be read at all.
    fn lost(&mut self, error: &SourceError, told: bool) {
        self.collector.begin(&error.name);
        self.collector.end(&[], true);
        if told {
            self.told.push(cannot_read(&error.name, &io_cause(&error.cause, self.lang), self.lang));
        }
    }
}

fn cannot_read(name: &str, cause: &str, lang: Lang) -> String {
    let word = Text::new("履歴のファイルを読めません", "cannot read a file of the history").in_lang(lang);
    let rest = Text::new(
        "読めた分だけを使い、ないことは根拠にしません",
        "what was read is used; that something is not there decides nothing",
    );
    format!("{word}: {name}: {cause}（{}）", rest.in_lang(lang))
}

/// Tells what of a file cannot be relied on.
fn tell(file: &FileReport, lang: Lang, into: &mut Vec<String>) {
    let mut told = |n: u64, ja: &str, en: &str| {
        if n > 0 {
            let name = &file.name;
            into.push(match lang {
                Lang::Ja => format!("履歴: {name}: {n}件の{ja}"),
                Lang::En => format!("history: {name}: {n} {en}"),
            });
        }
    };
    told(
        file.unplaced,
        "レセプトは、医療機関・生年月日・性別・診療年月のどれかが読めないので使えません",
        "claims cannot be used: institution, birth date, sex or month cannot be read",
    );
    told(
        file.damaged,
        "レセプトには記録の誤りがあるので、それだけでは判定しません",
        "claims have errors of record and decide nothing by themselves",
    );
    if !file.broken {
        told(
            file.faults,
            "ファイルの誤りがあり、その医療機関のレセプトはそろっているとみなしません",
            "errors of the file; the claims of that institution do not count as complete",
        );
    }
}
