//! `shinsa service take`: the receipts that a screening left to people become cases of a month of review.
//!
//! A receipt is a case once, by the digest of its file and its number there, however often the file was screened and
//! whatever month it is put into; its file is counted once in the figures.
//!
//! What the screening counted goes in beside the cases: pages show it by branch and month.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use batch::{BatchError, ForPeople, NamedClaim, for_people};
use figures::of as figures_of;
use model::{Branch, Lang};
use server::settings::Fault;
use store::cases::{CaseClaim, Intake, NewCase, NewLinked};
use store::figures::{FileFigures, TakenIn};
use store::{Institution, Problem, Store, StoreError};

use super::super::{Ended, Result, entry, now, open, said};
use crate::args::service::staff::Take;
use crate::exit::Done;

/// Where cases come from, as the store names it.
const SOURCE: &str = "screening";

/// What goes into a month of a branch.
#[derive(Default)]
struct Of {
    cases: Vec<NewCase>,
    files: Vec<FileFigures>,
}

/// By branch and month, and how many receipts found no place.
#[derive(Default)]
struct Sorted {
    months: BTreeMap<(String, String), Of>,
    elsewhere: u64,
    nowhere: u64,
    uncounted: u64,
}

/// Takes a screening in.
pub async fn run(options: &Take, lang: Lang) -> Result<Done> {
    let store = open(&options.which).await?;
    let found = for_people(&options.run).map_err(|error| told(error, lang))?;
    let mut sorted = Sorted::default();
    for one in found.receipts {
        sorted.put(one, options)?;
    }
    for one in found.figures {
        sorted.count(one, options);
    }
    let intake = if options.outside_intake { Intake::Anyway } else { Intake::Window };
    for ((branch, month), of) in &sorted.months {
        let new =
            take(&store, (branch, month), of, intake).await.map_err(|error| named(error, branch, month))?;
        let (old, files) = (of.cases.len() as u64 - new.cases, new.files);
        tell_elsewhere(&new, branch, lang);
        let new = new.cases;
        said(
            &format!(
                "支部 {branch}　審査月 {month}: {new}件を取り込みました（取込済み {old}件）。集計に加えたファイル {files}"
            ),
            &format!(
                "branch {branch}, month {month}: {new} cases taken in ({old} were there); files counted anew: {files}"
            ),
            lang,
        );
    }
    Ok(sorted.rest(lang))
}

/// Receipts that are cases of other months already: there the first screening counts.
fn tell_elsewhere(new: &TakenIn, branch: &str, lang: Lang) {
    for (month, count) in &new.elsewhere {
        said(
            &format!(
                "支部 {branch}　審査月 {month}: {count}件はすでにこの月の事案なので、そのままにしました"
            ),
            &format!("branch {branch}, month {month}: {count} are cases of that month already, and stay so"),
            lang,
        );
    }
}

/// Why a month takes nothing in, with its name: a run can be for several.
fn named(error: StoreError, branch: &str, month: &str) -> Ended {
    let (ja, en) = (error.message(Lang::Ja), error.message(Lang::En));
    match error.problem() {
        Problem::Intake => Ended::Misused(Fault::new(
            format!(
                "支部 {branch}　審査月 {month}: 受付期間の外です。取り込むには、審査月の画面で受付期間を変えるか、--outside-intake を付けてください（記録に残ります）"
            ),
            format!(
                "branch {branch}, month {month}: outside the intake window; change the window on the page of months, or name --outside-intake (it is put on the trail)"
            ),
        )),
        Problem::Closed => Ended::Misused(Fault::new(
            format!("支部 {branch}　審査月 {month}: {ja}"),
            format!("branch {branch}, month {month}: {en}"),
        )),
        _ => error.into(),
    }
}

async fn take(
    store: &Store,
    (branch, month): (&str, &str),
    of: &Of,
    intake: Intake,
) -> store::Result<TakenIn> {
    match store.open_month(branch, month, (0, i64::MAX), Some(&entry("month.open", "")), now()).await {
        Err(error) if error.problem() != Problem::Taken => return Err(error),
        _ => {}
    }
    let at = now();
    let row = store.months(branch).await?.into_iter().find(|row| row.month == month);
    let outside = row.is_some_and(|row| !row.takes_in(at));
    let entry = entry(if outside { "case.take-outside-intake" } else { "case.take" }, "");
    store.take_in((branch, month), (&of.cases, &of.files), (intake, &entry), at).await
}

impl Sorted {
    fn put(&mut self, one: ForPeople, options: &Take) -> Result<()> {
        let of = &one.taken;
        let number = of.receipt.institution.as_deref().and_then(|number| Institution::new(number).ok());
        let branch = number.as_ref().and_then(|number| branch_of(number.as_str()));
        let month = options.month.map(model::Month::number).or(of.billed);
        let (Some(number), Some(branch), Some(month)) = (number, branch, month) else {
            self.nowhere += 1;
            return Ok(());
        };
        if options.branch.is_some_and(|asked| asked != branch) {
            self.elsewhere += 1;
            return Ok(());
        }
        let case = case_of(one, number)?;
        self.of(branch, month).cases.push(case);
        Ok(())
    }

    /// Puts the figures of a file with the month that it is filed in.
    fn count(&mut self, one: batch::FileFigures, options: &Take) {
        let month = options.month.map(model::Month::number).or(one.billed);
        match (Branch::of_prefecture(one.branch), month) {
            (Some(branch), _) if options.branch.is_some_and(|asked| asked != branch) => {}
            (Some(branch), Some(month)) => self.of(branch, month).files.push(figures_of(&one)),
            _ => self.uncounted += one.counts.receipts,
        }
    }

    fn of(&mut self, branch: Branch, month: u32) -> &mut Of {
        self.months.entry((branch.number().to_owned(), month.to_string())).or_default()
    }

    /// What was not taken in.
    fn rest(&self, lang: Lang) -> Done {
        if self.elsewhere > 0 {
            said(
                &format!("ほかの支部の{}件は取り込んでいません", self.elsewhere),
                &format!("{} of other branches were left out", self.elsewhere),
                lang,
            );
        }
        if self.uncounted > 0 {
            said(
                &format!("医療機関か請求年月が読めない{}件は、支部の集計に入りません", self.uncounted),
                &format!(
                    "{} of which institution or month cannot be read are not in the figures of any branch",
                    self.uncounted
                ),
                lang,
            );
        }
        if self.nowhere > 0 {
            said(
                &format!(
                    "医療機関か請求年月が読めない{}件は取り込めません。IRレコードを確かめ、審査月は --month で指定してください",
                    self.nowhere
                ),
                &format!(
                    "{} cannot be taken in, since institution or month cannot be read: look at their IR, and name the month with --month",
                    self.nowhere
                ),
                lang,
            );
            return Done::Partly;
        }
        Done::Clean
    }
}

fn branch_of(institution: &str) -> Option<Branch> {
    Branch::of_prefecture(institution.get(..2)?.parse().ok()?)
}

fn case_of(one: ForPeople, institution: Institution) -> Result<NewCase> {
    let ForPeople { file, taken, claim, linked } = one;
    let linked: Vec<NewLinked> = linked.into_iter().map(linked_of).collect::<anyhow::Result<_>>()?;
    let narrow = |line: u64| u32::try_from(line).context("a file of more than 4,294,967,295 lines");
    let rules = taken.rules().into_iter().map(|(rule, line)| Ok((rule, narrow(line)?)));
    let rules: BTreeSet<(String, u32)> = rules.collect::<anyhow::Result<_>>()?;
    let mut lines: BTreeSet<u32> = rules.iter().map(|(_, line)| *line).collect();
    if lines.is_empty() {
        // Nobody spoke of a line: the receipt as a whole is in question, and stands for itself with its first one.
        lines.insert(narrow(taken.receipt.first_line)?);
    }
    let queue = taken
        .receipt
        .queue
        .as_deref()
        .and_then(|slug| model::Queue::ALL.into_iter().find(|queue| queue.slug() == slug));
    Ok(NewCase {
        source: SOURCE.to_owned(),
        file,
        receipt: i64::try_from(taken.receipt.seq).context("number of the receipt")?,
        institution,
        queue: queue.context("receipts.jsonl: review without a queue that this version knows")?,
        lines,
        points: taken.at_stake(),
        shown: CaseClaim { claim, found: serde_json::to_vec(&taken).context("what was found")? },
        rules,
        linked,
    })
}

/// A claim that findings of a case name, as it is kept with it.
fn linked_of(one: NamedClaim) -> anyhow::Result<NewLinked> {
    let NamedClaim { file, taken, claim } = one;
    Ok(NewLinked {
        file,
        receipt: i64::try_from(taken.receipt.seq).context("number of the receipt")?,
        shown: CaseClaim { claim, found: serde_json::to_vec(&taken).context("what was found")? },
    })
}

/// Why a screening cannot be read, and what to do.
pub(super) fn told(error: BatchError, lang: Lang) -> Ended {
    match crate::command::outputs::write::refused(&error, lang) {
        Some(why) => Ended::Misused(Fault::new(why.clone(), why)),
        None => Ended::Failed(anyhow::Error::new(error)),
    }
}
