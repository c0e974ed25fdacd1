//! How many bytes of claims are held at once, over all requests: bodies as they came, unpacked, and what they are judged
//! beside.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Problem, gate};

const MIB: usize = 1 << 20;

/// Room for claims, counted in MiB.
#[derive(Clone, Debug)]
pub struct Held {
    room: Arc<Semaphore>,
    most: usize,
}

/// Room that a request has; free again when dropped.
#[derive(Debug)]
pub struct Room {
    room: Arc<Semaphore>,
    permit: OwnedSemaphorePermit,
    most: usize,
}

const fn mib(bytes: usize) -> usize {
    let mib = bytes.div_ceil(MIB);
    if mib == 0 { 1 } else { mib }
}

impl Held {
    /// With so much room.
    pub fn new(mib: usize) -> Self {
        Self { room: Arc::new(Semaphore::new(mib)), most: mib }
    }

    /// Room for a body of at most so many bytes; nobody waits for it while sending.
    ///
    /// # Errors
    /// There is none at the moment.
    pub fn take(&self, bytes: usize) -> Result<Room, Problem> {
        let room = Arc::clone(&self.room);
        let permit = Arc::clone(&room).try_acquire_many_owned(u32::try_from(mib(bytes)).unwrap_or(u32::MAX));
        permit.map(|permit| Room { room, permit, most: self.most }).map_err(|_| gate::busy())
    }

    /// Room for the beginning of a body that says how long it will be, where all of it would have room now. It takes more
    /// as it comes: who says much and sends slowly keeps nothing from others.
    ///
    /// # Errors
    /// There is none at the moment.
    pub fn begin(&self, told: usize) -> Result<Room, Problem> {
        if mib(told) > self.room.available_permits() { Err(gate::busy()) } else { self.take(1) }
    }
}

impl Room {
    /// The most bytes that it can ever hold.
    pub const fn most(&self) -> usize {
        self.most.saturating_mul(MIB)
    }

    /// Makes it large enough for so many bytes.
    ///
    /// # Errors
    /// There is no more room at the moment.
    pub fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        let more = mib(bytes).saturating_sub(self.permit.num_permits());
        if more == 0 {
            return Ok(());
        }
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        let permit = Arc::clone(&self.room).try_acquire_many_owned(more).map_err(|_| gate::busy())?;
        self.permit.merge(permit);
        Ok(())
    }

    /// Gives back what is more than so many bytes need.
    pub fn shrink(&mut self, bytes: usize) {
        let less = self.permit.num_permits().saturating_sub(mib(bytes));
        drop(self.permit.split(less));
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a failing test panics")]
    use super::{Held, MIB};

    #[test]
    fn room_is_given_back() {
        let held = Held::new(2);
        let first = held.take(MIB + 1);
        assert!(first.is_ok());
        assert!(held.take(1).is_err(), "two MiB are taken");
        drop(first);
        assert!(held.take(2 * MIB).is_ok());
    }

    #[test]
    fn room_grows_with_what_comes() {
        let held = Held::new(4);
        let mut slow = held.begin(4 * MIB).expect("room for all of it");
        let mut other = held.begin(3 * MIB).expect("what only was told takes nothing");
        assert!(held.begin(3 * MIB).is_err(), "two are begun");
        assert!(other.grow(2 * MIB).is_ok() && other.grow(MIB).is_ok() && other.grow(3 * MIB).is_ok());
        assert!(slow.grow(2 * MIB).is_err());
        drop(other);
        assert!(slow.grow(4 * MIB).is_ok());
        slow.shrink(MIB + 1);
        assert!(held.take(3 * MIB).is_err() && held.take(2 * MIB).is_ok(), "two are kept");
        drop(slow);
        assert!(held.take(4 * MIB).is_ok());
    }
}
