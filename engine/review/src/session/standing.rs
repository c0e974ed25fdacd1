//! The session: what is live, swapped as one, and pinned by whoever works.
//!
//! INVARIANT: an output is made under one [`Session::pin`]; the standing it returns never changes. Writers take turns, so
//! that what they compare with is still live when they swap. The protocol is generic over its slot: the program runs it on
//! an arc-swap, the model in `session/model.rs` under every order of steps that a scheduler finds.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use super::snapshot::Snapshot;

/// What a session runs at one moment.
#[derive(Debug)]
pub struct Standing<T = Snapshot> {
    /// The revision that findings come from.
    pub live: Arc<T>,
    /// The one before it, held so that going back is one swap.
    pub previous: Option<Arc<T>>,
    /// A revision that judges beside the live one; its findings are compared and never issued.
    pub shadow: Option<Arc<T>>,
}

impl<T> Standing<T> {
    /// A revision alone.
    pub const fn new(live: Arc<T>) -> Self {
        Self { live, previous: None, shadow: None }
    }
}

/// Where a standing is kept: read by many without waiting, written by one at a time.
pub trait Slot<T> {
    /// With a first value.
    fn new(value: Arc<T>) -> Self;
    /// What is there now.
    fn load(&self) -> Arc<T>;
    /// Puts another there, at one instant for everybody.
    fn store(&self, value: Arc<T>);
    /// Runs a writer while no other one runs.
    fn in_turn<R>(&self, write: impl FnOnce() -> R) -> R;
}

/// The slot of the program.
#[derive(Debug)]
pub struct Swap<T> {
    value: ArcSwap<T>,
    turn: Mutex<()>,
}

impl<T> Slot<T> for Swap<T> {
    fn new(value: Arc<T>) -> Self {
        Self { value: ArcSwap::new(value), turn: Mutex::new(()) }
    }

    fn load(&self) -> Arc<T> {
        self.value.load_full()
    }

    fn store(&self, value: Arc<T>) {
        self.value.store(value);
    }

    fn in_turn<R>(&self, write: impl FnOnce() -> R) -> R {
        // A writer that panicked stored nothing or everything: the turn guards no data of its own.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        write()
    }
}

/// Hands the live revision out and changes it.
#[derive(Debug)]
pub struct Session<T = Snapshot, S = Swap<Standing<T>>> {
    slot: S,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T, S: Slot<Standing<T>>> Session<T, S> {
    /// A session that runs a first revision.
    pub fn new(live: Arc<T>) -> Self {
        Self { slot: S::new(Arc::new(Standing::new(live))), of: std::marker::PhantomData }
    }

    /// What is live now, for one piece of work from its beginning to its end.
    pub fn pin(&self) -> Arc<Standing<T>> {
        self.slot.load()
    }

    /// Makes a revision live for every branch at one instant. `make` sees what is live and no other writer comes between;
    /// when it fails, nothing changes.
    ///
    /// # Errors
    /// What `make` says.
    pub fn activate<E>(&self, make: impl FnOnce(&T) -> Result<Arc<T>, E>) -> Result<Arc<T>, E> {
        self.slot.in_turn(|| {
            let standing = self.slot.load();
            let live = make(&standing.live)?;
            let previous = Some(Arc::clone(&standing.live));
            let shadow = standing.shadow.clone();
            self.slot.store(Arc::new(Standing { live: Arc::clone(&live), previous, shadow }));
            Ok(live)
        })
    }

    /// Goes back to the revision before, and gives it; `None` when there is none.
    pub fn roll_back(&self) -> Option<Arc<T>> {
        self.slot.in_turn(|| {
            let standing = self.slot.load();
            let live = standing.previous.clone()?;
            let previous = Some(Arc::clone(&standing.live));
            let shadow = standing.shadow.clone();
            self.slot.store(Arc::new(Standing { live: Arc::clone(&live), previous, shadow }));
            Some(live)
        })
    }

    /// Puts a revision beside the live one, or takes it away.
    pub fn set_shadow(&self, shadow: Option<Arc<T>>) {
        self.slot.in_turn(|| {
            let standing = self.slot.load();
            let (live, previous) = (Arc::clone(&standing.live), standing.previous.clone());
            self.slot.store(Arc::new(Standing { live, previous, shadow }));
        });
    }
}
