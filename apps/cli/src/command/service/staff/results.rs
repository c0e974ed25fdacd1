//! `shinsa service results`: what was settled in a month as the official lists.

use batch::{BatchError, Official};
use model::{Lang, Text};
use server::results::{Failed, cases, gathered};
use server::settings::Fault;

use super::super::{Ended, Result, noted, open, said};
use super::take::told;
use crate::args::service::staff::Results;
use crate::exit::Done;

/// Writes them.
pub async fn run(options: &Results, lang: Lang) -> Result<Done> {
    // Before anything of a claim is opened.
    if options.out.exists() {
        return Err(told(BatchError::Exists { path: options.out.clone() }, lang));
    }
    let store = open(&options.which).await?;
    let (branch, month) = (options.branch.number(), options.month.number().to_string());
    let nothing = || ended(Failed::Nothing, (branch, &month), lang);
    let row = store.months(branch).await?.into_iter().find(|row| row.month == month);
    let row = row.ok_or_else(nothing)?;
    let cases = cases(&store, branch, &month).await?;
    let found = gathered(&store, &row, &cases, |_| true).await;
    let found = found.map_err(|why| ended(why, (branch, &month), lang))?;
    let written = found.write(&options.out).map_err(|why| ended(why, (branch, &month), lang))?;
    noted(&store, "month.results", format!("month/{branch}/{month}")).await?;
    for one in &written.unsaid {
        let (institution, seq, line) = (&one.institution, one.seq, one.line);
        said(
            &format!("{institution} {seq}件目 {line}行: 増減点連絡書に書けません。{}", one.why.ja),
            &format!("{institution}, receipt {seq}, line {line}: not in the list: {}", one.why.en),
            lang,
        );
    }
    let lists = written.official.files.iter().map(|(name, count)| format!("{name} {count}"));
    let (settled, waiting) = (written.settled, written.waiting);
    let lists = lists.collect::<Vec<_>>().join("　");
    said(
        &format!("済 {settled}件　未判断 {waiting}件　書いた帳票: {lists}"),
        &format!("{settled} settled, {waiting} not; lists written: {lists}"),
        lang,
    );
    tell_notes(&written.official, &options.out.display().to_string(), lang);
    Ok(if written.is_whole() { Done::Clean } else { Done::Partly })
}

/// Why there are no lists, to whoever asked for them.
fn ended(why: Failed, (branch, month): (&str, &str), lang: Lang) -> Ended {
    match why {
        Failed::Store(error) => error.into(),
        Failed::Lists(error) => told(error, lang),
        Failed::Purged(at) => {
            let at = server::pages::words::time(at);
            Fault::new(
                format!("支部 {branch}　審査月 {month} のレセプトは保管期限が過ぎて削除されています（{at}）。帳票は締切のときのものを使ってください"),
                format!("the claims of branch {branch}, month {month} were deleted when their time was over ({at}); use the lists that were written at its closing"),
            )
            .into()
        }
        Failed::Nothing => {
            let text = Text::new("判断の済んだ事案がありません", "nothing is settled yet");
            Fault::new(text.ja, text.en).into()
        }
        Failed::Unreadable | Failed::Room | Failed::Machine(_) => {
            Ended::Failed(anyhow::Error::new(why).context("the lists of a month"))
        }
    }
}
/// What the lists left out, and what they had to cut or replace: which of them stands in the notes.
fn tell_notes(written: &Official, out: &str, lang: Lang) {
    if written.left_out > 0 {
        said(
            &format!(
                "帳票に載せられなかったもの {}件: {out}/notes.jsonl を確かめてください",
                written.left_out
            ),
            &format!("{} found no place in the lists: see {out}/notes.jsonl", written.left_out),
            lang,
        );
    }
    if written.fitted > 0 {
        said(
            &format!("欄に合わせて切ったり直したりした文字列 {}件: {out}/notes.jsonl", written.fitted),
            &format!("{} texts were cut or changed to fit: see {out}/notes.jsonl", written.fitted),
            lang,
        );
    }
}
