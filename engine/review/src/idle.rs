//! What judging remembers, kept from stream to stream: for a service, which judges single receipts one after another.

use std::sync::{Mutex, PoisonError};

use eval::Scratch;

/// So many are kept; each takes about a megabyte.
const MOST: usize = 32;

/// What nobody uses at the moment. Streams that share one should be judged by the same books, for it remembers by book.
#[derive(Debug, Default)]
pub struct Idle(Mutex<Vec<Scratch>>);

/// What one stream uses; laid down again when dropped.
pub(crate) struct Scratches<'a> {
    own: Vec<Scratch>,
    idle: Option<&'a Idle>,
}

impl<'a> Scratches<'a> {
    /// So many, those first that remember most lately.
    pub fn of(idle: Option<&'a Idle>, count: usize) -> Self {
        let mut own = Vec::with_capacity(count);
        if let Some(Idle(all)) = idle {
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            let from = all.len().saturating_sub(count);
            own.extend(all.drain(from..).rev());
        }
        own.resize_with(count, Scratch::default);
        Self { own, idle }
    }

    pub fn each(&mut self) -> &mut [Scratch] {
        &mut self.own
    }
}

impl Drop for Scratches<'_> {
    fn drop(&mut self) {
        // What a panic left half done is not used again.
        let Some(Idle(all)) = self.idle.filter(|_| !std::thread::panicking()) else { return };
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        let room = MOST.saturating_sub(all.len());
        self.own.truncate(room);
        all.extend(self.own.drain(..).rev());
    }
}

#[cfg(test)]
mod tests {
    use super::{Idle, MOST, Scratches};

    #[test]
    fn what_is_laid_down_is_taken_up_and_no_more_than_the_most_is_kept() {
        let idle = Idle::default();
        let kept = |idle: &Idle| idle.0.lock().map_or(0, |all| all.len());
        drop(Scratches::of(None, 3));
        assert_eq!(kept(&idle), 0);
        let (mut one, other) = (Scratches::of(Some(&idle), 3), Scratches::of(Some(&idle), MOST));
        assert_eq!(one.each().len(), 3);
        drop(one);
        assert_eq!(kept(&idle), 3);
        drop(other);
        assert_eq!(kept(&idle), MOST);
        assert_eq!(Scratches::of(Some(&idle), 4).each().len(), 4);
        assert_eq!(kept(&idle), MOST);
    }

    #[test]
    fn what_a_panic_left_is_thrown_away() {
        let idle = Idle::default();
        let panics = std::panic::AssertUnwindSafe(|| {
            let _own = Scratches::of(Some(&idle), 2);
            std::panic::resume_unwind(Box::new("judging failed"));
        });
        assert!(std::panic::catch_unwind(panics).is_err());
        assert_eq!(idle.0.lock().map_or(0, |all| all.len()), 0);
    }
}
