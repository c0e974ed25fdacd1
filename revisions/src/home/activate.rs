//! Activation and rollback on disk: everything is tried first, and the state is replaced last.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use model::Month;
use review::session::{Snapshot, Stage, Tests, prepare};

use super::state::{self, Event, EventKind, FailureNote, State};
use super::{Home, LOCK, STATE, disk, now, program};
use crate::bundle::Bundle;
use crate::error::{Error, Result};
use crate::verified::Verified;

/// What is asked of an activation.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Public keys of who may sign; without any, those of the folder.
    pub trusted: Vec<PathBuf>,
    /// Whether its day need not have come.
    pub early: bool,
    /// The months whose plans are made.
    pub months: Vec<Month>,
    /// What runs now, in a program that goes on: the same masters are not opened twice.
    pub at_hand: Option<Arc<Snapshot>>,
}

/// What came of it.
#[derive(Debug)]
pub struct Activated {
    /// The revision, ready to judge.
    pub snapshot: Arc<Snapshot>,
    /// What was written down.
    pub event: Event,
}

impl Home {
    /// Makes a bundle the active revision. Whatever fails leaves what was active, and is written down.
    ///
    /// # Errors
    /// Why it was not activated.
    pub fn activate(&self, path: &Path, order: &Order, at: impl FnMut(Stage)) -> Result<Activated> {
        disk::make(self.dir())?;
        let _lock = disk::lock(&self.dir().join(LOCK))?;
        let state = self.state()?;
        let mut revision = None;
        let result = self.try_to(path, order, &state, &mut revision, at);
        if let Err(Error::Refused(failure)) = &result {
            let bundle = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let note = FailureNote::new(now().1, bundle, revision, failure);
            state::write(&self.dir().join(STATE), &State { failure: Some(note), ..state })?;
        }
        result
    }

    fn try_to(
        &self,
        path: &Path,
        order: &Order,
        state: &State,
        revision: &mut Option<String>,
        mut at: impl FnMut(Stage),
    ) -> Result<Activated> {
        let start = Instant::now();
        at(Stage::Read);
        let bundle = Bundle::open(path)?;
        *revision = Some(bundle.id().to_string());
        at(Stage::Signature);
        let verified = Verified::new(bundle, &self.trust(&order.trusted)?)?;
        at(Stage::Order);
        in_order(&verified, state, order.early)?;
        at(Stage::Masters);
        let kept = verified.clone();
        let snapshot = prepare(verified.content(order.at_hand.as_deref())?, Tests::Run, &order.months, at)?;
        self.keep(&kept)?;
        let event = event(&snapshot, &kept, state, start);
        let mut events = state.events.clone();
        events.push(event.clone());
        state::write(&self.dir().join(STATE), &State { events, failure: None, ..state.clone() })?;
        Ok(Activated { snapshot: Arc::new(snapshot), event })
    }

    /// Goes back to the revision before the active one, or to one that was once active here. What was gone back from is
    /// gone to by its name alone.
    ///
    /// # Errors
    /// There is none, or it is not as it was.
    pub fn roll_back(&self, to: Option<&str>, months: &[Month]) -> Result<Activated> {
        disk::make(self.dir())?;
        let _lock = disk::lock(&self.dir().join(LOCK))?;
        let (state, start) = (self.state()?, Instant::now());
        let target = target(&state, to)?.clone();
        let verified = self.revision(&target)?;
        let snapshot = prepare(verified.content(None)?, target.tests(), months, |_| ())?;
        let before = state.active().map(|event| event.revision.clone());
        let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let event = Event {
            at: now().1,
            kind: EventKind::RolledBack,
            before,
            program: program().to_owned(),
            millis,
            ..target
        };
        let mut events = state.events.clone();
        events.push(event.clone());
        state::write(&self.dir().join(STATE), &State { events, ..state })?;
        Ok(Activated { snapshot: Arc::new(snapshot), event })
    }
}

/// The number rises, and the day has come.
fn in_order(verified: &Verified, state: &State, early: bool) -> Result<()> {
    let label = verified.manifest().label();
    let number = label.number;
    if state.active().is_some_and(|active| verified.id().to_string() == active.revision) {
        return Err(Error::AlreadyActive(verified.id()));
    }
    // Not the active number: what was gone back from must not return because its bundle still lies somewhere.
    if let Some(highest) = state.highest().filter(|highest| number <= *highest) {
        return Err(Error::refused(
            Stage::Order,
            format!(
                "改訂番号{number}は、ここで有効になった改訂の最も大きい番号{highest}より新しくありません（前に有効だった改訂に戻すには shinsa rules rollback --to）"
            ),
            format!(
                "number {number} is not above the highest that was ever active here, {highest} (to go back to one that was: shinsa rules rollback --to)"
            ),
        ));
    }
    let today = now().0;
    match label.valid_from.filter(|from| !early && today < *from) {
        Some(from) => Err(Error::refused(
            Stage::Order,
            format!("適用日は{from}です（今日は{today}。早めるには --early）"),
            format!("it may be activated from {from} on (today is {today}; --early does it now)"),
        )),
        None => Ok(()),
    }
}

fn target<'s>(state: &'s State, to: Option<&str>) -> Result<&'s Event> {
    let none = || Error::misuse("戻れる改訂がありません", "there is no revision to go back to");
    match to {
        Some(digits) => state.called(digits),
        None => state.previous().ok_or_else(none),
    }
}

fn event(snapshot: &Snapshot, verified: &Verified, state: &State, start: Instant) -> Event {
    let (origin, trials, signer) = (snapshot.origin(), snapshot.trials(), verified.signer());
    Event {
        at: now().1,
        kind: EventKind::Activated,
        revision: super::text_of(&origin.id),
        number: origin.number,
        name: origin.name.clone(),
        before: state.active().map(|event| event.revision.clone()),
        signer: signer.name.clone(),
        key: signer.key.clone(),
        program: program().to_owned(),
        rules: snapshot.book(None).rules().len(),
        not_run: snapshot.not_run().to_vec(),
        branches: snapshot.branches().map(|branch| branch.number().to_owned()).collect(),
        settings: snapshot.settings().iter().map(|setting| setting.name.clone()).collect(),
        passed: trials.passed,
        untried: trials.untried,
        overlaid: trials.overlaid,
        millis: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
    }
}
