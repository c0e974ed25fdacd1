//! How many requests a minute a key may make.

use std::num::NonZeroU32;
use std::sync::Arc;

use dashmap::DashMap;
use governor::clock::Clock;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use store::api_keys::ApiKey;

use crate::web::{Code, Problem};

/// The limits of all keys that were used.
#[derive(Debug, Default)]
pub struct Rates {
    keys: DashMap<String, (i64, Arc<DefaultDirectRateLimiter>)>,
}

impl Rates {
    /// Lets a request of a key pass.
    ///
    /// # Errors
    /// It made too many in this minute.
    pub fn pass(&self, key: &ApiKey) -> Result<(), Problem> {
        let limiter = self.of(key);
        limiter.check().map_err(|until| {
            let clock = governor::clock::DefaultClock::default();
            let seconds = until.wait_time_from(clock.now()).as_secs().saturating_add(1);
            Problem::new(
                Code::TooMany,
                format!("この鍵では、1分に{}回までです", key.rate),
                format!("this key may make {} requests a minute", key.rate),
            )
            .again_in(u32::try_from(seconds).unwrap_or(60))
        })
    }

    fn of(&self, key: &ApiKey) -> Arc<DefaultDirectRateLimiter> {
        let rate = u32::try_from(key.rate).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        let new = || (key.rate, Arc::new(RateLimiter::direct(Quota::per_minute(rate))));
        let mut entry = self.keys.entry(key.id.clone()).or_insert_with(new);
        // Somebody changed the rate.
        if entry.0 != key.rate {
            *entry = new();
        }
        Arc::clone(&entry.1)
    }
}
