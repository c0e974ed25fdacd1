//! How branches differ from the national set: every change of every overlay, on screen or as JSON.

use std::io::Write;

use dsl::ast::Changed;
use dsl::vocabulary::Surface;
use eval::Difference;
use model::Lang;
use serde::Serialize;

use super::super::Source;

/// A difference as JSON; a line of its own beside the diagnostics.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    file: String,
    branch: &'static str,
    branch_name: &'static str,
    rule: &'a str,
    title: &'a str,
    from: String,
    until: Option<String>,
    certainty: Option<[&'static str; 2]>,
    exception: Option<String>,
    reason: &'a str,
    owner: &'a str,
}

/// Tells of all of them.
pub(super) fn tell(
    out: &mut dyn Write,
    sources: &[Source],
    differences: &[Difference],
    json: bool,
    lang: Lang,
) -> anyhow::Result<()> {
    if !json && !differences.is_empty() {
        match lang {
            Lang::Ja => writeln!(out, "支部による違い（全国の規則と異なるところ）")?,
            Lang::En => writeln!(out, "how branches differ from the national set")?,
        }
    }
    for difference in differences {
        if json {
            serde_json::to_writer(&mut *out, &line(sources, difference, lang))?;
            writeln!(out)?;
        } else {
            on_screen(out, difference, lang)?;
        }
    }
    Ok(())
}

fn line<'a>(sources: &[Source], of: &'a Difference, lang: Lang) -> Line<'a> {
    Line {
        kind: "difference",
        file: sources.get(of.file).map_or_else(String::new, |source| source.path.display().to_string()),
        branch: of.branch.number(),
        branch_name: of.branch.name(),
        rule: &of.rule.0,
        title: &of.rule.1,
        from: of.days.0.to_string(),
        until: of.days.1.map(|day| day.to_string()),
        certainty: of.certainty.map(|(from, to)| [from.slug(), to.slug()]),
        exception: match of.change.change {
            Changed::Exception(_) => Some(dsl::print::change(&of.change, surface(lang))),
            Changed::Certainty(_) => None,
        },
        reason: &of.reason,
        owner: &of.owner,
    }
}

fn on_screen(out: &mut dyn Write, of: &Difference, lang: Lang) -> anyhow::Result<()> {
    let (code, title) = &of.rule;
    let until = of.days.1.map_or_else(String::new, |day| day.to_string());
    writeln!(out, "  {} {code} {title} {}〜{until}", of.branch.name(), of.days.0)?;
    writeln!(out, "    {}", of.what(lang))?;
    match lang {
        Lang::Ja => writeln!(out, "    理由: {} 担当: {}", of.reason, of.owner)?,
        Lang::En => writeln!(out, "    why: {} owner: {}", of.reason, of.owner)?,
    }
    Ok(())
}

const fn surface(lang: Lang) -> Surface {
    match lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    }
}
