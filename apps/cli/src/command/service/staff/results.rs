//! `shinsa service results`: what was settled in a month as the official lists.

use anyhow::Context;
use batch::Official;
use batch::decided::{DecidedLine, DecidedReceipt, Verdict, decided};
use caseflow::{Decision, State};
use model::{Lang, Text};
use server::settings::Fault;
use store::Store;
use store::cases::{CaseFilter, CaseLine};

use super::super::{Result, noted, open, said};
use super::take::told;
use crate::args::service::staff::Results;
use crate::exit::Done;

const AT_ONCE: i64 = 200;

/// Writes them.
pub async fn run(options: &Results, lang: Lang) -> Result<Done> {
    let store = open(&options.which).await?;
    let (branch, month) = (options.branch.number(), options.month.number().to_string());
    if let Some(at) = purged(&store, branch, &month).await? {
        return Err(Fault::new(
            format!("支部 {branch}　審査月 {month} のレセプトは保管期限が過ぎて削除されています（{at}）。帳票は締切のときのものを使ってください"),
            format!("the claims of branch {branch}, month {month} were deleted when their time was over ({at}); use the lists that were written at its closing"),
        )
        .into());
    }
    let cases = all(&store, branch, &month).await?;
    let mut receipts = Vec::new();
    let mut waiting = 0_u64;
    for case in &cases {
        match receipt(&store, &case.id).await? {
            Some(receipt) => receipts.push(receipt),
            None => waiting += 1,
        }
    }
    if receipts.is_empty() {
        let text = Text::new("判断の済んだ事案がありません", "nothing is settled yet");
        return Err(Fault::new(text.ja, text.en).into());
    }
    let work = tempfile::tempdir().context("a folder to work in")?;
    let (written, unsaid) =
        decided(&receipts, options.month, work.path(), &options.out).map_err(|error| told(error, lang))?;
    noted(&store, "month.results", format!("month/{branch}/{month}")).await?;
    for one in &unsaid {
        let (institution, seq, line) = (&one.institution, one.seq, one.line);
        said(
            &format!("{institution} {seq}件目 {line}行: 増減点連絡書に書けません。{}", one.why.ja),
            &format!("{institution}, receipt {seq}, line {line}: not in the list: {}", one.why.en),
            lang,
        );
    }
    let lists: Vec<String> = written.files.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let (settled, lists) = (receipts.len(), lists.join("　"));
    said(
        &format!("済 {settled}件　未判断 {waiting}件　書いた帳票: {lists}"),
        &format!("{settled} settled, {waiting} not; lists written: {lists}"),
        lang,
    );
    tell_notes(&written, &options.out.display().to_string(), lang);
    let whole = unsaid.is_empty() && waiting == 0 && written.left_out == 0;
    Ok(if whole { Done::Clean } else { Done::Partly })
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

/// The day on which the claims of a month were deleted.
async fn purged(store: &Store, branch: &str, month: &str) -> Result<Option<String>> {
    let row = store.months(branch).await?.into_iter().find(|row| row.month == month);
    Ok(row.and_then(|row| row.purged).map(server::pages::words::time))
}

/// All cases of a month.
async fn all(store: &Store, branch: &str, month: &str) -> Result<Vec<CaseLine>> {
    let filter = CaseFilter { branch: branch.to_owned(), month: month.to_owned(), ..CaseFilter::default() };
    let mut all: Vec<CaseLine> = Vec::new();
    loop {
        let page = store.cases(&filter, all.last(), AT_ONCE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// A case that is settled.
async fn receipt(store: &Store, id: &str) -> Result<Option<DecidedReceipt>> {
    let Some(file) = store.case(id).await?.filter(|file| file.case.state() == State::Settled) else {
        return Ok(None);
    };
    let Some(decision) = file.case.settlement() else { return Ok(None) };
    let shown = store.case_claim(id).await?;
    // An error of JSON could name values.
    let taken = serde_json::from_slice(&shown.found).ok().context("what was found cannot be read")?;
    Ok(Some(DecidedReceipt { taken, claim: shown.claim, lines: lines(decision) }))
}

fn lines(decision: &Decision) -> Vec<DecidedLine> {
    let line = |(line, of): (&u32, &caseflow::Line)| DecidedLine {
        line: u64::from(*line),
        verdict: match of.verdict {
            // What was asked is not settled, and stays as claimed until it is.
            caseflow::Verdict::AsClaimed | caseflow::Verdict::Ask => Verdict::AsClaimed,
            caseflow::Verdict::Assess { points } => Verdict::Assess(points),
            caseflow::Verdict::Return => Verdict::Return,
        },
        reason: of.reason.clone().unwrap_or_default(),
        text: of.text.clone(),
    };
    decision.lines.iter().map(line).collect()
}
