//! Passwords: argon2id, hashed where a thread may be busy for long.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{Problem, Result, StoreError};
use crate::{Secret, Store};

/// Stands in for accounts that are not there, so that their answer takes as long: the hash of a random text, thrown away.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2hpbnNhLW5vYm9keS0wMQ$5pqC2pQXq3m0m3Jm0m1uO0eGm9f9gG1m2x3S7b1q0nA";

// SPEC: OWASP Password Storage Cheat Sheet, Argon2id: at least 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|_| system())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn system() -> StoreError {
    StoreError::new("password", Problem::System)
}

impl Store {
    /// The hash to keep of a new password.
    pub(super) async fn hash_password(&self, password: Secret) -> Result<String> {
        if password.reveal().chars().count() < 12 || password.reveal().len() > 1024 {
            return Err(StoreError::new("password", Problem::Password));
        }
        self.on_a_thread(move || {
            let hash = argon2()?.hash_password(password.reveal().as_bytes()).map_err(|_| system())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the one of a hash; without a hash the same work is done and the answer is no.
    pub(super) async fn verify_password(&self, password: Secret, hash: Option<String>) -> Result<bool> {
        if password.reveal().len() > 1024 {
            return Ok(false);
        }
        self.on_a_thread(move || {
            let parsed = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY))
                .map_err(|_| StoreError::new("accounts", Problem::Damaged))?;
            let same = argon2()?.verify_password(password.reveal().as_bytes(), &parsed).is_ok();
            Ok(same && hash.is_some())
        })
        .await
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.hashing.clone().acquire_owned().await.map_err(|_| system())?;
        tokio::task::spawn_blocking(work).await.map_err(|_| system())?
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use super::*;

    #[test]
    fn the_stand_in_asks_for_the_same_work_as_a_password() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let made = argon2().unwrap().hash_password(b"some password").unwrap();
        assert_eq!(nobody.algorithm, made.algorithm);
        assert_eq!(nobody.version, made.version);
        assert_eq!(nobody.params, made.params);
        assert!(nobody.salt.is_some());
        assert_eq!(nobody.hash.unwrap().as_bytes().len(), made.hash.unwrap().as_bytes().len());
    }
}
