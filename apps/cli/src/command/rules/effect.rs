//! `shinsa rules effect`: what rules did in a run before a change and in one after it, as CSV or JSON.

use batch::{BeforeAfter, Run, before_after, run_of};
use model::{Lang, Text};

use crate::args::rules::Effect;
use crate::command::log::machine;
use crate::exit::Done;
use crate::output::to_stdout;

/// Tells it.
pub fn run(options: &Effect, lang: Lang) -> anyhow::Result<Done> {
    let read = |folder| run_of(folder).map_err(|error| machine(error, lang));
    let (before, after) = (read(&options.before)?, read(&options.after)?);
    let rows = before_after(&before, &after, options.branches);
    let asked = |row: &&BeforeAfter| options.rule.is_empty() || options.rule.contains(&row.rule);
    let absent = options.rule.iter().find(|rule| !rows.iter().any(|row| row.rule == **rule));
    if let Some(rule) = absent {
        let text = Text::new(
            "どちらの審査にも、この規則の指摘がありません",
            "neither run has a finding of this rule",
        );
        anstream::eprintln!("{rule}: {}", text.in_lang(lang));
        return Ok(Done::Misused);
    }
    if judged_by(&before) == judged_by(&after) {
        let text =
            Text::new("注意: 二つの審査の規則は同じです", "warning: both runs judged by the same rules");
        anstream::eprintln!("{}", text.in_lang(lang));
    }
    to_stdout(|out| {
        if options.json {
            for row in rows.iter().filter(asked) {
                serde_json::to_writer(&mut *out, row)?;
                writeln!(out)?;
            }
            return Ok(());
        }
        let rows: Vec<&BeforeAfter> = rows.iter().filter(asked).collect();
        Ok(report::write_before_after(&rows, out, lang)?)
    })?;
    Ok(Done::Clean)
}

/// The digest of the rules of a run, or its revision.
fn judged_by(run: &Run) -> Option<&String> {
    run.revision.get("revision").or_else(|| run.revision.get("rules"))
}
