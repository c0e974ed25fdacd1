//! What a shadow revision would say otherwise, on screen: by rule, those with the most differences first.

use std::cmp::Reverse;
use std::io::Write;

use model::Lang;
use review::session::{Changes, Snapshot, Tally};

use crate::command::revision;
use crate::output::STRONG;

/// Writes it.
pub fn tell(out: &mut dyn Write, shadow: &Snapshot, tally: &Tally, lang: Lang) -> anyhow::Result<()> {
    let (name, receipts) = (revision::name(shadow, lang), tally.receipts);
    let Changes { added, removed, changed } = tally.sum();
    match lang {
        Lang::Ja => writeln!(
            out,
            "\n{STRONG}影の改訂との違い{STRONG:#}: {name}なら、レセプト{receipts}件で、増える{added}件、なくなる{removed}件、変わる{changed}件（結果には出していません）"
        )?,
        Lang::En => writeln!(
            out,
            "\n{STRONG}shadow{STRONG:#}: {name} would add {added}, drop {removed} and change {changed} findings on {receipts} receipts (none of them is issued)"
        )?,
    }
    let mut rules: Vec<(&String, &Changes)> = tally.rules.iter().collect();
    rules.sort_by_key(|(rule, changes)| (Reverse(changes.added + changes.removed + changes.changed), *rule));
    for (rule, changes) in rules {
        let Changes { added, removed, changed } = changes;
        match lang {
            Lang::Ja => writeln!(out, "  {rule}: 増える{added}、なくなる{removed}、変わる{changed}")?,
            Lang::En => writeln!(out, "  {rule}: {added} added, {removed} dropped, {changed} changed")?,
        }
    }
    Ok(())
}
