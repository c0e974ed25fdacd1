//! The rules of a book for those who are judged by them: what each rests on, when it holds, what it leaves to people.

use std::fmt::Write;

use dsl::ast::{Metadata, Span};
use dsl::vocabulary::{Stage, Surface, certainty_word};
use model::{Certainty, CheckKind, Date, Lang};

use crate::Reading;
use crate::compile::metadata::rules_of;

/// A rule, as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'r> {
    /// The file of the book in which it is written.
    pub file: usize,
    /// Where it stands there, from its head line to its last example.
    pub span: Span,
    /// Its stable code.
    pub code: &'r str,
    /// Its title.
    pub title: &'r str,
    /// 区分.
    pub check: CheckKind,
    /// 確度.
    pub certainty: Certainty,
    /// 段階.
    pub stage: Option<Stage>,
    /// 公開: whether it may be published.
    pub may_be_published: bool,
    /// The first and last day on which it holds.
    pub valid: (Date, Option<Date>),
    /// 根拠, joined.
    pub basis: &'r str,
    /// 担当.
    pub owner: String,
    /// 判定外.
    pub undecidable: Vec<&'r str>,
}

/// Every rule that runs, in the order of the files.
pub fn entries(reading: &Reading) -> Vec<Entry<'_>> {
    let metadata: Vec<Vec<(usize, Metadata, &dsl::ast::Rule)>> = reading.files.iter().map(rules_of).collect();
    let compiled = reading.compiled.rules.iter().zip(&reading.compiled.written);
    compiled
        .filter_map(|(rule, &(file, at))| {
            let (_, metadata, written) = metadata.get(file)?.iter().find(|(item, ..)| *item == at)?;
            Some(Entry {
                file,
                span: reading.files.get(file)?.items.get(at)?.span,
                code: &rule.code,
                title: &rule.title,
                check: rule.check,
                certainty: rule.certainty,
                stage: metadata.stage.as_ref().map(|entry| entry.node),
                may_be_published: metadata.publish.as_ref().is_some_and(|entry| entry.node),
                valid: rule.valid,
                basis: &rule.basis,
                owner: metadata.owner.as_ref().map_or_else(String::new, |entry| entry.node.node.clone()),
                undecidable: written.undecidable.iter().map(|entry| &*entry.node.node).collect(),
            })
        })
        .collect()
}

/// Tables of rules, one for each file; `path`: what a file is called.
pub fn tables<'p>(entries: &[Entry<'_>], path: impl Fn(usize) -> &'p str, lang: Lang) -> String {
    let head = match lang {
        Lang::Ja => "| コード | 題 | 区分 | 確度 | 施行 | 根拠 | 判定外 |",
        Lang::En => "| code | title | kind | certainty | holds | basis | left to people |",
    };
    let mut page = String::new();
    let mut last = None;
    for entry in entries {
        if last != Some(entry.file) {
            let _ = write!(page, "\n## {}\n\n{head}\n|---|---|---|---|---|---|---|\n", path(entry.file));
            last = Some(entry.file);
        }
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} |",
            entry.code,
            entry.title,
            entry.check.name().in_lang(lang),
            certainty_word(entry.certainty, surface(lang)),
            holds(entry.valid, lang),
            entry.basis,
            entry.undecidable.join("。"),
        );
    }
    page
}

const fn surface(lang: Lang) -> Surface {
    match lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    }
}

fn holds((from, until): (Date, Option<Date>), lang: Lang) -> String {
    match (until, lang) {
        (Some(until), Lang::Ja) => format!("{from}から{until}まで"),
        (None, Lang::Ja) => format!("{from}から"),
        (Some(until), Lang::En) => format!("{from} to {until}"),
        (None, Lang::En) => format!("from {from}"),
    }
}
