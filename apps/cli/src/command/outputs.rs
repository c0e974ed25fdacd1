//! `shinsa outputs`: the official lists that agencies send, read back or written from a run.

mod json;
mod legend;
mod screen;
pub(super) mod write;

use std::path::Path;

use formats::read::{Document, Problem};
use formats::return_file::read::ReadReturns;
use model::{Lang, Text};
use sources::{SourceError, Stream};

use crate::args::outputs::Outputs;
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// A file as read: what it is called, and what it says.
struct Said {
    name: String,
    content: Content,
}

enum Content {
    List(Document),
    Returns(ReadReturns),
}

impl Said {
    fn problems(&self) -> &[Problem] {
        match &self.content {
            Content::List(list) => &list.problems,
            Content::Returns(returns) => &returns.problems,
        }
    }
}

/// How files are shown.
trait Show {
    fn file(&mut self, said: &Said) -> anyhow::Result<()>;
}

/// Runs a subcommand.
pub fn run(options: &Outputs, lang: Lang) -> anyhow::Result<Done> {
    let options = match options {
        Outputs::Read(options) => options,
        Outputs::Write(options) => return write::run(options, lang),
    };
    let done = to_stdout(|out| {
        let mut show: Box<dyn Show + '_> = if options.json {
            Box::new(json::Json { out, lang, names: options.names })
        } else {
            Box::new(screen::Screen { out, lang, names: options.names })
        };
        options.files.iter().try_fold(Done::Clean, |done, path| Ok(done.max(file(path, &mut *show, lang)?)))
    })?;
    Ok(done.unwrap_or(Done::Clean))
}

/// Reads a file with all its members; what cannot be read is told, and the rest is read.
fn file(path: &Path, show: &mut dyn Show, lang: Lang) -> anyhow::Result<Done> {
    let mut done = Done::Clean;
    let mut each = |stream: Stream<'_>| -> anyhow::Result<()> {
        done = done.max(member(stream, show, lang)?);
        Ok(())
    };
    match sources::each_stream_or_stdin(path, &mut each).map_err(|error| error.downcast::<SourceError>()) {
        Ok(()) => Ok(done),
        Err(Err(error)) => Err(error),
        Err(Ok(error)) => {
            anstream::eprintln!("{}: {}", error.name, io_cause(&error.cause, lang));
            Ok(Done::Partly)
        }
    }
}

fn member(stream: Stream<'_>, show: &mut dyn Show, lang: Lang) -> anyhow::Result<Done> {
    let mut bytes = Vec::new();
    if let Err(cause) = stream.bytes.read_to_end(&mut bytes) {
        anstream::eprintln!("{}: {}", stream.name, io_cause(&cause, lang));
        return Ok(Done::Partly);
    }
    let Some(content) = read(&bytes, &stream.name) else {
        let text = Text::new(
            "読める帳票ではありません（返戻内訳書、増減点連絡書、受付・事務点検ＡＳＰ結果リスト、受付処理結果リスト、オンライン確認試験結果リスト、返戻ファイルのいずれか。医科、Shift_JIS）",
            "none of the lists that can be read (henr, zogn, hasp, uasp, kasp, HEN; medical, Shift_JIS)",
        );
        anstream::eprintln!("{}: {}", stream.name, text.in_lang(lang));
        return Ok(Done::Partly);
    };
    let said = Said { name: stream.name, content };
    show.file(&said)?;
    Ok(if said.problems().is_empty() { Done::Clean } else { Done::Troubled })
}

/// Recognises a file by what it says; its name only tells paper from electronic.
fn read(bytes: &[u8], name: &str) -> Option<Content> {
    if let Some(returns) = formats::return_file::read::read(bytes) {
        return Some(Content::Returns(returns));
    }
    formats::read::read(bytes, Some(base(name))).map(Content::List)
}

/// A name without its folders and archives.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\', '!']).next().unwrap_or(name)
}
