//! Swapping revisions under full load: every output is held against the revision that it names.
//!
//! Workers review claim files for all 47 branches without a pause, each file under one pin; meanwhile one thread swaps
//! snapshots that are ready, and then activates bundles from file to swap. Each revision says something else of each file,
//! and what it says was written down before, so an output made under two of them cannot go unnoticed.

mod desk;
mod made;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use review::session::{Session, Snapshot};
use revisions::home::{Home, Order};

use desk::Desk;
use made::{KINDS, Made, month};

/// How much is run.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Swaps of snapshots that are ready.
    pub swaps: u64,
    /// Activations from a file.
    pub activations: u64,
    /// Receipts of a claim file; each branch has two.
    pub receipts: u64,
    /// Threads that review.
    pub threads: usize,
    /// Whether revisions hold the rule book of this repository besides what tells them apart.
    pub book: bool,
}

/// What was seen.
#[derive(Debug, Default)]
pub struct Report {
    /// Files that were reviewed, each under one pin.
    pub outputs: u64,
    /// Receipts in them.
    pub receipts: u64,
    /// Outputs during which the live revision changed.
    pub overtaken: u64,
    /// Outputs that are not what the revision that they name says.
    pub wrong: Vec<String>,
    /// Swaps that were made.
    pub swaps: u64,
    /// The time of one swap.
    pub swap: Vec<Duration>,
    /// From the start of an activation to its swap.
    pub activation: Vec<Duration>,
    /// From the swap to the first output of the last branch that names the new revision.
    pub last_branch: Vec<Duration>,
    /// Snapshots still alive when all work had ended.
    pub left: usize,
    /// How long it took.
    pub took: Duration,
}

/// Runs it, with a folder for bundles and the home of revisions.
///
/// # Panics
/// When revisions cannot be made: there is nothing to try then.
pub fn run(plan: Plan, dir: &Path) -> Report {
    let made = Made::new(plan, dir);
    let start = Instant::now();
    let session: Session = Session::new(Arc::clone(&made.ready[0]));
    let desk = Desk::new(&made);
    let over = AtomicBool::new(false);
    let mut report = Report::default();
    std::thread::scope(|scope| {
        for worker in 0..plan.threads {
            let (session, desk, over) = (&session, &desk, &over);
            scope.spawn(move || {
                let mut at = worker;
                while !over.load(Ordering::Relaxed) {
                    desk.review(session, at);
                    at += plan.threads;
                }
            });
        }
        swaps(plan, &session, &made, &desk, &mut report);
        activations(plan, &session, &made, &desk, &mut report);
        over.store(true, Ordering::Relaxed);
    });
    desk.close(&mut report);
    report.took = start.elapsed();
    let weak: Vec<_> = made.ready.iter().map(Arc::downgrade).collect();
    drop((made.ready, session));
    report.left = weak.iter().filter(|weak| weak.strong_count() > 0).count();
    report
}

/// Swaps snapshots that are ready, now and then back.
fn swaps(plan: Plan, session: &Session, made: &Made, desk: &Desk<'_>, report: &mut Report) {
    for swap in 0..plan.swaps {
        let before = desk.begun();
        let start = Instant::now();
        if swap % 7 == 6 {
            session.roll_back();
        } else {
            let next = Arc::clone(&made.ready[usize::try_from(swap).unwrap_or(0) % KINDS]);
            session.activate(|_| Ok::<Arc<Snapshot>, ()>(next)).expect("nothing can fail");
        }
        report.swap.push(start.elapsed());
        report.swaps += 1;
        // At least one file begins under each of them, or a while passes.
        while desk.begun() == before && start.elapsed() < Duration::from_millis(1) {
            std::thread::yield_now();
        }
    }
}

/// Activates bundles: read, verified, checked, tried, compiled, planned, written to disk, swapped.
fn activations(plan: Plan, session: &Session, made: &Made, desk: &Desk<'_>, report: &mut Report) {
    let home = Home::new(made.home.clone());
    for number in 1..=plan.activations {
        let path = made.bundle(number);
        let start = Instant::now();
        let at_hand = Some(Arc::clone(&session.pin().live));
        let order = Order { months: vec![month()], at_hand, ..Order::default() };
        let activated = home.activate(&path, &order, |_| ()).expect("a good revision");
        let revision = *activated.snapshot.revision();
        desk.expect(revision, made::kind_of(number));
        session.activate(|_| Ok::<Arc<Snapshot>, ()>(activated.snapshot)).expect("nothing can fail");
        let swapped = Instant::now();
        report.activation.push(swapped - start);
        report.last_branch.push(desk.last_branch(revision).saturating_duration_since(swapped));
        report.swaps += 1;
        std::fs::remove_file(path).expect("removed");
    }
}
