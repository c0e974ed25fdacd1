//! What an import says at its end: on screen, or as one JSON object.

use std::collections::BTreeMap;
use std::path::Path;

use masters::{Refusal, Warning};
use model::Lang;
use serde::Serialize;

use super::files::{Outcome, Taken};
use crate::output::{FAINT, STRONG, to_stdout};

/// How many broken rows of a file are named on screen.
const SHOWN: usize = 10;

/// All there is to say.
pub struct Report<'a> {
    /// What became of each file.
    pub files: &'a [Taken],
    /// What was found beyond the files.
    pub warnings: &'a [Warning],
    /// The store.
    pub store: &'a Path,
    /// The size of its snapshot; `None` when nothing was written.
    pub bytes: Option<u64>,
    /// The language.
    pub lang: Lang,
}

#[derive(Serialize)]
struct FileOut<'a> {
    file: &'a str,
    status: &'static str,
    kind: Option<&'static str>,
    form: Option<&'static str>,
    published: Option<String>,
    dated_by: Option<&'static str>,
    /// Days that were told at earlier imports and hold no more.
    told_before: Vec<String>,
    rows: Option<usize>,
    changes: Option<&'a BTreeMap<char, usize>>,
    message: Option<String>,
    problems: Vec<ProblemOut>,
}

#[derive(Serialize)]
struct ProblemOut {
    line: u64,
    code: String,
    item: Option<u16>,
    id: Option<&'static str>,
    value: String,
    fault: &'static str,
    message: String,
}

#[derive(Serialize)]
struct WarningOut {
    warning: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Out<'a> {
    store: String,
    /// null: nothing was taken, nothing written.
    bytes: Option<u64>,
    files: Vec<FileOut<'a>>,
    warnings: Vec<WarningOut>,
}

impl Report<'_> {
    /// One JSON object.
    pub fn write_json(&self) -> anyhow::Result<()> {
        let out = Out {
            store: self.store.display().to_string(),
            bytes: self.bytes,
            files: self.files.iter().map(|file| self.file(file)).collect(),
            warnings: self.warnings.iter().map(|w| self.warning(w)).collect(),
        };
        to_stdout(|to| {
            serde_json::to_writer_pretty(&mut *to, &out)?;
            Ok(writeln!(to)?)
        })?;
        Ok(())
    }

    fn warning(&self, warning: &Warning) -> WarningOut {
        WarningOut { warning: warning.slug(), message: warning.message(self.lang) }
    }

    fn file<'a>(&self, file: &'a Taken) -> FileOut<'a> {
        let mut out = FileOut {
            file: &file.name,
            status: status(file),
            kind: None,
            form: None,
            published: None,
            dated_by: None,
            told_before: Vec::new(),
            rows: None,
            changes: None,
            message: None,
            problems: file.problems().iter().map(|p| self.problem(p)).collect(),
        };
        match &file.outcome {
            Outcome::Source { kind, form, rows, changes, standing } => {
                out.kind = Some(kind.slug());
                out.form = Some(form.slug());
                out.published = standing.published.map(|day| day.to_string());
                out.dated_by = Some(standing.dated_by.slug());
                out.told_before = standing.told_before.iter().map(ToString::to_string).collect();
                (out.rows, out.changes) = (Some(*rows), Some(changes));
            }
            Outcome::Refused(refusal) => out.message = Some(refusal.message(self.lang)),
            Outcome::Unreadable(why) => out.message = Some(why.clone()),
        }
        out
    }

    fn problem(&self, problem: &masters::Problem) -> ProblemOut {
        ProblemOut {
            line: problem.line,
            code: problem.code.clone(),
            item: problem.column.map(|c| c.item),
            id: problem.column.map(|c| c.id),
            value: problem.value.clone(),
            fault: problem.fault.slug(),
            message: problem.message(self.lang),
        }
    }

    /// Lines for people: first what went wrong, then what was taken.
    pub fn write_text(&self, quiet: bool) -> anyhow::Result<()> {
        let ja = self.lang == Lang::Ja;
        to_stdout(|to| {
            for file in self.files {
                self.text_of(file, quiet, to)?;
            }
            for warning in self.warnings.iter().filter(|_| !quiet) {
                writeln!(to, "{} {}", if ja { "注意:" } else { "note:" }, warning.message(self.lang))?;
            }
            if !quiet {
                writeln!(to, "{STRONG}{}{STRONG:#}", self.summary())?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn text_of(&self, file: &Taken, quiet: bool, to: &mut dyn std::io::Write) -> anyhow::Result<()> {
        let message = match &file.outcome {
            Outcome::Source { .. } if quiet => return Ok(()),
            Outcome::Source { .. } => self.source_text(file),
            Outcome::Refused(refusal @ Refusal::NotTakenYet(_)) if !quiet => refusal.message(self.lang),
            Outcome::Refused(Refusal::NotTakenYet(_)) => return Ok(()),
            Outcome::Refused(refusal) => refusal.message(self.lang),
            Outcome::Unreadable(why) => why.clone(),
        };
        if file.is_trouble() {
            writeln!(to, "{STRONG}{}{STRONG:#}: {message}", file.name)?;
        } else {
            writeln!(to, "{FAINT}{}{FAINT:#}: {message}", file.name)?;
        }
        for problem in file.problems().iter().take(SHOWN) {
            writeln!(to, "  {}", problem.message(self.lang))?;
        }
        Ok(())
    }

    fn source_text(&self, file: &Taken) -> String {
        let Outcome::Source { kind, form, rows, changes, standing } = &file.outcome else {
            return String::new();
        };
        let (new, day) = (standing.new, standing.day(self.lang));
        let update = *form == masters::Form::Update;
        let count = |change| changes.get(&change).copied().unwrap_or(0);
        match self.lang {
            Lang::Ja => {
                let form = if update { "更新" } else { "全件" };
                let known = if new { "" } else { "（取込済み）" };
                let counts =
                    format!("新規{} 変更{} 廃止{} 抹消{}", count('3'), count('5'), count('9'), count('1'));
                format!("{} {form} {day} {rows}行（{counts}）{known}", kind.title())
            }
            Lang::En => {
                let form = if update { "update" } else { "full file" };
                let known = if new { "" } else { " (known)" };
                let counts = format!("{} new, {} changed, {} abolished", count('3'), count('5'), count('9'));
                format!("{} {form} of {day}, {rows} rows ({counts}){known}", kind.title_in(self.lang))
            }
        }
    }

    fn summary(&self) -> String {
        let (mut new, mut known, mut later, mut refused, mut rows) = (0, 0, 0, 0, 0);
        for file in self.files {
            match &file.outcome {
                Outcome::Source { standing, rows: n, .. } if standing.new => {
                    (new, rows) = (new + 1, rows + n)
                }
                Outcome::Source { .. } => known += 1,
                Outcome::Refused(Refusal::NotTakenYet(_)) => later += 1,
                _ => refused += 1,
            }
        }
        let store = self.store.display();
        match (self.lang, self.bytes) {
            (Lang::Ja, bytes) => {
                let written = bytes.map_or("書き込みなし".to_owned(), |bytes| format!("{bytes}バイト"));
                format!(
                    "取込{new}件（{rows}行）、取込済み{known}件、未対応の公式ファイル{later}件、取り込めないファイル{refused}件 → {store}（{written}）"
                )
            }
            (Lang::En, bytes) => {
                let written = bytes.map_or("nothing written".to_owned(), |bytes| format!("{bytes} bytes"));
                format!(
                    "{new} files taken ({rows} rows), {known} known, {later} official files not taken yet, {refused} refused → {store} ({written})"
                )
            }
        }
    }
}

fn status(file: &Taken) -> &'static str {
    match &file.outcome {
        Outcome::Source { standing, .. } if standing.new => "taken",
        Outcome::Source { .. } => "known",
        Outcome::Refused(refusal) => refusal.slug(),
        Outcome::Unreadable(_) => "unreadable",
    }
}

#[cfg(test)]
mod tests {
    use masters::Refusal;

    use super::super::files::{Outcome, Taken};
    use super::status;

    #[test]
    fn files_of_later_waves_are_no_trouble() {
        let taken = |outcome| Taken { name: "x".to_owned(), outcome };
        assert!(!taken(Outcome::Refused(Refusal::NotTakenYet("歯式マスター"))).is_trouble());
        let archive = taken(Outcome::Refused(Refusal::Archive));
        assert!(archive.is_trouble());
        assert_eq!(status(&archive), "archive");
    }
}
