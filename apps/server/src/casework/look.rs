//! One case as somebody looks at it: put on the trail first, and without the receipt where they must not judge it.

use std::collections::{BTreeMap, BTreeSet};

use caseflow::{Act, Month};
use desk::{Asked, Sheet, Taken, Trace};
use model::{Branch, Lang};
use store::cases::CaseFile;

use super::{PURPOSE, numbers};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::called;
use crate::judging::How;
use crate::seated::{self, Seated};
use crate::sheets;
use crate::web::Problem;

/// A case, and what is shown of it.
pub struct Look {
    /// The case.
    pub file: CaseFile,
    /// Where its month stands.
    pub month: Month,
    /// Whether its institution is not theirs to judge: then neither the receipt is shown nor what others decided and wrote.
    pub conflict: bool,
    /// What it is shown from; none where it is not theirs, or was deleted.
    pub shown: Option<(Taken, Vec<u8>)>,
    /// The receipt as on paper, where it can be laid out.
    pub sheet: Option<Sheet>,
    /// What people are called.
    pub names: BTreeMap<String, String>,
}

/// Whether the numbers of the insured are shown; who may see them was asked before ([`numbers::uncovered`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Numbers {
    /// They are covered.
    #[default]
    Covered,
    /// They are shown.
    Shown,
}

/// Looks at a case.
///
/// # Errors
/// There is none, or it is not theirs to see.
pub async fn look(
    app: &App,
    (caller, own): (&Caller, &Seated),
    id: &str,
    lang: Lang,
    with: Numbers,
) -> Result<Look, Problem> {
    let file = seated::case(app, own, id).await?;
    let conflict = own.conflicts(&file);
    let month = seated::month(app, &file.branch, &file.month).await?;
    // The look itself is what the trail tells, so it comes first.
    let act = if conflict { "case.look-refused" } else { "case.look" };
    app.store().audit(&caller.entry(act, format!("case/{id}"), PURPOSE), app.now()).await?;
    let shown = if conflict { None } else { seated::shown(app, id).await? };
    let names = called::names(app, named(&file)).await?;
    let sheet = shown.as_ref().and_then(|(taken, claim)| {
        let mut sheet = sheets::laid_out(app, claim, &taken.receipt, lang)?;
        if with == Numbers::Covered {
            numbers::cover(&mut sheet);
        }
        Some(sheet)
    });
    Ok(Look { file, month, conflict, shown, sheet, names })
}

/// Accounts whose names are told.
fn named(file: &CaseFile) -> BTreeSet<String> {
    let mut named: BTreeSet<String> = file.case.assigned().values().cloned().collect();
    named.extend(file.case.holder().map(str::to_owned));
    for (_, event) in &file.events {
        named.insert(event.actor.clone());
        if let Act::Assign { to, .. } = &event.act {
            named.insert(to.clone());
        }
    }
    named
}

/// Why a rule spoke, by the rules of now; claims of other months are not looked at.
///
/// # Errors
/// There is no such case, or it is not theirs to judge.
pub async fn trace(
    app: &App,
    (caller, own): (&Caller, &Seated),
    id: &str,
    rule: &str,
    lang: Lang,
) -> Result<Vec<Trace>, Problem> {
    let file = seated::case(app, own, id).await?;
    if own.conflicts(&file) {
        return Err(not_allowed());
    }
    app.store().audit(&caller.entry("case.look", format!("case/{id}/trace"), PURPOSE), app.now()).await?;
    let (taken, claim) = seated::shown(app, id).await?.ok_or_else(Problem::not_found)?;
    let of = &taken.receipt;
    let standing = app.session().pin();
    let asked = Asked {
        branch: Branch::read(&file.branch),
        ..How { lang, ..How::default() }.asked(&standing.live, None)
    };
    let (bytes, filed) = (sheets::part(&claim, of.bytes), sheets::part(&claim, of.frame));
    let traces = desk::trace(bytes, filed, of, asked, Some(rule));
    let alone = traces.len() == 1;
    Ok(traces.into_iter().filter(|one| alone || !one.ways.is_empty()).collect())
}

/// Of each rule that spoke: what was decided of its lines before, in all branches, by verdict.
///
/// # Errors
/// The store fails.
pub async fn before(app: &App, taken: &Taken) -> Result<BTreeMap<String, Vec<(String, i64)>>, Problem> {
    let rules: BTreeSet<String> = taken.receipt.findings.iter().map(|one| one.rule.clone()).collect();
    let mut before = BTreeMap::new();
    for rule in rules {
        let counts = app.store().rule_verdicts("", &rule).await?;
        let decided = counts.into_iter().filter_map(|one| Some((one.verdict?, one.lines))).collect();
        before.insert(rule, decided);
    }
    Ok(before)
}
