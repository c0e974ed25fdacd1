//! What judging remembers, shared by the threads of a stream and kept from stream to stream.

use std::sync::{Mutex, PoisonError};

use eval::Scratch;

/// So many are kept, or as many as there are threads; each takes about a megabyte.
const MOST: usize = 32;

/// What nobody uses at the moment. Streams that share one should be judged by the same books, for it remembers by book.
#[derive(Debug, Default)]
pub struct Idle(Mutex<Vec<Scratch>>);

impl Idle {
    /// Works with what was laid down last, or with a new one where all are in use, and lays it down again.
    ///
    /// PERF: threads take it up batch by batch, so there are as many as threads, and each remembers as much as it can: a file of
    /// 2,000 receipts is judged by two instead of four. The lock is held while a list changes, once in some hundred receipts.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let mut own = self.all().pop().unwrap_or_default();
        // What a panic left half done is not laid down.
        let done = work(&mut own);
        let mut all = self.all();
        if all.len() < MOST.max(rayon::current_num_threads()) {
            all.push(own);
        }
        done
    }

    fn all(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Idle, MOST};

    fn kept(idle: &Idle) -> usize {
        idle.all().len()
    }

    #[test]
    fn what_is_laid_down_is_taken_up_again() {
        let idle = Idle::default();
        idle.with(|_| idle.with(|_| assert_eq!(kept(&idle), 0)));
        assert_eq!(kept(&idle), 2);
        idle.with(|_| assert_eq!(kept(&idle), 1));
        assert_eq!(kept(&idle), 2);
    }

    #[test]
    fn no_more_than_the_most_is_kept() {
        fn nested(idle: &Idle, depth: usize) {
            if depth > 0 {
                idle.with(|_| nested(idle, depth - 1));
            }
        }
        let idle = Idle::default();
        nested(&idle, MOST.max(rayon::current_num_threads()) + 2);
        assert_eq!(kept(&idle), MOST.max(rayon::current_num_threads()));
    }

    #[test]
    fn what_a_panic_left_is_thrown_away() {
        let idle = Idle::default();
        idle.with(|_| ());
        let panics = std::panic::AssertUnwindSafe(|| {
            idle.with(|_| std::panic::resume_unwind(Box::new("judging failed")));
        });
        assert!(std::panic::catch_unwind(panics).is_err());
        assert_eq!(kept(&idle), 0);
    }
}
