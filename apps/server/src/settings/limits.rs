//! What bounds a request, and how long things are kept.

use std::time::Duration;

use serde::Deserialize;

use super::Fault;

/// Bytes in a MiB.
const MIB: usize = 1 << 20;

/// What bounds requests; none is without a bound.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest body, as sent.
    pub upload_mib: usize,
    /// The largest claim file, unpacked.
    pub unpacked_mib: usize,
    /// Bodies that are held at once, all together.
    pub held_mib: usize,
    /// How long a request may take, its body included.
    pub request_seconds: u64,
    /// How many files are judged at once; 0 for as many as there are processors.
    pub judging: usize,
    /// How many more may wait for their turn.
    pub waiting: usize,
    /// How many receipts the effects of a revision are looked at with.
    pub effects_receipts: u64,
    /// How long that may take.
    pub effects_seconds: u64,
    /// How long a stop waits for what is being done.
    pub grace_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            upload_mib: 64,
            unpacked_mib: 256,
            held_mib: 1024,
            request_seconds: 60,
            judging: 0,
            waiting: 256,
            effects_receipts: 100_000,
            effects_seconds: 600,
            grace_seconds: 30,
        }
    }
}

impl Limits {
    /// The largest body in bytes.
    pub const fn upload(&self) -> usize {
        self.upload_mib.saturating_mul(MIB)
    }

    /// The largest claim file in bytes.
    pub const fn unpacked(&self) -> usize {
        self.unpacked_mib.saturating_mul(MIB)
    }

    /// How long a request may take.
    pub const fn request(&self) -> Duration {
        Duration::from_secs(self.request_seconds)
    }

    /// How long the effects of a revision may be looked at.
    pub const fn effects(&self) -> Duration {
        Duration::from_secs(self.effects_seconds)
    }

    /// How long a stop waits.
    pub const fn grace(&self) -> Duration {
        Duration::from_secs(self.grace_seconds)
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        let sizes = [self.upload_mib, self.unpacked_mib, self.held_mib];
        if sizes.contains(&0) || self.request_seconds == 0 {
            return Err(Fault::new(
                "[limits] の大きさと時間は 1 以上にしてください",
                "sizes and times under [limits] must be 1 or more",
            ));
        }
        if self.held_mib < self.upload_mib {
            return Err(Fault::new(
                "[limits] の held_mib は upload_mib 以上にしてください",
                "held_mib under [limits] must be at least upload_mib",
            ));
        }
        Ok(())
    }
}

/// How long things are kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// Uploaded claims and what was said of them.
    pub claims_days: u32,
    /// Claims of cases, counted from the closing of their month.
    pub cases_days: u32,
    /// A session that nobody uses.
    pub idle_minutes: u32,
    /// A session at most.
    pub session_hours: u32,
}

impl Default for Keep {
    fn default() -> Self {
        // SPEC: 医療情報システムの安全管理に関するガイドライン asks for an automatic end of idle sessions and leaves the
        // time to the site; claims are needed for 縦覧 over half a year. Both are configuration.
        // How long an agency keeps the claims of what was decided is *unverified* too; 200 days outlast half a year, in
        // which 再審査 is asked for as a rule.
        Self { claims_days: 200, cases_days: 200, idle_minutes: 30, session_hours: 12 }
    }
}

impl Keep {
    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.claims_days == 0 || self.cases_days == 0 || self.idle_minutes == 0 || self.session_hours == 0
        {
            return Err(Fault::new(
                "[keep] の期間は 1 以上にしてください",
                "times under [keep] must be 1 or more",
            ));
        }
        Ok(())
    }
}
