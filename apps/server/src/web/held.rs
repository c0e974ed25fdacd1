//! How many bytes of bodies are held at once, over all requests.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Problem, gate};

const MIB: usize = 1 << 20;

/// Room for bodies, counted in MiB.
#[derive(Clone, Debug)]
pub struct Held {
    room: Arc<Semaphore>,
}

/// Room that a request has; free again when dropped.
#[derive(Debug)]
pub struct Room {
    _permit: OwnedSemaphorePermit,
}

impl Held {
    /// With so much room.
    pub fn new(mib: usize) -> Self {
        Self { room: Arc::new(Semaphore::new(mib)) }
    }

    /// Room for a body of at most so many bytes; nobody waits for it while sending.
    ///
    /// # Errors
    /// There is none at the moment.
    pub fn take(&self, bytes: usize) -> Result<Room, Problem> {
        let mib = u32::try_from(bytes.div_ceil(MIB).max(1)).unwrap_or(u32::MAX);
        let permit = Arc::clone(&self.room).try_acquire_many_owned(mib);
        permit.map(|permit| Room { _permit: permit }).map_err(|_| gate::busy())
    }
}

#[cfg(test)]
mod tests {
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
}
