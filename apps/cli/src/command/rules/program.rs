//! `shinsa rules check --print program`: what each rule is compiled to.

use eval::Rule;
use model::{Lang, Month};

use super::book::load;
use crate::args::rules::Check;
use crate::command::masters::store;
use crate::exit::Done;
use crate::output::to_stdout;

/// Prints the programs.
pub fn run(options: &Check, lang: Lang) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = load(&options.paths, None, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let rules = loaded.book.rules();
    let Some(asked) = Asked::of(options, rules, lang) else { return Ok(Done::Misused) };
    to_stdout(|out| {
        for (at, _) in rules.iter().enumerate().filter(|(_, rule)| asked.has(rule)) {
            for line in loaded.book.program_of(&loaded.files, at, lang).into_iter().flatten() {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    })?;
    Ok(if loaded.refused.is_empty() { Done::Clean } else { Done::Troubled })
}

/// The rules that are asked for.
pub(super) struct Asked<'o> {
    codes: &'o [String],
    month: Option<Month>,
}

impl<'o> Asked<'o> {
    /// Reads the options; a code that no rule has is told.
    pub(super) fn of(options: &'o Check, rules: &[Rule], lang: Lang) -> Option<Self> {
        let has = |code: &str| rules.iter().any(|rule| rule.code == code);
        if let Some(code) = options.rule.iter().find(|code| !has(code)) {
            let near = dsl::diagnostic::near(code, rules.iter().map(|rule| rule.code.as_str())).join("、");
            match lang {
                Lang::Ja => anstream::eprintln!("規則 {code} はありません（近いもの: {near}）"),
                Lang::En => anstream::eprintln!("there is no rule {code} (near: {near})"),
            }
            return None;
        }
        Some(Self { codes: &options.rule, month: options.month })
    }

    /// Whether a rule is among them: by its code, and by the month in which it holds.
    pub(super) fn has(&self, rule: &Rule) -> bool {
        let (from, until) = rule.valid;
        let holds = |month: Month| from <= month.last() && until.is_none_or(|until| month.first() <= until);
        (self.codes.is_empty() || self.codes.contains(&rule.code)) && self.month.is_none_or(holds)
    }
}
