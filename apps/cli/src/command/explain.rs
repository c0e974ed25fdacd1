//! `shinsa explain`: why a rule said something of a receipt, or where it stopped.
//!
//! What is told comes from the run that judges (`eval::explain`); here it is only laid out, on screen or as JSON.

mod json;
mod screen;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use eval::explain::{Explainer, Explanation};
use eval::{Config, Earlier, Rule, Scratch};
use intake::content::Missing;
use model::{Lang, Text};
use receipt::Batch;
use receipt::cut::Limits;
use sources::{SourceError, Stream};

use super::masters::store;
use super::rules::{self, Loaded};
use crate::args::{Explain, InstitutionChoice};
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// A receipt and what is told of it.
struct Told<'a> {
    file: &'a str,
    batch: &'a Batch,
    receipt: usize,
    explanations: &'a [Explanation],
    rules: &'a [Rule],
    /// Whether somebody asked about these rules by name: then each is told in full.
    is_asked: bool,
    /// Whether rules that said nothing are among them.
    has_silent: bool,
    lang: Lang,
}

/// How it is laid out.
trait Show {
    fn receipt(&mut self, told: &Told<'_>) -> anyhow::Result<()>;
}

/// What explaining works with.
struct Explaining<'a> {
    explainer: Explainer<'a>,
    /// The rules that are asked about; empty: those that say something.
    asked: Vec<usize>,
    receipt: Option<u32>,
    seq: Option<u64>,
    config: Config,
    scratch: Scratch,
    receipts: usize,
    /// Of how many of them something was told.
    told: usize,
    /// Why no rule could be tried on receipts, and on how many.
    untried: BTreeMap<String, usize>,
}

/// Explains.
pub fn run(options: &Explain, lang: Lang) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = rules::load(&options.rules, options.branch, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let Some(asked) = asked(options, &loaded, lang) else { return Ok(Done::Misused) };
    let institution = InstitutionChoice::kind(options.institution);
    let mut explaining = Explaining {
        explainer: Explainer::new(&loaded.book, &loaded.files),
        asked,
        receipt: options.receipt,
        seq: options.seq,
        config: Config { lang, institution, excerpt_is_all: false },
        scratch: Scratch::default(),
        receipts: 0,
        told: 0,
        untried: BTreeMap::new(),
    };
    let done = to_stdout(|out| {
        let mut show: Box<dyn Show + '_> =
            if options.json { Box::new(json::Json { out }) } else { Box::new(screen::Screen { out }) };
        explaining.file(&options.file, &mut *show)
    })?
    .unwrap_or(Done::Clean);
    let is_one = options.receipt.is_some() || options.seq.is_some();
    if is_one && explaining.receipts == 0 {
        let text = Text::new("そのレセプトはファイルにありません", "there is no such receipt in the file");
        anstream::eprintln!("{}", text.in_lang(lang));
        return Ok(Done::Misused);
    }
    explaining.tell_silence();
    Ok(done)
}

/// The rules with the code that was asked for, all editions; `None` when there is none, which is told.
fn asked(options: &Explain, loaded: &Loaded<'_>, lang: Lang) -> Option<Vec<usize>> {
    let Some(code) = &options.rule else { return Some(Vec::new()) };
    let all = loaded.book.rules();
    let found: Vec<usize> =
        all.iter().enumerate().filter(|(_, rule)| rule.code == *code).map(|(at, _)| at).collect();
    if !found.is_empty() {
        return Some(found);
    }
    let near = dsl::diagnostic::near(code, all.iter().map(|rule| rule.code.as_str())).join("、");
    match lang {
        Lang::Ja => anstream::eprintln!("規則 {code} はありません（近いもの: {near}）"),
        Lang::En => anstream::eprintln!("there is no rule {code} (near: {near})"),
    }
    None
}

impl Explaining<'_> {
    fn file(&mut self, path: &Path, show: &mut dyn Show) -> anyhow::Result<Done> {
        let lang = self.config.lang;
        let mut done = Done::Clean;
        let mut each = |stream: Stream<'_>| -> anyhow::Result<()> {
            done = done.max(self.stream(stream, show)?);
            Ok(())
        };
        match sources::each_stream_or_stdin(path, &mut each).map_err(|error| error.downcast::<SourceError>())
        {
            Ok(()) => Ok(done),
            Err(Err(error)) => Err(error),
            Err(Ok(error)) => bail!("{}: {}", error.name, io_cause(&error.cause, lang)),
        }
    }

    fn stream(&mut self, stream: Stream<'_>, show: &mut dyn Show) -> anyhow::Result<Done> {
        let (lang, mut done) = (self.config.lang, Done::Clean);
        let name = stream.name.clone();
        let broken = review::walk(stream.bytes, Limits::default(), |batch| {
            for (at, receipt) in batch.receipts.iter().enumerate() {
                let is_seq = self.seq.is_none_or(|seq| batch.seq_of(at) == seq);
                if is_seq && self.receipt.is_none_or(|number| receipt.number == Some(number)) {
                    self.receipts += 1;
                    done = done.max(self.one(&name, batch, at, show)?);
                }
            }
            anyhow::Ok(())
        })?;
        let Some(broken) = broken else { return Ok(done) };
        let word = Text::new("途中で読めなくなりました", "the file could not be read to its end");
        anstream::eprintln!("{name}: {}: {}", word.in_lang(lang), io_cause(&broken, lang));
        Ok(Done::Partly)
    }

    /// Says so where no rule could be tried, and where none had anything to say: an empty page looks like a fault.
    fn tell_silence(&self) {
        let lang = self.config.lang;
        for (cause, receipts) in &self.untried {
            match lang {
                Lang::Ja => anstream::eprintln!("レセプト{receipts}件: {cause}"),
                Lang::En => anstream::eprintln!("receipts, {receipts}: {cause}"),
            }
        }
        let receipts = self.receipts - self.untried.values().sum::<usize>();
        match lang {
            _ if self.told > 0 || receipts == 0 => {}
            Lang::Ja => {
                anstream::eprintln!("レセプト{receipts}件: 当たった規則も、判断できなかった規則もありません")
            }
            Lang::En => anstream::eprintln!("receipts, {receipts}: no rule fired, and none could not decide"),
        }
    }

    /// Why no rule can be tried on a receipt.
    fn untried(&self, batch: &Batch, receipt: usize) -> Option<Missing> {
        let Some(month) = batch.receipts.get(receipt)?.month else { return Some(Missing::Month) };
        let (from, until) = self.explainer.book().silent_in(month)?;
        Some(Missing::Rules(from, until))
    }

    /// Whether single receipts were asked for.
    const fn is_one(&self) -> bool {
        self.receipt.is_some() || self.seq.is_some()
    }

    fn one(
        &mut self,
        file: &str,
        batch: &Batch,
        receipt: usize,
        show: &mut dyn Show,
    ) -> anyhow::Result<Done> {
        let explainer = &self.explainer;
        let (at, earlier, config) = ((batch, receipt), Earlier::default(), self.config);
        let explanations: Vec<Explanation> = if !self.asked.is_empty() {
            let one = |&rule: &usize| explainer.one(rule, at, earlier, config);
            self.asked.iter().filter_map(one).collect()
        } else if self.is_one() {
            explainer.woken(at, earlier, config, &mut self.scratch)
        } else {
            explainer.told(at, earlier, config, &mut self.scratch)
        };
        let told = Told {
            file,
            batch,
            receipt,
            explanations: &explanations,
            rules: explainer.book().rules(),
            is_asked: !self.asked.is_empty(),
            has_silent: self.asked.is_empty() && self.is_one(),
            lang: config.lang,
        };
        if !explanations.is_empty() {
            show.receipt(&told)?;
            self.told += 1;
        } else if let Some(missing) = self.untried(batch, receipt) {
            *self.untried.entry(missing.message(config.lang)).or_default() += 1;
        }
        let is_told = |one: &Explanation| !one.judgements.is_empty();
        Ok(if explanations.iter().any(is_told) { Done::Troubled } else { Done::Clean })
    }
}
