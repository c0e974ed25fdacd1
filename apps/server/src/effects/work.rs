//! The work itself: the revision is made ready, the claims are opened and judged by both, what differs is added up.

use std::sync::Arc;
use std::time::Duration;

use batch::{AtHand, Comparison, Revision, Settings, compare_at_hand};
use eval::Book;
use model::{Branch, InstitutionKind, Lang};
use outcome::Routing;
use report::Titles;
use review::Institutions;
use review::session::Snapshot;

use super::claims::{Claim, Taken, Until, chosen};
use super::{Candidate, EXAMPLES, Effect, Step, Wanted};
use crate::app::App;
use crate::kept;
use crate::ruling::{self, Why};
use crate::web::{Code, Problem};

/// So many claims of cases are judged in one turn, so that the places behind the gate come free soon.
const CASES: usize = 64;
/// How long it waits where the line before the gate is full.
const AGAIN: Duration = Duration::from_millis(500);

/// The live revision and the other one.
struct Sides {
    live: Arc<Snapshot>,
    other: Arc<Snapshot>,
    routings: [Routing; 2],
    lang: Lang,
}

/// A claim that was opened.
struct Opened {
    name: String,
    place: u64,
    bytes: Vec<u8>,
    whole: bool,
    kind: InstitutionKind,
}

/// What a revision would say otherwise.
///
/// # Errors
/// The revision does not pass, or the machine failed; with the single things behind it.
pub async fn effect(app: &App, wanted: &Wanted) -> Result<Effect, Why> {
    let sides = Arc::new(sides(app, wanted).await?);
    app.effects().at(Step::Choosing);
    let mut taken = Taken::default();
    let until = Until::of(app);
    let claims = chosen(app, wanted, until, &mut taken).await.map_err(|problem| told(&problem))?;
    let comparison = judged(app, (&sides, until), claims, &mut taken).await;
    let comparison = comparison.map_err(|problem| told(&problem))?;
    let other = &sides.other;
    let titles = Titles::of_books(other.book(None), &other.own_books(), wanted.lang);
    Ok(Effect { live: sides.live.origin().clone(), other: other.origin().clone(), comparison, taken, titles })
}

fn told(problem: &Problem) -> Why {
    (vec![problem.detail(Lang::Ja).to_owned()], vec![problem.detail(Lang::En).to_owned()])
}

/// What is the same in both languages, for it names a place in settings.
fn plainly(error: &desk::Failed) -> Why {
    (vec![error.to_string()], vec![error.to_string()])
}

/// Both revisions, ready to judge.
async fn sides(app: &App, wanted: &Wanted) -> Result<Sides, Why> {
    let (own, candidate, lang) = (app.clone(), wanted.candidate.clone(), wanted.lang);
    let made = tokio::task::spawn_blocking(move || {
        let standing = own.standing();
        let other = other(&own, &candidate)?;
        let routings = [&standing.live, &other].map(|side| desk::routing(side));
        let [live_routing, other_routing] = routings.map(|one| one.map_err(|error| plainly(&error)));
        let routings = [live_routing?, other_routing?];
        Ok(Sides { live: Arc::clone(&standing.live), other, routings, lang })
    });
    made.await.unwrap_or_else(|error| Err(ruling::crashed(&error)))
}

fn other(app: &App, candidate: &Candidate) -> Result<Arc<Snapshot>, Why> {
    let standing = app.standing();
    let at = |stage| app.effects().at(Step::Preparing(stage));
    let made = match candidate {
        Candidate::Shadow => return standing.shadow.clone().ok_or_else(gone),
        Candidate::Bundle(bytes) => app.tried(bytes, at).map(Some),
        Candidate::Kept(id) => {
            let at_hand = [standing.previous.as_ref(), standing.shadow.as_ref(), Some(&standing.live)];
            if let Some(same) = at_hand.into_iter().flatten().find(|one| one.revision().to_string() == *id) {
                return Ok(Arc::clone(same));
            }
            app.once_active(id, at)
        }
    };
    made.map_err(|error| ruling::why(&error))?.map(Arc::new).ok_or_else(gone)
}

fn gone() -> Why {
    (vec!["その改訂はもうありません".to_owned()], vec!["that revision is there no more".to_owned()])
}

/// Opens and judges claims turn by turn, until all are done, the time is over, or somebody ends it.
async fn judged(
    app: &App,
    (sides, until): (&Arc<Sides>, Until),
    claims: Vec<Claim>,
    taken: &mut Taken,
) -> Result<Comparison, Problem> {
    let all = claims.iter().map(Claim::receipts).sum();
    let (mut total, mut done, mut place) = (Comparison::new(EXAMPLES), 0, 0);
    let mut rest = claims.into_iter().peekable();
    while rest.peek().is_some() {
        if until.is_over(app, taken) {
            taken.unread += rest.count() as u64;
            break;
        }
        let mut turn = Vec::new();
        while turn.len() < CASES
            && let Some(claim) = rest.next_if(|next| turn.is_empty() || matches!(next, Claim::Case(_)))
        {
            done += claim.receipts();
            let by_itself = matches!(claim, Claim::Upload(..));
            turn.extend(opened(app, place, claim, taken).await?);
            place += 1;
            if by_itself {
                break;
            }
        }
        in_turn(app, (sides, until), turn, &mut total, taken).await?;
        app.effects().judged(done, all);
    }
    Ok(total)
}

/// Opens a claim; nothing, and counted, when it was deleted or cannot be read.
async fn opened(app: &App, place: u64, claim: Claim, taken: &mut Taken) -> Result<Option<Opened>, Problem> {
    let (name, read, kind) = match &claim {
        Claim::Case(id) => {
            let read = app.store().case_claim(id).await.map(|of| of.claim);
            (format!("case/{id}"), read, InstitutionKind::Unknown)
        }
        Claim::Upload(upload, kind) => (kept::subject(&upload.id), app.store().claims(upload).await, *kind),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            match error.problem() {
                store::Problem::Purged => taken.gone += 1,
                store::Problem::Damaged | store::Problem::Missing => taken.damaged += 1,
                _ => return Err(error.into()),
            }
            return Ok(None);
        }
    };
    Ok(Some(Opened { name, place, bytes, whole: matches!(claim, Claim::Upload(..)), kind }))
}

/// Judges claims when their turn comes; while the line is full it waits, as long as there is time.
async fn in_turn(
    app: &App,
    (sides, until): (&Arc<Sides>, Until),
    turn: Vec<Opened>,
    total: &mut Comparison,
    taken: &mut Taken,
) -> Result<(), Problem> {
    let turn = Arc::new(turn);
    loop {
        let (own, sides) = (Arc::clone(&turn), Arc::clone(sides));
        match app.gate().run(move || sides.compare(&own)).await {
            Err(problem) if problem.code == Code::Busy => {
                if until.is_over(app, taken) {
                    taken.unread += turn.len() as u64;
                    return Ok(());
                }
                tokio::time::sleep(AGAIN).await;
            }
            done => {
                total.add(done?);
                let files = turn.iter().filter(|one| one.whole).count() as u64;
                taken.uploads += files;
                taken.cases += turn.len() as u64 - files;
                return Ok(());
            }
        }
    }
}

impl Sides {
    fn compare(&self, claims: &[Opened]) -> Comparison {
        let [live_routing, other_routing] = &self.routings;
        let (live_books, other_books) = (self.live.own_books(), self.other.own_books());
        let live = revision(&self.live, &live_books, live_routing);
        let other = revision(&self.other, &other_books, other_routing);
        let mut total = Comparison::new(EXAMPLES);
        for Opened { name, place, bytes, whole, kind } in claims {
            let file = AtHand { place: *place, name, bytes, whole: *whole };
            total.add(compare_at_hand(file, [&live, &other], &settings(self.lang, *kind), EXAMPLES));
        }
        total
    }
}

fn revision<'a>(
    of: &'a Snapshot,
    branches: &'a [(Branch, &'a Book<'a>)],
    routing: &'a Routing,
) -> Revision<'a> {
    Revision {
        masters: of.masters(),
        book: of.book(None),
        branches,
        routing,
        eligibility: None,
        returns: None,
        digests: Vec::new(),
        refused: Vec::new(),
    }
}

/// How claims at hand are judged: nothing is written, and nothing else is known of the patients.
fn settings(lang: Lang, kind: InstitutionKind) -> Settings {
    Settings {
        lang,
        institutions: Institutions::all(kind),
        complete_from: None,
        jobs: 1,
        memory: 0,
        asked: std::collections::BTreeMap::new(),
        resume: false,
        official: false,
        io_cause: |error| error.kind().to_string(),
        outputs: Vec::new(),
    }
}
