//! How many files are judged at once, and how many may wait: beyond that the answer comes at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Code, Problem};

/// Lets work through, a bounded number at a time.
#[derive(Clone, Debug)]
pub struct Gate {
    places: Arc<Semaphore>,
    inside: Arc<AtomicUsize>,
    most: usize,
}

/// Somebody who is waiting or inside; leaves when dropped.
struct Ticket(Arc<AtomicUsize>);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A turn behind the gate; the place is free again when it and the work done in it have ended.
pub struct Turn(Arc<(Ticket, OwnedSemaphorePermit)>);

impl Turn {
    /// Does a part of the work on a thread of its own.
    ///
    /// # Errors
    /// The work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let held = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work itself: who asked may be gone, the processor is busy all the same.
            let _held = held;
            work()
        });
        done.await.map_err(Problem::failed)
    }
}

impl Gate {
    /// `at_once` inside, `waiting` more before it.
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once)),
            inside: Arc::default(),
            most: at_once.saturating_add(waiting),
        }
    }

    /// Does work on a thread of its own when its turn comes.
    ///
    /// # Errors
    /// The line is full, or the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.turn().await?.run(work).await
    }

    /// Waits for a turn, for work that has several parts: what one part leaves in memory waits for no other turn.
    /// Whoever has a turn asks for no second one.
    ///
    /// # Errors
    /// The line is full.
    pub async fn turn(&self) -> Result<Turn, Problem> {
        let ticket = self.enter()?;
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(Problem::failed)?;
        Ok(Turn(Arc::new((ticket, place))))
    }

    /// How many are waiting or inside.
    pub fn taken(&self) -> usize {
        self.inside.load(Ordering::Relaxed)
    }

    fn enter(&self) -> Result<Ticket, Problem> {
        let before = self.inside.fetch_add(1, Ordering::Relaxed);
        let ticket = Ticket(Arc::clone(&self.inside));
        if before < self.most { Ok(ticket) } else { Err(busy()) }
    }
}

/// Every place is taken.
pub fn busy() -> Problem {
    Problem::new(
        Code::Busy,
        "順番待ちがいっぱいです。少し待ってからもう一度送ってください",
        "the line is full: send it again in a moment",
    )
    .again_in(2)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test panics")]

    use std::sync::mpsc;

    use super::Gate;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_finds_the_line_full_is_told_at_once() {
        let gate = Gate::new(1, 1);
        let (open, wait) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let gate = gate.clone();
            async move { gate.run(move || wait.recv().is_ok()).await }
        });
        while gate.taken() < 1 {
            tokio::task::yield_now().await;
        }
        let second = tokio::spawn({
            let gate = gate.clone();
            async move { gate.run(|| 2).await }
        });
        while gate.taken() < 2 {
            tokio::task::yield_now().await;
        }
        let third = gate.run(|| 3).await.unwrap_err();
        assert_eq!(third.retry_after, Some(2));
        open.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(gate.taken(), 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_turn_is_kept_between_its_parts_and_by_work_whose_asker_is_gone() {
        let gate = Gate::new(1, 0);
        let turn = gate.turn().await.unwrap();
        assert_eq!(turn.run(|| 1).await.unwrap(), 1);
        assert!(gate.run(|| 2).await.is_err(), "its place is taken between the parts too");
        let (open, wait) = mpsc::channel::<()>();
        let asker = tokio::spawn(async move { turn.run(move || wait.recv().is_ok()).await });
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        asker.abort();
        asker.await.unwrap_err();
        assert_eq!(gate.taken(), 1, "the work goes on");
        open.send(()).unwrap();
        while gate.taken() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.run(|| 3).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn a_panic_gives_its_place_back() {
        let gate = Gate::new(1, 0);
        #[expect(clippy::panic, reason = "what is tested")]
        let failed = gate.run(|| panic!("on purpose")).await;
        assert!(failed.is_err());
        assert_eq!(gate.run(|| 1).await.unwrap(), 1);
    }
}
