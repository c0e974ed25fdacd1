//! `shinsa check --shadow`: another revision judges the same receipts; what it would say otherwise is counted and stored,
//! and nothing of it is issued.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use model::{Branch, Finding, Lang};
use receipt::Batch;
use review::session::{Difference, Snapshot, Tally, Tests, compare, prepare};
use review::{Reviewed, Shadow};
use revisions::{Bundle, Home, Trust, Verified};
use serde::Serialize;

use crate::args::Check;
use crate::command::revision;
use crate::exit::output_cause;
use wire::FindingOut;

/// What was found of a shadow revision.
pub struct Beside {
    /// What it says otherwise.
    pub tally: Tally,
    /// Where every difference is stored: a file beside its place until the run has ended.
    store: Option<BufWriter<tempfile::NamedTempFile>>,
}

/// A difference as it is stored.
#[derive(Serialize)]
struct Line<'a> {
    r#type: &'static str,
    live: Option<FindingOut<'a>>,
    shadow: Option<FindingOut<'a>>,
}

/// Verifies and prepares the revision that was named; who may sign is told by the folder of revisions.
pub fn open(options: &Check, bundle: &Path, live: Option<&Snapshot>) -> revisions::Result<Snapshot> {
    let home = revision::folder(options.revision_home.as_deref()).map(Home::new);
    let trust = home.map_or_else(|| Ok(Trust::default()), |home| home.trust(&[]))?;
    let verified = Verified::new(Bundle::open(bundle)?, &trust)?;
    Ok(prepare(verified.content(live)?, Tests::Run, &[], |_| ())?)
}

/// What a review needs of it.
pub fn of_branch(snapshot: &Snapshot, branch: Option<Branch>) -> Shadow<'_> {
    Shadow { masters: snapshot.masters(), rules: snapshot.book(branch), branches: &[] }
}

impl Beside {
    /// Nothing yet; differences go to a file where one is named.
    pub fn new(store: Option<&Path>, lang: Lang) -> anyhow::Result<Self> {
        let store = store.map(|path| stored(path, lang)).transpose()?;
        Ok(Self { tally: Tally::default(), store })
    }

    /// Counts and stores how a part differs.
    pub fn take(&mut self, file: &str, part: &Reviewed<'_>) -> anyhow::Result<()> {
        let Some(other) = part.shadow else { return Ok(()) };
        self.tally.count(part.findings, other);
        let Some(store) = &mut self.store else { return Ok(()) };
        for difference in compare(part.findings, other) {
            serde_json::to_writer(&mut *store, &line(file, part.batch, &difference))?;
            store.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Puts the stored differences in their place.
    pub fn finish(self, path: Option<&Path>) -> anyhow::Result<()> {
        let Some((store, path)) = self.store.zip(path) else { return Ok(()) };
        let file = store.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.persist(path).with_context(|| path.display().to_string())?;
        Ok(())
    }
}

fn stored(path: &Path, lang: Lang) -> anyhow::Result<BufWriter<tempfile::NamedTempFile>> {
    let file = crate::output::beside(path)
        .map_err(|error| anyhow!("{}: {}", path.display(), output_cause(&error, lang)))?;
    Ok(BufWriter::new(file))
}

fn line<'a>(file: &'a str, batch: Option<&Batch>, difference: &Difference<'a>) -> Line<'a> {
    let out = |finding: &'a Finding| Some(FindingOut::new(file, batch, finding));
    match *difference {
        Difference::Added(finding) => Line { r#type: "added", live: None, shadow: out(finding) },
        Difference::Removed(finding) => Line { r#type: "removed", live: out(finding), shadow: None },
        Difference::Changed { live, other } => {
            Line { r#type: "changed", live: out(live), shadow: out(other) }
        }
    }
}
