//! What came of a replay, on screen or as JSON.

use std::io::Write;

use model::{Lang, Text};
use serde_json::json;

use super::{Input, Replayed};
use crate::args::log::Replay;
use crate::output::to_stdout;

/// How much of a row is shown.
const SHOWN: usize = 200;

/// Tells it.
pub(super) fn tell(of: &Replayed, options: &Replay, lang: Lang, quiet: bool) -> anyhow::Result<()> {
    to_stdout(|out| {
        if options.json {
            writeln!(out, "{}", as_json(of))?;
        } else if !quiet {
            Told { of, lang }.all(out)?;
        }
        Ok(())
    })?;
    Ok(())
}

const fn slug(input: Input) -> &'static str {
    match input {
        Input::Changed => "changed",
        Input::Gone => "gone",
        Input::New => "new",
    }
}

fn as_json(of: &Replayed) -> serde_json::Value {
    let depends = of.depends.iter();
    let depends: Vec<_> =
        depends.map(|(name, then, now)| json!({ "name": name, "then": then, "now": now })).collect();
    let inputs: Vec<_> =
        of.inputs.iter().map(|(file, how)| json!({ "file": file, "how": slug(*how) })).collect();
    let output = |(name, first): (&String, &Option<batch::FirstDifference>)| {
        let row = first.as_ref().map(|first| first.row);
        let rows = first.as_ref().map(|first| first.rows.clone());
        json!({ "name": name, "row": row, "rows": rows })
    };
    let outputs: Vec<_> = of.outputs.iter().map(output).collect();
    json!({
        "same": of.same(),
        "wrong": of.wrong,
        "depends": depends,
        "inputs": inputs,
        "outputs": outputs,
        "findings": of.findings.rules,
    })
}

struct Told<'a> {
    of: &'a Replayed,
    lang: Lang,
}

impl Told<'_> {
    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    fn all(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let of = self.of;
        if of.same() {
            writeln!(
                out,
                "{}",
                self.text("同じ結果になりました（1バイトも違いません）", "the same, to the byte")
            )?;
        }
        for wrong in &of.wrong {
            writeln!(out, "{}: {wrong}", self.text("記録", "record"))?;
        }
        for (name, then, now) in &of.depends {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            let word = self.text("今と違うもの", "differs now");
            writeln!(out, "{word}: {} {} → {}", self.name(name), value(then), value(now))?;
        }
        for (file, how) in &of.inputs {
            let how = match how {
                Input::Changed => self.text("内容が違います", "has other contents"),
                Input::Gone => self.text("ありません", "is not there"),
                Input::New => self.text("審査のときはありませんでした", "was not there"),
            };
            writeln!(out, "{}: {file} {how}", self.text("入力", "input"))?;
        }
        for (name, first) in &of.outputs {
            writeln!(out, "{}: {name}", self.text("結果が違います", "output differs"))?;
            let Some(first) = first else { continue };
            writeln!(out, "  {} {}", self.text("最初に違う行", "first row that differs"), first.row)?;
            for (sign, row) in ['-', '+'].into_iter().zip(&first.rows) {
                let row = row.as_deref().unwrap_or_default();
                writeln!(out, "  {sign} {}", row.chars().take(SHOWN).collect::<String>())?;
            }
        }
        for (rule, [gone, new]) in &of.findings.rules {
            let word = self.text("指摘", "findings");
            writeln!(out, "{word}: {rule} -{gone} +{new}")?;
        }
        Ok(())
    }

    fn name<'a>(&self, name: &'a str) -> &'a str {
        match (name, self.lang) {
            ("rules", Lang::Ja) => "規則",
            ("masters", Lang::Ja) => "マスター",
            ("routing", Lang::Ja) => "振分",
            ("eligibility", Lang::Ja) => "資格の一覧",
            ("version", Lang::Ja) => "プログラムの版",
            ("parts", Lang::Ja) => "患者の分割数",
            _ => name,
        }
    }
}
