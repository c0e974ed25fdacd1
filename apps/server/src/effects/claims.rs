//! Which claims are judged: those of the cases of a month, and the last file of each filing that clinics sent.
//!
//! They are looked up by what stands beside them; their bytes are opened one after another, when their turn comes.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use desk::Filing;
use model::InstitutionKind;
use store::cases::{CaseFilter, CaseLine};
use store::uploads::Upload;

use super::Wanted;
use crate::app::App;
use crate::kept::{self, Filed};
use crate::web::{Code, Problem};

/// So many rows are read at once.
const ROWS: i64 = 500;

/// A claim that is to be judged.
#[derive(Debug)]
pub enum Claim {
    /// Of a case, by its id.
    Case(String),
    /// A file that a clinic sent.
    Upload(Box<Upload>, InstitutionKind),
}

impl Claim {
    /// How many receipts it has.
    pub fn receipts(&self) -> u64 {
        match self {
            Self::Case(_) => 1,
            Self::Upload(upload, _) => u64::try_from(upload.receipts).unwrap_or(0),
        }
    }
}

/// What was judged, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Cases.
    pub cases: u64,
    /// Files that clinics sent.
    pub uploads: u64,
    /// Files that a later one of the same filing stands for.
    pub older: u64,
    /// Claims that were deleted meanwhile, or before.
    pub gone: u64,
    /// Claims that cannot be read any more.
    pub damaged: u64,
    /// Claims beyond the limit of receipts.
    pub beyond: u64,
    /// Claims that the limit of time, or somebody, left out.
    pub unread: u64,
    /// Whether it ended before all claims were looked up, so that nobody knows how many more there are.
    pub unlisted: bool,
    /// Whether somebody ended it.
    pub stopped: bool,
}

impl Taken {
    /// How the trail tells it.
    pub fn told(&self) -> String {
        let more = if self.unlisted { " and more" } else { "" };
        let Self { cases, uploads, beyond, unread, damaged, .. } = self;
        format!("cases {cases} files {uploads} beyond {beyond} damaged {damaged} unread {unread}{more}")
    }
}

/// How long it may go on.
#[derive(Clone, Copy, Debug)]
pub struct Until {
    begun: Instant,
    limit: Duration,
}

impl Until {
    /// As long as the settings say, from now on.
    pub fn of(app: &App) -> Self {
        Self { begun: Instant::now(), limit: app.settings().limits.effects() }
    }

    /// Whether the time is over, or somebody ended it.
    pub fn is_over(&self, app: &App, taken: &mut Taken) -> bool {
        taken.stopped = app.effects().is_stopped();
        taken.stopped || self.begun.elapsed() > self.limit
    }
}

/// The claims that are asked for, as many as the limit of receipts lets through, and as there is time to look up.
///
/// # Errors
/// The store fails.
pub async fn chosen(
    app: &App,
    wanted: &Wanted,
    until: Until,
    taken: &mut Taken,
) -> Result<Vec<Claim>, Problem> {
    let mut chosen = Chosen { claims: Vec::new(), receipts: 0, most: app.settings().limits.effects_receipts };
    if wanted.cases {
        cases(app, (wanted, until), &mut chosen, taken).await?;
    }
    if wanted.uploads {
        uploads(app, (wanted, until), &mut chosen, taken).await?;
    }
    Ok(chosen.claims)
}

struct Chosen {
    claims: Vec<Claim>,
    receipts: u64,
    most: u64,
}

impl Chosen {
    fn put(&mut self, claim: Claim, taken: &mut Taken) {
        let receipts = claim.receipts();
        if self.receipts + receipts > self.most {
            taken.beyond += 1;
            return;
        }
        self.receipts += receipts;
        self.claims.push(claim);
    }
}

async fn cases(
    app: &App,
    (wanted, until): (&Wanted, Until),
    to: &mut Chosen,
    taken: &mut Taken,
) -> Result<(), Problem> {
    let filter =
        CaseFilter { branch: wanted.branch.clone(), month: wanted.month.clone(), ..CaseFilter::default() };
    let mut last: Option<CaseLine> = None;
    loop {
        if until.is_over(app, taken) {
            taken.unlisted = true;
            return Ok(());
        }
        let lines = app.store().cases(&filter, last.as_ref(), ROWS).await?;
        for line in &lines {
            to.put(Claim::Case(line.id.clone()), taken);
        }
        last = lines.last().cloned();
        if i64::try_from(lines.len()).is_ok_and(|read| read < ROWS) {
            return Ok(());
        }
    }
}

/// Of every filing the file that was checked last, the newest first.
async fn uploads(
    app: &App,
    (wanted, until): (&Wanted, Until),
    to: &mut Chosen,
    taken: &mut Taken,
) -> Result<(), Problem> {
    let (mut after, mut known) = (None, Known::default());
    loop {
        let page = app.store().kept_uploads(after.as_ref(), 100).await?;
        for upload in page.uploads {
            if until.is_over(app, taken) {
                taken.unlisted = true;
                return Ok(());
            }
            let Some(Filed { filings, institution }) = readable(app, &upload, taken).await? else { continue };
            if !fits(wanted, &filings) {
                continue;
            }
            if !known.is_new(&upload, &filings) {
                taken.older += 1;
                continue;
            }
            to.put(Claim::Upload(Box::new(upload), institution), taken);
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// What a file is filed as; none, and counted, where it is gone or damaged: one file keeps nobody from all others.
async fn readable(app: &App, upload: &Upload, taken: &mut Taken) -> Result<Option<Filed>, Problem> {
    match kept::filed(app, upload).await {
        Ok(Some(filed)) => Ok(Some(filed)),
        Ok(None) => {
            taken.damaged += 1;
            Ok(None)
        }
        // Its time was over since it was listed.
        Err(problem) if problem.code == Code::Gone => {
            taken.gone += 1;
            Ok(None)
        }
        Err(problem) => Err(problem),
    }
}

/// Whether a file is of the month and the branch that are asked for.
fn fits(wanted: &Wanted, filings: &[Filing]) -> bool {
    let of = |filing: &Filing| {
        (wanted.month.is_empty() || filing.billed.to_string() == wanted.month)
            && filing.institution.starts_with(&wanted.branch)
    };
    // What is filed as nothing that can be read belongs to no month and no branch.
    filings.iter().any(of) || (filings.is_empty() && wanted.month.is_empty() && wanted.branch.is_empty())
}

/// What a newer file stands for already.
#[derive(Default)]
struct Known {
    filings: BTreeSet<Filing>,
    digests: BTreeSet<Vec<u8>>,
}

impl Known {
    fn is_new(&mut self, upload: &Upload, filings: &[Filing]) -> bool {
        let same = !self.digests.insert(upload.digest.clone());
        let all_known = !filings.is_empty() && filings.iter().all(|one| self.filings.contains(one));
        self.filings.extend(filings.iter().cloned());
        !same && !all_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effects::Candidate;

    fn filing(institution: &str, billed: u32) -> Filing {
        Filing { agency: 1, institution: institution.to_owned(), billed }
    }

    #[test]
    fn files_are_of_the_month_and_branch_that_are_asked_for() {
        let asked = |month: &str, branch: &str| Wanted {
            candidate: Candidate::Shadow,
            month: month.to_owned(),
            branch: branch.to_owned(),
            cases: true,
            uploads: true,
            lang: model::Lang::Ja,
        };
        let of = [filing("131000009", 2024_07)];
        for (month, branch, fit) in [
            ("", "", true),
            ("202407", "", true),
            ("202407", "13", true),
            ("202406", "", false),
            ("", "27", false),
        ] {
            assert_eq!(fits(&asked(month, branch), &of), fit, "{month} {branch}");
        }
        assert!(fits(&asked("", ""), &[]) && !fits(&asked("202407", ""), &[]));
    }
}
